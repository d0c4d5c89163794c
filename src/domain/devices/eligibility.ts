import type { Device } from "./device.ts";
import { message, type Message } from "../message.ts";

/** Why Intune cannot change the primary user of a device. */
export type DeviceIneligibility =
  "gone" | "not-windows" | "not-joined" | "join-unknown";

/**
 * Says why the primary user of a device cannot be changed; null when it can. Intune changes it only on Windows, Entra
 * joined or hybrid joined: https://learn.microsoft.com/intune/intune-service/remote-actions/find-primary-user
 *
 * @param device as Intune describes it now; null when it does not know it (any more).
 */
export function whyDeviceNotEligible(
  device: Device | null,
): DeviceIneligibility | null {
  if (device === null) return "gone";
  if (!isWindows(device.operatingSystem)) return "not-windows";
  switch (device.joinType) {
    case "joined":
    case "hybrid":
      return null;
    case "registered":
      return "not-joined";
    case "unknown":
      return "join-unknown";
  }
}

/** One message for a card. */
export function describeDeviceIneligibility(
  reason: DeviceIneligibility,
): Message {
  return message(`device.${reason}`);
}

/** Intune says "Windows"; some exports add the version. Phones were Windows in name only. */
export function isWindows(operatingSystem: string): boolean {
  return /^windows(\s+(?!\s|phone|mobile).*)?$/i.test(operatingSystem.trim());
}
