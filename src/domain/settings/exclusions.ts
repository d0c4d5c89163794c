import { normalizeUpn, type User, type UserId } from "../people/user.ts";
import type { Device } from "../devices/device.ts";

/** Devices and people that never get a proposal by evidence, by what they are called. */
export interface Exclusions {
  /** Patterns of names, and `category:` with one of a category. */
  readonly excludedDevices: readonly string[];
  /** An Entra group of devices. */
  readonly excludedDevicesGroupId: string | null;
  /** Patterns of UPNs. */
  readonly excludedUsers: readonly string[];
  /** An Entra group. */
  readonly excludedUsersGroupId: string | null;
}

/** Which of the two groups. */
export type ExcludedKind = "devices" | "people";

/** Why evidence never asks about a device. */
export type DeviceExclusion =
  /** Many people use it, by its edition of Windows. */
  | { readonly by: "multi-session" | "room" }
  /** The entry of the settings that fits. */
  | { readonly by: "name" | "category"; readonly entry: string }
  | { readonly by: "group" };

const CATEGORY = /^category:/i;

/**
 * Why a device is excluded: by its edition of Windows, by its name, by its category where an entry begins with
 * `category:`, or by a group. `*` stands for anything; the rest is compared whole and without case.
 *
 * @param isInGroup whether it is in the group of excluded devices.
 * @returns null when it is not.
 */
export function whyDeviceExcluded(
  { name, category, edition }: Pick<Device, "name" | "category" | "edition">,
  { excludedDevices }: Pick<Exclusions, "excludedDevices">,
  isInGroup: boolean,
): DeviceExclusion | null {
  if (edition) return { by: edition };
  for (const entry of excludedDevices) {
    if (!CATEGORY.test(entry)) {
      if (fits(name, entry)) return { by: "name", entry };
    } else if (category !== null && fits(category, entry.replace(CATEGORY, "")))
      return { by: "category", entry };
  }
  return isInGroup ? { by: "group" } : null;
}

/**
 * Whether a person is excluded, by their UPN or by a group.
 *
 * @param members who of the people at hand is in the group of excluded people.
 */
export function isUserExcluded(
  { id, userPrincipalName }: Pick<User, "id" | "userPrincipalName">,
  { excludedUsers }: Pick<Exclusions, "excludedUsers">,
  members: ReadonlySet<UserId>,
): boolean {
  const upn = normalizeUpn(userPrincipalName);
  return members.has(id) || excludedUsers.some((entry) => fits(upn, entry));
}

/** Searched part by part: a regular expression with many `*` could take for ever. */
function fits(text: string, pattern: string): boolean {
  const whole = text.trim().toLowerCase();
  const parts = pattern.trim().toLowerCase().split("*");
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return whole === first;
  if (!whole.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = whole.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return whole.length - last.length >= from && whole.endsWith(last);
}
