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
    /** What the server says to the tab. */
    api: {
      off: "The tab is not set up here. Ask an administrator to set PUBLIC_URL.",
      signIn: "Your sign-in could not be checked. Open the tab again.",
      signInOver: "Your sign-in is over. Open the tab again.",
      keysAway:
        "Sign-ins cannot be checked at the moment. Try again in a moment.",
      foreignOrigin:
        "This did not come from the tab itself, so nothing was done.",
      notJson: "This request is not in the form that the tab sends.",
      notUnderstood:
        "Custodian does not understand this request. Load the tab again.",
      tooLarge: "This is more than the tab sends.",
      tooMany: "That was a lot at once. Wait a moment.",
      away: "Microsoft does not answer at the moment. Try again in a while.",
      wentWrong:
        "Something went wrong (reference {reference}). Try again; if it stays so, give an administrator this reference.",
      checking:
        "Entra is slow, so your answer is still being checked. The proposal shows the outcome; should it be refused, you are told.",
      answeredBefore: "Somebody else was first. It stands: {state}.",
      department: "Department",
      office: "Office",
      manager: "Manager",
      managerLate: "not read in time",
      since: "Since",
      mail: "Mail",
      account: "Account",
      enrolled: "Enrolled",
    },
    openProposals: "Open proposals",
  },
} as const;
