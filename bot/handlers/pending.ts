import type { Custodian } from "../../src/custodian.ts";
import { renderPending } from "../cards/renderPending.ts";
import type { Reply, Turn } from "../turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "findRole" | "listPending">;
}

/** The card lists no more than this; its totals count them all. */
const MOST_SHOWN = 10;

/** `pending`: the proposals that wait for a decision, and how many wait for a place in a channel. */
export function createPendingHandler({ custodian }: Deps) {
  return async ({ userId }: Turn): Promise<Reply> => {
    const role = await custodian.findRole(userId);
    if (role.kind === "none") return { text: role.message };
    return renderPending(await custodian.listPending(MOST_SHOWN));
  };
}
