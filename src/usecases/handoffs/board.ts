import type { Storage } from "../../ports/storage.ts";
import {
  HANDOFF_STAGES,
  type HandoffStage,
} from "../../domain/handoffs/handoff.ts";
import type { WaitingHandoff } from "../../ports/stores/handoffStore.ts";

/** Devices on one page of the staging board. */
export const BOARD_PAGE = 10;

const DAY_MS = 24 * 60 * 60 * 1000;
const STAGED_LONG_AGO_MS = 14 * DAY_MS;
const NO_LOGON_FOR_MS = 3 * DAY_MS;

/** Where the staged devices stand. */
export interface HandoffBoard {
  /** Every stage, in order, those without a device too; cycles that ended are left out. */
  readonly counts: readonly {
    readonly stage: HandoffStage;
    readonly devices: number;
  }[];
  /** Devices that wait for their person, on all pages. */
  readonly waiting: number;
  /** Of them: staged more than 14 days ago, or without a logon in the 3 days after their last check-in. */
  readonly stuck: number;
  /** One page of those that wait: stuck ones first, then the oldest. */
  readonly rows: readonly WaitingHandoff[];
  /** From 0; the last one when a later one was asked for. */
  readonly page: number;
  /** At least 1. */
  readonly pages: number;
}

/**
 * The staging board. A device is stuck for either of two reasons: it was staged more than 14 days ago, be it that it checks in
 * every day on a forgotten bench; or it has been silent for 3 days since its last check-in and nobody had logged on, as one
 * that got lost on its way.
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
  const [counted, { waiting, stuck }] = await Promise.all([
    handoffs.countByStage(),
    handoffs.countWaiting(stuckIf),
  ]);
  const pages = Math.max(1, Math.ceil(waiting / BOARD_PAGE));
  const shown = Math.min(Math.max(0, Math.trunc(page) || 0), pages - 1);
  return {
    counts: HANDOFF_STAGES.map((stage) => ({
      stage,
      devices: counted.get(stage) ?? 0,
    })),
    waiting,
    stuck,
    rows: await handoffs.listWaiting(stuckIf, BOARD_PAGE, shown * BOARD_PAGE),
    page: shown,
    pages,
  };
}
