import { sql, type Kysely } from "kysely";

/** Whom each tally of logons counts, so that a person's devices are found among those of all of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Written at once: a list of what is still to be indexed would have to be read by every look-up.
  await sql`
    create index evidence_by_person on evidence
    using gin (jsonb_path_query_array(logons, 'strict $[*] ? (@[1] > 0)[0]'))
    with (fastupdate = off)`.execute(db);
  await sql`analyze evidence`.execute(db);
}
