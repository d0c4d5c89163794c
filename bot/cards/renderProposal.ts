import type { Proposal } from "../../src/proposals/proposal.ts";
import { explain, explainLeftOut } from "./explain.ts";
import { logonChart } from "./logonChart.ts";
import { lastLogonList } from "./lastLogonList.ts";
import { describePerson, deviceDetail, deviceName, nameOf } from "./people.ts";
import { describeState } from "./describeState.ts";
import { fillTemplate, type RenderedCard } from "./template.ts";
import { when } from "./when.ts";
import { en, type Words } from "./words/en.ts";

export interface ProposalContext {
  /** Decides whether Undo is still offered. */
  readonly now: Date;
  /** English unless given. */
  readonly words?: Words;
}

/** A proposal as its card, in whatever state it is: the approval card while it is pending, else the settled card. */
export function renderProposal(
  proposal: Proposal,
  context: ProposalContext,
): RenderedCard {
  return proposal.state.kind === "pending"
    ? renderApproval(proposal, context.words ?? en)
    : renderSettled(proposal, context, context.words ?? en);
}

function renderApproval(proposal: Proposal, words: Words): RenderedCard {
  const { evidence, origin, expiresAt } = proposal;
  const logons = lastLogonList(proposal, words);
  // One or the other is what it rests on; together they would not fit a message.
  const bars = logons.rows.length > 0 ? [] : logonChart(proposal, words);
  const leftOut = evidence ? explainLeftOut(evidence, words) : [];

  return fillTemplate("approval", {
    ...common(proposal, words),
    summary: words.summary.open({
      device: deviceName(proposal.device),
      from: nameOf(proposal.fromUser, words),
      to: nameOf(proposal.toUser, words),
    }),
    why: explain(proposal, words).map((sentence) => ({ sentence })),
    hasPeople: bars.length > 0,
    chart: { titleWords: words.chartTitle, bars },
    hasLastLogons: logons.rows.length > 0,
    lastLogons: logons.rows,
    hasMoreLogons: logons.more > 0,
    moreLogonsWords: words.andMore(logons.more),
    hasLeftOut: leftOut.length > 0,
    leftOut: leftOut.map((line) => ({ line })),
    hasEvidence: evidence !== null,
    evidenceWords: evidence ? words.evidence(evidence.source) : null,
    evidenceAt: evidence ? when(evidence.observedAt) : null,
    isManual: origin.kind === "manual",
    requested:
      origin.kind === "manual"
        ? words.requestedBy(nameOf(origin.requestedBy, words))
        : null,
    doesExpire: expiresAt !== null,
    expiresAt: expiresAt ? when(expiresAt) : null,
  });
}

function renderSettled(
  proposal: Proposal,
  context: ProposalContext,
  words: Words,
): RenderedCard {
  const state = describeState(proposal, context, words);
  const change = words.change[state.change];
  return fillTemplate("settled", {
    ...common(proposal, words),
    ...state,
    whyInShort: explain(proposal, words).join(" "),
    fromLabelWords: change.from,
    toLabelWords: change.to,
    arrowWords: change.arrow,
    summary: words.summary.settled({
      device: deviceName(proposal.device),
      title: state.title,
    }),
  });
}

function common(proposal: Proposal, words: Words) {
  const { device, fromUser, toUser } = proposal;
  return {
    words: words.labels,
    id: proposal.id,
    version: proposal.version,
    device: {
      name: deviceName(device),
      detail: deviceDetail(device, words),
      lastCheckInAt: device.lastCheckInAt
        ? when(device.lastCheckInAt)
        : words.neverCheckedIn,
    },
    from: describePerson(fromUser, words),
    to: describePerson(toUser, words),
  };
}
