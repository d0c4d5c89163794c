import type { ProposalAction } from "./action.ts";
import type { ProposalState, ProposalStateKind } from "./proposal.ts";

/** The job that moves a proposal on when nobody does anything. */
export type Waker = ReassignmentJob | "postHeldProposals" | "expireAndWakeDue";

/** What moves a proposal on: a job, people alone, or nothing, because the state is an end. */
export type WokenBy = Waker | "people" | null;

/** Jobs that change Intune or look at what was changed. */
export type ReassignmentJob =
  "applyReassignment" | "verifyReassignment" | "undoReassignment";

/** The job that a transition sends, in its own transaction. */
export type TransitionJob = ReassignmentJob | "announceWaking";

/** Why the same change is not proposed again for a while: people said no, or nothing came of it. */
export type Suppression = "refused" | "unanswered";

/** Every column that is true or false of a state, in the order of the table's rows. */
const FLAGS = [
  /** Still a question: nobody has approved it, and nothing has ended it. */
  "isOpen",
  /** Asks people now: it can be approved, rejected, snoozed or given to someone else. */
  "awaitsDecision",
  /** Takes one of its channel's places. */
  "hasCardPlace",
  /** Holds its device's only slot. The partial unique index `proposals_slot` names the same states. */
  "isActive",
  /** Has or had a card, and moves by itself or waits for people. So does a verified one while it can be undone. */
  "isOngoing",
  /** Its card asks or offers something. What ended without ever being seen needs no message. */
  "isWorthPosting",
  /** A write of ours may show late. What failed or was superseded leaves doubt only if it may have written. */
  "leavesDoubt",
  /** Its end stands whatever happens to the device afterwards. */
  "outlivesCycle",
] as const;

export type Flag = (typeof FLAGS)[number];

type Booleans<Names extends readonly string[]> = {
  [Index in keyof Names]: boolean;
};

type Row = readonly [
  ...Booleans<typeof FLAGS>,
  wokenBy: WokenBy,
  suppresses: Suppression | null,
];

const yes = true;
const no = false;

// A table is read by its columns.
// prettier-ignore
const ROWS = {
  //               open decide place active going post doubt outlives woken by              suppresses
  held:          [ yes, no,    no,   yes,   no,   no,  no,   no,      "postHeldProposals",  null ],
  pending:       [ yes, yes,   yes,  yes,   yes,  yes, no,   no,      "expireAndWakeDue",   null ],
  snoozed:       [ yes, no,    yes,  yes,   yes,  no,  no,   no,      "expireAndWakeDue",   null ],
  rejected:      [ no,  no,    no,   no,    no,   no,  no,   yes,     null,                 "refused" ],
  expired:       [ no,  no,    no,   no,    no,   no,  no,   yes,     null,                 "unanswered" ],
  superseded:    [ no,  no,    no,   no,    no,   no,  yes,  no,      null,                 null ],
  approved:      [ no,  no,    no,   yes,   yes,  yes, no,   no,      "applyReassignment",  null ],
  applying:      [ no,  no,    no,   yes,   yes,  yes, no,   no,      "applyReassignment",  null ],
  applied:       [ no,  no,    no,   yes,   yes,  yes, no,   no,      "verifyReassignment", null ],
  verified:      [ no,  no,    no,   no,    no,   yes, no,   yes,     "people",             null ],
  failed:        [ no,  no,    no,   no,    yes,  yes, yes,  yes,     "people",             "unanswered" ],
  unconfirmed:   [ no,  no,    no,   no,    yes,  yes, yes,  yes,     "people",             "unanswered" ],
  undoing:       [ no,  no,    no,   yes,   yes,  yes, no,   no,      "undoReassignment",   null ],
  undone:        [ no,  no,    no,   no,    no,   no,  no,   yes,     null,                 "refused" ],
  "undo-failed": [ no,  no,    no,   no,    yes,  yes, yes,  yes,     "people",             "refused" ],
} as const satisfies Record<ProposalStateKind, Row>;

/** What a state alone does not say of a transition; see `allows`. */
export type Guard = "overdue" | "unposted" | "slept" | "undoable" | "doubtful";

