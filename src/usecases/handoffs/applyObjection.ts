import { AppError } from "../../domain/appError.ts";
import {
  canBeContradicted,
  type Handoff,
} from "../../domain/handoffs/handoff.ts";
import type {
  ObjectionAct,
  ObjectionResult,
} from "../../domain/handoffs/objectionAct.ts";
import { message, type Message } from "../../domain/message.ts";
import { NotAllowed } from "../../domain/people/notAllowed.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import type { Actor } from "../../domain/proposals/action.ts";
import type { Objection } from "../../domain/proposals/objection.ts";
import { next } from "../../domain/proposals/states.ts";
import type { CallOptions, GroupId } from "../../ports/graph.ts";
import { whyNotDone } from "../../ports/graphErrors.ts";
import type { Jobs } from "../../ports/jobs.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import { requireApprover, requireLeadOrAdmin } from "../people/permissions.ts";
import {
  CHECK_GIVES_UP_AFTER_MS,
  ENTRA_BUDGET_MS,
  type ApplyActionDeps,
} from "../proposals/applyAction.ts";
import { storeChange } from "../proposals/storeChange.ts";
import { contradictProposal, objectionDetails } from "./contradictProposal.ts";
import { findOpenProposal } from "./findOpenProposal.ts";
import { showHandoff } from "./tellLeads.ts";
import { tellOfEnd } from "./tellOfEnd.ts";

type ObjectionDeps = ApplyActionDeps & { readonly adminsGroupId: GroupId };

/**
 * *This is wrong…* of whoever is told of a handoff, and *Done* of the helpdesk: asks Entra at this moment whether the
 * person may, and stores it with the jobs that follow; where Entra is too slow, leaves it to a job that is stored
 * before the click is answered. Never throws an AppError.
 *
 * A handoff is contradicted once. The same click again, by whoever, finds it stored and starts nothing.
 */
export async function applyObjection(
  deps: ObjectionDeps,
  act: ObjectionAct,
  actor: Actor,
): Promise<ObjectionResult> {
  try {
    return await tryAct(deps, act, actor, {
      signal: AbortSignal.timeout(ENTRA_BUDGET_MS),
    });
  } catch (error) {
    if (!(error instanceof AppError) || !error.retryable) throw error;
    await deps.storage.queue.send(
      "applyObjection",
      { act, actor, askedAt: deps.clock.now().toISOString() },
      { key: act.handoffId },
    );
    return { kind: "checking" };
  }
}

/**
 * The rest of a click that Entra was too slow for. A refusal, and only that, is told to the clicker in private.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again, until the click is too old.
 */
export async function applyObjectionLater(
  deps: ObjectionDeps,
  { act, actor, askedAt }: Jobs["applyObjection"],
): Promise<void> {
  let refusal: Message;
  try {
    const result = await tryAct(deps, act, actor, {});
    if (result.kind !== "refused") return;
    refusal = result.message;
  } catch (error) {
    if (!(error instanceof AppError) || !error.retryable) throw error;
    const age = deps.clock.now().getTime() - Date.parse(askedAt);
    if (age < CHECK_GIVES_UP_AFTER_MS) throw error;
    refusal = whyNotDone(error, message("entra.no-answer"));
  }
  await sendRefusal(deps, act, actor, refusal);
}

/** The click's job was given up: whoever clicked is told so. */
export async function giveUpObjection(
  deps: Pick<ObjectionDeps, "storage">,
  { act, actor }: Jobs["applyObjection"],
): Promise<void> {
  await sendRefusal(deps, act, actor, message("proposal.action-given-up"));
}

async function sendRefusal(
  { storage }: Pick<ObjectionDeps, "storage">,
  { handoffId }: ObjectionAct,
  { replyTo }: Actor,
  refusal: Message,
): Promise<void> {
  const handoff = await storage.handoffs.find(handoffId);
  await storage.queue.send("notifyPerson", {
    recipient: replyTo,
    notice: {
      kind: "refusal",
      deviceName: handoff?.device.name ?? null,
      message: refusal,
    },
  });
}

