import type { Actor } from "../../domain/proposals/action.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { next } from "../../domain/proposals/states.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import type { Log } from "../../ports/log.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import { inPerson } from "../../domain/channels/inPerson.ts";
import { storeChange } from "./storeChange.ts";

/**
 * *Hand to…*: names the approver who is to decide, in place of whoever was named before. They are told in private;
 * whoever names themselves knows.
 */
export async function handTo(
  log: Log,
  unit: UnitOfWork,
  current: Proposal,
  { approver, giver }: { readonly approver: PersonRef; readonly giver: Actor },
  person: PersonRef,
  now: Date,
): Promise<Proposal> {
  if (approver.id !== person.id)
    await unit.queue.send("notifyPerson", {
      recipient: inPerson(approver.id),
      notice: { kind: "handed-to", proposalId: current.id, giver },
    });
  const after = next(current, {
    handedTo: { person: approver, by: person, at: now },
  });
  return await storeChange(unit, log, current, after, {
    event: "hand-to",
    at: now,
    actor: person.id,
    details: { handedTo: approver.userPrincipalName },
  });
}
