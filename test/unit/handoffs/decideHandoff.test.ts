import { describe, expect, it } from "@jest/globals";
import type { LastLogon } from "../../../src/domain/devices/lastLogon.ts";
import {
  decideHandoff,
  type HandoffEvidence,
  type HandoffPolicy,
} from "../../../src/domain/evidence/decideHandoff.ts";
import {
  toPersonRef,
  type User,
  type UserId,
} from "../../../src/domain/people/user.ts";
import { after, DAY_MS, HOUR_MS, NOON } from "../../support/builders.ts";
import { aUser, STAGING } from "../../support/stagingExamples.ts";
import { message } from "../../../src/domain/message.ts";
import { saying } from "../../support/saying.ts";

/** Ids in the order of the names, so that a tie has one way to go. */
function user(name: string, overrides: Partial<User> = {}): User {
  const userPrincipalName = `${name}@contoso.com`;
  return aUser({
    id: `id-of-${name}` as UserId,
    displayName: name,
    userPrincipalName,
    ...overrides,
  });
}

const [ana, ben, cleo, dara] = ["ana", "ben", "cleo", "dara"].map((name) =>
  user(name),
) as [User, User, User, User];
const staging = user("staging", { userPrincipalName: STAGING });
const lookAlike = user("superstaging");
const dem = user("enroller");
const technician = user("tech");
const grouped = user("grouped-tech");
const disabled = user("disabled", { accountEnabled: false });
const guest = user("guest", { userType: "guest" });
const unlicensed = user("unlicensed", { hasIntunePlan: false });
const stranger = user("stranger", { userPrincipalName: "x@fabrikam.com" });
const deleted = "id-of-nobody" as UserId;

const everybody = [
  ...[ana, ben, cleo, dara, staging, lookAlike, dem, technician, grouped],
  ...[disabled, guest, unlicensed, stranger],
];
const people = new Map<UserId, User | null>(
  everybody.map((one) => [one.id, one]),
);

const policy: HandoffPolicy = {
  stagingAccounts: [STAGING],
  userDomains: ["contoso.com"],
  technicians: ["TECH@contoso.com"],
  technicianIds: new Set([grouped.id]),
  isExcluded: () => false,
  windowDays: 7,
};

const ENROLLED = after(-5 * DAY_MS);

/** `who` logged on so many hours ago. */
function ago(hours: number, who: User | UserId): LastLogon {
  return {
    userId: typeof who === "string" ? who : who.id,
    at: after(-hours * HOUR_MS),
  };
}

/** Staged by the staging account, which is the primary user still. */
function decide(
  lastLogons: readonly LastLogon[],
  device: Partial<HandoffEvidence> = {},
  primaryUser: User | null = staging,
) {
  return decideHandoff(
    {
      enrolment: "user",
      enrolledByUpn: STAGING,
      enrolledAt: ENROLLED,
      lastLogons,
      ...device,
    },
    primaryUser && toPersonRef(primaryUser),
    people,
    policy,
    NOON,
  );
}

const handedTo = (
  who: User,
  hours: number,
  reason = "staged",
  stagedBy = STAGING,
) => ({
  kind: "handed-off",
  toUser: who.id,
  loggedOnAt: after(-hours * HOUR_MS),
  reason,
  ...(reason === "staged" ? { stagedBy } : {}),
});
const NOBODY = { kind: "waiting", reason: "nobody-logged-on" };
const NO_PERSON = { kind: "waiting", reason: "no-real-person-yet" };
const NOT_CONCERNED = { kind: "not-concerned" };

