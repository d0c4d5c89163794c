import { describe, expect, it } from "@jest/globals";
import type { ListedDevice } from "../../../src/domain/devices/directory.ts";
import {
  toPersonRef,
  type User,
  type UserId,
} from "../../../src/domain/people/user.ts";
import {
  asksLastLogons,
  weighEvidence,
  weighReport,
  type WeighedDevice,
} from "../../../src/domain/proposals/weighEvidence.ts";
import {
  after,
  DAY_MS,
  HOUR_MS,
  NOON,
  someSettings,
} from "../../support/builders.ts";
import {
  aListedDevice,
  aUser,
  STAGING,
} from "../../support/stagingExamples.ts";

const [ana, ben, cleo, dara, ella] = ["ana", "ben", "cleo", "dara", "ella"].map(
  (name) =>
    aUser({ displayName: name, userPrincipalName: `${name}@contoso.com` }),
) as [User, User, User, User, User];
const staging = aUser({ userPrincipalName: STAGING });
const everybody = [ana, ben, cleo, dara, ella, staging];

const values = someSettings({ stagingAccounts: [STAGING] });

const ENROLLED = after(-5 * DAY_MS);
const ago = (hours: number, user: User) => ({
  userId: user.id,
  at: after(-hours * HOUR_MS),
});

function know({
  counts,
  observedAt = after(-HOUR_MS),
  logons = [],
  primaryUser = staging,
  listed = {},
}: {
  counts?: Readonly<Record<string, number>>;
  observedAt?: Date;
  logons?: ListedDevice["lastLogons"];
  primaryUser?: User | null;
  listed?: Partial<ListedDevice> | null;
}) {
  const { device, ...more } = aListedDevice(
    { enrolledByUpn: STAGING, lastLogons: logons, ...listed },
    { enrolledAt: ENROLLED },
  );
  const known: WeighedDevice = {
    listed: listed && { device, ...more, seenAt: NOON },
    enrolledAt: ENROLLED,
    primaryUser: primaryUser && toPersonRef(primaryUser),
  };
  const report = counts
    ? weighReport(
        {
          deviceId: device.id,
          source: "device-report",
          observedAt,
          receivedAt: observedAt,
          logonsByUpn: new Map(
            Object.entries(counts).map(([name, n]) => [
              name.includes("@") ? name : `${name}@contoso.com`,
              n,
            ]),
          ),
        },
        new Map(everybody.map((one) => [one.userPrincipalName, one])),
        known,
        values,
        NOON,
      )
    : null;
  return { known, report };
}

function weigh(facts: Parameters<typeof know>[0]) {
  const { known, report } = know(facts);
  const logons = {
    people: new Map(everybody.map((one) => [one.id, one])),
    technicianIds: new Set<UserId>(),
    isExcluded: () => false,
  };
  return weighEvidence(known, report, logons, values, NOON);
}

const outcomeOf = (known: Parameters<typeof weigh>[0]) =>
  weigh(known).evidence?.outcome;

