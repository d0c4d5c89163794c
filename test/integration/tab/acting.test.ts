import { describe, expect, it } from "@jest/globals";
import type {
  AnswerReply,
  AnswersReply,
  AskAgainReply,
  CollectReply,
  DeviceDetail,
  ProposeReply,
  ErrorReply,
  ProposalDetail,
  ProposalPage,
} from "../../../bot/tab/api/shapes.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import type { Contoso, Person } from "../../simulator/contoso.ts";
import {
  eventually,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import {
  startTabServer,
  useTabServer,
  type Reply,
  type TabServer,
} from "./tabServer.ts";

let tab: TabServer;
let app: CustodianOnCloud;
let contoso: Contoso;

const SCRIPT = "5a1c7f0e-0000-4000-8000-00000000dddd";

const options = {
  devices: 120,
  remediation: {
    scriptId: SCRIPT,
    tenantId: "11111111-2222-4333-8444-555555555555",
  },
};
useTabServer(options, (ready) => {
  tab = ready;
  ({ app } = tab);
  ({ contoso } = app);
});

/** A proposal with a card: Megan's device, to be Ben's, or another's. */
async function aPosted(to?: Person): Promise<Proposal> {
  const device = app.aDevice(
    to ? { logons: { [to.userPrincipalName]: 11 } } : {},
  );
  const proposal = await app.reportLogons(device);
  if (!proposal) throw new Error("Nothing was proposed");
  return await app.show(proposal.id);
}

/** Sent again while the simulated Entra is too slow on a busy machine: the same answer twice is one. */
async function answer<T = AnswerReply>(
  by: Person,
  { id, version }: Pick<Proposal, "id" | "version">,
  act: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply<T>> {
  return await eventually(
    () =>
      tab.post<T>(`/proposals/${id}/answer`, by, { version, ...act }, headers),
    ({ body }) => (body as { kind?: string }).kind !== "checking",
  );
}

const read = async (by: Person, id: string) =>
  (await tab.get<ProposalDetail>(`/proposals/${id}`, by)).body;

describe("an approver's answer in the tab", () => {
  it("approves, and what was approved is what Intune gets", async () => {
    const { approver, newOwner } = contoso.cast;
    const proposal = await aPosted();
    const untouched = await aPosted();
    expect(await read(approver, proposal.id)).toMatchObject({
      acts: ["approve", "reject", "snooze", "someone-else", "hand-to"],
      mayNotDecide: null,
      state: "pending",
    });

    const { status, body } = await answer(approver, proposal, {
      act: "approve",
    });
    expect([status, body.kind]).toEqual([200, "done"]);
    expect(body).toMatchObject({
      proposal: { id: proposal.id, state: "approved", acts: [] },
    });
    await app.apply(proposal.id);
    const device = contoso.devices.get(proposal.device.id);
    expect(device && app.primaryUser(device)?.id).toBe(newOwner.id);
    expect(await app.stateOf(untouched.id)).toBe("pending");
  });

  it("rejects with a reason that everybody reads as it was written", async () => {
    const { approver, technician } = contoso.cast;
    const proposal = await aPosted();
    const reason = `<img src=x onerror=alert(1)> **no** {{DATE(2026-01-01T00:00:00Z)}}`;
    await answer(approver, proposal, { act: "reject", reason });
    const seen = await read(technician, proposal.id);
    expect(seen.state).toBe("rejected");
    expect(seen.reason).toBe(reason);
  });

  it("hands it to an approver, whose name those read who may see it, and refuses what is settled", async () => {
    const { approver, nestedApprover, employee } = contoso.cast;
    const proposal = await aPosted();
    const handing = { act: "hand-to", userId: nestedApprover.id };
    const { body } = await answer(approver, proposal, handing);
    expect(body).toMatchObject({
      kind: "done",
      proposal: { state: "pending", handedTo: nestedApprover.displayName },
    });
    expect((await read(employee, proposal.id)).handedTo).toBeNull();
    const { status } = await answer(approver, proposal, {
      ...handing,
      userId: "somebody",
    });
    expect(status).toBe(400);
    await answer(approver, await app.get(proposal.id), {
      act: "reject",
      reason: "Lent",
    });
    const late = await answer(approver, await app.get(proposal.id), {
      act: "hand-to",
      userId: approver.id,
    });
    expect(late.body.kind).toBe("refused");
  });

  it("snoozes, names someone else, undoes and tries again", async () => {
    const { approver, admin, employee } = contoso.cast;
    const snoozed = await aPosted();
    const later = await answer(approver, snoozed, { act: "snooze", days: 3 });
    expect(later.body).toMatchObject({
      proposal: {
        state: "snoozed",
        acts: ["approve", "reject", "wake-now", "snooze", "hand-to"],
      },
    });
    const woken = await answer(admin, await app.get(snoozed.id), {
      act: "wake-now",
    });
    expect(woken.body).toMatchObject({
      kind: "done",
      proposal: {
        state: "pending",
        acts: ["approve", "reject", "snooze", "someone-else", "hand-to"],
      },
    });

    const other = await aPosted();
    const named = await answer(approver, other, {
      act: "someone-else",
      userId: employee.id,
      why: " It is hers ",
    });
    if (named.body.kind !== "done") throw new Error(named.body.message);
    const successor = named.body.proposal;
    expect(successor.id).not.toBe(other.id);
    expect(successor).toMatchObject({
      to: { id: employee.id },
      requestedBy: approver.displayName,
      requestedBecause: "It is hers",
      acts: ["snooze", "someone-else"],
    });
    expect(successor.mayNotDecide).toContain("requested");

    await answer(admin, await app.show(successor.id as Proposal["id"]), {
      act: "approve",
      comment: "Seen her with it",
    });
    await app.apply(successor.id as Proposal["id"]);
    const device = contoso.devices.get(other.device.id);
    if (!device) throw new Error("No device");
    app.letWritesShow(device);
    await app.verify(successor.id as Proposal["id"]);
    const verified = await app.get(successor.id as Proposal["id"]);
    expect(await read(approver, verified.id)).toMatchObject({
      state: "verified",
      acts: [],
      mayNotDecide: expect.stringContaining("requested"),
    });
    expect((await read(admin, verified.id)).acts).toEqual(["undo"]);
    const undone = await answer(admin, verified, {
      act: "undo",
      why: "She gave it back",
    });
    expect(undone.body).toMatchObject({
      proposal: {
        state: "undoing",
        timeline: expect.arrayContaining([
          {
            text: `Approved by ${admin.displayName}`,
            at: expect.any(String),
            said: "Seen her with it",
          },
          {
            text: `Undo requested by ${admin.displayName}`,
            at: expect.any(String),
            said: "She gave it back",
          },
        ]),
        audit: expect.arrayContaining([
          expect.objectContaining({
            details: expect.stringContaining("why: She gave it back"),
          }),
          expect.objectContaining({
            details: expect.stringContaining("comment: Seen her with it"),
          }),
        ]),
      },
    });
  });

  it("is one answer when it is delivered twice", async () => {
    const { approver } = contoso.cast;
    const proposal = await aPosted();
    const both = await Promise.all([
      answer(approver, proposal, { act: "approve" }),
      answer(approver, proposal, { act: "approve" }),
    ]);
    expect(both.map(({ body }) => body.kind)).toEqual(["done", "done"]);
    expect(
      (await answer(approver, proposal, { act: "approve" })).body.kind,
    ).toBe("done");
    const rows = await app.auditOf(proposal.id);
    expect(rows.filter((kind) => kind === "proposal.approved")).toHaveLength(1);
  });

  it("is refused to all but the first of two, who learns how it stands", async () => {
    const { approver, nestedApprover } = contoso.cast;
    const proposal = await aPosted();
    const replies = await Promise.all([
      answer(approver, proposal, { act: "approve" }),
      answer(nestedApprover, proposal, { act: "reject", reason: "No." }),
    ]);
    const kinds = replies.map(({ body }) => body.kind);
    expect(kinds.toSorted()).toEqual(["done", "refused"]);
    const state = await app.stateOf(proposal.id);
    expect(state).toBe(kinds[0] === "done" ? "approved" : "rejected");
    const refused = replies.find(({ body }) => body.kind === "refused");
    expect(refused?.body).toMatchObject({
      message: expect.stringContaining("too late"),
    });
    const rows = await app.auditOf(proposal.id);
    expect(rows.filter((kind) => /approved|rejected/.test(kind))).toHaveLength(
      1,
    );
  });

  it("is refused for a version that is not the stored one", async () => {
    const { approver } = contoso.cast;
    const proposal = await aPosted();
    const stale = { ...proposal, version: proposal.version - 1 };
    const { body } = await answer(approver, stale, { act: "approve" });
    expect(body).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("updating"),
    });
    expect(await app.stateOf(proposal.id)).toBe("pending");
  });
});

