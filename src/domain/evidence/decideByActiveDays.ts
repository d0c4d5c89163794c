import type { DeviceId } from "../devices/device.ts";
import type { UserIneligibility } from "../people/eligibility.ts";
import type { PersonRef } from "../people/user.ts";
import {
  addDays,
  DAYS_KEPT,
  since,
  type DayNumber,
  type Days,
  type PersonKey,
} from "./activeDays.ts";

/** Why somebody who used a device cannot be its owner, whatever their days say. */
export type LeftOut = UserIneligibility | "technician" | "excluded";

/** Somebody who used the device. */
export interface PersonOfUse {
  readonly key: PersonKey;
  /** Null for somebody unknown, who counts in totals and is never proposed. */
  readonly person: PersonRef | null;
  readonly days: Days;
  readonly leftOut: LeftOut | null;
}

/** Another device somebody was on, or is the primary user of. */
export interface Elsewhere {
  readonly deviceId: DeviceId;
  readonly days: Days;
  readonly isPrimaryUser: boolean;
}

/** Everything the rule asks of a device. */
export interface DeviceUse {
  readonly primaryUser: PersonRef | null;
  /**
   * What is known of the primary user's account: `gone` where Entra does not know it any more or it is disabled,
   * `staging` where no person stands behind it. Without a primary user it says nothing.
   */
  readonly account: "active" | "gone" | "staging";
  /** A staging account enrolled it; see `findStaging`. */
  readonly isStaged: boolean;
  /** Many people are on it at once: a session host. */
  readonly isMultiSession: boolean;
  /** The day of its present enrolment; null where that is not known. */
  readonly enrolledOn: DayNumber | null;
  /** The day on which somebody else than Custodian last set or removed its primary user; null where nobody did. */
  readonly changedOn: DayNumber | null;
  /** Everybody with days on it, the primary user included, each once. */
  readonly people: readonly PersonOfUse[];
  /** Logons of the last seven days that nobody could be named for. */
  readonly unattributed: number;
  /** Where else somebody was; asked only of those who matter. */
  readonly elsewhere: (person: PersonKey) => readonly Elsewhere[];
}

/** How sure it is, in the words of the card. `unsure`: the primary user may be on leave. */
export type Certainty = "sure" | "likely" | "unsure";

export type TookOverReason =
  | "primary-user-gone"
  | "primary-user-moved"
  | "primary-user-not-seen"
  | "newcomer"
  | "no-primary-user"
  | "staged";

export type StaysReason =
  | "multi-session"
  | "nobody-seen"
  | "primary-user-uses-it"
  | "shared"
  | "no-eligible-user"
  | "not-used-lately";

export type OpenReason =
  /** The days of people nobody knows could change the answer. */
  | "unknown-people"
  | "several-people"
  /** One person has nearly all days, and not enough of them yet. */
  | "too-few-days";

/** What the days of twelve weeks say of who has a device. */
export type ActiveDaysOutcome =
  | {
      readonly kind: "took-over";
      readonly toUser: PersonRef;
      readonly reason: TookOverReason;
      readonly certainty: Certainty;
      /** Days of use since the primary user was last here. */
      readonly days: number;
      /** How many were needed. */
      readonly needed: number;
    }
  | {
      readonly kind: "used-by-many";
      readonly certainty: Certainty;
      /** People on the device on two days or more of the last four weeks. */
      readonly people: number;
    }
  | { readonly kind: "stays"; readonly reason: StaysReason }
  | { readonly kind: "not-yet"; readonly reason: OpenReason };

/** Habits are looked for in so many days, four weeks. */
const HABIT_DAYS = 28;

/** One person has nearly all days with this part of them. */
const NEARLY_ALL = 0.75;

/** A device of many: so many people on two days or more each, or so many at all, and none with this part of the days. */
const REGULAR_DAYS = 2;
const MANY_REGULARS = 4;
const MANY_PEOPLE = 8;
const NEAR_HALF = 0.4;
/** With no more of the days than this, the primary user of a device of many has little of it. */
const LITTLE = 0.1;

/** On so many devices for no more than so many days each, somebody works on devices, not with them. */
const ROAMED_DEVICES = 5;
const VISIT_DAYS = 2;

/** An account that was there on all but one of so many days is no person with weekends. */
const RESTLESS_DAYS = 14;

