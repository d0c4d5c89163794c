import { z } from "zod";
import { AppError } from "../../src/domain/appError.ts";
import type { Clock } from "../../src/ports/clock.ts";
import {
  ChannelLost,
  MessageGone,
  MessageRefused,
  PersonUnreachable,
  TeamsThrottled,
  TeamsUnavailable,
  type Messenger,
} from "../../src/ports/messenger.ts";
import type {
  Recipient,
  PostedMessage,
  Channel,
  ChannelId,
  Place,
} from "../../src/domain/channels/channel.ts";
import type { TrackedCard } from "../../src/domain/cards/trackedCard.ts";
import type { InstallationStore } from "../../src/ports/stores/installationStore.ts";
import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import { baseConversationId } from "../protocol/activity.ts";
import { attachCard, type Activity } from "../protocol/wire.ts";
import type { CustodianAdapter } from "../protocol/adapter.ts";
import type { TabLink } from "../cards/parts/tabLink.ts";
import { renderTrackedCard } from "../cards/renderTrackedCard.ts";
import { renderNotice } from "../cards/renderNotice.ts";
import type { Logger } from "../telemetry/log.ts";
import type { BotMetrics } from "../telemetry/metrics.ts";
import { tokenOf } from "../protocol/credentials.ts";
import {
  CONNECTOR_HTTP,
  ConnectorFailure,
  describeTeamsFailure,
  sendToConnector,
} from "../protocol/connectorHttp.ts";
import type { Messages } from "../messages/messages.ts";
import { readChannelNames } from "./channelNames.ts";
import type { Languages } from "./languages.ts";
import type { Pacing } from "../protocol/pacing.ts";

interface Deps {
  readonly adapter: CustodianAdapter;
  readonly installations: Pick<InstallationStore, "findPersonal">;
  /** Whose clients are to ask for their own view of the card, as Teams names them. */
  readonly listViewers: (
    proposal: Proposal,
    budgetMs: number,
  ) => Promise<readonly string[]>;
  /** Where Teams answers for this tenant; null while nothing ever came from there. */
  readonly findServiceUrl: () => Promise<string | null>;
  readonly languages: Pick<
    Languages,
    "ofChannel" | "ofPerson" | "ofConversationWith"
  >;
  readonly pacing: Pacing;
  /** To what a card is about in the tab; none unless given. */
  readonly tabLink?: TabLink;
  readonly botId: string;
  readonly tenantId: string;
  readonly clock: Clock;
  readonly metrics: Pick<BotMetrics, "teamsCalls">;
  readonly log: Logger;
}

/** How long a card waits for Entra to say who the approvers are. */
const VIEWERS_MS = 2_000;

