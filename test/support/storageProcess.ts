import { writeSync } from "node:fs";
import { systemClock } from "../../src/ports/clock.ts";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import { lockFolder } from "../../src/adapters/storage/embedded/folderLock.ts";
import {
  openStorage,
  type DatabaseChoice,
} from "../../src/adapters/storage/openStorage.ts";
import { jobNames } from "../../src/workers.ts";

/**
 * A process of its own on a database, for tests that kill one: `hold` opens it, `lock` only takes the lock of an
 * embedded one's folder (at the instant `from`, so that several come together), `insert` acknowledges one nonce after
 * the other (from number `from`), `work` sends a job and never ends it, `takeUp` begins those that are there and never
 * ends them. Says on stdout what it does, at once, since it may be killed next.
 */
const [mode, database, from] = process.argv.slice(2);

const say = (line: string) => writeSync(1, `${line}\n`);

const refused = (error: unknown): never => {
  say(`refused ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
};

if (mode === "lock") {
  const { dataDir } = JSON.parse(database ?? "") as { dataDir: string };
  say("ready");
  while (Date.now() < Number(from));
  await lockFolder(dataDir, refused).catch(refused);
  say("open");
  // Held until it is killed.
  await new Promise((resolve) => setTimeout(resolve, 600_000));
}

const storage = await openStorage({
  database: JSON.parse(database ?? "") as DatabaseChoice,
  jobNames,
  clock: systemClock,
  log: { info: () => undefined, warn: () => undefined, error: console.error },
}).catch(refused);
say("open");

if (mode === "insert") {
  for (let n = Number(from); ; n += 1) {
    await storage.nonces.claim("killed", String(n), new Date());
    say(`ack ${n}`);
  }
}
if (mode === "work" || mode === "takeUp") {
  await storage.queue.work("evaluateDevice", 1, (_job, { attempt }) => {
    say(`began attempt ${attempt}`);
    return new Promise<void>(() => undefined);
  });
}
if (mode === "work") {
  await storage.queue.send(
    "evaluateDevice",
    { deviceId: "orphan" as DeviceId },
    { key: "orphan" },
  );
}
