import { randomUUID } from "node:crypto";
import type { DeviceId, DeviceRef } from "../../src/domain/devices/device.ts";
import type { PersonRef, UserId } from "../../src/domain/people/user.ts";
import type {
  Decision,
  Proposal,
  ProposalId,
  ProposalState,
} from "../../src/domain/proposals/proposal.ts";
import type { SettingsPage } from "../../src/domain/settings/settingsChange.ts";
import type { SettingValues } from "../../src/domain/settings/settings.ts";

export const NOON = new Date("2026-11-20T12:00:00.123Z");
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export function after(ms: number, from: Date = NOON): Date {
  return new Date(from.getTime() + ms);
}

/** A clock that stands until it is moved. */
export function aClock(start: Date = NOON): {
  now(): Date;
  advance(ms: number): void;
} {
  let at = start;
  return {
    now: () => at,
    advance(ms) {
      at = after(ms, at);
    },
  };
}

export function aPerson(name: string): PersonRef {
  return {
    id: randomUUID() as UserId,
    displayName: name,
    userPrincipalName: `${name.toLowerCase()}@contoso.com`,
  };
}

export function aDeviceRef(overrides: Partial<DeviceRef> = {}): DeviceRef {
  return {
    id: randomUUID() as DeviceId,
    name: "LT-0042",
    model: "Latitude 7440",
    serialNumber: "5CG1234XYZ",
    lastCheckInAt: after(-HOUR_MS),
    category: null,
    ...overrides,
  };
}

/** What a form of the settings shows, in use where `channels` says so, and seeded by the environment. */
export function aSettingsPage(
  overrides: Partial<SettingsPage> = {},
): SettingsPage {
  return {
    version: 3,
    values: someSettings(),
    channels: [],
    chosen: [],
    changedByAdmins: [],
    lastChange: { by: null, at: new Date("2026-11-01T08:00:00Z") },
    lastChanges: {},
    names: {},
    ...overrides,
  };
}

/** What an installation begins with, with one staging account; a test states only the settings it is about. */
export function someSettings(
  overrides: Partial<SettingValues> = {},
): SettingValues {
  return {
    affinity: { mode: "intent", multiplier: 1.5, minLogons: 3, windowDays: 7 },
    stagingAccounts: ["staging@contoso.com"],
    stagingLeads: {},
    pairedAccounts: {},
    technicians: [],
    channelScopes: {},
    channelLanguages: {},
    userDomains: [],
    excludedDevices: [],
    excludedDevicesGroupId: null,
    excludedUsers: [],
    excludedUsersGroupId: null,
    proposing: "on",
    firstRunProposalsPerDay: 20,
    openCardsPerChannel: 50,
    proposalExpiresHours: 72,
    workingHours: "",
    dailyLine: "on",
    undoWindowHours: 72,
    sweepIntervalMinutes: 60,
    ...overrides,
  };
}

export function aDecision(overrides: Partial<Decision> = {}): Decision {
  return {
    verdict: "approve",
    decidedBy: aPerson("Deciding"),
    decidedAt: NOON,
    reason: null,
    ...overrides,
  };
}

/** A valid pending proposal; a test states only the fields it is about. */
export function aProposal(overrides: Partial<Proposal> = {}): Proposal {
  const fromUser = aPerson("Ana");
  const toUser = aPerson("Ben");
  return {
    id: randomUUID() as ProposalId,
    version: 1,
    device: aDeviceRef(),
    fromUser,
    toUser,
    origin: { kind: "machine" },
    evidence: {
      source: "device-report",
      observedAt: after(-HOUR_MS),
      policy: { mode: "intent", multiplier: 1.5, minLogons: 3, windowDays: 7 },
      outcome: {
        kind: "reassign",
        toUser: toUser.id,
        share: 0.8,
        ratio: 4,
        reason: "clear-leader",
      },
      counted: [
        { person: toUser, logons: 12 },
        { person: fromUser, logons: 3 },
      ],
      leftOut: [],
      lastLogons: [],
    },
    state: { kind: "pending" },
    createdAt: NOON,
    confirmedAt: NOON,
    postedAt: NOON,
    expiresAt: after(3 * DAY_MS),
    undoUntil: null,
    channelId: null,
    ...overrides,
  };
}

/** One state of each kind, as plausible as the tests of a store need it. */
export function everyState(): readonly ProposalState[] {
  const decision = aDecision();
  const undo = {
    requestedBy: decision.decidedBy,
    requestedAt: NOON,
    writeStartedAt: null,
    writtenAt: null,
  };
  const failure = { code: "device.gone", message: "Gone.", at: NOON };
  return [
    { kind: "held" },
    { kind: "pending" },
    {
      kind: "snoozed",
      until: after(DAY_MS),
      snoozedBy: decision.decidedBy,
      days: 1,
    },
    {
      kind: "rejected",
      decision: aDecision({ verdict: "reject", reason: "Loaned for a week" }),
    },
    { kind: "expired", at: NOON },
    { kind: "superseded", by: { kind: "evidence" }, at: NOON, decision: null },
    { kind: "approved", decision },
    { kind: "applying", decision, writeStartedAt: NOON },
    { kind: "applied", decision, appliedAt: NOON },
    {
      kind: "verified",
      decision,
      appliedAt: NOON,
      verifiedAt: NOON,
      changed: true,
    },
    { kind: "failed", decision, failure },
    { kind: "unconfirmed", decision, appliedAt: NOON, since: NOON },
    { kind: "undoing", decision, appliedAt: NOON, undo },
    { kind: "undone", decision, undo, undoneAt: NOON },
    { kind: "undo-failed", decision, appliedAt: NOON, undo, failure },
  ];
}
