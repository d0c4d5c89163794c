import { statesWhere } from "../../../src/domain/proposals/stateTable.ts";
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
} from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import type { Jobs } from "../../../src/ports/jobs.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import {
  applyActionLater,
  applyAction,
} from "../../../src/usecases/proposals/applyAction.ts";
import type {
  Proposal,
  ProposalId,
} from "../../../src/domain/proposals/proposal.ts";
import type { OpenStorage, UnitOfWork } from "../../../src/ports/storage.ts";
import { AuditHeadLost } from "../../../src/domain/audit/errors.ts";
import { expireAndWakeDue } from "../../../src/usecases/proposals/expireAndWakeDue.ts";
import { seedSettings } from "../../../src/usecases/settings/currentSettings.ts";
import {
  clickedBy,
  SETTINGS,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/builders.ts";
import type { Person } from "../../simulator/contoso.ts";
import { saying } from "../../support/saying.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterEach(() => {
  app.cloud.faults.clear();
});
afterAll(() => app.close());

/** Megan's device is proposed to Ben by the evidence; its card stands. */
async function posted(): Promise<Proposal> {
  const proposal = await app.reportLogons(app.aDevice());
  if (!proposal) throw new Error("Nothing was proposed");
  return await app.show(proposal.id);
}

const approve = { kind: "approve" } as const;
const reject = { kind: "reject", reason: "She is back on Monday" } as const;

describe("who may decide", () => {
  it.each<[string, () => Person]>([
    ["a direct member of the approvers group", () => app.contoso.cast.approver],
    ["a member of a group in it", () => app.contoso.cast.nestedApprover],
  ])("lets %s", async (_who, person) => {
    const proposal = await posted();
    expect(await app.answer(person(), proposal, approve)).toMatchObject({
      kind: "done",
      proposal: {
        state: {
          kind: "approved",
          decision: { decidedBy: { id: person().id }, verdict: "approve" },
        },
      },
    });
  });

  it.each<[string, () => Person, string]>([
    [
      "who is not in the group",
      () => app.contoso.cast.technician,
      "approvers group",
    ],
    [
      "who would get the device",
      () => app.contoso.cast.newOwner,
      "become this device's primary user",
    ],
    ["who is a guest", () => app.contoso.cast.guest, "Guests"],
    ["whose account is disabled", () => app.contoso.cast.leaver, "disabled"],
  ])(
    "refuses a person %s, and changes nothing",
    async (_who, person, messages) => {
      const { approvers, cast } = app.contoso;
      if (person() !== cast.technician) approvers.userIds.add(person().id);
      const proposal = await posted();
      const result = await app.answer(person(), proposal, approve);
      approvers.userIds.delete(person().id);
      expect(await app.auditOf(proposal.id)).toEqual([
        "proposal.created",
        "proposal.posted",
        "proposal.answer-refused",
      ]);
      expect(result).toMatchObject({
        kind: "refused",
        message: saying(messages),
      });
      expect(await app.get(proposal.id)).toEqual(proposal);
    },
  );

  it("refuses a person Entra does not know, and the beneficiary however their id is spelled", async () => {
    const { approvers, cast } = app.contoso;
    const proposal = await posted();
    const nobody = { ...cast.approver, id: crypto.randomUUID() };
    expect((await app.answer(nobody, proposal, approve)).kind).toBe("refused");
    approvers.userIds.add(cast.newOwner.id);
    const loud = { ...cast.newOwner, id: cast.newOwner.id.toUpperCase() };
    const result = await app.answer(loud, proposal, approve);
    approvers.userIds.delete(cast.newOwner.id);
    expect(result.kind).toBe("refused");
    expect(await app.get(proposal.id)).toEqual(proposal);
  });

  it("refuses whoever asked for the change", async () => {
    const { approver, admin, employee } = app.contoso.cast;
    const { id } = await app.propose(approver, app.aDevice(), employee);
    const proposal = await app.show(id);
    expect(await app.answer(approver, proposal, approve)).toMatchObject({
      kind: "refused",
      message: saying("You requested this change"),
    });
    expect((await app.answer(admin, proposal, approve)).kind).toBe("done");
  });

  it("asks Entra at every click: who left the group a minute ago does not decide", async () => {
    const { approvers, cast } = app.contoso;
    const [first, second] = [await posted(), await posted()];
    expect((await app.answer(cast.approver, first, approve)).kind).toBe("done");
    approvers.userIds.delete(cast.approver.id);
    const result = await app.answer(cast.approver, second, approve);
    approvers.userIds.add(cast.approver.id);
    expect(result.kind).toBe("refused");
  });

  it("tells nobody about others who may not answer", async () => {
    const { technician, guest } = app.contoso.cast;
    const proposal = await posted();
    expect(
      await app.answer(technician, proposal, {
        kind: "someone-else",
        who: guest.id,
      }),
    ).toMatchObject({
      kind: "refused",
      message: saying("approvers group"),
    });
  });
});

