import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { renderProposal } from "../../bot/cards/renderProposal.ts";
import { LANGUAGES, messagesOf } from "../../bot/messages/languages.ts";
import { exampleProposal, NOON, person } from "../support/cardExamples.ts";
import { hostileCards } from "../support/extremeCards.ts";
import { hostileTexts } from "../support/hostileText.ts";
import { describeInBrowser } from "../support/describeInBrowser.ts";
import { openCardViewer, type CardViewer } from "../support/renderCard.ts";

describeInBrowser("cards in a browser", () => {
  let viewer: CardViewer;
  beforeAll(async () => {
    viewer = await openCardViewer();
  });
  afterAll(() => viewer?.close());

  const inEachLanguage = LANGUAGES.flatMap((language) =>
    Object.entries(
      hostileCards("Wörterbuch-Nr.42 ".repeat(20), messagesOf(language)),
    ).map(([name, { card }]) => [name, language, card] as const),
  );

  it.each(inEachLanguage)(
    "draws the %s card in %s without unknown elements and within a phone's width",
    async (_name, _language, card) => {
      const shown = await viewer.show(card, { width: 360 });
      expect(shown.problems).toEqual([]);
      expect(shown.overflow).toBe(0);
    },
  );

  it("draws nothing of hostile names and reasons but text", async () => {
    const texts = [...hostileTexts, hostileTexts.join(" ")].flatMap((text) =>
      LANGUAGES.map((language) => ({ text, messages: messagesOf(language) })),
    );
    const bodies = texts.flatMap(({ text, messages }) => {
      const cards = hostileCards(text, messages);
      return [
        "approval",
        "approval (handoff)",
        "settled (rejected)",
        "handoff",
        "sweep (failed)",
        "board",
        "notice (refusal)",
        "device",
        "user",
        "choice (devices)",
        "choice (people to propose)",
      ].map((name) => ({
        type: "Container",
        items: cards[name]?.card["body"],
      }));
    });
    const { html, text } = await viewer.show({
      type: "AdaptiveCard",
      version: "1.5",
      body: bodies,
    });
    expect(text).toContain("Everyone");
    // The mention that we wrote, with what is left of the name.
    const rest = html.replace(/<at[^>]*>[^<]*<\/at>/g, "");
    expect(
      /<(a|strong|em|b|i|code|ul|ol|li|blockquote|h\d|img|script|at|s|del)[\s>].{0,200}/i.exec(
        rest,
      )?.[0],
    ).toBeUndefined();
  });

  it("would notice, because its markdown is switched on", async () => {
    const { html } = await viewer.show({
      type: "AdaptiveCard",
      version: "1.5",
      body: [{ type: "TextBlock", text: "**x** [y](https://contoso.com)" }],
    });
    expect(html).toMatch(/<strong[^>]*>x</);
    expect(html).toContain("<a href");
  });

  it("shows usual names letter for letter and the reader's own time", async () => {
    const { card } = renderProposal(
      exampleProposal({
        fromUser: person("Zoë O'Brien-Müller", "zoe_ob@contoso.com"),
        toUser: person("山田 太郎 🙂", "taro@contoso.com"),
      }),
      { now: NOON },
    );
    const { text } = await viewer.show(card, { press: "Evidence" });
    for (const part of [
      "Zoë O'Brien-Müller",
      "zoe_ob@contoso.com",
      "山田 太郎 🙂",
      // 09:00 UTC, read in Berlin.
      "10:00",
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("{{");
  });

  it("unfolds the evidence and the comment, which one need not read", async () => {
    const { card } = renderProposal(exampleProposal(), { now: NOON });
    const folded = ["Not counted:", "Comment when you approve"];
    const { text } = await viewer.show(card);
    for (const part of folded) expect(text).not.toContain(part);
    for (const [index, press] of ["Evidence", "Add a comment"].entries())
      expect((await viewer.show(card, { press })).text).toContain(
        folded[index],
      );
  });

  it("opens the reason and the person behind their buttons", async () => {
    const { card } = renderProposal(exampleProposal(), { now: NOON });
    expect((await viewer.show(card)).text).not.toContain("Why not?");
    expect((await viewer.show(card, { press: "Reject" })).text).toContain(
      "Why not?",
    );
    expect(
      (await viewer.show(card, { press: "Someone else…" })).text,
    ).toContain("Whose device is it?");
  });
});
