import type { PersonRef } from "../../../src/domain/people/user.ts";
import { nameOf } from "./people.ts";
import type { Card } from "./template.ts";
import type { Messages } from "../../messages/messages.ts";

/** Where a TextBlock has `text`, and the card `entity` (see `withMentions`), Teams shows and notifies the person. */
interface Mention {
  readonly text: string;
  readonly entity: object;
}

/**
 * The person by name, for a TextBlock, where mentions have to be: a client that draws no mention shows the text as it
 * is. A TextBlock knows markdown and a tag would end ours, so of the name only what names are made of is kept.
 *
 * @returns null without a person.
 */
export function mentionOf(
  person: PersonRef | null,
  messages: Messages,
): Mention | null {
  if (!person) return null;
  const name = nameOf(person, messages);
  const text = `<at>${name.replace(UNLIKE_A_NAME, " ").trim() || "—"}</at>`;
  return {
    text,
    // In a card Teams takes the Entra object id, so that people who never wrote to the bot can be mentioned.
    entity: { type: "mention", text, mentioned: { id: person.id, name } },
  };
}

/** Everything but letters, digits, the marks of names, and what `asText` put in. */
const UNLIKE_A_NAME = /[^\p{L}\p{M}\p{N} .,'’()\-…\u2060\u2068\u2069]+/gu;

/** The card with these mentions made known to Teams; without it `<at>…</at>` is text. */
export function withMentions(card: Card, mentions: readonly Mention[]): Card {
  if (mentions.length === 0) return card;
  const { msteams } = card;
  return {
    ...card,
    msteams: {
      ...(typeof msteams === "object" ? msteams : {}),
      entities: mentions.map(({ entity }) => entity),
    },
  };
}
