import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../domain/appError.ts";
import type { Message } from "../domain/message.ts";

/** Ends a question after so long; what is left of a budget may be a fraction, or less than nothing. */
export function endAfter(budgetMs: number): { readonly signal: AbortSignal } {
  return { signal: AbortSignal.timeout(Math.max(0, Math.round(budgetMs))) };
}

/** What a question to Microsoft came to. */
export type Attempt<T> =
  | { readonly answered: true; readonly value: T }
  | { readonly answered: false; readonly error: AppError };

/** Why Microsoft does not answer, where time does not cure it; null where asking again may. */
export function refusalOf(
  ...attempts: readonly Attempt<unknown>[]
): Message | null {
  for (const one of attempts)
    if (!one.answered && !one.error.retryable) return one.error.userMessage;
  return null;
}

/** For answers that something else can stand in for. What is no AppError is a bug and is thrown. */
export async function attempt<T>(question: Promise<T>): Promise<Attempt<T>> {
  try {
    return { answered: true, value: await question };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { answered: false, error };
  }
}

/** What `work` comes to within so long; null when it takes longer. It goes on all the same. */
export async function within<T>(
  ms: number,
  work: Promise<T>,
): Promise<T | null> {
  const waiting = new AbortController();
  // Nobody looks any more at how it ends after that.
  work.catch(() => undefined);
  const late = sleep(Math.max(0, ms), null, {
    ref: false,
    signal: waiting.signal,
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    waiting.abort();
  }
}
