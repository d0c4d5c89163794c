import { sql, type Kysely } from "kysely";
import type { UnknownPerson } from "../../../domain/evidence/activeDays.ts";
import type { PeopleStore } from "../../../ports/stores/peopleStore.ts";
import {
  normalizeUpn,
  type User,
  type UserId,
} from "../../../domain/people/user.ts";
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

    async findNamed(names) {
      const sids = partOf(names, "sid:");
      const upns = partOf(names, "upn:");
      const hashes = partOf(names, "hash:");
      const found = new Map<UnknownPerson, UserId>();
      if (names.length === 0) return found;
      const { rows } = await sql<{ name: UnknownPerson; user_id: UserId }>`
        select distinct on (name) name, user_id from (
          select 'sid:' || on_premises_sid as name, user_id, 0 as rank, read_at from people
          where on_premises_sid = any(${sids}::text[])
          union all
          select 'upn:' || upn, user_id, 0, read_at from people where upn = any(${upns}::text[])
          union all
          select 'upn:' || name, user_id, case when former then 2 else 1 end, read_at
          from person_names join people using (user_id) where name = any(${upns}::text[])
          union all
          select 'hash:' || cloud_hash, user_id, 0, read_at
          from person_hashes join people using (user_id) where cloud_hash = any(${hashes}::text[])
          union all
          select 'hash:' || domain_hash, user_id, 0, read_at
          from person_hashes join people using (user_id) where domain_hash = any(${hashes}::text[])
        ) as named
        order by name, rank, read_at desc`.execute(db);
      for (const { name, user_id: id } of rows) found.set(name, id);
      return found;
    },

    async listHolders(names) {
      const asked = names.map(storable);
      const { rows } = await sql<{ user_id: UserId }>`
        select user_id from people where upn = any(${asked}::text[])
        union
        select user_id from person_names where name = any(${asked}::text[])`.execute(
        db,
      );
      return rows.map(({ user_id: id }) => id);
    },

    async listNames(ids) {
      const names = new Map<UserId, UnknownPerson[]>();
      if (ids.length === 0) return names;
      const { rows } = await sql<{ name: UnknownPerson; user_id: UserId }>`
        select 'sid:' || on_premises_sid as name, user_id from people
        where user_id = any(${[...ids]}::text[]) and on_premises_sid is not null
        union all
        select 'upn:' || upn, user_id from people where user_id = any(${[...ids]}::text[])
        union all
        select 'upn:' || name, user_id from person_names where user_id = any(${[...ids]}::text[])
        union all
        select 'hash:' || hash, user_id from person_hashes, unnest(array[cloud_hash, domain_hash]) as hash
        where user_id = any(${[...ids]}::text[]) and hash is not null`.execute(
        db,
      );
      for (const { name, user_id: id } of rows)
        names.set(id, [...(names.get(id) ?? []), name]);
      return names;
    },

    async saveHashes(hashesOf, limit, after) {
      const { rows } = await sql<{
        user_id: UserId;
        on_premises_sid: string | null;
        is_saved: boolean;
      }>`
        select page.user_id, page.on_premises_sid,
          kept.user_id is not null and kept.sid is not distinct from page.on_premises_sid as is_saved
        from (
          select user_id, on_premises_sid from people where user_id > ${after ?? ""} order by user_id limit ${limit}
        ) as page
        left join person_hashes as kept using (user_id)
        order by page.user_id`.execute(db);
      const fresh = rows
        .filter((row) => !row.is_saved)
        .map(({ user_id: id, on_premises_sid: sid }) => ({
          user_id: id,
          sid,
          ...hashesOf(id, sid),
        }));
      if (fresh.length > 0)
        // Whoever was forgotten meanwhile gets no row.
        await sql`
          insert into person_hashes (user_id, sid, cloud_hash, domain_hash)
          select page.user_id, page.sid, page.cloud, page.domain
          from jsonb_to_recordset(${toJson(fresh)}::jsonb)
            as page (user_id text, sid text, cloud text, domain text)
          join people using (user_id)
          order by page.user_id
          on conflict (user_id) do update set
            sid = excluded.sid, cloud_hash = excluded.cloud_hash, domain_hash = excluded.domain_hash`.execute(
          db,
        );
      return rows.length < limit ? null : (rows.at(-1)?.user_id ?? null);
    },

    findAll,

    async listAll(limit, after) {
      const rows = await db
        .selectFrom("people")
        .select("document")
        .where("user_id", ">", after ?? "")
        .orderBy("user_id")
        .limit(limit)
        .execute();
      return rows.map((row) => fromJson<User>(row.document));
    },

    save: (user, readAt) => saveAll([user], readAt),

    saveAll,

    async saveGone(id, askedAt) {
      // When they were read stays: by it a name counts as handed on, and rows are forgotten.
      await db
        .updateTable("people")
        .set({
          gone_at: askedAt,
          document: sql`document || '{"accountEnabled": false}'::jsonb`,
        })
        .where("user_id", "=", storable(id))
        .where("read_at", "<=", askedAt)
        .execute();
    },

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
    const names = [...rows].flatMap(([id, user]) => namesOf(id, user));
    const told = [...rows]
      .filter(([, { otherNames }]) => otherNames !== undefined)
      .map(([id]) => id);
    await sql`
      with page as materialized (
        select * from jsonb_to_recordset(${toJson([...rows.values()].map(columns))}::jsonb)
          as page (user_id text, upn text, sid text, tells_sid boolean, document jsonb)
      ),
      before as materialized (
        select people.user_id, people.upn from people join page using (user_id) where people.upn <> page.upn
      ),
      saved as (
        insert into people (user_id, upn, on_premises_sid, read_at, document)
        select user_id, upn, sid, ${readAt}, document
        from page
        order by user_id
        on conflict (user_id) do update set
          upn = excluded.upn,
          on_premises_sid = case
            when (select tells_sid from page where page.user_id = excluded.user_id) then excluded.on_premises_sid
            else people.on_premises_sid
          end,
          read_at = excluded.read_at,
          gone_at = null,
          document = excluded.document
        where people.read_at <= excluded.read_at
          and (people.gone_at is null or people.gone_at <= excluded.read_at)
        returning user_id as id
      ),
      ${writeKeys("search_people", "saved", keys)},
      names as materialized (
        select name, user_id, bool_and(former) as former from (
          select page.name, page.id as user_id, false as former
          from jsonb_to_recordset(${toJson(names)}::jsonb) as page (id text, name text)
          union all
          select upn, user_id, true from before
        ) as named
        join saved on saved.id = named.user_id
        group by name, user_id
      ),
      names_written as (
        insert into person_names (name, user_id, former)
        select names.name, names.user_id, names.former
        from names left join person_names as old using (name, user_id)
        where old.name is null or old.former <> names.former
        on conflict (name, user_id) do update set former = excluded.former
      ),
      names_former as (
        update person_names as old set former = true from saved
        where old.user_id = saved.id and saved.id = any(${told}::text[]) and not old.former and not exists (
          select from names where names.name = old.name and names.user_id = old.user_id
        )
      )
      select`.execute(db);
  }
}

function partOf(
  names: readonly UnknownPerson[],
  kind: "sid:" | "upn:" | "hash:",
): readonly string[] {
  return names
    .filter((name) => name.startsWith(kind))
    .map((name) => storable(name.slice(kind.length)));
}

function columns({ onPremisesSid, otherNames: _, ...document }: User) {
  return {
    user_id: document.id,
    upn: normalizeUpn(document.userPrincipalName),
    sid: onPremisesSid ?? null,
    tells_sid: onPremisesSid !== undefined,
    document,
  };
}

/** The names of a person that are not their UPN. */
function namesOf(id: string, { userPrincipalName, otherNames = [] }: User) {
  const upn = normalizeUpn(userPrincipalName);
  return [...new Set(otherNames.map(normalizeUpn))]
    .filter((name) => name !== upn)
    .map((name) => ({ id, name }));
}
