import { describe, expect, it } from "@jest/globals";
import { findNamesInText } from "../../../src/domain/lookups/findNamesInText.ts";
import { findRunsInText } from "../../../src/domain/lookups/findRunsInText.ts";
import { nameOf } from "../../../src/domain/matching/nameOf.ts";
import { piecesOfSuperlinearWork, textOf } from "../../support/growth.ts";
import { hostileTexts } from "../../support/hostileText.ts";

const ID = "5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17";

describe("The name that is asked for", () => {
  it.each([
    ["LT-0421", "LT-0421"],
    ["  LT-0421 \n", "LT-0421"],
    ["“LT-0421”", "LT-0421"],
    ["'LT-0421'", "LT-0421"],
    ["<at>Custodian</at> LT-0421", "LT-0421"],
    ['<at id="0">Custodian</at>&nbsp;', "&nbsp;"],
    ["LT-0421</at>", "LT-0421"],
    ["LT\u200B-0421\u202E", "LT-0421"],
    ["Default   string", "Default string"],
    ["Default\u00A0string", "Default string"],
    ["Dara O'Brien", "Dara O'Brien"],
    ["Ana’s iPhone", "Ana’s iPhone"],
    ["'", "'"],
    [`{${ID}}`, ID],
    ["{LT-1}", "{LT-1}"],
    ["Müller ☕ #1 100%_", "Müller ☕ #1 100%_"],
    ["\uD800", ""],
    ["<at>x</at>", ""],
    [" \t\u202E", ""],
  ])("in %j is %j", (text, name) => {
    expect(nameOf(text)).toBe(name);
  });

  it("is at most 200 characters of whatever was pasted, and found with work that grows with the little that is read of it", () => {
    const pieces = ["<at", '"', "<at>", " \u200B", "x", ...hostileTexts];
    for (const piece of pieces) {
      const pasted = piece.repeat(100_000);
      expect(nameOf(pasted).length).toBeLessThanOrEqual(200);
      expect(nameOf(pasted)).toBe(nameOf(pasted.slice(0, 800)));
    }
    expect(piecesOfSuperlinearWork(pieces, 800, nameOf)).toEqual([]);
  });
});

/** As the names of either kind stand in a text. */
const namesIn = (text: string) =>
  findNamesInText(text).names.map(({ name }) => name);
const runsIn = (text: string) =>
  findRunsInText(text).runs.map(({ name }) => name);

describe("Names in a message", () => {
  it("are found with work that grows with the text, whatever stands in it", () => {
    const around = (marks: string) => namesIn(`LT-0421${marks}x`);
    expect(around("-".repeat(27_000))).toEqual([]);
    expect(piecesOfSuperlinearWork(["-"], 27_000, around)).toEqual([]);
  });

  it.each<[string, string[]]>([
    ["Who has LT-0421?", ["LT-0421"]],
    ["(LT-0421), \"LT-0422\": 'LT-0423'!", ["LT-0421", "LT-0422", "LT-0423"]],
    ["lt-0421 and LT-0421 again", ["lt-0421"]],
    ["LT-0421's battery, LT-0422’s fan", ["LT-0421", "LT-0422"]],
    ["serial 5CG1234XYZ.", ["5CG1234XYZ"]],
    [`id ${ID.toUpperCase()}`, [ID.toUpperCase()]],
    [`https://intune.microsoft.com/#view/a/~/mdmDeviceId/${ID}`, [ID]],
    ["lt-0421.contoso.com is off", ["lt-0421.contoso.com", "lt-0421"]],
    ["please look at my laptop, thanks", []],
    ["write to ana2@contoso.com or to @ben3", []],
    ["call 12345 or 1234567", ["1234567"]],
    ["KIOSK is broken", ["KIOSK"]],
    ["Büro-PC and НОУТ-01", ["Büro-PC", "НОУТ-01"]],
    ["", []],
  ])("%j", (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it("are at most two hundred, the likeliest, in the order of the text", () => {
    const shouted = Array.from({ length: 30 }, (_, i) =>
      String.fromCharCode(65 + (i % 26)).repeat(5 + i),
    );
    const devices = Array.from({ length: 199 }, (_, i) => `LT-${1000 + i}`);
    const text = [...shouted, ...devices, ID].join(" ");
    expect(namesIn(text)).toEqual([...devices, ID]);
    expect(findNamesInText(text).isWhole).toBe(false);
    expect(findNamesInText(devices.join(" ")).isWhole).toBe(true);
  });

  it("are found with work that grows with whatever is sent, and beyond the limit of a message not at all", () => {
    const pieces = ["LT-", "a1.", "-", "'s", "@a1", "_ ", ...hostileTexts];
    for (const read of [findNamesInText, findRunsInText]) {
      expect(piecesOfSuperlinearWork(pieces, 28 * 1024, read)).toEqual([]);
      for (const piece of pieces) {
        const inMessage = read(textOf(piece, 28 * 1024));
        expect(read(textOf(piece, 600_000))).toEqual({
          ...inMessage,
          isWhole: false,
        });
      }
    }
    const beyond = `${" ".repeat(28 * 1024)}LT-0421`;
    expect(findNamesInText(beyond)).toEqual({ names: [], isWhole: false });
    expect(findRunsInText(beyond)).toEqual({ runs: [], isWhole: false });
  });

  it.each([
    ["Is Laptop 7 yours?", "Laptop 7"],
    ["see (two words pc).", "two words pc"],
    ["Ana's iPhone, please", "Ana's iPhone"],
    ["Ana’s iPhone’s battery", "Ana’s iPhone"],
    ["serial System Serial Number", "System Serial Number"],
    ["💻-lap🔥 is hot", "💻-lap🔥"],
    ["it is 100%.", "100%"],
    ["#hash%27!", "#hash%27"],
    ["what is **bold**?", "**bold**"],
    ["C: back\\slash", "back\\slash"],
    ["<b>hi</b> there", "<b>hi</b>"],
    ["under_score_x", "under_score_x"],
    ["(lt–0421)", "lt–0421"],
  ])("may be anything that the directory has: %j", (text, name) => {
    expect(runsIn(text)).toContain(name);
  });

  it("are no single plain words, numbers or addresses, and no runs over a line's end", () => {
    for (const text of ["laptop", "it's", "10", "ana@contoso.com", "one\ntwo"])
      expect(runsIn(text)).toEqual([]);
  });

  it("are so many runs as one query takes, in the order of the text", () => {
    const messages = Array.from({ length: 1_000 }, (_, i) => `w${i}`).join(" ");
    const { runs, isWhole } = findRunsInText(messages);
    expect(isWhole).toBe(false);
    expect(runs).toHaveLength(2_000);
    expect(runs[0]).toEqual({ name: "w0 w1", at: 0 });
  });
});
