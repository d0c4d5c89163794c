import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { OpenStorage } from "../../ports/storage.ts";

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
  const evidence = await storage.evidence.purge(
    new Date(now - EVIDENCE_WINDOWS * values.affinity.windowDays * DAY_MS),
  );
  const nonces = await storage.nonces.purge(new Date(now));
  // Teams redelivers within minutes; a day is generous.
  const deliveries = await storage.deliveries.purge(new Date(now - DAY_MS));
  const people = await storage.people.purge(
    new Date(now - PEOPLE_DAYS * DAY_MS),
  );
  // Whoever has not opened the tab for a week has seen how the proposal went on.
  const refusals = await storage.lateRefusals.purge(
    new Date(now - REFUSAL_DAYS * DAY_MS),
  );
  const bindings = await storage.bindings.purge(new Date(now - DAY_MS));
  // The slowest bucket, a device's, fills in an hour.
  const rates = await storage.rates.purge(new Date(now - DAY_MS));
  const sweeps = await storage.sweeps.purge(
    new Date(now - SWEEP_DAYS * DAY_MS),
  );
  const lookUps = await storage.recentLookUps.purge(
    new Date(now - LOOK_UP_DAYS * DAY_MS),
  );
  const locales = await storage.locales.purge(
    new Date(now - LOCALE_DAYS * DAY_MS),
  );
  const answers = await storage.cardPosts.purgeAnswers({
    wholeBefore: new Date(now - ANSWER_DAYS * DAY_MS),
    anyBefore: new Date(now - UNFINISHED_ANSWER_DAYS * DAY_MS),
  });
  await storage.maintain();
  log.info(
    {
      evidence,
      nonces,
      deliveries,
      people,
      refusals,
      bindings,
      rates,
      sweeps,
      lookUps,
      locales,
      answers,
    },
    "Old data was forgotten",
  );
}
