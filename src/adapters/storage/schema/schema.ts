import type {
  ColumnType,
  Generated,
  GeneratedAlways,
  JSONColumnType,
} from "kysely";

/** The tables, as Kysely sees them. Each is described where it is created, in migrations/. */
export interface Database {
  proposals: ProposalTable;
  devices: DeviceTable;
  search_devices: SearchTable;
  device_users: DeviceUserTable;
  evidence: EvidenceTable;
  device_days: DeviceDaysTable;
  sign_in_days: SignInDaysTable;
  sign_in_reading: SignInReadingTable;
  handoffs: HandoffTable;
  sweeps: SweepTable;
  batches: BatchTable;
  people: PeopleTable;
  person_names: PersonNameTable;
  person_hashes: PersonHashTable;
  collections: CollectionTable;
  search_people: SearchTable;
  recent_look_ups: RecentLookUpTable;
  locales: LocaleTable;
  settings: SettingsTable;
  first_run: FirstRunTable;
  audit_rows: AuditRowTable;
  audit_details: AuditDetailsTable;
  audit_head: AuditHeadTable;
  channels: ChannelTable;
  excluded_groups: ExcludedGroupTable;
  excluded_members: ExcludedMemberTable;
  card_posts: CardPostTable;
  installations: InstallationTable;
  late_refusals: LateRefusalTable;
  subscriptions: SubscriptionTable;
  proposal_news: ProposalNewsTable;
  daily_lines: DailyLineTable;
  deliveries: DeliveryTable;
  report_nonces: NonceTable;
  device_bindings: BindingTable;
  rate_buckets: RateBucketTable;
  secrets: SecretTable;
}

/** Written as text, read as the parsed value: both drivers do so for jsonb. */
type Json = JSONColumnType<object, string, string>;
type Instant = ColumnType<Date, Date, Date>;
type MaybeInstant = ColumnType<Date | null, Date | null, Date | null>;

interface ProposalTable {
  id: string;
  device_id: string;
  state: string;
  version: number;
  channel_id: string | null;
  requested_by: string | null;
  strength: number;
  /** When it expires (pending) or wakes (snoozed). */
  due_at: MaybeInstant;
  /** By when its card is to stand, while it is held or pending. */
  post_by: ColumnType<Date, Date | undefined, Date>;
  /** When it could last not be confirmed, while it was held. */
  unconfirmed_at: ColumnType<Date | null, Date | undefined, Date>;
  /** When people were reminded of it. */
  reminded_at: ColumnType<Date | null, Date | undefined, Date | null>;
  created_at: Instant;
  changed_at: Instant;
  document: Json;
  /** Of the document, as the next ones; in small letters. */
  device_name: GeneratedAlways<string>;
  serial_number: GeneratedAlways<string>;
  from_user: GeneratedAlways<string | null>;
  to_user: GeneratedAlways<string | null>;
  is_staged: GeneratedAlways<boolean>;
  /** See `certaintyOf`. */
  certainty: GeneratedAlways<string | null>;
}

interface DeviceTable {
  id: string;
  /** Normalized, as the next one; null when the list shows no primary user. */
  listed_upn: string | null;
  enrolled_by_upn: string | null;
  enrolment: string;
  /** Whether Intune tells any last logon. */
  logged_on: boolean;
  seen_at: Instant;
  /** When another primary user, or none any more, was first seen since it was enrolled. */
  owner_changed_at: ColumnType<
    Date | null,
    Date | null | undefined,
    Date | null
  >;
  /** Of the rows that say by what it is found; of none when it is empty. */
  links_digest: ColumnType<string, string | undefined, string>;
  document: Json;
}

interface SearchTable {
  /** Of the device or the person. */
  id: string;
  /** Which of its keys. */
  slot: number;
  sort: string;
  /** Folded. */
  key: string;
  /** Of the key, where a part is sought inside; null for nowhere. */
  body: string | null;
}

interface DeviceUserTable {
  device_id: string;
  user_id: string;
  /** As the primary user. */
  listed: boolean;
  /** Null for a listed user whose logons Intune does not tell. */
  logged_on_at: MaybeInstant;
}

interface RecentLookUpTable {
  looked_up_by: string;
  kind: string;
  id: string;
  at: Instant;
}

interface LateRefusalTable {
  user_id: string;
  at: Instant;
  proposal_id: string;
  message: ColumnType<object | string, string, string>;
}

interface SubscriptionTable {
  user_id: string;
  /** Empty for all channels. */
  channel_id: string;
  since: Instant;
}

interface ProposalNewsTable {
  user_id: string;
  proposal_id: string;
  at: Instant;
  /** Null: they are to be told of it. */
  told_at: ColumnType<Date | null, Date | undefined, Date>;
}

interface DailyLineTable {
  channel_id: string;
  /** The day whose line was looked at last, as midnight of UTC. */
  looked_at: MaybeInstant;
  /** What was said last. */
  said: ColumnType<object | null, string | null, string | null>;
}

interface EvidenceTable {
  device_id: string;
  source: string;
  observed_at: Instant;
  received_at: Instant;
  logons: Json;
}

