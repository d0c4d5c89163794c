import type { DeviceId } from "../devices/device.ts";
import type { PersonRef, UserId } from "../people/user.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { Message } from "../message.ts";

/** In the order in which they are offered. */
export const AUDIT_KINDS = [
  "proposal.created",
  "proposal.released",
  "proposal.held-again",
  "proposal.posted",
  "proposal.card-refused",
  "proposal.evidence-refreshed",
  "proposal.wished",
  "proposal.approved",
  "proposal.rejected",
  "proposal.snoozed",
  "proposal.woken",
  "proposal.handed-to",
  "proposal.expired",
  "proposal.superseded",
  "proposal.try-again",
  "proposal.left-out",
  "proposal.answer-refused",
  "reassignment.write-started",
  "reassignment.not-written",
  "reassignment.applied",
  "reassignment.verified",
  "reassignment.unconfirmed",
  "reassignment.failed",
  "reassignment.changed-elsewhere",
  "reassignment.earlier-late",
  "undo.requested",
  "undo.write-started",
  "undo.not-written",
  "undo.written",
  "undo.done",
  "undo.failed",
  "handoff.contradicted",
  "handoff.contradiction-done",
  "device.silence-lifted",
  "device.collection-asked",
  "channel.chosen",
  "channel.stopped",
  "channel.lost",
  "channel.regained",
  "settings.changed",
  "audit.exported",
  "preview.exported",
  "audit.details-erased",
] as const;

export type AuditKind = (typeof AUDIT_KINDS)[number];

/** What happened, before it is chained. Ids of people become pseudonyms; `details` goes to the side table. */
export interface AuditEvent {
  readonly kind: AuditKind;
  readonly at: Date;
  /** The person who did it; null for Custodian itself. Who that was goes to the side table, too. */
  readonly actor: UserId | null;
  readonly deviceId: DeviceId | null;
  readonly proposalId: ProposalId | null;
  /** Plain JSON: names as they were, versions, reasons. May be erased for a person without breaking the chain. */
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * A row of the log as it is read back. `details` is null once erased, and empty where somebody made them unreadable.
 */
export interface AuditRow {
  readonly seq: number;
  readonly at: Date;
  readonly kind: AuditKind;
  /** 32 hex digits that stand for a person; null for Custodian itself. */
  readonly actor: string | null;
  readonly deviceId: DeviceId | null;
  readonly proposalId: ProposalId | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  /** Whether the details still are those the digest was made of; null once erased. */
  readonly detailsMatch: boolean | null;
  readonly digest: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** Who did what these entries tell, by their numbers; nobody where it was Custodian, and where nobody can be named. */
export type NamedActors = ReadonlyMap<number, PersonRef>;

/** Rows whose details are gone, and are named by rows that say so. */
export interface ErasedRows {
  readonly rows: number;
  /** Of these, per person who erased them, most first; who it was stands as in `AuditRow`. */
  readonly by: readonly {
    readonly actor: string | null;
    readonly rows: number;
  }[];
  /** Of these, those that were gone already when erasures began to be recorded. */
  readonly unrecorded: number;
}

export interface AuditFinding {
  readonly seq: number;
  readonly what: Message;
}

export type AuditVerification =
  | {
      readonly kind: "intact";
      readonly rows: number;
      readonly headHash: string;
      readonly erased: ErasedRows;
    }
  | {
      readonly kind: "broken";
      /** Of the finding with the lowest number. */
      readonly seq: number;
      readonly what: Message;
      /** The next ones, lowest number first; not all where there are many. */
      readonly others: readonly AuditFinding[];
      /** How many there are in all. */
      readonly findings: number;
      readonly erased: ErasedRows;
    };

/** A row's number and hash, as they were logged or shown at another time. */
export interface LoggedHead {
  readonly seq: number;
  /** 64 hex digits, lower case. */
  readonly hash: string;
}
