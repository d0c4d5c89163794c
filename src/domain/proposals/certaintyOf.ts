import type { Certainty } from "../evidence/decideByActiveDays.ts";
import { isSamePerson } from "../people/user.ts";
import type { Proposal } from "./proposal.ts";

/**
 * How sure the evidence of a proposal is of this very change; null where it has none, or speaks for another one. Rules
 * on counts and last logons do not say, and count as likely. Migration 0026 says the same in SQL.
 */
export function certaintyOf({
  evidence,
  toUser,
}: Pick<Proposal, "evidence" | "toUser">): Certainty | null {
  const outcome = evidence?.outcome;
  switch (outcome?.kind) {
    case "took-over":
      return isSamePerson(outcome.toUser, toUser) ? outcome.certainty : null;
    case "used-by-many":
      return toUser === null ? outcome.certainty : null;
    case "reassign":
    case "handed-off":
      return outcome.toUser === toUser?.id ? "likely" : null;
    case "clear":
    case "shared":
      return toUser === null ? "likely" : null;
    case "keep":
    case "unclear":
    case "waiting":
    case "not-concerned":
    case "stays":
    case "not-yet":
    case "contradicted":
    case undefined:
      return null;
  }
}
