import { sql, type Kysely, type RawBuilder } from "kysely";
import { likeness } from "../../../domain/matching/likeness.ts";
import type { MatchKind } from "../../../domain/matching/foldText.ts";
import type { Database } from "../schema/schema.ts";
import { MOST_KEYS, toKey } from "./searchKeys.ts";

export type SearchTable = keyof typeof MOST_KEYS;

/** Look-alikes of a text shorter than this would be almost everything. */
const SHORTEST_ALIKE = 3;

/** What a trigram can be made of: without one, their index is of no use. */
const HAS_TRIGRAM =
  /[\p{L}\p{N}]{3}|[^\p{L}\p{N}][\p{L}\p{N}]|[\p{L}\p{N}]{2}[^\p{L}\p{N}]/u;

/** The first group of an id. Less of it is more likely a number in a name. */
const SHORTEST_OF_ID = 8;

/** Of each place where look-alikes are sought: what costs little and holds the right one nearly always. */
const CANDIDATES = 200;

const ALIKE = 0.6;

/**
 * A part that is inside of more keys than this is sought among this many of them: to sort them all would take longer
 * than a person who types waits, and nobody reads them.
 */
const MOST_INSIDE = 5_000;

interface KeyMatch {
  readonly id: string;
  readonly match: MatchKind;
}

/**
 * Ids of what the text names, exact before prefix before inside, then in the order of the texts that match, then of
 * the ids. Each comes once, so that pages by `offset` neither repeat nor leave out one while nothing is written.
 *
 * Three statements at most, each on an index: what the whole text is and what begins with it are ranges of `key`. A
 * part inside is found by the trigrams of `createTrigramIndexes`, or without them by reading the keys until there are
 * `MOST_INSIDE`. One or two characters and punctuation make no trigram: for them the index of `key` is read in its
 * order until there are enough, which is soon where many have them inside, and takes some 30 ms of 200,000 keys where
 * none has.
 */
export async function searchKeys(
  db: Kysely<Database>,
  table: SearchTable,
  text: string,
  limit: number,
  offset: number,
): Promise<readonly KeyMatch[]> {
  const needle = toKey(text);
  if (needle === "" || limit <= 0) return [];
  const wanted = offset + limit;
  const found = new Map<string, MatchKind>();
  const add = (match: MatchKind, ids: readonly string[]): void => {
    for (const id of ids) if (!found.has(id)) found.set(id, match);
  };
  // So many keys name so many things at least, whichever of them were found already.
  const most = wanted * MOST_KEYS[table];

  const isText = sql`sort <> 'id'`;
  const isId = sql`sort = 'id'`;
  const begins = sql`key > ${needle} and key < ${needle + LAST_CHARACTER}`;
  add(
    "exact",
    await ids(db, table, most, [
      sql`sort in ('text', 'address') and ${isText} and key = ${needle}`,
      sql`${isId} and key = ${needle}`,
    ]),
  );
  if (found.size < wanted)
    add(
      "prefix",
      await ids(db, table, most, [
        // A later word that is the whole text begins with it.
        sql`${isText} and key >= ${needle} and key < ${needle + LAST_CHARACTER}`,
        ...(needle.length >= SHORTEST_OF_ID
          ? [sql`${isId} and ${begins}`]
          : []),
      ]),
    );
  if (found.size < wanted)
    add(
      "inside",
      HAS_TRIGRAM.test(needle)
        ? await insideIds(db, table, needle, most, found.keys())
        : await ids(db, table, most, [hasInside(table, needle, found.keys())]),
    );
  return [...found].slice(offset, wanted).map(([id, match]) => ({ id, match }));
}

/**
 * Ids of what one of the texts is the whole of, in the order of the texts, then of the ids; at most so many of each,
 * and each once.
 */
export async function findKeys(
  db: Kysely<Database>,
  table: SearchTable,
  texts: readonly string[],
  limitOfEach: number,
): Promise<readonly string[]> {
  const keys = [...new Set(texts.map(toKey))].filter((key) => key !== "");
  if (keys.length === 0 || limitOfEach <= 0) return [];
  const { rows } = await sql<{ id: string }>`
    select found.id
    from unnest(${keys}::text[]) with ordinality as wanted (key, place),
    lateral (
      (select id from ${sql.table(table)} as texts
        where sort in ('text', 'address') and sort <> 'id' and texts.key = wanted.key order by id limit ${limitOfEach})
      union
      (select id from ${sql.table(table)} as ids
        where sort = 'id' and ids.key = wanted.key order by id limit ${limitOfEach})
      order by id limit ${limitOfEach}
    ) as found
    order by wanted.place, found.id`.execute(db);
  return [...new Set(rows.map(({ id }) => id))];
}

