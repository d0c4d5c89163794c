import { z } from "zod";
import type { DeviceId } from "../../domain/devices/device.ts";
import type { Log } from "../../ports/log.ts";
import type { Graph } from "../../ports/graph.ts";
import { pathSegment } from "./addresses.ts";
import { instantOrNull, lowerCaseId, textOrNull } from "./answer.ts";
import type { Connection } from "./connection.ts";
import { listPages } from "./listing.ts";
import { readListPage } from "./listPage.ts";
import { DEVICES_PATH, READ_DEVICES } from "./managedDevice.ts";

/** Until July 2025 these scripts lay with the configuration of devices, whose permission some tenants still know. */
const READ_OUTPUTS = "DeviceManagementScripts.Read.All";

const RUN = "DeviceManagementManagedDevices.PrivilegedOperations.All";

/**
 * Without the expansion a row does not say which device it is about.
 * https://learn.microsoft.com/graph/api/resources/intune-devices-devicehealthscriptdevicestate
 */
const QUERY = "$top=1000&$expand=managedDevice($select=id)";

export function createRemediations(
  connection: Connection,
  log: Pick<Log, "warn"> | undefined,
): Graph["remediations"] {
  return {
    async listOutputs(scriptId, cursor) {
      const operation = "remediations.listOutputs";
      const { rows, next } = await readListPage(
        connection,
        {
          operation,
          permission: READ_OUTPUTS,
          path: `/beta/deviceManagement/deviceHealthScripts/${pathSegment(operation, scriptId)}/deviceRunStates?${QUERY}`,
        },
        cursor,
        RunState,
        log,
      );
      return { outputs: rows, next };
    },

    async findOutput(scriptId, deviceId) {
      const operation = "remediations.findOutput";
      const path = `${DEVICES_PATH}/${pathSegment(operation, deviceId)}/deviceHealthScriptStates`;
      for await (const { items } of listPages(
        connection,
        { operation, permission: READ_OUTPUTS, path },
        StateOfDevice,
      )) {
        const state = items.find(
          ({ policyId }) => policyId === scriptId.toLowerCase(),
        );
        if (state)
          return {
            deviceId,
            text: state.preRemediationDetectionScriptOutput,
            at: state.lastStateUpdateDateTime,
          };
      }
      return null;
    },

    async run(scriptId, deviceId) {
      const operation = "remediations.run";
      const path = `${DEVICES_PATH}/${pathSegment(operation, deviceId)}`;
      await connection.lookThenWrite(
        { operation, permission: READ_DEVICES, path: `${path}?$select=id` },
        () => true,
        {
          operation,
          permission: RUN,
          method: "POST",
          path: `${path}/initiateOnDemandProactiveRemediation`,
          body: { scriptPolicyId: scriptId },
        },
      );
    },
  };
}

const printed = {
  preRemediationDetectionScriptOutput: textOrNull,
  lastStateUpdateDateTime: instantOrNull,
};

const StateOfDevice = z.object({ policyId: lowerCaseId, ...printed });

const RunState = z
  .object({
    managedDevice: z.object({ id: lowerCaseId }),
    ...printed,
  })
  .transform((row) => ({
    deviceId: row.managedDevice.id as DeviceId,
    text: row.preRemediationDetectionScriptOutput,
    at: row.lastStateUpdateDateTime,
  }));
