import type { Clock } from "../../ports/clock.ts";
import type { Graph } from "../../ports/graph.ts";
import type { User } from "../../domain/people/user.ts";

export interface Managers {
  /**
   * The manager of an account in Entra, as of at most ten minutes ago. Null when Entra knows none, or not the account.
   *
   * @param upn normalized.
   * @throws {GraphThrottled | GraphUnavailable}
   */
  find(upn: string): Promise<User | null>;
}

/** A sweep tells of all the devices that one account staged within minutes. Later a changed manager is to be seen. */
const COUNTS_MS = 10 * 60 * 1000;

/**
 * Asks Entra once for all that ask at about the same time, "none" being an answer, too: of the devices that a sweep
 * finds handed off most were staged by a few accounts. Holds as many entries as accounts were asked about, those are
 * the staging accounts.
 */
export function createManagers({
  graph,
  clock,
}: {
  readonly graph: Graph;
  readonly clock: Clock;
}): Managers {
  const asked = new Map<
    string,
    { readonly at: number; readonly answer: Promise<User | null> }
  >();
  return {
    async find(upn) {
      const now = clock.now().getTime();
      const last = asked.get(upn);
      if (last && now - last.at < COUNTS_MS) return await last.answer;
      const question = { at: now, answer: graph.users.findManager(upn) };
      asked.set(upn, question);
      try {
        return await question.answer;
      } catch (error) {
        // A failure is nobody's manager: whoever asks next, asks again.
        if (asked.get(upn) === question) asked.delete(upn);
        throw error;
      }
    },
  };
}
