import { sql, type Kysely, type Selectable } from "kysely";
import type { DeviceId } from "../../../domain/devices/device.ts";
import type { EvidenceStore } from "../../../ports/stores/evidenceStore.ts";
import type { EvidenceSource, Tally } from "../../../domain/evidence/tally.ts";
import { toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

export function createEvidenceStore(db: Kysely<Database>): EvidenceStore {
  return {
    async record(tally) {
      const written = await db
        .insertInto("evidence")
        .values({
          device_id: tally.deviceId,
          source: tally.source,
          observed_at: tally.observedAt,
          received_at: tally.receivedAt,
          logons: toJson([...tally.logonsByUpn]),
        })
        .onConflict((conflict) =>
          conflict
            .columns(["device_id", "source"])
            .doUpdateSet({
              observed_at: sql`excluded.observed_at`,
              received_at: sql`excluded.received_at`,
              logons: sql`excluded.logons`,
            })
            .where(
              "evidence.observed_at",
              "<",
              sql<Date>`excluded.observed_at`,
            ),
        )
        .executeTakeFirst();
      return written.numInsertedOrUpdatedRows === 1n;
    },

    async list(deviceId) {
      const rows = await db
        .selectFrom("evidence")
        .selectAll()
        .where("device_id", "=", deviceId)
        .execute();
      return rows.map(toTally);
    },

    async deleteForDevice(deviceId) {
      await db
        .deleteFrom("evidence")
        .where("device_id", "=", deviceId)
        .execute();
    },

    async purge(before) {
      const deleted = await db
        .deleteFrom("evidence")
        .where("observed_at", "<", before)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };
}

function toTally(row: Selectable<Database["evidence"]>): Tally {
  return {
    deviceId: row.device_id as DeviceId,
    source: row.source as EvidenceSource,
    observedAt: row.observed_at,
    receivedAt: row.received_at,
    // Pairs, not an object: a UPN such as `__proto__@x` is only a name.
    logonsByUpn: new Map(row.logons as unknown as [string, number][]),
  };
}
