import { setImmediate } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { AppError } from "../../domain/appError.ts";
import { message } from "../../domain/message.ts";
import { GraphCursorExpired, isGraphAway } from "../../ports/graphErrors.ts";
import type { Remediation } from "../../ports/config.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { reasonOf, tryOne, type TriedOne } from "../../ports/tryOne.ts";
import { endHandoffsOfGone, recordListed } from "../handoffs/recordHandoff.ts";
import { listTechnicians } from "../people/technicians.ts";
import {
  evaluateCandidate,
  type EvaluateCandidateDeps,
} from "../proposals/evaluateCandidate.ts";
import { answersForOthers, MOST_TRIES } from "../proposals/stuckDevice.ts";
import { readExcludedGroups } from "../exclusions/readExcludedGroups.ts";
import type { Proposed } from "../proposals/proposeOutcome.ts";
import { noteWeighed } from "../proposals/firstRun.ts";
import { startReadingOutputs } from "../remediations/readOutputs.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import { insertSweep, newSweep, sendSync } from "./newSweep.ts";
import { recordLastLogons } from "./recordLastLogons.ts";
import { sendStep } from "./sendStep.ts";
import {
  isRunning,
  type SkippedCandidate,
  type Stuck,
  type Sweep,
  type SweepCounts,
  type SweepId,
  type SweepStep,
} from "../../domain/sweep/sweep.ts";

type SweepDeps = EvaluateCandidateDeps & {
  readonly remediation: Remediation | null;
  readonly metrics: Metrics;
};

type StoreDeps = Pick<SweepDeps, "storage" | "clock" | "log">;

/** Candidates looked at in one step. Most need no request, so that a step stays a matter of seconds. */
const CANDIDATES_A_STEP = 200;

/** A progress card is edited at most so often; Teams takes 60 messages in 30 seconds for all cards of a thread. */
const SHOW_EVERY_MS = 3000;

/**
 * Rows stored in one transaction. The embedded database has one connection, so whoever looks something up meanwhile
 * waits for as long as one takes; more of them cost more than the waiting is worth.
 */
const STORED_AT_ONCE = 250;

/** A list that suddenly tells less than half of what is known is rather broken than true. */
const MOST_PART_GONE = 0.5;

/** Links that go stale at once, again and again, would have a tenant read from its start for ever. */
const MOST_RESTARTS = 3;

/** Of those passed over: as many as a card can name. The log names all of them. */
const MOST_NAMED = 10;

interface Found {
  readonly step: SweepStep;
  readonly restarts?: number;
  readonly counts?: Partial<SweepCounts>;
  readonly peopleListedAt?: Date;
  readonly skipped?: readonly SkippedCandidate[];
  /** What was found of a page, each stored by itself before the rest. Doing one twice changes nothing. */
  readonly parts?: readonly ((unit: UnitOfWork) => Promise<void>)[];
  /** Stores what was found, and counts what only storing it tells. */
  readonly store?: (
    unit: UnitOfWork,
  ) => Promise<Partial<SweepCounts> | undefined>;
}

/**
 * Does the next step of a sweep: one page of people or of devices, or some candidates. What it found is stored before
 * or together with where the next step begins and the job that does it. A step that a crash cut off is done again and
 * stores the same. Before its first page it reads who is excluded by a group.
 *
 * One candidate that Graph never answers for does not stop the sweep: after some tries, which are stored, it is passed
 * over, unless Graph answers for no other device either.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again from here.
 */
export async function sweepStep(
  deps: SweepDeps,
  sweepId: SweepId,
): Promise<void> {
  const sweep = await deps.storage.sweeps.find(sweepId);
  if (!sweep || !isRunning(sweep)) return;
  if (sweep.counts.pages === 0) {
    const { values } = await currentSettings(deps.storage);
    await readExcludedGroups(deps, values);
  }
  await store(deps, sweep, await takeStep(deps, sweep));
}

/**
 * The job of a sweep's step was given up: the sweep failed, and its card says so. While it ran no other could begin.
 */
