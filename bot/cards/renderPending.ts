import type { PendingList } from "../../src/domain/proposals/pendingList.ts";
import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import { isCardRefused } from "../../src/domain/proposals/states.ts";
import { asText } from "../text/asText.ts";
import { deviceName, nameOf } from "./parts/people.ts";
import type { TabLink } from "./parts/tabLink.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/** A page of the open proposals, how many there are in each place, and how many wait for room in a channel. */
export function renderPending(
  {
    proposals,
    page,
    pages,
    counts,
    held,
    lacksChannel = false,
    isObserving = false,
    firstRunPerDay = null,
  }: PendingList,
  messages: Messages = english,
  tabLink: TabLink = null,
): RenderedCard {
  const rows = proposals.map((proposal) => toRow(proposal, messages));
  const said = {
    waiting: counts.waiting,
    snoozed: counts.snoozed,
    underWay: counts["under-way"],
  };
  return fillTemplate("pending", {
    messages: messages.labels,
    summary: messages.pending.summary({ ...said, held }),
    hasCounts: Object.values(said).some((count) => count > 0),
    countsText: messages.pending.counts(said),
    isEmpty: rows.length === 0,
    empty: messages.pending.none,
    rows,
    isPaged: pages > 1,
    pageText: messages.details.page({ page: page + 1, pages }),
    hasPrevious: page > 0,
    previousPage: page - 1,
    hasNext: page < pages - 1,
    nextPage: page + 1,
    hasHeld: held > 0,
    heldText: lacksChannel
      ? messages.pending.heldNowhere({ count: held })
      : firstRunPerDay === null
        ? messages.pending.held({ count: held })
        : messages.firstRunWaiting({ count: held, perDay: firstRunPerDay }),
    isObserving,
    observingText: messages.observing,
    hasTab: tabLink !== null,
    tabUrl: tabLink?.("proposals") ?? "",
  });
}

/** A proposal that waits, as a row of a list. */
export function toRow(proposal: Proposal, messages: Messages) {
  return {
    id: proposal.id,
    device: deviceName(proposal.device),
    detail: asText(proposal.device.model, 32),
    change: [
      messages.pending.change({
        from: nameOf(proposal.fromUser, messages),
        to: nameOf(proposal.toUser, messages),
      }),
      ...(proposal.handedTo
        ? [
            messages.handedTo.for({
              name: nameOf(proposal.handedTo.person, messages),
            }),
          ]
        : []),
    ].join(" · "),
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
