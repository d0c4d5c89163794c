import type { SettingValues } from "../settings/settings.ts";
import {
  addWorkingHours,
  parseWorkingHours,
} from "../settings/workingHours.ts";
import type { Proposal } from "./proposal.ts";

/**
 * How long people have who are asked at `from`, by the settings of that moment: a later change of them moves no
 * expiry that a card has told. They are reminded when two thirds of it have passed.
 */
export function lifetimeFrom(
  from: Date,
  settings: Pick<SettingValues, "proposalExpiresHours" | "workingHours">,
): Required<Pick<Proposal, "remindBeforeMs">> & { readonly expiresAt: Date } {
  const hours = settings.proposalExpiresHours;
  // Stored by its parser: what a newer version may have made of it counts every hour.
  const working = parseWorkingHours(settings.workingHours) ?? null;
  const expiresAt = addWorkingHours(from, hours, working);
  const remindAt = addWorkingHours(from, (hours * 2) / 3, working);
  return {
    expiresAt,
    remindBeforeMs: expiresAt.getTime() - remindAt.getTime(),
  };
}
