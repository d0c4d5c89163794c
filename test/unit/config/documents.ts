import {
  type SettingsRow,
  settingsTable,
} from "../../../src/domain/settings/variables.ts";

const HEADER = `# Custodian's settings. Copy this file to .env, fill it in, and start with
#   npx node --env-file=.env bot/main.ts
# A setting left out or left empty has its default. Nothing is read from here by itself.
`;

/** `.env.example`: what must be given stands open, the rest is commented out with its default. */
export function renderEnvExample(): string {
  return byGroup()
    .map(
      ([group, rows]) =>
        `\n# --- ${group} ---\n\n${rows.map(envEntry).join("\n")}`,
    )
    .reduce((text, part) => text + part, HEADER);
}

function envEntry(row: SettingsRow): string {
  const required = row.whenUnset === "required";
  const whenUnset = required ? "required" : `unset: ${plain(row.whenUnset)}`;
  const notes = [
    ...(row.defaultText === null ? [whenUnset] : []),
    ...(row.secret ? ["a secret"] : []),
  ];
  const meaning =
    plain(row.meaning) + (notes.length > 0 ? ` (${notes.join("; ")})` : "");
  const assignment = `${required ? "" : "# "}${row.name}=${row.defaultText ?? ""}`;
  return `${wrap(meaning)}\n${assignment}\n`;
}

function plain(markdown: string): string {
  return markdown.replaceAll("`", "");
}

function wrap(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = `${lines.at(-1)} ${word}`;
    if (line.length > 98) lines.push(` ${word}`);
    else lines[lines.length - 1] = line;
  }
  return lines.map((line) => `#${line}`).join("\n");
}

/** The tables of docs/configuration.md, as they stand between its markers. */
export function renderConfigurationTables(): string {
  return byGroup()
    .map(([group, rows]) =>
      [
        `**${group}**`,
        "",
        "| name | meaning | default |",
        "| --- | --- | --- |",
        ...rows.map(
          (row) =>
            `| \`${row.name}\`${row.secret ? " (secret)" : ""} | ${row.meaning} | ${row.whenUnset} |`,
        ),
      ].join("\n"),
    )
    .join("\n\n");
}

function byGroup(): [string, SettingsRow[]][] {
  return [...Map.groupBy(settingsTable, (row) => row.group)];
}
