import { describe, expect, it } from "@jest/globals";
import { renderBatch } from "../../bot/cards/renderBatch.ts";
import type { BatchWithProposals } from "../../src/domain/proposals/batch.ts";
import {
  answeredBatch,
  exampleBatch,
  type ExampleRow,
} from "../support/batchCards.ts";
import { anObjection } from "../support/stagingCards.ts";
import { message } from "../../src/domain/message.ts";
import { cleo, hours, NOON, person } from "../support/cardExamples.ts";
import { buttonTitles, textsOf, walkCard } from "../support/walkCard.ts";

const draw = (batch: BatchWithProposals, page?: number, confirms = false) =>
  renderBatch(batch, {
    now: NOON,
    confirms,
    ...(page === undefined ? {} : { page }),
  }).card;

const toggles = (card: object) =>
  [...walkCard(card)]
    .filter(({ type }) => type === "Input.Toggle")
    .map(({ id }) => id);

/** What each row says, in their order. */
const rowsOf = (card: object) =>
  [...walkCard(card)]
    .filter(({ type }) => type === "ColumnSet")
    .map((row) => textsOf(row).join(" | "));

describe("the digest of a batch", () => {
  it("says of each row which device it is, who would have it and when they logged on", () => {
    const [first] = rowsOf(draw(exampleBatch([{}, {}, {}])));
    expect(first).toContain("LT-0200");
    expect(first).toContain("5CG1234XYZ");
    expect(first).toContain("→ Ben Ortiz");
    expect(first).toContain(
      "Staged, and now with its user · Last sign-in: {{DATE(2026-11-19T16:00:00Z, SHORT)}}",
    );
  });

  it("gives no reason for what somebody proposed by hand", () => {
    const { batch, proposals } = exampleBatch([{}, {}]);
    const byHand = proposals.map((one) => ({
      ...one,
      origin: { kind: "manual", requestedBy: cleo } as const,
    }));
    expect(rowsOf(draw({ batch, proposals: byHand }))[0]).not.toContain(
      "Staged, and now",
    );
  });

  it("marks the open rows of whoever would get several of its devices, on whatever page", () => {
    const ben = person("Ben Ortiz", "ben@contoso.com");
    const his: ExampleRow = { toUser: ben };
    const rows: ExampleRow[] = [
      his,
      { ...his, result: { kind: "approved" }, state: "verified" },
      { ...his, result: { kind: "settled" }, state: "rejected" },
      ...Array<ExampleRow>(7).fill({}),
      his,
    ];
    const marked = rowsOf(draw(exampleBatch(rows), 0)).map((text) =>
      text.includes("⚠ gets 3 of these devices"),
    );
    expect(marked).toEqual([true, ...Array<boolean>(9).fill(false)]);
    expect(rowsOf(draw(exampleBatch(rows), 1))[0]).toContain("gets 3 of");
  });

  describe("whose changes can be taken back", () => {
    const done = (undoUntil: Date): ExampleRow => ({
      result: { kind: "approved" },
      state: "verified",
      undoUntil,
    });
    const shown = exampleBatch([
      done(hours(1)),
      done(hours(-1)),
      done(hours(1)),
      { result: { kind: "approved" }, state: "undone" },
    ]);

    it("offers it while the window of one of them is open", () => {
      expect(buttonTitles(draw(shown))).toEqual(["Undo these…"]);
      expect(buttonTitles(draw(exampleBatch([done(hours(-1))])))).toEqual([]);
    });

    it("asks which, of those alone, and ticks none by itself", () => {
      const { card } = renderBatch(shown, {
        now: NOON,
        page: 0,
        asksWhichToUndo: true,
      });
      expect(toggles(card)).toEqual(["undo0", "undo2"]);
      expect(
        [...walkCard(card)].filter(({ value }) => value === "true"),
      ).toEqual([]);
      expect(buttonTitles(card)).toEqual(["Undo the ticked ones", "Back"]);
    });

    it("says how many are on their way, and beside a row why it isn't", () => {
      const { card } = renderBatch(shown, {
        now: NOON,
        page: 0,
        undoing: {
          count: 1,
          refused: [{ place: 1, message: message("proposal.undo-too-late") }],
        },
      });
      expect(textsOf(card).join("\n")).toContain(
        "Undoing 1 change. 1 row says why it can't be undone.",
      );
      expect(
        rowsOf(card).map((row) => row.includes("too late to undo this")),
      ).toEqual([false, true, false, false]);
    });
  });

  it("asks once more, with their number and no boxes, before a whole page is approved", () => {
    const rows = Array<ExampleRow>(12).fill({});
    const card = draw(exampleBatch(rows), 0, true);
    expect(textsOf(card)).toContain(
      "You've left nothing out. Approve all 10 devices on this page at once?",
    );
    expect(toggles(card)).toEqual([]);
    expect(buttonTitles(card)).toEqual(["Approve 10", "Back"]);
    const settled = exampleBatch([{ result: { kind: "approved" } }]);
    expect(buttonTitles(draw(settled, 0, true))).toEqual([]);
  });

  it.each([
    [0, "Approved, changing Intune…"],
    [1, "Approved, changing Intune…"],
    [2, "Changed, not confirmed in Intune yet"],
    [3, "Done: Erik Lund is the primary user"],
    [4, "The change failed: Intune refused"],
    [5, "Left out, still open on its own card"],
    [6, "You'd become this device's primary user"],
    [7, "Rejected, nothing changed"],
    [8, "Snoozed for"],
  ])("says what became of row %d: %s", (place, messages) => {
    expect(rowsOf(draw(answeredBatch))[place]).toContain(messages);
  });

  it("lets be left out what can still be approved, and nothing else", () => {
    expect(toggles(draw(answeredBatch))).toEqual(["leaveOut6", "leaveOut9"]);
  });

  it("says which rows their lead contradicts, and lets those be decided on their own cards alone", () => {
    const objection = anObjection();
    const card = draw(
      exampleBatch([
        { objection },
        {},
        {
          objection,
          result: { kind: "refused", message: message("batch.other-person") },
        },
        {},
        { objection, result: { kind: "vetoed" } },
      ]),
    );
    const says = "The lead says it's wrong, see its own card";
    expect(rowsOf(card).map((row) => row.includes(says))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(toggles(card)).toEqual(["leaveOut1", "leaveOut3"]);
    expect(buttonTitles(card)[0]).toBe("Approve up to 2");
    expect(textsOf(card)).toContain("2 said to be wrong · 1 left out");
  });

  it("offers no approval when nothing on the page can be approved", () => {
    const done = exampleBatch([
      { result: { kind: "vetoed" } },
      { result: { kind: "waiting" }, state: "rejected" },
      { result: { kind: "approved" } },
    ]);
    expect(buttonTitles(draw(done))).toEqual([]);
    expect(renderBatch(done, { now: NOON }).summary).toBe(
      "Devices staged by staging@contoso.com: all are decided.",
    );
  });

  it("begins with the first page on which something is left, and turns pages from there", () => {
    const rows = Array.from({ length: 25 }, (_, place) =>
      place < 10 ? { result: { kind: "approved" } as const } : {},
    );
    const card = draw(exampleBatch(rows));
    expect(toggles(card)[0]).toBe("leaveOut10");
    expect(buttonTitles(card)).toEqual([
      "Approve up to 10",
      "Reject the ticked ones…",
      "Previous",
      "Next",
    ]);
    expect(buttonTitles(draw(exampleBatch(rows), 0))).toEqual(["Next"]);
    expect(toggles(draw(exampleBatch(rows), 99))).toHaveLength(5);
  });

  it("counts on every page what became of the rows of all, failures in the colour of failures", () => {
    const more: ExampleRow[] = [
      { result: { kind: "approved" }, state: "unconfirmed" },
      { result: { kind: "approved" }, state: "undo-failed" },
      { result: { kind: "approved" }, state: "superseded" },
      {},
    ];
    const batch = exampleBatch([
      ...answeredBatch.batch.rows.map(({ result }, place) => ({
        result,
        state: answeredBatch.proposals[place]?.state ?? ("pending" as const),
      })),
      ...more,
    ]);
    for (const page of [0, 1]) {
      const card = draw(batch, page);
      expect(textsOf(card)).toContain("3 of 14 are waiting for an approver.");
      expect(textsOf(card)).toContain(
        " · 4 approved · 1 not confirmed in Intune · 1 refused, still waiting · 1 left out · 3 closed",
      );
      expect([...walkCard(card)]).toContainEqual(
        expect.objectContaining({ text: "✖ 2 failed", color: "Attention" }),
      );
    }
    expect(renderBatch(batch, { now: NOON }).summary).toBe(
      "Devices staged by staging@contoso.com: you can approve 3 together. 2 failed.",
    );
  });

  it("counts no results before there are any, and no failure that is none", () => {
    const results = /^\d+ (approved|settled|left out)|✖/;
    const said = (card: object) =>
      textsOf(card).filter((text) => results.test(text.trim()));
    expect(said(draw(exampleBatch([{}, {}, {}])))).toEqual([]);
    expect(
      said(draw(exampleBatch([{ result: { kind: "approved" } }, {}, {}]))),
    ).toEqual(["1 approved"]);
  });

  it("shows the ticked rows that still wait with the reasons of a rejection, and how many there are", () => {
    const rows: ExampleRow[] = [
      {},
      { result: { kind: "approved" } },
      {},
      ...Array<ExampleRow>(9).fill({}),
    ];
    const { card } = renderBatch(exampleBatch(rows), {
      now: NOON,
      page: 0,
      rejects: [0, 1, 2],
    });
    expect(rowsOf(card).map((text) => text.split(" | ")[0])).toEqual([
      "LT-0200",
      "LT-0202",
    ]);
    expect(buttonTitles(card)).toEqual(["Reject 2", "Back"]);
    expect([...walkCard(card)]).toContainEqual(
      expect.objectContaining({
        verb: "batch.reject",
        data: { id: "b-1", version: 3, page: 0, places: "0,2" },
      }),
    );
    const [choices] = [...walkCard(card)].filter(({ id }) => id === "choice");
    expect(choices?.["choices"]).toContainEqual({
      title: "They were only helping out",
      value: "only-helped-out",
    });
  });

  it("is drawn though one of its proposals is not known any more", () => {
    const { batch, proposals } = exampleBatch([{}, {}, {}]);
    const card = draw({ batch, proposals: proposals.slice(1) });
    expect(rowsOf(card)[0]).toContain("No longer known");
    expect(textsOf(card)).toContain("1 no longer known");
    expect(toggles(card)).toEqual(["leaveOut1", "leaveOut2"]);
  });
});
