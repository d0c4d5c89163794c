import { z } from "zod";
import type { DeviceId } from "../../domain/devices/device.ts";
import type { Graph, LoggedChange } from "../../ports/graph.ts";
import { lowerCaseId, textOrEmpty } from "./answer.ts";
import type { Connection } from "./connection.ts";
import { listPages } from "./listing.ts";

/** Intune's audit log lies with its apps. */
const READ_LOG = "DeviceManagementApps.Read.All";

/** A few hours of a large tenant; what lies beyond them is not worth more requests. */
const MOST_PAGES = 10;

export function createIntuneLog(connection: Connection): Graph["intuneLog"] {
  return {
    async listPrimaryUserChanges(after) {
      const operation = "intuneLog.listPrimaryUserChanges";
      const filter = encodeURIComponent(
        `activityDateTime ge ${after.toISOString()}`,
      );
      const path = `/beta/deviceManagement/auditEvents?$filter=${filter}`;
      const found: LoggedChange[] = [];
      let pages = 0;
      for await (const { items } of listPages(
        connection,
        { operation, permission: READ_LOG, path },
        AuditEvent,
      )) {
        found.push(...items.flatMap((event) => toChanges(event, after)));
        pages += 1;
        if (pages === MOST_PAGES) break;
      }
      return found;
    },
  };
}

/** How Intune names a change of primary user is not published, so whatever has it in its name is taken for one. */
const PRIMARY_USER = /primary\s*user/i;

const AuditEvent = z.object({
  activityDateTime: z.coerce.date().nullish().catch(null),
  activityResult: textOrEmpty,
  activityType: textOrEmpty,
  activity: textOrEmpty,
  displayName: textOrEmpty,
  actor: z.object({ userPrincipalName: textOrEmpty }).nullish(),
  resources: z
    .array(z.object({ resourceId: lowerCaseId.nullish().catch(null) }))
    .nullish(),
});

function toChanges(
  event: z.output<typeof AuditEvent>,
  after: Date,
): readonly LoggedChange[] {
  const { activityDateTime: at, actor, resources } = event;
  const isChange = [event.activityType, event.activity, event.displayName].some(
    (name) => PRIMARY_USER.test(name),
  );
  const by = actor?.userPrincipalName ?? "";
  if (!isChange || !at || at < after || by === "") return [];
  if (/^fail/i.test(event.activityResult)) return [];
  return (resources ?? []).flatMap(({ resourceId }) =>
    resourceId ? [{ deviceId: resourceId as DeviceId, by, at }] : [],
  );
}
