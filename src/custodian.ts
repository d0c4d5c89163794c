import type { Readable } from "node:stream";
import type { AuditRow, AuditVerification } from "./audit/audit.ts";
import type {
  ReportAnswer,
  ReportRequest,
} from "./evidence/reports/receiveReport.ts";
import type { Channel } from "./notices/messenger.ts";
import type { UserId } from "./people/user.ts";
import type { Answer, AnsweredBy, AnswerResult } from "./proposals/answer.ts";
import type {
  ChannelId,
  Proposal,
  ProposalStateKind,
} from "./proposals/proposal.ts";

/** Everything a person or a device can ask of Custodian. Handlers authorise with what is here and render the answers. */
export interface Custodian {
  receiveReport(request: ReportRequest): Promise<ReportAnswer>;

  /** Checks that the person may, within 700 ms or else in a job, and does it. Never throws an AppError. */
  answerProposal(answer: Answer, answeredBy: AnsweredBy): Promise<AnswerResult>;

  /** `propose <device> <user>` and `propose <device> shared`. Never throws an AppError. */
  propose(request: ProposeRequest): Promise<ProposeResult>;

  listPending(limit: number): Promise<PendingList>;
  countProposals(): Promise<ReadonlyMap<ProposalStateKind, number>>;

  /** Live, from Entra, in the time Teams gives a message. */
  requireAdmin(userId: UserId): Promise<Permission>;

  readonly channels: {
    use(channel: Channel): Promise<{ readonly held: number }>;
    /** @returns false when it was not in use. */
    stop(id: ChannelId, stoppedBy: UserId): Promise<boolean>;
    /** The bot was removed from the channel or, with a team, from all of its channels. */
    lost(
      where: { readonly channelId: ChannelId } | { readonly teamId: string },
    ): Promise<void>;
  };

  readonly audit: {
    last(limit: number): Promise<readonly AuditRow[]>;
    /** By exact device name, serial number or id. Null: no such device. */
    forDevice(
      device: string,
      limit: number,
    ): Promise<readonly AuditRow[] | null>;
    verify(): Promise<AuditVerification>;
    /** A link's query string, valid for ten minutes. */
    createExportLink(
      format: ExportFormat,
      requestedBy: UserId,
    ): Promise<string>;
    /** Null when the link is forged or too old. */
    openExport(query: URLSearchParams): Promise<AuditExport | null>;
  };

  /** Resolves when ready; throws what is missing. */
  ready(): Promise<void>;
  queueDepth(): Promise<number>;
}

export type Permission =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly message: string };

export interface ProposeRequest {
  /** Exact device name, serial number, Intune id or Entra device id. */
  readonly device: string;
  /** Exact UPN or object id; null for `shared`. */
  readonly user: string | null;
  readonly requestedBy: UserId;
}

export type ProposeResult =
  | { readonly kind: "proposed"; readonly proposal: Proposal }
  /** The same was proposed already: here it is. */
  | { readonly kind: "already-open"; readonly proposal: Proposal }
  | { readonly kind: "refused"; readonly message: string };

export interface PendingList {
  readonly proposals: readonly Proposal[];
  readonly open: number;
  /** Waiting for a place in a channel. */
  readonly held: number;
}

export type ExportFormat = "csv" | "jsonl";

export interface AuditExport {
  readonly format: ExportFormat;
  readonly fileName: string;
  readonly body: Readable;
}
