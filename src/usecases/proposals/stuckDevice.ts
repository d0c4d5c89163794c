import type { DeviceId } from "../../domain/devices/device.ts";
import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import { attempt, type Attempt } from "../../ports/attempt.ts";
import type { Graph } from "../../ports/graph.ts";
import { GraphNotFound } from "../../ports/graphErrors.ts";
import type { Storage } from "../../ports/storage.ts";

/** A device that could not be read so often is passed over, if Graph answers for others. */
export const MOST_TRIES = 3;

/** So many other devices are read to tell a device that Graph never answers for from an outage. */
const MOST_NEIGHBOURS = 4;

/** A device that may be asked about in place of the one that is stuck, and who is known of it. */
interface Asked extends Pick<DirectoryDevice, "listedUser" | "lastLogons"> {
  readonly device: Pick<DirectoryDevice["device"], "id">;
}

/**
 * Whether Graph answers for any other device what it is asked of a candidate: its primary user, and a person. The
 * next ones are asked about, and where there are too few, some others of the directory.
 */
export async function answersForOthers(
  { storage, graph }: { readonly storage: Storage; readonly graph: Graph },
  stuckId: DeviceId,
  next: readonly Asked[],
): Promise<boolean> {
  const others = new Map<DeviceId, Asked>(
    [
      ...next
        .filter(({ device }) => device.id !== stuckId)
        .slice(0, MOST_NEIGHBOURS / 2),
      ...(await storage.devices.listAll(MOST_NEIGHBOURS, null)),
    ].map((one) => [one.device.id, one]),
  );
  others.delete(stuckId);
  for (const { device, listedUser, lastLogons } of [...others.values()].slice(
    0,
    MOST_NEIGHBOURS,
  )) {
    const person = listedUser?.id ?? lastLogons[0]?.userId;
    const answers = await Promise.all([
      attempt(graph.primaryUsers.get(device.id)),
      ...(person ? [attempt(graph.users.find(person))] : []),
    ]);
    if (answers.every(hasAnswered)) return true;
  }
  return false;
}

/** That it does not know what it was asked for is an answer. */
function hasAnswered(one: Attempt<unknown>): boolean {
  return one.answered || one.error instanceof GraphNotFound;
}
