import { AppError } from "../../domain/appError.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import { endAfter, within } from "../../ports/attempt.ts";
import type { UserId } from "../../domain/people/user.ts";

/** Who the approvers are, as Entra said lately. For showing only: whoever decides is asked about live. */
export interface ApproverList {
  /**
   * In the order of their ids, nested membership included.
   *
   * @returns null while nobody knows: Entra has not said it yet, and does not within the budget.
   */
  list(budgetMs: number): Promise<readonly UserId[] | null>;

  /** They were refused what approvers may do. If the list names them, whoever wants it next has Entra asked anew. */
  invalidate(userId: UserId): void;
}

interface Deps {
  readonly graph: Pick<Graph, "groups">;
  readonly approversGroupId: GroupId;
  readonly clock: Clock;
  readonly log: Pick<Log, "info">;
}

const MINUTE_MS = 60 * 1000;
const HOLDS_MS = 10 * MINUTE_MS;
/** So that a burst of questions while Entra is away is one. */
const ASK_AGAIN_AFTER_MS = MINUTE_MS / 2;
/** Nobody waits for it; whoever asks next finds it. */
const TIMEOUT_MS = 30_000;

/**
 * Keeps the list for ten minutes in this process, and asks once however many want it. What was known before stands in
 * for an answer that does not come: all that depends on it is what a card offers, and its buttons ask for themselves.
 */
export function createApproverList({
  graph,
  approversGroupId,
  clock,
  log,
}: Deps): ApproverList {
  let known: readonly UserId[] | null = null;
  let freshUntil = 0;
  let asking: Promise<readonly UserId[] | null> | null = null;

  return {
    async list(budgetMs) {
      if (clock.now().getTime() < freshUntil) return known;
      asking ??= ask().finally(() => {
        asking = null;
      });
      return (await within(budgetMs, asking)) ?? known;
    },
    invalidate(userId) {
      if (known?.includes(userId)) freshUntil = 0;
    },
  };

  async function ask(): Promise<readonly UserId[] | null> {
    try {
      const members = await graph.groups.listMembers(
        approversGroupId,
        endAfter(TIMEOUT_MS),
      );
      known = members.toSorted();
      freshUntil = clock.now().getTime() + HOLDS_MS;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.info(
        { code: error.code, detail: error.message },
        "Nobody could say who the approvers are",
      );
      freshUntil = clock.now().getTime() + ASK_AGAIN_AFTER_MS;
    }
    return known;
  }
}