describe("an answer in the tab by somebody who may not", () => {
  it.each(["technician", "employee", "owner"] as const)(
    "is refused and changes nothing, and is in the audit log: %s",
    async (who) => {
      const person = contoso.cast[who];
      const proposal = await aPosted();
      expect((await read(person, proposal.id)).acts).toEqual([]);

      const { status, body } = await answer(person, proposal, {
        act: "approve",
      });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        kind: "refused",
        message: expect.stringContaining("approvers"),
      });
      expect(await app.get(proposal.id)).toEqual(proposal);
      expect(await app.auditOf(proposal.id)).toContain(
        "proposal.answer-refused",
      );
    },
  );

  it("is refused to an approver who would get the device, and who is offered nothing that decides", async () => {
    const { approver } = contoso.cast;
    const proposal = await aPosted(approver);
    const seen = await read(approver, proposal.id);
    expect(seen.acts).toEqual(["snooze", "someone-else"]);
    expect(seen.mayNotDecide).toContain("primary user");
    for (const act of [
      { act: "approve" },
      { act: "reject", reason: "Mine." },
    ]) {
      const { body } = await answer(approver, proposal, act);
      expect(body.kind).toBe("refused");
    }
    expect(await app.get(proposal.id)).toEqual(proposal);
  });
});

