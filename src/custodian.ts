import type {
  AuditRow,
  NamedActors,
  AuditVerification,
  LoggedHead,
} from "./domain/audit/audit.ts";
import type { SeqRange } from "./domain/audit/erasure.ts";
import type { DeviceId } from "./domain/devices/device.ts";
import type {
  Collection,
  CollectResult,
} from "./domain/evidence/collection.ts";
import { collectNow } from "./usecases/remediations/collectNow.ts";
import type { AuditStretch } from "./ports/stores/auditStore.ts";
import {
  createExportLink,
  openExport,
  type AuditExport,
} from "./usecases/audit/exportAudit.ts";
import {
  createPreviewLink,
  openPreviewExport,
  type PreviewExport,
} from "./usecases/exports/exportPreview.ts";
import { createPreviews, type Previews } from "./usecases/proposals/preview.ts";
import type { ExportFormat } from "./domain/audit/exportFormat.ts";
import {
  eraseDetails,
  type ErasureResult,
} from "./usecases/audit/eraseDetails.ts";
import type { AuditFilter } from "./domain/audit/auditFilter.ts";
import { nameActors } from "./usecases/audit/nameActors.ts";
import type {
  AuditQuestion,
  FoundFilter,
} from "./domain/audit/auditQuestion.ts";
import { findAuditFilter } from "./usecases/audit/findAuditFilter.ts";
import { verifyChain } from "./usecases/audit/verifyChain.ts";
import type { Clock } from "./ports/clock.ts";
import type { Remediation } from "./ports/config.ts";
import {
  receiveReport,
  type ReportAuthentication,
  type ReportRequest,
} from "./usecases/reports/receiveReport.ts";
import type { ReportAnswer } from "./domain/evidence/reportRequest.ts";
import { createIdentityChecks } from "./usecases/reports/identityChecks.ts";
import type { GroupId, TenantGraph } from "./ports/graph.ts";
import type { TrackedCard } from "./domain/cards/trackedCard.ts";
import type { Handoff, HandoffId } from "./domain/handoffs/handoff.ts";
import type {
  ObjectionAct,
  ObjectionResult,
} from "./domain/handoffs/objectionAct.ts";
import { applyObjection } from "./usecases/handoffs/applyObjection.ts";
import { readLeadCard } from "./usecases/notices/syncHandoffCard.ts";
import { readObjectionCard } from "./usecases/notices/syncObjectionCard.ts";
import { readBoard } from "./usecases/handoffs/board.ts";
import type { HandoffBoard } from "./domain/handoffs/board.ts";
import type { Log } from "./ports/log.ts";
import { answerLater } from "./usecases/lateAnswers/answerLater.ts";
import type {
  AskedInConversation,
  LookUpReply,
  Question,
} from "./domain/lookups/question.ts";
import { askLookUp } from "./usecases/lookups/askLookUp.ts";
import type { LookUps } from "./usecases/lookups/lookUps.ts";
import {
  findDeviceOfMessage,
  type QuotedMessage,
} from "./usecases/lookups/findDeviceOfMessage.ts";
import { findKindNamed, findNamesMeant } from "./usecases/lookups/findMeant.ts";
import {
  findProposalAbout,
  type ProposalAbout,
} from "./usecases/lookups/findProposalAbout.ts";
import type { ProposalAboutReply } from "./domain/lookups/proposalReply.ts";
import { findProposalFor } from "./usecases/lookups/findProposalFor.ts";
import type { ProposalReply } from "./domain/lookups/proposalReply.ts";
import { viewProposal } from "./usecases/lookups/viewProposal.ts";
import type {
  ViewRequest,
  ProposalView,
} from "./domain/proposals/proposalView.ts";
import { cardKey } from "./domain/cards/cardKey.ts";
import { noteHeardFrom } from "./usecases/notices/channelHealth.ts";
import {
  markChannelsLost,
  type LostPlace,
} from "./usecases/notices/markChannelLost.ts";
import type { Messenger } from "./ports/messenger.ts";
import type {
  PostedMessage,
  Channel,
  ChannelId,
} from "./domain/channels/channel.ts";
import type {
  SubscribeResult,
  SubscriptionScope,
  UnsubscribeResult,
} from "./domain/channels/subscription.ts";
import { subscribe, unsubscribe } from "./usecases/notices/subscribe.ts";
import {
  stopUsingChannel,
  useChannel,
  type ChannelUse,
} from "./usecases/notices/useChannel.ts";
import type { Metrics } from "./ports/metrics.ts";
import type { ApproverList } from "./usecases/people/approverList.ts";
import {
  createRoleFinder,
  requireAdmin,
  ROLE_CHECK_MS,
  type Permission,
  type Role,
} from "./usecases/people/findRole.ts";
import { rightsOf, type Rights } from "./usecases/lookups/rightsOf.ts";
import { findKnownAccounts } from "./usecases/people/knownAccounts.ts";
import { interestedPeople } from "./domain/proposals/conflictOfInterest.ts";
import type { Managers } from "./usecases/people/managers.ts";
import { nameless, toPersonRef, type UserId } from "./domain/people/user.ts";
import { currentSettings } from "./usecases/settings/currentSettings.ts";
import { applyAction } from "./usecases/proposals/applyAction.ts";
import {
  decideSeveral,
  type OneOfSeveral,
} from "./usecases/proposals/decideSeveral.ts";
import { approveBatch } from "./usecases/proposals/batches/approveBatch.ts";
import { rejectBatch } from "./usecases/proposals/batches/rejectBatch.ts";
import { undoBatch } from "./usecases/proposals/batches/undoBatch.ts";
import type {
  ApproveBatch,
  ApproveBatchResult,
  BatchId,
  BatchWithProposals,
  RejectBatch,
  RejectBatchResult,
  UndoBatch,
  UndoBatchResult,
} from "./domain/proposals/batch.ts";
import { findBatch } from "./usecases/proposals/batches/readBatch.ts";
import {
  createChangeFeed,
  type ChangeFeed,
} from "./usecases/proposals/changeFeed.ts";
import { decisionsOverTime } from "./usecases/proposals/decisionsOverTime.ts";
import type { DecisionsOverTime } from "./domain/proposals/decisions.ts";
import {
  pageProposals,
  type ProposalList,
} from "./usecases/proposals/pageProposals.ts";
import type {
  QueueCursor,
  QueueQuestion,
  SeenProposal,
  SeveralAction,
} from "./domain/proposals/queue.ts";
import {
  possibleActions,
  type PossibleActions,
} from "./domain/proposals/possibleActions.ts";
import type { LiftResult } from "./domain/proposals/silence.ts";
import { liftSilence } from "./usecases/proposals/liftSilence.ts";
import { listPending } from "./usecases/proposals/listPending.ts";
import type { PendingList } from "./domain/proposals/pendingList.ts";
import { proposeWithDeadline } from "./usecases/lateAnswers/proposeWithDeadline.ts";
import type {
  ProposeWithDeadlineResult,
  ProposeWaiting,
  ProposeRequest,
} from "./domain/proposals/request.ts";
import {
  changeSettings,
  openSettings,
} from "./usecases/settings/changeSettings.ts";
import type {
  SettingsChangeResult,
  SettingsChange,
  OpenedSettings,
} from "./domain/settings/settingsChange.ts";
import type { OpenStorage } from "./ports/storage.ts";
import { scan, type ScanResult } from "./usecases/sweep/startSweep.ts";
import type { ScanRequest } from "./domain/sweep/sweep.ts";
import type {
  ProposalAction,
  Actor,
  ActionResult,
} from "./domain/proposals/action.ts";
import type {
  Proposal,
  ProposalId,
  ProposalStateKind,
} from "./domain/proposals/proposal.ts";

