import type { DeviceId } from "../devices/device.ts";
import type { UserId } from "../people/user.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { Message } from "../message.ts";

export type AuditKind =
  | "proposal.created"
  | "proposal.released"
  | "proposal.held-again"
  | "proposal.posted"
  | "proposal.card-refused"
  | "proposal.evidence-refreshed"
  | "proposal.approved"
  | "proposal.rejected"
  | "proposal.snoozed"
  | "proposal.woken"
  | "proposal.expired"
  | "proposal.superseded"
  | "proposal.try-again"
  | "proposal.left-out"
  | "proposal.answer-refused"
  | "reassignment.write-started"
  | "reassignment.not-written"
  | "reassignment.applied"
  | "reassignment.verified"
  | "reassignment.unconfirmed"
  | "reassignment.failed"
  | "undo.requested"
  | "undo.write-started"
  | "undo.not-written"
  | "undo.written"
  | "undo.done"
  | "undo.failed"
  | "channel.chosen"
  | "channel.stopped"
  | "channel.lost"
  | "channel.regained"
  | "settings.changed"
  | "audit.exported";

/** What happened, before it is chained. Ids of people become pseudonyms; `details` goes to the side table. */
export interface AuditEvent {
  readonly kind: AuditKind;
  readonly at: Date;
  /** The person who did it; null for Custodian itself. */
  readonly actor: UserId | null;
  readonly deviceId: DeviceId | null;
  readonly proposalId: ProposalId | null;
  /** Plain JSON: names as they were, versions, reasons. May be erased for a person without breaking the chain. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** A row of the log as it is read back. `details` is null once erased. */
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

export type AuditVerification =
  | {
      readonly kind: "intact";
      readonly rows: number;
      readonly headHash: string;
    }
  | { readonly kind: "broken"; readonly seq: number; readonly what: Message };
