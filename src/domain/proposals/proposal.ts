import type {
  AffinityOutcome,
  AffinityPolicy,
  LogonCount,
} from "../evidence/affinity.ts";
import type { Contradicted } from "../evidence/agreement.ts";
import type { ActiveDaysOutcome } from "../evidence/decideByActiveDays.ts";
import type { DayNumber } from "../evidence/activeDays.ts";
import type { DayStrip } from "../evidence/dayStrip.ts";
import type { DeviceRef } from "../devices/device.ts";
import type { EvidenceSource } from "../evidence/tally.ts";
import type {
  WeighedLogon,
  HandoffOutcome,
} from "../evidence/handoffOutcome.ts";
import type { PersonRef } from "../people/user.ts";
import type { StoredMessage } from "../message.ts";
import type { ChannelId } from "../channels/channel.ts";
import type { Objection } from "./objection.ts";
import type { RefusalChoice } from "./said.ts";

/** Opaque; what a card carries. */
export type ProposalId = string & { readonly __brand: "ProposalId" };

export type Verdict = "approve" | "reject";

/** What a human said, by whom, when. */
export interface Decision {
  readonly verdict: Verdict;
  readonly decidedBy: PersonRef;
  readonly decidedAt: Date;
  /** Why not, in the approver's words; null where a choice says it, and of an approval. */
  readonly reason: string | null;
  /**
   * Why not, ready-made. *Shared on purpose* says something of the device itself: nothing is asked about it until an
   * admin lifts that.
   */
  readonly choice?: RefusalChoice;
  /** What an approver wrote to an approval; left out for nothing. */
  readonly comment?: string;
}

/** Why nothing is proposed for a device by evidence, whoever it would be. */
export type SilenceReason = "shared-on-purpose" | "refused-twice";

/** With its refusal, evidence fell silent about a device; shown on its card until an administrator lifts that. */
export interface Silence {
  readonly why: SilenceReason;
  /** Null while it holds. */
  readonly lifted: { readonly at: Date; readonly by: PersonRef } | null;
}

/**
 * The evidence a proposal rests on, frozen with it: enough to recompute the outcome and to draw the card again.
 */
export interface FrozenEvidence {
  readonly source: EvidenceSource;
  readonly observedAt: Date;
  readonly policy: AffinityPolicy;
  readonly outcome:
    AffinityOutcome | HandoffOutcome | ActiveDaysOutcome | Contradicted;
  /** The people who counted, most logons first. */
  readonly counted: readonly LogonCount[];
  /** UPNs left out, and why: shown on the card so that nobody wonders. */
  readonly leftOut: readonly {
    readonly upn: string;
    readonly logons: number;
    readonly why: StoredMessage;
  }[];
  /** Newest first; what a handoff rests on. Empty where logons were counted. */
  readonly lastLogons: readonly WeighedLogon[];
  /** Of the rule on days: what of them is shown. Left out by earlier versions. */
  readonly days?: DaysOfEvidence;
}

/** Where days of use come from, and when they were told last. */
export interface DaySource {
  /**
   * The device's own log of each day as it reports it or a Remediation prints it, counts of a report, Intune's last
   * logons, or Entra's log of sign-ins.
   */
  readonly source:
    "own-log" | "remediation" | "counts" | "last-logons" | "sign-ins";
  readonly at: Date;
}

/** Who was on a device on which of the last days. */
export interface DaysOfEvidence {
  /** The last of them. */
  readonly until: DayNumber;
  /** The present primary user and who is to be it first, then most days first. Null for somebody nobody knows. */
  readonly people: readonly {
    readonly person: PersonRef | null;
    readonly seen: DayStrip;
  }[];
  /** How many more people there are, of fewer days. */
  readonly more: number;
  readonly sources: readonly DaySource[];
}

