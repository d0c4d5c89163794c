import type { AuditStore } from "./stores/auditStore.ts";
import type { DeliveryStore } from "./stores/deliveryStore.ts";
import type { DeviceDirectory } from "./stores/deviceDirectory.ts";
import type { EvidenceStore } from "./stores/evidenceStore.ts";
import type { DeviceBindingStore, NonceStore } from "./stores/reportStores.ts";
import type { HandoffStore } from "./stores/handoffStore.ts";
import type { Jobs } from "./jobs.ts";
import type { RecentLookUpStore } from "./stores/recentLookUpStore.ts";
import type {
  CardPostStore,
  ChannelStore,
  InstallationStore,
} from "./stores/cardPostStore.ts";
import type { LocaleStore, PeopleStore } from "./stores/peopleStore.ts";
import type { BatchStore } from "./stores/batchStore.ts";
import type {
  LateRefusalStore,
  ProposalStore,
} from "./stores/proposalStore.ts";
import type { JobSender } from "./queue.ts";
import type { RateStore } from "./rateStore.ts";
import type { SettingsStore } from "./stores/settingsStore.ts";
import type { SweepStore } from "./stores/sweepStore.ts";

export interface Stores {
  readonly proposals: ProposalStore;
  readonly devices: DeviceDirectory;
  readonly evidence: EvidenceStore;
  readonly handoffs: HandoffStore;
  readonly batches: BatchStore;
  readonly sweeps: SweepStore;
  readonly recentLookUps: RecentLookUpStore;
  readonly people: PeopleStore;
  readonly locales: LocaleStore;
  readonly settings: SettingsStore;
  readonly audit: AuditStore;
  readonly channels: ChannelStore;
  readonly cardPosts: CardPostStore;
  readonly installations: InstallationStore;
  readonly lateRefusals: LateRefusalStore;
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

/** Keys that this installation made for itself. Never logged. */
export interface SecretStore {
  /** The same 32 random bytes for a name, for ever, in every replica. */
  get(name: "audit-link" | "pseudonym"): Promise<Buffer>;
}
