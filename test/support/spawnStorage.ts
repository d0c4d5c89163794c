import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { DatabaseChoice } from "../../src/adapters/storage/openStorage.ts";
import { until } from "./until.ts";

/** A running `storageProcess.ts`. */
export interface StorageProcess {
  readonly pid: number;
  readonly lines: readonly string[];
  errors(): string;
  /** Waits for a line that starts so. */
  said(start: string, timeoutMs?: number): Promise<void>;
  /** `kill -9`, as often as it is called. */
  kill(): Promise<void>;
  /** Its exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
}

/** @param failFsyncWhen a file; from when it exists, fsync fails in the process. */
export function spawnStorage(
  mode: "hold" | "lock" | "insert" | "work" | "takeUp",
  database: DatabaseChoice,
  {
    from = 0,
    failFsyncWhen,
  }: { readonly from?: number; readonly failFsyncWhen?: string } = {},
): StorageProcess {
  const script = (name: string) =>
    fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(
    process.execPath,
    [
      ...(failFsyncWhen ? ["--import", script("failingFsync.ts")] : []),
      script("storageProcess.ts"),
      mode,
      JSON.stringify(database),
      String(from),
    ],
    {
      env: {
        ...process.env,
        NODE_OPTIONS: "",
        FSYNC_FAILS_WHEN: failFsyncWhen ?? "",
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const lines: string[] = [];
  let rest = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    errors += chunk;
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  return {
    pid: child.pid ?? 0,
    lines,
    errors: () => errors,
    said: (start, timeoutMs) =>
      until(
        `the process says ${start}`,
        () => lines.some((line) => line.startsWith(start)),
        timeoutMs,
      ),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    ended,
  };
}
