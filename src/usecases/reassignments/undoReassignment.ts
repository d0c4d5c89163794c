import { AppError } from "../../domain/appError.ts";
import {
  describeIneligibility,
  type UserIneligibility,
  whyUserNotEligible,
} from "../../domain/people/eligibility.ts";
import { isSamePerson, type PersonRef } from "../../domain/people/user.ts";
import type {
  Failure,
  Proposal,
  ProposalId,
  Undo,
} from "../../domain/proposals/proposal.ts";
import {
  mayTakeEffectLate,
  replacedBeside,
  tookEffectLate,
} from "../../domain/proposals/lateWrites.ts";
import { PROPAGATION_MS } from "../../domain/proposals/replacedRecently.ts";
import {
  isOfFormerEnrolment,
  leavesDoubt,
} from "../../domain/proposals/states.ts";
import { stateAllows } from "../../domain/proposals/stateTable.ts";
import type { ReassignDeps } from "./reassignDeps.ts";
import { moveProposal } from "./moveProposal.ts";
import {
  CONFIRM_WITHIN_MS,
  LATE_LOOK_EVERY_SECONDS,
  secondsToNextLook,
} from "./nextLook.ts";
import { storeOtherChange } from "./otherChange.ts";
import { settleLate } from "./settleLate.ts";
import { Obstacle, toFailure } from "./toFailure.ts";
import {
  doubtOf,
  lateNewsOf,
  listOthers,
  mayBeLate,
  PersonGone,
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
 * anew since, or when the earlier one is gone or no longer qualifies. Another change of ours that took effect late is
 * told of that one, and refuses nothing. As with applying, all else comes before the
 * last look and the write that follows it at once; and what may have been written is stored before, and looked at
 * first after.
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
  const { graph, storage, clock } = deps;
  const { id, device, fromUser } = proposal;
  const others = await listOthers(storage, proposal);
  const judged = (shown: PersonRef | null) =>
    judge({ proposal, undo, appliedAt }, shown, others, clock.now());
  const look = async () => judged(await graph.primaryUsers.get(device.id));

  const mayHaveWritten = undo.writeStartedAt !== null;
  if (mayHaveWritten) {
    const seen = await look();
    if (seen.kind !== "due") return await conclude(deps, proposal, seen);
    if (undo.writtenAt) throw notShown(id, undo.writtenAt, clock.now());
    requireTimeToShow(id, undo.writeStartedAt, clock.now());
  }
  const against = await findObstacle(deps, proposal);
  // What would end in nothing, or in waiting, needs no permit and no note of a write.
  if (
    against ||
    mayBeLate(others, clock.now()) ||
    mayTakeEffectLate(others, undo.requestedAt, clock.now())
  ) {
    const seen = await look();
    if (seen.kind !== "due") return await conclude(deps, proposal, seen);
    if (against) throw against;
  }

  const writeStartedAt = clock.now();
  const started = await storeUndo(
    deps,
    id,
    "start-undo",
    { writeStartedAt },
    proposal.version,
  );
  if (!started) return;
  const last: { seen: Judgement } = { seen: { kind: "due" } };
  try {
    await writePrimaryUser(graph, device.id, fromUser, {
      isDue(shown) {
        last.seen = judged(shown);
        return last.seen.kind === "due";
      },
      again: mayHaveWritten,
      notWritten: async () => {
        await storeUndo(deps, id, "cancel-undo", { writeStartedAt: null });
      },
    });
  } catch (error) {
    throw error instanceof PersonGone ? personNotPossible("unknown") : error;
  }
  if (last.seen.kind !== "due")
    return await conclude(deps, proposal, last.seen);
  await storeUndo(deps, id, "accept-undo", { writtenAt: clock.now() });
  throw new UndoNotSeenYet(id, 0);
}

