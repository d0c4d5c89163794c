import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Person } from "../../simulator/contoso.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type {
  SettingsChangeResult,
  SettingsPage,
} from "../../../src/domain/settings/settingsChange.ts";
import { leadField } from "../../../src/domain/settings/leadFields.ts";
import { scopeField } from "../../../src/domain/settings/channelFields.ts";
import { type FormTexts } from "../../../src/domain/settings/formText.ts";
import {
  aChannel,
  SETTINGS,
  startCustodianOnCloud,
  type CustodianOnCloud,
  eventually,
} from "../../support/custodianOnCloud.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";
import { hostileTexts } from "../../support/hostileText.ts";
import { saying } from "../../support/saying.ts";
import { english } from "../../../bot/messages/languages.ts";

let app: CustodianOnCloud;
afterEach(() => app.close());

const change = (
  by: Person,
  texts: FormTexts,
  version = 1,
): Promise<SettingsChangeResult> =>
  app.custodian.settings.change({
    version,
    texts,
    changedBy: by.id as UserId,
  });

const stored = async () => {
  const current = await app.storage.settings.current();
  if (!current) throw new Error("There are no settings");
  return current;
};

const settingsRows = async () =>
  (await app.storage.audit.page(0, 100)).filter(
    ({ kind }) => kind === "settings.changed",
  );

function pageOf(result: SettingsChangeResult): SettingsPage {
  if (result.kind === "refused") throw new Error(english.t(result.message));
  return result.page;
}

