import { describe, expect, it } from "@jest/globals";
import { english } from "../../../bot/messages/languages.ts";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import type { SettingValues } from "../../../src/domain/settings/settings.ts";
import {
  languageField,
  scopeField,
} from "../../../src/domain/settings/channelFields.ts";
import { leadField, NO_LEAD } from "../../../src/domain/settings/leadFields.ts";
import {
  fieldsChanged,
  readForm,
  typedInto,
  writeForm,
} from "../../../src/domain/settings/settingsForm.ts";
import { lastChanges } from "../../../src/domain/settings/lastChanges.ts";
import {
  FIELD_IDS,
  settingsFields,
} from "../../../src/domain/settings/settingsFields.ts";
import type { SettingField } from "../../../src/domain/settings/settingField.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { saying } from "../../support/saying.ts";

const BENCH = "19:bench@thread.tacv2" as ChannelId;
const OTHER = "19:other@thread.tacv2" as ChannelId;
const PICKED = "0A1B2C3D-1111-4222-8333-444455556666";

const stored: SettingValues = {
  affinity: { mode: "intent", multiplier: 1.5, minLogons: 3, windowDays: 7 },
  stagingAccounts: ["staging@contoso.com", "bench@contoso.com"],
  pairedAccounts: {},
  stagingLeads: {
    "staging@contoso.com": "lead@contoso.com",
    "dem@contoso.com": "dem.lead@contoso.com",
    "*": "rest@contoso.com",
  },
  technicians: ["tech@contoso.com"],
  channelScopes: { [OTHER]: { categories: ["Warehouse"], namePrefixes: [] } },
  channelLanguages: { [OTHER]: "de" },
  userDomains: ["contoso.com"],
  excludedDevices: ["LAB-*"],
  excludedDevicesGroupId: null,
  excludedUsers: ["svc.*@contoso.com"],
  excludedUsersGroupId: null,
  proposing: "on",
  firstRunProposalsPerDay: 20,
  openCardsPerChannel: 50,
  proposalExpiresHours: 72,
  workingHours: "",
  dailyLine: "on",
  undoWindowHours: 72,
  sweepIntervalMinutes: 60,
};

const read = (texts: Record<string, string>) =>
  readForm(texts, stored, [BENCH, OTHER]);

