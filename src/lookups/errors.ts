import { AppError } from "../appError.ts";

/** Microsoft did not answer in time, and the directory knows nothing that could be shown instead. */
export class LookUpUnavailable extends AppError {
  readonly code = "lookup.unavailable";
  readonly userMessage =
    "Microsoft did not answer in time, and Custodian has not seen this one yet. Please try again in a moment.";
  override readonly retryable = true;

  constructor(what: "device" | "user") {
    super(`The ${what} is not in the directory and could not be read live`);
  }
}