/** What a look at the primary user says of the undo. */
type Judgement =
  | { readonly kind: "due" }
  | { readonly kind: "done" }
  | { readonly kind: "other-late"; readonly other: Proposal }
  /** Nothing can be concluded yet, or never: somebody else changed it. */
  | { readonly kind: "not-due"; readonly error: AppError }
  | {
      readonly kind: "in-doubt";
      readonly shown: PersonRef | null;
      readonly error: AppError;
    };

function judge(
  {
    proposal,
    undo,
    appliedAt,
  }: {
    readonly proposal: Proposal;
    readonly undo: Undo;
    readonly appliedAt: Date;
  },
  shown: PersonRef | null,
  others: readonly Proposal[],
  now: Date,
): Judgement {
  const { id, fromUser, toUser } = proposal;
  if (isSamePerson(shown, fromUser)) {
    // Shortly after the change itself, what was before it may only be a late answer: then it is written all the same.
    const isOld = now.getTime() - appliedAt.getTime() >= PROPAGATION_MS;
    return { kind: undo.writeStartedAt || isOld ? "done" : "due" };
  }
  if (isSamePerson(shown, toUser)) return { kind: "due" };
  const startedAt = undo.writtenAt ?? undo.writeStartedAt;
  const lateNews = lateNewsOf(proposal, others, shown, now);
  if (lateNews) return { kind: "not-due", error: lateNews };
  const other = tookEffectLate(others, shown, undo.requestedAt, now);
  if (other)
    return leavesDoubt(other) ? { kind: "other-late", other } : { kind: "due" };
  const doubt = startedAt && doubtOf(id, startedAt, now);
  return doubt
    ? { kind: "in-doubt", shown, error: doubt }
    : {
        kind: "not-due",
        error: new Obstacle(
          "undo.changed-elsewhere",
          message("undo.changed-elsewhere"),
        ),
      };
}

async function conclude(
  deps: ReassignDeps,
  proposal: Proposal,
  seen: Exclude<Judgement, { kind: "due" }>,
): Promise<void> {
  const { id } = proposal;
  switch (seen.kind) {
    case "done":
      return await storeUndone(deps, id);
    case "other-late":
      await settleLate(deps, seen.other, replacedBeside(seen.other, proposal));
      return await undoReassignment(deps, id);
    case "in-doubt":
      await storeOtherChange(deps, id, seen.shown);
      throw seen.error;
    case "not-due":
      throw seen.error;
  }
}

/** Intune took the undo, and still shows the change: too early to say, or never confirmed. */
function notShown(id: ProposalId, writtenAt: Date, now: Date): AppError {
  const age = now.getTime() - writtenAt.getTime();
  return age < CONFIRM_WITHIN_MS
    ? new UndoNotSeenYet(id, age)
    : new Obstacle("undo.unconfirmed", message("undo.unconfirmed"));
}

/** What stands against the undo, whoever the primary user is; null for nothing. */
async function findObstacle(
  { graph }: ReassignDeps,
  proposal: Proposal,
): Promise<Obstacle | null> {
  const { fromUser } = proposal;
  const [device, user] = await Promise.all([
    graph.devices.find(proposal.device.id),
    fromUser ? graph.users.find(fromUser.id) : null,
  ]);
  if (device && isOfFormerEnrolment(proposal, device))
    return new Obstacle("undo.enrolled-again", message("undo.enrolled-again"));
  if (!fromUser) return null;
  // Exactly what was before is restored, so a staging account, a guest or a foreign domain may have the device back;
  // what Intune itself asks for is still asked for.
  const why = whyUserNotEligible(user && { ...user, userType: "member" }, {
    stagingAccounts: [],
    userDomains: [],
  });
  return why ? personNotPossible(why) : null;
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
      lookAfterSeconds: undo.writeStartedAt
        ? LATE_LOOK_EVERY_SECONDS
        : undefined,
    }),
  );
  if (!failed) return;
  deps.metrics.reassignmentFailed("undo");
  deps.log.error({ proposalId: id, code: failure.code }, "An undo failed");
}
