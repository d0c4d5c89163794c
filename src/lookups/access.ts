import { AppError } from "../appError.ts";
import type { Clock } from "../clock.ts";
import type { Graph, GroupId } from "../graph/graph.ts";
import type { Log } from "../log.ts";
import { NotAllowed } from "../people/notAllowed.ts";
import { requireTenantMember } from "../people/permissions.ts";
import type { User, UserId } from "../people/user.ts";
import type { Stores } from "../storage/storage.ts";
import { attempt, endAfter, within } from "../attempt.ts";
import type { Access } from "./lookup.ts";

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
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The sweep reads everybody daily; whoever it did not for so long is asked about. */
const ACCOUNT_HOLDS_MS = 3 * DAY_MS;

const MEMBERSHIP_HOLDS_MS = 10 * MINUTE_MS;

/** Of those who asked within ten minutes, in the largest of tenants. */
const MOST_REMEMBERED = 10_000;

/** Whoever asks again after an answer that came too late for them finds it here. */
const MEMBERSHIP_TIMEOUT_MS = 10_000;

const NOT_CHECKED =
  "Your account could not be checked, because Entra did not answer in time. Please try again in a moment.";

/**
 * Says what a person may see. For looking only: whoever decides is checked live. Members of the tenant alone see anything; the
 * account is believed as the sweep read it, and asked about where it did not or where it was disabled then.
 *
 * With a technicians' group, its members, approvers and admins see other people's logons and history; so long as Entra has not
 * said that they are, they see what everybody may. Its answer counts for ten minutes in this process.
 */
export function createAccess(
  deps: Deps,
): (asker: UserId, budgetMs: number) => Promise<Access> {
  const memberships = new Map<
    UserId,
    { readonly askedAt: Date; readonly isMember: Promise<boolean> }
  >();

  return async (asker, budgetMs) => {
    const until = performance.now() + budgetMs;
    const account = await findAccount(deps, asker, budgetMs);
    if (account === "not-checked")
      return { kind: "none", message: NOT_CHECKED };
    try {
      requireTenantMember(account);
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      return { kind: "none", message: error.userMessage };
    }
    if (deps.techniciansGroupId === null) return { kind: "full" };
    const membership = attempt(
      isTechnician(asker, deps.techniciansGroupId),
    ).then((answer) => answer.answered && answer.value);
    const isMember = await within(until - performance.now(), membership);
    return { kind: isMember ? "full" : "basic" };
  };

  async function isTechnician(
    id: UserId,
    techniciansGroupId: GroupId,
  ): Promise<boolean> {
    const now = deps.clock.now();
    const known = memberships.get(id);
    const ageMs = known && now.getTime() - known.askedAt.getTime();
    if (known && ageMs !== undefined && ageMs < MEMBERSHIP_HOLDS_MS)
      return await known.isMember;

    const groups = [
      techniciansGroupId,
      deps.approversGroupId,
      deps.adminsGroupId,
    ];
    const isMember = deps.graph.groups
      .memberOf(id, groups, endAfter(MEMBERSHIP_TIMEOUT_MS))
      .then((memberOf) => memberOf.length > 0);
    const entry = { askedAt: now, isMember };
    memberships.delete(id);
    memberships.set(id, entry);
    const [oldest] = memberships.keys();
    if (memberships.size > MOST_REMEMBERED && oldest !== undefined)
      memberships.delete(oldest);
    try {
      return await isMember;
    } catch (error) {
      if (memberships.get(id) === entry) memberships.delete(id);
      if (error instanceof AppError)
        deps.log.info(
          { userId: id, code: error.code, detail: error.message },
          "Nobody could say whether a person is a technician",
        );
      throw error;
    }
  }
}

/** Null: Entra does not know the account. */
async function findAccount(
  { storage, graph, clock }: Deps,
  id: UserId,
  budgetMs: number,
): Promise<User | null | "not-checked"> {
  const now = clock.now();
  const known = await storage.people.find(id);
  const isKnown =
    known !== null &&
    now.getTime() - known.readAt.getTime() <= ACCOUNT_HOLDS_MS &&
    // Somebody who works again should not have to wait for the next sweep.
    known.user.accountEnabled;
  if (isKnown) return known.user;
  const live = await attempt(graph.users.find(id, endAfter(budgetMs)));
  if (!live.answered) return "not-checked";
  if (live.value) await storage.people.save(live.value, now);
  return live.value;
}
