import type { ObjectionOutcome } from "../handoffs/handoffObjection.ts";
import type { Proposal } from "../proposals/proposal.ts";
import type { StoredMessage } from "../message.ts";
import type { SignInsRefused } from "../evidence/signInReading.ts";
import type { ExcludedKind } from "../settings/exclusions.ts";

/** What jobs were about that nobody did, in words that an admin knows. */
export type LeftWork =
  | "answers"
  | "cards"
  | "changes"
  | "evidence"
  | "housekeeping"
  | "notices"
  | "staging"
  | "sweeps";

/** Why outputs of a Remediation cannot be read: a permission is missing, it is not there, or the log says why. */
export type UnreadableOutputs = "forbidden" | "gone" | "other";

export type Notice =
  /** A late refusal, for the person who clicked. */
  | ({ readonly kind: "refusal"; readonly message: StoredMessage } &
      /** Null when the proposal is not known any more. */
      (
        | { readonly deviceName: string | null }
        /** Of the digest that was approved; null when it is not known any more. */
        | { readonly stagingAccount: string | null }
      ))
  /** What came of what a staging lead said against a handoff. */
  | {
      readonly kind: "objection-ended";
      readonly deviceName: string;
      readonly outcome: ObjectionOutcome;
    }
  /** How a proposal that someone asked for ended. */
  | { readonly kind: "result"; readonly proposal: Proposal }
  /** Of what someone asked for, and waited too long to be answered: it is asked, or was when `isNew` is false. */
  | {
      readonly kind: "proposed";
      readonly proposal: Proposal;
      readonly isNew: boolean;
    }
  /** The same, where nothing came of it. `deviceName` as it was typed. */
  | {
      readonly kind: "not-proposed";
      readonly deviceName: string;
      readonly message: StoredMessage;
    }
  /** A question that waited for its answer gets none. */
  | { readonly kind: "not-answered"; readonly message: StoredMessage }
  /** For a subscriber: what waits since lately, oldest first. */
  | {
      readonly kind: "new-proposals";
      readonly proposals: readonly Proposal[];
    }
  /** For the approver to whom it was handed. */
  | { readonly kind: "handed-to"; readonly proposal: Proposal }
  /** For whoever handed it to somebody who has no chat with the bot. */
  | {
      readonly kind: "not-reached";
      readonly deviceName: string;
      readonly message: StoredMessage;
    }
  /** A subscriber is no approver any more. */
  | { readonly kind: "subscription-ended" }
  /** A channel no longer takes cards: proposals wait. For admins. */
  | { readonly kind: "channel-lost"; readonly held: number }
  /** Teams refuses a card as it is. For admins. */
  | { readonly kind: "card-refused"; readonly deviceName: string }
  /** A staging lead has no chat with the bot, and there is no channel to tell them in. For admins. */
  | { readonly kind: "no-channel" }
  /** Jobs of this work were given up, or are late by a day and more. For admins. */
  | {
      readonly kind: "work-left";
      readonly work: LeftWork;
      readonly isGivenUp: boolean;
    }
  /** A proposal ended without its card ever standing in a channel. For admins. */
  | { readonly kind: "never-posted"; readonly deviceName: string }
  /** The group of excluded devices or people cannot be read. For admins. */
  | { readonly kind: "group-unreadable"; readonly group: ExcludedKind }
  /** The outputs of the Remediation that is evidence cannot be read. For admins. */
  | { readonly kind: "outputs-unreadable"; readonly why: UnreadableOutputs }
  /** Entra does not tell who signed in where. For admins. */
  | { readonly kind: "sign-ins-refused"; readonly why: SignInsRefused }
  /** The audit log cannot be written, and nothing is done without it. For admins. */
  | { readonly kind: "audit-head-lost" }
  /** A first run has posted what it may today, and more wait. For admins. */
  | {
      readonly kind: "first-run";
      readonly waiting: number;
      readonly perDay: number;
    };
