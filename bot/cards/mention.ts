import type { PersonRef } from "../../src/people/user.ts";
import { nameOf } from "./people.ts";
import type { Card } from "./template.ts";
import type { Words } from "./words/en.ts";

/** Where a TextBlock has `text`, and the card `entity` (see `withMentions`), Teams shows and notifies the person. */
export interface Mention {
  readonly text: string;
  readonly entity: object;
}

/**
 * @param text `<at>…</at>` around words of ours, in place of which Teams draws the person's name: in a TextBlock, where
 *   mentions have to be, the name itself would be markdown.
 * @returns null without a person.
 */
export function mentionOf(
  person: PersonRef | null,
  text: string,
  words: Words,
): Mention | null {
  if (!person) return null;
  const name = nameOf(person, words);
  return {
    text,
    // In a card Teams takes the Entra object id, so that people who never wrote to the bot can be mentioned.
    entity: { type: "mention", text, mentioned: { id: person.id, name } },
  };
}

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