describe("one answer to several proposals", () => {
  const answerAll = async (
    by: Person,
    proposals: readonly Pick<Proposal, "id" | "version">[],
    act: object,
  ): Promise<AnswersReply["answers"]> => {
    const { body } = await eventually(
      () =>
        tab.post<AnswersReply>("/proposals/answers", by, {
          proposals: proposals.map(({ id, version }) => ({ id, version })),
          ...act,
        }),
      ({ body: { answers } }) =>
        answers.every(({ kind }) => kind !== "checking"),
    );
    return body.answers;
  };

  it("decides each by itself, says what was refused and why, and leaves the others alone", async () => {
    const { approver, nestedApprover } = contoso.cast;
    const fine = await aPosted();
    const own = await aPosted(approver);
    const old = await aPosted();
    const lost = await aPosted();
    const gone = { id: "gone" as Proposal["id"], version: 1 };
    const alsoFine = await aPosted();
    const untouched = await aPosted();
    await answer(nestedApprover, lost, { act: "reject", reason: "No." });

    const answers = await answerAll(
      approver,
      [fine, own, { ...old, version: old.version - 1 }, lost, gone, alsoFine],
      { act: "approve", comment: "All checked" },
    );
    expect(answers).toEqual([
      { id: fine.id, kind: "done", message: expect.stringMatching(/./) },
      {
        id: own.id,
        kind: "refused",
        message: expect.stringContaining("primary user"),
      },
      {
        id: old.id,
        kind: "refused",
        message: expect.stringContaining("updating"),
      },
      {
        id: lost.id,
        kind: "refused",
        message: expect.stringContaining("too late"),
      },
      { id: gone.id, kind: "refused", message: expect.stringMatching(/./) },
      { id: alsoFine.id, kind: "done", message: expect.stringMatching(/./) },
    ]);
    expect((await app.get(alsoFine.id)).state).toMatchObject({
      kind: "approved",
      decision: { decidedBy: { id: approver.id }, comment: "All checked" },
    });
    expect(await app.stateOf(own.id)).toBe("pending");
    expect(await app.stateOf(old.id)).toBe("pending");
    expect(await app.stateOf(lost.id)).toBe("rejected");
    expect(await app.get(untouched.id)).toEqual(untouched);
  });

  it("rejects with one reason and snoozes for the days chosen, and does nothing again when it is sent twice", async () => {
    const { approver } = contoso.cast;
    const [one, other, later] = [
      await aPosted(),
      await aPosted(),
      await aPosted(),
    ];
    const reject = { act: "reject", choice: "only-helped-out" };
    for (let sent = 0; sent < 2; sent++)
      expect(
        (await answerAll(approver, [one, other], reject)).map(
          ({ kind }) => kind,
        ),
      ).toEqual(["done", "done"]);
    for (const { id, version } of [one, other]) {
      const stored = await app.get(id);
      expect(stored.version).toBe(version + 1);
      expect(stored.state).toMatchObject({
        kind: "rejected",
        decision: { choice: "only-helped-out", reason: null },
      });
    }
    await answerAll(approver, [later], { act: "snooze", days: 7 });
    expect((await app.get(later.id)).state).toMatchObject({
      kind: "snoozed",
      days: 7,
    });
  });

  it.each(["technician", "employee", "owner"] as const)(
    "is refused for each of them to somebody who may not decide: %s",
    async (who) => {
      const person = contoso.cast[who];
      const both = [await aPosted(), await aPosted()];
      const answers = await answerAll(person, both, { act: "approve" });
      expect(answers).toEqual(
        both.map(({ id }) => ({
          id,
          kind: "refused",
          message: expect.stringContaining("approvers"),
        })),
      );
      for (const proposal of both) {
        expect(await app.get(proposal.id)).toEqual(proposal);
        expect(await app.auditOf(proposal.id)).toContain(
          "proposal.answer-refused",
        );
      }
    },
  );

  it("is refused to an approver for what they asked for themselves, and to guests altogether", async () => {
    const { approver, nestedApprover, employee, guest } = contoso.cast;
    const proposal = await aPosted();
    await eventually(
      () =>
        answer(nestedApprover, proposal, {
          act: "someone-else",
          userId: employee.id,
        }),
      ({ body }) => body.kind === "done",
    );
    const { proposals } = (
      await tab.get<ProposalPage>(
        `/proposals?device=${proposal.device.serialNumber}&origin=person`,
        approver,
      )
    ).body;
    const [asked] = proposals;
    if (!asked) throw new Error("Nothing was asked for");
    const seen = await app.get(asked.id as Proposal["id"]);
    const answers = await answerAll(nestedApprover, [seen], {
      act: "approve",
    });
    expect(answers).toMatchObject([{ kind: "refused" }]);
    const { status } = await tab.post("/proposals/answers", guest, {
      proposals: [{ id: seen.id, version: seen.version }],
      act: "approve",
    });
    expect(status).toBe(403);
    expect(await app.get(seen.id)).toEqual(seen);
  });

  it("is refused whole where a page would not send it, and says the limit where it is too many", async () => {
    const { approver } = contoso.cast;
    const { id, version } = await aPosted();
    const one = { id, version };
    const bodies: readonly unknown[] = [
      { proposals: [], act: "approve" },
      { proposals: [one, one], act: "approve" },
      { proposals: [{ id }], act: "approve" },
      { proposals: [{ ...one, id: "a/b" }], act: "approve" },
      { proposals: [one], act: "undo" },
      { proposals: [one], act: "reject" },
      { proposals: [one], act: "snooze", days: 2 },
    ];
    for (const body of bodies)
      expect([
        body,
        (await tab.post("/proposals/answers", approver, body)).status,
      ]).toEqual([body, 400]);
    const many = {
      proposals: Array.from({ length: 51 }, (_, index) => ({
        id: `x${index}`,
        version: 1,
      })),
      act: "approve",
    };
    const { status, body } = await tab.post<ErrorReply>(
      "/proposals/answers",
      approver,
      many,
    );
    expect(status).toBe(400);
    expect(body.error.message).toContain("50");
    expect(await app.stateOf(id)).toBe("pending");
  });

  it("is answered 429 where it comes faster than anybody looks", async () => {
    const { admin } = contoso.cast;
    const statuses: number[] = [];
    for (let sent = 0; sent < 11; sent++)
      statuses.push((await tab.post("/proposals/answers", admin, {})).status);
    expect(statuses).toEqual([...Array<number>(10).fill(400), 429]);
  });
});

