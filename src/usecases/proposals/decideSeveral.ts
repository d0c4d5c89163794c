import { AppError } from "../../domain/appError.ts";
import type { Message } from "../../domain/message.ts";
import type { ActionResult } from "../../domain/proposals/action.ts";
import type { ProposalId } from "../../domain/proposals/proposal.ts";
import {
  MOST_AT_ONCE,
  type SeenProposal,
} from "../../domain/proposals/queue.ts";

/** Entra is asked about each; so many at a time keep it, and the database, free for others. */
const AT_A_TIME = 4;

/** What came of one of several. */
export interface OneOfSeveral {
  readonly proposalId: ProposalId;
  readonly result:
    | ActionResult
    /** Nothing is known to be done; the message is null for a mistake of ours. */
    | {
        readonly kind: "failed";
        readonly message: Message | null;
        readonly error: unknown;
      };
}

/**
 * Does the same with several proposals, each by itself as if it were the only one: what is refused or fails for one
 * says nothing of the others, and those that follow are still done.
 *
 * @param seen each once; at most `MOST_AT_ONCE`.
 * @returns in the order of `seen`.
 */
export async function decideSeveral(
  seen: readonly SeenProposal[],
  decide: (one: SeenProposal) => Promise<ActionResult>,
): Promise<readonly OneOfSeveral[]> {
  if (seen.length > MOST_AT_ONCE)
    throw new RangeError(`${seen.length} proposals are too many at once`);
  const results = new Map<ProposalId, OneOfSeveral["result"]>();
  const left = seen.values();
  const work = async (): Promise<void> => {
    for (const one of left)
      results.set(one.proposalId, await decideOne(one, decide));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return seen.flatMap(({ proposalId }) => {
    const result = results.get(proposalId);
    return result ? [{ proposalId, result }] : [];
  });
}

async function decideOne(
  one: SeenProposal,
  decide: (one: SeenProposal) => Promise<ActionResult>,
): Promise<OneOfSeveral["result"]> {
  try {
    return await decide(one);
  } catch (error) {
    return {
      kind: "failed",
      message: error instanceof AppError ? error.userMessage : null,
      error,
    };
  }
}
