import type { Clock } from "../../ports/clock.ts";
import type { Device, DeviceId } from "../../domain/devices/device.ts";
import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import type { LastLogon } from "../../domain/devices/lastLogon.ts";
import type { Tally } from "../../domain/evidence/tally.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import {
  isStagingAccount,
  whyUserNotEligible,
} from "../../domain/people/eligibility.ts";
import { NOBODY_EXCLUDED } from "../../domain/evidence/collectCandidates.ts";
import { leftAlone } from "../../domain/proposals/leftAlone.ts";
import {
  isKnownWhoIsExcluded,
  knowExcluded,
} from "../exclusions/readExcludedGroups.ts";
import {
  findExcludedPeople,
  findExclusion,
} from "../exclusions/findExcluded.ts";
import { collectDays } from "./collectDays.ts";
import { listTechnicians } from "../people/technicians.ts";
import {
  findKnownPeople,
  findPeople,
  readPeople,
  readPerson,
} from "../people/findPeople.ts";
import {
  type PersonRef,
  type User,
  type UserId,
} from "../../domain/people/user.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { Storage, Stores } from "../../ports/storage.ts";
import {
  asksLastLogons,
  asksTechnicians,
  weighEvidence,
  weighReport,
  whoMayHaveIt,
  type KnownLogons,
  type WeighedDevice,
  type WeighedEvidence,
  type WeighedReport,
} from "../../domain/proposals/weighEvidence.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly log: Log;
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
 * list is unknown to Entra. `stored`: the same, and Graph is asked nothing: who may be new counts as unknown.
 */
export type LookUpPeople = "live" | "directory" | "stored";

/**
 * Finds out who everybody is that may matter, and weighs. Of a device that is excluded, all that is said is that it
 * stays as it is. A rule is asked a second time only where Entra says of whoever would gain the device that they do not
 * qualify any more.
 *
 * @returns null while it is not known who is excluded: nothing may be proposed then.
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function collectEvidence(
  deps: Deps,
  { device, listed, primaryUser, technicians }: Subject,
  values: SettingValues,
  from: LookUpPeople,
): Promise<WeighedEvidence | null> {
  const { storage, clock } = deps;
  const isKnown =
    from === "stored"
      ? await isKnownWhoIsExcluded(storage, values)
      : await knowExcluded(deps, values);
  if (!isKnown) return null;
  const exclusion = await findExclusion(storage, device, values);
  if (exclusion)
    return {
      evidence: leftAlone(exclusion, values, clock.now()),
      handedOff: null,
    };
  const enrolledAt = device.enrolledAt ?? listed?.device.enrolledAt ?? null;
  if (values.affinity.mode === "active-days") {
    const stagedBy = await findStagedBy(storage, device.id, enrolledAt);
    const { id } = device;
    const ofUse = { id, listed, enrolledAt, primaryUser, stagedBy };
    const listedAt = await findPeopleListedAt(storage, clock.now());
    return await collectDays(
      deps,
      ofUse,
      technicians,
      listedAt,
      values,
      from !== "stored",
    );
  }
  const [[tally], stagedBy] = await Promise.all([
    storage.evidence.list(device.id),
    findStagedBy(storage, device.id, enrolledAt),
  ]);
  const weighed: WeighedDevice = { listed, enrolledAt, primaryUser, stagedBy };
  const report = tally
    ? await collectReport(deps, tally, weighed, technicians, values, from)
    : null;
  return asksLastLogons(weighed, report, values)
    ? await collectLastLogons(deps, weighed, report, technicians, values, from)
    : weighEvidence(weighed, report, NO_LOGONS, values, clock.now());
}

const NO_LOGONS: KnownLogons = {
  people: new Map(),
  technicianIds: new Set(),
  isExcluded: NOBODY_EXCLUDED,
};

/** What the report comes to, with whoever would gain the device read just now. */
async function collectReport(
  deps: Deps,
  tally: Tally,
  device: WeighedDevice,
  technicians: ReadonlySet<UserId> | null,
  values: SettingValues,
  from: LookUpPeople,
): Promise<WeighedReport | null> {
  const begun = deps.clock.now();
  const users = await findReported(deps, tally, from);
  const read = new Set<string>();
  let known = technicians;
  for (;;) {
    const now = deps.clock.now();
    const isExcluded = await findExcludedPeople(
      deps.storage,
      [...users.values()].flatMap((user) => user?.id ?? []),
      values,
    );
    const weigh = () =>
      weighReport(
        tally,
        users,
        device,
        values,
        now,
        known ?? undefined,
        isExcluded,
      );
    let report = weigh();
    if (report && !known && asksTechnicians(report, values)) {
      known = await listTechnicians(deps);
      report = weigh();
    }
    const gains = report && from === "live" ? gainerOf(report, users) : null;
    if (gains === null || read.has(gains)) return report;
    const found = users.get(gains);
    const kept = found && (await deps.storage.people.find(found.id));
    if (!found || (kept && kept.readAt >= begun)) return report;
    read.add(gains);
    // By the present name, so that it is noticed when somebody else has it by now.
    const user = await readPerson(deps, found.userPrincipalName);
    const isSame = user !== null && user.id === found.id;
    users.set(gains, user);
    if (isSame && !whyUserNotEligible(user, values)) return report;
  }
}

