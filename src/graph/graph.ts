import type { Device, DeviceId } from "../devices/device.ts";
import type { PersonRef, User, UserId } from "../people/user.ts";

export type GroupId = string & { readonly __brand: "GroupId" };

/** What a device certificate is checked against. */
export interface EntraDevice {
  readonly deviceId: string;
  readonly accountEnabled: boolean;
  /** `alternativeSecurityIds[].key`, base64 as Graph returns them. */
  readonly alternativeSecurityKeys: readonly string[];
}

/** Ends a call early: the caller's budget ran out. A call ended so throws `graph.unavailable`. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/**
 * Microsoft Graph in our words. Every call passes the tenant-wide limiter, has a time-out and throws only the
 * errors of `errors.ts`; reads are retried, writes never are: after a doubtful write the caller reads first.
 */
export interface Graph {
  readonly devices: {
    /** Null when Intune does not know the device. */
    find(id: DeviceId, options?: CallOptions): Promise<Device | null>;
    /** Exact name, without case. Names repeat in real fleets, hence a list. */
    findByName(name: string, options?: CallOptions): Promise<readonly Device[]>;
    /** A device that was enrolled again without being deleted stands there twice, hence a list. */
    findByEntraDeviceId(
      entraDeviceId: string,
      options?: CallOptions,
    ): Promise<readonly Device[]>;
    findBySerialNumber(
      serialNumber: string,
      options?: CallOptions,
    ): Promise<readonly Device[]>;
  };
  readonly primaryUsers: {
    /**
     * The truth: `managedDevices/{id}/users`. Null for a shared device.
     *
     * @throws {GraphNotFound} Intune does not know the device.
     */
    get(deviceId: DeviceId, options?: CallOptions): Promise<PersonRef | null>;
    /** Resolves on 204. `/users` may lag by ten minutes. @throws {GraphNotFound} the device is gone. */
    set(deviceId: DeviceId, userId: UserId): Promise<void>;
    /** Makes it a shared device. Resolves on 204. */
    clear(deviceId: DeviceId): Promise<void>;
  };
  readonly users: {
    /** By object id or UPN. Null when Entra does not know the name. */
    find(idOrUpn: string, options?: CallOptions): Promise<User | null>;
  };
  readonly groups: {
    /** Which of the groups (at most 20) the user is a member of, nested membership included. */
    memberOf(
      userId: UserId,
      groupIds: readonly GroupId[],
      options?: CallOptions,
    ): Promise<readonly GroupId[]>;
    /** Every user in the group, nested membership included. */
    listMembers(
      groupId: GroupId,
      options?: CallOptions,
    ): Promise<readonly UserId[]>;
  };
  readonly entraDevices: {
    /** By Entra device id (the certificate's CN), not by object id. Null when unknown. */
    find(
      entraDeviceId: string,
      options?: CallOptions,
    ): Promise<EntraDevice | null>;
  };
}
