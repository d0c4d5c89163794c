import type { Readable } from "node:stream";
import { AppError } from "./appError.ts";
import type { AuditRow, AuditVerification } from "./audit/audit.ts";
import { createExportLink, openExport } from "./audit/exportAudit.ts";
import { verifyChain } from "./audit/verifyChain.ts";
import type { Clock } from "./clock.ts";
import type { Device } from "./devices/device.ts";
import { DeviceUnknown, findExactly } from "./devices/findExactly.ts";
import {
  receiveReport,
  type ReportAnswer,
  type ReportAuthentication,
  type ReportRequest,
} from "./evidence/reports/receiveReport.ts";
import type { Graph, GroupId } from "./graph/graph.ts";
import { readBoard, type HandoffBoard } from "./handoffs/board.ts";
import type { Log } from "./log.ts";
import { createLookUps } from "./lookups/createLookUps.ts";
import {
  answerLater,
  type AskedInConversation,
} from "./lookups/answerLater.ts";
import {
  askLookUp,
  type Choice,
  type LookUpQuestion,
  type LookUpReply,
} from "./lookups/askLookUp.ts";
import type { LookUps } from "./lookups/lookUps.ts";
import {
  showProposalTo,
  type ProposalReply,
} from "./lookups/showProposalTo.ts";
import {
  viewProposal,
  type ProposalView,
  type ViewRequest,
} from "./lookups/viewProposal.ts";
import { cardKey } from "./notices/cardKey.ts";
import { catchUp } from "./notices/catchUp.ts";
import { loseChannel } from "./notices/loseChannel.ts";
import type { Channel, Messenger, PostedMessage } from "./notices/messenger.ts";
import type { Observer } from "./observer.ts";
import type { ApproverList } from "./people/approverList.ts";
import { ADMINS_ONLY, findRoleOf } from "./people/permissions.ts";
import type { User, UserId } from "./people/user.ts";
import { answerProposal } from "./proposals/answerProposal.ts";
import { approveBatch } from "./proposals/batches/approveBatch.ts";
import type {
  ApproveBatch,
  ApproveBatchResult,
  BatchId,
  BatchWithProposals,
} from "./proposals/batches/batch.ts";
import { withProposals } from "./proposals/batches/readBatch.ts";
import { proposeManually } from "./proposals/proposeManually.ts";
import {
  changeSettings,
  openSettings,
  type OpenedSettings,
  type SettingsChange,
  type SettingsChangeResult,
} from "./settings/changeSettings.ts";
import { shareOf, type ChannelShare } from "./settings/channelScope.ts";
import { currentSettings } from "./settings/currentSettings.ts";
import type { OpenStorage } from "./storage/openStorage.ts";
import { scan, type ScanRequest, type ScanResult } from "./sweep/startSweep.ts";
import type { Answer, AnsweredBy, AnswerResult } from "./proposals/answer.ts";
import type {
  ChannelId,
  Proposal,
  ProposalId,
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
  /** The message with the proposal's card; null before it is posted. */
  findCard(id: ProposalId): Promise<PostedMessage | null>;

  /** Live, from Entra, in the time Teams gives a message. Never throws an AppError: who cannot be checked has none. */
  findRole(userId: UserId): Promise<Role>;
  /** The same, for what admins alone may do; a refusal is logged. */
  requireAdmin(userId: UserId): Promise<Permission>;

  /** `scan`: a full sweep at once, or the one that runs. For whom `requireAdmin` allowed. */
  scan(request: ScanRequest): Promise<ScanResult>;

  readonly batches: {
    /** *Approve the rest*: checks that the person may, within 700 ms or else in a job. Never throws an AppError. */
    approve(
      approve: ApproveBatch,
      answeredBy: AnsweredBy,
    ): Promise<ApproveBatchResult>;
    /** Null: there is no such batch. */
    find(id: BatchId): Promise<BatchWithProposals | null>;
  };

  readonly handoffs: {
    /** One page of the staging board, from 0; the last one when there are not so many. */
    board(page: number): Promise<HandoffBoard>;
  };

  /** Who has which device. A surface asks `access` first, and shows no more than that. */
  readonly lookUps: LookUps;

  /** The same from a question to its answer, for whoever asks. Never throws an AppError. */
  readonly questions: {
    ask(
      question: LookUpQuestion,
      asker: UserId,
      budgetMs: number,
    ): Promise<LookUpReply>;
    /** Posts what is known so far where it was asked, and edits it when Microsoft answers. */
    answerLater(asked: AskedInConversation, reply: LookUpReply): Promise<void>;
    proposal(
      id: ProposalId,
      asker: UserId,
      budgetMs: number,
    ): Promise<ProposalReply>;
    /** Its card as this person is to see it. Changes and sends nothing. */
    view(request: ViewRequest, budgetMs: number): Promise<ProposalView>;
  };

  readonly channels: {
    /** A channel that is in use already keeps its turn. `held` counts the proposals that wait for any channel. */
    use(
      channel: Channel,
    ): Promise<{ readonly held: number; readonly share: ChannelShare }>;
    /** @returns false when it was not in use. */
    stop(id: ChannelId, stoppedBy: UserId): Promise<boolean>;
    /** The bot was removed from the channel or, with a team, from all of its channels. */
    lost(
      where: { readonly channelId: ChannelId } | { readonly teamId: string },
    ): Promise<void>;
  };

  readonly settings: {
    /** For admins: by a click within 700 ms, by a message in the time Teams gives it. Never throws an AppError. */
    open(userId: UserId, by: "click" | "message"): Promise<OpenedSettings>;
    /** Either done within a second or not at all. Never throws an AppError. */
    change(change: SettingsChange): Promise<SettingsChangeResult>;
  };

  readonly audit: {
    last(limit: number): Promise<readonly AuditRow[]>;
    /** By exact device name, serial number or id. Null: no such device. */
    forDevice(
      device: string,
      limit: number,
    ): Promise<readonly AuditRow[] | null>;
    /** Newest first. */
    forProposal(
      proposal: Proposal,
      limit: number,
    ): Promise<readonly AuditRow[]>;
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

/** What a person may ask for; `none` says why not. */
export type Role =
  | { readonly kind: "admin" | "member" }
  | { readonly kind: "none"; readonly message: string };

export interface ProposeRequest {
  /** Device name, serial number, Intune id or Entra device id. */
  readonly device: string;
  /** UPN, mail, object id or display name; null for `shared`. */
  readonly user: string | null;
  readonly requestedBy: UserId;
}

export type ProposeResult =
  | { readonly kind: "proposed"; readonly proposal: Proposal }
  /** The same was proposed already: here it is. */
  | { readonly kind: "already-open"; readonly proposal: Proposal }
  /** One of the two was not named whole, or several have the name. `message` says so where nothing can be chosen. */
  | {
      readonly kind: "choose-device";
      readonly choice: Choice<Device>;
      readonly message: string;
    }
  | {
      readonly kind: "choose-user";
      readonly choice: Choice<User>;
      readonly message: string;
    }
  | { readonly kind: "refused"; readonly message: string };

export interface PendingList {
  /** Pending and snoozed: each has a card. */
  readonly proposals: readonly Proposal[];
  /** Of both, in all. */
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

/** What the use cases need of the outside; `bot/main.ts` and the tests bring it. */
export interface CustodianDeps {
  readonly storage: OpenStorage;
  readonly graph: Graph;
  readonly messenger: Messenger;
  readonly approversGroupId: GroupId;
  /** Of that group; for views. */
  readonly approvers: ApproverList;
  readonly adminsGroupId: GroupId;
  /** Whose logons say nothing about who has a device; null without such a group. */
  readonly techniciansGroupId: GroupId | null;
  readonly reports: ReportAuthentication;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: Observer;
}

/** Teams waits about 15 seconds for a message's answer. */
const ROLE_CHECK_MS = 8000;

/** Puts the use cases together. */
export function createCustodian(deps: CustodianDeps): Custodian {
  const { storage, graph, clock, log } = deps;
  const lookUps = createLookUps(deps);
  return {
    receiveReport: (request) =>
      receiveReport({ ...deps, authentication: deps.reports }, request),
    answerProposal: (answer, answeredBy) =>
      answerProposal(deps, answer, answeredBy),
    propose: (request) => proposeManually({ ...deps, lookUps }, request),

    async listPending(limit) {
      const [proposals, counts] = await Promise.all([
        storage.proposals.listInStates(["pending", "snoozed"], limit),
        storage.proposals.countByState(),
      ]);
      return {
        proposals,
        open: (counts.get("pending") ?? 0) + (counts.get("snoozed") ?? 0),
        held: counts.get("held") ?? 0,
      };
    },
    countProposals: () => storage.proposals.countByState(),
    async findCard(id) {
      const post = await storage.cardPosts.find(cardKey("proposal", id));
      return post?.message ?? null;
    },

    findRole,
    requireAdmin,
    scan: (request) => scan(deps, request),

    batches: {
      approve: (approve, answeredBy) => approveBatch(deps, approve, answeredBy),
      async find(id) {
        const batch = await storage.batches.find(id);
        return batch && (await withProposals(storage, batch));
      },
    },

    handoffs: { board: (page) => readBoard(storage, page, clock.now()) },

    lookUps,
    questions: {
      ask: (question, asker, budgetMs) =>
        askLookUp(lookUps, question, asker, budgetMs),
      answerLater: (asked, reply) => answerLater(deps, asked, reply),
      proposal: (id, asker, budgetMs) =>
        showProposalTo(storage, lookUps, id, asker, budgetMs),
      view: (request, budgetMs) =>
        viewProposal({ ...deps, lookUps }, request, budgetMs),
    },

    channels: {
      async use(channel) {
        return await storage.transaction(async (unit) => {
          const before = await unit.channels.find(channel.id);
          // Saying it twice must not give every new card to another channel.
          const isInUse = before !== null && before.lostAt === null;
          await unit.channels.save(
            isInUse
              ? {
                  ...channel,
                  chosenAt: before.chosenAt,
                  chosenBy: before.chosenBy,
                }
              : channel,
          );
          if (before?.lostAt) await catchUp(unit, channel.id);
          await unit.queue.send("releaseHeld", {});
          const counts = await unit.proposals.countByState();
          const inUse = await unit.channels.listUsable();
          const { values } = await currentSettings(unit);
          await unit.audit.append({
            kind: "channel.chosen",
            at: channel.chosenAt,
            actor: channel.chosenBy,
            deviceId: null,
            proposalId: null,
            details: { channelId: channel.id, teamId: channel.teamId },
          });
          return {
            held: counts.get("held") ?? 0,
            share: shareOf(
              channel.id,
              inUse.map(({ id }) => id),
              values.channelScopes,
            ),
          };
        });
      },
      async stop(id, stoppedBy) {
        return await storage.transaction(async (unit) => {
          if (!(await unit.channels.remove(id))) return false;
          // What waited for it may have a place elsewhere.
          await unit.queue.send("releaseHeld", {});
          await unit.audit.append({
            kind: "channel.stopped",
            at: clock.now(),
            actor: stoppedBy,
            deviceId: null,
            proposalId: null,
            details: { channelId: id },
          });
          return true;
        });
      },
      async lost(where) {
        const ids =
          "channelId" in where
            ? [where.channelId]
            : (await storage.channels.listOfTeam(where.teamId)).map(
                ({ id }) => id,
              );
        for (const id of ids) await loseChannel(deps, id);
      },
    },

    settings: {
      open: (userId, by) =>
        by === "click"
          ? openSettings(deps, userId)
          : openSettings(deps, userId, ROLE_CHECK_MS),
      change: (change) => changeSettings(deps, change),
    },

    audit: {
      last: (limit) => storage.audit.listLast(limit),
      async forDevice(name, limit) {
        try {
          const device = await findExactly(graph, name);
          return await storage.audit.listForDevice(device.id, limit);
        } catch (error) {
          if (error instanceof DeviceUnknown) return null;
          throw error;
        }
      },
      forProposal: ({ id, device }, limit) =>
        storage.audit.listForProposal({ id, deviceId: device.id }, limit),
      verify: () => verifyChain(storage),
      createExportLink: (format, requestedBy) =>
        createExportLink(deps, format, requestedBy),
      openExport: (query) => openExport(deps, query),
    },

    ready: () => storage.ping(),
    queueDepth: () => storage.queue.depth(),
  };

  async function findRole(userId: UserId): Promise<Role> {
    try {
      const signal = AbortSignal.timeout(ROLE_CHECK_MS);
      return await findRoleOf(graph, deps.adminsGroupId, userId, { signal });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const message = error.retryable
        ? "Entra did not answer in time, so nothing was done. Please try again in a while."
        : error.userMessage;
      return { kind: "none", message };
    }
  }

  async function requireAdmin(userId: UserId): Promise<Permission> {
    const role = await findRole(userId);
    if (role.kind === "admin") return { allowed: true };
    log.info({ userId, role: role.kind }, "An admin's command was refused");
    return {
      allowed: false,
      message: role.kind === "none" ? role.message : ADMINS_ONLY,
    };
  }
}
