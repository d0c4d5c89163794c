import { describe, expect, it } from "@jest/globals";
import { renderSettings } from "../../bot/cards/renderSettings.ts";
import { renderSettingsLink } from "../../bot/cards/renderSettingsLink.ts";
import type { SettingsFormOptions } from "../../bot/cards/settings/form.ts";
import { LANGUAGES, messagesOf } from "../../bot/messages/languages.ts";
import type { Messages } from "../../bot/messages/messages.ts";
import type {
  ChannelId,
  ChosenChannel,
} from "../../src/domain/channels/channel.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import { message } from "../../src/domain/message.ts";
import type { SettingsPage } from "../../src/domain/settings/settingsChange.ts";
import type { SettingValues } from "../../src/domain/settings/settings.ts";
import {
  languageField,
  scopeField,
} from "../../src/domain/settings/channelFields.ts";
import { leadField } from "../../src/domain/settings/leadFields.ts";
import { aSettingsPage, someSettings } from "../support/builders.ts";
import { hostileTexts } from "../support/hostileText.ts";
import { textsOf, walkCard, type Node } from "../support/walkCard.ts";

const HERE = "19:here@thread.tacv2" as ChannelId;

function aPage(
  values: Partial<SettingValues> = {},
  more: Partial<SettingsPage> = {},
): SettingsPage {
  return aSettingsPage({
    channels: [HERE],
    values: someSettings({
      stagingLeads: { "staging@contoso.com": "lead@contoso.com" },
      ...values,
    }),
    ...more,
  });
}

const inputsOf = (card: unknown) =>
  new Map(
    [...walkCard(card)]
      .filter(({ type }) => String(type).startsWith("Input."))
      .map((node) => [String(node["id"]), node]),
  );
const said = (card: unknown) =>
  textsOf(card).join("\n").replaceAll("\u2060", "");
/** The sections of which the fields are in sight. */
const openSections = (card: unknown) =>
  [...walkCard(card)].flatMap(({ id, isVisible }) =>
    String(id).startsWith("in-") && isVisible === true ? [id] : [],
  );
const aChosen = (
  id: ChannelId,
  names: ChosenChannel["names"],
): ChosenChannel => ({
  id,
  names,
  namedAt: null,
  teamId: null,
  serviceUrl: "https://teams.example/",
  tenantId: "contoso",
  chosenBy: "ana" as UserId,
  chosenAt: new Date("2026-11-01T08:00:00Z"),
  lostAt: null,
});
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
    expect(text).toMatch(
      /This channel \(19:here@thread\.tacv2\)\n {2}gets every device that's in no other scope/,
    );
    expect(text).toMatch(
      /19:other@thread\.tacv2\n {2}gets the devices in its scope/,
    );
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
    expect(inputs(6).has("stagingLeads")).toBe(false);
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

  it("calls a channel by its team and name, and by its id only while nobody said them", () => {
    const general = "19:general@thread.tacv2" as ChannelId;
    const page = aPage(
      {},
      {
        channels: [HERE, general],
        chosen: [
          aChosen(HERE, { team: "IT", channel: "Helpdesk" }),
          aChosen(general, { team: "IT", channel: null }),
        ],
      },
    );
    const inGerman = said(
      renderSettings(page, { as: "card", messages: messagesOf("de") }).card,
    );
    expect(inGerman).toContain("IT › Helpdesk");
    expect(inGerman).toContain("IT › Allgemein");
    expect(inGerman).not.toContain("19:");
    const unnamed = aPage({}, { chosen: [aChosen(HERE, null)] });
    expect(said(renderSettings(unnamed, { as: "card" }).card)).toContain(HERE);
  });

  it("says at each field what it does, its range and its default", () => {
    const text = said(renderSettings(aPage(), { as: "card" }).card);
    expect(text).toContain(
      "When this many are open, the others wait for room. 1 to 1,000. Default: 50.",
    );
    expect(text).toContain("Default: By days of use.");
  });

  it("says who changed it last and when", () => {
    const by = "ana" as UserId;
    const lastChange = { by, at: new Date("2026-11-24T09:30:00Z") };
    const text = (names: SettingsPage["names"]) =>
      said(
        renderSettings(aPage({}, { lastChange, names }), { as: "card" }).card,
      );
    expect(text({ [by]: "Ana Schmidt" })).toContain(
      "Last changed by Ana Schmidt, 24 Nov 2026, 09:30 (UTC).",
    );
    expect(text({})).toContain("Last changed by an admin, 24 Nov");
  });

  it("opens the section alone in which something is wrong, and says beside the button what", () => {
    const page = aPage();
    const { card } = renderSettings(page, {
      as: "card",
      after: {
        kind: "faulty",
        page,
        names: {},
        faults: {
          undoWindowHours: [
            message("setting.whole-number", { least: 1, most: 8760 }),
          ],
        },
      },
    });
    expect(openSections(card)).toEqual(["in-times"]);
    const outcome = (card["body"] as Node[]).at(-1);
    expect(textsOf(outcome).join("\n")).toContain(
      "Hours in which a change can be undone: This has to be a whole number from 1 to 8760.",
    );
    expect(openSections(renderSettings(page, { as: "card" }).card)).toEqual([]);
  });

  it("keeps what was typed where another admin was quicker, and marks what they changed", () => {
    const by = "ana" as UserId;
    const page = aPage(
      { openCardsPerChannel: 12 },
      {
        lastChange: { by, at: new Date("2026-11-24T09:30:00Z") },
        names: { [by]: "Ana Schmidt" },
      },
    );
    const typed = { openCardsPerChannel: "9" };
    const { card } = renderSettings(page, {
      as: "card",
      texts: typed,
      after: {
        kind: "stale",
        page,
        typed,
        meanwhile: {
          openCardsPerChannel: "12",
          affinityMode: "intent",
          [leadField("staging@contoso.com")]: "ben@contoso.com",
        },
      },
    });
    expect(inputsOf(card).get("openCardsPerChannel")).toMatchObject({
      value: 9,
    });
    expect(openSections(card)).toEqual([
      "in-affinity",
      "in-proposals",
      "in-staging",
    ]);
    expect(said(card)).toContain("Changed in the meantime. It's now: 12");
    expect(said(card)).toContain("It's now: By number of sign-ins");
    expect(said(card)).toContain("It's now: ben@contoso.com");
    expect(said(card)).toContain("Ana Schmidt changed the settings after you");
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
    expect(said(card)).toContain("Leads: You can give at most 20 accounts");
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
      /This has to be a whole number from 1 to 1000000\.[^]*“ana” isn't a UPN/,
    );
    const german = faulty(messagesOf("de"));
    expect(german).toMatch(
      /Das muss eine ganze Zahl von 1 bis 1000000 sein\.[^]*„ana“ ist kein UPN/,
    );
    expect(german).toMatch(
      /: Dasselbe Bereitstellungskonto steht hier zweimal/,
    );
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
