import { sql, type Kysely } from "kysely";

/** When a card was posted, so that those of answers can be forgotten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table card_posts add column begun_at timestamptz not null default now()`.execute(
    db,
  );
}
