import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table proposals (
      id text primary key,
      device_id text not null,
      state text not null,
      version integer not null,
      channel_id text,
      requested_by text,
      strength double precision not null,
      due_at timestamptz,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      document jsonb not null
    )`.execute(db);
  // One proposal a device at a time: creating the row is the lock.
  await sql`
    create unique index proposals_slot on proposals (device_id)
    where state in ('held', 'pending', 'snoozed', 'approved', 'applying', 'applied', 'undoing')`.execute(
    db,
  );
  await sql`create index proposals_by_device on proposals (device_id, created_at desc)`.execute(
    db,
  );
  await sql`create index proposals_by_state on proposals (state, strength desc, created_at)`.execute(
    db,
  );
  await sql`create index proposals_due on proposals (due_at) where due_at is not null`.execute(
    db,
  );
  await sql`create index proposals_by_requester on proposals (requested_by, created_at) where requested_by is not null`.execute(
    db,
  );

  await sql`
    create table evidence (
      device_id text not null,
      source text not null,
      observed_at timestamptz not null,
      received_at timestamptz not null,
      logons jsonb not null,
      primary key (device_id, source)
    )`.execute(db);
  await sql`create index evidence_by_age on evidence (observed_at)`.execute(db);

  await sql`
    create table people (
      upn text primary key,
      user_id text not null,
      read_at timestamptz not null,
      document jsonb not null
    )`.execute(db);

  await sql`
    create table settings (
      version integer primary key,
      document jsonb not null,
      changed_by text,
      changed_at timestamptz not null
    )`.execute(db);

  await sql`
    create table audit_rows (
      seq bigint primary key,
      at timestamptz not null,
      kind text not null,
      actor text,
      device_id text,
      proposal_id text,
      digest text not null,
      previous_hash text not null,
      hash text not null
    )`.execute(db);
  await sql`create index audit_rows_by_device on audit_rows (device_id, seq desc) where device_id is not null`.execute(
    db,
  );
  await sql`
    create table audit_details (
      seq bigint primary key references audit_rows (seq),
      salt text not null,
      details text not null
    )`.execute(db);
  await sql`
    create table audit_head (
      id integer primary key check (id = 1),
      seq bigint not null,
      hash text not null
    )`.execute(db);
  await sql`insert into audit_head values (1, 0, ${"0".repeat(64)})`.execute(
    db,
  );

  await sql`
    create table channels (
      id text primary key,
      team_id text,
      service_url text not null,
      tenant_id text not null,
      chosen_by text not null,
      chosen_at timestamptz not null,
      lost_at timestamptz
    )`.execute(db);
  await sql`
    create table card_posts (
      proposal_id text primary key references proposals (id),
      channel_id text not null,
      message jsonb,
      shown_version integer not null,
      attempts integer not null,
      lease_until timestamptz
    )`.execute(db);
  await sql`
    create table installations (
      key text primary key,
      personal_user_id text,
      reference jsonb not null
    )`.execute(db);
  await sql`create index installations_personal on installations (personal_user_id) where personal_user_id is not null`.execute(
    db,
  );

  await sql`
    create table deliveries (
      conversation_id text not null,
      activity_id text not null,
      claimed_at timestamptz not null,
      primary key (conversation_id, activity_id)
    )`.execute(db);
  await sql`create index deliveries_by_age on deliveries (claimed_at)`.execute(
    db,
  );

  await sql`
    create table report_nonces (
      scope text not null,
      nonce text not null,
      expires_at timestamptz not null,
      primary key (scope, nonce)
    )`.execute(db);
  await sql`create index report_nonces_by_age on report_nonces (expires_at)`.execute(
    db,
  );
  await sql`
    create table device_bindings (
      thumbprint text primary key,
      entra_device_id text not null,
      managed_device_id text not null,
      checked_at timestamptz not null
    )`.execute(db);

  // Unlogged: a crash may forget how fast we went, and taking a token then needs no disk write.
  await sql`
    create unlogged table rate_buckets (
      key text primary key,
      tokens jsonb not null,
      at timestamptz not null
    )`.execute(db);

  await sql`
    create table secrets (
      name text primary key,
      value text not null
    )`.execute(db);
}
