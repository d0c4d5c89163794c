import type { AffinityPolicy } from "../evidence/affinity.ts";
import type { PairedAccounts } from "../people/pairedAccounts.ts";
import type { Exclusions } from "./exclusions.ts";

/** Which devices' proposals a channel takes. A device in none of the scopes goes to the first channel without one. */
export interface ChannelScope {
  /** Intune device categories, compared whole and without case. */
  readonly categories: readonly string[];
  /** How device names begin, without case. */
  readonly namePrefixes: readonly string[];
}

/** What admins tune. Seeded from the environment; then kept in the database, versioned and audited. */
export interface SettingValues extends Exclusions {
  readonly affinity: AffinityPolicy;
  /** UPNs, normalized. */
  readonly stagingAccounts: readonly string[];
  /** Staging UPN or `*` → lead's UPN, normalized. */
  readonly stagingLeads: Readonly<Record<string, string>>;
  /**
   * UPNs, normalized: people who log on to devices they work on. A last logon of theirs says nothing about who has
   * one.
   */
  readonly technicians: readonly string[];
  /** Accounts of one person, who counts once for who gains by a change and who asked for it. */
  readonly pairedAccounts: PairedAccounts;
  /** By channel id; a channel that is not listed has no scope. */
  readonly channelScopes: Readonly<Record<string, ChannelScope>>;
  /** By channel id, the language of its cards as an ISO 639 code; a channel that is not listed is English. */
  readonly channelLanguages: Readonly<Record<string, string>>;
  /** UPN suffixes that count as people, lower case without `@`; empty means every domain. */
  readonly userDomains: readonly string[];
  /** `observe`: evidence is collected and weighed, and nothing is posted from it. */
  readonly proposing: "on" | "observe";
  /** So many cards by evidence are posted a day while a first run lasts; see `FirstRun`. */
  readonly firstRunProposalsPerDay: number;
  readonly openCardsPerChannel: number;
  readonly proposalExpiresHours: number;
  /** As it is written, such as `Mon-Fri 08:00-17:00 Europe/Berlin`; empty where every hour counts. */
  readonly workingHours: string;
  /** Whether channels are told in the morning how many proposals wait in them. */
  readonly dailyLine: "on" | "off";
  readonly undoWindowHours: number;
  readonly sweepIntervalMinutes: number;
}

export interface Settings {
  readonly version: number;
  readonly values: SettingValues;
}
