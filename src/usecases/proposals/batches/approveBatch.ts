import { currentSettings } from "../../settings/currentSettings.ts";
import type { KnownAccounts } from "../../../domain/people/pairedAccounts.ts";
import { recordRefusal } from "./recordRefusal.ts";
import { isDeepStrictEqual } from "node:util";
import { AppError } from "../../../domain/appError.ts";
import { whyNotDone } from "../../../ports/graphErrors.ts";
import type { Jobs } from "../../../ports/jobs.ts";
import { NotAllowed } from "../../../domain/people/notAllowed.ts";
import { readKnownAccounts } from "../../people/knownAccounts.ts";
import { requireApprover } from "../../people/permissions.ts";
import type { PersonRef } from "../../../domain/people/user.ts";
import type { JobSender } from "../../../ports/queue.ts";
import type { UnitOfWork } from "../../../ports/storage.ts";
import type { Recipient } from "../../../domain/channels/channel.ts";
import type { Actor } from "../../../domain/proposals/action.ts";
import {
  CHECK_GIVES_UP_AFTER_MS,
  ENTRA_BUDGET_MS,
  type ApplyActionDeps,
} from "../applyAction.ts";
import {
  interestedPeople,
  requireDisinterested,
} from "../../../domain/proposals/conflictOfInterest.ts";
import {
  ProposalAlreadySettled,
  ProposalChanged,
  ProposalExpired,
} from "../../../domain/proposals/errors.ts";
import type {
  Proposal,
  ProposalId,
} from "../../../domain/proposals/proposal.ts";
import { expireOrWake } from "../expireAndWakeDue.ts";
import {
  awaitsDecision,
  decisionOf,
} from "../../../domain/proposals/states.ts";
import { recordDecision } from "../recordDecision.ts";
import {
  BATCH_PAGE,
  type ApproveBatch,
  type ApproveBatchResult,
  type Batch,
  type BatchDecision,
  type BatchId,
  type BatchResult,
  type BatchRow,
} from "../../../domain/proposals/batch.ts";
import { withProposals } from "./readBatch.ts";
import {
  message,
  type Message,
  type StoredMessage,
} from "../../../domain/message.ts";

const UNKNOWN = message("batch.not-found");

const OTHER_PERSON = message("batch.other-person");

/** A read that loses to a change of the evidence is repeated; the evidence does not change as often as this. */
const MOST_TRIES = 5;

/**
 * *Approve up to…*: asks Entra once whether this person may, and if it says so in time stores what they said of each
 * row on the page, with the job that approves the proposals; otherwise leaves all of it to a job. Either is stored
 * before the click is answered. Never throws an AppError.
 *
 * The same click again finds nothing left to decide, and starts nothing.
 */
export async function approveBatch(
  deps: ApplyActionDeps,
  approve: ApproveBatch,
  answeredBy: Actor,
): Promise<ApproveBatchResult> {
  try {
    return await decide(deps, approve, answeredBy, {
      signal: AbortSignal.timeout(ENTRA_BUDGET_MS),
    });
  } catch (error) {
    if (!(error instanceof AppError) || !error.retryable) throw error;
    await deps.storage.queue.send(
      "approveBatch",
      { approve, answeredBy, askedAt: deps.clock.now().toISOString() },
      { key: approve.batchId },
    );
    return { kind: "checking" };
  }
}

/**
 * The rest of *Approve up to…*: the check that Entra was too slow for, or the proposals themselves, each in a
 * transaction of its own. Safe to repeat after a crash anywhere. A refusal is told to the clicker in private.
 *
 * A row that fails keeps no other from its approval. What would fail again is said on the row, which an approver may
 * approve again; for the rest, all of it is tried again.
 *
 * @throws {GraphThrottled | GraphUnavailable | StaleProposal} to be tried again, a check until the click is too old.
 */
