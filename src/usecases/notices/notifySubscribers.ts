import { NotAllowed } from "../../domain/people/notAllowed.ts";
import type { PersonRef, UserId } from "../../domain/people/user.ts";
import {
  interestedPeople,
  whyMayNotDecide,
} from "../../domain/proposals/conflictOfInterest.ts";
import { isFor } from "../../domain/proposals/isFor.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { awaitsDecision } from "../../domain/proposals/states.ts";
import { inPerson } from "../../domain/channels/inPerson.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Jobs } from "../../ports/jobs.ts";
import type { Log } from "../../ports/log.ts";
import { PersonUnreachable, type Messenger } from "../../ports/messenger.ts";
import type { Storage } from "../../ports/storage.ts";
import { readKnownAccounts } from "../people/knownAccounts.ts";
import { requireApprover } from "../people/permissions.ts";
import { currentSettings } from "../settings/currentSettings.ts";

interface Deps {
  readonly storage: Storage;
  readonly messenger: Messenger;
  readonly graph: Graph;
  readonly approversGroupId: GroupId;
  readonly clock: Clock;
  readonly log: Log;
}

/** Of what is posted within so long, subscribers are told in one message. */
const BUNDLED_MS = 3 * 60 * 1000;
const PAGE = 200;

/** Gives each subscriber's news of the last minutes to a job of their own, once, whatever crashes. */
export async function collectNews({
  storage,
  clock,
}: Pick<Deps, "storage" | "clock">): Promise<void> {
  const now = clock.now();
  const before = new Date(now.getTime() - BUNDLED_MS);
  for (const userId of await storage.subscriptions.listReaders(before, PAGE))
    await storage.transaction(async (unit) => {
      const proposalIds = await unit.subscriptions.takeNews(userId, now);
      if (proposalIds.length > 0)
        await unit.queue.send("notifySubscriber", { userId, proposalIds });
    });
}

/**
 * Tells a subscriber of new proposals: of those that still wait, and that they may decide. Entra says now whether they
 * are an approver; whoever is none any more is told so once, and of no proposal again.
 *
 * @throws {GraphThrottled | GraphUnavailable | TeamsThrottled | TeamsUnavailable} to be tried again.
 */
export async function notifySubscriber(
  deps: Deps,
  { userId, proposalIds }: Jobs["notifySubscriber"],
): Promise<void> {
  const { storage, messenger, log } = deps;
  const scopes = await storage.subscriptions.listScopes(userId);
  if (scopes.length === 0) return;
  let person: PersonRef;
  try {
    person = await requireApprover(deps, deps.approversGroupId, userId);
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    await endSubscriptions(deps, userId);
    return;
  }
  const proposals = [];
  for (const id of proposalIds) {
    const proposal = await storage.proposals.find(id);
    const isWanted =
      proposal !== null &&
      (scopes.includes(null) || scopes.includes(proposal.channelId));
    // To whom it was handed was told of it then.
    const isNews = isWanted && !isFor(proposal, userId);
    if (isNews && (await mayDecide(deps, proposal, person)))
      proposals.push(proposal);
  }
  if (proposals.length === 0) return;
  try {
    await messenger.notify(inPerson(userId), {
      kind: "new-proposals",
      proposals,
    });
  } catch (error) {
    if (!(error instanceof PersonUnreachable)) throw error;
    await storage.subscriptions.removeAll(userId);
    log.info({ userId }, "A subscriber has no chat with the bot any more");
  }
}

async function mayDecide(
  { storage, graph, clock }: Deps,
  proposal: Proposal,
  person: PersonRef,
): Promise<boolean> {
  if (!awaitsDecision(proposal)) return false;
  const { values } = await currentSettings(storage);
  const accounts = await readKnownAccounts(
    { storage, graph, clock },
    values.pairedAccounts,
    person,
    interestedPeople(proposal),
    {},
  );
  return whyMayNotDecide(proposal, person, accounts) === null;
}

/** Told by a job that is stored with the end: once, by whichever of two that look at the same moment. */
async function endSubscriptions(
  { storage, log }: Deps,
  userId: UserId,
): Promise<void> {
  await storage.transaction(async (unit) => {
    if ((await unit.subscriptions.removeAll(userId)) === 0) return;
    await unit.queue.send("notifyPerson", {
      recipient: inPerson(userId),
      notice: { kind: "subscription-ended" },
    });
  });
  log.info({ userId }, "A subscriber is no approver any more");
}
