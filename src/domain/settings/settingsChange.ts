import type { ChannelId, ChosenChannel } from "../channels/channel.ts";
import type { Message } from "../message.ts";
import type { UserId } from "../people/user.ts";
import type { ExcludedKind } from "./exclusions.ts";
import type { FormFaults, FormTexts } from "./formText.ts";
import type { LastChange } from "./lastChanges.ts";
import type { SettingValues } from "./settings.ts";

/** What a form of the settings is drawn from. */
export interface SettingsPage {
  readonly version: number;
  readonly values: SettingValues;
  /** The channels that can be given a scope: those in use, first chosen first. */
  readonly channels: readonly ChannelId[];
  /** Every channel that was chosen, lost ones too, with its names. */
  readonly chosen: readonly ChosenChannel[];
  readonly changedByAdmins: readonly (keyof SettingValues)[];
  /** What came of reading the groups of exclusions last; left out for those that were not read yet. */
  readonly groups?: { readonly [Kind in ExcludedKind]?: GroupReading };
  /** Who stored this version. */
  readonly lastChange: LastChange;
  /** Who changed each field last, by its id; without those that nobody changed. */
  readonly lastChanges: Readonly<Record<string, LastChange>>;
  /** Display names of people named above, where they are known. */
  readonly names: Readonly<Record<UserId, string>>;
}

/** A group of exclusions, as it was read last. */
export interface GroupReading {
  /** Null when it never was. */
  readonly readAt: Date | null;
  /** When it could not be read since; null where it could. */
  readonly failedAt: Date | null;
}

export type OpenedSettings =
  | { readonly kind: "page"; readonly page: SettingsPage }
  | { readonly kind: "refused"; readonly message: Message };

/** A filled-in form. Everything in it is the sender's choice. */
export interface SettingsChange {
  /** Of the settings that the form showed. */
  readonly version: number;
  readonly texts: FormTexts;
  readonly changedBy: UserId;
}

export type SettingsChangeResult =
  | {
      readonly kind: "saved" | "unchanged";
      readonly page: SettingsPage;
      /** New technicians whom Entra does not know: perhaps a typing error. */
      readonly unknownTechnicians: readonly string[];
    }
  /** Nothing was stored. `faults` are all there are. */
  | {
      readonly kind: "faulty";
      readonly page: SettingsPage;
      readonly faults: FormFaults;
      /** Display names of the people in it who were found, by the object id or UPN that named them. */
      readonly names: Readonly<Record<string, string>>;
    }
  /** Someone else saved since the form was made. Nothing was stored; `page` is what they left. */
  | {
      readonly kind: "stale";
      readonly page: SettingsPage;
      /** The fields that they changed, with what stands there now, by their ids. */
      readonly meanwhile: FormTexts;
      /** What was typed and does not stand in the form that was sent: to be saved over what they left, or not. */
      readonly typed: FormTexts;
    }
  | { readonly kind: "refused"; readonly message: Message };
