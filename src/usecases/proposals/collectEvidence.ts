import type { Clock } from "../../ports/clock.ts";
import type { Device, DeviceId } from "../../domain/devices/device.ts";
import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import type { LastLogon } from "../../domain/devices/lastLogon.ts";
import type { Tally } from "../../domain/evidence/tally.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import { whyUserNotEligible } from "../../domain/people/eligibility.ts";
import { listTechnicians } from "../people/technicians.ts";
import { findPeople, readPeople, readPerson } from "../people/findPeople.ts";
import {
  isSamePerson,
  type PersonRef,
  type User,
  type UserId,
} from "../../domain/people/user.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { Storage, Stores } from "../../ports/storage.ts";
import {
  asksLastLogons,
  weighEvidence,
  weighReport,
  whoMayHaveIt,
  type KnownLogons,
  type WeighedDevice,
  type WeighedEvidence,
} from "../../domain/proposals/weighEvidence.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly techniciansGroupId: GroupId | null;
}

export interface Subject {
  readonly device: Device;
  readonly listed: DirectoryDevice | null;
  readonly primaryUser: PersonRef | null;
  /** Who is in the technicians' group; null when Graph is to be asked, where it matters. */
  readonly technicians: ReadonlySet<UserId> | null;
}

type ListedDevice = WeighedDevice & { readonly listed: DirectoryDevice };

/**
 * Where people are looked up. `live`: whoever may gain the device was read within the hour, or is read now, since
 * they must qualify when they are proposed. `directory`: as the last sweep read them; Graph is asked only for
 * somebody who logged on after the tenant's people were listed, and may be new. Everybody else who is not in that
 * list is unknown to Entra.
 */
export type LookUpPeople = "live" | "directory";

/**
 * Finds out who everybody is that may matter, and weighs.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function collectEvidence(
  deps: Deps,
  { device, listed, primaryUser, technicians }: Subject,
  values: SettingValues,
  from: LookUpPeople,
): Promise<WeighedEvidence> {
  const { storage, clock } = deps;
  const enrolledAt = device.enrolledAt ?? listed?.device.enrolledAt ?? null;
  const [[tally], stagedBy] = await Promise.all([
    storage.evidence.list(device.id),
    findStagedBy(storage, device.id, enrolledAt),
  ]);
  const weighed: WeighedDevice = { listed, enrolledAt, primaryUser, stagedBy };
  const report = tally
    ? weighReport(
        tally,
        await findReported(deps, tally, primaryUser, values, from),
        weighed,
        values,
        clock.now(),
      )
    : null;
  const logons = asksLastLogons(weighed, report, values)
    ? await findLoggedOn(deps, weighed, technicians, values, from)
    : { people: new Map(), technicianIds: new Set<UserId>() };
  return weighEvidence(weighed, report, logons, values, clock.now());
}

const LONG_AGO = new Date(0);

/** UPN as in the report → who that is. */
async function findReported(
  deps: Deps,
  { logonsByUpn }: Tally,
  primaryUser: PersonRef | null,
  values: SettingValues,
  from: LookUpPeople,
): Promise<ReadonlyMap<string, User | null>> {
  const { people } = deps.storage;
  const upns = [...logonsByUpn]
    .filter(([, logons]) => logons > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([upn]) => upn);
  if (from === "directory") {
    const found = upns.map(
      async (upn) => [upn, await people.findByUpn(upn, LONG_AGO)] as const,
    );
    return new Map(await Promise.all(found));
  }
  const since = deps.clock.now();
  const found = await findPeople(deps, upns);
  // Only the strongest may gain it, and who does not qualify any more is passed over.
  for (const upn of upns) {
    const user = found.get(upn) ?? null;
    if (whyUserNotEligible(user, values)) continue;
    if (isSamePerson(user, primaryUser)) break;
    if (await people.findByUpn(upn, since)) break;
    const now = await readPerson(deps, upn);
    found.set(upn, now);
    if (!whyUserNotEligible(now, values)) break;
  }
  return found;
}

/**
 * How many are asked about in one go. Of a device that hundreds log on to, the newest say enough, and the others pass
 * for unknown to Entra; whoever was read is in the directory from then on, so that the next look asks about the next
 * ones.
 */
const MOST_ASKED = 20;

/** A sweep that has just read the tenant's people need not read one of them again: applying the change does. */
const READ_LATELY_MS = 60 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Who logged on last: from the directory and, in one go, from Graph those who are not there and may matter, because
 * they logged on after whoever may have the device, or lately enough to make it a shared one.
 */