describe("a write that the tab's page would not send", () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["another site", { origin: "https://evil.example" }, "foreign-origin"],
    ["no origin", { origin: "" }, "foreign-origin"],
    ["a nested page", { origin: "null" }, "foreign-origin"],
    [
      "the host's name in another scheme",
      { origin: "http://custodian.contoso.com" },
      "foreign-origin",
    ],
    [
      "a longer name",
      { origin: "https://custodian.contoso.com.evil.example" },
      "foreign-origin",
    ],
    ["a sister site", { "sec-fetch-site": "same-site" }, "foreign-origin"],
    ["a form", { "content-type": "text/plain" }, "not-json"],
    [
      "no type",
      { "content-type": "application/x-www-form-urlencoded" },
      "not-json",
    ],
  ])(
    "is refused with 403, with a good token all the same: from %s",
    async (_from, headers, code) => {
      const { approver } = contoso.cast;
      const proposal = await aPosted();
      const { status, body } = await answer<ErrorReply>(
        approver,
        proposal,
        { act: "approve" },
        headers,
      );
      expect([status, body.error.code]).toEqual([403, code]);
      expect(await app.get(proposal.id)).toEqual(proposal);
    },
  );

  it("is refused with 400 where it is not what a page sends, and with 413 where it is too much", async () => {
    const { approver } = contoso.cast;
    const proposal = await aPosted();
    const path = `/proposals/${proposal.id}/answer`;
    const { version } = proposal;
    const bodies: readonly unknown[] = [
      "{",
      "null",
      "[]",
      { version },
      { version, act: "approved" },
      { version: "1", act: "approve" },
      { version: 1.5, act: "approve" },
      { version, act: "approve", proposalId: "another" },
      { version, act: "reject", reason: " " },
      { version, act: "reject", reason: "x".repeat(501) },
      { version, act: "reject" },
      { version, act: "reject", choice: "other" },
      { version, act: "reject", choice: "because", reason: "x" },
      { version, act: "approve", comment: "x".repeat(501) },
      { version, act: "undo", why: "x".repeat(501) },
      { version, act: "wake-now", why: "x" },
      { version, act: "snooze", days: 2 },
      { version, act: "someone-else", userId: "ben@contoso.com" },
    ];
    for (const body of bodies)
      expect([body, (await tab.post(path, approver, body)).status]).toEqual([
        body,
        400,
      ]);
    const huge = { version, act: "reject", reason: "x".repeat(20_000) };
    expect((await tab.post(path, approver, huge)).status).toBe(413);
    expect(await app.get(proposal.id)).toEqual(proposal);
  });

  it.each(["%00", "..%2F..%2Fme", "'%20or%201=1", "x".repeat(200), "unknown"])(
    "finds no proposal %s",
    async (id) => {
      const { approver } = contoso.cast;
      expect((await tab.get(`/proposals/${id}`, approver)).status).toBe(404);
      const { status } = await tab.post(`/proposals/${id}/answer`, approver, {
        version: 1,
        act: "approve",
      });
      // What looks like an id may be one: the refusal is the use case's.
      expect(status).toBe(id === "unknown" ? 200 : 404);
    },
  );
});

