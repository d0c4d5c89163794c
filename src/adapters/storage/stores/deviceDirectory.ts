import { hash } from "node:crypto";
import { sql, type Kysely, type Selectable } from "kysely";
import type { DirectoryDevice } from "../../../domain/devices/directory.ts";
import {
  type DevicesOfPerson,
  type ListedDevice,
  type UsedDevice,
} from "../../../domain/devices/directory.ts";
import type { DeviceDirectory } from "../../../ports/stores/deviceDirectory.ts";
import type { DeviceId } from "../../../domain/devices/device.ts";
import { normalizeUpn, type UserId } from "../../../domain/people/user.ts";
import { fromJson, toJson } from "../schema/json.ts";
import { storable } from "../../../domain/plainText.ts";
import type { Database } from "../schema/schema.ts";
import { createSearch } from "../search/createSearch.ts";
import { deviceKeys, toKey, type SearchKey } from "../search/searchKeys.ts";
import { writeKeys } from "../search/writeKeys.ts";

export function createDeviceDirectory(db: Kysely<Database>): DeviceDirectory {
  async function findAll(
    ids: readonly string[],
  ): Promise<readonly DirectoryDevice[]> {
    if (ids.length === 0) return [];
    const rows = await db
      .selectFrom("devices")
      .select(["document", "seen_at", "owner_changed_at"])
      .where("id", "=", sql<string>`any(${[...ids]})`)
      .execute();
    return rows.map(toDirectoryDevice);
  }

  const keys = createSearch(
    db,
    "search_devices",
    findAll,
    ({ device }) => device.id,
  );

  return {
    async find(id) {
      const row = await db
        .selectFrom("devices")
        .select(["document", "seen_at", "owner_changed_at"])
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? toDirectoryDevice(row) : null;
    },

    findAll,

    async listAll(limit, after) {
      const rows = await db
        .selectFrom("devices")
        .select(["document", "seen_at", "owner_changed_at"])
        .where("id", ">", after ?? "")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(toDirectoryDevice);
    },

    async listByEntraIds(entraDeviceIds) {
      const ids = [...new Set(entraDeviceIds)].map(storable);
      const { rows } = await sql<DeviceRow>`
        select document, seen_at, owner_changed_at from devices
        where lower(document #>> '{device,entraDeviceId}') = any(${ids}::text[])
          and id in (select id from search_devices where sort = 'id' and key = any(${ids.map(toKey)}::text[]))`.execute(
        db,
      );
      return rows.map(toDirectoryDevice);
    },

    async hasEntraDevice(entraDeviceId) {
      const { rows } = await sql`
        select from search_devices join devices using (id)
        where key = ${toKey(entraDeviceId)} and sort = 'id'
          and lower(document #>> '{device,entraDeviceId}') = ${entraDeviceId}
        limit 1`.execute(db);
      return rows.length > 0;
    },

    async saveAll(devices, seenAt) {
      if (devices.length === 0) return;
      // A page that shifted while it was read can name a device twice, and one statement may write a row once only. In
      // the order of the ids, so that two writers of the same rows wait for each other instead of dead-locking.
      const rows = new Map(
        devices.map((one) => [storable(one.device.id), one]),
      );
      const links = new Map(
        [...rows].map(([id, one]) => [id, linksOf(id, one)]),
      );
      const save = async (unit: Kysely<Database>): Promise<void> => {
        const stale = await saveRows(unit, rows, seenAt, links);
        if (stale.length > 0)
          await writeLinks(
            unit,
            stale.flatMap((id) => links.get(id) ?? []),
          );
      };
      // Both statements, so that nobody writes the same rows in between.
      await (db.isTransaction ? save(db) : db.transaction().execute(save));
    },

    async setPrimaryUser(id, user, at) {
      const userId = user && storable(user.id);
      const upn = user && storable(normalizeUpn(user.userPrincipalName));
      const isOther = sql`listed and (${userId}::text is null or user_id <> ${userId}::text)`;
      // Without its digest, so that the next page writes whom it names in place of this one.
      await sql`
        with changed as (
          update devices set
            listed_upn = ${upn}::text,
            owner_changed_at = case
              when document #>> '{listedUser,id}' is distinct from ${userId}::text then ${at}
              else owner_changed_at
            end,
            document = jsonb_set(document, '{listedUser}', ${toJson(user)}::jsonb) || case
              when document #>> '{listedUser,id}' <> ${userId ?? ""}::text then '{"hadOtherUser": true}'::jsonb
              else '{}'::jsonb
            end,
            links_digest = ''
          where id = ${storable(id)} and seen_at <= ${at}
          returning id
        ),
        gone as (
          delete from device_users using changed
          where device_id = changed.id and ${isOther} and logged_on_at is null
        ),
        others as (
          update device_users set listed = false from changed
          where device_id = changed.id and ${isOther} and logged_on_at is not null
        )
        insert into device_users (device_id, user_id, listed, logged_on_at)
        select id, ${userId}::text, true, null::timestamptz from changed where ${userId}::text is not null
        on conflict (device_id, user_id) do update set listed = true`.execute(
        db,
      );
    },

    async forgetUnseen(before) {
      const deleted = await db
        .deleteFrom("devices")
        .where("seen_at", "<", before)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },

    async count() {
      const row = await db
        .selectFrom("devices")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async search(text, limit, offset) {
      const matches = await keys.search(text, limit, offset);
      return matches.map(({ found, match }) => ({ device: found, match }));
    },

    findNamed: keys.listNamed,

    listNear: keys.listNear,

    async listOfUser(userId, limit, offset) {
      const { rows } = await sql<DeviceOfPersonRow>`
        with found as (
          select devices.id, devices.seen_at, search_devices.key
          from device_users
          join devices on devices.id = device_users.device_id
          left join search_devices on search_devices.id = devices.id and search_devices.slot = 0
          where user_id = ${storable(userId)} and listed
        ),
        page as (select * from found order by key, id limit ${limit} offset ${offset})
        select ${ofAll}, document, page.seen_at
        from (select) as once left join page on true left join devices using (id)
        order by page.key, page.id`.execute(db);
      return toDevicesOfPerson(rows, toDirectoryDevice);
    },

    async listUsedBy(person, { loggedOnSince, reportedSince }, limit, offset) {
      const id = storable(person.id);
      const names = [id, storable(normalizeUpn(person.userPrincipalName))];
      const { rows } = await sql<UsedDeviceRow>`
        with counted as (
          select device_id, max(observed_at) as observed_at from evidence
          where ${COUNTED} ?| ${names}::text[] and observed_at >= ${reportedSince}
          group by device_id
        ),
        reported as (
          select device_id collate "C" as device_id, device_id as report_of, observed_at from counted
        ),
        found as (
          select devices.id, seen_at, report_of, counted_at, coalesce(logged_on_at, counted_at) as used_at
          from (
            select device_id, logged_on_at from device_users
            where user_id = ${id} and not listed and logged_on_at >= ${loggedOnSince}
          ) as logon
          full join reported using (device_id)
          join devices on devices.id = device_id
          cross join lateral (
            select case when
              observed_at >= coalesce((document #>> '{device,enrolledAt,$at}')::timestamptz, observed_at)
            then observed_at end as counted_at
          ) as since_enrolment
          where logged_on_at is not null or (counted_at is not null and not exists (
            select from device_users where device_id = devices.id and user_id = ${id} and listed
          ))
        ),
        page as (select * from found order by used_at desc, id limit ${limit} offset ${offset})
        select ${ofAll}, document, page.seen_at, counted_at as reported_at, (
          select sum((pair ->> 1)::int)::int
          from evidence, jsonb_array_elements(logons) as pair
          where device_id = report_of and observed_at = counted_at and pair ->> 0 = any(${names}::text[])
        ) as reported_logons
        from (select) as once left join page on true left join devices using (id)
        order by page.used_at desc, page.id`.execute(db);
      return toDevicesOfPerson(rows, toUsedDevice);
    },

    async countUnseen(before) {
      const row = await db
        .selectFrom("devices")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("seen_at", "<", before)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async listOwned(userIds, limit) {
      const owned = new Map<UserId, DeviceId[]>();
      if (userIds.length === 0) return owned;
      const rows = await db
        .selectFrom("device_users")
        .select(["user_id", "device_id"])
        .where("user_id", "=", sql<string>`any(${userIds.map(storable)})`)
        .where("listed", "=", true)
        .limit(limit)
        .execute();
      for (const row of rows) {
        const id = row.user_id as UserId;
        owned.set(id, [...(owned.get(id) ?? []), row.device_id as DeviceId]);
      }
      return owned;
    },

    async listKnown({ stagingAccounts }, limit, after) {
      const from = after ?? "";
      const { rows } = await sql<{ id: string }>`
        (select id from devices
          where logged_on and ${isOddlyOwned(stagingAccounts)} and id > ${from}
          order by id limit ${limit})
        union
        (select device_id from device_days where device_id > ${from} order by device_id limit ${limit})
        union
        (select distinct device_id collate "C" as id from evidence where device_id collate "C" > ${from} order by id limit ${limit})
        order by 1 limit ${limit}`.execute(db);
      return rows.map(({ id }) => id as DeviceId);
    },

    async listCandidates(
      { stagingAccounts, seenSince, toldSince },
      limit,
      after,
    ) {
      const rows = await db
        .selectFrom("devices")
        .select(["document", "seen_at", "owner_changed_at"])
        .where(sql<boolean>`logged_on`)
        .where("seen_at", ">=", seenSince)
        .where(
          sql<boolean>`(
            ${isOddlyOwned(stagingAccounts)}
            or (${toldSince ?? null}::timestamptz is not null and exists (
              select from device_days
              where device_days.device_id = devices.id and told_at >= ${toldSince ?? null}::timestamptz
            ))
          )`,
        )
        .where("id", ">", after ?? "")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(toDirectoryDevice);
    },
  };
}

/** Devices without a primary user, of staging accounts and of enrolment managers, and those that wait for somebody. */
function isOddlyOwned(stagingAccounts: readonly string[]) {
  const accounts = stagingAccounts.map((upn) => storable(normalizeUpn(upn)));
  return sql<boolean>`(
    listed_upn is null
    or listed_upn = any(${accounts})
    or enrolled_by_upn = any(${accounts})
    or enrolment = 'device-enrolment-manager'
    or id in (select device_id from handoffs where waiting)
  )`;
}

/** The people of a tally with a logon, as the index has them. */
const COUNTED = sql`jsonb_path_query_array(logons, 'strict $[*] ? (@[1] > 0)[0]')`;

/** Of everything found, however little is taken of it. */
const ofAll = sql`(select count(*)::int from found) as total, (select min(seen_at) from found) as oldest_seen_at`;

/** Without a device where none is at this place of the list. */
interface DeviceOfPersonRow {
  readonly total: number;
  readonly oldest_seen_at: Date | null;
  readonly document: Selectable<Database["devices"]>["document"] | null;
  readonly seen_at: Date | null;
}

interface UsedDeviceRow extends DeviceOfPersonRow {
  readonly reported_at: Date | null;
  readonly reported_logons: number | null;
}

function toDevicesOfPerson<
  Row extends DeviceOfPersonRow,
  Kind extends DirectoryDevice,
>(
  rows: readonly Row[],
  toDevice: (row: Row & DeviceRow) => Kind,
): DevicesOfPerson<Kind> {
  const isDevice = (row: Row): row is Row & DeviceRow => row.document !== null;
  return {
    devices: rows.filter(isDevice).map(toDevice),
    total: rows[0]?.total ?? 0,
    oldestSeenAt: rows[0]?.oldest_seen_at ?? null,
  };
}

function toUsedDevice({
  reported_at: at,
  reported_logons: logons,
  ...row
}: UsedDeviceRow & DeviceRow): UsedDevice {
  return {
    ...toDirectoryDevice(row),
    reported: at && logons !== null ? { logons, at } : null,
  };
}

/** By what a device is found. */
interface Links {
  readonly id: string;
  readonly keys: readonly SearchKey[];
  readonly users: readonly DeviceUser[];
  /** Of the others. Another version of them gives another digest, so the next sweep mends what it wrote otherwise. */
  readonly digest: string;
}

interface DeviceUser {
  readonly user_id: string;
  readonly listed: boolean;
  readonly logged_on_at: string | null;
}

function linksOf(id: string, listed: ListedDevice): Links {
  const keys = deviceKeys(listed);
  const users = usersOf(listed);
  const digest = hash("sha1", JSON.stringify([keys, users]), "base64url");
  return { id, keys, users, digest };
}

/** @returns which of those that were written have other links than these by now. */
async function saveRows(
  db: Kysely<Database>,
  rows: ReadonlyMap<string, ListedDevice>,
  seenAt: Date,
  links: ReadonlyMap<string, Links>,
): Promise<readonly string[]> {
  const { rows: saved } = await sql<{ id: string; links_digest: string }>`
    insert into devices (id, listed_upn, enrolled_by_upn, enrolment, logged_on, seen_at, document)
    select id, listed_upn, enrolled_by_upn, enrolment, logged_on, ${seenAt}, document
    from jsonb_to_recordset(${toJson([...rows.values()].map(columns))}::jsonb) as page (
      id text, listed_upn text, enrolled_by_upn text, enrolment text, logged_on boolean, document jsonb
    )
    order by id
    on conflict (id) do update set
      listed_upn = excluded.listed_upn,
      enrolled_by_upn = excluded.enrolled_by_upn,
      enrolment = excluded.enrolment,
      logged_on = excluded.logged_on,
      seen_at = excluded.seen_at,
      owner_changed_at = case
        when devices.document #>> '{device,enrolledAt}' is distinct from excluded.document #>> '{device,enrolledAt}'
          then null
        when devices.document #>> '{listedUser,id}' is distinct from excluded.document #>> '{listedUser,id}'
          then excluded.seen_at
        else devices.owner_changed_at
      end,
      document = excluded.document
    where devices.seen_at <= excluded.seen_at
    returning id, links_digest`.execute(db);
  return saved
    .filter((row) => links.get(row.id)?.digest !== row.links_digest)
    .map(({ id }) => id);
}

async function writeLinks(
  db: Kysely<Database>,
  links: readonly Links[],
): Promise<void> {
  const digests = links.map(({ id, digest }) => ({ id, digest }));
  const keys = links.flatMap(({ id, keys }) =>
    keys.map((key) => ({ id, ...key })),
  );
  const users = links.flatMap(({ id, users }) =>
    users.map((user) => ({ id, ...user })),
  );
  await sql`
    with saved as (
      update devices set links_digest = page.digest
      from jsonb_to_recordset(${JSON.stringify(digests)}::jsonb) as page (id text, digest text)
      where devices.id = page.id
      returning devices.id
    ),
    ${writeKeys("search_devices", "saved", keys)},
    users as materialized (
      select page.* from jsonb_to_recordset(${JSON.stringify(users)}::jsonb)
        as page (id text, user_id text, listed boolean, logged_on_at timestamptz)
    ),
    users_gone as (
      delete from device_users as old using saved
      where old.device_id = saved.id and not exists (
        select from users where users.id = old.device_id and users.user_id = old.user_id
      )
    )
    insert into device_users (device_id, user_id, listed, logged_on_at)
    select users.id, users.user_id, users.listed, users.logged_on_at
    from users left join device_users as old on old.device_id = users.id and old.user_id = users.user_id
    where old.device_id is null or old.listed <> users.listed or old.logged_on_at is distinct from users.logged_on_at
    on conflict (device_id, user_id) do update set listed = excluded.listed, logged_on_at = excluded.logged_on_at`.execute(
    db,
  );
}

function columns(listed: ListedDevice) {
  const { device, enrolment, enrolledByUpn, listedUser, lastLogons } = listed;
  return {
    id: device.id,
    listed_upn: listedUser && normalizeUpn(listedUser.userPrincipalName),
    enrolled_by_upn:
      enrolledByUpn === null ? null : normalizeUpn(enrolledByUpn),
    enrolment,
    logged_on: lastLogons.length > 0,
    document: listed,
  };
}

/** The people a device tells of: its listed user, and each whose last logon it lists. */
function usersOf({
  listedUser,
  lastLogons,
}: ListedDevice): readonly DeviceUser[] {
  const lastAt = new Map<string, number | null>();
  if (listedUser) lastAt.set(storable(listedUser.id), null);
  for (const { userId, at } of lastLogons) {
    const user = storable(userId);
    lastAt.set(user, Math.max(at.getTime(), lastAt.get(user) ?? -Infinity));
  }
  return [...lastAt].map(([userId, at]) => ({
    user_id: userId,
    listed: listedUser !== null && storable(listedUser.id) === userId,
    logged_on_at: at === null ? null : new Date(at).toISOString(),
  }));
}

type DeviceRow = Pick<
  Selectable<Database["devices"]>,
  "document" | "seen_at"
> & { readonly owner_changed_at?: Date | null };

function toDirectoryDevice(row: DeviceRow): DirectoryDevice {
  return {
    ...fromJson<ListedDevice>(row.document),
    seenAt: row.seen_at,
    ...(row.owner_changed_at && { ownerChangedAt: row.owner_changed_at }),
  };
}
