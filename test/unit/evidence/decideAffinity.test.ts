import { describe, expect, it } from "@jest/globals";
import type {
  AffinityOutcome,
  AffinityPolicy,
  LogonCount,
} from "../../../src/domain/evidence/affinity.ts";
import { decideAffinity } from "../../../src/domain/evidence/decideAffinity.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { message } from "../../../src/domain/message.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const DAY_MS = 86_400_000;

const INTENT: AffinityPolicy = {
  mode: "intent",
  multiplier: 1.5,
  minLogons: 3,
  windowDays: 7,
};
const AS_PUBLISHED: AffinityPolicy = { ...INTENT, mode: "as-published" };

const [ana, ben, cy, dee, eve] = ["ana", "ben", "cy", "dee", "eve"] as [
  UserId,
  UserId,
  UserId,
  UserId,
  UserId,
];

type Logons = Record<string, number>;

function by(logons: Logons): LogonCount[] {
  return Object.entries(logons).map(([name, count]) => ({
    person: {
      id: name as UserId,
      displayName: name,
      userPrincipalName: `${name}@contoso.example`,
    },
    logons: count,
  }));
}

function decide(
  logons: Logons,
  primaryUser: UserId | null,
  policy = INTENT,
): AffinityOutcome {
  return decideAffinity(
    { counted: by(logons), leftOut: [], observedAt: NOW },
    primaryUser,
    policy,
    NOW,
  );
}

const keep = (
  reason: Extract<AffinityOutcome, { kind: "keep" }>["reason"],
): AffinityOutcome => ({ kind: "keep", reason });
const unclear = (
  reason: Extract<AffinityOutcome, { kind: "unclear" }>["reason"],
): AffinityOutcome => ({ kind: "unclear", reason });
const clear = (regularUsers: number): AffinityOutcome => ({
  kind: "clear",
  reason: "shared-pattern",
  regularUsers,
});
const reassign = (
  toUser: UserId,
  reason: Extract<AffinityOutcome, { kind: "reassign" }>["reason"],
  ratio: number | null,
  share: number,
): AffinityOutcome => ({ kind: "reassign", toUser, share, ratio, reason });

type Row = [string, Logons, UserId | null, AffinityOutcome];

/** What both modes agree on. */
const agreed: Row[] = [
  [
    "gives a device without primary user to its only user",
    { ben: 5 },
    null,
    reassign(ben, "no-primary-user", null, 1),
  ],
  [
    "gives it to the one who leads, by however little",
    { ana: 4, ben: 5 },
    null,
    reassign(ben, "no-primary-user", null, 5 / 9),
  ],
  [
    "keeps a primary user who is the only one",
    { ana: 1 },
    ana,
    keep("primary-user-leads"),
  ],
  [
    "keeps a primary user who leads",
    { ana: 9, ben: 8 },
    ana,
    keep("primary-user-leads"),
  ],
  [
    "keeps when the leader is a hair under the multiplier",
    { ana: 10, ben: 14 },
    ana,
    keep("leader-not-far-enough-ahead"),
  ],
  [
    "reassigns at exactly the multiplier",
    { ana: 2, ben: 3 },
    ana,
    reassign(ben, "clear-leader", 1.5, 0.6),
  ],
  [
    "reassigns above the multiplier",
    { ana: 1, ben: 9 },
    ana,
    reassign(ben, "clear-leader", 9, 0.9),
  ],
  [
    "compares with the primary user, not with the second",
    { ana: 2, ben: 8, cy: 7 },
    ana,
    reassign(ben, "clear-leader", 4, 8 / 17),
  ],
  [
    "keeps on a tie that the primary user is part of",
    { ana: 5, ben: 5 },
    ana,
    keep("primary-user-leads"),
  ],
  [
    "keeps on a tie of three that the primary user is part of",
    { ana: 5, ben: 5, cy: 5 },
    ana,
    keep("primary-user-leads"),
  ],
  [
    "says nothing on a tie of others, with a primary user",
    { ana: 1, ben: 5, cy: 5 },
    ana,
    unclear("tie"),
  ],
  [
    "says nothing on a tie without primary user",
    { ben: 5, cy: 5 },
    null,
    unclear("tie"),
  ],
  ["says nothing without logons", {}, ana, unclear("no-evidence")],
  [
    "says nothing without logons or primary user",
    {},
    null,
    unclear("no-evidence"),
  ],
  [
    "lets no one win with nothing",
    { ana: 0, ben: 0 },
    ana,
    unclear("no-evidence"),
  ],
];

