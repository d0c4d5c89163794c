import { describe, expect, it } from "@jest/globals";
import type {
  Proposal,
  ProposalState,
} from "../../../src/domain/proposals/proposal.ts";
import {
  isSuppressed,
  listNotAskedAgain,
  pastOf,
  suppressedUntil,
  whySilenced,
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
    ["rejected", 45],
    ["undone", 45],
    ["undo-failed", 45],
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

  it.each([
    "rejected",
    "undone",
    "undo-failed",
    "expired",
    "failed",
    "unconfirmed",
  ] as const)(
    "lets one that is %s lie however strong the evidence grows",
    (kind) => {
      expect(remembers(earlier(stateOf(kind)), { bens: 1_000_000 })).toBe(true);
    },
  );

  it("remembers a person's no to what someone asked for by hand", () => {
    const proposal = earlier(stateOf("rejected"), { evidence: null });
    expect(remembers(proposal, { bens: 1_000_000 })).toBe(true);
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
          decidedAt: after(-50 * DAY_MS),
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

    it("remembers a no", () => {
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

describe("suppressedUntil", () => {
  it("tells until when a no holds, and null where nothing does", () => {
    expect(suppressedUntil(earlier(stateOf("rejected")))).toEqual(
      after(45 * DAY_MS),
    );
    expect(suppressedUntil(earlier(stateOf("verified")))).toBeNull();
  });
});

describe("whySilenced", () => {
  const noAbout = (toUser: typeof ben, at = NOON) =>
    earlier(stateOf("rejected"), { fromUser: null, toUser, createdAt: at });
  const onPurpose = earlier({
    kind: "rejected",
    decision: aDecision({ verdict: "reject", choice: "shared-on-purpose" }),
  });

  it("silences a device without a primary user at the second no, whoever was asked about", () => {
    expect(whySilenced([noAbout(ben)], null, null)).toBeNull();
    expect(whySilenced([noAbout(cleo), noAbout(ben)], null, null)).toBe(
      "refused-twice",
    );
  });

  it("takes a no to somebody's bare wish for no answer to evidence", () => {
    const wished = (fromUser: typeof ana | null) =>
      earlier(stateOf("rejected"), {
        fromUser,
        evidence: null,
        origin: { kind: "manual", requestedBy: cleo, withoutRole: true },
      });
    expect(remembers(wished(ana))).toBe(false);
    expect(whySilenced([wished(null), wished(null)], null, null)).toBeNull();
  });

  it("asks again once the device has a primary user", () => {
    expect(whySilenced([noAbout(cleo), noAbout(ben)], ana, null)).toBeNull();
  });

  it("does not count a no from before the device was enrolled again", () => {
    const before = noAbout(cleo, after(-1));
    expect(whySilenced([noAbout(ben), before], null, NOON)).toBeNull();
  });

  it("does not count what nobody answered, nor a no to a change of primary user", () => {
    const expired = earlier(stateOf("expired"), { fromUser: null });
    const owned = earlier(stateOf("rejected"));
    expect(whySilenced([expired, owned, noAbout(ben)], null, null)).toBeNull();
  });

  it("silences what is shared on purpose, whoever has it and however often it was enrolled", () => {
    expect(whySilenced([onPurpose], ana, after(DAY_MS))).toBe(
      "shared-on-purpose",
    );
  });

  it("ends when an admin lifts it, and begins anew with the answers after that", () => {
    const lifted = { at: after(DAY_MS), by: ana };
    const silence = { why: "shared-on-purpose" as const, lifted };
    const known = { ...onPurpose, silence };
    expect(whySilenced([known], ana, null)).toBeNull();
    expect(
      whySilenced([noAbout(cleo), noAbout(ben), known], null, null),
    ).toBeNull();
    const later = earlier({
      kind: "rejected",
      decision: aDecision({
        verdict: "reject",
        choice: "shared-on-purpose",
        decidedAt: after(2 * DAY_MS),
      }),
    });
    expect(whySilenced([later, known], ana, null)).toBe("shared-on-purpose");
  });
});

describe("listNotAskedAgain", () => {
  const refused = (toUser: typeof ben | null, days: number) =>
    earlier(
      {
        kind: "rejected",
        decision: aDecision({
          verdict: "reject",
          decidedAt: after(days * DAY_MS),
        }),
      },
      { toUser },
    );

  it("lists each change once, until when its last no holds", () => {
    const past = [refused(ben, 0), refused(ben, -10), refused(null, 3)];
    expect(listNotAskedAgain(past, null, NOON)).toEqual([
      { toUser: null, until: after(48 * DAY_MS) },
      { toUser: ben, until: after(45 * DAY_MS) },
    ]);
    expect(listNotAskedAgain(past, null, after(46 * DAY_MS))).toEqual([
      { toUser: null, until: after(48 * DAY_MS) },
    ]);
  });

  it("leaves out a no to a bare wish, which holds nothing", () => {
    const wish = {
      ...refused(ben, 0),
      evidence: null,
      origin: { kind: "manual", requestedBy: cleo, withoutRole: true } as const,
    };
    expect(listNotAskedAgain([wish], null, NOON)).toEqual([]);
    expect(suppressedUntil(wish)).toBeNull();
  });
});
