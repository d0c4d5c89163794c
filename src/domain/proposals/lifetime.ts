import type { SettingValues } from "../settings/settings.ts";
import {
  addWorkingHours,
  parseWorkingHours,
  workingHoursBetween,
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
  const working = workingHoursOf(settings);
  const expiresAt = addWorkingHours(from, hours, working);
  const remindAt = addWorkingHours(from, (hours * 2) / 3, working);
  return {
    expiresAt,
    remindBeforeMs: expiresAt.getTime() - remindAt.getTime(),
  };
}

/**
 * The time that a proposal still had at `from`, told from `to` on: what is left of its working hours then, and of those
 * until people are reminded.
 */
export function lifetimeMoved(
  { expiresAt, remindBeforeMs }: Pick<Proposal, "expiresAt" | "remindBeforeMs">,
  from: Date,
  to: Date,
  settings: Pick<SettingValues, "workingHours">,
): Pick<Proposal, "expiresAt" | "remindBeforeMs"> {
  if (expiresAt === null) return { expiresAt };
  const working = workingHoursOf(settings);
  const left = (at: Date) => workingHoursBetween(from, at, working);
  // All of it may lie outside of hours that were set since it was told: then those count as hours of work.
  const hours = left(expiresAt) || workingHoursBetween(from, expiresAt, null);
  const movedTo = addWorkingHours(to, hours, working);
  if (remindBeforeMs === undefined) return { expiresAt: movedTo };
  const remindAt = new Date(expiresAt.getTime() - remindBeforeMs);
  const remindMovedTo = addWorkingHours(to, left(remindAt), working);
  return {
    expiresAt: movedTo,
    remindBeforeMs: movedTo.getTime() - remindMovedTo.getTime(),
  };
}

/** Stored by its parser: what a newer version may have made of it counts every hour. */
function workingHoursOf({ workingHours }: Pick<SettingValues, "workingHours">) {
  return parseWorkingHours(workingHours) ?? null;
}
