import { existsSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { openEmbedded } from "./embedded/embeddedDatabase.ts";
import { migrations } from "./migrations/index.ts";
import type { DatabaseChoice } from "./openStorage.ts";

/** What a database lacks for this version of Custodian. */
interface StorageGaps {
  /** Names of migrations that have not run, in their order. */
  readonly migrations: readonly string[];
  /** The job queue's tables. */
  readonly queueIsMissing: boolean;
}

/**
 * Looks whether a database is migrated, and changes nothing in it; an embedded one that is not there is not created.
 *
 * @throws {DataFolderInUse} another process has the embedded database's folder.
 */
export async function inspectStorage(
  database: DatabaseChoice,
): Promise<StorageGaps> {
  if (database.kind === "postgres") {
    const client = new pg.Client({
      connectionString: database.url,
      connectionTimeoutMillis: 10_000,
    });
    await client.connect();
    try {
      return await findGaps(
        async (sql) => (await client.query(sql)).rows as unknown[],
      );
    } finally {
      await client.end();
    }
  }
  if (!existsSync(join(database.dataDir, "pg"))) return findGaps(nothing);
  const embedded = await openEmbedded(database.dataDir);
  try {
    return await findGaps(
      async (sql) => (await embedded.pglite.query(sql)).rows,
    );
  } finally {
    await embedded.close();
  }
}

type Ask = (sql: string) => Promise<readonly unknown[]>;

const nothing: Ask = () => Promise.resolve([]);

async function findGaps(ask: Ask): Promise<StorageGaps> {
  const isThere = async (schema: string, table: string) =>
    (
      await ask(
        `select 1 from pg_tables where schemaname = ${schema} and tablename = '${table}'`,
      )
    ).length > 0;
  const done = (await isThere("current_schema()", "kysely_migration"))
    ? ((await ask("select name from kysely_migration")) as { name: string }[])
    : [];
  const names = new Set(done.map(({ name }) => name));
  return {
    migrations: Object.keys(migrations).filter((name) => !names.has(name)),
    queueIsMissing: !(await isThere("'pgboss'", "job")),
  };
}