describe("an answer that Entra is too slow for", () => {
  it("is being checked, and its late refusal reaches whoever has no chat with the bot by the tab", async () => {
    const late = await startTabServer();
    try {
      const { technician } = late.app.contoso.cast;
      const device = late.app.aDevice();
      const made = await late.app.reportLogons(device);
      if (!made) throw new Error("Nothing was proposed");
      const proposal = await late.app.show(made.id);
      const since = (await late.get<{ since: string }>("/changes", technician))
        .body.since;
      const slow = late.app.cloud.faults.hold("graph");
      await late.app.work();

      const { body } = await late.post<AnswerReply>(
        `/proposals/${proposal.id}/answer`,
        technician,
        { version: proposal.version, act: "approve" },
      );
      expect(body.kind).toBe("checking");
      slow.remove();

      const told = await eventually(
        async () =>
          (
            await late.get<{
              since: string;
              refusals: { proposalId: string; message: string }[];
            }>(`/changes?since=${since}`, technician)
          ).body,
        ({ refusals }) => refusals.length > 0,
      );
      expect(told.refusals).toEqual([
        {
          proposalId: proposal.id,
          message: expect.stringContaining("approvers"),
          at: expect.any(String),
        },
      ]);
      expect(await late.app.stateOf(proposal.id)).toBe("pending");
      // In private, too, should there be a chat.
      await eventually(() =>
        late.app.messenger
          .told()
          .some(({ recipient }) => recipient.userId === technician.id),
      );
    } finally {
      await late.close();
    }
  });
});

