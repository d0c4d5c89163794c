import { z } from "zod";
import type { Device } from "../../domain/devices/device.ts";
import type { Log } from "../../ports/log.ts";
import { odataString, pathSegment } from "./addresses.ts";
import { parseAnswer, requireAsked } from "./answer.ts";
import type { Connection } from "./connection.ts";
import { findListedDevice, listDevices } from "./deviceList.ts";
import { GraphNotFound } from "../../ports/graphErrors.ts";
import type { CallOptions, Graph } from "../../ports/graph.ts";
import { createJoinTypes, type FoundDevice } from "./joinTypes.ts";
import { listFiltered } from "./listing.ts";
import {
  DEVICES_PATH,
  deviceFields,
  READ_DEVICES,
  SELECTED_OF_DEVICE,
  toDevice,
} from "./managedDevice.ts";

const SELECT = `$select=${SELECTED_OF_DEVICE.join(",")}`;

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
        requireAsked(operation, id, found.device.id);
        return await withJoinType(found, options);
      } catch (error) {
        if (error instanceof GraphNotFound) return null;
        throw error;
      }
    },

    findListed: (id, options) => findListedDevice(connection, id, options),

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

    list: (changedSince, cursor) =>
      listDevices(connection, log, changedSince, cursor),
  };
}

const ManagedDevice = z
  .object(deviceFields)
  .transform((fields): FoundDevice => ({
    enrolmentType: fields.deviceEnrollmentType,
    device: toDevice(fields),
  }));

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
