import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { startBotProcess, type BotProcess } from "../simulator/botProcess.ts";
import { startCloud, type Cloud } from "../simulator/cloud.ts";
import {
  countGraphRequests,
  type GraphRequests,
} from "../simulator/graph/countRequests.ts";
import { growContoso } from "../simulator/growContoso.ts";
import type { Message } from "../simulator/teams/teams.ts";
import { startPostgres } from "../support/postgres.ts";
import { until } from "../support/until.ts";
import { readMemoryMib, watchMemory } from "./memory.ts";
import type { Report } from "./measurement.ts";

const SMALL = 1_000;
const LARGE = 20_000;
/** A tenant's throttling is shared with all that its admins run: a sweep must be next to nothing in it. */
const REQUESTS_PER_DEVICE_BELOW = 0.02;
/** From looking at a candidate to seeing the change in Intune, the approver's right included. */
const REQUESTS_PER_CHANGE_BELOW = 8.001;
/** Pages are streamed, so a large tenant costs the process little more than a small one. */
const MEMORY_BELOW_MIB = 80;
/** The shortest, so that the sweep of changes follows soon; a sweep that takes longer is followed at once. */
const INTERVAL_MINUTES = "1";
const SETTLES_MS = 60_000;
const SWEEPS_WITHIN_MS = 600_000;
/** Longer than the pause between two cards of a channel. */
const QUIET_MS = 4_000;
const CHANGES = 20;

/**
 * Tenants of two sizes, each swept by a fresh bot process with a database of its own, then the larger one by two
 * replicas where there is a PostgreSQL server.
 */
export async function benchSweep(report: Report): Promise<void> {
  const small = await benchTenant(SMALL, report);
  const large = await benchTenant(LARGE, report);
  report({
    name: "sweep_memory_growth_mib",
    value: large.settledMib - small.settledMib,
    what: `sweep: resident memory a minute after, at ${inWords(LARGE)} devices less that at ${inWords(SMALL)}`,
    samples: 1,
    below: MEMORY_BELOW_MIB,
  });
  report({
    name: "sweep_peak_memory_growth_mib",
    value: large.peakMib - small.peakMib,
    what: `sweep: most resident memory during it, at ${inWords(LARGE)} devices less that at ${inWords(SMALL)}`,
    samples: 1,
    below: MEMORY_BELOW_MIB,
  });
  await benchReplicas(report);
}

interface Memory {
  readonly peakMib: number;
  readonly settledMib: number;
}

