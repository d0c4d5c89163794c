import { closeSync, fsyncSync, openSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { PGlite, types } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { lockFolder } from "./folderLock.ts";

/** An embedded database on a locked folder, whose acknowledged writes are on the disk. */
export interface EmbeddedDatabase {
  readonly pglite: PGlite;
  /** How often the disk was told to keep what was written. */
  fsyncCount(): number;
  /** Ends the process when `error` is not an SQL error: the database is then in an unknown state. */
  dieUnlessSqlError(error: unknown): void;
  close(): Promise<void>;
}

/** Ends the process at once. Only tests pass another. */
export type Die = (reason: string) => never;

/**
 * Opens the embedded database with a real fsync.
 *
 * PGlite as published never syncs: it starts PostgreSQL with `-F`, and its file system has no fsync for mounted
 * files. Both are mended here, by reaching into its internals (hence the exact pin of its version), and one write
 * at the end proves that the mending took: without that, a power cut would lose decisions that people were told
 * are stored.
 *
 * When fsync fails, PostgreSQL would panic; PGlite acknowledges the write and then spins. So the process ends
 * at once, and the write counts as never acknowledged.
 *
 * @throws {DataFolderInUse} another process has the folder.
 * @throws {Error} the disk is not told to keep writes.
 */
export async function openEmbedded(
  dataDir: string,
  die: Die = dieAtOnce,
): Promise<EmbeddedDatabase> {
  const releaseLock = await lockFolder(dataDir, (error) =>
    die(`lost the lock of ${dataDir}: ${error.message}`),
  );
  const folder = join(dataDir, "pg");
  let closing = false;
  let fsyncs = 0;

  const pglite = new PGlite({
    dataDir: folder,
    startParams: [
      ...PGlite.defaultStartParams.filter((param) => param !== "-F"),
      "-c",
      "fsync=on",
      "-c",
      "wal_sync_method=fsync",
      "-c",
      "shared_buffers=16MB",
      "-c",
      "synchronize_seqscans=off",
    ],
    // The same as what the PostgreSQL side is told, so that one code path reads both.
    parsers: { [types.INT8]: Number },
    extensions: { pg_trgm },
  });
  await pglite.waitReady;
  streamOps(pglite).fsync = (stream) => {
    try {
      fsyncSync(stream.nfd);
    } catch (error) {
      die(`fsync of ${dataDir} failed: ${String(error)}`);
    }
    fsyncs += 1;
    return 0;
  };
  // What a first start or the recovery from a crash wrote was written before the mending.
  syncTree(folder);

  await pglite.exec(
    "create table if not exists fsync_probe (id int primary key, at timestamptz not null);" +
      "insert into fsync_probe values (1, now()) on conflict (id) do update set at = now()",
  );
  if (fsyncs === 0) {
    await pglite.close();
    await releaseLock();
    throw new Error(
      "The embedded database does not sync its writes to disk: this version of @electric-sql/pglite is not the one Custodian was made for. Reinstall with npm ci, or set DATABASE_URL.",
    );
  }

  return {
    pglite,
    fsyncCount: () => fsyncs,
    dieUnlessSqlError(error) {
      if (!closing && !isSqlError(error))
        die(`the embedded database failed: ${String(error)}`);
    },
    async close() {
      closing = true;
      if (!pglite.closed) await pglite.close();
      await releaseLock();
    },
  };
}

const dieAtOnce: Die = (reason) => {
  process.stderr.write(
    `custodian: ${reason}. Stopping at once, so that nothing unsaved is acknowledged.\n`,
  );
  process.exit(74);
};

interface StreamOps {
  fsync?: (stream: { readonly nfd: number }) => number;
}

function streamOps(pglite: PGlite): StreamOps {
  const fs = pglite.Module.FS as unknown as {
    lookupPath(path: string): {
      readonly node: { readonly stream_ops: StreamOps };
    };
  };
  return fs.lookupPath("/pglite/data").node.stream_ops;
}

/**
 * One that PostgreSQL reports and goes on after. Worse ones have the severity FATAL or PANIC; those of the file system
 * have none, though a code such as EROFS looks like an SQLSTATE. Kysely wraps the one of an aborted transaction.
 */
function isSqlError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("severity" in error && error.severity === "ERROR") return true;
  return error.cause !== undefined && isSqlError(error.cause);
}

function syncTree(path: string): void {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path)) syncTree(join(path, name));
  }
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
