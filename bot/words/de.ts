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
    api: {
      off: "Die Registerkarte ist hier nicht eingerichtet. Bitten Sie einen Administrator, PUBLIC_URL zu setzen.",
      signIn:
        "Ihre Anmeldung konnte nicht geprüft werden. Öffnen Sie die Registerkarte erneut.",
      signInOver:
        "Ihre Anmeldung ist abgelaufen. Öffnen Sie die Registerkarte erneut.",
      keysAway:
        "Anmeldungen können gerade nicht geprüft werden. Versuchen Sie es gleich noch einmal.",
      foreignOrigin:
        "Diese Anfrage kam nicht von der Registerkarte selbst, daher wurde nichts getan.",
      notJson:
        "Diese Anfrage hat nicht die Form, in der die Registerkarte sendet.",
      notUnderstood:
        "Custodian versteht diese Anfrage nicht. Laden Sie die Registerkarte neu.",
      tooLarge: "Das ist mehr, als die Registerkarte sendet.",
      tooMany: "Das war viel auf einmal. Warten Sie einen Moment.",
      away: "Microsoft antwortet gerade nicht. Versuchen Sie es später noch einmal.",
      wentWrong:
        "Etwas ist schiefgegangen (Referenz {reference}). Versuchen Sie es noch einmal; bleibt es dabei, nennen Sie einem Administrator diese Referenz.",
      checking:
        "Entra antwortet langsam, daher wird Ihre Antwort noch geprüft. Der Vorschlag zeigt das Ergebnis; wird sie abgelehnt, erfahren Sie es.",
      answeredBefore: "Jemand anderes war schneller. Der Stand: {state}.",
      department: "Abteilung",
      office: "Büro",
      manager: "Vorgesetzte Person",
      managerLate: "nicht rechtzeitig gelesen",
      since: "Seit",
      mail: "E-Mail",
      account: "Konto",
      enrolled: "Registriert",
    },
    openProposals: "Offene Vorschläge",
  },
};