/** How many days of use it takes to have taken over. */
const NEEDED = {
  staged: 2,
  few: 3,
  /** The primary user is seen nowhere: at least a week of the calendar must have passed, too. */
  week: 4,
  /** Somebody with a device of their own has not been there since. */
  ownsAnother: 8,
  pool: 20,
  standIn: 40,
} as const;

/** So many others had the device for two days or more within twelve weeks: a pool. */
const POOL_OF = 3;

/** Whoever was not on the device for so long does not use it any more. */
const LATELY_DAYS = 14;
const WEEK_DAYS = 7;

/** So many days on another device make it a home. */
const HOME_DAYS = 3;

/**
 * Says whether a device's primary user should change: has the primary user stopped, and did one person take over?
 * Pure: the same days always give the same outcome.
 *
 * Who cannot own is left out: the ineligible, staging accounts, technicians, people who roam from device to device.
 * What is left belongs to one person with nearly all days of use since the primary user was last here. How many days
 * that takes depends on what is known of both.
 */
export function decideByActiveDays(
  use: DeviceUse,
  today: DayNumber,
): ActiveDaysOutcome {
  if (use.isMultiSession) return stays("multi-session");
  const start = latest(addDays(today, 1 - DAYS_KEPT), use.enrolledOn);
  const counted = latest(start, use.changedOn && addDays(use.changedOn, 1));
  const lately = latest(counted, addDays(today, 1 - HABIT_DAYS));
  const people = use.people
    .map((one) => ({ ...one, days: since(start, one.days) }))
    .filter(({ days }) => days.length > 0);

  const owner = use.account === "active" ? use.primaryUser : null;
  const ownDays = owner ? daysOf(people, owner.id) : [];
  const last = ownDays.at(-1);
  const stopped = latest(counted, last === undefined ? null : addDays(last, 1));
  const isOwner = ({ person }: PersonOfUse) =>
    owner !== null && person?.id === owner.id;
  const others = people.filter(
    (one) => !isOwner(one) && one.leftOut === null && one.days.length > 0,
  );

  const shared = findShared(
    people.filter((one) => isOwner(one) || one.leftOut === null),
    lately,
  );
  if (shared)
    return owner && share(ownDays, lately, shared.total) <= LITTLE
      ? {
          kind: "used-by-many",
          certainty: ownDays.length === 0 ? "sure" : "likely",
          people: shared.regulars,
        }
      : stays("shared");

  if (others.every(({ days }) => since(counted, days).length === 0))
    return stays(last === undefined ? "nobody-seen" : "primary-user-uses-it");

  const whereabouts = new Map<PersonKey, readonly Elsewhere[]>();
  const elsewhere = (key: PersonKey): readonly Elsewhere[] => {
    const known = whereabouts.get(key) ?? use.elsewhere(key);
    whereabouts.set(key, known);
    return known;
  };
  const roams = (one: PersonOfUse) =>
    isVisit(one.days, today) && visits(elsewhere(one.key), today);
  const settled = others.filter((one) => one.person === null || !roams(one));

  const alone = findTaker(settled, stopped, use, today);
  const moved =
    owner && alone.kind !== "found"
      ? findMoved(owner, ownDays, settled, lately, use, elsewhere, today)
      : null;
  const taker = moved ?? alone;
  if (taker.kind !== "found") {
    if (owner && last !== undefined && last > addDays(today, -WEEK_DAYS))
      return stays("primary-user-uses-it");
    return taker.kind === "nobody"
      ? stays(settled.length === 0 ? "no-eligible-user" : "not-used-lately")
      : { kind: "not-yet", reason: taker.reason };
  }

  const judged = judge(use, owner, ownDays, taker, elsewhere, today, people);
  if (taker.days.length < judged.needed || !judged.isDue)
    return owner && last !== undefined && last > addDays(today, -WEEK_DAYS)
      ? stays("primary-user-uses-it")
      : { kind: "not-yet", reason: "too-few-days" };
  return {
    kind: "took-over",
    toUser: taker.person,
    reason: judged.reason,
    certainty: judged.certainty,
    days: taker.days.length,
    needed: judged.needed,
  };
}

type Taker =
  | {
      readonly kind: "found";
      readonly key: PersonKey;
      readonly person: PersonRef;
      /** Since `from`. */
      readonly days: Days;
      readonly all: Days;
      readonly from: DayNumber;
    }
  | { readonly kind: "nobody" }
  | { readonly kind: "open"; readonly reason: OpenReason };

