import { z } from "zod";
import type { UserId } from "../../domain/people/user.ts";
import { pathSegment } from "./addresses.ts";
import { lowerCaseId, pageOf, parseAnswer } from "./answer.ts";
import type { Connection } from "./connection.ts";
import { GraphForbidden, GraphNotFound } from "../../ports/graphErrors.ts";
import type { CallOptions, Graph } from "../../ports/graph.ts";
import { listPages } from "./listing.ts";

const READ_GROUPS = "GroupMember.Read.All";
const READ_DEVICES_OF_GROUPS = "GroupMember.Read.All and Device.Read.All";
const CHECK_MEMBERS = "User.Read.All and GroupMember.Read.All";

/** https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups */
const GROUPS_PER_CHECK = 20;

export function createGroups(connection: Connection): Graph["groups"] {
  async function* listAll(
    operation: string,
    groupId: string,
    select: string,
    call: CallOptions & { readonly permission: string },
  ) {
    const path = `/v1.0/groups/${pathSegment(operation, groupId)}/transitiveMembers?$select=${select}&$top=999`;
    const pages = listPages(connection, { operation, path, ...call }, Member);
    for await (const { items } of pages) yield* items;
  }

  return {
    async memberOf(userId, groupIds, options = {}) {
      const operation = "groups.memberOf";
      if (groupIds.length > GROUPS_PER_CHECK) {
        throw new RangeError(`${operation}: more than ${GROUPS_PER_CHECK}`);
      }
      if (groupIds.length === 0) return [];
      try {
        const answer = await connection.read({
          operation,
          permission: CHECK_MEMBERS,
          path: `/v1.0/users/${pathSegment(operation, userId)}/checkMemberGroups`,
          body: { groupIds },
          signal: options.signal,
        });
        const { value } = parseAnswer(operation, pageOf(lowerCaseId), answer);
        // Never more than was asked for: an answer to something else must not grant anything.
        return groupIds.filter((id) => value.includes(id.toLowerCase()));
      } catch (error) {
        // Who is not in the directory is a member of nothing.
        if (error instanceof GraphNotFound) return [];
        throw error;
      }
    },

    async listMembers(groupId, options = {}) {
      const members = new Set<UserId>();
      for await (const member of listAll("groups.listMembers", groupId, "id", {
        permission: READ_GROUPS,
        ...options,
      }))
        if (isUser(member)) members.add(member.id as UserId);
      return [...members];
    },

    async listDeviceMembers(groupId, options = {}) {
      const operation = "groups.listDeviceMembers";
      const members = new Set<string>();
      for await (const member of listAll(operation, groupId, "id,deviceId", {
        permission: READ_DEVICES_OF_GROUPS,
        ...options,
      })) {
        if (member["@odata.type"] !== "#microsoft.graph.device") continue;
        // Without the permission Graph lists them, and says nothing of them: none must pass for no member.
        if (!member.deviceId)
          throw new GraphForbidden(operation, READ_DEVICES_OF_GROUPS);
        members.add(member.deviceId.toLowerCase());
      }
      return [...members];
    },
  };
}

const Member = z.object({
  id: lowerCaseId,
  "@odata.type": z.string().optional(),
  deviceId: z.string().nullish(),
});

/**
 * Groups have devices, applications and groups as members as well. A member without a type is taken for a user: then
 * no id of another kind matches one.
 */
function isUser(member: z.output<typeof Member>): boolean {
  const type = member["@odata.type"];
  return type === undefined || type === "#microsoft.graph.user";
}
