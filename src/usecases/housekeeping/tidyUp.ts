import { dayOf } from "../../domain/evidence/activeDays.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { OpenStorage } from "../../ports/storage.ts";
import { reasonOf, tryOne } from "../../ports/tryOne.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Evidence of this many windows ago can serve no decision, nor explain one: proposals freeze their own. */
const EVIDENCE_WINDOWS = 4;

/** A full sweep reads everybody daily: whoever two of them did not list is gone, or nobody's business. */
const PEOPLE_DAYS = 3;

const SWEEP_DAYS = 30;

const LOOK_UP_DAYS = 90;

/** Somebody may be told something without having asked anything for long. */
const LOCALE_DAYS = 365;

const REFUSAL_DAYS = 7;

const NEWS_DAYS = 60;

/** Counts for a day; after that it still tells a device that comes back from a certificate that was made up. */
const BINDING_DAYS = 30;

const ANSWER_DAYS = 7;

/** The queue tries a job for two weeks at most: what no job made whole by then waits for none. */
const UNFINISHED_ANSWER_DAYS = 30;

/** Forgets what need not be kept any more, and tidies the embedded database. Running it twice does nothing more. */
export async function tidyUp({
  storage,
  clock,
  log,
}: {
  readonly storage: OpenStorage;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  const now = clock.now().getTime();
  const { values } = await currentSettings(storage);
  const before = (ms: number) => new Date(now - ms);
  const forgotten: Record<string, number> = {};
  const purges = {
    evidence: () =>
      storage.evidence.purge(
        before(EVIDENCE_WINDOWS * values.affinity.windowDays * DAY_MS),
      ),
    days: () => storage.days.purge(dayOf(new Date(now))),
    nonces: () => storage.nonces.purge(before(0)),
    // Teams redelivers within minutes; a day is generous.
    deliveries: () => storage.deliveries.purge(before(DAY_MS)),
    people: () => storage.people.purge(before(PEOPLE_DAYS * DAY_MS)),
    // Whoever has not opened the tab for a week has seen how the proposal went on.
    refusals: () => storage.lateRefusals.purge(before(REFUSAL_DAYS * DAY_MS)),
    // A proposal may be held again and posted anew for as long as it may wait for a place.
    news: () => storage.subscriptions.purge(before(NEWS_DAYS * DAY_MS)),
    bindings: () => storage.bindings.purge(before(BINDING_DAYS * DAY_MS)),
    // The slowest bucket, of what admins are told once a day, fills in a day.
    rates: () => storage.rates.purge(before(DAY_MS)),
    collections: () => storage.collections.purge(before(DAY_MS)),
    sweeps: () => storage.sweeps.purge(before(SWEEP_DAYS * DAY_MS)),
    lookUps: () => storage.recentLookUps.purge(before(LOOK_UP_DAYS * DAY_MS)),
    locales: () => storage.locales.purge(before(LOCALE_DAYS * DAY_MS)),
    answers: () =>
      storage.cardPosts.purgeAnswers({
        wholeBefore: before(ANSWER_DAYS * DAY_MS),
        anyBefore: before(UNFINISHED_ANSWER_DAYS * DAY_MS),
      }),
  };
  for (const [what, purge] of Object.entries(purges)) {
    const tried = await tryOne(storage, purge);
    if (tried.done) forgotten[what] = tried.value;
    // Nothing behind it is kept for that; the next hour tries again.
    else
      log.error(
        { what, ...reasonOf(tried.error) },
        "Old data could not be forgotten",
      );
  }
  await storage.maintain();
  log.info(forgotten, "Old data was forgotten");
}
