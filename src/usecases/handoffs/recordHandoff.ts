import { randomUUID } from "node:crypto";
import {
  toDeviceRef,
  type Device,
  type DeviceId,
} from "../../domain/devices/device.ts";
import type { ListedDevice } from "../../domain/devices/directory.ts";
import { isStagingAccount } from "../../domain/people/eligibility.ts";
import { isSamePerson, type PersonRef } from "../../domain/people/user.ts";
import { reassignmentJobOf } from "../../domain/proposals/stateTable.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import {
  findStaging,
  stagingAccountsOf,
} from "../../domain/evidence/findStaging.ts";
import {
  OLD_HANDOFF_MS,
  type Handoff,
  type HandoffId,
} from "../../domain/handoffs/handoff.ts";
import { showHandoff } from "./tellLeads.ts";
import type { Moment } from "../../domain/evidence/handoffOutcome.ts";

/**
 * Brings the handoff records in step with a page of Intune's list: begins a cycle for each staged device that has not
 * found its person yet, remembers its first check-in with a compliance state, and ends the cycle of a device that was
 * enrolled again.
 *
 * A staged device that has its person already when it is first seen begins none: that handoff was before our time,
 * and a fleet of them would tell the leads of thousands. Doing a page twice changes nothing; a change that someone
 * else stored meanwhile stays, and the next sweep adds what is missing.
 */
export async function recordListed(
  unit: UnitOfWork,
  devices: readonly ListedDevice[],
  settings: Pick<SettingValues, "stagingAccounts">,
  now: Date,
): Promise<void> {
  const listedById = new Map(devices.map((one) => [one.device.id, one]));
  const currentOf = new Map(
    (await unit.handoffs.findCurrentOf([...listedById.keys()])).map(
      (handoff) => [handoff.device.id, handoff],
    ),
  );
  const begun: Handoff[] = [];
  const changed: Handoff[] = [];
  const ended: Handoff[] = [];
  for (const listed of listedById.values()) {
    const { id, enrolledAt } = listed.device;
    const current = currentOf.get(id);
    if (current && enrolledAt && current.enrolledAt < enrolledAt)
      ended.push(next(current, { endedBecause: "enrolled-again" }));
    else if (current) {
      const after = seen(current, listed);
      if (after) changed.push(after);
      continue;
    }
    const account = findWaitingFor(listed, settings.stagingAccounts);
    if (account !== null && enrolledAt) {
      const first = begin(listed.device, account, enrolledAt, now);
      begun.push(seen(first, listed) ?? first);
    }
  }
  await unit.handoffs.saveAll([...ended, ...changed]);
  await unit.handoffs.insertAll(
    begun.map((handoff) => ({ ...handoff, version: 1 })),
  );
  await syncEnded(unit, ended);
  // Whoever had it before must not gain it now, by a card that is still open, whether or not the cycle knows of it.
  for (const { device } of ended)
    if (await unit.proposals.findActive(device.id))
      await unit.queue.send(
        "evaluateDevice",
        { deviceId: device.id },
        { key: device.id },
      );
}

/** The account that staged it, while it has no other primary user; null for a device that is no matter of ours. */
function findWaitingFor(
  { enrolment, enrolledByUpn, listedUser }: ListedDevice,
  stagingAccounts: readonly string[],
): string | null {
  const staging = findStaging(
    { enrolment, enrolledByUpn },
    listedUser,
    stagingAccounts,
  );
  if (!staging) return null;
  const waits =
    listedUser === null ||
    isStagingAccount(
      listedUser.userPrincipalName,
      stagingAccountsOf(staging, stagingAccounts),
    );
  return waits ? (staging.account ?? "") : null;
}

function begin(
  device: Device,
  stagingAccount: string,
  enrolledAt: Date,
  now: Date,
): Handoff {
  return {
    id: randomUUID() as HandoffId,
    version: 1,
    device: toDeviceRef(device),
    stagingAccount,
    enrolledAt,
    // A clock of Intune's that is ahead of ours must not tell of the future.
    moments: {
      enrolled: {
        at: enrolledAt < now ? enrolledAt : now,
        source: "enrolment",
      },
    },
    toUser: null,
    lastCheckInAt: null,
    proposal: null,
    endedBecause: null,
    lead: null,
  };
}

/** What the list tells of a cycle that goes on; null when it tells nothing new. */
function seen(
  current: Handoff,
  { device, compliance }: ListedDevice,
): Handoff | null {
  const { lastCheckInAt } = device;
  // A check-in of the cycle before, which the list still shows.
  if (!lastCheckInAt || lastCheckInAt < current.enrolledAt) return null;
  const { moments } = current;
  const provisioned: Moment | undefined =
    moments.provisioned ??
    (compliance === "unknown"
      ? undefined
      : { at: lastCheckInAt, source: "check-in" });
  const isNew =
    (provisioned && !moments.provisioned) ||
    // Only of one that waits it is of interest when it was last heard of.
    (!moments["handed-off"] &&
      !moments.verified &&
      (!current.lastCheckInAt || current.lastCheckInAt < lastCheckInAt));
  return isNew
    ? next(current, {
        device: toDeviceRef(device),
        lastCheckInAt,
        moments: provisioned ? { ...moments, provisioned } : moments,
      })
    : null;
}

interface SeenHandedOff {
  readonly device: Device;
  /** Normalized UPN. */
  readonly stagingAccount: string;
  /** Who has it; null for many. */
  readonly toUser: PersonRef | null;
  readonly moment: Moment;
  /** As Intune tells it now. */
  readonly primaryUser: PersonRef | null;
  readonly enrolledAt: Date | null;
}

