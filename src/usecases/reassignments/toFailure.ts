import { AppError } from "../../domain/appError.ts";
import { describeDeviceIneligibility } from "../../domain/devices/eligibility.ts";
import {
  GraphForeignAnswer,
  GraphNotFound,
  isGraphAway,
} from "../../ports/graphErrors.ts";
import type { Failure } from "../../domain/proposals/proposal.ts";
import { message, type Message } from "../../domain/message.ts";

/** After this long without Graph, the people who wait are told; *Try again* goes on. */
const GIVE_UP_AFTER_MS = 30 * 60 * 1000;

/**
 * The same where something in between answers in Graph's place: that is seldom over by itself, and has another cure.
 */
const GIVE_UP_FOREIGN_AFTER_MS = 5 * 60 * 1000;

/** What stands against a change or its undo for good. `userMessage` is for the card. */
export class Obstacle extends AppError {
  readonly code: string;
  readonly userMessage: Message;

  constructor(code: string, userMessage: Message) {
    super(`The primary user cannot be changed: ${code}`);
    this.code = code;
    this.userMessage = userMessage;
  }
}

/**
 * What ends a change or its undo, in words for the card.
 *
 * @param since when a person last asked for it.
 * @returns null for what is worth another try.
 */
export function toFailure(
  error: unknown,
  since: Date,
  now: Date,
): Failure | null {
  if (!(error instanceof AppError)) return null;
  if (error instanceof GraphNotFound)
    return {
      code: "device.gone",
      message: describeDeviceIneligibility("gone"),
      at: now,
    };
  if (!error.retryable)
    return { code: error.code, message: error.userMessage, at: now };
  // The other waits of ours end by themselves.
  if (!isGraphAway(error)) return null;
  const isForeign = error instanceof GraphForeignAnswer;
  const giveUpAfterMs = isForeign ? GIVE_UP_FOREIGN_AFTER_MS : GIVE_UP_AFTER_MS;
  if (now.getTime() - since.getTime() < giveUpAfterMs) return null;
  return {
    code: error.code,
    message: isForeign ? error.userMessage : message("graph.long-unavailable"),
    at: now,
  };
}
