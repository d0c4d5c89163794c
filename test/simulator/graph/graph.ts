import { randomUUID } from "node:crypto";
import { RateWindow } from "../faults.ts";
import { GRAPH_AUDIENCE, retryAfter } from "../login.ts";
import type { Answer, Call, Endpoint, RefusalFault } from "../server.ts";
import { readToken, type SigningKey } from "../tokens.ts";
import {
  getManagedDevice,
  listEntraDevices,
  listManagedDevices,
  listPrimaryUsers,
  removePrimaryUser,
  setPrimaryUser,
  type GraphState,
  type GraphVersion,
} from "./devices.ts";
import { listAuditEvents } from "./auditEvents.ts";
import { graphError, intuneError } from "./errors.ts";
import { hasExpiredToken } from "./odata.ts";
import { listSignIns } from "./signIns.ts";
import {
  listRunStates,
  listStatesOfDevice,
  runOnDemand,
} from "./remediations.ts";
import {
  checkMemberGroups,
  getGroup,
  getManager,
  getUser,
  listMembers,
  listUsers,
} from "./users.ts";

/** Microsoft Graph, as far as devices, their primary users, people and groups go. */
export function createGraph(
  state: GraphState,
  key: SigningKey,
  tenantId: string,
): Endpoint {
  // Verifying a signature costs more than answering; a token is looked at once.
  const verified = new Map<
    string,
    { expiresAtMs: number; roles: ReadonlySet<string> }
  >();
  const writes = new RateWindow([{ windowMs: 20_000, most: 200 }]);
  const all = new RateWindow([{ windowMs: 20_000, most: 2000 }]);
  const signIns = new RateWindow([{ windowMs: 10_000, most: 5 }]);
  let throttledBefore = 0;

  const rolesOf = (call: Call): ReadonlySet<string> | Answer => {
    const unauthorized = (message: string): Answer =>
      graphError(call, 401, "InvalidAuthenticationToken", message);
    if (!call.token) return unauthorized("Access token is empty.");
    let known = verified.get(call.token);
    if (!known) {
      const claims = readToken(key, call.token);
      if (!claims || claims["tid"] !== tenantId)
        return unauthorized(
          "CompactToken parsing failed with error code: 80049217",
        );
      if (claims["aud"] !== GRAPH_AUDIENCE)
        return unauthorized(
          "Access token validation failure. Invalid audience.",
        );
      known = {
        expiresAtMs: Number(claims["exp"]) * 1000,
        roles: new Set(claims["roles"] as string[]),
      };
      verified.set(call.token, known);
    }
    if (known.expiresAtMs <= Date.now())
      return unauthorized("Access token has expired or is not yet valid.");
    return known.roles;
  };

  return {
    service: "graph",
    answer(call) {
      const roles = rolesOf(call);
      if (!(roles instanceof Set)) return roles as Answer;
      const [, version, ...segments] = toSegments(call.path);
      if (version !== "v1.0" && version !== "beta")
        return graphError(call, 400, "BadRequest", "Invalid version.");
      const operation = findOperation(state, call, version, segments);
      if (!operation)
        return graphError(
          call,
          400,
          "BadRequest",
          `Resource not found for the segment '${segments.at(-1) ?? ""}'.`,
        );
      const missing = operation.permissions.find(
        (anyOf) => !anyOf.some((permission) => roles.has(permission)),
      );
      if (missing) return forbidden(call, missing);
      if (operation.service === "intune" && state.faults.enforceLimits) {
        const now = Date.now();
        const over =
          call.method === "GET"
            ? all.take(now)
            : (writes.take(now) ?? all.take(now));
        if (over !== null)
          // Intune leaves Retry-After out about half of the time.
          return refuse(call, {
            kind: "throttled",
            ...(throttledBefore++ % 2 === 0
              ? {}
              : { retryAfterSeconds: Math.ceil(over / 1000) }),
          });
      }
      if (operation.service === "sign-ins" && state.faults.enforceLimits) {
        const over = signIns.take(Date.now());
        if (over !== null)
          return refuse(call, {
            kind: "throttled",
            retryAfterSeconds: Math.ceil(over / 1000),
          });
      }
      const { expiredBefore, status } = state.faults.pageTokens;
      if (hasExpiredToken(call.query, expiredBefore))
        return expired(call, status);
      return withRequestId(operation.run());
    },
    refuse,
  };
}

