import type { Clock } from "../../ports/clock.ts";
import type { Device, DeviceId } from "../../domain/devices/device.ts";
import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import { whyDeviceNotEligible } from "../../domain/devices/eligibility.ts";
import { GraphNotFound } from "../../ports/graphErrors.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import { endHandoffOf } from "../handoffs/recordHandoff.ts";
import type { Log } from "../../ports/log.ts";
import type { PersonRef, UserId } from "../../domain/people/user.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Storage } from "../../ports/storage.ts";
import { collectEvidence } from "./collectEvidence.ts";
import { stepBy } from "../../domain/proposals/chooseStep.ts";
import type {
  FrozenEvidence,
  Proposal,
} from "../../domain/proposals/proposal.ts";
import { tellsOfHandoff, weighCandidate } from "./weighCandidate.ts";
import { proposeOutcome, type Proposed } from "./proposeOutcome.ts";

export interface EvaluateDeps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly log: Log;
  readonly techniciansGroupId: GroupId | null;
}

/**
 * Asks whether a device's primary user still fits the evidence, and proposes what the evidence says. Confirms a
 * proposal that rests on Intune's list alone. Of most devices nothing follows, and Graph is not asked about them.
 *
 * Everything outside is read before anything is stored; running it again with the same evidence changes nothing.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function evaluateDevice(
  deps: EvaluateDeps,
  deviceId: DeviceId,
): Promise<void> {
  const { storage } = deps;
  const [tallies, listed, active] = await Promise.all([
    storage.evidence.list(deviceId),
    storage.devices.find(deviceId),
    storage.proposals.findActive(deviceId),
  ]);
  if (tallies.length === 0 && !listed && !active) return;
  if (!active && (await isSettledByList(deps, listed))) return;
  const known = isFreshEnough(listed, active, deps.clock.now())
    ? listed.device
    : null;
  await evaluateLive(deps, deviceId, known, listed, null);
}

/** A full sweep reads every device once a day. */
const LISTED_HOLDS_MS = 26 * 60 * 60 * 1000;

/**
 * Whether nothing follows by what is stored, so that neither the device nor its primary user has to be read. Only days
 * of use can say so: counts would leave who is newer than the list of people unknown, and do not know who was given the
 * device since it was listed.
 *
 * The primary user may be another by now than the last sweep listed. Nothing is stored on that: whatever would be
 * proposed is read live first. What may be missed is a change that is due under another primary user. Somebody gave the
 * device to them since that sweep, so that days of before say nothing: the next sweep notes the change, and the next
 * report is weighed with it. Where Custodian itself changed it, evidence that led to the change still asks for it, and
 * is read live. With an open proposal all is read: it must end when its primary user changed.
 */
async function isSettledByList(
  deps: EvaluateDeps,
  listed: DirectoryDevice | null,
): Promise<boolean> {
  const now = deps.clock.now();
  if (!listed || !isListedLately(listed, now)) return false;
  const { values } = await currentSettings(deps.storage);
  if (values.affinity.mode !== "active-days") return false;
  const weighed = await weighCandidate(deps, listed, null, values, "directory");
  if (!weighed) return true;
  const { seen, step } = weighed;
  const { then } = stepBy(step, values);
  if (then.kind !== "nothing" && then.kind !== "suppressed") return false;
  if (await tellsOfHandoff(deps, seen, now)) return false;
  logOutcome(deps, listed.device.id, seen.evidence);
  return true;
}

function isListedLately({ seenAt }: DirectoryDevice, now: Date): boolean {
  return now.getTime() - seenAt.getTime() < LISTED_HOLDS_MS;
}

/**
 * What was proposed from the list needs no second look at the device, only at its primary user: a change reads the
 * device once more before it writes.
 */
function isFreshEnough(
  listed: DirectoryDevice | null,
  active: Proposal | null,
  now: Date,
): listed is DirectoryDevice {
  return (
    listed !== null &&
    whyDeviceNotEligible(listed.device) === null &&
    active?.origin.kind === "machine" &&
    active.confirmedAt === null &&
    isListedLately(listed, now)
  );
}

/**
 * The same for a device that Intune listed just now: one request for its primary user, and one for who gains it.
 *
 * @returns what came of it; null when nothing could be said: Intune does not know the device any more, its primary
 *   user cannot be changed, or it is not known who is excluded.
 */
export async function evaluateListed(
  deps: EvaluateDeps,
  listed: DirectoryDevice,
  technicians: ReadonlySet<UserId>,
): Promise<Proposed | null> {
  const { device } = listed;
  const known = whyDeviceNotEligible(device) === null ? device : null;
  return await evaluateLive(deps, device.id, known, listed, technicians);
}

/** @param known the device where it need not be read. */
async function evaluateLive(
  deps: EvaluateDeps,
  id: DeviceId,
  known: Device | null,
  listed: DirectoryDevice | null,
  technicians: ReadonlySet<UserId> | null,
): Promise<Proposed | null> {
  const { storage, graph, clock, log } = deps;
  const [device, primaryUser] = await Promise.all([
    known ?? graph.devices.find(id),
    findPrimaryUser(graph, id),
  ]);
  if (!device || primaryUser === "gone") {
    await forget(deps, id);
    return null;
  }
  const readAt = clock.now();
  const whyNot = whyDeviceNotEligible(device);
  if (whyNot) {
    log.info(
      { deviceId: device.id, why: whyNot },
      "A device's primary user cannot be changed",
    );
    return null;
  }
  const { values } = await currentSettings(storage);
  const weighed = await collectEvidence(
    deps,
    { device, listed, primaryUser, technicians },
    values,
    "live",
  );
  if (!weighed) return null;
  const { evidence, handedOff } = weighed;
  logOutcome(deps, device.id, evidence);
  return await storage.transaction((unit) =>
    proposeOutcome(
      unit,
      log,
      { device, primaryUser, confirmedAt: readAt, evidence, handedOff },
      values,
      clock.now(),
    ),
  );
}

function logOutcome(
  { log }: EvaluateDeps,
  deviceId: DeviceId,
  evidence: FrozenEvidence | null,
): void {
  const outcome = evidence?.outcome;
  log.info(
    {
      deviceId,
      outcome: outcome?.kind,
      reason: outcome && "reason" in outcome ? outcome.reason : undefined,
    },
    "A device was evaluated",
  );
}

async function findPrimaryUser(
  graph: Graph,
  deviceId: DeviceId,
): Promise<PersonRef | null | "gone"> {
  try {
    return await graph.primaryUsers.get(deviceId);
  } catch (error) {
    if (error instanceof GraphNotFound) return "gone";
    throw error;
  }
}

async function forget(
  { storage, log }: EvaluateDeps,
  deviceId: DeviceId,
): Promise<void> {
  await storage.transaction(async (unit) => {
    await unit.evidence.deleteForDevice(deviceId);
    await unit.days.deleteForDevice(deviceId);
    await endHandoffOf(unit, deviceId);
  });
  log.info(
    { deviceId },
    "Evidence of a device that Intune does not know was dropped",
  );
}
