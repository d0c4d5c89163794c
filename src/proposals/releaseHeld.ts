import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Storage } from "../storage/storage.ts";
import { findCardPlace } from "./placeProposal.ts";
import type { ProposalState } from "./proposal.ts";
import { next } from "./states.ts";
import { storeChange } from "./storeChange.ts";

/**
 * Gives free places in the channel to the held proposals with the strongest evidence, one transaction each. What was
 * snoozed when its channel was lost goes on with its snooze, in a place as before.
 */
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
      const at = clock.now();
      await storeChange(
        unit,
        log,
        held,
        next(held, { state: releasedState(held.state, at), channelId }),
        {
          kind: "proposal.released",
          at,
          actor: null,
          details: { channelId },
        },
      );
      return true;
    });
    if (!released) return;
  }
}

function releasedState(
  { snooze }: Extract<ProposalState, { kind: "held" }>,
  now: Date,
): ProposalState {
  return snooze && snooze.until > now
    ? { kind: "snoozed", ...snooze }
    : { kind: "pending" };
}
