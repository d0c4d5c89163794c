import {
  createAuditDeviceHandler,
  createAuditExportHandler,
  createAuditLastHandler,
  createAuditVerifyHandler,
} from "./handlers/audit.ts";
import { createCommandButton } from "./handlers/commandButton.ts";
import { createAnswerHandler } from "./handlers/answer.ts";
import {
  createApproveBatchHandler,
  createBatchPageHandler,
} from "./handlers/approveBatch.ts";
import {
  createStopChannelHandler,
  createUseChannelHandler,
} from "./handlers/channels.ts";
import {
  createHelpHandler,
  createUnknownCommandHandler,
} from "./handlers/help.ts";
import {
  createBoardPageHandler,
  createHandoffsHandler,
} from "./handlers/handoffs.ts";
import { createMembershipHandler } from "./handlers/membership.ts";
import { createPendingHandler } from "./handlers/pending.ts";
import { createProposeHandler } from "./handlers/propose.ts";
import { createScanHandler } from "./handlers/scan.ts";
import {
  createFetchSettingsHandler,
  createSaveSettingsHandler,
  createSettingsHandler,
  createSubmitSettingsHandler,
} from "./handlers/settings.ts";
import type { Clock } from "../src/clock.ts";
import type { Custodian } from "../src/custodian.ts";
import type { DialogBody, InvokeBody } from "./invoke.ts";
import type { Reply, Turn } from "./turn.ts";
import { Dialog, Verb, type DialogKind, type VerbName } from "./verbs.ts";

/** What is typed. `words` is what the pattern's first group caught, empty without one. */
export interface Command {
  readonly pattern: RegExp;
  readonly handle: (turn: Turn, words: string) => Promise<Reply>;
}

export type ActionHandler = (turn: Turn) => Promise<InvokeBody>;

export type DialogHandler = (turn: Turn) => Promise<DialogBody>;

export interface Routes {
  /** The first pattern that fits is taken. */
  readonly commands: readonly Command[];
  readonly unknownCommand: Command["handle"];
  /** Button → handler, by exact verb. */
  readonly verbs: Readonly<Record<VerbName, ActionHandler>>;
  /** Dialog → what opens it and what takes its form, by exact kind. */
  readonly dialogs: Readonly<
    Record<
      DialogKind,
      { readonly fetch: DialogHandler; readonly submit: DialogHandler }
    >
  >;
  /** What tells that the bot came or went. */
  readonly membership: ReturnType<typeof createMembershipHandler>;
}

interface Deps {
  readonly custodian: Custodian;
  readonly clock: Clock;
  readonly tenantId: string;
  readonly publicUrl: string | null;
}

/** The one list of what the bot answers. */
export function createRoutes(deps: Deps): Routes {
  const help = createHelpHandler(deps);
  const pending = createPendingHandler(deps);
  const handoffs = createHandoffsHandler(deps);
  const scan = createScanHandler(deps);
  const useChannel = createUseChannelHandler(deps);
  const stopChannel = createStopChannelHandler(deps);
  const auditLast = createAuditLastHandler(deps);
  const answer = createAnswerHandler(deps);

  return {
    commands: [
      { pattern: /^(?:help)?$/i, handle: help },
      { pattern: /^propose\b\s*(.*)$/i, handle: createProposeHandler(deps) },
      { pattern: /^pending$/i, handle: pending },
      { pattern: /^handoffs$/i, handle: handoffs },
      { pattern: /^scan$/i, handle: scan },
      { pattern: /^use this channel$/i, handle: useChannel },
      { pattern: /^stop using this channel$/i, handle: stopChannel },
      { pattern: /^settings$/i, handle: createSettingsHandler(deps) },
      { pattern: /^audit(?: last(?: (\d{1,4}))?)?$/i, handle: auditLast },
      { pattern: /^audit verify$/i, handle: createAuditVerifyHandler(deps) },
      {
        pattern: /^audit export(?: (csv|jsonl))?$/i,
        handle: createAuditExportHandler(deps),
      },
      { pattern: /^audit (.+)$/i, handle: createAuditDeviceHandler(deps) },
    ],
    unknownCommand: createUnknownCommandHandler(deps),
    verbs: {
      [Verb.approve]: answer,
      [Verb.reject]: answer,
      [Verb.snooze]: answer,
      [Verb.someoneElse]: answer,
      [Verb.undo]: answer,
      [Verb.tryAgain]: answer,
      [Verb.approveBatch]: createApproveBatchHandler(deps),
      [Verb.batchPage]: createBatchPageHandler(deps),
      [Verb.saveSettings]: createSaveSettingsHandler(deps),
      [Verb.help]: createCommandButton("help", help),
      [Verb.pending]: createCommandButton("pending", pending),
      [Verb.handoffs]: createCommandButton("handoffs", handoffs),
      [Verb.boardPage]: createBoardPageHandler(deps),
      [Verb.scan]: createCommandButton("scan", scan),
      [Verb.audit]: createCommandButton("audit", auditLast),
      [Verb.useThisChannel]: createCommandButton(
        "use this channel",
        useChannel,
      ),
      [Verb.stopUsingThisChannel]: createCommandButton(
        "stop using this channel",
        stopChannel,
      ),
    },
    dialogs: {
      [Dialog.settings]: {
        fetch: createFetchSettingsHandler(deps),
        submit: createSubmitSettingsHandler(deps),
      },
    },
    membership: createMembershipHandler(deps),
  };
}