interface EventRow {
  /** From a state to the next, or to one of several. A state that is not named forbids the event. */
  readonly moves: {
    readonly [From in ProposalStateKind]?:
      ProposalStateKind | readonly ProposalStateKind[];
  };
  /** The kind of its audit row. */
  readonly audit: string;
  readonly guard?: Guard;
  /** By the state it comes to where that differs. */
  readonly job?:
    TransitionJob | { readonly [To in ProposalStateKind]?: TransitionJob };
  /** Whoever asked for the change hears of it, unless they did it. */
  readonly notifiesRequester?: true;
}

/** What can happen to a proposal. The first eight are people's actions. */
const EVENTS = {
  approve: {
    moves: { pending: "approved", snoozed: "approved" },
    audit: "proposal.approved",
    job: "applyReassignment",
  },
  reject: {
    moves: { pending: "rejected", snoozed: "rejected" },
    audit: "proposal.rejected",
    notifiesRequester: true,
  },
  /** A snoozed one again, for other days from now. */
  snooze: {
    moves: { pending: "snoozed", snoozed: "snoozed" },
    audit: "proposal.snoozed",
  },
  /** The channel is not told, as at the end of a snooze: whoever wakes it is at it. */
  "wake-now": {
    moves: { snoozed: "pending" },
    audit: "proposal.woken",
  },
  /** Its successor is created in the same transaction. */
  "someone-else": {
    moves: { pending: "superseded" },
    audit: "proposal.superseded",
    notifiesRequester: true,
  },
  /** To an approver by name; once more to another. */
  "hand-to": {
    moves: { pending: "pending", snoozed: "snoozed" },
    audit: "proposal.handed-to",
  },
  undo: {
    moves: { verified: "undoing" },
    guard: "undoable",
    audit: "undo.requested",
    job: "undoReassignment",
  },
  /** What may have written goes on as applying: its own write must not pass for somebody else's. */
  "try-again": {
    moves: {
      failed: ["approved", "applying"],
      unconfirmed: "applying",
      "undo-failed": "undoing",
    },
    audit: "proposal.try-again",
    job: {
      approved: "applyReassignment",
      applying: "applyReassignment",
      undoing: "undoReassignment",
    },
  },

  /** A channel has a place for it. It comes back snoozed where it was snoozed when its channel was lost. */
  release: {
    moves: { held: ["pending", "snoozed"] },
    audit: "proposal.released",
  },
  /** Its channel was lost. */
  hold: {
    moves: { pending: "held", snoozed: "held" },
    audit: "proposal.held-again",
  },
  refresh: {
    moves: { held: "held", pending: "pending", snoozed: "snoozed" },
    audit: "proposal.evidence-refreshed",
  },
  /** Somebody without a role asked for another change; see `Wish`. */
  wish: {
    moves: { held: "held", pending: "pending", snoozed: "snoozed" },
    audit: "proposal.wished",
  },
  /** Whoever prepared the device says that it isn't with this person. An approval of an older card comes to nothing. */
  contradict: {
    moves: { held: "held", pending: "pending", snoozed: "snoozed" },
    audit: "handoff.contradicted",
  },
  /** The helpdesk has seen to what was said. */
  "settle-contradiction": {
    moves: { held: "held", pending: "pending", snoozed: "snoozed" },
    audit: "handoff.contradiction-done",
  },
  /** Teams refuses its card, and people would answer there. */
  "refuse-card": {
    moves: { pending: "pending" },
    audit: "proposal.card-refused",
  },
  expire: {
    moves: { pending: "expired" },
    guard: "overdue",
    audit: "proposal.expired",
    notifiesRequester: true,
  },
  /** Its card never stood in any channel, for want of a place or because it could not be posted. */
  "give-up-posting": {
    moves: { held: "expired", pending: "expired" },
    guard: "unposted",
    audit: "proposal.expired",
    notifiesRequester: true,
  },
  wake: {
    moves: { snoozed: "pending" },
    guard: "slept",
    audit: "proposal.woken",
    job: "announceWaking",
  },
  /** Another proposal or other evidence took its place, or the primary user changed, before anybody approved it. */
  supersede: {
    moves: {
      held: "superseded",
      pending: "superseded",
      snoozed: "superseded",
    },
    audit: "proposal.superseded",
    notifiesRequester: true,
  },

  /** Approved, but the device is not any more what it was approved on. */
  overtake: {
    moves: { approved: "superseded", applying: "superseded" },
    audit: "proposal.superseded",
    notifiesRequester: true,
  },
  /** Stored before the write is sent. */
  "start-write": {
    moves: { approved: "applying", applying: "applying" },
    audit: "reassignment.write-started",
  },
  /** The write certainly did not happen. */
  "cancel-write": {
    moves: { applying: "approved" },
    audit: "reassignment.not-written",
  },
  "accept-write": {
    moves: { applying: "applied" },
    audit: "reassignment.applied",
    job: "verifyReassignment",
  },
  /** Intune shows the proposed user though nothing was written. */
  "find-already-so": {
    moves: { approved: "verified" },
    audit: "reassignment.verified",
    notifiesRequester: true,
  },
  fail: {
    moves: { approved: "failed", applying: "failed" },
    audit: "reassignment.failed",
    notifiesRequester: true,
  },
  verify: {
    moves: { applied: "verified", unconfirmed: "verified" },
    audit: "reassignment.verified",
    notifiesRequester: true,
  },
  "give-up-verifying": {
    moves: { applied: "unconfirmed" },
    audit: "reassignment.unconfirmed",
    notifiesRequester: true,
  },
  /** The device is gone from Intune before the change was seen there. */
  "lose-device": {
    moves: { applied: "failed", unconfirmed: "failed" },
    audit: "reassignment.failed",
    notifiesRequester: true,
  },

  /** A write of ours that nobody saw the answer of takes effect after all. */
  "find-late": {
    moves: { superseded: "verified", failed: "verified" },
    guard: "doubtful",
    audit: "reassignment.verified",
    notifiesRequester: true,
  },
  /** Somebody else changed the primary user beside our write or after it, or while it is in doubt. */
  "notice-other-change": {
    moves: {
      superseded: "superseded",
      applying: "applying",
      applied: "applied",
      verified: "verified",
      failed: "failed",
      unconfirmed: "unconfirmed",
      undoing: "undoing",
      undone: "undone",
      "undo-failed": "undo-failed",
    },
    audit: "reassignment.changed-elsewhere",
  },
  /** A write of an earlier change of ours takes effect while this one is on its way: it is made on that. */
  "find-earlier-late": {
    moves: {
      approved: "approved",
      applying: "applying",
      applied: "applied",
      unconfirmed: "unconfirmed",
    },
    audit: "reassignment.earlier-late",
  },

  /** Stored before the write is sent. */
  "start-undo": {
    moves: { undoing: "undoing" },
    audit: "undo.write-started",
  },
  "cancel-undo": {
    moves: { undoing: "undoing" },
    audit: "undo.not-written",
  },
  "accept-undo": {
    moves: { undoing: "undoing" },
    audit: "undo.written",
  },
  "verify-undo": {
    moves: { undoing: "undone" },
    audit: "undo.done",
    notifiesRequester: true,
  },
  "fail-undo": {
    moves: { undoing: "undo-failed" },
    audit: "undo.failed",
    notifiesRequester: true,
  },
  /** As with a change: its write takes effect after all. */
  "find-undone-late": {
    moves: { "undo-failed": "undone" },
    guard: "doubtful",
    audit: "undo.done",
    notifiesRequester: true,
  },
} as const satisfies Record<ProposalAction["kind"], EventRow> &
  Record<string, EventRow>;

