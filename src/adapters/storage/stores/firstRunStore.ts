import type { Kysely } from "kysely";
import type { FirstRun } from "../../../domain/proposals/firstRun.ts";
import type { FirstRunStore } from "../../../ports/stores/firstRunStore.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

/** A tenant has one at a time. */
const ONLY = 1;

export function createFirstRunStore(db: Kysely<Database>): FirstRunStore {
  return {
    async find() {
      const row = await db
        .selectFrom("first_run")
        .select("document")
        .executeTakeFirst();
      return row ? fromJson<FirstRun>(row.document) : null;
    },

    async save(firstRun) {
      const document = toJson(firstRun);
      await db
        .insertInto("first_run")
        .values({ id: ONLY, document })
        .onConflict((conflict) =>
          conflict.column("id").doUpdateSet({ document }),
        )
        .execute();
    },

    async end() {
      await db.deleteFrom("first_run").execute();
    },
  };
}
