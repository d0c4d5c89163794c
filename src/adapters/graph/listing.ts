import type { z } from "zod";
import { pageOf, parseAnswer } from "./answer.ts";
import type { Connection, ReadOperation } from "./connection.ts";
import { GraphUnexpectedAnswer } from "../../ports/graphErrors.ts";

/** More than any collection we read has, few enough to end a server's endless loop. */
const MOST_PAGES = 1_000;
/** Of a filtered list, of which a handful is expected. */
const MOST_FILTERED_PAGES = 3;

/** The pages of a collection, one at a time, each nextLink followed as it came. */
export async function* listPages<T extends z.ZodType>(
  connection: Connection,
  first: ReadOperation,
  item: T,
): AsyncGenerator<{ items: z.output<T>[]; isLast: boolean }> {
  const { operation } = first;
  const schema = pageOf(item);
  const seen = new Set<string>();
  let path = first.path;
  for (;;) {
    const page = parseAnswer(
      operation,
      schema,
      await connection.read({ ...first, path }),
    );
    const next = page["@odata.nextLink"];
    yield { items: page.value, isLast: next === undefined };
    if (next === undefined) return;
    if (seen.has(next) || seen.size === MOST_PAGES) {
      throw new GraphUnexpectedAnswer(operation, "pages without end");
    }
    seen.add(next);
    path = next;
  }
}

/**
 * Reads a filtered list and applies the predicate again, because Intune answers a filter it does not know with
 * everything, and with 200.
 *
 * @throws {GraphUnexpectedAnswer} the filter was ignored and the list is too long to search: a part of it could
 * miss the second one of a name, and make an ambiguous name look plain.
 */
export async function listFiltered<T extends z.ZodType>(
  connection: Connection,
  first: ReadOperation,
  item: T,
  matches: (item: z.output<T>) => boolean,
): Promise<z.output<T>[]> {
  const found: z.output<T>[] = [];
  let filterIgnored = false;
  let pages = 0;
  for await (const { items, isLast } of listPages(connection, first, item)) {
    const matching = items.filter(matches);
    found.push(...matching);
    filterIgnored ||= matching.length < items.length;
    pages += 1;
    if (isLast || pages < MOST_FILTERED_PAGES) continue;
    if (filterIgnored) {
      throw new GraphUnexpectedAnswer(first.operation, "filter ignored");
    }
    break;
  }
  return found;
}
