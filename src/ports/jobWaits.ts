import type { LeftWork } from "../domain/cards/notice.ts";
import type { Jobs } from "./jobs.ts";

/** Who else than the admins is told when a job is given up. */
export type ToldOfGivenUp =
  /** Whoever clicked: in private, and in the tab where they clicked there. */
  | "clicker"
  /** Whoever asked: in place of the message that it is being checked, or in private. */
  | "asker"
  /** The approvers by the card, which offers *Try again*, and whoever asked for the change. */
  | "card"
  /** The staging lead, in the channel instead of their chat. */
  | "channel"
  /** The conversation in which a sweep was asked for, by its card. */
  | "sweep-card"
  | null;

/** What one kind of job waits for, and what becomes of it. Drawn in docs/operating.md. */
export interface JobWait {
  /** What sends it; and again, where it was lost. */
  readonly wokenBy: string;
  /** What ends it, beside being done. */
  readonly endedBy: string;
  /** What the admins are told was left undone, once a day. */
  readonly work: LeftWork;
  readonly alsoTold: ToldOfGivenUp;
}

const ITS_QUEUE = "the queue, after 14 days or 25 defects";
const NEXT_TIME = "the next time of its schedule does the same";
const HOUSEKEEPING = "housekeeping, where it is missing or late";

