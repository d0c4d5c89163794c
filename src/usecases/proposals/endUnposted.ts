import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import { reasonOf, tryOne } from "../../ports/tryOne.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import type { CardPost } from "../../ports/stores/cardPostStore.ts";
import { cardKey } from "../../domain/cards/cardKey.ts";
import type { Proposal, ProposalId } from "../../domain/proposals/proposal.ts";
import { allows, awaitsDecision, next } from "../../domain/proposals/states.ts";
import { storeChange } from "./storeChange.ts";
import { notifyAdminsOnceADay } from "./notifyAdminsOnceADay.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

const PAGE = 200;

/**
 * Ends the proposals whose card never stood in any channel in all the time they had: for want of a place, or because
 * it could not be posted. Whoever asked for it is told, and the admins. One transaction each.
 */
export async function endUnposted({
  storage,
  clock,
  log,
}: Deps): Promise<void> {
  let after: ProposalId | null = null;
  do {
    const ids: readonly ProposalId[] = await storage.proposals.listUnposted(
      clock.now(),
      PAGE,
      after,
    );
    for (const id of ids) {
      const tried = await tryOne(storage, () =>
        storage.transaction(async (unit) => {
          const proposal = await unit.proposals.getForUpdate(id);
          await endIfUnposted(unit, log, proposal, clock.now());
        }),
      );
      if (!tried.done)
        log.error(
          { proposalId: id, ...reasonOf(tried.error) },
          "A proposal without a card could not be ended",
        );
    }
    after = ids.length < PAGE ? null : (ids.at(-1) ?? null);
  } while (after !== null);
}

/**
 * The same for one that is locked.
 *
 * @returns whether it was ended.
 */
export async function endIfUnposted(
  unit: UnitOfWork,
  log: Log,
  proposal: Proposal,
  at: Date,
): Promise<boolean> {
  if (!allows(proposal, "give-up-posting", at)) return false;
  const post = await unit.cardPosts.find(cardKey("proposal", proposal.id));
  // Of a held one a card may stand where nobody can decide on it: in a channel that is lost.
  if (awaitsDecision(proposal) && isPosted(proposal, post)) return false;
  await notifyAdminsOnceADay(unit, { neverPostedOf: proposal.device.name });
  await storeChange(
    unit,
    log,
    proposal,
    // Nobody saw it: that it was not answered says nothing.
    next(proposal, {
      state: { kind: "expired", at },
      postedAt: null,
      expiresAt: null,
    }),
    {
      event: "give-up-posting",
      at,
      actor: null,
      details: { neverPosted: true },
    },
  );
  log.error(
    { proposalId: proposal.id, deviceId: proposal.device.id },
    "A proposal ended, since its card could not be posted",
  );
  return true;
}

/** Whether its card stands, or stood: one that was deleted is posted anew. */
function isPosted({ postedAt }: Proposal, post: CardPost | null): boolean {
  return (
    post !== null &&
    (post.message !== null || (post.wasPosted && postedAt !== null))
  );
}
