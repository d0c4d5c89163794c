import type { AppError } from "../../domain/appError.ts";
import {
  describeDeviceIneligibility,
  whyDeviceNotEligible,
} from "../../domain/devices/eligibility.ts";
import {
  describeIneligibility,
  whyUserNotEligible,
} from "../../domain/people/eligibility.ts";
import { isSamePerson, type PersonRef } from "../../domain/people/user.ts";
import type {
  Failure,
  Proposal,
  ProposalId,
  SupersededBy,
} from "../../domain/proposals/proposal.ts";
import {
  mayTakeEffectLate,
  replacedBeside,
  tookEffectLate,
} from "../../domain/proposals/lateWrites.ts";
import { replacedRecently } from "../../domain/proposals/replacedRecently.ts";
import {
  isOfFormerEnrolment,
  leavesDoubt,
} from "../../domain/proposals/states.ts";
import {
  stateAllows,
  type Allowing,
  type StateOf,
} from "../../domain/proposals/stateTable.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { ReassignDeps } from "./reassignDeps.ts";
import { moveProposal } from "./moveProposal.ts";
import { LATE_LOOK_EVERY_SECONDS, secondsToNextLook } from "./nextLook.ts";
import { replacing, storeMadeOn, storeOtherChange } from "./otherChange.ts";
import { settleLate } from "./settleLate.ts";
import { Obstacle, toFailure } from "./toFailure.ts";
import {
  doubtOf,
  lateNewsOf,
  listOthers,
  mayBeLate,
  requireTimeToShow,
  writePrimaryUser,
} from "./primaryUser.ts";

/**
 * Makes the approved change in Intune, if it is still the right one.
 *
 * All else comes first: whether device and person still qualify (failed otherwise, with the reason), and the stored
 * note that a write may follow. Then the limiter's permit, the last look at the primary user, and the write at once.
 * So what is written over is who the proposal was made on, and that is who Undo restores. Anybody else: superseded.
 *
 * A run that follows a crash or a lost answer finds the note, and looks first: seeing the proposed user then is our
 * own success. While such a write may still show, a third person ends nothing.
 *
 * An earlier change of ours whose write was in doubt may take effect now. That is told of that one, and is no other
 * person's doing: this change was approved later, and is made on what is shown then.
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
  if (!proposal) return;
  const { state } = proposal;
  if (!stateAllows(state, "start-write")) return;
  try {
    await apply(deps, { ...proposal, state });
  } catch (error) {
    const failure = toFailure(error, activeSince(state), deps.clock.now());
    if (!failure) throw error;
    await fail(deps, id, failure);
  }
}

type ApprovedProposal = Proposal & {
  readonly state: StateOf<Allowing<"start-write">>;
};

async function apply(
  deps: ReassignDeps,
  proposal: ApprovedProposal,
): Promise<void> {
  const { graph, storage, clock } = deps;
  const { id, device, state, toUser } = proposal;
  const others = await listOthers(storage, proposal);
  const judged = (shown: PersonRef | null) =>
    judge(proposal, shown, others, clock.now());
  const look = async () => judged(await graph.primaryUsers.get(device.id));

  const mayHaveWritten = state.kind === "applying";
  if (mayHaveWritten) {
    const seen = await look();
    if (seen.kind !== "due") return await conclude(deps, proposal, seen);
    requireTimeToShow(id, state.writeStartedAt, clock.now());
  }
  const against = await findObstacle(deps, proposal);
  // What would end in nothing, or in waiting, needs no permit and no note of a write.
  if (
    against ||
    mayBeLate(others, clock.now()) ||
    mayTakeEffectLate(others, activeSince(proposal.state), clock.now())
  ) {
    const seen = await look();
    if (seen.kind !== "due") return await conclude(deps, proposal, seen);
    if (against === "enrolled-again")
      return await storeSuperseded(deps, id, { kind: "enrolled-again" });
    if (against) throw against;
  }

  if (!(await storeWriteStarted(deps, proposal))) return;
  const last: { seen: Judgement } = { seen: { kind: "due" } };
  await writePrimaryUser(graph, device.id, toUser, {
    isDue(shown) {
      last.seen = judged(shown);
      return last.seen.kind === "due";
    },
    again: mayHaveWritten,
    notWritten: () => storeNotWritten(deps, id),
  });
  await conclude(
    deps,
    proposal,
    last.seen.kind === "due" ? { kind: "done" } : last.seen,
  );
}

/** What a look at the primary user says of the approved change. */
type Judgement =
  | { readonly kind: "due" }
  | { readonly kind: "done" | "already-so" }
  | { readonly kind: "overtaken"; readonly by: PersonRef | null }
  | {
      readonly kind: "earlier-late";
      readonly earlier: Proposal;
      readonly shown: PersonRef | null;
    }
  /** Nothing can be concluded yet. */
  | { readonly kind: "early"; readonly error: AppError }
  | {
      readonly kind: "in-doubt";
      readonly shown: PersonRef | null;
      readonly error: AppError;
    };

