import { sql, type Kysely } from "kysely";
import type { Log } from "../../log.ts";
import type { Database } from "../schema.ts";

/** Any number that nobody else locks. */
const LOCK = 7_318_004;

/** An index by which a part inside of a name is found; there only where the database has trigrams. */
export const TRIGRAM_INDEXES = [
  "search_devices_inside",
  "search_people_inside",
];

/**
 * Makes the indexes for finding a part inside of a name, which need the extension `pg_trgm`. Not a migration, because some services
 * allow an extension only after an administrator listed it: so it is tried at every start, and until it succeeds the search
 * reads all names.
 */
export async function createTrigramIndexes(
  db: Kysely<Database>,
  log: Pick<Log, "warn">,
): Promise<void> {
  const there = async (handle: Kysely<Database>): Promise<boolean> => {
    const { rows } = await sql`
      select from pg_indexes
      where schemaname = current_schema() and indexname = any(${TRIGRAM_INDEXES})`.execute(
      handle,
    );
    return rows.length === TRIGRAM_INDEXES.length;
  };
  if (await there(db)) return;
  try {
    await db.transaction().execute(async (transaction) => {
      // Replicas that start at once make them one after the other.
      await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(
        transaction,
      );
      if (await there(transaction)) return;
      await sql`create extension if not exists pg_trgm`.execute(transaction);
      for (const table of ["search_devices", "search_people"])
        await sql`
          create index if not exists ${sql.ref(`${table}_inside`)} on ${sql.table(table)}
          using gin (key gin_trgm_ops) where sort = 'text'`.execute(
          transaction,
        );
    });
  } catch (error) {
    log.warn(
      { err: error },
      "The database has no pg_trgm: searching for a part of a name reads all names",
    );
  }
}
