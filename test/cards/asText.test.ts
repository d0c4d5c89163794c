import { describe, expect, it } from "@jest/globals";
import { asPlainLine, asText, fromShown } from "../../bot/text/asText.ts";
import { hostileTexts } from "../support/hostileText.ts";
import { piecesOfSuperlinearWork } from "../support/growth.ts";

/** Joiners and hair spaces that the eye does not see. */
const visible = (text: string) =>
  text.replace(/[\u2060\u200A\u2068\u2069]/g, "");

describe("asText", () => {
  it.each([
    "O'Brien",
    "LT-0042",
    "Müller",
    "LT_0042_A",
    "ana_b@contoso.com",
    "Ana (Berlin) & Co. #2 - 50%",
    "👩🏽‍💻 Zoë",
    "山田太郎",
    "10.0.0.7",
    "A+B=C",
    "name: value",
  ])("leaves the usual name %j as it is", (name) => {
    expect(visible(asText(name))).toBe(name);
  });

  it.each(["O'Brien", "LT-0042", "Müller", "LT_0042_A", "👩🏽‍💻 Zoë"])(
    "does not touch a byte of %j",
    (name) => {
      expect(asText(name)).toBe(name);
    },
  );

  it("can be undone, whatever it made inert", () => {
    for (const text of [...hostileTexts, "***", "* a *", "דנה ** כהן", "a`b"]) {
      const line = asPlainLine(text);
      expect(fromShown(asText(line, 4_000))).toBe(line);
    }
  });

  it("keeps a right-to-left name from reordering what surrounds it", () => {
    expect(asText("דנה כהן")).toBe("\u2068דנה כהן\u2069");
  });

  it.each([
    ["[click](https://evil.example)", /\]\(|:\/\//],
    ["[ref]: https://evil.example", /\]:/],
    ["<at>Everyone</at>", /<\/?at/],
    ["<!-- x -->", /<!/],
    ["{{DATE(2026-01-01T00:00:00Z)}}", /\{\{/],
    ["{{{{TIME(2026-01-01T00:00:00Z)}}", /\{\{/],
    ["${id}", /\$\{/],
    ["&lt;b&gt; &#60;", /&[#\w]/],
    ["www.evil.example", /www\./],
    ["**bold**", /\*\S/],
    ["_slanted_", /(^|\W)_\w/],
    ["~~gone~~", /~~/],
    ["`code`", /`/],
    ["- item", /^-/],
    ["1. item", /^\d/],
    ["12) item", /^\d/],
    ["# heading", /^#/],
    ["> quotation", /^>/],
    ["\n\n- item", /^-|\n/],
    ["a\u2028b\u2029c\u0085d", /[\u2028\u2029\u0085]/],
    ["LT\u202E2400\u2066x\u200F", /[\u202A-\u202E\u2066-\u2069\u200E\u200F]/],
    ["a\u0000b\u0007c\u007F", /\p{Cc}/u],
    ["\uD800", /\uD800/],
  ])("takes what it does from %j", (text, works) => {
    expect(asText(text)).not.toMatch(works);
  });

  it.each(hostileTexts)(
    "shows %j on one line with something to see",
    (text) => {
      const shown = asText(text);
      expect(shown).not.toMatch(/[\n\r]/);
      expect(visible(shown).trim()).not.toBe("");
    },
  );

  it.each(["", "   ", "\u200B\u202E", "\n", "\u200D"])(
    "shows a dash for %j, which has nothing to see",
    (text) => {
      expect(asText(text)).toBe("—");
    },
  );

  it("cuts between graphemes, so that an emoji or an accent is never halved", () => {
    expect(asText("👩🏽‍💻".repeat(10), 12)).toMatch(/^(👩🏽‍💻){1,11}…$/u);
    expect(asText("e\u0301".repeat(10), 4)).toBe("e\u0301".repeat(3) + "…");
    expect(asText("abcdefgh", 5)).toBe("abcd…");
    expect(asText("abcde", 5)).toBe("abcde");
  });

  it("bounds what stacks or joins without end", () => {
    expect(asText("Z" + "\u0335".repeat(10_000)).length).toBeLessThan(10);
    expect(asText("👩‍".repeat(5_000), 50).length).toBeLessThanOrEqual(76);
    expect(asText("x".repeat(1_000_000)).length).toBe(120);
  });

  it.each(["\u200C", " ", "\u0335", "{", "*", "👩\u200D"])(
    "reads the little of a million of %j that can be shown, with work that grows with that",
    (piece) => {
      const text = `${piece.repeat(1_000_000)}x`;
      expect(asText(text)).toBe(asText(text.slice(0, 4_000)));
      expect(piecesOfSuperlinearWork([piece], 4_000, asText)).toEqual([]);
    },
  );
});
