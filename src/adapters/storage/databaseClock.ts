import type { Clock } from "../../ports/clock.ts";

/** Clocks of machines drift by far less than a second in this time. */
const ASKED_EVERY_MS = 60_000;

/**
 * The time of the database, which all replicas share: leases, expiry and limits must not depend on whose clock goes
 * wrong. It is asked now and then, and between that counted on by what no change of the machine's clock touches. While
 * the database does not answer it is counted on further.
 *
 * @param askDatabase its time.
 * @param elapsedMs a time that only grows, in milliseconds.
 */
export async function startDatabaseClock(
  askDatabase: () => Promise<Date>,
  elapsedMs: () => number = () => performance.now(),
): Promise<Clock & { ask(): Promise<void>; stop(): void }> {
  let base = await measure();

  async function measure(): Promise<{ atMs: number; elapsed: number }> {
    const before = elapsedMs();
    const at = await askDatabase();
    const after = elapsedMs();
    return { atMs: at.getTime(), elapsed: (before + after) / 2 };
  }

  async function ask(): Promise<void> {
    try {
      base = await measure();
    } catch {
      // The next time. What is wrong with the database, whoever needs it says.
    }
  }

  const asking = setInterval(() => void ask(), ASKED_EVERY_MS).unref();
  return {
    now: () => new Date(Math.round(base.atMs + elapsedMs() - base.elapsed)),
    ask,
    stop: () => clearInterval(asking),
  };
}
