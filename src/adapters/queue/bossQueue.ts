import {
  fromKysely,
  fromPglite,
  PgBoss,
  type Clock as QueueClock,
  type ConstructorOptions,
  type Db,
  type JobWithMetadata,
  type KyselyTransactionLike,
  type PGliteLike,
} from "pg-boss";
import { parseJson, storable } from "../../domain/plainText.ts";
import { AppError } from "../../domain/appError.ts";
import type {
  JobQueue,
  JobRun,
  JobSender,
  SendOptions,
} from "../../ports/queue.ts";

/** What the queue tells its operator. Static messages, ids as fields. */
export interface QueueLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface BossQueueOptions<Jobs> {
  /** The queue of a job in the database; its own name unless given. */
  readonly queueNameOf?: (job: keyof Jobs & string) => string;
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
  /** The time of the queue's own timers and, when it is pg-boss's test clock, of its tables. Only tests pass one. */
  readonly clock?: QueueClock;
}

/** The queue with what only its owner may do. */
export interface BossQueue<Jobs> extends JobQueue<Jobs> {
  /** Installs or migrates the queue's tables. Before any send. */
  start(names: readonly (keyof Jobs & string)[]): Promise<void>;
  /** The sender whose jobs live and die with this transaction. */
  within(transaction: KyselyTransactionLike): JobSender<Jobs>;
  /** Stops working, and then sends no more jobs. Calling it again does nothing more. */
  stop(): Promise<void>;
}

/** No job has this id. */
const NO_JOB = "00000000-0000-0000-0000-000000000000";

/** How often a running job gives a sign of life. */
const SIGN_OF_LIFE_SECONDS = 5;

/** The process of a job without a sign of life for so long is dead. Longer than one stands still. */
const DEAD_AFTER_SECONDS = 15;

/** How often each replica looks for the jobs of dead ones. With the wait above: they run again within 30 seconds. */
const LOOK_EVERY_MS = 5000;

/**
 * pg-boss's own answer to a dead process: it counts a failed attempt, and backs off. A job that was there when its
 * process was killed a few times would wait a minute, and 25 kills would look like a defect of the job. So what dead
 * processes leave is given back by `giveBackOrphans` long before this, which remains for the job whose end could not
 * be stored.
 */
const HEARTBEAT_SECONDS = 60;

/** Without `started_on`, the next start of the job does not count as another attempt. */
const giveBackOrphans = (whose: string) => `
  with orphans as (
    select name, id from pgboss.job where state = 'active' and ${whose} for update skip locked
  )
  update pgboss.job job set state = 'created', started_on = null, heartbeat_on = null
  from orphans where job.name = orphans.name and job.id = orphans.id
  returning job.id`;

const OF_ANY_PROCESS = "true";

const OF_DEAD_PROCESSES =
  "heartbeat_seconds is not null and " +
  `heartbeat_on < pgboss.job_now() - interval '${DEAD_AFTER_SECONDS} seconds'`;

/** A restart often mends what they failed of. Their attempts stay counted, so a second failure backs off as before. */
const END_BACK_OFF =
  "update pgboss.job set start_after = pgboss.job_now() where state = 'retry' and start_after > pgboss.job_now()";

/**
 * `groupConcurrency` alone lets two workers that look at the same moment both take a job of the same key, since
 * neither sees the other's. With this index the later one finds nothing to take instead, and looks again. The lock
 * keeps two replicas that start together from creating it twice.
 */
const ONE_ACTIVE_JOB_PER_KEY =
  "select pg_advisory_xact_lock(hashtextextended('custodian.queue', 0));" +
  "create unique index if not exists custodian_one_active_job_per_key on pgboss.job (name, group_id) " +
  "where state = 'active' and group_id is not null";

const SAME_JOB =
  "select from pgboss.job where name = $1 and data = $2::text::jsonb and state in ('created', 'retry', 'active') limit 1";

/** Some services answer "throttled, try again after 0 seconds". */
const SHORTEST_WAIT_SECONDS = 1;

/** After this many failures that were not expected, a job is given up, however often it waited for something else. */
const MAX_UNEXPECTED_FAILURES = 25;

/** What the queue keeps of a job's last failure. */
interface Failure {
  readonly code?: string;
  /** So far, in all its attempts. */
  readonly unexpected: number;
}

