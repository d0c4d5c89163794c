import type { CallOptions, Graph, GroupId } from "../../ports/graph.ts";
import { NotAllowed } from "../../domain/people/notAllowed.ts";
import {
  toPersonRef,
  type PersonRef,
  type User,
  type UserId,
} from "../../domain/people/user.ts";
import { message } from "../../domain/message.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Stores } from "../../ports/storage.ts";
import { recordAccount } from "./recordAccount.ts";

interface Deps {
  readonly graph: Pick<Graph, "users" | "groups">;
  readonly storage: Pick<Stores, "people">;
  readonly clock: Clock;
}

/**
 * Asks Entra, now, whether this person is an approver: an enabled member of the tenant (no guest) and in the group,
 * nested membership included. Never answered from a cache: who left the helpdesk a minute ago must not decide.
 *
 * @throws {NotAllowed} with the reason.
 * @throws {GraphThrottled | GraphUnavailable} nobody can tell at the moment.
 */
export async function requireApprover(
  deps: Deps,
  groupId: GroupId,
  userId: UserId,
  options: CallOptions = {},
): Promise<PersonRef> {
  const { person, isInGroup } = await look(deps, groupId, userId, options);
  if (!isInGroup) throw new NotAllowed("no approver", APPROVERS_ONLY);
  return person;
}

/**
 * Asks Entra, now, whether this person is who is told of a handoff, or an admin; neither may be a guest.
 *
 * @param lead as it is stored; null where nobody is told in person.
 * @throws {NotAllowed} with the reason.
 * @throws {GraphThrottled | GraphUnavailable} nobody can tell at the moment.
 */
export async function requireLeadOrAdmin(
  deps: Deps,
  adminsGroupId: GroupId,
  lead: UserId | null,
  userId: UserId,
  options: CallOptions = {},
): Promise<PersonRef> {
  const { person, isInGroup } = await look(
    deps,
    adminsGroupId,
    userId,
    options,
  );
  if (userId !== lead && !isInGroup)
    throw new NotAllowed("no staging lead", message("handoff.lead-only"));
  return person;
}

/**
 * Asks Entra, now, what this person is to Custodian.
 *
 * @throws {NotAllowed} the account is unknown, disabled or a guest: they may ask for nothing.
 * @throws {GraphThrottled | GraphUnavailable} nobody can tell at the moment.
 */
export async function findRoleOf(
  deps: Deps,
  adminsGroupId: GroupId,
  userId: UserId,
  options: CallOptions = {},
): Promise<{ readonly kind: "admin" | "member" }> {
  const { isInGroup } = await look(deps, adminsGroupId, userId, options);
  return { kind: isInGroup ? "admin" : "member" };
}

async function look(
  deps: Deps,
  groupId: GroupId,
  userId: UserId,
  options: CallOptions,
): Promise<{ person: PersonRef; isInGroup: boolean }> {
  const [person, groups] = await Promise.all([
    findTenantMember(deps, userId, options),
    deps.graph.groups.memberOf(userId, [groupId], options),
  ]);
  return { person, isInGroup: groups.includes(groupId) };
}

/**
 * Who this is, by Entra at this moment. A refusal is kept, also where it comes too late for whoever asked: the
 * directory must not go on showing things to somebody of whom Entra has said that they are gone.
 *
 * @throws {NotAllowed} the account is unknown, disabled or a guest.
 * @throws {GraphThrottled | GraphUnavailable}
 */
export async function findTenantMember(
  { graph, storage, clock }: Deps,
  userId: UserId,
  options: CallOptions,
): Promise<PersonRef> {
  const askedAt = clock.now();
  const user = await graph.users.find(userId, options);
  try {
    return requireTenantMember(user);
  } catch (error) {
    await recordAccount(storage.people, userId, user, askedAt);
    throw error;
  }
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

export const APPROVERS_ONLY = message("people.approvers-only");

export const ADMINS_ONLY = message("people.admins-only");
