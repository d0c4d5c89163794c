import {
  ActivityTypes,
  CardFactory,
  type Activity,
  type Attachment,
} from "botbuilder";
import { z } from "zod";
import { AppError } from "../../src/appError.ts";
import type { Clock } from "../../src/clock.ts";
import {
  ChannelLost,
  MessageGone,
  MessageRefused,
  PersonUnreachable,
  TeamsThrottled,
  TeamsUnavailable,
  type Messenger,
  type Recipient,
} from "../../src/notices/messenger.ts";
import type { InstallationStore } from "../../src/notices/ports.ts";
import type { ChannelId } from "../../src/proposals/proposal.ts";
import { baseConversationId } from "../activity.ts";
import type { CustodianAdapter } from "../adapter.ts";
import { renderNotice } from "../cards/renderNotice.ts";
import { renderProposal } from "../cards/renderProposal.ts";
import type { Logger } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import { tokenOf } from "../credentials.ts";
import {
  ConnectorFailure,
  describeTeamsFailure,
  sendToConnector,
} from "./connectorHttp.ts";
import type { Pacing } from "./pacing.ts";

interface Deps {
  readonly adapter: CustodianAdapter;
  readonly installations: Pick<InstallationStore, "findPersonal">;
  /** Where Teams answers for this tenant; null while nothing ever came from there. */
  readonly findServiceUrl: () => Promise<string | null>;
  readonly pacing: Pacing;
  readonly botId: string;
  readonly tenantId: string;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, "teamsCalls">;
  readonly log: Logger;
}

/** Says in Teams what Custodian has to say; see the port for what each call promises. */
export function createMessenger(deps: Deps): Messenger {
  const { adapter, pacing, clock } = deps;
  const bot = { id: `28:${deps.botId}`, name: "Custodian" };

  return {
    async postProposal(channel, proposal) {
      const { card, summary } = renderProposal(proposal, { now: clock.now() });
      const thread = await send("post", channel.id, async () => {
        await pacing.wait(channel.id);
        const connector = await adapter.connectorFor(channel.serviceUrl);
        const answer = await connector.conversations.createConversation({
          isGroup: true,
          bot,
          members: [],
          tenantId: channel.tenantId,
          channelData: {
            channel: { id: channel.id },
            tenant: { id: channel.tenantId },
          },
          activity: message({ summary, attachments: [attach(card)] }),
        });
        return threadOf(channel.id, answer);
      });
      return {
        channelId: channel.id,
        serviceUrl: channel.serviceUrl,
        ...thread,
      };
    },

    async editProposal(posted, proposal) {
      const { card, summary } = renderProposal(proposal, { now: clock.now() });
      await send("edit", posted.channelId, async () => {
        await pacing.wait(posted.conversationId);
        const connector = await adapter.connectorFor(posted.serviceUrl);
        await connector.conversations.updateActivity(
          posted.conversationId,
          posted.activityId,
          message({
            id: posted.activityId,
            summary,
            attachments: [attach(card)],
          }),
        );
      });
    },

    async replyToProposal(posted, text) {
      await send("reply", posted.channelId, async () => {
        await pacing.wait(posted.conversationId);
        const connector = await adapter.connectorFor(posted.serviceUrl);
        await connector.conversations.sendToConversation(
          posted.conversationId,
          message({ text, textFormat: "plain" }),
        );
      });
    },

    async tell(recipient, notice) {
      const { card, summary } = renderNotice(notice);
      const activity = message({ summary, attachments: [attach(card)] });
      const ways = [
        () => tellInPersonalChat(recipient, activity),
        () => tellInNewChat(recipient, activity),
        () => tellWhereTheyActed(recipient, activity),
      ];
      for (const way of ways) {
        try {
          if (await send("tell", null, way)) return;
        } catch (error) {
          if (!(error instanceof ClosedToBot)) throw error;
          deps.log.debug({ reason: error.message }, "A way to tell is closed");
        }
      }
      throw new PersonUnreachable(recipient.userId);
    },
  };

  /** @returns false when there is no such chat. */
  async function tellInPersonalChat(
    { userId }: Recipient,
    activity: Partial<Activity>,
  ): Promise<boolean> {
    const stored = await deps.installations.findPersonal(userId);
    if (stored === null || stored === undefined) return false;
    const { serviceUrl, conversation } = Reference.parse(stored);
    await pacing.wait(conversation.id);
    const connector = await adapter.connectorFor(serviceUrl);
    await connector.conversations.sendToConversation(conversation.id, activity);
    return true;
  }

  /** Teams opens a chat for an Entra object id too, where someone never clicked and so has no id of Teams' own here. */
  async function tellInNewChat(
    recipient: Recipient,
    activity: Partial<Activity>,
  ): Promise<boolean> {
    const memberId = recipient.teamsUserId ?? recipient.userId;
    const serviceUrl = recipient.serviceUrl ?? (await deps.findServiceUrl());
    if (serviceUrl === null) return false;
    await pacing.wait(memberId);
    const connector = await adapter.connectorFor(serviceUrl);
    const { id } = await connector.conversations.createConversation({
      isGroup: false,
      bot,
      members: [{ id: memberId, name: "" }],
      tenantId: deps.tenantId,
      channelData: { tenant: { id: deps.tenantId } },
    });
    await pacing.wait(id);
    await connector.conversations.sendToConversation(id, activity);
    return true;
  }

  /** A message in the conversation that only this person sees. botbuilder has no call for it. */
  async function tellWhereTheyActed(
    { teamsUserId, serviceUrl, conversationId }: Recipient,
    activity: Partial<Activity>,
  ): Promise<boolean> {
    if (teamsUserId === null || serviceUrl === null || conversationId === null)
      return false;
    await pacing.wait(conversationId);
    const connector = await adapter.connectorFor(serviceUrl);
    await sendToConnector({
      method: "POST",
      url: `${serviceUrl.replace(/\/+$/, "")}/v3/conversations/${encodeURIComponent(conversationId)}/activities?isTargetedActivity=true`,
      headers: {
        authorization: `Bearer ${await tokenOf(connector.credentials)}`,
        "content-type": "application/json; charset=utf-8",
      },
      body: JSON.stringify({
        ...activity,
        from: bot,
        recipient: { id: teamsUserId },
        conversation: { id: conversationId },
      }),
    });
    return true;
  }

  /** Counts the call and puts its failure into the port's words. */
  async function send<T>(
    call: "post" | "edit" | "reply" | "tell",
    channelId: ChannelId | null,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      const result = await work();
      deps.metrics.teamsCalls.inc({ call, outcome: "ok" });
      return result;
    } catch (error) {
      const translated = translate(error, channelId);
      deps.metrics.teamsCalls.inc({
        call,
        outcome:
          translated instanceof AppError ? translated.code : "way-closed",
      });
      deps.log.info(
        { call, reason: describeTeamsFailure(error) },
        "Teams did not do it",
      );
      throw translated;
    }
  }
}

