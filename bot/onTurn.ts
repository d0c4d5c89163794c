import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../src/ports/clock.ts";
import type { DeliveryStore } from "../src/ports/stores/deliveryStore.ts";
import type { UserId } from "../src/domain/people/user.ts";
import {
  attachCard,
  type Activity,
  type TurnContext,
} from "./protocol/wire.ts";
import { findUserId, isInvoke, localeOf } from "./protocol/activity.ts";
import { asPlainLine } from "./text/asText.ts";
import {
  ConnectorFailure,
  describeTeamsFailure,
  waitMsAfter,
} from "./protocol/connectorHttp.ts";
import { isAdded } from "./handlers/membership.ts";
import { answerInvoke } from "./onInvoke.ts";
import {
  onOneLine,
  readCommandLines,
  withoutSignature,
} from "./text/commandText.ts";
import { explainFailure } from "./turn/explainFailure.ts";
import type { Logger } from "./telemetry/log.ts";
import {
  parseAsked,
  parsePointing,
  type AskedFor,
} from "./text/parseQuestion.ts";
import { readQuoted } from "./text/teamsMarkup.ts";
import { readHtml } from "./text/readHtml.ts";
import type { Routes } from "./routes.ts";
import type { Allowances } from "./turn/allowances.ts";
import type { Reply, Turn } from "./turn/turn.ts";
import type { Languages } from "./channel/languages.ts";
import { messagesFor } from "./messages/languages.ts";

interface Deps {
  readonly routes: Routes;
  readonly deliveries: Pick<DeliveryStore, "claim" | "settle">;
  readonly languages: Pick<Languages, "recordLocale" | "ofConversation">;
  readonly allowances: Allowances;
  readonly clock: Clock;
  readonly log: Logger;
  /** See `answerInvoke`. */
  readonly clicksWithinMs?: number;
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
      const body = await answerInvoke(deps, activity, log);
      await context.sendActivity({
        type: "invokeResponse",
        value: { status: 200, body },
      });
      await notePresence(deps, activity, log);
      return;
    }
    switch (activity.type) {
      case "message":
        await answerMessage(deps, context, log);
        return notePresence(deps, activity, log);
      case "installationUpdate":
      case "conversationUpdate": {
        // Whoever installs the bot may be told something before they ever write to it.
        const userId = findUserId(activity);
        if (userId !== null)
          await deps.languages.recordLocale(userId, activity);
        await deps.routes.membership(activity);
        if (isAdded(activity)) await notePresence(deps, activity, log);
        return;
      }
      // An edited message is not a command: what it said before was done already.
      default:
        return;
    }
  };
}

/** After the answer, which must not wait for it, and whose fate it does not share. */
async function notePresence(
  { routes }: Deps,
  activity: Activity,
  log: Logger,
): Promise<void> {
  try {
    await routes.presence(activity);
  } catch (error) {
    log.error({ err: error }, "A channel could not be noted as present");
  }
}

/** Of the 15 seconds or so that Teams waits for the answer to a message; the rest is for the last attempt. */
export const REPLY_WITHIN_MS = 10_000;

async function answerMessage(
  { routes, deliveries, languages, allowances, clock }: Deps,
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
  const reply = await answerCommand({ routes, allowances }, activity, userId, {
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
  { routes, allowances }: Pick<Deps, "routes" | "allowances">,
  activity: Activity,
  userId: UserId | null,
  { messages, onDeferred, log }: Pick<Turn, "messages" | "onDeferred" | "log">,
): Promise<Reply | null> {
  if (userId === null) return { text: messages.turn.unknownPerson };

  const turn: Omit<Turn, "goesOn"> = {
    activity,
    userId,
    messages,
    messagesOfCards: () => Promise.resolve(messages),
    onDeferred,
    answerWithinMs: REPLY_WITHIN_MS,
    log,
  };
  const lines = withoutSignature(readCommandLines(activity));
  const typed = onOneLine(lines);
  if (isOnlyCard(activity, typed)) return null;
  return await allowances.run(userId, "question", async (goesOn) =>
    typed.length > LONGEST_COMMAND
      ? { text: messages.turn.tooLong }
      : await routeCommand(routes, { ...turn, goesOn }, lines),
  );
}

async function routeCommand(
  routes: Routes,
  turn: Turn,
  lines: readonly string[],
): Promise<Reply | null> {
  const typed = onOneLine(lines);
  const text = typed.replace(/[\s?.!]+$/, "");
  for (const { pattern, handle } of routes.commands) {
    const match = pattern.exec(text);
    if (match !== null) return handle(turn, match[1] ?? "");
  }
  const asked = parseAsked(lines) ?? pointedAt(turn, text);
  if (asked !== null) return routes.question(turn, asked);
  const named = await routes.readBareName(turn, lines.join("\n"));
  return named === null
    ? routes.unknownCommand(turn, text)
    : routes.question(turn, named);
}

/** "Who owns this": a question where the message answers to another, and otherwise none. */
function pointedAt({ activity }: Turn, text: string): AskedFor | null {
  const { messageIds, text: shown } = readQuoted(activity);
  const kind =
    messageIds.length > 0 || shown !== "" ? parsePointing(text) : null;
  return kind && { question: { kind, name: "" }, list: null };
}

/**
 * A card that was put into the chat with the bot, by its own message extension or for a link: it answers by itself.
 * Clients send a placeholder in HTML in its place, or the link. In a channel the bot is told of it only where it was
 * mentioned, and then it was asked something.
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

/**
 * Posts the reply to a message, and again while Teams' answer is one that passes. After a lost answer it may stand
 * there twice: the lesser evil, for what was asked is done once all the same, and nobody would see a reply that is
 * given up. A card that stands for something stored is posted by `syncCard` instead, which counts what it posts.
 *
 * @param giveUpAt epoch milliseconds after which no further attempt is begun.
 * @throws {ConnectorFailure} of the last attempt; and at once what is no answer that passes.
 */
async function postReply(
  post: () => Promise<unknown>,
  giveUpAt: number,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await post();
      return;
    } catch (error) {
      if (!(error instanceof ConnectorFailure) || !passes(error)) throw error;
      const waitMs = waitMsAfter(error, attempt);
      if (Date.now() + waitMs > giveUpAt) throw error;
      await sleep(waitMs);
    }
  }
}

function passes({ status }: ConnectorFailure): boolean {
  return (
    status === null ||
    status < 300 ||
    status === 412 ||
    status === 429 ||
    (status >= 500 && status !== 501)
  );
}
