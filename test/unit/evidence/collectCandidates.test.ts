import { describe, expect, it } from "@jest/globals";
import { collectCandidates } from "../../../src/domain/evidence/collectCandidates.ts";
import type { User, UserId } from "../../../src/domain/people/user.ts";
import { message } from "../../../src/domain/message.ts";

const POLICY = {
  stagingAccounts: ["dem@contoso.example"],
  userDomains: [],
};

function aUser(upn: string, overrides: Partial<User> = {}): User {
  return {
    id: `id of ${upn}` as UserId,
    userPrincipalName: upn,
    displayName: upn.toUpperCase(),
    mail: null,
    department: null,
    officeLocation: null,
    accountEnabled: true,
    userType: "member",
    hasIntunePlan: true,
    ...overrides,
  };
}

function collect(
  logons: Record<string, number>,
  users: readonly (readonly [string, User | null])[],
) {
  return collectCandidates(
    { logonsByUpn: new Map(Object.entries(logons)) },
    new Map(users),
    POLICY,
  );
}

const known = (...upns: string[]) =>
  upns.map((upn) => [upn, aUser(upn)] as const);

describe("collectCandidates", () => {
  it("counts people most logons first, and the same way whatever the order they came in", () => {
    const upns = [
      "a@contoso.example",
      "b@contoso.example",
      "C@contoso.example",
    ];
    const one = collect(
      {
        "a@contoso.example": 2,
        "b@contoso.example": 2,
        "C@contoso.example": 9,
      },
      known(...upns),
    );
    const other = collect(
      {
        "C@contoso.example": 9,
        "b@contoso.example": 2,
        "a@contoso.example": 2,
      },
      known(...upns),
    );
    expect(one).toEqual(other);
    expect(
      one.counted.map(({ person, logons }) => [
        person.userPrincipalName,
        logons,
      ]),
    ).toEqual([
      ["C@contoso.example", 9],
      ["a@contoso.example", 2],
      ["b@contoso.example", 2],
    ]);
  });

  it("leaves out whom Entra does not know, staging accounts and the ineligible, each with its reason", () => {
    const { counted, leftOut } = collect(
      {
        "ana@contoso.example": 1,
        "dem@contoso.example": 40,
        "gone@contoso.example": 3,
        "never-asked@contoso.example": 2,
        "off@contoso.example": 3,
      },
      [
        ...known("ana@contoso.example", "dem@contoso.example"),
        ["gone@contoso.example", null],
        [
          "off@contoso.example",
          aUser("off@contoso.example", { accountEnabled: false }),
        ],
      ],
    );
    expect(counted.map(({ person }) => person.id)).toEqual([
      "id of ana@contoso.example",
    ]);
    expect(leftOut.map(({ upn, logons }) => [upn, logons])).toEqual([
      ["dem@contoso.example", 40],
      ["gone@contoso.example", 3],
      ["off@contoso.example", 3],
      ["never-asked@contoso.example", 2],
    ]);
    const [staging, unknown, disabled, neverAsked] = leftOut;
    expect(staging?.why).toEqual(message("user.staging-account"));
    expect(unknown?.why).toEqual(message("user.unknown"));
    expect(disabled?.why).toEqual(message("user.disabled"));
    expect(neverAsked?.why).toEqual(unknown?.why);
  });

  it("does not take a look-alike for a staging account", () => {
    const { counted } = collect(
      { "superdem@contoso.example": 2, "dem@contoso.example.evil": 1 },
      known("superdem@contoso.example", "dem@contoso.example.evil"),
    );
    expect(counted).toHaveLength(2);
  });

  it("sums two names of one person, and sorts by the sum", () => {
    const ana = aUser("ana.new@contoso.example");
    const { counted } = collect(
      {
        "ana.old@contoso.example": 4,
        "ben@contoso.example": 5,
        "ana.new@contoso.example": 3,
      },
      [
        ["ana.old@contoso.example", ana],
        ["ana.new@contoso.example", ana],
        ...known("ben@contoso.example"),
      ],
    );
    expect(counted).toEqual([
      {
        person: {
          id: ana.id,
          displayName: ana.displayName,
          userPrincipalName: "ana.new@contoso.example",
        },
        logons: 7,
      },
      expect.objectContaining({ logons: 5 }),
    ]);
  });
});
