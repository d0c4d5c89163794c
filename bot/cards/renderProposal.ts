import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import { dayStrip, sourcesOf } from "./parts/dayStrip.ts";
import { explain, explainLeftOut } from "./parts/explain.ts";
import { logonChart } from "./parts/logonChart.ts";
import { lastLogonList } from "./parts/lastLogonList.ts";
import {
  describePerson,
  deviceDetail,
  deviceName,
  nameOf,
} from "./parts/people.ts";
import { proposalInTab, type TabLink } from "./parts/tabLink.ts";
import { describeState } from "./parts/describeState.ts";
import { fitsMessage } from "./parts/messageSize.ts";
import {
  fillTemplate,
  type Card,
  type RenderedCard,
} from "./parts/template.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import { certaintyOf } from "../../src/domain/proposals/certaintyOf.ts";
import { withBackground } from "../../src/domain/proposals/background.ts";
import { MOST_SAID } from "../../src/domain/proposals/said.ts";
import { refusalChoices } from "./parts/refusalChoices.ts";
import { awaitsDecision, isOpen } from "../../src/domain/proposals/states.ts";
import { objectionTo } from "./parts/objection.ts";
import { tones } from "./parts/tone.ts";
import { asText } from "../text/asText.ts";
import type { Messages } from "../messages/messages.ts";

interface ProposalContext {
  /** Decides whether Undo is still offered. */
  readonly now: Date;
  /**
   * Whose clients ask for their own view of the card while it waits for an answer, as Teams names them; none unless
   * given.
   */
  readonly viewers?: readonly string[];
  /** Why the only reader may not answer: shown in place of the buttons that do. */
  readonly mayNotDecide?: string | null;
  /** To its page in the tab; none unless given. */
  readonly tabLink?: TabLink;
  /** English unless given. */
  readonly messages?: Messages;
}

/** How much of the evidence the approval card shows; the dialog behind *Details* has all of it. */
const SHOWN = {
  people: 8,
  strips: 5,
  leftOut: 4,
  lastLogons: 6,
  why: MOST_SAID,
};
/** The same where long names and many viewers would not fit a message otherwise. */
const SHOWN_SHORTER = {
  people: 3,
  strips: 2,
  leftOut: 1,
  lastLogons: 2,
  why: 60,
};
/** Where not even that fits, people are left to *Details*: it is more important whose view of the card is right. */
const SHOWN_AT_LEAST = {
  people: 0,
  strips: 0,
  leftOut: 0,
  lastLogons: 0,
  why: 60,
};

/** A proposal as its card, in whatever state it is: the approval card while it is pending, else the settled card. */
export function renderProposal(
  stored: Proposal,
  context: ProposalContext,
): RenderedCard {
  const { messages = english } = context;
  const proposal = withBackground(stored);
  if (!awaitsDecision(proposal))
    return renderSettled(proposal, context, messages);
  for (const most of [SHOWN, SHOWN_SHORTER]) {
    const card = renderApproval(proposal, context, messages, most);
    if (fitsMessage(card)) return card;
  }
  let { viewers = [] } = context;
  for (;;) {
    const shorter = { ...context, viewers };
    const card = renderApproval(proposal, shorter, messages, SHOWN_AT_LEAST);
    if (fitsMessage(card) || viewers.length === 0) return card;
    // Whose view differs is among the first.
    viewers = viewers.slice(0, -VIEWERS_GIVEN_UP);
  }
}

const VIEWERS_GIVEN_UP = 5;

function renderApproval(
  proposal: Proposal,
  { viewers = [], mayNotDecide = null, tabLink = null }: ProposalContext,
  messages: Messages,
  most: typeof SHOWN,
): RenderedCard {
  const { evidence, expiresAt } = proposal;
  const logons = lastLogonList(proposal, messages, most.lastLogons);
  // One or the other is what it rests on; together they would not fit a message.
  const bars =
    logons.rows.length > 0 || most.people === 0
      ? []
      : logonChart(proposal, messages, most.people);
  const strip = dayStrip(proposal, messages, most.strips);
  // Only the rule on days says how sure it is.
  const certainty =
    evidence && "certainty" in evidence.outcome ? certaintyOf(proposal) : null;
  const [why = "", ...moreWhy] = explain(proposal, messages);
  const leftOut =
    evidence && most.leftOut > 0
      ? explainLeftOut(evidence, messages, most.leftOut)
      : [];

  const { card, summary } = fillTemplate("approval", {
    ...common(proposal, messages),
    ...proposalInTab(tabLink, proposal.id),
    viewers,
    mayDecide: mayNotDecide === null,
    question: ask(proposal, messages),
    detailsMode: modeBeside(mayNotDecide === null),
    mayNotDecide,
    summary: messages.summary.open({
      device: deviceName(proposal.device),
      from: nameOf(proposal.fromUser, messages),
      to: nameOf(proposal.toUser, messages),
    }),
    why: [why, ...explainWishes(proposal, messages)].map((message, index) => ({
      message,
      hasCertainty: index === 0 && certainty !== null,
      certainty: certainty === null ? "" : messages.saidCertainty[certainty],
    })),
    moreWhy: moreWhy.map((message) => ({ message })),
    hasStrip: strip.rows.length > 0,
    strips: strip.rows,
    hasMoreStrips: strip.more > 0,
    moreStripsText: messages.strip.more({ count: strip.more }),
    legend: strip.legend,
    hasPeople: bars.length > 0,
    chartTitleText: messages.chartTitle,
    bars,
    hasLastLogons: logons.rows.length > 0,
    lastLogons: logons.rows,
    hasMoreLogons: logons.more > 0,
    moreLogonsText: messages.andMore({ count: logons.more }),
    hasLeftOut: leftOut.length > 0,
    leftOut: leftOut.map((line) => ({ line })),
    sources: evidence ? sourcesOf(evidence, messages) : [],
    ...requestOf(proposal, messages, most.why),
    refusalChoices: refusalChoices(proposal, messages),
    doesExpire: expiresAt !== null,
    expiresAt: expiresAt ? when(expiresAt) : null,
  });
  return { card: viewers.length === 0 ? withoutRefresh(card) : card, summary };
}

