import { AppError } from "../../domain/appError.ts";
import type {
  ExcludedKind,
  Exclusions,
} from "../../domain/settings/exclusions.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import { notifyAdminsOnceADay } from "../proposals/notifyAdminsOnceADay.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly log: Log;
}

/** A larger group is rather chosen by mistake; who is in it is not kept. */
const MOST_MEMBERS = 50_000;

/** What could not be read is not read again by each report. */
const RETRY_MS = 10 * 60 * 1000;

/** Cards that are open: far more than channels take. */
const MOST_OPEN = 1000;

/**
 * Reads anew who is in the groups that the settings exclude: a request for every thousand members, none for a device.
 *
 * A group that cannot be read now keeps the members that it was last read with, and the admins are told, once a day.
 * Open cards of devices and people that came or went are looked at again. Doing it twice, or two at once, stores the
 * same.
 *
 * @throws {GraphThrottled | GraphUnavailable} while a group was never read, to be tried again.
 */
export async function readExcludedGroups(
  deps: Deps,
  values: Exclusions,
): Promise<void> {
  for (const { kind, groupId } of groupsOf(values)) {
    const members = await listMembers(deps, kind, groupId);
    if (members instanceof AppError && members.retryable) {
      const found = await deps.storage.exclusions.find(kind);
      // Nothing could be said of any device: who asks comes again in a moment.
      if (found?.groupId !== groupId || !found.readAt) throw members;
    }
    await store(deps, kind, groupId, members);
  }
}

/**
 * Whether it is known who is excluded. A group that was chosen just now is read first; while it never could be,
 * nothing may be proposed by evidence, for anybody may be in it.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function knowExcluded(
  deps: Deps,
  values: Exclusions,
): Promise<boolean> {
  const { storage, clock } = deps;
  for (const { kind, groupId } of groupsOf(values)) {
    const found = await storage.exclusions.find(kind);
    const kept = found?.groupId === groupId ? found : null;
    if (kept?.readAt) continue;
    const triedMsAgo =
      clock.now().getTime() - (kept?.failed?.at.getTime() ?? -Infinity);
    if (triedMsAgo < RETRY_MS) return false;
    const members = await listMembers(deps, kind, groupId);
    // Who asks comes again in a moment.
    if (members instanceof AppError && members.retryable) throw members;
    if (!(await store(deps, kind, groupId, members))) return false;
  }
  return true;
}

/** The same by what is stored, for those who only look: no group is read for them. */
export async function isKnownWhoIsExcluded(
  { exclusions }: Pick<Storage, "exclusions">,
  values: Exclusions,
): Promise<boolean> {
  for (const { kind, groupId } of groupsOf(values)) {
    const found = await exclusions.find(kind);
    if (found?.groupId !== groupId || !found.readAt) return false;
  }
  return true;
}

function groupsOf({
  excludedDevicesGroupId,
  excludedUsersGroupId,
}: Exclusions): readonly {
  readonly kind: ExcludedKind;
  readonly groupId: GroupId;
}[] {
  const both = [
    { kind: "devices", groupId: excludedDevicesGroupId as GroupId | null },
    { kind: "people", groupId: excludedUsersGroupId as GroupId | null },
  ] as const;
  return both.flatMap(({ kind, groupId }) =>
    groupId ? [{ kind, groupId }] : [],
  );
}

/** A failure where nothing was thrown. */
type TooLarge = "exclusions.group-too-large";

async function listMembers(
  { graph }: Deps,
  kind: ExcludedKind,
  groupId: GroupId,
): Promise<readonly string[] | AppError | TooLarge> {
  try {
    const members =
      kind === "devices"
        ? await graph.groups.listDeviceMembers(groupId)
        : await graph.groups.listMembers(groupId);
    return members.length > MOST_MEMBERS
      ? "exclusions.group-too-large"
      : members;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error;
  }
}

/** @returns whether there are members to store. */
async function store(
  { storage, clock, log }: Deps,
  kind: ExcludedKind,
  groupId: GroupId,
  members: readonly string[] | AppError | TooLarge,
): Promise<boolean> {
  const at = clock.now();
  if (members instanceof AppError || typeof members === "string") {
    const code = typeof members === "string" ? members : members.code;
    log.error(
      { kind, groupId, code },
      "A group of excluded devices or people could not be read",
    );
    await storage.transaction(async (unit) => {
      await unit.exclusions.noteFailure(kind, groupId, { at, code });
      await notifyAdminsOnceADay(unit, { unreadableGroup: kind });
    });
    return false;
  }
  await storage.transaction(async (unit) => {
    if (await unit.exclusions.replace(kind, groupId, members, at))
      await reviewOpenCards(unit);
  });
  return true;
}

/** What is open may be about somebody who is excluded by now. What is held is looked at before it gets a place. */
export async function reviewOpenCards({
  proposals,
  queue,
}: Pick<UnitOfWork, "proposals" | "queue">): Promise<void> {
  const open = await proposals.listInStates(["pending", "snoozed"], MOST_OPEN);
  for (const { origin, device } of open)
    if (origin.kind === "machine")
      await queue.send(
        "evaluateDevice",
        { deviceId: device.id },
        { key: device.id },
      );
}
