import { afterEach, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { toPersonRef } from "../../../src/domain/people/user.ts";
import type { SettingValues } from "../../../src/domain/settings/settings.ts";
import { notesOf } from "../../../bot/cards/renderWouldPropose.ts";
import { english } from "../../../bot/messages/languages.ts";
import { csvCell } from "../../../src/domain/csvCell.ts";
import type { Preview } from "../../../src/domain/proposals/preview.ts";
import { recordReport } from "../../support/reportDays.ts";
import { DAY_MS, someSettings } from "../../support/builders.ts";
import {
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import type { SimulatedDevice } from "../../simulator/contoso.ts";
import type { UserId } from "../../../src/domain/people/user.ts";

let app: CustodianOnCloud;
afterEach(() => app.close());

async function start(): Promise<void> {
  app = await startCustodianOnCloud({
    settings: {
      affinity: { ...someSettings().affinity, mode: "active-days" },
      proposing: "observe",
    },
  });
}

/** A device of the directory that Ben took over from Megan. */
async function takenOver(name = "LT-1"): Promise<SimulatedDevice> {
  const { owner } = app.contoso.cast;
  const device = app.aDevice({ logons: {} });
  device.deviceName = name;
  device.enrolledAt = new Date(app.clock.now().getTime() - 200 * DAY_MS);
  const listed = await app.deps.graph.devices.findListed(device.id as DeviceId);
  const megan = await app.deps.graph.users.find(owner.id);
  const ben = await app.deps.graph.users.find("ben.fischer@contoso.com");
  if (!listed || !megan || !ben) throw new Error("Contoso lacks somebody");
  await app.storage.people.save(megan, app.clock.now());
  await app.storage.people.save(ben, app.clock.now());
  await app.storage.devices.saveAll(
    [{ ...listed, listedUser: toPersonRef(megan) }],
    app.clock.now(),
  );
  await recordReport(app, device, [
    { person: owner, from: 60, to: 19 },
    {
      person: app.contoso.person("ben.fischer@contoso.com"),
      from: 18,
      to: 0,
    },
  ]);
  return device;
}

async function preview(): Promise<Preview> {
  app.clock.advance(60_000);
  const reply = await app.custodian.preview.read(60_000, true);
  if (reply.kind !== "made") throw new Error("It takes too long");
  return reply.preview;
}

async function change(values: Partial<SettingValues>): Promise<void> {
  const current = await app.storage.settings.current();
  if (!current) throw new Error("No settings");
  await app.storage.settings.save({
    ...current,
    version: current.version + 1,
    values: { ...current.values, ...values },
  });
}

it("lists what would be proposed with why and how sure, stores nothing, and asks Graph nothing about a device", async () => {
  await start();
  const device = await takenOver();
  const before = await app.storage.audit.listLast(1);
  const asked = app.cloud.requests.length;

  const { rows, weighed, proposing } = await preview();

  expect({ weighed, proposing }).toEqual({ weighed: 1, proposing: "observe" });
  expect(rows).toMatchObject([
    {
      device: { id: device.id, name: "LT-1" },
      fromUser: { id: app.contoso.cast.owner.id },
      toUser: { id: app.contoso.person("ben.fischer@contoso.com").id },
      waits: false,
    },
  ]);
  expect(["newcomer", "primary-user-not-seen"]).toContain(rows[0]?.reason);
  expect(
    app.cloud.requests
      .slice(asked)
      .filter(
        ({ service, path }) => service === "graph" && !/groups/.test(path),
      ),
  ).toEqual([]);
  expect(await app.storage.audit.listLast(1)).toEqual(before);
  expect(
    await app.storage.proposals.findActive(device.id as DeviceId),
  ).toBeNull();
});

it("leaves out what people said no to, and what a card is open about", async () => {
  await start();
  const device = await takenOver("LT-1");
  const other = await takenOver("LT-2");
  const { approver } = app.contoso.cast;
  const ben = app.contoso.person("ben.fischer@contoso.com");
  const refused = await app.propose(app.contoso.cast.technician, device, ben);
  await app.answer(approver, await app.show(refused.id), {
    kind: "reject",
    reason: "No",
  });
  await app.propose(app.contoso.cast.technician, other, ben);
  const { rows, open } = await preview();
  expect(rows).toEqual([]);
  expect(open).toBe(1);
});

it("says that nothing can be proposed while a group of exclusions cannot be read", async () => {
  await start();
  await takenOver();
  await change({
    excludedUsersGroupId: "00000000-0000-0000-0000-00000000dead",
  });
  const made = await preview();
  expect(made).toMatchObject({ rows: [], knowsExcluded: false });
  expect(notesOf(made, english).join(" ")).toContain("it can't read");
});

it("begins anew when settings are changed while it is made, and shows nobody what the former said", async () => {
  await start();
  await takenOver();
  const held = app.cloud.faults.hold("graph", "groups");
  const first = Promise.allSettled([app.custodian.preview.read(60_000, true)]);
  await eventually(
    () => Promise.resolve(held.struck),
    (struck) => struck > 0,
  );
  await change({ excludedUsers: ["ben.fischer@contoso.com"] });
  const again = app.custodian.preview.read(60_000, true);
  held.remove();
  const second = await again;
  expect(second).toMatchObject({ kind: "made", preview: { rows: [] } });
  await first;
  const third = await app.custodian.preview.read(60_000, false);
  expect(third).toEqual(second);
});

it("gives all of it as CSV to whoever has a link, for ten minutes, with cells that no spreadsheet runs", async () => {
  await start();
  await takenOver("=HYPERLINK(1)");
  const { admin } = app.contoso.cast;
  const link = await app.custodian.preview.createExportLink(admin.id as UserId);
  const open = (query: string) =>
    app.custodian.preview.openExport(new URLSearchParams(query));
  const exported = await open(link);
  const chunks: string[] = [];
  for await (const chunk of exported?.body ?? []) chunks.push(String(chunk));
  const [head, row, ...rest] = chunks.join("").split("\r\n");
  expect(head).toMatch(/^device,deviceId,/);
  expect(row).toMatch(
    /^'=HYPERLINK\(1\),.*,reassign,megan\.bowen@contoso\.com,/,
  );
  expect(rest).toEqual([""]);

  expect(await open(link.replace("format=csv", "format=jsonl"))).toBeNull();
  // A link to one export opens no other.
  expect(
    await app.custodian.audit.openExport(new URLSearchParams(link)),
  ).toBeNull();
  app.clock.advance(10 * 60_000 + 1);
  expect(await open(link)).toBeNull();
});

it.each(["=1", "+1", "-1", "@a", "\ta"])(
  "shows the cell %j as text",
  (text) => {
    expect(csvCell(text).replace(/^"/, "")).toMatch(/^'/);
  },
);