describe("deciding", () => {
  it("keeps exactly one decision of an approval and a rejection at the same moment", async () => {
    const { approver, nestedApprover } = app.contoso.cast;
    const [proposal, untouched] = [await posted(), await posted()];
    const results = await Promise.all([
      app.answer(approver, proposal, approve),
      app.answer(nestedApprover, proposal, reject),
    ]);
    const stored = await app.get(proposal.id);
    expect(["approved", "rejected"]).toContain(stored.state.kind);
    expect(stored.version).toBe(proposal.version + 1);
    expect(results).toEqual([
      { kind: "done", proposal: stored },
      { kind: "done", proposal: stored },
    ]);
    expect(await app.get(untouched.id)).toEqual(untouched);
  });

  it("takes the same approval twice for one, and again after all is done", async () => {
    const { approver } = app.contoso.cast;
    const proposal = await posted();
    const [first, second] = await Promise.all([
      app.answer(approver, proposal, approve),
      app.answer(approver, proposal, approve),
    ]);
    expect(second).toEqual(first);
    await app.apply(proposal.id);
    await app.verify(proposal.id);
    expect(await app.answer(approver, proposal, approve)).toEqual({
      kind: "done",
      proposal: await app.get(proposal.id),
    });
    expect(await app.stateOf(proposal.id)).toBe("verified");
    expect(
      (await app.auditOf(proposal.id)).filter(
        (kind) => kind === "proposal.approved",
      ),
    ).toHaveLength(1);
  });

  it("refuses a click on a card whose evidence was refreshed since", async () => {
    const { approver } = app.contoso.cast;
    const device = app.aDevice();
    const seen = await app.reportLogons(device);
    if (!seen) throw new Error("Nothing was proposed");
    const shown = await app.show(seen.id);
    await app.reportLogons(device, { "ben.fischer@contoso.com": 20 });
    expect(await app.answer(approver, shown, approve)).toMatchObject({
      kind: "refused",
      message: saying("changed since the card was drawn"),
    });
    expect(await app.stateOf(seen.id)).toBe("pending");
  });

  it("takes an answer until the proposal expires, and not at that moment", async () => {
    const { approver } = app.contoso.cast;
    const [first, second] = [await posted(), await posted()];
    const end = first.expiresAt?.getTime() ?? 0;
    app.clock.advance(end - 1 - app.clock.now().getTime());
    expect((await app.answer(approver, first, approve)).kind).toBe("done");
    app.clock.advance(
      (second.expiresAt?.getTime() ?? 0) - app.clock.now().getTime(),
    );
    expect(await app.answer(approver, second, approve)).toMatchObject({
      kind: "refused",
      message: saying("expired"),
    });
    expect(await app.stateOf(second.id)).toBe("expired");
  });

  it("knows nothing of a proposal that does not exist", async () => {
    expect(
      await app.answer(
        app.contoso.cast.approver,
        { id: crypto.randomUUID() as Proposal["id"], version: 1 },
        approve,
      ),
    ).toMatchObject({ kind: "refused" });
  });
});

