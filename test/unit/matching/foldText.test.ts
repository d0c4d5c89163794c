import { describe, expect, it } from "@jest/globals";
import { foldText } from "../../../src/domain/matching/foldText.ts";
import { hostileTexts } from "../../support/hostileText.ts";

describe("foldText", () => {
  it.each([
    ["makes capitals small", "LT-0421", "lt-0421"],
    ["drops accents", "Zoë Ñandú Çelik Žižek", "zoe nandu celik zizek"],
    ["drops accents that stand by themselves", "Zoe\u0308", "zoe"],
    ["drops the dot of a Turkish İ", "İSTANBUL ısı", "istanbul isi"],
    [
      "spells letters out that have no plain form",
      "Straße ẞ Øre Łódź Æ œ",
      "strasse ss ore lodz ae oe",
    ],
    ["makes wide letters narrow", "ＬＴ－０４２１", "lt-0421"],
    ["makes ligatures letters", "oﬃce", "office"],
    ["makes both small sigmas one", "ΟΔΟΣ Οδος", "οδοσ οδοσ"],
    ["makes curly quotes straight", "Ana’s “iPad”", 'ana\'s "ipad"'],
    ["makes every dash a hyphen", "a–b—c‑d−e", "a-b-c-d-e"],
    ["makes white space one blank", " \t a\u00a0\n\u3000b  ", "a b"],
    [
      "drops what is not seen",
      "L\u200bT\u00ad-\u202e04\u202c\u200f21\ufeff\u0007",
      "lt-0421",
    ],
    ["keeps emoji, without their variants", "💻 Ana ❤️", "💻 ana ❤"],
    ["keeps right-to-left text", "\u200fמחשב של דנה", "מחשב של דנה"],
    ["keeps quotes, wildcards and backslashes", `100%_#\\'"`, `100%_#\\'"`],
    ["drops a mention", "<at>Custodian</at>&nbsp;LT-1", "&nbsp;lt-1"],
    ["drops a mention with attributes", '<at id="0">Bot</at> LT-1', "lt-1"],
    ["drops what is left of a mention", "</at> LT-1 <at>", "lt-1"],
    ["keeps the words of a name that is a mention", "<at>Ana</at>", "ana"],
    ["keeps what only looks like a mention", "<attic> a<b", "<attic> a<b"],
    ["replaces half a character", "a\ud83d", "a\ufffd"],
    ["makes nothing of nothing", " \u200b ", ""],
  ])("%s", (_name, text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it("leaves a folded text as it is", () => {
    for (const text of hostileTexts)
      expect(foldText(foldText(text))).toBe(foldText(text));
  });
});