/** Every kind of job. A job that has no line here does not compile. */
export const JOB_WAITS: { readonly [Name in keyof Jobs]: JobWait } = {
  evaluateDevice: {
    wokenBy: "a report; the next report and the next sweep look again",
    endedBy: ITS_QUEUE,
    work: "evidence",
    alsoTold: null,
  },
  syncProposalCard: {
    wokenBy: `every change of the proposal; ${HOUSEKEEPING}`,
    endedBy: `the proposal's end; ${ITS_QUEUE}`,
    work: "cards",
    alsoTold: null,
  },
  applyAction: {
    wokenBy: "a click that Entra was too slow for",
    endedBy: "15 minutes without Entra; 25 defects",
    work: "answers",
    alsoTold: "clicker",
  },
  propose: {
    wokenBy: "a wish that Microsoft was too slow for",
    endedBy: "15 minutes without Microsoft; 25 defects",
    work: "answers",
    alsoTold: "asker",
  },
  applyReassignment: {
    wokenBy: "an approval; housekeeping after 20 minutes",
    endedBy: "30 minutes without Graph: failed; 25 defects: failed",
    work: "changes",
    alsoTold: "card",
  },
  verifyReassignment: {
    wokenBy: "a write, and each look before; housekeeping after 20 minutes",
    endedBy:
      "15 minutes: unconfirmed; a day later it is not looked at any more",
    work: "changes",
    alsoTold: "card",
  },
  followChanges: {
    wokenBy: "every half hour, and the end of a sweep",
    endedBy: NEXT_TIME,
    work: "changes",
    alsoTold: null,
  },
  undoReassignment: {
    wokenBy: "an undo; housekeeping after 20 minutes",
    endedBy: "30 minutes without Graph: undo failed; 25 defects: undo failed",
    work: "changes",
    alsoTold: "card",
  },
  announceWaking: {
    wokenBy: "the end of a snooze; the card says the same",
    endedBy: ITS_QUEUE,
    work: "notices",
    alsoTold: null,
  },
  notifyPerson: {
    wokenBy: "what they are to be told of",
    endedBy: `no chat with the bot, which is logged; ${ITS_QUEUE}`,
    work: "notices",
    alsoTold: null,
  },
  notifyAdmins: {
    wokenBy: "what they are to be told of, once a day each",
    endedBy: ITS_QUEUE,
    work: "notices",
    alsoTold: null,
  },
  followHandoff: {
    wokenBy:
      "a handoff and every change of its proposal; housekeeping, while no lead was looked for",
    endedBy: ITS_QUEUE,
    work: "staging",
    alsoTold: null,
  },
  syncHandoffCard: {
    wokenBy: "every change of the handoff; housekeeping, while nobody was told",
    endedBy:
      "no chat and no channel for 14 days, of which admins hear daily; 25 defects",
    work: "staging",
    alsoTold: "channel",
  },
  syncObjectionCard: {
    wokenBy: `what a lead says against a handoff, and every change of that; ${HOUSEKEEPING}`,
    endedBy: "no channel for 14 days, of which admins hear daily; 25 defects",
    work: "staging",
    alsoTold: null,
  },
  applyObjection: {
    wokenBy: "a click that Entra was too slow for",
    endedBy: "15 minutes without Entra; 25 defects",
    work: "answers",
    alsoTold: "clicker",
  },
  collectBatches: {
    wokenBy:
      "every 15 minutes, the end of a sweep, and held proposals that were posted",
    endedBy: NEXT_TIME,
    work: "cards",
    alsoTold: null,
  },
  syncBatchCard: {
    wokenBy: `every change of it or a proposal on it; an end of undo; ${HOUSEKEEPING}`,
    endedBy: ITS_QUEUE,
    work: "cards",
    alsoTold: null,
  },
  approveBatch: {
    wokenBy: "a click on _Approve up to…_; housekeeping after 20 minutes",
    endedBy:
      "15 minutes without Entra; 25 defects: the rows can be approved again",
    work: "answers",
    alsoTold: "clicker",
  },
  answerLookUpLater: {
    wokenBy: "a question that Microsoft was too slow for",
    endedBy: "2 minutes: what the directory knows; 25 defects",
    work: "answers",
    alsoTold: "asker",
  },
  weighKnown: {
    wokenBy:
      "proposing turned on after observing, sign-ins read to their end, and each page",
    endedBy: `${ITS_QUEUE}: a day later the first run goes on without`,
    work: "evidence",
    alsoTold: null,
  },
  startReadingOutputs: {
    wokenBy: "every 4 hours, where a Remediation is read",
    endedBy: NEXT_TIME,
    work: "evidence",
    alsoTold: null,
  },
  readSignIns: {
    wokenBy: "every hour, and each page",
    endedBy: NEXT_TIME,
    work: "evidence",
    alsoTold: null,
  },
  readOutputs: {
    wokenBy: "the end of a full sweep, every 4 hours, and each step",
    endedBy: `${ITS_QUEUE}: the next reading begins anew`,
    work: "evidence",
    alsoTold: null,
  },
  readOutputOf: {
    wokenBy: "_Ask the device now_, and each look until the device has told",
    endedBy: "30 minutes: the device did not tell, and may be asked again",
    work: "evidence",
    alsoTold: null,
  },
  startSweep: {
    wokenBy: "every minute",
    endedBy: NEXT_TIME,
    work: "sweeps",
    alsoTold: null,
  },
  sweepStep: {
    wokenBy:
      "the start of a sweep and each step; every minute after 10 minutes",
    endedBy: `${ITS_QUEUE}: the sweep failed, and the next one may begin`,
    work: "sweeps",
    alsoTold: "sweep-card",
  },
  syncSweepCard: {
    wokenBy: "steps of a sweep that was asked for, and its end; housekeeping",
    endedBy: ITS_QUEUE,
    work: "cards",
    alsoTold: null,
  },
  regainChannels: {
    wokenBy: "every 5 minutes",
    endedBy: NEXT_TIME,
    work: "cards",
    alsoTold: null,
  },
  postHeldProposals: {
    wokenBy: "every minute, and every place that comes free",
    endedBy: NEXT_TIME,
    work: "cards",
    alsoTold: null,
  },
  expireAndWakeDue: {
    wokenBy: "every minute",
    endedBy: NEXT_TIME,
    work: "housekeeping",
    alsoTold: null,
  },
  sayWhatWaits: {
    wokenBy: "every 5 minutes",
    endedBy: NEXT_TIME,
    work: "notices",
    alsoTold: null,
  },
  collectNews: {
    wokenBy: "every minute",
    endedBy: NEXT_TIME,
    work: "notices",
    alsoTold: null,
  },
  notifySubscriber: {
    wokenBy: "new proposals, for whoever typed `notify me`",
    endedBy: `no chat with the bot; ${ITS_QUEUE}`,
    work: "notices",
    alsoTold: null,
  },
  remindOfProposals: {
    wokenBy: "every minute",
    endedBy: NEXT_TIME,
    work: "notices",
    alsoTold: null,
  },
  resumeStalled: {
    wokenBy: "every 5 minutes",
    endedBy: NEXT_TIME,
    work: "housekeeping",
    alsoTold: null,
  },
  tidyUp: {
    wokenBy: "every hour",
    endedBy: NEXT_TIME,
    work: "housekeeping",
    alsoTold: null,
  },
  logAuditHead: {
    wokenBy: "every hour",
    endedBy: NEXT_TIME,
    work: "housekeeping",
    alsoTold: null,
  },
};
