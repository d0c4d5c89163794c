import { describe, expect, it } from "@jest/globals";
import {
  chooseNames,
  looksLikeDevice,
  splitNames,
} from "../../../src/domain/lookups/listedNames.ts";
import { piecesOfSuperlinearWork } from "../../support/growth.ts";

const chosen = (typed: string, known: readonly string[] = []) =>
  chooseNames(splitNames(typed), (name) => known.includes(name));

describe("the names in a question", () => {
  it.each([
    ["LT-1, LT-2", ["LT-1", "LT-2"]],
    ["LT-1,LT-2 , LT-3", ["LT-1", "LT-2", "LT-3"]],
    ["LT-1; LT-2", ["LT-1", "LT-2"]],
    ["LT-1 and LT-2", ["LT-1", "LT-2"]],
    ["LT-1, LT-2, and LT-3", ["LT-1", "LT-2", "LT-3"]],
    ["LT-1 und LT-2", ["LT-1", "LT-2"]],
    ["LT-1 & LT-2", ["LT-1", "LT-2"]],
    ["LT-1 / LT-2", ["LT-1", "LT-2"]],
    ["LT-1/LT-2", ["LT-1", "LT-2"]],
    ["LT-1\nLT-2\nLT-3", ["LT-1", "LT-2", "LT-3"]],
    ["LT-1,\nLT-2", ["LT-1", "LT-2"]],
    ["LT-1, lt-1", ["lt-1"]],
    ["LT-1", ["LT-1"]],
    ["Front desk and lobby", ["Front desk and lobby"]],
    ["S/N 5CG1", ["S/N 5CG1"]],
    ['"A, 1"', ['"A, 1"']],
  ])("%j are told apart", (typed, names) => {
    expect(chosen(typed)).toEqual(names);
  });

  it.each([
    ["Tom and Jerry", ["Tom and Jerry"], ["Tom and Jerry"]],
    ["Lab 1, left", ["Lab 1, left", "Lab 1", "left"], ["Lab 1, left"]],
    ["A/B-1/C-2", ["A/B-1/C-2"], ["A/B-1/C-2"]],
    [
      "LT-1, Tom and Jerry, LT-2",
      ["Tom and Jerry"],
      ["LT-1", "Tom and Jerry", "LT-2"],
    ],
    ["Front\ndesk 1", ["Front desk 1"], ["Front desk 1"]],
    ["KIOSK, LOBBY", ["KIOSK"], ["KIOSK", "LOBBY"]],
  ])("%j with %j known are %j", (typed, known, names) => {
    expect(chosen(typed, known)).toEqual(names);
  });

  it("alone, without a word that asks, are what something has or what looks like a device", () => {
    const bare = (typed: string, known: readonly string[] = []) =>
      chooseNames(splitNames(typed), (name) => known.includes(name), true);
    expect(bare("Hi\nLT-0421")).toEqual(["LT-0421"]);
    expect(bare("yes, LT-0421")).toEqual(["LT-0421"]);
    expect(bare("yes, LOBBY", ["LOBBY"])).toEqual(["LOBBY"]);
    expect(bare("yes, 10:30am")).toEqual(["yes, 10:30am"]);
  });

  it("end where a signature begins, which is no name", () => {
    expect(chosen("LT-1\nMegan Bowen\nRoom B-12")).toEqual(["LT-1"]);
    expect(chosen("LT-1\nLT-2\nMegan Bowen\n4711-9")).toEqual(["LT-1", "LT-2"]);
    expect(chosen("Front desk\nMegan Bowen")).toEqual(["Front desk"]);
  });

  it("are found with work that grows with the text", () => {
    const pieces = ["a1/", "a,", " and ", "\n", '"', "a1 ", "/"];
    expect(piecesOfSuperlinearWork(pieces, 1_000, splitNames)).toEqual([]);
  });
});

it.each([
  ["LT-1", true],
  ["5CG1234XYZ", true],
  ["1234567", true],
  ["12", false],
  ["hello", false],
  ["two words 1", false],
  ["a1@contoso.com", false],
  ["10:30am", false],
  ["9h", false],
])("%j looks like a device: %j", (name, is) => {
  expect(looksLikeDevice(name)).toBe(is);
});
