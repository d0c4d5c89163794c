import { describe, expect, it } from "@jest/globals";
import type {
  Proposal,
  ProposalState,
} from "../../../src/domain/proposals/proposal.ts";
import {
  isSuppressed,
  pastOf,
} from "../../../src/domain/proposals/suppression.ts";
import {
  after,
  aDecision,
  aPerson,
  aProposal,
  DAY_MS,
  everyState,
  NOON,
} from "../../support/builders.ts";

const [ana, ben, cleo] = ["Ana", "Ben", "Cleo"].map(aPerson) as [
  Proposal["toUser"] & object,
  Proposal["toUser"] & object,
  Proposal["toUser"] & object,
];

const counted = (bens: number, anas = 3) => ({
  outcome: {
    kind: "reassign" as const,
    toUser: ben.id,
    share: 0.8,
    ratio: 4,
    reason: "clear-leader" as const,
  },
  counted: [
    { person: ben, logons: bens },
    { person: ana, logons: anas },
  ],
});

/** A proposal to make Ben the primary user, made on twelve of his logons. */
function earlier(state: ProposalState, overrides: Partial<Proposal> = {}) {
  const { evidence } = aProposal();
  return aProposal({
    fromUser: ana,
    toUser: ben,
    state,
    evidence: evidence && { ...evidence, ...counted(12) },
    ...overrides,
  });
}

const stateOf = (kind: ProposalState["kind"]) =>
  everyState().find((state) => state.kind === kind) as ProposalState;

const remembers = (
  proposal: Proposal,
  { bens = 12, at = after(1) }: { bens?: number; at?: Date } = {},
) => isSuppressed([proposal], ben.id, counted(bens), at);

describe("isRemembered", () => {
  it.each([
    ["rejected", 30],
    ["undone", 30],
    ["undo-failed", 30],
    ["expired", 7],
    ["failed", 7],
    ["unconfirmed", 7],
  ] as const)(
    "remembers one that is %s for %d days to the millisecond",
    (kind, days) => {
      const proposal = earlier(stateOf(kind));
      expect(remembers(proposal, { at: after(days * DAY_MS - 1) })).toBe(true);
      expect(remembers(proposal, { at: after(days * DAY_MS) })).toBe(false);
    },
  );

  it.each([
    "held",
    "pending",
    "snoozed",
    "approved",
    "applying",
    "applied",
    "verified",
    "undoing",
    "superseded",
  ] as const)("does not remember one that is %s", (kind) => {
    expect(remembers(earlier(stateOf(kind)))).toBe(false);
  });

  it.each(["rejected", "undone", "undo-failed"] as const)(
    "asks again after one that is %s once the evidence is exactly twice as strong",
    (kind) => {
      const proposal = earlier(stateOf(kind));
      expect(remembers(proposal, { bens: 23 })).toBe(true);
      expect(remembers(proposal, { bens: 24 })).toBe(false);
    },
  );

  it.each(["expired", "failed", "unconfirmed"] as const)(
    "lets one that is %s lie however strong the evidence grows",
    (kind) => {
      expect(remembers(earlier(stateOf(kind)), { bens: 1_000_000 })).toBe(true);
    },
  );

  it("remembers a person's no to what someone asked for by hand, which had no count to double", () => {
    const proposal = earlier(stateOf("rejected"), { evidence: null });
    expect(remembers(proposal, { bens: 1_000_000 })).toBe(true);
  });

  it("counts only the proposed user's logons", () => {
    const proposal = earlier(stateOf("rejected"));
    const evidence = counted(12, 500);
    expect(isSuppressed([proposal], ben.id, evidence, after(1))).toBe(true);
  });

  it("counts everybody's logons where it would become a shared device", () => {
    const proposal = earlier(stateOf("rejected"), { toUser: null });
    const asks = (bens: number, anas: number) =>
      isSuppressed([proposal], null, counted(bens, anas), after(1));
    expect(asks(15, 14)).toBe(true);
    expect(asks(15, 15)).toBe(false);
  });

  it.each([
    ["someone else", cleo.id],
    ["a shared device", null],
  ])("says nothing about %s", (_name, toUser) => {
    const proposal = earlier(stateOf("rejected"));
    expect(isSuppressed([proposal], toUser, counted(12), after(1))).toBe(false);
  });

  it("remembers one no among many other answers", () => {
    const others = [
      earlier(stateOf("superseded")),
      earlier(stateOf("rejected"), { toUser: cleo }),
      earlier({
        kind: "rejected",
        decision: aDecision({
          verdict: "reject",
          decidedAt: after(-40 * DAY_MS),
        }),
      }),
    ];
    const ask = (proposals: readonly Proposal[]) =>
      isSuppressed(proposals, ben.id, counted(12), NOON);
    expect(ask(others)).toBe(false);
    expect(ask([...others, earlier(stateOf("rejected"))])).toBe(true);
    expect(ask([])).toBe(false);
  });

  describe("against a last logon", () => {
    const handedOff = {
      counted: [],
      outcome: {
        kind: "handed-off",
        toUser: ben.id,
        loggedOnAt: NOON,
        reason: "staged",
      },
    } as const;
    const ask = (...proposals: Proposal[]) =>
      isSuppressed(proposals, ben.id, handedOff, after(1));

    it("remembers a no, for there is no count that could double", () => {
      expect(ask(earlier(stateOf("rejected")))).toBe(true);
      expect(
        ask(
          earlier(stateOf("rejected"), {
            evidence: { ...aProposal().evidence!, ...handedOff },
          }),
        ),
      ).toBe(true);
    });

    it("remembers that people made the device a shared one, until they gave it to somebody", () => {
      const shared = earlier(stateOf("verified"), { toUser: null });
      expect(ask(shared)).toBe(true);
      expect(ask(earlier(stateOf("superseded")), shared)).toBe(true);
      expect(ask(earlier(stateOf("verified"), { toUser: cleo }), shared)).toBe(
        false,
      );
      // Counted logons show a pattern, and may say otherwise.
      expect(isSuppressed([shared], ben.id, counted(12), after(1))).toBe(false);
    });

    it("forgets what was before the device was enrolled again", () => {
      const before = earlier(stateOf("rejected"), { createdAt: after(-1) });
      const since = earlier(stateOf("rejected"), { createdAt: NOON });
      expect(pastOf([since, before], handedOff, NOON)).toEqual([since]);
      expect(pastOf([since, before], handedOff, null)).toHaveLength(2);
      expect(pastOf([since, before], counted(1), NOON)).toHaveLength(2);
    });
  });
});
