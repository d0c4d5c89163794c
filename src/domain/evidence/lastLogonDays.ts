import {
  isUnknownPerson,
  withoutDays,
  type DayNumber,
  type Days,
  type DeviceDays,
  type PersonKey,
} from "./activeDays.ts";

/**
 * Everybody's days, without those that only Intune's last logons tell of where the device's own log tells who was
 * there. Pure.
 *
 * Last logons are one day of each person, late, and name people for long: they add days that the log does not reach.
 * They count, too, on its last day, of which it told before it was over, and on days on which it told of somebody
 * nobody knows, who may be any of them.
 */
export function countLastLogons({
  people,
  listed,
  log,
}: Pick<DeviceDays, "people" | "listed" | "log">): ReadonlyMap<
  PersonKey,
  Days
> {
  if (!log || listed.size === 0) return people;
  const unnamed = new Set<DayNumber>();
  for (const [key, days] of people)
    if (isUnknownPerson(key)) for (const day of days) unnamed.add(day);
  const counted = new Map(people);
  for (const [person, marked] of listed) {
    const overruled = marked.filter(
      (day) => day >= log.from && day < log.to && !unnamed.has(day),
    );
    if (overruled.length === 0) continue;
    const left = withoutDays(people.get(person) ?? [], overruled);
    if (left.length > 0) counted.set(person, left);
    else counted.delete(person);
  }
  return counted;
}
