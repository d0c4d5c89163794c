import { randomBytes } from "node:crypto";
import { systemClock } from "../../src/ports/clock.ts";
import {
  ConfigError,
  loadDatabaseChoice,
} from "../../src/adapters/config/loadConfig.ts";
import { inspectStorage } from "../../src/adapters/storage/inspectStorage.ts";
import {
  openStorage,
  type DatabaseChoice,
} from "../../src/adapters/storage/openStorage.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { exportEvidence } from "./exportEvidence.ts";
import { createPseudonyms } from "./pseudonyms.ts";

/**
 * `npm run --silent replay -- --export`: what the database knows of the past, as lines on standard output.
 *
 * @param write resolves to false once nobody reads any more.
 * @returns the exit code; why it is not 0 stands on standard error.
 */
export async function runExport(
  env: Readonly<Record<string, string | undefined>>,
  write: (text: string) => Promise<boolean>,
): Promise<number> {
  let storage: OpenStorage | null = null;
  try {
    storage = await openMigrated(loadDatabaseChoice(env));
    const pseudonyms = createPseudonyms(randomBytes(32));
    const now = storage.clock.now();
    let text = "";
    for await (const line of exportEvidence(storage, pseudonyms, now)) {
      text += `${JSON.stringify(line)}\n`;
      if (text.length < WRITTEN_AT_ONCE) continue;
      if (!(await write(text))) return 0;
      text = "";
    }
    await write(text);
    return 0;
  } catch (error) {
    console.error(
      `Nothing more can be exported: ${error instanceof Error ? error.message : String(error)}`,
    );
    return error instanceof ConfigError ? error.exitCode : 1;
  } finally {
    await storage?.close();
  }
}

/** Characters: a system call a line would take most of the time. */
const WRITTEN_AT_ONCE = 65_536;

/** Migrating is the start's to do: this may be newer than the bot that is running. */
async function openMigrated(database: DatabaseChoice): Promise<OpenStorage> {
  const { migrations, queueIsMissing } = await inspectStorage(database);
  if (migrations.length > 0 || queueIsMissing)
    throw new Error(
      database.kind === "embedded"
        ? `there is no database of this version in DATA_DIR ${database.dataDir}. Start Custodian once.`
        : "there is no database of this version at DATABASE_URL. Start Custodian once.",
    );
  return await openStorage({
    database,
    jobNames: [],
    makesIndexes: false,
    clock: systemClock,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (_fields, text) => console.error(text),
    },
  });
}
