import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { BUILT_PAGES, openTabPages } from "../../../bot/tab/pages.ts";

const LIMIT_BYTES = 250_000;

it.each(["br", "gzip"])(
  "the tab's first view is under 250 KB in code, styles and words, sent as %s",
  async (encoding) => {
    const pages = await openTabPages("https://bot.contoso.com");
    if (!pages)
      throw new Error("The tab was not built; npm run prepare does it.");
    const fetched = new Map<string, number>();
    /** What the page names, what that imports at once, and so on; imports that come later are not in it. */
    const fetchAll = (path: string): void => {
      if (fetched.has(path)) return;
      const plain = pages.answer(path, {});
      expect(plain.status).toBe(200);
      const sent = pages.answer(path, { "accept-encoding": encoding });
      expect(sent.headers["content-encoding"]).toBe(encoding);
      fetched.set(path, sent.body?.length ?? 0);
      const text = String(plain.body);
      for (const [, name = ""] of text.matchAll(
        /(?:src|href)="\/tab\/([^"]+)"|\bfrom"\.\/([^"]+)"|\bimport"\.\/([^"]+)"/g,
      ))
        fetchAll(`/tab/${name}`);
    };
    fetchAll("/tab/");
    // A person's language is one of them, the longest one at worst.
    const messages = (await readdir(join(BUILT_PAGES, "assets"))).filter(
      (name) => /^_messages_\w\w-.*\.js$/.test(name),
    );
    expect(messages.length).toBeGreaterThan(1);
    const longest = Math.max(
      ...messages.map(
        (name) =>
          pages.answer(`/tab/assets/${name}`, { "accept-encoding": encoding })
            .body?.length ?? Infinity,
      ),
    );

    const total = longest + [...fetched.values()].reduce((a, b) => a + b, 0);
    expect([...fetched.keys()].some((name) => name.endsWith(".js"))).toBe(true);
    expect(total).toBeLessThan(LIMIT_BYTES);
  },
);
