import { message, type Message } from "../message.ts";

/** What is typed into a form, by the id of its field. A field that is absent was not shown, and its value stays. */
export type FormTexts = Readonly<Record<string, string>>;

/** By the field's id, what is wrong with it. */
export type FormFaults = Readonly<Record<string, readonly Message[]>>;

/** What was typed into a field; undefined where the field was not shown. */
export type TextOf = (field: string) => string | undefined;

/** Says what is wrong with a field. */
export type Blame = (field: string, ...found: readonly Message[]) => void;

export const TOO_LONG = message("setting.too-long");

/** A form names the first faults of a list; the rest show up when these are mended. */
export const MOST_NAMED = 3;

/** The lines of a list, trimmed, without empty ones. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\p{Cc}/gu, " ").trim())
    .filter((line) => line !== "");
}

/** What a text costs in a message. */
export function cost(text: string): number {
  return JSON.stringify(text).length;
}

/** A wrong entry, for a sentence that names it. */
export function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** The text of a list of leads, or of pairs, one a line. */
export function writePairs(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([account, other]) => `${account} = ${other}`)
    .join("\n");
}