export type SupersededBy =
  | {
      readonly kind: "owner-changed-elsewhere";
      readonly primaryUser: PersonRef | null;
    }
  | { readonly kind: "proposal"; readonly proposalId: ProposalId }
  /** The device was reset and enrolled anew: who was to have it before says nothing of who has it now. */
  | { readonly kind: "enrolled-again" }
  /** The evidence no longer supports it; or its sources contradict each other by now. */
  | { readonly kind: "evidence"; readonly contradicted?: Contradicted };

/** Why applying or undoing stopped: a code for alerts, a message for the card. */
export interface Failure {
  readonly code: string;
  readonly message: StoredMessage;
  readonly at: Date;
}

/** Someone put the question off until `until`. */
export interface Snooze {
  readonly until: Date;
  readonly snoozedBy: PersonRef;
  readonly days: SnoozeDays;
}

/** Somebody else changed the device's primary user beside our write or after it, as it was found out later. */
export interface OtherChange {
  /** Who did, as Intune's audit log names them; null where only the outcome was seen. */
  readonly by: string | null;
  /** When they did, by that log; otherwise when it was seen. */
  readonly at: Date;
  /** Whom Intune showed then, null for nobody; absent where only the log tells. */
  readonly primaryUser?: PersonRef | null;
}

export type ProposalState =
  /** `snooze` where its channel was lost while it was snoozed: it comes back no earlier for that. */
  | { readonly kind: "held"; readonly snooze?: Snooze }
  | { readonly kind: "pending" }
  | (Snooze & { readonly kind: "snoozed" })
  | { readonly kind: "rejected"; readonly decision: Decision }
  | { readonly kind: "expired"; readonly at: Date }
  | {
      readonly kind: "superseded";
      readonly by: SupersededBy;
      readonly at: Date;
      readonly decision: Decision | null;
      /** Set when a write of ours may take effect all the same: nobody saw its answer. */
      readonly writeStartedAt?: Date;
      /** Shown later than `by` says, while the write is in doubt. */
      readonly otherChange?: OtherChange;
    }
  | {
      readonly kind: "approved";
      readonly decision: Decision;
      /** When *Try again* was clicked last; patience with Graph counts from there instead of from the decision. */
      readonly triedAgainAt?: Date;
    }
  /** The write may have been sent. `writeStartedAt` is stored before it is, so that a crash is noticed. */
  | {
      readonly kind: "applying";
      readonly decision: Decision;
      readonly triedAgainAt?: Date;
      readonly writeStartedAt: Date;
      /** Shown while the write is in doubt, and by no last look before a write. */
      readonly otherChange?: OtherChange;
    }
  /** Intune said 204; `/users` does not agree yet. */
  | {
      readonly kind: "applied";
      readonly decision: Decision;
      readonly appliedAt: Date;
      readonly otherChange?: OtherChange;
    }
  | {
      readonly kind: "verified";
      readonly decision: Decision;
      readonly appliedAt: Date;
      readonly verifiedAt: Date;
      /** False when Intune already showed the proposed user and nothing was written: then there is nothing to undo. */
      readonly changed: boolean;
      readonly otherChange?: OtherChange;
      /** The card had said before that it did not happen. */
      readonly tookEffectLate?: boolean;
    }
  | {
      readonly kind: "failed";
      readonly decision: Decision;
      readonly failure: Failure;
      /** Set when the write may have happened all the same: nobody saw its answer. */
      readonly writeStartedAt?: Date;
      /** Shown while the write is in doubt. */
      readonly otherChange?: OtherChange;
    }
  | {
      readonly kind: "unconfirmed";
      readonly decision: Decision;
      readonly appliedAt: Date;
      readonly since: Date;
      readonly otherChange?: OtherChange;
    }
  | {
      readonly kind: "undoing";
      readonly decision: Decision;
      readonly appliedAt: Date;
      readonly undo: Undo;
    }
  | {
      readonly kind: "undone";
      readonly decision: Decision;
      readonly undo: Undo;
      readonly undoneAt: Date;
    }
  | {
      readonly kind: "undo-failed";
      readonly decision: Decision;
      readonly appliedAt: Date;
      readonly undo: Undo;
      readonly failure: Failure;
    };

