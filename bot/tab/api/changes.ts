import type { ChangeCursor } from "../../../src/domain/proposals/changes.ts";
import type { Changes } from "./shapes.ts";
import { LAST_INSTANT_MS } from "./proposals.ts";
import { plain } from "./summary.ts";
import { Refused, type ApiDeps, type Resource } from "./router.ts";

/** Shorter than what proxies and browsers wait for an answer. */
const PATIENCE_MS = 20_000;

/** Waits until a proposal changed, or somebody is told that what they clicked was refused after all. */
export function createChanges({
  custodian,
  stopping,
  patienceMs = PATIENCE_MS,
}: ApiDeps): Resource {
  return {
    method: "get",
    path: "/changes",
    async answer({ query, signedIn, language, gone }): Promise<Changes> {
      const since = readCursor(query.get("since"));
      if (since === undefined)
        throw new Refused(400, "bad-request", language.tab.notUnderstood);
      const { until, proposals, refusals } = await custodian.changes.follow(
        signedIn.userId,
        since,
        AbortSignal.any([stopping, gone, AbortSignal.timeout(patienceMs)]),
      );
      return {
        since: `${until.seq}.${until.refusedAt}`,
        proposals,
        refusals: refusals.map(({ proposalId, message, at }) => ({
          proposalId,
          message: plain(language.t(message)),
          at: at.toISOString(),
        })),
      };
    },
  };
}

/** @returns undefined for what no answer gave. */
function readCursor(text: string | null): ChangeCursor | null | undefined {
  if (text === null) return null;
  const [, seq, refusedAt] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  return seq === undefined ||
    refusedAt === undefined ||
    Number(refusedAt) > LAST_INSTANT_MS
    ? undefined
    : { seq: Number(seq), refusedAt: Number(refusedAt) };
}
