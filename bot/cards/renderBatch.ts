import {
  BATCH_PAGE,
  isApprovable,
  type BatchRow,
  type BatchWithProposals,
  type UndoBatchResult,
} from "../../src/domain/proposals/batch.ts";
import { groupOf } from "../../src/domain/proposals/evidenceGroup.ts";
import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import { asText } from "../text/asText.ts";
import { describeState } from "./parts/describeState.ts";
import { refusalChoices } from "./parts/refusalChoices.ts";
import { fitsMessage } from "./parts/messageSize.ts";
import { nameOf } from "./parts/people.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { tones, type Tone } from "./parts/tone.ts";
import { onDay, when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import { allows, awaitsDecision } from "../../src/domain/proposals/states.ts";
import type { Messages } from "../messages/messages.ts";

/** How long the texts of a row may be. Ten rows of the longest have to fit a message, in whatever language. */
const LENGTHS = { device: 32, detail: 20, person: 40, state: 76, refusal: 120 };
const SHORTER = { device: 32, detail: 16, person: 32, state: 60, refusal: 80 };
/** For names of which every character takes two in a message. */
const SHORTEST = { device: 24, detail: 8, person: 24, state: 32, refusal: 40 };

type Lengths = typeof LENGTHS;

/** What the inputs of the rows are called: this, and the row's place in the batch. */
export const LEAVE_OUT = "leaveOut";
export const UNDO = "undo";

export interface BatchContext {
  readonly now: Date;
  /** English unless given. */
  readonly messages?: Messages;
  /** From 0; the last one when there are not so many. Left out: the first on which something can be approved. */
  readonly page?: number;
  /** Asks whether all of the page is meant, instead of offering to leave some out. */
  readonly confirms?: boolean;
  /** Shows the rows at these places alone, as far as they wait, with the reasons of a rejection. */
  readonly rejects?: readonly number[];
  /** Says that so many of its rows are being rejected. */
  readonly rejecting?: number;
  /** Shows the page's rows alone whose change can be taken back, and asks which of them. */
  readonly asksWhichToUndo?: boolean;
  /** Says how many changes are being taken back, and beside a row why its own isn't. */
  readonly undoing?: Pick<
    Extract<UndoBatchResult, { kind: "undoing" }>,
    "count" | "refused"
  >;
}

/** One page of a staging account's open proposals, each with its veto, and what became of those that were answered. */
export function renderBatch(
  shown: BatchWithProposals,
  context: BatchContext,
): RenderedCard {
  const rendered = render(shown, context, LENGTHS);
  if (fitsMessage(rendered)) return rendered;
  const shorter = render(shown, context, SHORTER);
  return fitsMessage(shorter) ? shorter : render(shown, context, SHORTEST);
}

function render(
  { batch, proposals }: BatchWithProposals,
  {
    now,
    messages = english,
    page: asked,
    confirms = false,
    rejects = [],
    rejecting = 0,
    asksWhichToUndo = false,
    undoing,
  }: BatchContext,
  lengths: Lengths,
): RenderedCard {
  const byId = new Map(proposals.map((proposal) => [proposal.id, proposal]));
  const rows = batch.rows.map((row, place) => ({
    row,
    place,
    proposal: byId.get(row.proposalId) ?? null,
  }));
  const open = rows.filter(({ row, proposal }) => isApprovable(row, proposal));
  const pages = Math.max(1, Math.ceil(rows.length / BATCH_PAGE));
  const page = Math.min(asked ?? pageOf(open[0]?.place ?? 0), pages - 1);
  const openHere = openOnPage({ batch, proposals }, page);
  const isConfirmed = confirms && openHere > 0;
  const rejected = open.filter(({ place }) => rejects.includes(place));
  const isRejecting = rejected.length > 0;
  const undoable = rows.filter(
    ({ place, proposal }) =>
      pageOf(place) === page &&
      proposal !== null &&
      allows(proposal, "undo", now),
  );
  const isUndoing = asksWhichToUndo && undoable.length > 0;
  const isQuestion = isConfirmed || isRejecting || isUndoing;
  const refusals = new Map(
    undoing?.refused.map(({ place, message }) => [place, message]),
  );
  const shownRows = isRejecting
    ? rejected
    : isUndoing
      ? undoable
      : rows.filter(({ place }) => pageOf(place) === page);
  const devicesOf = countDevices(rows);
  const account = asText(batch.stagingAccount, 60);
  const isOpen = open.length > 0;
  const counts = countRows(rows);
  const moreCounts = describeCounts(counts, messages);
  return fillTemplate("batch", {
    messages: messages.labels,
    summary: messages.batch.summary({
      account,
      open: open.length,
      failed: counts.failed,
    }),
    style: isOpen ? tones.working.style : tones.over.style,
    titleText: isOpen ? messages.batch.title : messages.batch.titleDone,
    stagedBy: messages.batch.stagedBy({ account }),
    countText: messages.batch.count({ open: open.length, all: rows.length }),
    hasFailed: counts.failed > 0,
    failedText: `${tones.failed.mark} ${messages.batch.failed({ count: counts.failed })}`,
    hasCounts: rows.length > counts.waiting,
    hasMoreCounts: moreCounts !== "",
    moreCounts:
      counts.failed > 0 && moreCounts !== "" ? ` · ${moreCounts}` : moreCounts,
    rows: shownRows.map((one) => {
      const refusal = refusals.get(one.place);
      return {
        ...toRow(one, now, messages, lengths),
        canTick:
          isUndoing || (!isQuestion && isApprovable(one.row, one.proposal)),
        tickText: isUndoing ? messages.labels.undo : messages.labels.leaveOut,
        inputId: `${isUndoing ? UNDO : LEAVE_OUT}${one.place}`,
        hasRefusal: refusal !== undefined,
        refusal: refusal
          ? `${tones.doubtful.mark} ${asText(messages.t(refusal), lengths.refusal)}`
          : "",
        ...describeSeveral(one, devicesOf, messages),
      };
    }),
    hasPages: pages > 1,
    pageText: messages.details.page({ page: page + 1, pages }),
    isDecided: batch.decidedBy !== null,
    decidedBy: messages.batch.decidedBy({
      name: nameOf(batch.decidedBy, messages),
    }),
    decidedAt: batch.decidedAt ? when(batch.decidedAt) : "",
    id: batch.id,
    version: batch.version,
    page,
    canApprove: openHere > 0 && !isQuestion,
    approveText: messages.batch.approveUpTo({ count: openHere }),
    isConfirmed,
    confirmText: messages.batch.confirm({ count: openHere }),
    approveAllText: messages.batch.approve({ count: openHere }),
    isRejecting,
    rejectTitleText: messages.batch.rejectTitle({ count: rejected.length }),
    refusalChoices: refusalChoices(
      rejected[0]?.proposal ?? { fromUser: null },
      messages,
    ),
    rejectText: messages.batch.reject({ count: rejected.length }),
    places: rejected.map(({ place }) => place).join(","),
    isBeingRejected: rejecting > 0,
    beingRejectedText: messages.batch.rejecting({ count: rejecting }),
    canUndo: undoable.length > 0 && !isQuestion,
    isUndoing,
    isBeingUndone: undoing !== undefined,
    beingUndoneText: messages.batch.undoing({
      count: undoing?.count ?? 0,
      refused: undoing?.refused.length ?? 0,
    }),
    isQuestion,
    hasPrevious: !isQuestion && page > 0,
    previousPage: page - 1,
    hasNext: !isQuestion && page < pages - 1,
    nextPage: page + 1,
  });
}

/** How many rows of a page can still be approved. */
export function openOnPage(
  { batch, proposals }: BatchWithProposals,
  page: number,
): number {
  const byId = new Map(proposals.map((proposal) => [proposal.id, proposal]));
  return batch.rows.filter(
    (row, place) =>
      pageOf(place) === page &&
      isApprovable(row, byId.get(row.proposalId) ?? null),
  ).length;
}

/** Whether a row of a page can be undone at this moment. */
export function canUndoOnPage(
  { batch, proposals }: BatchWithProposals,
  page: number,
  now: Date,
): boolean {
  const byId = new Map(proposals.map((proposal) => [proposal.id, proposal]));
  return batch.rows.some(({ proposalId }, place) => {
    const proposal = byId.get(proposalId);
    return pageOf(place) === page && proposal && allows(proposal, "undo", now);
  });
}

function pageOf(place: number): number {
  return Math.floor(place / BATCH_PAGE);
}

interface Row {
  readonly row: BatchRow;
  readonly place: number;
  readonly proposal: Proposal | null;
}

function toRow(
  { row, proposal }: Row,
  now: Date,
  messages: Messages,
  lengths: Lengths,
) {
  const state = explainState(row, proposal, now, messages, lengths);
  const facts = proposal ? factsOf(proposal, messages) : [];
  return {
    device: proposal
      ? asText(proposal.device.name, lengths.device)
      : messages.batch.unknownDevice,
    // The model is on its own card.
    detail: proposal
      ? asText(proposal.device.serialNumber, lengths.detail)
      : "",
    who: asText(nameOf(row.toUser, messages), lengths.person),
    hasFacts: facts.length > 0,
    factText: facts.join(" · "),
    hasState: state !== null,
    mark: state?.mark ?? "",
    state: state?.text ?? "",
  };
}

/** In the order in which the card counts them. */
const COUNTED = [
  "approved",
  "unconfirmed",
  "refused",
  "contradicted",
  "leftOut",
  "over",
  "unknown",
] as const;

type Counted = (typeof COUNTED)[number] | "failed" | "waiting";

/** What became of the rows of every page, since a result may be on another than the one that is shown. */
function countRows(rows: readonly Row[]): Record<Counted, number> {
  const counts: Record<Counted, number> = {
    waiting: 0,
    approved: 0,
    failed: 0,
    unconfirmed: 0,
    refused: 0,
    contradicted: 0,
    leftOut: 0,
    over: 0,
    unknown: 0,
  };
  for (const row of rows) counts[countedAs(row)] += 1;
  return counts;
}

function countedAs({ row: { result }, proposal }: Row): Counted {
  switch (proposal?.state.kind) {
    case undefined:
      return "unknown";
    case "failed":
    case "undo-failed":
      return "failed";
    case "unconfirmed":
      return "unconfirmed";
    case "pending":
      return isContradicted(result, proposal)
        ? "contradicted"
        : PENDING_AS[result.kind];
    case "approved":
    case "applying":
    case "applied":
    case "verified":
      return result.kind === "approved" ? "approved" : "over";
    case "held":
    case "snoozed":
    case "rejected":
    case "expired":
    case "superseded":
    case "undoing":
    case "undone":
      return "over";
  }
}

/** Its lead says that it is wrong, and nobody left it out: it waits for somebody to decide on its own card. */
function isContradicted(
  { kind }: BatchRow["result"],
  { objection }: Proposal,
): boolean {
  return Boolean(objection) && (kind === "waiting" || kind === "refused");
}

const PENDING_AS: Record<BatchRow["result"]["kind"], Counted> = {
  waiting: "waiting",
  refused: "refused",
  approved: "approved",
  vetoed: "leftOut",
  settled: "leftOut",
};

/** All counts but those of failures, which have a colour of their own. */
function describeCounts(
  counts: Record<Counted, number>,
  messages: Messages,
): string {
  return COUNTED.filter((kind) => counts[kind] > 0)
    .map((kind) => messages.batch.counts[kind]({ count: counts[kind] }))
    .join(" · ");
}

/** Devices of each person that a row still gives, or gave, them. */
function countDevices(rows: readonly Row[]): ReadonlyMap<UserId, number> {
  const counts = new Map<UserId, number>();
  for (const one of rows) {
    if (!GIVES.has(countedAs(one))) continue;
    const { id } = one.row.toUser;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

const GIVES: ReadonlySet<Counted> = new Set([
  "waiting",
  "refused",
  "contradicted",
  "approved",
  "unconfirmed",
]);

/** More than one device for one person may be a mistake, so it is marked as long as it can be decided. */
function describeSeveral(
  { row, proposal }: Row,
  devicesOf: ReadonlyMap<UserId, number>,
  messages: Messages,
) {
  const count = devicesOf.get(row.toUser.id) ?? 0;
  const hasSeveral = count > 1 && isApprovable(row, proposal);
  return {
    hasSeveral,
    several: hasSeveral
      ? `${tones.doubtful.mark} ${messages.batch.several({ count })}`
      : "",
  };
}

/** Why it is proposed, in a few words, and when the person who would have it logged on. */
function factsOf(proposal: Proposal, messages: Messages): readonly string[] {
  const { evidence, origin } = proposal;
  const logonAt = lastLogonOf(proposal);
  return [
    ...(evidence && origin.kind !== "manual"
      ? [messages.preview.reasons[groupOf(evidence).reason]]
      : []),
    ...(logonAt ? [`${messages.labels.lastLogon} ${onDay(logonAt)}`] : []),
  ];
}

/** When the person who would have it logged on. */
function lastLogonOf({ evidence, toUser }: Proposal): Date | null {
  const logon = evidence?.lastLogons.find(
    ({ userId }) => userId === toUser?.id,
  );
  if (logon) return logon.at;
  return evidence?.outcome.kind === "handed-off"
    ? evidence.outcome.loggedOnAt
    : null;
}

/** The proposal says how it is, unless it still waits: then its row does. Null when there is nothing to say. */
function explainState(
  { result }: BatchRow,
  proposal: Proposal | null,
  now: Date,
  messages: Messages,
  lengths: Lengths,
): (Pick<Tone, "mark"> & { readonly text: string }) | null {
  if (!proposal) return { ...tones.over, text: messages.batch.gone };
  if (!awaitsDecision(proposal)) {
    const { mark, title, reason } = describeState(proposal, { now }, messages);
    const text =
      reason === null ? title : messages.batch.because({ title, reason });
    return { mark, text: asText(text, lengths.state) };
  }
  if (isContradicted(result, proposal))
    return {
      ...tones.doubtful,
      text: asText(messages.batch.contradicted, lengths.state),
    };
  switch (result.kind) {
    case "waiting":
      return null;
    case "vetoed":
      return { ...tones.over, text: messages.batch.leftOut };
    case "approved":
      return { ...tones.working, text: messages.status.changing };
    case "settled":
      return { ...tones.over, text: messages.batch.onItsOwnCard };
    case "refused":
      return {
        ...tones.doubtful,
        text: asText(messages.t(result.message), lengths.state),
      };
  }
}
