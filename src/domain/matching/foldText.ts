/** How well a text names something: the whole of a name, its beginning, or a part inside of it. */
export type MatchKind = "exact" | "prefix" | "inside";

/** Letters that Unicode does not take apart, and signs that keyboards and phones put in each other's place. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ı: "i",
  ς: "σ",
  // iPhones name themselves "Ana’s iPhone", and nobody types that sign.
  "‘": "'",
  "’": "'",
  "‛": "'",
  ʼ: "'",
  "´": "'",
  "`": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "‐": "-",
  "‒": "-",
  "–": "-",
  "—": "-",
  "―": "-",
  "−": "-",
};

const TO_PLAIN = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");

/** ASCII that is seen, without what could be a tag and the one sign that `PLAIN` has. */
const SIMPLE = /^[ -;=-_a-~]*$/;

/** A mention of somebody, as Teams writes it into a text. */
const MENTION = /<at(?:\s[^<>]*)?>[^<>]*<\/at>/g;
const STRAY_TAG = /<\/?at(?:\s[^<>]*)?>/g;

/**
 * The text as it is searched: two texts that a person would call the same become the same one. Without case, accents,
 * signs that are not seen (controls, marks of the direction of writing, joiners) and mentions; white space becomes
 * one blank. A text that is nothing but a mention keeps the words of it. What is left is still any text: whoever puts
 * it into SQL, OData or markdown must escape it.
 */
export function foldText(text: string): string {
  // A sweep folds the names of every device hourly, and nearly all of them are like this.
  if (SIMPLE.test(text)) return tidy(text.toLowerCase());
  const plain = text
    .toWellFormed()
    // Both forms of `´` and of a ligature's capital are only told apart before they are decomposed.
    .toLowerCase()
    .replace(TO_PLAIN, toPlain)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\s/gu, " ")
    .replace(/[\p{M}\p{Cc}\p{Cf}]/gu, "")
    .replace(TO_PLAIN, toPlain);
  const said = tidy(plain.replace(MENTION, " ").replace(STRAY_TAG, " "));
  return said || tidy(plain.replace(STRAY_TAG, " "));
}

function toPlain(sign: string): string {
  return PLAIN[sign] ?? sign;
}

function tidy(text: string): string {
  return text.replace(/ +/g, " ").trim();
}