const intended: Row[] = [
  [
    "reassigns from a primary user who is not in the list",
    { ben: 3 },
    ana,
    reassign(ben, "primary-user-not-seen", 6, 1),
  ],
  [
    "counts a primary user with 0 logons like one not in the list",
    { ana: 0, ben: 3 },
    ana,
    reassign(ben, "primary-user-not-seen", 6, 1),
  ],
  [
    "says nothing on a tie when the primary user was not seen",
    { ben: 4, cy: 4 },
    ana,
    unclear("tie"),
  ],
  [
    "wants the minimum of logons from the winner",
    { ben: 2 },
    null,
    unclear("too-few-logons"),
  ],
  [
    "takes exactly the minimum",
    { ben: 3 },
    null,
    reassign(ben, "no-primary-user", null, 1),
  ],
  [
    "wants the minimum where the primary user was not seen",
    { ben: 2 },
    ana,
    unclear("too-few-logons"),
  ],
  [
    "wants the minimum where the multiplier is met",
    { ana: 1, ben: 2 },
    ana,
    unclear("too-few-logons"),
  ],
  [
    "calls a device of four regulars without majority shared",
    { ana: 5, ben: 4, cy: 4, dee: 3 },
    ana,
    clear(4),
  ],
  [
    "keeps a shared device without primary user as it is",
    { ana: 5, ben: 4, cy: 4, dee: 3 },
    null,
    keep("already-shared"),
  ],
  [
    "asks for the shared pattern before the multiplier",
    { ana: 3, ben: 8, cy: 4, dee: 3 },
    ana,
    clear(4),
  ],
  [
    "asks for the shared pattern before a tie",
    { ana: 3, ben: 4, cy: 4, dee: 4 },
    ana,
    clear(4),
  ],
  [
    "asks for the shared pattern before the lead of the primary user",
    { ana: 9, ben: 4, cy: 4, dee: 3 },
    ana,
    clear(4),
  ],
  [
    "asks for the shared pattern when the primary user was not seen",
    { ben: 4, cy: 4, dee: 4, eve: 4 },
    ana,
    clear(4),
  ],
  [
    "does not call a device shared whose leader has half of the logons",
    { ana: 9, ben: 3, cy: 3, dee: 3 },
    ana,
    keep("primary-user-leads"),
  ],
  [
    "calls it shared just below half",
    { ana: 8, ben: 3, cy: 3, dee: 3 },
    ana,
    clear(4),
  ],
  [
    "does not call a device of three regulars shared",
    { ana: 4, ben: 4, cy: 4 },
    ana,
    keep("primary-user-leads"),
  ],
  [
    "does not count a passer-by as regular",
    { ana: 4, ben: 4, cy: 4, dee: 2 },
    ana,
    keep("primary-user-leads"),
  ],
  [
    "counts the regulars, not everyone",
    { ana: 4, ben: 4, cy: 4, dee: 3, eve: 1 },
    ana,
    clear(4),
  ],
];

const published: Row[] = [
  [
    "changes nothing when the primary user is not in the list",
    { ben: 30 },
    ana,
    unclear("primary-user-not-seen"),
  ],
  [
    "changes nothing when the primary user has 0 logons",
    { ana: 0, ben: 30 },
    ana,
    unclear("primary-user-not-seen"),
  ],
  [
    "knows no minimum without primary user",
    { ben: 1 },
    null,
    reassign(ben, "no-primary-user", null, 1),
  ],
  [
    "knows no minimum with one",
    { ana: 1, ben: 2 },
    ana,
    reassign(ben, "clear-leader", 2, 2 / 3),
  ],
  [
    "knows no shared pattern",
    { ana: 3, ben: 8, cy: 4, dee: 3 },
    ana,
    reassign(ben, "clear-leader", 8 / 3, 8 / 18),
  ],
  [
    "knows no shared pattern without primary user",
    { ana: 5, ben: 4, cy: 4, dee: 3 },
    null,
    reassign(ana, "no-primary-user", null, 5 / 16),
  ],
];

describe("decideAffinity as intended", () => {
  it.each([...agreed, ...intended])("%s", (_name, logons, primary, outcome) => {
    expect(decide(logons, primary)).toEqual(outcome);
  });
});

describe("decideAffinity as published", () => {
  it.each([...agreed, ...published])(
    "%s",
    (_name, logons, primary, outcome) => {
      expect(decide(logons, primary, AS_PUBLISHED)).toEqual(outcome);
    },
  );
});

