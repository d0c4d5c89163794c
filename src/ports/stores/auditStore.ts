import type { DeviceId } from "../../domain/devices/device.ts";
import type { ProposalId } from "../../domain/proposals/proposal.ts";
import type {
  DecisionsOverTime,
  DecisionSpan,
} from "../../domain/proposals/decisions.ts";
import type {
  AuditEvent,
  AuditRow,
  LoggedHead,
} from "../../domain/audit/audit.ts";
import type { AuditFilter } from "../../domain/audit/auditFilter.ts";
import type { SeqRange } from "../../domain/audit/erasure.ts";
import type { UserId } from "../../domain/people/user.ts";

/** What is to be erased, why and by whom. */
export interface ErasureOrder {
  /** Sorted, sharing no number; what lies outside of the log is left out. */
  readonly rows: readonly SeqRange[];
  readonly reason: string;
  readonly at: Date;
  readonly erasedBy: UserId;
}

/** A stretch of the log, or of what a filter leaves of it. It stays the same, however much is appended. */
export interface AuditStretch {
  readonly filter: AuditFilter;
  /** The newest entry's number; null for the newest there is. */
  readonly upTo: number | null;
  /** How many of the newest are passed over. */
  readonly skip: number;
  readonly limit: number;
}

/** Whom a stand-in stands for, by an entry of theirs. */
export interface AuditActor {
  readonly actor: string;
  readonly id: UserId;
  /** As it was then; null where it was not known. */
  readonly upn: string | null;
}

/** Append only, but for details, whose erasure is a row too. */
export interface AuditStore {
  /**
   * Chains the event to the head. Call it last in a transaction: the head's row stays locked until it ends.
   *
   * @throws {AuditHeadLost}
   */
  append(event: AuditEvent): Promise<void>;
  /**
   * Newest first. What a filter leaves is found without walking through the rest, however long the log is: as far as
   * rows stand in the order of their instants, give or take an hour.
   */
  list(stretch: AuditStretch): Promise<readonly AuditRow[]>;
  /** Newest first. */
  listLast(limit: number): Promise<readonly AuditRow[]>;
  /** Newest first. */
  listForProposal(
    proposal: { readonly id: ProposalId; readonly deviceId: DeviceId },
    limit: number,
  ): Promise<readonly AuditRow[]>;
  /**
   * Whom these stand-ins stand for, by the newest entry of each that tells; those of whom none does are left out, as
   * when it was erased.
   */
  listActors(actors: readonly string[]): Promise<readonly AuditActor[]>;
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
  /** In order, from the row after `afterSeq`; those of a filter, if one is given. */
  page(
    afterSeq: number,
    limit: number,
    filter?: AuditFilter,
  ): Promise<readonly AuditRow[]>;
  /** The last row's number and hash; 0 and 64 zeros for an empty log. Null when somebody deleted it. */
  head(): Promise<LoggedHead | null>;
  /**
   * Erases the details of rows and chains a row that names them. Rows that have none any more are not named, and
   * erasures keep theirs.
   *
   * @returns null when there was nothing to erase, and nothing was chained.
   * @throws {AuditHeadLost}
   */
  erase(order: ErasureOrder): Promise<{
    /** The number of the row that says so. */
    readonly seq: number;
    readonly rows: number;
    /** How many of them were no longer what was written; that stays on record. */
    readonly altered: number;
  } | null>;
}