/**
 * Everything a person or a device can ask of Custodian. Handlers authorise with what is here and render the answers.
 */
export interface Custodian {
  receiveReport(request: ReportRequest): Promise<ReportAnswer>;

  /** Checks that the person may, within 700 ms or else in a job, and does it. Never throws an AppError. */
  applyAction(
    answer: ProposalAction,
    answeredBy: Actor,
    goesOn?: (work: Promise<unknown>) => void,
  ): Promise<ActionResult>;

  /** The same with several, each decided by itself; see `applyAction`. */
  decideSeveral(
    seen: readonly SeenProposal[],
    action: SeveralAction,
    answeredBy: Actor,
  ): Promise<readonly OneOfSeveral[]>;

  /** `propose <device> <user>` and `propose <device> shared`: in time, or else in a job. Never throws an AppError. */
  propose(
    request: ProposeRequest,
    waiting: ProposeWaiting,
  ): Promise<ProposeWithDeadlineResult>;

  /** A page of the proposals that are asked for; `after` is where the page before ended. */
  pageProposals(
    question: QueueQuestion,
    after: QueueCursor | null,
    limit: number,
  ): Promise<ProposalList>;
  /** @throws {UnknownTimeZone} */
  decisionsOverTime(days: number, zone: string): Promise<DecisionsOverTime>;
  /** What has changed, and what was refused late, as soon as it has. */
  readonly changes: ChangeFeed;

