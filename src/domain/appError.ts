import { type Message } from "./message.ts";
/**
 * An expected failure: something the approver, the caller or an operator can act on.
 * Anything that is not an AppError is a bug and is reported as one.
 */
export abstract class AppError extends Error {
  /**
   * For the log: fixed words, ids and numbers. What names people or devices, or was said by others, is for
   * `userMessage`.
   */
  declare readonly message: string;
  /** Stable identifier, `<area>.<what-happened>`. Logged, alerted on, listed in docs/operating.md. */
  abstract readonly code: string;
  /** One message that can be shown on a card: what happened and what to do next. No ids of other people's objects. */
  abstract readonly userMessage: Message;
  /** True when the same call may succeed later without anyone changing anything. Jobs retry only these. */
  readonly retryable: boolean = false;
  /** For retryable errors: the shortest wait that makes sense, in milliseconds, when the other side named one. */
  readonly retryAfterMs?: number | undefined;
}
