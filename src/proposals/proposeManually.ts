import { AppError } from "../appError.ts";
import type { Clock } from "../clock.ts";
import { toDeviceRef } from "../devices/device.ts";
import {
  describeDeviceIneligibility,
  whyDeviceNotEligible,
} from "../devices/eligibility.ts";
import { findExactly } from "../devices/findExactly.ts";
import type { Graph } from "../graph/graph.ts";
import type { Log } from "../log.ts";
import {
  describeIneligibility,
  whyUserNotEligible,
} from "../people/eligibility.ts";
import { requireTenantMember } from "../people/permissions.ts";
import {
  isSamePerson,
  toPersonRef,
  type PersonRef,
  type UserId,
} from "../people/user.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { SettingValues } from "../settings/settings.ts";
import type { Storage, UnitOfWork } from "../storage/storage.ts";
import { createProposal, supersede, type Question } from "./createProposal.ts";
import { NotPossible, SlotTaken } from "./errors.ts";
import { lockPlaces } from "./placeProposal.ts";
import type { Proposal } from "./proposal.ts";
import { replacedLately } from "./replacedLately.ts";
import { isOpen } from "./states.ts";

export interface ProposeDeps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly log: Log;
}

export interface ProposeRequest {
  /** Exact device name, serial number, Intune id or Entra device id. */
  readonly device: string;
  /** Exact UPN or object id; null for `shared`. */
  readonly user: string | null;
  readonly requestedBy: UserId;
}

export type ProposeResult =
  | { readonly kind: "proposed"; readonly proposal: Proposal }
  /** The same was proposed already: here it is. */
  | { readonly kind: "already-open"; readonly proposal: Proposal }
  | { readonly kind: "refused"; readonly message: string };

/** More than a person types, less than a script does. */
const MAX_AN_HOUR = 20;
const HOUR_MS = 60 * 60 * 1000;

/**
 * Proposes what a person asked for, recording that they asked. It supersedes what the evidence proposed, ignores the
 * memory of rejections, and links to the open card when the same is proposed already.
 *
 * Never throws an AppError: a refusal says what to do.
 */
export async function proposeManually(
  deps: ProposeDeps,
  request: ProposeRequest,
): Promise<ProposeResult> {
  try {
    return await propose(deps, request);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    deps.log.info(
      { code: error.code, detail: error.message },
      "A manual proposal was refused",
    );
    // Nobody tries this again but the person who asked.
    const message = error.retryable
      ? "Microsoft did not answer in time, so nothing was proposed. Please try again in a while."
      : error.userMessage;
    return { kind: "refused", message };
  }
}

async function propose(
  deps: ProposeDeps,
  request: ProposeRequest,
): Promise<ProposeResult> {
  const { graph, storage } = deps;
  const { values } = await currentSettings(storage);
  const [requester, device, target] = await Promise.all([
    graph.users.find(request.requestedBy),
    findExactly(graph, request.device),
    findTarget(graph, request.user, values),
  ]);
  const requestedBy = requireTenantMember(requester);
  const whyNot = whyDeviceNotEligible(device);
  if (whyNot)
    throw new NotPossible(
      `device ${whyNot}`,
      `${device.name}: ${describeDeviceIneligibility(whyNot)}`,
    );
  const fromUser = await graph.primaryUsers.get(device.id);
  if (isSamePerson(fromUser, target)) {
    throw new NotPossible(
      "already so",
      target
        ? `${target.displayName} is the primary user of ${device.name} already.`
        : `${device.name} is a shared device already.`,
    );
  }
  const question: Question = {
    device: toDeviceRef(device),
    fromUser,
    toUser: target,
    origin: { kind: "manual", requestedBy },
    evidence: null,
    confirmedAt: deps.clock.now(),
  };
  return await storage.transaction((unit) =>
    store(deps, unit, question, requestedBy, values),
  );
}

async function findTarget(
  graph: Graph,
  idOrUpn: string | null,
  values: SettingValues,
): Promise<PersonRef | null> {
  if (idOrUpn === null) return null;
  const user = await graph.users.find(idOrUpn);
  const why = whyUserNotEligible(user, values);
  if (!user || why) {
    throw new NotPossible(
      `user ${why ?? "unknown"}`,
      `${idOrUpn} cannot be proposed. ${describeIneligibility(why ?? "unknown")}`,
    );
  }
  return toPersonRef(user);
}

async function store(
  deps: ProposeDeps,
  unit: UnitOfWork,
  question: Question,
  requestedBy: PersonRef,
  values: SettingValues,
): Promise<ProposeResult> {
  const now = deps.clock.now();
  await lockPlaces(unit);
  const earlier = await unit.proposals.listForDevice(question.device.id, 10);
  if (earlier.some((other) => replacedLately(other, question.fromUser, now)))
    throw new NotPossible(
      "changed a moment ago",
      `${question.device.name} was changed a moment ago, and Intune does not show it everywhere yet. Please propose again in ten minutes.`,
    );
  const inSlot = await unit.proposals.findInSlot(question.device.id);
  const open = inSlot && (await unit.proposals.getForUpdate(inSlot.id));
  if (open && !isOpen(open)) throw new SlotTaken(question.device.id);
  const sameOwner = isSamePerson(open?.fromUser ?? null, question.fromUser);
  if (open && sameOwner && isSamePerson(open.toUser, question.toUser)) {
    return { kind: "already-open", proposal: open };
  }
  const asked = await unit.proposals.countRequestedBy(
    requestedBy.id,
    new Date(now.getTime() - HOUR_MS),
  );
  if (asked >= MAX_AN_HOUR) {
    throw new NotPossible(
      "hourly limit",
      `You proposed ${MAX_AN_HOUR} changes within an hour. Please go on later.`,
    );
  }
  const evidence = open?.evidence ?? null;
  if (open && !sameOwner) {
    await supersede(
      unit,
      deps.log,
      open,
      { kind: "owner-changed-elsewhere", primaryUser: question.fromUser },
      requestedBy.id,
      now,
    );
  }
  const proposal = await createProposal(
    unit,
    deps.log,
    { ...question, evidence },
    sameOwner ? open : null,
    values,
    now,
  );
  return { kind: "proposed", proposal };
}
