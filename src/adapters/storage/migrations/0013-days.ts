import { sql, type Kysely } from "kysely";

/**
 * Who used a device on which days, and the other names of people by which reports tell of them.
 *
 * A device is one row: three people take some 300 bytes with all indexes, a row for each of them would take the double.
 * Each is written daily, so that old versions are to be reused soon. `days` holds 11 bytes, a bit a day from
 * `first_day` on, for each of `people`, in their order.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table device_days (
      device_id text collate "C" primary key,
      first_day integer not null,
      last_day integer not null,
      people text[] not null,
      days bytea not null,
      log_from integer,
      log_to integer,
      unattributed integer not null,
      told_at timestamptz not null,
      window_memory jsonb
    ) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05)`.execute(
    db,
  );
  // Written at once: a list of what is still to be indexed would have to be read by every evaluation. A day more of
  // the same people changes no index.
  await sql`
    create index device_days_by_person on device_days using gin (people) with (fastupdate = off)`.execute(
    db,
  );

  await sql`alter table devices add column owner_changed_at timestamptz`.execute(
    db,
  );
  await sql`alter table people add column on_premises_sid text`.execute(db);
  await sql`
    create index people_by_sid on people (on_premises_sid) where on_premises_sid is not null`.execute(
    db,
  );
  await sql`
    create table person_names (
      name text collate "C" not null,
      user_id text not null references people (user_id) on delete cascade,
      former boolean not null,
      primary key (name, user_id)
    )`.execute(db);
  await sql`create index person_names_by_person on person_names (user_id)`.execute(
    db,
  );
}
