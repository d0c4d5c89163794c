import { randomUUID } from "node:crypto";
import type { Person, SimulatedDevice } from "../contoso.ts";
import type { Answer, Call } from "../server.ts";
import type { GraphState } from "./devices.ts";
import { graphError } from "./errors.ts";
import {
  FilterSyntaxError,
  honourOnly,
  matches,
  pageOf,
  parseFilter,
  type Filter,
} from "./odata.ts";

/** One entry of Entra's log of sign-ins. */
interface LoggedSignIn {
  readonly id: string;
  readonly at: Date;
  readonly person: Pick<
    Person,
    "id" | "displayName" | "userPrincipalName"
  > | null;
  /** Null where Entra does not know on which device. */
  readonly device: SimulatedDevice | null;
  readonly app: (typeof APPS)[keyof typeof APPS];
  /** 0 where it succeeded. */
  readonly errorCode: number;
}

const APPS = {
  windows: {
    appId: "38aa3b87-a06d-4817-b275-7a316988d93b",
    appDisplayName: "Windows Sign In",
  },
  teams: {
    appId: "1fec8e78-bce4-4aaf-ab1b-5451cc387264",
    appDisplayName: "Microsoft Teams",
  },
} as const;

/** Entra's log of sign-ins, in the order in which it came to know of them. */
export class SignInLog {
  readonly entries: LoggedSignIn[] = [];
  /** The service may give fewer than it is asked for. */
  pageSize = 1_000;
  /** Entra ID P1 or P2: without, the log is told to nobody. */
  isLicensed = true;

  add(
    person: LoggedSignIn["person"],
    device: SimulatedDevice | null,
    at: Date,
    {
      app = "windows",
      errorCode = 0,
    }: { readonly app?: keyof typeof APPS; readonly errorCode?: number } = {},
  ): void {
    this.entries.push({
      id: randomUUID(),
      at,
      person,
      device,
      app: APPS[app],
      errorCode,
    });
  }
}

/** GET /auditLogs/signIns: interactive sign-ins, newest first. */
export function listSignIns({ signInLog }: GraphState, call: Call): Answer {
  if (!signInLog.isLicensed)
    return graphError(
      call,
      403,
      "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
      "Neither tenant is B2C or tenant doesn't have premium license",
    );
  const unknown = [...call.query.keys()].find((name) => !OPTIONS.has(name));
  if (unknown)
    return graphError(
      call,
      400,
      "BadRequest",
      `Query option '${unknown}' is not allowed.`,
    );
  const top = Number(call.query.get("$top") ?? MOST);
  if (!Number.isInteger(top) || top < 1 || top > MOST)
    return graphError(
      call,
      400,
      "BadRequest",
      `Invalid page size specified: '${top}'. Must be between 1 and 1000 inclusive.`,
    );
  let filter: Filter | null = null;
  try {
    const text = call.query.get("$filter");
    filter = text ? honourOnly(parseFilter(text), mayFilter) : null;
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    return graphError(call, 400, "BadRequest", error.message);
  }
  const found = signInLog.entries
    .map(render)
    .filter(
      (entry) =>
        !filter || matches(filter, (property) => valueOf(entry, property)),
    )
    .sort((a, b) => b.createdDateTime.localeCompare(a.createdDateTime));
  const { rows, nextLink } = pageOf(
    found,
    Math.min(top, signInLog.pageSize),
    call,
  );
  return {
    status: 200,
    body: {
      "@odata.context":
        "https://graph.microsoft.com/v1.0/$metadata#auditLogs/signIns",
      ...(nextLink ? { "@odata.nextLink": nextLink } : {}),
      value: rows,
    },
  };
}

const MOST = 1_000;

const OPTIONS: ReadonlySet<string> = new Set(["$filter", "$top", "$skiptoken"]);

/** https://learn.microsoft.com/graph/api/resources/signin; a device cannot be filtered by. */
const FILTERABLE: ReadonlyMap<string, readonly string[]> = new Map([
  ["createdDateTime", ["eq", "le", "ge"]],
  ["appId", ["eq"]],
  ["appDisplayName", ["eq", "startswith"]],
  ["userId", ["eq"]],
  ["userPrincipalName", ["eq", "startswith"]],
  ["status/errorCode", ["eq"]],
  ["deviceDetail/operatingSystem", ["eq", "startswith"]],
]);

/** @throws {FilterSyntaxError} the service does not filter so. */
function mayFilter({ property, operator }: Filter & { kind: "test" }): boolean {
  if (FILTERABLE.get(property)?.includes(operator)) return true;
  throw new FilterSyntaxError(
    `Invalid filter clause: '${property} ${operator}' is not supported.`,
  );
}

function valueOf(entry: object, property: string): unknown {
  let value: unknown = entry;
  for (const name of property.split("/"))
    value = (value as Readonly<Record<string, unknown>> | null)?.[name];
  return value;
}

function render({ id, at, person, device, app, errorCode }: LoggedSignIn) {
  return {
    id,
    createdDateTime: at.toISOString().replace(/\.\d+Z$/, "Z"),
    userDisplayName: person?.displayName ?? "",
    userPrincipalName: person?.userPrincipalName.toLowerCase() ?? "",
    userId: person?.id ?? "00000000-0000-0000-0000-000000000000",
    ...app,
    ipAddress: "203.0.113.7",
    clientAppUsed: "Mobile Apps and Desktop clients",
    correlationId: id,
    conditionalAccessStatus: "notApplied",
    isInteractive: true,
    riskState: "none",
    riskLevelAggregated: "none",
    resourceDisplayName: "Windows Azure Active Directory",
    resourceId: "00000002-0000-0000-c000-000000000000",
    status:
      errorCode === 0
        ? { errorCode, failureReason: null, additionalDetails: null }
        : {
            errorCode,
            failureReason:
              "Error validating credentials due to invalid username or password.",
            additionalDetails: null,
          },
    deviceDetail: {
      deviceId: device?.entraDeviceId ?? "",
      displayName: device?.deviceName ?? "",
      operatingSystem: "Windows 11",
      browser: "",
      isCompliant: device !== null,
      isManaged: device !== null,
      trustType: device === null ? "" : TRUST_TYPES[device.joinType],
    },
    location: {
      city: "Berlin",
      state: "Berlin",
      countryOrRegion: "DE",
      geoCoordinates: { altitude: null, latitude: 52.5, longitude: 13.4 },
    },
    appliedConditionalAccessPolicies: [],
  };
}

const TRUST_TYPES: Readonly<Record<SimulatedDevice["joinType"], string>> = {
  azureADJoined: "Azure AD joined",
  hybridAzureADJoined: "Hybrid Azure AD joined",
  azureADRegistered: "Azure AD registered",
};