describe("the multiplier", () => {
  it.each([
    [1.1, 10, 11, true],
    [1.1, 10, 10.999999, false],
    [1.1, 30, 33, true],
    [1.4, 5, 7, true],
    [1.7, 10, 17, true],
    [2.3, 100, 230, true],
    [2.3, 100, 229, false],
    [2.007, 1000, 2007, true],
    [1.000001, 1_000_000, 1_000_001, true],
    [1.000001, 1_000_000, 1_000_000.5, false],
    [1, 3, 4, true],
  ])("of %d over %d logons is met by %d: %s", (multiplier, a, b, met) => {
    const outcome = decide({ ana: a, ben: b }, ana, { ...INTENT, multiplier });
    expect(outcome.kind).toBe(met ? "reassign" : "keep");
  });

  it("is asked of half a logon for a primary user who was not seen", () => {
    const strict = { ...INTENT, multiplier: 10 };
    expect(decide({ ben: 4 }, ana, strict)).toEqual(
      keep("leader-not-far-enough-ahead"),
    );
    expect(decide({ ben: 5 }, ana, strict)).toEqual(
      reassign(ben, "primary-user-not-seen", 10, 1),
    );
  });
});

describe.each([INTENT, AS_PUBLISHED])(
  "the age of evidence, $mode",
  (policy) => {
    const decideAt = (observedAt: number) =>
      decideAffinity(
        {
          counted: by({ ben: 5 }),
          leftOut: [],
          observedAt: new Date(observedAt),
        },
        null,
        policy,
        NOW,
      );

    it("counts evidence exactly as old as the window", () => {
      expect(decideAt(NOW.getTime() - 7 * DAY_MS).kind).toBe("reassign");
    });

    it("does not count evidence a millisecond older", () => {
      expect(decideAt(NOW.getTime() - 7 * DAY_MS - 1)).toEqual(
        unclear("evidence-too-old"),
      );
    });

    it("counts evidence from a clock that is a little ahead", () => {
      expect(decideAt(NOW.getTime() + 300_000).kind).toBe("reassign");
    });
  },
);

describe("people who were left out", () => {
  const leftOut = (logons: number) => [
    {
      upn: "dem@contoso.example",
      logons,
      why: message("user.staging-account"),
    },
  ];
  const evidence = (logons: number, counted: LogonCount[]) => ({
    counted,
    leftOut: leftOut(logons),
    observedAt: NOW,
  });

  it("are told apart from nobody having logged on", () => {
    expect(decideAffinity(evidence(40, []), ana, INTENT, NOW)).toEqual(
      unclear("no-eligible-user"),
    );
    expect(decideAffinity(evidence(0, []), ana, INTENT, NOW)).toEqual(
      unclear("no-evidence"),
    );
  });

  it("do not make anyone's share smaller", () => {
    expect(
      decideAffinity(evidence(40, by({ ben: 5 })), null, INTENT, NOW),
    ).toEqual(reassign(ben, "no-primary-user", null, 1));
  });
});

describe("for any evidence", () => {
  const cases = Array.from({ length: 400 }, (_, seed) => randomCase(seed));

  it("the order of the people does not matter", () => {
    for (const { logons, primary, policy } of cases) {
      const outcome = decide(logons, primary, policy);
      const reversed = Object.fromEntries(Object.entries(logons).reverse());
      expect(decide(reversed, primary, policy)).toEqual(outcome);
    }
  });

  it("twice the logons change nothing where the minimum is met", () => {
    for (const { logons, primary, policy } of cases) {
      const always = { ...policy, minLogons: 1 };
      const seen = primary === null || (logons[primary] ?? 0) > 0;
      if (!seen) continue;
      const doubled = Object.fromEntries(
        Object.entries(logons).map(([name, count]) => [name, count * 2]),
      );
      expect(decide(doubled, primary, always)).toEqual(
        decide(logons, primary, always),
      );
    }
  });

  it("no one wins who is the primary user, has too little, or less than another", () => {
    for (const { logons, primary, policy } of cases) {
      const outcome = decide(logons, primary, policy);
      if (outcome.kind !== "reassign") continue;
      const won = logons[outcome.toUser] ?? 0;
      expect(outcome.toUser).not.toBe(primary);
      expect(won).toBe(Math.max(...Object.values(logons)));
      if (policy.mode === "intent")
        expect(won).toBeGreaterThanOrEqual(policy.minLogons);
      expect(outcome.share).toBeGreaterThan(0);
      expect(outcome.share).toBeLessThanOrEqual(1);
      expect(outcome.ratio === null).toBe(primary === null);
    }
  });

  it("ten thousand people are decided on at once", () => {
    const crowd = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, n) => [`user${n}`, 3]),
    );
    expect(decide(crowd, ana)).toEqual(clear(10_000));
  });
});

function randomCase(seed: number) {
  let state = seed * 2_654_435_761 + 1;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const people = [ana, ben, cy, dee, eve];
  const logons: Logons = {};
  for (const person of people) if (next(4) > 0) logons[person] = next(12);
  return {
    logons,
    primary: people[next(6)] ?? null,
    policy: next(2) ? INTENT : AS_PUBLISHED,
  };
}
