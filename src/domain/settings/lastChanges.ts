import { fieldsChanged } from "./settingsForm.ts";
import type { FormTexts } from "./formText.ts";
import type { UserId } from "../people/user.ts";

/** Who changed something, and when. */
export interface LastChange {
  /** Null for the environment. */
  readonly by: UserId | null;
  readonly at: Date;
}

/** A version of the settings, as its form shows it. */
export interface ShownVersion {
  readonly texts: FormTexts;
  readonly changedBy: UserId | null;
  readonly changedAt: Date;
}

/**
 * Who changed each field last, by its id.
 *
 * @param versions newest first. A field that stayed the same in all of them is left out.
 */
export function lastChanges(
  versions: readonly ShownVersion[],
): Readonly<Record<string, LastChange>> {
  const found: Record<string, LastChange> = {};
  for (const [index, version] of versions.entries()) {
    const before = versions[index + 1];
    if (!before) break;
    for (const id of fieldsChanged(before.texts, version.texts))
      found[id] ??= { by: version.changedBy, at: version.changedAt };
  }
  return found;
}
