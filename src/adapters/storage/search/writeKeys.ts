import { sql, type RawBuilder } from "kysely";
import { toJson } from "../schema/json.ts";
import type { SearchKey } from "./searchKeys.ts";

/**
 * Parts of a `with` that bring the keys of what was saved up to date. They write only those that changed: a conflict
 * would lock and so rewrite a row even where nothing is updated.
 *
 * @param saved the part of the `with` that names, as `id`, what was saved; what was passed over keeps its keys.
 */
export function writeKeys(
  table: "search_devices" | "search_people",
  saved: string,
  keys: readonly (SearchKey & { readonly id: string })[],
): RawBuilder<unknown> {
  const target = sql.table(table);
  return sql`
    keys as materialized (
      select page.* from jsonb_to_recordset(${toJson(keys)}::jsonb)
        as page (id text, slot smallint, sort text, key text, body text)
      join ${sql.table(saved)} using (id)
    ),
    keys_written as (
      insert into ${target} (id, slot, sort, key, body)
      select keys.id, keys.slot, keys.sort, keys.key, keys.body
      from keys left join ${target} as old on old.id = keys.id and old.slot = keys.slot
      where old.id is null or old.key <> keys.key or old.sort <> keys.sort
      on conflict (id, slot) do update set sort = excluded.sort, key = excluded.key, body = excluded.body
    ),
    keys_gone as (
      delete from ${target} as old using ${sql.table(saved)} as saved
      where old.id = saved.id and not exists (
        select from keys where keys.id = old.id and keys.slot = old.slot
      )
    )`;
}
