import { z } from "zod";
import type { Log } from "../log.ts";
import type { User, UserId } from "../people/user.ts";
import { odataString, pathSegment } from "./addresses.ts";
import { lowerCaseId, parseAnswer, textOrNull } from "./answer.ts";
import type { Connection } from "./connection.ts";
import { GraphForbidden, GraphNotFound } from "./errors.ts";
import type { Graph } from "./graph.ts";
import { hasIntunePlan } from "./intunePlans.ts";

const READ_USERS = "User.Read.All";

const SELECT =
  "$select=id,userPrincipalName,displayName,mail,department,officeLocation,accountEnabled,userType,assignedPlans";

/** @param log is told of accounts that Entra does not call enabled or disabled. */
export function createUsers(
  connection: Connection,
  log: Pick<Log, "warn"> | undefined,
): Graph["users"] {
  return {
    async find(idOrUpn, options = {}) {
      const operation = "users.find";
      try {
        const answer = await connection.read({
          operation,
          permission: READ_USERS,
          path: `/v1.0/users${userKey(operation, idOrUpn)}?${SELECT}`,
          signal: options.signal,
        });
        return toUser(
          operation,
          parseAnswer(operation, EntraUser, answer),
          log,
        );
      } catch (error) {
        if (error instanceof GraphNotFound) return null;
        throw error;
      }
    },
  };
}

/**
 * A name that begins with `$`, or has a quote in it, is only understood as a literal in parentheses; `#EXT#` of guests must be encoded.
 * https://learn.microsoft.com/graph/api/user-get
 */
function userKey(operation: string, idOrUpn: string): string {
  return /^\$|'/.test(idOrUpn)
    ? `(${odataString(idOrUpn)})`
    : `/${pathSegment(operation, idOrUpn)}`;
}

const EntraUser = z.object({
  id: lowerCaseId,
  userPrincipalName: z.string().min(1),
  displayName: textOrNull,
  mail: textOrNull,
  department: textOrNull,
  officeLocation: textOrNull,
  accountEnabled: z.boolean().nullish(),
  userType: z.string().nullish(),
  assignedPlans: z
    .array(
      z.object({
        servicePlanId: z.string().nullish(),
        capabilityStatus: z.string().nullish(),
      }),
    )
    .nullish(),
});

/**
 * We select `accountEnabled` always, so that its absence, or null, is Entra's doing. There are two cases:
 *
 * - `assignedPlans` is not told either, which everyone with the permission is given, if only as an empty list. The
 *   application has the basic permission alone, and nobody can be judged: that is an error, with what to grant.
 * - Only this account is odd. It is taken for one that is not enabled, which is the safe guess: it neither decides nor is given a
 *   device. Others are not held up, so that the rest of the logons on its device still count.
 *
 * @throws {GraphForbidden} as said.
 */
function toUser(
  operation: string,
  user: z.output<typeof EntraUser>,
  log: Pick<Log, "warn"> | undefined,
): User {
  const isTold = typeof user.accountEnabled === "boolean";
  if (!isTold && !user.assignedPlans) {
    throw new GraphForbidden(
      operation,
      READ_USERS,
      "Entra does not show Custodian which accounts are enabled and licensed",
    );
  }
  if (!isTold) {
    log?.warn(
      { userId: user.id },
      "Entra does not tell whether an account is enabled, so it counts as disabled",
    );
  }
  return {
    id: user.id as UserId,
    userPrincipalName: user.userPrincipalName,
    displayName: user.displayName ?? user.userPrincipalName,
    mail: user.mail,
    department: user.department,
    officeLocation: user.officeLocation,
    accountEnabled: user.accountEnabled === true,
    userType: isGuest(user) ? "guest" : "member",
    hasIntunePlan: hasIntunePlan(user.assignedPlans ?? []),
  };
}

/** Accounts made before 2014 have no userType; an invited one shows in its UPN. */
function isGuest(user: z.output<typeof EntraUser>): boolean {
  return user.userType
    ? user.userType.toLowerCase() === "guest"
    : user.userPrincipalName.toLowerCase().includes("#ext#");
}
