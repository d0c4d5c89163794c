import { randomUUID } from "node:crypto";
import type { Device, DeviceId } from "../../src/domain/devices/device.ts";
import type { ListedDevice } from "../../src/domain/devices/directory.ts";
import type { Handoff, HandoffId } from "../../src/domain/handoffs/handoff.ts";
import type { User, UserId } from "../../src/domain/people/user.ts";
import type { Batch, BatchId } from "../../src/domain/proposals/batch.ts";
import type { ProposalId } from "../../src/domain/proposals/proposal.ts";
import type { ChannelId } from "../../src/domain/channels/channel.ts";
import {
  aDeviceRef,
  after,
  aPerson,
  DAY_MS,
  HOUR_MS,
  NOON,
} from "./builders.ts";

export const STAGING = "staging@contoso.com";

/** A person who can be a primary user; a test states only the fields it is about. */
export function aUser(overrides: Partial<User> = {}): User {
  const id = overrides.id ?? (randomUUID() as UserId);
  return {
    id,
    userPrincipalName: `Ana.${id}@contoso.com`,
    displayName: "Ana",
    mail: null,
    department: "Sales",
    officeLocation: null,
    accountEnabled: true,
    userType: "member",
    hasIntunePlan: true,
    ...overrides,
  };
}

/** A device of a person who enrolled it and logs on to it: nobody's concern. */
export function aListedDevice(
  overrides: Partial<ListedDevice> = {},
  device: Partial<Device> = {},
): ListedDevice {
  const owner = aPerson("Ana");
  return {
    device: {
      id: randomUUID() as DeviceId,
      name: "LT-0042",
      model: "Latitude 7440",
      manufacturer: "Dell Inc.",
      serialNumber: "5CG1234XYZ",
      operatingSystem: "Windows",
      joinType: "joined",
      entraDeviceId: randomUUID(),
      lastCheckInAt: after(-HOUR_MS),
      enrolledAt: after(-30 * DAY_MS),
      category: null,
      ...device,
    },
    enrolment: "user",
    enrolledByUpn: owner.userPrincipalName,
    compliance: "compliant",
    listedUser: owner,
    lastLogons: [{ userId: owner.id, at: after(-2 * HOUR_MS) }],
    ...overrides,
  };
}

/** A device that was staged two days ago and has not checked in since. */
export function aHandoff(overrides: Partial<Handoff> = {}): Handoff {
  const enrolledAt = overrides.enrolledAt ?? after(-2 * DAY_MS);
  return {
    id: randomUUID() as HandoffId,
    version: 1,
    device: aDeviceRef({ lastCheckInAt: enrolledAt }),
    stagingAccount: STAGING,
    enrolledAt,
    moments: { enrolled: { at: enrolledAt, source: "enrolment" } },
    toUser: null,
    lastCheckInAt: enrolledAt,
    proposal: null,
    endedBecause: null,
    lead: null,
    ...overrides,
  };
}

/** Three proposals that wait to be approved together. */
export function aBatch(overrides: Partial<Batch> = {}): Batch {
  return {
    id: randomUUID() as BatchId,
    version: 1,
    stagingAccount: STAGING,
    channelId: `19:${randomUUID()}@thread.tacv2` as ChannelId,
    createdAt: NOON,
    rows: ["Ben", "Cleo", "Dara"].map((name) => ({
      proposalId: randomUUID() as ProposalId,
      toUser: aPerson(name),
      result: { kind: "waiting" },
    })),
    decidedBy: null,
    decidedAt: null,
    ...overrides,
  };
}