type Events = typeof EVENTS;

export type ProposalEvent = keyof Events;

export type TransitionAudit = Events[ProposalEvent]["audit"];

export const PROPOSAL_EVENTS = Object.keys(EVENTS) as readonly ProposalEvent[];

/** What people do, in the order in which it is offered. */
export const PROPOSAL_ACTIONS = [
  "approve",
  "reject",
  "wake-now",
  "snooze",
  "someone-else",
  "hand-to",
  "undo",
  "try-again",
] as const satisfies readonly ProposalAction["kind"][];

export const STATE_KINDS = Object.keys(ROWS) as readonly ProposalStateKind[];

/** States in which a new proposal is stored, and how that is audited. */
export const CREATION = {
  to: ["held", "pending"],
  audit: "proposal.created",
} as const satisfies {
  readonly to: readonly ProposalStateKind[];
  readonly audit: string;
};

export type StateOf<Kind extends ProposalStateKind> = Extract<
  ProposalState,
  { kind: Kind }
>;

/** States that allow an event. */
export type Allowing<Event extends ProposalEvent> = Event extends ProposalEvent
  ? keyof Events[Event]["moves"] & ProposalStateKind
  : never;

/** States that an event may lead to. */
export type TargetOf<Event extends ProposalEvent> = Event extends ProposalEvent
  ? Flat<Events[Event]["moves"][keyof Events[Event]["moves"]]>
  : never;

