import { AppError } from "../../src/domain/appError.ts";
import type { Custodian } from "../../src/custodian.ts";
import { parsePreviewPage } from "../cards/parseAction.ts";
import { renderWouldPropose } from "../cards/renderWouldPropose.ts";
import { previewExportUrl } from "../text/exportUrls.ts";
import type { InvokeBody } from "../turn/invoke.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import { answerWithReply } from "./answerWithReply.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "requireAdmin" | "preview">;
  /** The bot's own https address; null when none is configured. */
  readonly publicUrl: string | null;
}

/** Teams shows a message that its bot is slow after some ten seconds. */
const TYPED_MS = 6_000;
/** A click has a second. */
const CLICKED_MS = 400;

/** `preview`: what would be proposed now, for admins; changes nothing. */
export function createPreviewHandler(deps: Deps) {
  return (turn: Turn): Promise<Reply> => show(deps, turn, 0, TYPED_MS, true);
}

/**
 * *Previous* and *Next*: another page of the same preview in place of the card, for the clicker alone.
 *
 * @throws {ActionNotUnderstood} the click carries no page.
 */
export function createPreviewPageHandler(deps: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const page = parsePreviewPage(turn.activity.value);
    return answerWithReply(
      turn,
      show(deps, turn, page, CLICKED_MS, false),
      turn.messages.turn.lateCommand({ command: "preview" }),
    );
  };
}

async function show(
  { custodian }: Deps,
  { userId, messages }: Turn,
  page: number,
  budgetMs: number,
  isNew: boolean,
): Promise<Reply> {
  const permission = await custodian.requireAdmin(userId);
  if (!permission.allowed) return { text: messages.t(permission.message) };
  try {
    const reply = await custodian.preview.read(budgetMs, isNew);
    return reply.kind === "made"
      ? renderWouldPropose(reply.preview, page, messages)
      : { text: messages.preview.beingMade({ count: reply.weighed }) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { text: messages.t(error.userMessage) };
  }
}

/** `preview csv`: a link to all of it, given in private only, for whoever has the link may read it. */
export function createPreviewCsvHandler({ custodian, publicUrl }: Deps) {
  return async ({ activity, userId, messages }: Turn): Promise<Reply> => {
    const permission = await custodian.requireAdmin(userId);
    if (!permission.allowed) return { text: messages.t(permission.message) };
    if (activity.conversation.conversationType !== "personal")
      return { text: messages.preview.csvInPrivate };
    if (publicUrl === null) return { text: messages.audit.exportNeedsAddress };
    const query = await custodian.preview.createExportLink(userId);
    return {
      text: messages.preview.csv({ url: previewExportUrl(publicUrl, query) }),
    };
  };
}
