import { systemClock } from "../../src/ports/clock.ts";
import {
  ConfigError,
  loadConfig,
} from "../../src/adapters/config/loadConfig.ts";
import type { Config } from "../../src/ports/config.ts";
import { inspectStorage } from "../../src/adapters/storage/inspectStorage.ts";
import { openStorage } from "../../src/adapters/storage/openStorage.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { createLog } from "../telemetry/log.ts";
import { createChecks, describeFault, CheckPostponed } from "./checks.ts";

const config = readConfig();
const storage = createStorageOnce(config);
let failures = 0;
for (const { name, run, mend } of createChecks(config, storage.open)) {
  try {
    console.log(`ok    ${name}: ${await run()}`);
  } catch (error) {
    if (error instanceof CheckPostponed) {
      console.log(`note  ${name}: ${error.message}`);
      continue;
    }
    failures += 1;
    console.log(`FAIL  ${name}: ${describeFault(error)} To mend: ${mend}.`);
  }
}
await storage.close();
console.log(
  failures === 0 ? "All is well." : `${failures} to mend, see FAIL above.`,
);
process.exit(failures === 0 ? 0 : 1);

function readConfig(): Config {
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const { name, problem } of error.faults)
      console.log(`FAIL  Settings: ${name} ${problem}`);
    process.exit(1);
  }
}

/** Two checks need the database, and whichever fails to open it is told why. */
function createStorageOnce({ storage }: Config) {
  let opening: Promise<OpenStorage> | null = null;
  return {
    open: () => (opening ??= openMigrated(storage)),
    close: async () => {
      const opened = await opening?.catch(() => null);
      await opened?.close();
    },
  };
}

/** Migrating is the start's to do: the doctor may be newer than the bot that is running. */
async function openMigrated(database: Config["storage"]): Promise<OpenStorage> {
  const { migrations, queueIsMissing } = await inspectStorage(database);
  const missing = [...migrations, ...(queueIsMissing ? ["the job queue"] : [])];
  if (missing.length > 0)
    throw new Error(
      `not migrated, ${missing.join(", ")} missing: start Custodian once.`,
    );
  return await openStorage({
    database,
    jobNames: [],
    makesIndexes: false,
    clock: systemClock,
    log: createLog("error"),
  });
}
