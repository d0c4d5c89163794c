import { sql, type Kysely } from "kysely";

/** A card is not only a proposal's: its post is known by a key that says what it is about, and may stand in a chat. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table card_posts drop constraint card_posts_proposal_id_fkey`.execute(
    db,
  );
  await sql`alter table card_posts rename column proposal_id to key`.execute(
    db,
  );
  await sql`alter table card_posts alter column channel_id drop not null`.execute(
    db,
  );
  await sql`update card_posts set key = 'proposal:' || key`.execute(db);
}
