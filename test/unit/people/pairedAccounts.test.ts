import { describe, expect, it } from "@jest/globals";
import {
  compareHumans,
  type PairedAccounts,
} from "../../../src/domain/people/pairedAccounts.ts";
import type { PersonRef, UserId } from "../../../src/domain/people/user.ts";
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

/** By what the directory knows: of those given, the names they have. */
function compare(
  a: PersonRef | null,
  b: PersonRef | null,
  paired: PairedAccounts,
  names: readonly (readonly [PersonRef, ...string[]])[] = [
    [everyday],
    [admin],
    [cloud],
    [other],
  ],
) {
  return compareHumans(a, b, {
    pairs: paired,
    names: new Map<UserId, readonly string[]>(
      names.map(([one, ...former]) => [
        one.id,
        [one.userPrincipalName.toLowerCase(), ...former],
      ]),
    ),
  });
}

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
    expect(compare(a, b, paired)).toBe(isSame ? "same" : "other");
  });

  it("are one human's in a circle of pairs", () => {
    const circle = {
      "jdoe@contoso.com": "adm.jdoe@contoso.com",
      ...pairs,
    };
    expect(compare(everyday, admin, circle)).toBe("same");
    expect(compare(everyday, cloud, circle)).toBe("same");
    expect(compare(everyday, other, circle)).toBe("other");
  });

  it("are not paired by what every object has", () => {
    expect(compare(named("constructor"), named("toString"), {})).toBe("other");
  });

  it("stay one human's when either is renamed, whichever name is paired", () => {
    const married = { ...everyday, userPrincipalName: "jane.roe@contoso.com" };
    const names = [[married, "jdoe@contoso.com"], [admin]] as const;
    // A proposal goes on naming an account as it was called then.
    for (const account of [everyday, married])
      for (const name of ["jdoe@contoso.com", "jane.roe@contoso.com"])
        expect(
          compare(account, admin, { "adm.jdoe@contoso.com": name }, names),
        ).toBe("same");
    expect(compare(admin, married, pairs, names)).toBe("same");
  });

  it("are not one human's because one got the name that the other had", () => {
    const heir = named("jdoe@contoso.com");
    const former = { ...everyday, userPrincipalName: "left@contoso.com" };
    const names = [[heir], [former, "jdoe@contoso.com"]] as const;
    expect(compare(former, heir, pairs, names)).toBe("other");
  });

  it("are told apart by id alone where nobody knows what they are called, unless one of them is paired", () => {
    const nameless = named("");
    expect(compare(nameless, admin, pairs, [[admin]])).toBe("unknown");
    expect(compare(named("x@contoso.com"), admin, pairs, [[admin]])).toBe(
      "unknown",
    );
    expect(compare(nameless, other, pairs, [[other]])).toBe("other");
    expect(compare(nameless, named(""), pairs, [])).toBe("other");
    expect(compare(nameless, admin, {}, [[admin]])).toBe("other");
  });
});
