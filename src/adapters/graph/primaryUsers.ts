import { z } from "zod";
import type { DeviceId } from "../../domain/devices/device.ts";
import type { PersonRef, UserId } from "../../domain/people/user.ts";
import { microsoftOrigin, odataString, pathSegment } from "./addresses.ts";
import { lowerCaseId, pageOf, parseAnswer, textOrNull } from "./answer.ts";
import type { Connection } from "./connection.ts";
import {
  GraphNotFound,
  GraphUnexpectedAnswer,
} from "../../ports/graphErrors.ts";
import type { CallOptions, Graph } from "../../ports/graph.ts";
import { DEVICES_PATH, READ_DEVICES } from "./managedDevice.ts";

/** What the write needs is documented differently in different places; Intune's own refusals name the first. */
const WRITE_PRIMARY_USER =
  "DeviceManagementManagedDevices.PrivilegedOperations.All (or DeviceManagementManagedDevices.ReadWrite.All)";

/** @param graphUrl decides which cloud's name for a user Intune is given. */
export function createPrimaryUsers(
  connection: Connection,
  graphUrl: string,
): Graph["primaryUsers"] {
  const look = (deviceId: DeviceId, options: CallOptions = {}) => ({
    operation: LOOK,
    permission: READ_DEVICES,
    path: `${DEVICES_PATH}/${pathSegment(LOOK, deviceId)}/users`,
    signal: options.signal,
  });

  return {
    async get(deviceId, options) {
      return toPrimaryUser(await connection.read(look(deviceId, options)));
    },

    async change(deviceId, userId, isDue) {
      const operation =
        userId === null ? "primaryUsers.clear" : "primaryUsers.set";
      await connection.lookThenWrite(
        look(deviceId),
        (answer) => isDue(toPrimaryUser(answer)),
        {
          operation,
          permission: WRITE_PRIMARY_USER,
          path: referencePath(operation, deviceId),
          ...(userId === null
            ? { method: "DELETE" }
            : {
                method: "POST",
                body: {
                  "@odata.id": `${microsoftOrigin(graphUrl)}/beta/users/${pathSegment(operation, userId)}`,
                },
              }),
        },
      );
    },
  };
}

const LOOK = "primaryUsers.get";

function toPrimaryUser(answer: unknown): PersonRef | null {
  const { value } = parseAnswer(LOOK, Users, answer);
  if (value.length > 1)
    throw new GraphUnexpectedAnswer(LOOK, "more than one user");
  return value[0] ?? null;
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
