import type { LastLogon } from "../devices/lastLogon.ts";
import type { PersonRef, UserId } from "../people/user.ts";
import {
  addDays,
  dayOf,
  isUnknownPerson,
  joinDays,
  since,
  withoutDays,
  type DayNumber,
  type Days,
  type DeviceDays,
  type PersonKey,
} from "./activeDays.ts";
import { countLastLogons, daysNotNamed } from "./lastLogonDays.ts";

/** Who signed in to Windows on a device, by Entra's log. */
export interface SignInDays {
  readonly people: ReadonlyMap<UserId, Days>;
  /** When the newest of it was read. */
  readonly toldAt: Date;
}

/** How far a device was looked at by what tells of those who were not there, too. */
export interface Looks {
  /** The days of which the device itself told everybody, both included; null where it told of none. */
  readonly reported: Span | null;
  /** Those of them of which it told who was there on each, and not only how often in all. */
  readonly byDay: Span | null;
  /**
   * The last day up to which the device itself or Intune's last logons told; null where neither ever did. After it,
   * nobody's absence is known.
   */
  readonly until: DayNumber | null;
  /** The last day of which sign-ins are read to its end; null while there is none. */
  readonly signInsUntil: DayNumber | null;
}

interface Span {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** A report of counts is about so many days, its own included. */
const COUNTED_DAYS = 7;

/**
 * How far a device was looked at.
 *
 * @param log of the device itself.
 * @param countedAt when it last counted instead; null where it does not.
 * @param signInsUntil the last day of which sign-ins are read to its end; null for none.
 * @param listedAt of when Intune's list tells last logons; null where it has none.
 */
export function looksOf(
  log: DeviceDays["log"],
  countedAt: Date | null,
  listedAt: Date | null,
  signInsUntil: DayNumber | null,
): Looks {
  const counted = countedAt && dayOf(countedAt);
  const reported =
    log ??
    (counted === null
      ? null
      : { from: addDays(counted, 1 - COUNTED_DAYS), to: counted });
  const days = [reported?.to, listedAt ? dayOf(listedAt) : undefined].filter(
    (day) => day !== undefined,
  );
  return {
    reported,
    byDay: log,
    signInsUntil,
    until: days.length > 0 ? (Math.max(...days) as DayNumber) : null,
  };
}

/** What the device told and what Entra's sign-ins or Intune's last logons tell cannot both be right. */
export interface Contradicted {
  readonly kind: "contradicted";
  /** Whom the device told of. */
  readonly reported: readonly PersonRef[];
  /** Who signed in by Entra's log; nobody where that does not speak against the device. */
  readonly signedIn: readonly PersonRef[];
  /** Who was there last by Intune's last logons; absent where those do not speak against the device. */
  readonly lastLogon?: PersonRef;
}

/** What a device or Intune told of its days. */
export type ToldDays = Pick<
  DeviceDays,
  "people" | "listed" | "unattributed"
> & {
  /** Those that Intune lists by now. */
  readonly lastLogons: readonly LastLogon[];
};

/** What several sources come to together. */
export interface Agreement {
  /** Everybody's days, as far as they count. */
  readonly people: ReadonlyMap<PersonKey, Days>;
  /** Everybody's days, whoever told of them: for people to see. */
  readonly everything: ReadonlyMap<PersonKey, Days>;
  /** Null where no source contradicts another. */
  readonly contradiction: Contradicted | null;
  /** Somebody else than the primary user signed in, on days on which nothing else looked at the device. */
  readonly hasUnconfirmed: boolean;
}

/** Sources are held against each other over so many days. */
const COMPARED_DAYS = 14;

/**
 * With more days unread, only the primary user's sign-ins count: for whoever else signed in, they may have come after.
 */
const MOST_DAYS_UNREAD = 2;

/** Fewer days than that on either side are a visit, or a prompt that was filled in, rather than a contradiction. */
const LEAST_DAYS = 2;

/**
 * Puts together what a device or Intune told of its days and what Entra's sign-ins tell. Pure.
 *
 * What the device told itself comes first: on days of which it told who was there, sign-ins add nobody; but on its
 * last one, which it told of before it was over, and where it could not name everybody, the primary user. Nor do last
 * logons; see `countLastLogons`. A sign-in says that somebody was there; that there is none says nothing, because
 * unlocking a device or using it without a network leaves none. So the primary user's sign-ins always count, and
 * others' as far as something else has looked at the device that would have told of the primary user, too: sign-ins
 * alone never show that somebody stopped.
 *
 * Where for two weeks the device told of some people and sign-ins of others, with nobody in common, one of them is
 * about another device or another person: they contradict each other. So do last logons whose last one is somebody the
 * device did not see. Somebody nobody knows may be any of them.
 *
 * @param known who somebody is; null for those who are left out, or whom Entra does not know.
 */
export function agree(
  told: ToldDays,
  signIns: ReadonlyMap<UserId, Days>,
  { reported, byDay, until, signInsUntil }: Looks,
  primaryUser: UserId | null,
  known: (person: UserId) => PersonRef | null,
  today: DayNumber,
): Agreement {
  const people = new Map(countLastLogons({ ...told, log: byDay }));
  const mayMiss = daysNotNamed({ ...told, log: byDay });
  const everything = new Map(told.people);
  const isBehind =
    signInsUntil === null || today - signInsUntil > MOST_DAYS_UNREAD;
  let hasUnconfirmed = false;
  for (const [person, days] of signIns) {
    everything.set(person, joinDays(everything.get(person) ?? [], days));
    const isOwner = person === primaryUser;
    const counted = days.filter((day) =>
      isOwner
        ? !isWithin(day, byDay) || day === byDay?.to || mayMiss(day)
        : !isWithin(day, byDay) && !isBehind && until !== null && day <= until,
    );
    hasUnconfirmed ||=
      !isOwner &&
      !isBehind &&
      known(person) !== null &&
      days.some((day) => until === null || day > until);
    if (counted.length > 0)
      people.set(person, joinDays(people.get(person) ?? [], counted));
  }
  return {
    people,
    everything,
    contradiction: findContradiction(
      told,
      signIns,
      { reported, signInsUntil },
      known,
      today,
    ),
    hasUnconfirmed,
  };
}

function findContradiction(
  told: ToldDays,
  signIns: ReadonlyMap<UserId, Days>,
  { reported, signInsUntil }: Pick<Looks, "reported" | "signInsUntil">,
  known: (person: UserId) => PersonRef | null,
  today: DayNumber,
): Contradicted | null {
  if (!reported || told.unattributed > 0) return null;
  const own = new Map(
    [...told.people].map(([key, days]) => [
      key,
      withoutDays(days, told.listed.get(key) ?? []),
    ]),
  );
  const bySignIns =
    signInsUntil === null
      ? null
      : contradictedBySignIns(
          own,
          signIns,
          comparedIn(
            { from: reported.from, to: earlierOf(reported.to, signInsUntil) },
            today,
          ),
          known,
        );
  const byLastLogons = contradictedByLastLogons(
    told,
    own,
    comparedIn(reported, today),
    known,
    today,
  );
  return bySignIns && byLastLogons
    ? { ...bySignIns, ...byLastLogons, signedIn: bySignIns.signedIn }
    : (bySignIns ?? byLastLogons);
}

function comparedIn({ from, to }: Span, today: DayNumber): Span {
  const oldest = addDays(today, 1 - COMPARED_DAYS);
  return { from: from > oldest ? from : oldest, to };
}

/** Whom a device told of, and on how many days; null where one of them is somebody nobody knows. */
function peopleOf(
  people: ReadonlyMap<PersonKey, Days>,
  compared: Span,
  known: (person: UserId) => PersonRef | null,
): { readonly people: readonly PersonRef[]; readonly days: number } | null {
  const found: PersonRef[] = [];
  const foundOn = new Set<DayNumber>();
  for (const [key, days] of people) {
    const there = days.filter((day) => isWithin(day, compared));
    if (there.length === 0) continue;
    if (isUnknownPerson(key)) return null;
    const person = known(key);
    if (!person) continue;
    found.push(person);
    for (const day of there) foundOn.add(day);
  }
  return { people: found, days: foundOn.size };
}

/**
 * The last one there by Intune's last logons is somebody whom the device did not see in two weeks, though it looked on
 * a day on which they were there. One such day is enough, since there is but one of each person; but nobody whom the
 * device saw was there as late.
 */
function contradictedByLastLogons(
  { lastLogons, listed }: ToldDays,
  own: ReadonlyMap<PersonKey, Days>,
  compared: Span,
  known: (person: UserId) => PersonRef | null,
  today: DayNumber,
): Contradicted | null {
  const newestFirst = lastLogons
    .flatMap(({ userId, at }) => {
      const person = known(userId);
      return person ? [{ person, day: dayOf(at) }] : [];
    })
    .sort((a, b) => b.day - a.day);
  const [last] = newestFirst;
  if (!last) return null;
  const { person } = last;
  const oldest = addDays(today, 1 - COMPARED_DAYS);
  const isSeen = (key: PersonKey) =>
    since(oldest, own.get(key) ?? []).length > 0;
  if (
    newestFirst.some(
      ({ person: { id }, day }) => day === last.day && isSeen(id),
    )
  )
    return null;
  const days = joinDays(listed.get(person.id) ?? [], [last.day]);
  // On its last day it looked before the day was over.
  if (!days.some((day) => isWithin(day, compared) && day < compared.to))
    return null;
  const seen = peopleOf(own, compared, known);
  return seen && seen.days >= LEAST_DAYS
    ? {
        kind: "contradicted",
        reported: seen.people,
        signedIn: [],
        lastLogon: person,
      }
    : null;
}

function contradictedBySignIns(
  own: ReadonlyMap<PersonKey, Days>,
  signIns: ReadonlyMap<UserId, Days>,
  compared: Span,
  known: (person: UserId) => PersonRef | null,
): Contradicted | null {
  const ofDevice = peopleOf(own, compared, known);
  const ofSignIns = peopleOf(signIns, compared, known);
  const isContradiction =
    ofDevice !== null &&
    ofSignIns !== null &&
    ofDevice.days >= LEAST_DAYS &&
    ofSignIns.days >= LEAST_DAYS &&
    !ofDevice.people.some(({ id }) =>
      ofSignIns.people.some((other) => other.id === id),
    );
  return isContradiction
    ? {
        kind: "contradicted",
        reported: ofDevice.people,
        signedIn: ofSignIns.people,
      }
    : null;
}

function earlierOf(a: DayNumber, b: DayNumber): DayNumber {
  return a < b ? a : b;
}

/** Sign-ins since a device's present enrolment; those of before are somebody else's. */
export function signInsSince(
  people: ReadonlyMap<UserId, Days>,
  enrolledOn: DayNumber | null,
): ReadonlyMap<UserId, Days> {
  if (enrolledOn === null) return people;
  return new Map(
    [...people]
      .map(([id, days]) => [id, since(addDays(enrolledOn, 1), days)] as const)
      .filter(([, days]) => days.length > 0),
  );
}

function isWithin(day: DayNumber, span: Span | null): boolean {
  return span !== null && day >= span.from && day <= span.to;
}
