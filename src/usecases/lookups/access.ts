import { AppError } from "../../domain/appError.ts";
import {
  attempt,
  endAfter,
  refusalOf,
  within,
  type Attempt,
} from "../../ports/attempt.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import { NotAllowed } from "../../domain/people/notAllowed.ts";
import { requireTenantMember } from "../people/permissions.ts";
import { recordAccount } from "../people/recordAccount.ts";
import type { User, UserId } from "../../domain/people/user.ts";
import type { Stores } from "../../ports/storage.ts";
import type { Access } from "../../domain/lookups/lookup.ts";
import { message, type Message } from "../../domain/message.ts";

interface Deps {
  readonly storage: Pick<Stores, "people">;
  readonly graph: Pick<Graph, "users" | "groups">;
  readonly clock: Clock;
  readonly log: Pick<Log, "info">;
  /** Null: every member of the tenant sees everything. */
  readonly techniciansGroupId: GroupId | null;
  readonly approversGroupId: GroupId;
  readonly adminsGroupId: GroupId;
}

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

/** Whoever was disabled, or made a guest, reads for so long at most while Entra answers. */
const ACCOUNT_HOLDS_MS = 5 * MINUTE_MS;
/**
 * Stands in for an answer that does not come in time: a full sweep reads everybody once a day. Who is asked about
 * again meanwhile is refused as soon as Entra says so.
 */
const ACCOUNT_STANDS_IN_MS = 26 * HOUR_MS;
/** Of the budget, where the directory can stand in: the rest is for what was asked. */
const ACCOUNT_SHARE = 0.5;

const MEMBERSHIP_HOLDS_MS = 5 * MINUTE_MS;
/** The same of somebody who was a technician. */
const MEMBERSHIP_STANDS_IN_MS = HOUR_MS;

/** Of those who asked within minutes, in the largest of tenants. */
const MOST_REMEMBERED = 10_000;
/** Accounts that are read at the same time; whoever comes then is told to try again. */
const MOST_READS = 1_000;

/** Whoever asks again after an answer that came too late for them finds it here. */
const LATE_ANSWER_MS = 10_000;

const NOT_CHECKED = message("people.not-checked");

interface Account {
  /** Null: Entra does not know the account. */
  readonly user: User | null;
  /** When the directory read it, where Entra did not say now. */
  readonly asOf: Date | null;
}

interface Membership {
  asking: Promise<boolean> | null;
  said: { readonly isMember: boolean; readonly askedAt: Date } | null;
}

/**
 * Says what a person may see. For looking only: whoever decides is checked live. Members of the tenant alone see
 * anything, by what Entra says now or said five minutes ago at most. What it says after the budget is kept for the
 * next question; until then a member whom the directory read within 26 hours is believed, and the answer says so.
 *
 * With a technicians' group, its members, approvers and admins see other people's logons and history; so long as
 * Entra has not said that they are, they see what everybody may. Its answer counts for five minutes in this process,
 * and that somebody is one of them for an hour while Entra does not answer.
 */
