import type { Clock } from "./clock.ts";
import type { AuditStore } from "./stores/auditStore.ts";
import type { DailyLineStore } from "./stores/dailyLineStore.ts";
import type { DeliveryStore } from "./stores/deliveryStore.ts";
import type { DaysStore } from "./stores/daysStore.ts";
import type { DeviceDirectory } from "./stores/deviceDirectory.ts";
import type { CollectionStore } from "./stores/collectionStore.ts";
import type { FirstRunStore } from "./stores/firstRunStore.ts";
import type { EvidenceStore } from "./stores/evidenceStore.ts";
import type { DeviceBindingStore } from "./stores/deviceBindingStore.ts";
import type { NonceStore } from "./stores/nonceStore.ts";
import type { HandoffStore } from "./stores/handoffStore.ts";
import type { Jobs } from "./jobs.ts";
import type { RecentLookUpStore } from "./stores/recentLookUpStore.ts";
import type { CardPostStore } from "./stores/cardPostStore.ts";
import type { InstallationStore } from "./stores/installationStore.ts";
import type { ChannelStore } from "./stores/channelStore.ts";
import type { PeopleStore } from "./stores/peopleStore.ts";
import type { LocaleStore } from "./stores/localeStore.ts";
import type { BatchStore } from "./stores/batchStore.ts";
import type { ProposalStore } from "./stores/proposalStore.ts";
import type { LateRefusalStore } from "./stores/lateRefusalStore.ts";
import type { JobQueue, JobSender } from "./queue.ts";
import type { PurgeableRateStore, RateStore } from "./stores/rateStore.ts";
import type { ExclusionStore } from "./stores/exclusionStore.ts";
import type { SettingsStore } from "./stores/settingsStore.ts";
import type { SignInReadingStore } from "./stores/signInReadingStore.ts";
import type { SubscriptionStore } from "./stores/subscriptionStore.ts";
import type { SweepStore } from "./stores/sweepStore.ts";
import type { SecretStore } from "./stores/secretStore.ts";

export interface Stores {
  readonly proposals: ProposalStore;
  readonly devices: DeviceDirectory;
  readonly evidence: EvidenceStore;
  readonly days: DaysStore;
  readonly handoffs: HandoffStore;
  readonly batches: BatchStore;
  readonly sweeps: SweepStore;
  readonly recentLookUps: RecentLookUpStore;
  readonly people: PeopleStore;
  readonly locales: LocaleStore;
  readonly firstRun: FirstRunStore;
  readonly collections: CollectionStore;
  readonly signInReading: SignInReadingStore;
  readonly settings: SettingsStore;
  readonly exclusions: ExclusionStore;
  readonly audit: AuditStore;
  readonly channels: ChannelStore;
  readonly cardPosts: CardPostStore;
  readonly installations: InstallationStore;
  readonly lateRefusals: LateRefusalStore;
  readonly subscriptions: SubscriptionStore;
  readonly dailyLines: DailyLineStore;
  readonly deliveries: DeliveryStore;
  readonly nonces: NonceStore;
  readonly bindings: DeviceBindingStore;
}

/** What is in reach inside a transaction: the same stores, and a queue whose jobs live and die with it. */
export interface UnitOfWork extends Stores {
  readonly queue: JobSender<Jobs>;
  /** A token taken here is taken only if the transaction comes to its end. */
  readonly rates: RateStore;
}

/**
 * The database. Each store method outside a transaction is its own transaction.
 *
 * Inside `transaction` only the handed-over unit of work may be used. The outer stores, the outer queue and a
 * second `transaction` throw there: the embedded database has one connection, and would wait for itself for ever.
 */
export interface Storage extends Stores {
  readonly queue: JobSender<Jobs>;
  readonly rates: RateStore;
  readonly secrets: SecretStore;
  transaction<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T>;
  /** Resolves when the database answers and every migration is done. */
  ping(): Promise<void>;
}

/** Storage with what only its owner may do. */
export interface OpenStorage extends Storage {
  readonly queue: JobQueue<Jobs>;
  readonly rates: PurgeableRateStore;
  /** The time that leases, expiry and limits go by: of the database, which all replicas share. */
  readonly clock: Clock;
  /**
   * On the embedded database: gives freed space back, counts what is there so that queries take the right index, and
   * bounds what a restart replays. PostgreSQL does so itself.
   */
  maintain(): Promise<void>;
  /** Whether a part inside of a name is found by an index. */
  hasTrigramIndexes(): Promise<boolean>;
  /** How often the embedded database synced to disk; null on PostgreSQL. */
  fsyncCount(): number | null;
  /** Stops the jobs, then closes the database. Calling it again does nothing more. */
  close(): Promise<void>;
}
