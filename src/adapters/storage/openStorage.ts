import { setImmediate } from "node:timers/promises";
import {
  CompiledQuery,
  Kysely,
  PostgresDialect,
  sql,
  type Transaction,
} from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import { within } from "../../ports/attempt.ts";
import { systemClock, type Clock } from "../../ports/clock.ts";
import type { Jobs } from "../../ports/jobs.ts";
import {
  createBossQueue,
  type BossQueueOptions,
  type QueueLog,
} from "../queue/bossQueue.ts";
import { queueNameOf } from "../queue/queueNames.ts";
import { startDatabaseClock } from "./databaseClock.ts";
import { guardPool, toStorageError } from "./edge.ts";
import { openEmbedded, type Die } from "./embedded/embeddedDatabase.ts";
import { EmbeddedDialect } from "./embedded/embeddedDialect.ts";
import {
  guardOutsideQueries,
  insideTransaction,
  refuseInsideTransaction,
} from "./guard.ts";
import { migrations } from "./migrations/index.ts";
import type { Database } from "./schema/schema.ts";
import {
  createTrigramIndexes,
  hasTrigramIndexes,
} from "./search/trigramIndexes.ts";
import type { OpenStorage, Stores } from "../../ports/storage.ts";
import { createAuditStore } from "./stores/auditStore.ts";
import { createBatchStore } from "./stores/batchStore.ts";
import { createCardPostStore } from "./stores/cardPostStore.ts";
import { createChannelStore } from "./stores/channelStore.ts";
import { createDailyLineStore } from "./stores/dailyLineStore.ts";
import { createDaysStore } from "./stores/daysStore.ts";
import { createDeliveryStore } from "./stores/deliveryStore.ts";
import { createDeviceDirectory } from "./stores/deviceDirectory.ts";
import { createEvidenceStore } from "./stores/evidenceStore.ts";
import { createHandoffStore } from "./stores/handoffStore.ts";
import { createInstallationStore } from "./stores/installationStore.ts";
import { createLateRefusalStore } from "./stores/lateRefusalStore.ts";
import { createPeopleStore } from "./stores/peopleStore.ts";
import { createProposalStore } from "./stores/proposalStore.ts";
import { createLocaleStore } from "./stores/localeStore.ts";
import { createRecentLookUpStore } from "./stores/recentLookUpStore.ts";
import { createRateStore } from "./stores/rateStore.ts";
import { createCollectionStore } from "./stores/collectionStore.ts";
import { createFirstRunStore } from "./stores/firstRunStore.ts";
import { createSignInReadingStore } from "./stores/signInReadingStore.ts";
import { createDeviceBindingStore } from "./stores/deviceBindingStore.ts";
import { createNonceStore } from "./stores/nonceStore.ts";
import { createSecretStore } from "./stores/secretStore.ts";
import { createExclusionStore } from "./stores/exclusionStore.ts";
import { createSettingsStore } from "./stores/settingsStore.ts";
import { createSubscriptionStore } from "./stores/subscriptionStore.ts";
import { createSweepStore } from "./stores/sweepStore.ts";

export type DatabaseChoice =
  | { readonly kind: "embedded"; readonly dataDir: string }
  | { readonly kind: "postgres"; readonly url: string };

interface OpenStorageOptions {
  readonly database: DatabaseChoice;
  readonly jobNames: readonly (keyof Jobs)[];
  /** Only tests and the doctor pass one; else it is the database's. */
  readonly clock?: Clock;
  readonly log: QueueLog;
  /** Only the doctor passes false: it makes nothing. */
  readonly makesIndexes?: boolean;
  /** Only tests pass one. */
  readonly die?: Die;
}

/**
 * Opens the database, runs the migrations that are due and starts the queue.
 *
 * @throws {DataFolderInUse} another process has the embedded database's folder.
 */
export async function openStorage({
  database,
  jobNames,
  clock: givenClock,
  log,
  makesIndexes = true,
  die,
}: OpenStorageOptions): Promise<OpenStorage> {
  const engine =
    database.kind === "embedded"
      ? await openEmbeddedEngine(database.dataDir, die)
      : openPostgresEngine(database.url, log);
  const { db } = engine;
  const queue = createBossQueue<Jobs>({
    queueNameOf,
    database: engine.queueDatabase,
    refuseInsideTransaction,
    log,
  });
  try {
    await migrate(db);
    if (makesIndexes) await createTrigramIndexes(db, log);
    await queue.start(jobNames);
    // One process has the embedded database: whoever held a lease is dead, and need not be waited for.
    if (database.kind === "embedded") {
      await createCardPostStore(db).endLeases();
      await createDeliveryStore(db).endLeases();
    }
  } catch (error) {
    await engine.close();
    throw error;
  }
  const { clock, stopClock } = await chooseClock(
    givenClock,
    database.kind,
    async () => {
      const { rows } = await sql<{ now: Date }>`
        select clock_timestamp() as now`.execute(db);
      return rows[0]?.now ?? new Date();
    },
  );
  const now = () => clock.now();
  const outside = db.withPlugin(guardOutsideQueries);
  const secrets = createSecretStore(outside);
  const pseudonymKey = await secrets.get("pseudonym");
  let closed: Promise<void> | undefined;

  function transact<T>(
    work: (transaction: Transaction<Database>) => Promise<T>,
  ): Promise<T> {
    refuseInsideTransaction();
    return db
      .transaction()
      .execute((transaction) => insideTransaction(() => work(transaction)));
  }

  return {
    ...createStores(outside, now, pseudonymKey),
    audit: {
      ...createAuditStore(outside, pseudonymKey),
      // Several statements that stand or fall together: the others are one each.
      append: (event) =>
        transact((transaction) =>
          createAuditStore(transaction, pseudonymKey).append(event),
        ),
      erase: (order) =>
        transact((transaction) =>
          createAuditStore(transaction, pseudonymKey).erase(order),
        ),
    },
    clock,
    queue,
    secrets,
    rates: createRateStore(transact, now),
    transaction: (work) =>
      transact((transaction) =>
        work({
          ...createStores(transaction, now, pseudonymKey),
          queue: queue.within(transaction),
          rates: createRateStore((take) => take(transaction), now),
        }),
      ),
    async ping() {
      await sql`select 1`.execute(outside);
    },
    async maintain() {
      if (database.kind !== "embedded") return;
      // A table at a time: look-ups wait for each statement, and for so long the process hears nobody.
      const { rows: tables } = await sql<{ name: string }>`
        select c.oid::regclass::text as name from pg_class as c
        where c.relkind = 'r' and c.relpersistence = 'p' order by 1`.execute(
        outside,
      );
      for (const { name } of tables) {
        await setImmediate();
        await sql`vacuum (analyze) ${sql.raw(name)}`.execute(outside);
      }
      await sql`checkpoint`.execute(outside);
    },
    hasTrigramIndexes: () => hasTrigramIndexes(outside),
    fsyncCount: () => engine.fsyncCount(),
    close() {
      stopClock();
      closed ??= queue.stop().then(() => engine.close());
      return closed;
    },
  };
}