  /** @param page from 0. */
  listPending(page: number): Promise<PendingList>;
  countProposals(): Promise<ReadonlyMap<ProposalStateKind, number>>;
  /** The message with the proposal's card; null before it is posted. */
  findCard(id: ProposalId): Promise<PostedMessage | null>;

  /**
   * From Entra, in the time Teams gives a message; who asks again meanwhile gets the same answer. For what is shown.
   * Never throws an AppError: who cannot be checked has none.
   */
  findRole(userId: UserId): Promise<Role>;
  /** The same, for what admins alone may do; a refusal is logged. */
  requireAdmin(userId: UserId): Promise<Permission>;

  /** Evidence may speak of a silenced device again: asks whether the person is an admin. Never throws an AppError. */
  liftSilence(device: string, liftedBy: UserId): Promise<LiftResult>;
  /** Devices that are asked at once who used them. */
  readonly collections: {
    /** Whether a Remediation is read, which is what asks them. */
    readonly isOn: boolean;
    /** Who has asked a device that has not told yet. */
    find(deviceId: DeviceId): Promise<Collection | null>;
    /** Asks whether the person is an approver or an admin. Never throws an AppError. */
    collectNow(deviceId: DeviceId, by: UserId): Promise<CollectResult>;
  };
  /** What would be proposed now. For whom `requireAdmin` allowed. */
  readonly preview: Previews & {
    /** A link's query string, valid for ten minutes. */
    createExportLink(requestedBy: UserId): Promise<string>;
    /** Null when the link is forged or too old. */
    openExport(query: URLSearchParams): Promise<PreviewExport | null>;
  };

  /** Whether nothing is posted from evidence, by the settings. */
  isObserving(): Promise<boolean>;

  /** `scan`: a full sweep at once, or the one that runs. For whom `requireAdmin` allowed. */
  scan(request: ScanRequest): Promise<ScanResult>;

  readonly batches: {
    /** *Approve up to…*: checks that the person may, within 700 ms or else in a job. Never throws an AppError. */
    approve(
      approve: ApproveBatch,
      answeredBy: Actor,
    ): Promise<ApproveBatchResult>;
    /** Rejects rows, each by a job of its own. Never throws an AppError. */
    reject(reject: RejectBatch, answeredBy: Actor): Promise<RejectBatchResult>;
    /** Undoes the changes of rows, each by a job of its own. Never throws an AppError. */
    undo(undo: UndoBatch, answeredBy: Actor): Promise<UndoBatchResult>;
    /** Null: there is no such batch. */
    find(id: BatchId): Promise<BatchWithProposals | null>;
  };