/** For one person, this way does not lead to them; another may. */
class ClosedToBot extends Error {
  override readonly name = "ClosedToBot";
}

function translate(error: unknown, channelId: ChannelId | null): Error {
  if (error instanceof AppError) return error;
  if (!(error instanceof ConnectorFailure))
    // Nothing was sent: the token could not be had, or the database did not answer.
    return new TeamsUnavailable(describeTeamsFailure(error), false);

  const { status, code } = error;
  if (status === 429 || status === 412)
    return new TeamsThrottled(error.retryAfterMs);
  if (status === 404 && code === "ActivityNotFoundInConversation")
    return new MessageGone(code);
  if (channelId === null && status !== null && status < 500 && status !== 401)
    return new ClosedToBot(error.message);
  if (channelId !== null && (status === 403 || status === 404))
    return new ChannelLost(channelId, error.message);
  if (status !== null && REFUSED.has(status))
    return new MessageRefused(error.message);
  return new TeamsUnavailable(error.message, error.maybeDone);
}

/** The message itself is wrong or too large, and would be the next time. */
const REFUSED: ReadonlySet<number> = new Set([400, 413]);

function message(parts: Partial<Activity>): Activity {
  return { type: ActivityTypes.Message, ...parts } as Activity;
}

function attach(card: object): Attachment {
  return CardFactory.adaptiveCard(card);
}

/** A stored conversation, as teamsfx took it down. */
const Reference = z.object({
  serviceUrl: z.string(),
  conversation: z.object({ id: z.string() }),
});

const Created = z.object({
  id: z.string(),
  activityId: z.string().nullish(),
});

/**
 * Teams names the thread by its first message: `19:…@thread.tacv2;messageid=…`.
 *
 * @throws {TeamsUnavailable} the message stands, but the answer does not say where.
 */
function threadOf(
  channelId: ChannelId,
  answer: unknown,
): { conversationId: string; activityId: string } {
  const created = Created.safeParse(answer);
  if (!created.success)
    throw new TeamsUnavailable("an answer without an id", true);
  const { id, activityId } = created.data;
  const inThread = /;messageid=([^;]+)/.exec(id)?.[1];
  const root = activityId ?? inThread ?? id;
  return {
    conversationId:
      inThread === undefined
        ? `${baseConversationId(channelId)};messageid=${root}`
        : id,
    activityId: root,
  };
}