export type ProposalStateKind = ProposalState["kind"];

/**
 * Who took the change back, when. `writeStartedAt` once the write may have been sent, `writtenAt` once Intune said
 * 204.
 */
export interface Undo {
  readonly requestedBy: PersonRef;
  readonly requestedAt: Date;
  /** Why, by whoever asked first: another person may have tried it again. Left out for nothing. */
  readonly why?: { readonly text: string; readonly by: PersonRef };
  readonly writeStartedAt: Date | null;
  readonly writtenAt: Date | null;
  readonly otherChange?: OtherChange;
}

export type SnoozeDays = 1 | 3 | 7;

export type ProposalOrigin =
  | { readonly kind: "machine" }
  /** `propose …` or *Someone else…*; the requester may not approve it. */
  | {
      readonly kind: "manual";
      readonly requestedBy: PersonRef;
      /** In their words; left out for nothing. */
      readonly why?: string;
      /** They were no approver, admin or technician when they asked: it stands back behind what others propose. */
      readonly withoutRole?: true;
    };

/**
 * What somebody without a role asked for while another change of the device was open: it stands on that one's card,
 * and is proposed when that one ends without a change.
 */
export interface Wish {
  /** Of the request. */
  readonly id: ProposalId;
  readonly requestedBy: PersonRef;
  readonly toUser: PersonRef | null;
  /** In their words; left out for nothing. */
  readonly why?: string;
  readonly askedAt: Date;
}

/** An approver named another one to decide. Whoever else may decide still may. */
export interface HandedTo {
  readonly person: PersonRef;
  readonly by: PersonRef;
  readonly at: Date;
}

/**
 * A question to humans: make `toUser` the primary user of the device (null: make it a shared device)?
 */
export interface Proposal {
  readonly id: ProposalId;
  /** Counts every stored change, from 1. */
  readonly version: number;
  readonly device: DeviceRef;
  /**
   * The primary user it was made on; null for none. Applying requires that this is still so. Where our write turns out
   * to have replaced somebody else, that is who stands here: it is whom Undo restores.
   */
  readonly fromUser: PersonRef | null;
  readonly toUser: PersonRef | null;
  readonly origin: ProposalOrigin;
  /** Null for a manual proposal about a device of which nothing was reported. */
  readonly evidence: FrozenEvidence | null;
  /**
   * What was known of the device when somebody asked for the change. Shown where there is no evidence, and nothing
   * rests on it. Left out where nothing was.
   */
  readonly background?: FrozenEvidence;
  readonly state: ProposalState;
  readonly createdAt: Date;
  /**
   * When `…/users` itself last showed `fromUser`; null while only Intune's list did. A held proposal may wait
   * so, for there can be many; none is posted so.
   */
  readonly confirmedAt: Date | null;
  /**
   * By when its card is to stand, while it is held or pending and never had one: it expires otherwise. Left out by
   * earlier versions.
   */
  readonly postBy?: Date | null;
  /** When its card was first posted; expiry counts from here. */
  readonly postedAt: Date | null;
  /** Null until it is posted. */
  readonly expiresAt: Date | null;
  /** How long before that people are reminded of it. Left out until it is posted, and by earlier versions. */
  readonly remindBeforeMs?: number;
  /** The end of the undo window, once applied. */
  readonly undoUntil: Date | null;
  /** The channel whose card it is, once it has one. */
  readonly channelId: ChannelId | null;
  /** Other changes that people asked for, oldest first; none unless given. */
  readonly wishes?: readonly Wish[];
  /** A staging lead says that the device isn't with whom this proposes. None unless given. */
  readonly objection?: Objection | null;
  /** Who is to decide, as an approver said last. None unless given. */
  readonly handedTo?: HandedTo | null;
  /** Left out where its end silenced nothing. */
  readonly silence?: Silence;
  /** Teams refused the card of this `version`, and it was not sent again; says nothing of another version. */
  readonly cardRefused?: {
    readonly at: Date;
    readonly version: number;
  } | null;
}
