import { createTabLink } from "../../bot/cards/parts/tabLink.ts";
import { AUDIT_KINDS } from "../../src/domain/audit/audit.ts";
import { PENDING_PAGE } from "../../src/domain/proposals/pendingList.ts";
import {
  AUDIT_PAGE,
  MOST_AUDIT_ROWS,
  renderAudit,
} from "../../bot/cards/renderAudit.ts";
import { renderBatch } from "../../bot/cards/renderBatch.ts";
import { renderBoard } from "../../bot/cards/renderBoard.ts";
import { renderHandoffDigest } from "../../bot/cards/renderHandoffDigest.ts";
import { renderObjection } from "../../bot/cards/renderObjection.ts";
import { renderHandoff } from "../../bot/cards/renderHandoff.ts";
import { renderChoice } from "../../bot/cards/renderChoice.ts";
import { renderDevice } from "../../bot/cards/renderDevice.ts";
import { renderHelp } from "../../bot/cards/renderHelp.ts";
import { renderNotice } from "../../bot/cards/renderNotice.ts";
import { renderProposalDetails } from "../../bot/cards/renderProposalDetails.ts";
import { renderPending } from "../../bot/cards/renderPending.ts";
import { renderProposal } from "../../bot/cards/renderProposal.ts";
import { renderProposeAnswer } from "../../bot/cards/renderProposeAnswer.ts";
import { renderSeveral } from "../../bot/cards/renderSeveral.ts";
import { renderSweep } from "../../bot/cards/renderSweep.ts";
import { renderUser } from "../../bot/cards/renderUser.ts";
import type { RenderedCard } from "../../bot/cards/parts/template.ts";
import { english } from "../../bot/messages/languages.ts";
import type { Messages } from "../../bot/messages/messages.ts";
import type { AuditRow } from "../../src/domain/audit/audit.ts";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import { BOARD_PAGE } from "../../src/domain/handoffs/board.ts";
import { MOST_SAID } from "../../src/domain/proposals/said.ts";
import { HANDOFF_STAGES } from "../../src/domain/handoffs/handoff.ts";
import {
  USER_PAGE,
  type DeviceAnswer,
  type SeenUser,
  type UserAnswer,
} from "../../src/domain/lookups/lookup.ts";
import type { PersonRef, UserId } from "../../src/domain/people/user.ts";
import type {
  Decision,
  Proposal,
  ProposalState,
  ProposalStateKind,
  Undo,
} from "../../src/domain/proposals/proposal.ts";
import type { ProposeResult } from "../../src/domain/proposals/request.ts";
import { largestBatch, largestUndoable } from "./batchCards.ts";
import {
  exampleEvidence,
  exampleProposal,
  exampleStates,
  handoffEvidence,
  hours,
  NOON,
} from "./cardExamples.ts";
import {
  aDeviceAnswer,
  aDeviceChoice,
  aUserAnswer,
  aUserChoice,
  withTexts,
} from "./lookUpExamples.ts";
import {
  aSweepCard,
  exampleBoard,
  exampleHandoff,
  exampleHandoffDigest,
  verifiedHandoffCard,
} from "./stagingCards.ts";
import { message } from "../../src/domain/message.ts";

type Cards = Readonly<Record<string, RenderedCard>>;

const tabLink = createTabLink("f".repeat(36));

/** Every card with this text in every place that takes text from outside; in English unless `messages` are given. */
export function hostileCards(
  text: string,
  messages: Messages = english,
): Cards {
  return cardsOf(text, 4, messages);
}

/** What makes the longest text out of a given number of graphemes, in JSON and after it was made inert. */
export const longestTexts: readonly string[] = [
  "Wörterbuch 👩🏽‍💻 ",
  "👩🏽‍💻",
  '"',
  "*",
  "_ ",
  "<a",
  "ש",
].map((piece) => piece.repeat(1_000));

/** Every card at its largest: the longest names, reasons and lists. */
export function largestCards(text: string, messages: Messages): Cards {
  return cardsOf(text, 500, messages);
}

