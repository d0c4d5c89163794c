import { randomUUID } from "node:crypto";
import type { Log } from "../../ports/log.ts";
import { cardKey } from "../../domain/cards/cardKey.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { UnitOfWork } from "../../ports/storage.ts";
import { supersede } from "./createProposal.ts";
import { lifetimeFrom } from "../../domain/proposals/lifetime.ts";
import { ActionNotPossible } from "../../domain/proposals/errors.ts";
import type {
  FrozenEvidence,
  Proposal,
  ProposalId,
} from "../../domain/proposals/proposal.ts";
import { handOn } from "./endWishes.ts";
import { withDaysOf } from "./showEvidence.ts";
import { storeCreated } from "./storeChange.ts";
import { message } from "../../domain/message.ts";

/**
 * *Someone else…*: the old proposal is superseded and the new one goes on in the same message, asked for by the person
 * who picked, who then may not approve it.
 *
 * @throws {ActionNotPossible} the person picked is proposed already.
 */
export async function replaceProposal(
  log: Log,
  unit: UnitOfWork,
  current: Proposal,
  { toUser, why }: { readonly toUser: PersonRef; readonly why?: string },
  person: PersonRef,
  now: Date,
): Promise<Proposal> {
  if (current.toUser?.id === toUser.id) {
    throw new ActionNotPossible(current, message("proposal.proposed-already"));
  }
  const { values } = await currentSettings(unit);
  const id = randomUUID() as ProposalId;
  const origin = {
    kind: "manual",
    requestedBy: person,
    ...(why !== undefined && { why }),
  } as const;
  const withDays = <Evidence extends FrozenEvidence | null>(
    evidence: Evidence,
  ) => withDaysOf(unit, evidence, current.device.id, toUser, current.fromUser);
  const successor: Proposal = {
    ...current,
    // What a lead says against one person says nothing of another.
    objection: null,
    // Who was to decide about one person may be the other.
    handedTo: null,
    id,
    version: 1,
    toUser,
    origin,
    evidence: await withDays(current.evidence),
    ...(current.background && {
      background: await withDays(current.background),
    }),
    wishes: await handOn(unit, current, { id, toUser, origin }),
    state: { kind: "pending" },
    cardRefused: null,
    createdAt: now,
    postedAt: now,
    ...lifetimeFrom(now, values),
  };
  const by = { kind: "proposal", proposalId: successor.id } as const;
  await supersede(unit, log, current, by, person.id, now, "someone-else");
  if (successor.channelId !== null)
    await unit.subscriptions.addNews(id, successor.channelId, now);
  await storeCreated(unit, log, successor, {
    at: now,
    actor: person.id,
    ...(why !== undefined && { details: { why } }),
  });
  await unit.cardPosts.handOver(
    cardKey("proposal", current.id),
    cardKey("proposal", successor.id),
  );
  return successor;
}
