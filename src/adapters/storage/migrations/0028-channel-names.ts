import { sql, type Kysely } from "kysely";

/** What people call a channel, as Teams said it last. An older version neither reads nor writes it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table channels
    add column team_name text,
    add column channel_name text,
    add column named_at timestamptz`.execute(db);
}
