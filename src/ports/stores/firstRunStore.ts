import type { FirstRun } from "../../domain/proposals/firstRun.ts";

/** The tenant's first run, while it lasts. Written by whoever holds the lock of the card places. */
export interface FirstRunStore {
  /** @returns null when there is none, or it is over. */
  find(): Promise<FirstRun | null>;

  /** Stores it in the place of any other. */
  save(firstRun: FirstRun): Promise<void>;

  /** Ends it; does nothing where there is none. */
  end(): Promise<void>;
}
