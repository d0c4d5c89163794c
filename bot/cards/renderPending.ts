import type { PendingList } from "../../src/usecases/proposals/listPending.ts";
import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import { isCardRefused } from "../../src/domain/proposals/states.ts";
import { asText } from "../text/asText.ts";
import { deviceName, nameOf } from "./parts/people.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { when } from "./parts/when.ts";
import { english } from "../words/languages.ts";
import type { Words } from "../words/words.ts";

/** More than fit a phone are counted, not listed; each has a card of its own anyway. */
const ROWS_SHOWN = 10;

/** The open proposals, and how many wait for room in a channel, or for a channel. */
export function renderPending(
  { proposals, open, held, lacksChannel = false }: PendingList,
  words: Words = english,
): RenderedCard {
  const rows = proposals
    .slice(0, ROWS_SHOWN)
    .map((proposal) => toRow(proposal, words));
  const more = Math.max(0, open - rows.length);
  return fillTemplate("pending", {
    words: words.labels,
    summary: words.pending.summary({ open, held }),
    isEmpty: rows.length === 0,
    empty: words.pending.none,
    rows,
    hasMore: more > 0,
    moreWords: words.pending.more({ count: more }),
    hasHeld: held > 0,
    heldWords: (lacksChannel ? words.pending.heldNowhere : words.pending.held)({
      count: held,
    }),
  });
}

function toRow(proposal: Proposal, words: Words) {
  return {
    id: proposal.id,
    device: deviceName(proposal.device),
    detail: asText(proposal.device.model, 40),
    change: words.pending.change({
      from: nameOf(proposal.fromUser, words),
      to: nameOf(proposal.toUser, words),
    }),
    ...describeWait(proposal, words),
  };
}

function describeWait(
  proposal: Proposal,
  words: Words,
): { readonly stateWords: string; readonly stateAt: string } {
  const { state, expiresAt } = proposal;
  if (state.kind === "snoozed")
    return {
      stateWords: words.pending.snoozedUntil,
      stateAt: when(state.until),
    };
  return {
    stateWords: [
      ...(isCardRefused(proposal) ? [words.pending.cardRefused] : []),
      ...(expiresAt ? [words.pending.expires] : []),
    ].join(" "),
    stateAt: expiresAt ? when(expiresAt) : "",
  };
}
