import { z } from "zod";
import type { Languages } from "./channel/languages.ts";
import { messagesFor } from "./messages/languages.ts";
import { findUserId, localeOf } from "./protocol/activity.ts";
import type { Activity } from "./protocol/wire.ts";
import type { Routes } from "./routes.ts";
import type { Logger } from "./telemetry/log.ts";
import { explainFailure } from "./turn/explainFailure.ts";
import { messageFor, type AnyBody } from "./turn/invoke.ts";
import type { Allowances, TurnKind } from "./turn/allowances.ts";
import type { Turn } from "./turn/turn.ts";
import { Verb } from "./cards/verbs.ts";

interface Deps {
  readonly routes: Routes;
  readonly languages: Pick<Languages, "recordLocale" | "ofConversation">;
  /** In which a click is answered, be it that it is not done yet; some 900 ms by default. */
  readonly clicksWithinMs?: number;
  readonly allowances: Allowances;
}

/** Teams shows a failure when a click is answered late; on phones it sends the click again after some seconds. */
const CLICKS_WITHIN_MS = 900;

/**
 * A click, a dialog, a search or a link: found by its name and answered in the shape that Teams wants for it. Never
 * throws; what went wrong is said to the person.
 */
export async function answerInvoke(
  { routes, languages, allowances, clicksWithinMs = CLICKS_WITHIN_MS }: Deps,
  activity: Activity,
  log: Logger,
): Promise<AnyBody> {
  const userId = findUserId(activity);
  if (userId === null) {
    const said = messagesFor(localeOf(activity));
    return messageFor(activity, said.turn.unknownPerson, said);
  }
  const messages = await languages.recordLocale(userId, activity);

  const turn: Omit<Turn, "goesOn"> = {
    activity,
    userId,
    messages,
    messagesOfCards: () => languages.ofConversation(activity, messages),
    // A click is not claimed: its handler knows what a repetition means.
    onDeferred: () => Promise.resolve(),
    answerWithinMs: clicksWithinMs,
    log,
  };
  const asked = findInvokeRoute(routes, activity);
  try {
    return await allowances.run(userId, asked?.kind ?? "question", (goesOn) =>
      answer(asked, { ...turn, goesOn }),
    );
  } catch (error) {
    return messageFor(activity, explainFailure(error, log, messages), messages);
  }
}

async function answer(asked: InvokeRoute | null, turn: Turn): Promise<AnyBody> {
  const { activity, messages, log } = turn;
  if (asked === null) {
    log.warn({ name: activity.name }, "Unknown invoke");
    return messageFor(activity, messages.turn.unknownInvoke, messages);
  }
  if (asked.handle === undefined) {
    log.warn({ verb: asked.what.slice(0, 100) }, "Unknown verb");
    return messageFor(activity, messages.turn.unknownVerb, messages);
  }
  return await asked.handle(turn);
}

type InvokeHandler = (turn: Turn) => Promise<AnyBody>;

interface InvokeRoute {
  readonly what: string;
  readonly kind: TurnKind;
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
function findInvokeRoute(
  routes: Routes,
  { name, value }: Activity,
): InvokeRoute | null {
  switch (name) {
    case "adaptiveCard/action": {
      const click = Click.safeParse(value);
      if (!click.success) return null;
      const { action, trigger } = click.data;
      const isByItself = trigger === "automatic";
      return isByItself
        ? route(routes.automatic, action.verb, "view")
        : route(routes.verbs, action.verb, kindOf(action.verb));
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
      return {
        what: name,
        kind: "question",
        handle: routes.extension.select,
      };
    case "composeExtension/queryLink":
      return { what: name, kind: "question", handle: routes.unfurl.known };
    case "composeExtension/anonymousQueryLink":
      return { what: name, kind: "question", handle: routes.unfurl.anonymous };
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

const DECISIONS: ReadonlySet<string> = new Set([
  Verb.approve,
  Verb.reject,
  Verb.snooze,
  Verb.wakeNow,
  Verb.someoneElse,
  Verb.undo,
  Verb.tryAgain,
  Verb.approveBatch,
  Verb.approveAllOfBatch,
  Verb.rejectBatch,
]);

function kindOf(verb: string): TurnKind {
  return DECISIONS.has(verb) ? "decision" : "question";
}

function route(
  handlers: Readonly<Record<string, InvokeHandler>>,
  what: string,
  kind: TurnKind = "question",
): InvokeRoute {
  return {
    what,
    kind,
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
): InvokeRoute {
  const steps = Object.hasOwn(handlers, what) ? handlers[what] : undefined;
  return {
    what,
    kind: "question",
    handle: /submit/.test(name) ? steps?.submit : steps?.fetch,
  };
}