/** What is to be decided, in one sentence. */
function ask({ device, toUser }: Proposal, messages: Messages): string {
  const name = deviceName(device);
  return toUser
    ? messages.question.person({
        to: nameOf(toUser, messages),
        device: name,
      })
    : messages.question.shared({ device: name });
}

/** What others ask for. One line each: an approver can name that person under *Someone else…*. */
function explainWishes(
  { wishes = [] }: Proposal,
  messages: Messages,
): string[] {
  return wishes.map(({ requestedBy, toUser, why }) => {
    const name = nameOf(requestedBy, messages);
    const wished =
      toUser === null
        ? messages.wishedShared({ name })
        : messages.wishedFor({ name, to: nameOf(toUser, messages) });
    return why === undefined
      ? wished
      : [
          wished,
          messages.requestedBecause({ why: asText(why, WISH_WHY_LENGTH) }),
        ].join(" ");
  });
}

/** There may be several on a card. */
const WISH_WHY_LENGTH = 100;

/** Who asked for the change, and why in their words, for whoever decides. */
function requestOf(
  { origin }: Proposal,
  messages: Messages,
  mostOfWhy: number,
) {
  if (origin.kind === "machine") return NOBODY_ASKED;
  const { requestedBy, why } = origin;
  return {
    isManual: true,
    requested: messages.requestedBy({ name: nameOf(requestedBy, messages) }),
    hasWhy: why !== undefined,
    requestedBecause:
      why === undefined
        ? ""
        : messages.requestedBecause({ why: asText(why, mostOfWhy) }),
  };
}

const NOBODY_ASKED = {
  isManual: false,
  requested: "",
  hasWhy: false,
  requestedBecause: "",
};

/** Without anybody whose client it is meant for, every client would ask. */
function withoutRefresh(card: Card): Card {
  const kept = Object.entries(card).filter(([name]) => name !== "refresh");
  return Object.fromEntries(kept) as unknown as Card;
}

function renderSettled(
  proposal: Proposal,
  context: ProposalContext,
  messages: Messages,
): RenderedCard {
  const state = describeState(proposal, context, messages);
  const change = messages.change[state.change];
  return fillTemplate("settled", {
    ...common(proposal, messages),
    ...proposalInTab(context.tabLink ?? null, proposal.id),
    ...state,
    snoozeDays:
      proposal.state.kind === "snoozed" ? `${proposal.state.days}` : "",
    // What is over names those who decided.
    ...(state.canWake
      ? requestOf(proposal, messages, MOST_SAID)
      : NOBODY_ASKED),
    refusalChoices: refusalChoices(proposal, messages),
    detailsMode: modeBeside(
      state.canUndo || state.canTryAgain || state.canWake,
    ),
    whySummary: [
      ...explain(proposal, messages),
      // What others ask for matters as long as it can be decided.
      ...(state.canWake ? explainWishes(proposal, messages) : []),
    ].join(" "),
    fromLabelText: change.from,
    toLabelText: change.to,
    arrowText: change.arrow,
    summary: messages.summary.settled({
      device: deviceName(proposal.device),
      title: state.title,
    }),
  });
}

/** A button of which the others are more important; without others it would be hidden in a menu of its own. */
function modeBeside(hasOthers: boolean): "primary" | "secondary" {
  return hasOthers ? "secondary" : "primary";
}

/** Room for it beside all the rest; what is longer, the card in the thread says. */
const OBJECTION_LENGTH = 200;

function common(proposal: Proposal, messages: Messages) {
  const { device, fromUser, toUser } = proposal;
  const objection = objectionTo(proposal, messages, OBJECTION_LENGTH);
  return {
    messages: messages.labels,
    id: proposal.id,
    version: proposal.version,
    device: {
      name: deviceName(device),
      detail: deviceDetail(device, messages),
      lastCheckInAt: device.lastCheckInAt
        ? when(device.lastCheckInAt)
        : messages.neverCheckedIn,
    },
    from: describePerson(fromUser, messages),
    to: describePerson(toUser, messages),
    ...forWhom(proposal, messages),
    hasObjection: objection !== null,
    objection: objection === null ? "" : `${tones.doubtful.mark} ${objection}`,
  };
}

/** Who is to decide, while it is open. */
function forWhom(proposal: Proposal, messages: Messages) {
  const { handedTo } = proposal;
  if (!handedTo || !isOpen(proposal))
    return { isHandedTo: false, handedTo: "", handedBy: "" };
  return {
    isHandedTo: true,
    handedTo: messages.handedTo.for({
      name: nameOf(handedTo.person, messages),
    }),
    handedBy: `${messages.handedTo.by({ name: nameOf(handedTo.by, messages) })}. ${messages.handedTo.others}`,
  };
}
