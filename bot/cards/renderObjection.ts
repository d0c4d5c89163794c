import type { TrackedCard } from "../../src/domain/cards/trackedCard.ts";
import { isContradicted } from "../../src/domain/handoffs/handoff.ts";
import { awaitsDecision } from "../../src/domain/proposals/states.ts";
import { isSamePerson } from "../../src/domain/people/user.ts";
import { describeProposal, describeWho } from "./renderHandoff.ts";
import { describeObjection, describeOutcome } from "./parts/objection.ts";
import {
  describePerson,
  deviceDetail,
  deviceName,
  nameOf,
} from "./parts/people.ts";
import type { TrackedCardContext } from "./parts/trackedCardContext.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { tones } from "./parts/tone.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";

type ObjectionCard = Extract<TrackedCard, { kind: "objection" }>;

/** For the helpdesk: what a staging lead says against a handoff, what can be done about it, and what came of it. */
export function renderObjection(
  { handoff, objection, proposal }: ObjectionCard,
  { now, tabLink = null, messages = english }: TrackedCardContext,
): RenderedCard {
  const { device, endedBecause } = handoff;
  const isOpen = isContradicted(handoff);
  const isAsked =
    proposal !== null &&
    awaitsDecision(proposal) &&
    isSamePerson(proposal.toUser, objection.toUser);
  const who = objection.toUser
    ? describePerson(objection.toUser, messages)
    : describeWho({ ...handoff, toUser: null }, messages);
  const saidText = messages.objection.says({
    name: nameOf(objection.by, messages),
    device: deviceName(device),
    to: objection.toUser ? who.name : messages.handoff.toSeveralPeople,
    reason: describeObjection(objection, messages),
  });
  const state = describeProposal(handoff, proposal, now, messages);
  return fillTemplate("objection", {
    messages: messages.labels,
    summary: saidText,
    style: (isOpen ? tones.doubtful : tones.over).style,
    mark: (isOpen ? tones.doubtful : tones.over).mark,
    device: {
      name: deviceName(device),
      detail: deviceDetail(device, messages),
    },
    saidText,
    saidAt: when(objection.at),
    who,
    proposalMark: state.mark,
    proposalState: state.state,
    isOpen,
    isAsked: isOpen && isAsked,
    proposeDevice: device.id,
    canPropose: isOpen && !isAsked,
    hasEnded: !isOpen,
    endedText: objection.ended
      ? describeOutcome(objection.ended, messages)
      : endedBecause && messages.handoff.ended[endedBecause],
    endedAt: objection.ended ? when(objection.ended.at) : "",
    hasEndedAt: objection.ended !== null,
    id: handoff.id,
    version: handoff.version,
    hasTab: tabLink !== null,
    tabUrl: tabLink?.(`devices/${encodeURIComponent(device.id)}`) ?? "",
  });
}
