import { sql, type Kysely } from "kysely";

/**
 * Whom the outputs of a Remediation tell of, when the newest of a device was printed, and which devices were asked to
 * print at once.
 *
 * A row a person with hashes, beside `people`, which every sweep writes: the indexes here change only with a SID.
 * 500,000 people take about 120 MB. Kept only where a Remediation is read.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table person_hashes (
      user_id text primary key references people (user_id) on delete cascade,
      sid text,
      cloud_hash text collate "C" not null,
      domain_hash text collate "C"
    )`.execute(db);
  await sql`create index person_hashes_by_cloud on person_hashes (cloud_hash)`.execute(
    db,
  );
  await sql`
    create index person_hashes_by_domain on person_hashes (domain_hash) where domain_hash is not null`.execute(
    db,
  );
  await sql`
    create table collections (
      device_id text primary key,
      asked_at timestamptz not null,
      until timestamptz not null,
      document jsonb not null
    )`.execute(db);
  await sql`alter table device_days add column output_at timestamptz`.execute(
    db,
  );
}
