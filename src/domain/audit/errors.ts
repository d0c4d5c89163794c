import { AppError } from "../appError.ts";
import { message } from "../message.ts";

/**
 * The row that counts the log is gone, so nothing can be chained, and nothing is done without its entry. Jobs wait for
 * whoever runs Custodian to bring it back.
 */
export class AuditHeadLost extends AppError {
  readonly code = "audit.head-lost";
  readonly userMessage = message("audit.head-lost");
  override readonly retryable = true;

  constructor() {
    super("The head of the audit log is missing");
  }
}
