import type { CallOptions, Graph, GroupId } from "../graph/graph.ts";
import { NotAllowed } from "../people/notAllowed.ts";
import { requireApprover } from "../people/permissions.ts";
import type { PersonRef, UserId } from "../people/user.ts";
import type { Answer } from "./answer.ts";
import type { Proposal } from "./proposal.ts";

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
  if (answer.kind === "snooze" || answer.kind === "someone-else") return person;
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
  if (gainsBy(answer, proposal) === person.id) {
    throw new NotAllowed(
      "gains by it",
      "You would become this device's primary user, so someone else must decide.",
    );
  }
  if (
    proposal.origin.kind === "manual" &&
    proposal.origin.requestedBy.id === person.id
  ) {
    throw new NotAllowed(
      "asked for it",
      "You asked for this change, so someone else must decide.",
    );
  }
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
