import type { Clock } from "../../ports/clock.ts";
import type { Device } from "../../domain/devices/device.ts";
import {
  describeDeviceIneligibility,
  whyDeviceNotEligible,
} from "../../domain/devices/eligibility.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import {
  describeIneligibility,
  whyUserNotEligible,
} from "../../domain/people/eligibility.ts";
import type { Metrics } from "../../ports/metrics.ts";
import { isSamePerson } from "../../domain/people/user.ts";
import type {
  Failure,
  Proposal,
  ProposalId,
  SupersededBy,
} from "../../domain/proposals/proposal.ts";
import { replacedRecently } from "../../domain/proposals/replacedRecently.ts";
import {
  isOfFormerEnrolment,
  leavesDoubt,
} from "../../domain/proposals/states.ts";
import { stateAllows } from "../../domain/proposals/stateTable.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Storage } from "../../ports/storage.ts";
import { moveProposal } from "./moveProposal.ts";
import { secondsToNextLook } from "./nextLook.ts";
import { Obstacle, toFailure } from "./toFailure.ts";
import {
  readPrimaryUser,
  requireTimeToShow,
  writePrimaryUser,
} from "./primaryUser.ts";

export interface ReassignDeps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * Makes the approved change in Intune, if it is still the right one.
 *
 * Before the write it is stored that it may happen. So a run that follows a crash or a lost answer knows that it must
 * look first: seeing the proposed user then is our own success. Nothing is written when the primary user is no longer
 * the one the proposal was made on or the device was enrolled anew since (superseded), or when the device or the
 * person no longer qualifies (failed).
 *
 * Running it again in any state changes nothing that is not due.
 *
 * @throws {GraphThrottled | GraphUnavailable | WriteInDoubt | StaleRead} to be tried again.
 */
export async function applyReassignment(
  deps: ReassignDeps,
  id: ProposalId,
): Promise<void> {
  const proposal = await deps.storage.proposals.find(id);
  if (!proposal || !stateAllows(proposal.state, "start-write")) return;
  const { triedAgainAt, decision } = proposal.state;
  try {
    await apply(deps, proposal);
  } catch (error) {
    const failure = toFailure(
      error,
      triedAgainAt ?? decision.decidedAt,
      deps.clock.now(),
    );
    if (!failure) throw error;
    await fail(deps, id, failure);
  }
}

async function apply(deps: ReassignDeps, proposal: Proposal): Promise<void> {
  const { graph, storage, clock } = deps;
  const [primaryUser, { device, whyNot }] = await Promise.all([
    readPrimaryUser(
      deps,
      proposal,
      [proposal.fromUser, proposal.toUser],
      clock.now(),
    ),
    look(deps, proposal),
  ]);
  const { state } = proposal;
  const wroteItself = state.kind === "applying";
  if (isSamePerson(primaryUser, proposal.toUser)) {
    if (wroteItself) return await storeApplied(deps, proposal.id);
    if (!(await mayBeOurEcho(storage, proposal, clock.now())))
      return await storeAlreadySo(deps, proposal.id);
  } else if (!isSamePerson(primaryUser, proposal.fromUser)) {
    return await storeSuperseded(deps, proposal.id, {
      kind: "owner-changed-elsewhere",
      primaryUser,
    });
  }
  // The account that staged it before may have staged it again, and is its primary user as it was then.
  if (device && isOfFormerEnrolment(proposal, device))
    return await storeSuperseded(deps, proposal.id, { kind: "enrolled-again" });
  if (wroteItself)
    requireTimeToShow(proposal.id, state.writeStartedAt, clock.now());
  if (whyNot) throw whyNot;

  if (!(await storeWriteStarted(deps, proposal))) return;
  await writePrimaryUser(graph, proposal.device.id, proposal.toUser, {
    again: wroteItself,
    notWritten: () => storeNotWritten(deps, proposal.id),
  });
  await storeApplied(deps, proposal.id);
}

