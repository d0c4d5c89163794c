import { sql, type Kysely } from "kysely";

/** What finds the few handoffs that are contradicted, for the staging board and for cards that are missing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index handoffs_contradicted on handoffs (id)
    where not ended and document #> '{objection,ended}' = 'null'::jsonb`.execute(
    db,
  );
}
