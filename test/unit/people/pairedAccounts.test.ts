import { describe, expect, it } from "@jest/globals";
import { isSameHuman } from "../../../src/domain/people/pairedAccounts.ts";
import { aPerson } from "../../support/builders.ts";

const named = (userPrincipalName: string) => ({
  ...aPerson("Jo"),
  userPrincipalName,
});

const everyday = named("Jdoe@contoso.com");
const admin = named("adm.jdoe@contoso.com");
const cloud = named("cloud.jdoe@contoso.com");
const other = named("asmith@contoso.com");

const pairs = {
  "adm.jdoe@contoso.com": "jdoe@contoso.com",
  "cloud.jdoe@contoso.com": "adm.jdoe@contoso.com",
};

describe("two accounts", () => {
  it.each([
    ["one and the same", everyday, everyday, {}, true],
    ["two that nobody paired", everyday, admin, {}, false],
    ["a pair, in whatever case", admin, everyday, pairs, true],
    ["the same pair the other way round", everyday, admin, pairs, true],
    ["two that a third one joins", cloud, everyday, pairs, true],
    ["one of a pair and somebody else's", admin, other, pairs, false],
    ["nobody and nobody", null, null, pairs, false],
    ["nobody and somebody", null, admin, pairs, false],
  ])("are one human's or not: %s", (_what, a, b, paired, isSame) => {
    expect(isSameHuman(a, b, paired)).toBe(isSame);
  });

  it("are one human's in a circle of pairs", () => {
    const circle = {
      "jdoe@contoso.com": "adm.jdoe@contoso.com",
      ...pairs,
    };
    expect(isSameHuman(everyday, admin, circle)).toBe(true);
    expect(isSameHuman(everyday, cloud, circle)).toBe(true);
    expect(isSameHuman(everyday, other, circle)).toBe(false);
  });

  it("are not paired by what every object has", () => {
    expect(isSameHuman(named("constructor"), named("toString"), {})).toBe(
      false,
    );
  });
});
