/** More than any name has, so that what is pasted by mistake is not searched for. */
const MAX_NAME_LENGTH = 200;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The name in what a person typed or pasted: without the rest of a mention, invisible characters, quotes and brackets around it;
 * white space as one blank. As it is otherwise, because Microsoft compares it, too.
 */
export function nameOf(text: string): string {
  return text
    .slice(0, 4 * MAX_NAME_LENGTH)
    .replace(/<at\b[^<>]*>[^<>]*<\/at>|<\/?at\b[^<>]*>/gi, " ")
    .replace(/[\s\p{Z}]+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, "")
    .trim()
    .replace(/^["“”„«»'‘’`]+(?=.)|(?<=.)["“”„«»'‘’`]+$/gu, "")
    .slice(0, MAX_NAME_LENGTH)
    .toWellFormed()
    .trim();
}

/** Intune, Entra and object ids are all written so. */
export function looksLikeId(text: string): boolean {
  return GUID.test(text);
}