async function findLoggedOn(
  deps: Deps,
  device: ListedDevice,
  technicians: ReadonlySet<UserId> | null,
  values: SettingValues,
  from: LookUpPeople,
): Promise<KnownLogons> {
  const { storage, clock } = deps;
  const { listed, enrolledAt } = device;
  const ids = listed.lastLogons.map(({ userId }) => userId);
  const people = new Map<UserId, User | null>(
    (await storage.people.findAll(ids)).map((user) => [user.id, user]),
  );
  const now = clock.now();
  const missing = listed.lastLogons.filter(
    ({ userId, at }) =>
      !people.has(userId) && (!enrolledAt || at >= enrolledAt),
  );
  const listedAt =
    missing.length > 0 ? await findPeopleListedAt(storage, now) : null;
  const mayBeNew = ({ at }: LastLogon) => listedAt === null || at >= listedAt;

  // A technician may be about to gain it, to count as one of many, or to pass for its person as the primary user.
  const nobody = new Set<UserId>();
  const technicianIds =
    missing.some(mayBeNew) ||
    whoMayHaveIt(device, { people, technicianIds: nobody }, values).length > 0
      ? (technicians ?? (await listTechnicians(deps)))
      : nobody;
  const logons = { people, technicianIds };

  const [newest] = whoMayHaveIt(device, logons, values);
  const since = now.getTime() - values.affinity.windowDays * DAY_MS;
  const asked = missing.filter((logon) => {
    const isNewest = !newest || logon.at >= newest.at;
    return mayBeNew(logon)
      ? isNewest || logon.at.getTime() >= since
      : // The one whom nobody may have overtaken by mistake is about to gain the device.
        from === "live" && newest !== undefined && isNewest;
  });
  for (let begin = 0; begin < asked.length; begin += MOST_ASKED) {
    const part = asked.slice(begin, begin + MOST_ASKED);
    const read = await readPeople(
      deps,
      part.map(({ userId }) => userId),
    );
    for (const [id, user] of read) people.set(id, user);
    // Accounts that Entra does not know any more say nothing, and are not kept: they must not hide who came before.
    if ([...read.values()].some((user) => user !== null)) break;
  }
  if (from === "live") await readWhoGains(deps, device, people, logons, values);
  return logons;
}

/**
 * Whoever has it last must qualify now; who does not any more is passed over, unless the primary user has it anyway.
 */
async function readWhoGains(
  deps: Deps,
  device: ListedDevice,
  people: Map<UserId, User | null>,
  logons: KnownLogons,
  values: SettingValues,
): Promise<void> {
  const mayHaveIt = whoMayHaveIt(device, logons, values);
  if (mayHaveIt.some(({ userId }) => userId === device.primaryUser?.id)) return;
  const since = deps.clock.now().getTime() - READ_LATELY_MS;
  for (const { userId } of mayHaveIt) {
    const kept = await deps.storage.people.find(userId);
    if (kept && kept.readAt.getTime() >= since) return;
    const user = await readPerson(deps, userId);
    people.set(userId, user);
    if (!whyUserNotEligible(user, values)) return;
  }
}

/** Who staged it by the record of its present cycle; null without one. */
async function findStagedBy(
  { handoffs }: Pick<Stores, "handoffs">,
  deviceId: DeviceId,
  enrolledAt: Date | null,
): Promise<string | null> {
  const current = await handoffs.findCurrent(deviceId);
  return current && (!enrolledAt || current.enrolledAt >= enrolledAt)
    ? current.stagingAccount
    : null;
}

/** A list of the tenant's people is good for so long: what is kept of them is kept a little longer. */
const LIST_HOLDS_MS = 2 * DAY_MS;

/**
 * When a full sweep began that read the tenant's people to the last, if that was lately; null when none did. Of a
 * list that broke off, who is missing may well exist.
 */
async function findPeopleListedAt(
  { sweeps }: Pick<Stores, "sweeps">,
  now: Date,
): Promise<Date | null> {
  const running = await sweeps.findRunning();
  const sweep = running?.peopleListedAt
    ? running
    : await sweeps.findLastDone("full");
  if (!sweep?.peopleListedAt) return null;
  return now.getTime() - sweep.startedAt.getTime() < LIST_HOLDS_MS
    ? sweep.startedAt
    : null;
}