describe("changing the settings", () => {
  beforeEach(async () => {
    app = await startCustodianOnCloud();
  });

  it("stores the next version, and audits the old and new values of what changed", async () => {
    const { admin } = app.contoso.cast;
    const result = await change(admin, {
      openCardsPerChannel: "20",
      affinityMultiplier: "2",
      undoWindowHours: "72",
    });

    expect(result).toMatchObject({ kind: "saved", page: { version: 2 } });
    expect(await stored()).toEqual({
      version: 2,
      values: {
        ...SETTINGS,
        affinity: { ...SETTINGS.affinity, multiplier: 2 },
        openCardsPerChannel: 20,
      },
      changedByAdmins: expect.arrayContaining([
        "affinity",
        "openCardsPerChannel",
      ]),
      changedBy: admin.id,
      changedAt: app.clock.now(),
    });
    expect((await stored()).changedByAdmins).toHaveLength(2);
    const rows = await settingsRows();
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({
      actor: expect.stringMatching(/^[\da-f]{32}$/),
      details: {
        version: 2,
        old: { affinity: SETTINGS.affinity, openCardsPerChannel: 50 },
        new: {
          affinity: { ...SETTINGS.affinity, multiplier: 2 },
          openCardsPerChannel: 20,
        },
      },
    });
    expect(Object.keys(rows[1]?.details?.["new"] as object)).toHaveLength(2);
  });

  it("stores nothing with any fault, and names all of them", async () => {
    const { admin } = app.contoso.cast;
    const result = await change(admin, {
      openCardsPerChannel: "0",
      technicians: "nobody",
      undoWindowHours: "24",
      [leadField("*")]: "unknown@contoso.com",
    });
    expect(result).toMatchObject({
      kind: "faulty",
      faults: {
        openCardsPerChannel: [saying("from 1 to 1000")],
        technicians: [saying("“nobody” isn't a UPN")],
        [leadField("*")]: [saying("Entra doesn't know unknown@contoso.com")],
      },
    });
    expect((await stored()).version).toBe(1);
  });

  it("does not let a stale form overwrite a newer version, and shows that one", async () => {
    const { admin } = app.contoso.cast;
    await change(admin, { undoWindowHours: "24" });
    const result = await change(admin, {
      undoWindowHours: "72",
      openCardsPerChannel: "9",
    });
    expect(result).toMatchObject({
      kind: "stale",
      page: { version: 2, values: { undoWindowHours: 24 } },
      meanwhile: { undoWindowHours: "24" },
      typed: { openCardsPerChannel: "9" },
    });
    expect(await stored()).toMatchObject({
      version: 2,
      values: { undoWindowHours: 24, openCardsPerChannel: 50 },
    });
  });

  it("says beside the picker of a lead that another admin chose somebody there meanwhile", async () => {
    const { admin, employee, newOwner } = app.contoso.cast;
    const field = leadField("staging@contoso.com");
    const texts = { [leadField("*")]: "" };
    await change(admin, { ...texts, [field]: employee.id });
    const result = await change(admin, { ...texts, [field]: newOwner.id });
    if (result.kind !== "stale") throw new Error("It should be stale");
    expect(result.meanwhile[field]).toBe(
      employee.userPrincipalName.toLowerCase(),
    );
    expect(result.typed).toEqual({ [field]: newOwner.id });
  });

  it("saves once what Teams delivers twice", async () => {
    const { admin } = app.contoso.cast;
    const texts = { undoWindowHours: "24", [leadField("*")]: admin.id };
    expect(await change(admin, texts)).toMatchObject({ kind: "saved" });
    expect(await change(admin, texts)).toMatchObject({
      kind: "unchanged",
      page: { version: 2 },
    });
    expect(await settingsRows()).toHaveLength(2);
  });

  it("lets one of two admins who save at once know what the other one did", async () => {
    const { admin } = app.contoso.cast;
    const results = await Promise.all([
      change(admin, { undoWindowHours: "24" }),
      change(admin, { openCardsPerChannel: "9" }),
    ]);
    const stale = results.find(({ kind }) => kind === "stale");
    expect(results.map(({ kind }) => kind).sort()).toEqual(["saved", "stale"]);
    expect(stale).toMatchObject({
      meanwhile: expect.any(Object),
      typed: expect.any(Object),
    });
    const { values } = await stored();
    expect([values.undoWindowHours, values.openCardsPerChannel]).toEqual(
      values.undoWindowHours === 24 ? [24, 50] : [72, 9],
    );
    expect(await settingsRows()).toHaveLength(2);
  });

  it("tells who changed each value last, and when", async () => {
    const { admin } = app.contoso.cast;
    const seededAt = app.clock.now();
    app.clock.advance(60_000);
    await change(admin, { undoWindowHours: "24" });
    app.clock.advance(60_000);
    await change(admin, { openCardsPerChannel: "9" }, 2);

    const page = pageOf(await change(admin, { openCardsPerChannel: "9" }, 3));
    const at = (minutes: number) =>
      new Date(seededAt.getTime() + minutes * 60_000);
    expect(page.lastChange).toEqual({ by: admin.id, at: at(2) });
    expect(page.lastChanges).toEqual({
      undoWindowHours: { by: admin.id, at: at(1) },
      openCardsPerChannel: { by: admin.id, at: at(2) },
    });
    expect(page.names[admin.id as UserId]).toBe(admin.displayName);
  });

  it("calls channels by what Teams calls them, remembers it, and asks again a day later", async () => {
    const { admin } = app.contoso.cast;
    const open = async () => {
      const opened = await app.custodian.settings.open(
        admin.id as UserId,
        "message",
      );
      return opened.kind === "page" ? opened.page.chosen[0]?.names : opened;
    };
    expect(await open()).toBeNull();
    app.messenger.callChannels({ team: "IT", channel: "Helpdesk" });
    expect(await open()).toEqual({ team: "IT", channel: "Helpdesk" });
    app.messenger.callChannels({ team: "IT", channel: "Service desk" });
    expect(await open()).toEqual({ team: "IT", channel: "Helpdesk" });
    await app.storage.channels.saveNames(
      app.channel.id,
      { team: "IT", channel: "Helpdesk" },
      new Date(app.clock.now().getTime() - 24 * 3_600_000),
    );
    await open();
    await eventually(
      () => app.storage.channels.listChosen(),
      ([one]) => one?.names?.channel === "Service desk",
    );
  });

  it("is for admins alone, by Entra at this moment", async () => {
    const { approver, employee, guest } = app.contoso.cast;
    for (const person of [approver, employee]) {
      expect(await change(person, { undoWindowHours: "24" })).toEqual({
        kind: "refused",
        message: saying("Only Custodian's admins"),
      });
      expect(
        await app.custodian.settings.open(person.id as UserId, "click"),
      ).toMatchObject({ kind: "refused" });
    }
    expect(await change(guest, { undoWindowHours: "24" })).toEqual({
      kind: "refused",
      message: saying("Guests can't use Custodian."),
    });
    expect((await stored()).version).toBe(1);
  });

  it("tells who may not change them nothing about others", async () => {
    const { employee } = app.contoso.cast;
    const result = await change(employee, {
      [leadField("*")]: "unknown@contoso.com",
      technicians: "nobody",
    });
    expect(result.kind).toBe("refused");
    expect(JSON.stringify(result)).not.toMatch(/unknown|nobody/);
  });

  it("stores a picked lead by the UPN that Entra gives", async () => {
    const { admin, employee } = app.contoso.cast;
    const result = await change(admin, {
      [leadField("staging@contoso.com")]: employee.id.toUpperCase(),
    });
    expect(pageOf(result).values.stagingLeads).toEqual({
      "staging@contoso.com": employee.userPrincipalName.toLowerCase(),
    });
  });

  it.each([
    ["a guest", "guest", " is a guest."],
    ["disabled", "employee", "is disabled."],
  ] as const)("takes no lead who is %s", async (_what, who, problem) => {
    const { admin, [who]: person } = app.contoso.cast;
    if (who === "employee") person.accountEnabled = false;
    const field = leadField("staging@contoso.com");
    expect(await change(admin, { [field]: person.id })).toMatchObject({
      kind: "faulty",
      faults: { [field]: [saying(problem)] },
      names: { [person.id]: person.displayName },
    });
  });

  it("names the permission that is missing to look up a lead, instead of asking to try again", async () => {
    const { admin, employee } = app.contoso.cast;
    app.cloud.faults.add({
      service: "graph",
      path: employee.id,
      times: Infinity,
      fault: { kind: "forbidden", permission: "User.Read.All" },
    });
    const result = await change(admin, { [leadField("*")]: employee.id });
    expect(result).toEqual({
      kind: "refused",
      message: saying("permission"),
    });
    expect((await stored()).version).toBe(1);
  });

  it("warns of technicians whom Entra does not know, and stores them", async () => {
    const { admin, employee } = app.contoso.cast;
    const result = await change(admin, {
      technicians: `typo@contoso.com\n${employee.userPrincipalName}`,
    });
    expect(result).toMatchObject({
      kind: "saved",
      unknownTechnicians: ["typo@contoso.com"],
    });
    expect((await stored()).values.technicians).toHaveLength(2);
  });

  it("keeps hostile text as the text it is, in every field", async () => {
    const { admin } = app.contoso.cast;
    for (const text of hostileTexts) {
      const { version } = await stored();
      const fields = [
        "affinityMode",
        "affinityMultiplier",
        "openCardsPerChannel",
        "stagingAccounts",
        "technicians",
        "userDomains",
        leadField("*"),
        leadField("staging@contoso.com"),
      ];
      const result = await change(
        admin,
        Object.fromEntries(fields.map((field) => [field, text])),
        version,
      );
      expect(result.kind).toBe("faulty");
      const scopes = await change(
        admin,
        {
          [scopeField("categories", app.channel.id)]: `A ${text}`,
          [scopeField("prefixes", app.channel.id)]: `B ${text}`,
        },
        version,
      );
      expect(["saved", "faulty"]).toContain(scopes.kind);
    }
    expect((await stored()).values).toMatchObject({
      stagingAccounts: SETTINGS.stagingAccounts,
      technicians: SETTINGS.technicians,
    });
  });

  it.each([["openSettings"], ["changeSettings"]])(
    "answers while Graph does not: %s",
    async (what) => {
      const { admin } = app.contoso.cast;
      app.cloud.faults.hold("graph");
      const result =
        what === "openSettings"
          ? await app.custodian.settings.open(admin.id as UserId, "click")
          : await change(admin, { undoWindowHours: "24" });
      expect(result).toEqual({
        kind: "refused",
        message: saying("Entra didn't answer in time"),
      });
      expect((await stored()).version).toBe(1);
    },
  );

  it("places held proposals anew when scopes change; cards that are open stay", async () => {
    const { admin } = app.contoso.cast;
    const open = await app.reportLogons(app.aDevice());
    const second = aChannel(admin, "second");
    await app.custodian.channels.use({
      ...second,
      chosenAt: app.clock.now(),
    });
    await app.work();
    const device = app.aDevice();
    await change(admin, { openCardsPerChannel: "1" });
    const held = await app.reportLogons(device);
    expect(held?.state.kind).toBe("held");
    await change(
      admin,
      { [scopeField("prefixes", second.id)]: device.deviceName },
      2,
    );
    if (!open || !held) throw new Error("Nothing was proposed");
    const placed = await eventually(
      () => app.get(held.id),
      ({ channelId }) => channelId !== null,
    );
    expect(placed.channelId).toBe(second.id);
    expect((await app.get(open.id)).channelId).toBe(app.channel.id);
  });
});

describeOnEachEngine("Two admins who save at once", (engine) => {
  it("leave one version, and the other learns of it", async () => {
    app = await startCustodianOnCloud({
      openDatabase: (clock) => engine.open(clock),
    });
    const { admin } = app.contoso.cast;
    const results = await Promise.all([
      change(admin, { undoWindowHours: "24" }),
      change(admin, { openCardsPerChannel: "9" }),
      change(admin, { proposalExpiresHours: "9" }),
    ]);
    expect(results.map(({ kind }) => kind).sort()).toEqual([
      "saved",
      "stale",
      "stale",
    ]);
    expect((await stored()).version).toBe(2);
    expect((await stored()).changedByAdmins).toHaveLength(1);
    expect(await settingsRows()).toHaveLength(2);
  });
});
