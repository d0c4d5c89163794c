import type { AuditRow } from "../../src/domain/audit/audit.ts";
import type {
  FrozenEvidence,
  Proposal,
} from "../../src/domain/proposals/proposal.ts";
import { asText } from "../text/asText.ts";
import { proposalInTab, type TabLink } from "./parts/tabLink.ts";
import { describeState } from "./parts/describeState.ts";
import { explain } from "./parts/explain.ts";
import { objectionTo } from "./parts/objection.ts";
import { lastLogonList } from "./parts/lastLogonList.ts";
import { deviceDetail, deviceName, markNamed, nameOf } from "./parts/people.ts";
import { describeActor, describeDetails } from "./renderAudit.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { tones } from "./parts/tone.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import { withBackground } from "../../src/domain/proposals/background.ts";
import { MOST_SAID } from "../../src/domain/proposals/said.ts";
import { awaitsDecision } from "../../src/domain/proposals/states.ts";
import { stateAllows } from "../../src/domain/proposals/stateTable.ts";
import type { Messages } from "../messages/messages.ts";

/** What the dialog behind *Details* shows. */
interface ProposalDetails {
  readonly proposal: Proposal;
  /** Newest first. */
  readonly audit: readonly AuditRow[];
  /** There are older ones beside these. */
  readonly hasOlderAudit: boolean;
  /** Whether whoever asks may see other people's logons and history. */
  readonly isWhole: boolean;
}

interface DetailsContext {
  readonly now: Date;
  /** From 0; the last one when there are not so many. */
  readonly page: number;
  /** To its page in the tab; none unless given. */
  readonly tabLink?: TabLink;
  /** English unless given. */
  readonly messages?: Messages;
}

/**
 * A proposal with the whole of its evidence, how it got where it is, and what the audit log has of it; as many pages
 * as it takes for each to be small enough for Teams. Whoever may not see other people's logons and history is told
 * when what happened.
 */
export function renderProposalDetails(
  stored: ProposalDetails,
  { now, page: wanted, tabLink = null, messages = english }: DetailsContext,
): RenderedCard {
  const details = { ...stored, proposal: withBackground(stored.proposal) };
  const { proposal, isWhole } = details;
  const { device } = proposal;
  const state = describeState(proposal, { now }, messages);
  const objection = isWhole ? objectionTo(proposal, messages) : null;
  const pages = paginate(
    isWhole
      ? wholeSections(details, now, messages)
      : datesOnly(details, messages),
    objection === null
      ? PAGE_LENGTH
      : PAGE_LENGTH - ROW_LENGTH - JSON.stringify(objection).length,
    messages,
  );
  const page = Math.min(wanted, pages.length - 1);
  return fillTemplate("proposalDetails", {
    messages: messages.labels,
    summary: messages.details.summary({
      device: deviceName(device),
      state: state.title,
    }),
    id: proposal.id,
    version: proposal.version,
    canHandOver: isWhole && stateAllows(proposal.state, "hand-to"),
    ...proposalInTab(tabLink, proposal.id),
    deviceId: device.id,
    style: state.style,
    mark: state.mark,
    state: state.title,
    device: {
      name: deviceName(device),
      detail: deviceDetail(device, messages),
    },
    change: messages.pending.change({
      from: nameOf(proposal.fromUser, messages),
      to: nameOf(proposal.toUser, messages),
    }),
    hasObjection: objection !== null,
    objection: objection === null ? "" : `${tones.doubtful.mark} ${objection}`,
    hasNote: !isWhole,
    note: messages.details.asSummary,
    sections: pages[page] ?? [],
    isPaged: pages.length > 1,
    pageText: messages.details.page({ page: page + 1, pages: pages.length }),
    hasPrevious: page > 0,
    previousPage: page - 1,
    hasNext: page < pages.length - 1,
    nextPage: page + 1,
  });
}

interface Row {
  readonly text: string;
  readonly weight: "Bolder" | "Default";
  readonly hasValue: boolean;
  readonly value: string;
  readonly hasAt: boolean;
  /** For a TextBlock. */
  readonly at: string;
  readonly hasDetail: boolean;
  readonly detail: string;
}

interface Section {
  readonly titleText: string;
  readonly rows: readonly Row[];
}

function wholeSections(
  { proposal, audit, hasOlderAudit }: ProposalDetails,
  now: Date,
  messages: Messages,
): Section[] {
  const { evidence } = proposal;
  const { section } = messages.details;
  const lastLogons = lastLogonList(proposal, messages, Infinity).rows;
  return [
    {
      titleText: section.why,
      rows: [
        ...explain(proposal, messages).map((text) =>
          row({ text, isPlain: true }),
        ),
        ...(evidence ? aboutEvidence(evidence, messages) : []),
      ],
    },
    {
      titleText: section.counted,
      rows: (evidence?.counted ?? []).map(({ person, logons }) =>
        row({
          text: markNamed(
            nameOf(person, messages),
            person.id,
            proposal,
            messages,
          ),
          value: messages.logons({ count: logons }),
          detail: asText(person.userPrincipalName, NAME_LENGTH),
        }),
      ),
    },
    {
      titleText: section.leftOut,
      rows: (evidence?.leftOut ?? []).map(({ upn, logons, why }) =>
        row({
          text: asText(upn, NAME_LENGTH),
          value: messages.logons({ count: logons }),
          detail: asText(messages.t(why), WHY_LENGTH),
        }),
      ),
    },
    {
      titleText: section.lastLogons,
      rows: lastLogons.map(({ name, at, detail }) =>
        row({ text: name, at, detail }),
      ),
    },
    { titleText: section.timeline, rows: timeline(proposal, now, messages) },
    {
      titleText: section.audit,
      rows: [
        ...audit.map((entry) =>
          row({
            text: messages.audit.kinds[entry.kind],
            value: describeActor(entry, messages),
            at: when(entry.at),
            detail: describeDetails(entry, messages),
          }),
        ),
        ...(hasOlderAudit
          ? [
              row({
                text: messages.details.olderAudit({ shown: audit.length }),
                isPlain: true,
              }),
            ]
          : []),
      ],
    },
  ];
}

