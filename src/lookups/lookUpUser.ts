import type { Clock } from "../clock.ts";
import type { DevicesOfPerson, DirectoryDevice } from "../devices/directory.ts";
import type { Graph } from "../graph/graph.ts";
import type { Log } from "../log.ts";
import { toPersonRef, type UserId } from "../people/user.ts";
import type { Stores } from "../storage/storage.ts";
import { attempt, endAfter } from "../attempt.ts";
import { LookUpUnavailable } from "./errors.ts";
import type { LookUpOptions, UserAnswer } from "./lookup.ts";
import { entraUrlOf } from "./portalLinks.ts";

interface Deps {
  readonly storage: Pick<Stores, "devices" | "people">;
  readonly graph: Pick<Graph, "users">;
  readonly clock: Clock;
  readonly log: Pick<Log, "info">;
}

/** More than any card shows. */
const MOST_DEVICES = 50;

/** Intune lists the last logon of each account that ever used a device; what is older than this is nobody's use any more. */
const LATELY_MS = 90 * 24 * 60 * 60 * 1000;

/**
 * Answers which devices a person has, and which they use. The person and their manager are read live within the budget; the
 * devices are the directory's, because Intune would have to be asked about each.
 *
 * @returns null when Entra does not know them (any more).
 * @throws {LookUpUnavailable} not read in time, and not in the directory.
 */
export async function lookUpUser(
  { storage, graph, clock, log }: Deps,
  id: UserId,
  { asker, access, budgetMs }: LookUpOptions,
): Promise<UserAnswer | null> {
  const options = endAfter(budgetMs);
  const maySeeUsed = access.kind === "full" || asker === id;
  const [live, manager, known, owned, used] = await Promise.all([
    attempt(graph.users.find(id, options)),
    attempt(graph.users.findManager(id, options)),
    storage.people.find(id),
    storage.devices.listOfUser(id, MOST_DEVICES),
    maySeeUsed
      ? storage.devices.listUsedBy(
          id,
          new Date(clock.now().getTime() - LATELY_MS),
          MOST_DEVICES,
        )
      : null,
  ]);
  if (!live.answered)
    log.info(
      { userId: id, code: live.error.code, detail: live.error.message },
      "A person was shown from the directory",
    );
  const user = live.answered ? live.value : known?.user;
  if (user === null) return null;
  if (user === undefined) throw new LookUpUnavailable("user");
  const shown = ({ devices }: DevicesOfPerson) =>
    access.kind === "full" ? devices : withoutOthers(devices, asker);
  return {
    user,
    freshness:
      live.answered || !known
        ? { kind: "live" }
        : { kind: "directory", seenAt: known.readAt },
    manager:
      manager.answered && manager.value ? toPersonRef(manager.value) : null,
    isManagerLate: !manager.answered,
    owned: shown(owned),
    ownedTotal: owned.total,
    used: used && shown(used),
    usedTotal: used?.total ?? 0,
    devicesSeenAt: earlier(owned.oldestSeenAt, used?.oldestSeenAt ?? null),
    isUndecided: !maySeeUsed && access.kind === "undecided",
    entraUrl: entraUrlOf(id),
  };
}

function earlier(a: Date | null, b: Date | null): Date | null {
  return a && b ? (a < b ? a : b) : (a ?? b);
}

/** The devices without other people's logons. */
function withoutOthers(
  devices: readonly DirectoryDevice[],
  asker: UserId,
): readonly DirectoryDevice[] {
  return devices.map((device) => ({
    ...device,
    lastLogons: device.lastLogons.filter(({ userId }) => userId === asker),
  }));
}
