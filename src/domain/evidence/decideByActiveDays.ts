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
  /** Evidence never asks about this device. */
  | "excluded"
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
  | "too-few-days"
  /** Only sign-ins tell of somebody else, and they tell of nobody's absence. */
  | "sign-ins-alone";

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
      /** How many people used it. */
      readonly people: number;
    }
  | { readonly kind: "stays"; readonly reason: StaysReason }
  | { readonly kind: "not-yet"; readonly reason: OpenReason };

/** Habits are looked for in so many days, four weeks. */
const HABIT_DAYS = 28;

/** One person has nearly all days with this part of them. */
const NEARLY_ALL = 0.75;

/**
 * A device of many: so many people on two days or more each, or so many at all, and none with this part of the days.
 */
const REGULAR_DAYS = 2;
const MANY_REGULARS = 4;
const MANY_PEOPLE = 8;
const NEAR_HALF = 0.4;
/** With no more of the days than this, the primary user of a device of many has little of it. */
const LITTLE = 0.1;

/** Whoever was not here for so many days while many others were has left it to them. */
const GIVEN_AFTER_DAYS = 7;
const GIVEN_TO_PEOPLE = 4;
const GIVEN_PERSON_DAYS = 6;

/** On so many devices for no more than so many days each, somebody works on devices, not with them. */
const ROAMED_DEVICES = 5;
const VISIT_DAYS = 2;

/** An account that was there on all but one of so many days is no person with weekends. */
const RESTLESS_DAYS = 14;

/** How many days of use it takes to have taken over. */
const NEEDED = {
  staged: 2,
  few: 3,
  /** The primary user is seen nowhere. */
  week: 4,
  /** Somebody with a device of their own, who has not been there since, may have borrowed it or cover for a leave. */
  borrower: 8,
  /** A device many had: by one with a device of their own, or by one without. */
  pool: 8,
  poolNewcomer: 6,
  standIn: 40,
} as const;

/** Whoever comes on two days a week has taken over, too, with so many days of use in so many of the calendar. */
const SELDOM = { days: 4, within: 11 } as const;

/** So many others had the device for two days or more within twelve weeks: a pool. */
const POOL_OF = 3;
/** Of a device without a primary user, nobody is known to have stopped: fewer make it one. */
const POOL_OF_NOBODY = 2;

/** Whoever was not on the device for so long does not use it any more. */
const LATELY_DAYS = 14;
const WEEK_DAYS = 7;

/** After so many days here without one there, somebody has left their former device. */
const SETTLED = 5;

/** So many days on another device make it a home, and so many one's own whoever its primary user is. */
const HOME_DAYS = 3;
const OWN_DAYS = 6;

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

  const given = owner && findGivenToMany(others, stopped, last, today);
  if (given)
    return { kind: "used-by-many", certainty: "likely", people: given };

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
  const home = owner && findHome(ownDays, elsewhere(owner.id), lately, today);
  const moved =
    owner && home
      ? findSinceMove(owner, ownDays, home, settled, use, today)
      : null;
  const taker = moved ?? sinceOthers(alone, owner, settled);
  if (taker.kind !== "found") {
    if (owner && last !== undefined && last > addDays(today, -WEEK_DAYS))
      return stays("primary-user-uses-it");
    return taker.kind === "nobody"
      ? stays(settled.length === 0 ? "no-eligible-user" : "not-used-lately")
      : { kind: "not-yet", reason: taker.reason };
  }

  const judged = judge(
    use,
    { owner, days: ownDays, home },
    taker,
    elsewhere(taker.key),
    today,
    people,
  );
  if (!hasTakenOver(taker.days, judged.needed, today))
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

