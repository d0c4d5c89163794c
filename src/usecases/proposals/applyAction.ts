import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../../domain/appError.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CallOptions, Graph, GroupId } from "../../ports/graph.ts";
import { whyNotDone } from "../../ports/graphErrors.ts";
import type { Jobs } from "../../ports/jobs.ts";
import type { Log } from "../../ports/log.ts";
import { cardKey } from "../../domain/cards/cardKey.ts";
import type { Metrics } from "../../ports/metrics.ts";
import {
  describeIneligibility,
  whyUserNotEligible,
} from "../../domain/people/eligibility.ts";
import { NotAllowed } from "../../domain/people/notAllowed.ts";
import type { KnownAccounts } from "../../domain/people/pairedAccounts.ts";
import {
  toPersonRef,
  type PersonRef,
  type UserId,
} from "../../domain/people/user.ts";
import { readKnownAccounts } from "../people/knownAccounts.ts";
import { requireApprover } from "../people/permissions.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Storage } from "../../ports/storage.ts";
import type {
  ProposalAction,
  Actor,
  ActionResult,
} from "../../domain/proposals/action.ts";
import {
  interestedPeople,
  requireDisinterested,
  whyMayNotDecide,
} from "../../domain/proposals/conflictOfInterest.ts";
import {
  ActionNotPossible,
  NotPossible,
  ProposalAlreadySettled,
  ProposalChanged,
  ProposalExpired,
  ProposalNotFound,
  SlotTaken,
} from "../../domain/proposals/errors.ts";
import type { Proposal, ProposalId } from "../../domain/proposals/proposal.ts";
import {
  stateAllows,
  whenForbidden,
} from "../../domain/proposals/stateTable.ts";
import { expireOrWake } from "./expireAndWakeDue.ts";
import { recordDecision, type CheckedAction } from "./recordDecision.ts";
import { message, type Message } from "../../domain/message.ts";

export interface ApplyActionDeps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly approversGroupId: GroupId;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * For Entra and the database together. Teams' clients give up on a click after some seconds; a person doubts after
 * one.
 */
export const ENTRA_BUDGET_MS = 700;

/** A click whose permission could not be checked for this long is refused: the approver should look again. */
export const CHECK_GIVES_UP_AFTER_MS = 15 * 60 * 1000;

/**
 * Does what a person clicked on a proposal's card, if Entra says in time that they may; otherwise leaves it to a job
 * and says that it is being checked. The job is stored before that is said.
 *
 * Losing a race is not a failure: whoever clicks on a card that was decided meanwhile gets it as it stands.
 *
 * @param goesOn is told of the try that goes on beside its job.
 */
export async function applyAction(
  deps: ApplyActionDeps,
  action: ProposalAction,
  actor: Actor,
  goesOn?: (work: Promise<unknown>) => void,
): Promise<ActionResult> {
  const work = tryAction(deps, action, actor, {
    signal: AbortSignal.timeout(ENTRA_BUDGET_MS),
  });
  try {
    // The database may be slow as well. What is done twice then, here and by the job, is done once.
    const result = await Promise.race([
      work,
      sleep(ENTRA_BUDGET_MS + 50, null, { ref: false }),
    ]);
    if (result) return result;
    work.catch(() => undefined);
    goesOn?.(work);
  } catch (error) {
    if (!(error instanceof AppError) || !error.retryable) throw error;
    const proposal = await deps.storage.proposals.find(action.proposalId);
    if (proposal && isBeyond(proposal, action))
      return { kind: "done", proposal: await inItsMessage(deps, proposal) };
  }
  await deps.storage.queue.send(
    "applyAction",
    {
      answer: action,
      answeredBy: actor,
      askedAt: deps.clock.now().toISOString(),
    },
    { key: action.proposalId },
  );
  return { kind: "checking" };
}

/** The click is left to its job: nothing of it may be decided here any more. */
class ActionDeferred extends AppError {
  readonly code = "proposal.answer-left-to-job";
  readonly userMessage = message("proposal.answer-being-checked");
  override readonly retryable = true;

  constructor(id: ProposalId) {
    super(`The action on proposal ${id} is deferred to a job`);
  }
}

/**
 * The rest of a click that Entra was too slow for. A refusal, and only that, is told to the clicker in private; a
 * success shows on the card.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again, until the click is too old.
 */
