import type { Device, DeviceId } from "../../domain/devices/device.ts";
import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import type { DevicesInText } from "../../domain/lookups/devicesInText.ts";
import type { User, UserId } from "../../domain/people/user.ts";
import type { Attempt } from "../../ports/attempt.ts";
import type {
  Access,
  DeviceAnswer,
  LookedUp,
  LookUpOptions,
  UserAnswer,
  UserLookUpOptions,
} from "../../domain/lookups/lookup.ts";
import type { Finding } from "../../domain/matching/finding.ts";

/** What people may ask about devices and people. `budgetMs` is how long Microsoft may take; the directory is quicker. */
export interface LookUps {
  /** What this person may see. Never throws an AppError: who cannot be checked sees nothing, or the little that all may. */
  access(asker: UserId, budgetMs: number): Promise<Access>;

  /** By name, serial number, Intune id or Entra id, or a part of the first two. Never throws an AppError. */
  findDevice(text: string, budgetMs: number): Promise<Finding<Device>>;
  /** By UPN, mail, object id or display name, or a part of it. Never throws an AppError. */
  findUser(text: string, budgetMs: number): Promise<Finding<User>>;

  /** Devices that Intune knows now by what the text names this one by. Never throws an AppError. */
  findNamesakes(
    device: Device,
    text: string,
    budgetMs: number,
  ): Promise<Attempt<readonly Device[]>>;
  /** Who has this UPN in Entra now. Never throws an AppError. */
  findCurrentHolderOfUpn(
    upn: string,
    budgetMs: number,
  ): Promise<Attempt<User | null>>;

  /**
   * Null: Intune does not know the device (any more).
   *
   * @throws {LookUpUnavailable} Intune did not answer in time or refused to, and the directory does not know it.
   */
  device(id: DeviceId, options: LookUpOptions): Promise<DeviceAnswer | null>;
  /**
   * Null: Entra does not know the user (any more).
   *
   * @throws {LookUpUnavailable} Entra did not answer in time or refused to, and the directory does not know them.
   */
  user(id: UserId, options: UserLookUpOptions): Promise<UserAnswer | null>;

  /** From the directory alone, best first: for lists that appear while somebody types. */
  searchDevices(
    text: string,
    limit: number,
    offset: number,
  ): Promise<readonly DirectoryDevice[]>;
  searchUsers(
    text: string,
    limit: number,
    offset: number,
  ): Promise<readonly User[]>;

  /** Devices that a message of any length names whole, by name, serial number or id; from the directory alone. */
  findDevicesInText(text: string): Promise<DevicesInText>;

  /** What they looked up lately and the directory still knows, newest first. */
  recentDevices(by: UserId, limit: number): Promise<readonly DirectoryDevice[]>;
  recentUsers(by: UserId, limit: number): Promise<readonly User[]>;
  /** For `recent…`; told by whoever shows an answer. */
  record(by: UserId, what: LookedUp): Promise<void>;
}
