import type { DeviceId } from "../../domain/devices/device.ts";

/** That Entra has this certificate's key for this Entra device, and which managed device that is. */
interface DeviceBinding {
  /** 40 hex digits, upper case: SHA-1 of the certificate. */
  readonly thumbprint: string;
  readonly entraDeviceId: string;
  readonly managedDeviceId: DeviceId;
  readonly checkedAt: Date;
}

export interface DeviceBindingStore {
  find(thumbprint: string): Promise<DeviceBinding | null>;
  save(binding: DeviceBinding): Promise<void>;
  purge(checkedBefore: Date): Promise<number>;
}
