import type { PersonRef, UserId } from "../people/user.ts";
import type { StoredMessage } from "../message.ts";

/** Where the knowledge of a moment comes from. */
type MomentSource =
  /** Intune's `enrolledDateTime`. */
  | "enrolment"
  /** Intune's `lastSyncDateTime` of the first check-in that told a compliance state. */
  | "check-in"
  /** Intune's `usersLoggedOn`. */
  | "users-logged-on"
  /** A device's logon report. */
  | "device-report"
  /** Custodian's own proposal. */
  | "proposal"
  /** Intune showed the person as primary user before Custodian asked. */
  | "intune";

/** When a device got somewhere on its way to its person, and how that is known. */
export interface Moment {
  readonly at: Date;
  readonly source: MomentSource;
}

/** What the last logons of a device say about who has it. Pure result of `decideHandoff`. */
export type HandoffOutcome =
  /** Not staged, and it has a primary user: another rule's matter. */
  | { readonly kind: "not-concerned" }
  | {
      readonly kind: "waiting";
      readonly reason: "nobody-logged-on" | "no-real-person-yet";
    }
  /** Four or more people use it: it belongs to nobody. */
  | { readonly kind: "shared"; readonly people: number }
  | {
      readonly kind: "handed-off";
      readonly toUser: UserId;
      readonly loggedOnAt: Date;
      readonly reason: "staged" | "no-primary-user";
      /** The normalized UPN of the account that staged it; absent when none did, or nobody knows which. */
      readonly stagedBy?: string;
    };

/** A last logon with what is known of who it was, for the decision and for the card. */
export interface WeighedLogon {
  readonly userId: UserId;
  readonly at: Date;
  /** Null when Entra does not know the id. */
  readonly person: PersonRef | null;
  /** Why this one does not count as who has the device; null for those that do. */
  readonly why: StoredMessage | null;
}