describe("when Entra is slow", () => {
  const job = (person: Person, proposal: Proposal, askedAt: Date) => ({
    answer: { ...approve, proposalId: proposal.id, version: proposal.version },
    answeredBy: clickedBy(person),
    askedAt: askedAt.toISOString(),
  });

  it("says before Entra answers that it is being checked, and decides nothing yet", async () => {
    const proposal = await posted();
    app.cloud.faults.hold("graph");
    const result = await app.answer(
      app.contoso.cast.approver,
      proposal,
      approve,
    );
    expect(result).toEqual({ kind: "checking" });
    expect(await app.get(proposal.id)).toEqual(proposal);
  });

  it.each<[string, () => Person, string]>([
    ["decides", () => app.contoso.cast.approver, "approved"],
    ["refuses", () => app.contoso.cast.technician, "pending"],
  ])(
    "%s by a job, stored before the answer, when the database is slow and the process that took the click dies",
    async (_what, person, state) => {
      const proposal = await posted();
      const refusals = async () =>
        (await app.auditOf(proposal.id)).filter(
          (kind) => kind === "proposal.answer-refused",
        ).length;
      const stores = { ...app.storage };
      const sent: Jobs["applyAction"][] = [];
      let rest: (() => void) | undefined;
      const dying = {
        ...app.deps,
        storage: {
          ...stores,
          proposals: {
            ...stores.proposals,
            // Read, but not before the click was long answered.
            find: async (id: ProposalId) => {
              await new Promise<void>((resolve) => {
                rest = resolve;
              });
              return await stores.proposals.find(id);
            },
          },
          queue: {
            ...stores.queue,
            send: (_name: string, data: unknown) => {
              sent.push(data as Jobs["applyAction"]);
              return Promise.resolve();
            },
          },
        } as OpenStorage,
      };
      const result = await applyAction(
        dying,
        { ...approve, proposalId: proposal.id, version: proposal.version },
        clickedBy(person()),
      );
      expect(result).toEqual({ kind: "checking" });
      expect(sent).toHaveLength(1);

      // What goes on in a process that does not die decides nothing beside the job.
      rest?.();
      await sleep(300);
      expect(await app.get(proposal.id)).toEqual(proposal);
      expect(await refusals()).toBe(0);

      const [job] = sent;
      if (job) await applyActionLater(app.deps, job);
      expect(await app.stateOf(proposal.id)).toBe(state);
      expect(await refusals()).toBe(state === "pending" ? 1 : 0);
    },
  );

  it("decides later, once, whatever else was decided meanwhile", async () => {
    const { approver, nestedApprover } = app.contoso.cast;
    const proposal = await posted();
    const late = job(approver, proposal, app.clock.now());
    await applyActionLater(app.deps, late);
    const decided = await app.get(proposal.id);
    expect(decided.state.kind).toBe("approved");
    await applyActionLater(app.deps, late);
    await applyActionLater(
      app.deps,
      job(nestedApprover, proposal, app.clock.now()),
    );
    expect(await app.get(proposal.id)).toEqual(decided);
  });

  it("goes on asking while Graph is down, and tells the clicker after 15 minutes", async () => {
    const proposal = await posted();
    const late = job(app.contoso.cast.approver, proposal, app.clock.now());
    app.cloud.faults.add({
      service: "graph",
      times: Infinity,
      fault: { kind: "throttled", retryAfterSeconds: 60 },
    });
    await expect(applyActionLater(app.deps, late)).rejects.toMatchObject({
      retryable: true,
    });
    app.clock.advance(15 * MINUTE_MS);
    await applyActionLater(app.deps, late);
    expect(await app.get(proposal.id)).toEqual(proposal);
  });

  it("says after 15 minutes that it is the audit log that cannot be written, where Entra did answer", async () => {
    const proposal = await posted();
    const { approver } = app.contoso.cast;
    const late = job(approver, proposal, app.clock.now());
    const { storage } = app;
    const told: unknown[] = [];
    const deps = {
      ...app.deps,
      storage: {
        ...storage,
        transaction: <T>(work: (unit: UnitOfWork) => Promise<T>) =>
          storage.transaction((unit) =>
            work({
              ...unit,
              audit: {
                ...unit.audit,
                append: () => Promise.reject(new AuditHeadLost()),
              },
              queue: {
                send: (_name, data) => {
                  told.push(data);
                  return Promise.resolve();
                },
              },
            }),
          ),
      },
    };
    await expect(applyActionLater(deps, late)).rejects.toMatchObject({
      code: "audit.head-lost",
    });
    app.clock.advance(15 * MINUTE_MS);
    await applyActionLater(deps, late);
    // What was to be sent before was rolled back with the entry that could not be made.
    expect(told.at(-1)).toMatchObject({
      notice: {
        kind: "refusal",
        message: saying("Custodian can't write its audit log"),
      },
    });
    expect(await app.get(proposal.id)).toEqual(proposal);
  });
});

