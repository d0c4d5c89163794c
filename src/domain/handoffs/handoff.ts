import type { DeviceRef } from "../devices/device.ts";
import type { PersonRef, UserId } from "../people/user.ts";
import type {
  ProposalId,
  ProposalStateKind,
  Verdict,
} from "../proposals/proposal.ts";
import { type StoredSentence } from "../sentence.ts";

export type HandoffId = string & { readonly __brand: "HandoffId" };

/** Where the knowledge of a moment comes from. */
export type MomentSource =
  /** Intune's `enrolledDateTime`. */
  | "enrolment"
  /** Intune's `lastSyncDateTime` of the first check-in that told a compliance state. */
  | "check-in"
  /** Intune's `usersLoggedOn`. */
  | "users-logged-on"
  /** A device's logon report. */
  | "device-report"
  /** Custodian's own proposal. */
  | "proposal"
  /** Intune showed the person as primary user before Custodian asked. */
  | "intune";

/** When a device got somewhere on its way to its person, and how that is known. */
export interface Moment {
  readonly at: Date;
  readonly source: MomentSource;
}

/** The ways of a staged device, in their order. A later one may be reached without an earlier one having been seen. */
export const HANDOFF_STAGES = [
  "enrolled",
  "provisioned",
  "handed-off",
  "proposed",
  "decided",
  "verified",
] as const;

export type HandoffStage = (typeof HANDOFF_STAGES)[number];

/**
 * One staging cycle of one device: from its enrolment by a staging account to the person who has it. A device that is reset and
 * enrolled again begins another.
 */
export interface Handoff {
  readonly id: HandoffId;
  /** Counts every stored change, from 1. */
  readonly version: number;
  readonly device: DeviceRef;
  /** Normalized UPN of the account that staged it; empty where Intune does not tell which enrolment manager did. */
  readonly stagingAccount: string;
  /** Names the cycle: no device has two with the same. */
  readonly enrolledAt: Date;
  readonly moments: Readonly<Partial<Record<HandoffStage, Moment>>>;
  /** Who has it now; null before it is handed off. */
  readonly toUser: PersonRef | null;
  /** The newest check-in seen. */
  readonly lastCheckInAt: Date | null;
  /** The proposal that followed from it, as far as it has come. */
  readonly proposal: {
    readonly id: ProposalId;
    readonly state: ProposalStateKind;
    readonly verdict: Verdict | null;
  } | null;
  /** Why the cycle ended without its person: reset, staged again, or gone from Intune. Null while it counts. */
  readonly endedBecause: "enrolled-again" | "gone" | null;
  /** Who is told, chosen at the handoff; null for the helpdesk channel without a mention. */
  readonly lead: PersonRef | null;
  /** When the lead was looked for; nobody may have been found. */
  readonly leadChosenAt?: Date;
}

/** The furthest moment it has reached. */
export function stageOf({ moments }: Pick<Handoff, "moments">): HandoffStage {
  return (
    HANDOFF_STAGES.findLast((stage) => moments[stage] !== undefined) ??
    "enrolled"
  );
}

/** What the last logons of a device say about who has it. Pure result of `decideHandoff`. */
export type HandoffOutcome =
  /** Not staged, and it has a primary user: another rule's matter. */
  | { readonly kind: "not-concerned" }
  | {
      readonly kind: "waiting";
      readonly reason: "nobody-logged-on" | "no-real-person-yet";
    }
  /** Four or more people use it: it belongs to nobody. */
  | { readonly kind: "shared"; readonly people: number }
  | {
      readonly kind: "handed-off";
      readonly toUser: UserId;
      readonly loggedOnAt: Date;
      readonly reason: "staged" | "no-primary-user";
      /** The normalized UPN of the account that staged it; absent when none did, or nobody knows which. */
      readonly stagedBy?: string;
    };

/** A last logon with what is known of who it was, for the decision and for the card. */
export interface WeighedLogon {
  readonly userId: UserId;
  readonly at: Date;
  /** Null when Entra does not know the id. */
  readonly person: PersonRef | null;
  /** One sentence why this one does not count as who has the device; null for those that do. */
  readonly why: StoredSentence | null;
}
