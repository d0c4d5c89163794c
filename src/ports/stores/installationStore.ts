/** Conversation references of installations, as teamsfx keeps them: JSON under its own key. */
export interface InstallationStore {
  /** @returns false when the key was there and `overwrite` is false. */
  add(key: string, reference: unknown, overwrite: boolean): Promise<boolean>;
  remove(key: string): Promise<boolean>;
  /** In key order; `after` is the last key of the page before. */
  list(
    limit: number,
    after: string | null,
  ): Promise<readonly { readonly key: string; readonly reference: unknown }[]>;
  /** The personal conversation of a user, by Entra object id; null when there is none. */
  findPersonal(userId: string): Promise<unknown>;
  /** The same of several people, by lower-case ids; in no order, and without those who have none. */
  listPersonal(
    userIds: readonly string[],
  ): Promise<
    readonly { readonly userId: string; readonly reference: unknown }[]
  >;
}
