import type { Clock } from "../../src/ports/clock.ts";

/**
 * Makes an answer once for all who ask at about the same time: while it is being made they wait together, and then it
 * is given again until it is so old. A failure is shared like an answer, because it is asked for no less often.
 */
export function shareAnswer<T>(
  make: () => Promise<T>,
  { forMs, clock }: { readonly forMs: number; readonly clock: Clock },
): () => Promise<T> {
  let shared: { readonly answer: Promise<T>; madeAt: number | null } | null =
    null;
  return () => {
    const ageMs =
      shared?.madeAt == null ? 0 : clock.now().getTime() - shared.madeAt;
    // A clock that was set back says nothing of how old it is.
    if (shared !== null && ageMs >= 0 && ageMs < forMs) return shared.answer;
    const answer = make();
    const making = { answer, madeAt: null as number | null };
    shared = making;
    const made = (): void => {
      making.madeAt = clock.now().getTime();
    };
    answer.then(made, made);
    return answer;
  };
}