/** The name in the report of whoever would gain the device by it; null for nobody. */
function gainerOf(
  { outcome }: WeighedReport,
  users: ReadonlyMap<string, User | null>,
): string | null {
  if (outcome.kind !== "reassign") return null;
  for (const [upn, user] of users) if (user?.id === outcome.toUser) return upn;
  return null;
}

/** UPN as in the report → who that is. */
async function findReported(
  deps: Deps,
  { logonsByUpn }: Tally,
  from: LookUpPeople,
): Promise<Map<string, User | null>> {
  const upns = [...logonsByUpn]
    .filter(([, logons]) => logons > 0)
    .map(([upn]) => upn);
  return from === "live"
    ? await findPeople(deps, upns)
    : await findKnownPeople(deps, upns);
}

/** A sweep that has just read the tenant's people need not read one of them again: applying the change does. */
const READ_LATELY_MS = 60 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** What report and last logons come to together. */
async function collectLastLogons(
  deps: Deps,
  device: ListedDevice,
  report: WeighedReport | null,
  technicians: ReadonlySet<UserId> | null,
  values: SettingValues,
  from: LookUpPeople,
): Promise<WeighedEvidence> {
  const { storage, clock } = deps;
  const { listed, primaryUser, enrolledAt } = device;
  // What a staging account is need not be read.
  const owner =
    primaryUser &&
    !isStagingAccount(primaryUser.userPrincipalName, values.stagingAccounts)
      ? primaryUser.id
      : null;
  const ids = listed.lastLogons.map(({ userId }) => userId);
  const people = new Map<UserId, User | null>(
    (await storage.people.findAll(owner ? [...ids, owner] : ids)).map(
      (user) => [user.id, user],
    ),
  );
  const now = clock.now();
  const missing = listed.lastLogons.filter(
    ({ userId, at }) =>
      !people.has(userId) && (!enrolledAt || at >= enrolledAt),
  );
  const lacksOwner = owner !== null && !people.has(owner);
  const listedAt =
    missing.length > 0 || lacksOwner
      ? await findPeopleListedAt(storage, now)
      : null;
  // One logon of the primary user's is enough for them to keep it.
  if (
    lacksOwner &&
    (from === "live" || (from === "directory" && listedAt === null))
  )
    people.set(owner, await readPerson(deps, owner));

  const mayBeNew = ({ at }: LastLogon) => listedAt === null || at >= listedAt;
  // A technician may be about to gain it, to count as one of many, or to pass for its person as the primary user.
  const nobody = new Set<UserId>();
  const isExcluded = await findExcludedPeople(
    storage,
    owner ? [...ids, owner] : ids,
    values,
  );
  const technicianIds =
    missing.some(mayBeNew) ||
    whoMayHaveIt(device, { people, technicianIds: nobody, isExcluded }, values)
      .length > 0
      ? (technicians ?? (await listTechnicians(deps)))
      : nobody;
  const logons: KnownLogons = { people, technicianIds, isExcluded };
  const since = now.getTime() - values.affinity.windowDays * DAY_MS;

  for (;;) {
    for (;;) {
      const asked = whoMatters();
      if (asked.length === 0) break;
      for (const [id, user] of await readPeople(deps, asked))
        people.set(id, user);
    }
    const result = weighEvidence(device, report, logons, values, clock.now());
    const gains = from === "live" ? handedOffTo(result) : null;
    if (gains === null || (await wasReadLately(gains))) return result;
    const user = await readPerson(deps, gains);
    people.set(gains, user);
    if (user && !whyUserNotEligible(user, values)) return result;
  }

  /**
   * Who is to be read: whoever logged on after the one who may have it now, or lately enough to make it a shared one.
   * While nobody may have it, those of longer ago are read one by one.
   */
  function whoMatters(): readonly UserId[] {
    if (from === "stored") return [];
    const [newest] = whoMayHaveIt(device, logons, values);
    const unknown = missing.filter(({ userId }) => !people.has(userId));
    const certain = unknown.filter((logon) => {
      const isNewest = newest !== undefined && logon.at >= newest.at;
      return mayBeNew(logon)
        ? isNewest || logon.at.getTime() >= since
        : // The one whom nobody may have overtaken by mistake is about to gain the device.
          from === "live" && isNewest;
    });
    const next =
      certain.length > 0 || newest
        ? certain
        : unknown.filter(mayBeNew).slice(0, 1);
    return next.map(({ userId }) => userId);
  }

  async function wasReadLately(id: UserId): Promise<boolean> {
    const kept = await storage.people.find(id);
    return (
      kept !== null &&
      kept.readAt.getTime() >= clock.now().getTime() - READ_LATELY_MS
    );
  }
}

/** Whom the last logons give the device; null where they give it to nobody. */
function handedOffTo({ evidence }: WeighedEvidence): UserId | null {
  return evidence?.outcome.kind === "handed-off"
    ? evidence.outcome.toUser
    : null;
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
