import type { DeviceId } from "../../domain/devices/device.ts";

export interface NonceStore {
  /**
   * Uses up a nonce. Durable when it resolves; atomic across replicas.
   *
   * @param scope who signed: a key id or a certificate's thumbprint.
   * @returns false when it was used before: a replay.
   */
  claim(scope: string, nonce: string, expiresAt: Date): Promise<boolean>;
  purge(expiredBefore: Date): Promise<number>;
}

/** That Entra has this certificate's key for this Entra device, and which managed device that is. */
export interface DeviceBinding {
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
