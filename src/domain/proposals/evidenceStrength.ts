import type { Certainty } from "../evidence/decideByActiveDays.ts";
import type { Proposal } from "./proposal.ts";
import { isWithoutRole } from "./wishes.ts";

/**
 * What the last logon of a handed-off device is worth: as much as the fewest counted logons that suffice by default.
 * Those of a device of which much more is known go before; ties go by age.
 */
const A_HANDOFF = 3;

/** The surest first, whatever their days: of these there are 84 at most. */
const CERTAINTY: Readonly<Record<Certainty, number>> = {
  sure: 2000,
  likely: 1000,
  unsure: 0,
};

/**
 * Orders the proposals that wait for a place in a channel: the more logons speak for the change, net of those that
 * speak for the present primary user, the earlier it is asked. What a person with a role asked for comes before all.
 */
export function evidenceStrength(
  proposal: Pick<Proposal, "origin" | "evidence" | "fromUser" | "toUser">,
): number {
  if (proposal.origin.kind === "manual" && !isWithoutRole(proposal))
    return Number.MAX_SAFE_INTEGER;
  const outcome = proposal.evidence?.outcome;
  if (outcome?.kind === "handed-off") return A_HANDOFF;
  if (outcome?.kind === "took-over")
    return CERTAINTY[outcome.certainty] + outcome.days;
  if (outcome?.kind === "used-by-many")
    return CERTAINTY[outcome.certainty] + outcome.people;
  // As if each person had logged on once.
  if (outcome?.kind === "shared") return outcome.people;
  const counted = proposal.evidence?.counted ?? [];
  const logonsOf = (id: string | undefined) =>
    counted.find(({ person }) => person.id === id)?.logons ?? 0;
  const total = counted.reduce((sum, { logons }) => sum + logons, 0);
  const inFavour = proposal.toUser ? logonsOf(proposal.toUser.id) : total;
  return inFavour - logonsOf(proposal.fromUser?.id);
}