  readonly handoffs: {
    /** One page of the staging board, from 0; the last one when there are not so many. */
    board(page: number): Promise<HandoffBoard>;
    /** *This is wrong…* and what the helpdesk says to it: within 700 ms, or else in a job. Never throws an AppError. */
    applyObjection(act: ObjectionAct, actor: Actor): Promise<ObjectionResult>;
    /** Null: there is no such handoff. */
    find(id: HandoffId): Promise<Handoff | null>;
    /** The card of whoever is told of it. Null: there is no such handoff. */
    leadCard(id: HandoffId): Promise<TrackedCard | null>;
    /** The helpdesk's card of what is said against it. Null: nothing is. */
    objectionCard(id: HandoffId): Promise<TrackedCard | null>;
  };

  /** Who has which device. A surface asks `access` first, and shows no more than that. */
  readonly lookUps: LookUps;

  /** The same from a question to its answer, for whoever asks. Never throws an AppError. */
  readonly questions: {
    ask(
      question: Question,
      asker: UserId,
      budgetMs: number,
    ): Promise<LookUpReply>;
    /** The names that a text with separators or lines in it is about; one where nothing says that there are more. */
    namesMeant(typed: string, isBare?: boolean): Promise<readonly string[]>;
    /** What a text names that says nothing else; null where it names nothing. From the directory alone. */
    kindNamed(text: string): Promise<"who" | "user" | null>;
    /** The device that a message is about which was answered to; null where that is not known. */
    deviceOfMessage(message: QuotedMessage): Promise<DeviceId | null>;
    /** The proposal that `approve <device>` or `undo <device>` means, as this person may see it. */
    proposalAbout(
      about: ProposalAbout,
      asker: UserId,
      budgetMs: number,
    ): Promise<ProposalAboutReply>;
    /** Posts what is known so far where it was asked, and edits it when Microsoft answers. */
    answerLater(asked: AskedInConversation, reply: LookUpReply): Promise<void>;
    proposal(
      id: ProposalId,
      asker: UserId,
      budgetMs: number,
    ): Promise<ProposalReply>;
    /** What somebody may do. For showing: each act asks for itself. */
    rightsOf(asker: UserId, budgetMs: number): Promise<Rights>;
    /** What this person can do with it; nothing for those who may not decide, and while it is not known who may. */
    actsOn(
      proposal: Proposal,
      asker: UserId,
      budgetMs: number,
    ): Promise<PossibleActions & { readonly isComplete: boolean }>;
    /** Its card as this person is to see it. Changes and sends nothing. */
    view(request: ViewRequest, budgetMs: number): Promise<ProposalView>;
  };

  readonly channels: {
    /** A channel that is in use already keeps its turn. */
    use(channel: Channel): Promise<ChannelUse>;
    /** @returns false when it was not in use. */
    stop(id: ChannelId, stoppedBy: UserId): Promise<boolean>;
    /** The bot was removed from the channel or, with a team, from all of its channels. */
    lost(where: LostPlace): Promise<void>;
    /** Something came from the channel: if it was lost, it is in use again. */
    heardFrom(id: ChannelId): Promise<void>;
  };

  readonly subscriptions: {
    /** For approvers; a scope of null is of all channels. Never throws an AppError. */
    add(userId: UserId, scope: SubscriptionScope): Promise<SubscribeResult>;
    remove(
      userId: UserId,
      scope: SubscriptionScope,
    ): Promise<UnsubscribeResult>;
  };

  readonly settings: {
    /** For admins: by a click within 700 ms, by a message in the time Teams gives it. Never throws an AppError. */
    open(userId: UserId, by: "click" | "message"): Promise<OpenedSettings>;
    /** Either done within a second or not at all. Never throws an AppError. */
    change(change: SettingsChange): Promise<SettingsChangeResult>;
  };