interface Operation {
  readonly service: "intune" | "entra" | "sign-ins";
  /** Of each list, one is needed. */
  readonly permissions: readonly (readonly string[])[];
  run(): Answer;
}

const READ_DEVICES = [
  "DeviceManagementManagedDevices.Read.All",
  "DeviceManagementManagedDevices.ReadWrite.All",
];
const READ_INTUNE_LOG = ["DeviceManagementApps.Read.All"];
const READ_SCRIPTS = [
  "DeviceManagementScripts.Read.All",
  "DeviceManagementScripts.ReadWrite.All",
];
const READ_SIGN_INS = ["AuditLog.Read.All"];
const READ_USERS = ["User.Read.All", "Directory.Read.All"];
const READ_GROUPS = [
  "GroupMember.Read.All",
  "Group.Read.All",
  "Directory.Read.All",
];
const READ_ENTRA_DEVICES = ["Device.Read.All", "Directory.Read.All"];
const PRIVILEGED = "DeviceManagementManagedDevices.PrivilegedOperations.All";

function findOperation(
  state: GraphState,
  call: Call,
  version: GraphVersion,
  segments: readonly string[],
): Operation | null {
  const { contoso } = state;
  const intune = (
    permissions: readonly string[],
    run: () => Answer,
  ): Operation => ({ service: "intune", permissions: [permissions], run });
  const entra = (
    permissions: readonly (readonly string[])[],
    run: () => Answer,
  ): Operation => ({ service: "entra", permissions, run });
  const writePrimaryUser = state.faults.requirePrivilegedOperations
    ? [PRIVILEGED]
    : [PRIVILEGED, "DeviceManagementManagedDevices.ReadWrite.All"];

  const [first, second, third, fourth, fifth] = segments;
  const id = third ?? "";
  if (first === "deviceManagement" && second === "managedDevices") {
    const shape = [
      call.method,
      ...(third ? ["{id}"] : []),
      ...segments.slice(3),
    ];
    switch (shape.join(" ")) {
      case "GET":
        return intune(READ_DEVICES, () =>
          listManagedDevices(state, call, version),
        );
      case "GET {id}":
        return intune(READ_DEVICES, () =>
          getManagedDevice(state, call, version, id),
        );
      case "GET {id} users":
        return intune(READ_DEVICES, () =>
          listPrimaryUsers(state, call, version, id),
        );
      case "POST {id} users $ref":
        return intune(writePrimaryUser, () => setPrimaryUser(state, call, id));
      case "DELETE {id} users $ref":
        return intune(writePrimaryUser, () =>
          removePrimaryUser(state, call, id),
        );
      case "GET {id} deviceHealthScriptStates":
        return version === "beta"
          ? intune(READ_SCRIPTS, () => listStatesOfDevice(state, call, id))
          : null;
      case "POST {id} initiateOnDemandProactiveRemediation":
        return version === "beta"
          ? intune([PRIVILEGED], () => runOnDemand(state, call, id))
          : null;
      case "POST {id} users":
        return intune(writePrimaryUser, () =>
          graphError(
            call,
            400,
            "BadRequest",
            "Write requests are only supported on contained entities or navigation properties with bindings.",
          ),
        );
      case "PATCH {id}":
        return intune(writePrimaryUser, () =>
          intuneError(call, 400, "BadRequest", "An error has occurred"),
        );
      default:
        // DELETE …/users/{userId}/$ref is the form some scripts use.
        return call.method === "DELETE" && fourth === "users" && fifth
          ? intune(writePrimaryUser, () => removePrimaryUser(state, call, id))
          : null;
    }
  }
  if (first === "deviceManagement" && second === "auditEvents")
    return call.method === "GET" && third === undefined
      ? intune(READ_INTUNE_LOG, () => listAuditEvents(state, call))
      : null;
  if (
    version === "beta" &&
    first === "deviceManagement" &&
    second === "deviceHealthScripts"
  )
    return call.method === "GET" && fourth === "deviceRunStates" && !fifth
      ? intune(READ_SCRIPTS, () => listRunStates(state, call, id))
      : null;
  if (first === "auditLogs" && second === "signIns")
    return call.method === "GET" && third === undefined
      ? {
          service: "sign-ins",
          permissions: [READ_SIGN_INS],
          run: () => listSignIns(state, call),
        }
      : null;
  const name = second ?? "";
  const shape = [
    call.method,
    first,
    ...(second ? ["{id}"] : []),
    ...segments.slice(2),
  ];
  switch (shape.join(" ")) {
    case "GET users":
      return entra([READ_USERS], () => listUsers(contoso, call));
    case "GET users {id}":
      return entra([READ_USERS], () =>
        getUser(contoso, call, name, state.faults),
      );
    case "GET users {id} manager":
      return entra([READ_USERS], () => getManager(contoso, call, name));
    case "POST users {id} checkMemberGroups":
      return entra([READ_USERS, READ_GROUPS], () =>
        checkMemberGroups(contoso, call, name),
      );
    case "GET groups {id}":
      return entra([READ_GROUPS], () => getGroup(contoso, call, name));
    case "GET groups {id} members":
    case "GET groups {id} transitiveMembers":
    case "GET groups {id} members microsoft.graph.user":
    case "GET groups {id} transitiveMembers microsoft.graph.user":
      return entra([READ_GROUPS], () =>
        listMembers(contoso, call, name, {
          transitive: third === "transitiveMembers",
          usersOnly: fourth !== undefined,
          devicesHidden: state.faults.devicesOfGroupsHidden,
        }),
      );
    case "GET devices":
      return entra([READ_ENTRA_DEVICES], () => listEntraDevices(state, call));
    case "GET organization":
      return entra(
        [["Organization.Read.All", ...READ_USERS, ...READ_DEVICES]],
        () => ({
          status: 200,
          body: {
            value: [{ id: contoso.tenantId, displayName: "Contoso" }],
          },
        }),
      );
    default:
      return null;
  }
}

