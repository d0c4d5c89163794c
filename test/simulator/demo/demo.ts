import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startBotProcess, type BotProcess } from "../botProcess.ts";
import { startCloud, type Cloud } from "../cloud.ts";
import type { DeviceStory, SimulatedDevice } from "../contoso.ts";
import { startHostPage, type HostPage } from "../teams/hostPage.ts";
import { PERSONAL_CHAT_ID, startPlayground } from "./playground.ts";
import { reservePorts, type Ports } from "./ports.ts";
import { createProgress } from "./progress.ts";
import { tellPastWeeks } from "./pastWeeks.ts";

/**
 * The whole product with no account: simulated tenant, bot, embedded database, Agents Playground, Teams around the
 * tab. Runs until Ctrl-C.
 *
 * @returns the exit code: 1 when a part ended by itself.
 * @throws {PortTaken}
 */
export async function runDemo(options: {
  readonly seed: number;
  readonly port: number;
  readonly verbose: boolean;
}): Promise<number> {
  const ports = await reservePorts(options.port);
  const interrupted = new Promise<"interrupted">((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => resolve("interrupted"));
  });
  const folder = await mkdtemp(join(tmpdir(), "custodian-demo-"));
  const parts: { stop(): Promise<unknown> }[] = [
    { stop: () => rm(folder, { recursive: true, force: true }) },
  ];
  const stopAll = async (): Promise<void> => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  };

  try {
    const running = start(options, ports, folder, parts);
    // Ctrl-C counts while it starts, too; what is starting then is stopped when it has started.
    const started = await Promise.race([running, interrupted]);
    if (started === "interrupted") {
      await running.catch(() => undefined);
      return 0;
    }
    const { cloud, bot, host, firstSweep, playgroundExited } = started;
    explain(cloud, bot, host, ports);
    void firstSweep.then(() =>
      console.log(
        "The whole tenant was read for the first time: board, search and digest know all of it now.",
      ),
    );
    const typing = reportOnEnter(cloud);
    const ended = await Promise.race([
      interrupted,
      bot.exited.then(() => "the bot" as const),
      playgroundExited.then(() => "the Agents Playground" as const),
    ]);
    typing.close();
    if (ended === "interrupted") {
      console.log("\nStopping…");
      return 0;
    }
    console.error(
      `\nStopping, because ${ended} ended by itself. The bot's last lines:\n${bot.output.slice(-15).join("\n")}`,
    );
    return 1;
  } finally {
    await stopAll();
  }
}

interface Running {
  readonly cloud: Cloud;
  readonly bot: BotProcess;
  readonly host: HostPage;
  /** Resolves when the whole tenant was read once. */
  readonly firstSweep: Promise<unknown>;
  readonly playgroundExited: Promise<void>;
}

async function start(
  options: { readonly seed: number; readonly verbose: boolean },
  ports: Ports,
  folder: string,
  parts: { stop(): Promise<unknown> }[],
): Promise<Running> {
  console.log("Starting… (Ctrl-C stops all of it)");
  const progress = createProgress();
  const cloud = await progress("certificates, login, Graph and Teams", () =>
    startCloud({
      seed: options.seed,
      httpsPort: ports.cloudHttps,
      httpPort: ports.cloudHttp,
    }),
  );
  parts.push({ stop: () => cloud.close() });
  // Long enough to see "not confirmed in Intune yet" on a card, short enough to wait for what follows.
  cloud.faults.propagationMs = 8_000;
  const { contoso, teams } = cloud;

  const host = await startHostPage({
    contoso,
    signIn: (person) => cloud.ssoToken(person),
    port: ports.tab,
  });
  parts.push(host);

  const dataDir = join(folder, "data");
  await mkdir(dataDir);
  await progress("database, migrations and eight weeks of past", () =>
    tellPastWeeks(contoso, { dataDir, seed: options.seed, now: new Date() }),
  );
  const firstSweep = Promise.withResolvers<void>();
  const bot = await progress("the bot", () =>
    startBotProcess({
      environment: cloud.environment({
        // Whoever sits at the Playground is told of the handoffs, too; of other accounts' the lead is.
        STAGING_LEADS: [
          `${contoso.cast.staging.userPrincipalName}=${contoso.cast.admin.userPrincipalName}`,
          `*=${contoso.cast.stagingLead.userPrincipalName}`,
        ].join(","),
        PUBLIC_URL: host.url,
      }),
      dataDir,
      port: ports.bot,
      ownGroup: true,
      onLine: (line) => {
        if (options.verbose) console.log(line);
        if (line.includes('"A sweep ended"')) firstSweep.resolve();
      },
    }),
  );
  parts.push(bot);
  cloud.connectBot(bot.url);
  host.connectBot(bot.url);

  const playground = await progress("the Agents Playground", () =>
    startPlayground(cloud, ports.playground, folder, host),
  );
  parts.push(playground);
  const { channel } = teams;
  const devices = Object.values(contoso.stories) as SimulatedDevice[];
  await progress(`reports of ${devices.length} devices`, async () => {
    await playground.install(channel.id);
    await playground.install(PERSONAL_CHAT_ID);
    await playground.sayInChannel(channel, "use this channel");
    for (const device of devices) {
      const { status } = await cloud.report(device);
      if (status !== 202)
        throw new Error(`A logon report was answered with status ${status}.`);
    }
  });
  return {
    cloud,
    bot,
    host,
    firstSweep: firstSweep.promise,
    playgroundExited: playground.exited,
  };
}

