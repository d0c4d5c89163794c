import type { Graph, GroupId } from "../../ports/graph.ts";
import type { UserId } from "../../domain/people/user.ts";

/**
 * Who is in the technicians' group now, nested membership included; none without such a group. The technicians named
 * in the settings are not among them: those are compared by UPN.
 *
 * @throws {GraphThrottled | GraphUnavailable}
 */
export async function listTechnicians(deps: {
  readonly graph: Graph;
  readonly techniciansGroupId: GroupId | null;
}): Promise<ReadonlySet<UserId>> {
  const { graph, techniciansGroupId } = deps;
  if (techniciansGroupId === null) return new Set();
  return new Set(await graph.groups.listMembers(techniciansGroupId));
}
