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
