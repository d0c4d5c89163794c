import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import { whyDeviceNotEligible } from "../../domain/devices/eligibility.ts";
import { isNewsOfHandoff } from "../handoffs/recordHandoff.ts";
import { isSamePerson, type UserId } from "../../domain/people/user.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import {
  asksForNothing,
  chooseStep,
} from "../../domain/proposals/chooseStep.ts";
import { evaluateListed, type EvaluateDeps } from "./evaluateDevice.ts";
import { collectEvidence } from "./collectEvidence.ts";
import { findCardPlace } from "./placeProposal.ts";
import { HISTORY } from "./history.ts";
import { proposeOutcome, type Proposed } from "./proposeOutcome.ts";
import { StaleRead } from "../../domain/proposals/replacedRecently.ts";

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
  const { device, listedUser: primaryUser } = listed;
  const whyNot = whyDeviceNotEligible(device);
  // How it is joined can be asked of Entra, when there is reason to.
  if (whyNot && whyNot !== "join-unknown") return NOTHING;
  const { values } = await currentSettings(storage);
  const weighed = await collectEvidence(
    deps,
    { device, listed, primaryUser, technicians },
    values,
    "directory",
  );
  if (!weighed) return NOTHING;
  const { evidence, handedOff } = weighed;
  const seen = { device, primaryUser, evidence, handedOff };
  const now = clock.now();
  // A sweep looks at many devices of which nothing is asked: what was said of them before is not read.
  const [active, earlier] = await Promise.all([
    storage.proposals.findActive(device.id),
    asksForNothing(seen)
      ? []
      : storage.proposals.listForDevice(device.id, HISTORY),
  ]);
  // As if it were confirmed: would it change anything?
  const couldBe = { ...seen, confirmedAt: active?.confirmedAt ?? null };
  const { overtaken, then } = chooseStep(couldBe, active, earlier, now);
  const changesProposals =
    overtaken !== null ||
    (then.kind !== "nothing" && then.kind !== "suppressed");

  const store = () =>
    storage.transaction((unit) =>
      proposeOutcome(unit, log, { ...seen, confirmedAt: null }, values, now),
    );
  try {
    if (!changesProposals) return (await isNews()) ? await store() : NOTHING;
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

  async function isNews(): Promise<boolean> {
    if (!handedOff) return false;
    const current = await storage.handoffs.findCurrent(device.id);
    const { enrolledAt } = device;
    return isNewsOfHandoff(
      current,
      { ...handedOff, primaryUser, enrolledAt },
      now,
    );
  }

  async function hasRoom(): Promise<boolean> {
    return await storage.transaction(
      async (unit) =>
        (await findCardPlace(unit, device, values, false)) !== null,
    );
  }
}
