/** What differs from one installation to the next. */
export interface ManifestValues {
  /** The bot registration's application id. */
  readonly BOT_ID: string;
  /** Any GUID, kept for the life of the app in a tenant. */
  readonly TEAMS_APP_ID: string;
  /** The host of `PUBLIC_URL`, without scheme and port. */
  readonly PUBLIC_HOSTNAME: string;
}

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const HOSTNAME =
  /^(?=.{1,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,}$/i;

const shapes: Record<keyof ManifestValues, RegExp> = {
  BOT_ID: GUID,
  TEAMS_APP_ID: GUID,
  PUBLIC_HOSTNAME: HOSTNAME,
};

/**
 * Puts the values in the places of `${{NAME}}`.
 *
 * @throws {Error} naming every value that is missing or malformed, and every placeholder that has no value.
 */
export function fillManifest(template: string, values: ManifestValues): string {
  const names = Object.keys(shapes) as (keyof ManifestValues)[];
  const wrong: string[] = names.filter(
    (name) => !shapes[name].test(values[name]),
  );
  const filled = names.reduce(
    (text, name) => text.replaceAll(`\${{${name}}}`, values[name]),
    template,
  );
  for (const [, name] of filled.matchAll(/\$\{\{(.*?)\}\}/g))
    if (name !== undefined) wrong.push(name);
  if (wrong.length > 0)
    throw new Error(
      `Missing or malformed: ${[...new Set(wrong)].join(", ")}. Usage: node appPackage/build.ts --bot-id <guid> --teams-app-id <guid> --hostname <host>`,
    );
  return filled;
}
