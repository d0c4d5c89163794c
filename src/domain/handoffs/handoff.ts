import type { DeviceRef } from "../devices/device.ts";
import type { Moment } from "../evidence/handoffOutcome.ts";
import type { PersonRef } from "../people/user.ts";
import type { HandoffObjection } from "./handoffObjection.ts";
import type {
  ProposalId,
  ProposalStateKind,
  Verdict,
} from "../proposals/proposal.ts";

export type HandoffId = string & { readonly __brand: "HandoffId" };

/** Names the one card on which a lead is told of many handoffs. */
export type HandoffDigestId = string & { readonly __brand: "HandoffDigestId" };

/** More than so many that are told to one lead at once are told on one card. */
export const MOST_TOLD_ONE_BY_ONE = 3;

/**
 * So many devices a card names at most, and so many it can be said of that they are wrong: more are on several cards.
 */
export const MOST_ON_ONE_DIGEST = 48;

/** What was handed off so long before it was found is no news to its lead: the board alone counts it. */
export const OLD_HANDOFF_MS = 7 * 24 * 60 * 60 * 1000;

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
 * One staging cycle of one device: from its enrolment by a staging account to the person who has it. A device that is
 * reset and enrolled again begins another.
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
  /** It happened while only observing, or was old when it was found: nobody is told. */
  readonly isWithheld?: true;
  /** The card that tells of it among others; left out where it has one of its own. */
  readonly digestId?: HandoffDigestId;
  /** Left out while nobody says that it is wrong. */
  readonly objection?: HandoffObjection;
}

/** The furthest moment it has reached. */
export function stageOf({ moments }: Pick<Handoff, "moments">): HandoffStage {
  return (
    HANDOFF_STAGES.findLast((stage) => moments[stage] !== undefined) ??
    "enrolled"
  );
}

/** Whether somebody still has to see to what its lead says. A cycle that ended asks nothing of anybody. */
export function isContradicted({
  objection,
  endedBecause,
}: Pick<Handoff, "objection" | "endedBecause">): boolean {
  return objection !== undefined && !objection.ended && endedBecause === null;
}

/** Whether it can be said that it is wrong: once, and while the cycle goes on. */
export function canBeContradicted({
  moments,
  objection,
  endedBecause,
}: Pick<Handoff, "moments" | "objection" | "endedBecause">): boolean {
  return (
    moments["handed-off"] !== undefined && !objection && endedBecause === null
  );
}

export interface WaitingHandoff {
  readonly handoff: Handoff;
  readonly isStuck: boolean;
}
