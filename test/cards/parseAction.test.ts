import { EVERY_ENTRY } from "../../src/domain/audit/auditFilter.ts";
import { describe, expect, it } from "@jest/globals";
import {
  ActionNotUnderstood,
  parseAction,
  parseAuditPage,
  parseBoardPage,
} from "../../bot/cards/parseAction.ts";
import { Verb } from "../../bot/cards/verbs.ts";
import { REFUSAL_CHOICES } from "../../src/domain/proposals/said.ts";
import { english } from "../../bot/messages/languages.ts";

/** What whoever clicked is told, in English. */
function adviceOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof ActionNotUnderstood) return error.t(english);
    throw error;
  }
  throw new Error("It was understood");
}

const subject = { id: "p-1", version: 3 };
const value = (verb: unknown, data: unknown = subject) => ({
  action: { type: "Action.Execute", id: "x", verb, data },
  trigger: "manual",
});
const about = { proposalId: "p-1", version: 3 };
const guid = "5B0C2F9E-7C39-4A6E-9A55-0D2F3C1E8B17";

describe("the ready-made reason of a rejection", () => {
  const rejection = (choice: object) =>
    parseAction(value(Verb.reject, { ...subject, reason: "Desk", ...choice }));

  it("is read beside words; cards of before have none, or one", () => {
    for (const choice of REFUSAL_CHOICES)
      expect(rejection({ choice })).toMatchObject({
        kind: "reject",
        reason: "Desk",
        choice,
      });
    for (const none of [{}, { choice: "" }])
      expect(rejection(none)).not.toHaveProperty("choice");
    expect(() => rejection({ choice: "silence-all" })).toThrow();
  });

  it("needs no words, unless it is something else", () => {
    for (const reason of [undefined, "", " \n"])
      expect(rejection({ choice: "on-leave", reason })).toMatchObject({
        reason: null,
        choice: "on-leave",
      });
    expect(
      adviceOf(() => rejection({ choice: "other", reason: " " })),
    ).toContain("Something else needs your own words");
  });
});

describe("what may be written to an answer", () => {
  it.each([
    [Verb.approve, {}, "comment"],
    [Verb.undo, {}, "why"],
    [Verb.someoneElse, { who: guid }, "why"],
  ])(
    "is one line for %s, left out for nothing, and bounded",
    (verb, data, name) => {
      const read = (said: unknown) =>
        parseAction(value(verb, { ...subject, ...data, [name]: said }));
      expect(read(" Desk\n\u0007 moved ")).toMatchObject({
        [name]: "Desk moved",
      });
      expect(read("x".repeat(500))).toMatchObject({ [name]: "x".repeat(500) });
      // Cards of earlier versions have no such input.
      for (const nothing of [undefined, "", " \n"])
        expect(read(nothing)).not.toHaveProperty(name);
      for (const tooLong of ["x".repeat(501), "x".repeat(20_000)])
        expect(adviceOf(() => read(tooLong))).toContain(
          "at most 500 characters",
        );
      expect(() => read({ a: 1 })).toThrow(ActionNotUnderstood);
    },
  );
});

