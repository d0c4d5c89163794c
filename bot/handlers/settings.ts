import { z } from "zod";
import type { Custodian } from "../../src/custodian.ts";
import type {
  SettingsChangeResult,
  SettingsChange,
} from "../../src/domain/settings/settingsChange.ts";
import type { FormTexts } from "../../src/domain/settings/formText.ts";
import { message } from "../../src/domain/message.ts";
import { baseConversationId } from "../protocol/activity.ts";
import { ActionNotUnderstood } from "../cards/parseAction.ts";
import { renderSettings } from "../cards/renderSettings.ts";
import { renderSettingsLink } from "../cards/renderSettingsLink.ts";
import type {
  SettingsFormOptions,
  SettingsFormState,
} from "../cards/settings/form.ts";
import {
  answerWithDeadline,
  cardResponse,
  dialogMessage,
  dialogResponse,
  messageResponse,
  type DialogBody,
  type InvokeBody,
} from "../turn/invoke.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import type { Messages } from "../messages/messages.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "requireAdmin" | "settings">;
}

/**
 * `settings`: in the personal chat the form itself, since not every client opens dialogs; elsewhere, where everybody
 * reads along, a button for the dialog.
 */
export function createSettingsHandler({ custodian }: Deps) {
  return async (turn: Turn): Promise<Reply> => {
    if (turn.activity.conversation.conversationType !== "personal") {
      const permission = await custodian.requireAdmin(turn.userId);
      return permission.allowed
        ? renderSettingsLink(turn.messages)
        : { text: turn.messages.t(permission.message) };
    }
    const opened = await custodian.settings.open(turn.userId, "message");
    return opened.kind === "refused"
      ? { text: turn.messages.t(opened.message) }
      : renderSettings(opened.page, { as: "card", messages: turn.messages });
  };
}

/** `task/fetch`: the form, in a dialog. */
export function createFetchSettingsHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<DialogBody> =>
    answerWithDeadline(
      custodian.settings
        .open(turn.userId, "click")
        .then((opened) =>
          opened.kind === "refused"
            ? dialogMessage(turn.messages.t(opened.message))
            : toDialog(
                renderSettings(opened.page, { ...hereOf(turn), as: "dialog" }),
                turn.messages,
              ),
        ),
      dialogMessage(turn.messages.settings.lateToOpen),
      turn,
    );
}

/** `task/submit`: the form again, with what became of it beside its button. */
export function createSubmitSettingsHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<DialogBody> => {
    const value = turn.activity.value as { data?: unknown };
    const change = parseChange(value.data, turn);
    return answerWithDeadline(
      custodian.settings.change(change).then((result) =>
        result.kind === "refused"
          ? dialogMessage(turn.messages.t(result.message))
          : toDialog(
              renderSettings(result.page, {
                ...stateAfter(result, change.texts),
                ...hereOf(turn),
                as: "dialog",
              }),
              turn.messages,
            ),
      ),
      dialogMessage(turn.messages.settings.lateToSave),
      turn,
    );
  };
}

/** The button of the form in the personal chat: the card becomes the form as it is then. */
export function createSaveSettingsHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const value = turn.activity.value as { action: { data?: unknown } };
    const change = parseChange(value.action.data, turn);
    return answerWithDeadline(
      custodian.settings.change(change).then((result) =>
        result.kind === "refused"
          ? messageResponse(turn.messages.t(result.message))
          : cardResponse(
              renderSettings(result.page, {
                ...stateAfter(result, change.texts),
                messages: turn.messages,
                as: "card",
              }).card,
            ),
      ),
      messageResponse(turn.messages.settings.lateToSave),
      turn,
    );
  };
}

function toDialog(
  { card }: { readonly card: object },
  messages: Messages,
): DialogBody {
  return dialogResponse(messages.labels.settingsTitle, card);
}

function stateAfter(
  result: Exclude<SettingsChangeResult, { kind: "refused" }>,
  texts: FormTexts,
): SettingsFormState {
  switch (result.kind) {
    case "saved":
    case "unchanged":
      return { after: result };
    case "stale":
      return { after: result, texts: result.typed };
    case "faulty":
      return { after: result, texts };
  }
}

function hereOf({
  activity,
  messages,
}: Turn): Pick<SettingsFormOptions, "hereId" | "messages"> {
  return { hereId: baseConversationId(activity.conversation.id), messages };
}

/** Far more fields than a form has, and longer texts than it takes. Nothing is cut: what is lost would be saved so. */
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
 * @throws {ActionNotUnderstood} with a message for the person.
 */
function parseChange(data: unknown, { userId }: Turn): SettingsChange {
  const sent = Sent.safeParse(data);
  if (!sent.success)
    throw new ActionNotUnderstood(
      "settings",
      (messages) => messages.notUnderstood.settings,
    );
  const fields = Object.entries(data as object);
  const texts = fields.flatMap(([id, value]): [string, string][] => {
    const field = Field.safeParse(value);
    return field.success ? [[id, String(field.data)]] : [];
  });
  if (
    fields.length > MOST_FIELDS ||
    texts.some(([, text]) => text.length > LONGEST_TEXT)
  )
    throw new ActionNotUnderstood("settings too long", (messages) =>
      messages.t(message("setting.too-long")),
    );
  return {
    version: sent.data.version,
    texts: Object.fromEntries(texts),
    changedBy: userId,
  };
}
