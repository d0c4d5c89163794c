import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { findFreePort, startBotProcess } from "../simulator/botProcess.ts";
import { startCloud, type Cloud } from "../simulator/cloud.ts";
import {
  PERSONAL_CHAT_ID,
  startPlayground,
  type Playground,
} from "../simulator/demo/playground.ts";
import type { Frame, FrameMessage } from "../simulator/demo/transcript.ts";
import { PATIENCE_MS, until } from "../support/until.ts";

// As the Playground's page speaks to its server, without a browser: what the page draws is its own business.
describe("the gate before the Agents Playground", () => {
  const running: (() => Promise<unknown>)[] = [];
  let cloud: Cloud;
  let playground: Playground;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "custodian-gate-"));
    running.push(() => rm(folder, { recursive: true, force: true }));
    cloud = await startCloud({ seed: 1 });
    running.push(() => cloud.close());
    cloud.faults.propagationMs = 500;
    const bot = await startBotProcess({
      environment: cloud.environment({
        SWEEP_INTERVAL_MINUTES: "0",
        PUBLIC_URL: "https://custodian.contoso.com",
      }),
      dataDir: join(folder, "data"),
    });
    running.push(() => bot.stop());
    cloud.connectBot(bot.url);
    playground = await startPlayground(cloud, await findFreePort(), folder, {
      address: ({ link } = {}) => `http://127.0.0.1/?link=${link}`,
    });
    running.push(() => playground.stop());
    const { channel } = cloud.teams;
    await playground.install(channel.id);
    await playground.install(PERSONAL_CHAT_ID);
    await playground.sayInChannel(channel, "use this channel");
    const { admin } = cloud.contoso.cast;
    await cloud.teams.as(admin).say("personal", "scan");
    await until(
      "the tenant is read",
      () =>
        cloud.teams.botMessages.some(({ summary }) =>
          summary.startsWith("Scan finished"),
        ),
      PATIENCE_MS,
    );
    const { handedOver, leftBehind } = cloud.contoso.stories;
    for (const device of [handedOver, leftBehind]) await cloud.report(device);
  }, 4 * PATIENCE_MS);

  afterAll(async () => {
    for (const stop of running.reverse()) await stop();
  });

  const become = async (key: string): Promise<void> => {
    const response = await fetch(`${playground.url}/demo/who?as=${key}`, {
      method: "POST",
    });
    expect(response.status).toBe(200);
    // Loading the page installs the app for whoever looks, as the real page does.
    await playground.install(PERSONAL_CHAT_ID);
  };

  it(
    "gives a page that is loaded again all messages as they stand, what was typed included",
    async () => {
      const first = await openPage(playground);
      await first.say("help");
      await first.sees("Look something up");
      const { deviceName } = cloud.contoso.stories.leftBehind;
      await first.sees(deviceName);
      first.close();

      const again = await openPage(playground);
      await again.sees("Look something up");
      await again.sees(deviceName);

      expect(again.texts()).toContain("help");
      expect([...again.messages.keys()]).toEqual(
        expect.arrayContaining([...first.messages.keys()]),
      );
      expect(again.repeated).toEqual([]);
      again.close();
    },
    2 * PATIENCE_MS,
  );

  it(
    "sends what is pressed as the person who was chosen, whose chat is their own",
    async () => {
      const { admin, technician, approver } = cloud.contoso.cast;
      const { handedOver } = cloud.contoso.stories;
      const admins = await openPage(playground);
      await admins.say("pending");
      await admins.sees("Waiting");
      admins.close();

      await become("technician");
      const technicians = await openPage(playground);
      expect(await technicians.me()).toBe(technician.displayName);
      await technicians.say(`who ${handedOver.deviceName}`);
      await technicians.sees(handedOver.serialNumber);
      expect(technicians.texts()).not.toContain("pending");
      const refused = await technicians.approve(handedOver.deviceName);
      expect(JSON.stringify(refused)).toContain("activity.message");
      technicians.close();

      await become("approver");
      const approvers = await openPage(playground);
      await approvers.approve(handedOver.deviceName);
      await approvers.sees(`Approved by ${approver.displayName}`);
      approvers.close();

      await become("admin");
      const back = await openPage(playground);
      expect(await back.me()).toBe(admin.displayName);
      await back.sees("pending");
      expect(back.texts()).toContain("pending");
      expect(back.texts()).not.toContain(`who ${handedOver.deviceName}`);
      back.close();
    },
    4 * PATIENCE_MS,
  );

  it(
    "shows the dialog that a button opens as a message, and its next page in the same",
    async () => {
      const page = await openPage(playground);
      const { deviceName } = cloud.contoso.stories.leftBehind;

      await page.sees(deviceName);
      await page.submit(deviceName, "proposal-details");
      await page.sees("a dialog in Teams");

      const [dialog] = page.found("a dialog in Teams");
      expect(JSON.stringify(dialog)).toContain(deviceName);
      await page.submit("a dialog in Teams", "device-details");
      await until("the dialog is about the device", () =>
        JSON.stringify(page.found("a dialog in Teams")).includes(
          cloud.contoso.stories.leftBehind.serialNumber,
        ),
      );
      expect(page.found("a dialog in Teams")).toHaveLength(1);
      page.close();
    },
    2 * PATIENCE_MS,
  );

  it(
    "leads links into the tab to the page around the simulated one",
    async () => {
      const page = await openPage(playground);
      await page.sees("?link=");
      const text = JSON.stringify([...page.messages.values()]);

      expect(text).toContain("http://127.0.0.1/?link=https://teams.microsoft");
      expect(text).not.toContain('"url":"https://teams.microsoft.com');
      page.close();
    },
    PATIENCE_MS,
  );
});

