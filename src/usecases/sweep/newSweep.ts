import { randomUUID } from "node:crypto";
import type { Jobs } from "../../ports/jobs.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { JobSender } from "../../ports/queue.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import type { ChosenSweep } from "../../domain/sweep/chooseSweep.ts";
import { sendStep } from "./sendStep.ts";
import type { Sweep, SweepId } from "../../domain/sweep/sweep.ts";

/** A sweep before its first step. */
export function newSweep(
  { kind, changedSince }: ChosenSweep,
  requestedBy: UserId | null,
  showIn: Sweep["showIn"],
  now: Date,
): Sweep {
  return {
    id: randomUUID() as SweepId,
    version: 1,
    kind,
    startedAt: now,
    steppedAt: now,
    endedAt: null,
    requestedBy,
    showIn,
    changedSince,
    thenFull: null,
    // The people first: who logged on to a device is then known without asking for each.
    step: { kind: kind === "full" ? "people" : "devices", cursor: null },
    restarts: 0,
    counts: {
      pages: 0,
      people: 0,
      devices: 0,
      devicesExpected: null,
      candidates: 0,
      proposals: 0,
      handoffs: 0,
      gone: 0,
    },
    peopleListedAt: null,
    shownAt: showIn && now,
  };
}

/** Stores a new sweep with the jobs of its first step and of its card. @returns false when another one runs. */
export async function insertSweep(
  { sweeps, queue }: Pick<UnitOfWork, "sweeps" | "queue">,
  sweep: Sweep,
): Promise<boolean> {
  if (!(await sweeps.insert(sweep))) return false;
  await sendStep(queue, sweep.id);
  if (sweep.showIn) await sendSync(queue, sweep.id);
  return true;
}

export async function sendSync(
  queue: JobSender<Jobs>,
  sweepId: SweepId,
): Promise<void> {
  await queue.send("syncSweepCard", { sweepId }, { key: sweepId });
}
