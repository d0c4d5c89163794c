import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { AppManifestUtils, type TeamsManifest } from "@microsoft/app-manifest";
import {
  fillManifest,
  tabResourceOf,
} from "../../../appPackage/fillManifest.ts";
import { ExtensionAction, ExtensionQuery } from "../../../bot/cards/verbs.ts";
import { LANGUAGES } from "../../../bot/messages/languages.ts";
import { audiencesOf } from "../../../bot/tab/api/authentication.ts";
import { zip } from "../../../appPackage/zip.ts";

const folder = new URL("../../../appPackage/", import.meta.url);
const template = readFileSync(new URL("manifest.json", folder), "utf8");
const values = {
  BOT_ID: "5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17",
  TEAMS_APP_ID: "0c6a3f0e-2f5b-4f0a-8a6e-8b1f2b9f5d21",
  PUBLIC_HOSTNAME: "custodian.contoso.com",
};
const manifest = JSON.parse(fillManifest(template, values)) as TeamsManifest & {
  bots: {
    scopes: string[];
    supportsFiles: boolean;
    commandLists: { scopes: string[]; commands: { title: string }[] }[];
  }[];
  composeExtensions: {
    botId: string;
    commands: {
      id: string;
      type: "query" | "action";
      title: string;
      context: string[];
      initialRun?: boolean;
      fetchTask?: boolean;
      parameters?: { name: string }[];
    }[];
    messageHandlers: { type: string; value: { domains: string[] } }[];
  }[];
};

describe("the Teams manifest", () => {
  it("follows the schema of its version", async () => {
    expect(await AppManifestUtils.validateAgainstSchema(manifest)).toEqual([]);
  });

  it("would be refused with something its schema does not know", async () => {
    const wrong = { ...manifest, colour: "blue" } as unknown as TeamsManifest;
    expect(await AppManifestUtils.validateAgainstSchema(wrong)).not.toEqual([]);
  });

  it("declares every scope, because Teams forbids card actions in one that is missing", () => {
    expect(manifest.bots).toHaveLength(1);
    expect(manifest.bots[0]?.scopes.toSorted()).toEqual([
      "groupChat",
      "personal",
      "team",
    ]);
    expect(
      manifest.bots[0]?.commandLists.flatMap(({ scopes }) => scopes).toSorted(),
    ).toEqual(["groupChat", "personal", "team"]);
  });

  it("asks for no files and no access to other people's messages", () => {
    expect(manifest.bots[0]?.supportsFiles).toBe(false);
    expect(manifest).not.toHaveProperty("authorization");
  });

  it("lists the channel's commands in a team alone", () => {
    for (const { scopes, commands } of manifest.bots[0]?.commandLists ?? [])
      expect(commands.some(({ title }) => title === "use this channel")).toBe(
        scopes.includes("team"),
      );
  });

  it.each([
    ["BOT_ID", ""],
    ["BOT_ID", "5b0c2f9e"],
    ["TEAMS_APP_ID", 'x", "a": "'],
    ["TAB_CLIENT_ID", "x"],
    ["PUBLIC_HOSTNAME", "https://custodian.contoso.com"],
    ["PUBLIC_HOSTNAME", "custodian.contoso.com/x"],
    ["PUBLIC_HOSTNAME", "localhost"],
  ])("is not filled with a %s of %j", (name, value) => {
    expect(() => fillManifest(template, { ...values, [name]: value })).toThrow(
      name,
    );
  });

  it("is not filled while a placeholder has no value", () => {
    expect(() => fillManifest("${{OTHER}}", values)).toThrow("OTHER");
  });
});

/** Of the schema that the manifest's own checker brings along, what a file of one language may hold. */
interface LocalizationSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, { maxLength?: number }>>;
  readonly patternProperties: Readonly<Record<string, { maxLength?: number }>>;
}