/** The one person with nearly all days from `from` on, as far as the last four weeks tell. */
function findTaker(
  people: readonly PersonOfUse[],
  from: DayNumber,
  { unattributed }: Pick<DeviceUse, "unattributed">,
  today: DayNumber,
): Taker {
  const within = latest(from, addDays(today, 1 - HABIT_DAYS));
  const counts = people
    .map((one) => ({ one, days: since(within, one.days) }))
    .filter(({ days }) => days.length > 0);
  const known = counts
    .filter(({ one }) => one.person !== null)
    .sort((a, b) => b.days.length - a.days.length);
  const [first] = known;
  if (!first?.one.person) return { kind: "nobody" };
  const total = counts.reduce((sum, { days }) => sum + days.length, 0);
  const knownTotal = known.reduce((sum, { days }) => sum + days.length, 0);
  // Which days nobody could be named for is not known: as many as there can be since.
  const nameless = Math.min(unattributed, WEEK_DAYS, today - from + 1);
  if (first.days.length < NEARLY_ALL * knownTotal)
    return { kind: "open", reason: "several-people" };
  if (first.days.length < NEARLY_ALL * (total + nameless))
    return { kind: "open", reason: "unknown-people" };
  const newest = first.days.at(-1);
  if (newest === undefined || newest <= addDays(today, -LATELY_DAYS))
    return { kind: "nobody" };
  if (neverRests(first.one.days, today)) return { kind: "nobody" };
  const { key, person, days } = first.one;
  return {
    kind: "found",
    key,
    person,
    days: since(from, days),
    all: days,
    from,
  };
}

/**
 * The primary user still comes now and then, has their home on another device by now, and one person has nearly all
 * days here, the primary user's counted.
 */
function findMoved(
  owner: PersonRef,
  ownDays: Days,
  people: readonly PersonOfUse[],
  lately: DayNumber,
  use: DeviceUse,
  elsewhere: (key: PersonKey) => readonly Elsewhere[],
  today: DayNumber,
): Taker | null {
  const from = latest(lately, addDays(today, 1 - 2 * WEEK_DAYS));
  const here = since(from, ownDays).length;
  const hasMoved = elsewhere(owner.id).some(
    ({ days }) => since(from, days).length >= 2 * here + HOME_DAYS,
  );
  if (!hasMoved) return null;
  const everybody = [
    ...people,
    { key: owner.id, person: null, days: ownDays, leftOut: null },
  ];
  const taker = findTaker(everybody, from, use, today);
  return taker.kind === "found" ? taker : null;
}

interface Judged {
  readonly needed: number;
  /** Enough of the calendar has passed. */
  readonly isDue: boolean;
  readonly reason: TookOverReason;
  readonly certainty: Certainty;
}

/** How many days it takes, by what is known of the primary user and of who may have taken over. */
function judge(
  use: DeviceUse,
  owner: PersonRef | null,
  ownDays: Days,
  taker: Taker & { readonly kind: "found" },
  elsewhere: (key: PersonKey) => readonly Elsewhere[],
  today: DayNumber,
  people: readonly PersonOfUse[],
): Judged {
  const places = elsewhere(taker.key);
  const [firstDay = today] = taker.days;
  const isAtHome = places.some(
    ({ days, isPrimaryUser }) =>
      (isPrimaryUser || days.length >= 2 * HOME_DAYS) &&
      since(firstDay, days).length >= 2 &&
      (days.at(-1) ?? 0) > today - LATELY_DAYS,
  );
  const ownsAnother = places.some(
    ({ days, isPrimaryUser }) =>
      (isPrimaryUser || days.length >= 2 * HOME_DAYS) &&
      (days.at(-1) ?? 0) > firstDay - HABIT_DAYS,
  );
  const others = people.filter(
    ({ key, leftOut, days }) =>
      key !== taker.key &&
      key !== owner?.id &&
      leftOut === null &&
      days.length >= REGULAR_DAYS,
  ).length;
  const base = baseOf(use, owner, ownDays, taker, elsewhere, ownsAnother);
  const lastOwn = ownDays.at(-1);
  const wasBeside =
    owner !== null &&
    lastOwn !== undefined &&
    taker.all.filter((day) => day <= lastOwn).length >= 2 &&
    (taker.all[0] ?? lastOwn) <= lastOwn - WEEK_DAYS;
  const needed = Math.max(
    base.needed,
    isAtHome
      ? NEEDED.standIn
      : wasBeside
        ? base.reason === "primary-user-moved"
          ? NEEDED.ownsAnother
          : NEEDED.standIn
        : 0,
    ownsAnother && base.isDoubtful ? NEEDED.ownsAnother : 0,
    others >= POOL_OF ? NEEDED.pool : 0,
  );
  const isDue =
    base.reason !== "primary-user-not-seen" ||
    today - Math.max(lastOwn ?? 0, taker.from - 1) >= WEEK_DAYS;
  return { needed, isDue, reason: base.reason, certainty: base.certainty };
}

