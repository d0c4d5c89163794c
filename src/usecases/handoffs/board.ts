import type { Storage } from "../../ports/storage.ts";
import { HANDOFF_STAGES } from "../../domain/handoffs/handoff.ts";
import { BOARD_PAGE, type HandoffBoard } from "../../domain/handoffs/board.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const STAGED_LONG_AGO_MS = 14 * DAY_MS;
const NO_LOGON_FOR_MS = 3 * DAY_MS;

/**
 * The staging board. A device is stuck for either of two reasons: it was staged more than 14 days ago, be it that it
 * checks in every day on a forgotten bench; or it has been silent for 3 days since its last check-in and nobody had
 * logged on, as one that got lost on its way.
 *
 * @param page from 0.
 */
export async function readBoard(
  { handoffs }: Pick<Storage, "handoffs">,
  page: number,
  now: Date,
): Promise<HandoffBoard> {
  const stuckIf = {
    stagedBefore: new Date(now.getTime() - STAGED_LONG_AGO_MS),
    checkedInBefore: new Date(now.getTime() - NO_LOGON_FOR_MS),
  };
  const [counted, { waiting, stuck }, contradicted] = await Promise.all([
    handoffs.countByStage(),
    handoffs.countWaiting(stuckIf),
    handoffs.listContradicted(BOARD_PAGE),
  ]);
  const pages = Math.max(1, Math.ceil(waiting / BOARD_PAGE));
  const shown = Math.min(Math.max(0, Math.trunc(page) || 0), pages - 1);
  return {
    counts: HANDOFF_STAGES.map((stage) => ({
      stage,
      devices: counted.get(stage) ?? 0,
    })),
    contradicted,
    waiting,
    stuck,
    rows: await handoffs.listWaiting(stuckIf, BOARD_PAGE, shown * BOARD_PAGE),
    page: shown,
    pages,
  };
}
