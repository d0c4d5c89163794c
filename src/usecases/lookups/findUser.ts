import type { Clock } from "../../ports/clock.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import { parseUpn } from "../../domain/people/upn.ts";
import type { User } from "../../domain/people/user.ts";
import { recordAccount } from "../people/recordAccount.ts";
import type { Stores } from "../../ports/storage.ts";
import {
  attempt,
  endAfter,
  refusalOf,
  type Attempt,
} from "../../ports/attempt.ts";
import {
  chooseFinding,
  MOST_FOUND,
  MOST_NEAR,
  type Finding,
} from "../../domain/matching/finding.ts";
import { personReadings } from "../../domain/lookups/readings.ts";
import { looksLikeId } from "../../domain/matching/nameOf.ts";

/** No name that is turned around has more. */
const MOST_WORDS = 6;

interface Deps {
  readonly storage: Pick<Stores, "people">;
  readonly graph: Pick<Graph, "users">;
  readonly clock: Clock;
  readonly log: Pick<Log, "info">;
}

/**
 * Finds the people that a text names. Entra is asked only for a UPN or an object id that the directory does not know
 * whole: it finds nobody by another name without searching.
 *
 * @param budgetMs how long Entra may take.
 */
export async function findUser(
  deps: Deps,
  text: string,
  budgetMs: number,
): Promise<Finding<User>> {
  const { storage, graph, clock, log } = deps;
  const { all, name } = personReadings(text);
  if (all.length === 0) return { kind: "none", near: [], unchecked: false };
  let known: ReturnType<typeof chooseFinding<User>> = null;
  for (const reading of all) {
    const matches = await storage.people.search(
      reading.name,
      MOST_FOUND + 1,
      0,
    );
    const found = chooseFinding(
      matches.map(({ user, match }) => ({ found: user, match })),
    );
    if (found?.match === "exact") return found;
    if (!reading.onlyWhole) known ??= found;
  }

  const key = askableIn(text);
  const askedAt = clock.now();
  const live = await attempt(
    key === null
      ? Promise.resolve(null)
      : graph.users.find(key, endAfter(budgetMs)),
  );
  if (live.answered && key !== null)
    await recordAccount(storage.people, key, live.value, askedAt);
  if (live.answered && live.value)
    return { kind: "one", found: live.value, match: "exact" };
  if (known) return known;
  const turned = await findTurned(storage, name);
  if (turned) return turned;
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
    onlyDirectory: key === null,
  };
}

/** An object id or a UPN: nobody is found in Entra by anything else. No UPN has what other programs put around it. */
export function askableIn(text: string): string | null {
  return (
    personReadings(text)
      .all.map(({ name }) =>
        looksLikeId(name) ? name.toLowerCase() : parseUpn(name),
      )
      .findLast((name) => name !== null) ?? null
  );
}

/**
 * By the same words in another order, the family name before the others or after them: "Núñez, José" is "José Núñez".
 * Found so, nobody was named whole.
 */
async function findTurned(
  storage: Deps["storage"],
  name: string,
): Promise<Finding<User> | null> {
  for (const turned of turnsOf(name)) {
    const people = await storage.people.search(turned, MOST_FOUND + 1, 0);
    const found = chooseFinding(
      people.map((user) => ({ found: user.user, match: "inside" as const })),
    );
    if (found) return found;
  }
  return null;
}

function turnsOf(name: string): readonly string[] {
  const [, before, after] = /^([^,]+),\s*([^,]+)$/.exec(name) ?? [];
  if (before !== undefined && after !== undefined)
    return [`${after} ${before}`];
  const words = name.split(/[\s,]+/);
  const [first = "", ...others] = words;
  const last = words.at(-1) ?? "";
  if (others.length === 0 || words.length > MOST_WORDS) return [];
  const rest = others.join(" ");
  const start = words.slice(0, -1).join(" ");
  return [
    ...new Set([`${rest} ${first}`, `${last} ${start}`, `${last}, ${start}`]),
  ];
}

/**
 * Who has this UPN now: it may have been handed on since the directory was written.
 *
 * @param budgetMs how long Entra may take.
 */
export async function findCurrentHolderOfUpn(
  { graph }: { readonly graph: Pick<Graph, "users"> },
  upn: string,
  budgetMs: number,
): Promise<Attempt<User | null>> {
  return await attempt(graph.users.find(upn, endAfter(budgetMs)));
}