/** One process has the embedded database, and its clock. */
async function chooseClock(
  given: Clock | undefined,
  kind: DatabaseChoice["kind"],
  askDatabase: () => Promise<Date>,
): Promise<{ readonly clock: Clock; readonly stopClock: () => void }> {
  if (given || kind === "embedded")
    return { clock: given ?? systemClock, stopClock: () => undefined };
  const clock = await startDatabaseClock(askDatabase);
  return { clock, stopClock: () => clock.stop() };
}

function createStores(
  db: Kysely<Database>,
  now: () => Date,
  pseudonymKey: Buffer,
): Stores {
  return {
    proposals: createProposalStore(db, now),
    devices: createDeviceDirectory(db),
    evidence: createEvidenceStore(db),
    days: createDaysStore(db),
    handoffs: createHandoffStore(db),
    batches: createBatchStore(db),
    sweeps: createSweepStore(db),
    recentLookUps: createRecentLookUpStore(db),
    locales: createLocaleStore(db),
    people: createPeopleStore(db),
    firstRun: createFirstRunStore(db),
    collections: createCollectionStore(db),
    signInReading: createSignInReadingStore(db),
    settings: createSettingsStore(db),
    exclusions: createExclusionStore(db),
    audit: createAuditStore(db, pseudonymKey),
    channels: createChannelStore(db),
    cardPosts: createCardPostStore(db),
    installations: createInstallationStore(db),
    lateRefusals: createLateRefusalStore(db),
    subscriptions: createSubscriptionStore(db),
    dailyLines: createDailyLineStore(db),
    deliveries: createDeliveryStore(db),
    nonces: createNonceStore(db),
    bindings: createDeviceBindingStore(db),
  };
}

interface Engine {
  readonly db: Kysely<Database>;
  readonly queueDatabase: BossQueueOptions<Jobs>["database"];
  fsyncCount(): number | null;
  close(): Promise<void>;
}

async function openEmbeddedEngine(dataDir: string, die?: Die): Promise<Engine> {
  const embedded = await openEmbedded(dataDir, die);
  const db = new Kysely<Database>({ dialect: new EmbeddedDialect(embedded) });
  return {
    db,
    queueDatabase: {
      embedded: embedded.pglite,
      onError: (error) => embedded.dieUnlessSqlError(error),
    },
    fsyncCount: () => embedded.fsyncCount(),
    async close() {
      await db.destroy();
      await embedded.close();
    },
  };
}

function openPostgresEngine(url: string, log: QueueLog): Engine {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    application_name: "custodian",
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: getTypeParser as typeof pg.types.getTypeParser },
  });
  guardPool(pool);
  const connections = new Set<pg.PoolClient>();
  let onRemoved = (): void => undefined;
  pool.on("connect", (connection) => connections.add(connection));
  pool.on("remove", (connection) => {
    connections.delete(connection);
    onRemoved();
  });
  // An idle connection that breaks would otherwise end the process; the pool opens another by itself.
  pool.on("error", (error) =>
    log.warn({ err: error }, "A database connection broke"),
  );
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({
      pool,
      // Reading always from the start, a search that stops early gives the same rows for each of its pages.
      onCreateConnection: async (connection) => {
        await connection.executeQuery(
          CompiledQuery.raw("set synchronize_seqscans = off"),
        );
      },
    }),
  });
  return {
    db,
    queueDatabase: { url, toError: toStorageError },
    fsyncCount: () => null,
    async close() {
      await db.destroy();
      // The pool only tells its connections to end. A server that is stopped before they have would seem to break
      // them.
      const ended = new Promise<void>((resolve) => {
        onRemoved = () => {
          if (connections.size === 0) resolve();
        };
        onRemoved();
      });
      await within(ENDS_WITHIN_MS, ended);
    },
  };
}

/** A server that cannot be reached any more does not answer the farewell either. */
const ENDS_WITHIN_MS = 1_000;

const INT8 = 20;

/** `int8` as a number, as the embedded database reads it too: our counters stay far below 2^53. */
function getTypeParser(
  oid: number,
  format?: "text" | "binary",
): (value: string) => unknown {
  if (oid === INT8) return Number;
  return pg.types.getTypeParser(oid, format) as (value: string) => unknown;
}

async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error) throw error;
  if (error) throw new Error("A database migration failed");
}
