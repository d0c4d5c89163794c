import type { Catalogue } from "./messages.ts";

/** Everything Custodian says in German. See `en.ts`. Commands are typed in English whatever the language. */
export const de: Catalogue = {
  language: "de",
  languageName: "Deutsch",
  duration: {
    moment: "weniger als eine Minute",
    minutes: "{count, plural, one {# Minute} other {# Minuten}}",
    hours: "{count, plural, one {# Stunde} other {# Stunden}}",
    days: "{count, plural, one {# Tag} other {# Tage}}",
  },
  labels: {
    language: "de",
    evidence: "Belege",
    addComment: "Kommentar schreiben",
    sayWhy: "Grund angeben",
    howAndWhy: "Verlauf und Gründe",
    lastCheckIn: "Letzter Check-in:",
    primaryUserNow: "Primärer Benutzer jetzt",
    primaryUserProposed: "Vorgeschlagen",
    why: "Begründung",
    stripTitle: "Wer es benutzt hat, ein Zeichen pro Tag",
    leftOut: "Nicht gezählt:",
    lastLogons: "Letzte Anmeldungen, neueste zuerst",
    handoffTitle: "Übergeben",
    whoHasIt: "Wer es jetzt hat",
    hasItSince: "Seit",
    proposalState: "Primärer Benutzer in Intune",
    isWrong: "Das stimmt nicht…",
    isWrongWhy: "Was stimmt nicht?",
    isWrongWhich: "Um welches Gerät geht es?",
    isWrongWhichMissing: "Wählen Sie ein Gerät.",
    isWrongHint: "Das liest der Helpdesk in seinem Kanal",
    tellHelpdesk: "Dem Helpdesk sagen",
    objectionTitle: "Übergabe als falsch gemeldet",
    objectionWho: "Wer es hat, soweit Custodian weiß",
    objectionOnProposal:
      "Der Vorschlag dazu ist noch offen. Lehnen Sie ihn ab, oder nennen Sie auf seiner Karte jemand anderen.",
    objectionDone: "Erledigt",
    proposeSomeoneElse: "Jemand anderen vorschlagen…",
    timeline: "Verlauf",
    sweepBegan: "Gestartet:",
    boardTitle: "Bereitstellungsübersicht",
    boardStages: "Geräte nach Stufe",
    boardContradicted: "Als falsch gemeldet",
    boardWaiting: "Warten auf die erste Anmeldung",
    boardEnrolled: "Registriert:",
    approveTheRest: "Übrige genehmigen",
    leaveOut: "Auslassen",
    batchHint:
      "Markieren Sie Geräte, die Sie jetzt nicht genehmigen möchten. Sie bleiben auf ihrer eigenen Karte offen. Sie können die markierten hier auch ablehnen. Über jede Seite wird einzeln entschieden.",
    batchTickFirst: "Markieren Sie die Geräte, die Sie ablehnen möchten.",
    rejectTheTicked: "Markierte ablehnen…",
    undoThese: "Rückgängig machen…",
    undoTheTicked: "Markierte rückgängig machen",
    undoTitle:
      "Markieren Sie die Geräte, deren Änderung Sie rückgängig machen möchten. Jedes bekommt seinen vorherigen primären Benutzer zurück.",
    undoTickFirst:
      "Markieren Sie die Geräte, deren Änderung Sie rückgängig machen möchten.",
    lastLogon: "Letzte Anmeldung:",
    previous: "Zurück",
    next: "Weiter",
    newer: "Neuere",
    older: "Ältere",
    expires: "Läuft ab:",
    snoozeFor: "Zurückstellen für",
    oneDay: "1 Tag",
    threeDays: "3 Tage",
    sevenDays: "7 Tage",
    approve: "Genehmigen",
    reject: "Ablehnen",
    snooze: "Zurückstellen",
    wakeNow: "Jetzt vorlegen",
    someoneElse: "Jemand anderes…",
    propose: "Vorschlagen",
    handTo: "Übergeben an…",
    handToWhom: "Wer soll entscheiden?",
    handToNote:
      "Die Person bekommt eine private Nachricht. Alle anderen, die entscheiden dürfen, können das weiterhin.",
    handOver: "Übergeben",
    undo: "Rückgängig machen",
    tryAgain: "Erneut versuchen",
    details: "Details",
    detailsTitle: "Der Vorschlag im Detail",
    aboutTheDevice: "Zum Gerät",
    backToProposal: "Zurück zum Vorschlag",
    refresh: "Aktualisieren",
    rejectReason: "Warum nicht?",
    inYourWords: "Mit eigenen Worten",
    saidHint: "Steht auf der Karte",
    sharedOnPurposeNote:
      "Absichtlich gemeinsam genutzt: Custodian fragt zu diesem Gerät nichts mehr, bis ein Admin die Stummschaltung aufhebt.",
    comment: "Kommentar zur Genehmigung (optional)",
    undoWhy: "Warum rückgängig machen? (optional)",
    proposeWhy: "Warum? (optional)",
    proposeWhyHint: "Die Genehmigenden sehen das",
    whoInstead: "Wem gehört das Gerät?",
    whoInsteadHint: "Name oder UPN",
    whoInsteadMissing: "Wählen Sie eine Person.",
    whoInsteadNote:
      "Damit entsteht ein neuer Vorschlag in Ihrem Namen. Jemand anderes muss darüber entscheiden.",
    undoUntil: "Rückgängig machen bis:",
    wakes: "Zurückgestellt bis",
    reason: "Grund",
    pendingTitle: "Offene Vorschläge",
    auditTitle: "Überwachungsprotokoll",
    settingsTitle: "Einstellungen",
    openSettings: "Einstellungen öffnen",
    openInDialog: "In einem Dialog öffnen",
    save: "Speichern",
    proposeTitle: "Primären Benutzer vorschlagen",
    whichDevice: "Gerät",
    whichDeviceHint: "Name oder Seriennummer",
    whichDeviceMissing: "Wählen Sie ein Gerät.",
    whosePicker: "Neuer primärer Benutzer",
    whoseDirectory: "Nicht dabei? Alle durchsuchen, die Custodian kennt",
    itsShared: "Zum gemeinsam genutzten Gerät machen (kein primärer Benutzer)",
    proposeNote:
      "Im Kanal entscheidet jemand, der genehmigen darf. Bis dahin ändert sich nichts.",
    matchesTitle: "Geräte in dieser Nachricht",
    showDevice: "Anzeigen",
    back: "Zurück",
    goToProposal: "Zum Vorschlag",
    openTab: "In der Registerkarte öffnen",
    helpTitle: "Was Custodian kann",
    adminsOnly: "Für Admins",
    lookUpPrimaryUser: "Primärer Benutzer",
    lookUpManager: "Vorgesetzte Person:",
    lookUpSeen: "Wer es zuletzt benutzt hat",
    lookUpLastLogon: "Letzte Anmeldung:",
    lookUpProposal: "Offener Vorschlag",
    lookUpDevice: "Das Gerät",
    lookUpOwned: "Primärer Benutzer von",
    lookUpUsed: "Benutzt auch, ohne primärer Benutzer zu sein",
    lookUpEnrolled: "Registriert:",
    lookUpOpenProposal: "Vorschlag öffnen",
    lookUpOpenIntune: "In Intune öffnen",
    lookUpOpenEntra: "In Entra öffnen",
    lookUpMore: "Alles zu diesem Gerät",
    lookUpTheirDevices: "Geräte dieser Person",
    open: "Öffnen",
    lookUpShow: "Anzeigen",
    lookUpChoose: "Auswählen",
    lookUpPropose: "Vorschlagen",
    lookUpName: "Etwas nachschlagen",
    lookUpNameHint: "Gerät oder Person: Name, Seriennummer, UPN oder ID",
    lookUpWho: "Wer hat dieses Gerät?",
    lookUpUser: "Diese Person anzeigen",
    commandHelp: "Hilfe",
    commandPending: "Offene Vorschläge",
    commandHandoffs: "Bereitstellungsübersicht",
    previewTitle: "Was Custodian jetzt vorschlagen würde",
    commandPreviewCsv: "Als CSV herunterladen",
    commandScan: "Mandanten einlesen",
    commandAudit: "Überwachungsprotokoll",
    commandUseThisChannel: "Diesen Kanal verwenden",
    commandStopUsingThisChannel: "Diesen Kanal nicht mehr verwenden",
  },

  sharedDevice: "Gemeinsam genutztes Gerät",
  noPrimaryUser: "Kein primärer Benutzer",
  custodian: "Custodian",
  serialNumber: "Seriennummer {serial}",
  neverCheckedIn: "nie",

  logons: "{count, plural, one {# Anmeldung} other {# Anmeldungen}}",

  contradiction: {
    signIns:
      "In den letzten zwei Wochen hat das Gerät nur {reported} gemeldet, Entra hat dort aber nur Anmeldungen von {signedIn} gesehen",
    lastLogons:
      "In den letzten zwei Wochen hat das Gerät nur {reported} gemeldet, in Intune steht aber {lastLogon} als letzte angemeldete Person",
    both: "In den letzten zwei Wochen hat das Gerät nur {reported} gemeldet, Entra hat dort nur Anmeldungen von {signedIn} gesehen, und in Intune steht {lastLogon} als letzte angemeldete Person",
  },

  why: {
    notWeighed:
      "Jemand hat das angefragt. Custodian hat nicht geprüft, wer sich an diesem Gerät anmeldet.",
    clearLeader:
      "{proposed, select, yes {{to} hat sich in den Tagen, die das Gerät gezählt hat, {times, plural, one {einmal} other {#-mal}} angemeldet; {from} {fromTimes, plural, =0 {nie} one {einmal} other {#-mal}}. Das ist {ratio}-mal so oft. Ab dem {needed}-Fachen schlägt Custodian einen Wechsel vor.} other {Nach den Belegen allein würde Custodian {to} vorschlagen: in den Tagen, die das Gerät gezählt hat, {times, plural, one {einmal} other {#-mal}} angemeldet; {from} {fromTimes, plural, =0 {nie} one {einmal} other {#-mal}}. Das ist {ratio}-mal so oft. Ab dem {needed}-Fachen schlägt Custodian einen Wechsel vor.}}",
    primaryUserNotSeen:
      "{proposed, select, yes {{to} hat sich in den Tagen, die das Gerät gezählt hat, {times, plural, one {einmal} other {#-mal}} angemeldet. {about} Für einen Vorschlag braucht es mindestens {needed, plural, one {# Anmeldung} other {# Anmeldungen}}.} other {Nach den Belegen allein würde Custodian {to} vorschlagen: {times, plural, one {# Anmeldung} other {# Anmeldungen}} in den Tagen, die das Gerät gezählt hat. {about} Für einen Vorschlag braucht es mindestens {needed, plural, one {# Anmeldung} other {# Anmeldungen}}.}}",
    didNotLogOn: "{name}, der primäre Benutzer, hat sich gar nicht angemeldet.",
    primaryUserLeftOut: {
      unknown:
        "Entra kennt {name}, den primären Benutzer, nicht. Diese Anmeldungen zählen nicht.",
      "staging-account":
        "{name}, der primäre Benutzer, ist ein Bereitstellungskonto. Diese Anmeldungen zählen nicht.",
      disabled:
        "Das Konto von {name}, dem primären Benutzer, ist deaktiviert. Diese Anmeldungen zählen nicht.",
      guest:
        "{name}, der primäre Benutzer, ist ein Gast. Diese Anmeldungen zählen nicht.",
      unlicensed:
        "{name}, der primäre Benutzer, hat keine Intune-Lizenz. Diese Anmeldungen zählen nicht.",
      "other-domain":
        "Das Konto von {name}, dem primären Benutzer, liegt nicht in einer Domäne, deren Benutzern Geräte gehören dürfen. Diese Anmeldungen zählen nicht.",
    },
    primaryUserLeftOutBecause:
      "Die Anmeldungen von {name}, dem primären Benutzer, zählen nicht. {why}",
    noPrimaryUser:
      "{proposed, select, yes {{to} hat sich in den Tagen, die das Gerät gezählt hat, {times, plural, one {einmal} other {#-mal}} angemeldet. Das sind {percent} aller Anmeldungen. Das Gerät hat keinen primären Benutzer.} other {Nach den Belegen allein würde Custodian {to} vorschlagen: {times, plural, one {# Anmeldung} other {# Anmeldungen}} in den Tagen, die das Gerät gezählt hat, {percent} von allen. Das Gerät hat keinen primären Benutzer.}}",
    sharedPattern:
      "{users, number} Personen benutzen dieses Gerät regelmäßig, jede mit mindestens {needed, plural, one {# Anmeldung} other {# Anmeldungen}} in den Tagen, die das Gerät gezählt hat. Niemand hat die Hälfte aller Anmeldungen.",
    runnerUp:
      "Danach folgt {name} mit {logons, plural, one {# Anmeldung} other {# Anmeldungen}}, {percent} von allen.",
    evidenceSaysShared:
      "Nach den Belegen allein würde Custodian ein gemeinsam genutztes Gerät daraus machen.",
    lastRealPerson:
      "{proposed, select, yes {{to} hat sich am {day} als letzte echte Person angemeldet.} other {Nach den Belegen allein würde Custodian {to} vorschlagen, als letzte echte Person angemeldet am {day}.}}",
    stagedBy: "{account} hat das Gerät vorbereitet.",
    staged: "Das Gerät wurde für jemand anderen vorbereitet.",
    hasNoPrimaryUser: "Das Gerät hat keinen primären Benutzer.",
    passedOver:
      "{count, plural, one {{names} hat sich später angemeldet, zählt aber nicht. {why}} other {{names} haben sich später angemeldet, zählen aber nicht. {why}}}",
    sharedByLastLogons:
      "{people, number} Personen haben sich binnen {days, plural, one {# Tag} other {# Tagen}} an diesem Gerät angemeldet. Es gehört also nicht nur einer Person.",
    notConcerned:
      "Nach den Belegen allein würde sich nichts ändern: Niemand hat das Gerät vorbereitet, und es hat einen primären Benutzer.",
    waiting: {
      "nobody-logged-on":
        "Die Belege allein nennen niemanden: Intune führt keine Anmeldung an diesem Gerät auf.",
      "no-real-person-yet":
        "Die Belege allein nennen niemanden: Wer sich angemeldet hat, kann nicht primärer Benutzer sein.",
    },
    tookOver: {
      "primary-user-gone":
        "{proposed, select, yes {{to} hat dieses Gerät an {days, plural, one {# Tag} other {# Tagen}} benutzt.} other {Nach den Belegen allein würde Custodian {to} vorschlagen: an {days, plural, one {# Tag} other {# Tagen}} am Gerät.}} Das Konto von {from}, dem primären Benutzer, ist deaktiviert oder gelöscht.",
      "primary-user-moved":
        "{proposed, select, yes {{to} hat dieses Gerät an {days, plural, one {# Tag} other {# Tagen}} benutzt.} other {Nach den Belegen allein würde Custodian {to} vorschlagen: an {days, plural, one {# Tag} other {# Tagen}} am Gerät.}} {from}, der primäre Benutzer, benutzt jetzt ein anderes Gerät.",
      "primary-user-not-seen":
        "{proposed, select, yes {{to} hat dieses Gerät an {days, plural, one {# Tag} other {# Tagen}} benutzt.} other {Nach den Belegen allein würde Custodian {to} vorschlagen: an {days, plural, one {# Tag} other {# Tagen}} am Gerät.}} {from}, der primäre Benutzer, hat seither kein Gerät benutzt. Vielleicht im Urlaub?",
      newcomer:
        "{proposed, select, yes {{to} hat dieses Gerät an {days, plural, one {# Tag} other {# Tagen}} benutzt.} other {Nach den Belegen allein würde Custodian {to} vorschlagen: an {days, plural, one {# Tag} other {# Tagen}} am Gerät.}} {from}, der primäre Benutzer, hat es seither nicht benutzt, und {to} hat kein anderes Gerät.",
      "no-primary-user":
        "{proposed, select, yes {{to} hat dieses Gerät an {days, plural, one {# Tag} other {# Tagen}} benutzt.} other {Nach den Belegen allein würde Custodian {to} vorschlagen: an {days, plural, one {# Tag} other {# Tagen}} am Gerät.}} Das Gerät hat keinen primären Benutzer.",
      staged:
        "{proposed, select, yes {{to} hat dieses Gerät an {days, plural, one {# Tag} other {# Tagen}} benutzt.} other {Nach den Belegen allein würde Custodian {to} vorschlagen: an {days, plural, one {# Tag} other {# Tagen}} am Gerät.}} Das Gerät wurde für jemand anderen vorbereitet.",
    },
    usedByMany:
      "{people, number} Personen haben dieses Gerät zuletzt benutzt, keine davon überwiegend. Der primäre Benutzer war an wenigen Tagen da oder gar nicht.",
    stays: {
      "multi-session":
        "Nach den Belegen allein würde sich nichts ändern: Viele Personen benutzen dieses Gerät gleichzeitig.",
      excluded:
        "Nach den Belegen allein würde sich nichts ändern: Die Einstellungen nehmen dieses Gerät aus.",
      "nobody-seen":
        "Die Belege allein nennen niemanden: Zuletzt hat niemand dieses Gerät benutzt.",
      "primary-user-uses-it":
        "Nach den Belegen allein würde sich nichts ändern: Der primäre Benutzer benutzt das Gerät.",
      shared:
        "Die Belege allein nennen niemanden: Viele Personen benutzen dieses Gerät, keine davon überwiegend.",
      "no-eligible-user":
        "Die Belege allein nennen niemanden: Wer dieses Gerät benutzt hat, kann nicht primärer Benutzer sein.",
      "not-used-lately":
        "Die Belege allein nennen niemanden: Wer dieses Gerät benutzt hat, war zuletzt nicht mehr da.",
    },
    notYet: {
      "unknown-people":
        "Die Belege allein nennen niemanden: Personen, die Entra nicht kennt, haben dieses Gerät an zu vielen Tagen benutzt.",
      "several-people":
        "Die Belege allein nennen niemanden: Mehrere Personen haben dieses Gerät benutzt.",
      "too-few-days":
        "Die Belege allein nennen noch niemanden: Für eine Aussage sind es zu wenige Tage.",
      "sign-ins-alone":
        "Die Belege allein nennen niemanden: Nur das Anmeldeprotokoll von Entra zeigt jemanden. Wer das Gerät entsperrt oder offline benutzt, fehlt dort.",
    },
    contradicted:
      "Die Belege allein nennen niemanden, weil ihre Quellen sich widersprechen: {sources}.",
    keep: {
      "primary-user-leads":
        "Nach den Belegen allein würde sich nichts ändern: Der primäre Benutzer hat die meisten Anmeldungen.",
      "leader-not-far-enough-ahead":
        "Nach den Belegen allein würde sich nichts ändern: Niemand liegt weit genug vor dem primären Benutzer.",
      "already-shared":
        "Nach den Belegen allein würde sich nichts ändern: Es ist schon ein gemeinsam genutztes Gerät.",
    },
    unclear: {
      "no-evidence": "Noch keine Nutzungsdaten.",
      "evidence-too-old":
        "Die letzten Nutzungsdaten zu diesem Gerät sind zu alt, um zu zählen.",
      "no-eligible-user":
        "Niemand, der dieses Gerät benutzt hat, kann der primäre Benutzer sein.",
      "too-few-logons":
        "Es gibt zu wenige Anmeldungen, um zu sagen, wem dieses Gerät gehört.",
      tie: "Die häufigsten Benutzer liegen gleichauf. Die Belege nennen also niemanden.",
      "primary-user-not-seen":
        "Der primäre Benutzer hat sich nicht an dem Gerät angemeldet. Nach der veröffentlichten Regel ändert sich dann nichts.",
    },
  },

  handedTo: {
    for: "Für {name}",
    by: "übergeben von {name}",
    done: "Dieser Vorschlag ist jetzt für {name}. Alle anderen, die entscheiden dürfen, können das weiterhin.",
    tooLate: "Das lässt sich so nicht mehr übergeben: {state}.",
    notice: "Ein Vorschlag wurde Ihnen zur Entscheidung übergeben",
    others: "Alle anderen, die entscheiden dürfen, können das weiterhin.",
    unreachableTitle: "{device} ist übergeben, aber nicht alle wissen davon",
  },
  requestedBy: "Angefragt von {name}. Jemand anderes muss das genehmigen.",
  requestedBecause: "Begründung: {why}",
  wishedFor: "{name} fragt eine andere Änderung an: {to}.",
  wishedShared:
    "{name} fragt eine andere Änderung an: gemeinsam genutztes Gerät.",
  evidence: {
    "device-report": "Beleg: eigener Bericht des Geräts, gezählt",
    "users-logged-on":
      "Beleg: Liste der letzten Anmeldungen in Intune, gelesen",
  },
  strip: {
    somebody: "Jemand, den Entra nicht kennt",
    seen: "{count, plural, one {An # von {of, number} Tagen hier} other {An # von {of, number} Tagen hier}}, zuletzt am {day}",
    never: "In {of, number} Tagen nicht hier",
    more: "{count, plural, one {und # weitere Person} other {und # weitere Personen}}",
    legend: "{here} hier, {away} nicht gesehen",
    period: "{from} bis {until}",
    sources: {
      "own-log": "Aus dem eigenen Protokoll des Geräts pro Tag, bis {day}",
      counts: "Aus der Zahl der Anmeldungen, die das Gerät gemeldet hat,",
      "last-logons": "Aus der Liste der letzten Anmeldungen in Intune, gelesen",
      remediation:
        "Aus dem eigenen Protokoll des Geräts über eine Remediation, gemeldet",
      "sign-ins":
        "Aus dem Anmeldeprotokoll von Entra (ohne Entsperren, nichts offline), gelesen",
    },
  },
  chartTitle: "Anmeldungen in den Tagen, die das Gerät gezählt hat",
  others: "{count, plural, one {# weitere Person} other {# weitere Personen}}",
  markedNow: "{name} (jetzt)",
  markedProposed: "{name} (vorgeschlagen)",
  leftOutOne:
    "{upn}, {logons, plural, one {# Anmeldung} other {# Anmeldungen}}. {why}",
  leftOutByDays:
    "{upn}, {days, plural, one {# Nutzungstag} other {# Nutzungstage}}. {why}",
  andMore: "und {count, number} weitere",
  unresolvableId: "Unbekannte Person (ID {id})",

  question: {
    person: "{to} als primären Benutzer von {device} eintragen?",
    shared: "{device} zum gemeinsam genutzten Gerät machen?",
  },

  summary: {
    open: "Primären Benutzer von {device} von {from} auf {to} ändern? Auf dieser Karte entscheidet jemand, der genehmigen darf.",
    settled: "{device}: {title}",
  },

  change: {
    proposed: {
      from: "Primärer Benutzer jetzt",
      to: "Vorgeschlagen",
      arrow: "→",
    },
    set: {
      from: "Vorher",
      to: "Geändert auf, noch nicht bestätigt",
      arrow: "→",
    },
    made: { from: "Vorher", to: "Jetzt", arrow: "→" },
    madeOnce: { from: "Vorher", to: "Geändert auf", arrow: "→" },
    overtaken: { from: "Vorher", to: "Vorgeschlagen", arrow: "→" },
    takingBack: {
      from: "Wird wiederhergestellt",
      to: "Wird entfernt",
      arrow: "←",
    },
    takenBack: {
      from: "Primärer Benutzer jetzt",
      to: "Vor dem Rückgängigmachen",
      arrow: "←",
    },
  },

  details: {
    summary: "Details zu einem Vorschlag für {device}. {state}.",
    section: {
      why: "Begründung",
      counted: "Wer sich angemeldet hat",
      leftOut: "Nicht gezählt",
      lastLogons: "Letzte Anmeldungen, neueste zuerst",
      timeline: "Verlauf",
      audit: "Überwachungsprotokoll, Neuestes zuerst",
    },
    continued: "{title} (Fortsetzung)",
    proposed: "Von Custodian vorgeschlagen",
    posted: "Karte gepostet",
    expires: "Läuft ab",
    undoUntil: "Rückgängig machen bis",
    ruleByDays:
      "Die Regel, nach Nutzungstagen innerhalb von zwölf Wochen: Der primäre Benutzer benutzt das Gerät nicht mehr, und eine andere Person hat es übernommen.",
    ruleByIntent:
      "Die Regel: mindestens das {times}-Fache der Anmeldungen des primären Benutzers und mindestens {logons, plural, one {# Anmeldung} other {# Anmeldungen}}, aus einem Bericht, der höchstens {days, plural, one {# Tag} other {# Tage}} alt ist.",
    ruleAsPublished:
      "Die Regel, wie im veröffentlichten Skript: mindestens das {times}-Fache der Anmeldungen des primären Benutzers, aus einem Bericht, der höchstens {days, plural, one {# Tag} other {# Tage}} alt ist.",
    page: "Seite {page, number} von {pages, number}",
    olderAudit:
      "Das sind die neuesten {shown, number}. Für ältere exportieren Sie das Überwachungsprotokoll.",
    asSummary:
      "Nur Techniker, Genehmigende und Admins sehen, auf wessen Anmeldungen er beruht und wer entschieden hat.",
  },

  status: {
    pending: "Wartet auf Genehmigung",
    held: "Wartet auf Platz in einem Kanal",
    snoozed: "Zurückgestellt für {count, plural, one {# Tag} other {# Tage}}",
    rejected: "Abgelehnt, nichts geändert",
    sharedOnPurpose: "Abgelehnt, es wird absichtlich gemeinsam genutzt",
    expired: "Ohne Entscheidung abgelaufen, nichts geändert",
    ownerChangedElsewhere:
      "Geschlossen: außerhalb von Custodian geändert, {name} wurde primärer Benutzer",
    clearedElsewhere:
      "Geschlossen: außerhalb von Custodian geändert, der primäre Benutzer wurde entfernt",
    replaced: "Durch einen anderen Vorschlag für dieses Gerät ersetzt",
    enrolledAgain: "Zurückgezogen: Jemand hat das Gerät neu registriert",
    evidenceGone: "Zurückgezogen: Die Belege stützen den Vorschlag nicht mehr",
    changing: "Genehmigt, Intune wird geändert…",
    applied: "Geändert, in Intune noch nicht bestätigt",
    verified: "Erledigt: {name} ist der primäre Benutzer",
    verifiedShared: "Erledigt: Es ist ein gemeinsam genutztes Gerät",
    changedSince:
      "Erledigt, danach außerhalb von Custodian geändert: {name} ist der primäre Benutzer",
    clearedSince:
      "Erledigt, danach außerhalb von Custodian geändert: Das Gerät hat keinen primären Benutzer",
    alreadySo: "Erledigt: In Intune war es schon so, nichts geändert",
    failed: "Die Änderung ist fehlgeschlagen",
    unconfirmed: "Geändert, aber in Intune nicht bestätigt",
    undoing: "Die Änderung wird rückgängig gemacht…",
    undone: "Rückgängig gemacht: {name} ist wieder der primäre Benutzer",
    undoneShared:
      "Rückgängig gemacht: Es ist wieder ein gemeinsam genutztes Gerät",
    undoneChangedSince:
      "Rückgängig gemacht, danach außerhalb von Custodian geändert: {name} ist der primäre Benutzer",
    undoneClearedSince:
      "Rückgängig gemacht, danach außerhalb von Custodian geändert: Das Gerät hat keinen primären Benutzer",
    undoFailed: "Das Rückgängigmachen ist fehlgeschlagen",
  },
  steps: {
    approvedBy: "Genehmigt von {name}",
    rejectedBy: "Abgelehnt von {name}",
    snoozedBy: "Zurückgestellt von {name}",
    expired: "Abgelaufen",
    superseded: "Geschlossen",
    applied: "In Intune geändert",
    verified: "In Intune bestätigt",
    changedElsewhereBy: "In Intune geändert von {name}",
    otherShown: "Intune zeigte {name}",
    nobodyShown: "Intune zeigte keinen primären Benutzer",
    failed: "Fehlgeschlagen",
    unconfirmed: "Custodian wartet nicht länger",
    undoBy: "Rückgängigmachen angefragt von {name}",
    undoneBy: "Rückgängig gemacht von {name}",
    undone: "In Intune rückgängig gemacht",
    silenceLifted: "Stummschaltung aufgehoben von {name}",
  },
  saidBy: "{name}: {text}",
  refusals: {
    "still-uses-it": "Der primäre Benutzer benutzt es noch",
    "only-helped-out": "Hat nur ausgeholfen",
    "on-leave": "Der primäre Benutzer ist abwesend",
    "shared-on-purpose": "Absichtlich gemeinsam genutzt",
    other: "Etwas anderes",
  },
  holds: {
    pair: "Custodian schlägt das nicht wieder vor bis",
    silence: "Stummgeschaltet, bis ein Admin das aufhebt.",
  },
  advice: {
    held: "Die Karte wird gepostet, sobald ihr Kanal Platz hat. Gibt es noch keinen Kanal, gibt ein Admin in einem ein: use this channel.",
    snoozed:
      "Die Karte kommt von selbst wieder. Sie können auch jetzt schon entscheiden.",
    heldSnoozed: "Sie können entscheiden, wenn er wiederkommt.",
    expired:
      "Wenn die Belege noch gelten, schlägt Custodian es in einer Woche wieder vor.",
    replaced: "Entscheiden Sie auf der neueren Karte.",
    contradicted:
      "Die Quellen widersprechen sich: {sources}. Fragen Sie nach, wer es hat.",
    changedElsewhere:
      "Auch jemand anderes hat den primären Benutzer dieses Geräts in Intune geändert. Prüfen Sie, wer es haben soll.",
    tookEffectLate:
      "Intune hatte nicht geantwortet, deshalb stand hier, es sei nicht geändert. Die Änderung ging verspätet durch und ersetzte den primären Benutzer, der unter „Vorher“ steht.",
    mayTakeEffectLate:
      "Intune hat auf Custodians eigene Änderung nicht geantwortet. Geht sie binnen eines Tages noch durch, steht es hier.",
    applied: "Intune kann bis zu zehn Minuten brauchen.",
    failed:
      "Beheben Sie das Problem, und klicken Sie dann auf „Erneut versuchen“.",
    unconfirmed:
      "Prüfen Sie das Gerät in Intune. „Erneut versuchen“ liest zuerst und ändert nur, was noch nötig ist.",
    undoFailed:
      "Beheben Sie das Problem, und klicken Sie dann auf „Erneut versuchen“.",
  },

  lookUp: {
    primaryUser: "{name} ist der primäre Benutzer von {device}.",
    noPrimaryUser: "{device} hat keinen primären Benutzer.",
    confidence: {
      "uses-it-most": "Niemand benutzt das Gerät häufiger als diese Person.",
      "uses-it": "Diese Person benutzt das Gerät.",
      "others-use-it-more": "Jemand anderes benutzt das Gerät häufiger.",
      "not-seen": "Diese Person hat das Gerät zuletzt nicht benutzt.",
      shared: "Mehrere Personen benutzen das Gerät.",
      "no-evidence": "Noch keine Nutzungsdaten.",
      "not-shown":
        "Ob diese Person es benutzt, sehen nur Techniker, Genehmigende und Admins.",
      "not-shown-yet":
        "Ob diese Person es benutzt, können Sie noch nicht sehen.",
    },
    proposeThem: "{name} vorschlagen",
    usedByNobodysOwner: "Jemand benutzt es trotzdem.",
    contradicted:
      "Die Quellen sind sich nicht einig, wer das Gerät benutzt: {sources}.",
    contradictedNotShown:
      "Die Quellen sind sich nicht einig, wer das Gerät benutzt.",
    since: {
      custodian: "Von Custodian gesetzt:",
      enrolment: "Seit der Registrierung:",
      elsewhere: "Außerhalb von Custodian gesetzt:",
    },
    sinceUnknown: {
      enrolment: "Seit der Registrierung.",
      elsewhere: "Außerhalb von Custodian gesetzt. Wann, weiß Custodian nicht.",
      unknown: "Custodian weiß nicht, seit wann und wodurch.",
    },
    compliance: {
      unknown: "nicht bekannt",
      compliant: "konform",
      noncompliant: "nicht konform",
      "in-grace-period": "nicht konform, in der Toleranzperiode",
      conflict: "Richtlinien widersprechen sich",
      error: "Fehler",
      "config-manager": "vom Configuration Manager verwaltet",
    },
    joinType: {
      joined: "in Entra eingebunden",
      hybrid: "hybrid in Entra eingebunden",
      registered: "bei Entra registriert",
      unknown: "nicht bekannt",
    },
    label: {
      operatingSystem: "Betriebssystem",
      manufacturer: "Hersteller",
      compliance: "Konformität",
      joinType: "Jointyp",
      category: "Kategorie",
      enrolledBy: "Registriert von",
      intuneId: "Intune-Geräte-ID",
      entraId: "Entra-Geräte-ID",
    },
    notAsked: {
      "multi-session":
        "Custodian schlägt niemanden vor: Es ist ein Sitzungshost, den viele Personen gleichzeitig benutzen.",
      room: "Custodian schlägt niemanden vor: Es ist das Gerät eines Besprechungsraums.",
      name: "Die Einstellungen nehmen es aus: Der Name passt zu „{entry}“.",
      category:
        "Die Einstellungen nehmen es aus: Die Kategorie passt zu „{entry}“.",
      group:
        "Die Einstellungen nehmen es aus: Es ist in der Gruppe der ausgenommenen Geräte.",
      "shared-on-purpose":
        "Stummgeschaltet, bis ein Admin das aufhebt: Es wird absichtlich gemeinsam genutzt.",
      "refused-twice":
        "Stummgeschaltet, bis ein Admin das aufhebt: Zweimal hat jemand abgelehnt, während es keinen primären Benutzer hatte.",
      howToLift: "Ein Admin hebt das auf mit: ask again {device}",
      person: "Custodian schlägt {name} nicht wieder vor bis",
      shared: "Custodian schlägt die gemeinsame Nutzung nicht wieder vor bis",
    },
    seenCounted: "Gezählt:",
    lastLogonOnly: "nur letzte Anmeldung",
    ownOnly:
      "Nur Techniker, Genehmigende und Admins sehen die Anmeldungen anderer Personen.",
    yourAccount: "Ihr Konto",
    yourAccountAge:
      "Entra hat nicht rechtzeitig geantwortet. Das gilt nach dem letzten Stand Ihres Kontos, Alter: {time}.",
    notSaidYet:
      "Entra hat noch nicht gesagt, ob Sie die Anmeldungen anderer Personen sehen dürfen. Versuchen Sie es gleich noch einmal.",
    age: "Microsoft hat nicht rechtzeitig geantwortet. Alter der Angaben: {time}, gelesen",
    ageRefused: "Nicht gerade eben gelesen. Alter der Angaben: {time}, gelesen",
    ageSummary: "Alter der Angaben: {time}.",
    devicesAge: "Vom letzten Einlesen, Alter: {time}, gelesen",
    devicesNotRead: "Vom letzten Einlesen.",
    managerLate: "konnte nicht gelesen werden",
    notKnown: "nicht bekannt",
    waits:
      "Microsoft hat noch nicht geantwortet. Diese Karte ändert sich, sobald die Antwort da ist.",
    waitsForAll:
      "Microsoft braucht länger als sonst. Die Antwort erscheint gleich hier.",
    unavailable:
      "Microsoft antwortet gerade nicht, und Custodian hat das noch nie gesehen. Bitte fragen Sie in ein paar Minuten noch einmal.",
    unchecked:
      "Microsoft hat nicht rechtzeitig geantwortet. Was neuer ist als das letzte Einlesen, fehlt hier vielleicht.",
    uncheckedRefused: "Was neuer ist als das letzte Einlesen, fehlt hier.",
    gone: {
      device: "Intune kennt dieses Gerät nicht mehr.",
      user: "Entra kennt diese Person nicht mehr.",
    },
    unknown: {
      device:
        "Kein Gerät hat den Namen, die Seriennummer oder die ID „{name}“.",
      user: "Niemand hat den Namen, den UPN, die E-Mail-Adresse oder die ID „{name}“.",
    },
    lookingUp: {
      device: "Custodian sucht „{name}“ in Intune.",
      user: "Custodian sucht „{name}“ in Entra.",
    },
    notSeen: {
      device:
        "Custodian hat bisher kein Gerät mit dem Namen, der Seriennummer oder der ID „{name}“ gesehen.",
      user: "Custodian hat bisher niemanden mit dem Namen, dem UPN, der E-Mail-Adresse oder der ID „{name}“ gesehen.",
    },
    askByUpn:
      "Ist die Person neu? Geben Sie den UPN ein, dann fragt Custodian Entra.",
    near: "Meinten Sie etwas davon?",
    several: {
      device: "Welches Gerät ist „{name}“?",
      user: "Wer ist „{name}“?",
    },
    confirm: {
      device:
        "„{name}“ ist nicht der ganze Name eines Geräts. Ist es eines von diesen?",
      user: "„{name}“ ist nicht der ganze Name einer Person. Ist es eine von diesen?",
    },
    more: "Es gibt weitere. Geben Sie mehr vom Namen ein, um sie zu finden.",
    moreDevicesOfName:
      "Es gibt weitere mit diesem Namen. Geben Sie die Seriennummer ein, um das richtige zu finden.",
    morePeopleOfName:
      "Es gibt weitere mit diesem Namen. Geben Sie den UPN oder die E-Mail-Adresse ein, um die richtige Person zu finden.",
    nothingTyped:
      "Geben Sie zuerst einen Namen, eine Seriennummer, einen UPN oder eine ID ein.",
    proposalSummary:
      "{device}: {change}. {state}. Techniker, Genehmigende und Admins sehen, worauf das beruht.",
    proposalBrief: "{device}: {change}. {state}.",
    proposalGone: "Custodian kennt diesen Vorschlag nicht mehr.",
    noProposal: "Zu {device} gibt es keinen Vorschlag.",
    moreThanAnswered:
      "{count, plural, one {# weiteres hat Custodian nicht nachgeschlagen} other {# weitere hat Custodian nicht nachgeschlagen}}: Bis zu {most, number} gehen auf einmal. Fragen Sie nach dem Rest noch einmal.",
    nothingNear: "Prüfen Sie die Schreibweise. Ein Teil des Namens genügt.",
    owned:
      "{count, plural, =0 {Kein Gerät hat diese Person als primären Benutzer.} one {Primärer Benutzer von # Gerät.} other {Primärer Benutzer von # Geräten.}}",
    used: "{count, plural, one {# Gerät.} other {# Geräte.}}",
    shown: "Angezeigt: {first, number} bis {last, number}.",
    fromPage: "Ab Seite {page, number}.",
    countedByDevice: "Vom Gerät gezählt:",
    disabled: "Dieses Konto ist deaktiviert.",
    guest: "Das ist ein Gast.",
    deleted: "Entra kennt diese Person nicht mehr.",
    summaryUser: "{name}: {owned}",
    howTo: {
      who: "Nennen Sie das Gerät: who LT-0042. Ein Teil des Namens, die Seriennummer oder die ID genügt.",
      device:
        "Nennen Sie das Gerät: device LT-0042. Ein Teil des Namens, die Seriennummer oder die ID genügt.",
      user: "Nennen Sie die Person: user ana@contoso.com. Ein Name oder ein Teil davon genügt.",
      approve: "Nennen Sie das Gerät: approve LT-0042.",
      undo: "Nennen Sie das Gerät: undo LT-0042.",
    },
  },

  certainty: {
    sure: "Sicher",
    likely: "Wahrscheinlich",
    unsure: "Vielleicht im Urlaub: Wissen Sie es?",
  },
  saidCertainty: {
    sure: "Das ist sicher.",
    likely: "Das ist wahrscheinlich.",
    unsure: "Vielleicht im Urlaub: Wissen Sie es?",
  },
  observing:
    "Custodian beobachtet nur: Es sammelt Belege und postet daraus keine Vorschläge. Mit preview sehen Admins, was es vorschlagen würde, und mit settings schalten sie die Vorschläge ein.",
  firstRunWaiting:
    "{count, plural, one {# weiterer wartet} other {# weitere warten}}: Im ersten Durchgang postet Custodian höchstens {perDay, plural, one {# Vorschlag} other {# Vorschläge}} nach Belegen am Tag, die sichersten zuerst.",

  preview: {
    found:
      "{count, plural, =0 {Custodian würde jetzt nichts vorschlagen.} one {Custodian würde jetzt # Änderung vorschlagen.} other {Custodian würde jetzt # Änderungen vorschlagen.}}",
    weighed:
      "{count, plural, one {Custodian hat Nutzungsdaten zu # Gerät.} other {Custodian hat Nutzungsdaten zu # Geräten.}}",
    open: "{count, plural, one {Zu # davon ist eine Karte offen.} other {Zu # davon sind Karten offen.}}",
    observing:
      "Custodian beobachtet nur und postet davon nichts. Um die Vorschläge einzuschalten, geben Sie im Chat mit Custodian settings ein.",
    nothingPosted: "Diese Karte postet nichts.",
    groupUnreadable:
      "Noch kann Custodian niemanden vorschlagen: Es kann eine Gruppe ausgenommener Geräte oder Personen nicht lesen. Prüfen Sie die Gruppe in settings, und ob Custodian Gruppen lesen darf.",
    waiting:
      "{count, plural, one {# davon wartet auf Platz im Kanal.} other {# davon warten auf Platz in ihren Kanälen.}}",
    waits: "ist noch nicht an der Reihe",
    days: "{count, plural, one {# Nutzungstag} other {# Nutzungstage}}",
    reasons: {
      "primary-user-gone":
        "Das Konto des primären Benutzers ist deaktiviert oder gelöscht",
      "primary-user-moved":
        "Der primäre Benutzer benutzt jetzt ein anderes Gerät",
      staged: "Vorbereitet und jetzt bei seinem Benutzer",
      "no-primary-user": "Es hat keinen primären Benutzer",
      newcomer: "Jemand ohne anderes Gerät benutzt es",
      "primary-user-not-seen": "Der primäre Benutzer hat kein Gerät benutzt",
      "clear-leader": "Jemand anderes meldet sich weit öfter an",
      "used-by-many": "Viele benutzen es, der primäre Benutzer kaum",
      shared: "Mehrere Personen teilen es sich",
    },
    beingMade:
      "Das dauert einen Moment: {count, plural, =0 {Es hat gerade begonnen} one {# Gerät ist bisher geprüft} other {# Geräte sind bisher geprüft}}. Geben Sie noch einmal preview ein, um es zu sehen.",
    csvInPrivate:
      "Wer den Link hat, könnte alles öffnen. Fragen Sie mich in unserem persönlichen Chat: preview csv.",
    csv: "Alles, was Custodian jetzt vorschlagen würde. Der Link gilt zehn Minuten: {url}",
  },

  pending: {
    summary:
      "{waiting, plural, one {# Vorschlag wartet} other {# Vorschläge warten}}, {snoozed, number} zurückgestellt, {underWay, number} in Arbeit, {held, number} warten auf Platz.",
    counts:
      "Wartend: {waiting, number} · Zurückgestellt: {snoozed, number} · In Arbeit: {underWay, number}",
    none: "Keine offenen Vorschläge.",
    held: "{count, plural, one {# weiterer wartet auf Platz in seinem Kanal.} other {# weitere warten auf Platz in ihren Kanälen.}}",
    heldNowhere:
      "{count, plural, one {# weiterer wartet, weil es noch keinen Kanal gibt.} other {# weitere warten, weil es noch keinen Kanal gibt.}} Ein Admin gibt in einem Kanal ein: use this channel.",
    change: "{from} → {to}",
    snoozedUntil: "Zurückgestellt bis",
    expires: "Läuft ab",
    cardRefused:
      "Teams hat die Karte abgewiesen. Der Grund steht für Admins im Protokoll des Bots.",
  },

  handoff: {
    severalPeople: "Mehrere Personen",
    toSeveralPeople: "mehrere Personen",
    severalPeopleDetail: "Es gehört nicht nur einer Person",
    waited: "Wartezeit seit der Registrierung: {time}",
    stagedBy: "Vorbereitet von {account}",
    stage: {
      enrolled: "Registriert",
      provisioned: "Eingerichtet",
      "handed-off": "Übergeben",
      proposed: "Vorgeschlagen",
      decided: "Entschieden",
      verified: "In Intune bestätigt",
    },
    decided: { approve: "Genehmigt", reject: "Abgelehnt" },
    source: {
      enrolment: "Registrierung in Intune",
      "check-in": "erster Check-in mit Konformitätsstatus",
      "users-logged-on": "Liste der letzten Anmeldungen in Intune",
      "device-report": "eigener Bericht des Geräts",
      proposal: "Vorschlag von Custodian",
      intune: "in Intune bestätigt",
    },
    nothingProposed:
      "Kein Vorschlag: Es ist keine Änderung nötig, oder jemand hat dieselbe kürzlich abgelehnt",
    shownAlready: "Diese Person war in Intune schon der primäre Benutzer",
    ended: {
      "enrolled-again":
        "Jemand hat das Gerät seither neu registriert. Es wartet auf die nächste Anmeldung.",
      gone: "Das Gerät wurde seither aus Intune entfernt.",
    },
    over: {
      "enrolled-again": "Zurückgezogen: Jemand hat das Gerät neu registriert",
      gone: "Geschlossen: Das Gerät wurde aus Intune entfernt",
    },
    forLead: "Bereitstellungsleitung: {name}",
    summary: "{device} wurde an {to} übergeben. {state}.",
  },

  objection: {
    choices: {
      "wrong-person": "Es ist die falsche Person",
      "not-handed-over": "Es ist noch nicht übergeben",
      "went-elsewhere": "Das Gerät ging woandershin",
      other: "Etwas anderes",
    },
    says: "{name} sagt, die Übergabe von {device} an {to} stimmt nicht: {reason}",
    onProposal:
      "{name} weiß, wohin dieses Gerät ging, und sagt, dass es nicht an {to} ging: {reason}",
    youSaid: "Sie haben gesagt, das stimmt nicht: {reason}",
    somebodySaid: "{name} hat gesagt, das stimmt nicht: {reason}",
    onItsWay: "Custodian sagt es gerade dem Helpdesk.",
    withHelpdesk: "Der Helpdesk kümmert sich darum.",
    notTold:
      "Der Helpdesk konnte nicht benachrichtigt werden. Bitte sagen Sie es ihm selbst.",
    both: "{choice}: {reason}",
    ended: {
      done: "{name} vom Helpdesk hat sich darum gekümmert.",
      approved: "{name} hat die Änderung trotzdem genehmigt: {to}.",
      approvedShared:
        "{name} hat die Änderung trotzdem genehmigt: gemeinsam genutztes Gerät.",
      rejected: "{name} hat den Vorschlag abgelehnt.",
      undone: "{name} hat die Änderung rückgängig gemacht.",
    },
    noticeTitle: "{device}: was Sie zur Übergabe gesagt haben",
  },

  handoffDigest: {
    isWrong: "{name} sagt, das stimmt nicht.",
    summary:
      "{count, plural, one {# Gerät wurde übergeben} other {# Geräte wurden übergeben}}",
    more: "Außerdem: {names}{others, plural, =0 {} other { und # weitere}}",
  },

  sweep: {
    running: "Custodian liest den Mandanten ein",
    done: "Einlesen fertig",
    failed: "Das Einlesen ist abgebrochen",
    kind: {
      full: "Alle Personen und Geräte",
      changes: "Geräte, die sich seit dem letzten Einlesen gemeldet haben",
    },
    step: {
      people: "Liest jetzt die Personen.",
      devices: "Liest jetzt die Geräte.",
      candidates: "Prüft jetzt, welche Geräte jemand anderes hat.",
    },
    timeLeft: "Noch etwa {time} für die Geräte.",
    timeUnknown: "Die Restzeit steht hier, sobald Custodian Geräte liest.",
    almostDone: "Alle Geräte sind gelesen. Das ist der letzte Teil.",
    took: "Dauer: {time}.",
    foundNothing: "Keine neuen Übergaben und keine neuen Vorschläge.",
    found:
      "{handoffs, plural, one {# neue Übergabe} other {# neue Übergaben}} und {proposals, plural, one {# neuer Vorschlag} other {# neue Vorschläge}}.",
    skipped:
      "{count, plural, one {# Gerät konnte Custodian nicht prüfen und hat es} other {# Geräte konnte Custodian nicht prüfen und hat sie}} übersprungen: {names}{more, plural, =0 {} other { und # weitere}}. Das nächste Einlesen versucht es wieder. Der Grund steht im Protokoll des Bots.",
    observing:
      "Custodian beobachtet nur und postet daraus keine Vorschläge. Geben Sie preview ein, um zu sehen, was es vorschlagen würde.",
    firstRun:
      "Im ersten Durchgang postet Custodian höchstens {perDay, plural, one {# Vorschlag} other {# Vorschläge}} nach Belegen am Tag, die sichersten zuerst. Die anderen warten. Geben Sie preview ein, um alle zu sehen.",
    seeProposals:
      "Geben Sie pending für die Vorschläge ein, oder handoffs für die Bereitstellungsübersicht.",
    lastStep: "Letzter Schritt:",
    ended: "Beendet:",
    failedAdvice:
      "Was Custodian gelesen hat, bleibt erhalten. Beheben Sie das Problem, und geben Sie dann scan ein. Das nächste geplante Einlesen versucht es auch.",
    of: "{done, number} von {expected, number}",
    counts: {
      pages: "Gelesene Seiten",
      people: "Personen",
      devices: "Geräte",
      candidates: "Geprüfte Geräte",
      proposals: "Vorschläge",
      handoffs: "Übergaben",
      skipped: "Übersprungen",
      gone: "Aus Intune entfernt",
    },
    summary: "{title}. {sentences}",
  },

  batch: {
    summary:
      "{open, plural, =0 {Von {account} vorbereitete Geräte: Über alle ist entschieden.} one {Von {account} vorbereitete Geräte: # können Sie hier genehmigen.} other {Von {account} vorbereitete Geräte: # können Sie zusammen genehmigen.}}{failed, plural, =0 {} other { # fehlgeschlagen.}}",
    title: "Diese Personen zu primären Benutzern machen?",
    titleDone: "Vorbereitete Geräte, über alle entschieden",
    stagedBy: "Vorbereitet von {account}",
    count:
      "{open, plural, =0 {Von {all, plural, one {# Gerät} other {# Geräten}} ist hier nichts mehr zu genehmigen.} one {# von {all, number} wartet auf Genehmigung.} other {# von {all, number} warten auf Genehmigung.}}",
    failed: "{count, number} fehlgeschlagen",
    counts: {
      approved: "{count, number} genehmigt",
      unconfirmed: "{count, number} in Intune nicht bestätigt",
      refused: "{count, number} abgewiesen, noch offen",
      contradicted: "{count, number} als falsch gemeldet",
      leftOut: "{count, number} ausgelassen",
      over: "{count, number} geschlossen",
      unknown: "{count, number} nicht mehr bekannt",
    },
    approveUpTo:
      "{count, plural, one {Genehmigen} other {Bis zu {count, number} genehmigen}}",
    approve: "{count, number} genehmigen",
    confirm:
      "Sie haben nichts ausgelassen. Alle {count, number} Geräte dieser Seite auf einmal genehmigen?",
    several: "bekommt {count, number} dieser Geräte",
    rejectTitle:
      "{count, plural, one {Dieses Gerät ablehnen? In Intune ändert sich nichts.} other {Diese {count, number} Geräte ablehnen? In Intune ändert sich nichts, und alle bekommen diesen Grund.}}",
    reject: "{count, number} ablehnen",
    rejecting:
      "{count, plural, one {# Gerät wird abgelehnt.} other {# Geräte werden abgelehnt.}} Die Karte zeigt es gleich. Klappt es bei einem nicht, sagt Custodian Ihnen privat, warum.",
    undoing:
      "{count, plural, =0 {Nichts wird rückgängig gemacht.} one {# Änderung wird rückgängig gemacht.} other {# Änderungen werden rückgängig gemacht.}}{refused, plural, =0 {} one { Bei # Zeile steht, warum nicht.} other { Bei # Zeilen steht, warum nicht.}} Die Karte zeigt es gleich.",
    decidedBy: "Zuletzt entschieden von {name}",
    leftOut: "Ausgelassen, auf der eigenen Karte noch offen",
    onItsOwnCard: "Offen auf der eigenen Karte",
    contradicted: "Laut Bereitstellung falsch, siehe eigene Karte",
    gone: "Nicht mehr bekannt",
    unknownDevice: "Ein Gerät",
    because: "{title}: {reason}",
  },

  board: {
    summary:
      "{waiting, plural, one {# Gerät wartet, {stuck, number} davon hängen fest.} other {# Geräte warten, {stuck, number} davon hängen fest.}}",
    none: "Keine vorbereiteten Geräte warten.",
    standsAt: {
      enrolled: "Registriert",
      provisioned: "Eingerichtet, wartend",
      "handed-off": "Übergeben",
      proposed: "Vorgeschlagen",
      decided: "Entschieden, noch nicht bestätigt",
      verified: "In Intune bestätigt",
    },
    verified:
      "In Intune bestätigt: {count, number}. Hier ist nichts mehr zu tun.",
    stuck: "Hängt fest",
    waiting:
      "{stuck, plural, =0 {{first, number} bis {last, number} von {all, number}} one {{first, number} bis {last, number} von {all, number}, # hängt fest: vor über 14 Tagen registriert, oder 3 Tage kein Check-in und niemand angemeldet} other {{first, number} bis {last, number} von {all, number}, # hängen fest: vor über 14 Tagen registriert, oder 3 Tage kein Check-in und niemand angemeldet}}",
    wait: "Vorbereitet von {account}, Wartezeit: {time}",
    contradictedBy: "{name} sagt, diese Übergabe stimmt nicht.",
    moreContradicted: "Und {count, number} weitere, in der Registerkarte.",
  },

  audit: {
    kinds: {
      "proposal.created": "Vorschlag gemacht",
      "proposal.posted": "Karte gepostet",
      "proposal.card-refused": "Karte von Teams abgewiesen",
      "proposal.released": "Platz im Kanal erhalten",
      "proposal.held-again": "Wartet wieder auf Platz",
      "proposal.evidence-refreshed": "Belege aktualisiert",
      "proposal.wished": "Andere Änderung angefragt",
      "proposal.approved": "Genehmigt",
      "proposal.rejected": "Abgelehnt",
      "proposal.snoozed": "Zurückgestellt",
      "proposal.woken": "Wieder vorgelegt",
      "proposal.handed-to": "Namentlich übergeben",
      "proposal.expired": "Abgelaufen",
      "proposal.superseded": "Geschlossen",
      "proposal.try-again": "Erneut versucht",
      "proposal.left-out": "Beim Genehmigen der übrigen ausgelassen",
      "proposal.answer-refused": "Abgewiesen",
      "reassignment.write-started": "Änderung an Intune gesendet",
      "reassignment.applied": "In Intune geändert",
      "reassignment.verified": "Änderung in Intune bestätigt",
      "reassignment.unconfirmed": "Änderung in Intune nicht bestätigt",
      "reassignment.changed-elsewhere": "Auch außerhalb von Custodian geändert",
      "reassignment.earlier-late": "Frühere Änderung ging verspätet durch",
      "reassignment.failed": "Änderung fehlgeschlagen",
      "reassignment.not-written": "Änderung nicht gesendet",
      "undo.requested": "Rückgängigmachen angefragt",
      "undo.write-started": "Rückgängigmachen an Intune gesendet",
      "undo.not-written": "Rückgängigmachen nicht gesendet",
      "undo.written": "Rückgängigmachen von Intune angenommen",
      "undo.done": "Rückgängig gemacht",
      "undo.failed": "Rückgängigmachen fehlgeschlagen",
      "handoff.contradicted": "Übergabe als falsch gemeldet",
      "handoff.contradiction-done": "Vom Helpdesk erledigt",
      "device.silence-lifted": "Stummschaltung aufgehoben",
      "device.collection-asked": "Gerät gefragt, wer es benutzt hat",
      "channel.chosen": "Kanal gewählt",
      "channel.stopped": "Kanal nicht mehr verwendet",
      "channel.lost": "Kanal verloren",
      "channel.regained": "Kanal nimmt wieder Karten an",
      "settings.changed": "Einstellungen geändert",
      "audit.exported": "Überwachungsprotokoll exportiert",
      "preview.exported": "Vorschau exportiert",
      "audit.details-erased": "Einzelheiten gelöscht",
    },
    none: "Keine Einträge.",
    shown: "Einträge {first, number} bis {last, number}, neueste zuerst.",
    lastUsage:
      "Geben Sie audit last und die Zahl der Einträge ein, von 1 bis {most, number}. Für das ganze Protokoll geben Sie in unserem persönlichen Chat audit export ein.",
    summary:
      "{count, plural, one {# Eintrag im Überwachungsprotokoll} other {# Einträge im Überwachungsprotokoll}}",
    by: "von {actor}",
    person: "Person {pseudonym}",
    erased: "Einzelheiten gelöscht",
    altered: "Einzelheiten stimmen nicht mit dem Protokoll überein",
    number: "Nr. {seq}",
    nothing: "nichts",
    scope: "ein Kanal für {devices}",
    scopeOfRest: "ein Kanal für den Rest",
    silenced: {
      "shared-on-purpose": "absichtlich gemeinsam genutzt",
      "refused-twice": "zweites Nein ohne primären Benutzer",
    },
    details: {
      device: "Gerät",
      restores: "trägt wieder ein",
      restored: "wieder eingetragen",
      was: "war",
      from: "von",
      to: "auf",
      rows: "Einträge",
      handedTo: "für",
      choice: "gewählter Grund",
      reason: "Grund",
      comment: "Kommentar",
      why: "warum",
      silenced: "stummgeschaltet",
      days: "Tage",
      answer: "Entscheidung",
      code: "Fehler",
      detail: "Teams meldet",
      held: "Vorschläge, die auf Platz warten",
      format: "Format",
    },
    settings: {
      mode: "Regel",
      multiplier: "Vielfaches der Anmeldungen des primären Benutzers",
      minLogons: "nötige Anmeldungen",
      windowDays: "Alter der Belege in Tagen",
      stagingAccounts: "Bereitstellungskonten",
      stagingLeads: "Bereitstellungsleitungen",
      technicians: "Techniker",
      pairedAccounts: "Konten einer Person",
      excludedDevices: "ausgenommene Geräte",
      excludedDevicesGroupId: "Gruppe ausgenommener Geräte",
      excludedUsers: "ausgenommene Personen",
      excludedUsersGroupId: "Gruppe ausgenommener Personen",
      channelScopes: "Zuständigkeiten der Kanäle",
      channelLanguages: "Sprachen der Kanäle",
      userDomains: "Domänen",
      proposing: "Vorschläge nach Belegen",
      firstRunProposalsPerDay: "Vorschläge am Tag im ersten Durchgang",
      openCardsPerChannel: "offene Karten pro Kanal",
      proposalExpiresHours: "Stunden, bis ein Vorschlag abläuft",
      workingHours: "Arbeitszeit",
      dailyLine: "tägliche Zeile in den Kanälen",
      undoWindowHours: "Stunden zum Rückgängigmachen",
      sweepIntervalMinutes: "Minuten von Einlesen zu Einlesen",
    },
    subjects: {
      proposal: "Vorschläge",
      reassignment: "Änderungen in Intune",
      undo: "Rückgängigmachen",
      handoff: "Übergaben",
      device: "Geräte",
      channel: "Kanäle",
      settings: "Einstellungen",
      audit: "Überwachungsprotokoll",
      preview: "Vorschau",
    },
    nobody: "gemeinsam genutztes Gerät",
    unknownDevice:
      "Kein Gerät heißt „{device}“. Verwenden Sie den genauen Namen, die Seriennummer oder die Intune-Geräte-ID.",
    unknownPerson:
      "Niemand heißt „{person}“. Verwenden Sie den UPN oder die Objekt-ID.",
    notOnePerson:
      "„{person}“ kann mehr als eine Person sein. Meinten Sie eine davon? {names}",
    unknownKind:
      "Kein Eintrag ist von der Art „{kind}“. Versuchen Sie, was ein Eintrag sagt, etwa Genehmigt, oder eine davon: {kinds}.",
    unknownDay: "Geben Sie Tage so ein: 2026-11-30.",
    usage:
      "Geben Sie audit ein und was Sie suchen, zum Beispiel: audit device LT-0042 person megan@contoso.com kind reassignment since 2026-11-01 until 2026-11-30 last 20. Jeder Teil darf fehlen. Arten: {kinds}, oder was ein Eintrag sagt. Dasselbe geht nach audit export, ohne last.",
    intact:
      "Das Überwachungsprotokoll ist unversehrt: {rows} Zeilen, letzter Hash {hash}.",
    broken:
      "Das Überwachungsprotokoll ist bei Zeile {row} beschädigt. {what} Vergleichen Sie es mit einer Sicherung.",
    asLogged: "Zeile {row} hat den Hash, den Sie genannt haben.",
    finding: "Zeile {row}: {what}",
    findingsInAll: "Insgesamt {count, number} Befunde.",
    erasedRows:
      "Gelöscht wurden die Einzelheiten von {rows, plural, one {# Zeile} other {# Zeilen}}: {list}.",
    erasedBy: "{rows, number} {by}",
    erasedByOthers: "{rows, number} von anderen",
    erasedBefore:
      "{rows, number}, bevor Custodian Löschungen aufgezeichnet hat",
    verifyUsage:
      "Geben Sie audit verify ein. Oder geben Sie audit verify <Zeile> <Hash> ein, mit der Nummer einer Zeile und den 64 Hex-Ziffern, die das Protokoll für sie hat.",
    eraseUsage:
      "Geben Sie audit erase, die Nummern der Einträge und den Grund ein, zum Beispiel: audit erase 12, 15-20 von der Person verlangt. Der Grund hat höchstens {most, number} Zeichen. Er bleibt für immer im Protokoll, nennen Sie darin also niemanden.",
    erasedNow:
      "Die Einzelheiten von {rows, plural, one {# Eintrag} other {# Einträgen}} sind gelöscht. Das steht in Eintrag {seq, number}, mit Ihrem Grund.",
    erasedAltered:
      "{rows, plural, one {Bei # davon} other {Bei # davon}} waren sie nicht mehr, was Custodian geschrieben hatte. Das bleibt vermerkt.",
    nothingToErase: "Keiner dieser Einträge hat Einzelheiten zum Löschen.",
    tooManyToErase:
      "Das sind zu viele auf einmal: höchstens {most, number} Einträge.",
    exportInPrivate:
      "Wer den Link hat, könnte das ganze Protokoll öffnen. Fragen Sie mich in unserem persönlichen Chat: audit export.",
    exportNeedsAddress:
      "Ein Export braucht die öffentliche Adresse des Bots. Setzen Sie PUBLIC_URL, und starten Sie Custodian neu.",
    linkOver:
      "Dieser Link gilt nicht oder nicht mehr. Einen neuen bekommen Sie mit: {command}",
    exported: "Das Überwachungsprotokoll. Der Link gilt zehn Minuten: {url}",
  },

  settings: {
    summary: "Die Einstellungen von Custodian. Admins können sie ändern.",
    linkIntro:
      "Schwellenwerte, Bereitstellungskonten und ihre Leitungen, Techniker und welcher Kanal welche Geräte bekommt.",
    sections: {
      people: "Wer entscheidet, wer zählt",
      affinity: "Wie Custodian prüft",
      exclusions: "Ausnahmen",
      proposals: "Vorschläge",
      channels: "Kanäle",
      staging: "Bereitstellung",
      times: "Zeiten",
    },
    labels: {
      affinityMode: "Regel",
      affinityMultiplier: "Vielfaches der Anmeldungen des primären Benutzers",
      affinityMinLogons: "Nötige Anmeldungen",
      affinityWindowDays: "Alter der Belege in Tagen",
      proposing: "Vorschläge nach Belegen",
      firstRunProposalsPerDay: "Davon pro Tag im ersten Durchgang",
      openCardsPerChannel: "Offene Karten pro Kanal",
      proposalExpiresHours: "Stunden, bis ein Vorschlag abläuft",
      dailyLine: "Jeden Morgen, im Kanal",
      workingHours: "Arbeitszeit",
      undoWindowHours: "Stunden zum Rückgängigmachen",
      sweepIntervalMinutes: "Minuten von Einlesen zu Einlesen",
      stagingAccounts: "Konten, die Geräte vorbereiten",
      stagingLeads: "Leitungen",
      technicians: "Techniker, deren Anmeldungen nicht zählen",
      pairedAccounts: "Konten einer Person",
      userDomains: "Domänen, deren Benutzern Geräte gehören dürfen",
      excludedDevices: "Geräte",
      excludedDevicesGroupId: "Entra-Gruppe von Geräten",
      excludedUsers: "Personen",
      excludedUsersGroupId: "Entra-Gruppe von Personen",
      lead: "Leitung",
      categories: "Gerätekategorien",
      prefixes: "Gerätenamen beginnen mit",
      language: "Sprache der Karten",
    },
    /** What each field does, a line each; range and default are said after it. */
    help: {
      technicians:
        "Sie melden sich an Geräten an, an denen sie arbeiten. Das sagt nichts darüber, wem ein Gerät gehört.",
      pairedAccounts:
        "Sie zählen als eine Person. Was eines angefragt hat, kann das andere nicht genehmigen.",
      userDomains: "Personen aus anderen Domänen werden nie vorgeschlagen.",
      affinityMode:
        "Wie Custodian Belege prüft. Nach Nutzungstagen zählen die drei Zahlen darunter nicht.",
      affinityMultiplier:
        "Bei 2 muss sich jemand doppelt so oft anmelden wie der primäre Benutzer.",
      affinityMinLogons:
        "Mit weniger schlägt Custodian niemanden vor. Nur nach Zahl der Anmeldungen.",
      affinityWindowDays: "Ältere Anmeldungen zählen nicht.",
      excludedDevices: "Nach diesen fragt Custodian nie von sich aus.",
      excludedDevicesGroupId:
        "Das gilt auch für ihre Mitglieder, verschachtelte eingeschlossen.",
      excludedUsers: "Diese schlägt Custodian nie von sich aus vor.",
      excludedUsersGroupId:
        "Das gilt auch für ihre Mitglieder, verschachtelte eingeschlossen.",
      proposing:
        "Beobachtet Custodian nur, zeigt preview den Admins, was es posten würde.",
      firstRunProposalsPerDay:
        "In der ersten Woche höchstens so viele Karten pro Tag, die sichersten zuerst.",
      openCardsPerChannel: "Sind so viele offen, warten die anderen auf Platz.",
      stagingAccounts: "Sie bereiten Geräte vor und werden nie vorgeschlagen.",
      stagingLeads: "Custodian informiert sie über jede Übergabe.",
      proposalExpiresHours:
        "Danach läuft ein Vorschlag ab, über den niemand entschieden hat.",
      dailyLine: "Zu Beginn der Arbeitszeit. Ohne Arbeitszeit um 09:00 (UTC).",
      workingHours:
        "Bis ein Vorschlag abläuft, zählen nur diese Stunden. Leer heißt: jede Stunde.",
      undoWindowHours:
        "Danach lässt sich eine Änderung hier nicht mehr rückgängig machen.",
      sweepIntervalMinutes:
        "Wie oft Custodian alle Geräte einliest. 0 für nie.",
      categories: "Kategorien in Intune, mit ganzem Namen.",
      prefixes: "Groß- und Kleinschreibung spielt keine Rolle.",
      language: "Für alle, die seine Karten lesen.",
    },
    range: "{least, number} bis {most, number}.",
    default: "Vorgabe: {value}.",
    changedLast: "Zuletzt geändert von {who}, {time} (UTC).",
    someone: "einem Admin",
    changedByEnvironment:
      "Seit {time} (UTC) von der Umgebung vorgegeben. Seitdem hat es kein Admin geändert.",
    channelName: "{team} › {channel}",
    generalChannel: "Allgemein",
    meanwhile: "Inzwischen geändert. Jetzt steht hier: {value}",
    meanwhileEmpty: "Inzwischen geändert. Jetzt ist es leer.",
    hints: {
      upns: "name@domäne, eines pro Zeile",
      leads: "Konto = Leitung, eines pro Zeile; * = Leitung für die übrigen",
      pairs: "Konto = anderes Konto derselben Person, eines pro Zeile",
      userDomains: "Eine pro Zeile; leer für alle Domänen",
      excludedDevices:
        "Name oder category:Name, * für beliebig viel, eines pro Zeile",
      excludedUsers: "name@domäne, * für beliebig viel, eines pro Zeile",
      workingHours: "Mon-Fri 08:00-17:00 Europe/Berlin",
      groupId: "Objekt-ID; leer für keine",
      names: "Einer pro Zeile",
    },
    /** Of the fields in which one thing is chosen. */
    choices: {
      affinityMode: {
        "active-days": "Nach Nutzungstagen",
        intent: "Nach Zahl der Anmeldungen",
        "as-published": "Wie im veröffentlichten Skript",
      },
      proposing: {
        on: "Posten",
        observe: "Nur beobachten: Belege sammeln, keine Vorschläge posten",
      },
      dailyLine: {
        on: "Sagen, wie viele Vorschläge warten",
        off: "Nichts sagen",
      },
    },
    exclusionsNote:
      "Nach Belegen fragt Custodian nie zu diesen Geräten und schlägt diese Personen nie vor. Sie selbst können es weiterhin.",
    groupRead: "Zuletzt gelesen: {time} (UTC).",
    groupNotRead: "Noch nicht gelesen.",
    groupFailed:
      "Custodian konnte sie nicht lesen: {time} (UTC). Was es vorher kannte, gilt weiter.",
    groupNeverRead:
      "Custodian konnte sie nicht lesen: {time} (UTC), und auch vorher nie. Bis dahin schlägt es nach Belegen nichts vor.",
    leadOfRest: "Alle anderen Bereitstellungskonten",
    noLead: "Vorgesetzte Person des Kontos in Entra",
    noLeadForRest: "Vorgesetzte Person des jeweiligen Kontos in Entra",
    noChannels:
      "Es gibt noch keinen Kanal. Geben Sie in einem ein: use this channel.",
    channelsNote:
      "Ein Vorschlag geht an den ersten Kanal, dessen Zuständigkeit zum Gerät passt, sonst an den ersten Kanal ohne Zuständigkeit.",
    thisChannel: "Dieser Kanal",
    share: {
      everything: "erhält alle Vorschläge",
      "its scope": "erhält die Geräte seiner Zuständigkeit",
      "the rest": "erhält alle Geräte, für die kein anderer zuständig ist",
      nothing: "erhält nichts: Ein früherer Kanal ohne Zuständigkeit geht vor",
    },
    moreChannels:
      "{count, plural, one {# weiterer Kanal wird verwendet und passt nicht hierher.} other {# weitere Kanäle werden verwendet und passen nicht hierher.}}",
    tooLong: "{count, number} Einträge, mehr als hierher passen.",
    tooLongChangeVariable:
      "{count, number} Einträge, mehr als hierher passen. Ändern Sie sie mit {variable} in der Umgebung.",
    saved: "Als Version {version} gespeichert.",
    unchanged: "Nichts geändert: Die Einstellungen sind schon so.",
    stale:
      "Nichts gespeichert: Die Einstellungen wurden von {who} geändert, nachdem Sie sie geöffnet hatten, {time} (UTC). Ihre Eingaben stehen noch da. Prüfen Sie, was markiert ist, und speichern Sie dann noch einmal.",
    staleNothingTyped:
      "Nichts gespeichert: Die Einstellungen wurden von {who} geändert, nachdem Sie sie geöffnet hatten, {time} (UTC). So sind sie jetzt.",
    faulty:
      "Noch nichts gespeichert. Berichtigen Sie, was markiert ist, und speichern Sie dann noch einmal.",
    unknownTechnicians: "Entra kennt {upns} nicht. Ist das ein Tippfehler?",
    lateToOpen:
      "Das dauert länger, als Teams wartet. Nichts wurde geändert. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
    lateToSave:
      "Das Speichern dauert länger, als Teams wartet. Geben Sie gleich settings ein, um zu sehen, ob es geklappt hat.",
  },

  help: {
    summary: "Was Custodian kann, als Schaltflächen und Befehle.",
    intro:
      "Custodian findet heraus, wer jedes Intune-Gerät wirklich benutzt, und fragt, bevor es einen primären Benutzer ändert. Geben Sie einen Befehl ein:",
    mention: "In einem Kanal oder Gruppenchat beginnen Sie mit @{name}.",
    unknownCommand: "Diesen Befehl kenne ich nicht. Das kann ich:",
    typed: {
      device: "Gerät",
      person: "Person",
      entries: "Einträge",
      reason: "Grund",
    },
    didYouMean: "„{word}“ kenne ich nicht. Meinten Sie: {command}?",
    commands: {
      who: "der primäre Benutzer, und wie sicher das ist; bis zu zehn, durch Kommas getrennt",
      device: "alles zu einem Gerät",
      user: "eine Person und ihre Geräte",
      propose: "einen primären Benutzer vorschlagen",
      proposeShared: "vorschlagen, dass es ein gemeinsam genutztes Gerät wird",
      approve: "der offene Vorschlag, mit seinen Schaltflächen",
      undo: "die letzte Änderung, mit „Rückgängig machen“, solange es geht",
      pending: "offene Vorschläge",
      handoffs: "vorbereitete Geräte, und welche noch warten",
      notifyMe:
        "Genehmigende: eine private Nachricht bei neuen Vorschlägen; in einem Kanal nur bei dessen Vorschlägen",
      stopNotifying: "keine dieser Nachrichten mehr",
      scan: "alle Geräte und Personen des Mandanten jetzt einlesen",
      askAgain:
        "die Stummschaltung eines Geräts aufheben, sodass Custodian wieder fragen darf",
      preview: "was Custodian jetzt vorschlagen würde; postet nichts",
      previewCsv: "dasselbe als CSV; nur im persönlichen Chat",
      settings: "Schwellenwerte, Bereitstellungskonten und -leitungen, Kanäle",
      help: "diese Karte",
      useThisChannel: "Vorschläge hier posten",
      stopUsingThisChannel: "Vorschläge hier nicht mehr posten",
      audit: "die neuesten Einträge des Überwachungsprotokolls",
      auditDevice:
        "die Einträge zu einem Gerät; auch nach Person, Art und Zeit, etwa: audit person megan@contoso.com since 2026-11-01",
      auditVerify: "prüfen, dass niemand das Protokoll umgeschrieben hat",
      auditErase:
        "Namen und Gründe aus Einträgen löschen; Ihr Grund bleibt im Protokoll",
      auditExport: "das ganze Protokoll; nur im persönlichen Chat",
    },
  },

  askAgain: {
    howTo: "Nennen Sie das Gerät: ask again LT-0042.",
    lifted:
      "{device} ist nicht mehr stummgeschaltet. Custodian fragt wieder, wenn die Belege dafür sprechen. Eine abgelehnte Änderung wartet weiter bis zu ihrem Tag.",
    notSilenced:
      "{device} ist nicht stummgeschaltet, also hat sich nichts geändert.",
  },

  extension: {
    lastCheckIn: "letzter Check-in {day}",
    neverCheckedIn: "noch kein Check-in",
    disabled: "Konto deaktiviert",
    guest: "Gast",
    looksAlike: "ähnlicher Name",
    noRecentDevices:
      "Geben Sie Namen, Seriennummer oder ID eines Geräts ein. Was Sie nachschlagen, steht das nächste Mal hier.",
    noRecentPeople:
      "Geben Sie Namen, E-Mail-Adresse oder UPN einer Person ein. Wen Sie nachschlagen, steht das nächste Mal hier.",
    noDevice:
      "Custodian kennt kein Gerät mit „{text}“ in Name, Seriennummer oder IDs.",
    noPerson:
      "Custodian kennt niemanden mit „{text}“ in Name, E-Mail-Adresse oder UPN.",
    unchecked:
      "Microsoft hat nicht rechtzeitig geantwortet. Etwas Neues fehlt vielleicht.",
    whichDevice: "Wählen Sie ein Gerät.",
    whichPerson: "Wählen Sie eine Person oder „gemeinsam genutztes Gerät“.",
    onePerson:
      "Wählen Sie eine Person in einem der beiden Felder oder „gemeinsam genutztes Gerät“.",
    proposeSummary:
      "Ein Formular, um den primären Benutzer eines Geräts vorzuschlagen.",
    matches:
      "{count, plural, one {Die Nachricht nennt # Gerät.} other {Die Nachricht nennt # Geräte.}}",
    readInPart:
      "Die Nachricht ist zu lang, um sie ganz zu durchsuchen. Vielleicht nennt sie noch mehr.",
    noMatches:
      "Die Nachricht nennt kein Gerät, das Custodian kennt. Es sucht nach ganzen Namen, Seriennummern und IDs.",
    notShown: "Custodian kann das nicht anzeigen",
    takeOut:
      "Entfernen Sie diese Karte aus Ihrer Nachricht, bevor Sie sie senden.",
  },

  propose: {
    proposed: "Vorgeschlagen: {to} wird primärer Benutzer von {device}.",
    proposedShared:
      "Vorgeschlagen: {device} wird ein gemeinsam genutztes Gerät.",
    already: "Das hat schon jemand vorgeschlagen.",
    alreadyTo:
      "Das hat schon jemand vorgeschlagen: {to} wird primärer Benutzer von {device}.",
    alreadyShared:
      "Das hat schon jemand vorgeschlagen: {device} wird ein gemeinsam genutztes Gerät.",
    waits:
      "Microsoft braucht länger als sonst, deshalb prüft Custodian das noch. Das Ergebnis erscheint hier.",
    held: "Der Vorschlag wartet auf Platz in einem Kanal und wird dann gepostet. Gibt es noch keinen Kanal, gibt ein Admin in einem ein: use this channel.",
    asked: "Auf der Karte im Kanal entscheidet jemand, der genehmigen darf.",
    checking:
      "Microsoft braucht länger als sonst, deshalb prüft Custodian das noch. Es teilt Ihnen das Ergebnis privat mit. Mit pending sehen Sie, was vorgeschlagen ist.",
    howTo:
      'Nennen Sie Gerät und Person: propose LT-0042 ana@contoso.com, oder propose LT-0042 shared. Setzen Sie einen Namen mit Leerzeichen in Anführungszeichen: propose "Empfang 1" ana@contoso.com. Sie können dazusagen, warum: propose LT-0042 ana@contoso.com weil ihr altes defekt ist.',
    lateInClick:
      "Die Prüfung dauert länger, als Teams auf einen Klick wartet. Geben Sie gleich pending ein, um zu sehen, ob es vorgeschlagen ist.",
    lateInDialog:
      "Die Prüfung dauert länger, als Teams wartet. Geben Sie gleich pending ein, um zu sehen, ob es vorgeschlagen ist.",
  },

  notice: {
    refusalTitle: "Ihr Klick zu {device} zählt nicht",
    batchRefusalTitle:
      "Ihr Klick zu den von {account} vorbereiteten Geräten zählt nicht",
    unknownRefusalTitle: "Ihr Klick zu einem Gerät zählt nicht",
    unknownBatchRefusalTitle: "Ihr Klick zu vorbereiteten Geräten zählt nicht",
    notProposed: "Custodian hat nichts vorgeschlagen. {why}",
    notAnsweredTitle: "Ihre Frage",
    resultTitle: "Ihr Vorschlag für {device}",
    cardRefusedTitle: "Teams hat die Karte zu {device} abgewiesen",
    cardRefused:
      "Der Kanal zeigt die Karte nicht oder nur eine ältere. Custodian sendet sie wieder, sobald sich etwas daran ändert. Der Grund steht im Protokoll des Bots: Suchen Sie nach teams.message-refused. Vielleicht betrifft es weitere Karten.",
    groupUnreadableTitle:
      "Custodian kann eine Gruppe von Ausnahmen nicht lesen",
    groupUnreadable: {
      devices:
        "Entra hat nicht gesagt, welche Geräte in der Gruppe der ausgenommenen Geräte sind. Die bisher bekannten bleiben ausgenommen. Hat Custodian die Gruppe noch nie gelesen, schlägt es nach Belegen nichts vor. Prüfen Sie die ID der Gruppe unter settings und die Berechtigungen GroupMember.Read.All und Device.Read.All.",
      people:
        "Entra hat nicht gesagt, wer in der Gruppe der ausgenommenen Personen ist. Die bisher bekannten bleiben ausgenommen. Hat Custodian die Gruppe noch nie gelesen, schlägt es nach Belegen nichts vor. Prüfen Sie die ID der Gruppe unter settings und die Berechtigung GroupMember.Read.All.",
    },
    outputsUnreadableTitle:
      "Custodian kann die Ausgabe der Remediation nicht lesen",
    outputsUnreadable: {
      forbidden:
        "Microsoft hat es abgelehnt. Erteilen Sie Custodian die Anwendungsberechtigung DeviceManagementScripts.Read.All mit Administratoreinwilligung. Remediations brauchen auch eine Lizenz für Windows Enterprise oder Education. Bestätigen Sie sie in Intune unter Mandantenverwaltung, Connectors und Token, Windows-Daten.",
      gone: "Intune hat keine Remediation mit dieser ID. Prüfen Sie REMEDIATION_SCRIPT_ID: Es ist die ID in der Adresse der Seite der Remediation in Intune.",
      other: "Der Grund steht im Protokoll des Bots.",
    },
    outputsReadAgain:
      "Bis dahin kommen von dort keine Belege. Die anderen Quellen laufen weiter. Custodian versucht es alle vier Stunden wieder.",
    signInsRefusedTitle:
      "Custodian kann das Anmeldeprotokoll von Entra nicht lesen",
    signInsRefused: {
      "not-licensed":
        "SIGN_IN_EVIDENCE ist eingeschaltet, aber dieser Mandant hat kein Microsoft Entra ID P1 oder P2. Ohne das sagt Entra nicht, wer sich angemeldet hat. Alles andere läuft weiter wie bisher. Schalten Sie SIGN_IN_EVIDENCE aus, oder fügen Sie die Lizenz hinzu: Custodian versucht es einmal am Tag wieder.",
      "broken-off":
        "Graph bricht jedes Mal ab, wenn Custodian das Anmeldeprotokoll liest. Bis es das Protokoll ganz gelesen hat, schlägt es niemanden wegen einer Anmeldung vor. Alles andere läuft weiter wie bisher. Custodian versucht es einmal am Tag wieder.",
      "not-permitted":
        "SIGN_IN_EVIDENCE ist eingeschaltet, aber Custodian darf das Anmeldeprotokoll nicht lesen. Alles andere läuft weiter wie bisher. Erteilen Sie die Anwendungsberechtigung AuditLog.Read.All, oder schalten Sie SIGN_IN_EVIDENCE aus: Custodian versucht es einmal am Tag wieder.",
    },
    neverPostedTitle: "Zu {device} wurde niemand gefragt",
    neverPosted:
      "Custodian konnte die Karte dieses Vorschlags nicht rechtzeitig posten, deshalb ist er abgelaufen. Wird er noch gebraucht, macht Custodian einen neuen. Vielleicht betrifft es weitere: Prüfen Sie, ob Custodian noch in seinen Kanälen ist. Der Grund steht im Protokoll des Bots.",
    auditHeadLostTitle:
      "Custodian steht still: Sein Überwachungsprotokoll ist beschädigt",
    auditHeadLost:
      "Der Kopf des Überwachungsprotokolls fehlt, deshalb entscheidet, ändert und notiert Custodian nichts. Sagen Sie es denen, die Custodian betreiben: In docs/operating.md steht, wie er zurückkommt. Bis dahin weist Custodian Klicks nach 15 Minuten ab.",
    givenUpTitle: "Custodian hat aufgegeben: {work}",
    givenUp:
      "Das ist zu oft oder zwei Wochen lang fehlgeschlagen, deshalb versucht Custodian es nicht mehr. Wer darauf wartet, hat nach Möglichkeit Bescheid bekommen. Der Grund steht im Protokoll des Bots: Suchen Sie nach „A job was given up“.",
    lateTitle: "Wartet seit einem Tag: {work}",
    late: "Custodian versucht es noch zwei Wochen lang. Meist antwortet Microsoft Graph oder Teams nicht, oder eine Berechtigung fehlt. Der Grund steht im Protokoll des Bots: Suchen Sie nach „A job is tried again later“.",
    work: {
      answers: "Klicks, Fragen und Anfragen",
      cards: "Karten posten oder aktualisieren",
      changes: "Änderungen in Intune",
      evidence: "Berichte prüfen",
      housekeeping: "regelmäßige Arbeiten",
      notices: "private Nachrichten",
      staging: "Bereitstellungsleitungen benachrichtigen",
      sweeps: "den Mandanten einlesen",
    },
    newProposals:
      "{count, plural, one {Ein neuer Vorschlag wartet auf eine Entscheidung} other {# neue Vorschläge warten auf eine Entscheidung}}",
    moreNewProposals:
      "{more, plural, one {# weiterer ist neu.} other {# weitere sind neu.}} Mit pending sehen Sie alle.",
    stopNotifying:
      "Sie bekommen das, weil Sie notify me eingegeben haben. Mit stop notifying me bestellen Sie es ab.",
    subscriptionEndedTitle:
      "Sie werden über neue Vorschläge nicht mehr benachrichtigt",
    subscriptionEnded:
      "Sie sind nicht mehr in der Gruppe der Genehmigenden, und nur die können entscheiden. Wenn Sie wieder dazugehören, geben Sie notify me ein.",
    noChannelTitle: "Eine Nachricht zu vorbereiteten Geräten wartet",
    noChannel:
      "Custodian hat eine Nachricht zu einer Übergabe, aber keinen Chat mit der Bereitstellungsleitung und keinen Kanal zum Posten. Installieren Sie Custodian für die Leitung, oder geben Sie in einem Kanal ein: use this channel. Dann sendet Custodian alle Nachrichten.",
    firstRunTitle: "Custodian postet die ersten Vorschläge nach und nach",
    firstRun:
      "Von dem, was Custodian bisher gefunden hat, postet es höchstens {perDay, plural, one {# Vorschlag} other {# Vorschläge}} am Tag, die sichersten zuerst. {waiting, plural, one {# weiterer wartet.} other {# weitere warten.}} Mit preview sehen Sie alles, was es vorschlagen würde, mit settings ändern Sie die Zahl.",
    channelLostTitle: "Vorschläge warten",
    channelLost:
      "Custodian kann nicht mehr in seinem Kanal posten, deshalb {held, plural, one {wartet # Vorschlag} other {warten # Vorschläge}}. Fügen Sie Custodian dem Team wieder hinzu, oder gehen Sie in einen anderen Kanal. Geben Sie dann ein: use this channel.",
  },

  channels: {
    everything: "Custodian postet Vorschläge ab jetzt in diesem Kanal.",
    everythingAndHeld:
      "Custodian postet Vorschläge ab jetzt in diesem Kanal. {held, plural, one {# wartender Vorschlag folgt.} other {# wartende Vorschläge folgen.}}",
    itsScope:
      "Custodian postet hier ab jetzt Vorschläge zu Geräten, für die dieser Kanal zuständig ist. Ein Admin ändert die Zuständigkeit mit: settings.",
    theRest:
      "Custodian postet in diesem Kanal ab jetzt Vorschläge zu Geräten, für die kein anderer Kanal zuständig ist.",
    nothing:
      "Dieser Kanal wird verwendet, aber Custodian postet hier noch nichts: Vorschläge gehen an einen früher gewählten Kanal. Um das zu ändern, geben Sie settings ein und geben diesem Kanal eine Zuständigkeit (Gerätekategorien oder Namensanfänge). Oder geben Sie im anderen stop using this channel ein.",
    stopped:
      "Custodian postet in diesem Kanal keine neuen Vorschläge. Über Karten, die hier offen sind, können Sie weiter entscheiden.",
    notInUse: "Custodian hat diesen Kanal nicht für Vorschläge verwendet.",
    notAChannel:
      "Das geht im Kanal eines Teams: Fügen Sie Custodian dem Team hinzu, und erwähnen Sie es dann im Kanal mit diesen Worten.",
  },

  /** What is said to `notify me` and `stop notifying me`. */
  subscriptions: {
    toAll:
      "Sie bekommen eine private Nachricht, wenn es neue Vorschläge gibt, über die Sie entscheiden dürfen. Mit stop notifying me bestellen Sie das ab.",
    toChannel:
      "Sie bekommen eine private Nachricht, wenn es in diesem Kanal neue Vorschläge gibt, über die Sie entscheiden dürfen. Mit stop notifying me hier im Kanal bestellen Sie das ab.",
    channelNotUsed:
      "Custodian postet in diesem Kanal keine Vorschläge. Um von denen in allen Kanälen zu hören, geben Sie notify me in Ihrem eigenen Chat mit Custodian ein.",
    stopped:
      "Sie bekommen keine privaten Nachrichten über neue Vorschläge mehr.",
    stillAll:
      "Von neuen Vorschlägen in allen Kanälen hören Sie weiter. Das bestellen Sie mit stop notifying me in Ihrem eigenen Chat mit Custodian ab.",
    wasNot:
      "Sie haben hier keine privaten Nachrichten über neue Vorschläge bekommen.",
  },

  scan: {
    started:
      "Custodian liest die Personen und Geräte des Mandanten ein. Eine Karte hier zeigt den Fortschritt.",
    changesFirst:
      "{here, select, yes {Custodian liest gerade die Geräte, die sich zuletzt gemeldet haben. Laufzeit bisher: {ago}. Danach liest es den ganzen Mandanten ein. Eine Karte hier zeigt den Fortschritt.} other {Custodian liest gerade die Geräte, die sich zuletzt gemeldet haben. Laufzeit bisher: {ago}. Danach liest es den ganzen Mandanten ein. Die Karte steht in der Unterhaltung, in der zuerst jemand darum gebeten hat.}}",
    running:
      "{here, select, yes {Custodian liest den Mandanten schon ein. Laufzeit bisher: {ago}, gelesene Geräte: {devices, number}. Die Karte in dieser Unterhaltung zeigt den Fortschritt.} other {Custodian liest den Mandanten schon ein. Laufzeit bisher: {ago}, gelesene Geräte: {devices, number}. Die Karte steht in der Unterhaltung, in der jemand darum gebeten hat.}}",
    runningOf:
      "{here, select, yes {Custodian liest den Mandanten schon ein. Laufzeit bisher: {ago}, gelesene Geräte: {devices, number} von {expected, number}. Die Karte in dieser Unterhaltung zeigt den Fortschritt.} other {Custodian liest den Mandanten schon ein. Laufzeit bisher: {ago}, gelesene Geräte: {devices, number} von {expected, number}. Die Karte steht in der Unterhaltung, in der jemand darum gebeten hat.}}",
  },

  turn: {
    unknownPerson:
      "Teams hat nicht gesagt, wer Sie sind, deshalb kann Custodian nicht antworten. Melden Sie sich mit Ihrem Geschäftskonto bei Teams an und versuchen Sie es erneut.",
    tooLong:
      "Das ist länger als jeder Befehl. Geben Sie help ein, um zu sehen, was ich kann.",
    unknownInvoke:
      "Custodian kennt diese Schaltfläche nicht. Geben Sie help ein, um zu sehen, was es kann.",
    unknownVerb:
      "Custodian kennt diese Schaltfläche nicht. Vielleicht ist die Karte aus einer älteren Version. Nehmen Sie die neueste Karte des Geräts.",
    wentWrong:
      "Etwas ist schiefgegangen (Referenz {reference}). Versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie einem Admin diese Referenz.",
    checking: "Custodian prüft das. Die Karte zeigt gleich das Ergebnis.",
    lateAnswer:
      "Das dauert länger als sonst. Hat sich die Karte in einer Minute nicht geändert, klicken Sie noch einmal. Es zählt nur einmal.",
    lateRefresh: "Das dauert länger als sonst. Die Karte im Kanal stimmt.",
    lateClick:
      "Das dauert länger, als Teams auf einen Klick wartet. Bitte versuchen Sie es noch einmal.",
    lateLookUp:
      "Das dauert länger, als Teams auf einen Klick wartet. Bitte versuchen Sie es noch einmal, oder geben Sie die Frage ein.",
    lateBoard:
      "Das dauert länger, als Teams auf einen Klick wartet. Versuchen Sie es noch einmal, oder geben Sie ein: handoffs",
    lateCommand:
      "Das dauert länger, als Teams auf einen Klick wartet. Geben Sie ein: {command}",
    lateForTeams:
      "Das dauert länger, als Teams wartet. Bitte versuchen Sie es gleich noch einmal.",
  },

  notUnderstood: {
    reason:
      "Wählen Sie, warum Sie ablehnen, oder sagen Sie es in höchstens {most, number} Zeichen. „Etwas anderes“ braucht eigene Worte.",
    tooLong: "Das ist zu lang: höchstens {most, number} Zeichen.",
    who: "Wählen Sie eine Person, oder geben Sie ihren UPN ein.",
    snoozeDays:
      "Sie können einen Vorschlag für 1, 3 oder 7 Tage zurückstellen.",
    answer:
      "Diese Schaltfläche funktioniert nicht mehr. Geben Sie pending für die offenen Vorschläge ein.",
    objection:
      "Wählen Sie, was nicht stimmt, oder sagen Sie es in höchstens {most, number} Zeichen. „Etwas anderes“ braucht eigene Worte.",
    board:
      "Diese Schaltfläche funktioniert nicht mehr. Geben Sie handoffs für die Bereitstellungsübersicht ein.",
    audit:
      "Diese Schaltfläche funktioniert nicht mehr. Geben Sie audit für das Überwachungsprotokoll ein.",
    preview:
      "Diese Schaltfläche funktioniert nicht mehr. Geben Sie preview für eine neue Karte ein.",
    batch:
      "Diese Schaltfläche funktioniert nicht mehr. Entscheiden Sie auf den eigenen Karten der Geräte.",
    lookUp:
      "Diese Schaltfläche funktioniert nicht mehr. Geben Sie help ein, um zu sehen, was Sie fragen können.",
    details:
      "Diese Schaltfläche funktioniert nicht mehr. Nehmen Sie die neueste Karte des Geräts.",
    match:
      "Diese Schaltfläche funktioniert nicht mehr. Schlagen Sie die Nachricht noch einmal nach.",
    settings:
      "Dieses Formular funktioniert nicht mehr. Geben Sie settings für ein neues ein.",
    propose:
      "Dieses Formular funktioniert nicht mehr. Öffnen Sie es noch einmal.",
    message:
      "Teams hat den Text der Nachricht nicht mitgegeben. Geben Sie den Namen des Geräts im Chat mit Custodian ein.",
    query: "Custodian kann diese Suche nicht lesen. Geben Sie einen Namen ein.",
    item: "Custodian kann dieses Ergebnis nicht lesen. Suchen Sie noch einmal.",
  },

  tab: {
    api: {
      off: "Die Registerkarte ist hier nicht eingerichtet. Bitten Sie einen Admin, PUBLIC_URL zu setzen.",
      signIn: "Custodian konnte Ihre Anmeldung nicht prüfen.",
      signInOver: "Ihre Anmeldung ist abgelaufen.",
      keysAway:
        "Custodian kann Anmeldungen gerade nicht prüfen. Versuchen Sie es gleich noch einmal.",
      foreignOrigin:
        "Diese Anfrage kam nicht von der Registerkarte selbst, daher wurde nichts getan.",
      notJson:
        "Custodian kann diese Anfrage nicht lesen. Laden Sie die Registerkarte neu.",
      notUnderstood:
        "Custodian kann diese Anfrage nicht lesen. Laden Sie die Registerkarte neu.",
      tooLarge:
        "Das ist zu viel auf einmal. Kürzen Sie es, und versuchen Sie es noch einmal.",
      tooMany:
        "Das war viel auf einmal. Warten Sie einen Moment, und versuchen Sie es dann noch einmal.",
      tooManyAtOnce:
        "Sie können über höchstens {most, number} Vorschläge auf einmal entscheiden. Wählen Sie weniger aus.",
      away: "Microsoft antwortet gerade nicht. Versuchen Sie es in ein paar Minuten noch einmal.",
      wentWrong:
        "Etwas ist schiefgegangen (Referenz {reference}). Versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie einem Admin diese Referenz.",
      checking:
        "Entra antwortet langsam, deshalb prüft Custodian das noch. Der Vorschlag zeigt das Ergebnis. Zählt es nicht, sagt Custodian es Ihnen.",
      answeredBefore:
        "Das kam zu spät, deshalb ist nichts geschehen. Aktueller Stand: „{state}“.",
      department: "Abteilung",
      office: "Büro",
      manager: "Vorgesetzte Person",
      managerLate: "konnte nicht gelesen werden",
      notLive: "Nicht live",
      since: "Zuordnung",
      mail: "E-Mail",
      account: "Konto",
      enrolled: "Registriert",
    },
    loading: "Wird geladen",
    again: "Erneut versuchen",
    back: "Zurück",
    more: "Mehr anzeigen",
    previousPage: "Vorherige Seite",
    nextPage: "Nächste Seite",
    page: "Seite {page, number} von {pages, number}",
    places: {
      waiting: "Wartend",
      snoozed: "Zurückgestellt",
      "under-way": "In Arbeit",
      decided: "Entschieden",
    },
    pages: {
      label: "Seiten von Custodian",
      proposals: "Vorschläge",
      board: "Bereitstellung",
      decisions: "Entscheidungen",
      search: "Suche",
      preview: "Vorschau",
      audit: "Protokoll",
      settings: "Einstellungen",
    },
    failures: {
      offline: "Custodian ist gerade nicht erreichbar.",
      signedOut: "Custodian hat die Anmeldung über Teams nicht angenommen.",
      refused: "Darauf haben Sie keinen Zugriff.",
      missing: "Das gibt es nicht oder nicht mehr.",
      changed:
        "Das hat sich inzwischen geändert. Bitte sehen Sie es sich noch einmal an.",
      failed: "Etwas ist schiefgegangen. Versuchen Sie es gleich noch einmal.",
      broken:
        "Diese Seite lässt sich gerade nicht anzeigen. Bitte laden Sie sie neu.",
      reload: "Neu laden",
    },
    offline: {
      shown: "Keine Verbindung. Alter der Angaben: {age}.",
      nothing: "Keine Verbindung.",
      retrying: "Custodian versucht weiter, die Verbindung herzustellen.",
      back: "Wieder verbunden.",
    },
    signIn: {
      notInTeams: "Custodian gibt es nur in Teams",
      notInTeamsHint:
        "Diese Seite funktioniert nur als Registerkarte in Microsoft Teams, denn Teams sagt Custodian, wer Sie sind. Bitte öffnen Sie Custodian dort.",
      refused: "Teams konnte Sie nicht anmelden",
      refusedHint:
        "Versuchen Sie es noch einmal. Bleibt es dabei, melden Sie sich in Teams ab und wieder an, oder fragen Sie einen Admin von Custodian.",
      noConsentHint:
        "Custodian darf noch nicht sehen, wer Sie sind. Ein Admin muss der App in Entra die Administratoreinwilligung erteilen. Versuchen Sie es danach noch einmal.",
      guest: "Gäste können Custodian nicht verwenden",
    },
    observing:
      "Custodian beobachtet nur: Es sammelt Belege und postet daraus keine Vorschläge.",
    preview: {
      notForYou: "Nur Admins sehen die Vorschau",
      csv: "Als CSV herunterladen",
      beingMade:
        "{count, plural, =0 {Das dauert einen Moment.} one {# Gerät ist bisher geprüft.} other {# Geräte sind bisher geprüft.}}",
      madeAt: "Stand",
      groups: "Wie viele, nach Sicherheit und Grund",
      rows: "Was Custodian vorschlagen würde",
      certainty: "Wie sicher",
      reason: "Warum",
      count: "Anzahl",
      days: "{count, plural, one {# Nutzungstag} other {# Nutzungstage}}",
      waits: "ist noch nicht an der Reihe",
      none: "Custodian würde nichts vorschlagen",
      noneHint:
        "Was Custodian vorschlagen würde, steht hier, bevor es jemanden fragt.",
    },
    proposals: {
      which: "Welche Vorschläge",
      held: "{count, plural, one {# weiterer wartet auf Platz in seinem Kanal.} other {# weitere warten auf Platz in ihren Kanälen.}}",
      heldNowhere:
        "{count, plural, one {# weiterer wartet, weil es noch keinen Kanal gibt.} other {# weitere warten, weil es noch keinen Kanal gibt.}} Ein Admin gibt in einem Kanal in Teams ein: use this channel.",
      heldInFirstRun:
        "{count, plural, one {# weiterer wartet} other {# weitere warten}}: Im ersten Durchgang postet Custodian höchstens {perDay, plural, one {# Vorschlag} other {# Vorschläge}} nach Belegen am Tag, die sichersten zuerst.",
      none: {
        waiting: "Keine Vorschläge warten",
        snoozed: "Keine Vorschläge sind zurückgestellt",
        "under-way": "Keine Änderungen sind in Arbeit",
        decided: "Noch keine Entscheidungen",
      },
      noneHint: {
        waiting:
          "Hier sehen Sie einen Vorschlag, wenn jemand anderes als der primäre Benutzer ein Gerät benutzt.",
        snoozed:
          "Hier bleiben zurückgestellte Vorschläge, bis sie wiederkommen.",
        "under-way":
          "Genehmigtes bleibt hier, bis Intune es bestätigt. Fehlgeschlagenes bleibt, bis es jemand erneut versucht.",
        decided:
          "Hier sehen Sie, was geändert oder abgelehnt wurde oder abgelaufen ist. Änderungen können Sie hier eine Weile rückgängig machen.",
      },
      choose: "Wählen Sie einen Vorschlag",
      chooseHint: "Hier sehen Sie, worauf er beruht, und können entscheiden.",
      nobody: "Gemeinsam genutztes Gerät",
      shared: "Gemeinsam genutztes Gerät",
      change: "Primärer Benutzer: jetzt {from}, vorgeschlagen {to}",
      changedByOthers: "{device}: {title}",
      listChanged:
        "{count, plural, =0 {Jetzt wartet kein Vorschlag.} one {Jetzt wartet # Vorschlag.} other {Jetzt warten # Vorschläge.}}",
    },
    queue: {
      label: "Liste filtern",
      device: "Gerätename oder Seriennummer",
      person: "Primärer Benutzer oder Vorschlag",
      sort: "Reihenfolge",
      sorts: {
        newest: "Neueste zuerst",
        oldest: "Älteste zuerst",
        strength: "Stärkste Belege zuerst",
        expires: "Läuft zuerst ab",
        device: "Nach Gerätename",
      },
      wakesSoonest: "Kommt zuerst wieder",
      filter: "Filter",
      filters: "{count, plural, one {# Filter} other {# Filter}}",
      all: "Alle",
      fields: {
        kind: "Was sich ändert",
        certainty: "Belege",
        origin: "Vorgeschlagen von",
      },
      kinds: {
        reassign: "Neuer primärer Benutzer",
        clear: "Gemeinsam genutztes Gerät",
      },
      certainty: {
        sure: "Sicher",
        likely: "Wahrscheinlich",
        unsure: "Vielleicht im Urlaub",
      },
      origins: { evidence: "Custodian", person: "Einer Person" },
      staged: "Nur vorbereitete Geräte",
      clear: "Filter entfernen",
      none: "Nichts passt",
      noneHint:
        "Entfernen Sie einen Filter, oder sehen Sie in einer anderen Liste nach.",
      morePeople:
        "So heißen viele, und Custodian hat nicht alle gesucht. Geben Sie mehr vom Namen ein.",
      choose: "{device} auswählen",
      chooseAll: "Alle angezeigten auswählen",
      chooseFirst: "Die ersten {most, number} auswählen",
      chooseNone: "Auswahl aufheben",
      atMost: "Sie können höchstens {most, number} auswählen.",
      chosen: "{count, number} ausgewählt",
      unchosen: "Nicht mehr ausgewählt, weil inzwischen geändert: {devices}",
      severalLabel: "Ausgewählte Vorschläge",
      confirmApproval:
        "{count, plural, one {# Änderung genehmigen?} other {# Änderungen genehmigen?}} Custodian nimmt sie in Intune vor.",
      confirmed: "{device}: {to}",
      approveAll: "{count, number} genehmigen",
      unknown:
        "Die Verbindung ist abgebrochen, deshalb weiß diese Seite nicht, was geschehen ist. Die Liste zeigt es. Sie können es noch einmal versuchen: Nichts geschieht doppelt.",
      outcomes: "Ergebnis",
      done: {
        approve:
          "{count, plural, =0 {Nichts wurde genehmigt.} one {# genehmigt.} other {# genehmigt.}}",
        reject:
          "{count, plural, =0 {Nichts wurde abgelehnt.} one {# abgelehnt.} other {# abgelehnt.}}",
        snooze:
          "{count, plural, =0 {Nichts wurde zurückgestellt.} one {# zurückgestellt.} other {# zurückgestellt.}}",
      },
      notDone: "{count, plural, one {# nicht:} other {# nicht:}}",
      stillChecked:
        "{count, plural, one {# wird noch geprüft:} other {# werden noch geprüft:}}",
      neighbors: "Andere Vorschläge in der Liste",
      previous: "Vorheriger",
      next: "Nächster",
      wasLast: "Das war der letzte in dieser Liste.",
    },
    shortcuts: {
      title: "Tastenkürzel",
      on: "Tastenkürzel mit einer Taste auf dieser Seite verwenden",
      areOn: "Tastenkürzel sind an.",
      areOff: "Tastenkürzel sind aus.",
      close: "Schließen",
      does: {
        next: "Zum nächsten Vorschlag gehen",
        previous: "Zum vorherigen Vorschlag gehen",
        open: "Öffnen",
        choose: "Auswählen oder abwählen",
        approve: "Die ausgewählten genehmigen, oder den offenen",
        reject: "Die ausgewählten ablehnen, oder den offenen",
        snooze: "Die ausgewählten zurückstellen, oder den offenen",
        search: "Suchen",
        help: "Diese Tasten zeigen",
      },
    },
    proposal: {
      now: "Primärer Benutzer jetzt",
      proposed: "Vorgeschlagen",
      before: "Vorher",
      after: "Nachher",
      requestedBy: "Angefragt von {name}",
      handedTo: "Für {name}",
      made: "Erstellt",
      expires: "Läuft ab",
      wakes: "Zurückgestellt bis",
      undoUntil: "Rückgängig machen bis",
      serialNumber: "Seriennummer",
      model: "Modell",
      lastCheckIn: "Letzter Check-in",
      reason: "Grund",
      why: "Begründung",
      logons: "Anmeldungen",
      logonsOf: "{count, plural, one {# Anmeldung} other {# Anmeldungen}}",
      leftOut: "Nicht gezählt",
      lastLogons: "Letzte Anmeldungen",
      asSummary:
        "Nur Techniker, Genehmigende und Admins sehen, auf wessen Anmeldungen er beruht.",
      timeline: "Verlauf",
      audit: "Überwachungsprotokoll",
      details: "Zum Gerät",
      card: "Karte in Teams",
      intune: "Gerät in Intune",
    },
    acts: {
      label: "Aktionen",
      approve: "Genehmigen",
      reject: "Ablehnen",
      snooze: "Zurückstellen",
      wakeNow: "Jetzt vorlegen",
      someoneElse: "Jemand anderes…",
      handTo: "Übergeben an…",
      undo: "Rückgängig machen",
      tryAgain: "Erneut versuchen",
      cancel: "Abbrechen",
      rejectReason: "Warum nicht?",
      rejectReasonMissing:
        "Wählen Sie einen Grund, oder sagen Sie es mit eigenen Worten.",
      inYourWords: "Mit eigenen Worten",
      saidHint: "Steht auf der Karte.",
      sharedOnPurposeNote:
        "Absichtlich gemeinsam genutzt: Custodian fragt zu diesem Gerät nichts mehr, bis ein Admin die Stummschaltung aufhebt.",
      comment: "Kommentar zur Genehmigung (optional)",
      undoWhy: "Warum rückgängig machen? (optional)",
      proposeWhy: "Warum? (optional)",
      proposeWhyHint: "Die Genehmigenden sehen das.",
      snoozeFor: "Zurückstellen für",
      whoInstead: "Wem gehört das Gerät?",
      whoInsteadHint: "Name oder UPN",
      foundPeople: "Gefundene Personen",
      nobodyFound: "Custodian hat niemanden mit diesem Namen gefunden.",
      choosePerson: "Wählen Sie eine Person.",
      propose: "Vorschlagen",
      handToWhom: "Wer soll entscheiden?",
      handToNote:
        "Die Person bekommt eine private Nachricht. Alle anderen, die entscheiden dürfen, können das weiterhin.",
      handOver: "Übergeben",
      showProposal: "Vorschlag anzeigen",
      dismiss: "Schließen",
      unknown:
        "Die Verbindung ist abgebrochen. Custodian weiß noch nicht, ob das geschehen ist. Sie sehen es hier, sobald es das weiß.",
    },
    board: {
      stages: "Geräte nach Stufe",
      waiting: "Warten auf die erste Anmeldung",
      waitingCount: "{count, plural, one {# wartet} other {# warten}}",
      stuckCount: "{count, plural, one {# hängt fest} other {# hängen fest}}",
      stuck: "Hängt fest",
      device: "Gerät",
      stagedBy: "Vorbereitet von",
      enrolled: "Registriert",
      stage: "Stufe",
      none: "Keine Geräte warten",
      noneHint: "Hier sehen Sie vorbereitete Geräte, bis sie übergeben sind.",
      contradicted: "Als falsch gemeldete Übergaben",
      saidBy: "Gemeldet von",
      saidAt: "Wann",
    },
    decisions: {
      period: "Zeitraum",
      days: "{count, number} Tage",
      overTime: "Was aus Vorschlägen wurde",
      perDay: "Pro Tag",
      perWeek: "Pro Woche, ab dem genannten Tag",
      approved: "Genehmigt",
      rejected: "Abgelehnt",
      expired: "Abgelaufen",
      undone: "Rückgängig gemacht",
      acceptance: "Annahmequote",
      acceptanceHint:
        "Von allen Entscheidungen: genehmigt und nicht rückgängig gemacht.",
      median: "Zeit bis zur Entscheidung",
      medianHint: "Die Hälfte der Entscheidungen kam schneller.",
      noAnswers: "Keine",
      asTable: "Als Tabelle",
      from: "Ab",
      none: "Keine Entscheidungen in diesem Zeitraum",
      noneHint: "Hier wird ab der ersten Entscheidung gezählt.",
      summary:
        "{approved, number} genehmigt, {rejected, number} abgelehnt, {expired, number} abgelaufen, {undone, number} rückgängig gemacht.",
    },
    search: {
      label: "Geräte und Personen suchen",
      hint: "Name, Seriennummer, UPN oder ID",
      devices: "Geräte",
      people: "Personen",
      recent: "Zuletzt nachgeschlagen",
      nothing: "Custodian hat nichts gefunden",
      nothingHint:
        "Versuchen Sie einen Teil des Namens oder eine Seriennummer. Was neuer ist als das letzte Einlesen, finden Sie im Chat mit Custodian: Geben Sie who und den ganzen Namen des Geräts ein, oder user und den UPN der Person.",
      nothingYet: "Suchen Sie ein Gerät oder eine Person",
      nothingYetHint: "Was Sie nachschlagen, steht dann hier.",
      found:
        "{count, plural, =0 {Nichts gefunden.} one {# gefunden.} other {# gefunden.}}",
      noPrimaryUser: "Kein primärer Benutzer",
    },
    device: {
      primaryUser: "Primärer Benutzer",
      seen: "Wer es zuletzt benutzt hat",
      lastAt: "Zuletzt",
      proposal: "Offener Vorschlag",
      intune: "Gerät in Intune",
      readAt: "Zuletzt gelesen:",
      notAsked: "Was Custodian nicht vorschlägt",
      askAgain: "Stummschaltung aufheben",
      propose: "{name} vorschlagen",
      collectNow: "Gerät jetzt fragen",
      collecting: {
        asked:
          "Custodian hat das Gerät gefragt, wer es benutzt hat. Ist es an und online, antwortet es in wenigen Minuten. Sonst geschieht nichts. Fragen Sie später noch einmal.",
        "in-doubt":
          "Intune hat nicht geantwortet, also weiß Custodian nicht, ob das Gerät gefragt wurde. Antwortet das Gerät, zählt es. In einer halben Stunde können Sie wieder fragen.",
        running:
          "{name} hat das Gerät schon gefragt. Es hat noch nicht geantwortet.",
        by: "Wartet auf das Gerät, gefragt von {name}",
      },
      nobodySeen: "Niemand hat es zuletzt benutzt.",
    },
    person: {
      owned: "Primärer Benutzer von",
      ownedMore: "{count, number} weitere sind nicht aufgeführt.",
      used: "Zuletzt auch benutzt",
      none: "Kein Gerät",
      entra: "Person in Entra",
    },
    settings: {
      notForYou: "Die Einstellungen sind für Admins",
      save: "Speichern",
      saving: "Wird gespeichert",
      discard: "Eingaben verwerfen",
      unsaved:
        "{count, plural, one {# nicht gespeicherte Änderung} other {# nicht gespeicherte Änderungen}}",
      nothingTyped: "Es ist nichts eingegeben, was nicht gespeichert ist.",
      leave:
        "Sie haben nicht gespeicherte Änderungen. Die Seite verlassen, ohne sie zu speichern?",
      leaveNow: "Verlassen, ohne zu speichern",
      stay: "Hierbleiben",
      faults:
        "{count, plural, one {# zu berichtigen} other {# zu berichtigen}}",
      changed: "Geändert von {who}, {time}",
      follows: "Folgt der Variable {variable}, bis es hier geändert wird.",
      stale:
        "Es wurde nichts gespeichert: {who} hat die Einstellungen geändert, nachdem Sie sie geöffnet hatten, {time}. Was Sie eingegeben haben, steht noch da. Sehen Sie sich an, was markiert ist, und speichern Sie dann noch einmal.",
      nowThere: "Inzwischen geändert. Jetzt steht dort: {value}",
      empty: "nichts",
      wholeHistory: "Alle Änderungen im Protokoll",
      environment: "Nur in der Umgebung",
      environmentHint:
        "Das ändert, wer Custodian betreibt. Es gilt ab dem nächsten Start.",
      notSet: "nicht gesetzt",
      secret: "gesetzt, nicht gezeigt",
      channelInUse: "In Verwendung",
      channelLost: "Verloren seit {time}",
      chosen: "Gewählt von {who}, {time}",
      stop: "Nicht mehr verwenden",
      stopLabel: "{channel} nicht mehr verwenden",
      stopSure:
        "{channel} nicht mehr verwenden? Offene Karten bleiben dort; neue gehen woandershin.",
      stopped: "{channel} wird nicht mehr verwendet.",
      notInUse: "{channel} wurde schon nicht mehr verwendet.",
      change: "Ändern",
      changeLead: "Leitung ändern: {account}",
      whoLeads: "Wer hat die Leitung?",
      take: "Als Leitung nehmen",
      lost: "Die Verbindung brach ab. Falls gespeichert wurde, zeigt es die Seite, sobald sie wieder da ist.",
    },
    audit: {
      verify: "Prüfen",
      verifying: "Wird geprüft",
      intact:
        "Das Protokoll ist unversehrt: {rows, plural, one {# Eintrag wurde} other {# Einträge wurden}} geprüft.",
      head: "Hash des neuesten Eintrags",
      broken: "Das Protokoll ist bei Eintrag {seq, number} beschädigt. {what}",
      entry: "Eintrag",
      at: "Wann",
      what: "Was",
      who: "Wer",
      device: "Gerät",
      details: "Einzelheiten",
      none: "Das Protokoll ist leer",
      noneFound: "Keine Einträge passen",
      noneFoundHint:
        "Entfernen Sie einen Filter, oder wählen Sie einen längeren Zeitraum.",
      filter: "Einträge filtern",
      deviceHint: "Name, Seriennummer oder ID",
      person: "Person",
      personHint: "Wer es getan hat: UPN oder Name",
      kind: "Art",
      everyKind: "Alle",
      allOf: "Alle: {subject}",
      since: "Von",
      until: "Bis",
      show: "Anzeigen",
      clear: "Zurücksetzen",
      shown: "Einträge {newest, number} bis {oldest, number}",
      csv: "Als CSV exportieren",
      jsonl: "Als JSON-Zeilen exportieren",
      notForYou: "Nur Admins sehen das Überwachungsprotokoll",
      notForYouHint:
        "Ein Admin kann Sie in die Gruppe der Admins von Custodian aufnehmen.",
    },
  },
  named: {
    "device.gone": "Intune kennt dieses Gerät nicht mehr.",
    "device.not-windows":
      "Intune kann den primären Benutzer nur bei Windows-Geräten ändern.",
    "device.not-joined":
      "Dieses Gerät ist weder in Entra noch hybrid in Entra eingebunden, daher kann Intune seinen primären Benutzer nicht ändern.",
    "device.join-unknown":
      "Weder Intune noch Entra sagt, ob dieses Gerät in Entra eingebunden, hybrid in Entra eingebunden oder nur bei Entra registriert ist. Custodian ändert seinen primären Benutzer deshalb nicht. Prüfen Sie das Gerät in Entra, und ob Custodian die Anwendungsberechtigung Device.Read.All hat.",
    "device.unknown":
      "Intune kennt kein Gerät mit dem Namen, der Seriennummer oder der ID „{name}“. Prüfen Sie die Schreibweise, und geben Sie den ganzen Namen ein.",
    "device.ambiguous":
      "{count} Geräte heißen „{name}“. Verwenden Sie die ID des gemeinten Geräts: {some}.",
    "user.unknown":
      "Entra kennt dieses Konto nicht. Vielleicht wurde es gelöscht.",
    "user.staging-account":
      "Das ist ein Bereitstellungskonto. Ihm gehört nie ein Gerät.",
    "user.disabled":
      "Dieses Konto ist deaktiviert, oder Entra sagt nicht, dass es aktiv ist.",
    "user.guest": "Das ist ein Gastkonto.",
    "user.unlicensed":
      "Diese Person hat keine Intune-Lizenz. Intune verlangt eine von einem primären Benutzer.",
    "user.other-domain":
      "Dieses Konto liegt nicht in einer Domäne, deren Benutzern Geräte gehören dürfen.",
    "logon.before-enrolment":
      "Das war vor der letzten Registrierung des Geräts und sagt nicht, wer es jetzt hat.",
    "logon.tie":
      "Das war im selben Augenblick wie die neueste Anmeldung. Custodian nimmt die mit der niedrigeren Benutzer-ID.",
    "logon.unknown-user":
      "Entra kennt keinen Benutzer mit der ID {id}. Vielleicht wurde das Konto gelöscht.",
    "logon.technician":
      "Diese Person ist Techniker und meldet sich an Geräten anderer an.",
    "logon.excluded":
      "Die Einstellungen nehmen diese Person von Vorschlägen aus.",
    "people.unknown-account":
      "Entra kennt Ihr Konto nicht, daher geht das nicht. Fragen Sie einen Admin.",
    "people.disabled-account":
      "Ihr Konto ist deaktiviert, daher geht das nicht. Fragen Sie einen Admin.",
    "people.guest": "Gäste können Custodian nicht verwenden.",
    "people.approvers-only":
      "Das dürfen nur Genehmigende. Fragen Sie jemanden davon, oder bitten Sie einen Admin, Sie in die Gruppe aufzunehmen.",
    "people.admins-only":
      "Das dürfen nur die Admins von Custodian. Fragen Sie jemanden davon.",
    "people.gains-by-it":
      "Sie würden primärer Benutzer dieses Geräts, daher muss jemand anderes entscheiden.",
    "people.asked-for-it":
      "Sie haben diese Änderung angefragt, daher muss jemand anderes entscheiden.",
    "people.perhaps-own-account":
      "Sie haben noch ein Konto, und Entra sagt nicht, ob es um dieses geht. Jemand anderes muss entscheiden.",
    "people.not-checked":
      "Entra hat nicht rechtzeitig geantwortet, daher konnte Custodian Ihr Konto nicht prüfen. Versuchen Sie es gleich noch einmal.",
    "turn.too-many":
      "Das war viel auf einmal. Warten Sie ein paar Sekunden, und versuchen Sie es dann noch einmal.",
    "entra.nothing-done":
      "Entra hat nicht rechtzeitig geantwortet, daher ist nichts geschehen. Versuchen Sie es in ein paar Minuten noch einmal.",
    "entra.nothing-changed":
      "Entra hat nicht rechtzeitig geantwortet, daher wurde nichts geändert. Versuchen Sie es in ein paar Minuten noch einmal.",
    "queue.given-up":
      "In Custodian ist wiederholt etwas schiefgegangen, deshalb hat es aufgegeben. Die Admins sind informiert.",
    "proposal.action-given-up":
      "In Custodian ist etwas schiefgegangen, deshalb ist das nicht geschehen. Bitte sehen Sie sich die Karte an, und entscheiden Sie noch einmal. Die Admins sind informiert.",
    "proposal.wish-given-up":
      "In Custodian ist etwas schiefgegangen, deshalb hat es nichts vorgeschlagen. Bitte versuchen Sie es noch einmal. Die Admins sind informiert.",
    "proposal.change-given-up":
      "In Custodian ist wiederholt etwas schiefgegangen. Prüfen Sie in Intune, ob die Änderung vorgenommen wurde, und versuchen Sie es dann noch einmal. Die Admins sind informiert.",
    "lookup.given-up":
      "In Custodian ist etwas schiefgegangen, deshalb gibt es keine Antwort. Bitte fragen Sie noch einmal. Die Admins sind informiert.",
    "collection.off":
      "Custodian liest hier keine Remediation, daher kann es kein Gerät fragen. Ein Admin muss REMEDIATION_SCRIPT_ID setzen.",
    "sweep.given-up":
      "In Custodian ist wiederholt etwas schiefgegangen. Die Admins sind informiert.",
    "entra.no-answer":
      "Entra hat nicht geantwortet, daher wurde nichts geändert. Versuchen Sie es in ein paar Minuten noch einmal.",
    "microsoft.nothing-proposed":
      "Microsoft hat nicht rechtzeitig geantwortet, daher hat Custodian nichts vorgeschlagen. Versuchen Sie es in ein paar Minuten noch einmal.",
    "lookup.unavailable":
      "Microsoft hat nicht rechtzeitig geantwortet, und Custodian hat das noch nie gesehen. Versuchen Sie es gleich noch einmal.",
    "lookup.still-late":
      "Microsoft antwortet gerade nicht. Fragen Sie in ein paar Minuten noch einmal.",
    "proposal.not-found":
      "Custodian kennt diesen Vorschlag nicht mehr. Nehmen Sie die neueste Karte des Geräts.",
    "proposal.slot-taken":
      "Für dieses Gerät ist ein anderer Vorschlag offen. Entscheiden Sie zuerst über diesen.",
    "proposal.stale":
      "Jemand hat diesen Vorschlag im selben Augenblick geändert. Sehen Sie sich die Karte noch einmal an.",
    "proposal.expired":
      "Dieser Vorschlag ist abgelaufen, bevor jemand entschieden hat. Gelten die Belege noch, schlägt Custodian es wieder vor.",
    "proposal.already-settled":
      "Über diesen Vorschlag hat schon jemand entschieden.",
    "proposal.changed":
      "Dieser Vorschlag hat sich geändert, seit die Karte gezeichnet wurde. Die Karte wird gerade aktualisiert: Bitte sehen Sie noch einmal hin, und entscheiden Sie dann.",
    "proposal.nothing-to-undo": "Hier gibt es nichts rückgängig zu machen.",
    "proposal.nothing-was-changed":
      "Es wurde nichts geändert, daher gibt es nichts rückgängig zu machen.",
    "proposal.undo-too-late":
      "Zum Rückgängigmachen ist es zu spät. Schlagen Sie stattdessen den vorherigen primären Benutzer vor.",
    "proposal.proposed-already":
      "Diese Person ist schon vorgeschlagen. Genehmigen Sie den Vorschlag, oder lehnen Sie ihn ab.",
    "proposal.primary-user-already":
      "Diese Person ist bereits der primäre Benutzer.",
    "proposal.is-primary-user-already":
      "{name} ist bereits primärer Benutzer von {device}.",
    "proposal.is-shared-already":
      "{device} ist bereits ein gemeinsam genutztes Gerät.",
    "proposal.device-not-possible": "{device}: {why}",
    "proposal.person-not-possible":
      "Diese Person kann nicht vorgeschlagen werden. {why}",
    "proposal.handed-to-no-approver":
      "Diese Person gehört nicht zu den Genehmigenden und kann nicht entscheiden. Nennen Sie jemanden aus der Gruppe der Genehmigenden.",
    "proposal.handed-to-interested":
      "Diese Person kann darüber nicht entscheiden: Sie hätte etwas davon oder hat darum gebeten. Nennen Sie jemand anderen aus der Gruppe der Genehmigenden.",
    "proposal.handed-to-unreachable":
      "{name} hat keinen Chat mit Custodian und weiß deshalb nicht, dass {device} für sie oder ihn ist. Bitte sagen Sie es selbst; auf der Karte steht es auch.",
    "proposal.user-not-possible":
      "{name} kann nicht vorgeschlagen werden. {why}",
    "proposal.user-not-one":
      "„{name}“ kann mehr als eine Person sein. Verwenden Sie den UPN der Person, die Sie meinen.",
    "proposal.changed-a-moment-ago":
      "{device} wurde gerade erst geändert, und Intune zeigt es noch nicht überall. Schlagen Sie es bitte in zehn Minuten noch einmal vor.",
    "proposal.hourly-limit":
      "Sie haben innerhalb einer Stunde {most} Änderungen vorgeschlagen. Bitte machen Sie später weiter.",
    "proposal.open-limit":
      "{most} Änderungen, die Sie angefragt haben, warten noch auf eine Entscheidung. Warten Sie bitte auf eine davon, oder fragen Sie Ihren Helpdesk.",
    "proposal.wished":
      "Für {device} ist schon eine andere Änderung offen. Ihre Anfrage steht auf deren Karte, wo die Genehmigenden sie sehen. Lehnen sie die Änderung ab, schlägt Custodian Ihre vor und sagt Ihnen Bescheid.",
    "proposal.wished-lately":
      "Sie haben für {device} gerade erst etwas anderes angefragt, und es steht auf der offenen Karte. In einer Stunde können Sie das ändern.",
    "proposal.wishes-full":
      "Für {device} ist schon eine andere Änderung offen, und andere haben bereits etwas anderes angefragt. Fragen Sie bitte Ihren Helpdesk.",
    "proposal.wish-stands":
      "Für das Gerät ist jetzt eine andere Änderung offen. Ihre Anfrage steht auf deren Karte, wo die Genehmigenden sie sehen.",
    "proposal.wish-over":
      "Ihre Anfrage ist geschlossen: Die Genehmigenden haben eine andere Änderung genehmigt, oder jemand hat das Gerät neu registriert. Ist sie noch richtig, schlagen Sie sie noch einmal vor.",
    "proposal.being-checked": "Custodian prüft Ihren Vorschlag.",
    "proposal.answer-being-checked":
      "Custodian prüft das. Die Karte zeigt gleich das Ergebnis.",
    "batch.not-found":
      "Custodian kennt diese Karte nicht mehr. Entscheiden Sie auf den eigenen Karten der Geräte.",
    "batch.nothing-to-reject":
      "Davon können Sie hier nichts mehr ablehnen. Sehen Sie sich die Karte noch einmal an.",
    "batch.other-person":
      "Inzwischen ist jemand anderes vorgeschlagen. Entscheiden Sie auf der eigenen Karte des Geräts.",
    "handoff.lead-only":
      "Nur die Bereitstellungsleitung dieser Übergabe oder ein Admin kann sagen, dass sie nicht stimmt.",
    "handoff.not-found": "Custodian kennt diese Übergabe nicht mehr.",
    "handoff.cycle-over":
      "Diese Übergabe ist vorbei: Jemand hat das Gerät neu registriert, oder es wurde aus Intune entfernt.",
    "undo.changed-elsewhere":
      "Jemand hat den primären Benutzer seither geändert, daher lässt Custodian ihn, wie er jetzt ist.",
    "undo.unconfirmed":
      "Intune hat das Rückgängigmachen angenommen, zeigt es aber nicht an. Prüfen Sie das Gerät in Intune.",
    "undo.enrolled-again":
      "Jemand hat das Gerät seither neu registriert, daher lässt Custodian den primären Benutzer, wie er jetzt ist.",
    "undo.person-not-possible":
      "Custodian kann den vorherigen primären Benutzer nicht wieder eintragen. {why}",
    "graph.throttled":
      "Microsoft Graph begrenzt unsere Anfragen. Custodian versucht es von selbst noch einmal.",
    "graph.forbidden":
      "Microsoft Graph hat dies abgelehnt: Erteilen Sie Custodian die Anwendungsberechtigung {permission}, und versuchen Sie es dann noch einmal.",
    "graph.not-licensed":
      "Entra zeigt Anmeldungen nur Mandanten mit Microsoft Entra ID P1 oder P2. Ohne diese Lizenz schalten Sie SIGN_IN_EVIDENCE aus.",
    "graph.accounts-not-shown":
      "Entra zeigt Custodian nicht, welche Konten aktiv und lizenziert sind: Erteilen Sie Custodian die Anwendungsberechtigung {permission}, und versuchen Sie es dann noch einmal.",
    "graph.not-found":
      "Microsoft Graph kennt dies nicht mehr. Vielleicht wurde es gelöscht.",
    "graph.needs-approval":
      "Intune verlangt, dass ein zweiter Admin diese Änderung genehmigt (Genehmigung durch mehrere Administratoren). Nehmen Sie Custodian von dieser Richtlinie aus, oder nehmen Sie die Änderung in Intune vor.",
    "graph.unavailable":
      "Microsoft Graph hat nicht geantwortet. Custodian versucht es von selbst noch einmal.",
    "graph.foreign-answer":
      "Etwas zwischen Custodian und Microsoft Graph, etwa ein Proxy oder eine Firewall, hat an dessen Stelle geantwortet (HTTP {status}). Bleibt es dabei, fragen Sie die Leute, die Ihr Netzwerk betreuen.",
    "graph.long-unavailable":
      "Microsoft Graph hat lange nicht geantwortet. Versuchen Sie es später noch einmal.",
    "graph.refused": "Microsoft hat dies abgelehnt: {detail}",
    "graph.cursor-expired":
      "Microsoft Graph hat in einer langen Liste die Stelle verloren. Custodian liest sie noch einmal von vorn.",
    "graph.sign-in-failed":
      "Custodian konnte sich nicht bei Microsoft anmelden. Ein Admin muss {names} prüfen.",
    "graph.token-refused":
      "Microsoft Graph nimmt die Identität nicht an, mit der Custodian sich anmeldet, obwohl Entra es tut. Ein Admin muss {names} prüfen, und ob die Anwendung in Entra aktiv ist und von keiner Richtlinie blockiert wird.",
    "graph.unexpected-answer":
      "Microsoft Graph hat eine Antwort gegeben, die Custodian nicht versteht, daher ist nichts geschehen. Versuchen Sie es noch einmal. Bleibt es dabei, sagen Sie es einem Admin.",
    "intune.late":
      "Intune zeigt die letzte Änderung noch nicht. Custodian prüft weiter.",
    "intune.undo-late":
      "Intune zeigt das Rückgängigmachen noch nicht. Custodian prüft weiter.",
    "intune.write-in-doubt":
      "Intune hat nicht geantwortet. Custodian prüft, ob die Änderung vorgenommen wurde.",
    "teams.channel-refuses":
      "Teams sagt, dass Custodian nicht in diesem Kanal ist. Custodian versucht es noch ein paar Minuten, dann gibt es den Kanal auf.",
    "teams.channel-lost":
      "Custodian ist nicht mehr in diesem Kanal. Fügen Sie die App dem Team wieder hinzu, und geben Sie dann ein: use this channel.",
    "teams.message-gone":
      "Die Karte ist aus dem Kanal verschwunden. Custodian postet eine neue.",
    "teams.message-refused":
      "Teams hat diese Karte abgewiesen. Fragen Sie einen Admin: Der Grund steht im Protokoll des Bots.",
    "teams.throttled":
      "Teams begrenzt unsere Nachrichten. Custodian versucht es von selbst noch einmal.",
    "teams.unavailable":
      "Teams hat nicht geantwortet. Custodian versucht es von selbst noch einmal.",
    "teams.person-unreachable": "Diese Person hat keinen Chat mit Custodian.",
    "notices.card-being-posted": "Custodian postet gerade die Karte.",
    "notices.no-place-for-handoff":
      "Custodian erreicht weder die Bereitstellungsleitung noch einen Kanal. Geben Sie in einem Kanal ein: use this channel.",
    "storage.away":
      "Custodian erreicht seine Datenbank nicht, daher ist nichts geschehen. Versuchen Sie es in einer Minute noch einmal.",
    "storage.out-of-range":
      "Eine Zahl oder ein Datum darin ist zu groß oder zu klein. Bitte berichtigen Sie es.",
    "storage.folder-in-use":
      "Ein anderer Prozess verwendet den Ordner der Datenbank.",
    "notices.awake":
      "Die Zurückstellung ist vorbei: Dieser Vorschlag wartet wieder auf eine Entscheidung.",
    "notices.for-approvers":
      "Über neue Vorschläge werden nur Genehmigende benachrichtigt, denn sie entscheiden. Wenn Sie dazugehören sollen, bitten Sie einen Admin, Sie in die Gruppe der Genehmigenden aufzunehmen.",
    "notices.remind":
      "Über diesen Vorschlag hat noch niemand entschieden. Er läuft in {left} ab.",
    "notices.remind-several":
      "{count} Vorschläge warten noch auf eine Entscheidung. Der erste läuft in {left} ab: {some}{more, plural, =0 {} other { und # weitere}}. Mit pending sehen Sie alle.",
    "notices.waiting":
      "{count, plural, one {Ein Vorschlag wartet seit {time} auf eine Entscheidung.} other {# Vorschläge warten auf eine Entscheidung, der älteste seit {time}.}} Mit pending sehen Sie, was offen ist.",
    "time.minutes": "{count, plural, one {# Minute} other {# Minuten}}",
    "time.hours": "{count, plural, one {# Stunde} other {# Stunden}}",
    "time.days": "{count, plural, one {# Tag} other {# Tagen}}",
    "proposal.unknown-time-zone": "Custodian kennt diese Zeitzone nicht.",
    "card.not-understood":
      "Diese Schaltfläche funktioniert nicht mehr. Nehmen Sie die neueste Karte.",
    "report.refused": "Der Bericht wurde abgewiesen.",
    "config.invalid":
      "Die Konfiguration ist unvollständig oder falsch. Das Protokoll nennt jede Einstellung, die Sie berichtigen müssen.",
    "audit.rows-missing-before": "Davor fehlen Zeilen.",
    "audit.follows-another-row": "Das schließt nicht an die Zeile davor an.",
    "audit.row-changed": "Der Inhalt wurde verändert.",
    "audit.details-changed": "Die Einzelheiten wurden verändert.",
    "audit.rows-missing-at-end": "Am Ende fehlen Zeilen.",
    "audit.row-behind-last":
      "Jemand hat sie hinter der letzten Zeile eingefügt.",
    "audit.details-missing":
      "{rows, plural, one {Die Einzelheiten fehlen} other {Von hier an fehlen die Einzelheiten von # Zeilen}}, und keine Löschung nennt sie.",
    "audit.details-back":
      "{rows, plural, one {Die Einzelheiten} other {Die Einzelheiten von # Zeilen von hier an}} wurden gelöscht und sind wieder da.",
    "audit.altered-before-erased":
      "Die Einzelheiten waren beim Löschen nicht mehr, was Custodian geschrieben hatte.",
    "audit.head-missing":
      "Nummer und Hash der letzten Zeile fehlen, danach können also Zeilen fehlen.",
    "audit.not-as-logged": "Der Hash ist nicht der, den Sie genannt haben.",
    "audit.logged-row-missing":
      "Das Protokoll endet mit Zeile {last} und enthält diese nicht.",
    "audit.head-lost":
      "Custodian kann sein Überwachungsprotokoll nicht schreiben und tut nichts ohne Eintrag darin. Sagen Sie es denen, die Custodian betreiben. audit verify sagt mehr.",
    "preview.outdated":
      "Jemand hat die Einstellungen geändert, während Custodian die Vorschau gemacht hat. Fragen Sie noch einmal danach.",
    "setting.unreadable":
      "Custodian kann das nicht lesen. Bitte berichtigen Sie es.",
    "setting.whole-number":
      "Das muss eine ganze Zahl von {least} bis {most} sein.",
    "setting.number": "Das muss eine Zahl von {least} bis {most} sein.",
    "setting.not-offered": "Das steht nicht zur Wahl.",
    "setting.not-upn": "„{entry}“ ist kein UPN (name@domäne).",
    "setting.not-domain":
      "Eintrag {entry} ist kein Domänenname. Jeder Eintrag muss einer sein.",
    "setting.not-device-pattern":
      "„{entry}“ ist weder ein Name noch category:Name, oder hat mehr als 100 Zeichen.",
    "setting.not-user-pattern":
      "„{entry}“ ist kein UPN-Muster (name@domäne, * für beliebig viel), oder hat mehr als 100 Zeichen.",
    "setting.not-working-hours":
      "Das muss so aussehen: Mon-Fri 08:00-17:00 Europe/Berlin, mit mindestens zehn Stunden in der Woche. Oder lassen Sie es leer.",
    "setting.not-group-id": "Das muss die Objekt-ID einer Gruppe sein.",
    "setting.not-lead":
      "Eintrag {entry} muss lauten: Konto = Leitung, oder * = Leitung.",
    "setting.not-pair": "Eintrag {entry} muss lauten: Konto = anderes Konto.",
    "setting.pair-twice": "Dasselbe Konto steht zweimal vor dem =.",
    "setting.lead-twice": "Dasselbe Bereitstellungskonto steht hier zweimal.",
    "setting.too-long": "Das ist zu lang für dieses Formular.",
    "setting.most-accounts": "Hier dürfen höchstens {most} Konten stehen.",
    "setting.most-entries": "Hier dürfen höchstens {most} Einträge stehen.",
    "setting.longest-entry": "Ein Eintrag darf höchstens {most} Zeichen haben.",
    "setting.most-new-leads":
      "Sie können höchstens {most} Konten auf einmal eine andere Leitung geben.",
    "setting.not-a-person": "Das muss eine Person sein.",
    "setting.lead-unknown": "Entra kennt {name} nicht.",
    "setting.lead-guest": "{name} ist ein Gast.",
    "setting.lead-disabled": "Das Konto von {name} ist deaktiviert.",
    "setting.lead-without-upn":
      "Custodian kann den UPN von {name} nicht verwenden.",
  },
};
