import type { DeviceId } from "../../domain/devices/device.ts";
import type { Tally } from "../../domain/evidence/tally.ts";

export interface EvidenceStore {
  /**
   * Keeps `tally` as its source's evidence of the device, unless a newer one (by `observedAt`) is kept already.
   *
   * @returns false when the kept one is newer or as new: nothing was written.
   */
  record(tally: Tally): Promise<boolean>;
  list(deviceId: DeviceId): Promise<readonly Tally[]>;
  deleteForDevice(deviceId: DeviceId): Promise<void>;
  /** @returns how many tallies were observed before `before` and are gone now. */
  purge(before: Date): Promise<number>;
}