describe("someone else…", () => {
  it("goes on with a new proposal in the same message, which the picker may not approve", async () => {
    const { approver, admin, employee } = app.contoso.cast;
    const before = await posted();
    const post = app.messenger.posts(before.id)[0];
    app.clock.advance(HOUR_MS);
    const why = "She sits at it every day";
    const pick = { kind: "someone-else", who: employee.id, why } as const;
    const result = await app.answer(approver, before, pick);
    if (result.kind !== "done") throw new Error("It was refused");
    const successor = result.proposal;

    expect(successor).toMatchObject({
      state: { kind: "pending" },
      toUser: { displayName: "Lidia Holloway" },
      origin: { kind: "manual", requestedBy: { id: approver.id }, why },
      version: 1,
    });
    expect(successor.expiresAt?.getTime()).toBe(
      app.clock.now().getTime() + 72 * HOUR_MS,
    );
    expect((await app.get(before.id)).state).toMatchObject({
      kind: "superseded",
      by: { kind: "proposal", proposalId: successor.id },
    });
    await app.show(before.id);
    await app.show(successor.id);
    expect(app.messenger.posts(successor.id)).toHaveLength(0);
    expect(app.messenger.shows(post?.message.activityId ?? "")?.id).toBe(
      successor.id,
    );

    const rows = await app.storage.audit.page(0, 10_000);
    const superseded = rows.find(
      ({ kind, proposalId }) =>
        kind === "proposal.superseded" && proposalId === before.id,
    );
    expect(superseded?.details).toMatchObject({
      by: { kind: "proposal", proposalId: successor.id },
      device: before.device.name,
      state: "superseded",
      version: before.version + 1,
    });

    const created = rows.find(
      ({ kind, proposalId }) =>
        kind === "proposal.created" && proposalId === successor.id,
    );
    expect(created?.details).toMatchObject({ why });

    // The same pick delivered again, and somebody who clicks on the old card.
    expect(await app.answer(approver, before, pick)).toEqual(result);
    expect(await app.answer(admin, before, approve)).toEqual(result);
    expect((await app.answer(approver, successor, approve)).kind).toBe(
      "refused",
    );
    expect((await app.answer(admin, successor, approve)).kind).toBe("done");
  });

  it.each<[string, () => Person, string]>([
    ["a guest", () => app.contoso.cast.guest, "guest"],
    ["a disabled account", () => app.contoso.cast.leaver, "disabled"],
    ["the staging account", () => app.contoso.cast.staging, "staging"],
    [
      "a person without a licence",
      () => app.contoso.cast.unlicensed,
      "license",
    ],
    [
      "the present owner",
      () => app.contoso.cast.owner,
      "already the primary user",
    ],
    [
      "who is proposed already",
      () => app.contoso.cast.newOwner,
      "already proposed",
    ],
  ])(
    "refuses to propose %s, which nobody may be blamed for",
    async (_who, person, messages) => {
      const proposal = await posted();
      expect(
        await app.answer(app.contoso.cast.approver, proposal, {
          kind: "someone-else",
          who: person().userPrincipalName,
        }),
      ).toMatchObject({
        kind: "refused",
        message: saying(messages),
      });
      expect(await app.get(proposal.id)).toEqual(proposal);
      expect(await app.auditOf(proposal.id)).not.toContain(
        "proposal.answer-refused",
      );
    },
  );
});

