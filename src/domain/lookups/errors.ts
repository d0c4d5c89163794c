import { AppError } from "../appError.ts";
import { message, type Message } from "../message.ts";

/**
 * Microsoft did not answer in time, or refused to, and the directory knows nothing that could be shown instead. Only
 * what was late may be read later.
 */
export class LookUpUnavailable extends AppError {
  readonly code = "lookup.unavailable";
  readonly userMessage: Message;
  /** Why Microsoft does not answer, where time does not cure it. */
  readonly refusal: Message | null;
  override readonly retryable: boolean;

  constructor(what: "device" | "user", refusal: Message | null) {
    super(`The ${what} is not in the directory and could not be read live`);
    this.refusal = refusal;
    this.userMessage = refusal ?? message("lookup.unavailable");
    this.retryable = refusal === null;
  }
}
