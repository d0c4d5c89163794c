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
import type { Proposal } from "../../domain/proposals/proposal.ts";
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
 * proposal that rests on Intune's list alone.
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
  const known = isFreshEnough(listed, active, deps.clock.now())
    ? listed.device
    : null;
  await evaluateLive(deps, deviceId, known, listed, null);
}

/** A full sweep reads every device once a day. */
const LISTED_HOLDS_MS = 26 * 60 * 60 * 1000;

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
    now.getTime() - listed.seenAt.getTime() < LISTED_HOLDS_MS
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
  const outcome = evidence?.outcome;
  log.info(
    {
      deviceId: device.id,
      outcome: outcome?.kind,
      reason: outcome && "reason" in outcome ? outcome.reason : undefined,
    },
    "A device was evaluated",
  );
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
