import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import {
  parse,
  TYPE,
  type MessageFormatElement,
} from "@formatjs/icu-messageformat-parser";
import {
  catalogues,
  messagesFor,
  messagesOf,
} from "../../../bot/messages/languages.ts";
import type { UnmatchedMessage } from "../../../bot/messages/messages.ts";
import { message } from "../../../src/domain/message.ts";

interface Messages {
  readonly [key: string]: string | Messages;
}

/** Every message under its dotted key. */
function flatten(messages: Messages, under = ""): [string, string][] {
  return Object.entries(messages).flatMap(([key, message]) =>
    typeof message === "string"
      ? [[`${under}${key}`, message] as [string, string]]
      : flatten(message, `${under}${key}.`),
  );
}

/** A message's placeholders and what each is read as, plural branches included. */
function placeholders(message: string): string[] {
  const found = new Set<string>();
  const walk = (elements: readonly MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound)
        continue;
      if ("value" in element) found.add(`${element.value}:${element.type}`);
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const { value } of Object.values(element.options)) walk(value);
    }
  };
  walk(parse(message, { ignoreTag: true }));
  return [...found].sort();
}

/** What a message says whatever is filled in; branches of a plural one after the other. */
function fixedText(message: string): string {
  const textOf = (elements: readonly MessageFormatElement[]): string =>
    elements
      .map((element) => {
        if (element.type === TYPE.literal) return element.value;
        return element.type === TYPE.plural || element.type === TYPE.select
          ? Object.values(element.options)
              .map(({ value }) => textOf(value))
              .join(" | ")
          : "…";
      })
      .join("");
  return textOf(parse(message, { ignoreTag: true }));
}

/** The words of the last column of the table in docs/development.md, small or with a capital. */
function neverSaid(): RegExp {
  const page = readFileSync(
    new URL("../../../docs/development.md", import.meta.url),
    "utf8",
  );
  const [, section = ""] = page.split("### What people read");
  const [rows = ""] = section.split("\n## ");
  const words = [...rows.matchAll(/^\|.*\|([^|]*)\|$/gm)].flatMap(
    ([, never = ""]) =>
      [...never.matchAll(/`(.)([^`]*)`/g)].map(
        ([, first = "", rest = ""]) =>
          `[${first.toLowerCase()}${first.toUpperCase()}]${rest}`,
      ),
  );
  return new RegExp(
    `(?<![\\p{L}\\p{N}.-])(${words.join("|")})(?![\\p{L}\\p{N}-])`,
    "u",
  );
}

/** Microsoft's own names. */
const MICROSOFT = /Genehmigung durch mehrere Administratoren/g;

const english = new Map(flatten(catalogues.en));

describe.each(Object.entries(catalogues))(
  "the catalogue %s",
  (name, catalogue) => {
    const messages = new Map(flatten(catalogue));

    it("has every message of the English one, and no other", () => {
      expect([...messages.keys()].sort()).toEqual([...english.keys()].sort());
    });

    it("has the placeholders of the English one in every message", () => {
      const differing = [...messages].filter(
        ([key, message]) =>
          placeholders(message).join() !==
          placeholders(english.get(key) ?? "").join(),
      );
      expect(differing).toEqual([]);
    });

    it("says nothing empty", () => {
      expect(
        [...messages].filter(([, message]) => message.trim() === ""),
      ).toEqual([]);
    });

    it("calls an act on a card and in the tab the same, as advice names it by its button", () => {
      const onCards: Readonly<Record<string, string>> = catalogue.labels;
      const { approve, reject, snooze, wakeNow, ...others } =
        catalogue.tab.acts;
      const { someoneElse, propose, undo, tryAgain } = others;
      const inTab = {
        approve,
        reject,
        snooze,
        wakeNow,
        someoneElse,
        propose,
        undo,
        tryAgain,
      };
      expect(onCards).toMatchObject(inTab);
      expect(catalogue.advice.unconfirmed).toContain(tryAgain);
    });

    it("calls a thing by its one name, and never by those that the vocabulary rules out", () => {
      const never = neverSaid();
      expect("They do not log on lately").toMatch(never);
      const texts = [...messages].map(([key, message]) => [
        key,
        fixedText(message).replaceAll(MICROSOFT, ""),
      ]);
      expect(texts.filter(([, text = ""]) => never.test(text))).toEqual([]);
      expect(
        texts.filter(([, text = ""]) =>
          /\bUTC\b/.test(text.replaceAll("(UTC)", "")),
        ),
      ).toEqual([]);
      expect(
        texts.filter(([, text = ""]) => /^(nobody|niemand)$/i.test(text)),
      ).toEqual([]);
    });

    it("is named after its language", () => {
      expect(catalogue.language).toBe(name);
    });
  },
);

describe("say", () => {
  it("has a message for every sentence, and a value for each of its placeholders", () => {
    // Does not compile otherwise.
    const isComplete: [UnmatchedMessage] extends [never]
      ? true
      : UnmatchedMessage = true;
    expect(isComplete).toBe(true);
  });

  it("says a sentence in which another one stands", () => {
    const why = message("user.guest");
    const whole = message("proposal.user-not-possible", {
      name: "{x} <b>",
      why,
    });
    expect(messagesOf("en").t(whole)).toBe(
      "{x} <b> can't be proposed. This is a guest account.",
    );
    expect(messagesOf("de").t(whole)).toBe(
      "{x} <b> kann nicht vorgeschlagen werden. Das ist ein Gastkonto.",
    );
  });

  it("leaves what an earlier version stored as it is", () => {
    expect(messagesOf("de").t("It is so.")).toBe("It is so.");
  });
});

describe("wordsFor", () => {
  it.each([
    ["de", "de", "de-DE"],
    ["de-AT", "de", "de-AT"],
    ["de-Latn-CH", "de", "de-CH"],
    ["en-US", "en", "en-US"],
    ["fr-FR", "en", "en-GB"],
    ["nonsense!", "en", "en-GB"],
    ["", "en", "en-GB"],
    [null, "en", "en-GB"],
  ])(
    "answers %s in %s and writes dates as %s does",
    (locale, language, region) => {
      const messages = messagesFor(locale);
      expect(messages.language).toBe(language);
      expect(messages.formats.locale).toBe(region);
    },
  );

  it("writes numbers, days, lists and durations as the region does", () => {
    const { formats } = messagesFor("de-DE");
    expect(formats.number(1234567)).toBe("1.234.567");
    expect(formats.day(new Date("2026-03-01T10:00:00Z"))).toBe("1. März 2026");
    expect(formats.list(["a", "b", "c"])).toBe("a, b und c");
    expect(formats.duration(2 * 3_600_000)).toBe("2 Stunden");
    const ago = (ms: number) =>
      formats.ago(new Date(1e12 - ms), new Date(1e12));
    expect(ago(2 * 86_400_000)).toBe("vor 2 Tagen");
    expect(ago(60_000)).toBe("vor 1 Minute");
    expect([ago(0), ago(-5_000)]).toEqual(["jetzt", "jetzt"]);
    expect(
      messagesFor("en-US").formats.day(new Date("2026-03-01T10:00:00Z")),
    ).toBe("March 1, 2026");
  });

  it("inserts text from outside as it is", () => {
    const hostile = "{count, plural, one {x} other {y}} '<b>";
    expect(messagesFor("en").duration.days({ count: hostile })).not.toContain(
      "x",
    );
  });
});
