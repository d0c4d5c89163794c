import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import { isSamePerson, type UserId } from "../../domain/people/user.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import { evaluateListed, type EvaluateDeps } from "./evaluateDevice.ts";
import { mayPostAtOnce } from "./firstRun.ts";
import { findCardPlace } from "./placeProposal.ts";
import { proposeOutcome, type Proposed } from "./proposeOutcome.ts";
import { StaleRead } from "../../domain/proposals/replacedRecently.ts";
import { stepBy } from "../../domain/proposals/chooseStep.ts";
import { tellsOfHandoff, weighCandidate } from "./weighCandidate.ts";

export type EvaluateCandidateDeps = EvaluateDeps;

const NOTHING: Proposed = { proposed: false, handedOff: false };

/**
 * Considers a device that a sweep listed. What the directory alone settles costs no request; most candidates are as
 * they should be. Where a card could be posted, the device is read live and proposed. Where no channel has room, what
 * the list says is stored as held, unconfirmed: there may be thousands, and each is read when its turn comes.
 *
 * @param technicians who is in the technicians' group.
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function evaluateCandidate(
  deps: EvaluateCandidateDeps,
  listed: DirectoryDevice,
  technicians: ReadonlySet<UserId>,
): Promise<Proposed> {
  const { storage, clock, log } = deps;
  const { device } = listed;
  const { values } = await currentSettings(storage);
  const weighed = await weighCandidate(
    deps,
    listed,
    technicians,
    values,
    "directory",
  );
  if (!weighed) return NOTHING;
  const { seen, active, earlier } = weighed;
  const now = clock.now();
  const { overtaken, then } = stepBy(weighed.step, values);
  const changesProposals =
    overtaken !== null ||
    (then.kind !== "nothing" && then.kind !== "suppressed");

  const store = () =>
    storage.transaction((unit) =>
      proposeOutcome(unit, log, { ...seen, confirmedAt: null }, values, now),
    );
  try {
    if (!changesProposals)
      return (await tellsOfHandoff(deps, seen, now)) ? await store() : NOTHING;
    // The list lags behind a change of ours for longer than `…/users` does.
    const wasDone = earlier.some(
      ({ state, toUser }) =>
        state.kind === "verified" &&
        then.kind === "create" &&
        isSamePerson(toUser, then.toUser),
    );
    const mayBePosted =
      active?.confirmedAt != null || wasDone || (await hasRoom());
    if (!mayBePosted) return await store();
    return (await evaluateListed(deps, listed, technicians)) ?? NOTHING;
  } catch (error) {
    // Our own last change does not show yet: the next sweep sees it.
    if (error instanceof StaleRead) return NOTHING;
    throw error;
  }

  async function hasRoom(): Promise<boolean> {
    return await storage.transaction(
      async (unit) =>
        (await findCardPlace(unit, device, values, false)) !== null &&
        (await mayPostAtOnce(unit, values, false, now)),
    );
  }
}