describe("parseAction", () => {
  it.each([
    [Verb.approve, {}, { kind: "approve" }],
    [Verb.undo, {}, { kind: "undo" }],
    [Verb.tryAgain, {}, { kind: "try-again" }],
    [Verb.wakeNow, {}, { kind: "wake-now" }],
    [
      Verb.reject,
      { reason: " Not  hers\n\u0007 " },
      { kind: "reject", reason: "Not hers" },
    ],
    [Verb.snooze, {}, { kind: "snooze", days: 1 }],
    [Verb.snooze, { snoozeDays: "" }, { kind: "snooze", days: 1 }],
    [Verb.snooze, { snoozeDays: "1" }, { kind: "snooze", days: 1 }],
    [Verb.snooze, { snoozeDays: "3" }, { kind: "snooze", days: 3 }],
    [Verb.snooze, { snoozeDays: "7" }, { kind: "snooze", days: 7 }],
    [
      Verb.someoneElse,
      { who: guid },
      { kind: "someone-else", who: guid.toLowerCase() },
    ],
    [
      Verb.someoneElse,
      { who: " Ana@Contoso.com " },
      { kind: "someone-else", who: "ana@contoso.com" },
    ],
  ])("reads %s with %j", (verb, inputs, answer) => {
    expect(parseAction(value(verb, { ...subject, ...inputs }))).toEqual({
      ...about,
      ...answer,
    });
  });

  it("believes nothing else that is sent", () => {
    const forged = {
      ...subject,
      snoozeDays: "7",
      reason: "x",
      decidedBy: "someone",
      toUser: guid,
      state: "verified",
    };
    expect(parseAction(value(Verb.approve, forged))).toEqual({
      ...about,
      kind: "approve",
    });
  });

  it("reads a command's button whatever data comes with it", () => {
    expect(parseAction(value(Verb.pending, undefined))).toEqual({
      kind: "command",
      verb: Verb.pending,
    });
  });

  it.each([
    [undefined],
    [null],
    ["proposal.approve"],
    [{}],
    [{ action: null }],
    [value("proposal.approved")],
    [value("Proposal.Approve")],
    [value("proposal.refresh")],
    [value("")],
    [value(["proposal.approve"])],
    [value("__proto__")],
    [value(Verb.approve, null)],
    [value(Verb.approve, {})],
    [value(Verb.approve, { id: "p-1" })],
    [value(Verb.approve, { id: "", version: 1 })],
    [value(Verb.approve, { id: "x".repeat(101), version: 1 })],
    [value(Verb.approve, { id: 7, version: 1 })],
    [value(Verb.approve, { id: "p-1", version: 0 })],
    [value(Verb.approve, { id: "p-1", version: 1.5 })],
    [value(Verb.approve, { id: "p-1", version: "1" })],
    [value(Verb.approve, { id: "p-1", version: Number.MAX_VALUE })],
    [value(Verb.snooze, { ...subject, snoozeDays: "2" })],
    [value(Verb.snooze, { ...subject, snoozeDays: 3 })],
    [value(Verb.snooze, { ...subject, snoozeDays: "toString" })],
    [value(Verb.someoneElse, { ...subject })],
    [value(Verb.someoneElse, { ...subject, who: "Ana Schmidt" })],
    [value(Verb.someoneElse, { ...subject, who: "a@b c" })],
    [value(Verb.someoneElse, { ...subject, who: `${guid}/x` })],
  ])("refuses %j", (sent) => {
    expect(() => parseAction(sent)).toThrow(ActionNotUnderstood);
  });

  it.each([[undefined], [""], [" \n\u0000 "], ["x".repeat(501)]])(
    "asks for a reason when a rejection brings %j",
    (reason) => {
      expect(
        adviceOf(() => parseAction(value(Verb.reject, { ...subject, reason }))),
      ).toContain("Choose why");
    },
  );

  it("repeats nothing of what was sent in its error", () => {
    const secret = "top-secret-text";
    try {
      parseAction(value(secret, { id: secret, version: secret }));
      throw new Error("was read");
    } catch (error) {
      expect(error).toBeInstanceOf(ActionNotUnderstood);
      expect(JSON.stringify(error) + String(error)).not.toContain(secret);
    }
  });
});

describe("parseBoardPage", () => {
  it("reads the page", () => {
    expect(parseBoardPage(value(Verb.boardPage, { page: 2 }))).toBe(2);
  });

  it.each([
    [undefined],
    [value(Verb.boardPage, {})],
    [value(Verb.boardPage, { page: -1 })],
    [value(Verb.boardPage, { page: 1.5 })],
    [value(Verb.boardPage, { page: "2" })],
    [value(Verb.boardPage, { page: 1e9 })],
    [value(Verb.pending, { page: 1 })],
  ])("refuses %j, and says what to type", (sent) => {
    expect(adviceOf(() => parseBoardPage(sent))).toContain("Type handoffs");
  });
});

describe("parseAuditPage", () => {
  const sent = { device: "", upTo: 90, count: 40, page: 2 };
  const device = "6F9619FF-8B86-D011-B42D-00CF4FC964FF";

  it.each([
    // As a card of an earlier version sends it.
    [sent, { filter: EVERY_ENTRY, upTo: 90, count: 40, page: 2 }],
    [
      {
        ...sent,
        device,
        person: device,
        kinds: "preview,undo.done",
        since: "2026-11-01T00:00:00.000Z",
        until: "",
        count: 0,
      },
      {
        filter: {
          deviceId: device.toLowerCase(),
          actor: device.toLowerCase(),
          kinds: ["preview.exported", "undo.done"],
          since: new Date("2026-11-01T00:00:00Z"),
          until: null,
        },
        upTo: 90,
        count: null,
        page: 2,
      },
    ],
  ])("reads %j", (data, place) => {
    expect(parseAuditPage(value(Verb.auditPage, data))).toEqual(place);
  });

  it.each([
    [undefined],
    [value(Verb.auditPage, {})],
    [value(Verb.auditPage, { ...sent, device: "LT-0042" })],
    [value(Verb.auditPage, { ...sent, person: "ana@contoso.com" })],
    [value(Verb.auditPage, { ...sent, kinds: "undo.done,all" })],
    [value(Verb.auditPage, { ...sent, since: "yesterday" })],
    [value(Verb.auditPage, { ...sent, upTo: 0 })],
    [value(Verb.auditPage, { ...sent, count: 501 })],
    [value(Verb.auditPage, { ...sent, page: -1 })],
    [value(Verb.boardPage, sent)],
  ])("refuses %j, and says what to type", (wrong) => {
    expect(adviceOf(() => parseAuditPage(wrong))).toContain("Type audit");
  });
});
