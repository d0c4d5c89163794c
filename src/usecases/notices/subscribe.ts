import { AppError } from "../../domain/appError.ts";
import type {
  SubscribeResult,
  SubscriptionScope,
  UnsubscribeResult,
} from "../../domain/channels/subscription.ts";
import { message } from "../../domain/message.ts";
import type { UserId } from "../../domain/people/user.ts";
import { endAfter } from "../../ports/attempt.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Storage, Stores } from "../../ports/storage.ts";
import { ROLE_CHECK_MS } from "../people/findRole.ts";
import { APPROVERS_ONLY, requireApprover } from "../people/permissions.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly approversGroupId: GroupId;
  readonly clock: Clock;
}

/**
 * `notify me`: an approver is told in private of new proposals from now on. Whether they still are one is asked again
 * whenever they are told. Never throws an AppError.
 */
export async function subscribe(
  deps: Deps,
  userId: UserId,
  scope: SubscriptionScope,
): Promise<SubscribeResult> {
  try {
    await requireApprover(
      deps,
      deps.approversGroupId,
      userId,
      endAfter(ROLE_CHECK_MS),
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kind: "refused", message: refusalOf(error) };
  }
  const { storage, clock } = deps;
  if (scope !== null && !(await storage.channels.find(scope)))
    return { kind: "channel-not-used" };
  await storage.subscriptions.add(userId, scope, clock.now());
  return { kind: "subscribed" };
}

function refusalOf(error: AppError) {
  if (error.userMessage.say === APPROVERS_ONLY.say)
    return message("notices.for-approvers");
  return error.retryable ? message("entra.nothing-done") : error.userMessage;
}

/**
 * `stop notifying me`: in a channel of its proposals, in the personal chat of all. Nobody is asked who they are:
 * anybody may hear less.
 */
export async function unsubscribe(
  { subscriptions }: Pick<Stores, "subscriptions">,
  userId: UserId,
  scope: SubscriptionScope,
): Promise<UnsubscribeResult> {
  const had =
    scope === null
      ? (await subscriptions.removeAll(userId)) > 0
      : await subscriptions.remove(userId, scope);
  if ((await subscriptions.listScopes(userId)).includes(null))
    return { kind: "told-of-all" };
  return { kind: had ? "stopped" : "was-not" };
}
