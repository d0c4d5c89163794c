import type { DirectoryDevice } from "../devices/directory.ts";
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
  readonly log: Pick<Log, "info">;
}

/** More than any card shows. */
const MOST_DEVICES = 50;

/**
 * Answers which devices a person has, and which they use. The person and their manager are read live within the budget; the
 * devices are the directory's, because Intune would have to be asked about each.
 *
 * @returns null when Entra does not know them (any more).
 * @throws {LookUpUnavailable} not read in time, and not in the directory.
 */
export async function lookUpUser(
  { storage, graph, log }: Deps,
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
    maySeeUsed ? storage.devices.listUsedBy(id, MOST_DEVICES) : null,
  ]);
  if (!live.answered)
    log.info(
      { userId: id, code: live.error.code, detail: live.error.message },
      "A person was shown from the directory",
    );
  const user = live.answered ? live.value : known?.user;
  if (user === null) return null;
  if (user === undefined) throw new LookUpUnavailable("user");
  return {
    user,
    freshness:
      live.answered || !known
        ? { kind: "live" }
        : { kind: "directory", seenAt: known.readAt },
    manager:
      manager.answered && manager.value ? toPersonRef(manager.value) : null,
    owned: access.kind === "full" ? owned : withoutOthers(owned, asker),
    used: used && (access.kind === "full" ? used : withoutOthers(used, asker)),
    entraUrl: entraUrlOf(id),
  };
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
