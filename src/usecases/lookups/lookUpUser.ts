import type { Clock } from "../../ports/clock.ts";
import type {
  DevicesOfPerson,
  DirectoryDevice,
  UsedDevice,
} from "../../domain/devices/directory.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import {
  toPersonRef,
  type User,
  type UserId,
} from "../../domain/people/user.ts";
import { recordAccount } from "../people/recordAccount.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Stores } from "../../ports/storage.ts";
import { attempt, endAfter, refusalOf } from "../../ports/attempt.ts";
import { LookUpUnavailable } from "../../domain/lookups/errors.ts";
import {
  USER_PAGE,
  type UserAnswer,
  type UserLookUpOptions,
} from "../../domain/lookups/lookup.ts";
import { entraUrlOf } from "../../domain/lookups/portalLinks.ts";

interface Deps {
  readonly storage: Pick<Stores, "devices" | "people" | "settings">;
  readonly graph: Pick<Graph, "users">;
  readonly clock: Clock;
  readonly log: Pick<Log, "info">;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Intune lists the last logon of each account that ever used a device; what is older than this is nobody's use any
 * more.
 */
const LATELY_MS = 90 * DAY_MS;

/**
 * Answers which devices a person has, and which they use. The person and their manager are read live within the
 * budget; the devices are the directory's, because Intune would have to be asked about each, and those of whose use a
 * report tells, by the UPN that the person has now.
 *
 * @returns null when Entra does not know them (any more).
 * @throws {LookUpUnavailable} not read in time or at all, and not in the directory.
 */
export async function lookUpUser(
  { storage, graph, clock, log }: Deps,
  id: UserId,
  {
    asker,
    access,
    budgetMs,
    page: asked = 0,
    ownedOnly = false,
  }: UserLookUpOptions,
): Promise<UserAnswer | null> {
  const options = endAfter(budgetMs);
  const askedAt = clock.now();
  const maySeeUsed = access.kind === "full" || asker === id;
  const [live, manager, known] = await Promise.all([
    attempt(graph.users.find(id, options)),
    attempt(graph.users.findManager(id, options)),
    storage.people.find(id),
  ]);
  // Somebody new is the sweep's to add: beside the former holder of the name they would make a choice of two.
  if (live.answered && known)
    await recordAccount(storage.people, id, live.value, askedAt);
  if (!live.answered)
    log.info(
      { userId: id, code: live.error.code, detail: live.error.message },
      "A person was shown from the directory",
    );
  const user = live.answered ? live.value : known?.user;
  if (user === null) return null;
  const refusal = refusalOf(live);
  if (user === undefined) throw new LookUpUnavailable("user", refusal);
  const { owned, used, ...place } = await readPage(
    storage,
    user,
    asked,
    maySeeUsed && !ownedOnly ? clock.now() : null,
  );
  const shown = <Kind extends DirectoryDevice>(
    devices: readonly Kind[],
  ): readonly Kind[] =>
    access.kind === "full" ? devices : withoutOthers(devices, asker);
  return {
    user,
    freshness:
      live.answered || !known
        ? { kind: "live" }
        : { kind: "directory", seenAt: known.readAt, refusal },
    manager:
      manager.answered && manager.value ? toPersonRef(manager.value) : null,
    isManagerLate: !manager.answered,
    owned: shown(owned.devices),
    ownedTotal: owned.total,
    used: used && shown(used.devices),
    usedTotal: used?.total ?? 0,
    ...place,
    devicesSeenAt: earlier(owned.oldestSeenAt, used?.oldestSeenAt ?? null),
    isUndecided: !maySeeUsed && access.kind === "undecided",
    accessRefusal:
      access.kind === "undecided" ? (access.refusal ?? null) : null,
    accountReadAt: access.accountReadAt ?? null,
    entraUrl: entraUrlOf(id),
  };
}

interface Page {
  readonly owned: DevicesOfPerson<DirectoryDevice>;
  readonly used: DevicesOfPerson<UsedDevice> | null;
  readonly page: number;
  readonly pages: number;
}

/** @param now of the uses; null to leave them out. */
async function readPage(
  storage: Pick<Stores, "devices" | "settings">,
  user: User,
  page: number,
  now: Date | null,
): Promise<Page> {
  const from = page * USER_PAGE;
  const owned = await storage.devices.listOfUser(user.id, USER_PAGE, from);
  const used =
    now &&
    (await storage.devices.listUsedBy(
      user,
      await latelyBefore(storage, now),
      USER_PAGE - owned.devices.length,
      Math.max(0, from - owned.total),
    ));
  const pages = Math.max(
    1,
    Math.ceil((owned.total + (used?.total ?? 0)) / USER_PAGE),
  );
  return page < pages
    ? { owned, used, page, pages }
    : readPage(storage, user, pages - 1, now);
}

/** A report is evidence for as long as the device's card judges by it. */
async function latelyBefore(storage: Pick<Stores, "settings">, now: Date) {
  const { values } = await currentSettings(storage);
  return {
    loggedOnSince: new Date(now.getTime() - LATELY_MS),
    reportedSince: new Date(
      now.getTime() - values.affinity.windowDays * DAY_MS,
    ),
  };
}

function earlier(a: Date | null, b: Date | null): Date | null {
  return a && b ? (a < b ? a : b) : (a ?? b);
}

/** The devices without other people's logons. */
function withoutOthers<Kind extends DirectoryDevice>(
  devices: readonly Kind[],
  asker: UserId,
): readonly Kind[] {
  return devices.map((device) => ({
    ...device,
    lastLogons: device.lastLogons.filter(({ userId }) => userId === asker),
  }));
}
