import { AppError } from "../../src/domain/appError.ts";
import { message } from "../../src/domain/message.ts";
import type { UserId } from "../../src/domain/people/user.ts";

/**
 * What a turn is counted as: `decision`, a click that decides; `view`, what a client asks for by itself; `question`,
 * everything else that a person types, clicks, opens or searches.
 */
export type TurnKind = "decision" | "view" | "question";

/** They asked too often, or for too much at the same time. */
class TooManyTurns extends AppError {
  readonly code = "turn.too-many";
  readonly userMessage = message("turn.too-many");
  override readonly retryable = true;

  constructor(kind: TurnKind) {
    super(`Too many turns of one person: ${kind}`);
  }
}

/** Keeps what one person asks for from making others wait. */
export interface Allowances {
  /**
   * Does the work when the person may have more done, in the order in which it came. Its place is taken until all of
   * it has ended, be it that the answer is given before: or else who asks on would have any amount of it done at once.
   *
   * @throws {TooManyTurns} it was not begun.
   */
  readonly run: <T>(
    userId: UserId,
    kind: TurnKind,
    work: (goesOn: GoesOn) => Promise<T>,
  ) => Promise<T>;
}

/** Told of work that goes on after the answer. How that ends is not looked at. */
export type GoesOn = (work: Promise<unknown>) => void;

interface Limit {
  /** As the tab's: so many at once, so many a second. */
  readonly capacity: number;
  readonly refillPerSecond: number;
  /** How many are worked at the same time; the rest wait their turn. */
  readonly atOnce: number;
  readonly waiting: number;
}

/** A decision never waits for what the same person looks at. */
const LIMITS: Readonly<Record<TurnKind, Limit>> = {
  decision: { capacity: 60, refillPerSecond: 3, atOnce: 8, waiting: 52 },
  // A channel full of cards is drawn for an approver at once.
  view: { capacity: 120, refillPerSecond: 6, atOnce: 4, waiting: 116 },
  question: { capacity: 60, refillPerSecond: 3, atOnce: 3, waiting: 20 },
};

/** Whoever waits longer is told so, while Teams still shows the answer. */
const LONGEST_WAIT_MS = 2_000;

/** Nobody is kept in mind any longer once all of theirs has come back. */
const MOST_REMEMBERED = 10_000;

/** @returns false when it did not come in time. */
function getsTurn(queue: (() => void)[]): Promise<boolean> {
  return new Promise((resolve) => {
    const begin = () => {
      clearTimeout(giveUp);
      resolve(true);
    };
    const giveUp = setTimeout(() => {
      queue.splice(queue.indexOf(begin), 1);
      resolve(false);
    }, LONGEST_WAIT_MS);
    queue.push(begin);
  });
}

interface Account {
  tokens: number;
  at: number;
  running: number;
  readonly queue: (() => void)[];
}

/** Counted in this process: it is this process's time that is shared out. @param now epoch milliseconds. */
export function createAllowances(now: () => number = Date.now): Allowances {
  const accounts = new Map<string, Account>();

  return {
    async run(userId, kind, work) {
      const limit = LIMITS[kind];
      const account = accountOf(`${kind}:${userId}`, limit);
      const isFull =
        account.running >= limit.atOnce &&
        account.queue.length >= limit.waiting;
      if (account.tokens < 1 || isFull) throw new TooManyTurns(kind);
      account.tokens -= 1;
      if (account.running < limit.atOnce) account.running += 1;
      else if (!(await getsTurn(account.queue))) throw new TooManyTurns(kind);
      let unended = 1;
      const end = () => {
        unended -= 1;
        if (unended === 0) giveBack(account);
      };
      try {
        return await work((more) => {
          unended += 1;
          more.then(end, end);
        });
      } finally {
        end();
      }
    },
  };

  /** A place goes to the next, or is free. */
  function giveBack(account: Account): void {
    const next = account.queue.shift();
    if (next) next();
    else account.running -= 1;
  }

  function accountOf(key: string, limit: Limit): Account {
    const at = now();
    const account = accounts.get(key) ?? {
      tokens: limit.capacity,
      at,
      running: 0,
      queue: [],
    };
    const seconds = Math.max(0, at - account.at) / 1000;
    account.tokens = Math.min(
      limit.capacity,
      account.tokens + seconds * limit.refillPerSecond,
    );
    account.at = at;
    // The one that was used last is the last of the map.
    accounts.delete(key);
    accounts.set(key, account);
    if (accounts.size > MOST_REMEMBERED) forgetOldest();
    return account;
  }

  function forgetOldest(): void {
    for (const [key, { running }] of accounts) {
      if (running > 0) continue;
      accounts.delete(key);
      return;
    }
  }
}
