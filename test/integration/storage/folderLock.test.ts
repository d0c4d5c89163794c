import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  mkdir,
  mkdtemp,
  readFile,
  rm,
  utimes,
  writeFile,
} from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { lockFolder } from "../../../src/adapters/storage/embedded/folderLock.ts";
import { until } from "../../support/until.ts";

let folder: string;
let parent: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "custodian-lock-"));
});
afterEach(async () => {
  parent?.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

// Only Linux has /proc, and only there do containers run whose first process never asks after the dead.
const onLinux = process.platform === "linux" ? it : it.skip;

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
});

/** Takes the lock in a process of its own, which then does nothing at all any more. */
async function startHolder(): Promise<number> {
  const lock = pathToFileURL(
    join(
      import.meta.dirname,
      "../../../src/adapters/storage/embedded/folderLock.ts",
    ),
  );
  const script = `
    const { lockFolder } = await import(${JSON.stringify(lock.href)});
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

async function showNoLife(): Promise<void> {
  const before = new Date(Date.now() - 10 * 60 * 1000);
  await utimes(join(folder, "custodian.lock"), before, before);
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
    JSON.stringify({ pid, host: hostname(), since, processStart }),
  );
}

async function holder(): Promise<unknown> {
  const text = await readFile(join(folder, "custodian.holder.json"), "utf8");
  return (JSON.parse(text) as { pid: unknown }).pid;
}
