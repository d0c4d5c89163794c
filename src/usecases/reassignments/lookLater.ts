import { AppError } from "../../domain/appError.ts";
import { isSamePerson, type PersonRef } from "../../domain/people/user.ts";
import {
  LATE_LOOKS_MS,
  laterOf,
  lastWriteAt,
  replacedBeside,
  tookEffectLate,
} from "../../domain/proposals/lateWrites.ts";
import { shownAtOf } from "../../domain/proposals/otherChanges.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { PROPAGATION_MS } from "../../domain/proposals/replacedRecently.ts";
import { doubtfulSince } from "../../domain/proposals/states.ts";
import type { ReassignDeps } from "./reassignDeps.ts";
import { LATE_LOOK_EVERY_SECONDS } from "./nextLook.ts";
import { storeOtherChange } from "./otherChange.ts";
import { listOthers } from "./primaryUser.ts";
import { settleLate } from "./settleLate.ts";

/**
 * Looks once more at a change that has ended.
 *
 * - It ended while a write of ours was in doubt: should that take effect after all, the device has changed, and so the
 *   card says it, it is logged, and it can be undone. Looked at for a day.
 * - Somebody is shown whom it did not leave the device with: an earlier write of ours that was in doubt took effect
 *   now, and that one's card says it; else somebody else changed it since.
 *
 * Once another change of ours wrote later, what is shown is that one's matter. While another is on its way, which may
 * write or not, nothing is concluded.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function lookLater(
  deps: ReassignDeps,
  proposal: Proposal,
): Promise<void> {
  const { state, fromUser, toUser } = proposal;
  const since = lastWriteAt(state);
  if (!since) return;
  const others = await listOthers(deps.storage, proposal);
  const later = laterOf(others, since);
  if (later === "wrote") return;
  const now = deps.clock.now();
  const age = now.getTime() - (shownAtOf(state) ?? since).getTime();
  const inDoubt = doubtfulSince(state) !== null;
  const lookAgain = async () => {
    if (inDoubt && age < LATE_LOOKS_MS)
      await deps.storage.queue.send(
        "verifyReassignment",
        { proposalId: proposal.id },
        { key: proposal.device.id, delaySeconds: LATE_LOOK_EVERY_SECONDS },
      );
  };
  if (later === "under-way") return await lookAgain();
  const shown = await read(deps, proposal);
  if (shown === undefined) return await lookAgain();
  const wrote =
    state.kind === "undone" || (state.kind === "undo-failed" && inDoubt)
      ? fromUser
      : toUser;
  if (isSamePerson(shown, wrote)) {
    if (inDoubt) await settleLate(deps, proposal);
    return;
  }
  // What a change replaced that Intune has shown is no news of a write before it.
  const isRestored = state.kind === "verified" && isSamePerson(shown, fromUser);
  const earlier = isRestored ? null : tookEffectLate(others, shown, since, now);
  if (earlier)
    await settleLate(deps, earlier, replacedBeside(earlier, proposal));
  // Earlier it may only be a late answer.
  else if (age >= PROPAGATION_MS && !(inDoubt && isExpected(proposal, shown)))
    await storeOtherChange(deps, proposal.id, shown);
  await lookAgain();
}

/** Whom Intune shows as long as a write in doubt does not take effect, and nobody else changes it. */
function isExpected(
  { state, fromUser, toUser }: Proposal,
  shown: PersonRef | null,
): boolean {
  if (state.kind === "undo-failed") return isSamePerson(shown, toUser);
  return (
    isSamePerson(shown, fromUser) ||
    (state.kind === "superseded" &&
      state.by.kind === "owner-changed-elsewhere" &&
      isSamePerson(shown, state.by.primaryUser))
  );
}

/** Undefined where Graph does not say and will not. */
async function read(
  { graph }: ReassignDeps,
  { device }: Proposal,
): Promise<PersonRef | null | undefined> {
  try {
    return await graph.primaryUsers.get(device.id);
  } catch (error) {
    if (error instanceof AppError && !error.retryable) return undefined;
    throw error;
  }
}
