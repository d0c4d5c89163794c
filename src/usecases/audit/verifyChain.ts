import type { Storage } from "../../ports/storage.ts";
import { message, type Message } from "../../domain/message.ts";
import type {
  AuditFinding,
  AuditRow,
  AuditVerification,
  ErasedRows,
  LoggedHead,
} from "../../domain/audit/audit.ts";
import { CHAIN_START, hashRow } from "../../domain/audit/chain.ts";
import {
  common,
  countRows,
  joined,
  readErasure,
  without,
  type Erasure,
  type SeqRange,
} from "../../domain/audit/erasure.ts";

const PAGE = 1000;

/** Of this many findings the lowest are told; the others are counted. */
const FINDINGS_KEPT = 1_000;
const FINDINGS_TOLD = 10;

/**
 * Recomputes the whole audit log, page by page, and says where it is not what was written.
 *
 * It finds a changed, missing, added or reordered row, changed details, details that are gone without a row that says
 * so, and rows cut off at the end. What was rewritten or cut off together with its head can be noticed only against
 * one that was logged earlier.
 *
 * @param logged a head of before, such as the process log has hourly.
 */
export async function verifyChain(
  { audit }: Pick<Storage, "audit">,
  logged: LoggedHead | null = null,
): Promise<AuditVerification> {
  const head = await audit.head();
  const read = await readRows({ audit }, head?.seq ?? Infinity, logged);
  const { last, findings, missing, erasures } = read;

  if (head === null) findings.add(last.seq, message("audit.head-missing"));
  else if (last.seq !== head.seq || last.hash !== head.hash)
    findings.add(last.seq + 1, message("audit.rows-missing-at-end"));
  if (logged && logged.seq > last.seq)
    findings.add(
      logged.seq,
      message("audit.logged-row-missing", { last: last.seq }),
    );
  // A row and the head that counts it become visible together, so a row beyond a head that is read later was put
  // there.
  const [beyond] = head ? await audit.page(head.seq, 1) : [];
  if (beyond && beyond.seq > ((await audit.head())?.seq ?? Infinity))
    findings.add(beyond.seq, message("audit.row-behind-last"));

  for (const { says } of erasures) {
    for (const seq of says.altered)
      findings.add(seq, message("audit.altered-before-erased"));
    const back = without(common(says.rows, [[1, last.seq]]), missing);
    for (const range of back)
      findings.add(
        range[0],
        message("audit.details-back", { rows: countRows([range]) }),
      );
  }
  // Also by who erased something while the log was being read.
  const named = [...erasures, ...(await erasuresAfter({ audit }, last.seq))];
  const { erased, unnamed } = attribute(missing, named);
  for (const range of unnamed)
    findings.add(
      range[0],
      message("audit.details-missing", { rows: countRows([range]) }),
    );

  const [first, ...others] = findings.lowest();
  return first
    ? {
        kind: "broken",
        ...first,
        others,
        findings: findings.count(),
        erased,
      }
    : { kind: "intact", rows: last.seq, headHash: last.hash, erased };
}

interface NamedErasure {
  readonly says: Erasure;
  readonly actor: string | null;
}

/** Goes through the chain to its head. */
async function readRows(
  { audit }: Pick<Storage, "audit">,
  headSeq: number,
  logged: LoggedHead | null,
) {
  const findings = createFindings();
  const erasures: NamedErasure[] = [];
  const missing: [number, number][] = [];
  let last = { seq: 0, hash: CHAIN_START };
  if (logged?.seq === 0 && logged.hash !== CHAIN_START)
    findings.add(0, message("audit.not-as-logged"));
  // From what is no row's number, so that a row put before the first is read as well.
  for await (const row of rowsAfter({ audit }, Number.MIN_SAFE_INTEGER)) {
    // Rows that were appended after the head was read are another run's to check.
    if (row.seq > headSeq) break;
    const fault = findFault(row, last);
    if (fault) findings.add(row.seq, fault);
    if (row.seq === logged?.seq && row.hash !== logged.hash)
      findings.add(row.seq, message("audit.not-as-logged"));
    if (row.details === null) extend(missing, row.seq);
    const says = readErasure(row);
    if (says) erasures.push({ says, actor: row.actor });
    last = { seq: row.seq, hash: row.hash };
  }
  return { last, findings, missing, erasures };
}

async function erasuresAfter(
  storage: Pick<Storage, "audit">,
  seq: number,
): Promise<readonly NamedErasure[]> {
  const erasures: NamedErasure[] = [];
  for await (const row of rowsAfter(storage, seq)) {
    const says = hashRow(row) === row.hash ? readErasure(row) : null;
    if (says) erasures.push({ says, actor: row.actor });
  }
  return erasures;
}

async function* rowsAfter(
  { audit }: Pick<Storage, "audit">,
  seq: number,
): AsyncGenerator<AuditRow> {
  for (let after = seq; ;) {
    const rows = await audit.page(after, PAGE);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.seq;
  }
}

function findFault(
  row: AuditRow,
  previous: { seq: number; hash: string },
): Message | null {
  if (row.seq !== previous.seq + 1) return message("audit.rows-missing-before");
  if (row.previousHash !== previous.hash)
    return message("audit.follows-another-row");
  if (hashRow(row) !== row.hash) return message("audit.row-changed");
  if (row.detailsMatch === false) return message("audit.details-changed");
  return null;
}

function extend(ranges: [number, number][], seq: number): void {
  const last = ranges.at(-1);
  if (last?.[1] === seq - 1) last[1] = seq;
  else ranges.push([seq, seq]);
}

/** Each row whose details are gone goes to the first erasure that names it. */
function attribute(
  missing: readonly SeqRange[],
  erasures: readonly NamedErasure[],
): { readonly erased: ErasedRows; readonly unnamed: readonly SeqRange[] } {
  let unnamed = missing;
  let unrecorded = 0;
  const by = new Map<string | null, number>();
  for (const { says, actor } of erasures) {
    const rows = countRows(common(unnamed, says.rows));
    unnamed = without(unnamed, says.rows);
    if (says.isUnrecorded) unrecorded += rows;
    else if (rows > 0) by.set(actor, (by.get(actor) ?? 0) + rows);
  }
  return {
    erased: {
      rows: countRows(missing) - countRows(unnamed),
      by: [...by]
        .map(([actor, rows]) => ({ actor, rows }))
        .toSorted((a, b) => b.rows - a.rows),
      unrecorded,
    },
    unnamed: joined(unnamed),
  };
}

function createFindings() {
  const kept: AuditFinding[] = [];
  let count = 0;
  return {
    add(seq: number, what: Message): void {
      count += 1;
      if (kept.length < FINDINGS_KEPT) kept.push({ seq, what });
    },
    lowest: () =>
      kept.toSorted((a, b) => a.seq - b.seq).slice(0, FINDINGS_TOLD),
    count: () => count,
  };
}
