import type { Clock } from "../../ports/clock.ts";
import type { Device, DeviceId } from "../../domain/devices/device.ts";
import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import type { Tally } from "../../domain/evidence/tally.ts";
import type { Graph } from "../../ports/graph.ts";
import { findStaging } from "../../domain/evidence/findStaging.ts";
import { isStagingAccount } from "../../domain/people/eligibility.ts";
import { findPeople } from "../people/findPeople.ts";
import type { PersonRef, User, UserId } from "../../domain/people/user.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { Storage, Stores } from "../../ports/storage.ts";
import type { FrozenEvidence } from "../../domain/proposals/proposal.ts";
import {
  weighEvidence,
  type WeighedEvidence,
} from "../../domain/proposals/weighEvidence.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
}

export interface Subject {
  readonly device: Device;
  readonly listed: DirectoryDevice | null;
  readonly primaryUser: PersonRef | null;
  /** Who is in the technicians' group; asked only where it matters. */
  readonly technicians: () => Promise<ReadonlySet<UserId>>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** A list of the tenant's people is good for so long: what is kept of them is kept a little longer. */
const LIST_HOLDS_MS = 2 * DAY_MS;

const LONG_AGO = new Date(0);

/** A sweep that has just read the tenant's people need not read one of them again: applying the change does. */
const READ_LATELY_MS = 60 * 60 * 1000;

/**
 * Finds out who everybody is, and weighs. Whoever gains the device was read within the hour, or is read now: they must qualify
 * when they are proposed.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function collectEvidence(
  deps: Deps,
  subject: Subject,
  values: SettingValues,
): Promise<WeighedEvidence> {
  return await gather(deps, subject, values, true);
}

/**
 * The same from what the last sweep read. Graph is asked only for somebody who logged on after the tenant's people were listed,
 * and may be new; everybody else who is not in that list is unknown to Entra.
 */
export async function previewEvidence(
  deps: Deps,
  subject: Subject,
  values: SettingValues,
): Promise<WeighedEvidence> {
  return await gather(deps, subject, values, false);
}

async function gather(
  deps: Deps,
  { device, listed, primaryUser, technicians }: Subject,
  values: SettingValues,
  isLive: boolean,
): Promise<WeighedEvidence> {
  const { storage, graph, clock } = deps;
  const [tally = null] = await storage.evidence.list(device.id);
  const reported = tally
    ? await findReported(deps, tally, isLive)
    : new Map<string, User | null>();
  const enrolledAt = device.enrolledAt ?? listed?.device.enrolledAt ?? null;
  const stagedBy = await findStagedBy(storage, device.id, enrolledAt);
  const isConcerned =
    listed !== null &&
    (primaryUser === null ||
      findStaging(
        { ...listed, stagedBy },
        primaryUser,
        values.stagingAccounts,
      ) !== null);
  const wanted = isConcerned ? idsOf(listed, primaryUser, values) : [];
  const people = new Map<UserId, User | null>(
    (await storage.people.findAll(wanted)).map((user) => [user.id, user]),
  );
  const listedAt =
    wanted.length > people.size
      ? await findPeopleListedAt(storage, clock.now())
      : null;
  let technicianIds: ReadonlySet<UserId> | null = null;
  const readLive = new Set<string>();
  for (;;) {
    const now = clock.now();
    const weighed = weighEvidence(
      {
        tally,
        reported,
        listed,
        people,
        technicianIds: technicianIds ?? new Set(),
        enrolledAt,
        primaryUser,
        stagedBy,
      },
      values,
      now,
    );
    const { evidence } = weighed;
    const since = new Date(now.getTime() - values.affinity.windowDays * DAY_MS);
    const winner = evidence && findWinner(evidence, reported);
    const isUnsure = (at: Date) => listedAt === null || at >= listedAt;
    const isNewest = (at: Date) => !winner?.at || at >= winner.at;
    const unknown =
      isConcerned && evidence?.source === "users-logged-on"
        ? evidence.lastLogons.find(
            ({ userId, at }) =>
              !people.has(userId) &&
              (!enrolledAt || at >= enrolledAt) &&
              (isUnsure(at)
                ? isNewest(at) || at >= since
                : // The one whom nobody may have overtaken by mistake is about to gain the device.
                  isLive && winner && isNewest(at)),
          )?.userId
        : undefined;
    const owner =
      isConcerned &&
      primaryUser &&
      wanted.includes(primaryUser.id) &&
      !people.has(primaryUser.id) &&
      (isLive || listedAt === null)
        ? primaryUser.id
        : undefined;
    const missing = unknown ?? owner;
    if (missing) {
      people.set(missing, await read(missing));
      continue;
    }
    if (needsTechnicians(weighed) && !technicianIds) {
      technicianIds = await technicians();
      if (technicianIds.size > 0) continue;
    }
    if (!isLive || !evidence || !winner || readLive.has(winner.name))
      return weighed;
    readLive.add(winner.name);
    if (await wasReadLately(people.get(winner.name as UserId))) return weighed;
    const user = await read(winner.name);
    if (evidence.source === "users-logged-on")
      people.set(winner.name as UserId, user);
    else reported.set(winner.name, user);
  }

  async function wasReadLately(
    user: User | null | undefined,
  ): Promise<boolean> {
    if (!user) return false;
    const since = new Date(clock.now().getTime() - READ_LATELY_MS);
    const kept = await storage.people.findByUpn(user.userPrincipalName, since);
    return kept?.id === user.id;
  }

  async function read(idOrUpn: string): Promise<User | null> {
    const user = await graph.users.find(idOrUpn);
    if (user) await storage.people.save(user, clock.now());
    return user;
  }
}

async function findReported(
  deps: Deps,
  { logonsByUpn }: Tally,
  isLive: boolean,
): Promise<Map<string, User | null>> {
  const upns = [...logonsByUpn]
    .filter(([, logons]) => logons > 0)
    .map(([upn]) => upn);
  if (isLive) return await findPeople(deps, upns);
  const found = new Map<string, User | null>();
  for (const upn of upns)
    found.set(upn, await deps.storage.people.findByUpn(upn, LONG_AGO));
  return found;
}

/** Everybody whose account matters; what a staging account is need not be read. */
function idsOf(
  { lastLogons }: DirectoryDevice,
  primaryUser: PersonRef | null,
  { stagingAccounts }: SettingValues,
): readonly UserId[] {
  const ids = new Set(lastLogons.map(({ userId }) => userId));
  if (
    primaryUser &&
    !isStagingAccount(primaryUser.userPrincipalName, stagingAccounts)
  )
    ids.add(primaryUser.id);
  return [...ids];
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

/**
 * When a full sweep began that read the tenant's people to the last, if that was lately; null when none did. Of a list that
 * broke off, who is missing may well exist.
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

/** Who would gain the device: by the tally's name or, of last logons, by the id. */
function findWinner(
  { outcome }: FrozenEvidence,
  reported: ReadonlyMap<string, User | null>,
): { readonly name: string; readonly at: Date | null } | null {
  if (outcome.kind === "handed-off")
    return { name: outcome.toUser, at: outcome.loggedOnAt };
  if (outcome.kind !== "reassign") return null;
  for (const [upn, user] of reported)
    if (user?.id === outcome.toUser) return { name: upn, at: null };
  return null;
}

/** A technician may be about to gain the device, to count as one of many, or to pass for its person as the primary user. */
function needsTechnicians({ evidence, handedOff }: WeighedEvidence): boolean {
  const kind = evidence?.outcome.kind;
  return (
    kind === "handed-off" ||
    kind === "shared" ||
    handedOff?.moment.source === "users-logged-on"
  );
}