function cardsOf(text: string, people: number, messages: Messages): Cards {
  const render = (proposal: Proposal) =>
    renderProposal(proposal, { now: NOON, messages, tabLink });
  const kinds = Object.keys(exampleStates) as ProposalStateKind[];
  const settled = kinds
    .filter((kind) => kind !== "pending")
    .map((kind): [string, RenderedCard] => [
      `settled (${kind})`,
      render(proposalOf(text, people, kind)),
    ]);
  const approval = handedOver(proposalOf(text, people, "pending"), text);
  return {
    approval: render(approval),
    "approval (handoff)": render(handedOff(approval, text, people)),
    "approval (contradicted, for its viewers)": renderProposal(
      {
        ...handedOff(approval, text, people),
        objection: {
          by: personCalled(text),
          at: NOON,
          toUser: approval.toUser,
          reason: text.repeat(MOST_SAID).slice(0, MOST_SAID),
        },
      },
      { now: NOON, messages, tabLink, viewers: sixtyViewers },
    ),
    "approval (for its viewers)": renderProposal(approval, {
      now: NOON,
      messages,
      tabLink,
      viewers: sixtyViewers,
    }),
    "approval (handoff, for its viewers)": renderProposal(
      handedOff(approval, text, people),
      { now: NOON, messages, tabLink, viewers: sixtyViewers },
    ),
    ...Object.fromEntries(settled),
    ...detailsCards(text, people, messages),
    pending: renderPending(
      {
        proposals: Array<Proposal>(Math.min(people, PENDING_PAGE)).fill(
          approval,
        ),
        page: 1,
        pages: 1_000_000,
        counts: {
          waiting: 1_000_000,
          snoozed: 1_000_000,
          "under-way": 1_000_000,
        },
        held: 1_000,
      },
      messages,
      tabLink,
    ),
    audit: renderAudit(
      Array<AuditRow>(Math.min(people, AUDIT_PAGE)).fill(auditRow(text)),
      {
        place: {
          filter: {
            deviceId: "f".repeat(36) as DeviceId,
            actor: "f".repeat(36) as UserId,
            kinds: AUDIT_KINDS.slice(1),
            since: NOON,
            until: NOON,
          },
          upTo: 1_000_000_000,
          count: MOST_AUDIT_ROWS,
          page: 1_000_000,
        },
        actors: new Map([
          [
            auditRow(text).seq,
            {
              id: "f".repeat(36) as UserId,
              displayName: text,
              userPrincipalName: text,
            },
          ],
        ]),
        hasOlder: true,
        messages,
      },
    ),
    ...lookUpCards(text, people, messages),
    help: renderHelp("team", { isAdmin: true, messages }),
    ...stagingCards(text, people, messages),
    "notice (refusal)": renderNotice(
      {
        kind: "refusal",
        deviceName: text,
        message: text,
      },
      messages,
    ),
    "notice (new proposals)": renderNotice(
      {
        kind: "new-proposals",
        proposals: Array.from({ length: 12 }, () =>
          proposalOf(text, people, "pending"),
        ),
      },
      messages,
    ),
    "notice (handed over)": renderNotice(
      {
        kind: "handed-to",
        proposal: handedOver(proposalOf(text, people, "pending"), text),
      },
      messages,
    ),
    "notice (not reached)": renderNotice(
      { kind: "not-reached", deviceName: text, message: text },
      messages,
    ),
    "notice (proposed)": renderNotice(
      {
        kind: "proposed",
        proposal: proposalOf(text, people, "pending"),
        isNew: false,
      },
      messages,
    ),
    "notice (not proposed)": renderNotice(
      {
        kind: "not-proposed",
        deviceName: text,
        message: text,
      },
      messages,
    ),
    "notice (result)": renderNotice(
      {
        kind: "result",
        proposal: proposalOf(text, people, "rejected"),
      },
      messages,
    ),
  };
}

