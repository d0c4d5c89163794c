import type { Log } from "../../ports/log.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { Stores } from "../../ports/storage.ts";
import type { LateRefusal } from "../../domain/proposals/lateRefusal.ts";
import type {
  ChangeCursor,
  FollowedChanges,
} from "../../domain/proposals/changes.ts";

/** Tells many at once, each what is new to them, by one look at the database a second. */
export interface ChangeFeed {
  /**
   * Waits until there is something new, as long as `patience` is not over; then there is nothing.
   *
   * @param since null for where to begin: answered at once.
   */
  follow(
    follower: UserId,
    since: ChangeCursor | null,
    patience: AbortSignal,
  ): Promise<FollowedChanges>;
}

interface Deps {
  readonly storage: Pick<Stores, "audit" | "lateRefusals">;
  readonly log: Pick<Log, "warn">;
}

interface Waiting {
  readonly follower: UserId;
  readonly since: ChangeCursor;
  readonly tell: (changes: FollowedChanges) => void;
  readonly fail: (error: unknown) => void;
}

const LOOK_EVERY_MS = 1_000;

/** Further behind than this, whoever follows reads everything anew rather than in parts. */
const MOST_ROWS = 500;

/**
 * Every change of a proposal writes a row of the audit log in the same transaction, and rows are numbered in the
 * order in which their transactions end. So what is new after a row is what has a higher number, with nothing left
 * out in between.
 *
 * Nobody holds a connection while waiting: the embedded database has one.
 */
export function createChangeFeed({ storage, log }: Deps): ChangeFeed {
  const waiting = new Set<Waiting>();
  let timer: NodeJS.Timeout | null = null;

  return {
    async follow(follower, since, patience) {
      if (since === null) return await begin(follower);
      // What this answer is to was told, and came.
      await storage.lateRefusals.forget(follower, new Date(since.refusedAt));
      return await new Promise((resolve, reject) => {
        const entry: Waiting = {
          follower,
          since,
          tell: (changes) => {
            leave();
            resolve(changes);
          },
          fail: (error) => {
            leave();
            reject(error instanceof Error ? error : new Error("unknown"));
          },
        };
        const giveUp = (): void => entry.tell(nothingSince(since));
        const leave = (): void => {
          waiting.delete(entry);
          patience.removeEventListener("abort", giveUp);
        };
        if (patience.aborted) return giveUp();
        patience.addEventListener("abort", giveUp);
        waiting.add(entry);
        lookSoon();
      });
    },
  };

  async function begin(follower: UserId): Promise<FollowedChanges> {
    const seq = await lastSeq();
    const refusals = await storage.lateRefusals.listFor([follower]);
    return {
      until: { seq, refusedAt: lastOf(refusals, 0) },
      proposals: [],
      refusals,
    };
  }

  async function lastSeq(): Promise<number> {
    const head = await storage.audit.head();
    // Whoever follows goes on while the head is missing, which is for those to notice who verify the log.
    return head?.seq ?? (await storage.audit.listLast(1))[0]?.seq ?? 0;
  }

  function lookSoon(): void {
    timer ??= setTimeout(() => void look(), LOOK_EVERY_MS);
  }

  async function look(): Promise<void> {
    const asked = [...waiting];
    try {
      if (asked.length > 0) await answer(asked);
    } catch (error) {
      log.warn({ err: error }, "Changes could not be read");
      for (const { fail } of asked) fail(error);
    } finally {
      timer = null;
      if (waiting.size > 0) lookSoon();
    }
  }

  async function answer(asked: readonly Waiting[]): Promise<void> {
    const head = await lastSeq();
    // Ahead of the log is who knows it from before an older copy of the database was restored.
    const isLost = (since: ChangeCursor): boolean =>
      since.seq > head || since.seq < head - MOST_ROWS;
    const from = Math.min(
      head,
      ...asked.flatMap(({ since }) => (isLost(since) ? [] : [since.seq])),
    );
    const subjects =
      from < head ? await storage.audit.listSubjects(from, MOST_ROWS) : [];
    const seen = subjects.at(-1)?.seq ?? head;
    const refusals = await storage.lateRefusals.listFor([
      ...new Set(asked.map(({ follower }) => follower)),
    ]);
    for (const { follower, since, tell } of asked) {
      const theirs = refusals.filter(
        ({ userId, at }) =>
          userId === follower && at.getTime() > since.refusedAt,
      );
      const proposals = isLost(since)
        ? null
        : subjects.flatMap(({ seq, proposalId }) =>
            seq > since.seq && proposalId !== null ? [proposalId] : [],
          );
      if (proposals?.length === 0 && theirs.length === 0) continue;
      tell({
        until: { seq: seen, refusedAt: lastOf(theirs, since.refusedAt) },
        proposals: proposals && [...new Set(proposals)],
        refusals: theirs,
      });
    }
  }
}

function nothingSince(since: ChangeCursor): FollowedChanges {
  return { until: since, proposals: [], refusals: [] };
}

function lastOf(refusals: readonly LateRefusal[], otherwise: number): number {
  return refusals.at(-1)?.at.getTime() ?? otherwise;
}
