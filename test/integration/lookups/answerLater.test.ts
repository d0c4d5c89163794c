import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import { randomUUID } from "node:crypto";
import {
  answerLater,
  answerLookUpLater,
} from "../../../src/usecases/lateAnswers/answerLater.ts";
import {
  isLate,
  readStoredQuestion,
  toStoredQuestion,
  type LateLookUp,
  type AskedInConversation,
  type LookUpId,
} from "../../../src/domain/lookups/question.ts";
import { askLookUp } from "../../../src/usecases/lookups/askLookUp.ts";
import type { LookUpReply } from "../../../src/domain/lookups/question.ts";
import { renderLookUp } from "../../../bot/cards/renderLookUp.ts";
import { textsOf } from "../../support/walkCard.ts";
import { createLookUps } from "../../../src/usecases/lookups/lookUps.ts";
import { ChannelLost } from "../../../src/ports/messenger.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Person, SimulatedDevice } from "../../simulator/contoso.ts";
import { MINUTE_MS } from "../../support/builders.ts";
import {
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { saying } from "../../support/saying.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterAll(() => app.close());
afterEach(() => app.cloud.faults.clear());

let postsBefore: number;
let editsBefore: number;
beforeEach(() => {
  postsBefore = app.messenger.cards("post", "lookUp").length;
  editsBefore = app.messenger.cards("edit", "lookUp").length;
});
const posts = () => app.messenger.cards("post", "lookUp").slice(postsBefore);
const edits = () => app.messenger.cards("edit", "lookUp").slice(editsBefore);

const lookUps = () => createLookUps(app.deps);

function asked(
  device: SimulatedDevice,
  asker: Person = app.contoso.cast.approver,
): AskedInConversation {
  return {
    question: { kind: "who", name: device.deviceName },
    asker: asker.id as UserId,
    where: {
      serviceUrl: "https://teams.example/",
      conversationId: "19:c@thread.tacv2;messageid=1",
    },
    isPrivate: false,
  };
}

const job = (device: SimulatedDevice): LateLookUp => ({
  ...asked(device),
  question: { about: "who", named: { text: device.deviceName } },
  id: randomUUID() as LookUpId,
  askedAt: app.clock.now().toISOString(),
});

const later = (late: LateLookUp) =>
  answerLookUpLater({ ...app.deps, lookUps: lookUps() }, late);

describe("a late answer", () => {
  it("is posted by its job where whoever was to post it died after storing the job", async () => {
    const { owned } = app.contoso.stories;
    await later(job(owned));
    expect(posts()).toMatchObject([
      { card: { waits: false, isPrivate: false, reply: { kind: "device" } } },
    ]);
  });

  it("keeps its question with the job as an earlier version reads it, and reads it back", () => {
    const asked = [
      { kind: "who", name: "LT-1", or: "the LT-1" },
      { kind: "user", name: "ana", page: 2, ownedOnly: true },
      { kind: "device", id: "d" as DeviceId },
    ] as const;
    const stored = asked.map(toStoredQuestion);
    expect(stored).toEqual([
      { about: "who", named: { text: "LT-1", or: "the LT-1" } },
      { about: "user", named: { text: "ana" }, page: 2, ownedOnly: true },
      { about: "device", named: { id: "d" } },
    ]);
    expect(stored.map(readStoredQuestion)).toEqual(asked);
  });

  it("is posted and edited once, however often the job runs", async () => {
    const { owned } = app.contoso.stories;
    const late = job(owned);
    await later(late);
    await later(late);
    expect(posts()).toHaveLength(1);
    expect(edits()).toHaveLength(0);
  });

  it("is asked for again while Microsoft does not answer, and after two minutes is what is known", async () => {
    const { owned } = app.contoso.stories;
    const late = job(owned);
    app.cloud.faults.add({
      service: "graph",
      path: "managedDevices",
      times: Infinity,
      fault: { kind: "status", status: 503 },
    });
    await expect(later(late)).rejects.toMatchObject({
      code: "lookup.still-late",
      retryable: true,
    });
    expect(posts()).toHaveLength(0);
    app.clock.advance(3 * MINUTE_MS);
    await later(late);
    expect(posts()).toMatchObject([{ card: { waits: false } }]);
  });

  it("is given at once where Microsoft refuses, for a minute more would not change that", async () => {
    app.cloud.faults.add({
      service: "graph",
      path: "managedDevices",
      times: Infinity,
      fault: { kind: "forbidden", permission: "Some.Permission.All" },
    });
    await later(job(app.contoso.stories.owned));
    expect(posts()).toMatchObject([
      {
        card: {
          waits: false,
          reply: { choice: { refusal: saying("Some.Permission.All") } },
        },
      },
    ]);
  });

  it("does not wait for a membership that Entra refuses to tell", async () => {
    app.cloud.faults.add({
      service: "graph",
      path: "checkMemberGroups",
      times: Infinity,
      fault: { kind: "forbidden", permission: "GroupMember.Read.All" },
    });
    const asker = app.contoso.cast.employee.id as UserId;
    const late = job(app.contoso.stories.owned);
    await later({ ...late, asker });
    expect(posts()).toMatchObject([
      {
        card: {
          reply: {
            answer: {
              confidence: "not-shown-yet",
              accessRefusal: saying("GroupMember.Read.All"),
            },
          },
        },
      },
    ]);
  });

  it("says so when whoever asked may not ask any more", async () => {
    const { owned } = app.contoso.stories;
    const asker = app.contoso.cast.guest.id as UserId;
    await later({ ...job(owned), asker });
    expect(posts()).toMatchObject([{ card: { reply: { kind: "refused" } } }]);
  });

  it("is given up where its conversation takes no messages any more", async () => {
    const { owned } = app.contoso.stories;
    app.messenger.failNext("post", new ChannelLost(null, "gone"));
    await later(job(owned));
    expect(posts()).toHaveLength(0);
  });

  it("has its job before its first message, and keeps it when that fails for good", async () => {
    const { owned } = app.contoso.stories;
    const before = await app.storage.queue.depth();
    const reply = await askLookUp(
      { ...app.deps, lookUps: lookUps() },
      asked(owned).question,
      asked(owned).asker,
      0,
    );
    app.messenger.failNext("post", new Error("the process dies here"));
    await expect(answerLater(app.deps, asked(owned), reply)).rejects.toThrow(
      "dies",
    );
    expect(await app.storage.queue.depth()).toBe(before + 1);
    expect(posts()).toHaveLength(0);
  });

  // Last, because from here on jobs run by themselves.
  it("does not ask Entra again who asks, which it said for the question", async () => {
    const { technician } = app.contoso.cast;
    const late = asked(app.contoso.stories.owned, technician);
    app.cloud.faults.add({
      service: "graph",
      path: "managedDevices",
      times: Infinity,
      fault: { kind: "slow", delayMs: 3_000 },
    });
    const { questions } = app.custodian;
    const reply = await questions.ask(late.question, late.asker, 1_500);
    expect(isLate(reply)).toBe(true);
    await questions.answerLater(late, reply);
    app.cloud.faults.clear();

    await app.work();
    await eventually(edits, ({ length }) => length > 0);
    expect(edits()).toMatchObject([
      {
        card: { waits: false, asker: technician.id, reply: { kind: "device" } },
      },
    ]);
    const asking = app.cloud.requests.filter(
      ({ path }) =>
        path.includes(technician.id) && path.includes("checkMemberGroups"),
    );
    expect(asking).toHaveLength(1);
  });

  it("says of a device that the directory does not know yet that it is looked up, and then who has it", async () => {
    const { owned } = app.contoso.stories;
    const question = asked(owned);
    const deps = { ...app.deps, lookUps: lookUps() };
    await deps.lookUps.access(question.asker, 5_000);
    const say = (from: readonly { readonly card: unknown }[]) => {
      const [{ card } = {}] = from;
      const { reply, waits } = card as {
        readonly reply: LookUpReply;
        readonly waits: boolean;
      };
      const context = { now: app.clock.now(), isPrivate: false, waits };
      return textsOf(renderLookUp(reply, context).card).join("\n");
    };

    app.cloud.faults.hold("graph", /managedDevices/);
    const reply = await askLookUp(deps, question.question, question.asker, 300);
    expect(isLate(reply)).toBe(true);
    await answerLater(app.deps, question, reply);
    expect(say(posts())).toContain("Looking up");
    expect(say(posts())).not.toMatch(/No device has|hasn't seen a device/);

    app.cloud.faults.clear();
    await eventually(edits, ({ length }) => length > 0);
    expect(say(edits())).toContain(app.contoso.cast.owner.userPrincipalName);
  });
});
