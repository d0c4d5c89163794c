import type { AuditPage, AuditVerificationReply } from "./shapes.ts";
import {
  describeErased,
  describeOtherFindings,
} from "../../cards/renderAudit.ts";
import { toAuditLine } from "./detail.ts";
import { requireAdmin } from "./requireAdmin.ts";
import { Refused, type ApiDeps, type Resource } from "./router.ts";

const PAGE = 50;

/** The audit log, newest first; for admins. */
export function createAudit(deps: ApiDeps): Resource {
  return {
    method: "get",
    path: "/audit",
    async answer(request): Promise<AuditPage> {
      await requireAdmin(deps, request);
      const { query, language } = request;
      const before = query.get("before");
      if (before !== null && !/^\d{1,15}$/.test(before))
        throw new Refused(400, "bad-request", language.tab.notUnderstood);
      const { audit } = deps.custodian;
      const rows = await (before === null
        ? audit.last(PAGE)
        : audit.before(Number(before), PAGE));
      const last = rows.at(-1);
      return {
        rows: rows.map((row) => toAuditLine(row, language)),
        // The first row of all has the number 1.
        next: last && last.seq > 1 ? last.seq : null,
      };
    },
  };
}

/** Reads the whole of it and checks that nobody rewrote it. */
export function createAuditVerification(deps: ApiDeps): Resource {
  return {
    method: "get",
    path: "/audit/verification",
    cost: "dear",
    async answer(request): Promise<AuditVerificationReply> {
      await requireAdmin(deps, request);
      const result = await deps.custodian.audit.verify();
      const { cards, t } = request.language;
      const erased = describeErased(result.erased, cards);
      if (result.kind === "intact") return { ...result, erased };
      return {
        kind: result.kind,
        seq: result.seq,
        what: t(result.what),
        others: describeOtherFindings(result, cards),
        erased,
      };
    },
  };
}
