import {
  fromKysely,
  fromPglite,
  PgBoss,
  type ConstructorOptions,
  type Db,
  type JobWithMetadata,
  type KyselyTransactionLike,
  type PGliteLike,
} from "pg-boss";
import { AppError } from "../appError.ts";
import type { JobSender, SendOptions } from "./queue.ts";

/** What the queue tells its operator. Static messages, ids as fields. */
export interface QueueLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface BossQueueOptions {
  /** `onError` sees every error of the embedded database, and may end the process. */
  readonly database:
    | {
        readonly embedded: PGliteLike;
        readonly onError: (error: unknown) => void;
      }
    | { readonly url: string };
  /** Called before every send outside a transaction; throws inside one. */
  readonly refuseInsideTransaction: () => void;
  readonly log: QueueLog;
}

/** What a handler knows of the run it is in. */
export interface JobRun {
  readonly jobId: string;
  /** From 1. */
  readonly attempt: number;
}

export interface BossQueue<Jobs> extends JobSender<Jobs> {
  /** Installs or migrates the queue's tables. Before any send. */
  start(names: readonly (keyof Jobs & string)[]): Promise<void>;
  /** The sender whose jobs live and die with this transaction. */
  within(transaction: KyselyTransactionLike): JobSender<Jobs>;
  /** Runs `handle` for every job, `concurrency` at a time in this process. */
  work<Name extends keyof Jobs & string>(
    name: Name,
    concurrency: number,
    handle: (data: Jobs[Name], run: JobRun) => Promise<void>,
  ): Promise<void>;
  /** Sends the job at each time of `cron` (UTC), once whatever the number of replicas. */
  schedule<Name extends keyof Jobs & string>(
    name: Name,
    cron: string,
    data: Jobs[Name],
  ): Promise<void>;
  /** Jobs that wait or run, in all queues. */
  depth(): Promise<number>;
  /** Takes no more jobs and waits for the running ones, 8 seconds at most; those go on after the next start. */
  stop(): Promise<void>;
}

/** No job has this id. */
const NO_JOB = "00000000-0000-0000-0000-000000000000";

/** A job whose process died is noticed after this many seconds without a sign of life, and given back. */
const HEARTBEAT_SECONDS = 10;

/**
 * `groupConcurrency` alone lets two workers that look at the same moment both take a job of the same key, since neither
 * sees the other's. With this index the later one finds nothing to take instead, and looks again. The lock keeps two
 * replicas that start together from creating it twice.
 */
const ONE_ACTIVE_JOB_PER_KEY =
  "select pg_advisory_xact_lock(hashtextextended('custodian.queue', 0));" +
  "create unique index if not exists custodian_one_active_job_per_key on pgboss.job (name, group_id) " +
  "where state = 'active' and group_id is not null";

/** Some services answer "throttled, try again after 0 seconds". */
const SHORTEST_WAIT_SECONDS = 1;

/** After this many attempts that ended in something else than an expected failure, a job is given up. */
const MAX_ATTEMPTS_OF_A_BUG = 25;