export async function applyActionLater(
  deps: ApplyActionDeps,
  job: Jobs["applyAction"],
): Promise<void> {
  const { answer: action, answeredBy: actor } = job;
  const before = await deps.storage.proposals.find(action.proposalId);
  // Also when the click itself got that far, late.
  if (before && isBeyond(before, action)) return;
  let refusal: Message;
  try {
    const result = await tryAction(deps, action, actor, {});
    if (result.kind !== "refused") return;
    refusal = result.message;
  } catch (error) {
    if (!(error instanceof AppError) || !error.retryable) throw error;
    if (
      deps.clock.now().getTime() - Date.parse(job.askedAt) <
      CHECK_GIVES_UP_AFTER_MS
    )
      throw error;
    refusal = whyNotDone(error, message("entra.no-answer"));
  }
  await refuseLater(deps, action, actor, before, refusal);
}

/** The click's job was given up: whoever clicked is told so, unless nothing could come of the click any more. */
export async function giveUpAction(
  deps: Pick<ApplyActionDeps, "storage" | "clock">,
  { answer: action, answeredBy: actor }: Jobs["applyAction"],
): Promise<void> {
  const proposal = await deps.storage.proposals.find(action.proposalId);
  if (proposal && isBeyond(proposal, action)) return;
  await refuseLater(
    deps,
    action,
    actor,
    proposal,
    message("proposal.action-given-up"),
  );
}

async function refuseLater(
  { storage, clock }: Pick<ApplyActionDeps, "storage" | "clock">,
  { proposalId }: ProposalAction,
  actor: Actor,
  proposal: Proposal | null,
  refusal: Message,
): Promise<void> {
  await storage.transaction(async ({ queue, lateRefusals }) => {
    await queue.send("notifyPerson", {
      recipient: actor.replyTo,
      notice: {
        kind: "refusal",
        deviceName: proposal?.device.name ?? null,
        message: refusal,
      },
    });
    if (actor.isInTab)
      await lateRefusals.add({
        userId: actor.userId,
        proposalId,
        message: refusal,
        at: clock.now(),
      });
  });
}

async function tryAction(
  deps: ApplyActionDeps,
  action: ProposalAction,
  actor: Actor,
  options: { readonly signal?: AbortSignal },
): Promise<ActionResult> {
  try {
    const proposal = await deps.storage.proposals.find(action.proposalId);
    if (!proposal) throw new ProposalNotFound(action.proposalId);
    const [person, checked] = await Promise.allSettled([
      requireMayAct(deps, action, proposal, actor, options),
      checkAction(deps, action, proposal, actor, options),
    ]);
    // Who may not act is not told about others.
    if (person.status === "rejected") throw person.reason;
    if (checked.status === "rejected") throw checked.reason;
    if (options.signal?.aborted) throw new ActionDeferred(action.proposalId);
    const stored = await recordDecision(deps, checked.value, person.value);
    return { kind: "done", proposal: stored };
  } catch (error) {
    if (options.signal?.aborted) throw new ActionDeferred(action.proposalId);
    if (error instanceof NotAllowed)
      await recordRefusal(deps, action, actor, error);
    return await refuse(deps, action, error);
  }
}

/**
 * An approver, by Entra at this moment, who neither gains by what they decide nor asked for it.
 *
 * @throws {NotAllowed} with the reason. @throws {GraphThrottled | GraphUnavailable}
 */
async function requireMayAct(
  deps: ApplyActionDeps,
  action: ProposalAction,
  proposal: Proposal,
  { userId }: Actor,
  options: CallOptions,
): Promise<PersonRef> {
  const person = await requireApprover(
    deps,
    deps.approversGroupId,
    userId,
    options,
  );
  const accounts = await readAccounts(deps, proposal, person, options);
  requireDisinterested(action, proposal, person, accounts);
  return person;
}

async function readAccounts(
  deps: ApplyActionDeps,
  proposal: Proposal,
  person: PersonRef,
  options: CallOptions,
): Promise<KnownAccounts> {
  const { values } = await currentSettings(deps.storage);
  return await readKnownAccounts(
    deps,
    values.pairedAccounts,
    person,
    interestedPeople(proposal),
    options,
  );
}

/** Reads live what the action itself names: the person picked instead, or who is to decide. */
async function checkAction(
  deps: ApplyActionDeps,
  action: ProposalAction,
  proposal: Proposal,
  actor: Actor,
  options: { readonly signal?: AbortSignal },
): Promise<CheckedAction> {
  if (action.kind === "hand-to")
    return {
      ...action,
      approver: await findApprover(deps, action.who, proposal, options),
      giver: actor,
    };
  if (action.kind !== "someone-else") return action;
  const [user, { values }] = await Promise.all([
    deps.graph.users.find(action.who, options),
    currentSettings(deps.storage),
  ]);
  const why = whyUserNotEligible(user, values);
  if (!user || why) {
    throw new NotPossible(
      why ?? "unknown",
      message("proposal.person-not-possible", {
        why: describeIneligibility(why ?? "unknown"),
      }),
    );
  }
  const toUser: PersonRef = toPersonRef(user);
  if (proposal.fromUser?.id === toUser.id)
    throw new NotPossible(
      "primary user already",
      message("proposal.primary-user-already"),
    );
  return { ...action, toUser };
}

