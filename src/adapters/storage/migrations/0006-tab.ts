import { sql, type Kysely } from "kysely";

/** What the personal tab reads: pages of proposals, decisions over time, refusals that came too late for a click. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index proposals_by_time on proposals (created_at desc, id desc)`.execute(
    db,
  );
  // Instants are written in one form, so their texts are in the order of time.
  await sql`create index proposals_undoable on proposals ((document #>> '{undoUntil,$at}')) where state = 'verified'`.execute(
    db,
  );
  await sql`create index audit_rows_of_decisions on audit_rows (at) where kind in ('proposal.approved', 'proposal.rejected', 'proposal.expired', 'undo.done')`.execute(
    db,
  );
  await sql`
    create table late_refusals (
      user_id text not null,
      at timestamptz not null,
      proposal_id text not null,
      message jsonb not null,
      primary key (user_id, at)
    )`.execute(db);
  await sql`create index late_refusals_by_age on late_refusals (at)`.execute(
    db,
  );
}
