import type { UserId } from "../people/user.ts";
import type { Proposal } from "./proposal.ts";

/** Whether a proposal was handed to this person last. */
export function isFor({ handedTo }: Proposal, userId: UserId): boolean {
  return handedTo?.person.id === userId;
}
