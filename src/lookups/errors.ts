import { AppError } from "../appError.ts";
import { sentence } from "../sentence.ts";

/** Microsoft did not answer in time, and the directory knows nothing that could be shown instead. */
export class LookUpUnavailable extends AppError {
  readonly code = "lookup.unavailable";
  readonly userMessage = sentence("lookup.unavailable");
  override readonly retryable = true;

  constructor(what: "device" | "user") {
    super(`The ${what} is not in the directory and could not be read live`);
  }
}
