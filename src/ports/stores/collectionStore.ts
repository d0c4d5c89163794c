import type { DeviceId } from "../../domain/devices/device.ts";
import type { Collection } from "../../domain/evidence/collection.ts";

/** Which devices were asked to tell at once who used them. */
export interface CollectionStore {
  /**
   * Takes the device's place for `collection`, unless another one holds it at `collection.askedAt`.
   *
   * @returns null when it was taken, otherwise who has it.
   */
  claim(collection: Collection): Promise<Collection | null>;
  /** The one that holds the device's place at this time. */
  find(deviceId: DeviceId, at: Date): Promise<Collection | null>;
  /** Gives the place back, if it is still this one's. */
  end(collection: Pick<Collection, "deviceId" | "askedAt">): Promise<void>;
  /** Forgets those that were over by then. @returns how many. */
  purge(overBefore: Date): Promise<number>;
}
