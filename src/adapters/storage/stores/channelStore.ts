import type { Kysely, Selectable } from "kysely";
import type { Channel, ChannelId } from "../../../domain/channels/channel.ts";
import type { ChannelStore } from "../../../ports/stores/channelStore.ts";
import type { UserId } from "../../../domain/people/user.ts";
import type { Database } from "../schema/schema.ts";

export function createChannelStore(db: Kysely<Database>): ChannelStore {
  return {
    async listUsable() {
      const rows = await db
        .selectFrom("channels")
        .selectAll()
        .where("lost_at", "is", null)
        .orderBy("chosen_at")
        .orderBy("id")
        .execute();
      return rows.map(toChannel);
    },

    async find(id) {
      const row = await db
        .selectFrom("channels")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row ? toChannel(row) : null;
    },

    async save(channel) {
      const values = {
        team_id: channel.teamId,
        service_url: channel.serviceUrl,
        tenant_id: channel.tenantId,
        chosen_by: channel.chosenBy,
        chosen_at: channel.chosenAt,
        lost_at: channel.lostAt,
      };
      await db
        .insertInto("channels")
        .values({ id: channel.id, ...values })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
        .execute();
    },

    async remove(id) {
      const deleted = await db
        .deleteFrom("channels")
        .where("id", "=", id)
        .executeTakeFirst();
      return deleted.numDeletedRows === 1n;
    },

    async markLost(id, at) {
      const updated = await db
        .updateTable("channels")
        .set({ lost_at: at })
        .where("id", "=", id)
        .where("lost_at", "is", null)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    async listOfTeam(teamId) {
      const rows = await db
        .selectFrom("channels")
        .selectAll()
        .where("team_id", "=", teamId)
        .execute();
      return rows.map(toChannel);
    },
  };
}

function toChannel(row: Selectable<Database["channels"]>): Channel {
  return {
    id: row.id as ChannelId,
    teamId: row.team_id,
    serviceUrl: row.service_url,
    tenantId: row.tenant_id,
    chosenBy: row.chosen_by as UserId,
    chosenAt: row.chosen_at,
    lostAt: row.lost_at,
  };
}
