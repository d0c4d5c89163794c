import type { Handoff } from "../../../src/domain/handoffs/handoff.ts";
import type {
  HandoffObjection,
  ObjectionOutcome,
} from "../../../src/domain/handoffs/handoffObjection.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import {
  OBJECTION_CHOICES,
  type Objection,
} from "../../../src/domain/proposals/objection.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { MOST_SAID } from "../../../src/domain/proposals/said.ts";
import { isOpen } from "../../../src/domain/proposals/states.ts";
import { asText } from "../../text/asText.ts";
import type { Messages } from "../../messages/messages.ts";
import { nameOf } from "./people.ts";
import { when } from "./when.ts";

/** The ready-made reasons why a handoff is wrong. */
export function objectionChoices({ objection }: Messages) {
  return OBJECTION_CHOICES.map((value) => ({
    titleText: objection.choices[value],
    value,
  }));
}

/** Why it is wrong: the choice, the words, or both. */
export function describeObjection(
  { choice, reason }: Objection,
  { objection }: Messages,
  most = MOST_SAID,
): string {
  const said = reason === null ? null : asText(reason, most);
  const chosen =
    choice && choice !== "other" ? objection.choices[choice] : null;
  if (chosen === null) return said ?? objection.choices.other;
  return said === null
    ? chosen
    : objection.both({ choice: chosen, reason: said });
}

/**
 * What a staging lead says against an open proposal; null where nobody does. What was decided since, says it itself.
 */
export function objectionTo(
  proposal: Proposal,
  messages: Messages,
  most = MOST_SAID,
): string | null {
  const { objection } = proposal;
  return objection && isOpen(proposal)
    ? messages.objection.onProposal({
        name: nameOf(objection.by, messages),
        to: objection.toUser
          ? nameOf(objection.toUser, messages)
          : messages.handoff.toSeveralPeople,
        reason: describeObjection(objection, messages, most),
      })
    : null;
}

/** What came of it. */
export function describeOutcome(
  outcome: ObjectionOutcome,
  messages: Messages,
): string {
  const { ended } = messages.objection;
  const name = nameOf(outcome.by, messages);
  switch (outcome.kind) {
    case "done":
      return ended.done({ name });
    case "undone":
      return ended.undone({ name });
    case "decided":
      if (outcome.verdict === "reject") return ended.rejected({ name });
      return outcome.toUser
        ? ended.approved({ name, to: nameOf(outcome.toUser, messages) })
        : ended.approvedShared({ name });
  }
}

/** On the card of whoever is told of the handoff: what was said, when, and where it stands. */
export function objectionOn(
  { objection, endedBecause }: Pick<Handoff, "objection" | "endedBecause">,
  reader: UserId | null,
  messages: Messages,
) {
  if (!objection)
    return {
      hasObjection: false,
      objectionText: "",
      objectionAt: "",
      objectionStateText: "",
    };
  const reason = describeObjection(objection, messages);
  return {
    hasObjection: true,
    objectionText:
      objection.by.id === reader
        ? messages.objection.youSaid({ reason })
        : messages.objection.somebodySaid({
            name: nameOf(objection.by, messages),
            reason,
          }),
    objectionAt: when(objection.at),
    objectionStateText: describeStanding(objection, endedBecause, messages),
  };
}

/** Whether the helpdesk has it, and what came of it. */
export function describeStanding(
  { ended, toldAt, refusedAt }: HandoffObjection,
  endedBecause: Handoff["endedBecause"],
  messages: Messages,
): string {
  if (ended) return describeOutcome(ended, messages);
  if (endedBecause) return messages.handoff.ended[endedBecause];
  if (toldAt) return messages.objection.withHelpdesk;
  return refusedAt ? messages.objection.notTold : messages.objection.onItsWay;
}