type Flat<To> = To extends readonly (infer Kind)[]
  ? Kind & ProposalStateKind
  : To & ProposalStateKind;

/** States that keep the same change from being proposed again. */
export type Suppressing = {
  [Kind in ProposalStateKind]: (typeof ROWS)[Kind][9] extends null
    ? never
    : Kind;
}[ProposalStateKind];

export interface Transition {
  /** The states it may lead to. */
  readonly to: readonly ProposalStateKind[];
  readonly audit: TransitionAudit;
  readonly guard: Guard | null;
  /** The job that goes with the state it comes to. */
  readonly jobFor: (to: ProposalStateKind) => TransitionJob | null;
  readonly notifiesRequester: boolean;
}

/** What an event does to a proposal in a state; null where the state forbids it. */
export function transition(
  from: ProposalStateKind,
  event: ProposalEvent,
): Transition | null {
  const row: EventRow & { readonly audit: TransitionAudit } = EVENTS[event];
  const to = row.moves[from];
  if (to === undefined) return null;
  const { audit, guard = null, job = null } = row;
  return {
    to: typeof to === "string" ? [to] : to,
    audit,
    guard,
    jobFor: (kind) =>
      typeof job === "string" || !job ? job : (job[kind] ?? null),
    notifiesRequester: row.notifiesRequester ?? false,
  };
}

/** Whether a state allows an event, whatever its guard says; see `allows`. */
export function stateAllows<Event extends ProposalEvent>(
  state: ProposalState,
  event: Event,
): state is StateOf<Allowing<Event>> {
  return transition(state.kind, event) !== null;
}

/**
 * What a person gets whose action the state forbids: `beyond`, the card as it stands, since nothing could come of the
 * click whoever made it; `given`, the same once they may act, since it was done before; `refused`, the reason.
 */
export function whenForbidden(
  kind: ProposalStateKind,
  action: ProposalAction["kind"],
): "beyond" | "given" | "refused" {
  if (action !== "undo") return "beyond";
  if (kind === "undoing" || kind === "undone") return "beyond";
  // The undo may even have failed before the same click is delivered again.
  return kind === "undo-failed" ? "given" : "refused";
}

/** Whether a column says yes of a state. */
export function has(kind: ProposalStateKind, flag: Flag): boolean {
  return ROWS[kind][FLAGS.indexOf(flag)] === true;
}

/** Every state of which a column says yes. */
export function statesWhere(flag: Flag): readonly ProposalStateKind[] {
  return STATE_KINDS.filter((kind) => has(kind, flag));
}

export function wokenBy(kind: ProposalStateKind): WokenBy {
  return ROWS[kind][8];
}

export function statesWokenBy(waker: WokenBy): readonly ProposalStateKind[] {
  return STATE_KINDS.filter((kind) => wokenBy(kind) === waker);
}

/** Why the same change is not proposed again for a while; null where the state does not stand against it. */
export function suppressionBy(kind: ProposalStateKind): Suppression | null {
  return ROWS[kind][9];
}

const REASSIGNMENT_JOBS: ReadonlySet<unknown> = new Set<ReassignmentJob>([
  "applyReassignment",
  "verifyReassignment",
  "undoReassignment",
]);

/** The job that brings a change or an undo on its way; null while none is. */
export function reassignmentJobOf(
  kind: ProposalStateKind,
): ReassignmentJob | null {
  const waker = wokenBy(kind);
  return isReassignmentJob(waker) ? waker : null;
}

function isReassignmentJob(waker: unknown): waker is ReassignmentJob {
  return REASSIGNMENT_JOBS.has(waker);
}
