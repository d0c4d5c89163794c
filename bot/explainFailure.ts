import { randomUUID } from "node:crypto";
import { AppError } from "../src/appError.ts";
import type { Logger } from "./log.ts";

/** Says the same to the log and, as far as it is theirs to know, to the person. */
export function explainFailure(error: unknown, log: Logger): string {
  if (error instanceof AppError) {
    log.info({ code: error.code, reason: error.message }, "Refused");
    return error.userMessage;
  }
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference }, "Turn failed");
  return `Something went wrong (reference ${reference}). Try again; if it stays so, give an administrator this reference.`;
}
