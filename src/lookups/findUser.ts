import type { Clock } from "../clock.ts";
import type { Graph } from "../graph/graph.ts";
import type { Log } from "../log.ts";
import { parseUpn } from "../people/upn.ts";
import type { User } from "../people/user.ts";
import type { Stores } from "../storage/storage.ts";
import { attempt, endAfter, refusalOf } from "../attempt.ts";
import { chooseFinding, MOST_FOUND, MOST_NEAR } from "./chooseFinding.ts";
import type { Finding } from "./lookup.ts";
import { looksLikeId, nameOf } from "./nameOf.ts";

interface Deps {
  readonly storage: Pick<Stores, "people">;
  readonly graph: Pick<Graph, "users">;
  readonly clock: Clock;
  readonly log: Pick<Log, "info">;
}

/**
 * Finds the people that a text names. Entra is asked only for a UPN or an object id that the directory does not know whole: it
 * finds nobody by another name without searching.
 *
 * @param budgetMs how long Entra may take.
 */
export async function findUser(
  deps: Deps,
  text: string,
  budgetMs: number,
): Promise<Finding<User>> {
  const { storage, graph, clock, log } = deps;
  const name = nameOf(text);
  if (name === "") return { kind: "none", near: [], unchecked: false };
  const matches = (await storage.people.search(name, MOST_FOUND + 1, 0)).map(
    ({ user, match }) => ({ found: user, match }),
  );
  const known = chooseFinding(matches);
  if (matches[0]?.match === "exact" && known) return known;

  const key = looksLikeId(name) ? name.toLowerCase() : parseUpn(name);
  const live = await attempt(
    key === null
      ? Promise.resolve(null)
      : graph.users.find(key, endAfter(budgetMs)),
  );
  if (live.answered && live.value) {
    await storage.people.save(live.value, clock.now());
    return { kind: "one", found: live.value, match: "exact" };
  }
  if (known) return known;
  if (!live.answered)
    log.info(
      { code: live.error.code, detail: live.error.message },
      "Entra could not be asked whether it knows a person",
    );
  return {
    kind: "none",
    near: await storage.people.listNear(name, MOST_NEAR),
    // By another name Entra was not asked at all, and the directory may be new.
    unchecked:
      !live.answered || (key === null && (await storage.people.count()) === 0),
    refusal: refusalOf(live),
  };
}
