import type { Custodian } from "../../src/custodian.ts";
import { renderPending } from "../cards/renderPending.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import { VIEW_MS } from "./viewBudget.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "lookUps" | "listPending">;
}

/** The card lists no more than this; its totals count them all. */
const MOST_SHOWN = 10;

/** `pending`: the proposals that wait for a decision, and how many wait for a place in a channel. */
export function createPendingHandler({ custodian }: Deps) {
  return async ({ userId, messages }: Turn): Promise<Reply> => {
    const access = await custodian.lookUps.access(userId, VIEW_MS);
    if (access.kind === "none" || access.kind === "not-checked")
      return { text: messages.t(access.message) };
    return renderPending(await custodian.listPending(MOST_SHOWN), messages);
  };
}