/** Says in Teams what Custodian has to say; see the port for what each call promises. */
export function createMessenger(deps: Deps): Messenger {
  const { adapter, pacing, clock } = deps;
  const bot = { id: `28:${deps.botId}`, name: "Custodian" };

  return {
    async post(place, card) {
      const activity = await render(card, toWhereRead(place));
      const forDecision = isDecidedBy(card);
      switch (place.kind) {
        case "channel":
          return await postInChannel(place.channel, activity, forDecision);
        case "thread": {
          const { channelId, serviceUrl, conversationId } = place;
          const posted = await send(
            "post",
            { kind: "channel", channelId },
            () =>
              sendTo({ serviceUrl, id: conversationId }, activity, forDecision),
          );
          return { ...posted, channelId };
        }
        case "conversation":
          return await send("post", IN_CONVERSATION, () =>
            sendTo(
              { serviceUrl: place.serviceUrl, id: place.conversationId },
              activity,
              forDecision,
            ),
          );
        case "personal":
          return await postInPerson(place.userId, activity, forDecision);
      }
    },

    async edit(posted, card) {
      const activity = await render(card, placeOf(posted));
      const forDecision = isDecidedBy(card);
      await send("edit", whereOf(posted), async () => {
        const connector = await connectorOnTurn(
          { serviceUrl: posted.serviceUrl, id: posted.conversationId },
          forDecision,
        );
        await connector.conversations.updateActivity(
          posted.conversationId,
          posted.activityId,
          { ...activity, id: posted.activityId },
        );
      });
    },

    async reply(posted, message) {
      const text = (await messagesAt(placeOf(posted), null)).t(message);
      await send("reply", whereOf(posted), async () => {
        const connector = await connectorOnTurn({
          serviceUrl: posted.serviceUrl,
          id: posted.conversationId,
        });
        await connector.conversations.sendToConversation(
          posted.conversationId,
          toActivity({ text, textFormat: "plain" }),
        );
      });
    },

    async namesOf(channel) {
      const { id, teamId, serviceUrl } = channel;
      if (teamId === null) return null;
      return await send(
        "names",
        { kind: "channel", channelId: id },
        async () => {
          const { credentials } = await connectorOnTurn({ id, serviceUrl });
          return await readChannelNames(
            channel,
            teamId,
            `Bearer ${await tokenOf(credentials)}`,
          );
        },
      );
    },

    async say(channel, message) {
      const text = (await deps.languages.ofChannel(channel.id)).t(message);
      const activity = toActivity({ text, textFormat: "plain", summary: text });
      await postInChannel(channel, activity, false);
    },

    async reaches({ id, serviceUrl }) {
      try {
        return await send(
          "reach",
          { kind: "channel", channelId: id },
          async () => {
            const connector = await connectorOnTurn({ id, serviceUrl });
            await connector.conversations.getConversationPagedMembers(id);
            return true;
          },
        );
      } catch (error) {
        if (error instanceof ChannelLost) return false;
        throw error;
      }
    },

    async notify(recipient, notice) {
      const messages = await deps.languages.ofPerson(recipient.userId);
      const { card, summary } = renderNotice(
        notice,
        messages,
        deps.tabLink ?? null,
      );
      const activity = toActivity({ summary, attachments: [attachCard(card)] });
      const forDecision = notice.kind === "refusal";
      const ways = [
        () => notifyInPersonalChat(recipient, activity, forDecision),
        () => notifyInNewChat(recipient, activity, forDecision),
        () => notifyWhereTheyActed(recipient, activity, forDecision),
      ];
      const closed: ClosedToBot[] = [];
      for (const way of ways) {
        try {
          if (await send("tell", ON_ONE_WAY, way)) return;
        } catch (error) {
          if (!(error instanceof ClosedToBot)) throw error;
          deps.log.debug({ reason: error.message }, "A way to tell is closed");
          closed.push(error);
        }
      }
      throw unreachable(recipient.userId, closed);
    },
  };

  async function render(
    card: TrackedCard,
    place: WhereRead,
  ): Promise<Activity> {
    const rendered = renderTrackedCard(card, {
      now: clock.now(),
      isInChannel: place.kind === "channel",
      tabLink: deps.tabLink ?? null,
      messages: await messagesAt(place, readerOf(card)),
      viewers: card.kind === "proposal" ? await viewersOf(card.proposal) : [],
    });
    return toActivity({
      summary: rendered.summary,
      attachments: [attachCard(rendered.card)],
    });
  }

  function messagesAt(
    place: WhereRead,
    reader: UserId | null,
  ): Promise<Messages> {
    switch (place.kind) {
      case "channel":
        return deps.languages.ofChannel(place.channel.id);
      case "conversation":
        return deps.languages.ofConversationWith(place.conversationId, reader);
      case "personal":
        return deps.languages.ofPerson(place.userId);
    }
  }

  async function viewersOf(proposal: Proposal): Promise<readonly string[]> {
    try {
      return await deps.listViewers(proposal, VIEWERS_MS);
    } catch (error) {
      // The card is right without them, and must not wait for them.
      deps.log.error({ err: error }, "Viewers of a card could not be listed");
      return [];
    }
  }

  async function postInChannel(
    channel: Channel,
    activity: Activity,
    forDecision: boolean,
  ): Promise<PostedMessage> {
    const where = { kind: "channel", channelId: channel.id } as const;
    const thread = await send("post", where, async () => {
      const connector = await connectorOnTurn(channel, forDecision);
      const answer = await connector.conversations.createConversation({
        isGroup: true,
        bot,
        members: [],
        tenantId: channel.tenantId,
        channelData: {
          channel: { id: channel.id },
          tenant: { id: channel.tenantId },
        },
        activity,
      });
      return threadOf(channel.id, answer);
    });
    return { channelId: channel.id, serviceUrl: channel.serviceUrl, ...thread };
  }

  async function postInPerson(
    userId: UserId,
    activity: Activity,
    forDecision: boolean,
  ): Promise<PostedMessage> {
    const person = { userId, teamsUserId: null, serviceUrl: null };
    const ways = [
      () => findStoredChat(userId),
      () => openChat(person, forDecision),
    ];
    const closed: ClosedToBot[] = [];
    for (const way of ways) {
      try {
        const posted = await send("post", ON_ONE_WAY, async () => {
          const chat = await way();
          return chat && (await sendTo(chat, activity, forDecision));
        });
        if (posted) return posted;
      } catch (error) {
        if (!(error instanceof ClosedToBot)) throw error;
        deps.log.debug({ reason: error.message }, "A chat is closed");
        closed.push(error);
      }
    }
    throw unreachable(userId, closed);
  }

  /** @throws {TeamsUnavailable} the message stands, but the answer does not say where. */
  async function sendTo(
    chat: Chat,
    activity: Partial<Activity>,
    forDecision: boolean,
  ): Promise<PostedMessage> {
    const { serviceUrl, id: conversationId } = chat;
    const connector = await connectorOnTurn(chat, forDecision);
    const answer: unknown = await connector.conversations.sendToConversation(
      conversationId,
      activity,
    );
    const sent = Sent.safeParse(answer);
    if (!sent.success)
      throw new TeamsUnavailable("an answer without an id", true);
    return {
      channelId: null,
      serviceUrl,
      conversationId,
      activityId: sent.data.id,
    };
  }

  /** @returns false when there is no such chat. */
  async function notifyInPersonalChat(
    { userId }: Recipient,
    activity: Partial<Activity>,
    forDecision: boolean,
  ): Promise<boolean> {
    const chat = await findStoredChat(userId);
    if (!chat) return false;
    await notifyIn(chat, activity, forDecision);
    return true;
  }

  async function notifyInNewChat(
    recipient: Recipient,
    activity: Partial<Activity>,
    forDecision: boolean,
  ): Promise<boolean> {
    const chat = await openChat(recipient, forDecision);
    if (!chat) return false;
    await notifyIn(chat, activity, forDecision);
    return true;
  }

  async function notifyIn(
    chat: Chat,
    activity: Partial<Activity>,
    forDecision: boolean,
  ): Promise<void> {
    const connector = await connectorOnTurn(chat, forDecision);
    await connector.conversations.sendToConversation(chat.id, activity);
  }

  async function findStoredChat(userId: UserId): Promise<Chat | null> {
    const stored = await deps.installations.findPersonal(userId);
    if (stored === null || stored === undefined) return null;
    const { serviceUrl, conversation } = Reference.parse(stored);
    return { serviceUrl, id: conversation.id };
  }

  /**
   * Teams opens a chat for an Entra object id too, where someone never clicked and so has no id of Teams' own here.
   *
   * @returns null when it is not known where Teams answers for this tenant.
   */
  async function openChat(
    {
      userId,
      teamsUserId,
      ...known
    }: Pick<Recipient, "userId" | "teamsUserId" | "serviceUrl">,
    forDecision: boolean,
  ): Promise<Chat | null> {
    const memberId = teamsUserId ?? userId;
    const serviceUrl = known.serviceUrl ?? (await deps.findServiceUrl());
    if (serviceUrl === null) return null;
    const connector = await connectorOnTurn(
      { serviceUrl, id: memberId },
      forDecision,
    );
    try {
      const { id } = await connector.conversations.createConversation({
        isGroup: false,
        bot,
        members: [{ id: memberId, name: "" }],
        tenantId: deps.tenantId,
        channelData: { tenant: { id: deps.tenantId } },
      });
      return { serviceUrl, id };
    } catch (error) {
      // A chat that may have been opened is no message: asking for it again gives the same one.
      if (error instanceof ConnectorFailure && error.maybeDone)
        throw new TeamsUnavailable(describeTeamsFailure(error), false);
      throw error;
    }
  }

  /** A message in the conversation that only this person sees. botbuilder has no call for it. */
  async function notifyWhereTheyActed(
    { teamsUserId, serviceUrl, conversationId }: Recipient,
    activity: Partial<Activity>,
    forDecision: boolean,
  ): Promise<boolean> {
    if (teamsUserId === null || serviceUrl === null || conversationId === null)
      return false;
    const connector = await connectorOnTurn(
      { serviceUrl, id: conversationId },
      forDecision,
    );
    const request = {
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
    };
    await sendToConnector(request, {
      ...CONNECTOR_HTTP,
      beforeRepeat: () => pacing.wait(conversationId, { forDecision }),
    });
    return true;
  }

  /** Waits until something may be sent to the conversation, and gives what to send it with. */
  async function connectorOnTurn(
    { id, serviceUrl }: Chat,
    forDecision = false,
  ) {
    await pacing.wait(id, { forDecision });
    return await adapter.connectorFor(serviceUrl, forDecision);
  }

  /** Counts the call and puts its failure into the port's words. */
  async function send<T>(
    call: "post" | "edit" | "reply" | "tell" | "reach" | "names",
    where: Where,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      const result = await work();
      deps.metrics.teamsCalls.inc({ call, outcome: "ok" });
      return result;
    } catch (error) {
      const translated = translate(error, where);
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

/** What a refusal speaks about. */
type Where =
  | { readonly kind: "channel"; readonly channelId: ChannelId }
  /** A chat, or a thread in which someone typed. */
  | { readonly kind: "conversation" }
  /** To one person, to whom another way may lead. */
  | { readonly kind: "way" };

const IN_CONVERSATION: Where = { kind: "conversation" };
const ON_ONE_WAY: Where = { kind: "way" };

function whereOf({ channelId }: PostedMessage): Where {
  return channelId === null ? IN_CONVERSATION : { kind: "channel", channelId };
}

/** Of a place, what says in which language a card is read there. */
type WhereRead =
  | { readonly kind: "channel"; readonly channel: Pick<Channel, "id"> }
  | { readonly kind: "conversation"; readonly conversationId: string }
  | { readonly kind: "personal"; readonly userId: UserId };

function placeOf({ channelId, conversationId }: PostedMessage): WhereRead {
  return channelId === null
    ? { kind: "conversation", conversationId }
    : { kind: "channel", channel: { id: channelId } };
}

function toWhereRead(place: Place): WhereRead {
  return place.kind === "thread"
    ? { kind: "channel", channel: { id: place.channelId } }
    : place;
}

/** Whether people decide on the card, and see there what came of it. */
function isDecidedBy({ kind }: TrackedCard): boolean {
  switch (kind) {
    case "proposal":
    case "batch":
    case "objection":
      return true;
    case "handoff":
    case "handoffDigest":
    case "sweep":
    case "lookUp":
    case "propose":
      return false;
  }
}

/** For whom a card outside a channel is; null for nobody in particular. */
function readerOf(card: TrackedCard): UserId | null {
  switch (card.kind) {
    case "handoff":
    case "handoffDigest":
      return card.lead?.id ?? null;
    case "sweep":
      return card.sweep.requestedBy;
    case "lookUp":
      return card.asker;
    case "propose":
      return card.request.requestedBy;
    case "proposal":
    case "batch":
    case "objection":
      return null;
  }
}

interface Chat {
  readonly serviceUrl: string;
  readonly id: string;
}

/** For one person, this way does not lead to them; another may. */
class ClosedToBot extends Error {
  override readonly name = "ClosedToBot";
  /** Teams said so in a word that means it; else it may be open the next time. */
  readonly isCertain: boolean;

  constructor(detail: string, isCertain: boolean) {
    super(detail);
    this.isCertain = isCertain;
  }
}

function unreachable(
  userId: UserId,
  closed: readonly ClosedToBot[],
): PersonUnreachable | TeamsUnavailable {
  const unsure = closed.find(({ isCertain }) => !isCertain);
  return unsure
    ? new TeamsUnavailable(unsure.message, false)
    : new PersonUnreachable(userId);
}

function translate(error: unknown, where: Where): Error {
  if (error instanceof AppError) return error;
  if (!(error instanceof ConnectorFailure))
    // Nothing was sent: the token could not be had, or the database did not answer.
    return new TeamsUnavailable(describeTeamsFailure(error), false);

  const { status, code } = error;
  if (status === 429 || status === 412)
    return new TeamsThrottled(error.retryAfterMs);
  if (status === 404 && code === "ActivityNotFoundInConversation")
    return new MessageGone(code);
  const isClosed =
    (status === 403 || status === 404) && code !== null && CLOSED.has(code);
  if (
    where.kind === "way" &&
    status !== null &&
    status >= 400 &&
    status < 500 &&
    status !== 401
  )
    return new ClosedToBot(
      error.message,
      isClosed || (status === 400 && code !== null),
    );
  if (isClosed)
    return new ChannelLost(
      where.kind === "channel" ? where.channelId : null,
      error.message,
    );
  if (status === 413 || (status === 400 && code !== null))
    return new MessageRefused(error.message);
  return new TeamsUnavailable(error.message, error.maybeDone);
}

/**
 * The words with which the Connector says that the bot is not (any more) where it wants to write. A bare 403 or 404, or
 * one with another word, may come from anything on the way, and is no lasting fact.
 */
const CLOSED: ReadonlySet<string> = new Set([
  "BotDisabledByAdmin",
  "BotNotInConversationRoster",
  "BotNotInstalled",
  "ConversationBlockedByUser",
  "ConversationNotFound",
  "ForbiddenOperationException",
  "MessageWritesBlocked",
]);

function toActivity(parts: Partial<Activity>): Activity {
  return { type: "message", ...parts } as Activity;
}

/** A stored conversation, as teamsfx took it down. */
const Reference = z.object({
  serviceUrl: z.string(),
  conversation: z.object({ id: z.string() }),
});

const Sent = z.object({ id: z.string().min(1) });

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
