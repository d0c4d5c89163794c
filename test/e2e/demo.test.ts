import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "@jest/globals";

const START = join(import.meta.dirname, "../simulator/demo/start.js");

describe("the demo", () => {
  const running: Demo[] = [];
  afterEach(async () => {
    for (const demo of running.splice(0)) {
      demo.child.kill("SIGKILL");
      await demo.exited;
    }
  });
  const demo = (...args: readonly string[]): Demo => {
    const started = startDemo(args);
    running.push(started);
    return started;
  };

  it("plays the tour from evidence to undo, from a sweep to the staging board, the look-ups and the tab", async () => {
    const tour = demo("--tour");

    expect([await tour.exited, tour.output()]).toEqual([
      0,
      expect.stringContaining("Everything happened"),
    ]);
    const steps = tour
      .output()
      .split("\n")
      .filter((line) => line.startsWith("✔"));
    expect(
      steps.map((line) => line.replace(/^✔ \d+\. (\w+).*$/, "$1")),
    ).toEqual(
      expect.arrayContaining([
        "Evidence",
        "Proposal",
        "Approval",
        "Reassignment",
        "Verified",
        "Undo",
        "Undone",
        "Sweep",
        "Summary",
        "Handoff",
        "Lead",
        "Digest",
        "Bulk",
        "Verified",
        "Told",
        "Board",
        "Question",
        "Extension",
        "Tab",
      ]),
    );
  });

  it("starts everything, and Ctrl-C stops everything", async () => {
    const base = await findFreeBase();
    const all = demo("--port", String(base));
    await all.says("Custodian is running.");

    const playground = await fetch(`http://127.0.0.1:${base}`);
    const [, address = ""] = /its metrics\s+(\S+)/.exec(all.output()) ?? [];
    const metrics = await fetch(address);
    expect(playground.status).toBe(200);
    const [, tab = ""] = /^The tab: (\S+)/m.exec(all.output()) ?? [];
    expect(tab).toBe(`http://127.0.0.1:${base + 4}/`);
    expect(await (await fetch(tab)).text()).toContain('title="The tab"');
    for (const step of ["database", "the bot", "the Agents Playground"])
      expect(all.output()).toMatch(new RegExp(`${step}.* … \\d+\\.\\d s`));
    // Cards are waiting: what was posted went to the Playground.
    expect(await metrics.text()).toMatch(
      /teams_calls_total\{call="post",outcome="ok"\} [1-9]/,
    );
    all.child.kill("SIGINT");

    expect(await all.exited).toBe(0);
    for (const port of [base, base + 1, base + 4])
      await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
  });

  it("says which port is in use, and how to choose others", async () => {
    const taken = await listen(0);
    const { port } = taken.address() as AddressInfo;

    const refused = demo("--port", String(port));

    expect(await refused.exited).toBe(1);
    expect(refused.output()).toContain(`Port ${port} is in use`);
    expect(refused.output()).toContain("--port N");
    taken.close();
  });
});

interface Demo {
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  output(): string;
  /** Resolves when it printed the text; rejects when it ended before. */
  says(text: string): Promise<void>;
}

function startDemo(args: readonly string[]): Demo {
  const child = spawn(process.execPath, [START, ...args], {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  // "close" comes after the last of the output, "exit" perhaps before.
  const exited = new Promise<number | null>((resolve) =>
    child.once("close", resolve),
  );
  return {
    child,
    exited,
    output: () => output,
    says: (text) =>
      new Promise((resolve, reject) => {
        child.stdout.on("data", () => {
          if (output.includes(text)) resolve();
        });
        void exited.then((code) =>
          reject(new Error(`The demo ended with ${code}:\n${output}`)),
        );
      }),
  };
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, () => resolve(server));
  });
}

/** Five free ports in a row, away from those the system hands out. */
async function findFreeBase(): Promise<number> {
  for (;;) {
    const base = 20_000 + Math.floor(Math.random() * 10_000);
    try {
      for (let port = base; port < base + 5; port++)
        (await listen(port)).close();
      return base;
    } catch {
      // Taken: elsewhere, then.
    }
  }
}
