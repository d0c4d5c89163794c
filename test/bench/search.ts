import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import type { ListedDevice } from "../../src/domain/devices/directory.ts";
import type { User, UserId } from "../../src/domain/people/user.ts";
import type { DatabaseChoice } from "../../src/adapters/storage/openStorage.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { startPostgres } from "../support/postgres.ts";
import { aListedDevice, aUser } from "../support/stagingExamples.ts";
import { percentile, reportLatency, type Report } from "./measurement.ts";
import { createPostgresDatabase, openBenchStorage } from "./storage.ts";

const DEVICES = 100_000;
const PEOPLE = 50_000;
const PAGE = 1_000;
const QUERIES = 600;

/** As many as the message extension shows at once, and one to know whether there are more. */
const SHOWN = 26;

/** A look-up answers within Teams' second with room for everything else. */
const LIMIT_MS = 50;

const FIRST = ["Ana", "Ben", "Zoë", "Lukas", "María", "Jürgen", "Óscar", "Li"];
const LAST = ["Schmidt", "López", "O’Neil", "Nguyễn", "Smith", "Çelik", "Ito"];

/**
 * Searches a directory of 100,000 devices and 50,000 people on both engines, in the process, as a message extension
 * does.
 */
export async function benchSearch(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "custodian-bench-search-"));
  const server = await startPostgres(folder);
  try {
    await benchEngine(report, "embedded", {
      kind: "embedded",
      dataDir: join(folder, "data"),
    });
    if (server)
      await benchEngine(report, "postgresql", {
        kind: "postgres",
        url: await createPostgresDatabase(server.url),
      });
  } finally {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchEngine(
  report: Report,
  engine: string,
  database: DatabaseChoice,
): Promise<void> {
  const storage = await openBenchStorage(database);
  try {
    await fill(report, engine, storage);
    await storage.maintain();
    if (database.kind === "postgres") await vacuum(database.url);
    const searches: readonly [string, Query, (i: number) => string][] = [
      ["devices", (...query) => storage.devices.search(...query), deviceText],
      ["people", (...query) => storage.people.search(...query), personText],
    ];
    for (const [what, search, text] of searches) {
      const samples: number[] = [];
      for (let i = 0; i < QUERIES; i++)
        samples.push(await timed(() => search(text(i), SHOWN, 0)));
      reportLatency(
        report,
        `search_${what}_${engine}`,
        `${engine}: one of mixed searches among ${DEVICES.toLocaleString("en")} devices and ${PEOPLE.toLocaleString("en")} people, ${what}`,
        samples,
        LIMIT_MS,
      );
    }
    const near: number[] = [];
    for (let i = 0; i < QUERIES / 6; i++)
      near.push(
        await timed(() =>
          storage.devices.listNear(`LT0${i}-BRE`, 5).then(() => undefined),
        ),
      );
    reportLatency(
      report,
      `near_matches_${engine}`,
      `${engine}: names like a mistyped one`,
      near,
    );
  } finally {
    await storage.close();
  }
}

/** As the server does by itself within a minute of so many writes: until then no index is read without its table. */
async function vacuum(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("vacuum analyze");
  await client.end();
}

type Query = (
  text: string,
  limit: number,
  offset: number,
) => Promise<readonly unknown[]>;

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

/** A first sweep, and the last pages once more as every later sweep brings them: unchanged. */
async function fill(
  report: Report,
  engine: string,
  storage: OpenStorage,
): Promise<void> {
  const again: number[] = [];
  for (let from = 0; from < DEVICES; from += PAGE) {
    const page = Array.from({ length: PAGE }, (_, i) => device(from + i));
    await storage.devices.saveAll(page, new Date());
    if (from >= DEVICES - 10 * PAGE)
      again.push(await timed(() => storage.devices.saveAll(page, new Date())));
  }
  for (let from = 0; from < PEOPLE; from += PAGE)
    await storage.people.saveAll(
      Array.from({ length: PAGE }, (_, i) => person(from + i)),
      new Date(),
    );
  report({
    name: `save_unchanged_page_${engine}_p50_ms`,
    value: percentile(again, 0.5),
    what: `${engine}: a page of ${PAGE.toLocaleString("en")} devices of which nothing changed`,
    samples: again.length,
  });
}

function device(i: number): ListedDevice {
  return aListedDevice(
    {},
    {
      id: randomUUID() as DeviceId,
      name: `LT-${number(i)}-${["BER", "MUC", "LON"][i % 3]}`,
      serialNumber: `5CG${randomUUID().slice(0, 7).toUpperCase()}`,
      entraDeviceId: randomUUID(),
    },
  );
}

function person(i: number): User {
  const first = FIRST[i % FIRST.length] ?? "";
  const last = LAST[i % LAST.length] ?? "";
  return aUser({
    id: randomUUID() as UserId,
    displayName: `${first} ${last} ${i}`,
    userPrincipalName: `person.${i}@contoso.example`,
    mail: `p${i}@mail.contoso.example`,
  });
}

/**
 * Whole, beginning, part, unknown, two letters at the beginning, inside of many and of none, and parts that are
 * inside of a third or all of the names.
 */
function deviceText(i: number): string {
  const some = number((i * 7919) % DEVICES);
  const texts = [
    `LT-${some}-${["BER", "MUC", "LON"][((i * 7919) % DEVICES) % 3]}`,
    `lt-${some.slice(0, 3)}`,
    some,
    `unknown ${i}`,
    "lt",
    some.slice(3),
    "zq",
    "lt-",
    "-muc",
    "t-0",
    "5cg",
    some.slice(0, 3),
    randomUUID(),
    "---",
    "מחשב",
    "cg0",
  ];
  return texts[i % texts.length] ?? "";
}

function personText(i: number): string {
  const some = (i * 7919) % PEOPLE;
  const texts = [
    `person.${some}@contoso.example`,
    `p${some}@`,
    "lopez",
    "schm",
    "neil",
    `unknown ${i}`,
    "an",
    "ez",
    "小明",
    "contoso",
    "@con",
    String(some),
    "ana lopez",
    "çelik 1",
    "@@@",
    "ngu",
  ];
  return texts[i % texts.length] ?? "";
}

function number(i: number): string {
  return String((i * 7919) % DEVICES).padStart(5, "0");
}
