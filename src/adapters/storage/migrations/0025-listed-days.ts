import { sql, type Kysely } from "kysely";

/**
 * Which days of a device only Intune's last logons tell of: 15 bytes for each person with such a day.
 *
 * Null until the row is written anew. What a version without this column writes is read with what is marked already.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table device_days add column listed bytea`.execute(db);
}
