import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { benchBot } from "./bot.ts";
import { benchCards } from "./cards.ts";
import { benchAudit, benchInserts, benchJobs } from "./database.ts";
import { benchDecisions } from "./decisions.ts";
import { benchDays } from "./days.ts";
import { benchExtension } from "./extension.ts";
import { withUnit, type Measurement } from "./measurement.ts";
import { benchSearch } from "./search.ts";
import { openBenchStorage } from "./storage.ts";
import { benchSweep } from "./sweep.ts";
import { benchTab } from "./tab.ts";

// `npm run bench`: real parts, one after the other, so that none is measured together with another.
// `npm run bench -- sweep` runs that part alone.
const PARTS = {
  cards: () => Promise.resolve(benchCards(report)),
  database: benchDatabase,
  bot: () => benchBot(report),
  days: () => benchDays(report),
  sweep: () => benchSweep(report),
  search: () => benchSearch(report),
  extension: () => benchExtension(report),
  tab: () => benchTab(report),
  decisions: () => Promise.resolve(benchDecisions(report)),
};
const RESULTS = join(import.meta.dirname, "..", "..", "bench-results.json");
const startedAt = new Date();
const measurements: Measurement[] = [];
const report = (measurement: Measurement): void => {
  measurements.push(measurement);
  console.log(`  ${measurement.what}: ${withUnit(measurement)}`);
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(
    `No such part: ${unknown.join(", ")}. There are: ${Object.keys(PARTS).join(", ")}`,
  );
  process.exit(1);
}
console.log("Measuring; all of it takes some half an hour.");
for (const [name, bench] of Object.entries(PARTS))
  if (wanted.length === 0 || wanted.includes(name)) await bench();
const tookSeconds = (Date.now() - startedAt.getTime()) / 1000;

printTable();
await writeFile(
  RESULTS,
  `${JSON.stringify(
    {
      startedAt: startedAt.toISOString(),
      tookSeconds,
      machine: {
        cpu: cpus()[0]?.model.trim() ?? "unknown",
        cores: availableParallelism(),
        memoryMib: Math.round(totalmem() / 1024 / 1024),
        node: process.version,
        platform: `${process.platform} ${process.arch}`,
      },
      measurements,
    },
    null,
    2,
  )}\n`,
);
console.log(`\nTook ${Math.round(tookSeconds)} s. Written to ${RESULTS}`);
const over = measurements.filter(isOver);
for (const measurement of over)
  console.error(
    `${measurement.name} must ${limitOf(measurement)}, and is ${withUnit(measurement)}.`,
  );
process.exit(over.length === 0 ? 0 : 1);

async function benchDatabase(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "custodian-bench-"));
  const storage = await openBenchStorage({
    kind: "embedded",
    dataDir: join(folder, "data"),
  });
  try {
    await benchInserts(storage, report);
    await benchJobs(storage, report);
    await benchAudit(storage, report);
  } finally {
    await storage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function isOver({ value, below, above }: Measurement): boolean {
  return (
    (below !== undefined && value >= below) ||
    (above !== undefined && value <= above)
  );
}

function limitOf({ below, above }: Measurement): string {
  if (below !== undefined) return `stay below ${below}`;
  return above === undefined ? "" : `stay above ${above}`;
}

function printTable(): void {
  const rows = [
    ["measurement", "value", "samples", "must"],
    ...measurements.map((one) => [
      one.name,
      withUnit(one),
      String(one.samples),
      `${limitOf(one)}${isOver(one) ? "  MISSED" : ""}`,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  console.log("");
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}