/** The device as it is now, and what stands against the change, in words for the card; null for nothing. */
async function look(
  { graph, storage }: ReassignDeps,
  proposal: Proposal,
): Promise<{
  readonly device: Device | null;
  readonly whyNot: Obstacle | null;
}> {
  const [device, user, { values }] = await Promise.all([
    graph.devices.find(proposal.device.id),
    proposal.toUser ? graph.users.find(proposal.toUser.id) : null,
    currentSettings(storage),
  ]);
  const whyNotDevice = whyDeviceNotEligible(device);
  if (whyNotDevice)
    return {
      device,
      whyNot: new Obstacle(
        `device.${whyNotDevice}`,
        describeDeviceIneligibility(whyNotDevice),
      ),
    };
  const whyNotUser = proposal.toUser ? whyUserNotEligible(user, values) : null;
  return {
    device,
    whyNot: whyNotUser
      ? new Obstacle(`user.${whyNotUser}`, describeIneligibility(whyNotUser))
      : null,
  };
}

/**
 * What we see may be the echo of another write of ours: one that came late, or one that was replaced since and still
 * shows. Then "already so" proves nothing.
 */
async function mayBeOurEcho(
  storage: Storage,
  proposal: Proposal,
  now: Date,
): Promise<boolean> {
  const earlier = await storage.proposals.listForDevice(proposal.device.id, 10);
  return earlier.some(
    (other) =>
      other.id !== proposal.id &&
      (leavesDoubt(other) || replacedRecently(other, proposal.toUser, now)),
  );
}

/** Ends it with the reason on its card, unless it has moved on. */
export async function fail(
  deps: ReassignDeps,
  id: ProposalId,
  failure: Failure,
): Promise<void> {
  const failed = await moveProposal(deps, id, "fail", (state) => ({
    state: {
      kind: "failed",
      decision: state.decision,
      failure,
      ...(state.kind === "applying"
        ? { writeStartedAt: state.writeStartedAt }
        : {}),
    },
    at: failure.at,
    details: { code: failure.code },
  }));
  if (!failed) return;
  deps.metrics.reassignmentFailed("change");
  deps.log.error(
    { proposalId: id, code: failure.code },
    "A reassignment failed",
  );
}

/** @returns false when the proposal is not as it was read any more: another run is at it. */
async function storeWriteStarted(
  deps: ReassignDeps,
  seen: Proposal,
): Promise<boolean> {
  const at = deps.clock.now();
  return await moveProposal(
    deps,
    seen.id,
    "start-write",
    (state) => ({
      state: { ...state, kind: "applying", writeStartedAt: at },
      at,
    }),
    seen.version,
  );
}

async function storeNotWritten(
  deps: ReassignDeps,
  id: ProposalId,
): Promise<void> {
  await moveProposal(deps, id, "cancel-write", (state) => ({
    state: {
      kind: "approved",
      decision: state.decision,
      ...(state.triedAgainAt ? { triedAgainAt: state.triedAgainAt } : {}),
    },
    at: deps.clock.now(),
  }));
}

async function storeApplied(deps: ReassignDeps, id: ProposalId): Promise<void> {
  const at = deps.clock.now();
  await moveProposal(deps, id, "accept-write", ({ decision }) => ({
    state: { kind: "applied", decision, appliedAt: at },
    at,
    delaySeconds: secondsToNextLook(0),
  }));
}

async function storeAlreadySo(
  deps: ReassignDeps,
  id: ProposalId,
): Promise<void> {
  const at = deps.clock.now();
  await moveProposal(deps, id, "find-already-so", ({ decision }) => ({
    state: {
      kind: "verified",
      decision,
      appliedAt: at,
      verifiedAt: at,
      changed: false,
    },
    at,
    details: { changed: false },
  }));
}

async function storeSuperseded(
  deps: ReassignDeps,
  id: ProposalId,
  by: SupersededBy,
): Promise<void> {
  const at = deps.clock.now();
  await moveProposal(deps, id, "overtake", ({ decision }) => ({
    state: { kind: "superseded", by, at, decision },
    at,
    details: { by },
  }));
}
