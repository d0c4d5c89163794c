import { describe, expect, it } from "@jest/globals";
import type { AffinityPolicy } from "../../../src/domain/evidence/affinity.ts";
import type { Confidence } from "../../../src/domain/lookups/lookup.ts";
import {
  decideConfidence,
  suggestPrimaryUser,
} from "../../../src/domain/lookups/confidence.ts";
import type { PersonRef } from "../../../src/domain/people/user.ts";
import { after, aPerson, DAY_MS, NOON } from "../../support/builders.ts";
import { message } from "../../../src/domain/message.ts";

const [ana, ben, cleo, dara, erik] = ["Ana", "Ben", "Cleo", "Dara", "Erik"].map(
  (name) => aPerson(name),
) as [PersonRef, PersonRef, PersonRef, PersonRef, PersonRef];
const policy: AffinityPolicy = {
  mode: "intent",
  multiplier: 1.5,
  minLogons: 3,
  windowDays: 7,
};

const counted = (
  logons: readonly (readonly [PersonRef, number])[],
  daysAgo = 0,
  leftOut = 0,
) => ({
  counted: logons.map(([person, count]) => ({ person, logons: count })),
  leftOut: leftOut
    ? [{ upn: "x", logons: leftOut, why: message("user.unknown") }]
    : [],
  observedAt: after(-daysAgo * DAY_MS),
});
const last = (...logons: readonly (readonly [PersonRef, number])[]) =>
  logons.map(([{ id }, daysAgo]) => ({
    userId: id,
    at: after(-daysAgo * DAY_MS),
  }));

describe("How sure it is that Ana, the primary user, uses the device", () => {
  it.each<
    [
      string,
      ReturnType<typeof counted> | null,
      ReturnType<typeof last>,
      Confidence,
    ]
  >([
    [
      "she leads",
      counted([
        [ana, 5],
        [ben, 2],
      ]),
      [],
      "uses-it-most",
    ],
    [
      "she is level",
      counted([
        [ana, 5],
        [ben, 5],
      ]),
      [],
      "uses-it-most",
    ],
    [
      "somebody is a little ahead",
      counted([
        [ben, 5],
        [ana, 4],
      ]),
      [],
      "uses-it",
    ],
    [
      "somebody is far ahead",
      counted([
        [ben, 9],
        [ana, 2],
      ]),
      [],
      "others-use-it-more",
    ],
    [
      "two are far ahead of her",
      counted([
        [ben, 9],
        [cleo, 9],
        [ana, 1],
      ]),
      [],
      "others-use-it-more",
    ],
    [
      "two are a little ahead",
      counted([
        [ben, 5],
        [cleo, 5],
        [ana, 4],
      ]),
      [],
      "uses-it",
    ],
    [
      "somebody else has too few logons to say so",
      counted([
        [ben, 2],
        [ana, 1],
      ]),
      [],
      "uses-it",
    ],
    ["only others were seen", counted([[ben, 9]]), [], "not-seen"],
    ["only others, too few", counted([[ben, 1]]), [], "not-seen"],
    ["only people who cannot own it", counted([], 0, 4), [], "not-seen"],
    [
      "many use it",
      counted([
        [ben, 4],
        [cleo, 4],
        [dara, 4],
        [erik, 4],
        [ana, 3],
      ]),
      [],
      "shared",
    ],
    ["the report is old", counted([[ben, 9]], 8), [], "no-evidence"],
    [
      "the report is old, Intune saw her",
      counted([[ben, 9]], 8),
      last([ana, 2]),
      "uses-it",
    ],
    ["the report is empty", counted([]), [], "no-evidence"],
    [
      "not by the report, but by Intune",
      counted([[ben, 9]]),
      last([ana, 1]),
      "uses-it",
    ],
    ["by Intune alone", null, last([ben, 1], [ana, 6]), "uses-it"],
    ["Intune saw her too long ago", null, last([ana, 8]), "no-evidence"],
    ["Intune saw another", null, last([ben, 1], [ana, 8]), "not-seen"],
    [
      "Intune saw four others",
      null,
      last([ben, 1], [cleo, 1], [dara, 2], [erik, 6]),
      "shared",
    ],
    ["nothing is known", null, [], "no-evidence"],
  ])("when %s", (_name, evidence, lastLogons, expected) => {
    expect(decideConfidence(evidence, lastLogons, ana.id, policy, NOON)).toBe(
      expected,
    );
  });

  it.each<
    [
      string,
      ReturnType<typeof counted> | null,
      ReturnType<typeof last>,
      Confidence,
    ]
  >([
    ["one person uses it", counted([[ben, 9]]), [], "others-use-it-more"],
    [
      "one person hardly uses it",
      counted([[ben, 1]]),
      [],
      "others-use-it-more",
    ],
    [
      "many do",
      counted([
        [ben, 4],
        [cleo, 4],
        [dara, 4],
        [erik, 4],
      ]),
      [],
      "shared",
    ],
    ["Intune saw somebody", null, last([ben, 1]), "others-use-it-more"],
    [
      "Intune saw four",
      null,
      last([ana, 1], [ben, 1], [cleo, 1], [dara, 2]),
      "shared",
    ],
    ["only people who cannot own it do", counted([], 0, 4), [], "no-evidence"],
    ["nothing is known", null, [], "no-evidence"],
  ])(
    "and without a primary user when %s",
    (_name, evidence, lastLogons, expected) => {
      expect(decideConfidence(evidence, lastLogons, null, policy, NOON)).toBe(
        expected,
      );
    },
  );

  it("goes by the published script's rule where that is chosen", () => {
    const published = { ...policy, mode: "as-published" } as const;
    const shared = counted([
      [ben, 4],
      [cleo, 4],
      [dara, 4],
      [erik, 4],
      [ana, 3],
    ]);
    expect(decideConfidence(shared, [], ana.id, published, NOON)).toBe(
      "uses-it",
    );
  });
});

describe("Who is suggested in Ana's place", () => {
  it.each<
    [
      string,
      ReturnType<typeof counted> | null,
      ReturnType<typeof last>,
      PersonRef | null,
    ]
  >([
    [
      "leads",
      counted([
        [ana, 2],
        [ben, 5],
        [cleo, 4],
      ]),
      last([cleo, 0]),
      ben,
    ],
    [
      "is level with another",
      counted([
        [ben, 5],
        [cleo, 5],
      ]),
      [],
      null,
    ],
    ["was seen last", null, last([ben, 3], [cleo, 1], [ana, 0]), cleo],
    ["is Ana alone", counted([[ana, 5]]), last([ana, 0]), null],
    [
      "was seen last, where counts are of long ago",
      counted([[cleo, 500]], 60),
      last([ben, 1]),
      ben,
    ],
  ])("%s", (_what, counts, logons, who) => {
    expect(suggestPrimaryUser(counts, logons, ana.id, policy, NOON)).toBe(
      who?.id ?? null,
    );
  });
});
