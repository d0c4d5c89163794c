import {
  createConnection,
  type Connection,
  type ConnectionOptions,
} from "./connection.ts";
import { createDevices } from "./devices.ts";
import { createEntraDevices } from "./entraDevices.ts";
import type { Graph, TenantGraph } from "../../ports/graph.ts";
import { createGroups } from "./groups.ts";
import { createIntuneLog } from "./intuneLog.ts";
import { createPrimaryUsers } from "./primaryUsers.ts";
import { createRemediations } from "./remediations.ts";
import { createSignIns } from "./signIns.ts";
import { createUsers } from "./users.ts";

/** Microsoft Graph over HTTPS. Makes no call before it is asked something. */
export function createGraph(options: ConnectionOptions): TenantGraph {
  const connection = createConnection(options);
  return {
    ...createResources(connection, options),
    forDecisions: createResources(
      {
        ...connection,
        read: (request) => connection.read({ ...request, forDecision: true }),
      },
      options,
    ),
  };
}

function createResources(
  connection: Connection,
  { url, log }: Pick<ConnectionOptions, "url" | "log">,
): Graph {
  return {
    devices: createDevices(connection, log),
    primaryUsers: createPrimaryUsers(connection, url),
    intuneLog: createIntuneLog(connection),
    remediations: createRemediations(connection, log),
    signIns: createSignIns(connection, log),
    users: createUsers(connection, log),
    groups: createGroups(connection),
    entraDevices: createEntraDevices(connection),
  };
}
