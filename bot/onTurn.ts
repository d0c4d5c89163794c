import { z } from "zod";
import type { Clock } from "../src/ports/clock.ts";
import type { DeliveryStore } from "../src/ports/stores/deliveryStore.ts";
import type { UserId } from "../src/domain/people/user.ts";
import {
  attachCard,
  type Activity,
  type TurnContext,
} from "./protocol/wire.ts";
import { isInvoke, localeOf } from "./protocol/activity.ts";
import { asPlainLine } from "./text/asText.ts";
import { describeTeamsFailure } from "./protocol/connectorHttp.ts";
import { postReply, REPLY_WITHIN_MS } from "./channel/postReply.ts";
import { readCommandText } from "./text/commandText.ts";
import { explainFailure } from "./turn/explainFailure.ts";
import { messageFor, type AnyBody } from "./turn/invoke.ts";
import type { Logger } from "./telemetry/log.ts";
import { parseQuestion } from "./text/parseQuestion.ts";
import { readHtml } from "./text/readHtml.ts";
import type { Routes } from "./routes.ts";
import { findUserId, type Reply, type Turn } from "./turn/turn.ts";
import type { Languages } from "./channel/languages.ts";
import { messagesFor } from "./messages/languages.ts";

interface Deps {
  readonly routes: Routes;
  readonly deliveries: Pick<DeliveryStore, "claim" | "settle">;
  readonly languages: Pick<Languages, "recordLocale" | "ofConversation">;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One activity, from its type to the route that answers it. Every failure ends here, with a word to the person. */
export function createTurnHandler(deps: Deps) {
  return async (context: TurnContext): Promise<void> => {
    const { activity } = context;
    const log = deps.log.child({
      activityId: activity.id,
      conversationId: activity.conversation.id,
      activityType: activity.type,
    });
    if (isInvoke(activity)) {
      await respond(context, await answerInvoke(deps, activity, log));
      return;
    }
    switch (activity.type) {
      case "message":
        return answerMessage(deps, context, log);
      case "installationUpdate":
      case "conversationUpdate": {
        // Whoever installs the bot may be told something before they ever write to it.
        const userId = findUserId(activity);
        if (userId !== null)
          await deps.languages.recordLocale(userId, activity);
        return deps.routes.membership(activity);
      }
      // An edited message is not a command: what it said before was done already.
      default:
        return;
    }
  };
}

async function answerMessage(
  { routes, deliveries, languages, clock }: Deps,
  context: TurnContext,
  log: Logger,
): Promise<void> {
  const giveUpAt = Date.now() + REPLY_WITHIN_MS;
  const { activity } = context;
  const { id } = activity;
  const conversationId = activity.conversation.id;
  if (id && !(await deliveries.claim(conversationId, id, clock.now()))) {
    log.info("Delivered before");
    return;
  }
  const settle = async () => {
    if (id) await deliveries.settle(conversationId, id);
  };
  const userId = findUserId(activity);
  const messages = await languages.ofConversation(
    activity,
    userId
      ? await languages.recordLocale(userId, activity)
      : messagesFor(localeOf(activity)),
  );
  const reply = await answerCommand(routes, activity, userId, {
    messages,
    onDeferred: settle,
    log,
  }).catch((error: unknown) => ({
    text: explainFailure(error, log, messages),
  }));
  try {
    if (reply !== null)
      await postReply(() => context.sendActivity(toMessage(reply)), giveUpAt);
  } catch (error) {
    // Teams would only be told to deliver it again at once. Not settled: should it do so later, it is worked again.
    log.error(
      { reason: describeTeamsFailure(error) },
      "Reply could not be posted",
    );
    return;
  }
  await settle();
}

/** Longer than any command with the longest names, so that no pattern is tried on what was pasted. In code units. */
const LONGEST_COMMAND = 1_000;

async function answerCommand(
  routes: Routes,
  activity: Activity,
  userId: UserId | null,
  { messages, onDeferred, log }: Pick<Turn, "messages" | "onDeferred" | "log">,
): Promise<Reply | null> {
  if (userId === null) return { text: messages.turn.unknownPerson };

  const turn: Turn = {
    activity,
    userId,
    messages,
    messagesOfCards: () => Promise.resolve(messages),
    onDeferred,
    log,
  };
  const typed = readCommandText(activity);
  if (isOnlyCard(activity, typed)) return null;
  if (typed.length > LONGEST_COMMAND) return { text: messages.turn.tooLong };
  const text = typed.replace(/[\s?.!]+$/, "");
  for (const { pattern, handle } of routes.commands) {
    const match = pattern.exec(text);
    if (match !== null) return handle(turn, match[1] ?? "");
  }
  const question = parseQuestion(text);
  return question === null
    ? routes.unknownCommand(turn)
    : routes.question(turn, question);
}

/**
 * A card that was put into the chat with the bot, by its own message extension or for a link: it answers by itself. Clients
 * send a placeholder in HTML in its place, or the link. In a channel the bot is told of it only where it was mentioned,
 * and then it was asked something.
 */
function isOnlyCard(
  { attachments = [], conversation }: Activity,
  typed: string,
): boolean {
  return (
    conversation.conversationType === "personal" &&
    attachments.some(({ contentType }) =>
      String(contentType).startsWith("application/vnd.microsoft.card."),
    ) &&
    readHtml(typed)
      .replace(/https:\/\/\S+/g, "")
      .trim() === ""
  );
}

async function answerInvoke(
  { routes, languages }: Deps,
  activity: Activity,
  log: Logger,
): Promise<AnyBody> {
  const userId = findUserId(activity);
  if (userId === null) {
    const said = messagesFor(localeOf(activity));
    return messageFor(activity, said.turn.unknownPerson, said);
  }
  const messages = await languages.recordLocale(userId, activity);

  const asked = findAsked(routes, activity);
  if (asked === null) {
    log.warn({ name: activity.name }, "Unknown invoke");
    return messageFor(activity, messages.turn.unknownInvoke, messages);
  }
  if (asked.handle === undefined) {
    log.warn({ verb: asked.what.slice(0, 100) }, "Unknown verb");
    return messageFor(activity, messages.turn.unknownVerb, messages);
  }
  try {
    return await asked.handle({
      activity,
      userId,
      messages,
      messagesOfCards: () => languages.ofConversation(activity, messages),
      // A click is not claimed: its handler knows what a repetition means.
      onDeferred: () => Promise.resolve(),
      log,
    });
  } catch (error) {
    return messageFor(activity, explainFailure(error, log, messages), messages);
  }
}

type InvokeHandler = (turn: Turn) => Promise<AnyBody>;

interface Asked {
  readonly what: string;
  /** Undefined where nothing of ours has this name any more. */
  readonly handle: InvokeHandler | undefined;
}

const Click = z.object({
  action: z.object({ verb: z.string() }),
  trigger: z.unknown().optional(),
});
const DialogAct = z.object({ data: z.object({ kind: z.string() }) });
const ExtensionAct = z.object({ commandId: z.string() });
const Typing = z.object({ dataset: z.string() });

/** @returns null for an invoke that neither a card, a dialog nor the message extension of ours sends. */
function findAsked(routes: Routes, { name, value }: Activity): Asked | null {
  switch (name) {
    case "adaptiveCard/action": {
      const click = Click.safeParse(value);
      if (!click.success) return null;
      const { action, trigger } = click.data;
      const isByItself = trigger === "automatic";
      return route(isByItself ? routes.automatic : routes.verbs, action.verb);
    }
    case "task/fetch":
    case "task/submit": {
      const act = DialogAct.safeParse(value);
      return act.success
        ? routeStep(routes.dialogs, act.data.data.kind, name)
        : null;
    }
    case "composeExtension/fetchTask":
    case "composeExtension/submitAction": {
      const act = ExtensionAct.safeParse(value);
      return act.success
        ? routeStep(routes.extension.actions, act.data.commandId, name)
        : null;
    }
    case "composeExtension/query": {
      const act = ExtensionAct.safeParse(value);
      return act.success
        ? route(routes.extension.queries, act.data.commandId)
        : null;
    }
    case "composeExtension/selectItem":
      return { what: name, handle: routes.extension.select };
    case "composeExtension/queryLink":
      return { what: name, handle: routes.unfurl.known };
    case "composeExtension/anonymousQueryLink":
      return { what: name, handle: routes.unfurl.anonymous };
    case "application/search": {
      const typing = Typing.safeParse(value);
      return typing.success
        ? route(routes.searches, typing.data.dataset)
        : null;
    }
    case undefined:
    default:
      return null;
  }
}

function route(
  handlers: Readonly<Record<string, InvokeHandler>>,
  what: string,
): Asked {
  return {
    what,
    handle: Object.hasOwn(handlers, what) ? handlers[what] : undefined,
  };
}

function routeStep(
  handlers: Readonly<
    Record<
      string,
      { readonly fetch: InvokeHandler; readonly submit: InvokeHandler }
    >
  >,
  what: string,
  name: string,
): Asked {
  const steps = Object.hasOwn(handlers, what) ? handlers[what] : undefined;
  return {
    what,
    handle: /submit/.test(name) ? steps?.submit : steps?.fetch,
  };
}

async function respond(context: TurnContext, body: AnyBody): Promise<void> {
  await context.sendActivity({
    type: "invokeResponse",
    value: { status: 200, body },
  });
}

function toMessage(reply: Reply): Partial<Activity> {
  const text =
    reply.text === undefined ? {} : { text: asPlainLine(reply.text) };
  return {
    type: "message",
    // Device and display names come from outside: nothing in them is markdown.
    textFormat: "plain",
    ...text,
    ...("card" in reply
      ? {
          summary: reply.summary,
          attachments: [attachCard(reply.card)],
        }
      : {}),
  };
}
