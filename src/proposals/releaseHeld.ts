import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Storage } from "../storage/storage.ts";
import { findCardPlace } from "./placeProposal.ts";
import { next } from "./states.ts";
import { storeChange } from "./storeChange.ts";

/** Gives free places in the channel to the held proposals with the strongest evidence, one transaction each. */
export async function releaseHeld({
  storage,
  clock,
  log,
}: {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  const { values } = await currentSettings(storage);
  for (;;) {
    const released = await storage.transaction(async (unit) => {
      const channelId = await findCardPlace(unit, values.openCardsPerChannel);
      const [strongest] = channelId
        ? await unit.proposals.listInStates(["held"], 1)
        : [];
      if (!strongest) return false;
      const held = await unit.proposals.getForUpdate(strongest.id);
      // Answered or superseded between the two reads: look for the next one.
      if (held.state.kind !== "held") return true;
      await storeChange(
        unit,
        log,
        held,
        next(held, { state: { kind: "pending" }, channelId }),
        {
          kind: "proposal.released",
          at: clock.now(),
          actor: null,
          details: { channelId },
        },
      );
      return true;
    });
    if (!released) return;
  }
}
