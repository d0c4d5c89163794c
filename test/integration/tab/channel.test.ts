import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  AnswerReply,
  Changes,
  ProposalPage,
} from "../../../bot/tab/api/shapes.ts";
import {
  findFreePort,
  startBotProcess,
  type BotProcess,
} from "../../simulator/botProcess.ts";
import { startCloud, type Cloud } from "../../simulator/cloud.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import { until } from "../../support/until.ts";

describe("the tab of a bot that runs as in production", () => {
  let cloud: Cloud;
  let bot: BotProcess;
  let dataDir: string;

  beforeAll(async () => {
    cloud = await startCloud();
    dataDir = await mkdtemp(join(tmpdir(), "custodian-tab-"));
    const port = await findFreePort();
    bot = await startBotProcess({
      environment: cloud.environment({
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        LOG_LEVEL: "info",
      }),
      dataDir,
      port,
    });
    cloud.connectBot(bot.url);
    const { admin } = cloud.contoso.cast;
    await cloud.teams.as(admin).installTo(cloud.teams.channel);
    await cloud.teams.as(admin).say(cloud.teams.channel, "use this channel");
  });
  afterAll(async () => {
    await bot.stop();
    await cloud.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const get = async <T>(path: string, as: Person): Promise<T> => {
    const response = await fetch(`${bot.url}/api/tab${path}`, {
      headers: { authorization: `Bearer ${cloud.ssoToken(as)}` },
    });
    expect(response.status).toBe(200);
    return (await response.json()) as T;
  };
  const aCard = async (device: SimulatedDevice) => {
    expect((await cloud.report(device)).status).toBe(202);
    return await cloud.teams.waitForMessage(
      "the approval card",
      ({ from, buttons, allText }) =>
        from === null &&
        buttons.includes("Approve") &&
        allText.includes(device.deviceName),
    );
  };
  const open = async (device: SimulatedDevice, as: Person) => {
    const { proposals } = await get<ProposalPage>("/proposals", as);
    const found = proposals.find((one) => one.device.id === device.id);
    if (!found) throw new Error("It is not among the open ones");
    return found;
  };

  it("edits the card in the channel when a proposal is approved in the tab", async () => {
    const { approver } = cloud.contoso.cast;
    const device = cloud.contoso.stories.handedOver;
    const card = await aCard(device);
    const { id, version } = await open(device, approver);

    const response = await fetch(`${bot.url}/api/tab/proposals/${id}/answer`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${cloud.ssoToken(approver)}`,
        "content-type": "application/json",
        origin: bot.url,
      },
      body: JSON.stringify({ version, act: "approve" }),
    });
    const reply = (await response.json()) as AnswerReply;
    expect(reply.kind === "done" || reply.kind === "checking").toBe(true);

    const settled = await cloud.teams.waitForMessage(
      "the card of the change that was made",
      (message) => message.id === card.id && message.buttons.includes("Undo"),
    );
    expect(settled.allText).toContain(approver.displayName);
    expect(settled.buttons).not.toContain("Approve");
    const messages = card.conversation.messages.filter(
      ({ from, allText }) =>
        from === null && allText.includes(device.deviceName),
    );
    expect(messages).toHaveLength(1);
  });

  it("tells who has the tab open of a proposal that is answered on its card", async () => {
    const { approver, employee } = cloud.contoso.cast;
    const device = cloud.contoso.stories.leftBehind;
    const card = await aCard(device);
    const { id } = await open(device, approver);
    let { since } = await get<Changes>("/changes", employee);

    const told = until("the tab is told", async () => {
      const changes = await get<Changes>(`/changes?since=${since}`, employee);
      ({ since } = changes);
      return changes.proposals?.includes(id) === true;
    });
    await cloud.teams.as(approver).click(card, "Approve");
    await told;
    const { proposals } = await get<ProposalPage>("/proposals", approver);
    expect(proposals.find((one) => one.id === id)?.state).not.toBe("pending");
  });

  it("names nobody in its log, and stops at once though somebody waits for changes", async () => {
    const { employee, approver } = cloud.contoso.cast;
    const { since } = await get<Changes>("/changes", employee);
    const waiting = get<Changes>(`/changes?since=${since}`, employee);
    // Asked after it, on another connection, so that it has been asked when this is answered.
    await get<Changes>("/changes", employee);
    const code = await bot.stop();
    expect([code, (await waiting).proposals]).toEqual([0, []]);
    // And not because its time to stop was over.
    expect(bot.output.at(-1)).toContain('"Stopped"');
    const log = bot.output.join("\n");
    for (const { displayName, userPrincipalName } of [employee, approver]) {
      expect(log).not.toContain(displayName);
      expect(log).not.toContain(userPrincipalName);
    }
    expect(log).not.toContain("eyJ");
  });
});
