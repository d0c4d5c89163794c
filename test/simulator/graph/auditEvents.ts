import type { Answer, Call } from "../server.ts";
import type { GraphState } from "./devices.ts";

/**
 * GET /deviceManagement/auditEvents: Intune's audit log, as far as primary users go. What Intune calls such a change
 * is not published. An application has no user principal name.
 */
export function listAuditEvents(state: GraphState, call: Call): Answer {
  const filter = call.query.get("$filter") ?? "";
  const since = /^activityDateTime ge (\S+)$/.exec(filter)?.[1];
  const from = since ? new Date(since) : new Date(0);
  return {
    status: 200,
    body: {
      "@odata.context":
        "https://graph.microsoft.com/beta/$metadata#deviceManagement/auditEvents",
      value: state.intune.log
        .filter(({ at }) => at >= from)
        .map(({ deviceId, by, at }, index) => ({
          id: `00000000-0000-0000-0000-${String(index).padStart(12, "0")}`,
          displayName: "SetPrimaryUser ManagedDevice",
          componentName: "ManagedDevices",
          activity: null,
          activityDateTime: at.toISOString(),
          activityType: "SetPrimaryUser ManagedDevice",
          activityOperationType: "Action",
          activityResult: "Success",
          category: "Device",
          actor: {
            type: by === null ? "Application" : "ItPro",
            applicationDisplayName: by === null ? "Custodian" : "Intune portal",
            userPrincipalName: by,
          },
          resources: [
            {
              displayName: null,
              auditResourceType: "ManagedDevice",
              resourceId: deviceId,
              modifiedProperties: [],
            },
          ],
        })),
    },
  };
}
