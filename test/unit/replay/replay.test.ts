import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, it } from "@jest/globals";
import {
  aDaysReport,
  aDeviceLine,
  aPersonLine,
  aTick,
  at,
  startReplay,
} from "../../support/replayLines.ts";

const PEOPLE = ["owner", "ben", "cleo"].map((id) => aPersonLine(id));
const OWNED = aDeviceLine(0, { primaryUser: "owner" });
/** Enough for a proposal from the owner to Ben. */
const TAKEN = aDaysReport(14, {
  owner: [0, 1],
  ben: [3, 4, 7, 8, 9, 10, 11, 14],
});
const decision = (day: number, verdict: string, reason?: string) => ({
  type: "decision",
  at: at(day, 19),
  proposal: "p1",
  verdict,
  reason,
});

describe("a replay", () => {
  it("proposes whoever took over, with reason and certainty", () => {
    const { answers } = startReplay(...PEOPLE, OWNED, TAKEN, aTick(14));
    expect(answers).toEqual([
      {
        type: "proposal",
        at: at(14, 18),
        id: "p1",
        device: "device",
        kind: "reassign",
        from: "owner",
        to: "ben",
        reason: "newcomer",
        certainty: "likely",
      },
    ]);
  });

  it("expires what nobody answered, and asks again a week later", () => {
    const { tell } = startReplay(...PEOPLE, OWNED, TAKEN, aTick(14));
    expect(tell(aTick(16))).toEqual([]);
    expect(tell(aTick(17))).toEqual([
      { type: "closed", at: at(17, 18), id: "p1", how: "expired" },
    ]);
    expect(tell(aTick(23))).toEqual([]);
    expect(tell(aTick(24))).toMatchObject([{ type: "proposal", to: "ben" }]);
  });

  it("counts working hours until something expires", () => {
    const { tell } = startReplay(
      {
        type: "settings",
        at: at(0),
        values: { WORKING_HOURS: "Mon-Sun 00:00-12:00 UTC" },
      },
      ...PEOPLE,
      OWNED,
      TAKEN,
      aTick(14),
    );
    expect(tell(aTick(17), aTick(19))).toEqual([]);
    expect(tell(aTick(20))).toMatchObject([{ how: "expired" }]);
  });

  it("takes an approved change for done, and asks nothing more", () => {
    const { tell } = startReplay(...PEOPLE, OWNED, TAKEN, aTick(14));
    expect(
      tell(
        decision(14, "approve"),
        aDeviceLine(15, { primaryUser: "ben" }),
        aTick(15),
        aTick(30),
      ),
    ).toEqual([]);
  });

  it("withdraws what it asked when the owner is back", () => {
    const { tell } = startReplay(...PEOPLE, OWNED, TAKEN, aTick(14));
    expect(tell(aDaysReport(15, { owner: [15] }), aTick(15))).toEqual([
      { type: "closed", at: at(15, 18), id: "p1", how: "withdrawn" },
    ]);
  });

  it("reads sign-ins: the owner's withdraw what was asked, and others' alone ask nothing", () => {
    const signIn = (day: number, userId: string, device = "device") => ({
      type: "sign-in",
      at: at(day, 8),
      device,
      userId,
    });
    const { tell } = startReplay(
      ...PEOPLE,
      OWNED,
      aDeviceLine(0, { id: "other", primaryUser: "cleo" }),
      TAKEN,
      ...[3, 4].map((day) => signIn(day, "ben", "other")),
    );
    expect(tell(aTick(14))).toMatchObject([
      { type: "proposal", device: "device", to: "ben" },
    ]);
    expect(tell(signIn(15, "owner"), aTick(15))).toMatchObject([
      { type: "closed", id: "p1", how: "withdrawn" },
    ]);
  });

  it("proposes nothing while a device and sign-ins contradict each other", () => {
    const { answers } = startReplay(
      ...PEOPLE,
      OWNED,
      TAKEN,
      ...[9, 11].map((day) => ({
        type: "sign-in",
        at: at(day, 8),
        device: "device",
        userId: "cleo",
      })),
      aTick(14),
    );
    expect(answers).toEqual([]);
  });

  it("weighs what the device tells, not what Intune lists beside it, and withdraws while Intune lists somebody else last", () => {
    const list = (day: number, logons: Record<string, number>) =>
      aDeviceLine(day, {
        primaryUser: "owner",
        lastLogons: Object.entries(logons).map(([userId, on]) => ({
          userId,
          at: at(on, 9),
        })),
      });
    const { tell } = startReplay(
      ...PEOPLE,
      OWNED,
      TAKEN,
      list(14, { owner: 10, ben: 13 }),
    );
    expect(tell(aTick(14))).toMatchObject([{ type: "proposal", to: "ben" }]);
    expect(tell(list(15, { owner: 10, ben: 11, cleo: 13 }), aTick(15))).toEqual(
      [{ type: "closed", at: at(15, 18), id: "p1", how: "withdrawn" }],
    );
  });

  it("goes by last logons where no device reports", () => {
    const lists = [0, 3, 4, 5].map((day) =>
      aDeviceLine(day, {
        primaryUser: null,
        lastLogons: day > 0 ? [{ userId: "ben", at: at(day - 1, 9) }] : [],
      }),
    );
    const { answers } = startReplay(...PEOPLE, ...lists, aTick(5));
    expect(answers).toMatchObject([
      { type: "proposal", from: null, to: "ben", reason: "no-primary-user" },
    ]);
  });

  it("closes what was overtaken in Intune", () => {
    const { tell } = startReplay(...PEOPLE, OWNED, TAKEN, aTick(14));
    expect(tell(aDeviceLine(15, { primaryUser: "cleo" }), aTick(15))).toEqual([
      { type: "closed", at: at(15, 18), id: "p1", how: "superseded" },
    ]);
  });

  it("asks nothing more about a device that is shared on purpose", () => {
    const { tell } = startReplay(...PEOPLE, OWNED, TAKEN, aTick(14));
    tell(decision(14, "reject", "shared-on-purpose"));
    const later = Array.from({ length: 30 }, (_, index) => 40 + index);
    expect(tell(aDaysReport(70, { cleo: later }), aTick(70))).toEqual([]);
  });

  it.each([
    [
      "by its group",
      { type: "excluded", at: at(0), devices: ["device"], people: [] },
    ],
    [
      "by its name",
      { type: "settings", at: at(0), values: { EXCLUDED_DEVICES: "LT-*" } },
    ],
    [
      "for whom it would be",
      { type: "excluded", at: at(0), devices: [], people: ["ben"] },
    ],
    [
      "for the name of whom it would be",
      { type: "settings", at: at(0), values: { EXCLUDED_USERS: "ben@*" } },
    ],
  ])("proposes nothing for what is excluded %s", (_how, line) => {
    const { answers } = startReplay(...PEOPLE, OWNED, line, TAKEN, aTick(14));
    expect(answers).toEqual([]);
  });

  it("finds somebody who was unknown when they were reported", () => {
    const { tell } = startReplay(PEOPLE[0] ?? {}, OWNED, TAKEN, aTick(14));
    expect(
      tell(aPersonLine("ben", { at: at(14, 20) }), aTick(15)),
    ).toMatchObject([{ to: "ben" }]);
  });

  describe("as a program", () => {
    const start = () => {
      const program = spawn(process.execPath, ["replay/main.ts"], {
        stdio: ["pipe", "pipe", "pipe"],
      });
      const lines = createInterface({ input: program.stdout })[
        Symbol.asyncIterator
      ]();
      let complaint = "";
      program.stderr.on(
        "data",
        (text: Buffer) => (complaint += text.toString()),
      );
      return {
        write: (...more: readonly (object | string)[]) =>
          program.stdin.write(
            more
              .map((line) =>
                typeof line === "string" ? line : JSON.stringify(line),
              )
              .map((line) => `${line}\n`)
              .join(""),
          ),
        read: async () =>
          JSON.parse(String((await lines.next()).value)) as object,
        async end() {
          const closed = once(program, "close");
          program.stdin.end();
          const [code] = (await closed) as [number];
          return { code, complaint };
        },
      };
    };

    it("answers each tick before it reads on, so that who feeds it can decide", async () => {
      const program = start();
      program.write(...PEOPLE, OWNED, TAKEN, aTick(14));
      expect(await program.read()).toMatchObject({
        type: "proposal",
        id: "p1",
      });
      expect(await program.read()).toEqual({ type: "done", at: at(14, 18) });
      program.write(decision(14, "approve"), aTick(15));
      expect(await program.read()).toEqual({ type: "done", at: at(15, 18) });
      const ended = program.end();
      expect(await program.read()).toMatchObject({
        type: "summary",
        approved: 1,
      });
      expect(await ended).toEqual({ code: 0, complaint: "" });
    });

    it.each([
      ["is not JSON", "{", /^Line 2: it is not JSON/],
      [
        "says nothing that is known",
        '{"type":"logoff"}',
        /^Line 2: type: .*tick/,
      ],
      [
        "has no time",
        '{"type":"tick","at":"today"}',
        /^Line 2: at: must be an ISO time/,
      ],
      [
        "has a day that is none",
        JSON.stringify(aDaysReport(1, { ben: [9] })),
        /^Line 2: body: Days must be/,
      ],
      [
        "has a setting that is none",
        `{"type":"settings","at":"${at(1)}","values":{"AFFINITY_MODE":"guess"}}`,
        /^Line 2: values: AFFINITY_MODE must be one of/,
      ],
      [
        "answers what was not asked",
        JSON.stringify(decision(1, "approve")),
        /^Line 2: there is no proposal "p1"/,
      ],
    ])(
      "ends with 65 and the number of a line that %s",
      async (_what, line, complaint) => {
        const program = start();
        program.write(PEOPLE[0] ?? {}, line);
        const ended = await program.end();
        expect(ended.code).toBe(65);
        expect(ended.complaint).toMatch(complaint);
      },
    );
  });
});
