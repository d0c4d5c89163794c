import type { Device } from "../../domain/devices/device.ts";
import type { IsExcluded } from "../../domain/evidence/collectCandidates.ts";
import type { UserId } from "../../domain/people/user.ts";
import {
  isUserExcluded,
  whyDeviceExcluded,
  type DeviceExclusion,
  type Exclusions,
} from "../../domain/settings/exclusions.ts";
import type { Stores } from "../../ports/storage.ts";

type ExclusionStores = Pick<Stores, "exclusions">;

/** Why evidence never asks about a device, by the settings and the group as it was read last; null where it may. */
export async function findExclusion(
  { exclusions }: ExclusionStores,
  device: Pick<Device, "name" | "category" | "edition" | "entraDeviceId">,
  values: Exclusions,
): Promise<DeviceExclusion | null> {
  const { excludedDevicesGroupId: groupId } = values;
  const { entraDeviceId: id } = device;
  const why = whyDeviceExcluded(device, values, false);
  if (why || groupId === null || id === null) return why;
  const members = await exclusions.listAmong("devices", groupId, [id]);
  return whyDeviceExcluded(device, values, members.has(id));
}

/** Who of these people is excluded, by the settings and the group as it was read last. */
export async function findExcludedPeople(
  { exclusions }: ExclusionStores,
  ids: readonly UserId[],
  values: Exclusions,
): Promise<IsExcluded> {
  const { excludedUsersGroupId: groupId } = values;
  const members =
    groupId === null
      ? new Set<UserId>()
      : ((await exclusions.listAmong(
          "people",
          groupId,
          ids,
        )) as ReadonlySet<UserId>);
  return (user) => isUserExcluded(user, values, members);
}
