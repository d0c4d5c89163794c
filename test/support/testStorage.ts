import { cp, mkdtemp, rm } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "@jest/globals";
import pg from "pg";
import { systemClock, type Clock } from "../../src/ports/clock.ts";
import {
  openStorage,
  type DatabaseChoice,
} from "../../src/adapters/storage/openStorage.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { jobNames } from "../../src/workers.ts";

/** A database of a test's own; `dispose` closes and removes it. */
export interface TestStorage {
  readonly storage: OpenStorage;
  readonly database: DatabaseChoice;
  dispose(): Promise<void>;
}

/** An engine that the stores must work on. */
export interface Engine {
  readonly name: string;
  open(clock?: Clock): Promise<TestStorage>;
}

const embedded: Engine = {
  name: "the embedded database",
  async open(clock = systemClock) {
    const folder = await mkdtemp(join(tmpdir(), "custodian-db-"));
    const template = process.env.TEST_EMBEDDED_TEMPLATE;
    if (template) await cp(template, folder, { recursive: true });
    return await openOn({ kind: "embedded", dataDir: folder }, clock, () =>
      rm(folder, { recursive: true, force: true }),
    );
  },
};

const postgresUrl = process.env.TEST_DATABASE_URL;

const postgres: Engine = {
  name: "PostgreSQL",
  async open(clock = systemClock) {
    const name = `test_${randomUUID().replaceAll("-", "")}`;
    await onServer(`create database ${name}`);
    const url = new URL(postgresUrl ?? "");
    url.pathname = `/${name}`;
    return await openOn({ kind: "postgres", url: url.href }, clock, () =>
      onServer(`drop database ${name} with (force)`),
    );
  },
};

/** A fresh embedded database. */
export function openTestStorage(clock?: Clock): Promise<TestStorage> {
  return embedded.open(clock);
}

/** Runs `tests` once on each engine; on PostgreSQL only where there is a server, and otherwise says so. */
export function describeOnEachEngine(
  title: string,
  tests: (engine: Engine) => void,
): void {
  describe(`${title} on ${embedded.name}`, () => tests(embedded));
  if (postgresUrl)
    describe(`${title} on ${postgres.name}`, () => tests(postgres));
  else
    describe.skip(`${title} on ${postgres.name} (skipped: no server for TEST_DATABASE_URL)`, () =>
      tests(postgres));
}

async function openOn(
  database: DatabaseChoice,
  clock: Clock,
  remove: () => Promise<void>,
): Promise<TestStorage> {
  const storage = await openStorage({ database, jobNames, clock, log: quiet });
  return {
    storage,
    database,
    async dispose() {
      await storage.close();
      await remove();
    },
  };
}

export const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
