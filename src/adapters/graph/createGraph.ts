import { createConnection, type ConnectionOptions } from "./connection.ts";
import { createDevices } from "./devices.ts";
import { createEntraDevices } from "./entraDevices.ts";
import type { Graph } from "../../ports/graph.ts";
import { createGroups } from "./groups.ts";
import { createIntuneLog } from "./intuneLog.ts";
import { createPrimaryUsers } from "./primaryUsers.ts";
import { createUsers } from "./users.ts";

/** Microsoft Graph over HTTPS. Makes no call before it is asked something. */
export function createGraph(options: ConnectionOptions): Graph {
  const connection = createConnection(options);
  return {
    devices: createDevices(connection, options.log),
    primaryUsers: createPrimaryUsers(connection, options.url),
    intuneLog: createIntuneLog(connection),
    users: createUsers(connection, options.log),
    groups: createGroups(connection),
    entraDevices: createEntraDevices(connection),
  };
}
