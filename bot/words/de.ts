import type { Catalogue } from "./words.ts";

/** Everything Custodian says in German. See `en.ts`. */
export const de: Catalogue = {
  language: "de",
  duration: {
    moment: "weniger als eine Minute",
    minutes: "{count, plural, one {# Minute} other {# Minuten}}",
    hours: "{count, plural, one {# Stunde} other {# Stunden}}",
    days: "{count, plural, one {# Tag} other {# Tage}}",
  },
  tab: {
    openProposals: "Offene Vorschläge",
  },
};
