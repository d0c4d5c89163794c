import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import type { Proposal, ProposalId } from "../../domain/proposals/proposal.ts";
import { allows, next } from "../../domain/proposals/states.ts";
import { postByOf } from "../../domain/proposals/postBy.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import { reasonOf, tryOne } from "../../ports/tryOne.ts";
import { endUnposted } from "./endUnposted.ts";
import { storeChange } from "./storeChange.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

const PAGE = 200;

/**
 * Expires what nobody answered in time, wakes what was snoozed long enough, and ends what could never be posted. One
 * that cannot be is left for the next minute, and keeps none behind it waiting.
 */
export async function expireAndWakeDue(deps: Deps): Promise<void> {
  const { storage, clock, log } = deps;
  const looked = new Set<ProposalId>();
  for (;;) {
    const due = await storage.proposals.listDue(
      clock.now(),
      PAGE + looked.size,
    );
    const ids = due.filter((id) => !looked.has(id));
    for (const id of ids) {
      const tried = await tryOne(storage, () => expireOrWake(deps, id));
      if (!tried.done)
        log.error(
          { proposalId: id, ...reasonOf(tried.error) },
          "A proposal that is due could not be expired or woken",
        );
      looked.add(id);
    }
    if (ids.length === 0) break;
  }
  await endUnposted(deps);
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
      await storeChange(unit, log, proposal, await awake(unit, proposal, at), {
        event: "wake",
        at,
        actor: null,
      });
  });
}

/** A snoozed proposal that asks again. */
export async function awake(
  unit: UnitOfWork,
  proposal: Proposal,
  at: Date,
): Promise<Proposal> {
  return next(proposal, {
    state: { kind: "pending" },
    ...(proposal.expiresAt === null && { postBy: await postBy(unit, at) }),
  });
}

/** It was never posted: no expiry counts yet. */
async function postBy(unit: UnitOfWork, at: Date): Promise<Date> {
  const { values } = await currentSettings(unit);
  return postByOf({ kind: "pending" }, at, values.proposalExpiresHours);
}
