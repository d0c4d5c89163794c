import type { Activity, TurnContext } from "../protocol/wire.ts";
import {
  MalformedActivity,
  parseActivity,
  toActivity,
  isInvoke,
  localeOf,
} from "../protocol/activity.ts";
import type { CustodianAdapter } from "../protocol/adapter.ts";
import {
  admitActivity,
  KeysUnavailable,
  NotAuthenticated,
  TenantNotServed,
  type InboundAuthentication,
  type TokenClaims,
} from "../protocol/authentication.ts";
import { explainFailure } from "../turn/explainFailure.ts";
import { messageFor } from "../turn/invoke.ts";
import type { Logger } from "../telemetry/log.ts";
import type { BotMetrics } from "../telemetry/metrics.ts";
import { errorBody, type HttpAnswer } from "./httpAnswer.ts";
import { messagesFor } from "../messages/languages.ts";

/** `POST /api/messages` in two steps, so that the body of a stranger is not even read. */
export interface MessagesEndpoint {
  /** @returns what the token says, or the refusal: 401, or 503 while the keys to check it cannot be had. */
  authenticate(
    authorization: string | undefined,
  ): Promise<TokenClaims | HttpAnswer>;
  /** Lets the activity in and runs its turn. */
  take(claims: TokenClaims, body: Buffer): Promise<HttpAnswer>;
}

interface Deps {
  readonly authentication: InboundAuthentication;
  readonly tenantId: string;
  readonly adapter: CustodianAdapter;
  readonly onTurn: (context: TurnContext) => Promise<void>;
  readonly metrics: BotMetrics;
  readonly log: Logger;
}

export function createMessagesEndpoint(deps: Deps): MessagesEndpoint {
  return {
    async authenticate(authorization) {
      try {
        return await deps.authentication.verifyToken(authorization);
      } catch (error) {
        return refusalOf(error, deps.log);
      }
    },

    async take(claims, body) {
      let activity: Activity;
      try {
        const incoming = parseActivity(body);
        admitActivity(incoming, claims, deps.tenantId);
        activity = toActivity(incoming);
      } catch (error) {
        return refusalOf(error, deps.log);
      }
      if (isInvoke(activity)) return takeClick(deps, claims, activity);

      await deps.adapter.deliver(activity, claims, deps.onTurn);
      return { status: 200 };
    },
  };
}

/** A click is answered 200 with a well-formed body, whatever happens: anything else Teams shows as its own failure. */
async function takeClick(
  { adapter, metrics, onTurn, log }: Deps,
  claims: TokenClaims,
  activity: Activity,
): Promise<HttpAnswer> {
  const stopTimer = metrics.invokeSeconds.startTimer();
  try {
    const answer = await adapter.deliver(activity, claims, onTurn);
    return { status: 200, body: answer?.body };
  } catch (error) {
    const messages = messagesFor(localeOf(activity));
    return {
      status: 200,
      body: messageFor(
        activity,
        explainFailure(error, log, messages),
        messages,
      ),
    };
  } finally {
    stopTimer();
  }
}

/** @throws what is not a refusal: a bug. */
function refusalOf(error: unknown, log: Logger): HttpAnswer {
  if (error instanceof NotAuthenticated) {
    log.warn({ reason: error.message }, "Refused: not authenticated");
    return {
      status: 401,
      body: errorBody(
        "not-authenticated",
        "The token is missing or not valid.",
      ),
    };
  }
  if (error instanceof TenantNotServed) {
    log.warn({ reason: error.message }, "Refused: other tenant");
    return {
      status: 403,
      body: errorBody("tenant-not-served", "This tenant is not served here."),
    };
  }
  if (error instanceof MalformedActivity) {
    log.warn({ reason: error.message }, "Refused: malformed");
    return { status: 400, body: errorBody("malformed", error.message) };
  }
  if (error instanceof KeysUnavailable) {
    log.error({ err: error }, "Inbound tokens cannot be checked");
    return {
      status: 503,
      body: errorBody("keys-unavailable", "Try again in a moment."),
      retryAfterSeconds: 5,
    };
  }
  throw error;
}
