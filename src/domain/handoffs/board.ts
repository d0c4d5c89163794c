import type { Handoff, HandoffStage, WaitingHandoff } from "./handoff.ts";

/** Where the staged devices stand. */
export interface HandoffBoard {
  /** Every stage, in order, those without a device too; cycles that ended are left out. */
  readonly counts: readonly {
    readonly stage: HandoffStage;
    readonly devices: number;
  }[];
  /** Handoffs whose lead says that they are wrong, while the helpdesk has it: some of them, the oldest first. */
  readonly contradicted: {
    readonly first: readonly Handoff[];
    readonly total: number;
  };
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

/** Devices on one page of the staging board. */
export const BOARD_PAGE = 10;
