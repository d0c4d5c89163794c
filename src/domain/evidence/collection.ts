import type { DeviceId } from "../devices/device.ts";
import type { Message } from "../message.ts";
import type { PersonRef } from "../people/user.ts";

/** Somebody asked a device to tell at once who used it. Holds the device's place until it has told, or `until`. */
export interface Collection {
  readonly deviceId: DeviceId;
  readonly askedBy: PersonRef;
  readonly askedAt: Date;
  readonly until: Date;
}

/** What became of asking. */
export type CollectResult =
  | { readonly kind: "asked" }
  /** Microsoft did not answer: the device may have been asked. */
  | { readonly kind: "in-doubt" }
  /** Somebody asked before, and the device has not told yet. */
  | { readonly kind: "running"; readonly collection: Collection }
  | { readonly kind: "refused"; readonly message: Message };
