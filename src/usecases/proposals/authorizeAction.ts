import type { CallOptions, Graph, GroupId } from "../../ports/graph.ts";
import { requireApprover } from "../people/permissions.ts";
import type { PersonRef, UserId } from "../../domain/people/user.ts";
import type { ProposalAction } from "../../domain/proposals/action.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import {
  decides,
  requireDisinterested,
} from "../../domain/proposals/conflictOfInterest.ts";

/**
 * Checks that a person may give this answer: an approver, by Entra at this moment, who neither gains by the change
 * nor asked for it. Snoozing and naming someone else decide nothing, so these ask for the group alone.
 *
 * @throws {NotAllowed} with the reason. @throws {GraphThrottled | GraphUnavailable}
 */
export async function authorizeAction(
  deps: { readonly graph: Graph; readonly approversGroupId: GroupId },
  answer: ProposalAction,
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
