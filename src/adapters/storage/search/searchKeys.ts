import type { ListedDevice } from "../../../domain/devices/directory.ts";
import { foldText } from "../../../domain/matching/foldText.ts";
import type { User } from "../../../domain/people/user.ts";
import { storable } from "../../../domain/plainText.ts";

/** No key is longer, and no more of what is searched for is used. */
const LONGEST = 200;

/** The words of a name by which a person is found, beside the first. */
const LATER_WORDS = 6;

/**
 * A text by which something is found.
 *
 * - `text`: by the whole of it, its beginning and a part inside of it;
 * - `address`: as a text, but a part of it behind the `@` only when it is sought with the `@`: the domain is inside
 * of nearly all;
 * - `id`: by the whole and a beginning that is long enough. In the middle of an id every short text is found
 * somewhere;
 * - `word`: what follows from a later word of a name on; by its beginning alone.
 */
export interface SearchKey {
  /** Tells the keys of one thing apart. */
  readonly slot: number;
  readonly sort: "text" | "address" | "id" | "word";
  readonly key: string;
  /** Of the key, where a part is sought inside; null for nowhere. */
  readonly body: string | null;
}

/** A key, or what is searched for, as both are compared. */
export function toKey(text: string): string {
  return storable(foldText(text.slice(0, LONGEST)).slice(0, LONGEST)).trim();
}

export function deviceKeys({ device }: ListedDevice): readonly SearchKey[] {
  return keys([
    ["text", device.name],
    ["text", device.serialNumber],
    ["id", device.id],
    ["id", device.entraDeviceId],
  ]);
}

/** As many keys as one thing can have of one sort or another. */
export const MOST_KEYS = { search_devices: 4, search_people: 4 + LATER_WORDS };

export function personKeys(user: User): readonly SearchKey[] {
  const name = toKey(user.displayName);
  const laterText = [...name.matchAll(/(?<=[\s,;.()\-'"])[\p{L}\p{N}]/gu)]
    .slice(0, LATER_WORDS)
    .map(({ index }) => ["word", name.slice(index)] as const);
  return keys([
    ["text", user.displayName],
    ["address", user.userPrincipalName],
    ["address", user.mail],
    ["id", user.id],
    ...laterText,
  ]);
}

function keys(
  texts: readonly (readonly [SearchKey["sort"], string | null])[],
): readonly SearchKey[] {
  return texts
    .map(([sort, text], slot) => {
      const key = toKey(text ?? "");
      return { slot, sort, key, body: bodyOf(sort, key) };
    })
    .filter(
      ({ key }, i, all) =>
        key !== "" && all.findIndex((one) => one.key === key) === i,
    );
}

function bodyOf(sort: SearchKey["sort"], key: string): string | null {
  if (sort === "text") return key;
  return sort === "address" ? key.replace(/@[^@]*$/, "") : null;
}
