import type { AffinityPolicy } from "../affinity/affinity.ts";

/** What admins tune. Seeded from the environment; then kept in the database, versioned and audited. */
export interface SettingValues {
  readonly affinity: AffinityPolicy;
  /** UPNs, normalized. */
  readonly stagingAccounts: readonly string[];
  /** Staging UPN or `*` → lead's UPN, normalized. */
  readonly stagingLeads: Readonly<Record<string, string>>;
  /** UPN suffixes that count as people, lower case without `@`; empty means every domain. */
  readonly userDomains: readonly string[];
  readonly openCardsPerChannel: number;
  readonly proposalExpiresHours: number;
  readonly undoWindowHours: number;
  readonly sweepIntervalMinutes: number;
}

export interface Settings {
  readonly version: number;
  readonly values: SettingValues;
}
