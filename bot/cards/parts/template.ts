import { readFileSync } from "node:fs";
import { Template } from "adaptivecards-templating";
import type { Messages } from "../../messages/messages.ts";

export interface Card {
  readonly type: "AdaptiveCard";
  readonly version: string;
  readonly [property: string]: unknown;
}

/** A card, and the plain text of it that notifications and screen readers say. */
export interface RenderedCard {
  readonly card: Card;
  readonly summary: string;
}

/** What every template may use beside its own data. */
interface TemplateData {
  /** The fixed messages of the card's language. */
  readonly messages: Messages["labels"];
  /** Shown by a client that cannot show the card. */
  readonly summary: string;
  readonly [name: string]: unknown;
}

type TemplateName =
  | "settings"
  | "settingsLink"
  | "approval"
  | "handoff"
  | "handoffDigest"
  | "objection"
  | "sweep"
  | "board"
  | "batch"
  | "settled"
  | "proposalDetails"
  | "pending"
  | "preview"
  | "audit"
  | "help"
  | "device"
  | "user"
  | "choice"
  | "matches"
  | "several"
  | "proposeForm"
  | "newProposals"
  | "notice";

/**
 * Fills `cards/<name>.json`. Data is inserted, never evaluated: expressions are read from the template once, before
 * any data is seen.
 */
export function fillTemplate(
  name: TemplateName,
  data: TemplateData,
): RenderedCard {
  return {
    card: load(name).expand({ $root: data }) as Card,
    summary: data.summary,
  };
}

const loaded = new Map<TemplateName, Template>();

function load(name: TemplateName): Template {
  let template = loaded.get(name);
  if (!template) {
    const file = new URL(`../../../cards/${name}.json`, import.meta.url);
    template = new Template(JSON.parse(readFileSync(file, "utf8")));
    loaded.set(name, template);
  }
  return template;
}
