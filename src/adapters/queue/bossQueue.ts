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
import { message } from "../../domain/message.ts";
import type {
  GivenUpJob,
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
  /**
   * `onError` sees every error of the embedded database, and may end the process. `toError` makes of those of the
   * queue's own connections what they mean.
   */
  readonly database:
    | {
        readonly embedded: PGliteLike;
        readonly onError: (error: unknown) => void;
      }
    | { readonly url: string; readonly toError: (error: unknown) => unknown };
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

/**
 * A restart often mends what they failed of. Their attempts stay counted, so a second failure backs off as before.
 * What waits because the other side asked for it goes on waiting.
 */
const END_BACK_OFF =
  "update pgboss.job set start_after = pgboss.job_now() " +
  "where state = 'retry' and retry_backoff and start_after > pgboss.job_now()";

/**
 * `groupConcurrency` alone lets two workers that look at the same moment both take a job of the same key, since
 * neither sees the other's. With this index the later one finds nothing to take instead, and looks again. The lock
 * keeps two replicas that start together from creating it twice.
 */
const ONE_ACTIVE_JOB_PER_KEY =
  "select pg_advisory_xact_lock(hashtextextended('custodian.queue', 0));" +
  "create unique index if not exists custodian_one_active_job_per_key on pgboss.job (name, group_id) " +
  "where state = 'active' and group_id is not null";

/** A job that was put off for longer than anything here waits is not there: nobody would live to see it. */
const SAME_JOB =
  "select from pgboss.job where name = $1 and data = $2::text::jsonb and (state = 'active' or " +
  "state in ('created', 'retry') and start_after < pgboss.job_now() + interval '1 day') limit 1";

/** Some services answer "throttled, try again after 0 seconds". */
const SHORTEST_WAIT_SECONDS = 1;

/** However long the other side says: a date in a far year must not put a job off for ever. */
const LONGEST_WAIT_SECONDS = 3600;

/**
 * Puts off the next attempt of a running job that fails. Without `started_on` that attempt is not counted: having
 * waited because somebody asked for it says nothing of the job.
 */
const WAIT_AS_ASKED =
  "update pgboss.job set started_on = null, retry_backoff = false, retry_delay = $3::int " +
  "where name = $1 and id = $2 and state = 'active'";

const BACK_OFF_AGAIN =
  "update pgboss.job set retry_backoff = true, retry_delay = $3::int where name = $1 and id = $2 and state = 'active'";

const RETRY_DELAY_SECONDS = 1;

const DAY_SECONDS = 24 * 60 * 60;

/** From when it was due first, a job is tried for so long: far more than an outage of Graph or Teams lasts. */
const PATIENCE_DAYS = 14;

/**
 * pg-boss deletes what waits for longer, and tells nobody. `keep_until` is so long after the job was due first, and
 * no attempt moves it: that is how the age of a job is known.
 */
const RETENTION_DAYS = 2 * PATIENCE_DAYS;

/** What waits for longer than an hour over its time is told in days at the earliest. */
const JOBS_DUE_BEFORE =
  "select name, count(*)::int as jobs from pgboss.job where state in ('created', 'retry', 'active') " +
  "and keep_until < pgboss.job_now() + ($1::int - $2::int) * interval '1 second' group by name order by name";

/** Where jobs go that are not tried any more: one queue for those of all names. */
const GIVEN_UP = "givenUp";

/** Jobs of a version that gave up in silence; it kept them for as long as this one has patience. */
const TELL_WHEN_GIVEN_UP =
  "update pgboss.job set dead_letter = $1, keep_until = keep_until + $2::int * interval '1 second' " +
  "where name = any($3::text[]) and dead_letter is null and state in ('created', 'retry', 'active')";

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
  const toError =
    "url" in database ? database.toError : (error: unknown) => error;
  boss.on("error", (error) =>
    log.error({ err: toError(error) }, "The job queue reported an error"),
  );
  boss.on("warning", (warning) =>
    log.warn({ warning: warning.message }, "The job queue reported a warning"),
  );

  /** By the queue in the database. */
  const jobOf = new Map<string, keyof Jobs & string>();
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

  async function executeSql(
    text: string,
    values?: unknown[],
  ): Promise<{ readonly rows: readonly unknown[] }> {
    return await translated(boss.getDb().executeSql(text, values));
  }

  async function translated<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw toError(error);
    }
  }

  async function giveBack(whose: string): Promise<void> {
    const { rows } = await executeSql(giveBackOrphans(whose));
    if (rows.length > 0)
      log.warn(
        { jobs: rows.length },
        "Jobs of a process that died are taken up again",
      );
  }

  async function openQueue(
    name: string,
    more: { readonly deadLetter?: string },
  ): Promise<void> {
    const settings = {
      notify: true,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: 300,
      // More than what is tried within its patience.
      retryLimit: 1_000_000,
      retryDelay: RETRY_DELAY_SECONDS,
      retryBackoff: true,
      retryDelayMax: 60,
      retentionSeconds: RETENTION_DAYS * DAY_SECONDS,
      deleteAfterSeconds: 3600,
      ...more,
    };
    await translated(boss.createQueue(name, settings));
    await translated(boss.updateQueue(name, settings));
    // pg-boss reads a queue's settings at its first use, on a connection of its own. Inside a transaction of the
    // embedded database there is no other: it would wait for itself for ever. So they are read now.
    await translated(boss.getJobById(name, NO_JOB));
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
      const { rows } = await (db ?? { executeSql }).executeSql(SAME_JOB, [
        name,
        JSON.stringify(payload),
      ]);
      if (rows.length > 0) return;
    }
    await translated(
      boss.send(name, payload, {
        ...(db ? { db } : {}),
        ...(options.delaySeconds
          ? { startAfter: Math.ceil(options.delaySeconds) }
          : {}),
        ...(options.key ? { group: { id: storable(options.key) } } : {}),
      }),
    );
    options.onSent?.();
  }

  return {
    async start(names) {
      await translated(boss.start());
      for (const name of names) jobOf.set(queueNameOf(name), name);
      if (embedded) {
        // One process has the embedded database: whatever is active there died with the process before.
        await giveBack(OF_ANY_PROCESS);
        await executeSql(END_BACK_OFF);
      } else {
        // At once: after a long standstill pg-boss's own time is over as well.
        await giveBack(OF_DEAD_PROCESSES);
      }
      // It must be there before any other names it.
      await openQueue(GIVEN_UP, {});
      for (const name of jobOf.keys())
        await openQueue(name, { deadLetter: GIVEN_UP });
      await executeSql(TELL_WHEN_GIVEN_UP, [
        GIVEN_UP,
        (RETENTION_DAYS - PATIENCE_DAYS) * DAY_SECONDS,
        [...jobOf.keys()],
      ]);
      await executeSql(ONE_ACTIVE_JOB_PER_KEY);
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
      for (let slot = 0; slot < concurrency; slot += 1)
        await workOne(
          queueNameOf(name),
          (job: JobWithMetadata<Jobs[typeof name]>) =>
            run(name, queueNameOf(name), job, handle),
        );
    },

    async workGivenUp(handle) {
      await workOne(GIVEN_UP, (job: JobWithMetadata<unknown>) =>
        run(GIVEN_UP, GIVEN_UP, job, (data) => {
          const name = jobOf.get(job.sourceName ?? "");
          // Of a newer version, whose replica knows whom to tell.
          if (!name) throw new UnknownJob(job.sourceName ?? "without a name");
          return handle({
            name,
            data,
            jobId: job.sourceId ?? job.id,
            code: codeOf(job),
          } as GivenUpJob<Jobs>);
        }),
      );
    },

    async schedule(name, cron, data) {
      await translated(
        boss.schedule(queueNameOf(name), cron, data as object, {
          missed: "once",
        }),
      );
    },

    async depth() {
      // Counted here, because what pg-boss counts may be a minute old.
      const { rows } = await executeSql(
        "select count(*)::int as depth from pgboss.job where state in ('created', 'retry', 'active') and not starts_with(name, '__pgboss') and name <> $1",
        [GIVEN_UP],
      );
      return (rows as { depth: number }[])[0]?.depth ?? 0;
    },

    async countOverdue(seconds) {
      const { rows } = await executeSql(JOBS_DUE_BEFORE, [
        RETENTION_DAYS * DAY_SECONDS,
        seconds,
      ]);
      return new Map(
        (rows as { name: string; jobs: number }[]).flatMap(({ name, jobs }) => {
          const job = jobOf.get(name);
          return job ? [[job, jobs] as const] : [];
        }),
      );
    },

    stopWorking,

    async stop() {
      await stopWorking();
      await boss.stop({ close: true });
    },
  };

  async function workOne<Data>(
    queue: string,
    work: (job: JobWithMetadata<Data>) => Promise<Outcome>,
  ): Promise<void> {
    let workerId = "";
    workerId = await boss.work(
      queue,
      {
        batchSize: 1,
        includeMetadata: true,
        perJobResults: true,
        groupConcurrency: 1,
        heartbeatRefreshSeconds: SIGN_OF_LIFE_SECONDS,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 2,
      },
      async ([job]: JobWithMetadata<Data>[]) => {
        if (!job) return [];
        const outcome = await work(job);
        // One notification may have announced several jobs: look again at once, until there are none.
        boss.notifyWorker(workerId);
        return [{ id: job.id, ...outcome }];
      },
    );
  }

  async function run<Data>(
    name: string,
    queue: string,
    job: JobWithMetadata<Data>,
    handle: (data: Data, run: JobRun) => Promise<void>,
  ): Promise<Outcome> {
    const attempt = job.retryCount + 1;
    const fields = { job: name, jobId: job.id, attempt };
    const unexpected = unexpectedFailures(job);
    // By the database's clock, which set both: the one of this machine may be weeks ahead.
    const isTooOld =
      job.startedOn.getTime() >=
      job.keepUntil.getTime() - LEFT_WHEN_GIVEN_UP_MS;
    try {
      // One that hangs, or ends its process, never comes to where its failure is weighed.
      if (isTooOld && attempt > 1) throw new TriedForTooLong(name);
      await handle(job.data, { jobId: job.id, attempt });
      return { status: "completed" };
    } catch (error) {
      if (!(error instanceof AppError)) {
        log.error({ ...fields, err: error }, "A job failed unexpectedly");
        const isGivenUp = unexpected + 1 >= MAX_UNEXPECTED_FAILURES || isTooOld;
        return await failed(isGivenUp, { unexpected: unexpected + 1 });
      }
      const { code, message: detail } = error;
      const isGivenUp = !error.retryable || isTooOld;
      if (isGivenUp)
        log.warn(
          { ...fields, code, detail },
          "A job ended with an expected failure",
        );
      else log.info({ ...fields, code, detail }, "A job is tried again later");
      return await failed(isGivenUp, { code, unexpected }, error.retryAfterMs);
    }

    async function failed(
      isGivenUp: boolean,
      output: Failure,
      waitMs?: number,
    ): Promise<Outcome> {
      if (isGivenUp) return { status: "deadletter", output };
      // The other side named a time: the back-off of the queue would knock before it.
      if (waitMs !== undefined)
        await executeSql(WAIT_AS_ASKED, [queue, job.id, waitSeconds(waitMs)]);
      else if (!job.retryBackoff)
        await executeSql(BACK_OFF_AGAIN, [queue, job.id, RETRY_DELAY_SECONDS]);
      return { status: "failed", output };
    }
  }
}

interface Outcome {
  readonly status: "completed" | "failed" | "deadletter";
  readonly output?: Failure;
}

const LEFT_WHEN_GIVEN_UP_MS =
  (RETENTION_DAYS - PATIENCE_DAYS) * DAY_SECONDS * 1000;

function waitSeconds(ms: number): number {
  return Math.ceil(
    Math.min(Math.max(ms / 1000, SHORTEST_WAIT_SECONDS), LONGEST_WAIT_SECONDS),
  );
}

class TriedForTooLong extends AppError {
  readonly code = "queue.tried-for-too-long";
  readonly userMessage = message("queue.given-up");

  constructor(job: string) {
    super(`${job} was tried for ${PATIENCE_DAYS} days`);
  }
}

class UnknownJob extends AppError {
  readonly code = "queue.unknown-job";
  readonly userMessage = message("queue.given-up");
  override readonly retryable = true;

  constructor(queue: string) {
    super(`This version knows no job of the queue ${queue}`);
  }
}

/** Why a job was given up; null when nobody foresaw it. */
function codeOf({ output }: { readonly output: unknown }): string | null {
  return typeof output === "object" &&
    output !== null &&
    "code" in output &&
    typeof output.code === "string"
    ? output.code
    : null;
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
