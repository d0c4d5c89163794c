import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import { randomUUID } from "node:crypto";
import { Verb } from "../../../bot/verbs.ts";
import type { DeviceId } from "../../../src/devices/device.ts";
import { createLookUps } from "../../../src/lookups/createLookUps.ts";
import type { UserId } from "../../../src/people/user.ts";
import type { ProposalId } from "../../../src/proposals/proposal.ts";
import {
  proposeLater,
  type LateProposeRequest,
} from "../../../src/proposals/proposeInTime.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import { MINUTE_MS } from "../../support/builders.ts";
import {
  clickedBy,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { until } from "../../support/until.ts";
import { TENANT, type RunningBot } from "./harness.ts";
import { startSweptHouse } from "./sweptHouse.ts";

let house: CustodianOnCloud;
let bot: RunningBot;
beforeAll(async () => {
  ({ house, bot } = await startSweptHouse());
}, 60_000);
afterAll(async () => {
  await bot.close();
  await house.close();
});
afterEach(() => house.cloud.faults.clear());

let toldBefore: number;
beforeEach(() => {
  toldBefore = house.messenger.told().length;
});
/** How requests came out; who asked also hears how a proposal ends. */
const told = () =>
  house.messenger
    .told()
    .slice(toldBefore)
    .filter(({ notice }) => notice.kind !== "result");

const cast = () => house.contoso.cast;
const asker = () => cast().technician;

const slow = () => house.cloud.faults.slow("graph", 3_000);

/** Of a turn of the asker's in their chat with the bot; `said` is what was answered, in whatever shape. */
async function turn(
  activity: object,
): Promise<{ readonly ms: number; readonly said: string }> {
  bot.connector.play({ status: 201, body: { id: "1" } });
  const before = bot.connector.requests.length;
  const startedAt = performance.now();
  const response = await bot.send({
    conversation: {
      id: "a:chat",
      conversationType: "personal",
      tenantId: TENANT,
    },
    channelData: { tenant: { id: TENANT } },
    from: {
      id: asker().teamsUserId,
      name: asker().displayName,
      aadObjectId: asker().id,
    },
    ...activity,
  });
  const ms = performance.now() - startedAt;
  expect(response.status).toBe(200);
  const answered = await response.text();
  return { ms, said: answered + (bot.connector.requests[before]?.body ?? "") };
}

const type = (device: SimulatedDevice, to: Person) =>
  turn({ text: `propose ${device.id} ${to.userPrincipalName}` });
const submit = (device: SimulatedDevice, to: Person) =>
  turn({
    type: "invoke",
    name: "composeExtension/submitAction",
    value: {
      commandId: "proposePrimaryUser",
      data: { device: device.id, person: to.id },
    },
  });
const choose = (device: SimulatedDevice, to: Person) =>
  turn({
    type: "invoke",
    name: "adaptiveCard/action",
    value: {
      action: {
        type: "Action.Execute",
        verb: Verb.lookUpPropose,
        data: { device: device.id, user: to.id },
      },
    },
  });

const proposalsFor = (device: SimulatedDevice) =>
  house.storage.proposals.listForDevice(device.id as DeviceId, 10);

function late(
  device: string,
  to: Person,
  more: Partial<LateProposeRequest> = {},
): LateProposeRequest {
  return {
    id: randomUUID() as ProposalId,
    request: { device, user: to.id, requestedBy: asker().id as UserId },
    replyTo: clickedBy(asker()).replyTo,
    askedAt: house.clock.now().toISOString(),
    ...more,
  };
}

const runJob = (job: LateProposeRequest) =>
  proposeLater({ ...house.deps, lookUps: createLookUps(house.deps) }, job);

/** What the jobs that were sent will tell; they are run by the last test alone. */
async function outcome(job: LateProposeRequest): Promise<unknown> {
  const sent: unknown[] = [];
  const storage = {
    ...house.storage,
    queue: {
      send: (name: string, data: unknown) => {
        sent.push({ name, data });
        return Promise.resolve();
      },
    } as unknown as typeof house.storage.queue,
  };
  await proposeLater(
    { ...house.deps, storage, lookUps: createLookUps(house.deps) },
    job,
  );
  expect(sent).toMatchObject([
    { name: "tellPerson", data: { recipient: job.replyTo } },
  ]);
  return (sent[0] as { data: { notice: unknown } }).data.notice;
}

describe("the job of a proposal that Microsoft was too slow for", () => {
  it("proposes once however often it runs, and says so again after a crash", async () => {
    const device = house.aDevice();
    const job = late(device.id, cast().newOwner);
    const proposed = { kind: "proposed", proposalId: job.id, isNew: true };
    expect(await outcome(job)).toEqual(proposed);
    expect(await outcome(job)).toEqual(proposed);
    expect(await proposalsFor(device)).toHaveLength(1);
  });

  it("does not propose again what was decided since the crash", async () => {
    const device = house.aDevice();
    const job = late(device.id, cast().newOwner);
    await outcome(job);
    await house.answer(cast().approver, await house.show(job.id), {
      kind: "reject",
      reason: "No",
    });
    expect(await outcome(job)).toMatchObject({ proposalId: job.id });
    expect(await proposalsFor(device)).toHaveLength(1);
  });

  it("makes one proposal beside another try at the same request", async () => {
    const device = house.aDevice();
    const job = late(device.id, cast().newOwner);
    expect(await Promise.all([outcome(job), outcome(job)])).toMatchObject([
      { kind: "proposed", isNew: true },
      { kind: "proposed", isNew: true },
    ]);
    expect(await proposalsFor(device)).toHaveLength(1);
  });

  it("links to what somebody else proposed meanwhile", async () => {
    const device = house.aDevice();
    const open = await house.propose(cast().admin, device, cast().newOwner);
    expect(await outcome(late(device.id, cast().newOwner))).toEqual({
      kind: "proposed",
      proposalId: open.id,
      isNew: false,
    });
  });

  it("says how to name the device where its name was not whole", async () => {
    expect(await outcome(late("LT-TWIN", cast().newOwner))).toMatchObject({
      kind: "not-proposed",
      deviceName: "LT-TWIN",
      message: expect.stringContaining("Use the id") as unknown,
    });
  });

  it("is tried again while Graph does not answer, and gives up aloud after a quarter of an hour", async () => {
    const job = late(house.aDevice().id, cast().newOwner);
    house.cloud.faults.add({
      service: "graph",
      times: Infinity,
      fault: { kind: "throttled", retryAfterSeconds: 60 },
    });
    await expect(runJob(job)).rejects.toMatchObject({ retryable: true });
    const asked = Date.parse(job.askedAt) - 16 * MINUTE_MS;
    expect(
      await outcome({ ...job, askedAt: new Date(asked).toISOString() }),
    ).toMatchObject({
      kind: "not-proposed",
      message: expect.stringContaining("try again") as unknown,
    });
  });
});

// Last, since it lets the jobs run.
describe("while Graph takes 3 seconds", () => {
  it("a proposal is answered in time, stored before that, and told in private when it is done", async () => {
    const { newOwner, employee, admin, leaver } = cast();
    const [typed, sent, clicked, refused] = [
      house.aDevice(),
      house.aDevice(),
      house.aDevice(),
      house.aDevice(),
    ];
    const depth = await house.storage.queue.depth();
    slow();
    const answers = {
      typed: await type(typed, newOwner),
      form: await submit(sent, employee),
      click: await choose(clicked, admin),
      refused: await type(refused, leaver),
    };
    for (const { said } of Object.values(answers))
      expect(said).toContain("still being checked");
    expect(answers.typed.ms).toBeLessThan(2_000);
    expect(answers.refused.ms).toBeLessThan(2_000);
    expect(answers.form.ms).toBeLessThan(1_000);
    expect(answers.click.ms).toBeLessThan(1_000);
    // All that a process which dies here leaves behind.
    expect(await house.storage.queue.depth()).toBe(depth + 4);
    for (const device of [typed, sent, clicked, refused])
      expect(await proposalsFor(device)).toHaveLength(0);

    await house.work();
    await until("everything is told", () => told().length === 4, 40_000);
    for (const [device, to] of [
      [typed, newOwner],
      [sent, employee],
      [clicked, admin],
    ] as const) {
      const proposals = await proposalsFor(device);
      expect(proposals).toMatchObject([
        { toUser: { id: to.id }, origin: { requestedBy: { id: asker().id } } },
      ]);
      expect(told()).toContainEqual(
        expect.objectContaining({
          recipient: expect.objectContaining({
            userId: asker().id,
            conversationId: "a:chat",
          }) as unknown,
          notice: expect.objectContaining({
            kind: "proposed",
            isNew: true,
            proposal: expect.objectContaining({
              id: proposals[0]?.id,
            }) as unknown,
          }) as unknown,
        }),
      );
    }
    expect(await proposalsFor(refused)).toHaveLength(0);
    expect(told()).toContainEqual(
      expect.objectContaining({
        notice: {
          kind: "not-proposed",
          deviceName: refused.id,
          message: expect.stringContaining("disabled") as unknown,
        },
      }),
    );
  }, 60_000);
});
