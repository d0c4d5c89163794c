import type { UserId } from "../people/user.ts";
import type { Recipient } from "../channels/channel.ts";
import type { Proposal, ProposalId, SnoozeDays } from "./proposal.ts";
import type { RefusalChoice } from "./said.ts";
import type { Message } from "../message.ts";

/**
 * What a person does with a proposal's card. The id and version come from the card; nothing else of it is believed.
 */
export type ProposalAction = {
  readonly proposalId: ProposalId;
  readonly version: number;
} & (
  | { readonly kind: "approve"; readonly comment?: string }
  /** Says why in words or by a choice; see `Decision`. */
  | {
      readonly kind: "reject";
      readonly reason: string | null;
      readonly choice?: RefusalChoice;
    }
  | { readonly kind: "snooze"; readonly days: SnoozeDays }
  /** Ends the snooze before its time. */
  | { readonly kind: "wake-now" }
  /** *Someone else…*: propose this person instead, by Entra object id (what the people picker gives) or UPN. */
  | {
      readonly kind: "someone-else";
      readonly who: string;
      readonly why?: string;
    }
  /** *Hand to…*: this approver is to decide, by Entra object id or UPN. */
  | { readonly kind: "hand-to"; readonly who: string }
  | { readonly kind: "undo"; readonly why?: string }
  | { readonly kind: "try-again" }
);

/** The clicker, from the verified token, and where a late refusal can reach them in private. */
export interface Actor {
  readonly userId: UserId;
  readonly replyTo: Recipient;
  /** A late refusal is kept for the tab, too: who clicked there may have no chat with the bot. */
  readonly isInTab?: boolean;
}

/** `checking`: Entra was too slow for Teams; a job decides, and refuses in private if it must. */
export type ActionResult =
  | { readonly kind: "done"; readonly proposal: Proposal }
  | { readonly kind: "refused"; readonly message: Message }
  | { readonly kind: "checking" };
