import type { MatchKind } from "../matching/foldText.ts";
import type { PersonRef } from "../people/user.ts";
import type { LastLogon } from "./lastLogon.ts";
import type { Device } from "./device.ts";

/**
 * How a device came into Intune, as far as it matters here. `none` has no enrolling person: bulk token,
 * self-deploying.
 */
export type EnrolmentKind = "user" | "device-enrolment-manager" | "none";

export type ComplianceState =
  | "unknown"
  | "compliant"
  | "noncompliant"
  | "in-grace-period"
  | "conflict"
  | "error"
  | "config-manager";

/** A device as Intune's list describes it: good for finding, too old and too vague for deciding. */
export interface ListedDevice {
  readonly device: Device;
  readonly enrolment: EnrolmentKind;
  /** Normalized; null when Intune does not tell. */
  readonly enrolledByUpn: string | null;
  readonly compliance: ComplianceState;
  /** The primary user by the list, which may lag; null for none. `managedDevices/{id}/users` is the truth. */
  readonly listedUser: PersonRef | null;
  /** Newest first; empty on a device of which Intune tells none, even if it is in use. */
  readonly lastLogons: readonly LastLogon[];
}

/** A listed device in the local directory. */
export interface DirectoryDevice extends ListedDevice {
  /** When the page that showed it was read. */
  readonly seenAt: Date;
  /** `setPrimaryUser` has put in somebody else than the page showed, since it did. */
  readonly hadOtherUser?: boolean;
  /** When another primary user than before was first seen since it was enrolled, or none any more; null for never. */
  readonly ownerChangedAt?: Date | null;
}

export interface DirectoryMatch {
  readonly device: DirectoryDevice;
  readonly match: MatchKind;
}

/** A device that somebody uses, as far as its directory entry and its own report tell. */
export interface UsedDevice extends DirectoryDevice {
  /**
   * How often the report counted them, and when it counted; null where Intune's list of last logons alone tells of
   * them.
   */
  readonly reported: { readonly logons: number; readonly at: Date } | null;
}

/** Some of a person's devices, and what is true of all of them, whichever were asked for. */
export interface DevicesOfPerson<Kind extends DirectoryDevice> {
  readonly devices: readonly Kind[];
  readonly total: number;
  /** When the one that was not seen for the longest was seen; null without any. */
  readonly oldestSeenAt: Date | null;
}
