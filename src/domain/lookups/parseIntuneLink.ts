import type { DeviceId } from "../devices/device.ts";
import type { UserId } from "../people/user.ts";
import type { LookedUp } from "./lookup.ts";

/** Longer than any link the portals make; nobody waits for more to be taken apart. */
const MAX_LINK_LENGTH = 4_096;

/** Intune's admin centre under both of its names, and the portal it came from. */
const HOSTS: ReadonlySet<string> = new Set([
  "intune.microsoft.com",
  "endpoint.microsoft.com",
  "portal.azure.com",
]);

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * Reads which device or user a link into Intune's admin centre shows. Never throws, whatever the text.
 *
 * The portals keep all of it in the fragment: `#view/<extension>/<blade>/~/<page>/<parameter>/<value>…`, formerly
 * `#blade/…`, a `@tenant` before it, and percent-encoded once or twice by whatever passed the link on. A page within
 * a blade and further parameters do not matter. No published grammar: these are the forms the portals show.
 *
 * @returns null for every other link.
 */
export function parseIntuneLink(text: string): LookedUp | null {
  if (text.length > MAX_LINK_LENGTH) return null;
  const url = URL.parse(text.trim());
  if (url?.protocol !== "https:" || url.port !== "") return null;
  // What stands before an @ is shown to people as if it were the host.
  if (url.username !== "" || url.password !== "") return null;
  if (!HOSTS.has(url.hostname)) return null;
  const segments = decode(url.hash.slice(1))?.split("/") ?? [];

  const device = findParameter(segments, /^microsoft_intune/, [
    "mdmdeviceid",
    "manageddeviceid",
  ]);
  if (device) return { kind: "device", id: device as DeviceId };
  const user = findParameter(segments, /^microsoft_(aad|intune)/, ["userid"]);
  return user ? { kind: "user", id: user as UserId } : null;
}

/** The parameter's value in the last blade that has it: blades that were opened from another one stand after it. */
function findParameter(
  segments: readonly string[],
  extension: RegExp,
  names: readonly string[],
): string | null {
  let found: string | null = null;
  let isInExtension = false;
  for (const [at, segment] of segments.entries()) {
    const name = segment.toLowerCase();
    // What passes a link on may put parameters of its own behind it.
    const [part = ""] = (segments[at + 1] ?? "").toLowerCase().split("?", 1);
    const value = part.replace(/^\{(.*)\}$/, "$1");
    if (name === "view" || name === "blade")
      isInExtension = extension.test(value);
    else if (isInExtension && names.includes(name) && isId(value))
      found = value;
  }
  return found;
}

function isId(text: string): boolean {
  return GUID.test(text) && text !== NOBODY;
}

/** Null when it is not well-formed, at whatever depth. */
function decode(fragment: string): string | null {
  let text = fragment;
  try {
    for (let depth = 0; depth < 3 && text.includes("%"); depth++)
      text = decodeURIComponent(text);
    return text;
  } catch {
    return null;
  }
}
