import {
  addDays,
  isUnknownPerson,
  withoutDays,
  type DayNumber,
  type Days,
  type DeviceDays,
  type PersonKey,
} from "./activeDays.ts";

/** A report counts whom it could not name over so many days, its own included. */
const UNATTRIBUTED_DAYS = 7;

/**
 * Everybody's days, without those that only Intune's last logons tell of where the device's own log tells who was
 * there. Pure.
 *
 * Last logons are one day of each person, late, and name people for long: they add days that the log does not reach.
 * They count, too, on its last day, of which it told before it was over, and on days on which somebody was there, or
 * may have been, whom it could not name: that may be any of them.
 */
export function countLastLogons(
  days: Pick<DeviceDays, "people" | "listed" | "log" | "unattributed">,
): ReadonlyMap<PersonKey, Days> {
  const { people, listed, log } = days;
  if (!log || listed.size === 0) return people;
  const mayMiss = daysNotNamed(days);
  const counted = new Map(people);
  for (const [person, marked] of listed) {
    const overruled = marked.filter(
      (day) => day >= log.from && day < log.to && !mayMiss(day),
    );
    if (overruled.length === 0) continue;
    const left = withoutDays(people.get(person) ?? [], overruled);
    if (left.length > 0) counted.set(person, left);
    else counted.delete(person);
  }
  return counted;
}

/**
 * Of which days a device says itself that it could not name everybody: those of somebody nobody knows, and its last
 * seven where it counts logons without a name, whose days are not known.
 */
export function daysNotNamed({
  people,
  log,
  unattributed,
}: Pick<DeviceDays, "people" | "log" | "unattributed">): (
  day: DayNumber,
) => boolean {
  const unknown = new Set<DayNumber>();
  for (const [key, days] of people)
    if (isUnknownPerson(key)) for (const day of days) unknown.add(day);
  const counted =
    log && unattributed > 0 ? addDays(log.to, 1 - UNATTRIBUTED_DAYS) : null;
  return (day) => unknown.has(day) || (counted !== null && day >= counted);
}
