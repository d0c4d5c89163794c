import { isContradicted, type Handoff } from "../../domain/handoffs/handoff.ts";
import { isSamePerson } from "../../domain/people/user.ts";
import type { Objection } from "../../domain/proposals/objection.ts";
import { next } from "../../domain/proposals/states.ts";
import type { Log } from "../../ports/log.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import { storeChange } from "../proposals/storeChange.ts";
import { findOpenProposal } from "./findOpenProposal.ts";

/**
 * Puts what a lead says against a handoff on the device's open proposal for just that person, unless it stands there:
 * its card gets a new version, so that an approval of the one before comes to nothing. Safe to repeat.
 *
 * The handoff has to be locked, and this comes last in the transaction: the proposal is locked here.
 *
 * @returns whether it was put there now, which is in the audit log then.
 */
export async function contradictProposal(
  unit: UnitOfWork,
  log: Log,
  handoff: Handoff,
  now: Date,
): Promise<boolean> {
  const { objection: said, device } = handoff;
  if (!said || !isContradicted(handoff)) return false;
  const open = await findOpenProposal(unit, device.id);
  // It says nothing of whomever else somebody has proposed.
  if (!open || open.objection || !isSamePerson(open.toUser, said.toUser))
    return false;
  const { by, at, toUser, reason, choice } = said;
  const objection = { by, at, toUser, reason, ...(choice && { choice }) };
  await storeChange(unit, log, open, next(open, { objection }), {
    event: "contradict",
    at: now,
    actor: by.id,
    details: objectionDetails(handoff, objection),
  });
  return true;
}

/** What the audit log says of it. */
export function objectionDetails(
  { id }: Pick<Handoff, "id">,
  { toUser, choice, reason }: Objection,
): Record<string, unknown> {
  return {
    handoffId: id,
    wrongly: toUser?.userPrincipalName ?? null,
    ...(choice && { choice }),
    reason,
  };
}
