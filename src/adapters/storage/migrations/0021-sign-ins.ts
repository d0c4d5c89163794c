import { sql, type Kysely } from "kysely";

/**
 * Who signed in to Windows on which device and on which days, as Entra's log tells, and how far that log was read: one
 * row or none. Beside `device_days`, because what they tell is weighed in another way: a sign-in that is missing says
 * nothing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sign_in_days (
      device_id text collate "C" not null,
      person text collate "C" not null,
      days integer[] not null,
      first_day integer not null,
      last_day integer not null,
      told_at timestamptz not null,
      primary key (device_id, person)
    )`.execute(db);
  await sql`create index on sign_in_days (person, last_day)`.execute(db);
  await sql`create index on sign_in_days (first_day)`.execute(db);
  await sql`create index on sign_in_days (last_day)`.execute(db);
  await sql`
    create table sign_in_reading (
      id smallint primary key check (id = 1),
      version integer not null,
      document jsonb not null
    )`.execute(db);
}