describe("who a staged device was handed to", () => {
  it.each([
    ["the only person", [ago(3, ana)], handedTo(ana, 3)],
    [
      "the newest, in whichever order Intune lists them",
      [ago(9, ana), ago(1, ben), ago(5, cleo)],
      handedTo(ben, 1),
    ],
    [
      "the newest, where a person is listed twice",
      [ago(9, ana), ago(5, ben), ago(1, ana), ago(1, ana)],
      handedTo(ana, 1),
    ],
    [
      "the one before the staging account",
      [ago(1, staging), ago(3, ana)],
      handedTo(ana, 3),
    ],
    [
      "the one before a technician of the settings, whatever the case of the name",
      [ago(1, technician), ago(3, ana)],
      handedTo(ana, 3),
    ],
    [
      "the one before a technician of the group",
      [ago(1, grouped), ago(3, ana)],
      handedTo(ana, 3),
    ],
    [
      "the one before somebody who was deleted",
      [ago(1, deleted), ago(3, ana)],
      handedTo(ana, 3),
    ],
    [
      "the one before a disabled account",
      [ago(1, disabled), ago(3, ana)],
      handedTo(ana, 3),
    ],
    ["the one before a guest", [ago(1, guest), ago(3, ana)], handedTo(ana, 3)],
    [
      "the one before an account without a license",
      [ago(1, unlicensed), ago(3, ana)],
      handedTo(ana, 3),
    ],
    [
      "the one before an account of another domain",
      [ago(1, stranger), ago(3, ana)],
      handedTo(ana, 3),
    ],
    [
      "the one before all of these",
      [
        ...[ago(1, staging), ago(2, technician), ago(3, grouped)],
        ...[ago(4, deleted), ago(5, disabled), ago(6, guest), ago(7, ana)],
      ],
      handedTo(ana, 7),
    ],
    [
      "somebody whose name contains the staging account's",
      [ago(1, lookAlike)],
      handedTo(lookAlike, 1),
    ],
    ["nobody, of an empty list", [], NOBODY],
    [
      "nobody, of those who do not count",
      [ago(1, staging), ago(2, technician), ago(3, deleted)],
      NO_PERSON,
    ],
  ])("takes %s", (_name, lastLogons, expected) => {
    expect(decide(lastLogons).outcome).toEqual(expected);
  });

  it("names an id that Entra does not know, and says why each of the others does not count", () => {
    const { logons } = decide([
      ago(1, staging),
      ago(2, technician),
      ago(3, deleted),
      ago(4, disabled),
      ago(5, ana),
      ago(6, ben),
    ]);

    expect(logons.map(({ person, why }) => [person?.displayName, why])).toEqual(
      [
        ["staging", saying("staging account")],
        ["tech", saying("technician")],
        [undefined, saying(deleted)],
        ["disabled", saying("is disabled")],
        ["ana", null],
        ["ben", null],
      ],
    );
    expect(logons[2]).toMatchObject({ userId: deleted, person: null });
  });

  it("takes the lower id of two at the same instant, and says so at the other", () => {
    for (const lastLogons of [
      [ago(1, ben), ago(1, ana), ago(1, staging), ago(2, cleo)],
      [ago(2, cleo), ago(1, staging), ago(1, ana), ago(1, ben)],
    ]) {
      const { outcome, logons } = decide(lastLogons);
      expect(outcome).toEqual(handedTo(ana, 1));
      expect(logons.map(({ userId, why }) => [userId, why])).toEqual([
        [ana.id, null],
        [ben.id, saying("the very same moment")],
        [staging.id, saying("staging account")],
        [cleo.id, null],
      ]);
    }
  });
});

