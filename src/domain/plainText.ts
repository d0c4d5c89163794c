/**
 * Text from outside as everything takes it that it may go to. U+0000 is dropped and half a surrogate pair becomes
 * U+FFFD: a database refuses both, an address cannot hold the latter, and a device name cut in the middle of an emoji
 * is enough.
 */
export function storable(text: string): string {
  const whole = text.toWellFormed();
  return whole.includes("\0") ? whole.replaceAll("\0", "") : whole;
}

/**
 * Reads JSON from outside, or on its way to be stored, with every text in it as `storable` makes it.
 *
 * @param text without half surrogates of its own, as decoders of UTF-8 and `JSON.stringify` give it: what is left of
 *   them is written as escapes, and so is U+0000.
 * @throws {SyntaxError} it is no JSON.
 */
export function parseJson(text: string): unknown {
  return JSON.parse(
    text.includes("\\u") ? text.replaceAll(ESCAPE, toStorable) : text,
  );
}

/** A whole pair, then any other code unit, then what else is escaped: so a backslash that is one begins nothing. */
const ESCAPE =
  /\\u(?:d[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|([\da-f]{4}))|\\[^u]/gi;

function toStorable(escape: string, unit: string | undefined): string {
  if (unit === undefined) return escape;
  if (unit === "0000") return "";
  return /^d[89a-f]/i.test(unit) ? "\\ufffd" : escape;
}
