import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../ports/clock.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Managers } from "../people/managers.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { decisionOf } from "../../domain/proposals/states.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { Storage, Stores } from "../../ports/storage.ts";
import { chooseLead } from "./chooseLead.ts";
import type { Handoff, HandoffId } from "../../domain/handoffs/handoff.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly managers: Managers;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Brings a handoff in step with the proposal that followed from it, chooses the lead once it is handed off, and has
 * the lead's card posted or edited when it says something else then. Reads the stored proposal, so that jobs may come
 * late, twice or in any order.
 *
 * @throws {GraphThrottled | GraphUnavailable} the lead cannot be found now: to be tried again.
 */
export async function followHandoff(
  deps: Deps,
  handoffId: HandoffId,
): Promise<void> {
  const { storage } = deps;
  const seen = await storage.handoffs.find(handoffId);
  if (!seen) return;
  let chosen: ChosenLead | null = null;
  try {
    if (needsLead(seen)) chosen = await choose(deps, seen);
  } finally {
    // The board does not wait for the lead.
    await store(storage, handoffId, chosen);
  }
}

type ChosenLead = Required<Pick<Handoff, "lead" | "leadChosenAt">> &
  Pick<Handoff, "isWithheld">;

async function choose(
  deps: Deps,
  { stagingAccount }: Handoff,
): Promise<ChosenLead> {
  const { values } = await currentSettings(deps.storage);
  if (values.proposing === "observe")
    return { lead: null, leadChosenAt: deps.clock.now(), isWithheld: true };
  const lead = await chooseLead(deps, stagingAccount, values);
  return { lead, leadChosenAt: deps.clock.now() };
}

async function store(
  storage: Storage,
  handoffId: HandoffId,
  chosen: ChosenLead | null,
): Promise<void> {
  await storage.transaction(async (unit) => {
    const current = await unit.handoffs.findForUpdate(handoffId);
    if (!current) return;
    const followed = follow(current, await findProposal(unit, current));
    const after =
      chosen && needsLead(current) ? { ...followed, ...chosen } : followed;
    if (isDeepStrictEqual(after, current)) return;
    await unit.handoffs.save({ ...after, version: current.version + 1 });
    if (after.leadChosenAt)
      await unit.queue.send(
        "syncHandoffCard",
        { handoffId },
        { key: handoffId },
      );
  });
}

function needsLead({ moments, leadChosenAt }: Handoff): boolean {
  return moments["handed-off"] !== undefined && !leadChosenAt;
}

/** The newest of the cycle; once a person has it, its own alone: what is proposed later is another story. */
async function findProposal(
  { proposals }: Pick<Stores, "proposals">,
  { device, enrolledAt, moments, proposal, endedBecause }: Handoff,
): Promise<Proposal | null> {
  if (moments.verified || endedBecause)
    return proposal && (await proposals.find(proposal.id));
  const [newest] = await proposals.listForDevice(device.id, 1);
  return newest && newest.createdAt >= enrolledAt ? newest : null;
}

function follow(handoff: Handoff, proposal: Proposal | null): Handoff {
  if (!proposal) return handoff;
  const { state } = proposal;
  const decision = decisionOf(state);
  const {
    enrolled,
    provisioned,
    "handed-off": handedOff,
    verified: before,
  } = handoff.moments;
  const verified =
    state.kind === "verified"
      ? ({ at: state.verifiedAt, source: "proposal" } as const)
      : // What was taken back is not so any more; while that goes on it still is.
        state.kind === "undone"
        ? undefined
        : before;
  return {
    ...handoff,
    // *Someone else…* knows better than the last logon.
    toUser: state.kind === "verified" ? proposal.toUser : handoff.toUser,
    proposal: {
      id: proposal.id,
      state: state.kind,
      verdict: decision?.verdict ?? null,
    },
    moments: {
      ...(enrolled && { enrolled }),
      ...(provisioned && { provisioned }),
      ...(handedOff && { "handed-off": handedOff }),
      proposed: { at: proposal.createdAt, source: "proposal" },
      ...(decision && {
        decided: { at: decision.decidedAt, source: "proposal" },
      }),
      ...(verified && { verified }),
    },
  };
}
