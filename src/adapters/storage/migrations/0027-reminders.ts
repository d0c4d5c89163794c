import { sql, type Kysely } from "kysely";

/** What keeps proposals from being forgotten: of which of them people were reminded. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table proposals add column reminded_at timestamptz`.execute(
    db,
  );
  await sql`create index proposals_to_remind on proposals (due_at) where state = 'pending' and reminded_at is null`.execute(
    db,
  );
}
