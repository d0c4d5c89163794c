import { z } from "zod";
import type { Device, DeviceId, JoinType } from "../devices/device.ts";
import type { Log } from "../log.ts";
import { odataString, pathSegment } from "./addresses.ts";
import {
  instantOrNull,
  lowerCaseId,
  parseAnswer,
  textOrEmpty,
  textOrNull,
} from "./answer.ts";
import type { Connection } from "./connection.ts";
import { GraphNotFound } from "./errors.ts";
import type { CallOptions, Graph } from "./graph.ts";
import { createJoinTypes, type FoundDevice } from "./joinTypes.ts";
import { listFiltered } from "./listing.ts";

export const READ_DEVICES = "DeviceManagementManagedDevices.Read.All";

/** Beta, because `joinType` is not in v1.0. */
export const DEVICES_PATH = "/beta/deviceManagement/managedDevices";

const SELECT =
  "$select=id,deviceName,model,manufacturer,serialNumber,operatingSystem,joinType,azureADDeviceId,lastSyncDateTime,enrolledDateTime,deviceEnrollmentType";

export function createDevices(
  connection: Connection,
  log: Pick<Log, "warn"> | undefined,
): Graph["devices"] {
  const withJoinType = createJoinTypes(connection, log);

  async function findBy(
    operation: string,
    property: "deviceName" | "serialNumber" | "azureADDeviceId",
    value: string,
    isSame: (device: Device) => boolean,
    options: CallOptions = {},
  ): Promise<readonly Device[]> {
    // Devices without a serial number are many, and an empty name names none of them.
    if (value === "") return [];
    const path = `${DEVICES_PATH}?$filter=${property}%20eq%20${odataString(value)}&${SELECT}`;
    const found = await listFiltered(
      connection,
      { operation, permission: READ_DEVICES, path, signal: options.signal },
      ManagedDevice,
      ({ device }) => isSame(device),
    );
    const [only] = found;
    // Of several, one is chosen first, and read again by its id.
    return only && found.length === 1
      ? [await withJoinType(only, options)]
      : found.map(({ device }) => device);
  }

  return {
    async find(id, options = {}) {
      const operation = "devices.find";
      try {
        const answer = await connection.read({
          operation,
          permission: READ_DEVICES,
          path: `${DEVICES_PATH}/${pathSegment(operation, id)}?${SELECT}`,
          signal: options.signal,
        });
        const found = parseAnswer(operation, ManagedDevice, answer);
        return await withJoinType(found, options);
      } catch (error) {
        if (error instanceof GraphNotFound) return null;
        throw error;
      }
    },

    findByName: (name, options) =>
      findBy(
        "devices.findByName",
        "deviceName",
        name,
        (device) => sameText(device.name, name),
        options,
      ),

    findByEntraDeviceId: (entraDeviceId, options) =>
      findBy(
        "devices.findByEntraDeviceId",
        "azureADDeviceId",
        entraDeviceId,
        (device) => sameText(device.entraDeviceId ?? "", entraDeviceId),
        options,
      ),

    findBySerialNumber: (serialNumber, options) =>
      findBy(
        "devices.findBySerialNumber",
        "serialNumber",
        serialNumber,
        (device) => sameText(device.serialNumber, serialNumber),
        options,
      ),
  };
}

const NO_ENTRA_DEVICE = "00000000-0000-0000-0000-000000000000";

const JOIN_TYPES: ReadonlyMap<string, JoinType> = new Map([
  ["azureADJoined", "joined"],
  ["hybridAzureADJoined", "hybrid"],
  ["azureADRegistered", "registered"],
]);

const ManagedDevice = z
  .object({
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
  })
  .transform(({ deviceEnrollmentType, ...device }): FoundDevice => ({
    enrolmentType: deviceEnrollmentType,
    device: {
      id: device.id as DeviceId,
      name: device.deviceName,
      model: device.model,
      manufacturer: device.manufacturer,
      serialNumber: device.serialNumber,
      operatingSystem: device.operatingSystem,
      joinType: JOIN_TYPES.get(device.joinType) ?? "unknown",
      entraDeviceId:
        device.azureADDeviceId === NO_ENTRA_DEVICE
          ? null
          : (device.azureADDeviceId?.toLowerCase() ?? null),
      lastCheckInAt: device.lastSyncDateTime,
      enrolledAt: device.enrolledDateTime,
    },
  }));

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
