import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startBotProcess, type BotProcess } from "../simulator/botProcess.ts";
import { startCloud, type Cloud } from "../simulator/cloud.ts";
import type { DeviceStory, SimulatedDevice } from "../simulator/contoso.ts";
import type { Message } from "../simulator/teams/teams.ts";
import { until } from "../support/until.ts";
import { readMemoryMib } from "./memory.ts";
import { reportLatency, type Report } from "./measurement.ts";

const DEVICES_WITHOUT_PROPOSAL = 12;
/** A device may report 30 times in an hour; the first one is not measured. */
const REPORTS_PER_DEVICE = 20;
const QUICK_CLICKS = 30;
const SLOW_CLICKS = 16;
const GRAPH_TAKES_MS = 3_000;
/** Custodian posts 1.8 messages a second to a channel at most. Reports that come faster would measure that. */
const BETWEEN_CARDS_MS = 600;
/** Beyond it the answer would not be one of "at once" any more; Teams itself waits some ten seconds. */
const ANSWER_WITHIN_MS = 1_000;
/** What is typed is answered by a message of its own, for which a person waits a little longer. */
const TYPED_WITHIN_MS = 2_000;
/** A supervisor kills what is still there after so long. */
const STOP_WITHIN_MS = 10_000;
const QUESTIONS = 8;

