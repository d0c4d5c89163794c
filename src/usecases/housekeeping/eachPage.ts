import type { Log } from "../../ports/log.ts";
import type { Storage } from "../../ports/storage.ts";
import { reasonOf, tryOne } from "../../ports/tryOne.ts";

/** How many are read at once. */
export const HOUSEKEEPING_PAGE = 100;

/**
 * Does `work` for everything that `read` lists, page by page, so that what stands in front hides nothing behind it;
 * what cannot be done is logged and passed over.
 *
 * @param read gives those after the last one of the page before, in the order of their ids; `HOUSEKEEPING_PAGE` at
 *   most.
 */
export async function eachPage<Item, Id extends string>(
  { storage, log }: { readonly storage: Storage; readonly log: Log },
  read: (after: Id | null) => Promise<readonly Item[]>,
  idOf: (item: Item) => Id,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let after: Id | null = null;
  for (;;) {
    const page: readonly Item[] = await read(after);
    for (const item of page) {
      const tried = await tryOne(storage, () => work(item));
      if (!tried.done)
        log.error(
          { id: idOf(item), ...reasonOf(tried.error) },
          "Housekeeping passed something over",
        );
    }
    const last = page.at(-1);
    if (last === undefined || page.length < HOUSEKEEPING_PAGE) return;
    after = idOf(last);
  }
}