/**
 * Who is named to decide must be able to: by Entra at this moment, as when they decide.
 *
 * @throws {NotPossible} with the reason. @throws {GraphThrottled | GraphUnavailable}
 */
async function findApprover(
  deps: ApplyActionDeps,
  who: string,
  proposal: Proposal,
  options: CallOptions,
): Promise<PersonRef> {
  const user = await deps.graph.users.find(who, options);
  const approver = user && (await asApprover(deps, user.id, options));
  if (!approver)
    throw new NotPossible(
      "handed to no approver",
      message("proposal.handed-to-no-approver"),
    );
  const accounts = await readAccounts(deps, proposal, approver, options);
  if (whyMayNotDecide(proposal, approver, accounts))
    throw new NotPossible(
      "handed to somebody interested",
      message("proposal.handed-to-interested"),
    );
  return approver;
}

/** Null for somebody who may decide nothing. */
async function asApprover(
  deps: ApplyActionDeps,
  userId: UserId,
  options: CallOptions,
): Promise<PersonRef | null> {
  try {
    return await requireApprover(deps, deps.approversGroupId, userId, options);
  } catch (error) {
    if (error instanceof NotAllowed) return null;
    throw error;
  }
}

/** Who tried what they may not do can be found out later. */
async function recordRefusal(
  { storage, clock }: ApplyActionDeps,
  action: ProposalAction,
  { userId }: Actor,
  { userMessage }: NotAllowed,
): Promise<void> {
  const proposal = await storage.proposals.find(action.proposalId);
  await storage.audit.append({
    kind: "proposal.answer-refused",
    at: clock.now(),
    actor: userId,
    deviceId: proposal?.device.id ?? null,
    proposalId: action.proposalId,
    details: {
      device: proposal?.device.name ?? null,
      answer: action.kind,
      why: userMessage,
    },
  });
}

async function refuse(
  deps: ApplyActionDeps,
  action: ProposalAction,
  error: unknown,
): Promise<ActionResult> {
  if (error instanceof ProposalAlreadySettled)
    return { kind: "done", proposal: await inItsMessage(deps, error.proposal) };
  if (error instanceof ProposalExpired) {
    await expireOrWake(deps, error.proposal.id);
    return { kind: "refused", message: error.userMessage };
  }
  if (error instanceof ProposalChanged) {
    await deps.storage.queue.send(
      "syncProposalCard",
      { proposalId: action.proposalId, redraw: true },
      { key: action.proposalId },
    );
    return { kind: "refused", message: error.userMessage };
  }
  if (
    error instanceof NotAllowed ||
    error instanceof NotPossible ||
    error instanceof ActionNotPossible ||
    error instanceof ProposalNotFound ||
    error instanceof SlotTaken
  ) {
    deps.log.info(
      { proposalId: action.proposalId, action: action.kind, code: error.code },
      "An action was refused",
    );
    return { kind: "refused", message: error.userMessage };
  }
  // What an administrator must mend (a permission, a secret) is said as it is, not retried for ever.
  if (error instanceof AppError && !error.retryable) {
    deps.log.error(
      {
        proposalId: action.proposalId,
        code: error.code,
        detail: error.message,
      },
      "An action failed",
    );
    return { kind: "refused", message: error.userMessage };
  }
  throw error;
}

/** *Someone else…* gives a message to another proposal: that one is what the clicked card goes on with. */
async function inItsMessage(
  { storage }: Pick<ApplyActionDeps, "storage">,
  proposal: Proposal,
): Promise<Proposal> {
  const { state } = proposal;
  if (state.kind !== "superseded" || state.by.kind !== "proposal")
    return proposal;
  if (await storage.cardPosts.find(cardKey("proposal", proposal.id)))
    return proposal;
  const successor = await storage.proposals.find(state.by.proposalId);
  return successor ? await inItsMessage({ storage }, successor) : proposal;
}

/** Nothing could come of the click any more, whoever made it. */
function isBeyond({ state }: Proposal, { kind }: ProposalAction): boolean {
  return (
    !stateAllows(state, kind) && whenForbidden(state.kind, kind) === "beyond"
  );
}
