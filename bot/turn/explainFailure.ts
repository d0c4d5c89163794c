import { randomUUID } from "node:crypto";
import { AppError } from "../../src/domain/appError.ts";
import { ActionNotUnderstood } from "../cards/parseAction.ts";
import type { Logger } from "../telemetry/log.ts";
import type { Messages } from "../messages/messages.ts";

/** Says the same to the log and, as far as it is theirs to know, to the person. */
export function explainFailure(
  error: unknown,
  log: Logger,
  messages: Messages,
): string {
  if (error instanceof AppError) {
    log.info({ code: error.code, reason: error.message }, "Refused");
    return error instanceof ActionNotUnderstood
      ? error.t(messages)
      : messages.t(error.userMessage);
  }
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference }, "Turn failed");
  return messages.turn.wentWrong({ reference });
}
