import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const BETWEEN_LOOKS_MS = 100;

/** Resident memory of a process, in MiB. */
export async function readMemoryMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const resident = /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1];
  if (resident) return Number(resident) / 1024;
  // Not Linux.
  const { stdout } = await promisify(execFile)("ps", [
    "-o",
    "rss=",
    "-p",
    String(pid),
  ]);
  return Number(stdout) / 1024;
}

/** Follows a process' resident memory until stopped. Its own high-water mark would tell of its start, too. */
export function watchMemory(pid: number): { peakMib(): Promise<number> } {
  let peak = 0;
  let isWatched = true;
  const watching = (async () => {
    while (isWatched) {
      peak = Math.max(peak, await readMemoryMib(pid));
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
    }
  })();
  return {
    peakMib: async () => {
      isWatched = false;
      await watching;
      return peak;
    },
  };
}
