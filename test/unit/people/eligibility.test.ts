import { describe, expect, it } from "@jest/globals";
import {
  describeIneligibility,
  whyUserNotEligible,
  type UserIneligibility,
} from "../../../src/domain/people/eligibility.ts";
import type { User, UserId } from "../../../src/domain/people/user.ts";
import { english } from "../../../bot/messages/languages.ts";

const policy = {
  stagingAccounts: ["user@contoso.com", "dem@contoso.com"],
  userDomains: ["contoso.com", "fabrikam.com"],
};
const everyDomain = { ...policy, userDomains: [] };

const ana = (overrides: Partial<User> = {}): User => ({
  id: "87d349ed-44d7-43e1-9a83-5f2406dee5bd" as UserId,
  userPrincipalName: "ana@contoso.com",
  displayName: "Ana",
  mail: null,
  department: null,
  officeLocation: null,
  accountEnabled: true,
  userType: "member",
  hasIntunePlan: true,
  ...overrides,
});
const named = (userPrincipalName: string) => ana({ userPrincipalName });

describe("whyUserNotEligible", () => {
  it.each<[string, User | null, UserIneligibility | null]>([
    ["an ordinary user", ana(), null],
    ["nobody", null, "unknown"],
    ["a disabled account", ana({ accountEnabled: false }), "disabled"],
    ["a guest", ana({ userType: "guest" }), "guest"],
    ["a user without license", ana({ hasIntunePlan: false }), "unlicensed"],

    ["a staging account", named("dem@contoso.com"), "staging-account"],
    [
      "a staging account in capitals",
      named("DEM@Contoso.COM"),
      "staging-account",
    ],
    [
      "a disabled staging account",
      { ...named("dem@contoso.com"), accountEnabled: false },
      "staging-account",
    ],
    ["a name that ends like one", named("superuser@contoso.com"), null],
    [
      "a name that begins like one",
      named("dem@contoso.com.fabrikam.com"),
      "other-domain",
    ],
    [
      "a name with any character for the dot",
      named("user@contosoxcom"),
      "other-domain",
    ],
    ["the same name elsewhere", named("dem@fabrikam.com"), null],

    ["the second domain", named("ben@fabrikam.com"), null],
    ["a domain in capitals", named("ben@FABRIKAM.com"), null],
    ["another domain", named("ben@example.com"), "other-domain"],
    ["a domain that ends alike", named("ben@evilcontoso.com"), "other-domain"],
    ["a subdomain", named("ben@sub.contoso.com"), "other-domain"],
    ["a parent domain", named("ben@com"), "other-domain"],
    [
      "a listed domain before the last @",
      named("ben@contoso.com@example.com"),
      "other-domain",
    ],
    ["a look-alike letter", named("ben@c\u043entoso.com"), "other-domain"],
    ["no domain at all", named("contoso.com"), "other-domain"],
    ["nothing before the @", named("@contoso.com"), "other-domain"],
  ])("judges %s", (_name, user, expected) => {
    expect(whyUserNotEligible(user, policy)).toBe(expected);
  });

  it("lets every domain pass when none is listed", () => {
    expect(
      whyUserNotEligible(named("ben@example.com"), everyDomain),
    ).toBeNull();
  });

  it("reads settings written with spaces and capitals", () => {
    const loose = {
      stagingAccounts: [" DEM@contoso.com "],
      userDomains: [" Contoso.com "],
    };

    expect(whyUserNotEligible(named("dem@contoso.com"), loose)).toBe(
      "staging-account",
    );
    expect(whyUserNotEligible(ana(), loose)).toBeNull();
  });
});

describe("describeIneligibility", () => {
  it("has a sentence of its own for each reason", () => {
    const reasons: UserIneligibility[] = [
      "unknown",
      "staging-account",
      "disabled",
      "guest",
      "unlicensed",
      "other-domain",
    ];
    const named = reasons.map((reason) =>
      english.t(describeIneligibility(reason)),
    );

    expect(new Set(named).size).toBe(reasons.length);
    for (const message of named) expect(message).toMatch(/^[A-Z].*\.$/);
  });
});
