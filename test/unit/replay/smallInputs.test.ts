import { describe, expect, it } from "@jest/globals";
import type { Answer } from "../../../replay/replay.ts";
import {
  aCountsReport,
  aDaysReport,
  aDeviceLine,
  aPersonLine,
  aTick,
  at,
  startReplay,
} from "../../support/replayLines.ts";

const PEOPLE = ["owner", "ben", "cleo", "dora"].map((id) => aPersonLine(id));
const OWNED = { primaryUser: "owner", enrolledBy: "owner@contoso.com" };

const asked = (answers: readonly Answer[]) =>
  answers
    .filter(({ type }) => type === "proposal")
    .map(({ from, to }) => `${String(from)} → ${String(to)}`);

const days = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
    (day) => ((day % 7) + 7) % 7 < 5,
  );

describe("small inputs that a rule on counts gets wrong", () => {
  it("proposes nobody where an unknown account has more logons than the one who is known", () => {
    const { answers } = startReplay(
      ...PEOPLE,
      aDeviceLine(1, OWNED),
      aCountsReport(2, { nobody: 4, ben: 3 }),
      aTick(2),
      aTick(9),
    );
    expect(asked(answers)).toEqual([]);
  });

  it.each([
    ["kept as another name", { otherNames: ["owner@contoso.com"] }],
    ["not told of", {}],
  ])(
    "takes a rename for no absence, the former name being %s",
    (_how, more) => {
      const { answers } = startReplay(
        ...PEOPLE,
        aDeviceLine(1, OWNED),
        aPersonLine("owner", {
          at: at(6),
          upn: "new.owner@contoso.com",
          ...more,
        }),
        aCountsReport(7, { owner: 14, ben: 3 }),
        aTick(7),
        aTick(8),
      );
      expect(asked(answers)).toEqual([]);
    },
  );

  it("does not propose the one who was removed in Intune from logons of before that", () => {
    const logons = { lastLogons: [{ userId: "owner", at: at(7, 8) }] };
    const { answers, tell } = startReplay(
      ...PEOPLE,
      aDeviceLine(7, { ...OWNED, ...logons }),
      aDaysReport(7, { owner: days(0, 7) }),
      aTick(7),
      aDeviceLine(8, logons),
      aTick(8),
      aTick(20),
    );
    expect(asked(answers)).toEqual([]);
    tell(
      aDeviceLine(21, logons),
      aDaysReport(23, { owner: [...days(0, 7), 21, 22, 23] }),
      aTick(23),
    );
    expect(asked(answers)).toEqual(["null → owner"]);
  });

  it.each(["last logons", "reports"])(
    "asks at most once about three visitors of a device without an owner, by %s",
    (source) => {
      const { answers, tell } = startReplay(
        ...PEOPLE,
        aDeviceLine(0),
        aTick(0),
      );
      const visits: Record<string, number[]> = {};
      ["ben", "cleo", "dora"].forEach((visitor, index) => {
        const day = index + 1;
        visits[visitor] = [day];
        tell(
          source === "reports"
            ? aDaysReport(day, visits)
            : aDeviceLine(day + 1, {
                lastLogons: Object.entries(visits).map(
                  ([userId, [on = 0]]) => ({
                    userId,
                    at: at(on, 9),
                  }),
                ),
              }),
        );
        for (const { type, id } of tell(aTick(day + 1)))
          if (type === "proposal")
            tell({
              type: "decision",
              at: at(day + 1, 19),
              proposal: id,
              verdict: "reject",
              reason: "A visitor",
            });
      });
      tell(aTick(6), aTick(20));
      expect(asked(answers).length).toBeLessThanOrEqual(1);
    },
  );

  it("does not overrule an owner who was set by hand after staging by a first logon of somebody else", () => {
    const { answers } = startReplay(
      {
        type: "settings",
        at: at(0, 0),
        values: { STAGING_ACCOUNTS: "staging@contoso.com" },
      },
      ...PEOPLE,
      aPersonLine("staging", { licensed: false }),
      aDeviceLine(1, {
        enrolledAt: at(0),
        enrolledBy: "staging@contoso.com",
        primaryUser: "owner",
      }),
      aDaysReport(2, { ben: [2] }),
      aDeviceLine(3, {
        enrolledAt: at(0),
        enrolledBy: "staging@contoso.com",
        primaryUser: "owner",
        lastLogons: [{ userId: "ben", at: at(2) }],
      }),
      aTick(3),
      aTick(10),
    );
    expect(asked(answers)).toEqual([]);
  });

  it.each(["active-days", "intent"])(
    "leaves a technician of the group out of what is counted, in %s",
    (mode) => {
      const { answers } = startReplay(
        { type: "settings", at: at(0, 0), values: { AFFINITY_MODE: mode } },
        ...PEOPLE,
        aPersonLine("technician"),
        { type: "technicians", at: at(0), ids: ["technician"] },
        aDeviceLine(1, OWNED),
        aCountsReport(7, { owner: 8, technician: 13 }),
        aTick(7),
        aTick(8),
      );
      expect(asked(answers)).toEqual([]);
    },
  );

  it("counts technicians as the published rule does", () => {
    const { answers } = startReplay(
      {
        type: "settings",
        at: at(0, 0),
        values: { AFFINITY_MODE: "as-published" },
      },
      ...PEOPLE,
      { type: "technicians", at: at(0), ids: ["ben"] },
      aDeviceLine(1, OWNED),
      aCountsReport(7, { owner: 8, ben: 13 }),
      aTick(7),
    );
    expect(asked(answers)).toEqual(["owner → ben"]);
  });

  it("finds the new person of a device whose enroller is its administrator, whose events come in pairs", () => {
    const { answers } = startReplay(
      ...PEOPLE,
      aDeviceLine(0, OWNED),
      aDaysReport(14, { owner: [0, 1, 2, 3], ben: days(5, 14) }),
      aTick(14),
    );
    expect(asked(answers)).toEqual(["owner → ben"]);
  });

  it("takes a week of credential prompts of an administrator for no use", () => {
    const { answers } = startReplay(
      ...PEOPLE,
      aDeviceLine(0, OWNED),
      aCountsReport(7, { owner: 8, ben: 13 }),
      aTick(7),
      aTick(8),
      aTick(14),
    );
    expect(asked(answers)).toEqual([]);
  });

  it("knows the people of a hybrid device by their SIDs", () => {
    const ben = "S-1-5-21-1-2-3-1104";
    const { answers } = startReplay(
      ...PEOPLE,
      aPersonLine("ben", { sid: ben }),
      aDeviceLine(0, OWNED),
      aDaysReport(14, { owner: [0, 1, 2], [ben]: days(5, 14) }),
      aTick(14),
    );
    expect(asked(answers)).toEqual(["owner → ben"]);
  });

  it("gives a device that was enrolled again today to nobody of before", () => {
    const { answers } = startReplay(
      ...PEOPLE,
      aDeviceLine(6),
      aCountsReport(7, { cleo: 20 }),
      aDeviceLine(8, {
        enrolledAt: at(8, 5),
        lastLogons: [{ userId: "ben", at: at(8, 7) }],
      }),
      aTick(8),
      aTick(9),
    );
    expect(asked(answers)).not.toContain("null → cleo");
  });

  it("gives a session host to nobody", () => {
    const { answers } = startReplay(
      ...PEOPLE,
      aDeviceLine(6, {
        multiSession: true,
        lastLogons: [
          { userId: "ben", at: at(4) },
          { userId: "cleo", at: at(5) },
        ],
      }),
      aDaysReport(14, { ben: [4], cleo: days(5, 14) }),
      aTick(14),
    );
    expect(asked(answers)).toEqual([]);
  });

  it("does not ask again within 45 days of a no, and does afterwards", () => {
    const { answers, tell } = startReplay(
      ...PEOPLE,
      aDeviceLine(0, OWNED),
      aDaysReport(14, { owner: [0, 1], ben: days(3, 14) }),
      aTick(14),
    );
    const [first] = answers;
    tell({
      type: "decision",
      at: at(14, 20),
      proposal: first?.["id"],
      verdict: "reject",
      reason: "Lent",
    });
    for (let day = 15; day < 59; day += 1)
      tell(aDaysReport(day, { owner: [0, 1], ben: days(3, day) }), aTick(day));
    expect(asked(answers)).toHaveLength(1);
    tell(aDaysReport(60, { owner: [0, 1], ben: days(3, 60) }), aTick(60));
    expect(asked(answers)).toHaveLength(2);
  });

  it("takes the account of a provisioning package for no person", () => {
    const account =
      "package_{0f9c1c2a-5a3e-4f6b-9a57-3f0f6b5b7d11}@contoso.com";
    const { answers } = startReplay(
      ...PEOPLE,
      aPersonLine("package", { upn: account }),
      aDeviceLine(0, {
        enrolledAt: at(-6),
        enrolledBy: account,
        primaryUser: "package",
      }),
      aTick(14),
      aDaysReport(15, { [account.split("@")[0] ?? ""]: days(0, 15) }),
      aTick(15),
    );
    expect(asked(answers)).toEqual([]);
  });
});
