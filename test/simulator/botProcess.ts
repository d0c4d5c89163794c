import { spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export interface BotProcess {
  /** Its root: `http://127.0.0.1:3978`. */
  readonly url: string;
  /** Where it serves `/metrics`. */
  readonly metricsUrl: string;
  readonly pid: number;
  /** What it printed so far, stdout and stderr, one line each. */
  readonly output: readonly string[];
  /** Resolves with the exit code when it is gone; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** SIGTERM, and SIGKILL when it has not gone by itself, which it means to within ten seconds. */
  stop(): Promise<number | null>;
  /** As a power cut would: SIGKILL. */
  kill(): Promise<void>;
}

/** The bot did not become ready; says what it printed. */
class BotNotReady extends Error {}

/**
 * Runs the bot as production does, `node bot/main.ts`, and waits until it is ready.
 *
 * @param environment everything it gets beside PATH and HOME: settings of the machine stay out.
 * @throws {BotNotReady} it exited, or was not ready in time.
 */
export async function startBotProcess(options: {
  readonly environment: Readonly<Record<string, string>>;
  readonly dataDir: string;
  /** Default: a free one. */
  readonly port?: number;
  readonly readyWithinMs?: number;
  /** Out of reach of the terminal's Ctrl-C, so that the caller decides when it stops. */
  readonly ownGroup?: boolean;
  readonly onLine?: (line: string) => void;
}): Promise<BotProcess> {
  const port = options.port ?? (await findFreePort());
  const root = join(import.meta.dirname, "..", "..");
  const child = spawn(process.execPath, [join("bot", "main.ts")], {
    cwd: root,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      PORT: String(port),
      HOST: "127.0.0.1",
      METRICS_PORT: "0",
      DATA_DIR: options.dataDir,
      ...options.environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: options.ownGroup ?? false,
  });
  const killWithUs = (): void => void child.kill("SIGKILL");
  // First of all that is done at the exit: folders removed then must not be filled again.
  process.prependOnceListener("exit", killWithUs);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      output.push(...lines);
      for (const line of lines) options.onLine?.(line);
    });
  }
  let gone = false;
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      gone = true;
      process.off("exit", killWithUs);
      resolve(code);
    });
  });
  const stop = async (): Promise<number | null> => {
    child.kill("SIGTERM");
    const forced = setTimeout(() => child.kill("SIGKILL"), 60_000);
    const code = await exited;
    clearTimeout(forced);
    return code;
  };

  const url = `http://127.0.0.1:${port}`;
  const giveUpAt = Date.now() + (options.readyWithinMs ?? 90_000);
  for (;;) {
    if (gone)
      throw new BotNotReady(
        `The bot ended at its start:\n${output.slice(-20).join("\n")}`,
      );
    const ready = await fetch(`${url}/readyz`).catch(() => null);
    if (ready?.status === 200) break;
    if (Date.now() > giveUpAt) {
      await stop();
      throw new BotNotReady(
        `The bot was not ready in time (readyz: ${ready?.status ?? "no answer"}):\n${output.slice(-20).join("\n")}`,
      );
    }
    await delay(100);
  }
  return {
    url,
    // Printed before it was ready, and perhaps read only after.
    get metricsUrl() {
      const [port] = output.flatMap(
        (line) => /"port":(\d+).*"Serving metrics"/.exec(line)?.[1] ?? [],
      );
      return `http://127.0.0.1:${port}/metrics`;
    },
    pid: child.pid ?? 0,
    output,
    exited,
    stop,
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
