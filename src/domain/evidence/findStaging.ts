import type { ListedDevice } from "../devices/directory.ts";
import { isStagingAccount } from "../people/eligibility.ts";
import { normalizeUpn, type PersonRef } from "../people/user.ts";

/** How a device came into Intune. */
export interface Enrolment extends Pick<
  ListedDevice,
  "enrolment" | "enrolledByUpn"
> {
  /** Who staged it by the record of its present cycle, for what Intune does not tell any more. Normalized UPN. */
  readonly stagedBy?: string | null;
}

export interface Staging {
  /** Normalized UPN of the account that staged the device; null when Intune does not tell which it was. */
  readonly account: string | null;
}

/**
 * Says whether a device was staged, and by whom: a staging account enrolled it, is its primary user or was when its
 * cycle began, or a device enrolment manager enrolled it, who is the staging account of this device then. Null for
 * one that was not staged.
 *
 * Intune makes the manager the primary user, and tells the enrolling account in beta alone. Where it does not, the
 * primary user of a manager's device is the manager: when its cycle begins, and by its record from then on, also
 * after Custodian has changed the primary user. A device that was handed over by hand before it was first seen cannot
 * be told apart.
 */
export function findStaging(
  { enrolment, enrolledByUpn, stagedBy }: Enrolment,
  primaryUser: PersonRef | null,
  stagingAccounts: readonly string[],
): Staging | null {
  const staged = (upn: string | null | undefined) =>
    upn && isStagingAccount(upn, stagingAccounts) ? normalizeUpn(upn) : null;
  const primaryUpn = primaryUser?.userPrincipalName;
  const isManagers = enrolment === "device-enrolment-manager";
  const account =
    staged(enrolledByUpn) ??
    (isManagers && enrolledByUpn
      ? normalizeUpn(enrolledByUpn)
      : (staged(primaryUpn) ?? staged(stagedBy)));
  if (account) return { account };
  if (!isManagers) return null;
  // The record of one that nobody was known of is empty.
  const manager = stagedBy === "" ? null : (stagedBy ?? primaryUpn);
  return { account: manager ? normalizeUpn(manager) : null };
}

/** The accounts that own none of these devices: those of the settings, and the one that staged this device. */
export function stagingAccountsOf(
  staging: Staging | null,
  stagingAccounts: readonly string[],
): readonly string[] {
  return staging?.account
    ? [...stagingAccounts, staging.account]
    : stagingAccounts;
}
