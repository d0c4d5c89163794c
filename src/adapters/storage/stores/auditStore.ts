import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
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
import { AuditHeadLost } from "../../../domain/audit/errors.ts";
import type { AuditStore } from "../../../ports/stores/auditStore.ts";
import type { DeviceId } from "../../../domain/devices/device.ts";
import type { ProposalId } from "../../../domain/proposals/proposal.ts";
import { countDecisions } from "./countDecisions.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

const ERASED_AT_ONCE = 1_000;

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

    async list({ deviceId, upTo, skip, limit }) {
      const rows = await rowsWithDetails()
        .$if(deviceId !== null, (query) =>
          query.where("device_id", "=", deviceId),
        )
        .$if(upTo !== null, (query) =>
          query.where("audit_rows.seq", "<=", upTo),
        )
        .orderBy("audit_rows.seq", "desc")
        .offset(skip)
        .limit(limit)
        .execute();
      return rows.map(toAuditRow);
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

    async listBefore(seq, limit) {
      const rows = await rowsWithDetails()
        .where("audit_rows.seq", "<", seq)
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

    async page(afterSeq, limit) {
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
    const details = toJson(event.details);
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
