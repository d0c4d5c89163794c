import { isDeepStrictEqual } from "node:util";
import type { Stores, Storage } from "../../ports/storage.ts";
import { reviewOpenCards } from "../exclusions/readExcludedGroups.ts";
import { followProposing } from "../proposals/firstRun.ts";
import type { Clock } from "../../ports/clock.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { StoredSettings } from "../../ports/stores/settingsStore.ts";

/**
 * Takes the environment's values over into the stored settings at start. A value that an admin changed in Teams stays
 * as it is; the others follow the environment, so that an operator's change of a variable takes effect.
 *
 * Two replicas may do this at once: the second finds that nothing is left to change.
 */
export async function seedSettings(
  storage: Storage,
  seed: SettingValues,
  clock: Clock,
): Promise<void> {
  await storage.transaction(async (unit) => {
    await unit.proposals.lock("settings");
    const stored = await unit.settings.current();
    const values = stored
      ? {
          // What only a newer version knows stays, since that one may run beside.
          ...stored.values,
          ...seed,
          ...pickSettings(stored.values, stored.changedByAdmins),
        }
      : seed;
    if (stored && isDeepStrictEqual(stored.values, values)) return;
    const version = (stored?.version ?? 0) + 1;
    const changedAt = clock.now();
    await unit.settings.save({
      version,
      values,
      changedByAdmins: stored?.changedByAdmins ?? [],
      changedBy: null,
      changedAt,
    });
    if (
      stored &&
      !isDeepStrictEqual(exclusionsOf(stored.values), exclusionsOf(values))
    )
      await reviewOpenCards(unit);
    await followProposing(unit, stored?.values ?? null, values, changedAt);
    await unit.audit.append({
      kind: "settings.changed",
      at: changedAt,
      actor: null,
      deviceId: null,
      proposalId: null,
      details: { version, old: stored?.values ?? null, new: values },
    });
  });
}

function exclusionsOf(values: SettingValues): Partial<SettingValues> {
  return pickSettings(values, [
    "excludedDevices",
    "excludedDevicesGroupId",
    "excludedUsers",
    "excludedUsersGroupId",
  ]);
}

/** @throws {Error} before `seedSettings` has run. */
export async function currentSettings({
  settings,
}: Pick<Stores, "settings">): Promise<StoredSettings> {
  const current = await settings.current();
  if (!current) throw new Error("Settings are read before they were seeded");
  return current;
}

/** Some of the values, by name. */
export function pickSettings(
  values: SettingValues,
  names: readonly (keyof SettingValues)[],
): Partial<SettingValues> {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