/** Since when it is on its way. */
function activeSince({
  decision,
  triedAgainAt,
}: StateOf<Allowing<"start-write">>): Date {
  return triedAgainAt ?? decision.decidedAt;
}

function judge(
  proposal: ApprovedProposal,
  shown: PersonRef | null,
  others: readonly Proposal[],
  now: Date,
): Judgement {
  const { id, state, fromUser, toUser } = proposal;
  const startedAt = state.kind === "applying" ? state.writeStartedAt : null;
  if (isSamePerson(shown, toUser)) {
    if (startedAt) return { kind: "done" };
    // What we see may be the echo of another write of ours: one that came late, or one that was replaced since and
    // still shows. Then "already so" proves nothing.
    const mayBeEcho = others.some(
      (other) => leavesDoubt(other) || replacedRecently(other, toUser, now),
    );
    return { kind: mayBeEcho ? "due" : "already-so" };
  }
  if (isSamePerson(shown, fromUser)) return { kind: "due" };
  const lateNews = lateNewsOf(proposal, others, shown, now);
  if (lateNews) return { kind: "early", error: lateNews };
  const earlier = tookEffectLate(others, shown, activeSince(state), now);
  if (earlier) return { kind: "earlier-late", earlier, shown };
  const doubt = startedAt && doubtOf(id, startedAt, now);
  return doubt
    ? { kind: "in-doubt", shown, error: doubt }
    : { kind: "overtaken", by: shown };
}

/** @throws {StaleRead | WriteInDoubt} nothing can be concluded yet. */
async function conclude(
  deps: ReassignDeps,
  proposal: Proposal,
  seen: Exclude<Judgement, { kind: "due" }>,
): Promise<void> {
  const { id } = proposal;
  switch (seen.kind) {
    case "done":
      return await storeApplied(deps, id);
    case "already-so":
      return await storeAlreadySo(deps, id);
    case "early":
      throw seen.error;
    case "earlier-late":
      await settleLate(
        deps,
        seen.earlier,
        replacedBeside(seen.earlier, proposal),
      );
      await storeMadeOn(deps, id, seen.earlier, seen.shown);
      return await applyReassignment(deps, id);
    case "in-doubt":
      await storeOtherChange(deps, id, seen.shown);
      throw seen.error;
    case "overtaken":
      return await storeSuperseded(deps, id, {
        kind: "owner-changed-elsewhere",
        primaryUser: seen.by,
      });
  }
}

/** What stands against the change, whoever the primary user is; null for nothing. */
async function findObstacle(
  { graph, storage }: ReassignDeps,
  proposal: Proposal,
): Promise<Obstacle | "enrolled-again" | null> {
  const [device, user, { values }] = await Promise.all([
    graph.devices.find(proposal.device.id),
    proposal.toUser ? graph.users.find(proposal.toUser.id) : null,
    currentSettings(storage),
  ]);
  // The account that staged it before may have staged it again, and is its primary user as it was then.
  if (device && isOfFormerEnrolment(proposal, device)) return "enrolled-again";
  const whyNotDevice = whyDeviceNotEligible(device);
  if (whyNotDevice)
    return new Obstacle(
      `device.${whyNotDevice}`,
      describeDeviceIneligibility(whyNotDevice),
    );
  const whyNotUser = proposal.toUser ? whyUserNotEligible(user, values) : null;
  return whyNotUser
    ? new Obstacle(`user.${whyNotUser}`, describeIneligibility(whyNotUser))
    : null;
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
      ...(state.kind === "applying" && {
        writeStartedAt: state.writeStartedAt,
        ...(state.otherChange && { otherChange: state.otherChange }),
      }),
    },
    lookAfterSeconds:
      state.kind === "applying" ? LATE_LOOK_EVERY_SECONDS : undefined,
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
    // What another look showed before is over: the write replaces what the last one shows.
    ({ decision, triedAgainAt }) => ({
      state: {
        kind: "applying",
        decision,
        ...(triedAgainAt && { triedAgainAt }),
        writeStartedAt: at,
      },
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
  await moveProposal(deps, id, "accept-write", ({ decision, otherChange }) => ({
    state: {
      kind: "applied",
      decision,
      appliedAt: at,
      ...(otherChange && { otherChange }),
    },
    ...replacing(otherChange),
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
  await moveProposal(deps, id, "overtake", (state) => {
    const { decision } = state;
    // Who enrolled the device anew is its primary user by that alone.
    const doubt =
      state.kind === "applying" && by.kind !== "enrolled-again"
        ? { writeStartedAt: state.writeStartedAt }
        : null;
    return {
      state: { kind: "superseded", by, at, decision, ...doubt },
      at,
      details: { by, ...(doubt && { inDoubt: true }) },
      lookAfterSeconds: doubt ? LATE_LOOK_EVERY_SECONDS : undefined,
    };
  });
}
