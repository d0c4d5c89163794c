import type { Contoso, ListedLogon, SimulatedDevice } from "../contoso.ts";
import { tell, type Faults } from "../faults.ts";
import { parseJson, type Answer, type Call } from "../server.ts";
import {
  graphError,
  intuneError,
  unknownProperty,
  unsupportedQuery,
} from "./errors.ts";
import type { Intune } from "./intune.ts";
import type { SignInLog } from "./signIns.ts";
import {
  FilterSyntaxError,
  honourOnly,
  matches,
  pageOf,
  parseFilter,
  selectOf,
  type Filter,
} from "./odata.ts";
import { renderUser } from "./users.ts";

export interface GraphState {
  readonly contoso: Contoso;
  readonly intune: Intune;
  readonly signInLog: SignInLog;
  readonly faults: Faults;
}

export type GraphVersion = "v1.0" | "beta";

/** GET /deviceManagement/managedDevices */
export function listManagedDevices(
  state: GraphState,
  call: Call,
  version: GraphVersion,
): Answer {
  const select = selectOf(call.query);
  const unknown = select.find((name) => !isKnown(name, version));
  if (unknown) return unknownProperty(call, unknown, "managedDevice");
  const top = Number(call.query.get("$top") ?? MAX_PAGE);
  if (!Number.isInteger(top) || top < 1 || top > MAX_PAGE)
    return intuneError(call, 400, "BadRequest", "Invalid page size.");

  let filter: Filter | null = null;
  const text = call.query.get("$filter");
  try {
    filter = text ? honourOnly(parseFilter(text), isHonoured) : null;
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    return graphError(call, 400, "BadRequest", error.message);
  }

  const all = [...state.contoso.devices.values()];
  const found = filter
    ? all.filter((device) => {
        const shown = memoize(() => renderManagedDevice(state, device, "list"));
        return matches(filter, (property) => shown()[property]);
      })
    : all;
  const { rows, nextLink } = pageOf(found, top, call);
  return {
    status: 200,
    body: {
      "@odata.context": `https://graph.microsoft.com/${version}/$metadata#deviceManagement/managedDevices`,
      "@odata.count": found.length,
      ...(nextLink ? { "@odata.nextLink": nextLink } : {}),
      value: rows.map((device) =>
        project(
          renderManagedDevice(state, device, "list"),
          select,
          version,
          LIST_PLACEHOLDERS,
        ),
      ),
    },
  };
}

/** GET /deviceManagement/managedDevices/{id} */
export function getManagedDevice(
  state: GraphState,
  call: Call,
  version: GraphVersion,
  id: string,
): Answer {
  const device = findDevice(state, id);
  if (!device) return deviceNotFound(call);
  const select = selectOf(call.query);
  const unknown = select.find((name) => !isKnown(name, version));
  if (unknown) return unknownProperty(call, unknown, "managedDevice");
  return {
    status: 200,
    body: {
      "@odata.context": `https://graph.microsoft.com/${version}/$metadata#deviceManagement/managedDevices/$entity`,
      ...project(
        renderManagedDevice(state, device, "single"),
        select,
        version,
        {},
      ),
    },
  };
}

/** GET …/managedDevices/{id}/users: the primary user, as far as the write has spread. */
export function listPrimaryUsers(
  state: GraphState,
  call: Call,
  version: GraphVersion,
  id: string,
): Answer {
  const device = findDevice(state, id);
  if (!device) return deviceNotFound(call);
  const userId = state.intune.shownPrimaryUser(device);
  const person = userId ? state.contoso.people.get(userId) : undefined;
  return {
    status: 200,
    body: {
      "@odata.context": `https://graph.microsoft.com/${version}/$metadata#users`,
      value: person ? [renderUser(person, selectOf(call.query))] : [],
    },
  };
}

/** POST …/managedDevices/{id}/users/$ref */
export function setPrimaryUser(
  state: GraphState,
  call: Call,
  id: string,
): Answer {
  const device = findDevice(state, id);
  if (!device) return deviceNotFound(call);
  const body = parseJson(call.text);
  const reference =
    typeof body === "object" && body !== null && "@odata.id" in body
      ? body["@odata.id"]
      : undefined;
  const userId =
    typeof reference === "string"
      ? /\/users(?:\/|\(')([^/')]+)/.exec(reference)?.[1]
      : undefined;
  if (userId === undefined)
    return graphError(call, 400, "BadRequest", "Invalid @odata.id.");
  if (!GUID.test(userId))
    return intuneError(
      call,
      400,
      "BadRequest",
      `User id must be in the form of Guid, User id = ${userId}`,
    );
  return written(
    call,
    state.intune.setPrimaryUser(device, userId.toLowerCase()),
  );
}

/** DELETE …/managedDevices/{id}/users/$ref */
export function removePrimaryUser(
  state: GraphState,
  call: Call,
  id: string,
): Answer {
  const device = findDevice(state, id);
  if (!device) return deviceNotFound(call);
  return written(call, state.intune.setPrimaryUser(device, null));
}

