import type { StoredMessage } from "../message.ts";
import type { UserId } from "../people/user.ts";
import type { ProposalId } from "./proposal.ts";

/** A refusal that came after its click had been answered, for who clicked in the tab. */
export interface LateRefusal {
  readonly userId: UserId;
  readonly proposalId: ProposalId;
  readonly message: StoredMessage;
  /** Later than that of every other one of the same person, and so a little ahead of the clock where need be. */
  readonly at: Date;
}
