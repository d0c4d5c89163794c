import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCredential } from "../../src/adapters/graph/credential.ts";
import { createGraph } from "../../src/adapters/graph/createGraph.ts";
import type { DatabaseChoice } from "../../src/adapters/storage/openStorage.ts";
import { startBotProcess, type BotProcess } from "../simulator/botProcess.ts";
import { startCloud, type Cloud } from "../simulator/cloud.ts";
import type { Person } from "../simulator/contoso.ts";
import { growContoso } from "../simulator/growContoso.ts";
import { startPostgres } from "../support/postgres.ts";
import { createQuestions, type Question } from "./extensionQuestions.ts";
import { percentile, type Measurement, type Report } from "./measurement.ts";
import { createPostgresDatabase, openBenchStorage } from "./storage.ts";

const DEVICES = 100_000;
const PEOPLE = 50_000;
const GRAPH_TAKES_MS = 3_000;
/** Teams itself waits some five seconds; a person who types does not. */
const ANSWER_WITHIN_MS = 1_000;
const ROUNDS = 10;
/** In a round, of each kind that the directory answers by itself. */
const QUICK_A_ROUND = 4;
/** Asked first of all after a start. */
const COLD = ["devices_exact", "choose_device", "link_device", "propose_sent"];
/** Of a sweep: its pages of people and of devices, and the first of its candidates. */
const SWEEP_LOOKED_AT_MS = 75_000;

/**
 * What a message extension asks, over HTTP of the bot in its own process, on a directory of 100,000 devices and
 * 50,000 people and while Graph takes three seconds: on both engines, first with nothing else going on, then while a
 * sweep reads the tenant.
 */
