import type { Kysely, Selectable } from "kysely";
import type { UserId } from "../../../domain/people/user.ts";
import type {
  SettingsStore,
  StoredSettings,
} from "../../../ports/stores/settingsStore.ts";
import type { SettingValues } from "../../../domain/settings/settings.ts";
import { fromJson, toJson } from "../schema/json.ts";
import type { Database } from "../schema/schema.ts";

/** What an older version may have stored. */
interface StoredDocument extends Pick<StoredSettings, "changedByAdmins"> {
  readonly values: Omit<SettingValues, keyof typeof LATER_VALUES> &
    Partial<typeof LATER_VALUES>;
}

/** Settings that came later, as they are where nobody has set them. */
const LATER_VALUES = {
  technicians: [],
  pairedAccounts: {},
  channelScopes: {},
  channelLanguages: {},
  excludedDevices: [],
  excludedDevicesGroupId: null,
  excludedUsers: [],
  excludedUsersGroupId: null,
  proposing: "on",
  firstRunProposalsPerDay: 20,
  workingHours: "",
  dailyLine: "on",
} satisfies Partial<SettingValues>;

export function createSettingsStore(db: Kysely<Database>): SettingsStore {
  return {
    async current() {
      const row = await db
        .selectFrom("settings")
        .selectAll()
        .orderBy("version", "desc")
        .limit(1)
        .executeTakeFirst();
      return row ? toSettings(row) : null;
    },

    async find(version) {
      const row = await db
        .selectFrom("settings")
        .selectAll()
        .where("version", "=", version)
        .executeTakeFirst();
      return row ? toSettings(row) : null;
    },

    async listNewest(limit) {
      const rows = await db
        .selectFrom("settings")
        .selectAll()
        .orderBy("version", "desc")
        .limit(limit)
        .execute();
      return rows.map(toSettings);
    },

    async save(next) {
      const inserted = await db
        .insertInto("settings")
        .values({
          version: next.version,
          document: toJson({
            values: next.values,
            changedByAdmins: next.changedByAdmins,
          }),
          changed_by: next.changedBy,
          changed_at: next.changedAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },
  };
}

function toSettings(row: Selectable<Database["settings"]>): StoredSettings {
  const { values, changedByAdmins } = fromJson<StoredDocument>(row.document);
  return {
    values: { ...LATER_VALUES, ...values },
    changedByAdmins,
    version: row.version,
    changedBy: row.changed_by as UserId | null,
    changedAt: row.changed_at,
  };
}
