import { normalizeUpn } from "./user.ts";

/** Longer than any name Entra gives: 64 for the name, 255 for the domain, and the @ between them. */
const MAX_UPN_LENGTH = 320;

// One @ with something on both sides; no spaces, controls or invisible formatting (which would make two
// names look alike); none of the characters that separate entries in a list of names.
const UPN = /^[^\s\p{C}@,;=]+@[^\s\p{C}@,;=]+$/u;

/**
 * Reads a user principal name from outside: trimmed, lower case.
 *
 * @returns null when the text is not `name@domain` of at most 320 characters.
 */
export function parseUpn(text: string): string | null {
  const upn = normalizeUpn(text);
  return upn.length <= MAX_UPN_LENGTH && UPN.test(upn) ? upn : null;
}
