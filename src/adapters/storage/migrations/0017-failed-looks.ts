import { sql, type Kysely } from "kysely";

/**
 * What was tried last without success, so that it is not believed, or not tried first, again: since when a channel is
 * in use on Teams' word alone, and when a held proposal could last not be confirmed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table channels add column taken_at_word_at timestamptz`.execute(
    db,
  );
  await sql`alter table proposals add column unconfirmed_at timestamptz`.execute(
    db,
  );
}
