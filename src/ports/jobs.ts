import type { DeviceId } from "../domain/devices/device.ts";
import type { HandoffId } from "../domain/handoffs/handoff.ts";
import type { ObjectionAct } from "../domain/handoffs/objectionAct.ts";
import type { LateLookUp } from "../domain/lookups/question.ts";
import type { Recipient } from "../domain/channels/channel.ts";
import type {
  LeftWork,
  Notice,
  UnreadableOutputs,
} from "../domain/cards/notice.ts";
import type { ProposalAction, Actor } from "../domain/proposals/action.ts";
import type {
  ApproveBatch,
  BatchDecision,
  BatchId,
} from "../domain/proposals/batch.ts";
import type { UserId } from "../domain/people/user.ts";
import type { ProposalId } from "../domain/proposals/proposal.ts";
import type { LateProposeRequest } from "../domain/proposals/request.ts";
import type { ReadingStep } from "../domain/evidence/readingStep.ts";
import type { Stuck, SweepId } from "../domain/sweep/sweep.ts";
import type { ExcludedKind } from "../domain/settings/exclusions.ts";
import type { SignInsRefused } from "../domain/evidence/signInReading.ts";

/** Every job: its name and what it carries. `src/workers.ts` says which use case does it. */
export interface Jobs {
  /** New evidence of a device: does its primary user still fit? */
  evaluateDevice: { readonly deviceId: DeviceId };
  /** Makes the card in Teams show the stored proposal. */
  syncProposalCard: {
    readonly proposalId: ProposalId;
    /** Edit even when the stored version is shown already: what a card offers also depends on the time. */
    readonly redraw?: boolean;
  };
  /**
   * Entra was too slow for the click, made at `askedAt` (ISO 8601). An action and its actor have the names here that a
   * process of an earlier version reads.
   */
  applyAction: {
    readonly answer: ProposalAction;
    readonly answeredBy: Actor;
    readonly askedAt: string;
  };
  /** Microsoft was too slow for what a person proposes: proposes it, and tells them. */
  propose: LateProposeRequest;
  applyReassignment: { readonly proposalId: ProposalId };
  verifyReassignment: { readonly proposalId: ProposalId };
  undoReassignment: { readonly proposalId: ProposalId };
  /** Looks whether somebody else changed what was changed, and whether a write in doubt took effect. */
  followChanges: Nothing;
  /** A card woke up: says so in its thread. */
  announceWaking: { readonly proposalId: ProposalId };
  notifyPerson: { readonly recipient: Recipient; readonly notice: JobNotice };
  /**
   * A channel is gone and its open cards wait, Teams refuses the card of the device of this name, a staging lead can
   * be told neither in a chat nor in a channel, jobs were given up or are late, the proposal about the device of
   * this name ended without its card ever standing anywhere, the group of excluded devices or people cannot be read,
   * the outputs of the Remediation cannot be read, the audit log cannot be written, a first run has posted what it may
   * today, or Entra does not tell sign-ins.
   */
  notifyAdmins:
    | { readonly held: number }
    | { readonly refusedCardOf: string }
    | { readonly noPlaceForNotices: true }
    | { readonly givenUp: LeftWork }
    | { readonly late: LeftWork }
    | { readonly neverPostedOf: string }
    | { readonly unreadableGroup: ExcludedKind }
    | { readonly unreadableOutputs: UnreadableOutputs }
    | { readonly auditHeadLost: true }
    | { readonly firstRunWaiting: number; readonly perDay: number }
    | { readonly signInsRefused: SignInsRefused };
  /** Weighs a page of all that is known of devices, from the one after `after` on, and sends itself again. */
  weighKnown: {
    readonly after: DeviceId | null;
    /** The one that comes then, if Graph did not answer for it. */
    readonly stuck?: Stuck;
  };
  /** Begins to read what the Remediation printed on all devices. */
  startReadingOutputs: Nothing;
  /** Does the next step of that and sends itself again. */
  readOutputs: ReadingStep;
  /** Looks whether a device that was asked at `askedAt` (ISO 8601) has told. */
  readOutputOf: { readonly deviceId: DeviceId; readonly askedAt: string };
  /** Reads a page of Entra's log of sign-ins where that is due, and sends itself again. */
  readSignIns: Nothing;
  /** Begins a sweep when one is due. */
  startSweep: Nothing;
  /** Does the next step of a sweep and sends itself again. */
  sweepStep: { readonly sweepId: SweepId };
  /** Makes the progress card show how far the sweep is. */
  syncSweepCard: { readonly sweepId: SweepId };
  /** A device was handed off, or its proposal changed: the record of it moves on. */
  followHandoff: { readonly handoffId: HandoffId };
  /** Tells the staging lead, once, and keeps the card in step. */
  syncHandoffCard: { readonly handoffId: HandoffId };
  /** Tells the helpdesk what a staging lead says against a handoff, once, and keeps the card in step. */
  syncObjectionCard: { readonly handoffId: HandoffId };
  /** Entra was too slow for a click about that, made at `askedAt` (ISO 8601). */
  applyObjection: {
    readonly act: ObjectionAct;
    readonly actor: Actor;
    readonly askedAt: string;
  };
  /** Puts the open proposals of a staging account on one digest card. */
  collectBatches: Nothing;
  syncBatchCard: {
    readonly batchId: BatchId;
    /** Edit even when the stored version is shown already: when that is (ISO 8601), the same for rows that share it. */
    readonly redrawAt?: string;
  };
  approveBatch:
    /** Entra was too slow for *Approve up to…*, clicked at `askedAt` (ISO 8601). */
    | {
        readonly approve: ApproveBatch;
        readonly answeredBy: Actor;
        readonly askedAt: string;
      }
    /** They may: approves the proposals, one by one. */
    | { readonly batchId: BatchId; readonly decision: BatchDecision };
  /** Microsoft was too slow for a question: asks again and edits the answer. */
  answerLookUpLater: LateLookUp;
  /** Looks whether lost channels can be posted to again. */
  regainChannels: Nothing;
  /** Gives free card places to those that wait. */
  postHeldProposals: Nothing;
  /** What comes due by the clock: expiry and waking. */
  expireAndWakeDue: Nothing;
  /** Tells channels in the morning how many proposals wait in them. */
  sayWhatWaits: Nothing;
  /** Gives what is new to those who want to be told of it. */
  collectNews: Nothing;
  /** Tells a subscriber of new proposals. */
  notifySubscriber: {
    readonly userId: UserId;
    readonly proposalIds: readonly ProposalId[];
  };
  /** Reminds people of proposals that nobody has decided. */
  remindOfProposals: Nothing;
  /** Sends again what a crash or an operator's hand lost on the way. */
  resumeStalled: Nothing;
  /** Forgets what need not be kept, and tidies the embedded database. */
  tidyUp: Nothing;
  /** Writes the audit log's head to the process log, where a rewrite of the database cannot reach it. */
  logAuditHead: Nothing;
}

type Nothing = Record<string, never>;

/** A notice in a job: proposals travel as ids, and are read when it is sent. */
export type JobNotice =
  | Exclude<Notice, { proposal: unknown } | { proposals: unknown }>
  | { readonly kind: "result"; readonly proposalId: ProposalId }
  /** `giver` hears if they can't be reached. */
  | {
      readonly kind: "handed-to";
      readonly proposalId: ProposalId;
      readonly giver: Actor;
    }
  | {
      readonly kind: "proposed";
      readonly proposalId: ProposalId;
      readonly isNew: boolean;
    };
