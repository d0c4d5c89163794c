/**
 * Everything Custodian says in English: cards, chat and tab. Messages are ICU messages; another language is another file of
 * the same keys and placeholders.
 */
export const en = {
  /** For `lang` attributes. */
  language: "en",
  duration: {
    moment: "less than a minute",
    minutes: "{count, plural, one {# minute} other {# minutes}}",
    hours: "{count, plural, one {# hour} other {# hours}}",
    days: "{count, plural, one {# day} other {# days}}",
  },
  tab: {
    openProposals: "Open proposals",
  },
} as const;
