import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";

/** The button that opens the dialog, for where everybody reads along. */
export function renderSettingsLink(messages: Messages = english): RenderedCard {
  return fillTemplate("settingsLink", {
    messages: messages.labels,
    summary: messages.settings.summary,
    intro: messages.settings.linkIntro,
  });
}
