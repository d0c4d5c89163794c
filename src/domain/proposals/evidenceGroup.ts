import type {
  Certainty,
  TookOverReason,
} from "../evidence/decideByActiveDays.ts";
import type { FrozenEvidence } from "./proposal.ts";

/** Why a change is proposed, by the name that `replay` and exports have for it. */
export type EvidenceReason =
  TookOverReason | "clear-leader" | "used-by-many" | "shared";

export interface EvidenceGroup {
  readonly reason: EvidenceReason;
  readonly certainty: Certainty;
}

/**
 * Why, and how sure, of evidence that asks for a change. Rules on counts and last logons do not say how sure they are,
 * and a device of many people is shared, whichever rule says so.
 */
export function groupOf({
  outcome,
}: Pick<FrozenEvidence, "outcome">): EvidenceGroup {
  switch (outcome.kind) {
    case "took-over":
      return { reason: outcome.reason, certainty: outcome.certainty };
    case "used-by-many":
      return { reason: "used-by-many", certainty: outcome.certainty };
    case "reassign":
    case "handed-off":
      return { reason: outcome.reason, certainty: "likely" };
    case "clear":
    case "shared":
    case "keep":
    case "unclear":
    case "waiting":
    case "not-concerned":
    case "stays":
    case "not-yet":
    case "contradicted":
      return { reason: "shared", certainty: "likely" };
  }
}
