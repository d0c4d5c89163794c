import type { AuditRow } from "../../src/domain/audit/audit.ts";
import type {
  FrozenEvidence,
  Proposal,
} from "../../src/domain/proposals/proposal.ts";
import { asText } from "../text/asText.ts";
import { describeState } from "./parts/describeState.ts";
import { explain } from "./parts/explain.ts";
import { lastLogonList } from "./parts/lastLogonList.ts";
import { deviceDetail, deviceName, markNamed, nameOf } from "./parts/people.ts";
import { describeActor, describeDetails } from "./renderAudit.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { when } from "./parts/when.ts";
import { english } from "../words/languages.ts";
import type { Words } from "../words/words.ts";

/** What the dialog behind *Details* shows. */
export interface ProposalDetails {
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
  /** English unless given. */
  readonly words?: Words;
}

/**
 * A proposal with the whole of its evidence, how it got where it is, and what the audit log has of it; as many pages as it takes
 * for each to be small enough for Teams. Whoever may not see other people's logons and history is told when what happened.
 */
export function renderProposalDetails(
  details: ProposalDetails,
  { now, page: wanted, words = english }: DetailsContext,
): RenderedCard {
  const { proposal, isWhole } = details;
  const { device } = proposal;
  const state = describeState(proposal, { now }, words);
  const pages = paginate(
    isWhole ? wholeSections(details, now, words) : datesOnly(details, words),
    words,
  );
  const page = Math.min(wanted, pages.length - 1);
  return fillTemplate("proposalDetails", {
    words: words.labels,
    summary: words.details.summary({
      device: deviceName(device),
      state: state.title,
    }),
    id: proposal.id,
    deviceId: device.id,
    style: state.style,
    mark: state.mark,
    state: state.title,
    device: { name: deviceName(device), detail: deviceDetail(device, words) },
    change: words.pending.change({
      from: nameOf(proposal.fromUser, words),
      to: nameOf(proposal.toUser, words),
    }),
    hasNote: !isWhole,
    note: words.details.inShort,
    sections: pages[page] ?? [],
    isPaged: pages.length > 1,
    pageWords: words.details.page({ page: page + 1, pages: pages.length }),
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
  readonly titleWords: string;
  readonly rows: readonly Row[];
}

function wholeSections(
  { proposal, audit, hasOlderAudit }: ProposalDetails,
  now: Date,
  words: Words,
): Section[] {
  const { evidence } = proposal;
  const { section } = words.details;
  const lastLogons = lastLogonList(proposal, words, Infinity).rows;
  return [
    {
      titleWords: section.why,
      rows: [
        ...explain(proposal, words).map((text) => row({ text, isPlain: true })),
        ...(evidence ? aboutEvidence(evidence, words) : []),
      ],
    },
    {
      titleWords: section.counted,
      rows: (evidence?.counted ?? []).map(({ person, logons }) =>
        row({
          text: markNamed(nameOf(person, words), person.id, proposal, words),
          value: words.logons({ count: logons }),
          detail: asText(person.userPrincipalName, NAME_LENGTH),
        }),
      ),
    },
    {
      titleWords: section.leftOut,
      rows: (evidence?.leftOut ?? []).map(({ upn, logons, why }) =>
        row({
          text: asText(upn, NAME_LENGTH),
          value: words.logons({ count: logons }),
          detail: asText(words.say(why), WHY_LENGTH),
        }),
      ),
    },
    {
      titleWords: section.lastLogons,
      rows: lastLogons.map(({ name, at, detail }) =>
        row({ text: name, at, detail }),
      ),
    },
    { titleWords: section.timeline, rows: timeline(proposal, now, words) },
    {
      titleWords: section.audit,
      rows: [
        ...audit.map((entry) =>
          row({
            text: words.audit.kinds[entry.kind],
            value: describeActor(entry, words),
            at: when(entry.at),
            detail: describeDetails(entry, words),
          }),
        ),
        ...(hasOlderAudit
          ? [
              row({
                text: words.details.olderAudit({ shown: audit.length }),
                isPlain: true,
              }),
            ]
          : []),
      ],
    },
  ];
}

/** What happened when, and nothing of whom. */
function datesOnly({ audit }: ProposalDetails, words: Words): Section[] {
  return [
    {
      titleWords: words.details.section.timeline,
      rows: audit
        .toReversed()
        .map(({ kind, at }) =>
          row({ text: words.audit.kinds[kind], at: when(at) }),
        ),
    },
  ];
}

const NAME_LENGTH = 80;
/** Longer than each sentence of describeIneligibility. */
const WHY_LENGTH = 120;

function aboutEvidence(
  { source, observedAt, policy, counted }: FrozenEvidence,
  words: Words,
): Row[] {
  const times = words.formats.ratio(policy.multiplier);
  const days = policy.windowDays;
  const rules = {
    intent: () =>
      words.details.ruleByIntent({ times, days, logons: policy.minLogons }),
    "as-published": () => words.details.ruleAsPublished({ times, days }),
  };
  const rule = rules[policy.mode]();
  return [
    // Last logons are not counted, and have a rule of their own, which the sentences above say.
    ...(counted.length > 0 ? [row({ text: rule, isPlain: true })] : []),
    row({ text: words.evidence[source], isPlain: true, at: when(observedAt) }),
  ];
}

/** Who did what when, and why, in order; then what is still to come. */
function timeline(proposal: Proposal, now: Date, words: Words): Row[] {
  const { origin, createdAt, postedAt, expiresAt } = proposal;
  const { details } = words;
  const state = describeState(proposal, { now }, words);
  return [
    row({
      text:
        origin.kind === "manual"
          ? words.requestedBy({ name: nameOf(origin.requestedBy, words) })
          : details.proposed,
      at: when(createdAt),
    }),
    ...(postedAt ? [row({ text: details.posted, at: when(postedAt) })] : []),
    ...state.steps.map(({ text, at }, index) =>
      row({
        text,
        at,
        // What is given as the reason belongs to the last thing that happened.
        detail: index === state.steps.length - 1 ? (state.reason ?? "") : "",
      }),
    ),
    ...(state.wakesAt
      ? [row({ text: words.labels.wakes, at: state.wakesAt })]
      : []),
    ...(proposal.state.kind === "pending" && expiresAt
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

/** What a page's rows may take of a card of 28 KB in UTF-16, in characters; the rest is for its head and its buttons. */
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
function paginate(sections: readonly Section[], words: Words): Section[][] {
  const pages: { titleWords: string; rows: Row[] }[][] = [[]];
  let left = PAGE_LENGTH;
  for (const { titleWords, rows } of sections) {
    let isBegun = false;
    for (const one of rows) {
      const isFirst = !isBegun;
      const length = lengthOf(one);
      const needed = length + (isFirst ? TITLE_LENGTH : 0);
      const isNew = needed > left && left < PAGE_LENGTH;
      if (isNew) {
        pages.push([]);
        left = PAGE_LENGTH;
      }
      const page = pages.at(-1) ?? [];
      if (isFirst || isNew) {
        page.push({
          titleWords: isFirst
            ? titleWords
            : words.details.continued({ title: titleWords }),
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
