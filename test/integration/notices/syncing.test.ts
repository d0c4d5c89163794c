import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { announceWaking } from "../../../src/usecases/notices/announceWaking.ts";
import {
  MessageGone,
  MessageRefused,
  PersonUnreachable,
  TeamsThrottled,
  TeamsUnavailable,
} from "../../../src/ports/messenger.ts";
import { syncProposalCard } from "../../../src/usecases/notices/syncProposalCard.ts";
import {
  notifyAdmins,
  notifyPerson,
} from "../../../src/usecases/notices/notifyPeople.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { isCardRefused } from "../../../src/domain/proposals/states.ts";
import { expireAndWakeDue } from "../../../src/usecases/proposals/expireAndWakeDue.ts";
import {
  clickedBy,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/builders.ts";

let app: CustodianOnCloud;
beforeAll(async () => {
  app = await startCustodianOnCloud();
});
afterAll(() => app.close());

async function pending(): Promise<Proposal> {
  const proposal = await app.reportLogons(app.aDevice());
  if (!proposal) throw new Error("Nothing was proposed");
  return proposal;
}

const show = ({ id }: Proposal) => syncProposalCard(app.deps, id, false);

describe("posting a card", () => {
  it("posts once when two workers want to at the same moment", async () => {
    const proposal = await pending();
    const release = app.messenger.hold("post");
    const first = show(proposal);
    const second = show(proposal);
    await expect(Promise.race([first, second])).rejects.toMatchObject({
      code: "notices.card-being-posted",
      retryable: true,
    });
    release();
    await Promise.allSettled([first, second]);
    await show(proposal);
    expect(app.messenger.posts(proposal.id)).toHaveLength(1);
    expect(app.messenger.edits(proposal.id)).toHaveLength(0);
  });

  it("posts a second time when the answer was lost, and counts it", async () => {
    const proposal = await pending();
    const before = app.counted.postedAgain;
    app.messenger.failNext("post", new TeamsUnavailable("reset", true), {
      done: true,
    });
    await expect(show(proposal)).rejects.toMatchObject({ retryable: true });
    await show(proposal);
    expect(app.messenger.posts(proposal.id)).toHaveLength(2);
    expect(app.counted.postedAgain).toBe(before + 1);
    // From now on the second message is the card.
    const shown = await app.get(proposal.id);
    expect(app.messenger.posts(proposal.id).at(-1)?.proposal.version).toBe(
      shown.version,
    );
  });

  it.each([
    ["throttles", new TeamsThrottled(5000)],
    ["is away", new TeamsUnavailable("503", false)],
  ])("posts once, and counts nothing, when Teams %s", async (_how, error) => {
    const proposal = await pending();
    const before = app.counted.postedAgain;
    app.messenger.failNext("post", error);
    await expect(show(proposal)).rejects.toBe(error);
    expect(await app.auditOf(proposal.id)).toEqual(["proposal.created"]);
    app.clock.advance(HOUR_MS);
    await show(proposal);
    expect(app.messenger.posts(proposal.id)).toHaveLength(1);
    expect(app.counted.postedAgain).toBe(before);
    expect((await app.get(proposal.id)).expiresAt?.getTime()).toBe(
      app.clock.now().getTime() + 72 * HOUR_MS,
    );
    expect(await app.auditOf(proposal.id)).toEqual([
      "proposal.created",
      "proposal.posted",
    ]);
  });

  it("leaves the card to a worker that died until its lease ends, and posts again then", async () => {
    const proposal = await pending();
    app.messenger.failNext("post", new Error("The process died"), {
      done: true,
    });
    await expect(show(proposal)).rejects.toThrow("died");
    await expect(show(proposal)).rejects.toMatchObject({
      code: "notices.card-being-posted",
    });
    app.clock.advance(MINUTE_MS);
    await show(proposal);
    expect(app.messenger.posts(proposal.id)).toHaveLength(2);
  });

  it("posts a replacement when the message is gone, and counts it", async () => {
    const { approver } = app.contoso.cast;
    const proposal = await app.show((await pending()).id);
    const before = app.counted.postedAgain;
    await app.answer(approver, proposal, { kind: "approve" });
    app.messenger.failNext("edit", new MessageGone("1"));
    const approved = await app.show(proposal.id);
    expect(app.messenger.posts(proposal.id)).toHaveLength(2);
    expect(app.messenger.posts(proposal.id)[1]?.proposal).toEqual(approved);
    expect(app.counted.postedAgain).toBe(before + 1);
  });

  it("posts nothing for a question that ended before anybody saw it", async () => {
    const device = app.aDevice();
    const proposal = await app.reportLogons(device);
    if (!proposal) throw new Error("Nothing was proposed");
    await app.reportLogons(device, { "megan.bowen@contoso.com": 12 });
    await show(proposal);
    expect(app.messenger.posts(proposal.id)).toHaveLength(0);
  });

  it("edits what is shown already only when it is asked to draw it anew", async () => {
    const proposal = await app.show((await pending()).id);
    await show(proposal);
    expect(app.messenger.edits(proposal.id)).toHaveLength(0);
    await syncProposalCard(app.deps, proposal.id, true);
    expect(app.messenger.edits(proposal.id)).toHaveLength(1);
  });

  it("is drawn again when the message was given to another proposal during an edit", async () => {
    const { approver, employee } = app.contoso.cast;
    const proposal = await app.show((await pending()).id);
    const message = app.messenger.posts(proposal.id)[0]?.message;
    const release = app.messenger.hold("edit");
    const edit = syncProposalCard(app.deps, proposal.id, true);
    const result = await app.answer(approver, proposal, {
      kind: "someone-else",
      who: employee.id,
    });
    if (result.kind !== "done") throw new Error("It was refused");
    const depth = await app.storage.queue.depth();
    release();
    await edit;
    expect(await app.storage.queue.depth()).toBe(depth + 1);
    await syncProposalCard(app.deps, result.proposal.id, true);
    expect(app.messenger.shows(message?.activityId ?? "")?.id).toBe(
      result.proposal.id,
    );
  });
});

describe("a card that Teams refuses", () => {
  const refusal = () => new MessageRefused("status 413 MessageSizeTooBig");

  it("is marked and not sent again before its proposal changes; then it is tried once more", async () => {
    const device = app.aDevice();
    const proposal = await app.reportLogons(device);
    if (!proposal) throw new Error("Nothing was proposed");
    const before = app.counted.postedAgain;
    app.messenger.failNext("post", refusal());
    await show(proposal);
    const marked = await app.get(proposal.id);
    expect(marked).toMatchObject({
      state: { kind: "pending" },
      cardRefused: { at: app.clock.now(), version: marked.version },
    });
    expect(isCardRefused(marked)).toBe(true);
    expect(await app.auditOf(proposal.id)).toEqual([
      "proposal.created",
      "proposal.card-refused",
    ]);
    for (let i = 0; i < 3; i += 1) await show(proposal);
    expect(app.messenger.posts(proposal.id)).toHaveLength(0);
    expect((await app.get(proposal.id)).version).toBe(marked.version);

    await app.reportLogons(device, { "ben.fischer@contoso.com": 14 });
    const shown = await app.show(proposal.id);
    expect(app.messenger.posts(proposal.id)).toHaveLength(1);
    expect(isCardRefused(shown)).toBe(false);
    expect(app.counted.postedAgain).toBe(before);
  });

  it("keeps showing what it showed when an edit is refused, until the next change", async () => {
    const { approver } = app.contoso.cast;
    const proposal = await app.show((await pending()).id);
    await app.answer(approver, proposal, { kind: "approve" });
    app.messenger.failNext("edit", refusal());
    const approved = await app.show(proposal.id);
    expect(approved.state.kind).toBe("approved");
    // Whoever applies the change compares versions: the refusal must not move them.
    expect(approved.version).toBe(proposal.version + 1);
    await show(proposal);
    expect(app.messenger.edits(proposal.id)).toHaveLength(0);
    expect(await app.auditOf(proposal.id)).toContain("proposal.card-refused");
    await app.apply(proposal.id);
    await show(proposal);
    expect(app.messenger.edits(proposal.id)).toHaveLength(1);
  });

  it("marks an open question whose edit is refused, and someone else's question in its place is not marked", async () => {
    const { approver, employee } = app.contoso.cast;
    const device = app.aDevice();
    const first = await app.reportLogons(device);
    if (!first) throw new Error("Nothing was proposed");
    await app.show(first.id);
    await app.reportLogons(device, { "ben.fischer@contoso.com": 14 });
    app.messenger.failNext("edit", refusal());
    const marked = await app.show(first.id);
    expect(isCardRefused(marked)).toBe(true);
    await show(first);
    expect(app.messenger.edits(first.id)).toHaveLength(0);
    const result = await app.answer(approver, marked, {
      kind: "someone-else",
      who: employee.id,
    });
    if (result.kind !== "done") throw new Error("It was refused");
    expect(result.proposal.cardRefused).toBeNull();
  });

  it("is told to the admins once a day, however many there are, and never to the log by name", async () => {
    const lines: string[] = [];
    const error = (fields: object, message: string) =>
      lines.push(JSON.stringify({ ...fields, message }));
    const deps = { ...app.deps, log: { ...app.deps.log, error } };
    app.clock.advance(DAY_MS);
    const proposals = [await pending(), await pending()];
    const queued = await app.storage.queue.depth();
    for (const { id } of proposals) {
      app.messenger.failNext("post", refusal());
      await syncProposalCard(deps, id, false);
    }
    // Each marked proposal asks for its card to be drawn; only the first one tells.
    expect(await app.storage.queue.depth()).toBe(queued + 2 + 1);
    const [first] = proposals;
    await notifyAdmins(app.deps, { refusedCardOf: first?.device.name ?? "" });
    expect(await app.storage.queue.depth()).toBe(queued + 2 + 1 + 1);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(first?.id);
    expect(lines[0]).toContain(app.channel.id);
    expect(lines.join()).toContain("teams.message-refused");
    expect(lines.join()).not.toMatch(/Megan|Ben|@contoso/);
    expect(lines.join()).not.toContain(first?.device.name);
  });
});

describe("waking", () => {
  it("says so in the card's thread, and only of a card that waits for an answer", async () => {
    const { approver } = app.contoso.cast;
    const proposal = await app.show((await pending()).id);
    await app.answer(approver, proposal, { kind: "snooze", days: 1 });
    await announceWaking(app.deps, proposal.id);
    expect(app.messenger.replies()).toHaveLength(0);
    app.clock.advance(DAY_MS);
    await expireAndWakeDue(app.deps);
    await announceWaking(app.deps, proposal.id);
    expect(app.messenger.replies()).toMatchObject([
      { message: app.messenger.posts(proposal.id)[0]?.message },
    ]);
  });
});

describe("private notices", () => {
  const recipient = () => clickedBy(app.contoso.cast.technician).replyTo;
  const refusal = {
    kind: "refusal",
    deviceName: "LT-1",
    message: "No",
  } as const;

  it("lets go of a person who cannot be reached, and tries again when Teams is away", async () => {
    const { technician } = app.contoso.cast;
    const before = app.messenger.told().length;
    app.messenger.failNext(
      "tell",
      new PersonUnreachable(technician.id as UserId),
    );
    await notifyPerson(app.deps, recipient(), refusal);
    app.messenger.failNext("tell", new TeamsThrottled());
    await expect(
      notifyPerson(app.deps, recipient(), refusal),
    ).rejects.toMatchObject({ retryable: true });
    expect(app.messenger.told()).toHaveLength(before);
  });

  it("tells how a proposal stands when the notice is sent", async () => {
    const proposal = await app.show((await pending()).id);
    await app.answer(app.contoso.cast.approver, proposal, {
      kind: "reject",
      reason: "No",
    });
    await notifyPerson(app.deps, recipient(), {
      kind: "result",
      proposalId: proposal.id,
    });
    expect(app.messenger.told().at(-1)).toMatchObject({
      notice: { kind: "result", proposal: { state: { kind: "rejected" } } },
    });
  });
});
