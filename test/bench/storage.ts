import { randomUUID } from "node:crypto";
import pg from "pg";
import { systemClock } from "../../src/ports/clock.ts";
import {
  openStorage,
  type DatabaseChoice,
} from "../../src/adapters/storage/openStorage.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { jobNames } from "../../src/workers.ts";

/** Storage in this process; its warnings and errors are printed. */
export function openBenchStorage(
  database: DatabaseChoice,
): Promise<OpenStorage> {
  return openStorage({
    database,
    jobNames,
    clock: systemClock,
    log: { info: () => undefined, warn: console.warn, error: console.error },
  });
}

/** Makes a new database on the server. @returns its URL. */
export async function createPostgresDatabase(
  serverUrl: string,
): Promise<string> {
  const name = `bench_${randomUUID().replaceAll("-", "")}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
