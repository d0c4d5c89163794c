import { hash } from "node:crypto";
import { sql, type Kysely, type RawBuilder, type Selectable } from "kysely";
import type { DeviceId } from "../../../domain/devices/device.ts";
import {
  addDays,
  DAYS_KEPT,
  dayOf,
  joinDays,
  packDays,
  since,
  startAnew,
  unpackDays,
  type DayNumber,
  type Days,
  type DeviceDays,
  type PersonKey,
  type PlaceOfUse,
} from "../../../domain/evidence/activeDays.ts";
import { countLastLogons } from "../../../domain/evidence/lastLogonDays.ts";
import type { WindowMemory } from "../../../domain/evidence/windowDays.ts";
import type { SignInDays } from "../../../domain/evidence/agreement.ts";
import type { UserId } from "../../../domain/people/user.ts";
import type { DaysStore, KeptDays } from "../../../ports/stores/daysStore.ts";
import { storable } from "../../../domain/plainText.ts";
import { toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

/** Of each person: twelve weeks, and the days that a device's calendar may be ahead. */
const BYTES = Math.ceil((DAYS_KEPT + 4) / 8);

const MOST_PEOPLE = 1000;

/** Rows are rewritten at once at most; so many are a moment's work. */
const REWRITTEN_AT_ONCE = 500;

/** What is past its time is dropped when a device tells something new, or else so many days later. */
const LATEST_REWRITE_DAYS = 7;

export function createDaysStore(db: Kysely<Database>): DaysStore {
  /** In one transaction, in the order of the ids, so that two writers of the same rows wait for each other. */
  const together = <T>(work: (unit: Kysely<Database>) => Promise<T>) =>
    db.isTransaction ? work(db) : db.transaction().execute(work);

  const change: DaysStore["change"] = async (deviceIds, make, today) => {
    const ids = [...new Set(deviceIds)].sort();
    if (ids.length === 0) return;
    // Mostly nothing is new, and a lock is a write of its own.
    const seen = await read(db, ids);
    const changed = ids.filter((id) => {
      const before = seen.get(id) ?? null;
      const after = make(before, id);
      return after !== null && after !== before;
    });
    if (changed.length === 0) return;
    await together(async (unit) => {
      let left = changed;
      while (left.length > 0) {
        const kept = await lock(unit, left);
        const fresh: NewRow[] = [];
        for (const id of left) {
          const before = kept.get(id) ?? null;
          const after = make(before, id);
          if (after !== null && after !== before)
            fresh.push(toRow(id, after, today));
        }
        await write(
          unit,
          fresh.filter(({ device_id: id }) => kept.has(id)),
        );
        // A row that somebody else made meanwhile is read as they left it.
        left = await insert(
          unit,
          fresh.filter(({ device_id: id }) => !kept.has(id)),
        );
      }
    });
  };

  return {
    async find(deviceId) {
      const row = await db
        .selectFrom("device_days")
        .selectAll()
        .where("device_id", "=", storable(deviceId))
        .executeTakeFirst();
      return row ? toKept(row) : null;
    },

    findAll: (ids) => read(db, ids),

    change,

    async listPlaces(people, limit) {
      if (people.length === 0) return new Map();
      const keys = people.map(storable);
      const { rows } = await sql<Row & { readonly enrolled_at: Date | null }>`
        select device_days.*, (devices.document #>> '{device,enrolledAt,$at}')::timestamptz as enrolled_at
        from device_days left join devices on devices.id = device_days.device_id
        where people && ${keys}::text[]
        order by last_day desc, device_id limit ${limit}`.execute(db);
      const found = new Map<DeviceId, Map<PersonKey, Days>>();
      const add = (id: string, person: PersonKey, days: Days) => {
        const here = found.get(id as DeviceId) ?? new Map<PersonKey, Days>();
        found.set(id as DeviceId, here);
        here.set(person, joinDays(here.get(person) ?? [], days));
      };
      const wanted = new Set<PersonKey>(people);
      for (const row of rows) {
        const { days } = toKept(row);
        const here = row.enrolled_at
          ? startAnew(days, dayOf(row.enrolled_at))
          : days;
        const counted = countLastLogons({
          ...here,
          unattributed: days.unattributed,
        });
        for (const [person, list] of counted)
          if (wanted.has(person)) add(row.device_id, person, list);
      }
      for (const row of await listSignedIn(db, keys, limit)) {
        const days = countedDays(row);
        if (days.length > 0) add(row.device_id, row.person as UserId, days);
      }
      const places = new Map<PersonKey, PlaceOfUse[]>();
      for (const [deviceId, here] of [...found].slice(0, limit))
        for (const [person, days] of here)
          places.set(person, [
            ...(places.get(person) ?? []),
            { deviceId, days },
          ]);
      return places;
    },

    async findSignIns(deviceId) {
      return (await readSignIns(db, [deviceId])).get(deviceId) ?? null;
    },

    findAllSignIns: (ids) => readSignIns(db, ids),

    async addSignIns(seen, toldAt, today) {
      const oldest = addDays(today, 1 - DAYS_KEPT);
      const page = seen
        .map((one) => ({ ...one, days: since(oldest, one.days) }))
        .filter(({ days }) => days.length > 0)
        .map(({ deviceId, person, days }) => ({
          device_id: deviceId,
          person,
          days,
        }));
      if (page.length === 0) return [];
      // In the order of the key, so that two writers of the same rows wait for each other.
      const { rows } = await sql<{ device_id: DeviceId; person: UserId }>`
        insert into sign_in_days as kept (device_id, person, days, first_day, last_day, told_at)
        select device_id, person, days, days[1], days[cardinality(days)], ${toldAt}
        from jsonb_to_recordset(${toJson(page)}::jsonb) as page (device_id text, person text, days int[])
        order by device_id collate "C", person collate "C"
        on conflict (device_id, person) do update set
          days = ${keptSince(oldest, sql`kept.days || excluded.days`)},
          first_day = greatest(least(kept.first_day, excluded.first_day), ${oldest}),
          last_day = greatest(kept.last_day, excluded.last_day),
          told_at = excluded.told_at
        where not kept.days @> excluded.days
        returning device_id, person`.execute(db);
      return rows.map(({ device_id: deviceId, person }) => ({
        deviceId,
        person,
      }));
    },

    async forgetSignIns() {
      await db.deleteFrom("sign_in_days").execute();
    },

    async deleteForDevice(deviceId) {
      for (const table of TABLES)
        await db
          .deleteFrom(table)
          .where("device_id", "=", storable(deviceId))
          .execute();
    },

    async deleteUnlisted(toldBefore) {
      const deleted = await db
        .deleteFrom("device_days")
        .where("told_at", "<", toldBefore)
        .where(
          sql<boolean>`not exists (select from devices where devices.id = device_days.device_id)`,
        )
        .executeTakeFirst();
      await db
        .deleteFrom("sign_in_days")
        .where("told_at", "<", toldBefore)
        .where(
          sql<boolean>`not exists (select from devices where devices.id = sign_in_days.device_id)`,
        )
        .execute();
      return Number(deleted.numDeletedRows);
    },

    async forgetPerson(names) {
      const gone = new Set<PersonKey>(names);
      const keys = names.map(storable);
      const signedIn = await sql`
        delete from sign_in_days where person = any(${keys}::text[])`.execute(
        db,
      );
      for (let forgotten = Number(signedIn.numAffectedRows ?? 0); ;) {
        const { rows } = await sql<{ device_id: DeviceId }>`
          select device_id from device_days where people && ${keys}::text[]
          order by device_id limit ${REWRITTEN_AT_ONCE}`.execute(db);
        if (rows.length === 0) return forgotten;
        await rewrite(
          rows.map(({ device_id: id }) => id),
          ({ days, ...kept }) => ({
            ...kept,
            days: {
              ...days,
              people: new Map(
                [...days.people].filter(([person]) => !gone.has(person)),
              ),
            },
            // It names people by the names a report gave them.
            window: kept.window && {
              ...kept.window,
              people: new Map(
                [...kept.window.people].filter(
                  ([upn]) => !gone.has(`upn:${upn}`),
                ),
              ),
            },
          }),
        );
        forgotten += rows.length;
      }
    },

    async purge(today) {
      const oldest = addDays(today, 1 - DAYS_KEPT);
      const deleted = await db
        .deleteFrom("device_days")
        .where("last_day", "<", oldest)
        .executeTakeFirst();
      const signedOut = await db
        .deleteFrom("sign_in_days")
        .where("last_day", "<", oldest)
        .executeTakeFirst();
      await sql`
        update sign_in_days set days = ${keptSince(oldest, sql`days`)}, first_day = ${oldest}
        where first_day <= ${oldest - LATEST_REWRITE_DAYS}`.execute(db);
      for (
        let forgotten =
          Number(deleted.numDeletedRows) + Number(signedOut.numDeletedRows);
        ;
      ) {
        const rows = await db
          .selectFrom("device_days")
          .select("device_id")
          .where("first_day", "<=", oldest - LATEST_REWRITE_DAYS)
          .limit(REWRITTEN_AT_ONCE)
          .execute();
        if (rows.length === 0) return forgotten;
        await rewrite(
          rows.map(({ device_id: id }) => id as DeviceId),
          (kept) => ({ ...kept }),
          today,
        );
        forgotten += rows.length;
      }
    },
  };

  async function rewrite(
    ids: readonly DeviceId[],
    make: (kept: KeptDays) => KeptDays,
    today: DayNumber | null = null,
  ): Promise<void> {
    await together(async (unit) => {
      const rows = [...(await lock(unit, ids))].map(([id, kept]) =>
        toRow(id, make(kept), today ?? newestOf(kept.days)),
      );
      await write(unit, rows);
    });
  }
}

const TABLES = ["device_days", "sign_in_days"] as const;

type Row = Selectable<Database["device_days"]>;
type NewRow = ReturnType<typeof toRow>;

async function read(
  db: Kysely<Database>,
  ids: readonly DeviceId[],
): Promise<Map<DeviceId, KeptDays>> {
  return byDevice(await rowsOf(db, ids).execute());
}

type SignInRow = Selectable<Database["sign_in_days"]>;

/** Days from one on, each once, ascending. */
function keptSince(oldest: DayNumber, days: RawBuilder<unknown>) {
  return sql`array(select distinct day from unnest(${days}) as day where day >= ${oldest} order by day)`;
}

async function readSignIns(
  db: Kysely<Database>,
  ids: readonly DeviceId[],
): Promise<Map<DeviceId, SignInDays>> {
  const keys = ids.map(storable);
  const rows = await db
    .selectFrom("sign_in_days")
    .selectAll()
    .where("device_id", "=", sql<string>`any(${keys})`)
    .orderBy("device_id")
    .orderBy("person")
    .execute();
  const found = new Map<DeviceId, SignInDays>();
  for (const row of rows) {
    const id = row.device_id as DeviceId;
    const before = found.get(id);
    found.set(id, {
      people: new Map<UserId, Days>([
        ...(before?.people ?? []),
        [row.person as UserId, row.days as DayNumber[]],
      ]),
      toldAt:
        before && before.toldAt > row.told_at ? before.toldAt : row.told_at,
    });
  }
  return found;
}

interface SignedInRow extends SignInRow {
  readonly enrolled_at: Date | null;
  readonly log_from: DayNumber | null;
  readonly log_to: DayNumber | null;
}

async function listSignedIn(
  db: Kysely<Database>,
  people: readonly string[],
  limit: number,
): Promise<readonly SignedInRow[]> {
  const { rows } = await sql<SignedInRow>`
    select sign_in_days.*, log_from, log_to,
      (devices.document #>> '{device,enrolledAt,$at}')::timestamptz as enrolled_at
    from sign_in_days
      left join devices on devices.id = sign_in_days.device_id
      left join device_days on device_days.device_id = sign_in_days.device_id
    where person = any(${people}::text[])
    order by sign_in_days.last_day desc, sign_in_days.device_id limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** Those of the present enrolment, without those of which the device's own log told everybody. */
function countedDays(row: SignedInRow): Days {
  const { log_from: from, log_to: to, enrolled_at: enrolledAt } = row;
  const days = row.days as DayNumber[];
  return days.filter(
    (day) =>
      (!enrolledAt || day > dayOf(enrolledAt)) &&
      !(from !== null && to !== null && day >= from && day <= to),
  );
}

/** Rows there are, kept from others until the transaction ends. */
async function lock(
  db: Kysely<Database>,
  ids: readonly DeviceId[],
): Promise<Map<DeviceId, KeptDays>> {
  return byDevice(
    await rowsOf(db, ids).orderBy("device_id").forUpdate().execute(),
  );
}

function rowsOf(db: Kysely<Database>, ids: readonly DeviceId[]) {
  const keys = ids.map(storable);
  return db
    .selectFrom("device_days")
    .selectAll()
    .where("device_id", "=", sql<string>`any(${keys})`);
}

function byDevice(rows: readonly Row[]): Map<DeviceId, KeptDays> {
  return new Map(rows.map((row) => [row.device_id as DeviceId, toKept(row)]));
}

/** @returns those that are there by now, and were not written. */
async function insert(
  db: Kysely<Database>,
  rows: readonly NewRow[],
): Promise<DeviceId[]> {
  if (rows.length === 0) return [];
  const { rows: inserted } = await sql<{ device_id: string }>`
    insert into device_days (${COLUMNS})
    ${pageOf(rows)}
    on conflict (device_id) do nothing
    returning device_id`.execute(db);
  const done = new Set(inserted.map(({ device_id: id }) => id));
  return rows
    .map(({ device_id: id }) => id)
    .filter((id) => !done.has(storable(id)));
}

/** Over rows that are locked. */
async function write(
  db: Kysely<Database>,
  rows: readonly NewRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update device_days as kept set
      first_day = page.first_day,
      last_day = page.last_day,
      people = page.people,
      days = page.days,
      log_from = page.log_from,
      log_to = page.log_to,
      unattributed = page.unattributed,
      told_at = page.told_at,
      window_memory = page.window_memory,
      output_at = page.output_at,
      listed = page.listed
    from (${pageOf(rows)}) as page
    where kept.device_id = page.device_id`.execute(db);
}

const COLUMNS = sql.raw(
  "device_id, first_day, last_day, people, days, log_from, log_to, unattributed, told_at, window_memory, output_at, listed",
);

function pageOf(rows: readonly NewRow[]) {
  return sql`
    select device_id, first_day, last_day, people, decode(days, 'hex') as days, log_from, log_to, unattributed, told_at,
      window_memory, output_at, decode(listed, 'hex') as listed
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as page (
      device_id text, first_day int, last_day int, people text[], days text, log_from int, log_to int,
      unattributed int, told_at timestamptz, window_memory jsonb, output_at timestamptz,
      listed text
    )
    order by device_id`;
}

function toRow(
  deviceId: DeviceId,
  { days, toldAt, window, outputAt }: KeptDays,
  today: DayNumber,
) {
  const first = addDays(today, 1 - DAYS_KEPT);
  const people = [...days.people]
    .map(([person, list]) => [person, since(first, list)] as const)
    .filter(([, list]) => list.length > 0)
    .sort(([, a], [, b]) => (b.at(-1) ?? 0) - (a.at(-1) ?? 0))
    .slice(0, MOST_PEOPLE);
  return {
    device_id: deviceId,
    first_day: first,
    // Somebody may be unknown while it is known how far the log reached: that is kept as long.
    last_day: Math.max(
      newestOf({ ...days, people: new Map(people) }),
      window ? dayOf(new Date(window.reportedAtMs)) : 0,
    ),
    people: people.map(([person]) => person),
    days: people
      .map(([, list]) =>
        Buffer.from(packDays(list, first, BYTES * 8)).toString("hex"),
      )
      .join(""),
    log_from: days.log?.from ?? null,
    log_to: days.log?.to ?? null,
    unattributed: days.unattributed,
    told_at: toldAt.toISOString(),
    window_memory: window && {
      at: window.reportedAtMs,
      // Pairs, not an object: a UPN such as `__proto__@x` is only a name.
      people: [...window.people],
    },
    output_at: outputAt?.toISOString() ?? null,
    listed: packListed(days, people, first).toString("hex"),
  };
}

/** Of each person whose days are marked: who it is, and as many bytes as of the others. */
const MARK_BYTES = 4 + BYTES;

/**
 * Marks days that only last logons tell of. An older version that runs beside this one writes the other columns anew,
 * in another order of people and from another day on, and leaves this one as it is: so it says itself whom and which
 * days it is about.
 */
function packListed(
  { listed }: DeviceDays,
  people: readonly (readonly [PersonKey, Days])[],
  first: DayNumber,
): Buffer {
  const marks: Buffer[] = [];
  for (const [person, list] of people) {
    const marked = (listed.get(person) ?? []).filter((day) =>
      list.includes(day),
    );
    if (marked.length > 0)
      marks.push(
        markOf(person),
        Buffer.from(packDays(marked, first, BYTES * 8)),
      );
  }
  if (marks.length === 0) return Buffer.alloc(0);
  const from = Buffer.alloc(4);
  from.writeInt32BE(first);
  return Buffer.concat([from, ...marks]);
}

/**
 * Of a row that only older versions wrote nothing is marked: where the device never reported, all days are of last
 * logons.
 */
function unpackListed(
  { listed: stored, log_from: logFrom, window_memory: window }: Row,
  people: ReadonlyMap<PersonKey, Days>,
): ReadonlyMap<PersonKey, Days> {
  if (stored === null)
    return logFrom === null && window === null ? people : new Map();
  // The embedded database gives plain bytes.
  const listed = Buffer.from(stored);
  const marked = new Map<PersonKey, Days>();
  if (listed.length === 0) return marked;
  const from = listed.readInt32BE() as DayNumber;
  const byMark = new Map<number, Days>();
  for (let at = 4; at < listed.length; at += MARK_BYTES)
    byMark.set(
      listed.readUInt32BE(at),
      unpackDays(listed.subarray(at + 4, at + MARK_BYTES), from),
    );
  for (const [person, list] of people) {
    const marks = byMark.get(markOf(person).readUInt32BE());
    const days = marks?.filter((day) => list.includes(day)) ?? [];
    if (days.length > 0) marked.set(person, days);
  }
  return marked;
}

function markOf(person: PersonKey): Buffer {
  return hash("sha256", person, "buffer").subarray(0, 4);
}

function newestOf({ people, log }: DeviceDays): DayNumber {
  let newest = log?.to ?? 0;
  for (const list of people.values())
    newest = Math.max(newest, list.at(-1) ?? 0);
  return newest as DayNumber;
}

function toKept(row: Row): KeptDays {
  const first = row.first_day as DayNumber;
  const people = new Map<PersonKey, Days>(
    row.people.map((person, i) => [
      person as PersonKey,
      unpackDays(row.days.subarray(i * BYTES, (i + 1) * BYTES), first),
    ]),
  );
  return {
    days: {
      people,
      listed: unpackListed(row, people),
      log:
        row.log_from === null || row.log_to === null
          ? null
          : {
              from: row.log_from as DayNumber,
              to: row.log_to as DayNumber,
            },
      unattributed: row.unattributed,
    },
    toldAt: row.told_at,
    window: row.window_memory && toWindow(row.window_memory),
    outputAt: row.output_at,
  };
}

function toWindow(stored: object): WindowMemory {
  const { at, people } = stored as {
    readonly at: number;
    readonly people: readonly (readonly [string, Counted])[];
  };
  return { reportedAtMs: at, people: new Map(people) };
}

type Counted =
  WindowMemory["people"] extends ReadonlyMap<string, infer C> ? C : never;
