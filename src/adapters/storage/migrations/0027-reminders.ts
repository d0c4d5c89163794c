import { sql, type Kysely } from "kysely";

/**
 * What keeps proposals from being forgotten: of which of them people were reminded, who wants to be told of new ones,
 * of which each of these was, and what each channel was told in the morning.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table proposals add column reminded_at timestamptz`.execute(
    db,
  );
  await sql`create index proposals_to_remind on proposals (due_at) where state = 'pending' and reminded_at is null`.execute(
    db,
  );
  await sql`
    create table subscriptions (
      user_id text not null,
      channel_id text not null,
      since timestamptz not null,
      primary key (user_id, channel_id)
    )`.execute(db);
  await sql`
    create table proposal_news (
      user_id text not null,
      proposal_id text not null,
      at timestamptz not null,
      told_at timestamptz,
      primary key (user_id, proposal_id)
    )`.execute(db);
  await sql`
    create table daily_lines (
      channel_id text primary key,
      looked_at timestamptz,
      said jsonb
    )`.execute(db);
  await sql`create index proposal_news_to_tell on proposal_news (at) where told_at is null`.execute(
    db,
  );
}