async function benchTenant(devices: number, report: Report): Promise<Memory> {
  const dataDir = await mkdtemp(join(tmpdir(), "custodian-bench-"));
  const cloud = await startGrownCloud(devices);
  try {
    // Where among the requests each sweep begins.
    const begins: number[] = [];
    const bot = await startBotProcess({
      environment: cloud.environment({
        SWEEP_INTERVAL_MINUTES: INTERVAL_MINUTES,
      }),
      dataDir,
      onLine: (line) => {
        if (line.includes("A sweep began")) begins.push(cloud.requests.length);
      },
    });
    try {
      cloud.connectBot(bot.url);
      return await measureTenant({ cloud, bot, begins }, devices, report);
    } finally {
      await bot.stop();
    }
  } finally {
    await cloud.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measureTenant(
  {
    cloud,
    bot,
    begins,
  }: {
    readonly cloud: Cloud;
    readonly bot: BotProcess;
    readonly begins: readonly number[];
  },
  devices: number,
  report: Report,
): Promise<Memory> {
  const about = `sweep of ${inWords(devices)} devices`;
  const name = (what: string): string => `sweep_${devices}_${what}`;
  const memory = watchMemory(bot.pid);
  await useChannel(cloud);
  await beginSweep(cloud);
  const full = await untilSwept([bot], "full");
  const changes = await untilSwept([bot], "changes");
  await untilQuiet(cloud);
  const posted = cardsOf(cloud);
  const requestsOf = (sweep: number): GraphRequests =>
    countGraphRequests(cloud.requests.slice(begins[sweep], begins[sweep + 1]));
  const [ofFull, ofChanges] = [requestsOf(0), requestsOf(1)];
  report({
    name: name("full_s"),
    value: full.ms / 1000,
    what: `${about}: a full one`,
    samples: 1,
  });
  report({
    name: name("full_requests_per_device"),
    value: ofFull.total / devices,
    what: `${about}: Graph requests of a full one, its ${posted.length} cards included`,
    samples: ofFull.total,
    // Each card takes two, whatever the size, and in a small tenant they are most of it: see requests_per_change.
    ...(devices === LARGE ? { below: REQUESTS_PER_DEVICE_BELOW } : {}),
  });
  report({
    name: name("changes_s"),
    value: changes.ms / 1000,
    what: `${about}: one of changes, ${inWords(changes.devices)} devices`,
    samples: 1,
  });
  report({
    name: name("changes_requests_per_device"),
    value: ofChanges.total / devices,
    what: `${about}: Graph requests of one of changes`,
    samples: ofChanges.total,
    below: REQUESTS_PER_DEVICE_BELOW,
  });

  const peakMib = await memory.peakMib();
  await sleep(SETTLES_MS);
  const settledMib = await readMemoryMib(bot.pid);
  report({
    name: name("peak_memory_mib"),
    value: peakMib,
    what: `${about}: most resident memory meanwhile`,
    samples: 1,
  });
  report({
    name: name("memory_mib"),
    value: settledMib,
    what: `${about}: resident memory a minute later`,
    samples: 1,
  });
  // More wait for a place in a larger tenant, and looking at those again is no part of the change that freed it.
  if (devices === SMALL)
    await benchChanges(
      cloud,
      posted,
      // Managers of staging accounts and vanished users are asked for once, however many cards follow.
      Math.floor(withoutLists(ofFull) / posted.length),
      report,
    );
  return { peakMib, settledMib };
}

/** Approves cards one by one and follows each change until it was seen in Intune. */
async function benchChanges(
  cloud: Cloud,
  posted: readonly Message[],
  requestsPerCard: number,
  report: Report,
): Promise<void> {
  const approver = cloud.teams.as(cloud.contoso.cast.approver);
  const cards = posted.slice(0, CHANGES);
  const before = cloud.requests.length;
  // On a busy machine the answer may come later than the click's: the cards tell.
  for (const card of cards) await approver.click(card, "Approve");
  await until(
    "the changes are seen in Intune",
    () => cards.every((card) => card.buttons.includes("Undo")),
    60_000,
  );
  report({
    name: "requests_per_change",
    value:
      requestsPerCard +
      withoutLists(cloud.graphRequests(before)) / cards.length,
    what: "sweep: Graph requests for each change, from looking at the device to seeing the change",
    samples: cards.length,
    below: REQUESTS_PER_CHANGE_BELOW,
  });
}

/** What was asked of single devices and people. Pages belong to the sweep, however many changes follow. */
function withoutLists({ total, byKind }: GraphRequests): number {
  return total - (byKind["list devices"] ?? 0) - (byKind["list users"] ?? 0);
}

async function benchReplicas(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "custodian-bench-"));
  const postgres = await startPostgres(folder);
  if (!postgres) return;
  const cloud = await startGrownCloud(LARGE);
  const bots: BotProcess[] = [];
  try {
    // One after the other: the first makes the tables.
    for (const replica of ["a", "b"])
      bots.push(
        await startBotProcess({
          environment: cloud.environment({
            DATABASE_URL: postgres.url,
            SWEEP_INTERVAL_MINUTES: INTERVAL_MINUTES,
          }),
          dataDir: join(folder, replica),
        }),
      );
    cloud.connectBot(bots[0]?.url ?? "");
    await useChannel(cloud);
    // Both are asked at once, and so are their clocks.
    await Promise.all([beginSweep(cloud), beginSweep(cloud)]);
    const { ms } = await untilSwept(bots, "full");
    await untilQuiet(cloud);
    const { total } = cloud.graphRequests();
    report({
      name: "sweep_two_replicas_full_s",
      value: ms / 1000,
      what: `sweep of ${inWords(LARGE)} devices by two replicas on PostgreSQL: a full one`,
      samples: 1,
    });
    report({
      name: "sweep_two_replicas_pages_read_per_page",
      value: repeatedPages(cloud),
      what: "sweep by two replicas on PostgreSQL: how often each page was read",
      samples: total,
      below: 1.001,
    });
    report({
      name: "sweep_two_replicas_requests_per_device",
      value: total / LARGE,
      what: "sweep by two replicas on PostgreSQL: Graph requests of a full one",
      samples: total,
      below: REQUESTS_PER_DEVICE_BELOW,
    });
  } finally {
    for (const bot of bots) await bot.stop();
    await cloud.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function repeatedPages(cloud: Cloud): number {
  const pages = cloud
    .seen(
      "graph",
      "GET",
      /^\/(v1\.0|beta)\/(users|deviceManagement\/managedDevices)\?/,
    )
    .map(({ path }) => path);
  return pages.length / new Set(pages).size;
}

async function startGrownCloud(devices: number): Promise<Cloud> {
  const cloud = await startCloud({ devices: 100 });
  growContoso(cloud.contoso, { devices });
  return cloud;
}

async function useChannel({ teams, contoso }: Cloud): Promise<void> {
  const admin = teams.as(contoso.cast.admin);
  await admin.installTo(teams.channel);
  await teams.as(contoso.cast.stagingLead).installTo("personal");
  await admin.say(teams.channel, "use this channel");
}

async function beginSweep({ teams, contoso }: Cloud): Promise<void> {
  await teams.as(contoso.cast.admin).say("personal", "scan");
}

const EndedSweep = z.object({
  msg: z.literal("A sweep ended"),
  kind: z.enum(["full", "changes"]),
  outcome: z.enum(["done", "failed"]),
  ms: z.number(),
  devices: z.number(),
});
type EndedSweep = z.infer<typeof EndedSweep>;

/** Waits for the first sweep of this kind that any of the processes ended. */
async function untilSwept(
  bots: readonly BotProcess[],
  kind: EndedSweep["kind"],
): Promise<EndedSweep> {
  const find = (): EndedSweep | undefined =>
    bots
      .flatMap(({ output }) => output)
      .filter((line) => line.includes("A sweep ended"))
      .map((line) => EndedSweep.parse(JSON.parse(line)))
      .find((sweep) => sweep.kind === kind);
  await until("the sweep ends", () => find() !== undefined, SWEEPS_WITHIN_MS);
  const ended = find();
  if (ended?.outcome !== "done") throw new Error("The sweep failed");
  return ended;
}

/** Until the cards and notices that follow from a sweep are posted. */
async function untilQuiet({ requests }: Cloud): Promise<void> {
  let seen = -1;
  while (requests.length > seen) {
    seen = requests.length;
    await sleep(QUIET_MS);
  }
}

function cardsOf({ teams }: Cloud): readonly Message[] {
  return teams.botMessages.filter(({ buttons }) => buttons.includes("Approve"));
}

function inWords(count: number): string {
  return count.toLocaleString("en");
}