/** As long as Teams' own ids are, and as many as Teams takes. */
export const sixtyViewers = Array.from(
  { length: 60 },
  (_, index) =>
    `29:${"1bSnHZ7Js2STWrgk6ScEErLk1Lp2zQuD5H2qQ960rtvstKp8t".repeat(2).slice(0, 80)}-${index}`,
);

function handedOver(proposal: Proposal, text: string): Proposal {
  const by = personCalled(text);
  return { ...proposal, handedTo: { person: by, by, at: NOON } };
}

function proposalOf(
  text: string,
  people: number,
  kind: ProposalStateKind,
): Proposal {
  const named = (id: string): PersonRef => ({
    id: id as UserId,
    displayName: text,
    userPrincipalName: text,
  });
  const to = named("to");
  const counted = Array.from({ length: people }, (_, index) => ({
    person: index === 0 ? to : named(`person-${index}`),
    logons: 1_000_000 - index,
  }));
  return exampleProposal({
    id: "p".repeat(100) as Proposal["id"],
    version: Number.MAX_SAFE_INTEGER,
    device: {
      ...exampleProposal().device,
      name: text,
      model: text,
      serialNumber: text,
    },
    fromUser: named("from"),
    toUser: to,
    origin: { kind: "manual", requestedBy: named("requester"), why: text },
    evidence: {
      ...exampleEvidence,
      outcome: {
        kind: "reassign",
        toUser: to.id,
        share: 1,
        ratio: 1,
        reason: "clear-leader",
      },
      counted,
      leftOut: Array.from({ length: people }, () => ({
        upn: text,
        logons: 1_000_000,
        why: text,
      })),
    },
    state: withText(exampleStates[kind], text, named("actor")),
    undoUntil: hours(72),
  });
}

/** The dialog's first pages, whatever they have, and one from the middle of its lists. */
function detailsCards(text: string, people: number, messages: Messages): Cards {
  const proposal = proposalOf(text, people, "undo-failed");
  const { evidence } = handedOff(proposal, text, people);
  const details = {
    proposal: {
      ...proposal,
      evidence: proposal.evidence && {
        ...proposal.evidence,
        lastLogons: evidence?.lastLogons ?? [],
      },
    },
    audit: Array<AuditRow>(people).fill(auditRow(text)),
    hasOlderAudit: true,
    isWhole: true,
  };
  const pages = [0, 1, 2, 20, 40, 60, 80, 100, 10_000];
  return Object.fromEntries(
    pages.map((page) => [
      `details (page ${page})`,
      renderProposalDetails(details, {
        now: NOON,
        page,
        tabLink,
        messages,
      }),
    ]),
  );
}

function lookUpCards(text: string, people: number, messages: Messages): Cards {
  const open = proposalOf(text, 1, "pending");
  const context = { now: NOON, isPrivate: true, messages };
  const seen = withTexts(aDeviceAnswer().seen, text);
  const refusal = message("graph.refused", { detail: text });
  const old = { kind: "directory", seenAt: hours(-3), refusal } as const;
  const device: DeviceAnswer = {
    ...withTexts(aDeviceAnswer(), text),
    proposal: open,
    freshness: old,
    suggested: seen[0]?.person ?? null,
    seen: Array<SeenUser[]>(people)
      .fill([...seen])
      .flat(),
  };
  const user = withTexts(aUserAnswer(), text);
  const many = <T>(list: readonly T[] | null) =>
    Array<readonly T[]>(people)
      .fill(list ?? [])
      .flat();
  const devices = withTexts(aDeviceChoice({ isNear: true }), text);
  const users = withTexts(aUserChoice(), text);
  return {
    who: renderDevice("who", device, context),
    device: renderDevice("device", device, context),
    ...userCards(user, people, messages),
    several: renderSeveral(
      Array.from({ length: 10 }, (_, i) => ({
        name: text,
        reply:
          i % 2 === 0
            ? { kind: "device" as const, about: "who" as const, answer: device }
            : {
                kind: "choose-device" as const,
                about: "who" as const,
                choice: devices,
              },
      })),
      99,
      context,
    ),
    "choice (devices)": renderChoice(
      {
        what: "device",
        choice: {
          ...devices,
          found: many(devices.found),
          unchecked: true,
          refusal,
        },
      },
      { kind: "who" },
      { messages },
    ),
    "choice (people to propose)": renderChoice(
      { what: "user", choice: { ...users, found: many(users.found) } },
      { kind: "propose", other: "LT-0042 ".repeat(25) },
      { messages },
    ),
    ...proposeAnswers(text, people, messages),
  };
}