describe("which devices are concerned", () => {
  it.each([
    [
      "one whose enrolling user is a staging account, whatever the case",
      { enrolledByUpn: " Staging@Contoso.com " },
      staging,
      handedTo(ana, 1),
    ],
    [
      "one that only its primary user tells to be staged",
      { enrolledByUpn: null },
      staging,
      handedTo(ana, 1),
    ],
    [
      "one without a primary user that a staging account enrolled",
      {},
      null,
      handedTo(ana, 1),
    ],
    [
      "one that a device enrolment manager enrolled who is no staging account of the settings",
      {
        enrolment: "device-enrolment-manager" as const,
        enrolledByUpn: dem.userPrincipalName,
      },
      dem,
      handedTo(ana, 1, "staged", dem.userPrincipalName),
    ],
    [
      "one of a device enrolment manager who is one",
      { enrolment: "device-enrolment-manager" as const },
      staging,
      handedTo(ana, 1),
    ],
    [
      "one without a primary user and without an enrolling one",
      { enrolment: "none" as const, enrolledByUpn: null },
      null,
      handedTo(ana, 1, "no-primary-user"),
    ],
    [
      "one whose primary user was cleared",
      { enrolledByUpn: ben.userPrincipalName },
      null,
      handedTo(ana, 1, "no-primary-user"),
    ],
    [
      "one whose primary user is a real person, but not among the logons",
      {},
      ben,
      handedTo(ana, 1),
    ],
    ["one whose primary user left", {}, disabled, handedTo(ana, 1)],
  ])("is %s", (_name, device, primaryUser, expected) => {
    const lastLogons = [ago(1, ana), ago(2, disabled), ago(3, dem)];
    expect(decide(lastLogons, device, primaryUser).outcome).toEqual(expected);
  });

  it.each([
    [
      "one that a look-alike of the staging account enrolled",
      { enrolledByUpn: lookAlike.userPrincipalName },
      ben,
    ],
    [
      "one whose primary user is a look-alike of the staging account",
      { enrolledByUpn: null },
      lookAlike,
    ],
    [
      "one whose staging account's domain is longer",
      { enrolledByUpn: `${STAGING}.evil.com` },
      ben,
    ],
    [
      "one that its person enrolled",
      { enrolledByUpn: ana.userPrincipalName },
      ana,
    ],
    [
      "one whose primary user is a real person who logged on before somebody else did",
      {},
      ben,
    ],
  ])("is not %s", (_name, device, primaryUser) => {
    const lastLogons = [ago(1, ana), ago(2, ben), ago(3, lookAlike)];
    expect(decide(lastLogons, device, primaryUser).outcome).toEqual(
      NOT_CONCERNED,
    );
  });

  it("takes the primary user for the manager where Intune does not tell who enrolled it, and its record later", () => {
    const device = {
      enrolment: "device-enrolment-manager" as const,
      enrolledByUpn: null,
    };
    const logons = [ago(1, dem), ago(3, ana)];
    const stagedBy = dem.userPrincipalName;
    expect(decide(logons, device, dem).outcome).toEqual(
      handedTo(ana, 3, "staged", stagedBy),
    );
    const recorded = { ...device, stagedBy };
    expect(decide(logons, recorded, ana).outcome).toEqual(NOT_CONCERNED);
    const nobodys = decide(logons.slice(1), { ...device, stagedBy: "" }, null);
    expect(nobodys.outcome).toMatchObject({ toUser: ana.id, reason: "staged" });
    expect(nobodys.outcome).not.toHaveProperty("stagedBy");
  });

  it("does not take a device enrolment manager for the person", () => {
    const device = {
      enrolment: "device-enrolment-manager" as const,
      enrolledByUpn: dem.userPrincipalName.toUpperCase(),
    };
    expect(decide([ago(1, dem)], device, dem).outcome).toEqual(NO_PERSON);
    // On a device that somebody else enrolled they are a person like others.
    expect(decide([ago(1, dem)]).outcome).toEqual(handedTo(dem, 1));
  });
});

describe("a primary user who has logged on", () => {
  const asDem = {
    enrolment: "device-enrolment-manager" as const,
    enrolledByUpn: dem.userPrincipalName,
  };

  it.each([
    ["the staging account", staging, {}],
    ["the device enrolment manager", dem, asDem],
    ["a technician of the settings", technician, {}],
    ["a technician of the group", grouped, {}],
    ["a disabled account", disabled, {}],
    ["a guest", guest, {}],
    ["an account without a license", unlicensed, {}],
    ["an account of another domain", stranger, {}],
    ["somebody who was deleted", user("nobody", { id: deleted }), {}],
  ])("is not who a staged device belongs to: %s", (_name, primary, device) => {
    const stagedBy = device === asDem ? dem.userPrincipalName : STAGING;
    const older = decide([ago(1, primary), ago(3, ana)], device, primary);
    expect(older.outcome).toEqual(handedTo(ana, 3, "staged", stagedBy));
    expect(older.handedOff?.toUser?.id).toBe(ana.id);
    const alone = decide([ago(1, primary)], device, primary);
    expect(alone).toMatchObject({ outcome: NO_PERSON, handedOff: null });
  });

  it("keeps the device as a real person, whoever logs on later", () => {
    expect(decide([ago(1, ben), ago(9, ana)], {}, ana).outcome).toEqual(
      NOT_CONCERNED,
    );
  });

  it("took a staged device over, of which only its record tells that it was staged", () => {
    const device = { enrolledByUpn: null, stagedBy: STAGING };
    expect(decide([ago(1, ana)], device, ana).handedOff?.toUser?.id).toBe(
      ana.id,
    );
    expect(
      decide([ago(1, technician), ago(3, ana)], device, technician).outcome,
    ).toEqual(handedTo(ana, 3));
    // A record of an account that is no staging account any more says nothing.
    const former = { ...device, stagedBy: "former@contoso.com" };
    expect(decide([ago(1, ana)], former, ben).outcome).toEqual(NOT_CONCERNED);
  });
});

