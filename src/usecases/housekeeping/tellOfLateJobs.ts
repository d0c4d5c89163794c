import { JOB_WAITS } from "../../ports/jobWaits.ts";
import type { Log } from "../../ports/log.ts";
import type { OpenStorage } from "../../ports/storage.ts";
import { notifyAdminsOnceADay } from "../proposals/notifyAdminsOnceADay.ts";

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Tells the admins, once a day, what kind of work waits for more than a day: an outage that long, a permission that is
 * missing, a clock that put a job off for ever.
 */
export async function tellOfLateJobs({
  storage,
  log,
}: {
  readonly storage: OpenStorage;
  readonly log: Log;
}): Promise<void> {
  const late = await storage.queue.countOverdue(DAY_SECONDS);
  if (late.size === 0) return;
  log.warn(
    { jobs: Object.fromEntries(late) },
    "Jobs have been waiting for more than a day",
  );
  const works = new Set([...late.keys()].map((job) => JOB_WAITS[job].work));
  for (const work of works)
    await storage.transaction((unit) =>
      notifyAdminsOnceADay(unit, { late: work }),
    );
}
