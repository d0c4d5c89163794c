import type { Jobs } from "../jobs.ts";
import type { JobSender, SendOptions } from "../queue/queue.ts";
import type { SweepId } from "./sweep.ts";

/** One key for all sweeps: whatever goes wrong, no two steps run at the same time. */
const STEP_KEY = "sweep";

export async function sendStep(
  queue: JobSender<Jobs>,
  sweepId: SweepId,
  options: Pick<SendOptions, "unlessThere" | "onSent"> = {},
): Promise<void> {
  await queue.send("sweepStep", { sweepId }, { ...options, key: STEP_KEY });
}
