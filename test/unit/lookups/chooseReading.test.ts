import { describe, expect, it } from "@jest/globals";
import { chooseReading } from "../../../src/usecases/lookups/chooseReading.ts";
import type { Finding } from "../../../src/domain/matching/finding.ts";

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

const choose = (whole: Finding<string>, rest: Finding<string>) =>
  chooseReading({ text: "Tablet 3771", or: "3771" }, (text) =>
    Promise.resolve(text === "3771" ? rest : whole),
  );

describe("of two readings of what was typed", () => {
  it.each([
    ["one device has it", one("exact"), one("exact")],
    ["several devices have it", several("exact"), one("exact")],
    ["it begins a name and nothing has the rest", one("prefix"), none],
    ["both only begin names", several("prefix"), one("prefix")],
  ])("the whole is meant where %s", async (_name, whole, rest) => {
    expect(await choose(whole, rest)).toEqual({ text: "Tablet 3771" });
  });

  it.each([
    ["a device has just that", one("prefix"), one("exact")],
    ["several have just that", none, several("exact")],
    ["nothing fits either", none, none],
  ])("the rest is meant where %s", async (_name, whole, rest) => {
    expect(await choose(whole, rest)).toEqual({ text: "3771" });
  });

  it("leaves what was chosen by its id, or named one way, as it is", async () => {
    const find = () => Promise.reject(new Error("Nothing is to be looked for"));
    expect(await chooseReading({ id: "a" }, find)).toEqual({ id: "a" });
    expect(await chooseReading({ text: "LT-1" }, find)).toEqual({
      text: "LT-1",
    });
  });
});
