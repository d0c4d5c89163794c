import type { DeviceId } from "../devices/device.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { AuditEvent, AuditRow } from "./audit.ts";

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
  /** In order, from the row after `afterSeq`. */
  page(afterSeq: number, limit: number): Promise<readonly AuditRow[]>;
  /** The last row's number and hash; 0 and 64 zeros for an empty log. */
  head(): Promise<{ readonly seq: number; readonly hash: string }>;
}
