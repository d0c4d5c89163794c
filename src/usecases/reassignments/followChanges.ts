import { GraphForbidden } from "../../ports/graphErrors.ts";
import { attempt } from "../../ports/attempt.ts";
import type { LoggedChange } from "../../ports/graph.ts";
import { reasonOf, tryOne } from "../../ports/tryOne.ts";
import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import { isSamePerson, type PersonRef } from "../../domain/people/user.ts";
import { LATE_LOOKS_MS } from "../../domain/proposals/lateWrites.ts";
import {
  changedSince,
  otherChangeOf,
  shownAtOf,
} from "../../domain/proposals/otherChanges.ts";
import type {
  OtherChange,
  Proposal,
  ProposalId,
} from "../../domain/proposals/proposal.ts";
import { PROPAGATION_MS } from "../../domain/proposals/replacedRecently.ts";
import type { ReassignDeps } from "./reassignDeps.ts";
import { noticeOtherChange } from "./otherChange.ts";

const PAGE = 200;

/** How far back each run reads: Intune's log tells a change some time after it; what is older a run before told. */
const LOG_REACHES_MS = 3 * 60 * 60 * 1000;

/**
 * Looks after changes and undos of ours that have ended, for a day and as long as they can be undone, by what costs
 * nothing or one request for all of them:
 *
 * - Intune's audit log, where it may be read, names whoever changed the same device in Intune beside our write or
 *   since. The card says it.
 * - Where the tenant's list, as the sweep read it, shows somebody else than it should, the device itself is looked at.
 *
 * A change that cannot be followed keeps none of the others from being.
 *
 * @throws {GraphThrottled | GraphUnavailable} the log cannot be read now: to be tried again.
 */
export async function followChanges(deps: ReassignDeps): Promise<void> {
  const { storage, clock } = deps;
  const now = clock.now();
  const since = new Date(now.getTime() - LATE_LOOKS_MS);
  let logged: readonly LoggedChange[] | null = null;
  let after: ProposalId | null = null;
  for (;;) {
    const page: readonly Proposal[] = await storage.proposals.listFollowed(
      now,
      since,
      after,
      PAGE,
    );
    if (page.length === 0) return;
    if (page.some((proposal) => isRecent(proposal, now)))
      logged ??= await readLog(deps, now);
    const listed = await storage.devices.findAll(
      page.map(({ device }) => device.id),
    );
    for (const proposal of page) {
      const { id, device } = proposal;
      const row = listed.find((one) => one.device.id === device.id);
      const tried = await tryOne(storage, async () => {
        await tellLogged(deps, proposal, logged ?? []);
        if (row && isWorthALook(proposal, row))
          await storage.queue.send(
            "verifyReassignment",
            { proposalId: id },
            { key: device.id, unlessThere: true },
          );
      });
      if (!tried.done)
        deps.log.error(
          { proposalId: id, deviceId: device.id, ...reasonOf(tried.error) },
          "A change could not be followed",
        );
    }
    after = page.at(-1)?.id ?? null;
  }
}

function isRecent({ state }: Proposal, now: Date): boolean {
  const shownAt = shownAtOf(state);
  return shownAt !== null && now.getTime() - shownAt.getTime() < LATE_LOOKS_MS;
}

async function readLog(
  { graph, log }: ReassignDeps,
  now: Date,
): Promise<readonly LoggedChange[]> {
  const after = new Date(now.getTime() - LOG_REACHES_MS - PROPAGATION_MS);
  const read = await attempt(graph.intuneLog.listPrimaryUserChanges(after));
  if (read.answered) return read.value;
  if (read.error.retryable) throw read.error;
  // Without the permission the list of devices has to do.
  if (!(read.error instanceof GraphForbidden))
    log.warn(
      { code: read.error.code, detail: read.error.message },
      "Intune's audit log cannot be read",
    );
  return [];
}

/** The newest change that somebody made in Intune where our write may have met it: Intune may have shown it late. */
async function tellLogged(
  deps: ReassignDeps,
  { id, device, state }: Proposal,
  logged: readonly LoggedChange[],
): Promise<void> {
  const writtenAt = writtenAtOf(state);
  if (!writtenAt) return;
  const from = writtenAt.getTime() - PROPAGATION_MS;
  const newest = logged
    .filter((one) => one.deviceId === device.id && one.at.getTime() >= from)
    .reduce<LoggedChange | null>(
      (last, one) => (last && last.at >= one.at ? last : one),
      null,
    );
  if (!newest) return;
  const known = otherChangeOf(state);
  if (known?.by && known.at >= newest.at) return;
  // What came before ours was seen says nothing of who is shown since.
  const shownAt = shownAtOf(state);
  const isBefore = shownAt !== null && newest.at <= shownAt;
  const since = changedSince(state);
  if (isBefore && since?.primaryUser !== undefined) return;
  const { by, at } = newest;
  // Nor does who was shown before ours was say whom somebody set since.
  await noticeOtherChange(deps, id, { ...(isBefore ? known : since), by, at });
}

/** When our last write was sent that Intune has shown. */
function writtenAtOf(state: Proposal["state"]): Date | null {
  if (state.kind === "verified") return state.appliedAt;
  return state.kind === "undone"
    ? (state.undo.writeStartedAt ?? state.undoneAt)
    : null;
}

/** Whether the list shows, late enough to be believed, that the device is not as the card says. */
function isWorthALook(
  { state, fromUser, toUser }: Proposal,
  { listedUser, seenAt }: DirectoryDevice,
): boolean {
  const shownAt = shownAtOf(state);
  if (shownAt)
    return (
      seenAt.getTime() - shownAt.getTime() >= PROPAGATION_MS &&
      isNews(
        listedUser,
        state.kind === "undone" ? fromUser : toUser,
        changedSince(state),
      )
    );
  return state.kind === "undo-failed"
    ? isNews(listedUser, toUser, otherChangeOf(state))
    : isSamePerson(listedUser, toUser);
}

function isNews(
  listed: PersonRef | null,
  expected: PersonRef | null,
  told: OtherChange | undefined,
): boolean {
  return (
    !isSamePerson(listed, expected) &&
    (told?.primaryUser === undefined || !isSamePerson(listed, told.primaryUser))
  );
}
