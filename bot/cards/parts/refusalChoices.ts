import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import {
  REFUSAL_CHOICES,
  type RefusalChoice,
} from "../../../src/domain/proposals/said.ts";
import type { Messages } from "../../messages/messages.ts";

/** The ready-made reasons of a rejection. Without a primary user none of them can be the reason. */
export function refusalChoices(
  { fromUser }: Pick<Proposal, "fromUser">,
  { refusals }: Messages,
) {
  return REFUSAL_CHOICES.filter(
    (value) => fromUser !== null || !OF_PRIMARY_USER.has(value),
  ).map((value) => ({ titleText: refusals[value], value }));
}

const OF_PRIMARY_USER: ReadonlySet<RefusalChoice> = new Set([
  "still-uses-it",
  "on-leave",
]);
