import type { Clock } from "../../ports/clock.ts";
import type { Stores } from "../../ports/storage.ts";
import {
  MOST_DAYS,
  UnknownTimeZone,
  type DecisionsOverTime,
} from "../../domain/proposals/decisions.ts";

/**
 * Counts what people answered and what expired or was taken back, on each day of the reader's zone. From the audit
 * log, which keeps the instant of each beside what it was about.
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
