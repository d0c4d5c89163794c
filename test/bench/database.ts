import { randomUUID } from "node:crypto";
import { verifyChain } from "../../src/usecases/audit/verifyChain.ts";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { until } from "../support/until.ts";
import { reportLatency, type Report } from "./measurement.ts";

const INSERT_FOR_MS = 4_000;
const JOBS = 150;
/** Beyond it a job would have waited for the next look at the table, instead of being told of. */
const START_WITHIN_MS = 100;
const AUDIT_ROWS = 20_000;
const ROWS_PER_TRANSACTION = 500;

/** What the embedded database does in a second, one statement after the other, each synced to disk. */
export async function benchInserts(
  storage: OpenStorage,
  report: Report,
): Promise<void> {
  const expiresAt = new Date(Date.now() + 600_000);
  const insert = (): Promise<boolean> =>
    storage.nonces.claim("bench", randomUUID(), expiresAt);
  for (let i = 0; i < 50; i++) await insert();

  const fsyncsBefore = storage.fsyncCount() ?? 0;
  const startedAt = performance.now();
  let inserts = 0;
  while (performance.now() - startedAt < INSERT_FOR_MS) {
    await insert();
    inserts++;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const fsyncs = (storage.fsyncCount() ?? 0) - fsyncsBefore;
  // Without this the number could come from writes that a power cut would undo.
  if (fsyncs < inserts)
    throw new Error(`${inserts} inserts were synced only ${fsyncs} times`);
  report({
    name: "durable_inserts_per_second",
    value: inserts / seconds,
    what: "embedded database: single-row inserts, each its own transaction on disk",
    samples: inserts,
  });
  report({
    name: "fsyncs_per_insert",
    value: fsyncs / inserts,
    what: "embedded database: syncs to disk behind one insert",
    samples: inserts,
  });
}

/** From the beginning of the transaction that sends a job to the first line of its worker. */
export async function benchJobs(
  storage: OpenStorage,
  report: Report,
): Promise<void> {
  const sentAt = new Map<string, number>();
  const latenciesMs: number[] = [];
  await storage.queue.work("evaluateDevice", 4, async ({ deviceId }) => {
    latenciesMs.push(performance.now() - (sentAt.get(deviceId) ?? NaN));
  });
  for (let i = 0; i < JOBS; i++) {
    const deviceId = randomUUID() as DeviceId;
    sentAt.set(deviceId, performance.now());
    await storage.transaction(({ queue }) =>
      queue.send("evaluateDevice", { deviceId }),
    );
    await until("the job starts", () => latenciesMs.length > i);
  }
  reportLatency(
    report,
    "job_start_after_send",
    "embedded database: transactional send to the start of its job",
    latenciesMs,
    { p50: START_WITHIN_MS },
  );
}

/** Recomputes the whole chain of an audit log of some size. */
export async function benchAudit(
  storage: OpenStorage,
  report: Report,
): Promise<void> {
  const at = new Date();
  for (let row = 0; row < AUDIT_ROWS; row += ROWS_PER_TRANSACTION)
    await storage.transaction(async ({ audit }) => {
      for (let i = 0; i < ROWS_PER_TRANSACTION; i++)
        await audit.append({
          kind: "proposal.posted",
          at,
          actor: null,
          deviceId: `device-${i}` as DeviceId,
          proposalId: null,
          details: { version: i, device: "LT-0042", channel: "19:devices" },
        });
    });

  const startedAt = performance.now();
  const outcome = await verifyChain(storage);
  const ms = performance.now() - startedAt;
  if (outcome.kind !== "intact" || outcome.rows !== AUDIT_ROWS)
    throw new Error(
      `The log is not what was written: ${JSON.stringify(outcome)}`,
    );
  report({
    name: "audit_verify_20000_rows_ms",
    value: ms,
    what: `embedded database: verifying an audit log of ${AUDIT_ROWS.toLocaleString("en")} rows`,
    samples: 1,
  });
}
