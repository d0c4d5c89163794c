import { normalizeUpn, sameUpn, type User } from "./user.ts";
import { message, type Message } from "../message.ts";

/** Why a user cannot be made a primary user. */
export type UserIneligibility =
  | "unknown"
  | "staging-account"
  | "disabled"
  | "guest"
  | "unlicensed"
  | "other-domain";

export interface UserPolicy {
  readonly stagingAccounts: readonly string[];
  /** UPN suffixes that count as people; none means every domain. */
  readonly userDomains: readonly string[];
}

/**
 * Says why a user cannot be made a primary user; the first reason found, null for none. Intune itself asks only for a
 * license, and refuses without saying why, so the rest is asked here, before each change.
 *
 * @param user as Entra describes them now; null when it does not know them (any more).
 */
export function whyUserNotEligible(
  user: User | null,
  policy: UserPolicy,
): UserIneligibility | null {
  if (user === null) return "unknown";
  const { userPrincipalName } = user;
  if (isStagingAccount(userPrincipalName, policy.stagingAccounts)) {
    return "staging-account";
  }
  if (!user.accountEnabled) return "disabled";
  if (user.userType === "guest") return "guest";
  if (!user.hasIntunePlan) return "unlicensed";
  if (!isInDomains(userPrincipalName, policy.userDomains)) {
    return "other-domain";
  }
  return null;
}

/** Intune makes one for each token of a provisioning package, new every 180 days, so no settings could name them. */
const PROVISIONING_PACKAGE = /^package_\{?[0-9a-f-]{36}\}?@/i;

/**
 * An account of a provisioning package, or one of the list. Compared whole: a staging account user@contoso.com says
 * nothing about superuser@contoso.com.
 */
export function isStagingAccount(
  upn: string,
  stagingAccounts: readonly string[],
): boolean {
  if (PROVISIONING_PACKAGE.test(normalizeUpn(upn))) return true;
  return stagingAccounts.some((account) => sameUpn(account, upn));
}

/**
 * The whole part after the last `@` is a listed domain; subdomains are domains of their own. No list means every
 * domain.
 */
function isInDomains(upn: string, domains: readonly string[]): boolean {
  if (domains.length === 0) return true;
  const normalized = normalizeUpn(upn);
  const at = normalized.lastIndexOf("@");
  if (at < 1) return false;
  const domain = normalized.slice(at + 1);
  return domains.some((listed) => listed.trim().toLowerCase() === domain);
}

/** One message for a card. */
export function describeIneligibility(reason: UserIneligibility): Message {
  return message(`user.${reason}`);
}
