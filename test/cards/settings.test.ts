import { describe, expect, it } from "@jest/globals";
import {
  renderSettings,
  renderSettingsLink,
  type SettingsFormOptions,
} from "../../bot/cards/renderSettings.ts";
import { LANGUAGES, messagesOf } from "../../bot/messages/languages.ts";
import type { Messages } from "../../bot/messages/messages.ts";
import type { ChannelId } from "../../src/domain/channels/channel.ts";
import { message } from "../../src/domain/message.ts";
import type { SettingsPage } from "../../src/domain/settings/settingsChange.ts";
import type { SettingValues } from "../../src/domain/settings/settings.ts";
import {
  languageField,
  leadField,
  scopeField,
} from "../../src/domain/settings/settingsForm.ts";
import { someSettings } from "../support/builders.ts";
import { hostileTexts } from "../support/hostileText.ts";
import { textsOf, walkCard } from "../support/walkCard.ts";

const HERE = "19:here@thread.tacv2" as ChannelId;

function aPage(
  values: Partial<SettingValues> = {},
  more: Partial<SettingsPage> = {},
): SettingsPage {
  return {
    version: 3,
    changedByAdmins: [],
    channels: [HERE],
    values: someSettings({
      stagingLeads: { "staging@contoso.com": "lead@contoso.com" },
      ...values,
    }),
    ...more,
  };
}

const inputsOf = (card: unknown) =>
  new Map(
    [...walkCard(card)]
      .filter(({ type }) => String(type).startsWith("Input."))
      .map((node) => [String(node["id"]), node]),
  );
const said = (card: unknown) =>
  textsOf(card).join("\n").replaceAll("\u2060", "");
const accounts = (count: number, length = 20) =>
  Array.from({ length: count }, (_, i) =>
    `${"s".repeat(length - 12)}${String(i).padStart(4, "0")}@b.c`.toLowerCase(),
  );

describe("the form of the settings", () => {
  it("says which channel it was opened from, and what each gets", () => {
    const other = "19:other@thread.tacv2" as ChannelId;
    const page = aPage(
      {
        channelScopes: { [other]: { categories: ["Kiosk"], namePrefixes: [] } },
      },
      { channels: [HERE, other] },
    );
    const { card } = renderSettings(page, { as: "dialog", hereId: HERE });
    const text = said(card);
    expect(text).toMatch(/This channel\n {2}gets what is in no other scope/);
    expect(text).toMatch(/19:other@thread\.tacv2\n {2}gets its scope/);
    expect(inputsOf(card).get(scopeField("categories", other))).toMatchObject({
      value: "Kiosk",
    });
  });

  it.each(LANGUAGES)(
    "offers a channel's language by the languages' own names (%s)",
    (language) => {
      const other = "19:other@thread.tacv2" as ChannelId;
      const page = aPage(
        { channelLanguages: { [HERE]: "de", [other]: "xx" } },
        { channels: [HERE, other] },
      );
      const { card } = renderSettings(page, {
        as: "card",
        messages: messagesOf(language),
      });
      const inputs = inputsOf(card);
      expect(inputs.get(languageField(HERE))).toMatchObject({
        value: "de",
        choices: [
          { title: "English", value: "en" },
          { title: "Deutsch", value: "de" },
        ],
      });
      expect(inputs.get(languageField(other))).toMatchObject({ value: "en" });
    },
  );

  it("can give a scope to the channel it was opened from, however many there are", () => {
    const channels = Array.from(
      { length: 60 },
      (_, i) => `19:${"c".repeat(40)}${i}@thread.tacv2` as ChannelId,
    );
    const last = channels.at(-1) ?? HERE;
    const { card } = renderSettings(aPage({}, { channels }), {
      as: "dialog",
      hereId: last,
    });
    expect(inputsOf(card).has(scopeField("prefixes", last))).toBe(true);
    expect(said(card)).toMatch(/\d+ more channels are in use/);
  });

  it("shows a lead who is set, and the manager in Entra as the other choice", () => {
    const { card } = renderSettings(aPage(), { as: "card" });
    expect(inputsOf(card).get(leadField("staging@contoso.com"))).toMatchObject({
      value: "lead@contoso.com",
      choices: [
        { title: "The account's manager in Entra", value: "manager" },
        { title: "lead@contoso.com", value: "lead@contoso.com" },
      ],
    });
  });

  it("names a person who was picked by name when it comes again", () => {
    const page = aPage();
    const field = leadField("*");
    const { card } = renderSettings(page, {
      as: "card",
      texts: { [field]: "some-object-id" },
      after: {
        kind: "faulty",
        page,
        faults: { undoWindowHours: [message("setting.unreadable")] },
        names: { "some-object-id": "Ana Schmidt" },
      },
    });
    expect(inputsOf(card).get(field)).toMatchObject({
      value: "some-object-id",
      choices: [{}, { title: "Ana Schmidt", value: "some-object-id" }],
    });
  });

  it("takes the leads of many accounts as lines of text", () => {
    const inputs = (count: number) =>
      inputsOf(
        renderSettings(aPage({ stagingAccounts: accounts(count) }), {
          as: "dialog",
        }).card,
      );
    expect(inputs(10).has("stagingLeads")).toBe(false);
    expect(inputs(30).get("stagingLeads")).toMatchObject({
      value: "staging@contoso.com = lead@contoso.com",
    });
  });

  it("counts a list that is too long to be shown, and has no input that could cut it", () => {
    const long = aPage({ stagingAccounts: accounts(500, 40) });
    const { card } = renderSettings(long, { as: "dialog" });
    expect(inputsOf(card).has("stagingAccounts")).toBe(false);
    expect(said(card)).toContain("500 entries");
    expect(said(card)).toContain("STAGING_ACCOUNTS in the environment");
  });

  it("tells faults of fields that it does not show", () => {
    const page = aPage();
    const { card } = renderSettings(page, {
      as: "dialog",
      after: {
        kind: "faulty",
        page,
        names: {},
        faults: {
          stagingLeads: [message("setting.most-new-leads", { most: 20 })],
        },
      },
    });
    expect(said(card)).toContain("Leads: At most 20 accounts may");
  });

  it("is a button where everybody reads along", () => {
    expect(inputsOf(renderSettingsLink().card).size).toBe(0);
  });
});

