import type { ExportFormat } from "../../src/audit/exportAudit.ts";
import type { Custodian } from "../../src/custodian.ts";
import { AUDIT_ROWS, renderAudit } from "../cards/renderAudit.ts";
import { unquote } from "../commandText.ts";
import type { Reply, Turn } from "../turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "requireAdmin" | "audit">;
  /** The bot's own https address; null when none is configured. */
  readonly publicUrl: string | null;
}

/** `audit last [n]`: the newest rows of the log. */
export function createAuditLastHandler({ custodian }: Deps) {
  return forAdmins(custodian, async (_turn, count) => {
    const wanted = Math.max(Number(count || 10), 1);
    const rows = await custodian.audit.last(Math.min(wanted, AUDIT_ROWS));
    return renderAudit(rows, { wanted });
  });
}

/** `audit <device>`: what happened to one device. */
export function createAuditDeviceHandler({ custodian }: Deps) {
  return forAdmins(custodian, async (_turn, words) => {
    const device = unquote(words);
    const rows = await custodian.audit.forDevice(device, AUDIT_ROWS);
    if (rows === null)
      return {
        text: `No device is called "${device}". Use its exact name, serial number or Intune id.`,
      };
    return renderAudit(rows);
  });
}

/** `audit verify`: recomputes the chain of hashes. */
export function createAuditVerifyHandler({ custodian }: Deps) {
  return forAdmins(custodian, async () => {
    const result = await custodian.audit.verify();
    return {
      text:
        result.kind === "intact"
          ? `The audit log is intact: ${result.rows} rows, last hash ${result.headHash}.`
          : `The audit log is broken at row ${result.seq}: ${result.what}. Compare it with a backup.`,
    };
  });
}

/** `audit export [csv|jsonl]`: a link to the whole log, given in private only, for whoever has the link may read it. */
export function createAuditExportHandler({ custodian, publicUrl }: Deps) {
  return forAdmins(custodian, async ({ activity, userId }, format) => {
    if (activity.conversation.conversationType !== "personal")
      return {
        text: "The link opens the whole log for whoever has it. Ask me in our personal chat: audit export.",
      };
    if (publicUrl === null)
      return {
        text: "An export needs the bot's public address: set PUBLIC_URL and start again.",
      };
    const query = await custodian.audit.createExportLink(
      (format.toLowerCase() || "csv") as ExportFormat,
      userId,
    );
    return {
      text: `The audit log, for ten minutes: ${publicUrl.replace(/\/+$/, "")}/api/audit/export?${query}`,
    };
  });
}

function forAdmins(
  custodian: Pick<Custodian, "requireAdmin">,
  answer: (turn: Turn, words: string) => Promise<Reply>,
) {
  return async (turn: Turn, words: string): Promise<Reply> => {
    const permission = await custodian.requireAdmin(turn.userId);
    return permission.allowed
      ? answer(turn, words)
      : { text: permission.message };
  };
}
