import { AppError } from "../domain/appError.ts";
import { DatabaseAway } from "./databaseErrors.ts";
import type { Storage } from "./storage.ts";

export type TriedOne<T> =
  | { readonly done: true; readonly value: T }
  /** It failed for good, or for a reason that nobody foresaw. */
  | { readonly done: false; readonly error: unknown };

/**
 * Does what is to be done to one of many, so that one that cannot be done keeps none behind it waiting. What nobody
 * foresaw is tried a second time, after the database has answered: a connection that broke is no fault of this one.
 *
 * @param retryable what a retryable failure says: that the others would meet the same, so that it is thrown; or
 *   nothing of them, where each asks another place. That the database is away concerns all of them in any case.
 * @throws {AppError} retryable. @throws the error when the database does not answer.
 */
export async function tryOne<T>(
  { ping }: Pick<Storage, "ping">,
  work: () => Promise<T>,
  retryable: "concerns-all" | "may-be-its-own" = "concerns-all",
): Promise<TriedOne<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { done: true, value: await work() };
    } catch (error) {
      if (error instanceof AppError) {
        const concernsAll =
          retryable === "concerns-all" || error instanceof DatabaseAway;
        if (error.retryable && concernsAll) throw error;
        return { done: false, error };
      }
      if (!(await answers(ping))) throw error;
      if (attempt === 2) return { done: false, error };
    }
  }
}

async function answers(ping: () => Promise<void>): Promise<boolean> {
  try {
    await ping();
    return true;
  } catch {
    return false;
  }
}

/** For the log: an expected failure by its code, anything else with its stack. */
export function reasonOf(error: unknown): object {
  return error instanceof AppError
    ? { code: error.code, detail: error.message }
    : { err: error };
}
