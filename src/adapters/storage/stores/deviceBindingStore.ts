import type { Kysely } from "kysely";
import type { DeviceId } from "../../../domain/devices/device.ts";
import type { DeviceBindingStore } from "../../../ports/stores/deviceBindingStore.ts";
import type { Database } from "../schema/schema.ts";

export function createDeviceBindingStore(
  db: Kysely<Database>,
): DeviceBindingStore {
  return {
    async find(thumbprint) {
      const row = await db
        .selectFrom("device_bindings")
        .selectAll()
        .where("thumbprint", "=", thumbprint)
        .executeTakeFirst();
      if (!row) return null;
      return {
        thumbprint: row.thumbprint,
        entraDeviceId: row.entra_device_id,
        managedDeviceId: row.managed_device_id as DeviceId,
        checkedAt: row.checked_at,
      };
    },

    async save(binding) {
      const values = {
        entra_device_id: binding.entraDeviceId,
        managed_device_id: binding.managedDeviceId,
        checked_at: binding.checkedAt,
      };
      await db
        .insertInto("device_bindings")
        .values({ thumbprint: binding.thumbprint, ...values })
        .onConflict((conflict) =>
          conflict.column("thumbprint").doUpdateSet(values),
        )
        .execute();
    },

    async purge(checkedBefore) {
      const deleted = await db
        .deleteFrom("device_bindings")
        .where("checked_at", "<", checkedBefore)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };
}
