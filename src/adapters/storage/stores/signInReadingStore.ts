import { sql, type Kysely } from "kysely";
import {
  NOTHING_READ,
  type SignInReading,
} from "../../../domain/evidence/signInReading.ts";
import type { SignInReadingStore } from "../../../ports/stores/signInReadingStore.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

/** A tenant has one log. */
const ONLY = 1;

export function createSignInReadingStore(
  db: Kysely<Database>,
): SignInReadingStore {
  return {
    async find() {
      const row = await db
        .selectFrom("sign_in_reading")
        .select("document")
        .executeTakeFirst();
      return row ? fromJson<SignInReading>(row.document) : NOTHING_READ;
    },

    async save(next) {
      const document = toJson(next);
      const written =
        next.version === NOTHING_READ.version + 1
          ? await sql`
              insert into sign_in_reading (id, version, document)
              values (${ONLY}, ${next.version}, ${document}::jsonb)
              on conflict (id) do nothing`.execute(db)
          : await sql`
              update sign_in_reading set version = ${next.version}, document = ${document}::jsonb
              where version = ${next.version - 1}`.execute(db);
      return written.numAffectedRows === 1n;
    },

    async forget() {
      const deleted = await db.deleteFrom("sign_in_reading").executeTakeFirst();
      return deleted.numDeletedRows > 0n;
    },
  };
}
