import { describe, expect, it } from "@jest/globals";
import {
  chooseReading,
  type Finding,
} from "../../../src/domain/matching/finding.ts";
import { seek } from "../../../src/usecases/lookups/askLookUp.ts";

const none: Finding<string> = { kind: "none", near: [], unchecked: false };
const one = (match: "exact" | "prefix"): Finding<string> => ({
  kind: "one",
  found: "it",
  match,
});
const several = (match: "exact" | "prefix"): Finding<string> => ({
  kind: "several",
  found: ["it", "another"],
  match,
  more: false,
});

describe("of two readings of what was typed", () => {
  it.each([
    ["one device has it", one("exact"), one("exact")],
    ["several devices have it", several("exact"), one("exact")],
    ["it begins a name and nothing has the rest", one("prefix"), none],
    ["both only begin names", several("prefix"), one("prefix")],
  ])("the whole is meant where %s", (_name, whole, rest) => {
    expect(chooseReading(whole, rest)).toBe("whole");
  });

  it.each([
    ["a device has just that", one("prefix"), one("exact")],
    ["several have just that", none, several("exact")],
    ["nothing fits either", none, none],
  ])("the rest is meant where %s", (_name, whole, rest) => {
    expect(chooseReading(whole, rest)).toBe("rest");
  });
});

describe("what is named", () => {
  /** Remembers what it was asked for. */
  function finding(known: Readonly<Record<string, Finding<string>>>) {
    const asked: string[] = [];
    const find = (name: string) => {
      asked.push(name);
      return Promise.resolve(known[name] ?? none);
    };
    return { asked, find };
  }

  it.each([
    ["the whole", { "Tablet 3771": one("exact") }, "Tablet 3771"],
    ["the rest", { "3771": one("exact") }, "3771"],
  ])(
    "is sought once in each reading, and what was found for %s is handed on",
    async (_name, known, meant) => {
      const { asked, find } = finding(known);
      expect(await seek({ name: "Tablet 3771", or: "3771" }, find)).toEqual({
        name: meant,
        finding: one("exact"),
      });
      expect(asked).toEqual(["Tablet 3771", "3771"]);
    },
  );

  it("is sought as it is where it is named one way", async () => {
    const { asked, find } = finding({});
    expect(await seek({ name: "LT-1" }, find)).toEqual({
      name: "LT-1",
      finding: none,
    });
    expect(asked).toEqual(["LT-1"]);
  });
});
