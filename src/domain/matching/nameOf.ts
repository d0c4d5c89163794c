/** More than any name has, so that what is pasted by mistake is not searched for. */
const MAX_NAME_LENGTH = 200;

const QUOTES_BEFORE = /^["“”„«»'‘’`]+(?=.)/u;
const QUOTES_AFTER = /(?<=.)["“”„«»'‘’`]+$/u;

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

/** What the name may be, likelier first: a quote on one side alone may be a part of it. */
export function namesOf(text: string): readonly string[] {
  const name = nameOf(text);
  const typed = nameAsTyped(text);
  const isQuoted = QUOTES_BEFORE.test(typed) && QUOTES_AFTER.test(typed);
  return typed === name || isQuoted || looksLikeId(name)
    ? [name]
    : [typed, name];
}

function nameAsTyped(text: string): string {
  return limited(
    text
      .slice(0, 4 * MAX_NAME_LENGTH)
      .replace(/<at\b[^<>]*>[^<>]*<\/at>|<\/?at\b[^<>]*>/gi, " ")
      .replace(/[\s\p{Z}]+/gu, " ")
      .replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, "")
      .trim(),
  );
}

function limited(name: string): string {
  return name.slice(0, MAX_NAME_LENGTH).toWellFormed().trim();
}

/** Intune, Entra and object ids are all written so. */
export function looksLikeId(text: string): boolean {
  return GUID.test(text);
}