/**
 * Ids of what looks like the text without having it, best first: what stands beside it in the alphabet, what begins
 * as it does, and what has its end or one of its words.
 */
export async function findLookAlikes(
  db: Kysely<Database>,
  table: SearchTable,
  text: string,
  limit: number,
): Promise<readonly string[]> {
  const needle = toKey(text);
  const characters = [...needle];
  if (characters.length < SHORTEST_ALIKE || limit <= 0) return [];
  const half = Math.ceil(characters.length / 2);
  const beginning = characters.slice(0, half).join("");
  const pieces = new Set(
    [
      characters.slice(-half).join(""),
      ...(needle.match(/[\p{L}\p{N}]+/gu) ?? []),
    ]
      .filter(
        (piece) => piece.length >= SHORTEST_ALIKE && HAS_TRIGRAM.test(piece),
      )
      .sort((a, b) => b.length - a.length)
      .slice(0, 3),
  );
  const places = [
    sql`select key from ${sql.table(table)} where sort <> 'id' and key <= ${needle} group by key order by key desc limit ${CANDIDATES}`,
    sql`select key from ${sql.table(table)} where sort <> 'id' and key > ${needle} group by key order by key limit ${CANDIDATES}`,
    sql`select key from ${sql.table(table)} where sort <> 'id' and key >= ${beginning} and key < ${beginning + LAST_CHARACTER} group by key order by key limit ${CANDIDATES}`,
    ...[...pieces].map(
      (piece) =>
        sql`select key from (${keysWith(table, piece)}) as keys group by key order by key limit ${CANDIDATES}`,
    ),
  ].map((place) => sql`(${place})`);
  const { rows } = await sql<{ key: string }>`
    ${sql.join(places, sql` union `)}`.execute(db);
  const alike = rows
    .map(({ key }) => ({ key, likeness: likeness(needle, key) }))
    .filter((one) => one.likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness || (a.key < b.key ? -1 : 1))
    .slice(0, limit)
    .map(({ key }) => key);
  if (alike.length === 0) return [];
  const best = await sql<{ id: string }>`
    select id, min(array_position(${alike}::text[], key::text)) as place
    from ${sql.table(table)}
    where sort <> 'id' and key = any(${alike}::text[])
    group by id order by place, id limit ${limit}`.execute(db);
  return best.rows.map(({ id }) => id);
}

/** The last of all characters: nothing that begins with a text comes after the text with this one behind it. */
const LAST_CHARACTER = "\u{10FFFF}";

async function ids(
  db: Kysely<Database>,
  table: SearchTable,
  limit: number,
  conditions: readonly RawBuilder<unknown>[],
): Promise<readonly string[]> {
  const branches = conditions.map(
    (condition) =>
      sql`(select id, key from ${sql.table(table)} where ${condition} order by key, id limit ${limit})`,
  );
  const { rows } = await sql<{ id: string }>`
    select id from (${sql.join(branches, sql` union all `)}) as matches
    group by id order by min(key), id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

async function insideIds(
  db: Kysely<Database>,
  table: SearchTable,
  needle: string,
  limit: number,
  without: Iterable<string>,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (${keysWith(table, needle)}) as matches
    where id <> all(${[...without]}::text[])
    group by id order by min(key), id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Keys that have the text inside, at most `MOST_INSIDE` of each index of `createTrigramIndexes`: the same ones while
 * nothing is written.
 */
function keysWith(table: SearchTable, text: string): RawBuilder<unknown> {
  const pattern = inside(text);
  const inBodies = sql`(select id, key from ${sql.table(table)} where body like ${pattern} limit ${MOST_INSIDE})`;
  if (table === "search_devices" || !text.includes("@")) return inBodies;
  return sql`
    ${inBodies} union all
    (select id, key from ${sql.table(table)} where sort = 'address' and key like ${pattern} limit ${MOST_INSIDE})`;
}

/**
 * Of a key that has the text where it is sought inside. Asks for no more than the index of `key` holds, which
 * PostgreSQL then reads instead of the table.
 */
function hasInside(
  table: SearchTable,
  text: string,
  without: Iterable<string>,
): RawBuilder<unknown> {
  const pattern = inside(text);
  const beforeDomain =
    table === "search_people" && !text.includes("@")
      ? sql`and (sort = 'text' or key like ${`${pattern}@%`} or key not like '%@%')`
      : sql``;
  const known = [...without];
  const isNew =
    known.length === 0 ? sql`` : sql`and id <> all(${known}::text[])`;
  // In this order each comparison has fewer keys left: the cheapest that leaves out the most comes first.
  return sql`sort <> 'id' and key like ${pattern} and sort <> 'word' ${beforeDomain} ${isNew}`;
}

/** As a pattern of `like`. */
function inside(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
