import { describe, expect, it } from "@jest/globals";
import { parseJson, storable } from "../../../src/domain/plainText.ts";

const HALF = "\ud83d";

describe("text from outside", () => {
  it("loses U+0000 and half surrogates, and nothing else", () => {
    expect(storable(`a\0b${HALF}c😀\u0001`)).toBe("ab\ufffdc😀\u0001");
  });

  it.each([
    ["U+0000", String.raw`"a\u0000b"`, "ab"],
    ["half a pair", String.raw`"a\ud83db"`, "a\ufffdb"],
    ["the other half", String.raw`"a\uDE00b"`, "a\ufffdb"],
    ["two first halves", String.raw`"\ud83d\ud83d\ude00"`, "\ufffd😀"],
    ["a whole pair", String.raw`"\uD83D\uDE00"`, "😀"],
    ["a backslash before it", String.raw`"\\u0000 \\\u0000"`, "\\u0000 \\"],
    ["other escapes", String.raw`"\"\n\u00e9\/"`, '"\né/'],
  ])("is read from JSON without %s that nothing takes", (_name, json, read) => {
    expect(parseJson(json)).toBe(read);
  });

  it("is mended in names and in what is nested, too", () => {
    const value = { [`na${HALF}me`]: [{ "a\0b": `${HALF}\0` }], n: 1, x: null };
    expect(parseJson(JSON.stringify(value))).toEqual({
      "na\ufffdme": [{ ab: "\ufffd" }],
      n: 1,
      x: null,
    });
  });

  it("that is no JSON is refused as ever", () => {
    expect(() => parseJson(String.raw`"\u00"`)).toThrow(SyntaxError);
    expect(() => parseJson("{")).toThrow(SyntaxError);
  });
});
