import type { Log } from "../../ports/log.ts";
import type { Stores } from "../../ports/storage.ts";

/** Writes the chain's head to the process log, where a rewrite of the database cannot reach it. */
export async function logHead({
  storage,
  log,
}: {
  readonly storage: Pick<Stores, "audit">;
  readonly log: Log;
}): Promise<void> {
  const head = await storage.audit.head();
  if (head === null) log.error({}, "The head of the audit log is missing");
  else log.info({ ...head }, "The head of the audit log");
}
