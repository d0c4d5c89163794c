import { z } from "zod";
import { AUDIT_KINDS } from "../../../src/domain/audit/audit.ts";
import {
  AUDIT_SUBJECTS,
  EVERY_ENTRY,
  kindsNamed,
  subjectOf,
  type AuditFilter,
} from "../../../src/domain/audit/auditFilter.ts";
import type {
  AuditExportReply,
  AuditKindsReply,
  AuditPage,
  AuditVerificationReply,
} from "./shapes.ts";
import {
  describeErased,
  describeOtherFindings,
  sayNotFound,
} from "../../cards/renderAudit.ts";
import { auditExportUrl } from "../../text/exportUrls.ts";
import { toAuditLine } from "./detail.ts";
import { requireAdmin } from "./requireAdmin.ts";
import {
  Refused,
  type ApiDeps,
  type Resource,
  type TabRequest,
} from "./router.ts";

const PAGE = 50;

/** The audit log, newest first, or what the page's fields leave of it; for admins. */
export function createAudit(deps: ApiDeps): Resource {
  return {
    method: "get",
    path: "/audit",
    async answer(request): Promise<AuditPage> {
      await requireAdmin(deps, request);
      const { query, language } = request;
      const before = query.get("before");
      if (before !== null && !/^\d{1,15}$/.test(before))
        throw notUnderstood(request);
      const { audit } = deps.custodian;
      const found = await findFilter(deps, Object.fromEntries(query), request);
      if (found.kind === "not-found")
        return { rows: [], next: null, notFound: found.message };
      const rows = await audit.list({
        filter: found.filter,
        upTo: before === null ? null : Number(before) - 1,
        skip: 0,
        limit: PAGE,
      });
      const actors = await audit.nameActors(rows);
      const last = rows.at(-1);
      return {
        rows: rows.map((row) =>
          toAuditLine(row, language, actors.get(row.seq)),
        ),
        // The first row of all has the number 1.
        next: rows.length === PAGE && last && last.seq > 1 ? last.seq : null,
        notFound: null,
      };
    },
  };
}

/** What the log can be filtered by, in the reader's words. */
export function createAuditKinds(deps: ApiDeps): Resource {
  return {
    method: "get",
    path: "/audit/kinds",
    async answer(request): Promise<AuditKindsReply> {
      await requireAdmin(deps, request);
      const { kinds, subjects } = request.language.cards.audit;
      return {
        subjects: AUDIT_SUBJECTS.map((subject) => ({
          value: subject,
          title: subjects[subject],
          kinds: AUDIT_KINDS.filter((kind) => subjectOf(kind) === subject).map(
            (kind) => ({ value: kind, title: kinds[kind] }),
          ),
        })),
      };
    },
  };
}

/** Makes a link to what the page's fields leave of it, which is valid for ten minutes, and records who asked. */
export function createAuditExport(deps: ApiDeps): Resource {
  return {
    method: "post",
    path: "/audit/export",
    cost: "dear",
    async answer(request): Promise<AuditExportReply> {
      await requireAdmin(deps, request);
      const asked = ExportRequest.safeParse(request.body);
      if (!asked.success) throw notUnderstood(request);
      const found = await findFilter(deps, request.body, request);
      if (found.kind === "not-found") return found;
      const query = await deps.custodian.audit.createExportLink(
        asked.data.format,
        request.signedIn.userId,
        found.filter,
      );
      return { kind: "made", url: auditExportUrl(deps.publicUrl, query) };
    },
  };
}

const Words = z.string().trim().min(1).max(200);
const Instant = z.iso.datetime().transform((text) => new Date(text));

const Fields = z.object({
  device: Words.nullish().default(null),
  person: Words.nullish().default(null),
  kind: z
    .string()
    .max(100)
    .transform((word) => kindsNamed(word))
    .refine((kinds) => kinds !== null)
    .nullish()
    .default(null),
  since: Instant.nullish().default(null),
  until: Instant.nullish().default(null),
});

const ExportRequest = z.object({ format: z.enum(["csv", "jsonl"]) });

async function findFilter(
  { custodian }: Pick<ApiDeps, "custodian">,
  asked: unknown,
  request: TabRequest,
): Promise<
  | { readonly kind: "found"; readonly filter: AuditFilter }
  | { readonly kind: "not-found"; readonly message: string }
> {
  const fields = Fields.safeParse(asked);
  if (!fields.success) throw notUnderstood(request);
  const { kind, ...others } = fields.data;
  const question = { ...others, kinds: kind };
  if (Object.values(question).every((value) => value === null))
    return { kind: "found", filter: EVERY_ENTRY };
  const found = await custodian.audit.findFilter(question);
  return found.kind === "found"
    ? found
    : {
        kind: "not-found",
        message: sayNotFound(found, request.language.cards),
      };
}

function notUnderstood({ language }: TabRequest): Refused {
  return new Refused(400, "bad-request", language.tab.notUnderstood);
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
