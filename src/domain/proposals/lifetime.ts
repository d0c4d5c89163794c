import type { SettingValues } from "../settings/settings.ts";
import type { Proposal } from "./proposal.ts";

const HOUR_MS = 60 * 60 * 1000;

/**
 * How long people have who are asked at `from`, by the settings of that moment: a later change of them moves no
 * expiry that a card has told. They are reminded when two thirds of it have passed.
 */
export function lifetimeFrom(
  from: Date,
  { proposalExpiresHours }: Pick<SettingValues, "proposalExpiresHours">,
): Required<Pick<Proposal, "remindBeforeMs">> & { readonly expiresAt: Date } {
  const lifeMs = proposalExpiresHours * HOUR_MS;
  return {
    expiresAt: new Date(from.getTime() + lifeMs),
    remindBeforeMs: lifeMs / 3,
  };
}
