import { next } from "../../../src/domain/proposals/states.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { describe, expect, it } from "@jest/globals";
import type {
  AuditExportReply,
  AuditPage,
  Board,
  Changes,
  Decisions,
  DeviceDetail,
  ErrorReply,
  Me,
  PersonDetail,
  PreviewExportReply,
  PreviewReply,
  ProposalDetail,
  ProposalPage,
  SearchReply,
} from "../../../bot/tab/api/shapes.ts";
import { listPending } from "../../../src/usecases/proposals/listPending.ts";
import type { Contoso } from "../../simulator/contoso.ts";
import { MINUTE_MS } from "../../support/builders.ts";
import {
  clickedBy,
  eventually,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { aToldHandoff } from "../../support/stagedProposals.ts";
import { hostileTexts } from "../../support/hostileText.ts";
import { sweepOnce } from "../bot/sweptApp.ts";
import { startTabServer, useTabServer, type TabServer } from "./tabServer.ts";
import { settled } from "../../support/until.ts";

let tab: TabServer;
let app: CustodianOnCloud;
let contoso: Contoso;

useTabServer(
  { devices: 120, settings: { openCardsPerChannel: 200 } },
  async (ready) => {
    tab = ready;
    ({ app } = tab);
    ({ contoso } = app);
    await sweepOnce(app);
  },
);

async function aPosted(logons?: Readonly<Record<string, number>>) {
  const device = app.aDevice(logons ? { logons } : {});
  const proposal = await app.reportLogons(device);
  if (!proposal) throw new Error("Nothing was proposed");
  return await app.show(proposal.id);
}

describe("the preview", () => {
  it("is for admins, who see how many there are of what, and get a link to all of it", async () => {
    const { admin, approver } = contoso.cast;
    expect((await tab.get("/preview", approver)).status).toBe(403);
    expect((await tab.post("/preview/export", approver, {})).status).toBe(403);
    const { body: shown } = await eventually(
      () => tab.get<PreviewReply>("/preview?page=0", admin),
      ({ body }) => body.kind === "made",
    );
    expect(shown).toMatchObject({ page: 0, notes: expect.any(Array) });
    const { status, body } = await tab.post<PreviewExportReply>(
      "/preview/export",
      admin,
      {},
    );
    expect(status).toBe(200);
    expect(body.url).toMatch(/\/api\/preview\/export\?format=csv&/);
  });
});

describe("the lists of proposals", () => {
  it("say that what is held waits for want of any channel", async () => {
    const { channels } = app.storage;
    const usable = await channels.listUsable();
    for (const { id } of usable)
      await channels.markLost(id, app.clock.now(), "removed");
    const { body } = await tab.get<ProposalPage>(
      "/proposals?place=waiting",
      contoso.cast.approver,
    );
    expect(body.lacksChannel).toBe(true);
    expect(await listPending(app.storage, 0)).toMatchObject({
      lacksChannel: true,
    });
    for (const channel of usable) await channels.save(channel);
    expect(await listPending(app.storage, 0)).toMatchObject({
      lacksChannel: false,
    });
  });

  it("page through what is open, newest first and each once, and tell what is over from it", async () => {
    const { approver } = contoso.cast;
    const made = [];
    for (let count = 0; count < 34; count++) {
      app.clock.advance(1_000);
      made.push(await aPosted());
    }
    const last = made.at(-1);
    if (!last) throw new Error("Nothing");
    await app.answer(approver, last, { kind: "reject", reason: "No." });

    const first = (
      await tab.get<ProposalPage>("/proposals?place=waiting", approver)
    ).body;
    expect(first.proposals).toHaveLength(30);
    const second = (
      await tab.get<ProposalPage>(
        `/proposals?place=waiting&after=${first.next}`,
        approver,
      )
    ).body;
    const all = [...first.proposals, ...second.proposals];
    expect(second.next).toBeNull();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(first.counts).toMatchObject({ waiting: all.length, snoozed: 0 });
    expect((await listPending(app.storage, 0)).counts).toEqual(first.counts);
    const instants = all.map(({ createdAt }) => createdAt);
    expect(instants).toEqual(instants.toSorted().toReversed());
    expect(all.map(({ id }) => id)).not.toContain(last.id);

    expect(first.lacksChannel).toBe(false);

    const decided = (
      await tab.get<ProposalPage>("/proposals?place=decided", approver)
    ).body;
    expect(decided).toMatchObject({ counts: first.counts, next: null });
    expect(decided.proposals.map(({ id }) => id)).toEqual([last.id]);
  });

  it("are filtered and sorted as asked, people by a part of their names, for readers as for approvers", async () => {
    const { approver, employee, newOwner, owner } = contoso.cast;
    app.clock.advance(MINUTE_MS);
    const first = await aPosted();
    app.clock.advance(MINUTE_MS);
    const second = await aPosted({ [employee.userPrincipalName]: 11 });
    const find = async (query: string, by = approver) =>
      (await tab.get<ProposalPage>(`/proposals?place=waiting&${query}`, by))
        .body;
    const idsOf = ({ proposals }: ProposalPage) =>
      proposals.map(({ id }) => id);
    const serial = first.device.serialNumber.toLowerCase();
    for (const by of [approver, owner])
      expect(idsOf(await find(`device=${serial}`, by))).toEqual([first.id]);

    const named = await find(
      `person=${encodeURIComponent(employee.displayName.slice(0, 7))}`,
    );
    expect(idsOf(named)).toContain(second.id);
    for (const { from, to } of named.proposals)
      expect([from?.name, to?.name]).toContain(employee.displayName);
    expect(named.hasMorePeople).toBe(false);
    expect(await find("person=nobody-is-called-that")).toMatchObject({
      proposals: [],
      next: null,
      counts: named.counts,
    });

    const both = `person=${encodeURIComponent(newOwner.displayName)}&sort=oldest&kind=reassign&origin=evidence`;
    const oldest = await find(both);
    expect(idsOf(oldest)).not.toContain(second.id);
    const more = await find(
      `${both}&after=${encodeURIComponent(oldest.next ?? "")}`,
    );
    expect([...idsOf(oldest), ...idsOf(more)].at(-1)).toBe(first.id);
    for (const sort of ["strength", "expires", "device"]) {
      const page = await find(`sort=${sort}`);
      const next = await find(
        `sort=${sort}&after=${encodeURIComponent(page.next ?? "")}`,
      );
      const all = [...idsOf(page), ...idsOf(next)];
      expect(all).toHaveLength(page.counts.waiting);
      expect(new Set(all).size).toBe(all.length);
    }
    for (const { certainty } of (await find("certainty=likely")).proposals)
      expect(certainty).toBe("likely");
    expect(idsOf(await find("kind=clear&origin=person"))).toEqual([]);
    expect(idsOf(await find("certainty=sure&staged=yes"))).toEqual([]);
  });

  it.each([
    "/proposals?place=all",
    "/proposals?sort=loudest",
    "/proposals?sort=strength&after=1.x",
    "/proposals?sort=strength&after=much~1.x",
    "/proposals?sort=expires&after=9999999999999999~1.x",
    "/proposals?sort=oldest&after=a~1.x",
    "/proposals?sort=device&after=a%00~1.x",
    `/proposals?sort=device&after=${"x".repeat(2_705)}~1.x`,
    "/proposals?place=decided&sort=expires",
    "/proposals?certainty=perhaps",
    "/proposals?staged=no",
    `/proposals?person=${"x".repeat(201)}`,
    "/proposals?after=1",
    "/proposals?after=1.x%00",
    "/proposals?after=253402300800000.x",
    "/changes?since=1.999999999999999",
    "/search?q=%00",
    "/decisions?zone=UTC%00",
    "/board?page=-1",
    "/decisions?days=0",
    "/decisions?days=367",
    "/decisions?zone=Mars/Phobos",
    "/decisions?zone=%2B02:00",
    "/changes?since=yesterday",
    `/search?q=${"x".repeat(201)}`,
  ])("refuse with 400 what no page asks: %s", async (path) => {
    const { status, body } = await tab.get<ErrorReply>(
      path,
      contoso.cast.approver,
    );
    expect(status).toBe(400);
    expect(body.error.message).not.toBe("");
  });
});

describe("what a person may see", () => {
  it("is all of a proposal for technicians, and neither logons nor names of those who answered for others", async () => {
    const { approver, technician, employee } = contoso.cast;
    const proposal = await aPosted();
    await app.answer(approver, proposal, {
      kind: "reject",
      reason: "A loan",
    });
    const read = async (as: typeof approver) =>
      (await tab.get<ProposalDetail>(`/proposals/${proposal.id}`, as)).body;

    const whole = await read(technician);
    expect(whole).toMatchObject({ isSummary: false, reason: "A loan" });
    expect(whole.evidence?.counted).toEqual([
      { name: expect.stringContaining("Ben Fischer"), logons: 11 },
      { name: expect.stringContaining("Megan Bowen"), logons: 2 },
    ]);
    expect(whole.why.join(" ")).toContain("Ben Fischer");
    expect(whole.timeline.map(({ at }) => at)).toEqual(
      whole.timeline.map(({ at }) => new Date(at).toISOString()),
    );
    expect(JSON.stringify(whole.timeline)).toContain(approver.displayName);
    expect(whole.audit?.[0]?.what).toContain("ejected");
    expect(JSON.stringify(whole)).not.toContain("{{DATE");

    const short = await read(employee);
    expect(short).toMatchObject({
      isSummary: true,
      evidence: null,
      audit: null,
      reason: null,
      why: [],
      acts: [],
      requestedBy: null,
    });
    expect(JSON.stringify(short)).not.toContain(approver.displayName);
    expect(short.timeline.length).toBeGreaterThan(1);
  });

  it("is in list and detail who contradicts an open proposal and why, for technicians alone", async () => {
    const { approver, technician, employee } = contoso.cast;
    const { id } = await aPosted();
    const untouched = await aPosted();
    const proposal = await app.storage.transaction(async ({ proposals }) => {
      const current = await proposals.getForUpdate(id);
      const objection = {
        by: {
          id: technician.id as UserId,
          displayName: technician.displayName,
          userPrincipalName: technician.userPrincipalName,
        },
        at: app.clock.now(),
        toUser: current.toUser,
        reason: "It lies in *the* store",
      };
      const contradicted = {
        ...current,
        version: current.version + 1,
        objection,
      };
      await proposals.save(contradicted);
      return contradicted;
    });
    const read = async (as: typeof approver) =>
      (await tab.get<ProposalDetail>(`/proposals/${id}`, as)).body.objection;
    const list = async (as: typeof approver) =>
      new Map(
        (
          await tab.get<ProposalPage>("/proposals?place=waiting", as)
        ).body.proposals.map((one) => [one.id, one.objection]),
      );

    const said = `${technician.displayName} knows where this device went and says it isn't with ${proposal.toUser?.displayName}: It lies in *the* store`;
    expect(await read(technician)).toBe(said);
    expect((await list(technician)).get(id)).toBe(said);
    expect((await list(technician)).get(untouched.id)).toBeNull();
    expect(await read(employee)).toBeNull();
    expect((await list(employee)).get(id)).toBeNull();

    await app.answer(approver, proposal, {
      kind: "reject",
      reason: "So it is",
    });
    expect(await read(technician)).toBeNull();
  });

  it("is nothing of who used a device whose proposal two sources contradicted", async () => {
    const { technician, employee, owner } = contoso.cast;
    const { id } = await aPosted();
    const seen = {
      id: owner.id as UserId,
      displayName: owner.displayName,
      userPrincipalName: owner.userPrincipalName,
    };
    await app.storage.transaction(async (unit) => {
      const proposal = await unit.proposals.getForUpdate(id);
      const at = app.clock.now();
      const contradicted = {
        kind: "contradicted",
        reported: [seen],
        signedIn: [],
      } as const;
      const by = { kind: "evidence", contradicted } as const;
      await unit.proposals.save(
        next(proposal, {
          state: { kind: "superseded", by, at, decision: null },
        }),
      );
    });
    const advice = async (as: typeof technician) =>
      (await tab.get<ProposalDetail>(`/proposals/${id}`, as)).body.advice;

    expect(await advice(technician)).toContain(owner.displayName);
    expect(await advice(employee)).toBeNull();
  });

  it("says while Entra is slow that there may be more to do and see, and is nothing for whom nobody knows yet", async () => {
    const own = await startTabServer();
    try {
      const { approver, admin, guest } = own.app.contoso.cast;
      const made = await own.app.reportLogons(own.app.aDevice());
      if (!made) throw new Error("Nothing was proposed");
      const { id } = await own.app.show(made.id);
      // Then Entra is known to know them.
      for (const person of [approver, admin])
        await own.get("/search?q=nobody", person);
      const slow = own.app.cloud.faults.hold("graph");

      const early = (
        await own.get<ProposalDetail>(`/proposals/${id}`, approver)
      ).body;
      expect(early).toMatchObject({ acts: [], isComplete: false });
      const me = (await own.get<Me>("/me", admin)).body;
      expect([me.may.administer, me.isComplete]).toEqual([false, false]);
      const stranger = await own.get<ErrorReply>("/proposals", guest);
      expect([stranger.status, stranger.body.error.code]).toEqual([
        503,
        "not-checked",
      ]);

      slow.remove();
      const later = await eventually(
        async () =>
          (await own.get<ProposalDetail>(`/proposals/${id}`, approver)).body,
        ({ isComplete }) => isComplete,
      );
      expect(later.acts).toContain("approve");
      const then = await eventually(
        async () => (await own.get<Me>("/me", admin)).body,
        ({ isComplete }) => isComplete,
      );
      expect(then.may.administer).toBe(true);
    } finally {
      await own.close();
    }
  });

  it("is a device and a person with other people's logons for technicians, and without for others", async () => {
    const { technician, employee, owner } = contoso.cast;
    const device = contoso.stories.owned;
    const full = (
      await tab.get<DeviceDetail>(`/devices/${device.id}`, technician)
    ).body;
    expect(full).toMatchObject({
      device: { id: device.id, name: device.deviceName },
      withheld: null,
      readAt: null,
    });
    expect(full.seen.length).toBeGreaterThan(0);
    expect(full.facts.map(({ label }) => label)).toContain("Compliance");
    const basic = (
      await tab.get<DeviceDetail>(`/devices/${device.id}`, employee)
    ).body;
    expect(basic.seen).toEqual([]);
    expect(basic.withheld).toContain("technicians");

    const person = (
      await tab.get<PersonDetail>(`/people/${owner.id}`, technician)
    ).body;
    expect(person).toMatchObject({
      person: { id: owner.id, upn: owner.userPrincipalName },
      withheld: null,
    });
    expect(person.ownedTotal).toBeGreaterThan(0);
    expect(person.used).not.toBeNull();
    const little = (
      await tab.get<PersonDetail>(`/people/${owner.id}`, employee)
    ).body;
    expect(little.used).toBeNull();
    expect(little.withheld).toContain("technicians");

    for (const path of ["/devices/x", "/people/%00", `/devices/${owner.id}`])
      expect((await tab.get(path, technician)).status).toBe(404);

    const recent = (await tab.get<SearchReply>("/search?q=", technician)).body;
    expect(recent.devices.map(({ id }) => id)).toEqual([device.id]);
    expect(recent.people.map(({ id }) => id)).toEqual([owner.id]);
  });

  it("is found by a part of a name", async () => {
    const { employee, owner } = contoso.cast;
    const found = (
      await tab.get<SearchReply>(
        `/search?q=${owner.surname.toLowerCase()}`,
        employee,
      )
    ).body;
    expect(found.people).toContainEqual({
      id: owner.id,
      name: owner.displayName,
      upn: owner.userPrincipalName,
      department: owner.department,
    });
    const device = contoso.stories.owned;
    expect(
      (
        await tab.get<SearchReply>(
          `/search?q=${device.deviceName.slice(0, 6)}`,
          employee,
        )
      ).body.devices.map(({ id }) => id),
    ).toContain(device.id);
  });

  it("is, on the staging board, which handoff is said to be wrong and by whom, but not in which words", async () => {
    const { technician, employee } = contoso.cast;
    const read = async () =>
      (await tab.get<Board>("/board?page=0", employee)).body;
    expect((await read()).contradicted).toEqual([]);
    const { handoff } = await aToldHandoff(app, technician, {
      isProposed: false,
    });
    await eventually(
      () =>
        app.custodian.handoffs.applyObjection(
          { kind: "object", handoffId: handoff.id, reason: "In the store" },
          clickedBy(technician),
        ),
      ({ kind }) => kind === "done",
    );
    const board = await read();
    expect(board.contradicted).toEqual([
      {
        device: expect.objectContaining({
          id: handoff.device.id,
          name: handoff.device.name,
        }) as unknown,
        saidBy: technician.displayName,
        saidAt: app.clock.now().toISOString(),
      },
    ]);
    expect(JSON.stringify(board)).not.toContain("In the store");
  });

  it("is the staging board and the decisions for all, the audit log for admins", async () => {
    const { admin, approver, employee } = contoso.cast;
    const board = (await tab.get<Board>("/board?page=0", employee)).body;
    expect(board.stages.length).toBe(6);
    expect(board.waiting).toBeGreaterThan(0);
    expect(board.rows[0]?.device.name).not.toBe("");
    const decisions = async () =>
      (
        await tab.get<Decisions>(
          "/decisions?days=7&zone=America/New_York",
          employee,
        )
      ).body;
    const before = await decisions();
    expect(before.days).toHaveLength(7);
    await app.answer(approver, await aPosted(), {
      kind: "reject",
      reason: "No.",
    });
    const after = await decisions();
    expect(after.days[6]?.rejected).toBe((before.days[6]?.rejected ?? 0) + 1);
    expect(after.acceptance).toBe(0);

    for (const path of ["/audit", "/audit/verification"])
      expect((await tab.get(path, approver)).status).toBe(403);
    const newest = (await tab.get<AuditPage>("/audit", admin)).body;
    expect(newest.rows).toHaveLength(50);
    const older = (
      await tab.get<AuditPage>(`/audit?before=${newest.next}`, admin)
    ).body;
    expect(older.rows[0]?.seq).toBe((newest.rows.at(-1)?.seq ?? 0) - 1);
    expect(newest.rows[0]).toMatchObject({
      who: expect.any(String),
      what: expect.any(String),
    });
    expect((await tab.get("/audit/verification", admin)).body).toMatchObject({
      kind: "intact",
    });
  });
});

describe("the audit log in the tab", () => {
  const read = async (query: string) => {
    const { status, body } = await tab.get<AuditPage>(
      `/audit?${query}`,
      contoso.cast.admin,
    );
    expect(status).toBe(200);
    return body;
  };

  it("says who did what to which device and why not, and finds it by each of them and by all at once", async () => {
    const { approver, employee } = contoso.cast;
    const proposal = await aPosted();
    const { device } = proposal;
    await app.answer(employee, proposal, { kind: "approve" });
    const began = app.clock.now();
    app.clock.advance(2 * MINUTE_MS);
    await app.answer(approver, proposal, { kind: "reject", reason: "No." });

    const all = await read(`device=${device.name}`);
    const [rejected, refused] = all.rows;
    expect(rejected).toMatchObject({
      what: "Rejected",
      who: `${approver.displayName} (${approver.userPrincipalName})`,
      device: device.name,
    });
    expect(refused).toMatchObject({
      what: "Refused",
      who: `${employee.displayName} (${employee.userPrincipalName})`,
      device: device.name,
      details: expect.stringContaining("reason: Only approvers"),
    });
    expect(all.rows.at(-1)).toMatchObject({ who: "Custodian" });

    const person = encodeURIComponent(employee.userPrincipalName);
    expect((await read(`person=${person}`)).rows).toEqual([refused]);
    const since = new Date(began.getTime() + MINUTE_MS).toISOString();
    const both = `device=${device.id}&kind=proposal&since=${since}`;
    expect((await read(both)).rows).toEqual([rejected]);
    expect((await read(`${both}&person=${person}`)).rows).toEqual([]);
    expect((await read(`device=${device.id}&until=${since}`)).rows).toEqual(
      all.rows.slice(1),
    );
    expect(await read("device=NO-SUCH-1")).toEqual({
      rows: [],
      next: null,
      notFound: expect.stringContaining("NO-SUCH-1"),
    });
  });

  it.each([
    "kind=nothing",
    "since=yesterday",
    "device=",
    `person=${"x".repeat(201)}`,
  ])("refuses with 400 what no page asks: %s", async (query) => {
    const { status } = await tab.get(`/audit?${query}`, contoso.cast.admin);
    expect(status).toBe(400);
  });

  it("makes a link to what its fields leave, for admins alone", async () => {
    const { admin, approver } = contoso.cast;
    const device = app.aDevice();
    const asked = { device: device.id, kind: "undo", format: "csv" };
    expect((await tab.post("/audit/export", approver, asked)).status).toBe(403);
    expect((await tab.get("/audit/kinds", approver)).status).toBe(403);
    const { body } = await tab.post<AuditExportReply>(
      "/audit/export",
      admin,
      asked,
    );
    if (body.kind !== "made") throw new Error(body.message);
    const query = new URL(body.url).searchParams;
    expect(JSON.parse(query.get("only") ?? "")).toMatchObject({
      deviceId: device.id,
      kinds: expect.arrayContaining(["undo.done"]),
    });
    expect(await app.custodian.audit.openExport(query)).toMatchObject({
      format: "csv",
    });
    query.set("only", "{}");
    expect(await app.custodian.audit.openExport(query)).toBeNull();
  });
});

describe("text from outside", () => {
  it("comes as the text that it is, without what is invisible or turns text around", async () => {
    const { technician } = contoso.cast;
    for (const text of hostileTexts.slice(0, 20)) {
      const device = app.aDevice();
      device.deviceName = `LT ${text}`.slice(0, 60);
      const made = await app.reportLogons(device);
      if (!made) throw new Error("Nothing was proposed");
      const { body } = await tab.get<ProposalDetail>(
        `/proposals/${made.id}`,
        technician,
      );
      expect(body.device.name).toBe(
        device.deviceName.replace(/[\r\n]+/g, " ").trim(),
      );
    }
    const turned = app.aDevice();
    turned.deviceName = "LT\u202E2400\u0000\u0007";
    const made = await app.reportLogons(turned);
    const { body } = await tab.get<ProposalDetail>(
      `/proposals/${made?.id}`,
      technician,
    );
    expect(body.device.name).toBe("LT2400");
  });
});

describe("waiting for changes", () => {
  it("ends when a card is answered in the channel, and names what changed", async () => {
    const { approver, employee } = contoso.cast;
    const proposal = await aPosted();
    const { since } = (await tab.get<Changes>("/changes", employee)).body;
    const waiting = tab.get<Changes>(`/changes?since=${since}`, employee);
    // On a busy machine the simulated Entra may be slow as well; the same answer again is the same.
    await eventually(
      () => app.answer(approver, proposal, { kind: "approve" }),
      ({ kind }) => kind === "done",
    );
    const { body } = await waiting;
    expect(body.proposals).toEqual([proposal.id]);
    expect(body.since).not.toBe(since);
    expect(body.refusals).toEqual([]);
  });

  it("ends when the bot stops, so that it need not wait", async () => {
    const own = await startTabServer({ patienceMs: 600_000 });
    try {
      const { employee } = own.app.contoso.cast;
      const { since } = (await own.get<Changes>("/changes", employee)).body;
      const waiting = own.get<Changes>(`/changes?since=${since}`, employee);
      // Asked after it, on another connection, so that it has been asked when this is answered.
      await own.get<Changes>("/changes", employee);
      own.stopWaiting();
      const { body } = await settled("the wait for changes ends", waiting);
      expect(body).toEqual({ since, proposals: [], refusals: [] });
    } finally {
      await own.close();
    }
  });
});

describe("asking too often", () => {
  it("is answered 429 with when to come back, to that person alone", async () => {
    const { employee, technician } = contoso.cast;
    const statuses: number[] = [];
    for (let count = 0; count < 70; count++)
      statuses.push((await tab.get("/search?q=", employee)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    const refused = await tab.get<ErrorReply>("/me", employee);
    expect(refused.status).toBe(429);
    expect(refused.body.error.code).toBe("too-many-requests");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await tab.get("/me", technician)).status).toBe(200);
    app.clock.advance(MINUTE_MS);
    expect((await tab.get("/me", employee)).status).toBe(200);
  });

  it("is noticed sooner for what reads the whole audit log", async () => {
    const { admin } = contoso.cast;
    const statuses: number[] = [];
    for (let count = 0; count < 7; count++)
      statuses.push((await tab.get("/audit/verification", admin)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect((await tab.get("/audit", admin)).status).toBe(200);
  });
});
