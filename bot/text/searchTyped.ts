import { z } from "zod";
import type { Custodian } from "../../src/custodian.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import { fromShown } from "./asText.ts";

/** Longer than any name; what is over is not looked at. */
export const LONGEST_TYPED = 200;

/** Nobody turns so many pages, and each is found by passing over all before it. */
const LAST_SKIPPED = 1_000;

/** What somebody typed to find a device or a person by, and the part of the results they look at. */
export interface Typed {
  /** Empty before anything is typed. */
  readonly text: string;
  readonly skip: number;
  readonly count: number;
}

/** What can be searched, and what of it somebody looked up lately, newest first. */
interface Searched<T> {
  recent(by: UserId, limit: number): Promise<readonly T[]>;
  search(text: string, limit: number, offset: number): Promise<readonly T[]>;
}

type Directory = Pick<
  Custodian["lookUps"],
  "recentDevices" | "searchDevices" | "recentUsers" | "searchUsers"
>;

export function searchDevices(directory: Directory, by: UserId, typed: Typed) {
  return searchTyped(
    { recent: directory.recentDevices, search: directory.searchDevices },
    by,
    typed,
  );
}

export function searchPeople(directory: Directory, by: UserId, typed: Typed) {
  return searchTyped(
    { recent: directory.recentUsers, search: directory.searchUsers },
    by,
    typed,
  );
}

/** From the directory alone. Nothing typed asks for what was looked up lately. */
async function searchTyped<T>(
  searched: Searched<T>,
  by: UserId,
  { text, skip, count }: Typed,
): Promise<readonly T[]> {
  if (skip > LAST_SKIPPED) return [];
  return text === ""
    ? (await searched.recent(by, skip + count)).slice(skip)
    : searched.search(text, count, skip);
}

export function parseTyped(text: string): string {
  return fromShown(text).trim().slice(0, LONGEST_TYPED);
}

/**
 * `queryOptions` of what Teams sends: message extensions say `count`, choice sets say `top`. Whatever is not
 * understood asks for the first page.
 *
 * @param most what Teams asks for at once; a client of one's own making gets no more.
 */
export function pageOptions(most: number) {
  const size = z.int().min(1).max(most).optional().catch(undefined);
  return z
    .object({ skip: z.int().min(0).catch(0), count: size, top: size })
    .catch({ skip: 0 })
    .transform(({ skip, count, top }) => ({
      skip,
      count: count ?? top ?? most,
    }));
}
