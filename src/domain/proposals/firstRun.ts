import type { SettingValues } from "../settings/settings.ts";

/**
 * The first time a tenant is asked about what has piled up: after installing, or when proposing is turned on after
 * observing. So long few cards by evidence are posted a day, the surest first. It lasts a week from the first one on,
 * however many wait then: a large tenant finds more a day than it posts, and would never be out of it. From then on
 * the places of the channels bound what is posted, as ever.
 */
export interface FirstRun {
  readonly begunAt: Date;
  /** `observing`: evidence was kept before, and all of it is weighed first. */
  readonly after: "installing" | "observing";
  /** When all that was known had been weighed; null before: which ones are the surest is not known yet. */
  readonly weighedAt: Date | null;
  /** When the first card was posted; null before. */
  readonly firstPostedAt: Date | null;
  /** The day that `posted` counts begins with one card, not at midnight; null before the first. */
  readonly countedFrom: Date | null;
  readonly posted: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

const LASTS_MS = 7 * DAY_MS;

/** A sweep that never comes to its end keeps nobody waiting for longer. */
const WEIGHED_WITHIN_MS = DAY_MS;

export function beginFirstRun(after: FirstRun["after"], now: Date): FirstRun {
  return {
    begunAt: now,
    after,
    weighedAt: null,
    firstPostedAt: null,
    countedFrom: null,
    posted: 0,
  };
}

/**
 * Whether the surest of what waits may be posted. Otherwise they are still to be found.
 *
 * @param willBeWeighed whether a sweep runs or will; else what is known is all there is.
 */
export function isWeighed(
  { after, weighedAt, begunAt }: FirstRun,
  willBeWeighed: boolean,
  now: Date,
): boolean {
  return (
    weighedAt !== null ||
    (after === "installing" && !willBeWeighed) ||
    now.getTime() - begunAt.getTime() >= WEIGHED_WITHIN_MS
  );
}

/**
 * How many more cards by evidence may be posted now that were never posted before.
 *
 * @param firstRun null when there is none, or it is over.
 */
export function placesForEvidence(
  firstRun: FirstRun | null,
  {
    proposing,
    firstRunProposalsPerDay,
  }: Pick<SettingValues, "proposing" | "firstRunProposalsPerDay">,
  now: Date,
): number {
  if (proposing === "observe") return 0;
  if (!firstRun) return Infinity;
  return Math.max(0, firstRunProposalsPerDay - postedToday(firstRun, now));
}

/** One more card by evidence has its place. */
export function countPosted(firstRun: FirstRun, now: Date): FirstRun {
  const today = postedToday(firstRun, now);
  return {
    ...firstRun,
    firstPostedAt: firstRun.firstPostedAt ?? now,
    countedFrom: today === 0 ? now : firstRun.countedFrom,
    posted: today + 1,
  };
}

export function isOver({ firstPostedAt }: FirstRun, now: Date): boolean {
  return (
    firstPostedAt !== null &&
    now.getTime() - firstPostedAt.getTime() >= LASTS_MS
  );
}

function postedToday({ countedFrom, posted }: FirstRun, now: Date): number {
  return countedFrom !== null && now.getTime() - countedFrom.getTime() < DAY_MS
    ? posted
    : 0;
}
