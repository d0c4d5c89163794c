import { sql, type Kysely } from "kysely";
import type { ListedDevice } from "../../../domain/devices/directory.ts";
import type { User } from "../../../domain/people/user.ts";
import { fromJson, toJson } from "../schema/json.ts";
import {
  deviceKeys,
  personKeys,
  type SearchKey,
} from "../search/searchKeys.ts";

const PAGE = 1000;

/**
 * What is searched stands in tables of its own, because a sweep writes every device hourly, and hardly one of them
 * under another name. A key is a text by which something is found, folded by `foldText`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, of] of [
    ["search_devices", "devices (id)"],
    ["search_people", "people (user_id)"],
  ] as const) {
    // Byte order: a prefix is then a range, whatever the server's locale.
    await sql`
      create table ${sql.table(table)} (
        id text collate "C" not null references ${sql.raw(of)} on delete cascade,
        slot smallint not null,
        sort text not null,
        key text collate "C" not null,
        body text collate "C",
        primary key (id, slot)
      )`.execute(db);
    await sql`create index ${sql.ref(`${table}_by_text`)} on ${sql.table(table)} (key, id) include (sort) where sort <> 'id'`.execute(
      db,
    );
    await sql`create index ${sql.ref(`${table}_by_id`)} on ${sql.table(table)} (key, id) include (sort) where sort = 'id'`.execute(
      db,
    );
  }

  // Of its rows in the other tables: one comparison instead of five tells that a device is found as before.
  await sql`alter table devices add column links_digest text not null default ''`.execute(
    db,
  );

  // Who is listed as the primary user of a device, and who logged on to it.
  await sql`
    create table device_users (
      device_id text collate "C" not null references devices (id) on delete cascade,
      user_id text not null,
      listed boolean not null,
      logged_on_at timestamptz,
      primary key (device_id, user_id)
    )`.execute(db);
  // Without the instant, so that a newer one changes no index.
  await sql`create index device_users_by_user on device_users (user_id)`.execute(
    db,
  );

  await sql`
    create table recent_look_ups (
      looked_up_by text not null,
      kind text not null,
      id text not null,
      at timestamptz not null,
      primary key (looked_up_by, kind, id)
    )`.execute(db);

  await fill(db, "devices", "id", "search_devices", (document) =>
    deviceKeys(document as ListedDevice),
  );
  await fill(db, "people", "user_id", "search_people", (document) =>
    personKeys(document as User),
  );
  await sql`
    insert into device_users (device_id, user_id, listed, logged_on_at)
    select device_id, user_id, bool_or(listed), max(logged_on_at)
    from (
      select id as device_id, document -> 'listedUser' ->> 'id' as user_id, true as listed, null::timestamptz as logged_on_at
      from devices
      union all
      select id, logon ->> 'userId', false, (logon -> 'at' ->> '$at')::timestamptz
      from devices, jsonb_array_elements(document -> 'lastLogons') as logon
    ) as users
    where user_id is not null
    group by device_id, user_id`.execute(db);
  for (const table of ["search_devices", "search_people", "device_users"])
    await sql`analyze ${sql.table(table)}`.execute(db);
}

/** Writes the keys of what is there. The next sweep mends those that a later version folds in another way. */
async function fill(
  db: Kysely<unknown>,
  from: string,
  idColumn: string,
  to: string,
  keysOf: (document: unknown) => readonly SearchKey[],
): Promise<void> {
  const id = sql.ref(idColumn);
  for (let after = ""; ;) {
    const { rows } = await sql<{ id: string; document: unknown }>`
      select ${id} as id, document from ${sql.table(from)}
      where ${id} collate "C" > ${after} order by ${id} collate "C" limit ${PAGE}`.execute(
      db,
    );
    const last = rows.at(-1);
    if (!last) return;
    const keys = rows.flatMap((row) =>
      keysOf(fromJson(row.document)).map((key) => ({ id: row.id, ...key })),
    );
    await sql`
      insert into ${sql.table(to)} (id, slot, sort, key, body)
      select id, slot, sort, key, body
      from jsonb_to_recordset(${toJson(keys)}::jsonb) as page (id text, slot smallint, sort text, key text, body text)`.execute(
      db,
    );
    after = last.id;
  }
}
