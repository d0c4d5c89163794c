/** Who reads the body from outside need read no more of it. */
export const MAX_REPORT_BYTES = 64 * 1024;

/** An HTTP status; what is wrong when it is not 202. `message` is for whoever maintains the script. */
export interface ReportAnswer {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  readonly retryAfterSeconds?: number;
}
