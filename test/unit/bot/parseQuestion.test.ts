import { describe, expect, it } from "@jest/globals";
import {
  parseAsked,
  parsePointing,
  parseQuestion,
} from "../../../bot/text/parseQuestion.ts";
import { piecesOfSuperlinearWork } from "../../support/growth.ts";

/** Without how it is typed. */
function meaningOf(text: string) {
  const { typed, ...meaning } = parseQuestion(text) ?? {};
  return { ...meaning, ...(typed === "" && { typed }) };
}

describe("a question about a device", () => {
  it.each([
    ["who LT-0421", "LT-0421"],
    ["WHO lt-0421", "lt-0421"],
    ["Who: LT-0421", "LT-0421"],
    ["who owns LT-0421", "LT-0421"],
    ["who owns LT-0421?!", "LT-0421"],
    ["who has LT-0421", "LT-0421"],
    ["who has got LT-0421", "LT-0421"],
    ["who’s got LT-0421", "LT-0421"],
    ["who uses LT-0421", "LT-0421"],
    ["who really uses LT-0421", "LT-0421"],
    ["who last used LT-0421", "LT-0421"],
    ["who is using LT-0421", "LT-0421"],
    ["who's on LT-0421", "LT-0421"],
    ["who is logged on to LT-0421", "LT-0421"],
    ["who is the primary user of LT-0421", "LT-0421"],
    ["who is the owner of LT-0421", "LT-0421"],
    ["who is LT-0421", "LT-0421"],
    ["who does LT-0421 belong to", "LT-0421"],
    ["who is LT-0421 assigned to", "LT-0421"],
    ["whose is LT-0421", "LT-0421"],
    ["whos LT-0421", "LT-0421"],
    ["whos the owner of LT-0421", "LT-0421"],
    ["Whose LT-0421", "LT-0421"],
    ["whose LT-0421 is this", "LT-0421"],
    ["whose device is LT-0421", "LT-0421"],
    ["whose laptop is LT-0421?", "LT-0421"],
    ["owner LT-0421", "LT-0421"],
    ["owner of 5CG1234XYZ", "5CG1234XYZ"],
    ["Owner: 5CG1234XYZ", "5CG1234XYZ"],
    ["the owner of 5CG1234XYZ", "5CG1234XYZ"],
    ["primary user of LT-0421", "LT-0421"],
    [
      "who 5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17",
      "5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17",
    ],
    ['who "Front desk 1"', "Front desk 1"],
    ["who owns 'Front desk 1'", "Front desk 1"],
    ["who owns «Front desk 1»", "Front desk 1"],
    ['who owns the device "the is"', "the is"],
    ["who Front desk 1", "Front desk 1"],
    ["who Ana's iPhone", "Ana's iPhone"],
    ["please tell me who owns LT-0421", "LT-0421"],
    ["Hey Custodian, who owns LT-0421", "LT-0421"],
    ["can you tell me who owns LT-0421, please", "LT-0421"],
    ["do you know whose is LT-0421", "LT-0421"],
    ["<at>Custodian</at> who LT-0421", "LT-0421"],
    ["who <at>LT-0421</at>", "LT-0421"],
    ["who O'Brien %_#'; drop 🙂 شركة", "O'Brien %_#'; drop 🙂 شركة"],
    ["who IN-0421", "IN-0421"],
    ["who BE-0042?", "BE-0042"],
    ["who TO-7", "TO-7"],
    ["who may-lab", "may-lab"],
    ["who One", "One"],
    ["serial 5CG1234XYZ", "5CG1234XYZ"],
    ["SN: 5CG1234XYZ", "5CG1234XYZ"],
    ["S/N 5CG1234XYZ?", "5CG1234XYZ"],
    ["Seriennummer: 5CG1234XYZ", "5CG1234XYZ"],
    ["who", ""],
    ["owner?", ""],
  ])("is seen in %j", (text, name) => {
    expect(meaningOf(text)).toEqual({ kind: "who", name });
  });

  it.each([
    ["device LT-0421", "LT-0421"],
    ["Device: LT-0421.", "LT-0421"],
    ["show me the device LT-0421", "LT-0421"],
    ["find device LT-0421", "LT-0421"],
    ['device "Front desk 1"', "Front desk 1"],
    ["device All", "All"],
    ["serial number of LT-0421", "LT-0421"],
    ["device", ""],
  ])("in full is seen in %j", (text, name) => {
    expect(meaningOf(text)).toEqual({ kind: "device", name });
  });
});

