import { AppError } from "../../domain/appError.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Stores } from "../../ports/storage.ts";
import type { Log } from "../../ports/log.ts";
import { ADMINS_ONLY, findRoleOf } from "./permissions.ts";
import type { UserId } from "../../domain/people/user.ts";
import { message, type Message } from "../../domain/message.ts";

interface Deps {
  readonly graph: Graph;
  readonly storage: Pick<Stores, "people">;
  readonly clock: Clock;
  readonly adminsGroupId: GroupId;
  readonly log: Log;
}

/** What a person may ask for; `none` says why not. */
export type Role =
  | { readonly kind: "admin" | "member" }
  | { readonly kind: "none"; readonly message: Message };

export type Permission =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly message: Message };

/** Teams waits about 15 seconds for a message's answer. */
export const ROLE_CHECK_MS = 8000;

/** Live, from Entra, in the time Teams gives a message. Never throws an AppError: who cannot be checked has none. */
export async function findRole(
  deps: Omit<Deps, "log">,
  userId: UserId,
): Promise<Role> {
  try {
    const signal = AbortSignal.timeout(ROLE_CHECK_MS);
    return await findRoleOf(deps, deps.adminsGroupId, userId, { signal });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      kind: "none",
      message: error.retryable
        ? message("entra.nothing-done")
        : error.userMessage,
    };
  }
}

/**
 * The same for what is shown, where nobody waits that long: a question that still runs is shared, so that who asks
 * again and again leaves no more than one of them behind.
 */
export function createRoleFinder(
  deps: Omit<Deps, "log">,
): (userId: UserId) => Promise<Role> {
  const running = new Map<UserId, Promise<Role>>();
  return (userId) => {
    const role =
      running.get(userId) ??
      findRole(deps, userId).finally(() => running.delete(userId));
    running.set(userId, role);
    return role;
  };
}

/** The same as `findRole`, for what admins alone may do; a refusal is logged. */
export async function requireAdmin(
  deps: Deps,
  userId: UserId,
): Promise<Permission> {
  const role = await findRole(deps, userId);
  if (role.kind === "admin") return { allowed: true };
  deps.log.info({ userId, role: role.kind }, "An admin's command was refused");
  return {
    allowed: false,
    message: role.kind === "none" ? role.message : ADMINS_ONLY,
  };
}
