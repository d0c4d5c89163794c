import { z } from "zod";
import type { Log } from "../../ports/log.ts";
import type { Graph, SignIn } from "../../ports/graph.ts";
import type { UserId } from "../../domain/people/user.ts";
import { instantOrNull, lowerCaseId, textOrEmpty } from "./answer.ts";
import type { Connection, Limit } from "./connection.ts";
import { readListPage } from "./listPage.ts";

/** With it comes an Entra ID P1 licence of the tenant, or there is a refusal of its own. */
const READ_SIGN_INS = "AuditLog.Read.All";

/** What Windows signs in to Entra with, by id: its name is for people. */
const WINDOWS_SIGN_IN = "38aa3b87-a06d-4817-b275-7a316988d93b";

/**
 * The service takes five requests in ten seconds of one application in one tenant, and throttles slow queries besides.
 * https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits
 */
const SIGN_INS: Limit = {
  key: "graph.sign-ins",
  bucket: { capacity: 1, refillPerSecond: 0.3 },
};

const PAGE_SIZE = 1_000;

/** What an account or a device is called that is none. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

export function createSignIns(
  connection: Connection,
  log: Pick<Log, "warn"> | undefined,
): Graph["signIns"] {
  return {
    async list({ from, until }, cursor) {
      // A device cannot be filtered by, so all of the tenant are read.
      const filter = [
        `createdDateTime ge ${from.toISOString()}`,
        `createdDateTime le ${until.toISOString()}`,
        `appId eq '${WINDOWS_SIGN_IN}'`,
        "status/errorCode eq 0",
      ].join(" and ");
      const { rows, next } = await readListPage(
        connection,
        {
          operation: "signIns.list",
          permission: READ_SIGN_INS,
          path: `/v1.0/auditLogs/signIns?$top=${PAGE_SIZE}&$filter=${encodeURIComponent(filter)}`,
          limit: SIGN_INS,
        },
        cursor,
        SignInRow,
        log,
      );
      const signIns = rows
        .flatMap((row) => toSignIn(row) ?? [])
        .filter(({ at }) => at >= from && at <= until);
      return { signIns, next };
    },
  };
}

const SignInRow = z.object({
  createdDateTime: instantOrNull,
  userId: textOrEmpty,
  appId: lowerCaseId,
  isInteractive: z.boolean().nullish(),
  status: z.object({ errorCode: z.number() }).nullish(),
  deviceDetail: z.object({ deviceId: textOrEmpty }).nullish(),
});

/** @returns null for what is no person's sign-in to Windows on a device that Entra knows, or failed. */
function toSignIn(row: z.output<typeof SignInRow>): SignIn | null {
  const entraDeviceId = row.deviceDetail?.deviceId.toLowerCase() ?? "";
  const userId = row.userId.toLowerCase();
  const at = row.createdDateTime;
  return row.appId === WINDOWS_SIGN_IN &&
    row.status?.errorCode === 0 &&
    row.isInteractive !== false &&
    isSomebody(entraDeviceId) &&
    isSomebody(userId) &&
    at
    ? { entraDeviceId, userId: userId as UserId, at }
    : null;
}

function isSomebody(id: string): boolean {
  return id !== "" && id !== NOBODY;
}