function explain(
  cloud: Cloud,
  bot: BotProcess,
  host: HostPage,
  ports: Ports,
): void {
  const { cast, stories } = cloud.contoso;
  const { channel, helpdesk } = cloud.teams;
  console.log(`
Custodian is running.

  Teams, played by the Agents Playground   http://127.0.0.1:${ports.playground}
  the bot                                  ${bot.url}  (/readyz)
  its metrics                              ${bot.metricsUrl}
  login, Graph and Intune, simulated       ${cloud.urls.graph}

The tab: ${host.address()}  (in a page that plays Teams around it)

These addresses are on loopback. The Playground's own server, behind its address, listens on a further port and
there, as it always does, on every interface of this machine.

Try:
  · Open the Playground, team "${helpdesk.name}", channel "${channel.name}": proposals are waiting there.
    You are ${cast.admin.displayName}, approver and admin. At the bottom left you choose who you are: another approver,
    a technician, a staging lead, an employee. When the page is loaded again, its messages come back.
  · Approve the one of ${stories.handedOver.deviceName}. The card says that Intune has not shown it yet, and after some
    ten seconds that it has. Then Undo it.
  · Type propose ${stories.owned.deviceName} ${cast.newOwner.userPrincipalName}: whoever asks may not approve. Be ${cast.approver.displayName}, and you may.
  · Reject one: it wants a reason. Snooze one. Someone else… asks for another person. Details opens a dialog, here as a message.
  · In the chat with Custodian type scan: a card shows how the whole tenant is read. Within its first minute Custodian
    does so by itself. You are the lead of ${cast.staging.userPrincipalName}, too: of each device that was handed off a card in
    your chat tells you, and follows its proposal. The channel gets one digest of them: leave one out and approve the others.
  · Open the tab beside it: the same proposals, the staging board, decisions of eight weeks, search and, for admins, the
    audit log. What is decided in one shows in the other.
  · In the chat or, with @Custodian, in the channel: help · who ${stories.owned.deviceName} · pending · handoffs · scan · settings ·
    preview · audit${
      process.stdin.isTTY
        ? "\n  · Press Enter here: another device reports its logons."
        : ""
    }
`);
}

/** Each Enter has one more device of the tenant report, those with something to propose first. */
function reportOnEnter(cloud: Cloud): { close(): void } {
  if (!process.stdin.isTTY) return { close: () => undefined };
  const told = new Set(Object.values(cloud.contoso.stories));
  const rank = ({ story }: SimulatedDevice): number =>
    WITH_PROPOSALS.has(story) ? 0 : 1;
  const waiting = [...cloud.contoso.devices.values()]
    .filter((device) => !told.has(device) && device.logons.length > 0)
    .sort((a, b) => rank(a) - rank(b));
  const lines = createInterface({ input: process.stdin });
  lines.on("line", () => {
    const device = waiting.shift();
    if (!device) {
      console.log("Every device has reported.");
      return;
    }
    cloud.report(device).then(
      ({ status }) =>
        console.log(
          `${device.deviceName} (${device.story}) reported its logons: ${status}.`,
        ),
      (error: unknown) => console.error("The report failed:", error),
    );
  });
  return lines;
}

const WITH_PROPOSALS = new Set<DeviceStory>([
  "handed-over",
  "shared-desk",
  "staged",
  "left-behind",
]);