describe("what is wrong with a form", () => {
  const faulty = (messages: Messages) => {
    const page = aPage();
    const { card } = renderSettings(page, {
      as: "dialog",
      messages,
      after: {
        kind: "faulty",
        page,
        names: {},
        faults: {
          affinityMinLogons: [
            message("setting.whole-number", { least: 1, most: 1_000_000 }),
          ],
          technicians: [message("setting.not-upn", { entry: "ana" })],
          stagingLeads: [message("setting.lead-twice")],
        },
      },
    });
    return said(card);
  };

  it("is said in the language of whoever reads it", () => {
    expect(faulty(messagesOf("en"))).toMatch(
      /This must be a whole number from 1 to 1000000\.[^]*“ana” is not a UPN/,
    );
    const german = faulty(messagesOf("de"));
    expect(german).toMatch(
      /Das muss eine ganze Zahl von 1 bis 1000000 sein\.[^]*„ana“ ist kein UPN/,
    );
    expect(german).toMatch(/: Hier steht ein Bereitstellungskonto zweimal/);
    expect(german).not.toMatch(/\b(?:must|This|not|names|holds)\b/);
  });
});

describe.each(hostileTexts)("%j in every field of the settings", (hostile) => {
  const page = aPage(
    {
      stagingAccounts: [hostile],
      stagingLeads: { [hostile]: hostile, "*": hostile },
      technicians: [hostile],
      userDomains: [hostile],
      channelScopes: {
        [hostile]: { categories: [hostile], namePrefixes: [hostile] },
      },
    },
    { channels: [hostile as ChannelId] },
  );
  const fields = [
    "affinityMode",
    "affinityMultiplier",
    "stagingAccounts",
    "technicians",
    "userDomains",
    leadField(hostile),
    leadField("*"),
    scopeField("categories", hostile),
    scopeField("prefixes", hostile),
  ];
  const states: SettingsFormOptions[] = [
    { as: "card" },
    {
      as: "card",
      after: { kind: "saved", page, unknownTechnicians: [hostile] },
    },
    {
      as: "card",
      texts: Object.fromEntries(fields.map((id) => [id, hostile])),
      after: {
        kind: "faulty",
        page,
        names: { [hostile]: hostile },
        faults: Object.fromEntries(
          [...fields, "elsewhere"].map((id) => [
            id,
            [message("setting.not-upn", { entry: hostile })],
          ]),
        ),
      },
    },
  ];

  it.each(states)("is shown as text that does nothing %#", (options) => {
    const { card } = renderSettings(page, options);
    for (const node of walkCard(card)) {
      const isInput = String(node["type"]).startsWith("Input.");
      for (const [property, value] of Object.entries(node))
        // What stands in an input is edited, not drawn, and must come back as it was.
        if (typeof value === "string" && !(property === "value"))
          expect(value).not.toMatch(
            /\$\{|\{\{|\]\(|<\/?at>|<script|\p{Cc}|\u202E/u,
          );
      if (node["type"] === "TextBlock" || isInput)
        expect(`${String(node["text"])}${String(node["label"])}`).not.toMatch(
          /evil|bold|item|2400/,
        );
    }
  });

  it("stands in its input as it is, unevaluated", () => {
    const inputs = inputsOf(renderSettings(page, { as: "card" }).card);
    for (const id of ["stagingAccounts", "technicians", "userDomains"])
      expect(inputs.get(id)).toMatchObject({ value: hostile });
  });
});

/** Teams counts UTF-16; 28 KB is the smallest limit it has documented for a message. */
const LIMIT = 28 * 1024;

describe("the largest form", () => {
  const wide = accounts(100, 320);
  const many = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => `19:${"c".repeat(60)}${i}@thread.tacv2` as ChannelId,
    );
  const scopes = (channels: readonly ChannelId[], text: string) =>
    Object.fromEntries(
      channels.map((id) => [
        id,
        { categories: [text], namePrefixes: [text, text] },
      ]),
    );
  const leads = (of: readonly string[]) =>
    Object.fromEntries(of.map((account) => [account, account]));
  const pages: [string, SettingsPage][] = [
    ["with 20 long accounts", aPage({ stagingAccounts: accounts(20, 300) })],
    [
      "with everything as long as it may be saved",
      aPage(
        {
          stagingAccounts: accounts(90),
          stagingLeads: leads(accounts(60)),
          technicians: accounts(90),
          userDomains: ["d".repeat(490)],
          channelScopes: scopes(many(4), "n".repeat(160)),
        },
        { channels: many(4) },
      ),
    ],
    [
      "with more of everything than there can be",
      aPage(
        {
          stagingAccounts: wide,
          stagingLeads: leads(wide),
          technicians: wide,
          userDomains: wide,
          channelScopes: scopes(many(100), "n".repeat(600)),
        },
        { channels: many(100) },
      ),
    ],
    ["with 100 channels", aPage({}, { channels: many(100) })],
  ];

  const pagesInEachLanguage = LANGUAGES.flatMap((language) =>
    pages.map(([what, page]) => [what, language, page] as const),
  );

  it.each(pagesInEachLanguage)(
    "%s fits a Teams message in %s",
    (_what, language, page) => {
      const texts = Object.fromEntries(
        [
          "stagingAccounts",
          "stagingLeads",
          "technicians",
          "userDomains",
          ...page.channels.flatMap((id) => [
            scopeField("categories", id),
            scopeField("prefixes", id),
          ]),
        ].map((id) => [id, "😀\n".repeat(10_000)]),
      );
      for (const options of [
        { as: "dialog" },
        { as: "card" },
        {
          as: "card",
          texts,
          after: {
            kind: "faulty",
            page,
            names: {},
            faults: Object.fromEntries(
              Object.keys(texts).map((id) => [
                id,
                [message("setting.not-upn", { entry: "x".repeat(1_000) })],
              ]),
            ),
          },
        },
      ] satisfies SettingsFormOptions[]) {
        const { card, summary } = renderSettings(page, {
          ...options,
          messages: messagesOf(language),
        });
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
        expect(inputsOf(card).has("openCardsPerChannel")).toBe(true);
      }
    },
  );

  it.each(LANGUAGES)(
    "still shows every list that could be saved, so that none can be saved and not be mended (%s)",
    (language) => {
      const [, page] = pages[1] ?? [];
      if (!page) throw new Error("There is no such page");
      const options = { as: "dialog", messages: messagesOf(language) } as const;
      const inputs = inputsOf(renderSettings(page, options).card);
      for (const id of [
        "stagingAccounts",
        "stagingLeads",
        "technicians",
        "userDomains",
      ])
        expect(inputs.has(id)).toBe(true);
    },
  );
});
