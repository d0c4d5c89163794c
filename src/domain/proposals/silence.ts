import type { Message } from "../message.ts";

/** What came of asking that evidence may speak of a device again. */
export type LiftResult =
  | {
      readonly kind: "lifted" | "not-silenced";
      /** The device's name. */
      readonly device: string;
    }
  | { readonly kind: "refused"; readonly message: Message };
