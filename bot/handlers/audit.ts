import type { ExportFormat } from "../../src/domain/audit/exportFormat.ts";
import type { Custodian } from "../../src/custodian.ts";
import { AUDIT_ROWS, renderAudit } from "../cards/renderAudit.ts";
import { unquote } from "../text/commandText.ts";
import type { Reply, Turn } from "../turn/turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "requireAdmin" | "audit">;
  /** The bot's own https address; null when none is configured. */
  readonly publicUrl: string | null;
}

/** `audit last [n]`: the newest rows of the log. */
export function createAuditLastHandler({ custodian }: Deps) {
  return forAdmins(custodian, async ({ messages }, count) => {
    const wanted = Math.max(Number(count || 10), 1);
    const rows = await custodian.audit.last(Math.min(wanted, AUDIT_ROWS));
    return renderAudit(rows, { wanted, messages });
  });
}

/** `audit <device>`: what happened to one device. */
export function createAuditDeviceHandler({ custodian }: Deps) {
  return forAdmins(custodian, async ({ messages }, typed) => {
    const device = unquote(typed);
    const rows = await custodian.audit.forDevice(device, AUDIT_ROWS);
    if (rows === null)
      return { text: messages.audit.unknownDevice({ device }) };
    return renderAudit(rows, { messages });
  });
}

/** `audit verify`: recomputes the chain of hashes. */
export function createAuditVerifyHandler({ custodian }: Deps) {
  return forAdmins(custodian, async ({ messages }) => {
    const result = await custodian.audit.verify();
    return {
      text:
        result.kind === "intact"
          ? messages.audit.intact({ rows: result.rows, hash: result.headHash })
          : messages.audit.broken({
              row: result.seq,
              what: messages.t(result.what),
            }),
    };
  });
}

/**
 * `audit export [csv|jsonl]`: a link to the whole log, given in private only, for whoever has the link may read it.
 */
export function createAuditExportHandler({ custodian, publicUrl }: Deps) {
  return forAdmins(
    custodian,
    async ({ activity, userId, messages }, format) => {
      if (activity.conversation.conversationType !== "personal")
        return { text: messages.audit.exportInPrivate };
      if (publicUrl === null)
        return { text: messages.audit.exportNeedsAddress };
      const query = await custodian.audit.createExportLink(
        (format.toLowerCase() || "csv") as ExportFormat,
        userId,
      );
      return {
        text: messages.audit.exported({
          url: `${publicUrl.replace(/\/+$/, "")}/api/audit/export?${query}`,
        }),
      };
    },
  );
}

function forAdmins(
  custodian: Pick<Custodian, "requireAdmin">,
  answer: (turn: Turn, typed: string) => Promise<Reply>,
) {
  return async (turn: Turn, typed: string): Promise<Reply> => {
    const permission = await custodian.requireAdmin(turn.userId);
    return permission.allowed
      ? answer(turn, typed)
      : { text: turn.messages.t(permission.message) };
  };
}
