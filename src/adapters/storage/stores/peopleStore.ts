import { sql, type Kysely } from "kysely";
import type { PeopleStore } from "../../../ports/stores/peopleStore.ts";
import { normalizeUpn, type User } from "../../../domain/people/user.ts";
import { fromJson, toJson } from "../schema/json.ts";
import { storable } from "../../../domain/plainText.ts";
import type { Database } from "../schema/schema.ts";
import { createSearch } from "../search/createSearch.ts";
import { personKeys } from "../search/searchKeys.ts";
import { writeKeys } from "../search/writeKeys.ts";

export function createPeopleStore(db: Kysely<Database>): PeopleStore {
  const keys = createSearch(db, "search_people", findAll, ({ id }) => id);

  return {
    async findByUpn(upn, readAfter) {
      const row = await db
        .selectFrom("people")
        .select("document")
        .where("upn", "=", storable(normalizeUpn(upn)))
        .where("read_at", ">=", readAfter)
        // A name can be given to somebody else: the one who had it last counts.
        .orderBy("read_at", "desc")
        .limit(1)
        .executeTakeFirst();
      return row ? fromJson<User>(row.document) : null;
    },

    async find(id) {
      const row = await db
        .selectFrom("people")
        .select(["document", "read_at"])
        .where("user_id", "=", storable(id))
        .executeTakeFirst();
      return row
        ? { user: fromJson<User>(row.document), readAt: row.read_at }
        : null;
    },

    findAll,

    save: (user, readAt) => saveAll([user], readAt),

    saveAll,

    async count() {
      const row = await db
        .selectFrom("people")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async search(text, limit, offset) {
      const matches = await keys.search(text, limit, offset);
      return matches.map(({ found, match }) => ({ user: found, match }));
    },

    listNear: keys.listNear,

    async purge(readBefore) {
      const deleted = await db
        .deleteFrom("people")
        .where("read_at", "<", readBefore)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };

  async function findAll(ids: readonly string[]): Promise<readonly User[]> {
    if (ids.length === 0) return [];
    const rows = await db
      .selectFrom("people")
      .select("document")
      .where("user_id", "=", sql<string>`any(${[...ids]})`)
      .execute();
    return rows.map((row) => fromJson<User>(row.document));
  }

  async function saveAll(users: readonly User[], readAt: Date): Promise<void> {
    if (users.length === 0) return;
    // One statement may write a row once only. In the order of the ids, so that two writers of the same rows wait for
    // each other instead of dead-locking.
    const rows = new Map(users.map((user) => [storable(user.id), user]));
    const keys = [...rows].flatMap(([id, user]) =>
      personKeys(user).map((key) => ({ id, ...key })),
    );
    await sql`
      with saved as (
        insert into people (user_id, upn, read_at, document)
        select user_id, upn, ${readAt}, document
        from jsonb_to_recordset(${toJson([...rows.values()].map(columns))}::jsonb)
          as page (user_id text, upn text, document jsonb)
        order by user_id
        on conflict (user_id) do update set
          upn = excluded.upn,
          read_at = excluded.read_at,
          document = excluded.document
        where people.read_at <= excluded.read_at
        returning user_id as id
      ),
      ${writeKeys("search_people", "saved", keys)}
      select`.execute(db);
  }
}

function columns(user: User) {
  return {
    user_id: user.id,
    upn: normalizeUpn(user.userPrincipalName),
    document: user,
  };
}
