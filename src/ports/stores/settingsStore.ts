import type { UserId } from "../../domain/people/user.ts";
import type {
  SettingValues,
  Settings,
} from "../../domain/settings/settings.ts";

export interface SettingsStore {
  /** The newest version; null before the first start. */
  current(): Promise<StoredSettings | null>;
  /** @returns null when there never was such a version. */
  find(version: number): Promise<StoredSettings | null>;
  /** Newest first. */
  listNewest(limit: number): Promise<readonly StoredSettings[]>;
  /**
   * Stores the next version.
   *
   * @returns false when `version` exists already: someone else was first.
   */
  save(next: StoredSettings): Promise<boolean>;
}

export interface StoredSettings extends Settings {
  /** The names that an admin changed in Teams; the others follow the environment. */
  readonly changedByAdmins: readonly (keyof SettingValues)[];
  /** Null for the environment. */
  readonly changedBy: UserId | null;
  readonly changedAt: Date;
}
