import {
  createAuditEraseHandler,
  createAuditExportHandler,
  createAuditHandler,
  createAuditPageHandler,
  createAuditVerifyHandler,
} from "./handlers/audit.ts";
import { createAskAgainHandler } from "./handlers/askAgain.ts";
import { createCommandButton } from "./handlers/commandButton.ts";
import { createActionHandler } from "./handlers/action.ts";
import {
  createApproveBatchHandler,
  createBatchPageHandler,
} from "./handlers/approveBatch.ts";
import {
  createRejectBatchHandler,
  createRejectFormHandler,
} from "./handlers/rejectBatch.ts";
import {
  createUndoBatchHandler,
  createUndoFormHandler,
} from "./handlers/undoBatch.ts";
import {
  createStopChannelHandler,
  createUseChannelHandler,
} from "./handlers/channels.ts";
import {
  createDeviceDetailsHandler,
  createProposalDetailsHandler,
} from "./handlers/details.ts";
import {
  createHelpHandler,
  createUnknownCommandHandler,
} from "./handlers/help.ts";
import { createHandToHandler } from "./handlers/handTo.ts";
import {
  createBoardPageHandler,
  createHandoffsHandler,
} from "./handlers/handoffs.ts";
import {
  createFetchMessageHandler,
  createSubmitMessageHandler,
} from "./handlers/extension/lookUpInMessage.ts";
import {
  createFetchProposeHandler,
  createSubmitProposeHandler,
} from "./handlers/extension/propose.ts";
import {
  createSearchDevicesHandler,
  createSearchPeopleHandler,
} from "./handlers/extension/search.ts";
import { createSelectHandler } from "./handlers/extension/select.ts";
import {
  createAnonymousUnfurlHandler,
  createUnfurlHandler,
} from "./handlers/extension/unfurl.ts";
import {
  createBareNameReader,
  createLookUpButton,
  createQuestionHandler,
} from "./handlers/lookUps.ts";
import {
  createMembershipHandler,
  createPresenceHandler,
} from "./handlers/membership.ts";
import { createObjectionHandler } from "./handlers/objections.ts";
import {
  createNotifyMeHandler,
  createStopNotifyingHandler,
} from "./handlers/notifyMe.ts";
import { createOpenProposalHandler } from "./handlers/openProposal.ts";
import { createProposalAboutHandler } from "./handlers/proposalAbout.ts";
import {
  createPendingHandler,
  createPendingPageHandler,
} from "./handlers/pending.ts";
import type { TabLink } from "./cards/parts/tabLink.ts";
import {
  createPreviewCsvHandler,
  createPreviewHandler,
  createPreviewPageHandler,
} from "./handlers/preview.ts";
import {
  createProposeChoiceHandler,
  createProposeHandler,
} from "./handlers/propose.ts";
import { createRefreshHandler } from "./handlers/refreshProposal.ts";
import { createScanHandler } from "./handlers/scan.ts";
import {
  createFetchSettingsHandler,
  createSaveSettingsHandler,
  createSettingsHandler,
  createSubmitSettingsHandler,
} from "./handlers/settings.ts";
import {
  createDeviceTypeahead,
  createPeopleTypeahead,
} from "./handlers/typeahead.ts";
import { ActionNotUnderstood } from "./cards/parseAction.ts";
import type { Clock } from "../src/ports/clock.ts";
import type { Custodian } from "../src/custodian.ts";
import type { AskedFor } from "./text/parseQuestion.ts";
import type {
  DialogBody,
  ExtensionBody,
  InvokeBody,
  SearchBody,
} from "./turn/invoke.ts";
import type { Reply, Turn } from "./turn/turn.ts";
import {
  Dataset,
  Dialog,
  ExtensionAction,
  ExtensionQuery,
  Verb,
  type DatasetName,
  type DialogKind,
  type VerbName,
} from "./cards/verbs.ts";

/** What is typed. `words` is what the pattern's first group caught, empty without one. */
interface Command {
  readonly pattern: RegExp;
  /** Null: the answer is posted already. */
  readonly handle: (turn: Turn, words: string) => Promise<Reply | null>;
}

type ActionHandler = (turn: Turn) => Promise<InvokeBody>;

type DialogHandler = (turn: Turn) => Promise<DialogBody>;

type ExtensionHandler = (turn: Turn) => Promise<ExtensionBody>;

