import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { fillManifest } from "./fillManifest.ts";
import { zip } from "./zip.ts";

// node appPackage/build.ts --bot-id <guid> --hostname <bot's public host>
//   [--teams-app-id <guid>, the bot's unless given] [--tab-client-id <guid>] [--out <file>]
const { values } = parseArgs({
  options: {
    "bot-id": { type: "string" },
    "teams-app-id": { type: "string" },
    hostname: { type: "string" },
    "tab-client-id": { type: "string" },
    out: { type: "string", default: "custodian.zip" },
  },
});

const read = (name: string) => readFile(new URL(name, import.meta.url));
const manifest = fillManifest((await read("manifest.json")).toString(), {
  BOT_ID: values["bot-id"] ?? "",
  TEAMS_APP_ID: values["teams-app-id"] ?? values["bot-id"] ?? "",
  PUBLIC_HOSTNAME: values.hostname ?? "",
  TAB_CLIENT_ID: values["tab-client-id"],
});
await writeFile(
  values.out,
  zip({
    "manifest.json": Buffer.from(manifest),
    "de.json": await read("de.json"),
    "color.png": await read("color.png"),
    "outline.png": await read("outline.png"),
  }),
);
console.log(`Wrote ${values.out}. Upload it in the Teams admin centre.`);
