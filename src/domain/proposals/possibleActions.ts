import type { ProposalAction } from "./action.ts";
import { whyMayNotAct } from "./conflictOfInterest.ts";
import type { Proposal } from "./proposal.ts";
import { allows } from "./states.ts";
import { PROPOSAL_ACTIONS } from "./stateTable.ts";
import type { KnownAccounts } from "../people/pairedAccounts.ts";
import type { PersonRef } from "../people/user.ts";
import type { Message } from "../message.ts";

/** What an approver can do with a proposal as it stands. */
export interface PossibleActions {
  readonly acts: readonly ProposalAction["kind"][];
  /** Why this approver may not decide what there is to decide; null where they may, or there is nothing. */
  readonly mayNotDecide: Message | null;
}

/** For showing: deciding asks Entra, and finds the state as it is then. */
export function possibleActions(
  proposal: Proposal,
  approver: PersonRef,
  accounts: KnownAccounts,
  now: Date,
): PossibleActions {
  const fitting = PROPOSAL_ACTIONS.filter((kind) =>
    allows(proposal, kind, now),
  );
  const refusals = fitting.map((kind) =>
    whyMayNotAct({ kind }, proposal, approver, accounts),
  );
  return {
    acts: fitting.filter((_, index) => refusals[index] === null),
    mayNotDecide: refusals.find((why) => why !== null) ?? null,
  };
}
