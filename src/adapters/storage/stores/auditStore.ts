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
import type { AuditStore } from "../../../ports/stores/auditStore.ts";
import type { DeviceId } from "../../../domain/devices/device.ts";
import type { ProposalId } from "../../../domain/proposals/proposal.ts";
import { countDecisions } from "./countDecisions.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

/** @param pseudonymKey makes the stand-ins of people; the same for ever, so that a person's rows can be found. */
export function createAuditStore(
  db: Kysely<Database>,
  pseudonymKey: Buffer,
): AuditStore {
  return {
    async append(event) {
      const head = await db
        .selectFrom("audit_head")
        .selectAll()
        .where("id", "=", 1)
        .forUpdate()
        .executeTakeFirstOrThrow();
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
    },

    async listLast(limit) {
      const rows = await rowsWithDetails()
        .orderBy("audit_rows.seq", "desc")
        .limit(limit)
        .execute();
      return rows.map(toAuditRow);
    },

    async listForDevice(deviceId, limit) {
      const rows = await rowsWithDetails()
        .where("device_id", "=", deviceId)
        .orderBy("audit_rows.seq", "desc")
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
        .selectAll()
        .where("id", "=", 1)
        .executeTakeFirstOrThrow();
      return { seq: head.seq, hash: head.hash };
    },
  };

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
    at: row.at,
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
    details: fromJson<AuditEvent["details"]>(JSON.parse(row.details)),
    detailsMatch: digestDetails(row.salt, row.details) === row.digest,
  };
}