describe("weighEvidence", () => {
  it.each([
    ["reassigns", { ben: 9 }, staging, { kind: "reassign", toUser: ben.id }],
    [
      "clears",
      { ana: 4, ben: 4, cleo: 4, dara: 4 },
      staging,
      { kind: "clear" },
    ],
    [
      "finds a shared device as it should be",
      { ana: 4, ben: 4, cleo: 4, dara: 4 },
      null,
      { kind: "keep", reason: "already-shared" },
    ],
    [
      "finds that the primary user leads",
      { ella: 9 },
      ella,
      { kind: "keep", reason: "primary-user-leads" },
    ],
  ])(
    "lets a report that %s win over the last logon",
    (_name, counts, primaryUser, expected) => {
      const { evidence } = weigh({
        counts,
        primaryUser,
        logons: [ago(1, ana)],
      });
      expect(evidence).toMatchObject({
        source: "device-report",
        outcome: expected,
        lastLogons: [],
      });
    },
  );

  it.each([
    ["counts too few", { ben: 2 }, undefined],
    ["counts nobody", {}, undefined],
    ["ends in a tie", { ben: 4, cleo: 4 }, undefined],
    ["is too old", { ben: 9 }, after(-8 * DAY_MS)],
    [
      "is about the time before the device was staged",
      { ben: 9 },
      after(-5 * DAY_MS - 1),
    ],
  ])("asks the last logons where a report %s", (_name, counts, observedAt) => {
    const { evidence } = weigh({
      counts,
      ...(observedAt && { observedAt }),
      logons: [ago(1, ana)],
    });
    expect(evidence).toMatchObject({
      source: "users-logged-on",
      observedAt: NOON,
      outcome: { kind: "handed-off", toUser: ana.id, reason: "staged" },
      counted: [],
      leftOut: [],
    });
  });

  it("leaves a device that was not staged, and has a primary user, to the report", () => {
    const listed = { enrolledByUpn: ana.userPrincipalName };
    const known = { listed, primaryUser: ana, logons: [ago(1, ben)] };
    expect(outcomeOf({ ...known, counts: { ana: 4, ben: 5 } })).toEqual({
      kind: "keep",
      reason: "leader-not-far-enough-ahead",
    });
    expect(outcomeOf(known)).toEqual({ kind: "not-concerned" });
  });

  it("has only the report of a device that no sweep has seen", () => {
    expect(outcomeOf({ listed: null, counts: { ben: 2 } })).toEqual({
      kind: "unclear",
      reason: "too-few-logons",
    });
    expect(weigh({ listed: null })).toEqual({
      evidence: null,
      handedOff: null,
    });
  });

  it("does not count the device enrolment manager who enrolled the device, in a report either", () => {
    const listed = {
      enrolment: "device-enrolment-manager" as const,
      enrolledByUpn: ella.userPrincipalName,
    };
    const known = { listed, primaryUser: ella, counts: { ella: 20, ben: 4 } };
    expect(weigh(known)).toMatchObject({
      evidence: { outcome: { kind: "reassign", toUser: ben.id } },
      handedOff: { stagingAccount: ella.userPrincipalName },
    });
  });

  describe("that the device is with its person", () => {
    it("is known by the last logon of whom a report names, else by the report", () => {
      expect(
        weigh({ counts: { ben: 9 }, logons: [ago(1, ana), ago(7, ben)] })
          .handedOff,
      ).toEqual({
        stagingAccount: STAGING,
        toUser: toPersonRef(ben),
        moment: { at: after(-7 * HOUR_MS), source: "users-logged-on" },
      });
      const before = ago(5 * 24 + 1, ben);
      expect(
        weigh({ counts: { ben: 9 }, logons: [before] }).handedOff,
      ).toMatchObject({
        moment: { at: after(-HOUR_MS), source: "device-report" },
      });
    });

    it("is known of the primary user, and of many", () => {
      expect(
        weigh({ counts: { ella: 9 }, primaryUser: ella }).handedOff?.toUser,
      ).toEqual(toPersonRef(ella));
      expect(
        weigh({ counts: { ana: 4, ben: 4, cleo: 4, dara: 4 } }).handedOff,
      ).toMatchObject({ toUser: null });
    });

    it("is said of staged devices alone", () => {
      const listed = { enrolledByUpn: null };
      const known = { listed, primaryUser: null, logons: [ago(1, ana)] };
      expect(weigh(known)).toMatchObject({
        evidence: {
          outcome: { kind: "handed-off", reason: "no-primary-user" },
        },
        handedOff: null,
      });
      expect(weigh({ ...known, counts: { ben: 9 } }).handedOff).toBeNull();
    });
  });
});

describe("asksLastLogons", () => {
  const elsewhere = { enrolledByUpn: ana.userPrincipalName };
  it.each<[string, boolean, Parameters<typeof know>[0]]>([
    ["a staged device without a report", true, {}],
    ["a staged device whose report is unclear", true, { counts: { ben: 2 } }],
    ["a staged device whose report is clear", false, { counts: { ben: 9 } }],
    [
      "a device without a primary user",
      true,
      { primaryUser: null, listed: elsewhere },
    ],
    [
      "a device that a person enrolled for themselves",
      false,
      { primaryUser: ana, listed: elsewhere },
    ],
    ["a device that no sweep has seen", false, { listed: null }],
  ])("of %s: %s", (_name, expected, facts) => {
    const { known, report } = know(facts);
    expect(asksLastLogons(known, report, values)).toBe(expected);
  });
});