describe("the manifest's languages", () => {
  const { localizationInfo } = manifest as {
    localizationInfo?: {
      defaultLanguageTag: string;
      additionalLanguages: { languageTag: string; file: string }[];
    };
  };
  const others = localizationInfo?.additionalLanguages ?? [];
  const readStrings = (file: string) =>
    JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Record<
      string,
      string
    >;
  const schema = JSON.parse(
    readFileSync(
      fileURLToPath(
        new URL(
          `json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.Localization.schema.json`,
          import.meta.resolve("@microsoft/app-manifest"),
        ),
      ),
      "utf8",
    ),
  ) as LocalizationSchema;

  it("are those of the bot", () => {
    expect([
      localizationInfo?.defaultLanguageTag,
      ...others.map(({ languageTag }) => languageTag),
    ]).toEqual(LANGUAGES);
  });

  it.each(others.map(({ file }) => [file]))(
    "%s follows the schema of its version",
    (file) => {
      const strings = readStrings(file);
      expect(Object.keys(strings)).toEqual(
        expect.arrayContaining([...schema.required]),
      );
      for (const [key, text] of Object.entries(strings)) {
        const rule =
          schema.properties[key] ??
          Object.entries(schema.patternProperties).find(([pattern]) =>
            new RegExp(pattern).test(key),
          )?.[1];
        expect([key, rule]).not.toEqual([key, undefined]);
        expect([key, text.length <= (rule?.maxLength ?? Infinity)]).toEqual([
          key,
          true,
        ]);
      }
    },
  );

  it.each(others.map(({ file }) => [file]))(
    "%s has every text of the manifest but the commands, which are typed in English",
    (file) => {
      const { $schema, ...strings } = readStrings(file);
      expect($schema).toContain(`/v${manifest.manifestVersion}/`);
      expect(Object.keys(strings).sort()).toEqual(
        textsIn(manifest)
          .filter((key) => !/^bots.*\.title$/.test(key))
          .sort(),
      );
    },
  );

  it.each(others.map(({ file }) => [file]))(
    "%s shows how to type each command as it is typed",
    (file) => {
      const strings = readStrings(file);
      for (const [list, { commands }] of (
        manifest.bots[0]?.commandLists ?? []
      ).entries())
        for (const [index, command] of commands.entries()) {
          const { title, description } = command as typeof command & {
            description: string;
          };
          const key = `bots[0].commandLists[${list}].commands[${index}].description`;
          if (description.startsWith(`${title} <`))
            expect(strings[key]).toMatch(`${title} <`);
        }
    },
  );
});

/** The keys, as a file of one language has them, of everything in the manifest that people read. */
function textsIn(value: unknown, under = ""): string[] {
  if (Array.isArray(value))
    return value.flatMap((one, index) => textsIn(one, `${under}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const key = under === "" ? name : `${under}.${name}`;
    const isRead =
      /^(?:name|description)\.(?:short|full)$/.test(key) ||
      /^staticTabs\[\d+\]\.name$/.test(key) ||
      /\.(?:title|description)$/.test(key);
    return typeof inner === "string" && isRead ? [key] : textsIn(inner, key);
  });
}

describe("the message extension", () => {
  const [extension] = manifest.composeExtensions;
  const commands = extension?.commands ?? [];

  it("is the bot's, and declares the commands that the bot answers, and no others", () => {
    expect(manifest.composeExtensions).toHaveLength(1);
    expect(extension?.botId).toBe(values.BOT_ID);
    const idsOf = (wanted: string) =>
      commands.flatMap(({ type, id }) => (type === wanted ? [id] : [])).sort();
    expect(idsOf("query")).toEqual(Object.values(ExtensionQuery).sort());
    expect(idsOf("action")).toEqual(Object.values(ExtensionAction).sort());
  });

  it("asks as soon as a search is opened, for what was looked up lately", () => {
    for (const { type, initialRun, parameters } of commands)
      if (type === "query") {
        expect(initialRun).toBe(true);
        // Teams sends this name of its own accord: the search's own must be another.
        expect(parameters?.map(({ name }) => name)).not.toContain("initialRun");
        expect(parameters).toHaveLength(1);
      }
  });

  it("lets the bot draw the form of each action", () => {
    for (const { type, fetchTask } of commands)
      if (type === "action") expect(fetchTask).toBe(true);
    expect(
      commands.flatMap(({ id, context }) =>
        context.includes("message") ? [id] : [],
      ),
    ).toEqual([ExtensionAction.lookUpInMessage]);
  });

  it("unfurls links into the admin centre under each of its names", () => {
    expect(extension?.messageHandlers).toEqual([
      {
        type: "link",
        value: {
          domains: [
            "intune.microsoft.com",
            "endpoint.microsoft.com",
            "portal.azure.com",
          ],
        },
      },
    ]);
  });
});

describe("the personal tab", () => {
  const clientId = "9d5e1c44-2a0b-4f6e-8f55-1c2d3e4f5a6b";

  it("is served by the bot, beside the chat with it", () => {
    const { staticTabs } = manifest as unknown as {
      staticTabs: { entityId: string; contentUrl?: string; scopes: string[] }[];
    };
    expect(staticTabs.flatMap(({ contentUrl }) => contentUrl ?? [])).toEqual([
      `https://${values.PUBLIC_HOSTNAME}/tab/?theme={app.theme}`,
    ]);
    expect(staticTabs.map(({ entityId }) => entityId)).toContain(
      "conversations",
    );
    for (const { scopes } of staticTabs) expect(scopes).toEqual(["personal"]);
    expect(manifest.validDomains).toEqual([values.PUBLIC_HOSTNAME]);
  });

  it("asks for tokens that the bot takes, of its own registration or of the tab's", async () => {
    for (const TAB_CLIENT_ID of [undefined, clientId]) {
      const given = { ...values, TAB_CLIENT_ID };
      const filled = JSON.parse(
        fillManifest(template, given),
      ) as TeamsManifest & {
        webApplicationInfo: { id: string; resource: string };
      };
      expect(await AppManifestUtils.validateAgainstSchema(filled)).toEqual([]);
      const audiences = audiencesOf({
        botId: values.BOT_ID,
        clientId: TAB_CLIENT_ID ?? values.BOT_ID,
        publicUrl: `https://${values.PUBLIC_HOSTNAME}`,
      });
      const { id, resource } = filled.webApplicationInfo;
      expect(resource).toBe(tabResourceOf(given));
      expect(audiences).toEqual(expect.arrayContaining([id, resource]));
    }
  });
});

