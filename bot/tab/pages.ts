import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

/** A file of the tab as it was asked for, headers included. */
interface PageAnswer {
  readonly status: 200 | 304 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export interface TabPages {
  /**
   * @param path as in the URL, from `/tab` on; `/tab/` is the page.
   * @param headers those of the request that choose an encoding or say what the client has already.
   */
  answer(
    path: string,
    headers: {
      readonly "accept-encoding"?: string | undefined;
      readonly "if-none-match"?: string | undefined;
    },
  ): PageAnswer;
}

interface Asset {
  readonly type: string;
  readonly content: Buffer;
  readonly encoded: ReadonlyMap<string, Buffer>;
  readonly etag: string;
}

export const BUILT_PAGES = join(import.meta.dirname, "web/dist");

/** Better ones first. */
const ENCODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

const PAGE = "index.html";

/**
 * Reads the built pages into memory: they are a megabyte, and a path that is none of theirs cannot reach another file.
 *
 * @param publicUrl the bot's own address as browsers know it.
 * @returns null when they were not built: `npm run prepare` does.
 */
export async function openTabPages(
  publicUrl: string,
  folder: string = BUILT_PAGES,
): Promise<TabPages | null> {
  const assets = await readAssets(folder);
  if (!assets.has(PAGE)) return null;
  const always = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    vary: "accept-encoding",
  };
  const policy = contentSecurityPolicy(publicUrl);

  return {
    answer(path, headers) {
      const name = path.replace(/^\/tab\/?/, "") || PAGE;
      const asset = assets.get(name);
      if (!asset)
        return {
          status: 404,
          headers: { ...always, "cache-control": "no-store" },
          body: null,
        };
      const said = {
        ...always,
        etag: asset.etag,
        "cache-control": name.startsWith("assets/")
          ? // Its name changes with its content.
            "public, max-age=31536000, immutable"
          : "no-cache",
        ...(name === PAGE ? { "content-security-policy": policy } : {}),
      };
      if (headers["if-none-match"]?.includes(asset.etag))
        return { status: 304, headers: said, body: null };
      const [encoding, body] = choose(asset, headers["accept-encoding"]);
      return {
        status: 200,
        headers: {
          ...said,
          "content-type": asset.type,
          "content-length": String(body.length),
          ...(encoding ? { "content-encoding": encoding } : {}),
        },
        body,
      };
    },
  };
}

async function readAssets(folder: string): Promise<ReadonlyMap<string, Asset>> {
  const files = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const contents = new Map(
    await Promise.all(
      files
        .filter((file) => file.isFile())
        .map(async (file) => {
          const path = join(file.parentPath, file.name);
          const name = relative(folder, path).split(sep).join("/");
          return [name, await readFile(path)] as const;
        }),
    ),
  );
  const assets = new Map<string, Asset>();
  for (const [name, content] of contents) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    assets.set(name, {
      type,
      content,
      encoded: new Map(
        ENCODINGS.flatMap(([encoding, suffix]) => {
          const encoded = contents.get(name + suffix);
          return encoded ? [[encoding, encoded] as const] : [];
        }),
      ),
      // Weak, as it is the same for every encoding.
      etag: `W/"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"`,
    });
  }
  return assets;
}

function choose(asset: Asset, accepted = ""): readonly [string | null, Buffer] {
  const wanted = new Map(
    accepted.split(",").map((part) => {
      const [name = "", ...parameters] = part.trim().split(";");
      const refused = parameters.some((p) => /^\s*q=0(\.0*)?\s*$/.test(p));
      return [name.trim().toLowerCase(), !refused];
    }),
  );
  for (const [encoding] of ENCODINGS) {
    const encoded = asset.encoded.get(encoding);
    if (encoded && wanted.get(encoding)) return [encoding, encoded];
  }
  return [null, asset.content];
}

/**
 * Those that may show the tab: the hosts that Microsoft documents for tabs
 * (learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements), and Teams of the US government, which
 * teams-js knows as well.
 */
const HOSTS = [
  "https://*.cloud.microsoft",
  "https://teams.microsoft.com",
  "https://*.teams.microsoft.com",
  "https://*.microsoft365.com",
  "https://*.office.com",
  "https://outlook.office365.com",
  "https://outlook-sdf.office365.com",
  "https://teams.microsoft.us",
  "https://*.teams.microsoft.us",
];

/** The base64 SHA-256 of nothing. */
const EMPTY_STYLE = `'sha256-${createHash("sha256").digest("base64")}'`;

/**
 * @param publicUrl when it is loopback, as in the demo, its own origin may show the tab, too: a stand-in for Teams
 * runs there.
 */
export function contentSecurityPolicy(publicUrl: string): string {
  const { origin, hostname } = new URL(publicUrl);
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  return [
    "default-src 'none'",
    "script-src 'self'",
    // Griffel, Fluent's way to style, adds empty <style> elements and fills them with insertRule, which needs no more
    // than an empty element. A style element with any text in it stays forbidden.
    `style-src 'self' ${EMPTY_STYLE}`,
    "img-src 'self'",
    "font-src 'self'",
    // teams-js would fetch the newest list of Teams' hosts from res.cdn.office.net. It is left to the list it was
    // released with (see web/ownHostList.ts): who may show the tab is said below anyway, and nobody's use of it is
    // told to a third party.
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${[...HOSTS, ...(isLoopback ? [origin] : [])].join(" ")}`,
  ].join("; ");
}

function isMissing(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ENOENT"
  );
}
