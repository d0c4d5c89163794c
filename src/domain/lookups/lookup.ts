import type {
  DirectoryDevice,
  ListedDevice,
  UsedDevice,
} from "../devices/directory.ts";
import type { DeviceId } from "../devices/device.ts";
import type { PersonRef, User, UserId } from "../people/user.ts";
import type { Contradicted } from "../evidence/agreement.ts";
import type {
  DaysOfEvidence,
  Proposal,
  SilenceReason,
} from "../proposals/proposal.ts";
import type { NotAskedAgain } from "../proposals/suppression.ts";
import type { DeviceExclusion } from "../settings/exclusions.ts";
import type { Message } from "../message.ts";

/** What somebody may see. */
export type Access =
  /**
   * Guests, people of other tenants, disabled accounts, and everybody whom Entra refuses to tell of; `message` says
   * why.
   */
  | { readonly kind: "none"; readonly message: Message }
  /**
   * Nothing yet: Entra has not said who they are. Whoever asks again in a moment may be told more; `message` says so.
   */
  | { readonly kind: "not-checked"; readonly message: Message }
  /** Devices and their primary users, and their own logons; not other people's logons and history. */
  | ({ readonly kind: "basic" } & AccountAge)
  /** The same for now: Entra has not said yet whether they may see the rest. `refusal` is why, where it never will. */
  | ({
      readonly kind: "undecided";
      readonly refusal?: Message | null;
    } & AccountAge)
  | ({ readonly kind: "full" } & AccountAge);

interface AccountAge {
  /** When the account was read, where Entra did not answer now and it is taken as it was then. */
  readonly accountReadAt?: Date;
}

/** Of somebody who may look things up at all. */
export type GrantedAccess = Extract<
  Access,
  { readonly kind: "basic" | "undecided" | "full" }
>;

/** Who looks something up, and how long Microsoft may take to answer. */
export interface LookUpOptions {
  readonly asker: UserId;
  readonly access: GrantedAccess;
  readonly budgetMs: number;
}

/** The same, and which of a person's devices are asked for. */
export interface UserLookUpOptions extends LookUpOptions {
  /** From 0; the last one when there are not so many. The first unless given. */
  readonly page?: number;
  /** Others read along: without what the person uses and does not own. */
  readonly ownedOnly?: boolean;
}

/** A person's devices on one page: those they own and, when these end, those they use. */
export const USER_PAGE = 10;

/** Whether what is shown was read now, or is what the sweep saw. */
export type Freshness =
  | { readonly kind: "live" }
  | {
      readonly kind: "directory";
      readonly seenAt: Date;
      /** Why it could not be read, where time does not cure it: what was merely late can be read later. */
      readonly refusal?: Message | null;
    };

/** Since when a device has its primary user, and by what. `at` is null where nobody wrote it down. */
export type OwnedSince =
  | { readonly by: "custodian"; readonly at: Date; readonly proposal: Proposal }
  | { readonly by: "enrolment"; readonly at: Date | null }
  /** Changed by somebody else, in Intune or by another tool. */
  | { readonly by: "elsewhere"; readonly at: Date | null }
  | { readonly by: "unknown"; readonly at: null };

/** Somebody who logged on to a device lately. */
export interface SeenUser {
  /** Null when Entra does not know them. */
  readonly person: PersonRef | null;
  /** As the source names them: a UPN or an object id. */
  readonly name: string;
  /** In the window of the report; null where only the last logon is known. */
  readonly logons: number | null;
  readonly lastAt: Date | null;
}

/** How sure it is that the primary user is the person who uses the device. */
export type Confidence =
  | "uses-it-most"
  | "uses-it"
  | "others-use-it-more"
  | "not-seen"
  | "shared"
  | "no-evidence"
  /** Whoever asks may not see other people's logons. */
  | "not-shown"
  /** Entra has not said yet whether they may. */
  | "not-shown-yet";

export type AccountMark = "deleted" | "disabled" | "guest";

