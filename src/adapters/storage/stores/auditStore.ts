import { randomBytes } from "node:crypto";
import { sql, type Kysely, type RawBuilder } from "kysely";
import type {
  AuditEvent,
  AuditKind,
  AuditRow,
} from "../../../domain/audit/audit.ts";
import {
  digestDetails,
  hashRow,
  pseudonymOf,
} from "../../../domain/audit/chain.ts";
import { common, ERASURE, joined } from "../../../domain/audit/erasure.ts";
import type { AuditFilter } from "../../../domain/audit/auditFilter.ts";
import { AuditHeadLost } from "../../../domain/audit/errors.ts";
import type { AuditStore } from "../../../ports/stores/auditStore.ts";
import type { DeviceId } from "../../../domain/devices/device.ts";
import type { UserId } from "../../../domain/people/user.ts";
import type { ProposalId } from "../../../domain/proposals/proposal.ts";
import { countDecisions } from "./countDecisions.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

const ERASED_AT_ONCE = 1_000;

/** More than any log has. */
const LAST_SEQ = Number.MAX_SAFE_INTEGER;

const OUT_OF_ORDER_MS = 60 * 60 * 1000;

/** A column that an index begins with, and the only value that is wanted of it. */
interface Indexed {
  readonly name: string;
  readonly value: RawBuilder<unknown>;
}

interface Stretch {
  /** Null for the newest there is. */
  readonly upTo: number | null;
  readonly afterSeq: number;
  readonly order: "asc" | "desc";
  readonly skip: number;
  readonly limit: number;
}

