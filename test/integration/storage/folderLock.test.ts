import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import {
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rm,
  utimes,
  writeFile,
} from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { lockFolder } from "../../../src/adapters/storage/embedded/folderLock.ts";
import { until } from "../../support/until.ts";

let folder: string;
let parent: ChildProcess | undefined;
let heirs: Heir[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "custodian-lock-"));
});
afterEach(async () => {
  parent?.kill("SIGKILL");
  for (const heir of heirs.splice(0)) heir.kill();
  await rm(folder, { recursive: true, force: true });
});

// Only Linux has /proc, and only there do containers run whose first process never asks after the dead.
const onLinux = process.platform === "linux" ? it : it.skip;

const canUnshare = mayUnshare();
if (!canUnshare)
  console.warn(
    "The lock between two containers is not tested: `unshare --pid` needs Linux and root.",
  );
const whereUnshared = canUnshare ? it : it.skip;

describe("The lock of the embedded database's folder", () => {
  onLinux(
    "is taken over from a killed process whose parent never asks what became of it",
    async () => {
      const pid = await startZombie();
      await heldBy(pid);

      const release = await lockFolder(folder, () => undefined);

      expect(await holder()).toBe(process.pid);
      await release();
    },
  );

  it("is not taken over from a living process", async () => {
    parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await heldBy(parent.pid ?? 0);

    await expect(lockFolder(folder, () => undefined)).rejects.toMatchObject({
      code: "storage.folder-in-use",
    });
    expect(await holder()).toBe(parent.pid);
  });

  onLinux(
    "is not taken over from a living process that showed no life for long",
    async () => {
      const pid = await startHolder();
      await showNoLife();

      await expect(lockFolder(folder, () => undefined)).rejects.toMatchObject({
        code: "storage.folder-in-use",
      });
      expect(await holder()).toBe(pid);
    },
  );

  onLinux(
    "is taken over from a dead process whose number another one was given",
    async () => {
      parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
      await heldBy(parent.pid ?? 0, "1");

      const release = await lockFolder(folder, () => undefined);

      expect(await holder()).toBe(process.pid);
      await release();
    },
  );

  whereUnshared(
    "is not taken over from a living process of another container with the same host name",
    async () => {
      await startHolderElsewhere();
      const before = await readHolder();
      expect(existsSync(`/proc/${before.pid}`)).toBe(false);

      await expect(lockFolder(folder, () => undefined)).rejects.toMatchObject({
        code: "storage.folder-in-use",
      });
      expect(await readHolder()).toEqual(before);
    },
  );

  onLinux(
    "is taken over from another container once it showed no life for long",
    async () => {
      await heldBy(unusedPid());
      await writeFile(
        join(folder, "custodian.holder.json"),
        JSON.stringify({ ...(await readHolder()), pidSpace: "another" }),
      );
      await showNoLife();

      const release = await lockFolder(folder, () => undefined);

      expect((await readHolder()).pid).toBe(process.pid);
      await release();
    },
  );

  it.each([
    ["one of several that see it stale at the same moment", false],
    ["one of several, though whoever took one over died in the middle", true],
  ] as const)(
    "is taken over by %s, time after time",
    async (_what, diedInside) => {
      heirs = await Promise.all(Array.from({ length: 5 }, () => startHeir()));
      for (let round = 0; round < 12; round += 1) {
        const data = join(folder, `round-${round}`);
        await mkdir(join(data, "custodian.lock"), { recursive: true });
        await showNoLife(data, "custodian.lock");
        if (diedInside) {
          await mkdir(join(data, "custodian.takeover.lock"));
          await showNoLife(data, "custodian.takeover.lock");
        }
        const at = Date.now() + 150;
        const outcomes = await Promise.all(
          heirs.map((heir) => heir.race(data, at)),
        );
        expect(outcomes.filter((one) => one === "held")).toHaveLength(1);
      }
    },
    120_000,
  );

  it("is not taken from whoever took it after a dead one, though that one's file still lies there", async () => {
    await heldBy(unusedPid());
    // As the next holder leaves it before it says in the file beside who it is.
    await rm(join(folder, "custodian.lock"), { recursive: true });
    await sleep(20);
    await mkdir(join(folder, "custodian.lock"));
    await writeFile(
      join(folder, "custodian.lock", "owner.json"),
      JSON.stringify({
        ...(await readHolder()),
        pid: process.ppid,
        token: "a",
      }),
    );

    const locking = lockFolder(folder, () => undefined);
    await Promise.race([locking.catch(() => undefined), sleep(1500)]);
    const owner = await readFile(
      join(folder, "custodian.lock", "owner.json"),
      "utf8",
    );
    expect(JSON.parse(owner)).toMatchObject({ token: "a" });
    await rm(join(folder, "custodian.lock"), { recursive: true });
    await (
      await locking
    )();
  });

  it("tells its holder that it was lost, once another holds it", async () => {
    let tell: (error: Error) => void = () => undefined;
    const told = new Promise<Error>((resolve) => {
      tell = resolve;
    });
    const release = await lockFolder(folder, tell);
    await writeFile(
      join(folder, "custodian.lock", "owner.json"),
      JSON.stringify({ ...(await readHolder()), token: "another" }),
    );
    expect((await told).message).toMatch("took the lock of DATA_DIR over");
    await release();
    expect(existsSync(join(folder, "custodian.lock"))).toBe(true);
  }, 30_000);
});

