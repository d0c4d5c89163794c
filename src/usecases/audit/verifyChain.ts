import type { Storage } from "../../ports/storage.ts";
import { message, type Message } from "../../domain/message.ts";
import type { AuditRow, AuditVerification } from "../../domain/audit/audit.ts";
import { CHAIN_START, hashRow } from "../../domain/audit/chain.ts";

const PAGE = 1000;

/**
 * Recomputes the whole audit log, page by page, and says where it stops being what was written.
 *
 * It finds a changed, missing, added or reordered row, changed details, and rows cut off at the end. A rewrite of the
 * whole database with new hashes can be noticed only against the hourly head in the process log.
 */
export async function verifyChain({
  audit,
}: Pick<Storage, "audit">): Promise<AuditVerification> {
  const head = await audit.head();
  let previous = { seq: 0, hash: CHAIN_START };
  for (;;) {
    const rows = await audit.page(previous.seq, PAGE);
    for (const row of rows) {
      // Rows that were appended after the head was read are another run's to check.
      if (row.seq > head.seq) break;
      const fault = findFault(row, previous);
      if (fault) return { kind: "broken", seq: row.seq, what: fault };
      previous = { seq: row.seq, hash: row.hash };
    }
    if (rows.length < PAGE || previous.seq >= head.seq) break;
  }
  if (previous.seq !== head.seq || previous.hash !== head.hash) {
    return {
      kind: "broken",
      seq: previous.seq + 1,
      what: message("audit.rows-missing-at-end"),
    };
  }
  // A row and the head that counts it become visible together, so a row beyond a head that is read later was put
  // there.
  const [beyond] = await audit.page(head.seq, 1);
  if (beyond && beyond.seq > (await audit.head()).seq)
    return {
      kind: "broken",
      seq: beyond.seq,
      what: message("audit.row-behind-last"),
    };
  return { kind: "intact", rows: head.seq, headHash: head.hash };
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
