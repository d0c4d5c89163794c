import type { Reply } from "../turn.ts";

/** `scan`: for as long as evidence comes from devices alone, there is nothing to go and fetch. */
export function createScanHandler() {
  return (): Promise<Reply> =>
    Promise.resolve({
      text: "There is nothing to scan: each device reports its logons by itself, and Custodian considers a report when it arrives.",
    });
}
