import type { Failure, ProposalId } from "../../domain/proposals/proposal.ts";
import { stateAllows } from "../../domain/proposals/stateTable.ts";
import { message } from "../../domain/message.ts";
import { fail as failChange } from "./applyReassignment.ts";
import type { ReassignDeps } from "./reassignDeps.ts";
import { fail as failUndo } from "./undoReassignment.ts";
import { storeUnconfirmed } from "./verifyReassignment.ts";

/**
 * The job that brought a change or its undo on its way was given up: the proposal ends where its card offers *Try
 * again*, and whoever asked for it is told. A write that may have been sent stays in doubt. What has moved on since is
 * left alone.
 */
export async function giveUpReassignment(
  deps: ReassignDeps,
  id: ProposalId,
): Promise<void> {
  const proposal = await deps.storage.proposals.find(id);
  const failure: Failure = {
    code: "reassignment.given-up",
    message: message("proposal.change-given-up"),
    at: deps.clock.now(),
  };
  if (!proposal) return;
  const { state } = proposal;
  if (stateAllows(state, "fail")) await failChange(deps, id, failure);
  else if (stateAllows(state, "give-up-verifying"))
    await storeUnconfirmed(deps, id);
  else if (stateAllows(state, "fail-undo")) await failUndo(deps, id, failure);
}
