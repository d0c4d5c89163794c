import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { createRoutes } from "../../bot/routes.ts";
import { Dialog, Verb } from "../../bot/cards/verbs.ts";
import { walkCard } from "../support/walkCard.ts";

const folder = new URL("../../cards/", import.meta.url);
const used = new Set(
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => [
      ...walkCard(JSON.parse(readFileSync(new URL(file, folder), "utf8"))),
    ])
    .flatMap(({ verb }) => (typeof verb === "string" ? [verb] : [])),
);
const known = new Set<string>(Object.values(Verb));

/** What a button opens a dialog with, or sends from one. */
const kinds = new Set(
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => [
      ...walkCard(JSON.parse(readFileSync(new URL(file, folder), "utf8"))),
    ])
    .flatMap(({ type, data }) =>
      type === "Action.Submit"
        ? [(data as { kind?: unknown } | undefined)?.kind]
        : [],
    )
    .filter((kind) => typeof kind === "string"),
);

describe("dialogs", () => {
  it("are those that some template opens, each with a handler", () => {
    const named: readonly string[] = Object.values(Dialog);
    expect([...kinds].sort()).toEqual([...named].sort());
    const { dialogs } = createRoutes({} as Parameters<typeof createRoutes>[0]);
    expect(Object.keys(dialogs).sort()).toEqual([...named].sort());
  });
});

describe("verbs", () => {
  it("are all known that a template uses", () => {
    expect([...used].filter((verb) => !known.has(verb))).toEqual([]);
  });

  it("are all used by some template", () => {
    expect([...known].filter((verb) => !used.has(verb))).toEqual([]);
  });

  it("are each the answer's name once", () => {
    expect(known.size).toBe(Object.keys(Verb).length);
  });

  it("each have a handler, and no others do", () => {
    // Handlers are made, not called, so none of what they depend on is needed.
    const { verbs } = createRoutes({} as Parameters<typeof createRoutes>[0]);
    expect(Object.keys(verbs).sort()).toEqual([...known].sort());
    for (const handle of Object.values(verbs))
      expect(handle).toBeInstanceOf(Function);
  });
});
