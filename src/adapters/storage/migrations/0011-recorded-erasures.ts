import { randomBytes } from "node:crypto";
import { sql, type Kysely } from "kysely";
import { digestDetails, hashRow } from "../../../domain/audit/chain.ts";

/**
 * From here on details of the audit log that are gone without a row that names them are a fault. Those that were
 * erased before get such a row once, so that they are told apart from what goes missing later.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows: heads } = await sql<{ seq: number; hash: string }>`
    select seq, hash from audit_head where id = 1 for update`.execute(db);
  const [head] = heads;
  // Without its head nothing can be chained; `audit verify` says so.
  if (!head) return;
  const { rows: missing } = await sql<{ first: number; last: number }>`
    select min(seq) as first, max(seq) as last from (
      select seq, seq - row_number() over (order by seq) as run
      from audit_rows as r
      where not exists (select from audit_details as d where d.seq = r.seq)
    ) as gone
    group by run order by 1`.execute(db);
  if (missing.length === 0) return;
  const salt = randomBytes(16).toString("hex");
  const details = JSON.stringify({
    isUnrecorded: true,
    rows: missing.map(({ first, last }) => [Number(first), Number(last)]),
    altered: [],
  });
  const row = {
    seq: Number(head.seq) + 1,
    at: new Date(),
    kind: "audit.details-erased" as const,
    actor: null,
    deviceId: null,
    proposalId: null,
    digest: digestDetails(salt, details),
    previousHash: head.hash,
  };
  const hash = hashRow(row);
  await sql`
    insert into audit_rows (seq, at, kind, digest, previous_hash, hash)
    values (${row.seq}, ${row.at}, ${row.kind}, ${row.digest}, ${row.previousHash}, ${hash})`.execute(
    db,
  );
  await sql`insert into audit_details values (${row.seq}, ${salt}, ${details})`.execute(
    db,
  );
  await sql`update audit_head set seq = ${row.seq}, hash = ${hash} where id = 1`.execute(
    db,
  );
}