/** Enough days of use; where not very many are asked for, of somebody part-time fewer over more of the calendar. */
function hasTakenOver(days: Days, needed: number, today: DayNumber): boolean {
  if (days.length >= needed) return true;
  const [first] = days;
  return (
    first !== undefined &&
    needed < NEEDED.standIn &&
    days.length >= SELDOM.days &&
    today - first >= SELDOM.within
  );
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
 * On a device without a primary user, whoever used it regularly must have stopped: the days count since then.
 */
function sinceOthers(
  taker: Taker,
  owner: PersonRef | null,
  people: readonly PersonOfUse[],
): Taker {
  if (owner !== null || taker.kind !== "found") return taker;
  let { from } = taker;
  for (const { key, days } of people)
    if (key !== taker.key && since(taker.from, days).length >= HOME_DAYS)
      from = latest(from, addDays(days.at(-1) ?? from, 1));
  return { ...taker, from, days: since(from, taker.days) };
}

/** Where a primary user has moved to, and since when. */
interface Home {
  readonly from: DayNumber;
  /** Days on which they came back all the same. */
  readonly backs: number;
}

/**
 * The device that a primary user has their days on by now instead of this one; null without one. Who uses two devices
 * in turn has moved to neither.
 */
function findHome(
  ownDays: Days,
  places: readonly Elsewhere[],
  lately: DayNumber,
  today: DayNumber,
): Home | null {
  for (const { days } of places) {
    const [first] = days;
    if (first === undefined) continue;
    const from = latest(latest(lately, first), addDays(today, 1 - LATELY_DAYS));
    const backs = since(from, ownDays).length;
    if (since(from, days).length >= 2 * backs + HOME_DAYS)
      return { from: latest(lately, first), backs };
  }
  return null;
}

/**
 * Who has nearly all days since the primary user moved, the days counted on which they came back; null where nobody
 * has, or they were here for long after.
 */
function findSinceMove(
  owner: PersonRef,
  ownDays: Days,
  { from, backs }: Home,
  people: readonly PersonOfUse[],
  use: DeviceUse,
  today: DayNumber,
): Taker | null {
  const last = ownDays.at(-1);
  // They have stopped, and all since counts.
  if (backs === 0 || last === undefined) return null;
  const everybody = [
    ...people,
    { key: owner.id, person: null, days: ownDays, leftOut: null },
  ];
  const taker = findTaker(everybody, from, use, today);
  return taker.kind === "found" ? taker : null;
}

interface Judged {
  readonly needed: number;
  readonly reason: TookOverReason;
  readonly certainty: Certainty;
}

/** The primary user, their days here, and where they have moved to. */
interface Owner {
  readonly owner: PersonRef | null;
  readonly days: Days;
  readonly home: Home | null;
}

/** How many days it takes, by what is known of the primary user and of who may have taken over. */
function judge(
  use: DeviceUse,
  owner: Owner,
  taker: Taker & { readonly kind: "found" },
  places: readonly Elsewhere[],
  today: DayNumber,
  people: readonly PersonOfUse[],
): Judged {
  const [firstDay = today] = taker.days;
  const own = places.filter(
    ({ days, isPrimaryUser }) => isPrimaryUser || days.length >= OWN_DAYS,
  );
  const isAtHome = own.some(
    ({ days }) =>
      since(firstDay, days).length >= 2 &&
      taker.days.filter((day) => day > (days.at(-1) ?? 0)).length < SETTLED,
  );
  const ownsAnother = own.some(
    ({ days }) => (days.at(-1) ?? 0) > firstDay - HABIT_DAYS,
  );
  const base = baseOf(use, owner, ownsAnother);
  const isNobodys =
    base.reason === "no-primary-user" || base.reason === "staged";
  const others = people.filter(
    ({ key, leftOut, days }) =>
      key !== taker.key &&
      key !== owner.owner?.id &&
      leftOut === null &&
      days.length >= REGULAR_DAYS,
  ).length;
  const wasBeside =
    owner.owner !== null &&
    owner.days.length > 0 &&
    taker.all.filter((day) => day < taker.from).length >= 2 &&
    (taker.all[0] ?? taker.from) < taker.from - WEEK_DAYS;
  // A device that was enrolled lately is lent to nobody yet.
  const mayBeLent =
    base.reason === "primary-user-not-seen" ||
    (base.reason === "no-primary-user" &&
      (use.enrolledOn === null || use.enrolledOn < today - HABIT_DAYS));
  const isPool = others >= (isNobodys ? POOL_OF_NOBODY : POOL_OF);

  let needed: number = base.needed;
  const atLeast = (days: number) => (needed = Math.max(needed, days));
  if (isAtHome) atLeast(NEEDED.standIn);
  if (wasBeside) atLeast(owner.home ? NEEDED.borrower : NEEDED.standIn);
  if (ownsAnother && mayBeLent) atLeast(NEEDED.borrower);
  if (isNobodys && others > 0) atLeast(NEEDED.borrower);
  if (isPool) atLeast(ownsAnother ? NEEDED.pool : NEEDED.poolNewcomer);
  return { needed, reason: base.reason, certainty: base.certainty };
}

function baseOf(
  use: DeviceUse,
  { owner, home }: Owner,
  ownsAnother: boolean,
): Judged {
  if (owner === null) {
    if (use.primaryUser && use.account === "gone")
      return {
        needed: NEEDED.few,
        reason: "primary-user-gone",
        certainty: "sure",
      };
    return use.isStaged
      ? { needed: NEEDED.staged, reason: "staged", certainty: "likely" }
      : {
          needed: NEEDED.few,
          reason: "no-primary-user",
          certainty: ownsAnother ? "likely" : "sure",
        };
  }
  if (home)
    return {
      needed: home.backs > 0 ? NEEDED.poolNewcomer : NEEDED.few,
      reason: "primary-user-moved",
      certainty: "sure",
    };
  return ownsAnother
    ? {
        needed: NEEDED.week,
        reason: "primary-user-not-seen",
        certainty: "unsure",
      }
    : { needed: NEEDED.week, reason: "newcomer", certainty: "likely" };
}

/** Many people over four weeks, none of them near half; null where it is not so. */
function findShared(
  people: readonly PersonOfUse[],
  lately: DayNumber,
): { readonly regulars: number; readonly total: number } | null {
  const counts = countDays(people, lately);
  const total = sum(counts);
  const regulars = counts.filter((count) => count >= REGULAR_DAYS).length;
  const isShared =
    (regulars >= MANY_REGULARS || counts.length >= MANY_PEOPLE) &&
    Math.max(...counts) < NEAR_HALF * total;
  return isShared ? { regulars, total } : null;
}

/** How many days from `from` on, of everybody who has some. */
function countDays(
  people: readonly PersonOfUse[],
  from: DayNumber,
): readonly number[] {
  return people
    .map(({ days }) => since(from, days).length)
    .filter((count) => count > 0);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/**
 * The primary user has not been here for more than a week, and many people have since, none of them near half: how
 * many; null where it is not so.
 */
function findGivenToMany(
  others: readonly PersonOfUse[],
  stopped: DayNumber,
  last: DayNumber | undefined,
  today: DayNumber,
): number | null {
  if (last === undefined || today - last < GIVEN_AFTER_DAYS) return null;
  const counts = countDays(others, stopped);
  const total = sum(counts);
  return counts.length >= GIVEN_TO_PEOPLE &&
    total >= GIVEN_PERSON_DAYS &&
    Math.max(...counts) < NEAR_HALF * total
    ? counts.length
    : null;
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