interface DeviceDaysTable {
  device_id: string;
  /** The day of the highest bit of each person's first byte; days as numbers since 1970. */
  first_day: number;
  /** The newest day of anybody. */
  last_day: number;
  people: string[];
  /** As many bytes for each of `people`. */
  days: Buffer;
  log_from: number | null;
  log_to: number | null;
  unattributed: number;
  told_at: Instant;
  window_memory: JSONColumnType<object | null, string | null, string | null>;
  /** When the newest output of a Remediation was printed. */
  output_at: Instant | null;
  /** Which days only last logons tell of, by a mark for each person; null in a row that only older versions wrote. */
  listed: Buffer | null;
}

interface SignInDaysTable {
  device_id: string;
  person: string;
  /** Ascending, as numbers since 1970. */
  days: number[];
  first_day: number;
  last_day: number;
  told_at: Instant;
}

interface SignInReadingTable {
  id: number;
  version: number;
  document: Json;
}

interface HandoffTable {
  id: string;
  version: number;
  device_id: string;
  enrolled_at: Instant;
  stage: string;
  ended: boolean;
  /** Not ended, and nobody has the device yet. */
  waiting: boolean;
  last_check_in_at: MaybeInstant;
  proposal_id: string | null;
  document: Json;
}

interface SweepTable {
  id: string;
  version: number;
  kind: string;
  /** running, done or failed. */
  state: string;
  started_at: Instant;
  /** Tells which of two of the same instant is the newer. */
  ordinal: Generated<number>;
  document: Json;
}

interface BatchTable {
  id: string;
  version: number;
  /** Normalized. */
  staging_account: string;
  channel_id: string;
  /** Whether a row still waits. */
  is_open: boolean;
  created_at: Instant;
  /** Tells which of two of the same instant is the newer. */
  ordinal: Generated<number>;
  document: Json;
}

interface PeopleTable {
  user_id: string;
  /** Normalized. */
  upn: string;
  /** Upper case; null for an account of the cloud alone. */
  on_premises_sid: string | null;
  read_at: Instant;
  /** When Entra was asked that did not know them any more; null while it knows them. */
  gone_at: Instant | null;
  document: Json;
}

interface PersonNameTable {
  /** Normalized; other than the present UPN. */
  name: string;
  user_id: string;
  /** Entra does not tell it of them any more. */
  former: boolean;
}

interface PersonHashTable {
  user_id: string;
  /** Of which `domain_hash` is. */
  sid: string | null;
  cloud_hash: string;
  domain_hash: string | null;
}

interface CollectionTable {
  device_id: string;
  asked_at: Instant;
  until: Instant;
  document: Json;
}

interface LocaleTable {
  user_id: string;
  locale: string;
  heard_at: Instant;
}

interface SettingsTable {
  version: number;
  document: Json;
  changed_by: string | null;
  changed_at: Instant;
}

interface FirstRunTable {
  id: number;
  document: Json;
}

interface AuditRowTable {
  seq: number;
  at: Instant;
  kind: string;
  actor: string | null;
  device_id: string | null;
  proposal_id: string | null;
  digest: string;
  previous_hash: string;
  hash: string;
}

interface AuditDetailsTable {
  seq: number;
  salt: string;
  /** The very text that the digest was made of. */
  details: string;
}

interface AuditHeadTable {
  id: number;
  seq: number;
  hash: string;
}

interface ChannelTable {
  id: string;
  team_id: string | null;
  service_url: string;
  tenant_id: string;
  chosen_by: string;
  chosen_at: Instant;
  lost_at: MaybeInstant;
  refused_since: MaybeInstant;
  /** Since when it is believed to take messages only because Teams says that the bot is in it. */
  taken_at_word_at: MaybeInstant;
  team_name: string | null;
  /** Null for a team's first channel, too; then `named_at` is set. */
  channel_name: string | null;
  named_at: MaybeInstant;
}

interface ExcludedGroupTable {
  kind: string;
  group_id: string;
  read_at: MaybeInstant;
  failed_at: MaybeInstant;
  failure: string | null;
}

interface ExcludedMemberTable {
  kind: string;
  member: string;
}

interface CardPostTable {
  /** Such as `proposal:<id>`. */
  key: string;
  channel_id: string | null;
  message: ColumnType<object | null, string | null, string | null>;
  shown_version: number;
  attempts: number;
  /** Whether Teams ever took it; it may be gone since. */
  was_posted: ColumnType<boolean, boolean | undefined, boolean>;
  lease_until: MaybeInstant;
  /** When posting was begun last. */
  begun_at: Instant;
}

interface InstallationTable {
  key: string;
  personal_user_id: string | null;
  reference: Json;
}

interface DeliveryTable {
  conversation_id: string;
  activity_id: string;
  claimed_at: Instant;
  /** Null: it is settled. */
  lease_until: Instant | null;
}

interface NonceTable {
  scope: string;
  nonce: string;
  expires_at: Instant;
}

interface BindingTable {
  thumbprint: string;
  entra_device_id: string;
  managed_device_id: string;
  checked_at: Instant;
}

interface RateBucketTable {
  key: string;
  /** JSON array: tokens left in each bucket. */
  tokens: Json;
  at: Instant;
}

interface SecretTable {
  name: string;
  /** Base64. */
  value: string;
}
