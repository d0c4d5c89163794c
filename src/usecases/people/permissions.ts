import type { CallOptions, Graph, GroupId } from "../../ports/graph.ts";
import { NotAllowed } from "../../domain/people/notAllowed.ts";
import {
  toPersonRef,
  type PersonRef,
  type User,
  type UserId,
} from "../../domain/people/user.ts";
import { message } from "../../domain/message.ts";

/**
 * Asks Entra, now, whether this person is an approver: an enabled member of the tenant (no guest) and in the group,
 * nested membership included. Never answered from a cache: who left the helpdesk a minute ago must not decide.
 *
 * @throws {NotAllowed} with the reason.
 * @throws {GraphThrottled | GraphUnavailable} nobody can tell at the moment.
 */
export async function requireApprover(
  graph: Graph,
  groupId: GroupId,
  userId: UserId,
  options: CallOptions = {},
): Promise<PersonRef> {
  const { person, isInGroup } = await look(graph, groupId, userId, options);
  if (!isInGroup) throw new NotAllowed("no approver", APPROVERS_ONLY);
  return person;
}

/**
 * Asks Entra, now, what this person is to Custodian.
 *
 * @throws {NotAllowed} the account is unknown, disabled or a guest: they may ask for nothing.
 * @throws {GraphThrottled | GraphUnavailable} nobody can tell at the moment.
 */
export async function findRoleOf(
  graph: Graph,
  adminsGroupId: GroupId,
  userId: UserId,
  options: CallOptions = {},
): Promise<{ readonly kind: "admin" | "member" }> {
  const { isInGroup } = await look(graph, adminsGroupId, userId, options);
  return { kind: isInGroup ? "admin" : "member" };
}

async function look(
  graph: Graph,
  groupId: GroupId,
  userId: UserId,
  options: CallOptions,
): Promise<{ person: PersonRef; isInGroup: boolean }> {
  const [user, groups] = await Promise.all([
    graph.users.find(userId, options),
    graph.groups.memberOf(userId, [groupId], options),
  ]);
  return {
    person: requireTenantMember(user),
    isInGroup: groups.includes(groupId),
  };
}

/** @throws {NotAllowed} the account is unknown, disabled or a guest. */
export function requireTenantMember(user: User | null): PersonRef {
  if (!user)
    throw new NotAllowed("unknown account", message("people.unknown-account"));
  if (!user.accountEnabled)
    throw new NotAllowed(
      "disabled account",
      message("people.disabled-account"),
    );
  if (user.userType === "guest")
    throw new NotAllowed("guest", message("people.guest"));
  return toPersonRef(user);
}

const APPROVERS_ONLY = message("people.approvers-only");

export const ADMINS_ONLY = message("people.admins-only");
