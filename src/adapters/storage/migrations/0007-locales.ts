import { sql, type Kysely } from "kysely";

/** In which language people are written to when they did not just ask. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table locales (
      user_id text primary key,
      locale text not null,
      heard_at timestamptz not null
    )`.execute(db);
}