interface Heir {
  /** Whether it holds the lock of the folder, some time after it tried at `atMs`. */
  race(data: string, atMs: number): Promise<"held" | "not held">;
  kill(): void;
}

/** A process that tries to take a lock at a given moment, again and again. */
async function startHeir(): Promise<Heir> {
  const script = `
    import { createInterface } from "node:readline";
    const { lockFolder } = await import(${JSON.stringify(lockModule.href)});
    console.log("ready");
    for await (const line of createInterface({ input: process.stdin })) {
      const { data, atMs } = JSON.parse(line);
      while (Date.now() < atMs);
      let held = false;
      const locking = lockFolder(data, () => { held = false; })
        .then(() => { held = true; }, () => undefined);
      await Promise.race([locking, new Promise((resolve) => setTimeout(resolve, 1500))]);
      await new Promise((resolve) => setTimeout(resolve, 300));
      console.log(held ? "held" : "not held");
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  const lines = createInterface({ input: child.stdout })[
    Symbol.asyncIterator
  ]();
  await lines.next();
  return {
    async race(data, atMs) {
      child.stdin.write(`${JSON.stringify({ data, atMs })}\n`);
      const { value } = await lines.next();
      return value as "held" | "not held";
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

/** Whether this machine lets a test count processes anew, as a container does. */
function mayUnshare(): boolean {
  return (
    process.platform === "linux" &&
    spawnSync("unshare", ["--pid", "--fork", "--mount-proc", "true"]).status ===
      0
  );
}

/**
 * Takes the lock in a container's count of processes, in which the holder gets a number that no process has here, and
 * goes on showing life.
 */
async function startHolderElsewhere(): Promise<void> {
  const script = `
    const { lockFolder } = await import(${JSON.stringify(lockModule.href)});
    await lockFolder(${JSON.stringify(folder)}, () => undefined);
    console.log("held");
    setInterval(() => undefined, 1000);`;
  const burnNumbers = 'while [ "$(sh -c \'echo $$\')" -lt "$1" ]; do :; done';
  parent = spawn(
    "unshare",
    [
      "--pid",
      "--fork",
      "--mount-proc",
      "--kill-child",
      "sh",
      "-c",
      `${burnNumbers}; "$2" --input-type=module -e "$3" & wait`,
      "sh",
      String(unusedPid() - 1),
      process.execPath,
      script,
    ],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, NODE_OPTIONS: "" },
    },
  );
  if (!parent.stdout) throw new Error("no process");
  await once(parent.stdout, "data");
}

const lockModule = pathToFileURL(
  join(
    import.meta.dirname,
    "../../../src/adapters/storage/embedded/folderLock.ts",
  ),
);

/** Takes the lock in a process of its own, which then does nothing at all any more. */
async function startHolder(): Promise<number> {
  const script = `
    const { lockFolder } = await import(${JSON.stringify(lockModule.href)});
    await lockFolder(${JSON.stringify(folder)}, () => undefined);
    console.log("held");
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);`;
  parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  if (!parent.stdout || !parent.pid) throw new Error("no process");
  await once(parent.stdout, "data");
  return parent.pid;
}

async function showNoLife(
  data = folder,
  lock = "custodian.lock",
): Promise<void> {
  const before = new Date(Date.now() - 10 * 60 * 1000);
  await utimes(join(data, lock), before, before);
}

/** A shell's child that ends, after the shell has become a program that knows nothing of it. */
async function startZombie(): Promise<number> {
  parent = spawn("sh", ["-c", "sleep 0.2 & echo $!; exec sleep 60"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (!parent.stdout) throw new Error("no output");
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(line.toString());
  await until("it is dead, and nobody asked", async () =>
    (await readFile(`/proc/${pid}/stat`, "utf8")).includes(") Z "),
  );
  return pid;
}

/** What a process leaves that had no chance to release its lock. */
async function heldBy(pid: number, processStart?: string): Promise<void> {
  await mkdir(join(folder, "custodian.lock"));
  const since = new Date().toISOString();
  await writeFile(
    join(folder, "custodian.holder.json"),
    JSON.stringify({
      pid,
      host: hostname(),
      since,
      processStart,
      pidSpace: await pidSpaceHere(),
    }),
  );
}

async function holder(): Promise<unknown> {
  return (await readHolder()).pid;
}

async function readHolder(): Promise<{
  readonly pid: number;
  readonly pidSpace: string | null;
}> {
  const text = await readFile(join(folder, "custodian.holder.json"), "utf8");
  return JSON.parse(text) as Awaited<ReturnType<typeof readHolder>>;
}

/** As the lock writes it. */
async function pidSpaceHere(): Promise<string | null> {
  if (process.platform !== "linux") return null;
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
  return `${boot.trim()} ${await readlink("/proc/self/ns/pid")}`;
}

/** A number that no process has here. */
function unusedPid(): number {
  for (let pid = 40; ; pid += 1) if (!existsSync(`/proc/${pid}`)) return pid;
}