/** Answer to `who <device>` and `device <device>`. */
export interface DeviceAnswer {
  /** Its `listedUser` is the primary user below. */
  readonly device: ListedDevice;
  readonly freshness: Freshness;
  readonly primaryUser: {
    readonly person: PersonRef;
    readonly department: string | null;
    readonly officeLocation: string | null;
    readonly manager: PersonRef | null;
    /** Entra did not say in time who it is. */
    readonly isManagerLate: boolean;
    /** What keeps the person from being an ordinary one; Entra does not know the deleted. */
    readonly account?: readonly AccountMark[];
  } | null;
  readonly since: OwnedSince;
  /** Most logons, then newest first. Only their own where whoever asks may not see other people's. */
  readonly seen: readonly SeenUser[];
  /** Why Entra does not say whether whoever asks may see other people's logons, where asking again does not help. */
  readonly accessRefusal?: Message | null;
  /** When the evidence for `seen` was read; null without any. */
  readonly seenAt: Date | null;
  readonly confidence: Confidence;
  /** Who was there on which of the last days; null where nothing tells of days, or they may not be seen. */
  readonly days?: DaysOfEvidence | null;
  /**
   * What sources of evidence say against each other about who was there; null where they do not. `not-shown`: they do,
   * and whoever asks may not see other people's logons.
   */
  readonly contradiction?: Contradicted | "not-shown" | null;
  /** Whether it is for everybody who may look, so that it may stand where others read along. */
  readonly isConfidenceForAll: boolean;
  /**
   * The one about it that is open or being carried out; null for none. Without its evidence, as `since` is, where
   * whoever asks may not see other people's logons.
   */
  readonly proposal: Proposal | null;
  /**
   * Who uses it more than its primary user does and may become that; null for nobody, while another proposal is open,
   * and where whoever asks may not see other people's logons.
   */
  readonly suggested?: PersonRef | null;
  /** See `Access`. */
  readonly accountReadAt?: Date | null;
  /** What keeps evidence from asking about it, or about a change of it; left out where nothing does. */
  readonly notAsked?: NotAsked;
  /** Where Intune's admin centre shows it. */
  readonly intuneUrl: string;
}

/** Each as far as it holds. */
export interface NotAsked {
  readonly exclusion: DeviceExclusion | null;
  /** Until an admin lifts it. */
  readonly silence: SilenceReason | null;
  /** Only where whoever asks may see other people's logons and history. */
  readonly changes: readonly NotAskedAgain[];
}

/** Answer to `user <user>`. */
export interface UserAnswer {
  readonly user: User;
  readonly freshness: Freshness;
  readonly manager: PersonRef | null;
  /** Entra did not say in time who it is. */
  readonly isManagerLate: boolean;
  /** Devices whose primary user they are, as the directory has them, by name: those on this page. */
  readonly owned: readonly DirectoryDevice[];
  readonly ownedTotal: number;
  /**
   * Devices they logged on to lately and do not own, newest first: those on this page, which begin where `owned`
   * ends. Known by the last logons that Intune lists, or by a device's own report within the window of evidence. Null
   * when whoever asks may not see them, or others read along.
   */
  readonly used: readonly UsedDevice[] | null;
  readonly usedTotal: number;
  /** Of both lists, one after the other; from 0. */
  readonly page: number;
  /** At least 1. */
  readonly pages: number;
  /** When the one of all these that was not seen for the longest was seen; null without any. */
  readonly devicesSeenAt: Date | null;
  /** Entra has not said yet whether whoever asks may see `used`. */
  readonly isUndecided?: boolean;
  /** Why not, where asking again does not help. */
  readonly accessRefusal?: Message | null;
  /** See `Access`. */
  readonly accountReadAt?: Date | null;
  readonly entraUrl: string;
}

/** What somebody looked at: for the list of their recent look-ups. */
export type LookedUp =
  | { readonly kind: "device"; readonly id: DeviceId }
  | { readonly kind: "user"; readonly id: UserId };
