import { formatQueue, parseQueue, type Queue } from "./queue.ts";

/** Where in the tab somebody is. */
export type Route =
  | {
      readonly page: "proposals";
      readonly id: string | null;
      /** Which proposals are beside it; left out for all that wait. */
      readonly queue?: Queue;
    }
  | { readonly page: "board" }
  | { readonly page: "decisions" }
  | { readonly page: "preview" }
  | { readonly page: "search" }
  | { readonly page: "device"; readonly id: string }
  | { readonly page: "person"; readonly id: string }
  /** `kind`: of which entries alone, as the log's filter takes it. */
  | { readonly page: "audit"; readonly kind?: string }
  | { readonly page: "settings" };

const START: Route = { page: "proposals", id: null };

/** @param hash with or without its `#`; whatever is not a page of the tab is the first one. */
export function parseRoute(hash: string): Route {
  const [path = "", ...rest] = hash.replace(/^#?\/?/, "").split("?");
  const [page, id] = path.split("/").map(decode);
  switch (page) {
    case "proposals":
      return { page, id: id || null, ...parseQueue(rest.join("?")) };
    case "board":
    case "decisions":
    case "preview":
    case "search":
    case "settings":
      return { page };
    case "audit":
      return id ? { page, kind: id } : { page };
    case "devices":
      return id ? { page: "device", id } : { page: "search" };
    case "people":
      return id ? { page: "person", id } : { page: "search" };
    case undefined:
    default:
      return START;
  }
}

/** The address of a place, to be put behind the page's own: `#/proposals/…`. */
export function formatRoute(route: Route): string {
  switch (route.page) {
    case "proposals":
      return (
        (route.id === null
          ? "#/proposals"
          : `#/proposals/${encodeURIComponent(route.id)}`) +
        formatQueue(route.queue)
      );
    case "device":
      return `#/devices/${encodeURIComponent(route.id)}`;
    case "person":
      return `#/people/${encodeURIComponent(route.id)}`;
    case "board":
    case "decisions":
    case "preview":
    case "search":
    case "settings":
      return `#/${route.page}`;
    case "audit":
      return route.kind === undefined
        ? "#/audit"
        : `#/audit/${encodeURIComponent(route.kind)}`;
  }
}

const ID = /^[0-9a-f-]{36}$/i;

/**
 * Where a link of Teams leads.
 *
 * @param subPageId of Teams' context: the id of a proposal, or a place as `formatRoute` writes it, with or without
 * `#`.
 */
export function routeOfSubPage(subPageId: string | undefined): Route | null {
  if (!subPageId) return null;
  if (ID.test(subPageId)) return { page: "proposals", id: subPageId };
  return parseRoute(subPageId);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
