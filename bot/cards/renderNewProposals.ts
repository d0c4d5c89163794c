import type { Notice } from "../../src/domain/cards/notice.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";
import { nameOf } from "./parts/people.ts";
import { proposalInTab, type TabLink } from "./parts/tabLink.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { toRow } from "./renderPending.ts";

/** More are counted: the card must fit into a message. */
const MOST_ROWS = 6;

/** The private notice for the approver to whom a proposal was handed. */
export function renderHandedTo(
  { proposal }: Extract<Notice, { kind: "handed-to" }>,
  messages: Messages = english,
  tabLink: TabLink = null,
): RenderedCard {
  const { handedTo, ...rest } = proposal;
  const row = toRow(rest, messages);
  const heading = messages.handedTo.notice;
  const change = handedTo
    ? `${row.change} · ${messages.handedTo.by({ name: nameOf(handedTo.by, messages) })}`
    : row.change;
  return fillTemplate("newProposals", {
    messages: messages.labels,
    summary: `${heading}. ${row.device}: ${change}`,
    headingText: heading,
    rows: [{ ...row, change }],
    noteText: messages.handedTo.others,
    ...proposalInTab(tabLink, proposal.id),
  });
}

/** The private notice of new proposals, for a subscriber. */
export function renderNewProposals(
  { proposals }: Pick<Extract<Notice, { kind: "new-proposals" }>, "proposals">,
  messages: Messages = english,
  tabLink: TabLink = null,
): RenderedCard {
  const { notice } = messages;
  const rows = proposals
    .slice(0, MOST_ROWS)
    .map((proposal) => toRow(proposal, messages));
  const more = proposals.length - rows.length;
  const [only] = proposals.length === 1 ? proposals : [];
  const heading = notice.newProposals({ count: proposals.length });
  return fillTemplate("newProposals", {
    messages: messages.labels,
    summary: [
      heading,
      ...rows.map(({ device, change }) => `${device}: ${change}`),
    ].join(". "),
    headingText: heading,
    rows,
    noteText: [
      ...(more > 0 ? [notice.moreNewProposals({ more })] : []),
      notice.stopNotifying,
    ].join(" "),
    ...(only
      ? proposalInTab(tabLink, only.id)
      : {
          hasTab: tabLink !== null,
          tabUrl: tabLink?.("proposals") ?? "",
        }),
  });
}
