import { sql, type Kysely } from "kysely";

/**
 * The tenant's first run, while it lasts: one row or none. A tenant that Custodian proposed to before this has none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table first_run (
      id smallint primary key check (id = 1),
      document jsonb not null
    )`.execute(db);
}