export function createBossQueue<Jobs>({
  database,
  refuseInsideTransaction,
  log,
}: BossQueueOptions): BossQueue<Jobs> {
  const embedded =
    "embedded" in database
      ? watched(fromPglite(database.embedded), database.onError)
      : null;
  const tuning: ConstructorOptions = {
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    // The embedded database has one connection; rebuilding indexes beside it is not possible.
    reindex: embedded === null,
    monitorVacuum: false,
  };
  const boss = new PgBoss(
    "url" in database
      ? {
          ...tuning,
          connectionString: database.url,
          max: 4,
          application_name: "custodian-queue",
        }
      : { ...tuning, db: embedded as Db, backend: "pglite" },
  );
  boss.on("error", (error) =>
    log.error({ err: error }, "The job queue reported an error"),
  );
  boss.on("warning", (warning) =>
    log.warn({ warning: warning.message }, "The job queue reported a warning"),
  );

  async function sendWith(
    db: Db | undefined,
    name: string,
    data: unknown,
    options: SendOptions,
  ): Promise<void> {
    await boss.send(name, data as object, {
      ...(db ? { db } : {}),
      ...(options.delaySeconds
        ? { startAfter: Math.ceil(options.delaySeconds) }
        : {}),
      ...(options.key ? { group: { id: options.key } } : {}),
    });
  }

  return {
    async start(names) {
      await boss.start();
      for (const name of names) {
        const settings = {
          notify: true,
          heartbeatSeconds: HEARTBEAT_SECONDS,
          expireInSeconds: 300,
          // Far more than an outage of Graph or Teams lasts: what was acknowledged is done in the end.
          retryLimit: 20_000,
          retryDelay: 1,
          retryBackoff: true,
          retryDelayMax: 60,
          deleteAfterSeconds: 3600,
        };
        await boss.createQueue(name, settings);
        await boss.updateQueue(name, settings);
        // pg-boss reads a queue's settings at its first use, on a connection of its own. Inside a transaction of the
        // embedded database there is no other: it would wait for itself for ever. So they are read now.
        await boss.getJobById(name, NO_JOB);
      }
      await boss.getDb().executeSql(ONE_ACTIVE_JOB_PER_KEY);
      // One process has the embedded database: whatever is active there died with the process before.
      if (embedded) {
        await embedded.executeSql(
          "update pgboss.job set state = 'retry', start_after = now(), heartbeat_on = null where state = 'active'",
        );
      }
    },

    async send(name, data, options = {}) {
      refuseInsideTransaction();
      await sendWith(undefined, name, data, options);
    },

    within(transaction) {
      const db = fromKysely(transaction);
      return {
        send: (name, data, options = {}) => sendWith(db, name, data, options),
      };
    },

    async work(name, concurrency, handle) {
      for (let slot = 0; slot < concurrency; slot += 1) {
        let workerId = "";
        workerId = await boss.work(
          name,
          {
            batchSize: 1,
            includeMetadata: true,
            perJobResults: true,
            groupConcurrency: 1,
            pollingIntervalSeconds: 1,
            notifyPollingIntervalSeconds: 2,
          },
          async ([job]: JobWithMetadata<Jobs[typeof name]>[]) => {
            if (!job) return [];
            const outcome = await run(name, job, handle);
            // One notification may have announced several jobs: look again at once, until there are none.
            boss.notifyWorker(workerId);
            return [{ id: job.id, ...outcome }];
          },
        );
      }
    },

    async schedule(name, cron, data) {
      await boss.schedule(name, cron, data as object);
    },

    async depth() {
      // Counted here, because what pg-boss counts may be a minute old.
      const { rows } = await boss
        .getDb()
        .executeSql(
          "select count(*)::int as depth from pgboss.job where state in ('created', 'retry', 'active') and not starts_with(name, '__pgboss')",
        );
      return (rows as { depth: number }[])[0]?.depth ?? 0;
    },

    async stop() {
      await boss.stop({ graceful: true, timeout: 8000 });
    },
  };

  async function run<Name extends keyof Jobs & string>(
    name: Name,
    job: JobWithMetadata<Jobs[Name]>,
    handle: (data: Jobs[Name], run: JobRun) => Promise<void>,
  ): Promise<{
    status: "completed" | "failed" | "deadletter";
    output?: { code: string };
  }> {
    const attempt = job.retryCount + 1;
    const fields = { job: name, jobId: job.id, attempt };
    try {
      await handle(job.data, { jobId: job.id, attempt });
      return { status: "completed" };
    } catch (error) {
      if (error instanceof AppError) {
        if (!error.retryable) {
          log.warn(
            { ...fields, code: error.code, detail: error.message },
            "A job ended with an expected failure",
          );
          return { status: "deadletter", output: { code: error.code } };
        }
        log.info(
          { ...fields, code: error.code, detail: error.message },
          "A job is tried again later",
        );
        if (error.retryAfterMs === undefined)
          return { status: "failed", output: { code: error.code } };
        // The other side named a time: the back-off of the queue would knock before it.
        await sendWith(undefined, name, job.data, {
          delaySeconds: Math.max(
            SHORTEST_WAIT_SECONDS,
            error.retryAfterMs / 1000,
          ),
          ...(job.groupId ? { key: job.groupId } : {}),
        });
        return { status: "completed" };
      }
      log.error({ ...fields, err: error }, "A job failed unexpectedly");
      return {
        status: attempt >= MAX_ATTEMPTS_OF_A_BUG ? "deadletter" : "failed",
      };
    }
  }
}

function watched(db: Db, onError: (error: unknown) => void): Db {
  return {
    ...db,
    async executeSql(text, values) {
      try {
        return await db.executeSql(text, values);
      } catch (error) {
        onError(error);
        throw error;
      }
    },
  };
}
