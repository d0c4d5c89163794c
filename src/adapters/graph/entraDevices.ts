import { z } from "zod";
import { odataString } from "./addresses.ts";
import { lowerCaseId } from "./answer.ts";
import type { Connection } from "./connection.ts";
import type { EntraDevice, Graph } from "../../ports/graph.ts";
import { listFiltered } from "./listing.ts";

const READ_ENTRA_DEVICES = "Device.Read.All";

export function createEntraDevices(
  connection: Connection,
): Graph["entraDevices"] {
  return {
    async find(entraDeviceId, options = {}) {
      const wanted = entraDeviceId.toLowerCase();
      const found = await listFiltered(
        connection,
        {
          operation: "entraDevices.find",
          permission: READ_ENTRA_DEVICES,
          path: `/v1.0/devices?$filter=deviceId%20eq%20${odataString(wanted)}&$select=id,deviceId,accountEnabled,alternativeSecurityIds`,
          signal: options.signal,
        },
        DirectoryDevice,
        (device) => device.deviceId === wanted,
      );
      return found[0] ?? null;
    },
  };
}

const DirectoryDevice = z
  .object({
    deviceId: lowerCaseId,
    accountEnabled: z.boolean().nullish(),
    alternativeSecurityIds: z
      .array(z.object({ key: z.string().nullish() }))
      .nullish(),
  })
  .transform((device): EntraDevice => ({
    deviceId: device.deviceId,
    // A device that is not known to be enabled is not trusted.
    accountEnabled: device.accountEnabled === true,
    alternativeSecurityKeys: (device.alternativeSecurityIds ?? []).flatMap(
      ({ key }) => (key ? [key] : []),
    ),
  }));
