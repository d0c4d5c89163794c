import {
  beginFirstRun,
  countPosted,
  isOver,
  isWeighed,
  placesForEvidence,
  type FirstRun,
} from "../../domain/proposals/firstRun.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { Log } from "../../ports/log.ts";
import type { Stores, UnitOfWork } from "../../ports/storage.ts";
import { lockPlaces } from "./placeProposal.ts";
import { notifyAdminsOnceADay } from "./notifyAdminsOnceADay.ts";

/** What of the settings says how many cards by evidence are posted. */
export type EvidenceSettings = Pick<
  SettingValues,
  "proposing" | "firstRunProposalsPerDay" | "sweepIntervalMinutes"
>;

/**
 * Begins or ends the tenant's first run as the settings say, in the transaction that stores them. Turned on after
 * observing, all that is known is weighed by a job.
 *
 * @param before null on a new installation.
 */
export async function followProposing(
  unit: UnitOfWork,
  before: Pick<SettingValues, "proposing"> | null,
  after: Pick<SettingValues, "proposing">,
  now: Date,
): Promise<void> {
  if (before?.proposing === after.proposing) return;
  await lockPlaces(unit);
  if (after.proposing === "observe") {
    await unit.firstRun.end();
    return;
  }
  await unit.firstRun.save(
    beginFirstRun(before ? "observing" : "installing", now),
  );
  if (before) await unit.queue.send("weighKnown", { after: null });
}

/** All that is known was weighed: the surest can be posted. Does nothing where it was noted before. */
export async function noteWeighed(
  unit: UnitOfWork,
  log: Log,
  now: Date,
): Promise<void> {
  await lockPlaces(unit);
  const firstRun = await unit.firstRun.find();
  if (!firstRun || firstRun.weighedAt) return;
  await unit.firstRun.save({ ...firstRun, weighedAt: now });
  await unit.queue.send("postHeldProposals", {});
  log.info({}, "What the first run proposes is known");
}

/** How many cards by evidence may be posted now that were never posted before. */
export async function findPlacesForEvidence(
  { firstRun, sweeps }: Pick<Stores, "firstRun" | "sweeps">,
  settings: EvidenceSettings,
  now: Date,
): Promise<number> {
  const current = await firstRun.find();
  const places = placesForEvidence(current, settings, now);
  if (!current || places === 0) return places;
  const willBeWeighed =
    settings.sweepIntervalMinutes > 0 || (await sweeps.findRunning()) !== null;
  return isWeighed(current, willBeWeighed, now) ? places : 0;
}

/**
 * Whether evidence that came just now may have a card at once. In a first run only while nothing waits: what waits may
 * be surer. What a report tells before the first sweep is through has no need to wait for it.
 */
export async function mayPostAtOnce(
  unit: Pick<UnitOfWork, "firstRun" | "sweeps" | "proposals">,
  settings: EvidenceSettings,
  isLive: boolean,
  now: Date,
): Promise<boolean> {
  const current = await unit.firstRun.find();
  const places = placesForEvidence(current, settings, now);
  if (!current || places === 0) return places > 0;
  if (isLive && current.after === "installing" && !current.weighedAt)
    return true;
  return (
    (await findPlacesForEvidence(unit, settings, now)) > 0 &&
    (await unit.proposals.countHeldByEvidence()) === 0
  );
}

/** Counts a card by evidence that has its place now, in the transaction that gives it. */
export async function notePlaced(
  { firstRun }: Pick<UnitOfWork, "firstRun">,
  now: Date,
): Promise<void> {
  const current = await firstRun.find();
  if (current) await firstRun.save(countPosted(current, now));
}

/**
 * Ends a first run that is over; of one that goes on and has posted what it may today, the admins are told how many
 * wait, once a day.
 */
export async function reviewFirstRun(
  unit: UnitOfWork,
  log: Log,
  settings: EvidenceSettings,
  now: Date,
): Promise<void> {
  await lockPlaces(unit);
  const current: FirstRun | null = await unit.firstRun.find();
  if (!current) return;
  if (isOver(current, now)) {
    await unit.firstRun.end();
    await unit.queue.send("postHeldProposals", {});
    log.info({}, "The first run is over");
    return;
  }
  const waiting = await unit.proposals.countHeldByEvidence();
  if (waiting > 0 && placesForEvidence(current, settings, now) === 0)
    await notifyAdminsOnceADay(unit, {
      firstRunWaiting: waiting,
      perDay: settings.firstRunProposalsPerDay,
    });
}
