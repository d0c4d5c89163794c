import type { Graph } from "../../ports/graph.ts";
import { isSamePerson, type PersonRef } from "../../domain/people/user.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import {
  replacedLately,
  StaleRead,
} from "../../domain/proposals/replacedLately.ts";
import type { Stores } from "../../ports/storage.ts";

/**
 * Reads the primary user and refuses to draw conclusions from an answer that is only late: within ten minutes of a
 * write of ours, what that write replaced may still be shown.
 *
 * @param expected what the caller hopes to see, or knows how to deal with.
 * @throws {StaleRead} to be tried again. @throws {GraphNotFound} the device is gone.
 */
export async function readPrimaryUser(
  {
    graph,
    storage,
  }: { readonly graph: Graph; readonly storage: Pick<Stores, "proposals"> },
  proposal: Proposal,
  expected: readonly (PersonRef | null)[],
  now: Date,
): Promise<PersonRef | null> {
  const primaryUser = await graph.primaryUsers.get(proposal.device.id);
  if (expected.some((user) => isSamePerson(user, primaryUser)))
    return primaryUser;
  const others = (
    await storage.proposals.listForDevice(proposal.device.id, 10)
  ).filter(({ id }) => id !== proposal.id);
  if (others.some((other) => replacedLately(other, primaryUser, now))) {
    throw new StaleRead(proposal.device.id);
  }
  return primaryUser;
}
