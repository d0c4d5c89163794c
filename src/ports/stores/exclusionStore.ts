import type { ExcludedKind } from "../../domain/settings/exclusions.ts";
import type { GroupId } from "../graph.ts";

/** What is known of a group of excluded devices or people. */
export interface ExcludedGroup {
  readonly groupId: GroupId;
  /** When its members were read last; null when they never were. */
  readonly readAt: Date | null;
  /** The last reading, where that failed since; null where it did not. */
  readonly failed: { readonly at: Date; readonly code: string } | null;
}

/** The members of the groups that the settings exclude, as they were read last. One group of a kind is kept. */
export interface ExclusionStore {
  find(kind: ExcludedKind): Promise<ExcludedGroup | null>;

  /**
   * Puts these members in place of all others of this kind.
   *
   * @param members Entra device ids, or object ids of people; lower case.
   * @returns whether anybody was added or left.
   */
  replace(
    kind: ExcludedKind,
    groupId: GroupId,
    members: readonly string[],
    at: Date,
  ): Promise<boolean>;

  /** Notes that a group could not be read. What was read of it before stays; what was of another group goes. */
  noteFailure(
    kind: ExcludedKind,
    groupId: GroupId,
    failed: NonNullable<ExcludedGroup["failed"]>,
  ): Promise<void>;

  /** Who of these is a member of this group; nobody while another one is kept. */
  listAmong(
    kind: ExcludedKind,
    groupId: string,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>>;
}
