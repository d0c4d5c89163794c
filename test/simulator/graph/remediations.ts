import { parseJson, type Answer, type Call } from "../server.ts";
import type { GraphState } from "./devices.ts";
import { intuneError } from "./errors.ts";
import { pageOf } from "./odata.ts";

/** What the detection script of a Remediation printed on a device when it ran last. */
export interface RunState {
  readonly output: string;
  readonly at: Date;
}

/** GET /deviceManagement/deviceHealthScripts/{id}/deviceRunStates, of beta alone. */
export function listRunStates(
  state: GraphState,
  call: Call,
  scriptId: string,
): Answer {
  const states = state.intune.remediations.get(scriptId.toLowerCase());
  if (!states) return notFound(call);
  // Which device a row is about stands in what is expanded alone.
  const expands = call.query.get("$expand") ?? "";
  const { rows, nextLink } = pageOf(
    [...states],
    state.intune.runStatesAPage,
    call,
  );
  return {
    status: 200,
    body: {
      "@odata.context": `https://graph.microsoft.com/beta/$metadata#deviceManagement/deviceHealthScripts('${scriptId}')/deviceRunStates`,
      "@odata.count": states.size,
      ...(nextLink ? { "@odata.nextLink": nextLink } : {}),
      value: rows.map(([deviceId, run], index) => ({
        id: `${scriptId}:${index}`,
        ...render(run),
        ...(expands.startsWith("managedDevice")
          ? { managedDevice: { id: deviceId } }
          : {}),
      })),
    },
  };
}

/** GET …/managedDevices/{id}/deviceHealthScriptStates: of all Remediations. */
export function listStatesOfDevice(
  { contoso, intune }: GraphState,
  call: Call,
  id: string,
): Answer {
  const device = contoso.devices.get(id.toLowerCase());
  if (!device) return notFound(call);
  return {
    status: 200,
    body: {
      "@odata.context": `https://graph.microsoft.com/beta/$metadata#deviceManagement/managedDevices('${id}')/deviceHealthScriptStates`,
      value: [...intune.remediations].flatMap(([policyId, states]) => {
        const run = states.get(device.id);
        return run
          ? {
              id: `${policyId}_${device.id}`,
              policyId,
              policyName: "Who was here",
              deviceId: device.id,
              deviceName: device.deviceName,
              osVersion: device.osVersion,
              userName: "",
              ...render(run),
            }
          : [];
      }),
    },
  };
}

/** POST …/managedDevices/{id}/initiateOnDemandProactiveRemediation: taken down, whether or not the device is on. */
export function runOnDemand(
  { contoso, intune }: GraphState,
  call: Call,
  id: string,
): Answer {
  const device = contoso.devices.get(id.toLowerCase());
  if (!device) return notFound(call);
  const body = parseJson(call.text);
  const scriptId =
    typeof body === "object" && body !== null && "scriptPolicyId" in body
      ? String(body.scriptPolicyId).toLowerCase()
      : "";
  if (!intune.remediations.has(scriptId))
    return intuneError(call, 400, "BadRequest", "An error has occurred");
  intune.runsOnDemand.push({ deviceId: device.id, scriptId });
  return { status: 204 };
}

function render({ output, at }: RunState) {
  return {
    detectionState: "success",
    lastStateUpdateDateTime: at.toISOString(),
    expectedStateUpdateDateTime: "0001-01-01T00:00:00Z",
    lastSyncDateTime: at.toISOString(),
    preRemediationDetectionScriptOutput: output,
    preRemediationDetectionScriptError: "",
    remediationScriptError: "",
    postRemediationDetectionScriptOutput: "",
    postRemediationDetectionScriptError: "",
    remediationState: "skipped",
    assignmentFilterIds: null,
  };
}

function notFound(call: Call): Answer {
  return intuneError(
    call,
    404,
    "ResourceNotFound",
    "An error has occurred: the resource was not found",
  );
}