describe("snooze", () => {
  it.each([1, 3, 7] as const)(
    "rests for %i days, expires that much later, and wakes",
    async (days) => {
      const { approver } = app.contoso.cast;
      const proposal = await posted();
      const click = { kind: "snooze", days } as const;
      const result = await app.answer(approver, proposal, click);
      expect(await app.answer(approver, proposal, click)).toEqual(result);
      const snoozed = await app.get(proposal.id);
      expect(snoozed.state).toMatchObject({ kind: "snoozed", days });
      // It still holds its place in the channel.
      const listed = await app.storage.proposals.listInStates(
        statesWhere("hasCardPlace"),
        1000,
      );
      expect(listed).toContainEqual(snoozed);
      const { counts } = await app.custodian.listPending(0);
      expect(counts.waiting + counts.snoozed).toBe(listed.length);
      expect(snoozed.expiresAt?.getTime()).toBe(
        (proposal.expiresAt?.getTime() ?? 0) + days * DAY_MS,
      );
      app.clock.advance(days * DAY_MS - 1);
      await expireAndWakeDue(app.deps);
      expect(await app.stateOf(proposal.id)).toBe("snoozed");
      app.clock.advance(1);
      await expireAndWakeDue(app.deps);
      const woken = await app.get(proposal.id);
      expect(woken).toMatchObject({
        state: { kind: "pending" },
        expiresAt: snoozed.expiresAt,
      });
      await app.show(woken.id);
      expect((await app.answer(approver, woken, approve)).kind).toBe("done");
    },
  );
});

describe("a snooze over a weekend", () => {
  const set = (workingHours: string) =>
    seedSettings(app.storage, { ...SETTINGS, workingHours }, app.clock);
  afterEach(() => set(SETTINGS.workingHours));

  it("leaves the working hours that were left, however often it is moved", async () => {
    const { approver } = app.contoso.cast;
    await set("Mon-Fri 08:00-17:00 UTC");
    const now = app.clock.now();
    const toFriday = (5 - now.getUTCDay() + 7) % 7 || 7;
    const friday = new Date(now.getTime() + toFriday * DAY_MS);
    friday.setUTCHours(7, 0, 0, 0);
    const later = (days: number, hour: number) =>
      new Date(friday.getTime() + days * DAY_MS + (hour - 7) * HOUR_MS);
    // The clock goes on a little while people click.
    const expiry = async (id: ProposalId) => {
      const ms = (await app.get(id)).expiresAt?.getTime() ?? 0;
      return new Date(Math.round(ms / MINUTE_MS) * MINUTE_MS);
    };
    app.clock.advance(friday.getTime() - now.getTime());
    const { id } = await posted();
    // Eight working days.
    expect(await expiry(id)).toEqual(later(11, 17));

    app.clock.advance(9 * HOUR_MS);
    const snooze = async (days: 1 | 3) => {
      const click = { kind: "snooze", days } as const;
      await app.answer(approver, await app.show(id), click);
      return await expiry(id);
    };
    // An hour of Friday and seven days are left, from Saturday or Monday on.
    expect(await snooze(1)).toEqual(later(12, 9));
    expect(await snooze(3)).toEqual(later(12, 17));
    const wake = { kind: "wake-now" } as const;
    await app.answer(approver, await app.show(id), wake);
    expect(await expiry(id)).toEqual(later(11, 17));
  });
});

