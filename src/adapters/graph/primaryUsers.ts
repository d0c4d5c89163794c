import { z } from "zod";
import type { PersonRef, UserId } from "../../domain/people/user.ts";
import { microsoftOrigin, odataString, pathSegment } from "./addresses.ts";
import { lowerCaseId, pageOf, parseAnswer, textOrNull } from "./answer.ts";
import type { Connection } from "./connection.ts";
import {
  GraphNotFound,
  GraphUnexpectedAnswer,
} from "../../ports/graphErrors.ts";
import type { Graph } from "../../ports/graph.ts";
import { DEVICES_PATH, READ_DEVICES } from "./managedDevice.ts";

/** What the write needs is documented differently in different places; Intune's own refusals name the first. */
const WRITE_PRIMARY_USER =
  "DeviceManagementManagedDevices.PrivilegedOperations.All (or DeviceManagementManagedDevices.ReadWrite.All)";

/** @param graphUrl decides which cloud's name for a user Intune is given. */
export function createPrimaryUsers(
  connection: Connection,
  graphUrl: string,
): Graph["primaryUsers"] {
  return {
    async get(deviceId, options = {}) {
      const operation = "primaryUsers.get";
      const answer = await connection.read({
        operation,
        permission: READ_DEVICES,
        path: `${DEVICES_PATH}/${pathSegment(operation, deviceId)}/users`,
        signal: options.signal,
      });
      const { value } = parseAnswer(operation, Users, answer);
      if (value.length > 1) {
        throw new GraphUnexpectedAnswer(operation, "more than one user");
      }
      return value[0] ?? null;
    },

    async set(deviceId, userId) {
      const operation = "primaryUsers.set";
      await connection.write({
        operation,
        permission: WRITE_PRIMARY_USER,
        method: "POST",
        path: referencePath(operation, deviceId),
        body: {
          "@odata.id": `${microsoftOrigin(graphUrl)}/beta/users/${pathSegment(operation, userId)}`,
        },
      });
    },

    async clear(deviceId) {
      const operation = "primaryUsers.clear";
      await connection.write({
        operation,
        permission: WRITE_PRIMARY_USER,
        method: "DELETE",
        path: referencePath(operation, deviceId),
      });
    },
  };
}

function referencePath(operation: string, deviceId: string): string {
  if (deviceId === "") throw new GraphNotFound(operation);
  return `${DEVICES_PATH}(${odataString(deviceId)})/users/$ref`;
}

const Users = pageOf(
  z
    .object({
      id: lowerCaseId,
      displayName: textOrNull,
      userPrincipalName: textOrNull,
    })
    .transform((user): PersonRef => ({
      id: user.id as UserId,
      displayName: user.displayName ?? user.userPrincipalName ?? user.id,
      userPrincipalName: user.userPrincipalName ?? "",
    })),
);
