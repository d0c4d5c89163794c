import { sql, type Kysely } from "kysely";
import {
  UnknownTimeZone,
  type DecisionsOverTime,
  type DecisionSpan,
} from "../../../domain/proposals/decisions.ts";
import type { Database } from "../schema/schema.ts";

interface Row {
  readonly day: string;
  readonly approved: number;
  readonly rejected: number;
  readonly expired: number;
  readonly undone: number;
  /** Of all days. */
  readonly kept: number;
  readonly answered: number;
  readonly median_ms: number | null;
}

/** See `AuditStore.countDecisions`. */
export async function countDecisions(
  db: Kysely<Database>,
  { zone, days, now }: DecisionSpan,
): Promise<DecisionsOverTime> {
  try {
    const { rows } = await sql<Row>`
      with today as (
        select (${now}::timestamptz at time zone ${zone}::text)::date as day
      ),
      span as (
        select day - ${days - 1}::integer + offset_days as day
        from today, generate_series(0, ${days - 1}::integer) as offset_days
      ),
      told as (
        select kind, at, device_id, proposal_id, (at at time zone ${zone}::text)::date as day
        from audit_rows
        where kind in ('proposal.approved', 'proposal.rejected', 'proposal.expired', 'undo.done')
          and at >= (select min(day) from span)::timestamp at time zone ${zone}::text
          and at <= ${now}::timestamptz
      ),
      counted as (
        select day,
          count(*) filter (where kind = 'proposal.approved')::integer as approved,
          count(*) filter (where kind = 'proposal.rejected')::integer as rejected,
          count(*) filter (where kind = 'proposal.expired')::integer as expired,
          count(*) filter (where kind = 'undo.done')::integer as undone
        from told group by day
      ),
      answers as (
        select told.kind, story.is_undone,
          -- The card of a proposal that took the place of another was posted with that one.
          extract(epoch from told.at - coalesce(story.posted_at, story.created_at))::double precision * 1000 as ms
        from told cross join lateral (
          select coalesce(bool_or(kind = 'undo.done'), false) as is_undone,
            min(at) filter (where kind = 'proposal.posted') as posted_at,
            min(at) filter (where kind = 'proposal.created') as created_at
          from audit_rows
          where device_id = told.device_id and proposal_id = told.proposal_id
        ) as story
        where told.kind in ('proposal.approved', 'proposal.rejected')
      ),
      answered as (
        select count(*)::integer as answered,
          count(*) filter (where kind = 'proposal.approved' and not is_undone)::integer as kept,
          percentile_cont(0.5) within group (order by ms) as median_ms
        from answers
      )
      select to_char(span.day, 'YYYY-MM-DD') as day,
        coalesce(approved, 0) as approved,
        coalesce(rejected, 0) as rejected,
        coalesce(expired, 0) as expired,
        coalesce(undone, 0) as undone,
        answered.kept, answered.answered, answered.median_ms
      from span left join counted on counted.day = span.day, answered
      order by span.day`.execute(db);
    const [first] = rows;
    return {
      days: rows.map(({ day, approved, rejected, expired, undone }) => ({
        day,
        approved,
        rejected,
        expired,
        undone,
      })),
      acceptance: first?.answered ? first.kept / first.answered : null,
      medianMsToAnswer:
        first?.median_ms == null ? null : Math.round(first.median_ms),
    };
  } catch (error) {
    // The database has a list of zones of its own.
    if (codeOf(error) === INVALID_PARAMETER) throw new UnknownTimeZone();
    throw error;
  }
}

const INVALID_PARAMETER = "22023";

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error
    ? error.code
    : null;
}
