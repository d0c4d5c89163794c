import {
  EVERY_ENTRY,
  type AuditFilter,
} from "../../../src/domain/audit/auditFilter.ts";
import { nameActors } from "../../../src/usecases/audit/nameActors.ts";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import { PGlite } from "@electric-sql/pglite";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import pg from "pg";
import {
  createAuditEraseHandler,
  createAuditVerifyHandler,
} from "../../../bot/handlers/audit.ts";
import type { Turn } from "../../../bot/turn/turn.ts";
import type {
  AuditEvent,
  AuditRow,
  LoggedHead,
} from "../../../src/domain/audit/audit.ts";
import type { SeqRange } from "../../../src/domain/audit/erasure.ts";
import { AuditHeadLost } from "../../../src/domain/audit/errors.ts";
import { eraseDetails } from "../../../src/usecases/audit/eraseDetails.ts";
import { logHead } from "../../../src/usecases/audit/logHead.ts";
import {
  CHAIN_START,
  digestDetails,
  hashRow,
} from "../../../src/domain/audit/chain.ts";
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
import { aUser } from "../../support/stagingExamples.ts";
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
      await storage.audit.list({
        filter: { ...EVERY_ENTRY, deviceId: "device-1" as DeviceId },
        upTo: null,
        skip: 0,
        limit: 5,
      }),
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
      erased: { rows: 0, by: [], unrecorded: 0 },
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

  describe("erasing details", () => {
    const erase = (...rows: readonly SeqRange[]) =>
      eraseDetails(
        { storage, clock },
        { rows, reason: "asked for", erasedBy: ana },
      );

    it("is a row of the log that says which, why and by whom, and verification tells", async () => {
      await append({}, { details: { name: "Ana" } }, {}, {}, {});
      expect(await erase([2, 3], [5, 5])).toEqual({
        kind: "erased",
        seq: 6,
        rows: 3,
        altered: 0,
      });
      const rows = await storage.audit.page(0, 10);
      expect(rows[1]).toMatchObject({ details: null, detailsMatch: null });
      const [by] = await storage.audit.listLast(1);
      expect(by).toMatchObject({
        seq: 6,
        kind: "audit.details-erased",
        at: clock.now(),
        details: {
          reason: "asked for",
          rows: [
            [2, 3],
            [5, 5],
          ],
        },
      });
      expect(await verifyChain(storage)).toMatchObject({
        kind: "intact",
        rows: 6,
        erased: { rows: 3, by: [{ actor: by?.actor, rows: 3 }], unrecorded: 0 },
      });
    });

    it("done twice, or beyond the end, names only what it took", async () => {
      await append({}, {}, {});
      await erase([2, 2]);
      expect(await erase([2, 2])).toEqual({ kind: "nothing" });
      expect(await erase([2, 900])).toMatchObject({ rows: 1 });
      expect((await storage.audit.listLast(1))[0]?.details?.["rows"]).toEqual([
        [3, 3],
      ]);
      expect(await erase([1, 10_001])).toMatchObject({ kind: "too-many" });
      expect(await verifyChain(storage)).toMatchObject({
        kind: "intact",
        rows: 5,
        erased: { rows: 2 },
      });
    });

    it("takes nothing of an erasure itself", async () => {
      await append({}, {});
      await erase([1, 1]);
      expect(await erase([3, 3])).toEqual({ kind: "nothing" });
      expect(await verifyChain(storage)).toMatchObject({ kind: "intact" });
    });

    it("by two at once is told once for each row", async () => {
      await append({}, {}, {}, {});
      const both = await Promise.all([erase([1, 3]), erase([2, 4])]);
      expect(
        both.map((one) => (one.kind === "erased" ? one.rows : 0)).sort(),
      ).toEqual([1, 3]);
      expect(await verifyChain(storage)).toMatchObject({
        kind: "intact",
        erased: { rows: 4 },
      });
    });

    it("is no fault while the log is being read", async () => {
      await append({}, {}, {});
      let isFirst = true;
      const audit = {
        ...storage.audit,
        async page(after: number, limit: number) {
          if (isFirst) await erase([1, 1]);
          isFirst = false;
          return storage.audit.page(after, limit);
        },
      };
      expect(await verifyChain({ audit })).toMatchObject({
        kind: "intact",
        rows: 3,
        erased: { rows: 1 },
      });
    });

    it("does not hide that they had been altered", async () => {
      await append({}, {}, {});
      await tamper(
        `update audit_details set details = '{"n":99}' where seq = 2`,
      );
      expect(await erase([1, 2])).toMatchObject({ rows: 2, altered: 1 });
      expect(await verifyChain(storage)).toMatchObject({
        kind: "broken",
        seq: 2,
        what: { say: "audit.altered-before-erased" },
        findings: 1,
      });
    });

    it("does not cover for details that were gone before, nor for ones that came back", async () => {
      await append({}, {}, {});
      await tamper("delete from audit_details where seq = 2");
      await erase([2, 3]);
      expect(await verifyChain(storage)).toMatchObject({
        kind: "broken",
        seq: 2,
        what: { say: "audit.details-missing", values: { rows: 1 } },
        erased: { rows: 1 },
      });
      await tamper("insert into audit_details values (3, 'salt', '{}')");
      expect(await verifyChain(storage)).toMatchObject({
        kind: "broken",
        seq: 2,
        others: [
          { seq: 3, what: { say: "audit.details-changed" } },
          { seq: 3, what: { say: "audit.details-back" } },
        ],
        findings: 3,
      });
    });

    it("is believed of no row that was changed", async () => {
      await append({}, {}, {});
      await erase([1, 1]);
      await tamper(
        `update audit_details set details = replace(details, '[1,1]', '[1,2]') where seq = 4`,
        "delete from audit_details where seq = 2",
      );
      expect(await verifyChain(storage)).toMatchObject({
        kind: "broken",
        seq: 1,
        what: { say: "audit.details-missing", values: { rows: 2 } },
        others: [{ seq: 4, what: { say: "audit.details-changed" } }],
      });
    });
  });

  describe("compared with a head that was logged earlier", () => {
    it("is intact when that row still has the hash", async () => {
      await append({}, {});
      const logged = await storage.audit.head();
      await append({});
      expect(await verifyChain(storage, logged)).toMatchObject({
        kind: "intact",
      });
      expect(
        await verifyChain(storage, { seq: 0, hash: CHAIN_START }),
      ).toMatchObject({ kind: "intact" });
    });

    it("shows a tail that was cut off together with the head", async () => {
      await append({}, {}, {}, {});
      const logged = await storage.audit.head();
      await tamper(
        "delete from audit_details where seq > 2",
        "delete from audit_rows where seq > 2",
        "update audit_head set (seq, hash) = (select seq, hash from audit_rows where seq = 2)",
      );
      expect(await verifyChain(storage)).toMatchObject({ kind: "intact" });
      expect(await verifyChain(storage, logged)).toMatchObject({
        kind: "broken",
        seq: 4,
        what: { say: "audit.logged-row-missing", values: { last: 2 } },
      });
      await append({}, {}, {});
      expect(await verifyChain(storage, logged)).toMatchObject({
        kind: "broken",
        seq: 4,
        what: { say: "audit.not-as-logged" },
      });
    });
  });

  it("is broken, and takes no entry, when its head row is lost", async () => {
    await append({}, {});
    await tamper("delete from audit_head");
    expect(await verifyChain(storage)).toMatchObject({
      kind: "broken",
      seq: 2,
      what: { say: "audit.head-missing" },
      findings: 1,
    });
    await expect(append({})).rejects.toThrow(AuditHeadLost);
    const lines: string[] = [];
    const log = (_fields: object, line: string) => void lines.push(line);
    const jobs = await storage.queue.depth();
    const hourly = () =>
      logHead({ storage, log: { info: log, warn: log, error: log } });
    await hourly();
    await hourly();
    expect(lines).toEqual(
      Array(2).fill("The head of the audit log is missing"),
    );
    // One notice for the admins, whatever the hours.
    expect(await storage.queue.depth()).toBe(jobs + 1);
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
      "details that are no JSON",
      [`update audit_details set details = '{"n":' where seq = 3`],
      3,
    ],
    [
      "details that are no object",
      [`update audit_details set details = 'null' where seq = 3`],
      3,
    ],
    [
      "an instant that is none",
      ["update audit_rows set at = 'infinity' where seq = 3"],
      3,
    ],
    ["details that are gone", ["delete from audit_details where seq = 3"], 3],
    ["all details gone", ["delete from audit_details"], 1],
    [
      "a row put before the first",
      [
        `insert into audit_rows select 0, at, kind, actor, device_id, proposal_id, digest, previous_hash, hash
         from audit_rows where seq = 1`,
      ],
      0,
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
        "delete from audit_details where seq in (2, 3)",
        "update audit_rows set seq = 99 where seq = 2",
        "update audit_rows set seq = 2 where seq = 3",
        "update audit_rows set seq = 3 where seq = 99",
      ],
      2,
    ],
    [
      "a row put in the middle",
      [
        "delete from audit_details where seq >= 3",
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

  it("tells an admin in whole sentences what was found, and what was erased by whom", async () => {
    await append({}, {}, {}, {}, {});
    const say = async (typed = "") => {
      const custodian = {
        requireAdmin: () => Promise.resolve({ allowed: true }),
        audit: {
          verify: (logged?: LoggedHead) => verifyChain(storage, logged),
          erase: (
            rows: readonly SeqRange[],
            reason: string,
            erasedBy: UserId,
          ) => eraseDetails({ storage, clock }, { rows, reason, erasedBy }),
        },
      } as unknown as Custodian;
      const deps = { custodian, publicUrl: null };
      const [, command, rest = ""] = /^(\w+) ?(.*)$/.exec(typed) ?? [];
      const handle =
        command === "erase"
          ? createAuditEraseHandler(deps)
          : createAuditVerifyHandler(deps);
      const turn = { messages: english, userId: ana } as Turn;
      return (await handle(turn, rest)).text ?? "";
    };
    const head = await storage.audit.head();
    expect(await say(`verify 5 ${head?.hash.toUpperCase()}`)).toBe(
      `The audit log is intact: 5 rows, last hash ${head?.hash}. Row 5 has the hash you gave.`,
    );
    for (const typed of ["verify 5", "verify 5 abc", "verify LT-0042"])
      expect(await say(typed)).toMatch(/^Type audit verify\./);
    for (const typed of ["erase", "erase 3", "erase 4-2 why", "erase x why"])
      expect(await say(typed)).toMatch(/^Type audit erase/);
    expect(await say("erase 1, 3 - 4 they asked")).toBe(
      "The details of 3 entries are erased. Entry 6 says so, with your reason.",
    );
    expect(await say("erase 1 they asked")).toBe(
      "None of these entries has details to erase.",
    );
    const actor = (await storage.audit.listLast(1))[0]?.actor?.slice(0, 8);
    expect(await say("verify")).toMatch(
      new RegExp(`The details of 3 rows were erased: 3 by person ${actor}\\.$`),
    );
    await tamper(
      "update audit_rows set actor = 'nobody' where seq = 2",
      "delete from audit_details where seq = 5",
    );
    expect(await say("verify")).toBe(
      "The audit log is broken at row 2. It was changed. Compare it with a backup. " +
        "Row 5: Its details are gone, and no erasure names them. " +
        `The details of 3 rows were erased: 3 by person ${actor}.`,
    );
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

  describe("what a filter leaves", () => {
    const ben = "0b3f6a9e-0000-4000-8000-00000000be00" as UserId;
    const seqsOf = async (filter: Partial<AuditFilter>) =>
      (
        await storage.audit.list({
          filter: { ...EVERY_ENTRY, ...filter },
          upTo: null,
          skip: 0,
          limit: 100,
        })
      ).map(({ seq }) => seq);

    it("is by who did it, to which device, what it was and when, together or alone, in either order, page by page", async () => {
      const at = (minutes: number) => after(minutes * MINUTE_MS);
      const device = "device-1" as DeviceId;
      await append(
        { actor: ana, kind: "proposal.approved", at: at(0), deviceId: device },
        { actor: ben, kind: "proposal.rejected", at: at(200) },
        { actor: null, kind: "undo.done", at: at(201), deviceId: device },
        { actor: ana, kind: "undo.failed", at: at(400) },
        // A clock that is behind.
        { actor: ana, kind: "undo.done", at: at(399), deviceId: device },
      );

      expect(await seqsOf({ actor: ana })).toEqual([5, 4, 1]);
      expect(await seqsOf({ deviceId: device })).toEqual([5, 3, 1]);
      const undone = ["undo.done", "undo.failed"] as const;
      expect(await seqsOf({ kinds: undone })).toEqual([5, 4, 3]);
      expect(await seqsOf({ kinds: [] })).toEqual([]);
      expect(await seqsOf({ since: at(200), until: at(399) })).toEqual([3, 2]);
      expect(await seqsOf({ since: at(400) })).toEqual([4]);
      expect(
        await seqsOf({
          actor: ana,
          kinds: undone,
          deviceId: device,
          since: at(1),
        }),
      ).toEqual([5]);
      const filter = { ...EVERY_ENTRY, kinds: undone };
      expect(
        await storage.audit.list({ filter, upTo: 4, skip: 1, limit: 1 }),
      ).toMatchObject([{ seq: 3 }]);
      expect(await storage.audit.page(3, 10, filter)).toMatchObject([
        { seq: 4 },
        { seq: 5 },
      ]);

      const exported = await openExport(
        { storage, clock },
        new URLSearchParams(
          await createExportLink({ storage, clock }, "jsonl", ben, {
            ...EVERY_ENTRY,
            actor: ana,
            since: at(1),
          }),
        ),
      );
      const rows = parseLines(await text(exported?.body ?? Readable.from([])));
      expect(rows.map(({ seq }) => seq)).toEqual([4, 5]);
    });
  });

  describe("who did it", () => {
    const namesOf = async () => {
      const rows = await storage.audit.page(0, 10);
      const actors = await nameActors(storage, rows);
      return rows.map(({ seq }) => actors.get(seq)?.userPrincipalName ?? null);
    };

    it("is told by the name then and the name now, in the export, too, until the details are erased", async () => {
      await storage.people.save(
        aUser({ id: ana, userPrincipalName: "ana@contoso.com" }),
        NOON,
      );
      await append({ actor: ana }, { actor: null }, { actor: ana });
      await storage.people.save(
        aUser({
          id: ana,
          userPrincipalName: "ana.schmidt@contoso.com",
          displayName: "Ana Schmidt",
        }),
        after(MINUTE_MS),
      );
      const rows = await storage.audit.page(0, 10);
      expect((await nameActors(storage, rows)).get(1)).toEqual({
        id: ana,
        displayName: "Ana Schmidt",
        userPrincipalName: "ana@contoso.com",
      });
      expect(rows[0]?.actor).not.toContain(ana);

      await eraseDetails(
        { storage, clock },
        { rows: [[3, 3]], reason: "asked for", erasedBy: ana },
      );
      expect(await namesOf()).toEqual([
        "ana@contoso.com",
        null,
        null,
        // An erasure is never erased itself, so it keeps no name.
        null,
      ]);
      const exported = await openExport(
        { storage, clock },
        new URLSearchParams(
          await createExportLink({ storage, clock }, "jsonl", ana),
        ),
      );
      const lines = await text(exported?.body ?? Readable.from([]));
      const upns = lines
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { actorUpn: unknown }).actorUpn);
      expect(upns).toEqual([...(await namesOf())]);
      expect(await verifyChain(storage)).toMatchObject({ kind: "intact" });
    });

    it("of an entry of an earlier version is told by a later one, and not of one that was changed", async () => {
      await storage.people.save(
        aUser({ id: ana, userPrincipalName: "ana@contoso.com" }),
        NOON,
      );
      await append({ actor: ana }, { actor: ana }, { actor: ana });
      const earlier = JSON.stringify({ reason: "x" });
      await tamper(
        `update audit_details set details = '${earlier}' where seq = 1`,
        `update audit_rows set digest = '${digestDetails("", earlier)}' where seq = 1`,
        "update audit_details set salt = '' where seq = 1",
        `update audit_details set details = '{"actorId":"x","actorUpn":"eve@x.com"}' where seq = 2`,
      );
      expect(await namesOf()).toEqual([
        "ana@contoso.com",
        null,
        "ana@contoso.com",
      ]);
    });
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
      expect(rows[0]?.details).toMatchObject({ a: 'ü\n"' });
    });

    it("keeps quotes, commas and line breaks inside their cell", async () => {
      const deviceId = 'a "quoted", name\r\nin two lines' as DeviceId;
      const details = { reason: 'He said "no", twice\n=1+1' };
      await append({ deviceId, details }, {});
      const exported = await openExport({ storage, clock }, await link("csv"));
      const rows = parseCsv(await text(exported?.body ?? Readable.from([])));
      expect(rows.map((row) => row.length)).toEqual([11, 11, 11, 11]);
      expect(rows[1]?.[4]).toBe(deviceId);
      expect(JSON.parse(rows[1]?.[6] ?? "")).toMatchObject(details);
    });
  });
});

describeOnEachEngine("An export of the audit log", (engine) => {
  const clock = aClock();
  let test: TestStorage;
  beforeAll(async () => {
    test = await engine.open(clock);
  });
  afterAll(() => test.dispose());

  const link = async (format: "csv" | "jsonl" = "jsonl") =>
    new URLSearchParams(
      await createExportLink({ storage: test.storage, clock }, format, ana),
    );

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
    expect(
      await openExport({ storage: test.storage, clock }, query),
    ).toBeNull();
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])(
    "shows %j as text in a spreadsheet",
    async (formula) => {
      await test.storage.transaction(({ audit }) =>
        audit.append(anEvent({ deviceId: formula as DeviceId })),
      );
      const exported = await openExport(
        { storage: test.storage, clock },
        await link("csv"),
      );
      // The last one tells of the export itself.
      const row = parseCsv(await text(exported?.body ?? Readable.from([]))).at(
        -2,
      );
      expect(row?.[4]).toBe(`'${formula}`);
    },
  );
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