/**
 * Records that a staged device is with its person: once a cycle, in the transaction of whoever noticed. The lead is
 * told by a job, also where nothing is proposed. When Intune shows the person as primary user already, and not by our
 * doing, that ends the cycle well without a proposal.
 *
 * Of a device that is first seen when its person is the primary user already, nothing is recorded: see `recordListed`.
 *
 * @returns whether the handoff was news.
 */
export async function recordHandedOff(
  unit: UnitOfWork,
  {
    device,
    stagingAccount,
    toUser,
    moment,
    primaryUser,
    enrolledAt,
  }: SeenHandedOff,
  now: Date,
): Promise<boolean> {
  if (!enrolledAt) return false;
  let current = await findForUpdate(unit, device.id);
  if (current && current.enrolledAt < enrolledAt) {
    await end(unit, current, "enrolled-again");
    current = null;
  }
  if (!current) {
    if (isSettled({ toUser, primaryUser })) return false;
    await unit.handoffs.insertAll([
      begin(device, stagingAccount, enrolledAt, now),
    ]);
    // Not by its id: somebody else may have begun it at this moment.
    current = await findForUpdate(unit, device.id);
    if (!current) return false;
  }
  const after = handOff(current, { toUser, moment, primaryUser }, now);
  if (!after) return false;
  await unit.handoffs.save(after);
  await unit.queue.send(
    "followHandoff",
    { handoffId: after.id },
    { key: after.id },
  );
  await showHandoff(unit, after);
  return current.moments["handed-off"] === undefined;
}

/**
 * Whether `recordHandedOff` would store anything, by a look that locks nothing: of most devices it would not.
 *
 * @param current the device's present cycle.
 */
export function isNewsOfHandoff(
  current: Handoff | null,
  seen: Pick<SeenHandedOff, "toUser" | "moment" | "primaryUser" | "enrolledAt">,
  now: Date,
): boolean {
  if (!seen.enrolledAt) return false;
  if (!current || current.enrolledAt < seen.enrolledAt)
    return !isSettled(seen) || current !== null;
  return handOff(current, seen, now) !== null;
}

/** The next version of a cycle whose device is with its person; null when that says nothing new. */
function handOff(
  current: Handoff,
  seen: Pick<SeenHandedOff, "toUser" | "moment" | "primaryUser">,
  now: Date,
): Handoff | null {
  const { moments, proposal } = current;
  const isNews = moments["handed-off"] === undefined;
  const isOurs =
    proposal !== null && reassignmentJobOf(proposal.state) !== null;
  const verified =
    moments.verified ??
    (isSettled(seen) && !isOurs
      ? ({ at: now, source: "intune" } as const)
      : undefined);
  // Whoever has it when it is verified is whom it was handed to.
  const toUser = moments.verified && !isNews ? current.toUser : seen.toUser;
  const isSame =
    !isNews &&
    verified === moments.verified &&
    isSamePerson(toUser, current.toUser);
  return isSame
    ? null
    : next(current, {
        toUser,
        ...(isNews &&
          isOld(seen.moment, now) &&
          ({ leadChosenAt: now, isWithheld: true } as const)),
        moments: {
          ...moments,
          "handed-off": moments["handed-off"] ?? seen.moment,
          ...(verified && { verified }),
        },
      });
}

function isOld({ at }: Moment, now: Date): boolean {
  return now.getTime() - at.getTime() > OLD_HANDOFF_MS;
}

function isSettled({
  toUser,
  primaryUser,
}: Pick<SeenHandedOff, "toUser" | "primaryUser">): boolean {
  return isSamePerson(toUser, primaryUser);
}

/** Intune does not know the device any more. */
export async function endHandoffOf(
  unit: UnitOfWork,
  deviceId: DeviceId,
): Promise<void> {
  const current = await findForUpdate(unit, deviceId);
  if (current) await end(unit, current, "gone");
}

/** In one statement each. A full sweep of a tenant does not lose more devices than that at once. */
const ENDED_AT_ONCE = 1000;

/** Ends the cycles of devices that a full sweep, begun at `before`, did not meet. */
export async function endHandoffsOfGone(
  unit: UnitOfWork,
  before: Date,
): Promise<void> {
  for (;;) {
    const gone = await unit.handoffs.listUnseen(before, ENDED_AT_ONCE);
    const ended = gone.map((handoff) =>
      next(handoff, { endedBecause: "gone" }),
    );
    await unit.handoffs.saveAll(ended);
    await syncEnded(unit, ended);
    if (gone.length < ENDED_AT_ONCE) return;
  }
}

async function findForUpdate(
  unit: UnitOfWork,
  deviceId: DeviceId,
): Promise<Handoff | null> {
  const current = await unit.handoffs.findCurrent(deviceId);
  const locked = current && (await unit.handoffs.findForUpdate(current.id));
  return locked?.endedBecause === null ? locked : null;
}

async function end(
  unit: UnitOfWork,
  current: Handoff,
  endedBecause: NonNullable<Handoff["endedBecause"]>,
): Promise<void> {
  const ended = next(current, { endedBecause });
  await unit.handoffs.save(ended);
  await syncEnded(unit, [ended]);
}

async function syncEnded(
  unit: UnitOfWork,
  ended: readonly Handoff[],
): Promise<void> {
  for (const handoff of ended) await showHandoff(unit, handoff);
}

function next(
  handoff: Handoff,
  change: Partial<Omit<Handoff, "id" | "version">>,
): Handoff {
  return { ...handoff, ...change, version: handoff.version + 1 };
}