/** @param pseudonymKey makes the stand-ins of people; the same for ever, so that a person's rows can be found. */
export function createAuditStore(
  db: Kysely<Database>,
  pseudonymKey: Buffer,
): AuditStore {
  return {
    append: (event) => append(event).then(() => undefined),

    async erase({ rows, reason, at, erasedBy }) {
      // First, so that two at once do not wait for each other's rows.
      const head = await lockHead();
      const erased: number[] = [];
      const altered: number[] = [];
      for (const [from, to] of common(rows, [[1, head.seq]])) {
        for (let first = from; first <= to; first += ERASED_AT_ONCE) {
          const last = Math.min(first + ERASED_AT_ONCE - 1, to);
          for (const row of await deleteDetails(first, last)) {
            erased.push(row.seq);
            if (digestDetails(row.salt, row.details) !== row.digest)
              altered.push(row.seq);
          }
        }
      }
      if (erased.length === 0) return null;
      const seq = await append({
        kind: ERASURE,
        at,
        actor: erasedBy,
        deviceId: null,
        proposalId: null,
        details: {
          reason,
          rows: joined(erased.map((seq) => [seq, seq])),
          altered: altered.toSorted((a, b) => a - b),
        },
      });
      return { seq, rows: erased.length, altered: altered.length };
    },

    async listLast(limit) {
      const rows = await rowsWithDetails()
        .orderBy("audit_rows.seq", "desc")
        .limit(limit)
        .execute();
      return rows.map(toAuditRow);
    },

    async list({ filter, upTo, skip, limit }) {
      const seqs = await listSeqs(filter, {
        upTo,
        afterSeq: 0,
        order: "desc",
        skip,
        limit,
      });
      return await readRows(seqs, "desc");
    },

    async listActors(actors) {
      if (actors.length === 0) return [];
      const { rows } = await sql<{
        actor: string;
        details: string;
      }>`
        select wanted.actor, told.details
        from unnest(${[...actors]}::text[]) as wanted (actor)
        cross join lateral (
          select d.details
          from audit_rows as r join audit_details as d on d.seq = r.seq
          where r.actor = wanted.actor
          order by r.seq desc limit 1
        ) as told`.execute(db);
      return rows.flatMap(({ actor, details }) => {
        const { actorId, actorUpn } = readDetails(details);
        return typeof actorId === "string" &&
          pseudonymOf(pseudonymKey, actorId) === actor
          ? [
              {
                actor,
                id: actorId as UserId,
                upn: typeof actorUpn === "string" ? actorUpn : null,
              },
            ]
          : [];
      });
    },

    async listForProposal({ id, deviceId }, limit) {
      const rows = await rowsWithDetails()
        // Rows of a proposal are among its device's, for which there is an index.
        .where("device_id", "=", deviceId)
        .where("proposal_id", "=", id)
        .orderBy("audit_rows.seq", "desc")
        .limit(limit)
        .execute();
      return rows.map(toAuditRow);
    },

    async listSubjects(afterSeq, limit) {
      const rows = await db
        .selectFrom("audit_rows")
        .select(["seq", "kind", "proposal_id"])
        .where("seq", ">", afterSeq)
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        seq: row.seq,
        proposalId:
          row.kind === "proposal.answer-refused"
            ? null
            : (row.proposal_id as ProposalId | null),
      }));
    },

    countDecisions: (span) => countDecisions(db, span),

    async page(afterSeq, limit, filter) {
      if (filter) {
        const seqs = await listSeqs(filter, {
          upTo: null,
          afterSeq,
          order: "asc",
          skip: 0,
          limit,
        });
        return await readRows(seqs, "asc");
      }
      const rows = await rowsWithDetails()
        .where("audit_rows.seq", ">", afterSeq)
        .orderBy("audit_rows.seq")
        .limit(limit)
        .execute();
      return rows.map(toAuditRow);
    },

    async head() {
      const head = await db
        .selectFrom("audit_head")
        .select(["seq", "hash"])
        .where("id", "=", 1)
        .executeTakeFirst();
      return head ?? null;
    },
  };

  /**
   * The numbers of the rows that a filter leaves. Each kind is looked for by itself: an index has its rows in their
   * order, and has those of several kinds in none.
   */
  async function listSeqs(
    { deviceId, actor, kinds, since, until }: AuditFilter,
    { upTo, afterSeq, order, skip, limit }: Stretch,
  ): Promise<readonly number[]> {
    if (kinds?.length === 0) return [];
    const reach = await reachOf(since, until);
    const first = Math.max(afterSeq, reach.afterSeq);
    const last = Math.min(upTo ?? LAST_SEQ, reach.upTo ?? LAST_SEQ);
    const person = actor && pseudonymOf(pseudonymKey, actor);
    const direction = order === "desc" ? sql`desc` : sql`asc`;
    const conditions = [
      ...(since ? [sql`at >= ${since}`] : []),
      ...(until ? [sql`at < ${until}`] : []),
      // The indexes of people leave out what nobody did.
      ...(person === null ? [] : [sql`actor is not null`]),
    ];
    // Compared as rows and ordered by all of it: of a value asked for by equality the database takes it that some are
    // met soon, and walks through the whole log by its numbers.
    const rowsWith = (indexed: readonly Indexed[]) => {
      const names = [...indexed.map(({ name }) => name), "seq"];
      const row = sql.join(names.map((name) => sql.ref(name)));
      const values = indexed.map(({ value }) => value);
      return sql<{ seq: number }>`
        select seq from audit_rows
        where ${sql.join(
          [
            sql`(${row}) > (${sql.join([...values, first])})`,
            sql`(${row}) <= (${sql.join([...values, last])})`,
            ...conditions,
          ],
          sql` and `,
        )}
        order by ${sql.join(names.map((name) => sql`${sql.ref(name)} ${direction}`))}
        limit ${skip + limit}`;
    };
    const ofPerson =
      person === null
        ? []
        : [{ name: "audit_rows.actor", value: sql`${person}` }];
    let found: RawBuilder<{ seq: number }>;
    if (deviceId !== null) {
      // It has few rows, for which there is an index.
      conditions.push(sql`device_id = ${deviceId}`);
      if (person !== null) conditions.push(sql`actor = ${person}`);
      if (kinds) conditions.push(sql`kind = any(${[...kinds]}::text[])`);
      found = rowsWith([]);
    } else if (kinds) {
      const ofKind = { name: "audit_rows.kind", value: sql.ref("wanted.kind") };
      found = sql`
        select found.seq
        from unnest(${[...kinds]}::text[]) as wanted (kind)
        cross join lateral (${rowsWith([...ofPerson, ofKind])}) as found
        order by found.seq ${direction}
        limit ${skip + limit}`;
    } else found = rowsWith(ofPerson);
    const { rows } = await found.execute(db);
    return rows.slice(skip).map(({ seq }) => Number(seq));
  }

  /**
   * Between which numbers all rows of a span of time are. Rows are numbered as their transactions end, so their
   * instants are in order but for what these took and what the clocks of two replicas differ by.
   */
  async function reachOf(
    since: Date | null,
    until: Date | null,
  ): Promise<{ readonly afterSeq: number; readonly upTo: number | null }> {
    const before =
      since &&
      (await db
        .selectFrom("audit_rows")
        .select("seq")
        .where("at", "<", new Date(since.getTime() - OUT_OF_ORDER_MS))
        .orderBy("at", "desc")
        .limit(1)
        .executeTakeFirst());
    const after =
      until &&
      (await db
        .selectFrom("audit_rows")
        .select("seq")
        .where("at", ">=", new Date(until.getTime() + OUT_OF_ORDER_MS))
        .orderBy("at")
        .limit(1)
        .executeTakeFirst());
    return { afterSeq: before?.seq ?? 0, upTo: after?.seq ?? null };
  }

  async function readRows(
    seqs: readonly number[],
    order: "asc" | "desc",
  ): Promise<readonly AuditRow[]> {
    if (seqs.length === 0) return [];
    const rows = await rowsWithDetails()
      .where("audit_rows.seq", "=", sql<number>`any(${[...seqs]}::bigint[])`)
      .orderBy("audit_rows.seq", order)
      .execute();
    return rows.map(toAuditRow);
  }

  async function lockHead() {
    const head = await db
      .selectFrom("audit_head")
      .selectAll()
      .where("id", "=", 1)
      .forUpdate()
      .executeTakeFirst();
    if (!head) throw new AuditHeadLost();
    return head;
  }

  /** @returns the new row's number. */
  async function append(event: AuditEvent): Promise<number> {
    const head = await lockHead();
    const salt = randomBytes(16).toString("hex");
    const details = toJson(
      // An erasure is never erased, so it names nobody.
      event.actor && event.kind !== ERASURE
        ? {
            ...event.details,
            actorId: event.actor,
            actorUpn: await upnOf(event.actor),
          }
        : event.details,
    );
    const row = {
      seq: head.seq + 1,
      at: event.at,
      kind: event.kind,
      actor: event.actor ? pseudonymOf(pseudonymKey, event.actor) : null,
      device_id: event.deviceId,
      proposal_id: event.proposalId,
      digest: digestDetails(salt, details),
      previous_hash: head.hash,
    };
    const hash = hashRow(toHashed(row));
    await db
      .insertInto("audit_rows")
      .values({ ...row, hash })
      .execute();
    await db
      .insertInto("audit_details")
      .values({ seq: row.seq, salt, details })
      .execute();
    await db
      .updateTable("audit_head")
      .set({ seq: row.seq, hash })
      .where("id", "=", 1)
      .execute();
    return row.seq;
  }

  /** As Entra told it lately; null for whoever is not known. */
  async function upnOf(id: UserId): Promise<string | null> {
    const person = await db
      .selectFrom("people")
      .select(sql<string>`document ->> 'userPrincipalName'`.as("upn"))
      .where("user_id", "=", id)
      .executeTakeFirst();
    return person?.upn ?? null;
  }

  function deleteDetails(from: number, to: number) {
    return db
      .deleteFrom("audit_details")
      .using("audit_rows")
      .whereRef("audit_rows.seq", "=", "audit_details.seq")
      .where("audit_details.seq", ">=", from)
      .where("audit_details.seq", "<=", to)
      .where("audit_rows.kind", "<>", ERASURE)
      .returning([
        "audit_details.seq",
        "audit_details.salt",
        "audit_details.details",
        "audit_rows.digest",
      ])
      .execute();
  }

  function rowsWithDetails() {
    return db
      .selectFrom("audit_rows")
      .leftJoin("audit_details", "audit_details.seq", "audit_rows.seq")
      .selectAll("audit_rows")
      .select(["audit_details.salt", "audit_details.details"]);
  }
}

