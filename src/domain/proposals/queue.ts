import type { ProposalAction } from "./action.ts";
import type { Certainty } from "../evidence/decideByActiveDays.ts";
import type { DeviceId } from "../devices/device.ts";
import type { UserId } from "../people/user.ts";
import type { Place } from "./places.ts";
import type { Proposal, ProposalId } from "./proposal.ts";

/**
 * Orders in which proposals are worked through. `expires` is by what happens next of itself: it expires, or wakes.
 * `strength` as `evidenceStrength` has it.
 */
export const QUEUE_SORTS = [
  "newest",
  "oldest",
  "strength",
  "expires",
  "device",
] as const;

export type QueueSort = (typeof QUEUE_SORTS)[number];

/** Somebody is to get the device, or it is to be shared. */
export const QUEUE_KINDS = ["reassign", "clear"] as const;

/** A person asked for it, or evidence did. */
export const QUEUE_ORIGINS = ["person", "evidence"] as const;

/** What is left out of a place; what is null leaves out nothing. */
interface Narrowing {
  readonly kind: (typeof QUEUE_KINDS)[number] | null;
  readonly certainty: Certainty | null;
  readonly origin: (typeof QUEUE_ORIGINS)[number] | null;
  /** Only those about devices that a staging account enrolled. */
  readonly isStaged: boolean;
}

/** What somebody asks for. */
export interface QueueQuestion extends Narrowing {
  readonly place: Place;
  readonly sort: QueueSort;
  /** A part of the device's name or serial number. */
  readonly device: string | null;
  /** What names the primary user or who is to be it. */
  readonly person: string | null;
}

/** The same with devices and people found. */
export interface QueueFilter extends Narrowing {
  readonly device: {
    readonly text: string;
    /** Those that the directory knows by it. */
    readonly ids: readonly DeviceId[];
  } | null;
  readonly people: readonly UserId[] | null;
}

/** Where a page of a queue ends. */
export interface QueueCursor extends Pick<Proposal, "id" | "createdAt"> {
  /** By what it is sorted before the time; null for nothing. A time in milliseconds since 1970. */
  readonly key: string | number | null;
}

export interface QueuedProposal {
  readonly proposal: Proposal;
  readonly cursor: QueueCursor;
}

/** The most proposals that are decided at once. */
export const MOST_AT_ONCE = 50;

/** A proposal as somebody saw it who decides several. */
export interface SeenProposal {
  readonly proposalId: ProposalId;
  readonly version: number;
}

/** What can be done with several at once. */
export type SeveralAction = {
  [Kind in "approve" | "reject" | "snooze"]: Omit<
    Extract<ProposalAction, { readonly kind: Kind }>,
    keyof SeenProposal
  >;
}["approve" | "reject" | "snooze"];
