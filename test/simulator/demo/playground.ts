import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findFreePort } from "../botProcess.ts";
import type { Cloud } from "../cloud.ts";
import type { Person } from "../contoso.ts";
import type { Channel } from "../teams/teams.ts";
import type { HostPage } from "../teams/hostPage.ts";
import { visitorsOf } from "../teams/visitors.ts";
import { startPageGate } from "./pageGate.ts";

export interface Playground {
  readonly url: string;
  readonly exited: Promise<void>;
  /** Sends the events of an installation, as if the app were added there. */
  install(conversationId: string): Promise<void>;
  /** The current user tells the bot something in a channel; only the bot's answer shows in the browser. */
  sayInChannel(channel: Channel, text: string): Promise<void>;
  stop(): Promise<void>;
}

export const PERSONAL_CHAT_ID = "personal-chat-id";

/**
 * Starts the Microsoft 365 Agents Playground with Contoso's people and the helpdesk's team in it. What is typed and
 * clicked there goes through the cloud's signing proxy, so that the bot verifies it as it verifies Teams.
 *
 * @param folder where its configuration is written.
 * @param host where links into the tab lead; without it, to the real Teams.
 */
export async function startPlayground(
  cloud: Cloud,
  port: number,
  folder: string,
  host?: Pick<HostPage, "address">,
): Promise<Playground> {
  const { cast } = cloud.contoso;
  const currentUser = cast.admin;
  // The Playground wants exactly five more.
  const users = [
    cast.approver,
    cast.nestedApprover,
    cast.technician,
    cast.owner,
    cast.newOwner,
  ];
  await writeFile(
    join(folder, ".m365agentsplayground.yml"),
    // JSON is YAML, and needs no escaping of names.
    JSON.stringify(renderConfig(cloud, currentUser, users), null, 2),
  );
  const cli = createRequire(import.meta.url).resolve(
    "@microsoft/m365agentsplayground/cli.js",
  );
  const url = `http://127.0.0.1:${port}`;
  const ownPort = await findFreePort();
  const ownUrl = `http://127.0.0.1:${ownPort}`;
  const serviceUrl = `${url}/_connector`;
  const gate = await startPageGate({
    port,
    target: ownPort,
    proxy: cloud.playground,
    chatId: PERSONAL_CHAT_ID,
    botId: `28:${cloud.botApp.id}`,
    currentUser,
    visitors: visitorsOf(cloud.contoso),
    people: [...cloud.contoso.people.values()],
    toUser,
    host,
  });
  const child = spawn(
    process.execPath,
    [
      cli,
      "start",
      ...["--app-endpoint", cloud.urls.playgroundProxy],
      ...["--channel-id", "msteams"],
      ...["--port", String(ownPort)],
      // Through the gate, which knows in whose chat the bot says something.
      ...["--service-url", serviceUrl],
      "--disable-telemetry",
    ],
    {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        // It opens a browser unless it thinks that a machine is looking.
        BROWSER: "none",
      },
      stdio: "ignore",
      detached: true,
    },
  );
  const killWithUs = (): void => void child.kill("SIGKILL");
  // First of all that is done at the exit: folders removed then must not be filled again.
  process.prependOnceListener("exit", killWithUs);
  let gone = false;
  const exited = new Promise<void>((resolve) =>
    child.once("exit", () => {
      gone = true;
      process.off("exit", killWithUs);
      resolve();
    }),
  );
  const giveUpAt = Date.now() + 30_000;
  while (!(await fetch(ownUrl).catch(() => null))?.ok) {
    if (gone || Date.now() > giveUpAt) {
      child.kill("SIGKILL");
      await gate.stop();
      throw new Error("The Agents Playground did not start.");
    }
    await delay(100);
  }
  await gate.listen();

  const post = async (path: string): Promise<void> => {
    const response = await fetch(ownUrl + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    if (!response.ok)
      throw new Error(
        `The Agents Playground answered ${response.status} to ${path}: ${await response.text()}`,
      );
  };
  const handedOn = (): number =>
    cloud.requests.filter(
      ({ method, path }) =>
        method === "POST" && cloud.urls.playgroundProxy.endsWith(path),
    ).length;

  return {
    url,
    exited,
    install: async (conversationId) => {
      const before = handedOn();
      await post(
        `/_debug/conversation/${encodeURIComponent(conversationId)}/installation`,
      );
      // An installation is two events, and the Playground answers before the bot has.
      const patience = Date.now() + 15_000;
      while (handedOn() < before + 2) {
        if (Date.now() > patience)
          throw new Error("The bot did not answer the Agents Playground.");
        await delay(50);
      }
    },
    // Not by the Playground's own API: of a thread begun there the browser, opened later, is told only the bot's
    // answer, and from that error on it shows nothing at all. An answer to the channel itself it shows as a post.
    sayInChannel: async (channel, text) => {
      const tenant = { id: cloud.contoso.tenantId };
      const bot = { id: `28:${cloud.botApp.id}`, name: cloud.teams.botName };
      const mention = `<at>${bot.name}</at>`;
      const { status } = await cloud.deliver({
        type: "message",
        id: cloud.teams.nextMessageId(),
        timestamp: new Date().toISOString(),
        serviceUrl,
        channelId: "msteams",
        text: `${mention} ${text}`,
        textFormat: "plain",
        from: {
          id: currentUser.teamsUserId,
          name: currentUser.displayName,
          aadObjectId: currentUser.id,
        },
        recipient: bot,
        conversation: {
          isGroup: true,
          conversationType: "channel",
          tenantId: tenant.id,
          id: channel.id,
        },
        entities: [{ type: "mention", text: mention, mentioned: bot }],
        channelData: {
          channel: { id: channel.id },
          team: { id: channel.team.id },
          tenant,
        },
        locale: "en-US",
      });
      if (status !== 200)
        throw new Error(`The bot answered ${status} to "${text}".`);
    },
    stop: async () => {
      await gate.stop();
      child.kill("SIGTERM");
      const forced = setTimeout(() => child.kill("SIGKILL"), 3_000);
      await exited;
      clearTimeout(forced);
    },
  };
}

function renderConfig(
  cloud: Cloud,
  currentUser: Person,
  users: readonly Person[],
): object {
  const { helpdesk, channel, botName } = cloud.teams;
  return {
    version: "0.1.1",
    tenantId: cloud.contoso.tenantId,
    bot: { id: `28:${cloud.botApp.id}`, name: botName },
    currentUser: toUser(currentUser),
    users: users.map(toUser),
    personalChat: { id: PERSONAL_CHAT_ID },
    groupChat: { id: "group-chat-id", name: "Group chat" },
    team: {
      id: helpdesk.id,
      name: helpdesk.name,
      aadGroupId: helpdesk.aadGroupId,
      channels: [{ id: channel.id, name: channel.name }],
    },
  };
}

function toUser(person: Person): Readonly<Record<string, unknown>> {
  return {
    id: person.teamsUserId,
    name: person.displayName,
    // Its own spelling.
    userPrincipleName: person.userPrincipalName,
    aadObjectId: person.id,
    givenName: person.givenName,
    surname: person.surname,
    email: person.mail ?? person.userPrincipalName,
  };
}
