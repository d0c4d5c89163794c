import { AppError } from "../../../domain/appError.ts";
import { message, type Message } from "../../../domain/message.ts";
import type { KnownAccounts } from "../../../domain/people/pairedAccounts.ts";
import type { PersonRef } from "../../../domain/people/user.ts";
import type { Actor } from "../../../domain/proposals/action.ts";
import type {
  UndoBatch,
  UndoBatchResult,
} from "../../../domain/proposals/batch.ts";
import {
  interestedPeople,
  whyMayNotAct,
} from "../../../domain/proposals/conflictOfInterest.ts";
import type { Proposal } from "../../../domain/proposals/proposal.ts";
import { allows } from "../../../domain/proposals/states.ts";
import { readKnownAccounts } from "../../people/knownAccounts.ts";
import { currentSettings } from "../../settings/currentSettings.ts";
import { ENTRA_BUDGET_MS, type ApplyActionDeps } from "../applyAction.ts";
import { askWhetherApprover } from "./askWhetherApprover.ts";
import { findBatch } from "./readBatch.ts";

/**
 * *Undo these…*: stores for each row, in one transaction, the job that undoes its change as its own card would, with
 * every check of that, live. A crash leaves all of the jobs or none.
 *
 * Whoever is no approver is refused here, once; rows that they may not undo, or that can't be undone any more, say why
 * at once. What changes between this and its job is refused in private. When Entra is too slow, the jobs ask it. Never
 * throws an AppError.
 *
 * The same click again leads to the same jobs, and those find their changes being taken back; once they are, it starts
 * nothing, and counts them all the same.
 */
export async function undoBatch(
  deps: ApplyActionDeps,
  undo: UndoBatch,
  actor: Actor,
): Promise<UndoBatchResult> {
  const { batchId } = undo;
  const asked = await askWhetherApprover(deps, batchId, "undo", actor.userId);
  if (!asked.may) return { kind: "refused", message: asked.message };
  const found = await findBatch(deps.storage, batchId);
  if (!found) return { kind: "refused", message: message("batch.not-found") };
  const { person } = asked;
  const accounts = person && (await accountsOf(deps, person, found.proposals));
  return await sendJobs(deps, undo, actor, person, accounts);
}

/** Before rows are locked, for Entra may have to be asked. @returns null while it is too slow. */
async function accountsOf(
  deps: ApplyActionDeps,
  person: PersonRef,
  proposals: readonly Proposal[],
): Promise<KnownAccounts | null> {
  try {
    const { values } = await currentSettings(deps.storage);
    return await readKnownAccounts(
      deps,
      values.pairedAccounts,
      person,
      proposals.flatMap(interestedPeople),
      { signal: AbortSignal.timeout(ENTRA_BUDGET_MS) },
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return null;
  }
}

async function sendJobs(
  { storage, clock, log }: ApplyActionDeps,
  { batchId, places, why }: UndoBatch,
  actor: Actor,
  person: PersonRef | null,
  accounts: KnownAccounts | null,
): Promise<UndoBatchResult> {
  return await storage.transaction(
    async ({ batches, proposals, queue, audit }) => {
      const now = clock.now();
      const batch = await batches.findForUpdate(batchId);
      let count = 0;
      const refused: { place: number; message: Message }[] = [];
      const audited: { proposal: Proposal; refusal: Message }[] = [];
      for (const [place, row] of (batch?.rows ?? []).entries()) {
        if (!places.includes(place)) continue;
        const proposal = await proposals.find(row.proposalId);
        if (!proposal) continue;
        if (isBeingUndone(proposal, actor)) {
          count += 1;
          continue;
        }
        const late = whyNotUndone(proposal, now);
        const interest =
          !late && person && accounts
            ? whyMayNotAct({ kind: "undo" }, proposal, person, accounts)
            : null;
        if (interest) audited.push({ proposal, refusal: interest });
        const refusal = late ?? interest;
        if (refusal) {
          refused.push({ place, message: refusal });
          continue;
        }
        await queue.send(
          "applyAction",
          {
            answer: {
              kind: "undo",
              proposalId: proposal.id,
              version: proposal.version,
              ...(why !== undefined && { why }),
            },
            answeredBy: actor,
            askedAt: now.toISOString(),
          },
          { key: proposal.id },
        );
        count += 1;
      }
      for (const { proposal, refusal } of audited)
        await audit.append({
          kind: "proposal.answer-refused",
          at: now,
          actor: actor.userId,
          deviceId: proposal.device.id,
          proposalId: proposal.id,
          details: {
            device: proposal.device.name,
            answer: "undo",
            batchId,
            why: refusal,
          },
        });
      log.info({ batchId, rows: count }, "Rows of a batch are to be undone");
      return { kind: "undoing", count, refused };
    },
  );
}

/** By whoever was quicker, or by this very click, when it was delivered before. */
function isBeingUndone({ state }: Proposal, { userId }: Actor): boolean {
  return (
    state.kind === "undoing" ||
    ("undo" in state && state.undo.requestedBy.id === userId)
  );
}

/** The same as an undo on its own card would say. */
function whyNotUndone(proposal: Proposal, now: Date): Message | null {
  if (allows(proposal, "undo", now)) return null;
  const { state } = proposal;
  if (state.kind !== "verified") return message("proposal.nothing-to-undo");
  return message(
    state.changed ? "proposal.undo-too-late" : "proposal.nothing-was-changed",
  );
}
