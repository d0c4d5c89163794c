import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import {
  contentSecurityPolicy,
  openTabPages,
  type TabPages,
} from "../../../bot/tab/pages.ts";

const PUBLIC_URL = "https://bot.contoso.com";

describe("the tab's pages", () => {
  let folder: string;
  let pages: TabPages;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "custodian-pages-"));
    await mkdir(join(folder, "assets"));
    await writeFile(join(folder, "index.html"), "<!doctype html>");
    await writeFile(join(folder, "assets/main-a1.js"), "let a = 1;");
    await writeFile(join(folder, "assets/main-a1.js.br"), "as brotli");
    await writeFile(
      join(folder, "assets/main-a1.js.gz"),
      gzipSync("let a = 1;"),
    );
    await writeFile(join(folder, "secret.txt"), "no page of the tab");
    const opened = await openTabPages(PUBLIC_URL, folder);
    if (!opened) throw new Error("There are no pages.");
    pages = opened;
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("are none when they were not built", async () => {
    expect(await openTabPages(PUBLIC_URL, join(folder, "no"))).toBeNull();
  });

  it.each(["/tab", "/tab/", "/tab/index.html"])(
    "begin at %s, which is asked for anew each time and has its policy",
    (path) => {
      const { status, headers, body } = pages.answer(path, {});
      expect(status).toBe(200);
      expect(String(body)).toBe("<!doctype html>");
      expect(headers).toMatchObject({
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-cache",
        "content-security-policy": contentSecurityPolicy(PUBLIC_URL),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      });
    },
  );

  it("keep for ever what has its content in its name", () => {
    const { headers } = pages.answer("/tab/assets/main-a1.js", {});
    expect(headers["cache-control"]).toBe(
      "public, max-age=31536000, immutable",
    );
    expect(headers["content-type"]).toBe("text/javascript; charset=utf-8");
  });

  it.each([
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["br;q=0.001", "br"],
    ["identity", undefined],
    [undefined, undefined],
  ])("are sent to a client that takes %j as %s", (accepted, encoding) => {
    const { headers, body } = pages.answer("/tab/assets/main-a1.js", {
      "accept-encoding": accepted,
    });
    expect(headers["content-encoding"]).toBe(encoding);
    expect(headers["content-length"]).toBe(String(body?.length));
    expect(headers.vary).toBe("accept-encoding");
  });

  it("are not sent again to who has them", () => {
    const { etag } = pages.answer("/tab/", {}).headers;
    expect(pages.answer("/tab/", { "if-none-match": etag })).toMatchObject({
      status: 304,
      body: null,
    });
    expect(pages.answer("/tab/", { "if-none-match": 'W/"other"' }).status).toBe(
      200,
    );
  });

  it.each([
    "/tab/assets/main-b2.js",
    "/tab/assets/../secret.txt",
    "/tab/../../package.json",
    "/tab/%2e%2e/secret.txt",
    "/tab/secret.txt",
    "/tab/assets/main-a1.js.br",
    "/tab/__proto__",
  ])("are nothing but the tab's: %s", (path) => {
    expect(pages.answer(path, {})).toMatchObject({ status: 404, body: null });
  });
});

describe("the content security policy", () => {
  const directives = (publicUrl: string) =>
    new Map(
      contentSecurityPolicy(publicUrl)
        .split("; ")
        .map((directive) => {
          const [name = "", ...sources] = directive.split(" ");
          return [name, sources];
        }),
    );

  it("lets nothing run or be asked that is not the tab's own", () => {
    const policy = directives(PUBLIC_URL);
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.get("script-src")).toEqual(["'self'"]);
    expect(policy.get("connect-src")).toEqual(["'self'"]);
    expect(policy.get("base-uri")).toEqual(["'none'"]);
    expect(policy.get("form-action")).toEqual(["'none'"]);
  });

  it("lets a style element be inline only when it is empty", () => {
    const empty = createHash("sha256").update("").digest("base64");
    expect(directives(PUBLIC_URL).get("style-src")).toEqual([
      "'self'",
      `'sha256-${empty}'`,
    ]);
  });

  it("lets Microsoft's hosts show the tab over https, and nobody else", () => {
    const ancestors = directives(PUBLIC_URL).get("frame-ancestors") ?? [];
    expect(ancestors).toContain("https://*.cloud.microsoft");
    expect(ancestors).toContain("https://teams.microsoft.com");
    expect(
      ancestors.filter(
        (host) =>
          !/^https:\/\/(\*\.|[a-z-]+\.)*(cloud\.microsoft|microsoft\.(com|us)|microsoft365\.com|office\.com|office365\.com)$/.test(
            host,
          ),
      ),
    ).toEqual([]);
  });

  it("lets a page of its own origin show it where that is loopback only", () => {
    const own = (publicUrl: string) =>
      directives(publicUrl)
        .get("frame-ancestors")
        ?.includes(new URL(publicUrl).origin);
    expect(own("http://127.0.0.1:3978")).toBe(true);
    expect(own("http://localhost:3978/")).toBe(true);
    expect(own("https://127.0.0.1.evil.example")).toBe(false);
    expect(own(PUBLIC_URL)).toBe(false);
  });
});
