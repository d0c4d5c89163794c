import type { DeviceId } from "../devices/device.ts";

/**
 * Where evidence came from: a device's logon report, or Intune's `usersLoggedOn`. Each further source adds its word
 * here.
 */
export type EvidenceSource = "device-report" | "users-logged-on";

/**
 * How often each person logged on to one device, as one source saw it at one instant. Immutable; the newest
 * tally of a source replaces the older one.
 */
export interface Tally {
  readonly deviceId: DeviceId;
  readonly source: EvidenceSource;
  /** When the source counted: the signed timestamp of a report. */
  readonly observedAt: Date;
  readonly receivedAt: Date;
  /** UPN (trimmed, lower case) → logons in the source's own window; integers from 0 to 1,000,000. */
  readonly logonsByUpn: ReadonlyMap<string, number>;
}
