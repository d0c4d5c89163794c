import { z } from "zod";
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

export function createUsers(connection: Connection): Graph["users"] {
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
        return toUser(operation, parseAnswer(operation, EntraUser, answer));
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

function toUser(operation: string, user: z.output<typeof EntraUser>): User {
  // Every account is enabled or not. Entra leaves out what the application may not see, and a guess would be either
  // a disabled account given a device or a working one called disabled.
  if (typeof user.accountEnabled !== "boolean") {
    throw new GraphForbidden(operation, READ_USERS);
  }
  return {
    id: user.id as UserId,
    userPrincipalName: user.userPrincipalName,
    displayName: user.displayName ?? user.userPrincipalName,
    mail: user.mail,
    department: user.department,
    officeLocation: user.officeLocation,
    accountEnabled: user.accountEnabled,
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
