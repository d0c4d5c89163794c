import type { ChannelScope, SettingValues } from "./settings.ts";

/** A channel's scope; null when it has none, or one that names nothing. */
export function findScopeOf(
  channelId: string,
  scopes: SettingValues["channelScopes"],
): ChannelScope | null {
  const scope = Object.hasOwn(scopes, channelId) ? scopes[channelId] : null;
  return scope && scope.categories.length + scope.namePrefixes.length > 0
    ? scope
    : null;
}

/** A device is in a scope by its category or by how its name begins; one of the two is enough. */
export function fitsScope(
  device: { readonly name: string; readonly category: string | null },
  { categories, namePrefixes }: ChannelScope,
): boolean {
  const category = fold(device.category ?? "");
  const name = fold(device.name);
  return (
    (category !== "" && categories.some((one) => fold(one) === category)) ||
    namePrefixes.some((prefix) => {
      const start = fold(prefix);
      return start !== "" && name.startsWith(start);
    })
  );
}

function fold(text: string): string {
  return text.trim().normalize("NFC").toLowerCase();
}
