import type { ProposalAction } from "./action.ts";
import {
  ProposalAlreadySettled,
  ProposalChanged,
  ProposalExpired,
} from "./errors.ts";
import type { Proposal } from "./proposal.ts";
import { stateAllows } from "./stateTable.ts";

/**
 * Lets an action through only to an open proposal whose state allows it, as its card showed it.
 *
 * @throws {ProposalAlreadySettled} @throws {ProposalExpired} @throws {ProposalChanged}
 */
export function requireOpen(
  current: Proposal,
  action: Pick<ProposalAction, "kind" | "version">,
  now: Date,
): void {
  if (!stateAllows(current.state, action.kind))
    throw new ProposalAlreadySettled(current);
  if (current.expiresAt && current.expiresAt <= now)
    throw new ProposalExpired(current);
  requireSeen(current, action);
}

/**
 * What the approver saw must be what is stored: evidence may have changed since the card was drawn.
 *
 * @throws {ProposalChanged}
 */
export function requireSeen(
  current: Proposal,
  action: Pick<ProposalAction, "version">,
): void {
  if (current.version !== action.version) throw new ProposalChanged(current);
}
