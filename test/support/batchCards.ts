import type { PersonRef, UserId } from "../../src/domain/people/user.ts";
import {
  BATCH_PAGE,
  type Batch,
  type BatchId,
  type BatchResult,
  type BatchWithProposals,
} from "../../src/domain/proposals/batch.ts";
import type {
  Proposal,
  ProposalId,
  ProposalStateKind,
} from "../../src/domain/proposals/proposal.ts";
import type { Objection } from "../../src/domain/proposals/objection.ts";
import type { ChannelId } from "../../src/domain/channels/channel.ts";
import {
  bench,
  cleo,
  exampleProposal,
  exampleStates,
  handoffEvidence,
  hours,
  person,
} from "./cardExamples.ts";

export interface ExampleRow {
  readonly result?: BatchResult;
  /** `pending` unless given. */
  readonly state?: ProposalStateKind | Proposal["state"];
  readonly device?: Partial<Proposal["device"]>;
  readonly toUser?: PersonRef;
  readonly undoUntil?: Date;
  readonly objection?: Objection;
}

/** Devices that the bench staged, one for each row. */
export function exampleBatch(
  rows: readonly ExampleRow[],
  overrides: Partial<Batch> = {},
): BatchWithProposals {
  const proposals = rows.map((row, place) => toProposal(row, place));
  return {
    proposals,
    batch: {
      id: "b-1" as BatchId,
      version: 3,
      stagingAccount: bench.userPrincipalName,
      channelId: "19:helpdesk@thread.tacv2" as ChannelId,
      createdAt: hours(-1),
      rows: proposals.map(({ id, toUser }, place) => ({
        proposalId: id,
        toUser: toUser ?? bench,
        result: rows[place]?.result ?? { kind: "waiting" },
      })),
      decidedBy: null,
      decidedAt: null,
      ...overrides,
    },
  };
}

const NAMES = ["Ben Ortiz", "Dara O'Brien", "Ana Schmidt", "Erik Lund"];

function toProposal(row: ExampleRow, place: number): Proposal {
  const name = NAMES[place % NAMES.length] ?? "";
  const toUser =
    row.toUser ??
    person(name, `${name.split(" ")[0]?.toLowerCase()}${place}@contoso.com`);
  const { state = "pending" } = row;
  return exampleProposal({
    id: `p-${place}` as ProposalId,
    device: {
      ...exampleProposal().device,
      name: `LT-0${200 + place}`,
      ...row.device,
    },
    fromUser: bench,
    undoUntil: row.undoUntil ?? null,
    objection: row.objection ?? null,
    toUser,
    evidence: {
      ...handoffEvidence,
      outcome: {
        kind: "handed-off",
        toUser: toUser.id,
        loggedOnAt: hours(-20 - place),
        reason: "staged",
        stagedBy: bench.userPrincipalName,
      },
      lastLogons: [],
    },
    state: typeof state === "string" ? exampleStates[state] : state,
  });
}

/** One page with everything that can become of a row. */
export const answeredBatch = exampleBatch(
  [
    { result: { kind: "approved" } },
    { result: { kind: "approved" }, state: "approved" },
    { result: { kind: "approved" }, state: "applied" },
    { result: { kind: "approved" }, state: "verified" },
    { result: { kind: "approved" }, state: "failed" },
    { result: { kind: "vetoed" } },
    {
      result: {
        kind: "refused",
        message:
          "You'd become this device's primary user, so someone else has to decide.",
      },
    },
    { result: { kind: "settled" }, state: "rejected" },
    { result: { kind: "waiting" }, state: "snoozed" },
    {},
  ],
  { decidedBy: cleo, decidedAt: hours(0) },
);

/** A full page in the middle, everything on it as long as it can be. */
export function largestBatch(text: string): BatchWithProposals {
  return largest(text, { result: { kind: "refused", message: text } });
}

/** The same, approved and done, while all of it can be undone. */
export function largestUndoable(text: string): BatchWithProposals {
  return largest(text, {
    result: { kind: "approved" },
    state: "verified",
    undoUntil: hours(24),
  });
}

function largest(text: string, more: ExampleRow): BatchWithProposals {
  const named: PersonRef = {
    id: "f".repeat(36) as UserId,
    displayName: text,
    userPrincipalName: text,
  };
  const row: ExampleRow = {
    ...more,
    device: { name: text, model: text, serialNumber: text },
    toUser: named,
  };
  const answered: ExampleRow[] = [
    { result: { kind: "approved" } },
    { result: { kind: "approved" }, state: "failed" },
    { result: { kind: "approved" }, state: "unconfirmed" },
    { result: { kind: "vetoed" } },
    { result: { kind: "settled" }, state: "rejected" },
  ];
  const rows = [
    ...answered,
    ...answered,
    ...Array<ExampleRow>(2 * BATCH_PAGE).fill(row),
  ];
  return exampleBatch(rows, {
    id: "b".repeat(36) as BatchId,
    version: Number.MAX_SAFE_INTEGER,
    stagingAccount: text,
    decidedBy: named,
    decidedAt: hours(0),
  });
}
