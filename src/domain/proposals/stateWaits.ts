import type { ProposalStateKind } from "./proposal.ts";

/** What a proposal in one state waits for. Drawn in docs/architecture.md. */
export interface StateWait {
  /** What moves it on; and again, where that was lost. */
  readonly wokenBy: string;
  /** What ends the waiting when nobody does anything, and after how long. */
  readonly endedBy: string;
  /** Who hears of that end, beside the card. */
  readonly told: string;
}

const AN_END: StateWait = {
  wokenBy: "nothing: it is an end",
  endedBy: "nothing",
  told: "whoever asked for it, when it came to this",
};

const LOOKED_AFTER = "somebody else's change since is told for a day";

const TRY_AGAIN = "an approver's _Try again_";

/** Every state. One that has no line here does not compile. */
export const STATE_WAITS: Readonly<Record<ProposalStateKind, StateWait>> = {
  held: {
    wokenBy: "a free place in its channel, looked for every minute",
    endedBy: "30 days without a place: expired",
    told: "whoever asked for it; admins, once a day",
  },
  pending: {
    wokenBy:
      "an approver; where its card is missing or late for 20 minutes, housekeeping sends it again",
    endedBy:
      "`PROPOSAL_EXPIRES_HOURS` from posting; where no card ever stood, from when it had a place: expired",
    told: "whoever asked for it; where no card stood, admins, once a day",
  },
  snoozed: {
    wokenBy: "an approver; the end of its snooze, looked for every minute",
    endedBy: "7 days at most, unless it is snoozed again: pending again",
    told: "the channel, in the card's thread",
  },
  rejected: AN_END,
  expired: AN_END,
  superseded: {
    ...AN_END,
    wokenBy:
      "nothing: it is an end; where a write of ours was in doubt, it is looked at for a day",
  },
  approved: {
    wokenBy: "`applyReassignment`; housekeeping after 20 minutes",
    endedBy: "30 minutes without Graph, or a job that is given up: failed",
    told: "whoever asked for it; admins, where a job was given up",
  },
  applying: {
    wokenBy: "`applyReassignment`; housekeeping after 20 minutes",
    endedBy: "30 minutes without Graph, or a job that is given up: failed",
    told: "whoever asked for it; admins, where a job was given up",
  },
  applied: {
    wokenBy: "`verifyReassignment`; housekeeping after 20 minutes",
    endedBy: "15 minutes, or a job that is given up: unconfirmed",
    told: "whoever asked for it; operators, by an alert",
  },
  verified: {
    wokenBy: `an approver's _Undo_, within its window; ${LOOKED_AFTER}`,
    endedBy: "the end of the window: nothing is offered any more",
    told: "whoever asked for it, when it came to this",
  },
  failed: {
    wokenBy: `${TRY_AGAIN}; where its write was in doubt, it is looked at for a day`,
    endedBy:
      "nothing: its device is free, and may be proposed again after 7 days",
    told: "whoever asked for it, when it came to this",
  },
  unconfirmed: {
    wokenBy: `${TRY_AGAIN}; it is looked at for another day`,
    endedBy:
      "nothing: its device is free, and may be proposed again after 7 days",
    told: "whoever asked for it, when it came to this",
  },
  undoing: {
    wokenBy: "`undoReassignment`; housekeeping after 20 minutes",
    endedBy: "30 minutes without Graph, or a job that is given up: undo failed",
    told: "whoever asked for it; admins, where a job was given up",
  },
  undone: {
    ...AN_END,
    wokenBy: `nothing: it is an end; ${LOOKED_AFTER}`,
  },
  "undo-failed": {
    wokenBy: `${TRY_AGAIN}; where its write was in doubt, it is looked at for a day`,
    endedBy: "nothing: its device is free",
    told: "whoever asked for it, when it came to this",
  },
};
