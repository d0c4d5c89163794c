import type { UserId } from "../people/user.ts";

/**
 * One entry of Intune's `usersLoggedOn`: who logged on to a device, and when last. It tells neither names nor counts.
 */
export interface LastLogon {
  readonly userId: UserId;
  readonly at: Date;
}
