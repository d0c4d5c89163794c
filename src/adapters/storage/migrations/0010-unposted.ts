import { sql, type Kysely } from "kysely";

/**
 * By when a proposal's card is to stand, whether it ever stood, and what housekeeping looks for. The default is what
 * rows have that were there before, or that a replica of the version before stores meanwhile.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table proposals add column post_by timestamptz not null default now() + interval '30 days'`.execute(
    db,
  );
  await sql`create index proposals_unposted on proposals (post_by, id) where state in ('held', 'pending')`.execute(
    db,
  );
  await sql`create index proposals_by_change on proposals (changed_at)`.execute(
    db,
  );
  await sql`alter table card_posts add column was_posted boolean not null default false`.execute(
    db,
  );
  await sql`update card_posts set was_posted = true where message is not null`.execute(
    db,
  );
  await sql`create index handoffs_told on handoffs ((document #>> '{leadChosenAt,$at}')) where document ? 'leadChosenAt'`.execute(
    db,
  );
}
