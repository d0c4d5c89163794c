/** @returns null for what is no https address: `javascript:` and the like are no links. */
export function readLink(
  address: string,
): { readonly href: string; readonly isInTeams: boolean } | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, pathname, href } = new URL(address);
  if (protocol !== "https:") return null;
  return {
    href,
    isInTeams:
      /^teams\.(microsoft\.com|cloud\.microsoft|microsoft\.us)$/.test(
        hostname,
      ) && pathname.startsWith("/l/"),
  };
}
