import { describe, expect, it } from "@jest/globals";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, "utf8");

/** The codes of all errors, as their classes name them. */
const codes = globSync("{src,bot}/**/*.ts", { cwd: root })
  .flatMap((path) => [...read(path).matchAll(/\bcode = "([a-z-]+\.[a-z-]+)"/g)])
  .map(([, code]) => code!)
  .toSorted();

/** A table names a code in full or, with `area.*`, all of an area. */
const namedIn = (document: string) => (code: string) => {
  const text = read(document);
  return (
    text.includes(`\`${code}\``) ||
    text.includes(`\`${code.replace(/\..*/, ".*")}\``)
  );
};

describe("the documents of the errors", () => {
  it("docs/operating.md names every code that an operator may meet", () => {
    expect(codes).toContain("graph.forbidden");
    expect(codes.filter((code) => !namedIn("docs/operating.md")(code))).toEqual(
      [],
    );
  });

  it("every code of a refused report is explained beside its intake", () => {
    const text = read("src/usecases/reports/README.md");
    const refusals = codes.filter((code) => code.startsWith("report."));
    expect(refusals).toHaveLength(7);
    for (const code of refusals) expect(text).toContain(`| \`${code}\` `);
  });
});
