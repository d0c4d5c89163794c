import type { SeenRequest } from "../server.ts";

/** What a request to Graph asks for; repeats after a refusal count as what they are, requests. */
type GraphRequestKind =
  | "list devices"
  | "find devices"
  | "read device"
  | "read primary user"
  | "write primary user"
  | "list users"
  | "read user"
  | "read manager"
  | "check membership"
  | "list members"
  | "read group"
  | "find Entra devices"
  | "read Intune's log"
  | "list sign-ins"
  | "other";

export interface GraphRequests {
  readonly total: number;
  readonly byKind: Readonly<Partial<Record<GraphRequestKind, number>>>;
}

/** Counts what Graph was asked, requests to other services left out. */
export function countGraphRequests(
  requests: readonly SeenRequest[],
): GraphRequests {
  const byKind: Partial<Record<GraphRequestKind, number>> = {};
  let total = 0;
  for (const request of requests) {
    if (request.service !== "graph") continue;
    const kind = kindOf(request);
    byKind[kind] = (byKind[kind] ?? 0) + 1;
    total += 1;
  }
  return { total, byKind };
}

function kindOf({ method, path }: SeenRequest): GraphRequestKind {
  const [, pathOnly = path, query = ""] = /^([^?]*)\??(.*)$/s.exec(path) ?? [];
  const shape = pathOnly
    .replace(/^\/(v1\.0|beta)\//, "")
    .replace(/\('(?:[^']|'')*'\)/g, "/{id}");
  for (const [pattern, kind] of KINDS)
    if (pattern.test(`${method} ${shape}`))
      return kind === "list devices" && isSearch(query) ? "find devices" : kind;
  return "other";
}

/** By name, serial number or Entra id, as opposed to all of them or those that changed. */
function isSearch(query: string): boolean {
  return query.includes("$filter=") && !query.includes("lastSyncDateTime gt");
}

const KINDS: readonly (readonly [RegExp, GraphRequestKind])[] = [
  [/^GET auditLogs\/signIns$/, "list sign-ins"],
  [/^GET deviceManagement\/managedDevices$/, "list devices"],
  [/^GET deviceManagement\/managedDevices\/[^/]+$/, "read device"],
  [/^GET deviceManagement\/managedDevices\/[^/]+\/users$/, "read primary user"],
  [
    /^(POST|DELETE) deviceManagement\/managedDevices\/[^/]+\/users/,
    "write primary user",
  ],
  [/^GET deviceManagement\/auditEvents$/, "read Intune's log"],
  [/^GET users$/, "list users"],
  [/^GET users\/[^/]+$/, "read user"],
  [/^GET users\/[^/]+\/manager$/, "read manager"],
  [/^POST users\/[^/]+\/checkMemberGroups$/, "check membership"],
  [/^GET groups\/[^/]+$/, "read group"],
  [/^GET groups\/[^/]+\/(transitiveM|m)embers/, "list members"],
  [/^GET devices$/, "find Entra devices"],
];
