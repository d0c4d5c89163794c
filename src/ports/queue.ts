/** What a job may ask for. */
export interface SendOptions {
  /** Not before this many seconds from now. */
  readonly delaySeconds?: number;
  /** Jobs of one queue with the same key never run at the same time, in whichever replica. Each of them runs. */
  readonly key?: string;
  /** Not at all when a job of this name with the same data waits or runs already, whatever its key. */
  readonly unlessThere?: boolean;
  /** Called when the job was sent, and not when `unlessThere` kept it back. */
  readonly onSent?: () => void;
}

/** Sends jobs. Inside a transaction it is the unit of work's own: the job exists if the transaction commits. */
export interface JobSender<Jobs> {
  send<Name extends keyof Jobs & string>(
    name: Name,
    data: Jobs[Name],
    options?: SendOptions,
  ): Promise<void>;
}

/** What a handler knows of the run it is in. */
export interface JobRun {
  readonly jobId: string;
  /** From 1. */
  readonly attempt: number;
}

/** A job that is not tried any more. */
export type GivenUpJob<Jobs> = {
  readonly [Name in keyof Jobs & string]: {
    readonly name: Name;
    readonly data: Jobs[Name];
    readonly jobId: string;
    /** Of the AppError that it ended with; null for a failure that nobody foresaw. */
    readonly code: string | null;
  };
}[keyof Jobs & string];

/** Sends jobs and does them. */
export interface JobQueue<Jobs> extends JobSender<Jobs> {
  /** Runs `handle` for every job, `concurrency` at a time in this process. */
  work<Name extends keyof Jobs & string>(
    name: Name,
    concurrency: number,
    handle: (data: Jobs[Name], run: JobRun) => Promise<void>,
  ): Promise<void>;
  /**
   * Runs `handle` for every job that is given up: one whose failure is final, that failed unexpectedly too often, or
   * that was tried for two weeks. `handle` is tried again like any job.
   */
  workGivenUp(handle: (job: GivenUpJob<Jobs>) => Promise<void>): Promise<void>;
  /**
   * Sends the job at each time of `cron` (UTC), once whatever the number of replicas. Times at which no replica ran
   * are made up for by one job at the next start.
   */
  schedule<Name extends keyof Jobs & string>(
    name: Name,
    cron: string,
    data: Jobs[Name],
  ): Promise<void>;
  /** Jobs that wait or run, in all queues; without those that were given up. */
  depth(): Promise<number>;
  /** How many jobs, by their name, were due more than this many seconds ago and are not done. */
  countOverdue(
    seconds: number,
  ): Promise<ReadonlyMap<keyof Jobs & string, number>>;
  /**
   * Takes no more jobs and waits for the running ones, 8 seconds at most; those go on after the next start. Jobs can
   * still be sent: they wait for another replica, or for the next start.
   */
  stopWorking(): Promise<void>;
}
