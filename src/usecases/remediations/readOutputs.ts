import { hashesOf } from "../../domain/evidence/remediationOutput.ts";
import type { ReadingStep } from "../../domain/evidence/readingStep.ts";
import { attempt } from "../../ports/attempt.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Remediation } from "../../ports/config.ts";
import type { Graph } from "../../ports/graph.ts";
import {
  GraphCursorExpired,
  GraphForbidden,
  GraphNotFound,
} from "../../ports/graphErrors.ts";
import type { Jobs } from "../../ports/jobs.ts";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { JobSender } from "../../ports/queue.ts";
import type { Storage } from "../../ports/storage.ts";
import type { AppError } from "../../domain/appError.ts";
import { notifyAdminsOnceADay } from "../proposals/notifyAdminsOnceADay.ts";
import { recordOutputs } from "./recordOutputs.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Pick<Graph, "remediations">;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Null where none is read. */
  readonly remediation: Remediation | null;
}

/** One key for all readings: no two steps run at the same time. */
const KEY = "outputs";

/** People first: who an output tells of is then found by an index, and not by hashing everybody for each page. */
const FIRST: ReadingStep = { kind: "people", after: null };

const PEOPLE_AT_ONCE = 1000;

/** Of one step, which stays a matter of seconds where nobody has been hashed yet. */
const PARTS_OF_PEOPLE = 50;

/** Links that go stale at once, again and again, would have the list read from its start for ever. */
const MOST_RESTARTS = 3;

/** Begins to read what the Remediation printed on all devices, unless that is about to begin. */
export async function startReadingOutputs(
  queue: JobSender<Jobs>,
  remediation: Deps["remediation"],
): Promise<void> {
  if (remediation) await send(queue, FIRST);
}

/**
 * Does the next step of a reading, and sends the one after it: some people whose hashes are to be known, or a page of
 * outputs. Only what was printed since it was read last is written; a step that a crash cut off is done again and
 * stores the same.
 *
 * Where outputs cannot be read at all, the admins are told, once a day, and the reading ends until its next time.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again from here.
 */
export async function readOutputs(
  deps: Deps,
  step: ReadingStep,
): Promise<void> {
  const { storage, graph, log, remediation } = deps;
  if (!remediation) return;
  if (step.kind === "people") {
    const after = await hashPeople(storage, remediation, step.after);
    await send(
      storage.queue,
      after === null
        ? { kind: "outputs", cursor: null, restarts: 0 }
        : { kind: "people", after },
    );
    return;
  }
  const { cursor, restarts } = step;
  const page = await attempt(
    graph.remediations.listOutputs(remediation.scriptId, cursor),
  );
  if (page.answered) {
    await recordOutputs(deps, remediation, page.value.outputs);
    const { next } = page.value;
    if (next !== null)
      await send(storage.queue, { kind: "outputs", cursor: next, restarts });
    return;
  }
  const { error } = page;
  if (error.retryable) throw error;
  if (error instanceof GraphCursorExpired && restarts < MOST_RESTARTS) {
    log.info(
      {},
      "Graph forgot where a Remediation's outputs were read, so they are read anew",
    );
    await send(storage.queue, {
      kind: "outputs",
      cursor: null,
      restarts: restarts + 1,
    });
    return;
  }
  log.error(
    { code: error.code, detail: error.message },
    "The outputs of the Remediation cannot be read",
  );
  await storage.transaction((unit) =>
    notifyAdminsOnceADay(unit, { unreadableOutputs: whyOf(error) }),
  );
}

/** @returns after whom the next step goes on; null when everybody's are known. */
async function hashPeople(
  { people }: Pick<Storage, "people">,
  { tenantId }: Remediation,
  from: Extract<ReadingStep, { kind: "people" }>["after"],
): Promise<typeof from> {
  let after = from;
  for (let part = 0; part < PARTS_OF_PEOPLE; part += 1) {
    after = await people.saveHashes(
      (id, sid) => hashesOf(tenantId, id, sid),
      PEOPLE_AT_ONCE,
      after,
    );
    if (after === null) break;
  }
  return after;
}

/** A step is sent once, also where a crash has the one before it done again. */
async function send(queue: JobSender<Jobs>, step: ReadingStep): Promise<void> {
  await queue.send("readOutputs", step, { key: KEY, unlessThere: true });
}

function whyOf(error: AppError) {
  if (error instanceof GraphForbidden) return "forbidden";
  return error instanceof GraphNotFound ? "gone" : "other";
}