export async function approveBatchLater(
  deps: ApplyActionDeps,
  job: Jobs["approveBatch"],
): Promise<void> {
  if ("decision" in job) {
    await approveRows(deps, job.batchId, job.decision);
    return;
  }
  const { approve, answeredBy } = job;
  let refusal: Message;
  try {
    const result = await decide(deps, approve, answeredBy, {});
    if (result.kind !== "refused") return;
    refusal = result.message;
  } catch (error) {
    if (!(error instanceof AppError) || !error.retryable) throw error;
    const age = deps.clock.now().getTime() - Date.parse(job.askedAt);
    if (age < CHECK_GIVES_UP_AFTER_MS) throw error;
    refusal = whyNotDone(error, message("entra.no-answer"));
  }
  const batch = await deps.storage.batches.find(approve.batchId);
  await sendRefusal(deps.storage.queue, answeredBy.replyTo, batch, refusal);
}

/**
 * The job was given up: whoever clicked is told so. Rows that they approved and whose proposals still wait say it, and
 * can be approved again.
 */
export async function giveUpBatch(
  deps: Pick<ApplyActionDeps, "storage">,
  job: Jobs["approveBatch"],
): Promise<void> {
  const why = message("proposal.action-given-up");
  const batchId = "decision" in job ? job.batchId : job.approve.batchId;
  await deps.storage.transaction(async (unit) => {
    const batch = await unit.batches.findForUpdate(batchId);
    if ("approve" in job) {
      await sendRefusal(unit.queue, job.answeredBy.replyTo, batch, why);
      return;
    }
    const { decidedBy, proposalIds } = job.decision;
    if (!batch) return;
    const rows: BatchRow[] = [];
    for (const row of batch.rows) {
      const isLeft =
        proposalIds.includes(row.proposalId) &&
        isOnItsWay(row) &&
        (await isWaiting(unit, row.proposalId));
      rows.push(
        isLeft ? { ...row, result: { kind: "refused", message: why } } : row,
      );
    }
    if (rows.every((row, place) => row === batch.rows[place])) return;
    await save(unit, { ...batch, version: batch.version + 1, rows });
    const recipient = {
      userId: decidedBy.id,
      teamsUserId: null,
      serviceUrl: null,
      conversationId: null,
    };
    await sendRefusal(unit.queue, recipient, batch, why);
  });
}

async function isWaiting(
  { proposals }: Pick<UnitOfWork, "proposals">,
  id: ProposalId,
): Promise<boolean> {
  const proposal = await proposals.find(id);
  return proposal !== null && awaitsDecision(proposal);
}

async function sendRefusal(
  queue: JobSender<Jobs>,
  recipient: Recipient,
  batch: Batch | null,
  refusal: Message,
): Promise<void> {
  await queue.send("notifyPerson", {
    recipient,
    notice: {
      kind: "refusal",
      stagingAccount: batch?.stagingAccount ?? null,
      message: refusal,
    },
  });
}

async function decide(
  deps: ApplyActionDeps,
  approve: ApproveBatch,
  { userId }: Actor,
  options: { readonly signal?: AbortSignal },
): Promise<ApproveBatchResult> {
  const { storage, approversGroupId, log } = deps;
  const { batchId } = approve;
  try {
    const person = await requireApprover(
      deps,
      approversGroupId,
      userId,
      options,
    );
    const shown = await storage.batches.find(batchId);
    if (!shown) return { kind: "refused", message: UNKNOWN };
    // Before the rows are locked, for Entra may have to be asked.
    const { proposals } = await withProposals(storage, shown);
    const accounts = await readKnownAccounts(
      deps,
      (await currentSettings(storage)).values.pairedAccounts,
      person,
      proposals.flatMap(interestedPeople),
      options,
    );
    const batch = await storeDecision(deps, approve, person, accounts);
    if (!batch) return { kind: "refused", message: UNKNOWN };
    return { kind: "done", ...(await withProposals(storage, batch)) };
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    if (error instanceof NotAllowed) {
      log.info({ batchId, code: error.code }, "An answer was refused");
      await recordRefusal(deps, batchId, "approve-batch", userId, error);
    } else
      log.error(
        { batchId, code: error.code, detail: error.message },
        "An answer failed",
      );
    return { kind: "refused", message: error.userMessage };
  }
}

