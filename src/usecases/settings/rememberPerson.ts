import { AppError } from "../../domain/appError.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage } from "../../ports/storage.ts";

/**
 * Looks up in Entra who somebody is whom the directory of people does not have yet, so that what they changed can be
 * told by their name. Never throws an AppError: a form without a name is better than none.
 */
export async function rememberPerson(
  deps: {
    readonly storage: Pick<Storage, "people">;
    readonly graph: Pick<Graph, "users">;
    readonly clock: Clock;
    readonly log: Log;
  },
  id: UserId,
  signal: AbortSignal,
): Promise<void> {
  const { storage, graph, clock, log } = deps;
  if ((await storage.people.find(id)) !== null) return;
  try {
    const readAt = clock.now();
    const user = await graph.users.find(id, { signal });
    if (user) await storage.people.save(user, readAt);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.info({ code: error.code }, "Who changed the settings is not known");
  }
}
