import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { walkCard } from "../support/walkCard.ts";

const folder = new URL("../../cards/", import.meta.url);
const templates = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file): [string, Record<string, unknown>] => [
    file,
    JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Record<
      string,
      unknown
    >,
  ]);

/**
 * Text that a TextBlock may take: the catalogue's words and instants. Everything else could be somebody's markdown.
 */
const TRUSTED =
  /^(\$root\.)?(messages\.\w+|(\w+\.)*\w*Text|(\w+\.)*(\w+At|at))$/;

/** The properties that people read or hear. */
const SAID = [
  "text",
  "title",
  "label",
  "placeholder",
  "errorMessage",
  "altText",
  "tooltip",
  "fallbackText",
  "speak",
];

const expressionsIn = (text: unknown) =>
  [...String(text).matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1]);

function dataOf(verb: string, data: unknown): object {
  if (verb.startsWith("proposal."))
    return { id: "${id}", version: "${version}" };
  if (verb === "batch.page" || verb === "lookup.user-page")
    return {
      id: "${id}",
      page: expect.stringMatching(
        /^\$\{(previousPage|nextPage|page)\}$/,
      ) as unknown,
    };
  if (verb === "audit.page")
    return {
      device: "${device}",
      person: "${person}",
      kinds: "${kinds}",
      since: "${since}",
      until: "${until}",
      upTo: "${upTo}",
      count: "${count}",
      page: expect.stringMatching(/^\$\{(newer|older)Page\}$/) as unknown,
    };
  if (/^(board|pending|preview)\./.test(verb))
    return { page: expect.stringMatching(/^\$\{(previous|next)Page\}$/) };
  if (verb === "lookup.propose")
    return {
      device: "${proposeDevice}",
      // Chosen beside the button on some cards.
      ...(Object.hasOwn(data as object, "user") && { user: "${proposeUser}" }),
      // Beside a look-up nobody has said anything yet.
      ...(Object.hasOwn(data as object, "why") && { why: "${proposeWhy}" }),
    };
  // What was typed before, or what is typed beside the button.
  if (verb.startsWith("lookup.find-"))
    return Object.keys(data as object).length > 0 ? { name: "${typed}" } : {};
  if (verb.startsWith("lookup."))
    return {
      id: expect.stringMatching(/^\$\{(id|userId|proposal\.id)\}$/) as unknown,
    };
  // A card that tells of many handoffs has the one chosen beside the button.
  if (verb.startsWith("handoff."))
    return Object.keys(data as object).length > 0 ? { id: "${id}" } : {};
  if (/^batch\.(reject-form|undo|undo-form)$/.test(verb))
    return { id: "${id}", page: "${page}" };
  if (verb === "batch.reject")
    return {
      id: "${id}",
      version: "${version}",
      page: "${page}",
      places: "${places}",
    };
  if (verb.startsWith("batch.approve"))
    return { id: "${id}", version: "${version}", page: "${page}" };
  return verb.startsWith("settings.") ? { version: "${version}" } : {};
}

describe.each(templates)("cards/%s", (_file, template) => {
  it("is a card of version 1.5 that fills its width and can be said aloud", () => {
    expect(template).toMatchObject({
      type: "AdaptiveCard",
      version: "1.5",
      fallbackText: "${summary}",
      speak: "${summary}",
      msteams: { width: "Full" },
    });
  });

  it("draws text from outside in text runs alone, because they know no markdown", () => {
    for (const node of walkCard(template))
      for (const property of ["text", "label", "title", "placeholder"])
        if (node["type"] !== "TextRun" && node["type"] !== "FactSet")
          for (const expression of expressionsIn(node[property]))
            expect(expression).toMatch(TRUSTED);
    for (const node of walkCard(template))
      expect(node["type"]).not.toBe("FactSet");
  });

  it("says nothing by itself: every word is the catalogue's", () => {
    for (const node of walkCard(template))
      for (const property of SAID)
        expect(
          (typeof node[property] === "string" ? node[property] : "").replace(
            /\$\{[^}]*\}/g,
            "",
          ),
        ).not.toMatch(/\p{L}/u);
  });

  it("wraps every text block, so that a phone shows all of it", () => {
    for (const node of walkCard(template))
      if (node["type"] === "TextBlock" && String(node["text"]).length > 1)
        expect(node).toMatchObject({ wrap: true });
  });

  it("sends back the id and the version of what it shows, and nothing else", () => {
    for (const node of walkCard(template))
      if (node["type"] === "Action.Execute")
        expect(node["data"]).toEqual(
          dataOf(String(node["verb"]), node["data"]),
        );
  });

  it("uses the client's own colours, never a colour of its own", () => {
    expect(JSON.stringify(template)).not.toMatch(
      /#[0-9a-f]{3,8}\b|backgroundImage/i,
    );
  });

  it("does not colour text on a coloured ground, where Teams' pairs cannot be read", () => {
    for (const node of walkCard(template))
      if (node["type"] === "Container" && node["style"] !== undefined)
        for (const inner of walkCard(node))
          expect(inner).not.toHaveProperty("color");
  });

  it("has no chart, whose axis would count half logons and which phones do not draw", () => {
    for (const node of walkCard(template))
      expect(String(node["type"])).not.toMatch(/^Chart\./);
  });
});
