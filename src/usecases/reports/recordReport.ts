import {
  addSeen,
  dayOf,
  isUnknownPerson,
  NO_DAYS,
  resolveDays,
  type DaysSeen,
  type UnknownPerson,
} from "../../domain/evidence/activeDays.ts";
import {
  daysOfReport,
  keyOfReported,
  objectIdOf,
  type DaysReport,
} from "../../domain/evidence/daysReport.ts";
import { daysOfWindow } from "../../domain/evidence/windowDays.ts";
import { normalizeUpn, type UserId } from "../../domain/people/user.ts";
import type { Stores } from "../../ports/storage.ts";
import type { KeptDays } from "../../ports/stores/daysStore.ts";
import { MAX_LOGONS, type Report } from "./parseReport.ts";

/** Who has or had a name, as far as Entra was read. */
type FindPerson = (name: UnknownPerson) => UserId | null;

/**
 * Stores what a device reported: how often people logged on, and the days they were there. Names that Entra tells of
 * somebody are that person; others stay unknown until it does.
 *
 * @param stores of the caller's transaction.
 * @returns false when something newer is known of the device: nothing was stored.
 */
export async function recordReport(
  stores: Pick<Stores, "evidence" | "days" | "people">,
  report: Report,
  observedAt: Date,
  receivedAt: Date,
): Promise<boolean> {
  const { evidence, days } = stores;
  const { deviceId } = report;
  const find = await findNamed(stores, report);
  const isNews = await evidence.record({
    deviceId,
    source: "device-report",
    observedAt,
    receivedAt,
    logonsByUpn:
      report.version === 1
        ? report.logonsByUpn
        : await countSessions(stores, report.days, find),
  });
  if (!isNews) return false;
  const today = dayOf(receivedAt);
  await days.change(
    [deviceId],
    (kept) => {
      const { seen, window } = tell(report, kept, observedAt, find);
      const before = kept?.days ?? NO_DAYS;
      return {
        days: addSeen(resolveDays(before, find), seen, today),
        toldAt: observedAt,
        window,
        outputAt: kept?.outputAt ?? null,
      };
    },
    today,
  );
  return true;
}

function tell(
  report: Report,
  kept: KeptDays | null,
  observedAt: Date,
  find: FindPerson,
): { readonly seen: DaysSeen; readonly window: KeptDays["window"] } {
  if (report.version === 2)
    return { seen: daysOfReport(report.days, observedAt, find), window: null };
  const { memory, days } = daysOfWindow(
    kept?.window ?? null,
    report.logonsByUpn,
    observedAt,
  );
  const people = new Map(
    [...days].map(([upn, list]) => [
      keyOfReported({ sid: null, upn }, find),
      list,
    ]),
  );
  return { seen: { people, log: null, unattributed: null }, window: memory };
}

/** Also whom names are of that this device reported before: they may be known by now. */
async function findNamed(
  { days, people }: Pick<Stores, "days" | "people">,
  report: Report,
): Promise<FindPerson> {
  const kept = await days.find(report.deviceId);
  const names = [...(kept?.days.people.keys() ?? [])].filter(isUnknownPerson);
  if (report.version === 1)
    for (const upn of report.logonsByUpn.keys()) names.push(`upn:${upn}`);
  else
    for (const { sid, upn } of report.days.users) {
      if (sid) names.push(`sid:${sid}`);
      if (upn) names.push(`upn:${upn}`);
    }
  const found = await people.findNamed(names);
  return (name) =>
    // The SID of a cloud account is its object id, whether or not Entra was read since it was made.
    (name.startsWith("sid:") ? objectIdOf(name.slice("sid:".length)) : null) ??
    found.get(name) ??
    null;
}

/** Sessions as counts by UPN, which is by what counts are kept; people without one go by what is known of them. */
async function countSessions(
  { people }: Pick<Stores, "people">,
  { users }: DaysReport,
  find: FindPerson,
): Promise<ReadonlyMap<string, number>> {
  const keys = users.map((user) => keyOfReported(user, find));
  const known = await people.findAll(keys as UserId[]);
  const upns = new Map<string, string>(
    known.map((user) => [user.id, normalizeUpn(user.userPrincipalName)]),
  );
  const sessions = new Map<string, number>();
  for (const [i, user] of users.entries()) {
    const key = keys[i] ?? "";
    const name = upns.get(key) ?? user.upn ?? key;
    const sum = (sessions.get(name) ?? 0) + user.sessions;
    sessions.set(name, Math.min(sum, MAX_LOGONS));
  }
  return sessions;
}
