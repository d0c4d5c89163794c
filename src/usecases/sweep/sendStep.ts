import type { Jobs } from "../../ports/jobs.ts";
import type { JobSender, SendOptions } from "../../ports/queue.ts";
import type { SweepId } from "../../domain/sweep/sweep.ts";

/** One key for all sweeps: whatever goes wrong, no two steps run at the same time. */
const STEP_KEY = "sweep";

export async function sendStep(
  queue: JobSender<Jobs>,
  sweepId: SweepId,
  options: Pick<SendOptions, "unlessThere" | "onSent"> = {},
): Promise<void> {
  await queue.send("sweepStep", { sweepId }, { ...options, key: STEP_KEY });
}
