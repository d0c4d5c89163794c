import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { createRoutes } from "../../bot/routes.ts";
import { Verb } from "../../bot/verbs.ts";
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
