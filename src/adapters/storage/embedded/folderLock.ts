import { readFileSync, readlinkSync } from "node:fs";
import { mkdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import lockfile from "proper-lockfile";
import { AppError } from "../../../domain/appError.ts";
import { message } from "../../../domain/message.ts";

/** A lock older than this without a sign of life is taken over. Longer than this process ever stands still. */
const STALE_MS = 30_000;

/** Once a second, for a little longer than a lock takes to become stale. */
const UNTIL_STALE = {
  retries: 35,
  minTimeout: 1000,
  maxTimeout: 1000,
  factor: 1,
};

/** The folders this process holds: its own process id must not look like that of a process that died. */
const heldHere = new Set<string>();

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  /** When the process began, in the system's own count; null where the system does not tell. */
  readonly processStart: string | null;
  /** In which count of processes `pid` is one, since which start of the machine; null where the system does not tell. */
  readonly pidSpace: string | null;
}

class DataFolderInUse extends AppError {
  readonly code = "storage.folder-in-use";
  readonly userMessage = message("storage.folder-in-use");

  constructor(dataDir: string, holder: Holder | null) {
    const who = holder
      ? `process ${holder.pid} on ${holder.host} since ${holder.since}`
      : "another process";
    super(
      `DATA_DIR ${dataDir} is in use by ${who}. The embedded database serves one process: stop that one, or set DATABASE_URL to run several.`,
    );
  }
}

/**
 * Keeps every other process out of the embedded database's folder, which the database itself does not.
 *
 * A crashed process leaves its lock behind. Where its process id is one of the same count as ours, it tells whether that
 * process is gone; one that lives keeps the lock then, however long it stands still. Anywhere else, which may be another
 * container of the same host name, a process id says nothing: the lock is taken over only once it has shown no life for
 * thirty seconds.
 *
 * @param onLost called when another process took the lock over, because this one stood still for too long. Writing
 *   on would corrupt the data: the caller must end the process.
 * @returns releases the lock.
 * @throws {DataFolderInUse} naming the holder.
 */
export async function lockFolder(
  dataDir: string,
  onLost: (error: Error) => void,
): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const lockPath = join(dataDir, "custodian.lock");
  const holderPath = join(dataDir, "custodian.holder.json");
  const folder = await realpath(dataDir);
  if (heldHere.has(folder))
    throw new DataFolderInUse(dataDir, await readHolder(holderPath));
  const before = await readHolder(holderPath);
  // However old its lock: a database that is busy for long gives its process no time to show life.
  if (isTheSameProcess(before)) throw new DataFolderInUse(dataDir, before);
  if (isDead(before)) await clearAfterDead(dataDir, lockPath, holderPath);

  let release: () => Promise<void>;
  try {
    release = await lockfile.lock(dataDir, {
      lockfilePath: lockPath,
      stale: STALE_MS,
      update: STALE_MS / 5,
      onCompromised: onLost,
      retries: isAlive(await readHolder(holderPath)) ? 0 : UNTIL_STALE,
    });
  } catch (error) {
    if (hasCode(error, "ELOCKED")) {
      throw new DataFolderInUse(dataDir, await readHolder(holderPath));
    }
    throw error;
  }
  const holder: Holder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    processStart: readProcessStart(process.pid),
    pidSpace: readPidSpace(),
  };
  await writeFile(holderPath, JSON.stringify(holder));
  heldHere.add(folder);
  return async () => {
    heldHere.delete(folder);
    await rm(holderPath, { force: true });
    await release();
  };
}

/**
 * Removes what a dead process left behind. One at a time, looking again once it is our turn: otherwise, of two that
 * come together, the slower one would remove the lock that the faster one has just taken, and both would write.
 */
async function clearAfterDead(
  dataDir: string,
  lockPath: string,
  holderPath: string,
): Promise<void> {
  const done = await lockfile.lock(dataDir, {
    lockfilePath: join(dataDir, "custodian.takeover.lock"),
    stale: STALE_MS,
    retries: UNTIL_STALE,
  });
  try {
    if (!isDead(await readHolder(holderPath))) return;
    await rm(lockPath, { recursive: true, force: true });
    await rm(holderPath, { force: true });
  } finally {
    await done();
  }
}

/** Certain only where its number means something; then there is no point in waiting for its lock. */
function isAlive(holder: Holder | null): boolean {
  return holder !== null && isCountedHere(holder) && !isDead(holder);
}

function isDead(holder: Holder | null): boolean {
  if (!holder || !isCountedHere(holder)) return false;
  // A restarted container often gets the number of the process that died.
  if (holder.pid === process.pid) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return hasCode(error, "ESRCH");
  }
  return isZombie(holder.pid) || hasAnotherStart(holder);
}

/**
 * Whether the holder's process id means the same process here. Two containers may have one host name and a count of
 * processes each: a number that one of them does not know may be a healthy process of the other.
 */
function isCountedHere({ host, pidSpace }: Holder): boolean {
  return host === hostname() && pidSpace === readPidSpace();
}

/** The very process that took the lock still lives: neither dead nor another one that was given its number. */
function isTheSameProcess(holder: Holder | null): holder is Holder {
  return (
    holder?.processStart != null &&
    isAlive(holder) &&
    readProcessStart(holder.pid) === holder.processStart
  );
}

function hasAnotherStart({ pid, processStart }: Holder): boolean {
  const start = readProcessStart(pid);
  return processStart !== null && start !== null && start !== processStart;
}

function readProcessStart(pid: number): string | null {
  return readStat(pid)?.[19] ?? null;
}

/** The namespace in which this process has its number, since this start of the machine. Only Linux tells. */
function readPidSpace(): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
    return `${boot.trim()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return null;
  }
}

/**
 * A killed process keeps its number until its parent asks what became of it, which a container's first process may
 * never do. It is past writing once its other threads have ended, too. Only Linux tells.
 */
function isZombie(pid: number): boolean {
  const fields = readStat(pid);
  return fields?.[0] === "Z" && Number(fields[17]) <= 1;
}

/** What Linux tells of a process, from its state on; null when it is gone, or on other systems. */
function readStat(pid: number): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // What precedes the last bracket is the program's name, which may hold anything.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return (error as { readonly code?: unknown } | null)?.code === code;
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    const holder = JSON.parse(await readFile(path, "utf8")) as Partial<Holder>;
    if (typeof holder.pid !== "number" || typeof holder.host !== "string")
      return null;
    const { pid, host, since, processStart, pidSpace } = holder;
    return {
      pid,
      host,
      since: String(since),
      processStart: typeof processStart === "string" ? processStart : null,
      pidSpace: typeof pidSpace === "string" ? pidSpace : null,
    };
  } catch {
    return null;
  }
}