interface StoredRow {
  readonly seq: number;
  readonly at: Date;
  readonly kind: string;
  readonly actor: string | null;
  readonly device_id: string | null;
  readonly proposal_id: string | null;
  readonly digest: string;
  readonly previous_hash: string;
}

function toHashed(row: StoredRow) {
  return {
    seq: row.seq,
    // `infinity`, where somebody wrote it, is no Date.
    at: new Date(row.at),
    kind: row.kind as AuditKind,
    actor: row.actor,
    deviceId: row.device_id as DeviceId | null,
    proposalId: row.proposal_id as ProposalId | null,
    digest: row.digest,
    previousHash: row.previous_hash,
  };
}

function toAuditRow(
  row: StoredRow & {
    hash: string;
    salt: string | null;
    details: string | null;
  },
): AuditRow {
  const base = { ...toHashed(row), hash: row.hash };
  if (row.details === null || row.salt === null)
    return { ...base, details: null, detailsMatch: null };
  return {
    ...base,
    details: readDetails(row.details),
    detailsMatch: digestDetails(row.salt, row.details) === row.digest,
  };
}

/** Empty where somebody changed them to what is no JSON object. */
function readDetails(text: string): AuditEvent["details"] {
  try {
    const details = fromJson<unknown>(JSON.parse(text));
    return typeof details === "object" && details !== null
      ? (details as AuditEvent["details"])
      : {};
  } catch {
    return {};
  }
}
