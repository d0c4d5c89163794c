import type { Custodian } from "../../src/custodian.ts";
import type { ObjectionAct } from "../../src/domain/handoffs/objectionAct.ts";
import type { Clock } from "../../src/ports/clock.ts";
import { parseObjection } from "../cards/parseObjection.ts";
import type { TabLink } from "../cards/parts/tabLink.ts";
import { renderTrackedCard } from "../cards/renderTrackedCard.ts";
import {
  answerWithDeadline,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../turn/invoke.ts";
import { toRecipient, type Turn } from "../turn/turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "handoffs">;
  readonly clock: Clock;
  readonly tabLink: TabLink;
}

/**
 * *This is wrong…* on the card of whoever is told of a handoff, and *Done* on the helpdesk's: the card as it stands
 * then, for the clicker at once and for everybody in a moment.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createObjectionHandler({ custodian, clock, tabLink }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const act = parseObjection(turn.activity.value);
    return answerWithDeadline(
      apply(act, turn),
      messageResponse(turn.messages.turn.lateAnswer),
      { ...turn, log: turn.log.child({ handoffId: act.handoffId }) },
    );
  };

  async function apply(act: ObjectionAct, turn: Turn): Promise<InvokeBody> {
    const { handoffs } = custodian;
    const result = await handoffs.applyObjection(act, {
      userId: turn.userId,
      replyTo: toRecipient(turn),
    });
    if (result.kind === "refused")
      return messageResponse(turn.messages.t(result.message));
    if (result.kind === "checking")
      return messageResponse(turn.messages.turn.checking);
    const card =
      act.kind === "object"
        ? await handoffs.leadCard(act.handoffId)
        : await handoffs.objectionCard(act.handoffId);
    if (!card) return messageResponse(turn.messages.notUnderstood.board);
    const { conversationType } = turn.activity.conversation;
    return cardResponse(
      renderTrackedCard(card, {
        now: clock.now(),
        isInChannel: conversationType === "channel",
        tabLink,
        messages: await turn.messagesOfCards(),
      }).card,
    );
  }
}
