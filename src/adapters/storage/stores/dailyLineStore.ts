import { sql, type Kysely } from "kysely";
import type { SaidLine } from "../../../domain/proposals/dailyLine.ts";
import type { DailyLineStore } from "../../../ports/stores/dailyLineStore.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

export function createDailyLineStore(db: Kysely<Database>): DailyLineStore {
  return {
    async claim(channelId, day) {
      const { rows } = await sql<{ said: object | null }>`
        insert into daily_lines (channel_id, looked_at) values (${channelId}, ${day}::timestamptz)
        on conflict (channel_id) do update set looked_at = excluded.looked_at
        where daily_lines.looked_at is null or daily_lines.looked_at < excluded.looked_at
        returning said`.execute(db);
      const [row] = rows;
      return row ? { said: row.said && fromJson<SaidLine>(row.said) } : null;
    },

    async said(channelId, line) {
      await db
        .updateTable("daily_lines")
        .set({ said: toJson(line) })
        .where("channel_id", "=", channelId)
        .execute();
    },

    async release(channelId, said) {
      await db
        .updateTable("daily_lines")
        .set({ looked_at: null, said: said && toJson(said) })
        .where("channel_id", "=", channelId)
        .execute();
    },
  };
}