interface OpenPage {
  readonly messages: ReadonlyMap<string, FrameMessage>;
  /** Ids of messages that it was told of twice, on which the real page fails. */
  readonly repeated: readonly string[];
  texts(): readonly unknown[];
  found(text: string): readonly FrameMessage[];
  find(text: string): FrameMessage | undefined;
  sees(text: string): Promise<void>;
  /** Who the page takes its user for. */
  me(): Promise<string>;
  say(text: string): Promise<void>;
  /** Presses Approve on the channel's card with this in it. */
  approve(text: string): Promise<unknown>;
  /** Presses the button of the message with this in it whose data have this `kind`. */
  submit(text: string, kind: string): Promise<void>;
  post(path: string, body: object): Promise<unknown>;
  close(): void;
}

async function openPage({ url }: Playground): Promise<OpenPage> {
  const messages = new Map<string, FrameMessage>();
  const places = new Map<string, string>();
  const repeated: string[] = [];
  await (await fetch(url)).text();
  const { config } = (await (
    await fetch(`${url}/_internal/v1/config`)
  ).json()) as { config: { currentUser: { id: string; name: string } } };
  const socket = new WebSocket(
    `${url.replace("http", "ws")}/_ws_conversation/v1/conversations/stream`,
  );
  socket.addEventListener("message", ({ data }) => {
    const frame = JSON.parse(String(data)) as Frame;
    if (!frame.message) return;
    const { messageId, postConversationId } = frame.message;
    if (frame.action === "createMessage") {
      if (messages.has(messageId)) repeated.push(messageId);
      places.set(messageId, postConversationId ?? frame.actionConversationId);
    }
    messages.set(messageId, frame.message);
  });
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  const found = (text: string): readonly FrameMessage[] =>
    [...messages.values()].filter((one) => JSON.stringify(one).includes(text));
  const post = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ from: { id: config.currentUser.id }, ...body }),
    });
    const answer = await response.text();
    expect([response.status, path, answer]).toEqual([200, path, answer]);
    return answer === "" ? null : JSON.parse(answer);
  };
  const press = (
    texts: readonly string[],
    isIt: (action: Fields) => boolean,
  ): { where: object; action: Fields } => {
    for (const message of messages.values()) {
      const text = JSON.stringify(message);
      if (!texts.every((one) => text.includes(one))) continue;
      const action = actionsIn(message).find(isIt);
      const conversation = { id: places.get(message.messageId) };
      if (action)
        return {
          action,
          where: { conversation, replyToId: message.messageId },
        };
    }
    throw new Error(`No message with ${texts.join(", ")} has that button.`);
  };
  return {
    messages,
    repeated,
    found,
    post,
    find: (text) => found(text)[0],
    texts: () => [...messages.values()].map(({ text }) => text),
    sees: (text) => until(text, () => found(text).length > 0, PATIENCE_MS),
    me: () => Promise.resolve(config.currentUser.name),
    say: async (text) => {
      const path = `/_conversation/v1/conversations/${PERSONAL_CHAT_ID}/messages`;
      await post(path, { type: "text", text, textFormat: "plain" });
    },
    approve: async (text) => {
      await until("the card", () => found(text).length > 0, PATIENCE_MS);
      const { where, action } = press(
        [text],
        ({ verb }) => verb === "proposal.approve",
      );
      return post("/_conversation/v1/invoke", {
        name: "adaptiveCard/action",
        ...where,
        value: { action, trigger: "manual" },
      });
    },
    submit: async (text, kind) => {
      const { where, action } = press([text], ({ type, data }) => {
        const { kind: itsKind } = (data ?? {}) as Fields;
        return type === "Action.Submit" && itsKind === kind;
      });
      await post("/_conversation/v1/submit", {
        ...where,
        value: action["data"],
      });
    },
    close: () => socket.close(),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function actionsIn(value: unknown): readonly Fields[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn);
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(actionsIn);
  return String((value as Fields)["type"]).startsWith("Action.")
    ? [value as Fields, ...inside]
    : inside;
}
