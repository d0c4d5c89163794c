import { z } from "zod";
import type {
  Device,
  DeviceId,
  JoinType,
  ManyUseEdition,
} from "../../domain/devices/device.ts";
import {
  instantOrNull,
  lowerCaseId,
  textOrEmpty,
  textOrNull,
} from "./answer.ts";

export const READ_DEVICES = "DeviceManagementManagedDevices.Read.All";

/** Beta, because `joinType`, `usersLoggedOn` and the edition are not in v1.0. */
export const DEVICES_PATH = "/beta/deviceManagement/managedDevices";

/** What `deviceFields` are read from. */
export const SELECTED_OF_DEVICE: readonly string[] = [
  "id",
  "deviceName",
  "model",
  "manufacturer",
  "serialNumber",
  "operatingSystem",
  "joinType",
  "azureADDeviceId",
  "lastSyncDateTime",
  "enrolledDateTime",
  "deviceEnrollmentType",
  "deviceCategoryDisplayName",
  "skuNumber",
  "skuFamily",
];

/** Shape of a managed device, alone or in a list, as far as it describes the device itself. */
export const deviceFields = {
  id: lowerCaseId,
  deviceName: textOrEmpty,
  model: textOrEmpty,
  manufacturer: textOrEmpty,
  serialNumber: textOrEmpty,
  operatingSystem: textOrEmpty,
  joinType: textOrEmpty,
  azureADDeviceId: textOrNull,
  lastSyncDateTime: instantOrNull,
  enrolledDateTime: instantOrNull,
  deviceEnrollmentType: textOrEmpty,
  deviceCategoryDisplayName: textOrNull,
  // Whatever stands there instead of a number tells no edition.
  skuNumber: z.number().nullish().catch(null),
  skuFamily: textOrEmpty,
};

type DeviceFields = z.output<z.ZodObject<typeof deviceFields>>;

export function toDevice(fields: DeviceFields): Device {
  const edition = editionOf(fields);
  return {
    id: fields.id as DeviceId,
    name: fields.deviceName,
    model: fields.model,
    manufacturer: fields.manufacturer,
    serialNumber: fields.serialNumber,
    operatingSystem: fields.operatingSystem,
    joinType: JOIN_TYPES.get(fields.joinType) ?? "unknown",
    entraDeviceId:
      fields.azureADDeviceId === NO_ENTRA_DEVICE
        ? null
        : (fields.azureADDeviceId?.toLowerCase() ?? null),
    lastCheckInAt: fields.lastSyncDateTime,
    enrolledAt: fields.enrolledDateTime,
    category: isUncategorized(fields.deviceCategoryDisplayName)
      ? null
      : fields.deviceCategoryDisplayName,
    ...(edition && { edition }),
  };
}

/**
 * The product types PRODUCT_SERVERRDSH (Windows Enterprise multi-session) and PRODUCT_PPI_PRO (Windows Team, of Surface
 * Hubs): https://learn.microsoft.com/windows/win32/api/sysinfoapi/nf-sysinfoapi-getproductinfo
 */
const EDITIONS: ReadonlyMap<number, ManyUseEdition> = new Map([
  [175, "multi-session"],
  [119, "room"],
]);

/** Intune documents no values of the family, so that it is only taken for what it cannot mean otherwise. */
const FAMILIES: readonly (readonly [RegExp, ManyUseEdition])[] = [
  [/multi-?\s?session|serverrdsh/i, "multi-session"],
  [/^(windows (\d+ )?)?team$|ppi ?pro|surface ?hub/i, "room"],
];

function editionOf({ skuNumber, skuFamily }: DeviceFields) {
  return (
    EDITIONS.get(skuNumber ?? 0) ??
    FAMILIES.find(([family]) => family.test(skuFamily.trim()))?.[1]
  );
}

const NO_ENTRA_DEVICE = "00000000-0000-0000-0000-000000000000";

const JOIN_TYPES: ReadonlyMap<string, JoinType> = new Map([
  ["azureADJoined", "joined"],
  ["hybridAzureADJoined", "hybrid"],
  ["azureADRegistered", "registered"],
]);

/** Intune calls the category of a device that has none "Unknown". */
function isUncategorized(category: string | null): boolean {
  return category === null || category.toLowerCase() === "unknown";
}
