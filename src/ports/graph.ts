import type { Device, DeviceId } from "../domain/devices/device.ts";
import type { ListedDevice } from "../domain/devices/directory.ts";
import type { PersonRef, User, UserId } from "../domain/people/user.ts";

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

export interface DevicePage {
  readonly devices: readonly ListedDevice[];
  /** For the next page; null after the last one. */
  readonly next: string | null;
  /** How many devices there are in all pages, by Intune's own count; null when it does not tell. */
  readonly expected: number | null;
}

export interface UserPage {
  readonly users: readonly User[];
  /** For the next page; null after the last one. */
  readonly next: string | null;
}

/** A person's change of a primary user in Intune, as its audit log tells. */
export interface LoggedChange {
  readonly deviceId: DeviceId;
  /** Their user principal name. */
  readonly by: string;
  readonly at: Date;
}

/** What a Remediation's detection script printed on a device when it ran last. */
export interface PrintedOutput {
  readonly deviceId: DeviceId;
  /** Null where it printed nothing. */
  readonly text: string | null;
  /** When Intune was told; null where it does not say. */
  readonly at: Date | null;
}

export interface OutputPage {
  readonly outputs: readonly PrintedOutput[];
  /** For the next page; null after the last one. */
  readonly next: string | null;
}

/** Somebody signed in to Windows on a device, and Entra was asked: not when they unlocked it, nor without a network. */
export interface SignIn {
  /** Lower case. */
  readonly entraDeviceId: string;
  readonly userId: UserId;
  readonly at: Date;
}

export interface SignInPage {
  readonly signIns: readonly SignIn[];
  /** For the next page; null after the last one. */
  readonly next: string | null;
}

/**
 * Microsoft Graph in our words. Every call passes the tenant-wide limiter, has a time-out and throws only the
 * errors of `graphErrors.ts`; reads are retried, writes never are: after a doubtful write the caller reads first.
 */
export interface Graph {
  readonly devices: {
    /** Null when Intune does not know the device. */
    find(id: DeviceId, options?: CallOptions): Promise<Device | null>;
    /**
     * With compliance, enrolment and last logons, as a list shows them. Its `listedUser` may be the enrolling user.
     */
    findListed(
      id: DeviceId,
      options?: CallOptions,
    ): Promise<ListedDevice | null>;
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
    /**
     * One page, of at most 1,000, of the tenant's devices. One that Graph describes in a way it does not document is
     * left out, and counted in the log.
     *
     * @param changedSince only those that checked in after this; null for all.
     * @param cursor `next` of the page before; null for the first page.
     * @throws {GraphCursorExpired} the cursor is too old: begin again.
     */
    list(changedSince: Date | null, cursor: string | null): Promise<DevicePage>;
  };
  readonly primaryUsers: {
    /**
     * The truth: `managedDevices/{id}/users`. Null for a shared device.
     *
     * @throws {GraphNotFound} Intune does not know the device.
     */
    get(deviceId: DeviceId, options?: CallOptions): Promise<PersonRef | null>;
    /**
     * Looks at the primary user and, where `isDue` says so of it, writes `userId` at once; null makes it a shared
     * device. All waiting is done before the look, and none between look and write: what somebody else changes is
     * written over only if it comes within that one round trip.
     *
     * Resolves when Intune took the write, or when `isDue` said no. `/users` may lag by ten minutes. What is thrown
     * before `isDue` was asked wrote nothing.
     *
     * @throws {GraphNotFound} the device is gone.
     */
    change(
      deviceId: DeviceId,
      userId: UserId | null,
      isDue: (shown: PersonRef | null) => boolean,
    ): Promise<void>;
  };
  readonly intuneLog: {
    /**
     * Changes of primary users that people made in Intune after this, in no order; what applications did, ours above
     * all, is left out. Not all of them where there are very many. The log may tell a change minutes late.
     *
     * @throws {GraphForbidden} the log needs a permission of its own, which need not be granted.
     */
    listPrimaryUserChanges(after: Date): Promise<readonly LoggedChange[]>;
  };
  readonly remediations: {
    /**
     * One page of what a Remediation's detection script printed, a device each. Its size is Intune's to say. What
     * Intune does not say the device of is left out, and counted in the log.
     *
     * @param cursor `next` of the page before; null for the first page.
     * @throws {GraphNotFound} there is no such Remediation.
     * @throws {GraphForbidden} outputs need a permission of their own, which need not be granted.
     * @throws {GraphCursorExpired} the cursor is too old: begin again.
     */
    listOutputs(scriptId: string, cursor: string | null): Promise<OutputPage>;
    /** What it printed on one device; null where it has not run there. */
    findOutput(
      scriptId: string,
      deviceId: DeviceId,
    ): Promise<PrintedOutput | null>;
    /**
     * Has the device run it at once. Resolves when Intune took that down; a device that is off does not run it.
     *
     * @throws {GraphNotFound} the device is gone.
     */
    run(scriptId: string, deviceId: DeviceId): Promise<void>;
  };
  readonly signIns: {
    /**
     * One page, of at most 1,000, of the sign-ins to Windows that succeeded in this time, in no order. Entra may tell
     * one hours late, and keeps them for 30 days. The service is slow: a page may have to wait some seconds.
     *
     * @param cursor `next` of the page before; null for the first page.
     * @throws {GraphCursorExpired} the cursor is too old: begin this time again.
     * @throws {GraphNotLicensed} the tenant has no licence with which Entra tells them.
     * @throws {GraphForbidden} they need a permission of their own, which need not be granted.
     */
    list(
      time: { readonly from: Date; readonly until: Date },
      cursor: string | null,
    ): Promise<SignInPage>;
  };
  readonly users: {
    /** By object id or UPN. Null when Entra does not know the name. */
    find(idOrUpn: string, options?: CallOptions): Promise<User | null>;
    /**
     * One page, of at most 999, of the tenant's users, guests and disabled accounts included. Those of which Entra
     * says too little are left out, and counted in the log.
     *
     * @param cursor `next` of the page before; null for the first page.
     * @throws {GraphCursorExpired} the cursor is too old: begin again.
     */
    list(cursor: string | null): Promise<UserPage>;
    /** Null when there is no such user, they have no manager, or the manager is no user. */
    findManager(idOrUpn: string, options?: CallOptions): Promise<User | null>;
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
    /**
     * The Entra device id of every device in the group, nested membership included; lower case.
     *
     * @throws {GraphForbidden} its devices may not be read.
     */
    listDeviceMembers(
      groupId: GroupId,
      options?: CallOptions,
    ): Promise<readonly string[]>;
  };
  readonly entraDevices: {
    /** By Entra device id (the certificate's CN), not by object id. Null when unknown. */
    find(
      entraDeviceId: string,
      options?: CallOptions,
    ): Promise<EntraDevice | null>;
  };
}

/** Graph with the part of the tenant's limits that is kept for decisions and what follows from them. */
export interface TenantGraph extends Graph {
  /**
   * For who decides, and for applying, verifying and undoing: a fifth of the burst is theirs alone, however
   * many reports, look-ups and sweeps ask.
   */
  readonly forDecisions: Graph;
}
