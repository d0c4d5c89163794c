import { describe, expect, it } from "@jest/globals";
import { readFileSync, writeFileSync } from "node:fs";
import { loadConfig } from "../../../src/adapters/config/loadConfig.ts";
import { settingsTable } from "../../../src/domain/settings/variables.ts";
import { renderEnvExample, renderConfigurationTables } from "./documents.ts";

const envExample = new URL("../../../.env.example", import.meta.url);
const configuration = new URL(
  "../../../docs/configuration.md",
  import.meta.url,
);
const SECTION =
  /(?<=<!-- configuration -->\n)[^]*(?=\n<!-- \/?configuration -->)/;

// A new variable is documented by running these tests once with UPDATE_DOCUMENTS=1, then Prettier.
const update = process.env["UPDATE_DOCUMENTS"] === "1";

describe("the documents of the configuration", () => {
  it(".env.example holds every variable with its meaning and default", () => {
    if (update) writeFileSync(envExample, renderEnvExample());
    expect(readFileSync(envExample, "utf8")).toBe(renderEnvExample());
  });

  it("docs/configuration.md holds every variable with its meaning and default", () => {
    const text = readFileSync(configuration, "utf8");
    expect(text).toMatch(SECTION);
    if (update)
      writeFileSync(
        configuration,
        text.replace(SECTION, () => `\n${renderConfigurationTables()}\n`),
      );
    const written =
      SECTION.exec(readFileSync(configuration, "utf8"))?.[0] ?? "";
    expect(unpadded(written)).toBe(unpadded(renderConfigurationTables()));
  });

  it("a bot can start on .env.example once the required values are filled in", () => {
    const env = Object.fromEntries(
      renderEnvExample()
        .split("\n")
        .map((line) => line.replace(/^# (?=[A-Z_]+=)/, ""))
        .filter((line) => /^[A-Z_]+=/.test(line))
        .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
    );
    expect(Object.keys(env)).toEqual(settingsTable.map(({ name }) => name));
    const id = "0a1b2c3d-0000-4000-8000-000000000001";
    expect(
      loadConfig({
        ...env,
        BOT_ID: id,
        BOT_TYPE: "UserAssignedMSI",
        BOT_TENANT_ID: id,
        APPROVERS_GROUP_ID: id,
        ADMINS_GROUP_ID: id,
      }).storage,
    ).toEqual({ kind: "embedded", dataDir: "./data" });
  });
});

/** Prettier pads the columns of a table; the padding says nothing. */
function unpadded(markdown: string): string {
  return markdown.trim().replace(/ +/g, " ").replace(/-{3,}/g, "---");
}