function userCards(
  user: UserAnswer,
  people: number,
  messages: Messages,
): Cards {
  const [owned] = user.owned;
  const [used] = user.used ?? [];
  if (!owned || !used) throw new Error("The example has both");
  const draw = (ofOwned: number) =>
    renderUser(
      {
        ...user,
        user: { ...user.user, accountEnabled: false, userType: "guest" },
        freshness: { kind: "directory", seenAt: hours(-3) },
        owned: Array<typeof owned>(ofOwned).fill({
          ...owned,
          compliance: "config-manager",
        }),
        ownedTotal: 99_999,
        used: Array<typeof used>(Math.min(people, USER_PAGE) - ofOwned).fill({
          ...used,
          compliance: "config-manager",
          device: { ...used.device, lastCheckInAt: NOON },
          reported: { logons: 1_000_000, at: NOON },
        }),
        usedTotal: 99_999,
        page: 8_000,
        pages: 16_667,
        isUndecided: true,
      },
      { now: NOON, isPrivate: true, waits: true, messages },
    );
  return { user: draw(Math.min(people, USER_PAGE)), "user (uses)": draw(1) };
}

function proposeAnswers(
  text: string,
  people: number,
  messages: Messages,
): Cards {
  const request = { device: text, user: text, requestedBy: "asker" as UserId };
  const draw = (result: ProposeResult) =>
    renderProposeAnswer(
      { kind: "propose", request, result },
      { now: NOON, messages },
    );
  return {
    "proposed late": draw({
      kind: "already-open",
      proposal: proposalOf(text, people, "pending"),
    }),
    "refused late": draw({
      kind: "refused",
      message: message("graph.refused", { detail: text }),
    }),
  };
}

function personCalled(text: string): PersonRef {
  return {
    id: "f".repeat(36) as UserId,
    displayName: text,
    userPrincipalName: text,
  };
}

