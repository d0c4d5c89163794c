import type { Log } from "../../ports/log.ts";
import type { Storage } from "../../ports/storage.ts";
import { notifyAdminsOnceADay } from "../proposals/notifyAdminsOnceADay.ts";

/**
 * Writes the chain's head to the process log, where a rewrite of the database cannot reach it. Where it is missing
 * nothing is done any more, and admins are told, once a day.
 */
export async function logHead({
  storage,
  log,
}: {
  readonly storage: Storage;
  readonly log: Log;
}): Promise<void> {
  const head = await storage.audit.head();
  if (head !== null) {
    log.info({ ...head }, "The head of the audit log");
    return;
  }
  log.error({}, "The head of the audit log is missing");
  await storage.transaction((unit) =>
    notifyAdminsOnceADay(unit, { auditHeadLost: true }),
  );
}
