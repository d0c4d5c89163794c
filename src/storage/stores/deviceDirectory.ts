import { sql, type Kysely, type Selectable } from "kysely";
import type {
  DeviceDirectory,
  DirectoryDevice,
  ListedDevice,
} from "../../devices/directory.ts";
import { normalizeUpn } from "../../people/user.ts";
import { fromJson, storable, toJson } from "../json.ts";
import type { Database } from "../schema.ts";

export function createDeviceDirectory(db: Kysely<Database>): DeviceDirectory {
  return {
    async find(id) {
      const row = await db
        .selectFrom("devices")
        .select(["document", "seen_at"])
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? toDirectoryDevice(row) : null;
    },

    async findAll(ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .selectFrom("devices")
        .select(["document", "seen_at"])
        .where("id", "=", sql<string>`any(${[...ids]})`)
        .execute();
      return rows.map(toDirectoryDevice);
    },

    async saveAll(devices, seenAt) {
      if (devices.length === 0) return;
      // A page that shifted while it was read can name a device twice, and one statement may write a row once only. In
      // the order of the ids, so that two writers of the same rows wait for each other instead of dead-locking.
      const rows = new Map(
        devices.map((one) => [storable(one.device.id), one]),
      );
      await sql`
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
          document = excluded.document
        where devices.seen_at <= excluded.seen_at`.execute(db);
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

    async countUnseen(before) {
      const row = await db
        .selectFrom("devices")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("seen_at", "<", before)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async listCandidates({ stagingAccounts, seenSince }, limit, after) {
      const accounts = stagingAccounts.map((upn) =>
        storable(normalizeUpn(upn)),
      );
      const rows = await db
        .selectFrom("devices")
        .select(["document", "seen_at"])
        .where(sql<boolean>`logged_on`)
        .where("seen_at", ">=", seenSince)
        .where(
          sql<boolean>`(
            listed_upn is null
            or listed_upn = any(${accounts})
            or enrolled_by_upn = any(${accounts})
            or enrolment = 'device-enrolment-manager'
            or id in (select device_id from handoffs where waiting)
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

function toDirectoryDevice(
  row: Pick<Selectable<Database["devices"]>, "document" | "seen_at">,
): DirectoryDevice {
  return { ...fromJson<ListedDevice>(row.document), seenAt: row.seen_at };
}