/** `a('x')/b` and `a/x/b` name the same thing. */
function toSegments(path: string): readonly string[] {
  return path
    .replace(/\('((?:[^']|'')*)'\)/g, (_match, key: string) => `/${key}`)
    .replaceAll("''", "'")
    .split("/")
    .map((segment) => (segment === "%24ref" ? "$ref" : segment));
}

function forbidden(call: Call, permissions: readonly string[]): Answer {
  return isIntune(call)
    ? intuneError(
        call,
        403,
        "Forbidden",
        `Application is not authorized to perform this operation. Application must have one of the following scopes: ${permissions.join(", ")}`,
      )
    : graphError(
        call,
        403,
        "Authorization_RequestDenied",
        "Insufficient privileges to complete the operation.",
      );
}

function refuse(call: Call, fault: RefusalFault): Answer {
  switch (fault.kind) {
    case "throttled": {
      const headers = retryAfter(fault.retryAfterSeconds);
      return isIntune(call)
        ? intuneError(
            call,
            429,
            "TooManyRequests",
            "Too Many Requests",
            headers,
          )
        : graphError(call, 429, "TooManyRequests", "Too Many Requests", {
            "x-ms-throttle-information": "ResourceUnitLimitExceeded",
            ...headers,
          });
    }
    case "forbidden":
      return forbidden(call, [fault.permission]);
    case "needs-approval":
      return intuneError(
        call,
        fault.status,
        "BadRequest",
        fault.status === 412
          ? "Approval Required. This operation needs the approval of another administrator"
          : "The header x-msft-approval-justification is required because Multi Admin Approval is enabled for this resource",
        fault.status === 412 ? { "x-msft-approval-code": randomUUID() } : {},
      );
    case "status": {
      const error = isIntune(call) ? intuneError : graphError;
      const answer = error(
        call,
        fault.status,
        fault.code ??
          (fault.status >= 500 ? "InternalServerError" : "BadRequest"),
        fault.message ?? "An error has occurred",
        fault.headers,
      );
      return fault.body === undefined
        ? answer
        : { ...answer, body: fault.body };
    }
  }
}

/** Entra's code for it is published; Intune's text is a guess. */
function expired(call: Call, status: 400 | 410): Answer {
  return isIntune(call)
    ? intuneError(call, status, "BadRequest", "Skip token is not valid.")
    : graphError(
        call,
        status,
        "Directory_ExpiredPageToken",
        "The specified page token value has expired and can no longer be included in your request.",
      );
}

function isIntune(call: Call): boolean {
  return call.path.includes("/deviceManagement/");
}

function withRequestId(answer: Answer): Answer {
  return {
    ...answer,
    headers: { "request-id": randomUUID(), ...answer.headers },
  };
}
