import type { ChannelId } from "../channels/channel.ts";
import type { ChannelScope, SettingValues } from "./settings.ts";

/**
 * What a channel in use gets: every proposal, those of its scope, those of no channel's scope, or none, because
 * another channel without a scope was chosen earlier.
 */
export type ChannelShare = "everything" | "its scope" | "the rest" | "nothing";

/** @param channels those in use, first chosen first. */
export function shareOf(
  channelId: ChannelId,
  channels: readonly ChannelId[],
  scopes: SettingValues["channelScopes"],
): ChannelShare {
  if (findScopeOf(channelId, scopes)) return "its scope";
  const unscoped = channels.filter((id) => !findScopeOf(id, scopes));
  if (unscoped[0] !== channelId) return "nothing";
  return unscoped.length === channels.length ? "everything" : "the rest";
}

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
