import { AppError } from "../../domain/appError.ts";
import {
  describeIneligibility,
  type UserIneligibility,
  whyUserNotEligible,
} from "../../domain/people/eligibility.ts";
import { isSamePerson } from "../../domain/people/user.ts";
import type {
  Failure,
  Proposal,
  ProposalId,
  Undo,
} from "../../domain/proposals/proposal.ts";
import { PROPAGATION_MS } from "../../domain/proposals/replacedRecently.ts";
import { isOfFormerEnrolment } from "../../domain/proposals/states.ts";
import { stateAllows } from "../../domain/proposals/stateTable.ts";
import type { ReassignDeps } from "./applyReassignment.ts";
import { moveProposal } from "./moveProposal.ts";
import { CONFIRM_WITHIN_MS, secondsToNextLook } from "./nextLook.ts";
import { Obstacle, toFailure } from "./toFailure.ts";
import {
  PersonGone,
  readPrimaryUser,
  requireTimeToShow,
  writePrimaryUser,
} from "./primaryUser.ts";
import { message } from "../../domain/message.ts";

/** The undo was written, or may have been, and `/users` does not show it yet. */
class UndoNotSeenYet extends AppError {
  readonly code = "undo.not-seen-yet";
  readonly userMessage = message("intune.undo-late");
  override readonly retryable = true;
  override readonly retryAfterMs: number;

  constructor(id: ProposalId, ageMs: number) {
    super(`The undo of proposal ${id} does not show yet`);
    this.retryAfterMs = secondsToNextLook(ageMs) * 1000;
  }
}

/**
 * Restores exactly what was before the change, "no primary user" included, and waits until Intune shows it.
 *
 * Refused, with the reason on the card, when someone changed the primary user since, when the device was enrolled
 * anew since, or when the earlier one is gone or no longer qualifies. As with applying, what may have been written is
 * stored before, and looked at first after.
 *
 * @throws {GraphThrottled | GraphUnavailable | UndoNotSeenYet | WriteInDoubt | StaleRead} to be tried again.
 */
export async function undoReassignment(
  deps: ReassignDeps,
  id: ProposalId,
): Promise<void> {
  const proposal = await deps.storage.proposals.find(id);
  if (!proposal || !stateAllows(proposal.state, "start-undo")) return;
  const { undo, appliedAt } = proposal.state;
  try {
    await run(deps, proposal, undo, appliedAt);
  } catch (error) {
    const failure = toFailure(error, undo.requestedAt, deps.clock.now());
    if (!failure) throw error;
    await fail(deps, id, failure);
  }
}

async function run(
  deps: ReassignDeps,
  proposal: Proposal,
  undo: Undo,
  appliedAt: Date,
): Promise<void> {
  const { clock } = deps;
  const before = proposal.fromUser;
  const now = clock.now();
  const primaryUser = await readPrimaryUser(
    deps,
    proposal,
    [before, proposal.toUser],
    now,
  );
  const wroteItself = undo.writeStartedAt !== null;

  if (isSamePerson(primaryUser, before)) {
    // Shortly after the change itself, what was before it may only be a late answer: then it is written all the same.
    const isOld = now.getTime() - appliedAt.getTime() >= PROPAGATION_MS;
    if (wroteItself || isOld) return await storeUndone(deps, proposal.id);
  } else if (!isSamePerson(primaryUser, proposal.toUser)) {
    throw new Obstacle(
      "undo.changed-elsewhere",
      message("undo.changed-elsewhere"),
    );
  }
  if (undo.writtenAt) {
    const age = now.getTime() - undo.writtenAt.getTime();
    if (age < CONFIRM_WITHIN_MS) throw new UndoNotSeenYet(proposal.id, age);
    throw new Obstacle("undo.unconfirmed", message("undo.unconfirmed"));
  }
  if (undo.writeStartedAt)
    requireTimeToShow(proposal.id, undo.writeStartedAt, now);
  await requireSameEnrolment(deps, proposal);
  await requireEligible(deps, proposal);
  await write(deps, proposal, wroteItself);
}

async function write(
  deps: ReassignDeps,
  proposal: Proposal,
  wroteBefore: boolean,
): Promise<void> {
  const { graph, clock } = deps;
  const started = await storeUndo(
    deps,
    proposal.id,
    "start-undo",
    { writeStartedAt: clock.now() },
    proposal.version,
  );
  if (!started) return;
  try {
    await writePrimaryUser(graph, proposal.device.id, proposal.fromUser, {
      again: wroteBefore,
      notWritten: async () => {
        await storeUndo(deps, proposal.id, "cancel-undo", {
          writeStartedAt: null,
        });
      },
    });
  } catch (error) {
    throw error instanceof PersonGone ? personNotPossible("unknown") : error;
  }
  await storeUndo(deps, proposal.id, "accept-undo", {
    writtenAt: clock.now(),
  });
  throw new UndoNotSeenYet(proposal.id, 0);
}

async function requireSameEnrolment(
  { graph }: ReassignDeps,
  proposal: Proposal,
): Promise<void> {
  const device = await graph.devices.find(proposal.device.id);
  if (device && isOfFormerEnrolment(proposal, device))
    throw new Obstacle("undo.enrolled-again", message("undo.enrolled-again"));
}

async function requireEligible(
  { graph }: ReassignDeps,
  proposal: Proposal,
): Promise<void> {
  if (!proposal.fromUser) return;
  const user = await graph.users.find(proposal.fromUser.id);
  // Exactly what was before is restored, so a staging account, a guest or a foreign domain may have the device back;
  // what Intune itself asks for is still asked for.
  const why = whyUserNotEligible(user && { ...user, userType: "member" }, {
    stagingAccounts: [],
    userDomains: [],
  });
  if (why) throw personNotPossible(why);
}

function personNotPossible(why: UserIneligibility): Obstacle {
  return new Obstacle(
    `user.${why}`,
    message("undo.person-not-possible", { why: describeIneligibility(why) }),
  );
}

async function storeUndo(
  deps: ReassignDeps,
  id: ProposalId,
  event: "start-undo" | "cancel-undo" | "accept-undo",
  change: Partial<Undo>,
  atVersion?: number,
): Promise<boolean> {
  return await moveProposal(
    deps,
    id,
    event,
    (state) => ({
      state: { ...state, undo: { ...state.undo, ...change } },
      at: deps.clock.now(),
    }),
    atVersion,
  );
}

async function storeUndone(deps: ReassignDeps, id: ProposalId): Promise<void> {
  const at = deps.clock.now();
  await moveProposal(deps, id, "verify-undo", ({ decision, undo }) => ({
    state: { kind: "undone", decision, undo, undoneAt: at },
    at,
  }));
}

/** Ends it with the reason on its card, unless it has moved on. */
export async function fail(
  deps: ReassignDeps,
  id: ProposalId,
  failure: Failure,
): Promise<void> {
  const failed = await moveProposal(
    deps,
    id,
    "fail-undo",
    ({ decision, appliedAt, undo }) => ({
      state: { kind: "undo-failed", decision, appliedAt, undo, failure },
      at: failure.at,
      details: { code: failure.code },
    }),
  );
  if (!failed) return;
  deps.metrics.reassignmentFailed("undo");
  deps.log.error({ proposalId: id, code: failure.code }, "An undo failed");
}
