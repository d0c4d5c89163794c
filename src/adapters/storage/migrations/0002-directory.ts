import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // Byte order, so that a page ends at the same device whatever the server's locale.
  await sql`
    create table devices (
      id text collate "C" primary key,
      listed_upn text,
      enrolled_by_upn text,
      enrolment text not null,
      logged_on boolean not null,
      seen_at timestamptz not null,
      document jsonb not null
    )`.execute(db);
  // What the sieve asks for, one index for each reason to be let through.
  await sql`create index devices_by_listed_user on devices (listed_upn, id) where logged_on`.execute(
    db,
  );
  await sql`create index devices_by_enroller on devices (enrolled_by_upn, id) where logged_on`.execute(
    db,
  );
  await sql`
    create index devices_of_managers on devices (id)
    where logged_on and enrolment = 'device-enrolment-manager'`.execute(db);
  await sql`create index devices_by_age on devices (seen_at)`.execute(db);

  // By the person instead of by the name: names change. What was there was good for an hour and is read again.
  await sql`drop table people`.execute(db);
  await sql`
    create table people (
      user_id text primary key,
      upn text not null,
      read_at timestamptz not null,
      document jsonb not null
    )`.execute(db);
  await sql`create index people_by_upn on people (upn, read_at desc)`.execute(
    db,
  );

  await sql`
    create table handoffs (
      id text primary key,
      version integer not null,
      device_id text not null,
      enrolled_at timestamptz not null,
      stage text not null,
      ended boolean not null,
      waiting boolean not null,
      last_check_in_at timestamptz,
      proposal_id text,
      document jsonb not null
    )`.execute(db);
  // One record a cycle: creating the row is the lock.
  await sql`create unique index handoffs_cycle on handoffs (device_id, enrolled_at)`.execute(
    db,
  );
  await sql`create index handoffs_waiting on handoffs (enrolled_at, id) where waiting`.execute(
    db,
  );
  await sql`create index handoffs_by_stage on handoffs (stage) where not ended`.execute(
    db,
  );
  await sql`create index handoffs_untold on handoffs (id) where document -> 'moments' ? 'handed-off' and not document ? 'leadChosenAt'`.execute(
    db,
  );
  await sql`create index handoffs_by_proposal on handoffs (proposal_id) where proposal_id is not null`.execute(
    db,
  );

  await sql`
    create table sweeps (
      id text primary key,
      version integer not null,
      kind text not null,
      state text not null,
      started_at timestamptz not null,
      ordinal bigint generated always as identity,
      document jsonb not null
    )`.execute(db);
  // One sweep at a time, whatever the number of replicas.
  await sql`create unique index sweeps_running on sweeps (state) where state = 'running'`.execute(
    db,
  );

  await sql`
    create table batches (
      id text primary key,
      version integer not null,
      staging_account text not null,
      channel_id text not null,
      is_open boolean not null,
      created_at timestamptz not null,
      ordinal bigint generated always as identity,
      document jsonb not null
    )`.execute(db);
  await sql`create unique index batches_open on batches (staging_account, channel_id) where is_open`.execute(
    db,
  );
  await sql`create index batches_by_proposal on batches using gin ((document -> 'rows') jsonb_path_ops)`.execute(
    db,
  );

  await completeProposals(db);
}

/** Proposals of before have no device category, no last logons, and nobody wrote down when they were confirmed. */
async function completeProposals(db: Kysely<unknown>): Promise<void> {
  await sql`
    update proposals set document =
      '{"confirmedAt": null}'::jsonb
      || document
      || jsonb_build_object('device', '{"category": null}'::jsonb || (document -> 'device'))
      || case when jsonb_typeof(document -> 'evidence') = 'object'
           then jsonb_build_object('evidence', '{"lastLogons": []}'::jsonb || (document -> 'evidence'))
           else '{}'::jsonb
         end`.execute(db);
}
