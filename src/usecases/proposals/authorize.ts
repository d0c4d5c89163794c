import type { CallOptions, Graph, GroupId } from "../../ports/graph.ts";
import { NotAllowed } from "../../domain/people/notAllowed.ts";
import { requireApprover } from "../people/permissions.ts";
import type { PersonRef, UserId } from "../../domain/people/user.ts";
import type { Answer } from "../../domain/proposals/answer.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { sentence, type Sentence } from "../../domain/sentence.ts";

/**
 * Checks that a person may give this answer: an approver, by Entra at this moment, who neither gains by the change
 * nor asked for it. Snoozing and naming someone else decide nothing, so these ask for the group alone.
 *
 * @throws {NotAllowed} with the reason. @throws {GraphThrottled | GraphUnavailable}
 */
export async function authorizeAnswer(
  deps: { readonly graph: Graph; readonly approversGroupId: GroupId },
  answer: Answer,
  proposal: Proposal,
  userId: UserId,
  options: CallOptions,
): Promise<PersonRef> {
  const person = await requireApprover(
    deps.graph,
    deps.approversGroupId,
    userId,
    options,
  );
  if (!decides(answer)) return person;
  requireDisinterested(answer, proposal, person);
  return person;
}

/**
 * Nobody decides about a change that they gain by or asked for.
 *
 * @throws {NotAllowed} with the reason.
 */
export function requireDisinterested(
  answer: Pick<Answer, "kind">,
  proposal: Proposal,
  /** By the id that Entra gives, which is spelled as ours are. */
  person: PersonRef,
): void {
  const interest = findInterest(answer, proposal, person.id);
  if (interest) throw interest;
}

/** Why this approver may not give this answer; null where they may. For showing, too. */
export function whyMayNotAnswer(
  answer: Pick<Answer, "kind">,
  proposal: Proposal,
  userId: UserId,
): Sentence | null {
  if (!decides(answer)) return null;
  return findInterest(answer, proposal, userId)?.userMessage ?? null;
}

function decides({ kind }: Pick<Answer, "kind">): boolean {
  return kind !== "snooze" && kind !== "someone-else";
}

/**
 * Why this person may not decide about a proposal even as an approver; null when nothing of that kind stands in the way. For
 * showing: deciding asks `authorizeAnswer`.
 */
export function whyMayNotDecide(
  proposal: Proposal,
  userId: UserId,
): Sentence | null {
  return (
    findInterest({ kind: "approve" }, proposal, userId)?.userMessage ?? null
  );
}

function findInterest(
  answer: Pick<Answer, "kind">,
  proposal: Proposal,
  userId: UserId,
): NotAllowed | null {
  if (gainsBy(answer, proposal) === userId)
    return new NotAllowed("gains by it", sentence("people.gains-by-it"));
  const { origin } = proposal;
  if (origin.kind === "manual" && origin.requestedBy.id === userId)
    return new NotAllowed("asked for it", sentence("people.asked-for-it"));
  return null;
}

/** Who would have the device afterwards. */
function gainsBy(
  answer: Pick<Answer, "kind">,
  proposal: Proposal,
): UserId | null {
  const undoes =
    answer.kind === "undo" ||
    (answer.kind === "try-again" && proposal.state.kind === "undo-failed");
  return (undoes ? proposal.fromUser : proposal.toUser)?.id ?? null;
}