/** GET /devices?$filter=deviceId eq '…': Entra's device objects. */
export function listEntraDevices(state: GraphState, call: Call): Answer {
  const select = selectOf(call.query);
  const unknown = select.find((name) => !ENTRA_DEVICE_PROPERTIES.has(name));
  if (unknown) return unknownProperty(call, unknown, "device");
  const text = call.query.get("$filter");
  const devices = [...state.contoso.devices.values()];
  let found = devices;
  if (text) {
    try {
      const filter = parseFilter(text);
      found = devices.filter((device) =>
        matches(filter, (property) => {
          if (property === "deviceId") return device.entraDeviceId;
          if (property === "id") return device.entraObjectId;
          if (property === "displayName") return device.deviceName;
          throw new FilterSyntaxError(`Unsupported property ${property}`);
        }),
      );
    } catch (error) {
      if (!(error instanceof FilterSyntaxError)) throw error;
      return unsupportedQuery(call, "Unsupported or invalid query filter.");
    }
  }
  const { rows, nextLink } = pageOf(found, 100, call);
  return {
    status: 200,
    body: {
      "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#devices",
      ...(nextLink ? { "@odata.nextLink": nextLink } : {}),
      value: rows.map((device) =>
        pick(renderEntraDevice(state, device), select),
      ),
    },
  };
}

const MAX_PAGE = 1000;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function written(call: Call, result: "done" | "refused"): Answer {
  return result === "done"
    ? { status: 204 }
    : intuneError(call, 400, "BadRequest", "An error has occurred");
}

function findDevice(
  state: GraphState,
  id: string,
): SimulatedDevice | undefined {
  return state.contoso.devices.get(id.toLowerCase());
}

function deviceNotFound(call: Call): Answer {
  return intuneError(
    call,
    404,
    "ResourceNotFound",
    "An error has occurred: the resource was not found",
  );
}

/** What `$filter` honours, by the published metadata; any other test is ignored without a word. */
const HONOURED: Readonly<Record<string, readonly string[]>> = {
  deviceName: ["eq", "contains", "startswith"],
  model: ["eq", "contains"],
  osVersion: ["contains"],
  emailAddress: ["contains"],
  phoneNumber: ["contains"],
  serialNumber: ["eq"],
  imei: ["eq"],
  manufacturer: ["eq"],
  operatingSystem: ["eq"],
  jailBroken: ["eq"],
  complianceState: ["eq"],
  managementState: ["eq"],
  managementAgent: ["eq"],
  deviceCategoryDisplayName: ["eq"],
  exchangeAccessState: ["eq"],
  userPrincipalName: ["eq", "ne"],
  azureADDeviceId: ["eq"],
  enrolledDateTime: ["lt", "gt"],
  lastSyncDateTime: ["lt", "gt"],
  complianceGracePeriodExpirationDateTime: ["lt", "gt"],
};

function isHonoured(test: Filter & { kind: "test" }): boolean {
  if (test.values.includes("")) return false;
  return HONOURED[test.property]?.includes(test.operator) ?? false;
}

const BETA_ONLY = new Set([
  "usersLoggedOn",
  "enrolledByUserPrincipalName",
  "joinType",
  "autopilotEnrolled",
  "skuFamily",
  "skuNumber",
  "ownerType",
  "deviceType",
  "roleScopeTagIds",
]);

/** What a list shows instead of the value that a read by id with `$select` gives. */
const LIST_PLACEHOLDERS: Readonly<Record<string, unknown>> = {
  ethernetMacAddress: null,
  notes: null,
  physicalMemoryInBytes: 0,
};

type Rendered = Readonly<Record<string, unknown>>;