  readonly audit: {
    last(limit: number): Promise<readonly AuditRow[]>;
    /** Newest first. */
    list(stretch: AuditStretch): Promise<readonly AuditRow[]>;
    /** Whom and what a question about the log means. */
    findFilter(question: AuditQuestion): Promise<FoundFilter>;
    /** Who did what these entries tell; for admins. */
    nameActors(rows: readonly AuditRow[]): Promise<NamedActors>;
    /** Newest first. */
    forProposal(
      proposal: Proposal,
      limit: number,
    ): Promise<readonly AuditRow[]>;
    /** Compares with a head that was logged earlier, if one is given. */
    verify(logged?: LoggedHead | null): Promise<AuditVerification>;
    /** Erases the details of rows, and records it. At most 10,000 rows at once, sorted and sharing no number. */
    erase(
      rows: readonly SeqRange[],
      reason: string,
      erasedBy: UserId,
    ): Promise<ErasureResult>;
    /** A link's query string, valid for ten minutes. */
    createExportLink(
      format: ExportFormat,
      requestedBy: UserId,
      filter?: AuditFilter,
    ): Promise<string>;
    /** Null when the link is forged or too old. */
    openExport(query: URLSearchParams): Promise<AuditExport | null>;
  };

  /** Resolves when ready; throws what is missing. */
  ready(): Promise<void>;
  queueDepth(): Promise<number>;
}