/**
 * Stores what the person said of the rows that their card showed, and the job that does it, in one transaction.
 *
 * @returns the batch as it is then; null when no batch has this id.
 */
async function storeDecision(
  { storage, clock, log }: ApplyActionDeps,
  approve: ApproveBatch,
  person: PersonRef,
  accounts: KnownAccounts,
): Promise<Batch | null> {
  return await storage.transaction(async (unit) => {
    const batch = await unit.batches.findForUpdate(approve.batchId);
    if (!batch) return null;
    const approved: ProposalId[] = [];
    const leftOut: Proposal[] = [];
    const refused: { proposal: Proposal; why: StoredMessage }[] = [];
    const rows: BatchRow[] = [];
    for (const [place, row] of batch.rows.entries()) {
      const proposal = isSeen(approve, row, place)
        ? await unit.proposals.find(row.proposalId)
        : null;
      if (!proposal || !isUndecided(row)) {
        rows.push(row);
        continue;
      }
      const result = approve.vetoed.includes(place)
        ? ({ kind: "vetoed" } as const)
        : weigh(row, proposal, person, accounts);
      if (result.kind === "approved" && awaitsDecision(proposal))
        approved.push(proposal.id);
      if (result.kind === "vetoed") leftOut.push(proposal);
      if (result.kind === "refused" && !isSame(result, row.result))
        refused.push({ proposal, why: result.message });
      rows.push(isSame(result, row.result) ? row : { ...row, result });
    }
    if (rows.every((row, place) => row === batch.rows[place])) return batch;

    const now = clock.now();
    const after: Batch = {
      ...batch,
      version: batch.version + 1,
      rows,
      decidedBy: person,
      decidedAt: now,
    };
    await save(unit, after);
    if (approved.length > 0)
      await unit.queue.send(
        "approveBatch",
        {
          batchId: batch.id,
          decision: { decidedBy: person, proposalIds: approved },
        },
        { key: batch.id },
      );
    // The batch itself knows only who answered last.
    for (const { id, device, toUser } of leftOut)
      await unit.audit.append({
        kind: "proposal.left-out",
        at: now,
        actor: person.id,
        deviceId: device.id,
        proposalId: id,
        details: {
          device: device.name,
          to: toUser?.userPrincipalName ?? null,
          batchId: batch.id,
        },
      });
    for (const { proposal, why } of refused)
      await unit.audit.append({
        kind: "proposal.answer-refused",
        at: now,
        actor: person.id,
        deviceId: proposal.device.id,
        proposalId: proposal.id,
        details: {
          device: proposal.device.name,
          answer: "approve",
          batchId: batch.id,
          why,
        },
      });
    log.info(
      { batchId: batch.id, version: after.version, approved: approved.length },
      "The rest of a batch was approved",
    );
    return after;
  });
}

/** What came to the page after the card was drawn, nobody has looked at. */
function isSeen(
  { page, version }: ApproveBatch,
  { addedIn = 1 }: BatchRow,
  place: number,
): boolean {
  return Math.floor(place / BATCH_PAGE) === page && addedIn <= version;
}

/** What one approver may not approve, another may. */
function isUndecided({ result }: BatchRow): boolean {
  return result.kind === "waiting" || result.kind === "refused";
}

function weigh(
  row: BatchRow,
  proposal: Proposal,
  person: PersonRef,
  accounts: KnownAccounts,
): BatchResult {
  if (!awaitsDecision(proposal)) return endedOf(proposal);
  // Decided on its own card, by somebody who reads what its lead says. Once that is seen to, it can be approved here.
  if (proposal.objection)
    return isUndecided(row) ? row.result : { kind: "waiting" };
  if (proposal.toUser?.id !== row.toUser.id)
    return { kind: "refused", message: OTHER_PERSON };
  try {
    requireDisinterested({ kind: "approve" }, proposal, person, accounts);
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    return { kind: "refused", message: error.userMessage };
  }
  return { kind: "approved", approvedBy: person };
}

