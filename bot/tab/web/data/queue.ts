import type { Place, QueueFields } from "../../api/shapes.ts";

/** Which proposals are worked through, in which order; all that wait, newest first, for nothing. */
export type Queue = QueueFields & { readonly place?: Place };

/** What each field can be; null for any words. In the order in which addresses have them. */
const FIELDS = {
  place: ["waiting", "snoozed", "under-way", "decided"],
  sort: ["newest", "oldest", "strength", "expires", "device"],
  device: null,
  person: null,
  kind: ["reassign", "clear"],
  certainty: ["sure", "likely", "unsure"],
  origin: ["evidence", "person"],
  staged: ["yes"],
} as const satisfies {
  readonly [Field in keyof Queue]-?: readonly Queue[Field][] | null;
};

/** The longest that can be searched for. */
export const MOST_WORDS = 200;

const DEFAULTS: Queue = { place: "waiting", sort: "newest" };

/** The queue without what is so anyway, and without what is not possible in its place. */
export function tidyQueue(queue: {
  readonly [Field in keyof Queue]?: string | undefined;
}): Queue {
  const place = queue.place ?? DEFAULTS.place;
  const mayExpire = place === "waiting" || place === "snoozed";
  return Object.fromEntries(
    Object.entries(FIELDS).flatMap(([field, values]) => {
      const name = field as keyof Queue;
      const value = queue[name]?.trim() ?? "";
      const isOne =
        values === null
          ? value !== "" && value.length <= MOST_WORDS
          : (values as readonly string[]).includes(value);
      if (!isOne || value === DEFAULTS[name]) return [];
      return value === "expires" && !mayExpire ? [] : [[field, value]];
    }),
  );
}

/** @param query of an address, without its `?`; what no page writes is left out. */
export function parseQueue(query: string): { readonly queue?: Queue } {
  const queue = tidyQueue(Object.fromEntries(new URLSearchParams(query)));
  return Object.keys(queue).length === 0 ? {} : { queue };
}

/** With its `?`; empty for nothing. */
export function formatQueue(queue: Queue = {}): string {
  const query = new URLSearchParams({ ...tidyQueue(queue) }).toString();
  return query === "" ? "" : `?${query}`;
}

/** How many things leave something out of the place. */
export function countFilters({
  place: _place,
  sort: _sort,
  ...rest
}: Queue): number {
  return Object.keys(rest).length;
}
