import { randomUUID } from "node:crypto";
import type { Log } from "../log.ts";
import { cardKey } from "../notices/cardKey.ts";
import type { PersonRef } from "../people/user.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { UnitOfWork } from "../storage/storage.ts";
import { AnswerNotPossible } from "./errors.ts";
import type { Proposal, ProposalId } from "./proposal.ts";
import { next } from "./states.ts";
import { storeChange } from "./storeChange.ts";
import { tellRequester } from "./tellRequester.ts";

const HOUR_MS = 60 * 60 * 1000;

/**
 * *Someone else…*: the old proposal is superseded and the new one goes on in the same message, asked for by the person
 * who picked, who then may not approve it.
 *
 * @throws {AnswerNotPossible} the person picked is proposed already.
 */
export async function replaceProposal(
  log: Log,
  unit: UnitOfWork,
  current: Proposal,
  toUser: PersonRef,
  person: PersonRef,
  now: Date,
): Promise<Proposal> {
  if (current.toUser?.id === toUser.id) {
    throw new AnswerNotPossible(
      current,
      "This person is proposed already: approve it, or reject it.",
    );
  }
  const { values } = await currentSettings(unit);
  const successor: Proposal = {
    ...current,
    id: randomUUID() as ProposalId,
    version: 1,
    toUser,
    origin: { kind: "manual", requestedBy: person },
    state: { kind: "pending" },
    cardRefused: null,
    createdAt: now,
    postedAt: now,
    expiresAt: new Date(now.getTime() + values.proposalExpiresHours * HOUR_MS),
  };
  const superseded = next(current, {
    state: {
      kind: "superseded",
      by: { kind: "proposal", proposalId: successor.id },
      at: now,
      decision: null,
    },
  });
  await unit.proposals.save(superseded);
  if (
    current.origin.kind === "manual" &&
    current.origin.requestedBy.id !== person.id
  )
    await tellRequester(unit, superseded);
  await unit.audit.append({
    kind: "proposal.superseded",
    at: now,
    actor: person.id,
    deviceId: current.device.id,
    proposalId: current.id,
    details: { by: successor.id },
  });
  await storeChange(unit, log, null, successor, {
    kind: "proposal.created",
    at: now,
    actor: person.id,
  });
  await unit.cardPosts.handOver(
    cardKey("proposal", current.id),
    cardKey("proposal", successor.id),
  );
  return successor;
}
