import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync, rmSync } from "node:fs";
import {
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import lockfile from "proper-lockfile";
import { AppError } from "../../../domain/appError.ts";
import { message } from "../../../domain/message.ts";

/** A lock older than this without a sign of life is taken over. Longer than this process ever stands still. */
const STALE_MS = 30_000;

const SIGN_OF_LIFE_MS = STALE_MS / 5;

/** Once a second, for a little longer than a lock takes to become stale. */
const TRIES_UNTIL_STALE = 36;
const TRY_EVERY_MS = 1000;

/** Longer than a lock that was moved by mistake is away before it is given back. */
const SETTLES_IN_MS = 200;

/** The folders this process holds: its own process id must not look like that of a process that died. */
const heldHere = new Set<string>();

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  /** When the process began, in the system's own count; null where the system does not tell. */
  readonly processStart: string | null;
  /**
   * In which count of processes `pid` is one, since which start of the machine; null where the system does not tell.
   */
  readonly pidSpace: string | null;
  /** Of its lock alone; null of a version that knew none. */
  readonly token: string | null;
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
 * A crashed process leaves its lock behind. Where its process id is one of the same count as ours, it tells whether
 * that process is gone; one that lives keeps the lock then, however long it stands still. Anywhere else, which may be
 * another container of the same host name, a process id says nothing: the lock is taken over only once it has shown no
 * life for thirty seconds.
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
  const folder = await realpath(dataDir);
  const paths: Paths = {
    folder,
    lock: join(folder, "custodian.lock"),
    holder: join(folder, "custodian.holder.json"),
  };
  const before = await readHolder(paths.holder);
  if (heldHere.has(folder)) throw new DataFolderInUse(dataDir, before);
  // However old its lock: a database that is busy for long gives its process no time to show life.
  if (isTheSameProcess(before)) throw new DataFolderInUse(dataDir, before);

  const token = randomUUID();
  for (let tried = 1; !(await takeAlone(paths, token)); tried += 1) {
    const holder = await readHolder(paths.holder);
    if (isAlive(holder) || tried >= TRIES_UNTIL_STALE)
      throw new DataFolderInUse(dataDir, holder);
    await sleep(TRY_EVERY_MS);
  }
  await writeFile(paths.holder, JSON.stringify(describeHolder(token)));
  heldHere.add(folder);
  const stopShowingLife = showLife(paths, token, onLost);
  // A process that ends in order without having closed its database leaves nobody waiting.
  const removeAtExit = () => {
    if (readToken(paths.lock) === token)
      rmSync(paths.lock, { recursive: true, force: true });
  };
  process.once("exit", removeAtExit);
  return async () => {
    stopShowingLife();
    process.off("exit", removeAtExit);
    heldHere.delete(folder);
    if (readToken(paths.lock) !== token) return;
    await rm(paths.holder, { force: true });
    await rm(paths.lock, { recursive: true, force: true });
  };
}

interface Paths {
  readonly folder: string;
  /** A folder that holds `owner.json`: who makes that file in it holds the lock. */
  readonly lock: string;
  /** Who holds the lock, for people, and for versions whose lock is an empty folder. */
  readonly holder: string;
}

function describeHolder(token: string): Holder {
  return {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    processStart: readProcessStart(process.pid),
    pidSpace: readPidSpace(),
    token,
  };
}

/**
 * Takes the lock, also from whoever is gone, one process at a time. A process that is stopped for long inside loses its
 * turn to another one; that it then goes on does no harm, by the way in which a lock is taken over.
 *
 * @returns whether it holds the lock now.
 */
async function takeAlone(paths: Paths, token: string): Promise<boolean> {
  let endTurn: () => Promise<void>;
  try {
    endTurn = await lockfile.lock(paths.folder, {
      lockfilePath: join(paths.folder, "custodian.takeover.lock"),
      stale: STALE_MS,
      onCompromised: () => undefined,
    });
  } catch (error) {
    if (hasCode(error, "ELOCKED")) return false;
    throw error;
  }
  try {
    return await take(paths, token);
  } finally {
    await endTurn().catch(() => undefined);
  }
}

async function take(paths: Paths, token: string): Promise<boolean> {
  await clearMovedAside(paths);
  const found = await look(paths);
  if (found && !found.isLeft) return false;
  if (found && !(await moveAside(paths, found))) return false;
  try {
    await mkdir(paths.lock);
    // Fails where the folder is another's by now: each has one owner for all its life.
    await writeFile(
      join(paths.lock, OWNER),
      JSON.stringify(describeHolder(token)),
      { flag: "wx" },
    );
  } catch (error) {
    if (hasCode(error, "EEXIST") || hasCode(error, "ENOENT")) return false;
    throw error;
  }
  // Ours may have been made while another's lock was away by mistake: that one is put back in its place.
  await sleep(SETTLES_IN_MS);
  return readToken(paths.lock) === token;
}

