import type { Kysely } from "kysely";
import type { MatchKind } from "../../../domain/matching/foldText.ts";
import type { Database } from "../schema/schema.ts";
import {
  findKeys,
  findLookAlikes,
  searchKeys,
  type SearchTable,
} from "./findKeys.ts";

/**
 * Searches a table of keys and reads what they belong to, in the order of the matches. What is gone between the two
 * is left out.
 *
 * @param findAll in any order.
 */
export function createSearch<T>(
  db: Kysely<Database>,
  table: SearchTable,
  findAll: (ids: readonly string[]) => Promise<readonly T[]>,
  idOf: (one: T) => string,
) {
  async function readById(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, T>> {
    return new Map((await findAll(ids)).map((one) => [idOf(one), one]));
  }
  async function readInOrder(ids: readonly string[]): Promise<readonly T[]> {
    const found = await readById(ids);
    return ids.flatMap((id) => found.get(id) ?? []);
  }
  return {
    async search(
      text: string,
      limit: number,
      offset: number,
    ): Promise<readonly { readonly found: T; readonly match: MatchKind }[]> {
      const matches = await searchKeys(db, table, text, limit, offset);
      const all = await readById(matches.map(({ id }) => id));
      return matches.flatMap(({ id, match }) => {
        const found = all.get(id);
        return found ? [{ found, match }] : [];
      });
    },

    listNamed: async (texts: readonly string[], limitOfEach: number) =>
      readInOrder(await findKeys(db, table, texts, limitOfEach)),

    listNear: async (text: string, limit: number) =>
      readInOrder(await findLookAlikes(db, table, text, limit)),
  };
}