function baseOf(
  use: DeviceUse,
  owner: PersonRef | null,
  ownDays: Days,
  taker: Taker & { readonly kind: "found" },
  elsewhere: (key: PersonKey) => readonly Elsewhere[],
  ownsAnother: boolean,
): Omit<Judged, "isDue"> & { readonly isDoubtful: boolean } {
  if (owner === null) {
    if (use.primaryUser && use.account === "gone")
      return {
        needed: NEEDED.few,
        reason: "primary-user-gone",
        certainty: "sure",
        isDoubtful: false,
      };
    return use.isStaged
      ? {
          needed: NEEDED.staged,
          reason: "staged",
          certainty: "likely",
          isDoubtful: false,
        }
      : {
          needed: NEEDED.few,
          reason: "no-primary-user",
          certainty: ownsAnother ? "likely" : "sure",
          isDoubtful: true,
        };
  }
  const [firstDay = taker.from] = taker.days;
  // One who had two devices all along has not moved to the other.
  const hasMoved = elsewhere(owner.id).some(({ days }) => {
    const before = days.filter(
      (day) => day < firstDay && day >= firstDay - HABIT_DAYS,
    ).length;
    return (
      since(taker.from, days).length >= HOME_DAYS &&
      before <= ownDays.length / 4 + 1
    );
  });
  if (hasMoved)
    return {
      needed: NEEDED.few,
      reason: "primary-user-moved",
      certainty: "sure",
      isDoubtful: false,
    };
  return ownsAnother
    ? {
        needed: NEEDED.week,
        reason: "primary-user-not-seen",
        certainty: "unsure",
        isDoubtful: true,
      }
    : {
        needed: NEEDED.week,
        reason: "newcomer",
        certainty: "likely",
        isDoubtful: false,
      };
}

/** Many people over four weeks, none of them near half; null where it is not so. */
function findShared(
  people: readonly PersonOfUse[],
  lately: DayNumber,
): { readonly regulars: number; readonly total: number } | null {
  const counts = people
    .map(({ days }) => since(lately, days).length)
    .filter((count) => count > 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const regulars = counts.filter((count) => count >= REGULAR_DAYS).length;
  const isShared =
    (regulars >= MANY_REGULARS || counts.length >= MANY_PEOPLE) &&
    Math.max(...counts) < NEAR_HALF * total;
  return isShared ? { regulars, total } : null;
}

function share(days: Days, from: DayNumber, total: number): number {
  return total === 0 ? 0 : since(from, days).length / total;
}

/** Short enough to be a visit. */
function isVisit(days: Days, today: DayNumber): boolean {
  return since(addDays(today, 1 - HABIT_DAYS), days).length <= VISIT_DAYS + 1;
}

/** Whether somebody was on many devices for few days each, beside the one that is looked at. */
function visits(places: readonly Elsewhere[], today: DayNumber): boolean {
  if (places.length < ROAMED_DEVICES - 1) return false;
  const from = addDays(today, 1 - HABIT_DAYS);
  let visited = 1;
  for (const { days } of places) {
    const count = since(from, days).length;
    if (count > 0 && count <= VISIT_DAYS) visited += 1;
    if (visited >= ROAMED_DEVICES) return true;
  }
  return false;
}

function neverRests(days: Days, today: DayNumber): boolean {
  const newest = days.at(-1);
  if (newest === undefined) return false;
  const from = addDays(Math.min(newest, today) as DayNumber, 1 - RESTLESS_DAYS);
  return since(from, days).length >= RESTLESS_DAYS - 1;
}

function daysOf(people: readonly PersonOfUse[], key: PersonKey): Days {
  return people.find((one) => one.key === key)?.days ?? [];
}

function latest(day: DayNumber, other: DayNumber | null): DayNumber {
  return other !== null && other > day ? other : day;
}

function stays(reason: StaysReason): ActiveDaysOutcome {
  return { kind: "stays", reason };
}
