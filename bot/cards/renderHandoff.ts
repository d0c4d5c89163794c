import {
  canBeContradicted,
  HANDOFF_STAGES,
  type Handoff,
  type HandoffStage,
} from "../../src/domain/handoffs/handoff.ts";
import type { TrackedCard } from "../../src/domain/cards/trackedCard.ts";
import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import { asText } from "../text/asText.ts";
import { describeState } from "./parts/describeState.ts";
import { objectionChoices, objectionOn } from "./parts/objection.ts";
import { mentionOf, withMentions } from "./parts/mention.ts";
import {
  describePerson,
  deviceDetail,
  deviceName,
  nameOf,
} from "./parts/people.ts";
import type { TrackedCardContext } from "./parts/trackedCardContext.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import type { Tone } from "./parts/tone.ts";
import { tones } from "./parts/tone.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import { has } from "../../src/domain/proposals/stateTable.ts";
import type { Messages } from "../messages/messages.ts";

type HandoffCard = Extract<TrackedCard, { kind: "handoff" }>;

/**
 * For the staging lead: who has the device now, how long it waited, how its proposal stands, and what became of it when
 * they said that it's wrong. The proposal is answered on its own card. In a channel it mentions the lead.
 */
export function renderHandoff(
  { handoff, proposal, lead }: HandoffCard,
  { now, isInChannel, tabLink = null, messages = english }: TrackedCardContext,
): RenderedCard {
  const mention = isInChannel ? mentionOf(lead, messages) : null;
  const state = describeProposal(handoff, proposal, now, messages);
  const who = describeWho(handoff, messages);
  const handedOff = handoff.moments["handed-off"];
  const { card, summary } = fillTemplate("handoff", {
    messages: messages.labels,
    summary: messages.handoff.summary({
      device: deviceName(handoff.device),
      to: handoff.toUser ? who.name : messages.handoff.toSeveralPeople,
      state: state.state,
    }),
    hasMention: mention !== null,
    mentionText: mention?.text ?? null,
    device: {
      name: deviceName(handoff.device),
      detail: deviceDetail(handoff.device, messages),
    },
    stagedBy: messages.handoff.stagedBy({
      account: asText(handoff.stagingAccount, 80),
    }),
    who,
    sinceAt: handedOff ? when(handedOff.at) : "—",
    waitedText: handedOff
      ? messages.handoff.waited({
          time: messages.formats.duration(
            handedOff.at.getTime() - handoff.enrolledAt.getTime(),
          ),
        })
      : "",
    ...state,
    hasEnded: handoff.endedBecause !== null,
    ended: handoff.endedBecause && messages.handoff.ended[handoff.endedBecause],
    timeline: timeline(handoff, messages),
    ...objectionOn(handoff, isInChannel ? null : (lead?.id ?? null), messages),
    id: handoff.id,
    canObject: canBeContradicted(handoff),
    objectionChoices: objectionChoices(messages),
    hasTab: tabLink !== null,
    tabUrl: tabLink?.(`devices/${encodeURIComponent(handoff.device.id)}`) ?? "",
    hasLead: lead !== null,
    lead: lead && messages.handoff.forLead({ name: nameOf(lead, messages) }),
  });
  return { card: withMentions(card, mention ? [mention] : []), summary };
}

export function describeWho({ toUser }: Handoff, messages: Messages) {
  return toUser
    ? describePerson(toUser, messages)
    : {
        name: messages.handoff.severalPeople,
        detail: messages.handoff.severalPeopleDetail,
      };
}

interface StateWords extends Tone {
  readonly state: string;
  readonly hasReason: boolean;
  readonly reason: string | null;
}

export function describeProposal(
  { moments, endedBecause }: Handoff,
  proposal: Proposal | null,
  now: Date,
  messages: Messages,
): StateWords {
  // The proposal is withdrawn after its cycle has ended, and nobody tells this card then.
  const stands = proposal
    ? has(proposal.state.kind, "outlivesCycle")
    : moments.verified !== undefined;
  if (endedBecause && !stands)
    return {
      ...tones.over,
      state: messages.handoff.over[endedBecause],
      hasReason: false,
      reason: null,
    };
  if (proposal) {
    const described = describeState(proposal, { now }, messages);
    return {
      mark: described.mark,
      style: described.style,
      state: described.title,
      hasReason: described.hasReason,
      reason: described.reason,
    };
  }
  const isDone = moments.verified !== undefined;
  return {
    ...tones[isDone ? "done" : "over"],
    state: isDone
      ? messages.handoff.shownAlready
      : messages.handoff.nothingProposed,
    hasReason: false,
    reason: null,
  };
}

/** The moments that were reached, earliest first; of the same instant in the order of the way. */
function timeline({ moments, proposal }: Handoff, messages: Messages) {
  return HANDOFF_STAGES.flatMap((stage) => {
    const moment = moments[stage];
    return moment ? [{ stage, moment }] : [];
  })
    .toSorted((a, b) => a.moment.at.getTime() - b.moment.at.getTime())
    .map(({ stage, moment }) => ({
      stage: nameStage(stage, proposal, messages),
      source: messages.handoff.source[moment.source],
      at: when(moment.at),
    }));
}

function nameStage(
  stage: HandoffStage,
  proposal: Handoff["proposal"],
  messages: Messages,
): string {
  return stage === "decided" && proposal?.verdict
    ? messages.handoff.decided[proposal.verdict]
    : messages.handoff.stage[stage];
}
