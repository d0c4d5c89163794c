/** What differs from one installation to the next. */
interface ManifestValues {
  /** The bot registration's application id. */
  readonly BOT_ID: string;
  /** Any GUID, kept for the life of the app in a tenant. */
  readonly TEAMS_APP_ID: string;
  /** The host of `PUBLIC_URL`, without scheme and port. */
  readonly PUBLIC_HOSTNAME: string;
  /** The registration that signs people in to the tab; the bot's own unless given. */
  readonly TAB_CLIENT_ID?: string | undefined;
}

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const HOSTNAME =
  /^(?=.{1,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,}$/i;

const shapes: Record<keyof Required<ManifestValues>, RegExp> = {
  BOT_ID: GUID,
  TEAMS_APP_ID: GUID,
  PUBLIC_HOSTNAME: HOSTNAME,
  TAB_CLIENT_ID: GUID,
};

/**
 * The address that Teams asks for tokens of, which the registration must have as its Application ID URI. One that is
 * a bot, too, is named as that.
 */
export function tabResourceOf(
  values: Pick<ManifestValues, "BOT_ID" | "PUBLIC_HOSTNAME" | "TAB_CLIENT_ID">,
): string {
  const { BOT_ID, TAB_CLIENT_ID = BOT_ID } = values;
  const name =
    TAB_CLIENT_ID.toLowerCase() === BOT_ID.toLowerCase()
      ? `botid-${BOT_ID}`
      : TAB_CLIENT_ID;
  return `api://${values.PUBLIC_HOSTNAME}/${name}`;
}

/**
 * Puts the values in the places of `${{NAME}}`.
 *
 * @throws {Error} naming every value that is missing or malformed, and every placeholder that has no value.
 */
export function fillManifest(template: string, given: ManifestValues): string {
  const values = {
    ...given,
    TAB_CLIENT_ID: given.TAB_CLIENT_ID ?? given.BOT_ID,
  };
  const names = Object.keys(shapes) as (keyof typeof shapes)[];
  const wrong: string[] = names.filter(
    (name) => !shapes[name].test(values[name]),
  );
  const filled = Object.entries({
    ...values,
    TAB_RESOURCE: tabResourceOf(values),
  }).reduce(
    (text, [name, value]) => text.replaceAll(`\${{${name}}}`, value),
    template,
  );
  for (const [, name] of filled.matchAll(/\$\{\{(.*?)\}\}/g))
    if (name !== undefined) wrong.push(name);
  if (wrong.length > 0)
    throw new Error(
      `Missing or malformed: ${[...new Set(wrong)].join(", ")}. Usage: node appPackage/build.ts --bot-id <guid> --hostname <host> [--teams-app-id <guid>] [--tab-client-id <guid>]`,
    );
  return filled;
}