describe("the icons", () => {
  it.each([
    ["color.png", 192],
    ["outline.png", 32],
  ])("%s is a square of %d pixels", (file, size) => {
    const png = readFileSync(new URL(file, folder));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  });

  it("the outline is white on transparent", () => {
    for (const [red, green, blue, alpha] of pixelsOf(
      readFileSync(new URL("outline.png", folder)),
    ))
      if (alpha !== 0) expect([red, green, blue]).toEqual([255, 255, 255]);
  });
});

describe("zip", () => {
  it("writes an archive whose directory points at each file", () => {
    const archive = zip({
      "a.txt": Buffer.from("first"),
      "b.txt": Buffer.from("second"),
    });
    const end = archive.subarray(-22);
    expect(end.readUInt32LE(0)).toBe(0x06054b50);
    expect(end.readUInt16LE(10)).toBe(2);
    let entry = end.readUInt32LE(16);
    const read: Record<string, string> = {};
    for (let index = 0; index < 2; index++) {
      expect(archive.readUInt32LE(entry)).toBe(0x02014b50);
      const name = archive
        .subarray(entry + 46, entry + 46 + archive.readUInt16LE(entry + 28))
        .toString();
      const local = archive.readUInt32LE(entry + 42);
      expect(archive.readUInt32LE(local)).toBe(0x04034b50);
      const start = local + 30 + archive.readUInt16LE(local + 26);
      read[name] = archive
        .subarray(start, start + archive.readUInt32LE(entry + 24))
        .toString();
      entry += 46 + name.length;
    }
    expect(read).toEqual({ "a.txt": "first", "b.txt": "second" });
  });
});

/** The pixels of an 8-bit RGBA picture: its rows with PNG's five filters undone. */
function pixelsOf(png: Buffer): number[][] {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.subarray(at + 4, at + 8).toString() === "IDAT")
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * 4;
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x < 4 ? 0 : (out[y * stride + x - 4] ?? 0);
      const up = y === 0 ? 0 : (out[(y - 1) * stride + x] ?? 0);
      const corner =
        x < 4 || y === 0 ? 0 : (out[(y - 1) * stride + x - 4] ?? 0);
      const estimate = left + up - corner;
      const paeth = [left, up, corner].reduce((best, value) =>
        Math.abs(estimate - value) < Math.abs(estimate - best) ? value : best,
      );
      const predicted =
        [0, left, up, (left + up) >> 1, paeth][filter ?? 0] ?? 0;
      out[y * stride + x] =
        ((raw[y * (stride + 1) + 1 + x] ?? 0) + predicted) & 255;
    }
  }
  return Array.from({ length: width * height }, (_, index) => [
    ...out.subarray(index * 4, index * 4 + 4),
  ]);
}
