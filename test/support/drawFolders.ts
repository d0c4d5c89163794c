import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");

/** The folders of `bot/` and `src/` and what they import, read by dependency-cruiser, in Markdown. */
export async function drawFolders(): Promise<string> {
  const imports = await readImports();
  const floors = [...new Set([...imports.keys()].map(floorOf))].toSorted();
  return [
    "```text",
    floors.map((floor) => draw(floor, imports)).join("\n\n"),
    "```",
  ].join("\n");
}

type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** By folder, or by file where a floor has files beside its folders. */
async function readImports(): Promise<Imports> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      ...["--config", ".dependency-cruiser.js"],
      ...["--output-type", "json", "src", "bot"],
    ],
    { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 },
  );
  const { modules } = JSON.parse(stdout) as {
    readonly modules: readonly {
      readonly source: string;
      readonly dependencies: readonly { readonly resolved: string }[];
    }[];
  };
  const imports = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    if (!isOurs(source)) continue;
    const from = roomOf(source);
    const known = imports.get(from) ?? new Set();
    imports.set(from, known);
    for (const { resolved } of dependencies)
      if (isOurs(resolved) && roomOf(resolved) !== from)
        known.add(roomOf(resolved));
  }
  return imports;
}

/** One line a folder: those of its own floor by name, then the other floors. */
function draw(floor: string, imports: Imports): string {
  const rooms = [...imports.keys()]
    .filter((room) => floorOf(room) === floor)
    .toSorted();
  const names = rooms.map((room) => nameOf(room, floor));
  const width = Math.max(...names.map(({ length }) => length));
  const lines = rooms.map((room, place) => {
    const targets = [...(imports.get(room) ?? [])];
    const near = targets.filter((target) => floorOf(target) === floor);
    const far = targets.filter((target) => floorOf(target) !== floor);
    const arrows = [
      near.map((target) => nameOf(target, floor)),
      [...new Set(far.map(floorOf))],
    ]
      .filter(({ length }) => length > 0)
      .map((group) => group.toSorted().join(", "));
    const name = (names[place] ?? "").padEnd(width);
    return arrows.length > 0
      ? `  ${name} → ${arrows.join(" · ")}`
      : `  ${name.trimEnd()}`;
  });
  return [floor, ...lines].join("\n");
}

function isOurs(path: string): boolean {
  return /^(bot|src)\/.*[.]tsx?$/.test(path);
}

/**
 * `bot/cards/parts/when.ts` is in `bot/cards`, `src/usecases/proposals/applyAction.ts` in `src/usecases/proposals`.
 */
function roomOf(path: string): string {
  const parts = path.split("/");
  const depth = parts[0] === "src" ? 3 : 2;
  return parts.slice(0, Math.min(depth, parts.length - 1 || 1)).join("/");
}

/** The floor of `bot/cards` is `bot`, that of `src/usecases/proposals` is `src/usecases`. */
function floorOf(room: string): string {
  const parts = room.split("/");
  return parts[0] === "src" ? parts.slice(0, 2).join("/") : "bot";
}

function nameOf(room: string, floor: string): string {
  return room === floor ? "(files of its own)" : room.slice(floor.length + 1);
}
