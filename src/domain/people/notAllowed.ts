import { AppError } from "../appError.ts";
import { type Message } from "../message.ts";

/**
 * A person may not do this, whatever the state of things. Who tried an answer they may not give is audited.
 * `reason` is a fixed word for the log; the message says why and what they can do.
 */
export class NotAllowed extends AppError {
  readonly code = "people.not-allowed";
  readonly userMessage: Message;

  constructor(reason: string, userMessage: Message) {
    super(`Not allowed: ${reason}`);
    this.userMessage = userMessage;
  }
}