export async function benchExtension(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "custodian-bench-extension-"));
  const cloud = await startCloud({ devices: 100 });
  growContoso(cloud.contoso, { devices: DEVICES, people: PEOPLE });
  const server = await startPostgres(folder);
  try {
    await benchEngine(cloud, report, "embedded", {
      kind: "embedded",
      dataDir: join(folder, "data"),
    });
    if (server)
      await benchEngine(cloud, report, "postgresql", {
        kind: "postgres",
        url: await createPostgresDatabase(server.url),
      });
  } finally {
    await server?.stop();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Start = () => Promise<BotProcess>;

async function benchEngine(
  cloud: Cloud,
  report: Report,
  engine: string,
  database: DatabaseChoice,
): Promise<void> {
  await fillDirectory(cloud, database);
  const start: Start = async () => {
    const bot = await startBotProcess({
      environment: cloud.environment({
        // It begins when it is asked to.
        SWEEP_INTERVAL_MINUTES: "0",
        // What somebody may see is one more thing to ask Entra about.
        TECHNICIANS_GROUP_ID: cloud.contoso.technicians.id,
        ...(database.kind === "postgres" ? { DATABASE_URL: database.url } : {}),
      }),
      dataDir: database.kind === "embedded" ? database.dataDir : "",
    });
    cloud.connectBot(bot.url);
    return bot;
  };
  const questions = createQuestions(cloud.contoso);
  slowGraph(cloud, /^/);
  try {
    await benchFirst(cloud, start, questions, report, engine);
    const bot = await start();
    try {
      const quiet = await askInTurns(cloud, questions, (n) => n < ROUNDS);
      reportQuiet(report, engine, quiet);
      cloud.faults.clear();
      slowGraph(cloud, ALL_BUT_PAGES);
      slowPages(cloud);
      const swept = await askDuringSweep(cloud, bot, questions);
      reportSwept(report, engine, swept);
    } finally {
      await bot.stop();
    }
  } finally {
    cloud.faults.clear();
  }
}

/** Even of a quick Graph. A sweep whose pages take three seconds would leave the database to itself. */
const PAGE_TAKES_MS = 300;
const PAGES = /\/(managedDevices|users)\?(?!.*[$](filter|search)=)/;
/** All but the pages of all devices and of all people. */
const ALL_BUT_PAGES = /^(?!.*\/(managedDevices|users)\?)|[$](filter|search)=/;
const SOUGHT = /[$](filter|search)=/;

function slowGraph({ faults }: Cloud, path: RegExp): void {
  faults.add({
    service: "graph",
    path,
    times: Infinity,
    fault: { kind: "slow", delayMs: GRAPH_TAKES_MS },
  });
  // To look through so large a tenant takes time of this process, which measures. Whoever asked has given up by then.
  faults.add({
    service: "graph",
    path: SOUGHT,
    times: Infinity,
    fault: { kind: "status", status: 504 },
  });
}

function slowPages({ faults }: Cloud): void {
  faults.add({
    service: "graph",
    path: PAGES,
    times: Infinity,
    fault: { kind: "slow", delayMs: PAGE_TAKES_MS },
  });
}

/** As a first sweep fills it, read through the simulated Graph. */
async function fillDirectory(
  { urls, contoso, graphApp }: Cloud,
  database: DatabaseChoice,
): Promise<void> {
  const storage = await openBenchStorage(database);
  try {
    const graph = createGraph({
      url: urls.graph,
      credential: createCredential({
        kind: "client-secret",
        authorityHost: urls.login,
        tenantId: contoso.tenantId,
        clientId: graphApp.id,
        clientSecret: graphApp.secret,
      }),
      settingsToCheck: ["AZURE_CLIENT_SECRET"],
      rates: storage.rates,
    });
    let cursor: string | null = null;
    do {
      const { users, next } = await graph.users.list(cursor);
      await storage.people.saveAll(users, new Date());
      cursor = next;
    } while (cursor !== null);
    do {
      const { devices, next } = await graph.devices.list(null, cursor);
      await storage.devices.saveAll(devices, new Date());
      cursor = next;
    } while (cursor !== null);
    await storage.maintain();
  } finally {
    await storage.close();
  }
}

interface Sample {
  readonly question: Question;
  readonly ms: number;
  /** Said what it was asked for, and not that there was no time for it. */
  readonly isAnswer: boolean;
}

async function ask(
  { teams }: Cloud,
  by: Person,
  question: Question,
  i: number,
): Promise<Sample> {
  const [name, value] = question.ask(i);
  const { status, body, ms } = await teams
    .as(by)
    .invoke("personal", name, value);
  const said = JSON.stringify(body).toLowerCase();
  if (status !== 200)
    throw new Error(`${question.name} was answered ${status}: ${said}`);
  const { says } = question;
  const expected = typeof says === "string" ? says : says(i);
  const isAnswer =
    said.includes(expected.toLowerCase()) && !said.includes("teams waits");
  return { question, ms, isAnswer };
}

/** What the first question after a start takes, whichever it is. */
async function benchFirst(
  cloud: Cloud,
  start: Start,
  questions: readonly Question[],
  report: Report,
  engine: string,
): Promise<void> {
  const samples: Sample[] = [];
  for (const question of questions.filter(({ name }) => COLD.includes(name))) {
    const bot = await start();
    try {
      samples.push(await ask(cloud, cloud.contoso.cast.admin, question, 900));
    } finally {
      await bot.stop();
    }
  }
  reportSamples(
    report,
    `extension_${engine}_first`,
    `${engine}, Graph takes ${GRAPH_TAKES_MS / 1000} s: the first question after a start`,
    samples,
  );
}

/**
 * Two people at the same time: one asks what the directory answers, the other what Microsoft is asked about.
 *
 * @param goesOn asked before each round.
 */
async function askInTurns(
  cloud: Cloud,
  questions: readonly Question[],
  goesOn: (round: number) => boolean,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const { approver, nestedApprover } = cloud.contoso.cast;
  const lane = async (by: Person, asksMicrosoft: boolean): Promise<void> => {
    const asked = questions.filter(
      (question) => question.asksMicrosoft === asksMicrosoft,
    );
    const times = asksMicrosoft ? 1 : QUICK_A_ROUND;
    for (let round = 0; goesOn(round); round++)
      for (let time = 0; time < times; time++)
        for (const question of asked)
          samples.push(await ask(cloud, by, question, nextTurn(question)));
  };
  await Promise.all([lane(approver, false), lane(nestedApprover, true)]);
  return samples;
}

const turns = new Map<string, number>();

/** No question is put twice, on whichever engine. */
function nextTurn({ name }: Question): number {
  const turn = (turns.get(name) ?? 0) + 1;
  turns.set(name, turn);
  return turn;
}

async function askDuringSweep(
  cloud: Cloud,
  bot: BotProcess,
  questions: readonly Question[],
): Promise<readonly Sample[]> {
  const before = bot.output.length;
  const { teams, contoso } = cloud;
  await teams.as(contoso.cast.admin).say("personal", "scan");
  const startedAt = performance.now();
  const isOver = (): boolean =>
    performance.now() - startedAt > SWEEP_LOOKED_AT_MS ||
    bot.output.slice(before).some((line) => line.includes("A sweep ended"));
  return await askInTurns(cloud, questions, () => !isOver());
}

function reportQuiet(
  report: Report,
  engine: string,
  samples: readonly Sample[],
): void {
  const where = `${engine}, Graph takes ${GRAPH_TAKES_MS / 1000} s`;
  const byName = Map.groupBy(samples, ({ question }) => question.name);
  for (const [name, ofKind] of byName)
    reportSamples(
      report,
      `extension_${engine}_${name}`,
      `${where}: ${name.replaceAll("_", " ")}`,
      ofKind,
    );
  report({ ...countEmpty(`extension_${engine}`, where, samples), below: 1 });
}

/** The many kinds differ less than the moments of the sweep at which they come. */
function reportSwept(
  report: Report,
  engine: string,
  samples: readonly Sample[],
): void {
  const where = `${engine}, Graph takes ${GRAPH_TAKES_MS / 1000} s, during a sweep`;
  const { directory = [], microsoft = [] } = Object.groupBy(
    samples,
    ({ question }) => (question.asksMicrosoft ? "microsoft" : "directory"),
  );
  const name = `extension_${engine}_sweep`;
  reportSamples(
    report,
    `${name}_directory`,
    `${where}: what the directory answers`,
    directory,
  );
  reportSamples(
    report,
    `${name}_microsoft`,
    `${where}: what Microsoft is asked about`,
    microsoft,
  );
  report(countEmpty(name, where, samples));
}

function countEmpty(
  name: string,
  where: string,
  samples: readonly Sample[],
): Measurement {
  const empty = samples.filter(({ isAnswer }) => !isAnswer);
  const kinds = new Set(empty.map(({ question }) => question.name));
  return {
    name: `${name}_empty_answers`,
    value: empty.length,
    what: `${where}: answered with an apology (${[...kinds].join(", ") || "none"})`,
    samples: samples.length,
  };
}

function reportSamples(
  report: Report,
  name: string,
  what: string,
  samples: readonly Pick<Sample, "ms">[],
): void {
  const samplesMs = samples.map(({ ms }) => ms);
  for (const [label, share] of [
    ["p50", 0.5],
    ["p99", 0.99],
    ["max", 1],
  ] as const)
    report({
      name: `${name}_${label}_ms`,
      value: percentile(samplesMs, share),
      what: `${what}, ${label}`,
      samples: samplesMs.length,
      below: ANSWER_WITHIN_MS,
    });
}
