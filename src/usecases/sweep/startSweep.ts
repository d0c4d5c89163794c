import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { UserId } from "../../domain/people/user.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Storage } from "../../ports/storage.ts";
import {
  chooseSweep,
  type ChosenSweep,
} from "../../domain/sweep/chooseSweep.ts";
import { sendStep } from "./sendStep.ts";
import { insertSweep, newSweep, sendSync } from "./newSweep.ts";
import {
  isRunning,
  type ScanRequest,
  type Sweep,
} from "../../domain/sweep/sweep.ts";

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
    // Unless its job still waits, as it may for long while Graph is out of order: one more at every look would pile
    // up.
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

export type ScanResult =
  | { readonly kind: "started"; readonly sweep: Sweep }
  /**
   * One runs already: a full one, shown somewhere now, or one of `changes` after which a full one follows
   * (`thenFull`).
   */
  | { readonly kind: "running"; readonly sweep: Sweep };

/**
 * `scan`: a full sweep at once, its progress shown where it was asked for. Whether the person may is the caller's to
 * know. While another full one runs that one is pointed to, and gets its card if it has none: it reads the same. One
 * of changes is let finish first. Asked twice, it is done once.
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
  const running = await joinRunning(deps, request);
  // It ended between the two looks.
  return running ? { kind: "running", sweep: running } : scan(deps, request);
}

async function joinRunning(
  { storage, clock }: Deps,
  request: ScanRequest,
): Promise<Sweep | null> {
  return await storage.transaction(async ({ sweeps, queue }) => {
    const running = await sweeps.findRunning();
    const current = running && (await sweeps.findForUpdate(running.id));
    if (!current || !isRunning(current)) return null;
    const change = joined(current, request, clock.now());
    if (!change) return current;
    const next = { ...current, ...change, version: current.version + 1 };
    await sweeps.save(next);
    if (next.showIn) await sendSync(queue, next.id);
    return next;
  });
}

function joined(
  { kind, showIn, thenFull }: Sweep,
  request: ScanRequest,
  now: Date,
): Partial<Sweep> | null {
  if (kind === "changes") return thenFull ? null : { thenFull: request };
  return showIn ? null : { showIn: request.showIn, shownAt: now };
}

/** @returns null when another sweep runs. */
async function begin(
  { storage, clock, log }: Deps,
  chosen: ChosenSweep,
  requestedBy: UserId | null,
  showIn: Sweep["showIn"],
): Promise<Sweep | null> {
  const sweep = newSweep(chosen, requestedBy, showIn, clock.now());
  const begun = await storage.transaction((unit) => insertSweep(unit, sweep));
  if (!begun) return null;
  log.info({ sweepId: sweep.id, kind: sweep.kind }, "A sweep began");
  return sweep;
}
