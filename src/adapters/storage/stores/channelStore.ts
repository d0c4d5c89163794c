import { sql, type Kysely, type Selectable } from "kysely";
import type {
  Channel,
  ChannelId,
  ChosenChannel,
} from "../../../domain/channels/channel.ts";
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

    async listChosen() {
      const rows = await db
        .selectFrom("channels")
        .selectAll()
        .orderBy("chosen_at")
        .orderBy("id")
        .execute();
      return rows.map(toChosen);
    },

    async saveNames(id, { team, channel }, at) {
      await db
        .updateTable("channels")
        .set({ team_name: team, channel_name: channel, named_at: at })
        .where("id", "=", id)
        .execute();
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
        refused_since: null,
      };
      await db
        .insertInto("channels")
        .values({ id: channel.id, ...values })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
        .execute();
    },

    async takeAtItsWord(id, at) {
      await db
        .updateTable("channels")
        .set({ taken_at_word_at: at })
        .where("id", "=", id)
        .execute();
    },

    async forgetWords() {
      await db
        .updateTable("channels")
        .set({ taken_at_word_at: null })
        .where("taken_at_word_at", "is not", null)
        .execute();
    },

    async remove(id) {
      const deleted = await db
        .deleteFrom("channels")
        .where("id", "=", id)
        .executeTakeFirst();
      return deleted.numDeletedRows === 1n;
    },

    async markLost(id, at, how) {
      const updated = await db
        .updateTable("channels")
        .set({
          lost_at: at,
          ...(how === "removed" ? { refused_since: null } : {}),
        })
        .where("id", "=", id)
        .where("lost_at", "is", null)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    async noteRefusal(id, at) {
      const row = await db
        .updateTable("channels")
        .set({ refused_since: sql`coalesce(refused_since, ${at})` })
        .where("id", "=", id)
        .where("lost_at", "is", null)
        .returning("refused_since")
        .executeTakeFirst();
      return row?.refused_since ?? null;
    },

    async noteAlive(id, sign) {
      const row = await db
        .selectFrom("channels")
        .select(["lost_at", "refused_since", "taken_at_word_at"])
        .where("id", "=", id)
        .executeTakeFirst();
      // Read first: it hardly ever refused anything, and each edit asks.
      if (row?.taken_at_word_at && sign === "took-message")
        await db
          .updateTable("channels")
          .set({ taken_at_word_at: null })
          .where("id", "=", id)
          .execute();
      if (row?.lost_at) return row.refused_since ? "refusing" : "removed";
      if (row?.refused_since)
        await db
          .updateTable("channels")
          .set({ refused_since: null })
          .where("id", "=", id)
          .execute();
      return null;
    },

    async listRefusing() {
      const rows = await db
        .selectFrom("channels")
        .selectAll()
        .where("lost_at", "is not", null)
        .where("refused_since", "is not", null)
        .where("taken_at_word_at", "is", null)
        .orderBy("chosen_at")
        .orderBy("id")
        .execute();
      return rows.map(toChannel);
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

function toChosen(row: Selectable<Database["channels"]>): ChosenChannel {
  return {
    ...toChannel(row),
    names:
      row.named_at === null
        ? null
        : { team: row.team_name, channel: row.channel_name },
    namedAt: row.named_at,
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