/** What the use cases need of the outside; `bot/main.ts` and the tests bring it. */
export interface CustodianDeps {
  readonly storage: OpenStorage;
  readonly graph: TenantGraph;
  /** One for the process, with what they remember: people who ask and jobs use the same. */
  readonly lookUps: LookUps;
  readonly managers: Managers;
  readonly messenger: Messenger;
  readonly approversGroupId: GroupId;
  /** Of that group; for views. */
  readonly approvers: ApproverList;
  readonly adminsGroupId: GroupId;
  /** Whose logons say nothing about who has a device; null without such a group. */
  readonly techniciansGroupId: GroupId | null;
  /** Whether Entra's log of sign-ins is read for evidence. */
  readonly readsSignIns: boolean;
  readonly reports: ReportAuthentication;
  /** Whose output is evidence; null where none is. */
  readonly remediation: Remediation | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The same, with the reserved part of what Graph allows: for decisions, and for what is done because of one. */
export function forDecisions<Deps extends { readonly graph: TenantGraph }>(
  deps: Deps,
) {
  return { ...deps, graph: deps.graph.forDecisions };
}

/** Puts the use cases together. */
export function createCustodian(deps: CustodianDeps): Custodian {
  const { storage, clock, lookUps } = deps;
  const identityChecks = createIdentityChecks(deps);
  const findRoleToShow = createRoleFinder(deps);
  const act: Custodian["applyAction"] = async (answer, answeredBy, goesOn) => {
    const result = await applyAction(
      forDecisions(deps),
      answer,
      answeredBy,
      goesOn,
    );
    // What is shown to them next should not offer it again.
    if (result.kind === "refused") deps.approvers.invalidate(answeredBy.userId);
    return result;
  };
  return {
    receiveReport: (request) =>
      receiveReport(
        { ...deps, identityChecks, authentication: deps.reports },
        request,
      ),
    applyAction: act,
    decideSeveral: (seen, action, answeredBy) =>
      decideSeveral(seen, (one) => act({ ...one, ...action }, answeredBy)),
    propose: (request, waiting) => proposeWithDeadline(deps, request, waiting),
    pageProposals: (question, after, limit) =>
      pageProposals(storage, question, after, limit),
    decisionsOverTime: (days, zone) => decisionsOverTime(deps, days, zone),
    changes: createChangeFeed(deps),
    listPending: (page) => listPending(storage, page),
    countProposals: () => storage.proposals.countByState(),
    async findCard(id) {
      const post = await storage.cardPosts.find(cardKey("proposal", id));
      return post?.message ?? null;
    },

    findRole: findRoleToShow,
    requireAdmin: (userId) => requireAdmin(deps, userId),
    liftSilence: (device, liftedBy) => liftSilence(deps, device, liftedBy),
    collections: {
      isOn: deps.remediation !== null,
      find: (deviceId) => storage.collections.find(deviceId, clock.now()),
      collectNow: (deviceId, by) => collectNow(deps, deviceId, by),
    },
    preview: {
      ...createPreviews(deps),
      createExportLink: (requestedBy) => createPreviewLink(deps, requestedBy),
      openExport: (query) => openPreviewExport(deps, query),
    },
    async isObserving() {
      const { values } = await currentSettings(storage);
      return values.proposing === "observe";
    },
    scan: (request) => scan(deps, request),

    batches: {
      approve: (approve, answeredBy) =>
        approveBatch(forDecisions(deps), approve, answeredBy),
      reject: (reject, answeredBy) =>
        rejectBatch(forDecisions(deps), reject, answeredBy),
      undo: (undo, answeredBy) =>
        undoBatch(forDecisions(deps), undo, answeredBy),
      find: (id) => findBatch(storage, id),
    },

    handoffs: {
      board: (page) => readBoard(storage, page, clock.now()),
      applyObjection: (act, actor) =>
        applyObjection(forDecisions(deps), act, actor),
      find: (id) => storage.handoffs.find(id),
      leadCard: (id) => readLeadCard(storage, id),
      objectionCard: (id) => readObjectionCard(storage, id),
    },

    lookUps,
    questions: {
      ask: (question, asker, budgetMs) =>
        askLookUp(deps, question, asker, budgetMs),
      namesMeant: (typed, isBare) => findNamesMeant(deps, typed, isBare),
      kindNamed: (text) => findKindNamed(deps, text),
      deviceOfMessage: (message) => findDeviceOfMessage(deps, message),
      proposalAbout: (about, asker, budgetMs) =>
        findProposalAbout(deps, about, asker, budgetMs),
      answerLater: (asked, reply) => answerLater(deps, asked, reply),
      proposal: (id, asker, budgetMs) =>
        findProposalFor(storage, lookUps, id, asker, budgetMs),
      rightsOf: (asker, budgetMs) =>
        rightsOf({ ...deps, findRole: findRoleToShow }, asker, budgetMs),
      async actsOn(proposal, asker, budgetMs) {
        const [approvers, account, { values }] = await Promise.all([
          deps.approvers.list(budgetMs),
          storage.people.find(asker),
          currentSettings(storage),
        ]);
        const person = account ? toPersonRef(account.user) : nameless(asker);
        return {
          ...(approvers?.includes(asker)
            ? possibleActions(
                proposal,
                person,
                await findKnownAccounts(storage, values.pairedAccounts, [
                  person,
                  ...interestedPeople(proposal),
                ]),
                clock.now(),
              )
            : { acts: [], mayNotDecide: null }),
          isComplete: approvers !== null,
        };
      },
      view: (request, budgetMs) => viewProposal(deps, request, budgetMs),
    },

    channels: {
      use: (channel) => useChannel(storage, channel),
      stop: (id, stoppedBy) => stopUsingChannel(deps, id, stoppedBy),
      lost: (where) => markChannelsLost(deps, where),
      heardFrom: (id) => noteHeardFrom(deps, id),
    },

    subscriptions: {
      add: (userId, scope) => subscribe(deps, userId, scope),
      remove: (userId, scope) => unsubscribe(storage, userId, scope),
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
      list: (stretch) => storage.audit.list(stretch),
      findFilter: (question) => findAuditFilter(deps, question),
      nameActors: (rows) => nameActors(storage, rows),
      forProposal: ({ id, device }, limit) =>
        storage.audit.listForProposal({ id, deviceId: device.id }, limit),
      verify: (logged) => verifyChain(storage, logged),
      erase: (rows, reason, erasedBy) =>
        eraseDetails(deps, { rows, reason, erasedBy }),
      createExportLink: (format, requestedBy, filter) =>
        createExportLink(deps, format, requestedBy, filter),
      openExport: (query) => openExport(deps, query),
    },

    ready: () => storage.ping(),
    queueDepth: () => storage.queue.depth(),
  };
}
