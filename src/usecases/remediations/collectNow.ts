import { AppError } from "../../domain/appError.ts";
import type { DeviceId } from "../../domain/devices/device.ts";
import type {
  Collection,
  CollectResult,
} from "../../domain/evidence/collection.ts";
import { message, type Message } from "../../domain/message.ts";
import type { PersonRef, UserId } from "../../domain/people/user.ts";
import { attempt, endAfter } from "../../ports/attempt.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Remediation } from "../../ports/config.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import { GraphUnavailable } from "../../ports/graphErrors.ts";
import type { Jobs } from "../../ports/jobs.ts";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { JobSender } from "../../ports/queue.ts";
import type { Storage } from "../../ports/storage.ts";
import { ROLE_CHECK_MS } from "../people/findRole.ts";
import { requireApprover } from "../people/permissions.ts";
import { recordOutputs } from "./recordOutputs.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly approversGroupId: GroupId;
  readonly adminsGroupId: GroupId;
  /** Null where no Remediation is read. */
  readonly remediation: Remediation | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** A device that has not told by then is off, or has no way to Intune. */
const PATIENCE_MS = 30 * 60 * 1000;

/** Running a script and telling Intune takes a device a minute or more. */
const LOOK_EVERY_SECONDS = 120;

/**
 * Has a device run the Remediation's detection script at once, for an approver or an admin, by Entra at this moment.
 * While a device has not told, nobody asks it a second time: Intune would forget the first. Whoever asks holds its
 * place in the database, for half an hour at most, whatever crashes. Never throws an AppError.
 */
export async function collectNow(
  deps: Deps,
  deviceId: DeviceId,
  by: UserId,
): Promise<CollectResult> {
  const { storage, graph, remediation, clock, log } = deps;
  if (!remediation)
    return { kind: "refused", message: message("collection.off") };
  const asked = await requireHelpdesk(deps, by);
  if ("refusal" in asked) return { kind: "refused", message: asked.refusal };
  const askedAt = clock.now();
  const collection: Collection = {
    deviceId,
    askedBy: asked.person,
    askedAt,
    until: new Date(askedAt.getTime() + PATIENCE_MS),
  };
  const running = await storage.transaction(async (unit) => {
    const before = await unit.collections.claim(collection);
    if (before) return before;
    // Also where this process ends before it knows what Intune said.
    await sendLook(unit.queue, collection);
    await unit.audit.append({
      kind: "device.collection-asked",
      at: askedAt,
      actor: by,
      deviceId,
      proposalId: null,
      details: {},
    });
    return null;
  });
  if (running) return { kind: "running", collection: running };
  const run = await attempt(
    graph.remediations.run(remediation.scriptId, deviceId),
  );
  if (run.answered) {
    log.info({ deviceId, userId: by }, "A device was asked for its output");
    return { kind: "asked" };
  }
  const { code, userMessage } = run.error;
  log.warn({ deviceId, code }, "A device could not be asked for its output");
  // Without an answer it may have been asked; whoever asks again in half an hour does no harm.
  if (run.error instanceof GraphUnavailable) return { kind: "in-doubt" };
  await storage.collections.end(collection);
  return { kind: "refused", message: userMessage };
}

/**
 * Looks whether a device that was asked has told, stores what it told, and looks again while it has not and its place
 * is held.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function readOutputOf(
  deps: Deps,
  { deviceId, askedAt }: Jobs["readOutputOf"],
): Promise<void> {
  const { storage, graph, remediation, clock, log } = deps;
  const running = await storage.collections.find(deviceId, clock.now());
  if (!remediation || running?.askedAt.toISOString() !== askedAt) return;
  const looked = await attempt(
    graph.remediations.findOutput(remediation.scriptId, deviceId),
  );
  if (!looked.answered) {
    if (looked.error.retryable) throw looked.error;
    log.warn(
      { deviceId, code: looked.error.code },
      "What a device was asked for cannot be read",
    );
    await storage.collections.end(running);
    return;
  }
  const output = looked.value;
  if (!output?.at || output.at < running.askedAt) {
    await sendLook(storage.queue, running);
    return;
  }
  await recordOutputs(deps, remediation, [output]);
  await storage.collections.end(running);
}

async function sendLook(
  queue: JobSender<Jobs>,
  { deviceId, askedAt }: Collection,
): Promise<void> {
  await queue.send(
    "readOutputOf",
    { deviceId, askedAt: askedAt.toISOString() },
    { delaySeconds: LOOK_EVERY_SECONDS },
  );
}

async function requireHelpdesk(
  deps: Deps,
  by: UserId,
): Promise<{ readonly person: PersonRef } | { readonly refusal: Message }> {
  let refusal = message("people.approvers-only");
  for (const groupId of [deps.approversGroupId, deps.adminsGroupId])
    try {
      const person = await requireApprover(
        deps,
        groupId,
        by,
        endAfter(ROLE_CHECK_MS),
      );
      return { person };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refusal = error.retryable
        ? message("entra.nothing-done")
        : error.userMessage;
    }
  return { refusal };
}
