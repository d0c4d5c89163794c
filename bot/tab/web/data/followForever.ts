import type { Changes } from "../../api/shapes.ts";
import type { Api } from "./api.ts";
import { followChanges } from "./followChanges.ts";
import type { Queries } from "./queries.ts";

/** Keeps what is shown up to date with the bot, in this browser. @returns what ends it. */
export function followForever(api: Api, queries: Queries): () => void {
  const end = new AbortController();
  const { signal } = end;
  window.addEventListener("offline", () => queries.lost(), { signal });
  void followChanges(
    {
      ask: async (since, asking) => {
        const query =
          since === null ? "" : `?since=${encodeURIComponent(since)}`;
        const changes = await api.get<Changes>(`changes${query}`, asking);
        queries.reached();
        const refused = queries.refused(changes.refusals);
        // What was being checked is to be seen as it is.
        if (refused.length > 0)
          queries.changed(refused.map(({ proposalId }) => proposalId));
        return changes;
      },
      onChange: (proposals) => queries.changed(proposals),
      onFailure: (error) => {
        queries.failed(error);
        // Asking on would be refused on, until somebody signs in again.
        if (queries.signedOut) end.abort();
      },
      untilVisible,
      whileUndisturbed: () => undisturbed.signal,
      timeLimit: (ms) => AbortSignal.timeout(ms),
      wait,
    },
    signal,
  );
  return () => end.abort();
}

function untilVisible(signal: AbortSignal): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return next([[document, "visibilitychange"]], signal);
}

let undisturbed = new AbortController();
function disturb(): void {
  undisturbed.abort();
  undisturbed = new AbortController();
}
document.addEventListener("visibilitychange", disturb);
window.addEventListener("online", disturb);

/** A connection that is back, or somebody who looks again, is worth another try at once. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return next(
    [
      [window, "online"],
      [document, "visibilitychange"],
    ],
    signal,
    ms,
  );
}

/** Resolves with the first of the events, when aborted, or after so many milliseconds. */
function next(
  events: readonly (readonly [EventTarget, string])[],
  signal: AbortSignal,
  ms?: number,
): Promise<void> {
  return new Promise((resolve) => {
    const timer = ms === undefined ? undefined : setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      for (const [target, name] of events)
        target.removeEventListener(name, done);
      resolve();
    }
    signal.addEventListener("abort", done);
    for (const [target, name] of events) target.addEventListener(name, done);
  });
}
