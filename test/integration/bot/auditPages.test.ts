import { beforeAll, describe, expect, it } from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Person } from "../../simulator/contoso.ts";
import type { CustodianOnCloud } from "../../support/custodianOnCloud.ts";
import { textsOf, walkCard, type Node } from "../../support/walkCard.ts";
import { from, TENANT, type RunningBot } from "./harness.ts";
import { useSweptApp } from "./sweptApp.ts";

let app: CustodianOnCloud;
let bot: RunningBot;
let device: { readonly id: DeviceId; readonly name: string };

useSweptApp((ready) => void ({ app, bot } = ready));

const admin = () => app.contoso.cast.admin;

const chat = {
  conversation: {
    id: "a:chat",
    conversationType: "personal",
    tenantId: TENANT,
  },
};

async function say(text: string): Promise<{ text?: string; card?: Node }> {
  const before = bot.connector.requests.length;
  bot.connector.play({ status: 201, body: { id: "1" } });
  await bot.send({ ...chat, text, ...from(admin()) });
  const sent = JSON.parse(bot.connector.requests[before]?.body ?? "{}") as {
    readonly text?: string;
    readonly attachments?: readonly { readonly content: Node }[];
  };
  return { ...sent, card: sent.attachments?.[0]?.content };
}

const buttonOf = (card: unknown, title: string): Node | undefined =>
  [...walkCard(card)].find((node) => node["title"] === title);

async function click(
  card: unknown,
  title: string,
  by: Person = admin(),
): Promise<{ readonly type: string; readonly value: unknown }> {
  const button = buttonOf(card, title);
  if (!button) throw new Error(`There is no ${title}`);
  const response = await bot.send({
    type: "invoke",
    name: "adaptiveCard/action",
    value: { action: { type: "Action.Execute", ...button } },
    ...chat,
    ...from(by),
  });
  return (await response.json()) as { type: string; value: unknown };
}

/** The numbers of the entries that a card shows. */
const shown = (card: unknown): number[] =>
  textsOf(card)
    .join("\n")
    .split("\n")
    .flatMap((text) => /№ (\d+)/.exec(text)?.[1] ?? [])
    .map(Number);

const down = (first: number, last: number) =>
  Array.from({ length: first - last + 1 }, (_, index) => first - index);

async function append(deviceId: DeviceId | null): Promise<void> {
  await app.storage.transaction((unit) =>
    unit.audit.append({
      kind: "settings.changed",
      at: app.clock.now(),
      actor: admin().id as UserId,
      deviceId,
      proposalId: null,
      details: {},
    }),
  );
}

async function newest(): Promise<number> {
  return (await app.storage.audit.head())?.seq ?? 0;
}

beforeAll(async () => {
  const { id, deviceName } = app.aDevice();
  device = { id: id as DeviceId, name: deviceName };
  for (let row = 0; row < 40; row += 1)
    await append(row % 2 === 0 ? device.id : null);
});

describe("the pages of the audit log's card", () => {
  it("show as many entries in all as were asked for, and no others when more are written meanwhile", async () => {
    const top = await newest();
    const { card: first } = await say("audit last 20");
    await append(null);
    const second = (await click(first, "Older")).value;
    const again = (await click(second, "Newer")).value;

    expect(shown(first)).toEqual(down(top, top - 14));
    expect(shown(second)).toEqual(down(top - 15, top - 19));
    expect(buttonOf(second, "Older")).toBeUndefined();
    expect(shown(again)).toEqual(down(top, top - 14));
  });

  it("go on to the first entry of all where no number was given", async () => {
    const top = await newest();
    let { card } = await say("audit");
    const all = shown(card);
    while (buttonOf(card, "Older")) {
      card = (await click(card, "Older")).value as Node;
      all.push(...shown(card));
    }
    expect(all).toEqual(down(top, 1));
  });

  it("of a device show its own alone", async () => {
    const { card: first } = await say(`audit ${device.name}`);
    const second = (await click(first, "Older")).value;

    const all = [...shown(first), ...shown(second)];
    expect(all).toHaveLength(20);
    const rows = await app.storage.audit.listLast(100);
    expect(all).toEqual(
      rows
        .filter(({ deviceId }) => deviceId === device.id)
        .map(({ seq }) => seq),
    );
  });

  it("stay with what was asked for, whoever did it, and say who", async () => {
    const { userPrincipalName } = admin();
    const { card: first } = await say(
      `audit person ${userPrincipalName} kind settings last 17`,
    );
    const second = (await click(first, "Older")).value;

    expect(shown(first)).toHaveLength(15);
    expect(shown(second)).toHaveLength(2);
    const text = textsOf(second)
      .join("\n")
      .replace(/[\u2060\u200A]/g, "");
    expect(text.match(/Settings changed/g)).toHaveLength(2);
    expect(text).toContain(`(${userPrincipalName})`);
    expect((await say("audit person nobody@nowhere.example")).text).toContain(
      "nobody@nowhere.example",
    );
  });

  it("are for admins alone, at each click", async () => {
    const { card } = await say("audit");
    const answer = await click(card, "Older", app.contoso.cast.employee);

    expect(answer.type).toBe("application/vnd.microsoft.activity.message");
    expect(shown(answer.value)).toEqual([]);
  });
});
