import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GRANTED_PERMISSIONS } from "../../simulator/cloud.ts";

const infra = join(import.meta.dirname, "../../../infra");

describe("the Graph permissions of an installation", () => {
  it("are granted by the script as the tests run with them", () => {
    const script = readFileSync(
      join(infra, "Grant-GraphPermissions.ps1"),
      "utf8",
    );
    const list = /\$permissions = @\(([^)]*)\)/.exec(script)?.[1] ?? "";

    expect(quotedIn(list, /'([^']+)'/g).sort()).toEqual(
      [...GRANTED_PERMISSIONS].sort(),
    );
  });

  it.each(["README.md", "../docs/install.md"])(
    "are each explained in infra/%s",
    (document) => {
      const text = readFileSync(join(infra, document), "utf8");

      expect(quotedIn(text, /^ *\| `([\w.]+\.All)` /gm).sort()).toEqual(
        [...GRANTED_PERMISSIONS].sort(),
      );
    },
  );
});

function quotedIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, quoted]) => quoted ?? "");
}