export interface Routes {
  /** The first pattern that fits is taken. */
  readonly commands: readonly Command[];
  /** What is no command and a question. Null: the answer is posted already. */
  readonly question: (turn: Turn, asked: AskedFor) => Promise<Reply | null>;
  /** What is neither, and may be a name alone. Null: it is none. */
  readonly readBareName: (
    turn: Turn,
    typed: string,
  ) => Promise<AskedFor | null>;
  /** What is nothing of all this. */
  readonly unknownCommand: (turn: Turn, typed: string) => Promise<Reply>;
  /** Button → handler, by exact verb. */
  readonly verbs: Readonly<Record<VerbName, ActionHandler>>;
  /**
   * The same for what a client sends without anybody's click (`trigger: "automatic"`): none of these changes
   * anything.
   */
  readonly automatic: Readonly<Record<VerbName, ActionHandler>>;
  /** Dialog → what opens it and what takes its form, by exact kind. */
  readonly dialogs: Readonly<
    Record<
      DialogKind,
      { readonly fetch: DialogHandler; readonly submit: DialogHandler }
    >
  >;
  /** The message extension: command id in the manifest → handler. */
  readonly extension: {
    readonly queries: Readonly<Record<ExtensionQuery, ExtensionHandler>>;
    /** What one of their results was chosen for. */
    readonly select: ExtensionHandler;
    readonly actions: Readonly<
      Record<
        ExtensionAction,
        { readonly fetch: DialogHandler; readonly submit: DialogHandler }
      >
    >;
  };
  /** A link that somebody pasted; `anonymous` when Teams does not say who. */
  readonly unfurl: {
    readonly known: ExtensionHandler;
    readonly anonymous: ExtensionHandler;
  };
  /** What is typed into a card's choice set: dataset → handler. */
  readonly searches: Readonly<
    Record<DatasetName, (turn: Turn) => Promise<SearchBody>>
  >;
  /** What tells that the bot came or went. */
  readonly membership: ReturnType<typeof createMembershipHandler>;
  readonly presence: ReturnType<typeof createPresenceHandler>;
}

interface Deps {
  readonly custodian: Custodian;
  readonly clock: Clock;
  readonly tenantId: string;
  readonly publicUrl: string | null;
  /** To places in the tab; null without one. */
  readonly tabLink: TabLink;
}

