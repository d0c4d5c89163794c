import type { Clock } from "../../ports/clock.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { JobNotice, Jobs } from "../../ports/jobs.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage } from "../../ports/storage.ts";
import { PersonUnreachable, type Messenger } from "../../ports/messenger.ts";
import type { Recipient } from "../../domain/channels/channel.ts";
import type { Notice } from "../../domain/cards/notice.ts";
import { message } from "../../domain/message.ts";
import type { Actor } from "../../domain/proposals/action.ts";
import { isFor } from "../../domain/proposals/isFor.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { isOpen } from "../../domain/proposals/states.ts";

interface Deps {
  readonly storage: Storage;
  readonly messenger: Messenger;
  readonly graph: Graph;
  readonly adminsGroupId: GroupId;
  readonly clock: Clock;
  readonly log: Log;
}

/** Sends one private notice. Who cannot be reached in private is not told in public: that is only logged. */
export async function notifyPerson(
  deps: Deps,
  recipient: Recipient,
  jobNotice: JobNotice,
): Promise<void> {
  const notice = await readNotice(deps, recipient, jobNotice);
  if (!notice) return;
  try {
    await deps.messenger.notify(recipient, notice);
  } catch (error) {
    if (!(error instanceof PersonUnreachable)) throw error;
    deps.log.info(
      { userId: recipient.userId, notice: notice.kind },
      "A person has no chat with the bot",
    );
    if (jobNotice.kind === "handed-to" && notice.kind === "handed-to")
      await tellGiver(deps, jobNotice.giver, notice.proposal);
  }
}

/** The proposal's card says whom it is for all the same. */
async function tellGiver(
  { storage, clock }: Deps,
  giver: Actor,
  { id, device, handedTo }: Proposal,
): Promise<void> {
  if (!handedTo) return;
  const said = message("proposal.handed-to-unreachable", {
    name: handedTo.person.displayName || handedTo.person.userPrincipalName,
    device: device.name,
  });
  await storage.transaction(async ({ queue, lateRefusals }) => {
    await queue.send("notifyPerson", {
      recipient: giver.replyTo,
      notice: { kind: "not-reached", deviceName: device.name, message: said },
    });
    if (giver.isInTab)
      await lateRefusals.add({
        userId: giver.userId,
        proposalId: id,
        message: said,
        at: clock.now(),
      });
  });
}

/** One job for each admin, so that a crash in the middle tells nobody twice. */
export async function notifyAdmins(
  deps: Deps,
  news: Jobs["notifyAdmins"],
): Promise<void> {
  const notice = toNotice(news);
  const admins = await deps.graph.groups.listMembers(deps.adminsGroupId);
  await deps.storage.transaction(async ({ queue }) => {
    for (const userId of admins.slice(0, MAX_ADMINS)) {
      await queue.send("notifyPerson", {
        recipient: {
          userId,
          teamsUserId: null,
          serviceUrl: null,
          conversationId: null,
        },
        notice,
      });
    }
  });
}

/** A group this large is not a group of people who look after Custodian. */
const MAX_ADMINS = 50;

function toNotice(news: Jobs["notifyAdmins"]): JobNotice {
  if ("held" in news) return { kind: "channel-lost", held: news.held };
  if ("refusedCardOf" in news)
    return { kind: "card-refused", deviceName: news.refusedCardOf };
  if ("givenUp" in news)
    return { kind: "work-left", work: news.givenUp, isGivenUp: true };
  if ("late" in news)
    return { kind: "work-left", work: news.late, isGivenUp: false };
  if ("neverPostedOf" in news)
    return { kind: "never-posted", deviceName: news.neverPostedOf };
  if ("unreadableGroup" in news)
    return { kind: "group-unreadable", group: news.unreadableGroup };
  if ("unreadableOutputs" in news)
    return { kind: "outputs-unreadable", why: news.unreadableOutputs };
  if ("signInsRefused" in news)
    return { kind: "sign-ins-refused", why: news.signInsRefused };
  if ("auditHeadLost" in news) return { kind: "audit-head-lost" };
  if ("firstRunWaiting" in news)
    return {
      kind: "first-run",
      waiting: news.firstRunWaiting,
      perDay: news.perDay,
    };
  return { kind: "no-channel" };
}

async function readNotice(
  { storage }: Deps,
  { userId }: Recipient,
  notice: JobNotice,
): Promise<Notice | null> {
  if (!("proposalId" in notice)) return notice;
  if (notice.kind === "handed-to") {
    const proposal = await storage.proposals.find(notice.proposalId);
    // Decided meanwhile, or handed to somebody else.
    return proposal && isOpen(proposal) && isFor(proposal, userId)
      ? { kind: notice.kind, proposal }
      : null;
  }
  const { proposalId, ...rest } = notice;
  const proposal = await storage.proposals.find(proposalId);
  return proposal && { ...rest, proposal };
}
