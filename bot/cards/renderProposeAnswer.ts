import type { TrackedCard } from "../../src/domain/cards/trackedCard.ts";
import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import type { ProposeResult } from "../../src/domain/proposals/request.ts";
import type { ParsedPropose } from "../text/commandText.ts";
import { asText } from "../text/asText.ts";
import { describeState } from "./parts/describeState.ts";
import { SHARED } from "./parseLookUpAction.ts";
import { deviceName } from "./parts/people.ts";
import { renderChoice, renderMessage } from "./renderChoice.ts";
import type { RenderedCard } from "./parts/template.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

type Made = Extract<ProposeResult, { proposal: unknown }>;

type ToChoose = Extract<ProposeResult, { choice: unknown }>;

/** The answer to `propose` that did not come in time, or that it is still being checked. */
export function renderProposeAnswer(
  { result, request }: Extract<TrackedCard, { kind: "propose" }>,
  {
    now,
    messages = english,
  }: { readonly now: Date; readonly messages?: Messages },
): RenderedCard {
  switch (result?.kind) {
    case undefined:
      return renderMessage(messages.propose.waits, messages);
    case "wished":
    case "refused":
      return renderMessage(messages.t(result.message), messages);
    case "proposed":
    case "already-open":
      return renderMessage(
        proposedMessage(result, now, messages),
        messages,
        result.proposal.id,
      );
    case "choose-device":
    case "choose-user":
      return renderProposeChoice(result, request, messages);
  }
}

/** Devices or people to choose from, each with a button that proposes it with the other half of what was typed. */
export function renderProposeChoice(
  result: ToChoose,
  { device, user, why }: ParsedPropose,
  messages: Messages = english,
): RenderedCard {
  return result.kind === "choose-device"
    ? renderChoice(
        { what: "device", choice: result.choice },
        { kind: "propose", other: user ?? SHARED, why },
        { messages },
      )
    : renderChoice(
        { what: "user", choice: result.choice },
        { kind: "propose", other: device, why },
        { messages },
      );
}

/** What is proposed, and what follows: by now it may have been decided. */
export function proposedMessage(
  { kind, proposal }: Made,
  now: Date,
  messages: Messages = english,
): string {
  const { propose } = messages;
  const { toUser } = proposal;
  const device = deviceName(proposal.device);
  const to = toUser && asText(toUser.displayName, 60);
  const isNew = kind === "proposed";
  const change =
    to === null
      ? (isNew ? propose.proposedShared : propose.alreadyShared)({ device })
      : (isNew ? propose.proposed : propose.alreadyTo)({ device, to });
  return `${change} ${nextMessage(proposal, now, messages)}`;
}

function nextMessage(
  proposal: Proposal,
  now: Date,
  messages: Messages,
): string {
  const { kind } = proposal.state;
  if (kind === "pending") return messages.propose.asked;
  if (kind === "held") return messages.propose.held;
  return `${describeState(proposal, { now }, messages).title}.`;
}