const OWNER = "owner.json";

/** A lock as it was found. */
interface Found extends Seen {
  /** Whether whoever holds it is gone, or taken for it. */
  readonly isLeft: boolean;
}

/** By what a lock is known again: a new one has another owner, and one whose holder lives shows life. */
interface Seen {
  readonly token: string | null;
  readonly inode: number;
  readonly shownLifeMs: number;
}

async function look(paths: Paths): Promise<Found | null> {
  const seen = await see(paths.lock);
  if (!seen) return null;
  const isStale = seen.shownLifeMs < Date.now() - STALE_MS;
  return { ...seen, isLeft: isStale || isDead(await holderOf(paths, seen)) };
}

async function see(lock: string): Promise<(Seen & { bornMs: number }) | null> {
  try {
    const { ino, mtimeMs, birthtimeMs } = await stat(lock);
    return {
      token: readToken(lock),
      inode: ino,
      shownLifeMs: mtimeMs,
      bornMs: birthtimeMs,
    };
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

/**
 * The one whose lock it is; null where nothing tells. The file beside it may be of a holder before: whoever takes the
 * lock writes it a little later. An empty lock is of a version that knew no tokens, if that file is younger.
 */
async function holderOf(
  { lock, holder }: Paths,
  { token, bornMs }: Seen & { readonly bornMs: number },
): Promise<Holder | null> {
  if (token !== null) return await readHolder(join(lock, OWNER));
  const beside = await readHolder(holder);
  if (!beside || beside.token !== null) return null;
  const written = await stat(holder).catch(() => null);
  return written && bornMs <= written.mtimeMs ? beside : null;
}

/**
 * Takes away a lock that was left. Whether what was moved is what was judged shows only afterwards: in between another
 * process may have been faster, or its holder may have shown life. Then it is given back.
 */
async function moveAside({ lock }: Paths, judged: Seen): Promise<boolean> {
  const aside = asideOf(lock);
  try {
    await rename(lock, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
  const moved = await see(aside);
  const isTheSame =
    moved?.token === judged.token &&
    moved.inode === judged.inode &&
    moved.shownLifeMs === judged.shownLifeMs;
  if (isTheSame) await rm(aside, { recursive: true, force: true });
  else await giveBack(aside, lock);
  return isTheSame;
}

/** Whoever made one in its place finds out, before it goes on, that it has none. */
async function giveBack(aside: string, lock: string): Promise<void> {
  for (;;) {
    try {
      await rename(aside, lock);
      return;
    } catch (error) {
      if (hasCode(error, "ENOENT")) return;
      if (!hasCode(error, "ENOTEMPTY") && !hasCode(error, "EEXIST"))
        throw error;
    }
    const inItsPlace = asideOf(lock);
    await rename(lock, inItsPlace).catch(() => undefined);
    await rm(inItsPlace, { recursive: true, force: true });
  }
}

const asideOf = (lock: string) => `${lock}.${randomUUID()}`;

/** What a process left that died while it took a lock over. */
async function clearMovedAside({ folder, lock }: Paths): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${basename(lock)}.`)) continue;
    const aside = await see(join(folder, name));
    if (aside && aside.shownLifeMs < Date.now() - STALE_MS)
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** @returns stops it. */
function showLife(
  { lock }: Paths,
  token: string,
  onLost: (error: Error) => void,
): () => void {
  let isOver = false;
  const timer = setInterval(() => {
    void show().catch((error: unknown) => {
      if (isOver) return;
      stop();
      onLost(error as Error);
    });
  }, SIGN_OF_LIFE_MS).unref();

  async function show(): Promise<void> {
    if (readToken(lock) !== token) {
      // It may be away by mistake, to be given back at once.
      await sleep(SETTLES_IN_MS, null, { ref: false });
      if (readToken(lock) !== token)
        throw new Error("Another process took the lock of DATA_DIR over");
    }
    const now = new Date();
    // Where it cannot be, or is another's by now, the next time tells.
    await utimes(lock, now, now).catch(() => undefined);
  }

  function stop(): void {
    isOver = true;
    clearInterval(timer);
  }
  return stop;
}

/** Whose lock it is; null where it is of nobody, or cannot be read. */
function readToken(lock: string): string | null {
  try {
    const owner = JSON.parse(
      readFileSync(join(lock, OWNER), "utf8"),
    ) as Partial<Holder>;
    return owner.token ?? null;
  } catch {
    return null;
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
    const { pid, host, since, processStart, pidSpace, token } = holder;
    return {
      pid,
      host,
      since: String(since),
      processStart: typeof processStart === "string" ? processStart : null,
      pidSpace: typeof pidSpace === "string" ? pidSpace : null,
      token: typeof token === "string" ? token : null,
    };
  } catch {
    return null;
  }
}
