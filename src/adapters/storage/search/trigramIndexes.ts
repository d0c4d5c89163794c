import { sql, type Kysely } from "kysely";
import type { Log } from "../../../ports/log.ts";
import type { Database } from "../schema/schema.ts";

/** Any number that nobody else locks. */
const LOCK = 7_318_004;

/** Indexes by which a part inside of a key is found. */
const INDEXES = [
  {
    name: "search_devices_inside",
    on: sql`search_devices using gin (body gin_trgm_ops) where body is not null`,
  },
  {
    name: "search_people_inside",
    on: sql`search_people using gin (body gin_trgm_ops) where body is not null`,
  },
  {
    name: "search_people_inside_address",
    on: sql`search_people using gin (key gin_trgm_ops) where sort = 'address'`,
  },
];

/** There only where the database has trigrams. */
const TRIGRAM_INDEXES = INDEXES.map(({ name }) => name);

/** Whether `createTrigramIndexes` succeeded at some start. */
export async function hasTrigramIndexes(
  db: Kysely<Database>,
): Promise<boolean> {
  const { rows } = await sql`
    select from pg_indexes
    where schemaname = current_schema() and indexname = any(${TRIGRAM_INDEXES})`.execute(
    db,
  );
  return rows.length === TRIGRAM_INDEXES.length;
}

/**
 * Makes the indexes for finding a part inside of a name, which need the extension `pg_trgm`. Not a migration, because
 * some services allow an extension only after an administrator listed it: so it is tried at every start, and until it
 * succeeds the search reads all names.
 */
export async function createTrigramIndexes(
  db: Kysely<Database>,
  log: Pick<Log, "warn">,
): Promise<void> {
  if (await hasTrigramIndexes(db)) return;
  try {
    await db.transaction().execute(async (transaction) => {
      // Replicas that start at once make them one after the other.
      await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(
        transaction,
      );
      if (await hasTrigramIndexes(transaction)) return;
      await sql`create extension if not exists pg_trgm`.execute(transaction);
      for (const { name, on } of INDEXES)
        await sql`create index if not exists ${sql.ref(name)} on ${on}`.execute(
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