describe("what stands there", () => {
  it.each([
    ["who LT-0421", undefined],
    ["who LT-0421?!", "LT-0421?!"],
    ['who "LT-0421"', '"LT-0421"'],
    ['who owns the laptop "LT-0421".', '"LT-0421".'],
    ["who [LT-0421]", undefined],
    ["SN: 5CG1", "SN: 5CG1"],
    ["who <at>LT-0421</at>", undefined],
  ])("in %j is kept for what has that as its name: %j", (text, typed) => {
    expect(parseQuestion(text)?.typed).toBe(typed);
  });
});

describe("a message with lines", () => {
  it.each<[string, string[], string, string | null]>([
    ["one line", ["who LT-1"], "LT-1", "LT-1"],
    ["names in it", ["who owns LT-1, LT-2?"], "LT-1, LT-2", "LT-1, LT-2"],
    [
      "a noun before",
      ["who owns the laptop LT-1, LT-2"],
      "the laptop LT-1, LT-2",
      "LT-1, LT-2",
    ],
    ["quotes", ['who "A, B"'], "A, B", '"A, B"'],
    ["names below", ["who", "LT-1", "", "LT-2"], "", "LT-1\nLT-2"],
    ["more below", ["who LT-1,", "LT-2"], "LT-1", "LT-1\nLT-2"],
    ["words before", ["Hi Custodian,", "who LT-1"], "LT-1", "LT-1"],
  ])("of %s", (_what, lines, name, list) => {
    expect(parseAsked(lines)).toMatchObject({
      question: { kind: "who", name },
      list,
    });
  });

  it("is about one where it is about a person", () => {
    expect(parseAsked(["user Ana, Ben", "Megan"])).toEqual({
      question: { kind: "user", name: "Ana, Ben" },
      list: null,
    });
  });
});

it.each([
  ["who", "who"],
  ["who?", "who"],
  ["who owns this", "who"],
  ["whose is it?", "who"],
  ["device", "device"],
  ["who is on call", null],
  ["thanks", null],
])("%j points at what is answered to: %j", (text, kind) => {
  expect(parsePointing(text)).toBe(kind);
});

describe("a noun before a name, which may be a part of it", () => {
  it.each([
    ["device Tablet 3771", "device", "Tablet 3771", "3771"],
    ["who PC 17", "who", "PC 17", "17"],
    ["who owns Tablet 3771?", "who", "Tablet 3771", "3771"],
    ["who owns the laptop LT-0421", "who", "the laptop LT-0421", "LT-0421"],
    ["who is the tablet 3771", "who", "the tablet 3771", "3771"],
    ["user User Test", "user", "User Test", "Test"],
    ["user @Ana", "user", "@Ana", "Ana"],
    ["who owns the printer room", "who", "the printer room", "printer room"],
  ])("leaves two readings of %j", (text, kind, name, or) => {
    expect(meaningOf(text)).toEqual({ kind, name, or });
  });
});

describe("a question about a person", () => {
  it.each([
    ["user ana@contoso.com", "ana@contoso.com"],
    ["USER Ana Schmidt", "Ana Schmidt"],
    ['user "Ana Schmidt"', "Ana Schmidt"],
    ["show user Ana Schmidt please", "Ana Schmidt"],
    ["who is ana@contoso.com", "ana@contoso.com"],
    ["devices of Ana Schmidt", "Ana Schmidt"],
    ["the laptop of Ana Schmidt", "Ana Schmidt"],
    ["user Any", "Any"],
    ["which devices does Ana Schmidt have", "Ana Schmidt"],
    ["what devices has ana", "ana"],
    ["user", ""],
  ])("is seen in %j", (text, name) => {
    expect(meaningOf(text)).toEqual({ kind: "user", name });
  });
});

describe("what is no such question", () => {
  it.each([
    "",
    "help",
    "hello",
    "pending",
    "propose LT-0042 ben@contoso.com",
    "who are you",
    "who is it",
    "who is the admin",
    "who is on call today",
    "who can approve this",
    "who should I ask",
    "who can't approve this",
    "who didn't answer",
    "who is",
    "who approved this change",
    "who owns it?",
    "who has this",
    "who has that one",
    "whose turn is it",
    "whoami",
    "whom to ask",
    "whoever owns LT-0421",
    "users",
    "devices",
    "device-42 is broken",
    "the owner",
    "ownership of LT-0421",
    "I asked who owns LT-0421",
    "thanks",
    `who ${"x".repeat(700)}`,
  ])("is left to others: %j", (text) => {
    expect(parseQuestion(text)).toBeNull();
  });

  it("reads a text that nearly fits everything with work that grows with the text", () => {
    const read = {
      "a belong ": (words: string) => parseQuestion(`who does ${words}`),
      "have ": (words: string) =>
        parseQuestion(`which devices does ${words}x y`),
    };
    for (const [piece, parse] of Object.entries(read))
      expect(piecesOfSuperlinearWork([piece], 550, parse)).toEqual([]);
  });
});