export function createBossQueue<Jobs>({
  queueNameOf = (job) => job,
  database,
  refuseInsideTransaction,
  log,
  clock,
}: BossQueueOptions<Jobs>): BossQueue<Jobs> {
  const embedded =
    "embedded" in database
      ? watched(fromPglite(database.embedded), database.onError)
      : null;
  const tuning: ConstructorOptions = {
    ...(clock ? { clock } : {}),
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

  let looking: NodeJS.Timeout | undefined;
  let look: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;

  function stopWorking(): Promise<void> {
    clearInterval(looking);
    stopped ??= Promise.resolve(look).then(() =>
      boss.stop({ close: false, graceful: true, timeout: 8000 }),
    );
    return stopped;
  }

  async function giveBack(whose: string): Promise<void> {
    const { rows } = await boss.getDb().executeSql(giveBackOrphans(whose));
    if (rows.length > 0)
      log.warn(
        { jobs: rows.length },
        "Jobs of a process that died are taken up again",
      );
  }

  async function sendWith(
    db: Db | undefined,
    job: keyof Jobs & string,
    data: unknown,
    options: SendOptions,
  ): Promise<void> {
    const name = queueNameOf(job);
    const payload = parseJson(JSON.stringify(data)) as object;
    if (options.unlessThere) {
      const { rows } = await (db ?? boss.getDb()).executeSql(SAME_JOB, [
        name,
        JSON.stringify(payload),
      ]);
      if (rows.length > 0) return;
    }
    await boss.send(name, payload, {
      ...(db ? { db } : {}),
      ...(options.delaySeconds
        ? { startAfter: Math.ceil(options.delaySeconds) }
        : {}),
      ...(options.key ? { group: { id: storable(options.key) } } : {}),
    });
    options.onSent?.();
  }

  return {
    async start(names) {
      await boss.start();
      if (embedded) {
        // One process has the embedded database: whatever is active there died with the process before.
        await giveBack(OF_ANY_PROCESS);
        await boss.getDb().executeSql(END_BACK_OFF);
      } else {
        // At once: after a long standstill pg-boss's own time is over as well.
        await giveBack(OF_DEAD_PROCESSES);
      }
      for (const name of names.map(queueNameOf)) {
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
      if (embedded) return;
      looking = setInterval(() => {
        look ??= giveBack(OF_DEAD_PROCESSES)
          .catch((error: unknown) =>
            log.error(
              { err: error },
              "The jobs of dead processes could not be looked for",
            ),
          )
          .finally(() => {
            look = undefined;
          });
      }, LOOK_EVERY_MS);
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
          queueNameOf(name),
          {
            batchSize: 1,
            includeMetadata: true,
            perJobResults: true,
            groupConcurrency: 1,
            heartbeatRefreshSeconds: SIGN_OF_LIFE_SECONDS,
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
      await boss.schedule(queueNameOf(name), cron, data as object, {
        missed: "once",
      });
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

    stopWorking,

    async stop() {
      await stopWorking();
      await boss.stop({ close: true });
    },
  };

  async function run<Name extends keyof Jobs & string>(
    name: Name,
    job: JobWithMetadata<Jobs[Name]>,
    handle: (data: Jobs[Name], run: JobRun) => Promise<void>,
  ): Promise<{
    status: "completed" | "failed" | "deadletter";
    output?: Failure;
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
          return {
            status: "deadletter",
            output: { code: error.code, unexpected: unexpectedFailures(job) },
          };
        }
        log.info(
          { ...fields, code: error.code, detail: error.message },
          "A job is tried again later",
        );
        if (error.retryAfterMs === undefined)
          return {
            status: "failed",
            output: { code: error.code, unexpected: unexpectedFailures(job) },
          };
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
      const unexpected = unexpectedFailures(job) + 1;
      return {
        status: unexpected >= MAX_UNEXPECTED_FAILURES ? "deadletter" : "failed",
        output: { unexpected },
      };
    }
  }
}

function unexpectedFailures({ output }: { readonly output: unknown }): number {
  return typeof output === "object" &&
    output !== null &&
    "unexpected" in output &&
    typeof output.unexpected === "number"
    ? output.unexpected
    : 0;
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