function renderManagedDevice(
  state: GraphState,
  device: SimulatedDevice,
  how: "list" | "single",
): Rendered {
  const { people } = state.contoso;
  const shownId =
    how === "single" && state.faults.staleSingleDevice
      ? device.enrolledById
      : state.intune.shownPrimaryUser(device);
  const shown = shownId ? people.get(shownId) : undefined;
  return {
    id: device.id,
    userId: shown?.id ?? "",
    deviceName: device.deviceName,
    managedDeviceOwnerType: "company",
    enrolledDateTime: device.enrolledAt.toISOString(),
    lastSyncDateTime: device.lastSyncAt.toISOString(),
    operatingSystem: device.operatingSystem,
    complianceState: device.complianceState,
    jailBroken: "Unknown",
    managementAgent: "mdm",
    osVersion: device.osVersion,
    azureADRegistered: true,
    deviceEnrollmentType: device.deviceEnrollmentType,
    emailAddress: shown?.mail ?? "",
    azureADDeviceId: device.entraDeviceId,
    deviceRegistrationState: "registered",
    deviceCategoryDisplayName: device.category,
    isSupervised: false,
    isEncrypted: true,
    userPrincipalName: shown?.userPrincipalName ?? "",
    model: device.model,
    manufacturer: device.manufacturer,
    imei: "",
    complianceGracePeriodExpirationDateTime: "9999-12-31T23:59:59.9999999Z",
    serialNumber: device.serialNumber,
    phoneNumber: "",
    userDisplayName: shown?.displayName ?? "",
    wiFiMacAddress: device.entraObjectId.slice(-12).toUpperCase(),
    ethernetMacAddress: device.entraDeviceId.slice(-12).toUpperCase(),
    totalStorageSpaceInBytes: 511_101_108_224,
    freeStorageSpaceInBytes: 301_101_108_224,
    managedDeviceName: `${device.deviceName}_Windows`,
    partnerReportedThreatState: "unknown",
    managementState: "managed",
    exchangeAccessState: "none",
    physicalMemoryInBytes: 16_863_297_536,
    notes: null,
    usersLoggedOn: renderLoggedOn(device),
    enrolledByUserPrincipalName:
      people.get(device.enrolledById ?? "")?.userPrincipalName ?? "",
    joinType:
      state.faults.joinType === "unknown"
        ? "unknown"
        : tell(state.faults.joinType, device.joinType),
    autopilotEnrolled: false,
    skuFamily: device.sku?.family ?? "Enterprise",
    skuNumber: device.sku?.number ?? 4,
    ownerType: "company",
    deviceType: device.operatingSystem === "Windows" ? "windowsRT" : "macMDM",
    roleScopeTagIds: [],
  };
}

/** Who logged on, in an order that says nothing: Intune promises none. */
function renderLoggedOn(device: SimulatedDevice): readonly Rendered[] | null {
  const { listedLogons } = device;
  if (listedLogons === null) return null;
  const entries: readonly ListedLogon[] =
    listedLogons ??
    device.logons.toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
  return entries.map(({ userId, lastAt }) => ({
    userId,
    lastLogOnDateTime: lastAt?.toISOString() ?? "0001-01-01T00:00:00Z",
  }));
}

const KNOWN = new Set([
  "id",
  "userId",
  "deviceName",
  "managedDeviceOwnerType",
  "enrolledDateTime",
  "lastSyncDateTime",
  "operatingSystem",
  "complianceState",
  "jailBroken",
  "managementAgent",
  "osVersion",
  "azureADRegistered",
  "deviceEnrollmentType",
  "emailAddress",
  "azureADDeviceId",
  "deviceRegistrationState",
  "deviceCategoryDisplayName",
  "isSupervised",
  "isEncrypted",
  "userPrincipalName",
  "model",
  "manufacturer",
  "imei",
  "complianceGracePeriodExpirationDateTime",
  "serialNumber",
  "phoneNumber",
  "userDisplayName",
  "wiFiMacAddress",
  "ethernetMacAddress",
  "totalStorageSpaceInBytes",
  "freeStorageSpaceInBytes",
  "managedDeviceName",
  "partnerReportedThreatState",
  "managementState",
  "exchangeAccessState",
  "physicalMemoryInBytes",
  "notes",
]);

function isKnown(name: string, version: GraphVersion): boolean {
  return KNOWN.has(name) || (version === "beta" && BETA_ONLY.has(name));
}

/** Without `$select` a list does not carry `usersLoggedOn`, and v1.0 knows nothing of beta's properties. */
function project(
  device: Rendered,
  select: readonly string[],
  version: GraphVersion,
  placeholders: Rendered,
): Rendered {
  const shown = { ...device, ...placeholders };
  if (select.length > 0) return pick(shown, ["id", ...select]);
  return Object.fromEntries(
    Object.entries(shown).filter(
      ([name]) =>
        KNOWN.has(name) || (version === "beta" && name !== "usersLoggedOn"),
    ),
  );
}

const ENTRA_DEVICE_PROPERTIES = new Set([
  "id",
  "deviceId",
  "displayName",
  "accountEnabled",
  "alternativeSecurityIds",
  "operatingSystem",
  "operatingSystemVersion",
  "trustType",
  "isManaged",
  "isCompliant",
  "approximateLastSignInDateTime",
]);

function renderEntraDevice(
  { faults }: GraphState,
  device: SimulatedDevice,
): Rendered {
  const trustTypes = {
    azureADJoined: "AzureAd",
    hybridAzureADJoined: "ServerAd",
    azureADRegistered: "Workplace",
  };
  return {
    id: device.entraObjectId,
    deviceId: device.entraDeviceId,
    displayName: device.deviceName,
    accountEnabled: device.entraAccountEnabled,
    alternativeSecurityIds: device.alternativeSecurityKeys.map((key) => ({
      type: 2,
      identityProvider: null,
      key,
    })),
    operatingSystem: device.operatingSystem,
    operatingSystemVersion: device.osVersion,
    trustType: tell(faults.trustType, trustTypes[device.joinType]),
    isManaged: true,
    isCompliant: device.complianceState === "compliant",
    approximateLastSignInDateTime: device.lastSyncAt.toISOString(),
  };
}

function pick(from: Rendered, names: readonly string[]): Rendered {
  if (names.length === 0) return from;
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

function memoize<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
