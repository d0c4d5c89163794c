import type { Device, DeviceId } from "../../domain/devices/device.ts";
import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import type { DevicesInText } from "../../domain/lookups/devicesInText.ts";
import type { User, UserId } from "../../domain/people/user.ts";
import type {
  Access,
  DeviceAnswer,
  LookedUp,
  LookUpOptions,
  UserAnswer,
  UserLookUpOptions,
} from "../../domain/lookups/lookup.ts";
import {
  deviceReadings,
  personReadings,
  type Readings,
} from "../../domain/lookups/readings.ts";
import type { Finding } from "../../domain/matching/finding.ts";
import type { MatchKind } from "../../domain/matching/foldText.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage } from "../../ports/storage.ts";
import { createAccess } from "./access.ts";
import { findDevice } from "./findDevice.ts";
import { findDevicesInText } from "./findDevicesInText.ts";
import { findUser } from "./findUser.ts";
import { lookUpDevice } from "./lookUpDevice.ts";
import { lookUpUser } from "./lookUpUser.ts";
import { nameListedUsers } from "./nameListedUsers.ts";

/**
 * What people may ask about devices and people. `budgetMs` is how long Microsoft may take; the directory is quicker.
 */
export interface LookUps {
  /**
   * What this person may see. Never throws an AppError: who cannot be checked sees nothing, or the little that all
   * may.
   */
  access(asker: UserId, budgetMs: number): Promise<Access>;

  /** By name, serial number, Intune id or Entra id, or a part of the first two. Never throws an AppError. */
  findDevice(text: string, budgetMs: number): Promise<Finding<Device>>;
  /** By UPN, mail, object id or display name, or a part of it. Never throws an AppError. */
  findUser(text: string, budgetMs: number): Promise<Finding<User>>;

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

export interface LookUpDeps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly techniciansGroupId: GroupId | null;
  readonly approversGroupId: GroupId;
  readonly adminsGroupId: GroupId;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Puts the look-ups together. What they remember of groups is remembered by what is returned: one for the process, so
 * that who was asked about for a question is not asked about again for its late answer.
 */
export function createLookUps(deps: LookUpDeps): LookUps {
  const { storage, clock } = deps;
  return {
    access: createAccess(deps),
    findDevice: (text, budgetMs) => findDevice(deps, text, budgetMs),
    findUser: (text, budgetMs) => findUser(deps, text, budgetMs),
    device: (id, options) => lookUpDevice(deps, id, options),
    user: (id, options) => lookUpUser(deps, id, options),

    async searchDevices(text, limit, offset) {
      const matches = await searchReadings(
        deviceReadings(text),
        (name, most, from) => storage.devices.search(name, most, from),
        limit,
        offset,
      );
      return nameListedUsers(
        storage.people,
        matches.map(({ device }) => device),
      );
    },
    async searchUsers(text, limit, offset) {
      const matches = await searchReadings(
        personReadings(text),
        (name, most, from) => storage.people.search(name, most, from),
        limit,
        offset,
      );
      return matches.map(({ user }) => user);
    },
    async findDevicesInText(text) {
      const { devices, isWhole } = await findDevicesInText(deps, text);
      return {
        devices: await nameListedUsers(storage.people, devices),
        isWhole,
      };
    },

    async recentDevices(by, limit) {
      const ids = await storage.recentLookUps.list(by, "device", limit);
      const devices = await storage.devices.findAll(ids);
      return nameListedUsers(
        storage.people,
        inOrderOf(ids, devices, ({ device }) => device.id),
      );
    },
    async recentUsers(by, limit) {
      const ids = await storage.recentLookUps.list(by, "user", limit);
      const users = await storage.people.findAll(ids);
      return inOrderOf(ids, users, ({ id }) => id);
    },
    record: (by, what) => storage.recentLookUps.record(by, what, clock.now()),
  };
}

/** By the first reading that anything fits, on each page of it. */
async function searchReadings<T extends { readonly match: MatchKind }>(
  { all }: Readings,
  search: (
    name: string,
    limit: number,
    offset: number,
  ) => Promise<readonly T[]>,
  limit: number,
  offset: number,
): Promise<readonly T[]> {
  for (const { name, onlyWhole } of all) {
    const start = await search(name, offset === 0 ? limit : 1, 0);
    const [best] = start;
    if (best && (!onlyWhole || best.match === "exact"))
      return offset === 0 ? start : search(name, limit, offset);
  }
  return [];
}

function inOrderOf<Id, T>(
  ids: readonly Id[],
  found: readonly T[],
  idOf: (one: T) => Id,
): readonly T[] {
  const byId = new Map(found.map((one) => [idOf(one), one]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
