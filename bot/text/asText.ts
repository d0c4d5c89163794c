/**
 * Text from outside (names of devices and people, reasons) made fit for a card: it shows as what it is and does
 * nothing.
 *
 * Cards keep such text in text runs, which know no markdown; this is the second lock, for clients that treat runs
 * differently, and the only one against `{{DATE(…)}}`, mentions and text direction tricks, which work in runs too.
 * Where possible a mark is broken by an invisible word joiner, so that the eye reads the original.
 *
 * @param maxLength in graphemes; what is over is cut and ends in `…`.
 * @returns one line, never empty: `—` stands for nothing visible.
 */
export function asText(value: string, maxLength = 120): string {
  const line = toOneLine(value.slice(0, READ_FOR_EACH_SHOWN * maxLength));
  if (line === "") return "—";
  const inert = neutralise(cut(line, maxLength));
  // A right-to-left name would otherwise reorder the words and numbers around it.
  return RIGHT_TO_LEFT.test(inert) ? `\u2068${inert}\u2069` : inert;
}

/**
 * What `asText` showed as the original: without the signs that it puts in to break a mark. For what people paste from
 * a card into a command or a field.
 */
export function fromShown(text: string): string {
  return withoutGuards(text).replace(/[\u2068\u2069]/g, "");
}

/** The same for where text does nothing anyway, and its direction still has to be held: the text nodes of a page. */
export function withoutGuards(text: string): string {
  return text
    .replace(/\u200A?\*\u200A?/g, "*")
    .replaceAll("\u2060", "")
    .replaceAll("ˋ", "`");
}

/**
 * For a message of ours that has such text in it, sent as plain text: one line, and nothing in it turns
 * the rest around. Marks and addresses stay as they are, for our own links must work and plain text makes nothing of
 * them.
 */
export function asPlainLine(value: string): string {
  return toOneLine(value);
}

const WORD_JOINER = "\u2060";
const HAIR_SPACE = "\u200A";
/** Far more than is ever shown; bounds the work on a text of any length. In code units. */
const MOST_READ = 4_000;
/** The same for a text that is cut anyway: what is dropped from it may be many times what stays. */
const READ_FOR_EACH_SHOWN = 10;
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * Drops what is invisible or turns text around. The two joiners that emoji and Persian need stay, between other
 * characters.
 */
function toOneLine(value: string): string {
  return value
    .slice(0, MOST_READ)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/(?![\u200C\u200D])\p{Cf}/gu, "")
    .replace(/^[\s\u200C\u200D]+|[\s\u200C\u200D]+$/gu, "")
    .replace(/(\p{M}{4})\p{M}+/gu, "$1");
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Also bounds what it costs to send: one grapheme may be built of any number of code units, or need several to be
 * inert.
 */
function cut(line: string, maxLength: number): string {
  const maxCost = 1.5 * maxLength;
  const kept: string[] = [];
  let cost = 0;
  for (const { segment } of graphemes.segment(line)) {
    cost += neutralise(segment).length;
    if (kept.length === maxLength || cost > maxCost)
      return `${kept
        .slice(0, maxLength - 1)
        .join("")
        .trimEnd()}…`;
    kept.push(segment);
  }
  return line;
}

/** Without one of these there is nothing to break: most names, and most of the work on a long one. */
const MARKS = /[{$<&\]:\\*_~`.)]|^[#>+\-=|]/;

function neutralise(line: string): string {
  if (!MARKS.test(line)) return line;
  return (
    line
      // Card functions and template expressions.
      .replace(/\{(?=\{)/g, `{${WORD_JOINER}`)
      .replace(/\$(?=\{)/g, `$${WORD_JOINER}`)
      // Mentions, HTML and entities.
      .replace(/<(?=[A-Za-z/!?])/g, `<${WORD_JOINER}`)
      .replace(/&(?=#?\w+;)/g, `&${WORD_JOINER}`)
      // Links, and the bare addresses that clients turn into links.
      .replace(/\](?=[([:])/g, `]${WORD_JOINER}`)
      .replace(/:(?=\/\/)/g, `:${WORD_JOINER}`)
      .replace(/\b(www)(?=\.)/gi, `$1${WORD_JOINER}`)
      // Emphasis. A word joiner does not stop an asterisk; a space on both sides does. An underscore inside a word is
      // harmless and common in names, and stays.
      .replace(/\\(?=[!-/:-@[-`{-~])/g, `\\${WORD_JOINER}`)
      .replace(/\*/g, `${HAIR_SPACE}*${HAIR_SPACE}`)
      .replace(
        /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
        `${WORD_JOINER}_${WORD_JOINER}`,
      )
      .replace(/~(?=~)/g, `~${WORD_JOINER}`)
      .replace(/`/g, "ˋ")
      // What at the start of a line makes a heading, a list, a quotation or a rule.
      .replace(/^(?=[#>+\-=|~]|\d+[.)])/, WORD_JOINER)
  );
}
