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
  const { seq, hash } = await storage.audit.head();
  log.info({ seq, hash }, "The head of the audit log");
}
