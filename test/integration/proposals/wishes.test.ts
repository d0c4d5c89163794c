import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
} from "@jest/globals";
import { renderProposal } from "../../../bot/cards/renderProposal.ts";
import { statesWhere } from "../../../src/domain/proposals/stateTable.ts";
import { supersede } from "../../../src/usecases/proposals/createProposal.ts";
import { postHeldProposals } from "../../../src/usecases/proposals/postHeldProposals.ts";
import { proposeLater } from "../../../src/usecases/lateAnswers/proposeWithDeadline.ts";
import type { Jobs } from "../../../src/ports/jobs.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { createCustodian } from "../../../src/custodian.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import { HOUR_MS } from "../../support/builders.ts";
import {
  clickedBy,
  patient,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { saying } from "../../support/saying.ts";

let app: CustodianOnCloud;
/** Jobs that were sent since the test began. */
let sent: { [Name in keyof Jobs]: [Name, Jobs[Name]] }[keyof Jobs][];

beforeAll(async () => {
  app = await startCustodianOnCloud({ settings: { openCardsPerChannel: 10 } });
});
/** Nobody's request is left to count against the next test. */
afterEach(async () => {
  const { storage, log } = app.deps;
  const open = await storage.proposals.listInStates(statesWhere("isOpen"), 99);
  for (const { id } of open)
    await storage.transaction(async (unit) => {
      const by = { kind: "enrolled-again" } as const;
      const proposal = await unit.proposals.getForUpdate(id);
      await supersede(unit, log, proposal, by, null, app.clock.now());
    });
  app.clock.advance(HOUR_MS);
});
afterAll(() => app.close());

/** The same Custodian, whose jobs are noted. */
function watched() {
  sent = [];
  const { storage } = app;
  const watching: OpenStorage = {
    ...storage,
    transaction: (work) =>
      storage.transaction((unit) =>
        work({
          ...unit,
          queue: {
            send: async (name, data, options) => {
              sent.push([name, data] as (typeof sent)[number]);
              await unit.queue.send(name, data, options);
            },
          },
        }),
      ),
  };
  return { ...app.deps, storage: watching };
}

function ask(by: Person, device: SimulatedDevice, to: Person | null) {
  return createCustodian(watched()).propose(
    {
      device: device.id,
      user: to?.userPrincipalName ?? null,
      requestedBy: by.id as UserId,
    },
    patient(by),
  );
}

async function decide(
  by: Person,
  { id, version }: Proposal,
  answer: { kind: "approve" } | { kind: "reject"; reason: string },
) {
  return await createCustodian(watched()).applyAction(
    { ...answer, proposalId: id, version },
    clickedBy(by),
  );
}

async function fromEvidence(device: SimulatedDevice): Promise<Proposal> {
  const proposal = await app.reportLogons(device);
  if (!proposal) throw new Error("Nothing was proposed");
  return await app.show(proposal.id);
}

const jobs = <Name extends keyof Jobs>(name: Name) =>
  sent.flatMap((job) => (job[0] === name ? [job[1] as Jobs[Name]] : []));

describe("what somebody without a role asks for", () => {
  it("supersedes nothing: it stands on the open card, audited, and they are told", async () => {
    const { employee, namesake } = app.contoso.cast;
    const device = app.aDevice();
    const open = await fromEvidence(device);

    expect(await ask(employee, device, namesake)).toEqual({
      kind: "wished",
      message: saying("is on its card"),
    });

    const now = await app.get(open.id);
    expect(now.state).toEqual({ kind: "pending" });
    expect(now.toUser).toEqual(open.toUser);
    expect(await app.auditOf(open.id)).toContain("proposal.wished");
    expect(jobs("syncProposalCard")).toHaveLength(1);
    const card = renderProposal(now, { now: app.clock.now() });
    expect(JSON.stringify(card)).toContain(
      `${employee.displayName} requests another change: ${namesake.displayName}.`,
    );
    // Asked again, it is the same wish, and the card in an approver's hand stays valid.
    await ask(employee, device, namesake);
    expect((await app.get(open.id)).version).toBe(now.version);
  });

  it("is proposed when the open one is rejected, and who asked hears of it", async () => {
    const { employee, namesake, approver } = app.contoso.cast;
    const device = app.aDevice();
    const open = await fromEvidence(device);
    await ask(employee, device, namesake);

    await decide(approver, await app.get(open.id), {
      kind: "reject",
      reason: "No",
    });

    const [job] = jobs("propose");
    if (!job) throw new Error("Nothing follows from the wish");
    await proposeLater(watched(), job);
    // The job may run again.
    await proposeLater(app.deps, job);
    const next = await app.storage.proposals.findActive(open.device.id);
    expect(next).toMatchObject({
      toUser: { id: namesake.id },
      origin: { requestedBy: { id: employee.id }, withoutRole: true },
    });
    expect(jobs("notifyPerson")).toMatchObject([
      { recipient: { userId: employee.id }, notice: { kind: "proposed" } },
    ]);
  });

  it("is over when the open one is approved, and who asked is told", async () => {
    const { employee, namesake, approver } = app.contoso.cast;
    const device = app.aDevice();
    const open = await fromEvidence(device);
    await ask(employee, device, namesake);

    await decide(approver, await app.get(open.id), { kind: "approve" });

    expect(jobs("propose")).toEqual([]);
    expect(jobs("notifyPerson")).toMatchObject([
      {
        recipient: { userId: employee.id },
        notice: { kind: "not-proposed", message: saying("another change") },
      },
    ]);
    await app.apply(open.id);
  });

  it("stands back when later evidence says otherwise, and goes on as a wish", async () => {
    const { employee, namesake } = app.contoso.cast;
    const device = app.aDevice();
    const asked = await app.propose(employee, device, namesake);

    const next = await fromEvidence(device);

    expect(await app.stateOf(asked.id)).toBe("superseded");
    expect(next).toMatchObject({
      origin: { kind: "machine" },
      wishes: [
        { requestedBy: { id: employee.id }, toUser: { id: namesake.id } },
      ],
    });
  });

  it("goes on with the proposal of somebody who has a role, and ends where that is the same", async () => {
    const { employee, namesake, technician, newOwner } = app.contoso.cast;
    const device = app.aDevice();
    await fromEvidence(device);
    await ask(employee, device, namesake);

    const other = await app.propose(technician, device, null);
    expect(other.wishes).toHaveLength(1);
    const same = await app.propose(technician, device, namesake);
    expect(same.wishes).toBeUndefined();
    expect(newOwner.id).not.toBe(namesake.id);
  });

  it("is three open ones at most, wishes included, and others may ask all the same", async () => {
    const { employee, namesake, otherNamesake } = app.contoso.cast;
    const wishedOn = app.aDevice();
    await fromEvidence(wishedOn);
    await ask(employee, wishedOn, namesake);
    for (let n = 0; n < 2; n += 1)
      await app.propose(employee, app.aDevice(), namesake);

    expect(await ask(employee, app.aDevice(), namesake)).toEqual({
      kind: "refused",
      message: saying("3 changes you requested"),
    });
    expect((await ask(otherNamesake, app.aDevice(), namesake)).kind).toBe(
      "proposed",
    );
  });

  it("takes a fifth of a channel's places at most; the rest is kept for evidence", async () => {
    const { namesake, employee, otherNamesake, owner } = app.contoso.cast;
    const people = [employee, otherNamesake, employee, owner];
    const asked: Proposal[] = [];
    for (const person of people)
      asked.push(await app.propose(person, app.aDevice(), namesake));

    expect(asked.map(({ state }) => state.kind)).toEqual([
      "pending",
      "pending",
      "held",
      "held",
    ]);
    await postHeldProposals(app.deps);
    expect(await app.stateOf(asked[2]?.id ?? asked[0]!.id)).toBe("held");
    expect((await fromEvidence(app.aDevice())).state.kind).toBe("pending");
  });
});