function stagingCards(text: string, people: number, messages: Messages): Cards {
  const context = { now: NOON, isInChannel: true, messages };
  const actor = personCalled(text);
  const device = {
    ...exampleProposal().device,
    name: text,
    model: text,
    serialNumber: text,
  };
  const { moments } = verifiedHandoffCard.handoff;
  const handoff = exampleHandoff({
    device,
    stagingAccount: text,
    moments,
    toUser: actor,
    endedBecause: "enrolled-again",
  });
  const proposal = proposalOf(text, 1, "rejected");
  const objection = {
    by: actor,
    at: NOON,
    toUser: actor,
    reason: text.repeat(MOST_SAID).slice(0, MOST_SAID),
    choice: "went-elsewhere",
    toldAt: NOON,
    ended: null,
  } as const;
  const contradicted = { ...handoff, endedBecause: null, objection };
  const row = { handoff: { ...handoff, toUser: null }, isStuck: true };
  const most = Number.MAX_SAFE_INTEGER;
  return {
    handoff: renderHandoff(
      { kind: "handoff", handoff, proposal, lead: actor },
      context,
    ),
    "handoff (contradicted)": renderHandoff(
      { kind: "handoff", handoff: contradicted, proposal, lead: actor },
      context,
    ),
    "handoff (can be contradicted)": renderHandoff(
      {
        kind: "handoff",
        handoff: { ...handoff, endedBecause: null },
        proposal,
        lead: actor,
      },
      context,
    ),
    objection: renderObjection(
      { kind: "objection", handoff: contradicted, objection, proposal },
      { ...context, tabLink },
    ),
    "handoffs together (contradicted, or can be)": renderHandoffDigest(
      {
        ...exampleHandoffDigest(),
        handoffs: Array.from({ length: 50 }, (_, at) => ({
          handoff: at < 8 ? contradicted : { ...handoff, endedBecause: null },
          proposal,
        })),
        total: most,
        lead: actor,
      },
      { ...context, tabLink },
    ),
    "handoffs together": renderHandoffDigest(
      {
        ...exampleHandoffDigest(),
        handoffs: Array.from({ length: 50 }, () => ({ handoff, proposal })),
        total: most,
        lead: actor,
      },
      context,
    ),
    "sweep (running)": renderSweep(aSweepCard(), context),
    "sweep (failed)": renderSweep(
      aSweepCard(
        { kind: "failed", message: text },
        {},
        {
          pages: most,
          people: most,
          devices: most,
          devicesExpected: most,
        },
      ),
      context,
    ),
    batch: renderBatch(largestBatch(text), {
      now: NOON,
      page: 1,
      messages,
      rejecting: 10,
    }),
    batchRejection: renderBatch(largestBatch(text), {
      now: NOON,
      page: 1,
      messages,
      rejects: Array.from({ length: 10 }, (_, row) => 10 + row),
    }),
    batchUndoForm: renderBatch(largestUndoable(text), {
      now: NOON,
      page: 1,
      messages,
      asksWhichToUndo: true,
    }),
    batchUndoing: renderBatch(largestUndoable(text), {
      now: NOON,
      page: 1,
      messages,
      undoing: {
        count: 0,
        refused: Array.from({ length: 10 }, (_, row) => ({
          place: 10 + row,
          message: message("people.perhaps-own-account"),
        })),
      },
    }),
    board: renderBoard(
      exampleBoard({
        counts: HANDOFF_STAGES.map((stage) => ({ stage, devices: most })),
        contradicted: { first: Array(10).fill(contradicted), total: most },
        waiting: most,
        stuck: most,
        rows: Array(Math.min(people, BOARD_PAGE)).fill(row),
      }),
      context,
    ),
  };
}

/** The same question, because of the device's last logons. */
function handedOff(proposal: Proposal, text: string, people: number): Proposal {
  const { toUser } = proposal;
  if (!toUser) throw new Error("The example is about a person");
  return {
    ...proposal,
    evidence: {
      ...handoffEvidence,
      outcome: {
        kind: "handed-off",
        toUser: toUser.id,
        loggedOnAt: hours(-400),
        reason: "staged",
        stagedBy: text,
      },
      lastLogons: [
        ...Array.from({ length: people }, (_, index) => ({
          userId: text as UserId,
          at: hours(-index / 10),
          person:
            index % 2 === 0 ? null : { ...toUser, id: `p-${index}` as UserId },
          // Each with a reason of its own, so that the sentences are as many as they can be.
          why: `${index} ${text}`,
        })),
        { userId: toUser.id, at: hours(-400), person: toUser, why: null },
      ],
    },
  };
}

/** The state with every person and every reason in it replaced. */
function withText(
  state: ProposalState,
  text: string,
  actor: PersonRef,
): ProposalState {
  return JSON.parse(JSON.stringify(state), (key, value: unknown) => {
    if (["decidedBy", "snoozedBy", "requestedBy", "primaryUser"].includes(key))
      return actor;
    if (key === "reason" || key === "message") return text;
    if (key === "decision" && value !== null)
      return { ...(value as Decision), comment: text };
    if (key === "undo") return { ...(value as Undo), why: { text, by: actor } };
    if (key.endsWith("At") || ["at", "until", "since"].includes(key))
      return value === null ? null : new Date(value as string);
    return value;
  }) as ProposalState;
}

function auditRow(text: string): AuditRow {
  return {
    seq: 1_000_000_000,
    at: NOON,
    kind: "proposal.evidence-refreshed",
    actor: "f".repeat(32),
    deviceId: null,
    proposalId: null,
    details: { device: text, reason: text },
    detailsMatch: false,
    digest: "",
    previousHash: "",
    hash: "",
  };
}