/** What a row says whose proposal does not wait any more. */
function endedOf({ state }: Proposal): BatchResult {
  return {
    kind: decisionOf(state)?.verdict === "approve" ? "approved" : "settled",
  };
}

function isSame(a: BatchResult, b: BatchResult): boolean {
  return (
    a.kind === b.kind &&
    (a.kind !== "refused" ||
      b.kind !== "refused" ||
      isDeepStrictEqual(a.message, b.message))
  );
}

async function save(unit: UnitOfWork, after: Batch): Promise<void> {
  if (!(await unit.batches.save(after)))
    throw new Error(`Batch ${after.id} was written without being locked`);
  await unit.queue.send(
    "syncBatchCard",
    { batchId: after.id },
    { key: after.id },
  );
}

async function approveRows(
  deps: ApplyActionDeps,
  batchId: BatchId,
  { decidedBy, proposalIds }: BatchDecision,
): Promise<void> {
  const batch = await deps.storage.batches.find(batchId);
  const results = new Map<ProposalId, BatchResult>();
  const failures: unknown[] = [];
  for (const row of batch?.rows ?? []) {
    if (!proposalIds.includes(row.proposalId) || !isOnItsWay(row)) continue;
    try {
      results.set(row.proposalId, await approveRow(deps, row, decidedBy));
    } catch (error) {
      if (error instanceof AppError && !error.retryable) {
        deps.log.warn(
          { batchId, proposalId: row.proposalId, code: error.code },
          "A row of a batch could not be approved",
        );
        const message = error.userMessage;
        results.set(row.proposalId, { kind: "refused", message });
      } else failures.push(error);
    }
  }
  await storeResults(deps, batchId, results);
  // The next attempt finds these alone.
  if (failures.length > 0) throw failures[0];
}

/** Stored as approved in the batch; whether its proposal is too, the proposal says. */
function isOnItsWay({ result }: BatchRow): boolean {
  return result.kind === "approved";
}

async function storeResults(
  { storage }: ApplyActionDeps,
  batchId: BatchId,
  results: ReadonlyMap<ProposalId, BatchResult>,
): Promise<void> {
  await storage.transaction(async (unit) => {
    const current = await unit.batches.findForUpdate(batchId);
    if (!current) return;
    const rows = current.rows.map((row) => {
      const result = isOnItsWay(row) && results.get(row.proposalId);
      return result && !isSame(result, row.result) ? { ...row, result } : row;
    });
    if (rows.some((row, place) => row !== current.rows[place]))
      await save(unit, { ...current, version: current.version + 1, rows });
  });
}

/** Approves one proposal as its own card would, if it still waits and is for the person that was shown. */
async function approveRow(
  deps: ApplyActionDeps,
  row: BatchRow,
  person: PersonRef,
): Promise<BatchResult> {
  for (let attempt = 1; ; attempt += 1) {
    const proposal = await deps.storage.proposals.find(row.proposalId);
    if (!proposal) return { kind: "settled" };
    const result = weigh(
      row,
      proposal,
      person,
      await readKnownAccounts(
        deps,
        (await currentSettings(deps.storage)).values.pairedAccounts,
        person,
        interestedPeople(proposal),
        {},
      ),
    );
    if (result.kind !== "approved" || !awaitsDecision(proposal)) return result;
    try {
      const { id: proposalId, version } = proposal;
      const answer = { kind: "approve", proposalId, version } as const;
      return endedOf(await recordDecision(deps, answer, person));
    } catch (error) {
      if (error instanceof ProposalAlreadySettled)
        return endedOf(error.proposal);
      if (error instanceof ProposalExpired) {
        await expireOrWake(deps, proposal.id);
        return { kind: "settled" };
      }
      // Its evidence was refreshed meanwhile, for the same person or another.
      if (!(error instanceof ProposalChanged) || attempt === MOST_TRIES)
        throw error;
    }
  }
}