/** The bot as its own process, as production runs it, with an embedded database and the simulated cloud. */
export async function benchBot(report: Report): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "custodian-bench-"));
  const cloud = await startCloud({ devices: 650 });
  try {
    const startedAt = performance.now();
    const bot = await startBotProcess({
      environment: cloud.environment({
        // A sweep would be measured along with everything else.
        SWEEP_INTERVAL_MINUTES: "0",
        OPEN_CARDS_PER_CHANNEL: "200",
        LOG_LEVEL: "warn",
      }),
      dataDir,
    });
    try {
      report({
        name: "first_start_until_ready_ms",
        value: performance.now() - startedAt,
        what: "bot process: first start, with a new database, until it is ready",
        samples: 1,
      });
      report({
        name: "memory_at_start_mib",
        value: await readMemoryMib(bot.pid),
        what: "bot process: resident memory when it is ready, no sweep",
        samples: 1,
      });
      cloud.connectBot(bot.url);
      await benchReports(cloud, report);
      const cards = await benchPosting(cloud, report);
      await benchClicks(cloud, cards, report);
      await benchQuestions(cloud, report);
      report({
        name: "memory_at_end_mib",
        value: await readMemoryMib(bot.pid),
        what: "bot process: resident memory after all of this",
        samples: 1,
      });
      await benchStop(cloud, bot, report);
    } finally {
      await bot.stop();
    }
  } finally {
    await cloud.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function benchReports(cloud: Cloud, report: Report): Promise<void> {
  const devices = devicesOf(cloud, "owned").slice(0, DEVICES_WITHOUT_PROPOSAL);
  const firstMs: number[] = [];
  for (const device of devices) firstMs.push(await sendReport(cloud, device));
  const laterMs: number[] = [];
  for (let i = 0; i < REPORTS_PER_DEVICE; i++)
    for (const device of devices) laterMs.push(await sendReport(cloud, device));
  reportLatency(
    report,
    "first_report_accepted",
    "bot process: a device's first report, checked in Entra and Intune, durable and answered",
    firstMs,
  );
  reportLatency(
    report,
    "report_accepted",
    "bot process: a later report, durable and answered",
    laterMs,
  );
}

/** @returns the cards that were posted, all open. */
async function benchPosting(
  cloud: Cloud,
  report: Report,
): Promise<readonly Message[]> {
  const { teams, contoso } = cloud;
  await teams.as(contoso.cast.admin).installTo(teams.channel);
  await teams.as(contoso.cast.admin).say(teams.channel, "use this channel");
  await teams.waitForMessage(
    "the answer to the admin",
    ({ conversation }) => conversation.channel === teams.channel,
  );
  const cards: Message[] = [];
  const samplesMs: number[] = [];
  for (const device of devicesOf(cloud, "handed-over")) {
    if (cards.length === QUICK_CLICKS + SLOW_CLICKS) break;
    const startedAt = performance.now();
    await sendReport(cloud, device);
    cards.push(
      await teams.waitForMessage(
        `the card of ${device.deviceName}`,
        (message) =>
          message.buttons.includes("Approve") &&
          message.allText.includes(device.deviceName),
      ),
    );
    samplesMs.push(performance.now() - startedAt);
    await sleep(BETWEEN_CARDS_MS);
  }
  reportLatency(
    report,
    "report_to_card",
    "bot process: a report sent to its card posted in the channel",
    samplesMs,
  );
  return cards;
}

async function benchClicks(
  cloud: Cloud,
  cards: readonly Message[],
  report: Report,
): Promise<void> {
  reportLatency(
    report,
    "approve_answered",
    "bot process: Approve answered, Graph quick",
    await approve(cloud, cards.slice(0, QUICK_CLICKS), "at once"),
    ANSWER_WITHIN_MS,
  );
  const slow = cloud.faults.slow("graph", GRAPH_TAKES_MS);
  reportLatency(
    report,
    "approve_answered_slow_graph",
    `bot process: Approve answered, Graph takes ${GRAPH_TAKES_MS / 1000} s`,
    await approve(cloud, cards.slice(QUICK_CLICKS), "later"),
    ANSWER_WITHIN_MS,
  );
  slow.remove();
  // The answers were quick because the decisions came later; they have to come.
  await until("what was answered late is decided", () =>
    cards.every((card) => !card.buttons.includes("Approve")),
  );
}

/** Typed, about devices, while Graph is slow. */
async function benchQuestions(cloud: Cloud, report: Report): Promise<void> {
  const { technician } = cloud.contoso.cast;
  const client = cloud.teams.as(technician);
  await client.installTo("personal");
  const slow = cloud.faults.slow("graph", GRAPH_TAKES_MS);
  const samplesMs: number[] = [];
  for (const { deviceName } of devicesOf(cloud, "owned").slice(0, QUESTIONS)) {
    const { status, ms } = await client.say("personal", `who ${deviceName}`);
    if (status !== 200) throw new Error(`A question was answered ${status}`);
    samplesMs.push(ms);
  }
  slow.remove();
  reportLatency(
    report,
    "who_answered_slow_graph",
    `bot process: a typed question answered, Graph takes ${GRAPH_TAKES_MS / 1000} s`,
    samplesMs,
    TYPED_WITHIN_MS,
  );
}

/** While a command is under way that waits for Graph. */
async function benchStop(
  cloud: Cloud,
  bot: BotProcess,
  report: Report,
): Promise<void> {
  const { admin } = cloud.contoso.cast;
  const graph = cloud.faults.slow("graph", GRAPH_TAKES_MS);
  const saying = cloud.teams.as(admin).say(cloud.teams.channel, "audit verify");
  await until("the bot asks Graph", () => graph.struck > 0);
  const startedAt = performance.now();
  const code = await bot.stop();
  const value = performance.now() - startedAt;
  if (code !== 0) throw new Error(`The bot ended with ${code}`);
  await saying;
  graph.remove();
  report({
    name: "stop_with_a_command_under_way_ms",
    value,
    what: `bot process: SIGTERM to its end, a command under way, Graph takes ${GRAPH_TAKES_MS / 1000} s`,
    samples: 1,
    below: STOP_WITHIN_MS,
  });
}

async function approve(
  cloud: Cloud,
  cards: readonly Message[],
  decided: "at once" | "later",
): Promise<number[]> {
  const approver = cloud.teams.as(cloud.contoso.cast.approver);
  const samplesMs: number[] = [];
  for (const card of cards) {
    const answer = await approver.click(card, "Approve");
    if (answer.status !== 200 || (decided === "at once" && !answer.card))
      throw new Error(
        `Approve was answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`,
      );
    samplesMs.push(answer.ms);
  }
  return samplesMs;
}

async function sendReport(
  cloud: Cloud,
  device: SimulatedDevice,
): Promise<number> {
  const { status, ms, body } = await cloud.report(device);
  if (status !== 202)
    throw new Error(
      `A report was answered ${status}: ${JSON.stringify(body).slice(0, 300)}`,
    );
  return ms;
}

function devicesOf(
  { contoso }: Cloud,
  story: DeviceStory,
): readonly SimulatedDevice[] {
  // Names need not be unique, and a card is found by its device's name.
  const byName = Map.groupBy(
    contoso.devices.values(),
    ({ deviceName }) => deviceName,
  );
  return [...contoso.devices.values()].filter(
    (device) =>
      device.story === story &&
      // The primary user of others cannot be changed, so nothing is proposed.
      device.operatingSystem === "Windows" &&
      device.joinType !== "azureADRegistered" &&
      byName.get(device.deviceName)?.length === 1,
  );
}
