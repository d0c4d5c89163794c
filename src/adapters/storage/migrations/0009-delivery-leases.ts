import { sql, type Kysely } from "kysely";

/**
 * What was delivered before has no lease: it is settled, as is what a replica of the version before claims meanwhile.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries add column lease_until timestamptz`.execute(
    db,
  );
}
