import { sql, type Kysely } from "kysely";

/** What finds the handoffs of which a lead is told on one card. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index handoffs_by_digest on handoffs ((document ->> 'digestId')) where document ->> 'digestId' is not null`.execute(
    db,
  );
}
