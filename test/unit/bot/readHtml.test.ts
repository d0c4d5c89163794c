import { describe, expect, it } from "@jest/globals";
import { readHtml } from "../../../bot/text/readHtml.ts";
import { piecesOfSuperlinearWork, textOf } from "../../support/growth.ts";

describe("readHtml", () => {
  it.each([
    ["plain text", "LT-0421 is slow", "LT-0421 is slow"],
    ["nothing", "", ""],
    ["paragraphs as lines", "<p>LT-1</p><p>LT-2</p>", "LT-1\n\nLT-2"],
    ["line breaks as lines", "LT-1<br>LT-2<br/>LT-3", "LT-1\nLT-2\nLT-3"],
    ["marks inside of a word as nothing", "LT-<b>04</b>21", "LT-0421"],
    ["table cells apart", "<tr><td>LT-1</td><td>5CG1</td></tr>", /LT-1\n+5CG1/],
    ["entities", "A&amp;B &lt;LT-1&gt;&nbsp;x", "A&B <LT-1> x"],
    ["an entity once", "&amp;lt;b&amp;gt;", "&lt;b&gt;"],
    ["no comment", "LT-1<!-- <b>LT-2</b> -->LT-3", "LT-1LT-3"],
    ["a comment without an end as text", "LT-1<!-- LT-2", "LT-1<!-- LT-2"],
    ["a tag without an end as text", "LT-1 <b LT-2", "LT-1 <b LT-2"],
    ["a less-than sign as one", "1 < 2 <3 LT-1", "1 < 2 <3 LT-1"],
    ["no attributes", '<p title="LT-9">LT-1</p>', "LT-1"],
    [
      "where a link leads",
      '<a title="x" href="https://x.example/LT-9?a=1&amp;b=2">here</a>',
      "https://x.example/LT-9?a=1&b=2 here",
    ],
    [
      "mentions and pictures without their tags",
      '<at id="0">Ana</at> <attachment id="1"></attachment><img src="x">LT-1',
      /^Ana\s+LT-1$/,
    ],
    ["right-to-left text and emoji", "<p>מחשב 👩🏽‍💻 LT-1</p>", "מחשב 👩🏽‍💻 LT-1"],
  ])("reads %s", (_what, html, expected) => {
    if (typeof expected === "string") expect(readHtml(html)).toBe(expected);
    else expect(readHtml(html)).toMatch(expected);
  });

  it.each([
    ["openings", "<a"],
    ["openings with an address", '<a href="'],
    ["comments", "<!--"],
    ["entities", "&#1"],
    ["ampersands", "&"],
    ["closings", "</"],
    ["tags in tags", "<b<b>"],
    ["addresses without an end", ' href="<'],
    ["spaces", " "],
    ["emoji", "👩🏽‍💻"],
  ])(
    "reads of a megabyte of %s what a message holds, with work that grows with that",
    (_what, piece) => {
      const html = textOf(piece, 1_000_000);
      expect(readHtml(html).length).toBeLessThanOrEqual(28 * 1024);
      expect(readHtml(html)).toBe(readHtml(html.slice(0, 28 * 1024)));
      expect(piecesOfSuperlinearWork([piece], 28 * 1024, readHtml)).toEqual([]);
    },
  );
});