describe("a snoozed proposal", () => {
  const wake = { kind: "wake-now" } as const;

  async function asleep(): Promise<Proposal> {
    const { approver } = app.contoso.cast;
    const { id } = await posted();
    const click = { kind: "snooze", days: 7 } as const;
    await app.answer(approver, await app.get(id), click);
    return await app.show(id);
  }

  it("is woken before its time by whoever may decide, once however often that is delivered", async () => {
    const { admin, technician } = app.contoso.cast;
    const snoozed = await asleep();
    expect(await app.answer(technician, snoozed, wake)).toMatchObject({
      kind: "refused",
      message: saying("approvers group"),
    });
    app.clock.advance(DAY_MS);
    const results = await Promise.all(
      [1, 2, 3].map(() => app.answer(admin, snoozed, wake)),
    );
    const woken = await app.get(snoozed.id);
    expect(results).toEqual(Array(3).fill({ kind: "done", proposal: woken }));
    expect(woken).toMatchObject({
      state: { kind: "pending" },
      version: snoozed.version + 1,
      // As much time as it had before, and the day that it slept.
      expiresAt: new Date((snoozed.expiresAt?.getTime() ?? 0) - 6 * DAY_MS),
    });
    expect(await app.auditOf(snoozed.id)).toEqual([
      "proposal.created",
      "proposal.posted",
      "proposal.snoozed",
      "proposal.answer-refused",
      "proposal.woken",
    ]);
    await app.show(woken.id);
    expect((await app.answer(admin, woken, approve)).kind).toBe("done");
  });

  it("sleeps for other days from now on, however often that is delivered", async () => {
    const { admin, approver } = app.contoso.cast;
    const snoozed = await asleep();
    const until = async () => {
      const { state, expiresAt, version } = await app.get(snoozed.id);
      if (state.kind !== "snoozed") throw new Error("It should sleep");
      const { snoozedBy, days } = state;
      return {
        by: snoozedBy.id,
        days,
        sleepsMs: state.until.getTime() - app.clock.now().getTime(),
        laterMs:
          (expiresAt?.getTime() ?? 0) - (snoozed.expiresAt?.getTime() ?? 0),
        version,
      };
    };
    app.clock.advance(DAY_MS);
    const shorter = { kind: "snooze", days: 3 } as const;
    const result = await app.answer(admin, snoozed, shorter);
    expect(await app.answer(admin, snoozed, shorter)).toEqual(result);
    const first = await until();
    // One day of seven has gone by, and three are to come.
    expect(first).toEqual({
      by: admin.id,
      days: 3,
      sleepsMs: 3 * DAY_MS,
      laterMs: -3 * DAY_MS,
      version: snoozed.version + 1,
    });

    // Whoever still looks at the first card sees what became of it.
    const late = { kind: "snooze", days: 1 } as const;
    expect(await app.answer(approver, snoozed, late)).toMatchObject({
      kind: "done",
    });
    expect(await until()).toEqual(first);

    // The same days again, by somebody who saw that it sleeps.
    app.clock.advance(DAY_MS);
    await app.answer(admin, await app.show(snoozed.id), shorter);
    expect(await until()).toMatchObject({
      days: 3,
      sleepsMs: 3 * DAY_MS,
      laterMs: -2 * DAY_MS,
    });
    app.clock.advance(3 * DAY_MS);
    await expireAndWakeDue(app.deps);
    expect(await app.stateOf(snoozed.id)).toBe("pending");
  });

  it("can be decided while it sleeps, with what is said to it, and sleeps on for nobody", async () => {
    const { approver, admin } = app.contoso.cast;
    const [first, second] = [await asleep(), await asleep()];
    const comment = "Ben has it for good";
    const said = { ...approve, comment };
    const yes = await app.answer(admin, first, said);
    expect(await app.answer(admin, first, said)).toEqual(yes);
    const no = { kind: "reject", reason: null, choice: "on-leave" } as const;
    await app.answer(approver, second, no);
    // What came too late.
    expect((await app.answer(admin, second, wake)).kind).toBe("done");
    app.clock.advance(8 * DAY_MS);
    await expireAndWakeDue(app.deps);

    expect((await app.get(first.id)).state).toMatchObject({
      kind: "approved",
      decision: { decidedBy: { id: admin.id }, reason: null, comment },
    });
    expect((await app.get(second.id)).state).toMatchObject({
      kind: "rejected",
      decision: { reason: null, choice: "on-leave" },
    });
    const rows = await app.storage.audit.page(0, 10_000);
    const detailsOf = ({ id }: Proposal, kind: string) =>
      rows.find((row) => row.kind === kind && row.proposalId === id)?.details;
    expect(detailsOf(first, "proposal.approved")).toMatchObject({ comment });
    expect(detailsOf(second, "proposal.rejected")).toMatchObject({
      choice: "on-leave",
    });
  });
});

describe("permission by id", () => {
  it("is the clicker's, never the card's", async () => {
    const { approver, technician } = app.contoso.cast;
    const proposal = await posted();
    const result = await app.custodian.applyAction(
      { ...approve, proposalId: proposal.id, version: proposal.version },
      {
        userId: technician.id as UserId,
        replyTo: clickedBy(approver).replyTo,
      },
    );
    expect(result.kind).toBe("refused");
  });
});
