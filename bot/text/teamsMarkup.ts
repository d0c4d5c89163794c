import type { Activity, Entity } from "../protocol/wire.ts";
import { looksLikeId } from "../../src/domain/matching/nameOf.ts";

/** Teams' own limit for a message is 28 KB; what is over was not typed. In code units. */
const MOST_READ = 28 * 1024;
const MOST_MENTIONS = 100;
const LONGEST_NAME = 320;

type Message = Pick<
  Activity,
  | "text"
  | "entities"
  | "recipient"
  | "attachments"
  | "replyToId"
  | "conversation"
>;

/**
 * What a person typed, line by line, without all that Teams writes into a message's text: mentions, the message that
 * is quoted, places of attachments, tags of lines, entities. The one place that knows of it.
 *
 * The mention of the bot is dropped. The mention of another person becomes their Entra object id where Teams tells it,
 * since others may have their name, and otherwise their name in quotes. Only mentions that Teams lists for this message
 * count: text that merely looks like a mention stays text. What a person typed as a tag comes as entities, and stays.
 */
export function withoutMarkup(
  message: Pick<Message, "text" | "entities" | "recipient">,
): string {
  const text = (message.text ?? "").slice(0, MOST_READ);
  return decodeEntities(
    resolveMentions(withoutQuoted(text).text, message)
      .replace(/<br\b[^<>]*>|<\/?(?:p|div)\b[^<>]*>/gi, "\n")
      .replace(/<\/?span\b[^<>]*>/gi, ""),
  );
}

/** What a message answers to: the ids of what is quoted and of its thread, nearest first, and what is shown of it. */
export interface Quoted {
  readonly messageIds: readonly string[];
  readonly text: string;
}

const MOST_QUOTED = 10;

export function readQuoted({
  text,
  entities,
  attachments,
  replyToId,
  conversation,
}: Message): Quoted {
  const inText = withoutQuoted((text ?? "").slice(0, MOST_READ));
  const told = (entities ?? []).slice(0, MOST_MENTIONS).map(quotedReplyOf);
  const inHtml = (attachments ?? [])
    .slice(0, MOST_MENTIONS)
    .flatMap(({ contentType, content }) =>
      contentType === "text/html" && typeof content === "string"
        ? [withoutQuoted(content.slice(0, MOST_READ))]
        : [],
    );
  const ids = [
    ...inText.ids,
    ...told.map(({ id }) => id),
    ...inHtml.flatMap((one) => one.ids),
    replyToId,
    /;messageid=([^;]+)/.exec(conversation.id)?.[1],
  ];
  return {
    messageIds: [
      ...new Set(
        ids.filter((id): id is string => typeof id === "string" && id !== ""),
      ),
    ].slice(0, MOST_QUOTED),
    text: [
      ...inText.quoted,
      ...told.map(({ preview }) => preview),
      ...inHtml.flatMap((one) => one.quoted),
    ]
      .join("\n")
      .slice(0, MOST_READ),
  };
}

/** Tags that stand for a message or an attachment; what is between two of them was not typed. */
const QUOTED =
  /<(quoted|quote|legacyquote|attachment|blockquote)(?=[\s/>])([^<>]*)>/gi;

interface WithoutQuoted {
  readonly text: string;
  readonly ids: readonly string[];
  readonly quoted: readonly string[];
}

/** One pass: what has no end is looked for once. */
function withoutQuoted(text: string): WithoutQuoted {
  const kept: string[] = [];
  const ids: string[] = [];
  const quoted: string[] = [];
  const endless = new Set<string>();
  const lower = text.toLowerCase();
  let at = 0;
  for (const {
    index,
    0: tag,
    1: name = "",
    2: attributes = "",
  } of text.matchAll(QUOTED)) {
    // Inside of what was dropped; and a quotation that somebody wrote is their text.
    if (index < at) continue;
    if (/^blockquote$/i.test(name) && !/schema\.skype\.com/i.test(attributes))
      continue;
    kept.push(text.slice(at, index), " ");
    at = index + tag.length;
    if (!/^attachment$/i.test(name)) ids.push(...idIn(attributes));
    if (attributes.endsWith("/")) continue;
    const end = `</${name.toLowerCase()}>`;
    const close = endless.has(end) ? -1 : lower.indexOf(end, at);
    if (close === -1) {
      endless.add(end);
      continue;
    }
    quoted.push(text.slice(at, close));
    at = close + end.length;
  }
  kept.push(text.slice(at));
  return { text: kept.join(""), ids, quoted };
}

const idIn = (attributes: string): readonly string[] => {
  const id = /\b(?:messageId|itemid|id)\s*=\s*["']?([^\s"'<>/]+)/i.exec(
    attributes,
  )?.[1];
  return id === undefined ? [] : [id];
};

/** What the entity `quotedReply` tells of the quoted message. */
function quotedReplyOf(entity: Entity): { id: unknown; preview: string } {
  const { type, quotedReply } = entity as Record<string, unknown>;
  if (
    type !== "quotedReply" ||
    typeof quotedReply !== "object" ||
    quotedReply === null
  )
    return { id: null, preview: "" };
  const { messageId, preview } = quotedReply as Record<string, unknown>;
  return { id: messageId, preview: typeof preview === "string" ? preview : "" };
}

function resolveMentions(
  typed: string,
  { entities, recipient }: Pick<Message, "entities" | "recipient">,
): string {
  let text = typed;
  const named = new Map<string, string>();
  for (const { text: shown, id, objectId, name } of mentionsOf(entities)) {
    if (shown === "") continue;
    const replacement =
      id === recipient.id
        ? " "
        : ` ${objectId ?? `"${name.slice(0, LONGEST_NAME).replaceAll('"', "")}"`} `;
    named.set(AT.exec(shown)?.[1] ?? shown, replacement);
    text = text.replaceAll(shown, () => replacement).slice(0, MOST_READ);
  }
  // Some clients number the tags.
  return named.size === 0
    ? text
    : text
        .replace(
          new RegExp(AT, "gi"),
          (whole, inside: string) => named.get(inside) ?? whole,
        )
        .slice(0, MOST_READ);
}

const AT = /<at\b[^<>]*>([^<>]*)<\/at>/i;

interface Mention {
  readonly text: string;
  readonly id: string;
  /** An Entra object id; null where Teams does not tell it. */
  readonly objectId: string | null;
  readonly name: string;
}

function mentionsOf(entities: Entity[] | undefined): Mention[] {
  return (entities ?? []).slice(0, MOST_MENTIONS).flatMap((entity) => {
    const { type, text, mentioned } = entity as Record<string, unknown>;
    if (type !== "mention" || typeof text !== "string") return [];
    if (typeof mentioned !== "object" || mentioned === null) return [];
    const { id, name, aadObjectId } = mentioned as Record<string, unknown>;
    if (typeof id !== "string") return [];
    const objectId =
      typeof aadObjectId === "string" && looksLikeId(aadObjectId)
        ? aadObjectId.toLowerCase()
        : null;
    return [{ text, id, objectId, name: typeof name === "string" ? name : "" }];
  });
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** Resolves HTML entities, in one pass, so that `&amp;lt;` stays `&lt;`. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,5}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code =
        decimal === undefined
          ? Number.parseInt(hex ?? "", 16)
          : Number.parseInt(decimal, 10);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
