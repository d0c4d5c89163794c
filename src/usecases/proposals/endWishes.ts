import { randomUUID } from "node:crypto";
import { message } from "../../domain/message.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import type {
  Proposal,
  ProposalId,
  Wish,
} from "../../domain/proposals/proposal.ts";
import { handOnWishes } from "../../domain/proposals/wishes.ts";
import type { UnitOfWork } from "../../ports/storage.ts";

/**
 * Hands the wishes of a proposal on to its successor, and tells whoever it concerns: those who asked for just that, and
 * who asked for the proposal itself where that is only a wish from now on.
 */
export async function handOn(
  unit: UnitOfWork,
  open: Proposal,
  { id, toUser, origin }: Pick<Proposal, "id" | "toUser" | "origin">,
): Promise<readonly Wish[]> {
  const requestedBy = origin.kind === "manual" ? origin.requestedBy : null;
  const { wishes, granted, stoodBack } = handOnWishes(
    open,
    toUser,
    requestedBy,
  );
  for (const wish of granted)
    await unit.queue.send("notifyPerson", {
      recipient: recipientOf(wish.requestedBy),
      notice: { kind: "proposed", proposalId: id, isNew: false },
    });
  if (stoodBack) await tell(unit, open, stoodBack, "proposal.wish-stands");
  return wishes;
}

/**
 * The open proposal of a device has ended. Its wishes are over where a change is on its way or the device was enrolled
 * anew, and who asked is told; otherwise each is proposed by a job, with every check of the command. A successor has
 * them already.
 */
export async function endWishes(
  unit: UnitOfWork,
  ended: Proposal,
  at: Date,
): Promise<void> {
  const { state, device, wishes = [] } = ended;
  if (state.kind === "superseded" && state.by.kind === "proposal") return;
  const isOver =
    state.kind === "approved" ||
    (state.kind === "superseded" && state.by.kind === "enrolled-again");
  for (const wish of wishes) {
    if (isOver) await tell(unit, ended, wish, "proposal.wish-over");
    else
      await unit.queue.send("propose", {
        id: randomUUID() as ProposalId,
        request: {
          device: device.id,
          user: wish.toUser?.id ?? null,
          ...(wish.why !== undefined && { why: wish.why }),
          requestedBy: wish.requestedBy.id,
        },
        askedAt: at.toISOString(),
        replyTo: recipientOf(wish.requestedBy),
      });
  }
}

async function tell(
  { queue }: UnitOfWork,
  { device }: Proposal,
  { requestedBy }: Wish,
  what: "proposal.wish-stands" | "proposal.wish-over",
): Promise<void> {
  await queue.send("notifyPerson", {
    recipient: recipientOf(requestedBy),
    notice: {
      kind: "not-proposed",
      deviceName: device.name,
      message: message(what),
    },
  });
}

/** In their chat with the bot. */
function recipientOf({ id }: PersonRef) {
  return {
    userId: id,
    teamsUserId: null,
    serviceUrl: null,
    conversationId: null,
  };
}
