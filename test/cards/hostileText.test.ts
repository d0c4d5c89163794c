import { describe, expect, it } from "@jest/globals";
import { hostileTexts } from "../support/hostileText.ts";
import {
  hostileCards,
  largestCards,
  longestTexts,
} from "../support/extremeCards.ts";
import { LANGUAGES, messagesOf } from "../../bot/messages/languages.ts";
import type { Messages } from "../../bot/messages/messages.ts";
import { textsOf, walkCard, type Node } from "../support/walkCard.ts";

/** A name has to be in it, without anything that markdown or HTML would make something of. */
const MENTION = /^<at>[^<>*_[\]{}$`&~#:/\\]*<\/at>$/u;

/** The texts of an element in which something is left that a client would carry out. One assertion for each is slow. */
const breachesIn = (node: Node): string[] =>
  Object.entries(node).flatMap(([property, value]) => {
    if (typeof value !== "string") return [];
    const text = value.replace(MENTION, "");
    // The only card functions left are those that we wrote, about our own instants.
    const rest = value.replace(
      /\{\{(DATE|TIME)\((?:2026-1[12]|2027-01)-\d\d[^)]*\)\}\}/g,
      "",
    );
    return /\$\{|\]\(|<\/?at>|<script|\p{Cc}|\u202E/u.test(text) ||
      rest.includes("{{") ||
      (node["type"] === "TextBlock" &&
        property === "text" &&
        /evil|bold|item|2400/.test(text))
      ? [value]
      : [];
  });

const inEachLanguage = (text: string): [string, string, Messages][] =>
  LANGUAGES.map((language) => [language, text, messagesOf(language)]);

describe.each(hostileTexts.flatMap(inEachLanguage))(
  "in %s, %j as every name and reason",
  (language, hostile, messages) => {
    it.each(Object.entries(hostileCards(hostile, messages)))(
      "comes out of the %s card as text that was not evaluated and does nothing",
      (_name, { card, summary }) => {
        expect(card["lang"]).toBe(language);
        expect([...walkCard(card)].flatMap(breachesIn)).toEqual([]);
        expect(summary).not.toMatch(/[\n\u202E]|\$\{/);
        expect(textsOf(card).length).toBeGreaterThan(0);
      },
    );
  },
);

describe("a template", () => {
  it("inserts an expression found in data instead of evaluating it", () => {
    const { approval } = hostileCards("a ${id} ${1+1} ${messages.approve} b");
    const shown = textsOf(approval?.card).join("\n").replaceAll("\u2060", "");
    expect(shown).toContain("a ${id} ${1+1} ${messages.approve} b");
    expect(shown).not.toMatch(/a p-\S+ 2 Approve b/);
  });
});

/** Teams counts UTF-16; 28 KB is the smallest limit it has documented for a message. */
const LIMIT = 28 * 1024;

describe.each(
  longestTexts
    .flatMap(inEachLanguage)
    .map(
      ([language, text, messages]) =>
        [language, text.slice(0, 12), { text, messages }] as const,
    ),
)(
  "the largest form in %s, with names like %j,",
  (_language, _start, { text, messages }) => {
    it.each(Object.entries(largestCards(text, messages)))(
      "of the %s card fits a Teams message",
      (_name, { card, summary }) => {
        const message = JSON.stringify({
          type: "message",
          summary,
          attachments: [
            {
              contentType: "application/vnd.microsoft.card.adaptive",
              content: card,
            },
          ],
        });
        expect(Buffer.byteLength(message, "utf16le")).toBeLessThan(LIMIT);
      },
    );

    it("leaves a lead the choice of which handoff is wrong, and the board those that are said to be", () => {
      const cards = largestCards(text, messages);
      const digest = cards["handoffs together (contradicted, or can be)"]?.card;
      const which = [...walkCard(digest)].find(({ id }) => id === "which");
      expect(which?.["choices"]).toHaveLength(8);
      const board = textsOf(cards["board"]?.card);
      const marked = board.filter((line) => line.startsWith("⚠ "));
      // Those that are stuck are marked as well.
      expect(marked.filter((line) => !line.endsWith(" · "))).toHaveLength(3);
    });
  },
);
