import { sql, type Kysely } from "kysely";

/** The members of the groups of excluded devices and people, as they were read last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table excluded_groups (
      kind text primary key,
      group_id text not null,
      read_at timestamptz,
      failed_at timestamptz,
      failure text
    )`.execute(db);
  await sql`
    create table excluded_members (
      kind text not null,
      member text collate "C" not null,
      primary key (kind, member)
    )`.execute(db);
}
