import type { PendingList } from "../../src/domain/proposals/pendingList.ts";
import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import { isCardRefused } from "../../src/domain/proposals/states.ts";
import { asText } from "../text/asText.ts";
import { deviceName, nameOf } from "./parts/people.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/** More than fit a phone are counted, not listed; each has a card of its own anyway. */
const ROWS_SHOWN = 10;

/** The open proposals, and how many wait for room in a channel, or for a channel. */
export function renderPending(
  {
    proposals,
    open,
    held,
    lacksChannel = false,
    isObserving = false,
    firstRunPerDay = null,
  }: PendingList,
  messages: Messages = english,
): RenderedCard {
  const rows = proposals
    .slice(0, ROWS_SHOWN)
    .map((proposal) => toRow(proposal, messages));
  const more = Math.max(0, open - rows.length);
  return fillTemplate("pending", {
    messages: messages.labels,
    summary: messages.pending.summary({ open, held }),
    isEmpty: rows.length === 0,
    empty: messages.pending.none,
    rows,
    hasMore: more > 0,
    moreText: messages.pending.more({ count: more }),
    hasHeld: held > 0,
    heldText: lacksChannel
      ? messages.pending.heldNowhere({ count: held })
      : firstRunPerDay === null
        ? messages.pending.held({ count: held })
        : messages.firstRunWaiting({ count: held, perDay: firstRunPerDay }),
    isObserving,
    observingText: messages.observing,
  });
}

function toRow(proposal: Proposal, messages: Messages) {
  return {
    id: proposal.id,
    device: deviceName(proposal.device),
    detail: asText(proposal.device.model, 40),
    change: messages.pending.change({
      from: nameOf(proposal.fromUser, messages),
      to: nameOf(proposal.toUser, messages),
    }),
    ...describeWait(proposal, messages),
  };
}

function describeWait(
  proposal: Proposal,
  messages: Messages,
): { readonly stateText: string; readonly stateAt: string } {
  const { state, expiresAt } = proposal;
  if (state.kind === "snoozed")
    return {
      stateText: messages.pending.snoozedUntil,
      stateAt: when(state.until),
    };
  return {
    stateText: [
      ...(isCardRefused(proposal) ? [messages.pending.cardRefused] : []),
      ...(expiresAt ? [messages.pending.expires] : []),
    ].join(" "),
    stateAt: expiresAt ? when(expiresAt) : "",
  };
}