/** The one list of what the bot answers. */
export function createRoutes(deps: Deps): Routes {
  const help = createHelpHandler(deps);
  const pending = createPendingHandler(deps);
  const handoffs = createHandoffsHandler(deps);
  const scan = createScanHandler(deps);
  const previewCsv = createPreviewCsvHandler(deps);
  const useChannel = createUseChannelHandler(deps);
  const stopChannel = createStopChannelHandler(deps);
  const audit = createAuditHandler(deps);
  const answer = createActionHandler(deps);
  const lookUp = createLookUpButton(deps);
  const proposalDetails = createProposalDetailsHandler(deps);
  const deviceDetails = createDeviceDetailsHandler(deps);
  const refreshProposal = createRefreshHandler(deps);
  const approveBatch = createApproveBatchHandler(deps);
  const batchPage = createBatchPageHandler(deps);
  const objections = createObjectionHandler(deps);
  const verbs: Routes["verbs"] = {
    [Verb.approve]: answer,
    [Verb.reject]: answer,
    [Verb.snooze]: answer,
    [Verb.wakeNow]: answer,
    [Verb.someoneElse]: answer,
    [Verb.undo]: answer,
    [Verb.tryAgain]: answer,
    [Verb.refreshProposal]: refreshProposal,
    [Verb.approveBatch]: approveBatch,
    [Verb.approveAllOfBatch]: approveBatch,
    [Verb.rejectForm]: createRejectFormHandler(deps),
    [Verb.rejectBatch]: createRejectBatchHandler(deps),
    [Verb.undoForm]: createUndoFormHandler(deps),
    [Verb.undoBatch]: createUndoBatchHandler(deps),
    [Verb.batchPage]: batchPage,
    [Verb.objectToHandoff]: objections,
    [Verb.settleObjection]: objections,
    [Verb.saveSettings]: createSaveSettingsHandler(deps),
    [Verb.lookUpWho]: lookUp,
    [Verb.lookUpDevice]: lookUp,
    [Verb.lookUpUser]: lookUp,
    [Verb.lookUpUserPage]: lookUp,
    [Verb.findDevice]: lookUp,
    [Verb.findUser]: lookUp,
    [Verb.lookUpProposal]: createOpenProposalHandler(deps),
    [Verb.lookUpPropose]: createProposeChoiceHandler(deps),
    [Verb.help]: createCommandButton("help", help),
    [Verb.pending]: createCommandButton("pending", pending),
    [Verb.handoffs]: createCommandButton("handoffs", handoffs),
    [Verb.boardPage]: createBoardPageHandler(deps),
    [Verb.pendingPage]: createPendingPageHandler(deps),
    [Verb.scan]: createCommandButton("scan", scan),
    [Verb.previewCsv]: createCommandButton("preview csv", previewCsv),
    [Verb.previewPage]: createPreviewPageHandler(deps),
    [Verb.audit]: createCommandButton("audit", audit),
    [Verb.auditPage]: createAuditPageHandler(deps),
    [Verb.useThisChannel]: createCommandButton("use this channel", useChannel),
    [Verb.stopUsingThisChannel]: createCommandButton(
      "stop using this channel",
      stopChannel,
    ),
  };

  return {
    commands: [
      { pattern: asked("(?:help(?: me)?)?"), handle: help },
      { pattern: /^propose\b\s*(.*)$/i, handle: createProposeHandler(deps) },
      {
        pattern: /^approve\b\s*(.*)$/i,
        handle: createProposalAboutHandler("approve", deps),
      },
      {
        pattern: /^undo\b\s*(.*)$/i,
        handle: createProposalAboutHandler("undo", deps),
      },
      { pattern: asked("pending"), handle: pending },
      { pattern: asked("handoffs"), handle: handoffs },
      { pattern: /^scan$/i, handle: scan },
      { pattern: /^preview csv$/i, handle: previewCsv },
      { pattern: asked("preview"), handle: createPreviewHandler(deps) },
      { pattern: /^use this channel$/i, handle: useChannel },
      { pattern: /^stop using this channel$/i, handle: stopChannel },
      { pattern: asked("notify me"), handle: createNotifyMeHandler(deps) },
      {
        pattern: asked("stop notifying me"),
        handle: createStopNotifyingHandler(deps),
      },
      { pattern: asked("settings"), handle: createSettingsHandler(deps) },
      {
        pattern: /^ask again(?: about)?\b\s*(.*)$/i,
        handle: createAskAgainHandler(deps),
      },
      {
        pattern: /^audit verify(?: (.+))?$/i,
        handle: createAuditVerifyHandler(deps),
      },
      {
        pattern: /^audit erase(?: (.+))?$/i,
        handle: createAuditEraseHandler(deps),
      },
      {
        pattern: /^audit export(?: (.+))?$/i,
        handle: createAuditExportHandler(deps),
      },
      { pattern: /^audit(?: (.+))?$/i, handle: audit },
    ],
    question: createQuestionHandler(deps),
    readBareName: createBareNameReader(deps),
    unknownCommand: createUnknownCommandHandler(deps),
    verbs,
    automatic: {
      ...verbs,
      [Verb.approve]: refreshProposal,
      [Verb.reject]: refreshProposal,
      [Verb.snooze]: refreshProposal,
      [Verb.wakeNow]: refreshProposal,
      [Verb.someoneElse]: refreshProposal,
      [Verb.undo]: refreshProposal,
      [Verb.tryAgain]: refreshProposal,
      [Verb.approveBatch]: batchPage,
      [Verb.approveAllOfBatch]: batchPage,
      [Verb.rejectBatch]: batchPage,
      [Verb.undoBatch]: batchPage,
      [Verb.objectToHandoff]: refuseWithoutClick,
      [Verb.settleObjection]: refuseWithoutClick,
      [Verb.saveSettings]: refuseWithoutClick,
      [Verb.lookUpPropose]: refuseWithoutClick,
      [Verb.scan]: refuseWithoutClick,
      [Verb.previewCsv]: refuseWithoutClick,
      [Verb.useThisChannel]: refuseWithoutClick,
      [Verb.stopUsingThisChannel]: refuseWithoutClick,
    },
    dialogs: {
      [Dialog.settings]: {
        fetch: createFetchSettingsHandler(deps),
        submit: createSubmitSettingsHandler(deps),
      },
      [Dialog.proposalDetails]: {
        fetch: proposalDetails,
        submit: proposalDetails,
      },
      [Dialog.deviceDetails]: { fetch: deviceDetails, submit: deviceDetails },
      [Dialog.handTo]: {
        fetch: proposalDetails,
        submit: createHandToHandler(deps),
      },
    },
    extension: {
      queries: {
        [ExtensionQuery.devices]: createSearchDevicesHandler(deps),
        [ExtensionQuery.people]: createSearchPeopleHandler(deps),
      },
      select: createSelectHandler(deps),
      actions: {
        [ExtensionAction.propose]: {
          fetch: createFetchProposeHandler(deps),
          submit: createSubmitProposeHandler(deps),
        },
        [ExtensionAction.lookUpInMessage]: {
          fetch: createFetchMessageHandler(deps),
          submit: createSubmitMessageHandler(deps),
        },
      },
    },
    unfurl: {
      known: createUnfurlHandler(deps),
      anonymous: createAnonymousUnfurlHandler(),
    },
    searches: {
      [Dataset.devices]: createDeviceTypeahead(deps),
      [Dataset.people]: createPeopleTypeahead(deps),
    },
    membership: createMembershipHandler(deps),
    presence: createPresenceHandler(deps),
  };
}

/** The words of a command that only shows something, as people say them who are polite. */
function asked(words: string): RegExp {
  return new RegExp(
    `^(?:please |pls )?${words}(?:[ ,]+(?:please|pls|thanks|thank you))?$`,
    "i",
  );
}

function refuseWithoutClick(): Promise<InvokeBody> {
  return Promise.reject(
    new ActionNotUnderstood(
      "nobody clicked",
      (messages) => messages.notUnderstood.lookUp,
    ),
  );
}
