import type { Custodian } from "../../src/custodian.ts";
import type { LookUpOptions } from "../../src/domain/lookups/lookup.ts";
import { answerWithDeadline, type AnyBody } from "../turn/invoke.ts";
import type { Turn } from "../turn/turn.ts";

/**
 * Of the second in which an invoke is answered: what Microsoft may take of it, so that the directory can answer
 * instead.
 */
const MICROSOFT_MS = 600;

interface WithDeadline<Body> {
  /** For whom may look nothing up; `message` says why. */
  readonly refuse: (message: string) => Body;
  /** When even the directory took too long. */
  readonly late: Body;
  /** The rest of what Microsoft may take is in `options`. */
  readonly answer: (options: LookUpOptions) => Promise<Body>;
}

/** Answers an invoke about devices or people within a second, for those who may look them up at all. */
export function lookUpWithDeadline<Body extends AnyBody>(
  { lookUps }: Pick<Custodian, "lookUps">,
  turn: Turn,
  { refuse, late, answer }: WithDeadline<Body>,
): Promise<Body> {
  const { userId, messages, log } = turn;
  const startedAt = performance.now();
  const work = async () => {
    // Takes none of it for people and memberships that are known.
    const access = await lookUps.access(userId, MICROSOFT_MS);
    if (access.kind === "none" || access.kind === "not-checked") {
      log.info("A look-up was refused");
      return refuse(messages.t(access.message));
    }
    const spentMs = performance.now() - startedAt;
    return answer({
      asker: userId,
      access,
      budgetMs: Math.max(0, Math.round(MICROSOFT_MS - spentMs)),
    });
  };
  return answerWithDeadline(work(), late, turn);
}
