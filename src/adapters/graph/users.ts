import { z } from "zod";
import { looksLikeId } from "../../domain/matching/nameOf.ts";
import type { Log } from "../../ports/log.ts";
import { parseUpn } from "../../domain/people/upn.ts";
import type { User, UserId } from "../../domain/people/user.ts";
import { odataString, pathSegment } from "./addresses.ts";
import {
  lowerCaseId,
  parseAnswer,
  requireAsked,
  textOrNull,
} from "./answer.ts";
import type { Connection } from "./connection.ts";
import { GraphForbidden, GraphNotFound } from "../../ports/graphErrors.ts";
import type { Graph, UserPage } from "../../ports/graph.ts";
import { hasIntunePlan } from "./intunePlans.ts";
import { readListPage } from "./listPage.ts";

const READ_USERS = "User.Read.All";

const SELECT =
  "$select=id,userPrincipalName,displayName,mail,department,officeLocation,accountEnabled,userType,assignedPlans,onPremisesSecurityIdentifier,proxyAddresses";

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
        const user = parseAnswer(operation, EntraUser, answer);
        requireAsked(
          operation,
          idOrUpn,
          looksLikeId(idOrUpn) ? user.id : user.userPrincipalName,
        );
        return toUser(operation, user, log);
      } catch (error) {
        if (error instanceof GraphNotFound) return null;
        throw error;
      }
    },

    list: (cursor) => listUsers(connection, log, cursor),

    async findManager(idOrUpn, options = {}) {
      const operation = "users.findManager";
      try {
        const answer = await connection.read({
          operation,
          permission: READ_USERS,
          path: `/v1.0/users${userKey(operation, idOrUpn)}/manager?${SELECT}`,
          signal: options.signal,
        });
        if (!isUser(operation, answer)) return null;
        const manager = parseAnswer(operation, EntraUser, answer);
        return toUser(operation, manager, log);
      } catch (error) {
        if (error instanceof GraphNotFound) return null;
        throw error;
      }
    },
  };
}

/**
 * Entra's largest page is 999: https://learn.microsoft.com/graph/api/user-list. Accounts are wide for their many
 * plans, so a page of 500 is what arrives well within the time-out and takes no more than a few MB.
 */
const PAGE_SIZE = 500;

/**
 * A name that begins with `$`, or has a quote in it, is only understood as a literal in parentheses; `#EXT#` of
 * guests must be encoded. https://learn.microsoft.com/graph/api/user-get
 */
function userKey(operation: string, idOrUpn: string): string {
  return /^\$|'/.test(idOrUpn)
    ? `(${odataString(idOrUpn)})`
    : `/${pathSegment(operation, idOrUpn)}`;
}

/**
 * A manager may also be a contact of the organization. Without a type it is taken for a user, whose shape is asked
 * for next.
 */
function isUser(operation: string, answer: unknown): boolean {
  const type = parseAnswer(operation, Typed, answer)["@odata.type"];
  return !type || type === "#microsoft.graph.user";
}

const Typed = z.object({ "@odata.type": z.string().nullish() });

/**
 * Whoever cannot be judged is left out, and read alone when it matters.
 *
 * @throws {GraphForbidden} nobody on the page can be judged: the application has the basic permission alone.
 */
async function listUsers(
  connection: Connection,
  log: Pick<Log, "warn"> | undefined,
  cursor: string | null,
): Promise<UserPage> {
  const operation = "users.list";
  const { rows, next } = await readListPage(
    connection,
    {
      operation,
      permission: READ_USERS,
      path: `/v1.0/users?$top=${PAGE_SIZE}&${SELECT}`,
    },
    cursor,
    EntraUser,
    log,
  );
  const told = rows.filter(isJudgeable);
  const judged = told.length > 0 ? told : rows;
  const enabledUntold = told.filter((user) => !isEnabledTold(user)).length;
  if (told.length < rows.length || enabledUntold > 0) {
    log?.warn(
      { operation, leftOut: rows.length - told.length, enabledUntold },
      "Entra does not tell of some accounts whether they are enabled",
    );
  }
  // Odd ones are counted above; a line for each would fill the log with every sweep.
  return {
    users: judged.map((user) => toUser(operation, user, undefined)),
    next,
  };
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
  onPremisesSecurityIdentifier: textOrNull,
  proxyAddresses: z.array(z.string()).nullish(),
});

/**
 * We select `accountEnabled` always, so that its absence, or null, is Entra's doing. There are two cases:
 *
 * - `assignedPlans` is not told either, which everyone with the permission is given, if only as an empty list. The
 *   application has the basic permission alone, and nobody can be judged: that is an error, with what to grant.
 * - Only this account is odd. It is taken for one that is not enabled, which is the safe guess: it neither decides
 *   nor is given a device. Others are not held up, so that the rest of the logons on its device still count.
 *
 * @throws {GraphForbidden} as said.
 */
function toUser(
  operation: string,
  user: z.output<typeof EntraUser>,
  log: Pick<Log, "warn"> | undefined,
): User {
  if (!isJudgeable(user)) {
    throw new GraphForbidden(operation, READ_USERS, "graph.accounts-not-shown");
  }
  if (!isEnabledTold(user)) {
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
    onPremisesSid: user.onPremisesSecurityIdentifier?.toUpperCase() ?? null,
    otherNames: otherNamesOf(user),
  };
}

/** Mail and SMTP addresses: a device may name a person by any of them. */
function otherNamesOf({
  mail,
  proxyAddresses,
}: z.output<typeof EntraUser>): readonly string[] {
  const addresses = (proxyAddresses ?? []).flatMap(
    (address) => /^smtp:(.+)$/i.exec(address)?.[1] ?? [],
  );
  const names = [...(mail ? [mail] : []), ...addresses].flatMap(
    (address) => parseUpn(address) ?? [],
  );
  return [...new Set(names)];
}

function isJudgeable(user: z.output<typeof EntraUser>): boolean {
  return isEnabledTold(user) || Boolean(user.assignedPlans);
}

function isEnabledTold(user: z.output<typeof EntraUser>): boolean {
  return typeof user.accountEnabled === "boolean";
}

/** Accounts made before 2014 have no userType; an invited one shows in its UPN. */
function isGuest(user: z.output<typeof EntraUser>): boolean {
  return user.userType
    ? user.userType.toLowerCase() === "guest"
    : user.userPrincipalName.toLowerCase().includes("#ext#");
}
