import { sql, type Kysely } from "kysely";

/** Since when a channel has taken nothing, while that is not yet long enough to call it lost. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table channels add column refused_since timestamptz`.execute(
    db,
  );
}
