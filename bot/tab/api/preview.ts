import { groupsOf } from "../../../src/domain/proposals/preview.ts";
import { notesOf } from "../../cards/renderWouldPropose.ts";
import { previewExportUrl } from "../../text/exportUrls.ts";
import { requireAdmin } from "./requireAdmin.ts";
import { Refused, type ApiDeps, type Resource } from "./router.ts";
import type { PreviewExportReply, PreviewReply } from "./shapes.ts";
import { plain, toPerson } from "./summary.ts";

const PAGE = 25;

/** A page says by itself that it takes longer, and asks again. */
const WAITS_MS = 4_000;

/** What would be proposed now; for admins. */
export function createPreview(deps: ApiDeps): Resource {
  return {
    method: "get",
    path: "/preview",
    async answer(request): Promise<PreviewReply> {
      await requireAdmin(deps, request);
      const { query, language } = request;
      const asked = query.get("page") ?? "0";
      if (!/^\d{1,6}$/.test(asked))
        throw new Refused(400, "bad-request", language.tab.notUnderstood);
      const reply = await deps.custodian.preview.read(
        WAITS_MS,
        query.has("new"),
      );
      if (reply.kind === "being-made") return reply;
      const { preview } = reply;
      const { cards } = language;
      const { rows } = preview;
      const pages = Math.max(1, Math.ceil(rows.length / PAGE));
      const page = Math.min(Number(asked), pages - 1);
      return {
        kind: "made",
        madeAt: preview.madeAt.toISOString(),
        notes: notesOf(preview, cards),
        groups: groupsOf(rows).map(({ certainty, reason, count }) => ({
          certainty: cards.certainty[certainty],
          reason: cards.preview.reasons[reason],
          count,
        })),
        rows: rows.slice(page * PAGE, (page + 1) * PAGE).map((row) => ({
          device: {
            id: row.device.id,
            name: plain(row.device.name),
            serialNumber: plain(row.device.serialNumber),
            model: plain(row.device.model),
            lastCheckInAt: null,
          },
          from: row.fromUser && toPerson(row.fromUser),
          to: row.toUser && toPerson(row.toUser),
          certainty: cards.certainty[row.certainty],
          reason: cards.preview.reasons[row.reason],
          days: row.days,
          waits: row.waits,
        })),
        page,
        pages,
      };
    },
  };
}

/** A link to all of it as CSV. */
export function createPreviewExport(deps: ApiDeps): Resource {
  return {
    method: "post",
    path: "/preview/export",
    cost: "dear",
    async answer(request): Promise<PreviewExportReply> {
      await requireAdmin(deps, request);
      const query = await deps.custodian.preview.createExportLink(
        request.signedIn.userId,
      );
      return { url: previewExportUrl(deps.publicUrl, query) };
    },
  };
}