export async function failSweep(
  deps: StoreDeps,
  sweepId: SweepId,
): Promise<void> {
  const sweep = await deps.storage.sweeps.find(sweepId);
  if (!sweep || !isRunning(sweep)) return;
  const step = { kind: "failed", message: message("sweep.given-up") } as const;
  await store(deps, sweep, { step });
}

async function takeStep(deps: SweepDeps, sweep: Sweep): Promise<Found> {
  const { step } = sweep;
  try {
    switch (step.kind) {
      case "people":
        return await readPeople(deps, sweep, step.cursor);
      case "devices":
        return await readDevices(deps, sweep, step.cursor);
      case "candidates":
        return await evaluateCandidates(deps, sweep, step);
      case "done":
      case "failed":
        return { step };
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    if (
      error instanceof GraphCursorExpired &&
      "cursor" in step &&
      sweep.restarts < MOST_RESTARTS
    ) {
      deps.log.info(
        { sweepId: sweep.id, step: step.kind },
        "Graph forgot where a sweep was, so this part begins again",
      );
      return {
        step: { ...step, cursor: null },
        restarts: sweep.restarts + 1,
      };
    }
    deps.log.error(
      { sweepId: sweep.id, code: error.code, detail: error.message },
      "A sweep failed",
    );
    return { step: { kind: "failed", message: error.userMessage } };
  }
}

async function readPeople(
  deps: SweepDeps,
  sweep: Sweep,
  cursor: string | null,
): Promise<Found> {
  const devices = { kind: "devices", cursor: null } as const;
  const readAt = deps.clock.now();
  try {
    const { users, next } = await deps.graph.users.list(cursor);
    return {
      step: next === null ? devices : { kind: "people", cursor: next },
      counts: {
        pages: sweep.counts.pages + 1,
        // A part that began again counts anew.
        people: (cursor === null ? 0 : sweep.counts.people) + users.length,
      },
      ...(next === null && { peopleListedAt: readAt }),
      parts: inParts(users).map(
        (part) => (unit) => unit.people.saveAll(part, readAt),
      ),
    };
  } catch (error) {
    if (
      !(error instanceof AppError) ||
      error.retryable ||
      (error instanceof GraphCursorExpired && sweep.restarts < MOST_RESTARTS)
    )
      throw error;
    // Whoever is missing in the directory is read one by one, which costs more and says the same.
    deps.log.warn(
      { sweepId: sweep.id, code: error.code, detail: error.message },
      "The tenant's people cannot be listed to their end, so a sweep goes on without",
    );
    return { step: devices };
  }
}

async function readDevices(
  deps: SweepDeps,
  sweep: Sweep,
  cursor: string | null,
): Promise<Found> {
  const { counts } = sweep;
  const readAt = seenAt(deps, sweep);
  const [{ devices, next, expected }, { values }] = await Promise.all([
    deps.graph.devices.list(sweep.changedSince, cursor),
    currentSettings(deps.storage),
  ]);
  return {
    step:
      next === null
        ? { kind: "candidates", after: null }
        : { kind: "devices", cursor: next },
    counts: {
      pages: counts.pages + 1,
      devices: (cursor === null ? 0 : counts.devices) + devices.length,
      devicesExpected: expected ?? counts.devicesExpected,
    },
    parts: inParts(devices).map((part) => async (unit) => {
      await unit.devices.saveAll(part, readAt);
      await recordListed(unit, part, values, readAt);
      await recordLastLogons(unit, part, readAt);
    }),
  };
}

/**
 * When a device of this sweep was seen. Never before the sweep began: another process may have begun it, by a clock
 * that is ahead of this one, and whatever was seen before that is forgotten in the end.
 */
function seenAt({ clock }: SweepDeps, { startedAt }: Sweep): Date {
  const now = clock.now();
  return now < startedAt ? startedAt : now;
}

async function evaluateCandidates(
  deps: SweepDeps,
  sweep: Sweep,
  { after, stuck }: Extract<SweepStep, { kind: "candidates" }>,
): Promise<Found> {
  const { storage, log } = deps;
  const { values } = await currentSettings(storage);
  const candidates = await storage.devices.listCandidates(
    {
      stagingAccounts: values.stagingAccounts,
      seenSince: sweep.startedAt,
      ...(values.affinity.mode === "active-days" && {
        toldSince: sweep.startedAt,
      }),
    },
    CANDIDATES_A_STEP,
    after,
  );
  if (candidates.length === 0) return finish(deps, sweep);

  const technicians = await listTechnicians(deps);
  let last = after;
  let evaluated = 0;
  let proposals = 0;
  let handoffs = 0;
  const skipped: SkippedCandidate[] = [];
  for (const candidate of candidates) {
    const { id: deviceId, name } = candidate.device;
    let tried: TriedOne<Proposed>;
    try {
      tried = await tryOne(storage, () =>
        evaluateCandidate(deps, candidate, technicians),
      );
    } catch (error) {
      // What was done is stored first, or it would be missing in the summary. The next step meets the trouble again.
      if (evaluated > 0) break;
      const tries = stuck?.deviceId === deviceId ? stuck.tries + 1 : 1;
      const isItsOwn =
        isGraphAway(error) &&
        tries >= MOST_TRIES &&
        (await answersForOthers(deps, deviceId, candidates));
      if (!isItsOwn) {
        if (tries <= MOST_TRIES)
          await storeStuck(deps, sweep, { deviceId, tries });
        throw error;
      }
      tried = { done: false, error };
    }
    if (!tried.done) {
      // The next sweep looks at it again; the others must not wait for it.
      log.error(
        { sweepId: sweep.id, deviceId, ...reasonOf(tried.error) },
        "A candidate could not be evaluated",
      );
      deps.metrics.candidateSkipped();
      skipped.push({ deviceId, name });
    } else {
      if (tried.value.proposed) proposals += 1;
      if (tried.value.handedOff) handoffs += 1;
    }
    evaluated += 1;
    last = deviceId;
  }
  const { counts } = sweep;
  return {
    step: { kind: "candidates", after: last },
    counts: {
      candidates: counts.candidates + evaluated,
      proposals: counts.proposals + proposals,
      handoffs: counts.handoffs + handoffs,
      ...(skipped.length > 0 && {
        skipped: (counts.skipped ?? 0) + skipped.length,
      }),
    },
    skipped,
  };
}

/** Keeps with the cursor how often its first candidate could not be read: a restart must not forget it. */
async function storeStuck(
  { storage }: StoreDeps,
  seen: Sweep,
  stuck: Stuck,
): Promise<void> {
  await storage.transaction(async (unit) => {
    const current = await unit.sweeps.findForUpdate(seen.id);
    if (!current || !isWhereItWas(current, seen)) return;
    if (current.step.kind !== "candidates") return;
    await unit.sweeps.save({
      ...current,
      version: current.version + 1,
      step: { ...current.step, stuck },
    });
  });
}

function finish(deps: SweepDeps, sweep: Sweep): Found {
  return {
    step: { kind: "done" },
    ...(sweep.kind === "full" && {
      store: async (unit) => {
        await noteSwept(deps, unit, sweep);
        // Whom its outputs tell of, and which devices there are, is known best now.
        await startReadingOutputs(unit.queue, deps.remediation);
        return await forgetGone(deps, unit, sweep);
      },
    }),
  };
}

/** What a first run after installing proposes is known once a full sweep is through that began after it. */
async function noteSwept(
  { clock, log }: SweepDeps,
  unit: UnitOfWork,
  { startedAt }: Sweep,
): Promise<void> {
  const firstRun = await unit.firstRun.find();
  if (firstRun?.after === "installing" && startedAt >= firstRun.begunAt)
    await noteWeighed(unit, log, clock.now());
}

/** Forgets the devices that a full sweep did not meet. */
async function forgetGone(
  { log }: SweepDeps,
  unit: UnitOfWork,
  { id, startedAt }: Sweep,
): Promise<Partial<SweepCounts>> {
  const { devices } = unit;
  const known = await devices.count();
  const unseen = await devices.countUnseen(startedAt);
  if (unseen > known * MOST_PART_GONE) {
    log.warn(
      { sweepId: id, unseen, known },
      "Intune listed far fewer devices than are known, so none is forgotten",
    );
    return {};
  }
  await endHandoffsOfGone(unit, startedAt);
  const gone = await devices.forgetUnseen(startedAt);
  await unit.days.deleteUnlisted(startedAt);
  return { gone };
}

function inParts<T>(rows: readonly T[]): readonly (readonly T[])[] {
  return Array.from(
    { length: Math.ceil(rows.length / STORED_AT_ONCE) },
    (_, i) => rows.slice(i * STORED_AT_ONCE, (i + 1) * STORED_AT_ONCE),
  );
}

async function store(
  deps: StoreDeps,
  seen: Sweep,
  {
    step,
    restarts,
    counts,
    peopleListedAt,
    skipped = [],
    parts = [],
    store: storeFound,
  }: Found,
): Promise<void> {
  for (const part of parts) {
    // The embedded database works in this process, and never lets go of it by itself: requests from outside come in
    // here.
    await setImmediate();
    const isStored = await deps.storage.transaction(async (unit) => {
      const current = await unit.sweeps.findForUpdate(seen.id);
      if (!current || !isWhereItWas(current, seen)) return false;
      await part(unit);
      return true;
    });
    if (!isStored) return;
  }
  const now = deps.clock.now();
  const isOver = step.kind === "done" || step.kind === "failed";
  const after = await deps.storage.transaction(async (unit) => {
    const current = await unit.sweeps.findForUpdate(seen.id);
    if (!current || !isWhereItWas(current, seen)) return null;
    const counted = await storeFound?.(unit);
    const isShown = isShownNow(current, isOver, now);
    const saved: Sweep = {
      ...current,
      version: current.version + 1,
      step,
      restarts: restarts ?? (step.kind === seen.step.kind ? seen.restarts : 0),
      counts: { ...current.counts, ...counts, ...counted },
      ...(skipped.length > 0 && {
        skipped: [...(current.skipped ?? []), ...skipped].slice(0, MOST_NAMED),
      }),
      ...(step.kind === "done" && (await postingNow(unit))),
      peopleListedAt: peopleListedAt ?? current.peopleListedAt,
      steppedAt: now,
      endedAt: isOver ? now : null,
      shownAt: isShown ? now : current.shownAt,
    };
    await unit.sweeps.save(saved);
    if (!isOver) await sendStep(unit.queue, seen.id);
    if (isShown) await sendSync(unit.queue, seen.id);
    if (step.kind === "done") {
      await unit.queue.send("collectBatches", {});
      await unit.queue.send("followChanges", {});
    }
    // The leads of what it found waited for its end; the job of any of them tells all.
    if (isOver)
      for (const handoffId of await unit.handoffs.listUntold(1, null))
        await unit.queue.send(
          "followHandoff",
          { handoffId },
          { key: handoffId },
        );
    const { thenFull } = saved;
    if (isOver && thenFull)
      await insertSweep(
        unit,
        newSweep(
          { kind: "full", changedSince: null },
          thenFull.requestedBy,
          thenFull.showIn,
          now,
        ),
      );
    return saved;
  });
  if (after && isOver)
    deps.log.info(
      {
        sweepId: after.id,
        kind: after.kind,
        outcome: step.kind,
        ms: now.getTime() - after.startedAt.getTime(),
        ...after.counts,
        ...(after.skipped && {
          skippedDevices: after.skipped.map(({ deviceId }) => deviceId),
        }),
      },
      "A sweep ended",
    );
}

/** What keeps from posting all that was found. */
async function postingNow(unit: UnitOfWork): Promise<Pick<Sweep, "posting">> {
  const { values } = await currentSettings(unit);
  if (values.proposing === "observe") return { posting: "observing" };
  return (await unit.firstRun.find())
    ? { posting: { firstRunPerDay: values.firstRunProposalsPerDay } }
    : {};
}

/** Whether nobody else did the step meanwhile; that `scan` wrote down a wish is no reason to lose it. */
function isWhereItWas(current: Sweep, seen: Sweep): boolean {
  return (
    isDeepStrictEqual(current.step, seen.step) &&
    current.restarts === seen.restarts
  );
}

function isShownNow(
  { showIn, shownAt }: Sweep,
  isOver: boolean,
  now: Date,
): boolean {
  if (!showIn) return false;
  return (
    isOver ||
    shownAt === null ||
    now.getTime() - shownAt.getTime() >= SHOW_EVERY_MS
  );
}