export function createAccess(
  deps: Deps,
): (asker: UserId, budgetMs: number) => Promise<Access> {
  const memberships = new Map<UserId, Membership>();
  const reads = new Map<UserId, Promise<Attempt<User | null>>>();

  return async (asker, budgetMs) => {
    const until = performance.now() + budgetMs;
    const { techniciansGroupId } = deps;
    // At once with the account: a budget is too short for one after the other.
    const membership =
      techniciansGroupId === null
        ? null
        : isTechnician(asker, techniciansGroupId, budgetMs);
    membership?.catch(() => undefined);
    const account = await findAccount(asker, budgetMs, until);
    if (account === "not-checked")
      return { kind: "not-checked", message: NOT_CHECKED };
    if ("refusal" in account) return { kind: "none", message: account.refusal };
    try {
      requireTenantMember(account.user);
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      return { kind: "none", message: error.userMessage };
    }
    const isMember = await membership;
    const { asOf } = account;
    const age = asOf === null ? {} : { accountReadAt: asOf };
    if (isMember !== null && typeof isMember === "object")
      return { kind: "undecided", refusal: isMember.refusal, ...age };
    switch (isMember) {
      // Without such a group.
      case null:
      case true:
        return { kind: "full", ...age };
      case false:
        return { kind: "basic", ...age };
      case "not-said":
        return { kind: "undecided", ...age };
    }
  };

  async function findAccount(
    id: UserId,
    budgetMs: number,
    until: number,
  ): Promise<Account | "not-checked" | { readonly refusal: Message }> {
    const known = await deps.storage.people.find(id);
    const ageMs = known
      ? deps.clock.now().getTime() - known.readAt.getTime()
      : Infinity;
    // Somebody who works again should not have to wait for the next sweep.
    const isUsable = known?.user.accountEnabled === true;
    if (isUsable && ageMs <= ACCOUNT_HOLDS_MS)
      return { user: known.user, asOf: null };
    const standsIn = isUsable && ageMs <= ACCOUNT_STANDS_IN_MS;
    const read = readAccount(id);
    const leftMs = until - performance.now();
    const live =
      read &&
      (await within(
        standsIn ? Math.min(leftMs, budgetMs * ACCOUNT_SHARE) : leftMs,
        read,
      ));
    if (live?.answered) return { user: live.value, asOf: null };
    if (standsIn) return { user: known.user, asOf: known.readAt };
    // What Entra refuses now it refuses in a moment, too.
    const refusal = live && refusalOf(live);
    return refusal ? { refusal } : "not-checked";
  }

  /** Goes on after the budget, so that the next question finds the answer. Null when too many are read already. */
  function readAccount(id: UserId): Promise<Attempt<User | null>> | null {
    const running = reads.get(id);
    if (running) return running;
    if (reads.size >= MOST_READS) return null;
    const read = readAndKeep(id).finally(() => reads.delete(id));
    reads.set(id, read);
    return read;
  }

  async function readAndKeep(id: UserId): Promise<Attempt<User | null>> {
    const readAt = deps.clock.now();
    const live = await attempt(
      deps.graph.users.find(id, endAfter(LATE_ANSWER_MS)),
    );
    if (live.answered)
      await recordAccount(deps.storage.people, id, live.value, readAt);
    return live;
  }

  async function isTechnician(
    id: UserId,
    techniciansGroupId: GroupId,
    budgetMs: number,
  ): Promise<boolean | "not-said" | { readonly refusal: Message }> {
    const membership = remember(id);
    const { said } = membership;
    const ageMs = said
      ? deps.clock.now().getTime() - said.askedAt.getTime()
      : Infinity;
    if (said && ageMs < MEMBERSHIP_HOLDS_MS) return said.isMember;
    membership.asking ??= askGroups(id, techniciansGroupId, membership).finally(
      () => {
        membership.asking = null;
      },
    );
    const answer = await within(budgetMs, attempt(membership.asking));
    if (answer?.answered) return answer.value;
    if (said?.isMember && ageMs <= MEMBERSHIP_STANDS_IN_MS) return true;
    const refusal = answer && refusalOf(answer);
    return refusal ? { refusal } : "not-said";
  }

  function remember(id: UserId): Membership {
    const membership = memberships.get(id) ?? { asking: null, said: null };
    memberships.delete(id);
    memberships.set(id, membership);
    const [oldest] = memberships.keys();
    if (memberships.size > MOST_REMEMBERED && oldest !== undefined)
      memberships.delete(oldest);
    return membership;
  }

  async function askGroups(
    id: UserId,
    techniciansGroupId: GroupId,
    membership: Membership,
  ): Promise<boolean> {
    const groups = [
      techniciansGroupId,
      deps.approversGroupId,
      deps.adminsGroupId,
    ];
    const askedAt = deps.clock.now();
    try {
      const memberOf = await deps.graph.groups.memberOf(
        id,
        groups,
        endAfter(LATE_ANSWER_MS),
      );
      const isMember = memberOf.length > 0;
      membership.said = { isMember, askedAt };
      return isMember;
    } catch (error) {
      if (error instanceof AppError)
        deps.log.info(
          { userId: id, code: error.code, detail: error.message },
          "Nobody could say whether a person is a technician",
        );
      throw error;
    }
  }
}