describe("reading a form of the settings", () => {
  it("leaves everything as it is where nothing is said", () => {
    expect(read({})).toEqual({ values: stored, faults: {}, newLeads: [] });
  });

  it.each([
    ["affinityMultiplier", " 2.25 ", { affinity: { multiplier: 2.25 } }],
    ["affinityMinLogons", "1", { affinity: { minLogons: 1 } }],
    ["affinityWindowDays", "90", { affinity: { windowDays: 90 } }],
    ["affinityMode", "as-published", { affinity: { mode: "as-published" } }],
    ["proposing", "observe", { proposing: "observe" }],
    ["firstRunProposalsPerDay", "5", { firstRunProposalsPerDay: 5 }],
    ["openCardsPerChannel", "1000", { openCardsPerChannel: 1000 }],
    [
      "workingHours",
      " Mon-Fri  08:00-17:00 Europe/Berlin",
      { workingHours: "Mon-Fri 08:00-17:00 Europe/Berlin" },
    ],
    ["proposalExpiresHours", "8760", { proposalExpiresHours: 8760 }],
    ["undoWindowHours", "1", { undoWindowHours: 1 }],
    ["sweepIntervalMinutes", "0", { sweepIntervalMinutes: 0 }],
    [
      "stagingAccounts",
      " Staging@Contoso.com \r\n\r\nnew@contoso.com, staging@contoso.com",
      { stagingAccounts: ["staging@contoso.com", "new@contoso.com"] },
    ],
    ["technicians", "", { technicians: [] }],
    [
      "userDomains",
      "@Contoso.com\nfabrikam.com",
      { userDomains: ["contoso.com", "fabrikam.com"] },
    ],
    [
      "excludedDevices",
      " kiosk-*, LAB-1 \n\ncategory:Sales, EMEA\nKIOSK-*",
      { excludedDevices: ["KIOSK-*", "LAB-1", "category:Sales, EMEA"] },
    ],
    ["excludedUsers", "*@partner.com", { excludedUsers: ["*@partner.com"] }],
    [
      "excludedDevicesGroupId",
      PICKED,
      { excludedDevicesGroupId: PICKED.toLowerCase() },
    ],
    ["excludedUsersGroupId", " ", { excludedUsersGroupId: null }],
  ])("takes %s %j", (field, text, expected) => {
    const { values, faults } = read({ [field]: text });
    expect(faults).toEqual({});
    expect(values).toMatchObject(expected);
  });

  it.each([
    ["affinityMultiplier", "0.99", "from 1 to 1000"],
    ["affinityMultiplier", "1e3", "from 1 to 1000"],
    ["affinityMultiplier", "NaN", "from 1 to 1000"],
    ["affinityMinLogons", "0", "whole number from 1"],
    ["affinityMinLogons", "1.5", "whole number from 1"],
    ["affinityWindowDays", "91", "from 1 to 90"],
    ["affinityMode", "constructor", "isn't one of the choices"],
    ["openCardsPerChannel", "1001", "from 1 to 1000"],
    ["openCardsPerChannel", "", "from 1 to 1000"],
    ["proposalExpiresHours", "-1", "from 1 to 8760"],
    ["undoWindowHours", "8761", "from 1 to 8760"],
    ["sweepIntervalMinutes", "10081", "from 0 to 10080"],
    ["stagingAccounts", "staging", "“staging” isn't a UPN"],
    ["technicians", "a@b.c\n<at>Everyone</at>", "isn't a UPN (name@domain)"],
    ["technicians", "a\u202E@b.c", "isn't a UPN (name@domain)"],
    ["userDomains", "contoso.com\nnot a domain", "Entry 2 isn't a domain name"],
    [
      "stagingAccounts",
      Array.from({ length: 101 }, (_, i) => `s${i}@b.c`).join("\n"),
      "At most 100",
    ],
    [
      "technicians",
      Array.from({ length: 20 }, (_, i) => `${i}${"x".repeat(200)}@b.c`).join(),
      "too long",
    ],
    ["userDomains", `${"a".repeat(600)}.com`, "too long"],
    [scopeField("categories", BENCH), `x\n${"y".repeat(101)}`, "100"],
    [
      scopeField("prefixes", BENCH),
      Array.from({ length: 21 }, (_, i) => `P${i}`).join("\n"),
      "t most 20",
    ],
    [
      scopeField("categories", BENCH),
      Array.from({ length: 9 }, (_, i) => `${i}${"c".repeat(80)}`).join("\n"),
      "too long",
    ],
    ["excludedDevices", "category: ", "“category:” is neither a name nor"],
    ["excludedDevices", "x".repeat(101), "more than 100 characters"],
    [
      "excludedDevices",
      Array.from({ length: 201 }, (_, i) => `P${i}`).join("\n"),
      "At most 200",
    ],
    ["excludedUsers", "ben", "“ben” isn't a UPN pattern"],
    ["excludedUsersGroupId", "Helpdesk", "a group's object ID"],
    [leadField("bench@contoso.com"), "nobody", "has to be a person"],
    [
      "stagingLeads",
      "bench@contoso.com",
      "Entry 1 has to read: account = lead, or * = lead.",
    ],
    ["stagingLeads", "a@b.c=x@b.c\nA@b.c=y@b.c", "twice"],
  ])("finds fault with %s %j", (field, text, problem) => {
    const { faults } = read({ [field]: text });
    expect(Object.keys(faults)).toEqual([field]);
    expect(faults[field]?.map(english.t).join(" ")).toContain(problem);
  });

  it("lists all faults together", () => {
    const { faults } = read({
      affinityMultiplier: "0",
      openCardsPerChannel: "x",
      technicians: "one\ntwo\nthree\nfour",
      [leadField("*")]: "x",
    });
    expect(Object.keys(faults).sort()).toEqual([
      "affinityMultiplier",
      "lead-rest",
      "openCardsPerChannel",
      "technicians",
    ]);
    expect(faults["technicians"]).toHaveLength(3);
  });

  it("passes over inputs that are no field of these settings", () => {
    const { values, faults } = read({
      version: "99",
      changedBy: "somebody",
      constructor: "x",
      [leadField("nobody@contoso.com")]: "evil@contoso.com",
      [scopeField("categories", "19:unknown@thread.tacv2")]: "All",
      toString: "x",
    });
    expect(faults).toEqual({});
    expect(values).toEqual(stored);
  });
});

describe("the language of a channel in a form", () => {
  it.each([
    ["is set", BENCH, "de", { [OTHER]: "de", [BENCH]: "de" }],
    ["is changed", OTHER, "fr", { [OTHER]: "fr" }],
    ["is English where nothing is stored", OTHER, "en", {}],
  ])("%s", (_what, channel, text, expected) => {
    const { values, faults } = read({ [languageField(channel)]: text });
    expect(values.channelLanguages).toEqual(expected);
    expect(faults).toEqual({});
  });

  it("is refused when it is no language's code", () => {
    const { values, faults } = read({ [languageField(OTHER)]: "<b>Deutsch" });
    expect(Object.keys(faults)).toEqual([languageField(OTHER)]);
    expect(values).toEqual(stored);
  });
});