describe("a device that was reset and staged again", () => {
  it("forgets the logons of the cycle before", () => {
    const { outcome, logons } = decide([ago(5 * 24 + 1, ana), ago(1, staging)]);
    expect(outcome).toEqual(NO_PERSON);
    expect(logons[1]?.why).toEqual(message("logon.before-enrolment"));
    expect(decide([ago(5 * 24 + 1, ana)]).outcome).toEqual(NOBODY);
  });

  it("counts a logon at the instant of the enrolment", () => {
    expect(decide([ago(5 * 24, ana)]).outcome).toEqual(handedTo(ana, 5 * 24));
  });

  it("counts every logon where Intune does not tell when it was enrolled", () => {
    const device = { enrolledAt: null };
    expect(decide([ago(2000, ana)], device).outcome).toEqual(
      handedTo(ana, 2000),
    );
  });

  it("takes the primary user of before for somebody who has not been seen", () => {
    expect(decide([ago(1, ana), ago(200, ben)], {}, ben).outcome).toEqual(
      handedTo(ana, 1),
    );
  });
});

describe("a device that many use", () => {
  const four = [ago(1, ana), ago(2, ben), ago(3, cleo), ago(4, dara)];

  it.each([
    ["staged", staging, {}],
    [
      "without a primary user",
      null,
      { enrolledByUpn: null, enrolment: "none" as const },
    ],
  ])("is a shared one: %s", (_name, primaryUser, device) => {
    expect(decide(four, device, primaryUser).outcome).toEqual({
      kind: "shared",
      people: 4,
    });
  });

  it("takes four people who count, in the window", () => {
    const old = { enrolledAt: null };
    const edge = (ms: number) => [
      ...four.slice(0, 3),
      { userId: dara.id, at: after(-7 * DAY_MS - ms) },
    ];
    expect(decide(edge(0), old).outcome).toMatchObject({ kind: "shared" });
    expect(decide(edge(1), old).outcome).toEqual(handedTo(ana, 1));
    const withOthers = [...four.slice(0, 3), ago(4, technician), ago(5, guest)];
    expect(decide(withOthers).outcome).toEqual(handedTo(ana, 1));
  });
});

describe("that a staged device is with its person", () => {
  it("is told of the one who gains it", () => {
    expect(decide([ago(3, ana)]).handedOff).toEqual({
      toUser: toPersonRef(ana),
      at: after(-3 * HOUR_MS),
    });
  });

  it("is told of the primary user who has it already", () => {
    expect(decide([ago(1, ben), ago(3, ana)], {}, ana).handedOff).toEqual({
      toUser: toPersonRef(ana),
      at: after(-3 * HOUR_MS),
    });
  });

  it("is told of many as of nobody", () => {
    const four = [ago(1, ana), ago(2, ben), ago(3, cleo), ago(4, dara)];
    expect(decide(four).handedOff).toEqual({
      toUser: null,
      at: after(-4 * HOUR_MS),
    });
  });

  it("is told of who has it now, as of the first real logon of the cycle", () => {
    const logons = [
      ...[ago(2, ana), ago(9, technician), ago(5, ben)],
      ago(6 * 24, cleo),
    ];
    expect(decide(logons).handedOff).toEqual({
      toUser: toPersonRef(ana),
      at: after(-5 * HOUR_MS),
    });
    expect(decide(logons, {}, ana).handedOff).toEqual({
      toUser: toPersonRef(ana),
      at: after(-5 * HOUR_MS),
    });
  });

  it.each([
    ["a device on which nobody logged on", [], {}, staging],
    [
      "a device that was not staged",
      [ago(1, ana)],
      { enrolledByUpn: null },
      null,
    ],
  ])("is not told of %s", (_name, lastLogons, device, primaryUser) => {
    expect(decide(lastLogons, device, primaryUser).handedOff).toBeNull();
  });
});
