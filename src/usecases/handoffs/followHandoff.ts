import { isDeepStrictEqual } from "node:util";
import type { HandoffId } from "../../domain/handoffs/handoff.ts";
import { contradictProposal } from "./contradictProposal.ts";
import { followProposal } from "./followProposal.ts";
import { tellOfEnd } from "./tellOfEnd.ts";
import {
  isUntold,
  showHandoff,
  tellLeads,
  type TellDeps,
} from "./tellLeads.ts";

/**
 * Brings a handoff in step with the proposal that followed from it, and has the lead's card edited when it says
 * something else then. Reads the stored proposal, so that jobs may come late, twice or in any order. What a lead says
 * against the handoff, the proposal says from then on.
 *
 * While nobody was told, the leads are told of it and of all that wait with it; while a sweep goes on, that waits for
 * its end, since more may come.
 *
 * @throws {GraphThrottled | GraphUnavailable} a lead cannot be found now: to be tried again.
 */
export async function followHandoff(
  deps: TellDeps,
  handoffId: HandoffId,
): Promise<void> {
  const { storage } = deps;
  // The board does not wait for the lead.
  await store(deps, handoffId);
  const stored = await storage.handoffs.find(handoffId);
  if (!stored || !isUntold(stored)) return;
  if (await storage.sweeps.findRunning()) return;
  await tellLeads(deps);
}

async function store(
  { storage, clock, log }: TellDeps,
  handoffId: HandoffId,
): Promise<void> {
  await storage.transaction(async (unit) => {
    const current = await unit.handoffs.findForUpdate(handoffId);
    if (!current) return;
    const after = await followProposal(unit, current);
    if (!isDeepStrictEqual(after, current)) {
      await unit.handoffs.save({ ...after, version: current.version + 1 });
      const { objection } = after;
      if (objection?.ended && !current.objection?.ended)
        await tellOfEnd(unit, after, objection, objection.ended);
      await showHandoff(unit, after);
    }
    // A proposal may have been made while the lead said so, or be for the person they mean once more.
    await contradictProposal(unit, log, after, clock.now());
  });
}
