import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { PGlite } from "@electric-sql/pglite";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import pg from "pg";
import { createAuditVerifyHandler } from "../../../bot/handlers/audit.ts";
import type { Turn } from "../../../bot/turn/turn.ts";
import type { AuditEvent, AuditRow } from "../../../src/domain/audit/audit.ts";
import { CHAIN_START, hashRow } from "../../../src/domain/audit/chain.ts";
import {
  createExportLink,
  openExport,
} from "../../../src/usecases/audit/exportAudit.ts";
import { verifyChain } from "../../../src/usecases/audit/verifyChain.ts";
import type { Custodian } from "../../../src/custodian.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { ProposalId } from "../../../src/domain/proposals/proposal.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import { aClock, after, MINUTE_MS, NOON } from "../../support/builders.ts";
import { openReplica } from "../../support/replicas.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";
import { english } from "../../../bot/messages/languages.ts";

const ana = "0b3f6a9e-0000-4000-8000-00000000a0a0" as UserId;

describeOnEachEngine("The audit log", (engine) => {
  const clock = aClock();
  let test: TestStorage;
  let storage: OpenStorage;
  beforeEach(async () => {
    test = await engine.open(clock);
    storage = test.storage;
  });
  afterEach(async () => {
    await storage.close();
    await test.dispose();
  });

  const append = (...events: readonly Partial<AuditEvent>[]) =>
    storage.transaction(async ({ audit }) => {
      for (const event of events) await audit.append(anEvent(event));
    });

  /** Does to the tables what nobody should, as someone with the database's password could. */
  async function tamper(...statements: readonly string[]): Promise<void> {
    if (test.database.kind === "postgres") {
      const client = new pg.Client({ connectionString: test.database.url });
      await client.connect();
      for (const statement of statements) await client.query(statement);
      await client.end();
      return;
    }
    await storage.close();
    const raw = new PGlite(join(test.database.dataDir, "pg"));
    for (const statement of statements) await raw.exec(statement);
    await raw.close();
    storage = await openReplica(test.database, clock);
  }

  it("chains its rows, and gives back what was appended", async () => {
    const event = anEvent({
      actor: ana,
      deviceId: "device-1" as DeviceId,
      proposalId: "proposal-1" as ProposalId,
      details: { reason: 'Loaned; "until" Friday\n', at: NOON, count: 3 },
    });
    await append(event, {});
    const [first, second] = await storage.audit.page(0, 10);
    expect(first).toMatchObject({
      seq: 1,
      at: event.at,
      kind: event.kind,
      deviceId: "device-1",
      proposalId: "proposal-1",
      details: event.details,
      detailsMatch: true,
      previousHash: CHAIN_START,
    });
    expect(second).toMatchObject({ seq: 2, previousHash: first?.hash });
    expect(await storage.audit.head()).toEqual({ seq: 2, hash: second?.hash });
    expect(
      await storage.audit.listForDevice("device-1" as DeviceId, 5),
    ).toEqual([first]);
    const about = (id: string, deviceId: string) =>
      storage.audit.listForProposal(
        { id: id as ProposalId, deviceId: deviceId as DeviceId },
        5,
      );
    expect(await about("proposal-1", "device-1")).toEqual([first]);
    expect(await about("proposal-2", "device-1")).toEqual([]);
    expect(await storage.audit.listLast(1)).toEqual([second]);
  });

  it("is intact when it is empty", async () => {
    expect(await verifyChain(storage)).toEqual({
      kind: "intact",
      rows: 0,
      headHash: CHAIN_START,
    });
  });

  it("stays one chain under many transactions at once, and outside of any", async () => {
    const replica =
      test.database.kind === "postgres"
        ? await openReplica(test.database, clock)
        : storage;
    await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        if (i % 4 === 0) return storage.audit.append(anEvent());
        return (i % 2 ? storage : replica).transaction(async ({ audit }) => {
          await audit.append(anEvent());
          await audit.append(anEvent());
        });
      }),
    );
    if (replica !== storage) await replica.close();
    expect(await verifyChain(storage)).toMatchObject({
      kind: "intact",
      rows: 70,
    });
  });

  it("leaves neither a row nor a gap of a transaction that was rolled back", async () => {
    await append({});
    const rolledBack = storage.transaction(async ({ audit }) => {
      await audit.append(anEvent());
      throw new Error("on second thoughts");
    });
    await expect(rolledBack).rejects.toThrow("on second thoughts");
    await append({});
    expect((await storage.audit.page(0, 10)).map(({ seq }) => seq)).toEqual([
      1, 2,
    ]);
    expect(await verifyChain(storage)).toMatchObject({ kind: "intact" });
  });

  it("calls a person by the same stand-in everywhere, and by no name", async () => {
    await append(
      { actor: ana },
      { actor: ana.toUpperCase() as UserId },
      { actor: "0b3f6a9e-0000-4000-8000-00000000a0a1" as UserId },
      { actor: null },
    );
    const actors = (await storage.audit.page(0, 10)).map(({ actor }) => actor);
    expect(actors[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(actors[1]).toBe(actors[0]);
    expect(actors[2]).not.toBe(actors[0]);
    expect(actors[3]).toBeNull();
    expect(actors.join()).not.toContain(ana);
  });

  it("still verifies when the details of a person were erased", async () => {
    await append({}, { details: { name: "Ana" } }, {});
    await tamper("delete from audit_details where seq = 2");
    expect(await verifyChain(storage)).toMatchObject({ kind: "intact" });
    const [, erased] = await storage.audit.page(0, 10);
    expect(erased).toMatchObject({ details: null, detailsMatch: null });
  });

  it.each([
    [
      "a changed field",
      ["update audit_rows set kind = 'proposal.rejected' where seq = 3"],
      3,
    ],
    [
      "a changed actor",
      ["update audit_rows set actor = null where seq = 3"],
      3,
    ],
    [
      "a changed instant",
      ["update audit_rows set at = at + interval '1 ms' where seq = 3"],
      3,
    ],
    [
      "changed details",
      [`update audit_details set details = '{"n":99}' where seq = 3`],
      3,
    ],
    [
      "a row deleted in the middle",
      [
        "delete from audit_details where seq = 3",
        "delete from audit_rows where seq = 3",
      ],
      4,
    ],
    [
      "a deleted row whose place the later ones were moved to",
      [
        "delete from audit_details where seq >= 3",
        "delete from audit_rows where seq = 3",
        "update audit_rows set seq = 3 where seq = 4",
        "update audit_rows set seq = 4 where seq = 5",
        "update audit_head set seq = 4",
      ],
      3,
    ],
    [
      "rows cut off at the end",
      [
        "delete from audit_details where seq > 3",
        "delete from audit_rows where seq > 3",
      ],
      4,
    ],
    [
      "rows cut off at the end, and the head's number with them",
      [
        "delete from audit_details where seq > 3",
        "delete from audit_rows where seq > 3",
        "update audit_head set seq = 3",
      ],
      4,
    ],
    [
      "two rows that changed places",
      [
        "delete from audit_details",
        "update audit_rows set seq = 99 where seq = 2",
        "update audit_rows set seq = 2 where seq = 3",
        "update audit_rows set seq = 3 where seq = 99",
      ],
      2,
    ],
    [
      "a row put in the middle",
      [
        "delete from audit_details",
        "update audit_rows set seq = seq + 100 where seq >= 3",
        "update audit_rows set seq = seq - 99 where seq > 100",
        `insert into audit_rows select 3, at, kind, actor, device_id, proposal_id, digest, previous_hash, hash
         from audit_rows where seq = 2`,
        "update audit_head set seq = 6",
      ],
      3,
    ],
    [
      "a row put behind the last",
      [
        `insert into audit_rows select 6, at, kind, actor, device_id, proposal_id, digest, hash, repeat('a', 64)
         from audit_rows where seq = 5`,
      ],
      6,
    ],
  ])("finds %s", async (_name, statements, seq) => {
    await append(...Array.from({ length: 5 }, (_, n) => ({ details: { n } })));
    expect(await verifyChain(storage)).toMatchObject({ kind: "intact" });
    await tamper(...statements);
    expect(await verifyChain(storage)).toMatchObject({ kind: "broken", seq });
  });

  it("tells an admin of a changed row in whole sentences", async () => {
    await append({}, {}, {});
    await tamper("update audit_rows set actor = 'nobody' where seq = 2");
    const handle = createAuditVerifyHandler({
      custodian: {
        requireAdmin: () => Promise.resolve({ allowed: true }),
        audit: { verify: () => verifyChain(storage) },
      } as unknown as Custodian,
      publicUrl: null,
    });
    expect(await handle({ messages: english } as Turn, "")).toEqual({
      text: "The audit log is broken at row 2. It was changed. Compare it with a backup.",
    });
  });

  it("verifies and exports more rows than one page holds", async () => {
    for (let batch = 0; batch < 5; batch += 1)
      await append(...Array.from({ length: 500 }, () => ({})));
    expect(await verifyChain(storage)).toMatchObject({
      kind: "intact",
      rows: 2500,
    });
    const exported = await openExport(
      { storage, clock },
      new URLSearchParams(
        await createExportLink({ storage, clock }, "jsonl", ana),
      ),
    );
    const rows = parseLines(await text(exported?.body ?? Readable.from([])));
    expect(rows.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 2501 }, (_, i) => i + 1),
    );
  });

  describe("its export", () => {
    const link = async (format: "csv" | "jsonl" = "jsonl") =>
      new URLSearchParams(
        await createExportLink({ storage, clock }, format, ana),
      );

    it("is itself a row of the log, by the person who asked", async () => {
      await link("csv");
      const [row] = await storage.audit.listLast(1);
      expect(row).toMatchObject({
        kind: "audit.exported",
        details: { format: "csv" },
      });
      expect(row?.actor).toMatch(/^[0-9a-f]{32}$/);
    });

    it("can be had for ten minutes", async () => {
      const query = await link();
      clock.advance(10 * MINUTE_MS);
      expect(await openExport({ storage, clock }, query)).toMatchObject({
        format: "jsonl",
      });
      clock.advance(1);
      expect(await openExport({ storage, clock }, query)).toBeNull();
    });

    it.each([
      [
        "a longer life",
        (q: URLSearchParams) => q.set("expires", "9999999999999"),
      ],
      ["another format", (q: URLSearchParams) => q.set("format", "csv")],
      ["an unknown format", (q: URLSearchParams) => q.set("format", "xlsx")],
      ["no signature", (q: URLSearchParams) => q.delete("signature")],
      ["an empty signature", (q: URLSearchParams) => q.set("signature", "")],
      ["a guess", (q: URLSearchParams) => q.set("signature", "A".repeat(43))],
      ["no expiry", (q: URLSearchParams) => q.delete("expires")],
      [
        "a multi-byte signature",
        (q: URLSearchParams) => q.set("signature", "é".repeat(43)),
      ],
    ])("is refused to a link with %s", async (_name, forge) => {
      const query = await link();
      forge(query);
      expect(await openExport({ storage, clock }, query)).toBeNull();
    });

    it("can be verified by whoever holds the file alone", async () => {
      await append({ deviceId: "d" as DeviceId, details: { a: 'ü\n"' } }, {});
      const exported = await openExport({ storage, clock }, await link());
      expect(exported?.fileName).toMatch(
        /^custodian-audit-\d{4}-\d\d-\d\d\.jsonl$/,
      );
      const rows = parseLines(await text(exported?.body ?? Readable.from([])));
      expect(rows).toHaveLength(3);
      let previous = CHAIN_START;
      for (const row of rows) {
        expect(row.previousHash).toBe(previous);
        expect(hashRow(row)).toBe(row.hash);
        previous = row.hash;
      }
      expect(rows[0]?.details).toEqual({ a: 'ü\n"' });
    });

    it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])(
      "shows %j as text in a spreadsheet",
      async (formula) => {
        await append({ deviceId: formula as DeviceId });
        const exported = await openExport(
          { storage, clock },
          await link("csv"),
        );
        const [, row] = parseCsv(
          await text(exported?.body ?? Readable.from([])),
        );
        expect(row?.[4]).toBe(`'${formula}`);
      },
    );

    it("keeps quotes, commas and line breaks inside their cell", async () => {
      const deviceId = 'a "quoted", name\r\nin two lines' as DeviceId;
      const details = { reason: 'He said "no", twice\n=1+1' };
      await append({ deviceId, details }, {});
      const exported = await openExport({ storage, clock }, await link("csv"));
      const rows = parseCsv(await text(exported?.body ?? Readable.from([])));
      expect(rows.map((row) => row.length)).toEqual([10, 10, 10, 10]);
      expect(rows[1]?.[4]).toBe(deviceId);
      expect(JSON.parse(rows[1]?.[6] ?? "")).toEqual(details);
    });
  });
});

function anEvent(overrides: Partial<AuditEvent> = {}): AuditEvent {
  return {
    kind: "proposal.approved",
    at: after(Math.floor(Math.random() * MINUTE_MS)),
    actor: randomUUID() as UserId,
    deviceId: null,
    proposalId: null,
    details: { name: "Ana", upn: "ana@contoso.com" },
    ...overrides,
  };
}

type ExportedRow = Omit<AuditRow, "detailsMatch">;

function parseLines(lines: string): readonly ExportedRow[] {
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const row = JSON.parse(line) as ExportedRow & { readonly at: string };
      return { ...row, at: new Date(row.at) };
    });
}

/** RFC 4180, as a spreadsheet reads it. */
function parseCsv(csv: string): string[][] {
  const cells = [...csv.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, cell = "", end] of cells) {
    rows
      .at(-1)
      ?.push(
        cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
      );
    if (end !== ",") rows.push([]);
  }
  return rows.slice(0, -1);
}
