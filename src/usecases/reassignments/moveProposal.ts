import type { Log } from "../../ports/log.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import type {
  Proposal,
  ProposalId,
  ProposalState,
} from "../../domain/proposals/proposal.ts";
import { storeChange, type Change } from "../proposals/storeChange.ts";
import { notifyRequester } from "../proposals/notifyRequester.ts";
import type { Storage } from "../../ports/storage.ts";
import { secondsToNextLook } from "./nextLook.ts";

type StateOf<Kind extends ProposalState["kind"]> = Extract<
  ProposalState,
  { kind: Kind }
>;

/**
 * Moves a proposal on if it still is in one of the states it is moved from; otherwise someone else was faster.
 *
 * @param atVersion moves it only from this version: before a write, so that two runs at once do not both write.
 * @returns whether it was moved.
 */
export async function moveProposal<Kind extends ProposalState["kind"]>(
  { storage, log }: { readonly storage: Storage; readonly log: Log },
  id: ProposalId,
  from: readonly Kind[],
  step: (
    proposal: Proposal,
    state: StateOf<Kind>,
  ) => {
    after: Proposal;
    change: Change;
    verifies?: boolean;
    ends?: boolean;
    /** The card changes then without anybody's doing. */
    redrawAt?: Date;
  },
  atVersion?: number,
): Promise<boolean> {
  return await storage.transaction(async (unit) => {
    const proposal = await unit.proposals.getForUpdate(id);
    if (!isIn(proposal.state, from)) return false;
    if (atVersion !== undefined && proposal.version !== atVersion) return false;
    const { after, change, verifies, ends, redrawAt } = step(
      proposal,
      proposal.state,
    );
    const shown = shownBy(after);
    // Before the rest, for a sweep takes a device before its handoff, too.
    if (shown !== undefined)
      await unit.devices.setPrimaryUser(proposal.device.id, shown, change.at);
    if (redrawAt)
      await unit.queue.send(
        "syncProposalCard",
        { proposalId: id, redraw: true },
        {
          key: id,
          delaySeconds: (redrawAt.getTime() - change.at.getTime()) / 1000,
        },
      );
    if (verifies)
      await unit.queue.send(
        "verifyReassignment",
        { proposalId: id },
        { key: proposal.device.id, delaySeconds: secondsToNextLook(0) },
      );
    if (ends) await notifyRequester(unit, after);
    await storeChange(unit, log, proposal, after, change);
    return true;
  });
}

/** Whom Intune showed as the primary user when a proposal came to where it is; undefined where it did not say. */
function shownBy({
  state,
  toUser,
  fromUser,
}: Proposal): PersonRef | null | undefined {
  if (state.kind === "verified") return toUser;
  return state.kind === "undone" ? fromUser : undefined;
}

function isIn<Kind extends ProposalState["kind"]>(
  state: ProposalState,
  kinds: readonly Kind[],
): state is StateOf<Kind> {
  return (kinds as readonly string[]).includes(state.kind);
}
