import { AppError } from "../appError.ts";
import { message } from "../message.ts";

/** The last days of a time zone. */
export interface DecisionSpan {
  /** An IANA name. */
  readonly zone: string;
  /** From 1; the day of `now` is the last one. */
  readonly days: number;
  readonly now: Date;
}

/** What became of proposals, day by day. */
export interface DecisionsOverTime {
  /** Oldest first, days without any included. */
  readonly days: readonly {
    /** yyyy-mm-dd, of the zone. */
    readonly day: string;
    readonly approved: number;
    readonly rejected: number;
    readonly expired: number;
    readonly undone: number;
  }[];
  /** Approved, and not undone until now, of all that people answered in these days, 0 to 1; null without any. */
  readonly acceptance: number | null;
  /** Half of these answers came within so long after the card was posted; null without any. */
  readonly medianMsToAnswer: number | null;
}

export class UnknownTimeZone extends AppError {
  readonly code = "proposal.unknown-time-zone";
  readonly userMessage = message("proposal.unknown-time-zone");

  constructor() {
    super("A time zone is not known");
  }
}

/** More than a year says nothing of how it goes now. */
export const MOST_DAYS = 366;
