import type { DeviceId } from "../../domain/devices/device.ts";
import type {
  DirectoryDevice,
  ListedDevice,
  DirectoryMatch,
  DevicesOfPerson,
  UsedDevice,
} from "../../domain/devices/directory.ts";
import type { PersonRef, UserId } from "../../domain/people/user.ts";

/** Every device of the tenant, as the sweep last saw it. */
export interface DeviceDirectory {
  find(id: DeviceId): Promise<DirectoryDevice | null>;

  /** Those that are in the directory; in no order. */
  findAll(ids: readonly DeviceId[]): Promise<readonly DirectoryDevice[]>;

  /**
   * All of them, in the order of their ids.
   *
   * @param after the last id of the page before; null for the first page.
   */
  listAll(
    limit: number,
    after: DeviceId | null,
  ): Promise<readonly DirectoryDevice[]>;

  /** Devices with these Entra device ids, lower case; one that was enrolled again may be there twice. In no order. */
  listByEntraIds(
    entraDeviceIds: readonly string[],
  ): Promise<readonly DirectoryDevice[]>;

  /** Whether any device has this Entra device id, lower case. */
  hasEntraDevice(entraDeviceId: string): Promise<boolean>;

  /** Stores a page of the list; a device seen later than `seenAt` stays as it is. */
  saveAll(devices: readonly ListedDevice[], seenAt: Date): Promise<void>;

  /**
   * Puts in what was read of a device's primary user at `at`, null for none, until a page tells otherwise. Does
   * nothing to a device that is not in the directory or was seen later.
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
   * Devices whose name, serial number, Intune id or Entra id is the text or begins with it, or whose name or serial
   * number has it inside, in this order, then by the name or number that matched. Letters are compared as `foldText`
   * leaves them, the first 200 of them. An id is found by its beginning from eight characters on; of a text of three
   * characters or more that is inside of more than 5,000 names, not all are found. An empty text finds none.
   */
  search(
    text: string,
    limit: number,
    offset: number,
  ): Promise<readonly DirectoryMatch[]>;

  /**
   * Devices whose name, serial number, Intune id or Entra id is one of the texts, as `search` compares them, in one
   * query: in the order of the texts, at most `limitOfEach` of one.
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

  /** Devices whose listed user one of these people is, at most `limit` in all. */
  listOwned(
    userIds: readonly UserId[],
    limit: number,
  ): Promise<ReadonlyMap<UserId, readonly DeviceId[]>>;

  /**
   * Devices that this person uses and that have another listed user or none: those that list a last logon of theirs at
   * `loggedOnSince` or later, and those whose own report counts one, by UPN or by id, and was observed at
   * `reportedSince` or later and not before the device was enrolled. Each once, newest first, by the last logon or,
   * where there is none so late, by the report.
   */
  listUsedBy(
    person: Pick<PersonRef, "id" | "userPrincipalName">,
    since: { readonly loggedOnSince: Date; readonly reportedSince: Date },
    limit: number,
    offset: number,
  ): Promise<DevicesOfPerson<UsedDevice>>;

  /**
   * One page of the ids of all devices that may need another primary user by what is known, whenever it was told, in
   * their order: what `listCandidates` sieves of the directory, and every device of which days of use or a report are
   * kept, in the directory or not.
   *
   * @param after the last id of the page before; null for the first page.
   */
  listKnown(
    sieve: { readonly stagingAccounts: readonly string[] },
    limit: number,
    after: DeviceId | null,
  ): Promise<readonly DeviceId[]>;

  /**
   * Devices seen at `seenSince` or later that may need another primary user, in the order of their ids: those whose
   * listed user or enrolling user is a staging account, that were enrolled by a device enrolment manager, that have
   * no primary user, or whose handoff record waits for somebody, and, with `toldSince`, those of whose days of use
   * something new was told since; with at least one last logon. A rough sieve: the
   * rule decides.
   *
   * @param after the last id of the page before.
   */
  listCandidates(
    sieve: {
      readonly stagingAccounts: readonly string[];
      readonly seenSince: Date;
      readonly toldSince?: Date;
    },
    limit: number,
    after: DeviceId | null,
  ): Promise<readonly DirectoryDevice[]>;
}
