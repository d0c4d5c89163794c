import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { UserId } from "../people/user.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Storage } from "../storage/storage.ts";
import { chooseSweep, type ChosenSweep } from "./chooseSweep.ts";
import { sendStep } from "./sendStep.ts";
import type { Sweep, SweepId } from "./sweep.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

/** Longer than any step of a healthy system takes, with all its waiting for Graph. */
const STALLED_MS = 10 * 60 * 1000;

/**
 * Begins a sweep when one is due. Sent every minute, so that a changed interval takes effect at once; also takes up a
 * sweep that stands still because an operator deleted its job.
 */
export async function startSweep(deps: Deps): Promise<void> {
  const { storage, clock, log } = deps;
  const now = clock.now();
  const running = await storage.sweeps.findRunning();
  if (running) {
    if (now.getTime() - running.steppedAt.getTime() < STALLED_MS) return;
    // Unless its job still waits, as it may for long while Graph is out of order: one more at every look would pile up.
    await sendStep(storage.queue, running.id, {
      unlessThere: true,
      onSent: () =>
        log.warn(
          { sweepId: running.id },
          "A sweep stood still, and is taken up",
        ),
    });
    return;
  }
  const [{ values }, last, lastDone, lastFullDone] = await Promise.all([
    currentSettings(storage),
    storage.sweeps.findLast(),
    storage.sweeps.findLastDone(),
    storage.sweeps.findLastDone("full"),
  ]);
  const due = chooseSweep(
    { last, lastDone, lastFullDone },
    values.sweepIntervalMinutes,
    now,
  );
  if (due) await begin(deps, due, null, null);
}

export interface ScanRequest {
  readonly requestedBy: UserId;
  readonly showIn: NonNullable<Sweep["showIn"]>;
}

export type ScanResult =
  | { readonly kind: "started"; readonly sweep: Sweep }
  /** One runs already, and will do. */
  | { readonly kind: "running"; readonly sweep: Sweep };

/**
 * `scan`: a full sweep at once, its progress shown where it was asked for. Whether the person may is the caller's to
 * know. While another one runs that one is pointed to: it reads the same.
 */
export async function scan(
  deps: Deps,
  request: ScanRequest,
): Promise<ScanResult> {
  const sweep = await begin(
    deps,
    { kind: "full", changedSince: null },
    request.requestedBy,
    request.showIn,
  );
  if (sweep) return { kind: "started", sweep };
  const running = await deps.storage.sweeps.findRunning();
  // It ended between the two looks.
  return running ? { kind: "running", sweep: running } : scan(deps, request);
}

/** @returns null when another sweep runs. */
async function begin(
  { storage, clock, log }: Deps,
  { kind, changedSince }: ChosenSweep,
  requestedBy: UserId | null,
  showIn: Sweep["showIn"],
): Promise<Sweep | null> {
  const now = clock.now();
  const sweep: Sweep = {
    id: randomUUID() as SweepId,
    version: 1,
    kind,
    startedAt: now,
    steppedAt: now,
    endedAt: null,
    requestedBy,
    showIn,
    changedSince,
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
  const begun = await storage.transaction(async (unit) => {
    if (!(await unit.sweeps.insert(sweep))) return false;
    await sendStep(unit.queue, sweep.id);
    if (showIn)
      await unit.queue.send(
        "showSweep",
        { sweepId: sweep.id },
        { key: sweep.id },
      );
    return true;
  });
  if (!begun) return null;
  log.info({ sweepId: sweep.id, kind }, "A sweep began");
  return sweep;
}