describe("the leads in a form", () => {
  it.each([
    ["a picked person", PICKED, PICKED.toLowerCase()],
    ["a typed UPN", " Other@Contoso.com ", "other@contoso.com"],
  ])("are looked up when they are new: %s", (_what, text, lead) => {
    const field = leadField("bench@contoso.com");
    const { values, newLeads } = read({ [field]: text });
    expect(newLeads).toEqual([{ account: "bench@contoso.com", lead, field }]);
    expect(values.stagingLeads).toEqual(stored.stagingLeads);
  });

  it("stay when a client that cannot show who stands in the field sends it empty", () => {
    const { values, newLeads } = read({
      [leadField("staging@contoso.com")]: "",
      [leadField("*")]: " ",
    });
    expect(newLeads).toEqual([]);
    expect(values.stagingLeads).toEqual(stored.stagingLeads);
  });

  it("go when nobody is chosen", () => {
    const { values, newLeads } = read({
      [leadField("staging@contoso.com")]: NO_LEAD,
      [leadField("*")]: NO_LEAD,
    });
    expect(newLeads).toEqual([]);
    expect(values.stagingLeads).toEqual({
      "dem@contoso.com": "dem.lead@contoso.com",
    });
  });

  it("of an account that the same form takes away go with it", () => {
    const { values } = read({
      stagingAccounts: "bench@contoso.com",
      [leadField("staging@contoso.com")]: "lead@contoso.com",
    });
    expect(values.stagingLeads).not.toHaveProperty(["staging@contoso.com"]);
    expect(values.stagingLeads).toHaveProperty(["dem@contoso.com"]);
  });

  it("come as lines where the accounts are many, and what is not in them goes", () => {
    const { values, newLeads, faults } = read({
      stagingLeads:
        "staging@contoso.com = lead@contoso.com\n* = new@contoso.com",
    });
    expect(faults).toEqual({});
    expect(values.stagingLeads).toEqual({
      "staging@contoso.com": "lead@contoso.com",
    });
    expect(newLeads).toEqual([
      { account: "*", lead: "new@contoso.com", field: "stagingLeads" },
    ]);
  });

  it("are changed for so many accounts at a time as can be looked up while a person waits", () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, i) => `s${i}@b.c=l@b.c`).join("\n");
    expect(read({ stagingLeads: lines(20) }).faults).toEqual({});
    expect(read({ stagingLeads: lines(21) }).faults["stagingLeads"]).toEqual([
      saying("t most 20"),
    ]);
  });
});

describe("the scopes in a form", () => {
  it("hold trimmed names, each once whatever its case, one a line", () => {
    const { values } = read({
      [scopeField("categories", BENCH)]: "  Sales, EMEA \n\nKiosk\nkiosk",
      [scopeField("prefixes", BENCH)]: "lt-\r\n\u0000WS-",
    });
    expect(values.channelScopes).toEqual({
      ...stored.channelScopes,
      [BENCH]: {
        categories: ["Sales, EMEA", "kiosk"],
        namePrefixes: ["lt-", "WS-"],
      },
    });
  });

  it("go when nothing is left in them", () => {
    const { values } = read({ [scopeField("categories", OTHER)]: " \n " });
    expect(values.channelScopes).toEqual({});
  });

  it("of a channel that is not in use stay", () => {
    const { values } = readForm({}, stored, [BENCH]);
    expect(values.channelScopes).toEqual(stored.channelScopes);
  });
});

describe("a form that somebody else was quicker than", () => {
  const shown = writeForm(stored, [BENCH]);

  it.each([
    ["a field that was left as it was", { undoWindowHours: "72" }, {}],
    [
      "lines as a client ends them",
      { technicians: "tech@contoso.com\r\n" },
      {},
    ],
    ["what was typed", { undoWindowHours: "24" }, { undoWindowHours: "24" }],
    ["what was emptied", { userDomains: "" }, { userDomains: "" }],
    ["what no form has", { elsewhere: "x" }, { elsewhere: "x" }],
  ])("keeps what was typed alone: %s", (_what, texts, kept) => {
    expect(typedInto(texts, shown)).toEqual(kept);
  });

  it("takes a picker that a client sends empty for nothing that was typed", () => {
    expect(typedInto({ [leadField("*")]: "" }, shown)).toEqual({});
  });

  it("names the fields that differ, leads in both ways that a form shows them", () => {
    const after = writeForm(
      {
        ...stored,
        undoWindowHours: 24,
        stagingLeads: { "dem@contoso.com": "dem.lead@contoso.com" },
        channelLanguages: { [BENCH]: "de" },
      },
      [BENCH],
    );
    expect(fieldsChanged(shown, after)).toEqual([
      "undoWindowHours",
      "stagingLeads",
      leadField("staging@contoso.com"),
      leadField("*"),
      languageField(BENCH),
    ]);
  });
});

describe("who changed a field last", () => {
  const version = (hours: number, by: string, day: number) => ({
    texts: { undoWindowHours: String(hours), userDomains: "" },
    changedBy: by as UserId,
    changedAt: new Date(Date.UTC(2026, 10, day)),
  });

  it("is whoever changed it, not whoever saved last", () => {
    expect(
      lastChanges([
        version(24, "carol", 4),
        version(24, "ben", 3),
        version(72, "ana", 2),
        version(48, "env", 1),
      ]),
    ).toEqual({
      undoWindowHours: { by: "ben", at: new Date("2026-11-03T00:00:00Z") },
    });
  });

  it("is nobody where nothing changed", () => {
    expect(lastChanges([version(24, "env", 1)])).toEqual({});
  });
});

it("Each setting is named, explained and given its range", () => {
  for (const id of FIELD_IDS) {
    const { labels, help } = english.settings;
    expect(labels[id]).not.toBe("");
    expect(help[id]).not.toBe("");
    const { input }: SettingField = settingsFields[id];
    if (input.kind === "number") expect(input.least).toBeLessThan(input.most);
  }
});
