import { z } from "zod";
import type { Custodian } from "../../src/custodian.ts";
import type {
  SettingsChange,
  SettingsChangeResult,
} from "../../src/settings/changeSettings.ts";
import type { FormTexts } from "../../src/settings/settingsForm.ts";
import { baseConversationId } from "../activity.ts";
import { ActionNotUnderstood } from "../cards/parseAction.ts";
import {
  describeSaved,
  renderSettings,
  renderSettingsLink,
  type SettingsFormState,
} from "../cards/renderSettings.ts";
import { en } from "../cards/words/en.ts";
import {
  answerInTime,
  cardResponse,
  dialogMessage,
  dialogResponse,
  messageResponse,
  type DialogBody,
  type InvokeBody,
} from "../invoke.ts";
import type { Reply, Turn } from "../turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "requireAdmin" | "settings">;
}

const LATE_TO_OPEN =
  "This takes longer than Teams waits, and nothing was changed. Please try again in a while.";

/** Whether it will be stored is open at that moment, so it is not said. */
const LATE_TO_SAVE =
  "Saving takes longer than Teams waits. Type settings in a moment to see whether it was done.";

/**
 * `settings`: in the personal chat the form itself, since not every client opens dialogs; elsewhere, where everybody
 * reads along, a button for the dialog.
 */
export function createSettingsHandler({ custodian }: Deps) {
  return async (turn: Turn): Promise<Reply> => {
    if (turn.activity.conversation.conversationType !== "personal") {
      const permission = await custodian.requireAdmin(turn.userId);
      return permission.allowed
        ? renderSettingsLink()
        : { text: permission.message };
    }
    const opened = await custodian.settings.open(turn.userId, "message");
    return opened.kind === "refused"
      ? { text: opened.message }
      : renderSettings(opened.page, { as: "card" });
  };
}

/** `task/fetch`: the form, in a dialog. */
export function createFetchSettingsHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<DialogBody> =>
    answerInTime(
      custodian.settings
        .open(turn.userId, "click")
        .then((opened) =>
          opened.kind === "refused"
            ? dialogMessage(opened.message)
            : toDialog(
                renderSettings(opened.page, { ...hereOf(turn), as: "dialog" }),
              ),
        ),
      dialogMessage(LATE_TO_OPEN),
      turn.log,
    );
}

/** `task/submit`: saves, or shows the form again with what is wrong. */
export function createSubmitSettingsHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<DialogBody> => {
    const value = turn.activity.value as { data?: unknown };
    const change = parseChange(value.data, turn);
    return answerInTime(
      custodian.settings.change(change).then((result) => {
        switch (result.kind) {
          case "refused":
            return dialogMessage(result.message);
          case "saved":
          case "unchanged":
            return dialogMessage(describeSaved(result));
          case "faulty":
          case "stale":
            return toDialog(
              renderSettings(result.page, {
                ...stateAfter(result, change.texts),
                ...hereOf(turn),
                as: "dialog",
              }),
            );
        }
      }),
      dialogMessage(LATE_TO_SAVE),
      turn.log,
    );
  };
}

/** The button of the form in the personal chat: the card becomes the form as it is then. */
export function createSaveSettingsHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const value = turn.activity.value as { action: { data?: unknown } };
    const change = parseChange(value.action.data, turn);
    return answerInTime(
      custodian.settings.change(change).then((result) =>
        result.kind === "refused"
          ? messageResponse(result.message)
          : cardResponse(
              renderSettings(result.page, {
                ...stateAfter(result, change.texts),
                as: "card",
              }).card,
            ),
      ),
      messageResponse(LATE_TO_SAVE),
      turn.log,
    );
  };
}

function toDialog({ card }: { readonly card: object }): DialogBody {
  return dialogResponse(en.labels.settingsTitle, card);
}

function stateAfter(
  result: Exclude<SettingsChangeResult, { kind: "refused" }>,
  texts: FormTexts,
): SettingsFormState {
  switch (result.kind) {
    case "saved":
    case "unchanged":
    case "stale":
      return { after: result };
    case "faulty":
      return { after: result, texts };
  }
}

function hereOf({ activity }: Turn): { readonly hereId: string } {
  return { hereId: baseConversationId(activity.conversation.id) };
}

/** Far more fields than a form has, and longer texts than it takes: what is cut is refused as too long. */
const MOST_FIELDS = 500;
const LONGEST_TEXT = 20_000;

const Sent = z.object({
  version: z.int().positive(),
});

const Field = z.union([z.string(), z.number(), z.boolean()]);

/**
 * Reads what a form of ours sends: a version, and a text for each input. Which inputs mean something is decided where
 * the settings are known.
 *
 * @throws {ActionNotUnderstood} with a sentence for the person.
 */
function parseChange(data: unknown, { userId }: Turn): SettingsChange {
  const sent = Sent.safeParse(data);
  if (!sent.success)
    throw new ActionNotUnderstood(
      "settings",
      "This form is not understood any more. Type settings for a new one.",
    );
  const fields = Object.entries(data as object).slice(0, MOST_FIELDS);
  const texts = fields.flatMap(([id, value]) => {
    const field = Field.safeParse(value);
    return field.success
      ? [[id, String(field.data).slice(0, LONGEST_TEXT)]]
      : [];
  });
  return {
    version: sent.data.version,
    texts: Object.fromEntries(texts) as FormTexts,
    changedBy: userId,
  };
}
