import { parseIntuneLink } from "../../src/domain/lookups/parseIntuneLink.ts";
import { parseJson } from "../../src/domain/plainText.ts";
import { readHtml } from "./readHtml.ts";

/** A card is at most 28 KB, and a message may have several. */
const MOST_JSON = 128 * 1024;
const MOST_TEXT = 28 * 1024;
/** Values of all kinds that are looked at. */
const MOST_VALUES = 10_000;
const MOST_DEPTH = 50;

/** What people read of a card, whoever made it: Adaptive Cards, connector cards, code snippets, quoted messages. */
const TEXTS: ReadonlySet<string> = new Set([
  "activitySubtitle",
  "activityText",
  "activityTitle",
  "altText",
  "content",
  "description",
  "fallbackText",
  "inlines",
  "label",
  "lines",
  "messagePreview",
  "name",
  "originalMessageContent",
  "subtitle",
  "summary",
  "text",
  "title",
  "value",
]);

/** Code is no HTML. */
const VERBATIM = "lines";

interface Value {
  readonly value: unknown;
  /** Of the object that it is in, or that its list is in. */
  readonly key: string;
  readonly depth: number;
}

/**
 * The texts in the `attachments` of a message that Teams hands over, a line each, in their order, for looking for names
 * in them. Each `content` is an object or the JSON of one. Never throws, whatever it is: it is anybody's.
 *
 * @returns `isWhole` false where there is more than is looked at.
 */
export function readAttachments(attachments: unknown): {
  readonly text: string;
  readonly isWhole: boolean;
} {
  const texts: string[] = [];
  let length = 0;
  let isWhole = true;
  const open: Value[] = contentsOf(attachments)
    .map((value) => ({ value, key: "content", depth: 0 }))
    .reverse();
  for (let looked = 0; ; looked++) {
    const next = open.pop();
    if (next === undefined) break;
    if (looked === MOST_VALUES || length > MOST_TEXT) {
      isWhole = false;
      break;
    }
    const { value, key, depth } = next;
    if (typeof value === "string") {
      const parsed = key === "content" ? readJson(value) : null;
      if (parsed !== null && depth < MOST_DEPTH) {
        open.push({ value: parsed, key, depth: depth + 1 });
        continue;
      }
      const text = textOf(key, value);
      texts.push(text);
      length += text.length;
    } else if (typeof value === "object" && value !== null) {
      if (depth === MOST_DEPTH) isWhole = false;
      else open.push(...childrenOf(value, key, depth + 1));
    }
  }
  return { text: texts.filter((text) => text !== "").join("\n"), isWhole };
}

function contentsOf(attachments: unknown): readonly unknown[] {
  return Array.isArray(attachments)
    ? attachments
        .slice(0, MOST_VALUES)
        .map((one: unknown) =>
          typeof one === "object" && one !== null && "content" in one
            ? one.content
            : null,
        )
    : [];
}

/** Last first, as they are taken from the end; no more than are looked at. */
function childrenOf(value: object, key: string, depth: number): Value[] {
  const children = Array.isArray(value)
    ? value
        .slice(0, MOST_VALUES)
        .map((one: unknown) => ({ value: one, key, depth }))
    : Object.entries(value)
        .slice(0, MOST_VALUES)
        .map(([name, one]) => ({ value: one as unknown, key: name, depth }));
  return children.reverse();
}

/** Null for what is none. */
function readJson(text: string): object | null {
  if (text.length > MOST_JSON || !/^\s*["{[]/.test(text)) return null;
  try {
    const parsed = parseJson(text);
    // Some write the JSON of a JSON.
    if (typeof parsed === "string")
      return parsed === text ? null : readJson(parsed);
    return typeof parsed === "object" ? parsed : null;
  } catch {
    return null;
  }
}

function textOf(key: string, value: string): string {
  if (key === "url") {
    const linked = parseIntuneLink(value);
    return linked?.kind === "device" ? linked.id : "";
  }
  if (!TEXTS.has(key)) return "";
  return key === VERBATIM ? value.slice(0, MOST_TEXT) : readHtml(value);
}
