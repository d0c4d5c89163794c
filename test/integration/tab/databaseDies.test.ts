import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ErrorReply, Me } from "../../../bot/tab/api/shapes.ts";
import { openStorage } from "../../../src/adapters/storage/openStorage.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { jobNames } from "../../../src/workers.ts";
import { after, DAY_MS } from "../../support/builders.ts";
import { startOwnPostgres, type OwnPostgres } from "../../support/postgres.ts";
import { quiet } from "../../support/testStorage.ts";
import { until } from "../../support/until.ts";
import { startTabServer, type TabServer } from "./tabServer.ts";

let folder: string;
let server: OwnPostgres | null;
let tab: TabServer | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "custodian-dies-"));
  server = await startOwnPostgres(folder);
  if (!server) return;
  const database = { kind: "postgres", url: server.url } as const;
  tab = await startTabServer({
    openDatabase: async (clock) => {
      const storage = await openStorage({
        database,
        jobNames,
        clock,
        log: quiet,
      });
      return { storage, database, dispose: () => storage.close() };
    },
  });
});
afterAll(async () => {
  await tab?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("A PostgreSQL that dies while the bot runs", () => {
  it("has requests in between told so, loses nothing that was acknowledged, and has its queue go on by itself", async () => {
    // Said by what starts it.
    if (!server || !tab) return;
    const { app } = tab;
    const { storage } = app;
    const { admin } = app.contoso.cast;
    const done: string[] = [];
    await storage.queue.work("evaluateDevice", 1, async ({ deviceId }) => {
      done.push(deviceId);
    });
    const send = (name: string, delaySeconds = 0) =>
      storage.queue.send(
        "evaluateDevice",
        { deviceId: name as DeviceId },
        { delaySeconds },
      );
    await send("before");
    await until("a job is done", () => done.includes("before"));
    await send("acknowledged", 2);
    expect((await tab.get<Me>("/me", admin)).status).toBe(200);

    const acknowledged: string[] = [];
    const failures: unknown[] = [];
    let isWriting = true;
    const writing = (async () => {
      for (let count = 0; isWriting; count += 1) {
        const nonce = `n${count}`;
        await storage.nonces.claim("k", nonce, after(DAY_MS)).then(
          () => acknowledged.push(nonce),
          (error: unknown) => failures.push(error),
        );
        if (failures.length > 0) await sleep(20);
      }
    })();
    await until("something is stored", () => acknowledged.length > 20);
    await server.crash();
    await until("writes fail", () => failures.length > 2);

    const reply = await tab.get<ErrorReply>("/me", admin);
    expect(reply).toMatchObject({
      status: 503,
      body: { error: { code: "storage.away" } },
    });
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
    const away = { code: "storage.away", retryable: true };
    await expect(storage.ping()).rejects.toMatchObject(away);
    await expect(send("refused")).rejects.toMatchObject(away);
    await expect(storage.queue.depth()).rejects.toMatchObject(away);
    await expect(
      storage.transaction(({ queue }) =>
        queue.send("evaluateDevice", { deviceId: "refused" as DeviceId }),
      ),
    ).rejects.toMatchObject(away);

    await server.startAgain();
    await until("it is back", async () =>
      storage.ping().then(
        () => true,
        () => false,
      ),
    );
    isWriting = false;
    await writing;
    for (const failure of failures) expect(failure).toMatchObject(away);
    for (const nonce of acknowledged)
      expect(await storage.nonces.claim("k", nonce, after(DAY_MS))).toBe(false);
    await until("what was acknowledged is done", () =>
      done.includes("acknowledged"),
    );
    await send("afterwards");
    await until("what came afterwards is done", () =>
      done.includes("afterwards"),
    );
    expect(done).not.toContain("refused");
    expect((await tab.get<Me>("/me", admin)).status).toBe(200);
  }, 120_000);
});
