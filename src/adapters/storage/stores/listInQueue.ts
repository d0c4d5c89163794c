import { sql, type Kysely, type RawBuilder } from "kysely";
import { statesIn, type Place } from "../../../domain/proposals/places.ts";
import type {
  Proposal,
  ProposalId,
} from "../../../domain/proposals/proposal.ts";
import type {
  QueueCursor,
  QueuedProposal,
  QueueFilter,
  QueueSort,
} from "../../../domain/proposals/queue.ts";
import { fromJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

/** As `proposals_queue_by_due` has it: what neither expires nor wakes comes last. */
const DUE_AT = sql`coalesce(due_at, timestamptz '9999-12-31 00:00:00+00')`;

interface Order {
  /** What it is sorted by before the time. */
  readonly key: RawBuilder<unknown>;
  readonly by: RawBuilder<unknown>;
  /** What comes behind a cursor. */
  readonly behind: (cursor: QueueCursor) => RawBuilder<unknown>;
}

/** Each is what an index of migration 0026 has for one state. */
const ORDERS: Readonly<Record<QueueSort, Order>> = {
  newest: {
    key: sql`null::text`,
    by: sql`created_at desc, id desc`,
    behind: ({ createdAt, id }) =>
      sql`(created_at, id) < (${createdAt}::timestamptz, ${id})`,
  },
  oldest: {
    key: sql`null::text`,
    by: sql`created_at, id`,
    behind: ({ createdAt, id }) =>
      sql`(created_at, id) > (${createdAt}::timestamptz, ${id})`,
  },
  strength: {
    key: sql`strength`,
    by: sql`strength desc, created_at, id`,
    // The first is for the index; the second says it exactly.
    behind: ({ key, createdAt, id }) =>
      sql`strength <= ${Number(key)}::double precision
        and (-strength, created_at, id) > (${-Number(key)}::double precision, ${createdAt}::timestamptz, ${id})`,
  },
  expires: {
    key: sql`extract(epoch from ${DUE_AT}) * 1000`,
    by: sql`${DUE_AT}, created_at, id`,
    behind: ({ key, createdAt, id }) =>
      sql`(${DUE_AT}, created_at, id) > (${new Date(Number(key))}::timestamptz, ${createdAt}::timestamptz, ${id})`,
  },
  device: {
    key: sql`device_name`,
    by: sql`device_name, created_at, id`,
    behind: ({ key, createdAt, id }) =>
      sql`(device_name, created_at, id) > (${String(key)}, ${createdAt}::timestamptz, ${id})`,
  },
};

/**
 * Each state of the place is walked through by itself, in the order of an index and no farther than the page goes;
 * then the proposals of the page are read.
 */
export async function listInQueue(
  db: Kysely<Database>,
  place: Place,
  sort: QueueSort,
  filter: QueueFilter,
  after: QueueCursor | null,
  limit: number,
): Promise<readonly QueuedProposal[]> {
  const { key, by, behind } = ORDERS[sort];
  const conditions = [
    ...conditionsOf(filter),
    ...(after ? [behind(after)] : []),
  ].map((condition) => sql`and ${condition}`);
  const states = statesIn(place).map(
    (state) => sql`(
      select id, created_at, strength, due_at, device_name from proposals
      where state = ${sql.lit(state)} ${sql.join(conditions, sql` `)}
      order by ${by} limit ${limit}
    )`,
  );
  const { rows } = await sql<{
    readonly key: string | number | null;
    readonly created_at: Date;
    readonly id: string;
    readonly document: unknown;
  }>`
    select page.key, page.created_at, page.id, proposals.document
    from (
      select ${key} as key, created_at, id, row_number() over (order by ${by}) as nth
      from (${sql.join(states, sql` union all `)}) as found
      order by nth limit ${limit}
    ) as page
    join proposals on proposals.id = page.id
    order by page.nth`.execute(db);
  return rows.map((row) => ({
    proposal: fromJson<Proposal>(row.document),
    cursor: {
      key: row.key !== null && sort !== "device" ? Number(row.key) : row.key,
      createdAt: row.created_at,
      id: row.id as ProposalId,
    },
  }));
}

function* conditionsOf({
  device,
  people,
  kind,
  certainty,
  origin,
  isStaged,
}: QueueFilter): Generator<RawBuilder<unknown>> {
  if (device) {
    const inside = `%${device.text.replace(/[\\%_]/g, "\\$&")}%`;
    yield sql`(
      device_name like lower(${inside}) or serial_number like lower(${inside})
      or device_id = any(${[...device.ids]}::text[])
    )`;
  }
  if (people)
    yield sql`(from_user = any(${[...people]}::text[]) or to_user = any(${[...people]}::text[]))`;
  if (kind)
    yield sql`to_user is ${sql.raw(kind === "clear" ? "" : "not ")}null`;
  if (certainty) yield sql`certainty = ${certainty}`;
  if (origin)
    yield sql`requested_by is ${sql.raw(origin === "person" ? "not " : "")}null`;
  if (isStaged) yield sql`is_staged`;
}
