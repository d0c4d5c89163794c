import type { LiveCard } from "../../src/domain/cards/liveCard.ts";
import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import type { ProposeResult } from "../../src/domain/proposals/request.ts";
import type { ProposeWords } from "../text/commandText.ts";
import { asText } from "../text/asText.ts";
import { describeState } from "./parts/describeState.ts";
import { SHARED } from "./parseLookUpAction.ts";
import { deviceName } from "./parts/people.ts";
import { renderChoice, renderSentence } from "./renderChoice.ts";
import type { RenderedCard } from "./parts/template.ts";
import { english } from "../words/languages.ts";
import type { Words } from "../words/words.ts";

type Made = Extract<ProposeResult, { proposal: unknown }>;

type ToChoose = Extract<ProposeResult, { choice: unknown }>;

/** The answer to `propose` that did not come in time, or that it is still being checked. */
export function renderProposeAnswer(
  { result, request }: Extract<LiveCard, { kind: "propose" }>,
  { now, words = english }: { readonly now: Date; readonly words?: Words },
): RenderedCard {
  switch (result?.kind) {
    case undefined:
      return renderSentence(words.propose.waits, words);
    case "refused":
      return renderSentence(words.say(result.message), words);
    case "proposed":
    case "already-open":
      return renderSentence(
        tellProposed(result, now, words),
        words,
        result.proposal.id,
      );
    case "choose-device":
    case "choose-user":
      return renderProposeChoice(result, request, words);
  }
}

/** Devices or people to choose from, each with a button that proposes it with the other half of what was typed. */
export function renderProposeChoice(
  result: ToChoose,
  { device, user }: ProposeWords,
  words: Words = english,
): RenderedCard {
  return result.kind === "choose-device"
    ? renderChoice(
        { what: "device", choice: result.choice },
        { kind: "propose", other: user ?? SHARED },
        { words },
      )
    : renderChoice(
        { what: "user", choice: result.choice },
        { kind: "propose", other: device },
        { words },
      );
}

/** What is proposed, and what follows: by now it may have been decided. */
export function tellProposed(
  { kind, proposal }: Made,
  now: Date,
  words: Words = english,
): string {
  const { propose } = words;
  const { toUser } = proposal;
  const device = deviceName(proposal.device);
  const to = toUser && asText(toUser.displayName, 60);
  const isNew = kind === "proposed";
  const change =
    to === null
      ? (isNew ? propose.proposedShared : propose.alreadyShared)({ device })
      : (isNew ? propose.proposed : propose.alreadyTo)({ device, to });
  return `${change} ${tellNext(proposal, now, words)}`;
}

function tellNext(proposal: Proposal, now: Date, words: Words): string {
  const { kind } = proposal.state;
  if (kind === "pending") return words.propose.asked;
  if (kind === "held") return words.propose.held;
  return `${describeState(proposal, { now }, words).title}.`;
}
