import type { LoggedHead } from "../../src/domain/audit/audit.ts";
import { joined, type SeqRange } from "../../src/domain/audit/erasure.ts";
import type { ExportFormat } from "../../src/domain/audit/exportFormat.ts";
import type { Custodian } from "../../src/custodian.ts";
import {
  AUDIT_SUBJECTS,
  type AuditFilter,
} from "../../src/domain/audit/auditFilter.ts";
import { parseAuditPage } from "../cards/parseAction.ts";
import {
  AUDIT_PAGE,
  describeErased,
  describeOtherFindings,
  MOST_AUDIT_ROWS,
  NEWEST,
  renderAudit,
  sayNotFound,
  type AuditPlace,
} from "../cards/renderAudit.ts";
import type { Messages } from "../messages/messages.ts";
import { auditExportUrl } from "../text/exportUrls.ts";
import {
  parseAuditWords,
  readInstant,
  readKinds,
  type AuditWords,
} from "../text/auditWords.ts";
import type { InvokeBody } from "../turn/invoke.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import { answerWithReply } from "./answerWithReply.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "requireAdmin" | "audit">;
  /** The bot's own https address; null when none is configured. */
  readonly publicUrl: string | null;
}

/**
 * `audit`: the log from its newest entry on, page by page; of what the words behind it ask for, as in
 * `audit device LT-1 person megan@contoso.com kind reassignment since 2026-11-01 last 20`. `audit LT-1`: of a device.
 */
export function createAuditHandler({ custodian }: Deps) {
  return forAdmins(custodian, async ({ messages }, typed) => {
    const words = parseAuditWords(typed);
    if (words === null) return { text: usageOf(messages) };
    const { last = "" } = words;
    const count = last === "" ? null : Number(last);
    if (count !== null && !(count >= 1 && count <= MOST_AUDIT_ROWS))
      return { text: messages.audit.lastUsage({ most: MOST_AUDIT_ROWS }) };
    const found = await findFilter(custodian, words, messages);
    return "filter" in found
      ? showPage(
          custodian,
          { ...NEWEST, filter: found.filter, count },
          messages,
        )
      : found;
  });
}

/** @returns what to answer where the words mean nothing, or not one thing. */
async function findFilter(
  { audit }: Pick<Custodian, "audit">,
  words: AuditWords,
  messages: Messages,
): Promise<{ readonly filter: AuditFilter } | { readonly text: string }> {
  const { device = null, person = null } = words;
  const kinds =
    words.kind === undefined ? null : readKinds(words.kind, messages);
  const since = words.since === undefined ? null : readInstant(words.since);
  const until =
    words.until === undefined ? null : readInstant(words.until, { end: true });
  if (words.kind !== undefined && kinds === null)
    return {
      text: messages.audit.unknownKind({
        kind: words.kind,
        kinds: AUDIT_SUBJECTS.join(", "),
      }),
    };
  if (
    (words.since !== undefined && since === null) ||
    (words.until !== undefined && until === null)
  )
    return { text: messages.audit.unknownDay };
  const found = await audit.findFilter({ device, person, kinds, since, until });
  return found.kind === "found"
    ? found
    : { text: sayNotFound(found, messages) };
}

function usageOf({ audit }: Messages): string {
  return audit.usage({ kinds: AUDIT_SUBJECTS.join(", ") });
}

/**
 * *Newer* and *Older*: another page in place of the card, for the clicker alone, who has to be an admin too.
 *
 * @throws {ActionNotUnderstood} the click carries no page.
 */
export function createAuditPageHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const place = parseAuditPage(turn.activity.value);
    const { messages } = turn;
    const show = forAdmins(custodian, () =>
      showPage(custodian, place, messages),
    );
    return answerWithReply(
      turn,
      show(turn, ""),
      messages.turn.lateCommand({ command: "audit" }),
    );
  };
}

async function showPage(
  { audit }: Pick<Custodian, "audit">,
  place: AuditPlace,
  messages: Messages,
): Promise<Reply> {
  const { filter, upTo, count, page } = place;
  const skip = page * AUDIT_PAGE;
  const left = Math.max(0, (count ?? Infinity) - skip);
  // One more than is shown tells whether there is another page.
  const limit = Math.min(AUDIT_PAGE + 1, left);
  const rows = await audit.list({ filter, upTo, skip, limit });
  const shown = rows.slice(0, AUDIT_PAGE);
  return renderAudit(shown, {
    place,
    actors: await audit.nameActors(shown),
    hasOlder: rows.length > AUDIT_PAGE,
    messages,
  });
}