describe("a device that is to tell at once", () => {
  it("is asked once by an approver or an admin, and says who asked and when", async () => {
    const { admin, approver, technician } = contoso.cast;
    app.cloud.intune.remediations.set(SCRIPT, new Map());
    const device = app.aDevice();
    const path = `/devices/${device.id}`;
    const collect = async (by: Person) =>
      (await tab.post<CollectReply>(`${path}/collect`, by, {})).body;
    const running = async () =>
      (await tab.get<DeviceDetail>(path, approver)).body.collecting?.running;
    expect(await running()).toBeNull();

    expect(await collect(technician)).toMatchObject({ kind: "refused" });
    expect(await collect(admin)).toEqual({
      kind: "done",
      message: expect.stringContaining("Custodian asked the device"),
    });
    expect(await running()).toEqual({
      text: `Waiting for the device, asked by ${admin.displayName}`,
      at: app.clock.now().toISOString(),
    });
    expect(await collect(approver)).toEqual({
      kind: "refused",
      message: `${admin.displayName} has asked the device already. It hasn't answered yet.`,
    });
    expect(app.cloud.intune.runsOnDemand).toEqual([
      { deviceId: device.id, scriptId: SCRIPT },
    ]);
  });
});

describe("a device that is shared on purpose", () => {
  it("is silenced by a rejection in the tab, says so, and is lifted by admins alone", async () => {
    const { admin, approver, technician } = contoso.cast;
    const proposal = await aPosted();
    const path = `/devices/${proposal.device.id}`;
    const device = async (by: Person) =>
      (await tab.get<DeviceDetail>(path, by)).body;
    expect(await device(admin)).toMatchObject({
      notAsked: [],
      isSilenced: false,
    });
    const { body } = await answer(approver, proposal, {
      act: "reject",
      reason: "Reception",
      choice: "shared-on-purpose",
    });
    expect(body).toMatchObject({
      proposal: {
        title: "Rejected, it's shared on purpose",
        holds: {
          text: "Muted until an admin unmutes it.",
          until: null,
        },
      },
    });
    expect(await device(technician)).toMatchObject({
      isSilenced: true,
      notAsked: [
        { text: expect.stringContaining("shared on purpose"), until: null },
        {
          text: expect.stringContaining("Custodian won't propose"),
          until: expect.stringMatching(/^2027-01-/),
        },
      ],
    });

    app.clock.advance(1);
    const lift = async (by: Person) =>
      (await tab.post<AskAgainReply>(`${path}/ask-again`, by, {})).body;
    expect(await lift(approver)).toMatchObject({ kind: "refused" });
    expect((await device(admin)).isSilenced).toBe(true);
    expect(await lift(admin)).toMatchObject({ kind: "done" });
    expect((await device(admin)).isSilenced).toBe(false);
  });

  it("offers whoever uses it more again after a rejection, and proposes them for anybody who asks", async () => {
    const { approver, technician, newOwner, employee } = contoso.cast;
    const { device } = await aPosted();
    const path = `/devices/${device.id}`;
    const seenBy = async (by: Person) =>
      (await tab.get<DeviceDetail>(path, by)).body;
    expect((await seenBy(technician)).suggested).toBeNull();
    const open = await app.storage.proposals.findActive(device.id);
    if (!open) throw new Error("Nothing is open");
    await answer(approver, open, { act: "reject", reason: "On leave" });
    expect(await seenBy(technician)).toMatchObject({
      suggested: { id: newOwner.id, name: newOwner.displayName },
      notAsked: [{ text: expect.stringContaining("Custodian won't propose") }],
    });
    // Other people's logons are not for everybody.
    expect((await seenBy(employee)).suggested).toBeNull();

    const propose = (by: Person, body: object) =>
      tab.post<ProposeReply>(`${path}/propose`, by, body);
    expect((await propose(technician, { userId: "x" })).status).toBe(400);
    const { body } = await propose(technician, { userId: newOwner.id });
    expect(body).toMatchObject({
      kind: "done",
      message: expect.stringMatching(/^Proposed:/),
    });
    expect(await app.storage.proposals.findActive(device.id)).toMatchObject({
      toUser: { id: newOwner.id },
      origin: { kind: "manual", requestedBy: { id: technician.id } },
    });
    const { guest } = contoso.cast;
    expect((await propose(technician, { userId: guest.id })).body.kind).toBe(
      "refused",
    );
  });

  it("takes no other choice", async () => {
    const { approver } = contoso.cast;
    const proposal = await aPosted();
    const { status } = await answer(approver, proposal, {
      act: "reject",
      reason: "No",
      choice: "silence-all",
    });
    expect(status).toBe(400);
    expect(await app.stateOf(proposal.id)).toBe("pending");
  });
});
