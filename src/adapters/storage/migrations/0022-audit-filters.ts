import { sql, type Kysely } from "kysely";

/** What finds entries of the audit log by who did it, what it was and when; by device there is one already. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index audit_rows_by_actor on audit_rows (actor, seq) where actor is not null`.execute(
    db,
  );
  await sql`create index audit_rows_by_kind on audit_rows (kind, seq)`.execute(
    db,
  );
  await sql`create index audit_rows_by_actor_and_kind on audit_rows (actor, kind, seq) where actor is not null`.execute(
    db,
  );
  await sql`create index audit_rows_by_time on audit_rows (at)`.execute(db);
}