async function tryAct(
  deps: ObjectionDeps,
  act: ObjectionAct,
  actor: Actor,
  options: CallOptions,
): Promise<ObjectionResult> {
  const { storage, log } = deps;
  const { handoffId } = act;
  const shown = await storage.handoffs.find(handoffId);
  if (!shown) return { kind: "refused", message: UNKNOWN };
  try {
    const person = await requireMayAct(deps, act, shown, actor, options);
    return await storage.transaction(async (unit) => {
      const current = await unit.handoffs.findForUpdate(handoffId);
      if (!current) return { kind: "refused", message: UNKNOWN };
      return act.kind === "object"
        ? await object(deps, unit, current, act, person)
        : await settle(deps, unit, current, person);
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    log.info(
      { handoffId, act: act.kind, code: error.code },
      "An act about a handoff was refused",
    );
    if (error instanceof NotAllowed)
      await recordRefusal(deps, act, shown, actor, error);
    return { kind: "refused", message: error.userMessage };
  }
}

/** @throws {NotAllowed} with the reason. @throws {GraphThrottled | GraphUnavailable} */
async function requireMayAct(
  deps: ObjectionDeps,
  { kind }: ObjectionAct,
  { lead }: Handoff,
  { userId }: Actor,
  options: CallOptions,
): Promise<PersonRef> {
  switch (kind) {
    case "object":
      return await requireLeadOrAdmin(
        deps,
        deps.adminsGroupId,
        lead?.id ?? null,
        userId,
        options,
      );
    case "settle":
      return await requireApprover(
        deps,
        deps.approversGroupId,
        userId,
        options,
      );
  }
}

/**
 * Stores what is said, on the open proposal for just that person too: its card gets a new version, so that an approval
 * of the one before comes to nothing. Rows are locked in the order of whoever records handoffs.
 */
async function object(
  { clock, log }: ObjectionDeps,
  unit: UnitOfWork,
  current: Handoff,
  { reason, choice }: Extract<ObjectionAct, { kind: "object" }>,
  person: PersonRef,
): Promise<ObjectionResult> {
  if (current.objection) return { kind: "done" };
  if (!canBeContradicted(current))
    return { kind: "refused", message: message("handoff.cycle-over") };
  const now = clock.now();
  const { device, toUser } = current;
  const objection: Objection = {
    by: person,
    at: now,
    toUser,
    reason,
    ...(choice && { choice }),
  };
  const after: Handoff = {
    ...current,
    version: current.version + 1,
    objection: { ...objection, toldAt: null, ended: null },
  };
  await unit.handoffs.save(after);
  await showHandoff(unit, after);
  if (await contradictProposal(unit, log, after, now)) return { kind: "done" };
  await unit.audit.append({
    kind: "handoff.contradicted",
    at: now,
    actor: person.id,
    deviceId: device.id,
    proposalId: current.proposal?.id ?? null,
    details: {
      device: device.name,
      ...objectionDetails(current, objection),
    },
  });
  return { kind: "done" };
}

async function settle(
  { clock, log }: ObjectionDeps,
  unit: UnitOfWork,
  current: Handoff,
  person: PersonRef,
): Promise<ObjectionResult> {
  const { objection, device } = current;
  if (!objection) return { kind: "refused", message: UNKNOWN };
  if (objection.ended) return { kind: "done" };
  const now = clock.now();
  const ended = { kind: "done", at: now, by: person } as const;
  const after: Handoff = {
    ...current,
    version: current.version + 1,
    objection: { ...objection, ended },
  };
  await unit.handoffs.save(after);
  await tellOfEnd(unit, after, objection, ended);
  await showHandoff(unit, after);
  const details = { handoffId: current.id };
  const open = await findOpenProposal(unit, device.id);
  if (open?.objection) {
    await storeChange(unit, log, open, next(open, { objection: null }), {
      event: "settle-contradiction",
      at: now,
      actor: person.id,
      details,
    });
    return { kind: "done" };
  }
  await unit.audit.append({
    kind: "handoff.contradiction-done",
    at: now,
    actor: person.id,
    deviceId: device.id,
    proposalId: current.proposal?.id ?? null,
    details: { device: device.name, ...details },
  });
  return { kind: "done" };
}

/** Who tried what they may not do can be found out later. */
async function recordRefusal(
  { storage, clock }: ObjectionDeps,
  { kind }: ObjectionAct,
  { id, device, proposal }: Handoff,
  { userId }: Actor,
  { userMessage }: NotAllowed,
): Promise<void> {
  await storage.audit.append({
    kind: "proposal.answer-refused",
    at: clock.now(),
    actor: userId,
    deviceId: device.id,
    proposalId: proposal?.id ?? null,
    details: {
      device: device.name,
      handoffId: id,
      answer: kind === "object" ? "contradict" : "contradiction-done",
      why: userMessage,
    },
  });
}

const UNKNOWN = message("handoff.not-found");
