import type { DeviceId } from "../../domain/devices/device.ts";
import type { ProposalId } from "../../domain/proposals/proposal.ts";
import type {
  DecisionsOverTime,
  DecisionSpan,
} from "../../domain/proposals/decisions.ts";
import type { AuditEvent, AuditRow } from "../../domain/audit/audit.ts";

/** Append only. */
export interface AuditStore {
  /** Chains the event to the head. Call it last in a transaction: the head's row stays locked until it ends. */
  append(event: AuditEvent): Promise<void>;
  /** Newest first. */
  listLast(limit: number): Promise<readonly AuditRow[]>;
  /** Newest first. */
  listForDevice(
    deviceId: DeviceId,
    limit: number,
  ): Promise<readonly AuditRow[]>;
  /** Newest first. */
  listForProposal(
    proposal: { readonly id: ProposalId; readonly deviceId: DeviceId },
    limit: number,
  ): Promise<readonly AuditRow[]>;
  /** Those before this one, newest first. */
  listBefore(seq: number, limit: number): Promise<readonly AuditRow[]>;
  /**
   * What the rows after `seq` are about, in their order; null for what is about no proposal, or only tells of a click
   * that was refused. A row's number is given when its transaction ends, so none that ends later has a lower one.
   */
  listSubjects(
    afterSeq: number,
    limit: number,
  ): Promise<
    readonly { readonly seq: number; readonly proposalId: ProposalId | null }[]
  >;
  /**
   * What was decided on each of the last `days` days of a time zone, the day of `now` being the last.
   *
   * @throws {UnknownTimeZone}
   */
  countDecisions(span: DecisionSpan): Promise<DecisionsOverTime>;
  /** In order, from the row after `afterSeq`. */
  page(afterSeq: number, limit: number): Promise<readonly AuditRow[]>;
  /** The last row's number and hash; 0 and 64 zeros for an empty log. */
  head(): Promise<{ readonly seq: number; readonly hash: string }>;
}