/**
 * `audit verify`: recomputes the chain of hashes. `audit verify <row> <hash>` also compares with what was logged for a
 * row at another time.
 */
export function createAuditVerifyHandler({ custodian }: Deps) {
  return forAdmins(custodian, async ({ messages }, typed) => {
    const { audit } = messages;
    const logged = parseLogged(typed);
    if (logged === null) return { text: audit.verifyUsage };
    const result = await custodian.audit.verify(logged);
    const told =
      result.kind === "intact"
        ? [
            audit.intact({ rows: result.rows, hash: result.headHash }),
            logged && audit.asLogged({ row: logged.seq }),
          ]
        : [
            audit.broken({ row: result.seq, what: messages.t(result.what) }),
            ...describeOtherFindings(result, messages),
          ];
    return {
      text: [...told, describeErased(result.erased, messages)]
        .filter(Boolean)
        .join(" "),
    };
  });
}

/** @returns undefined for nothing, null for what cannot be read. */
function parseLogged(typed: string): LoggedHead | null | undefined {
  if (typed === "") return undefined;
  const [, seq, hash] =
    /^(\d{1,15})\s+([0-9a-f]{64})$/i.exec(typed.trim()) ?? [];
  return seq === undefined || hash === undefined
    ? null
    : { seq: Number(seq), hash: hash.toLowerCase() };
}

/**
 * `audit erase <entries> <reason>`: erases the details of rows, as in `audit erase 12, 15-20 asked for by the person`.
 */
export function createAuditEraseHandler({ custodian }: Deps) {
  return forAdmins(custodian, async ({ messages, userId }, typed) => {
    const { audit } = messages;
    const order = parseErasure(typed);
    if (order === null)
      return { text: audit.eraseUsage({ most: LONGEST_REASON }) };
    const result = await custodian.audit.erase(
      order.rows,
      order.reason,
      userId,
    );
    switch (result.kind) {
      case "nothing":
        return { text: audit.nothingToErase };
      case "too-many":
        return { text: audit.tooManyToErase({ most: result.most }) };
      case "erased":
        return {
          text: [
            audit.erasedNow({ rows: result.rows, seq: result.seq }),
            result.altered > 0 && audit.erasedAltered({ rows: result.altered }),
          ]
            .filter(Boolean)
            .join(" "),
        };
    }
  });
}

/** It stays in the log for ever, so it is a note and no letter. */
const LONGEST_REASON = 200;

const RANGE = /\d{1,15}(?:\s*[-–]\s*\d{1,15})?/;
const ERASURE_ORDER = new RegExp(
  `^(${RANGE.source}(?:\\s*,\\s*${RANGE.source})*)\\s+(.+)$`,
);

function parseErasure(
  typed: string,
): { readonly rows: readonly SeqRange[]; readonly reason: string } | null {
  const [, numbers, reason] = ERASURE_ORDER.exec(typed.trim()) ?? [];
  if (numbers === undefined || reason === undefined) return null;
  if (reason.length > LONGEST_REASON) return null;
  const ranges = numbers.split(",").map((range): SeqRange => {
    const [from = 0, to = from] = range.split(/[-–]/).map(Number);
    return [from, to];
  });
  return ranges.some(([from, to]) => from > to)
    ? null
    : { rows: joined(ranges), reason };
}

/**
 * `audit export [csv|jsonl]`, and words as behind `audit`: a link to the log, or to what they ask for. Given in
 * private only, for whoever has the link may read it.
 */
export function createAuditExportHandler({ custodian, publicUrl }: Deps) {
  return forAdmins(custodian, async ({ activity, userId, messages }, typed) => {
    const [, format = "csv", asked = ""] =
      /^(?:(csv|jsonl)(?= |$))? ?(.*)$/i.exec(typed) ?? [];
    const words = parseAuditWords(asked);
    // How many is a question of what is shown.
    if (words === null || words.last !== undefined)
      return { text: usageOf(messages) };
    if (activity.conversation.conversationType !== "personal")
      return { text: messages.audit.exportInPrivate };
    if (publicUrl === null) return { text: messages.audit.exportNeedsAddress };
    const found =
      asked === "" ? null : await findFilter(custodian, words, messages);
    if (found && "text" in found) return found;
    const query = await custodian.audit.createExportLink(
      format.toLowerCase() as ExportFormat,
      userId,
      ...(found ? [found.filter] : []),
    );
    return {
      text: messages.audit.exported({ url: auditExportUrl(publicUrl, query) }),
    };
  });
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
