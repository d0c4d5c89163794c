import type { Clock } from "../../ports/clock.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Stores } from "../../ports/storage.ts";
import { createAccess } from "./access.ts";
import { findDevice } from "./findDevice.ts";
import { findDevicesInText } from "./findDevicesInText.ts";
import { findCurrentHolderOfUpn, findNamesakes } from "./findLive.ts";
import { findUser } from "./findUser.ts";
import { lookUpDevice } from "./lookUpDevice.ts";
import { lookUpUser } from "./lookUpUser.ts";
import type { LookUps } from "./lookUps.ts";
import { nameListedUsers } from "./nameListedUsers.ts";

export interface LookUpDeps {
  readonly storage: Stores;
  readonly graph: Graph;
  readonly techniciansGroupId: GroupId | null;
  readonly approversGroupId: GroupId;
  readonly adminsGroupId: GroupId;
  readonly clock: Clock;
  readonly log: Log;
}

/** Puts the look-ups together. What they remember of groups is remembered by what is returned. */
export function createLookUps(deps: LookUpDeps): LookUps {
  const { storage, clock } = deps;
  return {
    access: createAccess(deps),
    findDevice: (text, budgetMs) => findDevice(deps, text, budgetMs),
    findUser: (text, budgetMs) => findUser(deps, text, budgetMs),
    findNamesakes: (device, text, budgetMs) =>
      findNamesakes(deps, device, text, budgetMs),
    findCurrentHolderOfUpn: (upn, budgetMs) =>
      findCurrentHolderOfUpn(deps, upn, budgetMs),
    device: (id, options) => lookUpDevice(deps, id, options),
    user: (id, options) => lookUpUser(deps, id, options),

    async searchDevices(text, limit, offset) {
      const matches = await storage.devices.search(text, limit, offset);
      return nameListedUsers(
        storage.people,
        matches.map(({ device }) => device),
      );
    },
    async searchUsers(text, limit, offset) {
      const matches = await storage.people.search(text, limit, offset);
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

function inOrderOf<Id, T>(
  ids: readonly Id[],
  found: readonly T[],
  idOf: (one: T) => Id,
): readonly T[] {
  const byId = new Map(found.map((one) => [idOf(one), one]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
