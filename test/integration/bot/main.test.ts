import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  startBotProcess,
  type BotProcess,
} from "../../simulator/botProcess.ts";
import { startCloud, type Cloud } from "../../simulator/cloud.ts";
import { until } from "../../support/until.ts";

describe("the bot, started as in production", () => {
  let cloud: Cloud;
  let bot: BotProcess;
  let dataDir: string;

  beforeAll(async () => {
    cloud = await startCloud({ reportAuth: "shared-key" });
    dataDir = await mkdtemp(join(tmpdir(), "custodian-main-"));
    bot = await startBotProcess({
      environment: cloud.environment({ LOG_LEVEL: "info" }),
      dataDir,
    });
    cloud.connectBot(bot.url);
    await cloud.teams
      .as(cloud.contoso.cast.admin)
      .installTo(cloud.teams.channel);
  });
  afterAll(async () => {
    await bot.stop();
    await cloud.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it("refuses every bad token with 401 and posts nothing", async () => {
    const activity = {
      type: "message",
      id: "1",
      text: "help",
      channelId: "msteams",
      serviceUrl: cloud.urls.serviceUrl,
      from: { id: "29:x", aadObjectId: cloud.contoso.cast.owner.id },
      recipient: { id: `28:${cloud.botApp.id}` },
      conversation: {
        id: "a:1",
        conversationType: "personal",
        tenantId: cloud.contoso.tenantId,
      },
    };
    const statuses: Record<string, number> = {};
    for (const [name, token] of Object.entries(cloud.badTokens()))
      statuses[name] = (await cloud.deliver(activity, { token })).status;

    expect(new Set(Object.values(statuses))).toEqual(new Set([401]));
    // The first sweep's own messages may be on their way to others.
    expect(cloud.seen("connector", "POST", /conversations\/a:1\//)).toEqual([]);
  });

  it("takes a device from its report to a card, an approval, the change and its undoing", async () => {
    const { admin, approver } = cloud.contoso.cast;
    const device = cloud.contoso.stories.handedOver;
    const { teams } = cloud;

    await teams.as(admin).say(teams.channel, "use this channel");
    expect((await cloud.report(device)).status).toBe(202);

    const card = await teams.waitForMessage(
      "the approval card",
      (message) =>
        message.from === null &&
        message.buttons.includes("Approve") &&
        message.allText.includes(device.deviceName),
    );
    const refused = await teams
      .as(cloud.contoso.cast.employee)
      .click(card, "Approve");
    expect(refused.status).toBe(200);
    expect(refused.refusal).not.toBeNull();

    const approved = await teams.as(approver).click(card, "Approve");
    expect(approved.status).toBe(200);
    // On a slow machine it is being checked.
    expect(approved.card ?? approved.refusal).not.toBeNull();

    const verified = await teams.waitForMessage(
      "the verified card",
      (message) => message.id === card.id && message.buttons.includes("Undo"),
    );
    expect(cloud.seen("graph", "POST", /users\/\$ref$/)).toHaveLength(1);

    expect((await teams.as(approver).click(verified, "Undo")).status).toBe(200);
    await teams.waitForMessage(
      "the undone card",
      (message) => message.id === card.id && /undone/i.test(message.summary),
    );
    expect(cloud.seen("graph", "POST", /users\/\$ref$/)).toHaveLength(2);
    expect(
      card.conversation.messages.filter(({ from }) => from === null),
    ).toHaveLength(1);
  });

  it("answers help in a personal chat and says in its log nothing of people", async () => {
    const { owner } = cloud.contoso.cast;
    await cloud.teams.as(owner).installTo("personal");

    await cloud.teams.as(owner).say("personal", "help");

    await cloud.teams.waitForMessage(
      "the help card",
      (message) =>
        message.conversation.person === owner &&
        message.from === null &&
        message.card !== null,
    );
    const printed = bot.output.join("\n");
    for (const person of Object.values(cloud.contoso.cast)) {
      expect(printed).not.toContain(person.displayName);
      expect(printed).not.toContain(person.userPrincipalName);
    }
    for (const secret of [cloud.botApp.secret, cloud.graphApp.secret, "eyJ"])
      expect(printed).not.toContain(secret);
    for (const line of bot.output)
      expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  it("shows its state as metrics", async () => {
    expect((await fetch(`${bot.url}/metrics`)).status).toBe(404);
    const text = (await (await fetch(bot.metricsUrl)).text())
      .split("\n")
      .filter((line) => line.startsWith("custodian_"))
      .join("\n");

    expect(text).toContain('custodian_decisions_total{verdict="approve"} 1');
    expect(text).toContain('custodian_proposals{state="undone"} 1');
    expect(text).toContain(
      'custodian_reassignments_failed_total{what="change"} 0',
    );
    expect(text).toMatch(/custodian_queue_depth \d+/);
    expect(text).toMatch(
      /custodian_graph_calls_total\{operation="[\w.]+",outcome="ok"\} \d+/,
    );
    expect(text).toMatch(/custodian_invoke_seconds_count 3/);
  });

  it("answers a click while Graph hangs, and says later in private what came of it", async () => {
    const { technician } = cloud.contoso.cast;
    const device = cloud.contoso.stories.staged;
    expect((await cloud.report(device)).status).toBe(202);
    const card = await cloud.teams.waitForMessage(
      "the approval card",
      (message) =>
        message.buttons.includes("Approve") &&
        message.allText.includes(device.deviceName),
    );
    const hanging = cloud.faults.hold("graph");

    const answer = await cloud.teams.as(technician).click(card, "Approve");

    expect(answer.status).toBe(200);
    expect(answer.refusal).toMatch(/checking/);
    hanging.remove();
    await cloud.teams.waitForMessage(
      "the refusal, seen by the clicker alone",
      (message) =>
        (message.visibleTo === technician ||
          message.conversation.person === technician) &&
        message.allText.includes(device.deviceName),
    );
  });

  it("names nobody and no device in its log when it refuses, and when Graph does and says whom", async () => {
    const { technician, guest, owner, lookAlike, admin, approver } =
      cloud.contoso.cast;
    const { owned, mac, sameName, sameNameOther } = cloud.contoso.stories;
    const { teams } = cloud;
    const asked: readonly [device: string, to: string][] = [
      [owned.deviceName, guest.userPrincipalName],
      [owned.deviceName, owner.userPrincipalName],
      [mac.deviceName, owner.userPrincipalName],
      [sameName.deviceName, "shared"],
      ["LT-NOWHERE", "shared"],
    ];
    for (const [device, to] of asked)
      await teams.as(technician).say(teams.channel, `propose ${device} ${to}`);
    await teams.as(technician).say(teams.channel, "use this channel");

    const refusal = cloud.faults.add({
      service: "graph",
      method: "POST",
      path: /users\/\$ref$/,
      times: Infinity,
      fault: {
        kind: "status",
        status: 400,
        message: `${lookAlike.displayName} (${lookAlike.userPrincipalName}) cannot have ${sameNameOther.deviceName}`,
      },
    });
    expect((await cloud.report(sameNameOther)).status).toBe(202);
    const card = await teams.waitForMessage(
      "the approval card",
      (message) =>
        message.buttons.includes("Approve") &&
        message.allText.includes(sameNameOther.deviceName),
    );
    await teams.as(approver).click(card, "Approve");
    const failed = await teams.waitForMessage(
      "the failed card",
      (message) =>
        message.id === card.id && message.buttons.includes("Try again"),
    );
    refusal.remove();
    expect(failed.allText).toContain(`${lookAlike.displayName} (`);

    const printed = bot.output.join("\n");
    expect(printed).toContain("A manual proposal was refused");
    expect(printed).toContain("A reassignment failed");
    for (const person of [
      technician,
      guest,
      owner,
      lookAlike,
      admin,
      approver,
    ]) {
      expect(printed).not.toContain(person.displayName);
      expect(printed.toLowerCase()).not.toContain(person.userPrincipalName);
    }
    for (const { deviceName } of [owned, mac, sameName, sameNameOther])
      expect(printed).not.toContain(deviceName);
    expect(printed).not.toContain("LT-NOWHERE");
  });

  it("posts a card again when the answer to the first post was lost, and counts it", async () => {
    cloud.faults.add({
      service: "connector",
      method: "POST",
      path: /v3\/conversations$/,
      times: 1,
      fault: { kind: "reset", when: "after" },
    });
    const device = cloud.contoso.stories.leftBehind;

    expect((await cloud.report(device)).status).toBe(202);

    await cloud.teams.waitForMessage(
      "the second card",
      () =>
        cloud.teams.botMessages.filter((message) =>
          message.allText.includes(device.deviceName),
        ).length === 2,
    );
    await until("the metrics count it", async () =>
      (await (await fetch(bot.metricsUrl)).text()).includes(
        "custodian_cards_reposted_total 1",
      ),
    );
  });

  it("finishes the command that is under way on SIGTERM, and exits with 0", async () => {
    const { admin } = cloud.contoso.cast;
    const graph = cloud.faults.hold("graph");
    const saying = cloud.teams
      .as(admin)
      .say(cloud.teams.channel, "audit verify");
    await until("the bot asks Graph", () => graph.struck > 0);

    const stopped = bot.stop();
    await until("the bot begins to stop", () =>
      bot.output.some((line) => line.includes('"Stopping"')),
    );
    graph.remove();

    expect(await stopped).toBe(0);
    expect((await saying).status).toBe(200);
    expect(
      cloud.teams.botMessages.some(({ text }) => /log is intact/.test(text)),
    ).toBe(true);
    expect(bot.output.at(-1)).toContain('"Stopped"');
  });
});

describe("the bot without its settings", () => {
  it("names all that is missing or wrong, without values, and exits with 78", async () => {
    const child = spawn(process.execPath, ["bot/main.ts"], {
      env: {
        PATH: process.env.PATH,
        BOT_ID: "hunter2-not-a-guid",
        BOT_TYPE: "SingleTenant",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    const code = await new Promise((resolve) => child.once("exit", resolve));

    expect(code).toBe(78);
    for (const name of [
      "BOT_ID",
      "BOT_PASSWORD",
      "BOT_TENANT_ID",
      "APPROVERS_GROUP_ID",
    ])
      expect(stderr).toContain(name);
    expect(stderr).not.toContain("hunter2");
  });
});

it("an old Node says in one line that it is too old", async () => {
  const pretend =
    "data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'20.20.2'}})";
  const child = spawn(process.execPath, ["--import", pretend, "bot/start.js"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
  const code = await new Promise((resolve) => child.once("exit", resolve));

  expect(code).toBe(1);
  expect(stderr).toMatch(/^Custodian needs Node\.js 22\.18 or newer.*\n$/);
});
