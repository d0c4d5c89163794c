import type { MatchKind } from "../matching/foldText.ts";
import type { PersonRef, UserId } from "../people/user.ts";
import type { LastLogon } from "./lastLogon.ts";
import type { Device, DeviceId } from "./device.ts";

/** How a device came into Intune, as far as it matters here. `none` has no enrolling person: bulk token, self-deploying. */
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
}

export interface DirectoryMatch {
  readonly device: DirectoryDevice;
  readonly match: MatchKind;
}

/** A device that somebody uses, as far as its directory entry and its own report tell. */
export interface UsedDevice extends DirectoryDevice {
  /** How often the report counted them, and when it counted; null where Intune's list of last logons alone tells of them. */
  readonly reported: { readonly logons: number; readonly at: Date } | null;
}

/** Some of a person's devices, and what is true of all of them, whichever were asked for. */
export interface DevicesOfPerson<Kind extends DirectoryDevice> {
  readonly devices: readonly Kind[];
  readonly total: number;
  /** When the one that was not seen for the longest was seen; null without any. */
  readonly oldestSeenAt: Date | null;
}

/** Every device of the tenant, as the sweep last saw it. */
export interface DeviceDirectory {
  find(id: DeviceId): Promise<DirectoryDevice | null>;

  /** Those that are in the directory; in no order. */
  findAll(ids: readonly DeviceId[]): Promise<readonly DirectoryDevice[]>;

  /** Stores a page of the list; a device seen later than `seenAt` stays as it is. */
  saveAll(devices: readonly ListedDevice[], seenAt: Date): Promise<void>;

  /**
   * Puts in what was read of a device's primary user at `at`, null for none, until a page tells otherwise. Does nothing to a device
   * that is not in the directory or was seen later.
   */
  setPrimaryUser(id: DeviceId, user: PersonRef | null, at: Date): Promise<void>;

  /**
   * Forgets the devices that were not seen since `before`.
   *
   * @returns how many.
   */
  forgetUnseen(before: Date): Promise<number>;

  count(): Promise<number>;

  /** How many `forgetUnseen` would forget. */
  countUnseen(before: Date): Promise<number>;

  /**
   * Devices whose name, serial number, Intune id or Entra id is the text or begins with it, or whose name or serial number has it
   * inside, in this order, then by the name or number that matched. Letters are compared as `foldText` leaves them, the first 200
   * of them. An id is found by its beginning from eight characters on; of a text of three characters or more that is inside of
   * more than 5,000 names, not all are found. An empty text finds none.
   */
  search(
    text: string,
    limit: number,
    offset: number,
  ): Promise<readonly DirectoryMatch[]>;

  /**
   * Devices whose name, serial number, Intune id or Entra id is one of the texts, as `search` compares them, in one query: in the
   * order of the texts, at most `limitOfEach` of one.
   */
  findNamed(
    texts: readonly string[],
    limitOfEach: number,
  ): Promise<readonly DirectoryDevice[]>;

  /** Devices whose names or serial numbers look like the text, best first. */
  listNear(text: string, limit: number): Promise<readonly DirectoryDevice[]>;

  /** Devices whose listed user this is, by name. */
  listOfUser(
    userId: UserId,
    limit: number,
    offset: number,
  ): Promise<DevicesOfPerson<DirectoryDevice>>;

  /**
   * Devices that this person uses and that have another listed user or none: those that list a last logon of theirs at
   * `loggedOnSince` or later, and those whose own report counts one, by UPN or by id, and was observed at `reportedSince` or later and
   * not before the device was enrolled. Each once, newest first, by the last logon or, where there is none so late, by the report.
   */
  listUsedBy(
    person: Pick<PersonRef, "id" | "userPrincipalName">,
    since: { readonly loggedOnSince: Date; readonly reportedSince: Date },
    limit: number,
    offset: number,
  ): Promise<DevicesOfPerson<UsedDevice>>;

  /**
   * Devices seen at `seenSince` or later that may need another primary user, in the order of their ids: those whose listed user or
   * enrolling user is a staging account, that were enrolled by a device enrolment manager, that have no primary user, or whose
   * handoff record waits for somebody; with at least one last logon. A rough sieve: the rule decides.
   *
   * @param after the last id of the page before.
   */
  listCandidates(
    sieve: {
      readonly stagingAccounts: readonly string[];
      readonly seenSince: Date;
    },
    limit: number,
    after: DeviceId | null,
  ): Promise<readonly DirectoryDevice[]>;
}
