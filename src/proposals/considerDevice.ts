import type { AffinityOutcome } from "../affinity/affinity.ts";
import { collectCandidates } from "../affinity/collectCandidates.ts";
import { decideAffinity } from "../affinity/decideAffinity.ts";
import type { Clock } from "../clock.ts";
import type { Device, DeviceId } from "../devices/device.ts";
import { whyDeviceNotEligible } from "../devices/eligibility.ts";
import type { Tally } from "../evidence/tally.ts";
import { GraphNotFound } from "../graph/errors.ts";
import type { Graph } from "../graph/graph.ts";
import type { Log } from "../log.ts";
import { findPeople } from "../people/findPeople.ts";
import type { PersonRef } from "../people/user.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { SettingValues } from "../settings/settings.ts";
import type { Storage } from "../storage/storage.ts";
import type { FrozenEvidence } from "./proposal.ts";
import { proposeOutcome } from "./proposeOutcome.ts";

export interface ConsiderDeps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Asks whether a device's primary user still fits the evidence, and proposes what the evidence says.
 *
 * Everything outside is read before anything is stored; running it again with the same evidence changes nothing.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function considerDevice(
  deps: ConsiderDeps,
  deviceId: DeviceId,
): Promise<void> {
  const { storage, graph, log } = deps;
  const [tally] = await storage.evidence.list(deviceId);
  if (!tally) return;
  const [device, primaryUser] = await Promise.all([
    graph.devices.find(deviceId),
    findPrimaryUser(graph, deviceId),
  ]);
  if (!device || primaryUser === "gone") {
    await storage.evidence.deleteForDevice(deviceId);
    log.info(
      { deviceId },
      "Evidence of a device that Intune does not know was dropped",
    );
    return;
  }
  const whyNot = whyDeviceNotEligible(device);
  if (whyNot) {
    log.info(
      { deviceId, why: whyNot },
      "A device's primary user cannot be changed",
    );
    return;
  }
  const { values } = await currentSettings(storage);
  const evidence = await weigh(deps, tally, primaryUser, values);
  const { outcome } = evidence;
  log.info(
    { deviceId, outcome: outcome.kind, reason: outcome.reason },
    "A device was considered",
  );
  await propose(deps, device, primaryUser, evidence, values);
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

/** Counts, decides, and reads the winner once more, live: whoever is proposed must qualify now, not an hour ago. */
async function weigh(
  deps: ConsiderDeps,
  tally: Tally,
  primaryUser: PersonRef | null,
  values: SettingValues,
): Promise<FrozenEvidence> {
  const upns = [...tally.logonsByUpn]
    .filter(([, logons]) => logons > 0)
    .map(([upn]) => upn);
  const users = await findPeople(deps, upns);
  const readLive = new Set<string>();
  for (;;) {
    const candidates = collectCandidates(tally, users, values);
    const outcome = decideAffinity(
      { ...candidates, observedAt: tally.observedAt },
      primaryUser?.id ?? null,
      values.affinity,
      deps.clock.now(),
    );
    const evidence = {
      source: tally.source,
      observedAt: tally.observedAt,
      policy: values.affinity,
      outcome,
      ...candidates,
    };
    const winner = findWinner(outcome, users);
    if (!winner || readLive.has(winner)) return evidence;
    const user = await deps.graph.users.find(winner);
    if (user) await deps.storage.people.save(user, deps.clock.now());
    users.set(winner, user);
    readLive.add(winner);
  }
}

/** The tally's name of who would gain the device. */
function findWinner(
  outcome: AffinityOutcome,
  users: Awaited<ReturnType<typeof findPeople>>,
): string | null {
  if (outcome.kind !== "reassign") return null;
  for (const [upn, user] of users) if (user?.id === outcome.toUser) return upn;
  return null;
}

async function propose(
  deps: ConsiderDeps,
  device: Device,
  primaryUser: PersonRef | null,
  evidence: FrozenEvidence,
  values: SettingValues,
): Promise<void> {
  await deps.storage.transaction((unit) =>
    proposeOutcome(unit, deps.log, {
      device,
      primaryUser,
      evidence,
      settings: values,
      now: deps.clock.now(),
    }),
  );
}
