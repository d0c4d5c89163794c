import {
  chooseNames,
  looksLikeDevice,
  splitNames,
} from "../../domain/lookups/listedNames.ts";
import type { QuestionKind } from "../../domain/lookups/question.ts";
import {
  deviceReadings,
  personReadings,
} from "../../domain/lookups/readings.ts";
import type { MatchKind } from "../../domain/matching/foldText.ts";
import { foldText } from "../../domain/matching/foldText.ts";
import type { Stores } from "../../ports/storage.ts";
import { namesOf } from "./findDevicesInText.ts";
import { askableIn } from "./findUser.ts";

interface Deps {
  readonly storage: Pick<Stores, "devices" | "people">;
}

/**
 * The names that a text with separators or lines in it is about; by the directory alone, in one query.
 *
 * @param isBare nobody said that names follow.
 */
export async function findNamesMeant(
  { storage }: Pick<Deps, "storage">,
  typed: string,
  isBare = false,
): Promise<readonly string[]> {
  const listed = splitNames(typed);
  if (listed.parts.length < 2) return listed.parts.map(({ text }) => text);
  const readings = new Map(
    listed.candidates.map((name) => [
      name,
      deviceReadings(name).all.map((one) => foldText(one.name)),
    ]),
  );
  const devices = await storage.devices.findNamed(
    [...new Set([...readings.values()].flat())],
    1,
  );
  const known = new Set(devices.flatMap(namesOf));
  return chooseNames(
    listed,
    (name) => (readings.get(name) ?? []).some((one) => known.has(one)),
    isBare,
  );
}

/** Nobody's name, and no device's, has more words. */
const MOST_WORDS = 6;
/** With less, half of all words begin some name. */
const SHORTEST_START = 4;

/**
 * What kind of thing a text without any word of ours names: what the directory has by it, or else what it looks like.
 * Null where it names nothing.
 */
export async function findKindNamed(
  { storage }: Deps,
  text: string,
): Promise<Exclude<QuestionKind, "device"> | null> {
  const { all, name } = deviceReadings(text);
  if (name === "" || name.split(" ").length > MOST_WORDS) return null;
  const [device, person] = await Promise.all([
    bestOf(
      all.map((one) => one.name),
      async (one) => (await storage.devices.search(one, 1, 0))[0]?.match,
    ),
    bestOf(
      personReadings(text).all.map((one) => one.name),
      async (one) => (await storage.people.search(one, 1, 0))[0]?.match,
    ),
  ]);
  if (device === "exact") return "who";
  if (person === "exact" || askableIn(text) !== null) return "user";
  if (looksLikeDevice(name)) return "who";
  if (name.length < SHORTEST_START) return null;
  if (device === "prefix") return "who";
  return person === "prefix" ? "user" : null;
}

async function bestOf(
  names: readonly string[],
  match: (name: string) => Promise<MatchKind | undefined>,
): Promise<MatchKind | null> {
  let best: MatchKind | null = null;
  for (const name of names) {
    const found = await match(name);
    if (found === "exact") return found;
    if (found === "prefix" || best === null) best = found ?? best;
  }
  return best;
}
