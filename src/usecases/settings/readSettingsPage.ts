import type { ExcludedKind } from "../../domain/settings/exclusions.ts";
import type { UserId } from "../../domain/people/user.ts";
import { lastChanges } from "../../domain/settings/lastChanges.ts";
import type {
  GroupReading,
  SettingsPage,
} from "../../domain/settings/settingsChange.ts";
import { writeForm } from "../../domain/settings/settingsForm.ts";
import type { Storage } from "../../ports/storage.ts";

/** How far back who changed a value last is looked for; the audit log knows all of it. */
const MOST_VERSIONS = 100;

/**
 * What a form of the settings shows: the values, the channels by their names, and who changed what last.
 *
 * @throws {Error} before the settings were seeded.
 */
export async function readSettingsPage(
  storage: Pick<Storage, "settings" | "channels" | "exclusions" | "people">,
): Promise<SettingsPage> {
  const [versions, chosen] = await Promise.all([
    storage.settings.listNewest(MOST_VERSIONS),
    storage.channels.listChosen(),
  ]);
  const [current] = versions;
  if (!current) throw new Error("Settings are read before they were seeded");
  const { excludedDevicesGroupId, excludedUsersGroupId } = current.values;
  const channels = chosen
    .filter(({ lostAt }) => lostAt === null)
    .map(({ id }) => id);
  const changes = lastChanges(
    versions.map(({ values, changedBy, changedAt }) => ({
      texts: writeForm(values, channels),
      changedBy,
      changedAt,
    })),
  );
  const [devices, people, names] = await Promise.all([
    findReading(storage, "devices", excludedDevicesGroupId),
    findReading(storage, "people", excludedUsersGroupId),
    findNames(storage, [
      current.changedBy,
      ...Object.values(changes).map(({ by }) => by),
      ...chosen.map(({ chosenBy }) => chosenBy),
    ]),
  ]);
  return {
    version: current.version,
    values: current.values,
    changedByAdmins: current.changedByAdmins,
    channels,
    chosen,
    groups: { ...(devices && { devices }), ...(people && { people }) },
    lastChange: { by: current.changedBy, at: current.changedAt },
    lastChanges: changes,
    names,
  };
}

async function findReading(
  { exclusions }: Pick<Storage, "exclusions">,
  kind: ExcludedKind,
  groupId: string | null,
): Promise<GroupReading | null> {
  const found = groupId === null ? null : await exclusions.find(kind);
  return found?.groupId === groupId && found !== null
    ? { readAt: found.readAt, failedAt: found.failed?.at ?? null }
    : null;
}

async function findNames(
  { people }: Pick<Storage, "people">,
  ids: readonly (UserId | null)[],
): Promise<Readonly<Record<UserId, string>>> {
  const known = await people.findAll([
    ...new Set(ids.filter((id) => id !== null)),
  ]);
  return Object.fromEntries(
    known.map(({ id, displayName }) => [id, displayName]),
  );
}
