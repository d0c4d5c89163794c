/**
 * What src/ says to people: each message by its name, with what is filled in. The words are in the catalogues of the
 * languages; this is what they must have. Text from outside is given as it is, and made fit by whoever shows it.
 */
export interface MessageValues {
  readonly "device.gone": null;
  readonly "device.not-windows": null;
  readonly "device.not-joined": null;
  readonly "device.join-unknown": null;
  readonly "device.unknown": { readonly name: string };
  readonly "device.ambiguous": {
    readonly count: number;
    readonly name: string;
    readonly some: string;
  };
  readonly "user.unknown": null;
  readonly "user.staging-account": null;
  readonly "user.disabled": null;
  readonly "user.guest": null;
  readonly "user.unlicensed": null;
  readonly "user.other-domain": null;
  readonly "logon.before-enrolment": null;
  readonly "logon.tie": null;
  readonly "logon.unknown-user": { readonly id: string };
  readonly "logon.technician": null;
  readonly "logon.excluded": null;
  readonly "setting.not-device-pattern": { readonly entry: string };
  readonly "setting.not-user-pattern": { readonly entry: string };
  readonly "setting.not-group-id": null;
  readonly "setting.not-working-hours": null;
  readonly "people.unknown-account": null;
  readonly "people.disabled-account": null;
  readonly "people.guest": null;
  readonly "people.approvers-only": null;
  readonly "people.admins-only": null;
  readonly "people.gains-by-it": null;
  readonly "people.asked-for-it": null;
  readonly "people.perhaps-own-account": null;
  readonly "people.not-checked": null;
  readonly "turn.too-many": null;
  readonly "entra.nothing-done": null;
  readonly "entra.nothing-changed": null;
  readonly "queue.given-up": null;
  readonly "proposal.action-given-up": null;
  readonly "proposal.wish-given-up": null;
  readonly "proposal.change-given-up": null;
  readonly "lookup.given-up": null;
  readonly "sweep.given-up": null;
  readonly "entra.no-answer": null;
  readonly "microsoft.nothing-proposed": null;
  readonly "lookup.unavailable": null;
  readonly "lookup.still-late": null;
  readonly "proposal.not-found": null;
  readonly "proposal.slot-taken": null;
  readonly "proposal.stale": null;
  readonly "proposal.expired": null;
  readonly "proposal.already-settled": null;
  readonly "proposal.changed": null;
  readonly "proposal.nothing-to-undo": null;
  readonly "proposal.nothing-was-changed": null;
  readonly "collection.off": null;
  readonly "proposal.undo-too-late": null;
  readonly "proposal.proposed-already": null;
  readonly "proposal.primary-user-already": null;
  readonly "proposal.is-primary-user-already": {
    readonly name: string;
    readonly device: string;
  };
  readonly "proposal.is-shared-already": { readonly device: string };
  readonly "proposal.device-not-possible": {
    readonly device: string;
    readonly why: Message;
  };
  readonly "proposal.person-not-possible": { readonly why: Message };
  readonly "proposal.handed-to-no-approver": null;
  readonly "proposal.handed-to-interested": null;
  readonly "proposal.handed-to-unreachable": {
    readonly name: string;
    readonly device: string;
  };
  readonly "proposal.user-not-possible": {
    readonly name: string;
    readonly why: Message;
  };
  readonly "proposal.user-not-one": { readonly name: string };
  readonly "proposal.changed-a-moment-ago": { readonly device: string };
  readonly "proposal.hourly-limit": { readonly most: number };
  readonly "proposal.open-limit": { readonly most: number };
  readonly "proposal.wished": { readonly device: string };
  readonly "proposal.wished-lately": { readonly device: string };
  readonly "proposal.wishes-full": { readonly device: string };
  readonly "proposal.wish-stands": null;
  readonly "proposal.wish-over": null;
  readonly "proposal.being-checked": null;
  readonly "proposal.answer-being-checked": null;
  readonly "batch.not-found": null;
  readonly "batch.other-person": null;
  readonly "batch.nothing-to-reject": null;
  readonly "handoff.lead-only": null;
  readonly "handoff.not-found": null;
  readonly "handoff.cycle-over": null;
  readonly "undo.changed-elsewhere": null;
  readonly "undo.unconfirmed": null;
  readonly "undo.enrolled-again": null;
  readonly "undo.person-not-possible": { readonly why: Message };
  readonly "graph.throttled": null;
  readonly "graph.forbidden": { readonly permission: string };
  readonly "graph.accounts-not-shown": { readonly permission: string };
  readonly "graph.not-licensed": null;
  readonly "graph.not-found": null;
  readonly "graph.needs-approval": null;
  readonly "graph.unavailable": null;
  readonly "graph.foreign-answer": { readonly status: number };
  readonly "graph.long-unavailable": null;
  readonly "graph.refused": { readonly detail: string };
  readonly "graph.cursor-expired": null;
  readonly "graph.sign-in-failed": { readonly names: string };
  readonly "graph.token-refused": { readonly names: string };
  readonly "graph.unexpected-answer": null;
  readonly "intune.late": null;
  readonly "intune.undo-late": null;
  readonly "intune.write-in-doubt": null;
  readonly "teams.channel-lost": null;
  readonly "teams.channel-refuses": null;
  readonly "teams.message-gone": null;
  readonly "teams.message-refused": null;
  readonly "teams.throttled": null;
  readonly "teams.unavailable": null;
  readonly "teams.person-unreachable": null;
  readonly "notices.card-being-posted": null;
  readonly "notices.no-place-for-handoff": null;
  readonly "storage.folder-in-use": null;
  readonly "storage.away": null;
  readonly "storage.out-of-range": null;
  readonly "notices.awake": null;
  readonly "notices.for-approvers": null;
  readonly "notices.remind": { readonly left: Message };
  readonly "notices.remind-several": {
    readonly count: number;
    readonly left: Message;
    readonly some: string;
    readonly more: number;
  };
  readonly "notices.waiting": {
    readonly count: number;
    readonly time: Message;
  };
  readonly "time.minutes": { readonly count: number };
  readonly "time.hours": { readonly count: number };
  readonly "time.days": { readonly count: number };
  readonly "proposal.unknown-time-zone": null;
  readonly "card.not-understood": null;
  readonly "report.refused": null;
  readonly "config.invalid": null;
  /** Why the audit log is not what was written, of the row that is named. */
  readonly "audit.rows-missing-before": null;
  readonly "audit.follows-another-row": null;
  readonly "audit.row-changed": null;
  readonly "audit.details-changed": null;
  readonly "audit.rows-missing-at-end": null;
  readonly "audit.row-behind-last": null;
  readonly "audit.details-missing": { readonly rows: number };
  readonly "audit.details-back": { readonly rows: number };
  readonly "audit.altered-before-erased": null;
  readonly "audit.head-missing": null;
  readonly "audit.not-as-logged": null;
  readonly "audit.logged-row-missing": { readonly last: number };
  readonly "audit.head-lost": null;
  /** What is wrong with a place of the settings' form. */
  readonly "preview.outdated": null;
  readonly "setting.unreadable": null;
  readonly "setting.whole-number": Range;
  readonly "setting.number": Range;
  readonly "setting.not-offered": null;
  readonly "setting.not-upn": { readonly entry: string };
  /** Counted from 1, as below. */
  readonly "setting.not-domain": { readonly entry: number };
  readonly "setting.not-lead": { readonly entry: number };
  readonly "setting.not-pair": { readonly entry: number };
  readonly "setting.pair-twice": null;
  readonly "setting.lead-twice": null;
  readonly "setting.too-long": null;
  readonly "setting.most-accounts": { readonly most: number };
  readonly "setting.most-entries": { readonly most: number };
  readonly "setting.longest-entry": { readonly most: number };
  readonly "setting.most-new-leads": { readonly most: number };
  readonly "setting.not-a-person": null;
  readonly "setting.lead-unknown": { readonly name: string };
  readonly "setting.lead-guest": { readonly name: string };
  readonly "setting.lead-disabled": { readonly name: string };
  readonly "setting.lead-without-upn": { readonly name: string };
}

/** No interface: that would have no index signature. */
type Range = {
  readonly least: number;
  readonly most: number;
};

export type MessageName = keyof MessageValues;

/** One message to be said, in whatever language its reader has. Plain JSON, so that it can be stored. */
export interface Message {
  readonly say: MessageName;
  readonly values?: Readonly<Record<string, string | number | Message>>;
}

/** As it is stored: an earlier version wrote the English text. */
export type StoredMessage = Message | string;

export function message<Name extends MessageName>(
  say: Name,
  ...[values]: MessageValues[Name] extends null ? [] : [MessageValues[Name]]
): Message {
  return values ? { say, values } : { say };
}
