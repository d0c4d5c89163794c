import { sql, type Kysely } from "kysely";

/** When Entra was asked that did not know the account any more; nothing that was read earlier brings it back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table people add column gone_at timestamptz`.execute(db);
}