/** What happened when, and nothing of whom. */
function datesOnly({ audit }: ProposalDetails, messages: Messages): Section[] {
  return [
    {
      titleText: messages.details.section.timeline,
      rows: audit
        .toReversed()
        .map(({ kind, at }) =>
          row({ text: messages.audit.kinds[kind], at: when(at) }),
        ),
    },
  ];
}

const NAME_LENGTH = 80;
/** Longer than each message of describeIneligibility. */
const WHY_LENGTH = 120;

function aboutEvidence(
  { source, observedAt, policy, counted }: FrozenEvidence,
  messages: Messages,
): Row[] {
  const times = messages.formats.ratio(policy.multiplier);
  const days = policy.windowDays;
  const rules = {
    "active-days": () => messages.details.ruleByDays,
    intent: () =>
      messages.details.ruleByIntent({ times, days, logons: policy.minLogons }),
    "as-published": () => messages.details.ruleAsPublished({ times, days }),
  };
  const rule = rules[policy.mode]();
  return [
    // Last logons are not counted, and have a rule of their own, which the messages above say.
    ...(counted.length > 0 || policy.mode === "active-days"
      ? [row({ text: rule, isPlain: true })]
      : []),
    row({
      text: messages.evidence[source],
      isPlain: true,
      at: when(observedAt),
    }),
  ];
}

/** Who did what when, and why, in order; then what is still to come. */
function timeline(proposal: Proposal, now: Date, messages: Messages): Row[] {
  const { origin, createdAt, postedAt, expiresAt } = proposal;
  const { details } = messages;
  const state = describeState(proposal, { now }, messages);
  return [
    row({
      text:
        origin.kind === "manual"
          ? messages.requestedBy({ name: nameOf(origin.requestedBy, messages) })
          : details.proposed,
      at: when(createdAt),
      detail:
        origin.kind === "manual" && origin.why !== undefined
          ? messages.requestedBecause({ why: asText(origin.why, MOST_SAID) })
          : "",
    }),
    ...(postedAt ? [row({ text: details.posted, at: when(postedAt) })] : []),
    ...state.steps.map(({ text, at, said }, index) =>
      row({
        text,
        at,
        detail: [
          said,
          // What is given as the reason belongs to the last thing that happened.
          index === state.steps.length - 1 ? (state.reason ?? "") : "",
        ]
          .filter(Boolean)
          .join(" · "),
      }),
    ),
    ...(state.wakesAt
      ? [row({ text: messages.labels.wakes, at: state.wakesAt })]
      : []),
    ...(awaitsDecision(proposal) && expiresAt
      ? [row({ text: details.expires, at: when(expiresAt) })]
      : []),
    ...(state.canUndo && state.undoUntilAt
      ? [row({ text: details.undoUntil, at: state.undoUntilAt })]
      : []),
  ];
}

function row({
  text,
  isPlain = false,
  value = "",
  at = "",
  detail = "",
}: {
  readonly text: string;
  readonly isPlain?: boolean;
  readonly value?: string;
  readonly at?: string;
  readonly detail?: string;
}): Row {
  return {
    text,
    weight: isPlain ? "Default" : "Bolder",
    hasValue: value !== "",
    value: ` · ${value}`,
    hasAt: at !== "",
    at,
    hasDetail: detail !== "",
    detail,
  };
}

/**
 * What a page's rows may take of a card of 28 KB in UTF-16, in characters; the rest is for its head and its buttons.
 */
const PAGE_LENGTH = 11_500;
/** What the template puts around the texts of a row, and of each part that not every row has. */
const ROW_LENGTH = 190;
const VALUE_LENGTH = 50;
const AT_LENGTH = 100;
const DETAIL_LENGTH = 130;
const TITLE_LENGTH = 300;

function lengthOf(one: Row): number {
  return (
    ROW_LENGTH +
    (one.hasValue ? VALUE_LENGTH : 0) +
    (one.hasAt ? AT_LENGTH : 0) +
    (one.hasDetail ? DETAIL_LENGTH : 0) +
    JSON.stringify([one.text, one.value, one.at, one.detail]).length
  );
}

/** Fills pages with rows in their order. A section that goes on says so. At least one page, of nothing if need be. */
function paginate(
  sections: readonly Section[],
  pageLength: number,
  messages: Messages,
): Section[][] {
  const pages: { titleText: string; rows: Row[] }[][] = [[]];
  let left = pageLength;
  for (const { titleText, rows } of sections) {
    let isBegun = false;
    for (const one of rows) {
      const isFirst = !isBegun;
      const length = lengthOf(one);
      const needed = length + (isFirst ? TITLE_LENGTH : 0);
      const isNew = needed > left && left < pageLength;
      if (isNew) {
        pages.push([]);
        left = pageLength;
      }
      const page = pages.at(-1) ?? [];
      if (isFirst || isNew) {
        page.push({
          titleText: isFirst
            ? titleText
            : messages.details.continued({ title: titleText }),
          rows: [],
        });
        left -= TITLE_LENGTH;
      }
      page.at(-1)?.rows.push(one);
      left -= length;
      isBegun = true;
    }
  }
  return pages;
}
