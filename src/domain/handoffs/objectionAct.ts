import type { Message } from "../message.ts";
import type { ObjectionChoice } from "../proposals/objection.ts";
import type { HandoffId } from "./handoff.ts";

/** What a person does about a handoff that may be wrong. */
export type ObjectionAct = { readonly handoffId: HandoffId } & (
  | /** *This is wrong…*: says why in words or by a choice; see `Objection`. */
    {
      readonly kind: "object";
      readonly reason: string | null;
      readonly choice?: ObjectionChoice;
    }
    /** *Done* of the helpdesk: it has been seen to. */
  | { readonly kind: "settle" }
);

/** `checking`: Entra was too slow for Teams; a job does it, and refuses in private if it must. */
export type ObjectionResult =
  /** Now, or before: the card shows how it stands. */
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly message: Message }
  | { readonly kind: "checking" };
