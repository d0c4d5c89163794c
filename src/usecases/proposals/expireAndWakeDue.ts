import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage } from "../../ports/storage.ts";
import type { ProposalId } from "../../domain/proposals/proposal.ts";
import { allows, next } from "../../domain/proposals/states.ts";
import { storeChange } from "./storeChange.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

const PAGE = 200;

/** Expires what nobody answered in time, and wakes what was snoozed long enough. */
export async function expireAndWakeDue(deps: Deps): Promise<void> {
  for (;;) {
    const ids = await deps.storage.proposals.listDue(deps.clock.now(), PAGE);
    for (const id of ids) await expireOrWake(deps, id);
    if (ids.length < PAGE) return;
  }
}

/**
 * Expires or wakes one proposal if it is due. One transaction each: a crash in the middle leaves the rest for the next
 * minute.
 */
export async function expireOrWake(
  { storage, clock, log }: Deps,
  id: ProposalId,
): Promise<void> {
  await storage.transaction(async (unit) => {
    const proposal = await unit.proposals.getForUpdate(id);
    const at = clock.now();
    if (allows(proposal, "expire", at))
      await storeChange(
        unit,
        log,
        proposal,
        next(proposal, { state: { kind: "expired", at } }),
        { event: "expire", at, actor: null },
      );
    if (allows(proposal, "wake", at))
      await storeChange(
        unit,
        log,
        proposal,
        next(proposal, { state: { kind: "pending" } }),
        { event: "wake", at, actor: null },
      );
  });
}
