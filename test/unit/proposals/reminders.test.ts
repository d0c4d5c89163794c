import { describe, expect, it } from "@jest/globals";
import { lifetimeFrom } from "../../../src/domain/proposals/lifetime.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import {
  chooseReminders,
  remindAt,
} from "../../../src/domain/proposals/reminders.ts";
import {
  after,
  aPerson,
  aProposal,
  DAY_MS,
  everyState,
  HOUR_MS,
  NOON,
  someSettings,
} from "../../support/builders.ts";

/** Posted `ms` after noon, and expiring three days later. */
const posted = (ms = 0, overrides: Partial<Proposal> = {}): Proposal =>
  aProposal({
    postedAt: after(ms),
    ...lifetimeFrom(after(ms), someSettings()),
    ...overrides,
  });

describe("A proposal is brought up again", () => {
  it("when two thirds of its time have passed", () => {
    expect(remindAt(posted())).toEqual(after(2 * DAY_MS));
  });

  it("later by as much as a snooze moved its expiry", () => {
    const expiresAt = after(4 * DAY_MS);
    expect(remindAt(posted(0, { expiresAt }))).toEqual(after(3 * DAY_MS));
  });

  it.each(everyState().filter(({ kind }) => kind !== "pending"))(
    "never while it is $kind",
    (state) => {
      expect(remindAt(posted(0, { state }))).toBeNull();
    },
  );

  it("never where an earlier version posted it, or nobody did", () => {
    expect(remindAt(aProposal())).toBeNull();
    expect(remindAt(posted(0, { expiresAt: null }))).toBeNull();
  });
});

describe("Of a channel's proposals", () => {
  const due = (count: number, ms = 0) =>
    Array.from({ length: count }, () =>
      posted(ms, { device: aProposal().device, toUser: aPerson("Ben") }),
    );

  it.each<[string, readonly Proposal[], number, string | null, number]>([
    ["nothing is said a moment before", due(1), 2 * DAY_MS - 1, null, 0],
    ["one is told in its thread", due(1), 2 * DAY_MS, "each", 1],
    ["three have a thread each", due(3), 2 * DAY_MS, "each", 3],
    ["four are told in one message", due(4), 2 * DAY_MS, "list", 4],
    [
      "a list takes along what is due two hours later",
      [...due(1), ...due(4, 2 * HOUR_MS)],
      2 * DAY_MS,
      "list",
      5,
    ],
    [
      "one in its thread takes nothing along",
      [...due(1), ...due(2, 2 * HOUR_MS)],
      2 * DAY_MS,
      "each",
      1,
    ],
    [
      "what is due three hours later waits for it",
      [...due(1), ...due(4, 3 * HOUR_MS)],
      2 * DAY_MS,
      "each",
      1,
    ],
    [
      "no list is made before one of it is due",
      due(9, HOUR_MS),
      2 * DAY_MS,
      null,
      0,
    ],
    ["what has expired is not told of", due(9), 3 * DAY_MS, null, 0],
  ])("%s", (_name, candidates, ms, kind, count) => {
    const chosen = chooseReminders(candidates, after(ms, NOON));
    expect(chosen?.kind ?? null).toBe(kind);
    expect(chosen?.proposals ?? []).toHaveLength(count);
  });
});
