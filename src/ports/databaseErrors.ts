import { AppError } from "../domain/appError.ts";
import { message } from "../domain/message.ts";

/** The database cannot be reached, or went away in the middle: nothing is known to be stored. */
export class DatabaseAway extends AppError {
  readonly code = "storage.away";
  readonly userMessage = message("storage.away");
  override readonly retryable = true;
  override readonly retryAfterMs = undefined;

  /** @param reason a code of the driver or of PostgreSQL; no address. */
  constructor(reason: string) {
    super(`The database is away: ${reason}`);
  }
}

/** A number or date that was asked for is none that the database has. */
export class OutOfRange extends AppError {
  readonly code = "storage.out-of-range";
  readonly userMessage = message("storage.out-of-range");

  constructor(sqlState: string) {
    super(`A value is out of the database's range: ${sqlState}`);
  }
}
