import type { SettingsView } from "../../api/shapes.ts";

/** What was typed into the form of the settings, by the fields' ids. */
export type Typed = Readonly<Record<string, string>>;

type Section = SettingsView["sections"][number];

/** Without what says the same as what stands there anyway. */
export function unsavedIn(typed: Typed, { sections }: SettingsView): Typed {
  const stored = new Map(
    sections
      .flatMap(({ groups }) => groups.flatMap(({ fields }) => fields))
      .map(({ id, value }) => [id, value]),
  );
  return Object.fromEntries(
    Object.entries(typed).filter(([id, text]) => {
      const value = stored.get(id);
      return value !== undefined && folded(text) !== folded(value);
    }),
  );
}

/** How many of these ids are fields or groups of a section. */
export function countIn(
  { groups }: Section,
  marked: Readonly<Record<string, unknown>>,
): number {
  return groups
    .flatMap(({ id, fields }) => [id, ...fields.map((field) => field.id)])
    .filter((id) => Object.hasOwn(marked, id)).length;
}

function folded(text: string): string {
  return text.replace(/\r\n?/g, "\n").trim();
}
