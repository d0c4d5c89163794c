/** More than any name has, so that what is pasted by mistake is not searched for. */
export const MAX_NAME_LENGTH = 200;

const QUOTES_BEFORE = /^["“”„‟«»'‘’‚‛‹›`′″]+(?=.)/u;
const QUOTES_AFTER = /(?<=.)["“”„‟«»'‘’‚‛‹›`′″]+$/u;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The name in what a person typed or pasted: without the rest of a mention, invisible characters, quotes and brackets
 * around it; white space as one blank. As it is otherwise, because Microsoft compares it, too.
 */
export function nameOf(text: string): string {
  return limited(
    nameAsTyped(text)
      .replace(QUOTES_BEFORE, "")
      .replace(QUOTES_AFTER, "")
      .replace(/^\{([\da-f-]{36})\}$/i, "$1"),
  );
}

/**
 * Without quotes around it; `isPair` where they stand on both sides. On one side alone one may be a part of the name.
 */
export function withoutQuotes(name: string): {
  readonly name: string;
  readonly isPair: boolean;
} {
  return {
    name: name.replace(QUOTES_BEFORE, "").replace(QUOTES_AFTER, "").trim(),
    isPair: QUOTES_BEFORE.test(name) && QUOTES_AFTER.test(name),
  };
}

/** One line of what is seen, without the rest of a mention. */
export function nameAsTyped(text: string): string {
  return limited(
    text
      .slice(0, 4 * MAX_NAME_LENGTH)
      .replace(/<at\b[^<>]*>[^<>]*<\/at>|<\/?at\b[^<>]*>/gi, " ")
      .replace(/[\s\p{Z}]+/gu, " ")
      .replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, "")
      .trim(),
  );
}

/** Signs that programs put in the place of those that keyboards have. Microsoft tells them apart. */
export function withPlainSigns(name: string): string {
  return name
    .replace(/[‐‑‒–—―−﹘﹣－]/gu, "-")
    .replace(/[‘’‛ʼ]/gu, "'")
    .replace(/[“”„]/gu, '"');
}

function limited(name: string): string {
  return name.slice(0, MAX_NAME_LENGTH).toWellFormed().trim();
}

/** Intune, Entra and object ids are all written so. */
export function looksLikeId(text: string): boolean {
  return GUID.test(text);
}
