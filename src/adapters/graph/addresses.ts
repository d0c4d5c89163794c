import { GraphNotFound } from "../../ports/graphErrors.ts";

/** The global cloud: what a Graph that is not Microsoft's own stands in for. */
const GLOBAL_GRAPH = "https://graph.microsoft.com";

/** https://learn.microsoft.com/graph/deployments */
const MICROSOFT_GRAPH_HOSTS: ReadonlySet<string> = new Set([
  "graph.microsoft.com",
  "canary.graph.microsoft.com",
  "graph.microsoft.us",
  "dod-graph.microsoft.us",
  "microsoftgraph.chinacloudapi.cn",
]);

/**
 * The Microsoft origin that names objects and token audiences: each sovereign cloud uses its own, and a stand-in for
 * Graph on another host is asked in the global cloud's words.
 */
export function microsoftOrigin(graphUrl: string): string {
  const url = new URL(graphUrl);
  return MICROSOFT_GRAPH_HOSTS.has(url.hostname) ? url.origin : GLOBAL_GRAPH;
}

/** The scope of the token that `graphUrl` wants. */
export function tokenScope(graphUrl: string): string {
  return `${microsoftOrigin(graphUrl)}/.default`;
}

/**
 * One segment of a path, safe for any text.
 *
 * @throws {GraphNotFound} for what would be normalized away and so name another resource: `users/..` is not a user,
 * and `users/` is all of them.
 */
export function pathSegment(operation: string, value: string): string {
  if (value === "" || value === "." || value === "..") {
    throw new GraphNotFound(operation);
  }
  return encode(value);
}

/** A string literal of OData, quotes doubled, percent-encoded for a path or a query. */
export function odataString(value: string): string {
  return encode(`'${value.replaceAll("'", "''")}'`);
}

/** `encodeURIComponent` leaves quotes alone, which end a literal in some servers' eyes. */
function encode(value: string): string {
  // A lone surrogate cannot be encoded and names nothing in any directory.
  return encodeURIComponent(value.toWellFormed()).replaceAll("'", "%27");
}
