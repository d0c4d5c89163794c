import { AppError } from "../../domain/appError.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Stores } from "../../ports/storage.ts";
import { sentence } from "../../domain/sentence.ts";

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

/** More than a year says nothing of how it goes now. */
export const MOST_DAYS = 366;

export class UnknownTimeZone extends AppError {
  readonly code = "proposal.unknown-time-zone";
  readonly userMessage = sentence("proposal.unknown-time-zone");

  constructor() {
    super("A time zone is not known");
  }
}

/**
 * Counts what people answered and what expired or was taken back, on each day of the reader's zone. From the audit log, which
 * keeps the instant of each beside what it was about.
 *
 * @param days from 1 to `MOST_DAYS`.
 * @throws {UnknownTimeZone}
 */
export async function decisionsOverTime(
  {
    storage,
    clock,
  }: { readonly storage: Pick<Stores, "audit">; readonly clock: Clock },
  days: number,
  zone: string,
): Promise<DecisionsOverTime> {
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw new RangeError(`From 1 to ${MOST_DAYS} days`);
  if (!isNamedZone(zone)) throw new UnknownTimeZone();
  return await storage.audit.countDecisions({ days, zone, now: clock.now() });
}

/** Not an offset such as "+02:00", which PostgreSQL reads the other way round. */
function isNamedZone(zone: string): boolean {
  if (!/^[A-Za-z][\w+\-/]{0,63}$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
