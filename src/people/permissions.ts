import { NotAllowed } from "../proposals/errors.ts";
import type { CallOptions, Graph, GroupId } from "../graph/graph.ts";
import { toPersonRef, type PersonRef, type User, type UserId } from "./user.ts";

/** Who is asked for, in the words of a refusal. */
export type GroupRole = "approver" | "admin";

/**
 * Asks Entra, now, whether this person is an enabled member of the tenant (no guest) and in the group, nested
 * membership included. Never answered from a cache: who left the helpdesk a minute ago must not decide.
 *
 * @throws {NotAllowed} with the reason.
 * @throws {GraphThrottled | GraphUnavailable} nobody can tell at the moment.
 */
export async function requireMemberOf(
  graph: Graph,
  groupId: GroupId,
  role: GroupRole,
  userId: UserId,
  options: CallOptions = {},
): Promise<PersonRef> {
  const [user, groups] = await Promise.all([
    graph.users.find(userId, options),
    graph.groups
      .memberOf(userId, [groupId], options)
      .catch((error: unknown): readonly GroupId[] => {
        // Entra does not know the person: `users.find` says so in better words.
        if (
          error instanceof Error &&
          "code" in error &&
          error.code === "graph.not-found"
        )
          return [];
        throw error;
      }),
  ]);
  const member = requireTenantMember(user);
  if (!groups.includes(groupId)) throw new NotAllowed(notInGroup[role]);
  return member;
}

/** @throws {NotAllowed} the account is unknown, disabled or a guest. */
export function requireTenantMember(user: User | null): PersonRef {
  if (!user)
    throw new NotAllowed(
      "Entra does not know your account, so this cannot be done.",
    );
  if (!user.accountEnabled)
    throw new NotAllowed("Your account is disabled, so this cannot be done.");
  if (user.userType === "guest")
    throw new NotAllowed("Guests cannot use Custodian.");
  return toPersonRef(user);
}

const notInGroup: Record<GroupRole, string> = {
  approver:
    "Only members of the approvers group may do this. Ask one of them, or ask an administrator to add you.",
  admin:
    "Only Custodian's administrators may do this. Ask a member of the administrators group.",
};
