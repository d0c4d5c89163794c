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
    stripTitle: "Wer hier war, ein Zeichen je Tag",
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
    objectionTitle: "Eine Übergabe stimmt nicht, sagt die Bereitstellung",
    objectionWho: "Wer es nach Kenntnis von Custodian hat",
    objectionOnProposal:
      "Der Vorschlag dazu ist noch offen: Lehnen Sie ihn ab oder nennen Sie auf seiner Karte jemand anderen.",
    objectionDone: "Erledigt",
    proposeSomeoneElse: "Jemand anderen vorschlagen…",
    timeline: "Verlauf",
    sweepBegan: "Begonnen:",
    boardTitle: "Bereitstellungsübersicht",
    boardStages: "Geräte nach Stufe",
    boardContradicted: "Stimmt nicht, sagt die Bereitstellung",
    boardWaiting: "Warten auf die erste Anmeldung",
    boardEnrolled: "Registriert:",
    approveTheRest: "Übrige genehmigen",
    leaveOut: "Auslassen",
    batchHint:
      "Markieren Sie, was ausgelassen werden soll: Es bleibt auf seiner eigenen Karte offen, wenn Sie es nicht hier ablehnen. Jede Seite wird für sich entschieden.",
    batchTickFirst: "Markieren Sie die Geräte, die Sie ablehnen möchten.",
    rejectTheTicked: "Markierte ablehnen…",
    undoThese: "Rückgängig machen…",
    undoTheTicked: "Markierte rückgängig machen",
    undoTitle:
      "Markieren Sie die Geräte, deren Änderung zurückgenommen werden soll. Jedes bekommt seinen vorherigen primären Benutzer.",
    undoTickFirst:
      "Markieren Sie die Geräte, deren Änderung zurückgenommen werden soll.",
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
    tryAgain: "Nochmals versuchen",
    details: "Details",
    detailsTitle: "Ein Vorschlag im Detail",
    aboutTheDevice: "Zum Gerät",
    backToProposal: "Zurück zum Vorschlag",
    refresh: "Aktualisieren",
    rejectReason: "Warum nicht?",
    inYourWords: "Mit eigenen Worten",
    saidHint: "Auf der Karte für alle sichtbar",
    sharedOnPurposeNote:
      "Absichtlich gemeinsam genutzt: Für dieses Gerät wird nichts vorgeschlagen, bis ein Administrator das aufhebt.",
    comment: "Kommentar zur Genehmigung (optional)",
    undoWhy: "Warum rückgängig machen? (optional)",
    proposeWhy: "Warum? (optional)",
    proposeWhyHint: "Wer entscheidet, sieht das",
    whoInstead: "Wem gehört das Gerät?",
    whoInsteadHint: "Name oder Benutzerprinzipalname",
    whoInsteadMissing: "Wählen Sie eine Person.",
    whoInsteadNote:
      "Damit entsteht ein neuer Vorschlag in Ihrem Namen. Über ihn entscheidet jemand anderes.",
    undoUntil: "Kann rückgängig gemacht werden bis:",
    wakes: "Wiedervorlage:",
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
    whoseDirectory: "Nicht dabei? Im Verzeichnis von Custodian suchen",
    itsShared: "Niemand: gemeinsam genutztes Gerät daraus machen",
    proposeNote: "Entschieden wird im Kanal. Bis dahin ändert sich nichts.",
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
    lookUpUsed: "Zuletzt angemeldet an, ohne primärer Benutzer zu sein",
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
    lookUpNameHint: "Name, Seriennummer, UPN oder ID",
    lookUpWho: "Wer hat dieses Gerät?",
    lookUpUser: "Diese Person anzeigen",
    commandHelp: "Hilfe",
    commandPending: "Offene Vorschläge",
    commandHandoffs: "Bereitstellungsübersicht",
    previewTitle: "Was jetzt vorgeschlagen würde",
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
      "In den letzten zwei Wochen hat das Gerät nur {reported} gemeldet, und Entra hat dort nur Anmeldungen von {signedIn} gesehen",
    lastLogons:
      "In den letzten zwei Wochen hat das Gerät nur {reported} gemeldet, und in Intune steht {lastLogon} als letzte angemeldete Person",
    both: "In den letzten zwei Wochen hat das Gerät nur {reported} gemeldet, Entra hat dort nur Anmeldungen von {signedIn} gesehen, und in Intune steht {lastLogon} als letzte angemeldete Person",
  },

  why: {
    notWeighed:
      "Weil jemand darum gebeten hat. Wer sich an diesem Gerät anmeldet, wurde nicht betrachtet.",
    clearLeader:
      "{proposed, select, yes {{to} hat sich in den Tagen, die das Gerät gezählt hat, {times, plural, one {einmal} other {#-mal}} angemeldet, {ratio}-mal so oft wie {from} ({fromTimes, number}). Ab dem {needed}-Fachen wird ein Wechsel vorgeschlagen.} other {Nach den Belegen allein würde {to} vorgeschlagen: {times, plural, one {# Anmeldung} other {# Anmeldungen}} in den Tagen, die das Gerät gezählt hat, {ratio}-mal so viele wie {from} ({fromTimes, number}). Ab dem {needed}-Fachen wird ein Wechsel vorgeschlagen.}}",
    primaryUserNotSeen:
      "{proposed, select, yes {{to} hat sich in den Tagen, die das Gerät gezählt hat, {times, plural, one {einmal} other {#-mal}} angemeldet. {about} Ein Vorschlag setzt mindestens {needed, plural, one {# Anmeldung} other {# Anmeldungen}} voraus.} other {Nach den Belegen allein würde {to} vorgeschlagen: {times, plural, one {# Anmeldung} other {# Anmeldungen}} in den Tagen, die das Gerät gezählt hat. {about} Ein Vorschlag setzt mindestens {needed, plural, one {# Anmeldung} other {# Anmeldungen}} voraus.}}",
    didNotLogOn:
      "{name}, der primäre Benutzer, hat sich überhaupt nicht angemeldet.",
    primaryUserLeftOut: {
      unknown:
        "Entra kennt {name}, den primären Benutzer, nicht; deshalb zählen diese Anmeldungen nicht.",
      "staging-account":
        "{name}, der primäre Benutzer, ist ein Bereitstellungskonto; deshalb zählen dessen Anmeldungen nicht.",
      disabled:
        "Das Konto von {name}, dem primären Benutzer, ist deaktiviert; deshalb zählen dessen Anmeldungen nicht.",
      guest:
        "{name}, der primäre Benutzer, ist ein Gast; deshalb zählen diese Anmeldungen nicht.",
      unlicensed:
        "{name}, der primäre Benutzer, hat keine Intune-Lizenz; deshalb zählen diese Anmeldungen nicht.",
      "other-domain":
        "Das Konto von {name}, dem primären Benutzer, liegt nicht in einer Domäne, deren Benutzern Geräte gehören dürfen; deshalb zählen dessen Anmeldungen nicht.",
    },
    primaryUserLeftOutBecause:
      "Die Anmeldungen von {name}, dem primären Benutzer, zählen nicht. {why}",
    noPrimaryUser:
      "{proposed, select, yes {{to} hat sich in den Tagen, die das Gerät gezählt hat, {times, plural, one {einmal} other {#-mal}} angemeldet, das sind {percent} aller Anmeldungen. Das Gerät hat keinen primären Benutzer.} other {Nach den Belegen allein würde {to} vorgeschlagen: {times, plural, one {# Anmeldung} other {# Anmeldungen}} in den Tagen, die das Gerät gezählt hat, {percent} von allen. Das Gerät hat keinen primären Benutzer.}}",
    sharedPattern:
      "{users, number} Personen benutzen dieses Gerät regelmäßig (jeweils mindestens {needed, plural, one {# Anmeldung} other {# Anmeldungen}} in den Tagen, die das Gerät gezählt hat), und auf niemanden entfällt die Hälfte der Anmeldungen.",
    runnerUp:
      "Danach folgt {name} mit {logons, plural, one {# Anmeldung} other {# Anmeldungen}}, {percent} von allen.",
    evidenceSaysShared:
      "Nach den Belegen allein würde es ein gemeinsam genutztes Gerät.",
    lastRealPerson:
      "{proposed, select, yes {{to} hat sich am {day} als letzte echte Person angemeldet.} other {Nach den Belegen allein würde {to} vorgeschlagen, als letzte echte Person angemeldet am {day}.}}",
    stagedBy: "Das Gerät wurde von {account} vorbereitet.",
    staged: "Das Gerät wurde für jemand anderen vorbereitet.",
    hasNoPrimaryUser: "Das Gerät hat keinen primären Benutzer.",
    passedOver:
      "{count, plural, one {{names} hat sich später angemeldet und zählt nicht. {why}} other {{names} haben sich später angemeldet und zählen nicht. {why}}}",
    sharedByLastLogons:
      "{people, number} Personen haben sich binnen {days, plural, one {# Tag} other {# Tagen}} an diesem Gerät angemeldet; es gehört also keiner von ihnen.",
    notConcerned:
      "Nach den Belegen allein würde sich nichts ändern: Das Gerät wurde nicht für jemanden vorbereitet und hat einen primären Benutzer.",
    waiting: {
      "nobody-logged-on":
        "Die Belege allein nennen niemanden: Intune führt keine Anmeldung an diesem Gerät auf.",
      "no-real-person-yet":
        "Die Belege allein nennen niemanden: Wer sich angemeldet hat, kann nicht primärer Benutzer sein.",
    },
    tookOver: {
      "primary-user-gone":
        "{proposed, select, yes {{to} hat dieses Gerät an {days, plural, one {# Tag} other {# Tagen}} benutzt.} other {Nach den Belegen allein würde {to} vorgeschlagen: an {days, plural, one {# Tag} other {# Tagen}} am Gerät.}} Das Konto von {from}, dem primären Benutzer, ist deaktiviert oder gelöscht.",
      "primary-user-moved":
        "{proposed, select, yes {{to} hat dieses Gerät an {days, plural, one {# Tag} other {# Tagen}} benutzt.} other {Nach den Belegen allein würde {to} vorgeschlagen: an {days, plural, one {# Tag} other {# Tagen}} am Gerät.}} {from}, der primäre Benutzer, ist jetzt an einem anderen Gerät.",
      "primary-user-not-seen":
        "{proposed, select, yes {{to} hat dieses Gerät an {days, plural, one {# Tag} other {# Tagen}} benutzt.} other {Nach den Belegen allein würde {to} vorgeschlagen: an {days, plural, one {# Tag} other {# Tagen}} am Gerät.}} {from}, der primäre Benutzer, wurde inzwischen nirgends gesehen und ist vielleicht im Urlaub: Wissen Sie es?",
      newcomer:
        "{proposed, select, yes {{to} hat dieses Gerät an {days, plural, one {# Tag} other {# Tagen}} benutzt.} other {Nach den Belegen allein würde {to} vorgeschlagen: an {days, plural, one {# Tag} other {# Tagen}} am Gerät.}} {from}, der primäre Benutzer, wurde dort inzwischen nicht gesehen, und {to} hat kein anderes Gerät.",
      "no-primary-user":
        "{proposed, select, yes {{to} hat dieses Gerät an {days, plural, one {# Tag} other {# Tagen}} benutzt.} other {Nach den Belegen allein würde {to} vorgeschlagen: an {days, plural, one {# Tag} other {# Tagen}} am Gerät.}} Das Gerät hat keinen primären Benutzer.",
      staged:
        "{proposed, select, yes {{to} hat dieses Gerät an {days, plural, one {# Tag} other {# Tagen}} benutzt.} other {Nach den Belegen allein würde {to} vorgeschlagen: an {days, plural, one {# Tag} other {# Tagen}} am Gerät.}} Das Gerät wurde für jemand anderen vorbereitet.",
    },
    usedByMany:
      "{people, number} Personen haben dieses Gerät zuletzt benutzt, keine davon überwiegend, und der primäre Benutzer kaum oder gar nicht.",
    stays: {
      "multi-session":
        "Nach den Belegen allein würde sich nichts ändern: An diesem Gerät sind viele Personen zugleich.",
      excluded:
        "Nach den Belegen allein würde sich nichts ändern: Dieses Gerät ist ausgenommen.",
      "nobody-seen":
        "Die Belege allein nennen niemanden: Zuletzt hat niemand dieses Gerät benutzt.",
      "primary-user-uses-it":
        "Nach den Belegen allein würde sich nichts ändern: Der primäre Benutzer benutzt das Gerät.",
      shared:
        "Die Belege allein nennen niemanden: Viele Personen benutzen dieses Gerät, und keine überwiegend.",
      "no-eligible-user":
        "Die Belege allein nennen niemanden: Wer dieses Gerät benutzt hat, kann nicht primärer Benutzer sein.",
      "not-used-lately":
        "Die Belege allein nennen niemanden: Wer dieses Gerät benutzt hat, war zuletzt nicht mehr da.",
    },
    notYet: {
      "unknown-people":
        "Die Belege allein nennen niemanden: An zu vielen Tagen haben Personen, die Entra nicht kennt, dieses Gerät benutzt.",
      "several-people":
        "Die Belege allein nennen niemanden: Mehrere Personen haben dieses Gerät benutzt.",
      "too-few-days":
        "Die Belege allein nennen noch niemanden: Es sind zu wenige Tage, um zu sagen, wem dieses Gerät gehört.",
      "sign-ins-alone":
        "Die Belege allein nennen niemanden: Nur die Anmeldungen in Entra zeigen jemanden, und wer das Gerät entsperrt oder offline benutzt, fehlt dort.",
    },
    contradicted:
      "Die Belege allein nennen niemanden, denn ihre Quellen widersprechen sich: {sources}.",
    keep: {
      "primary-user-leads":
        "Nach den Belegen allein würde sich nichts ändern: Der primäre Benutzer hat die meisten Anmeldungen.",
      "leader-not-far-enough-ahead":
        "Nach den Belegen allein würde sich nichts ändern: Niemand liegt weit genug vor dem primären Benutzer.",
      "already-shared":
        "Nach den Belegen allein würde sich nichts ändern: Das Gerät wird bereits gemeinsam genutzt.",
    },
    unclear: {
      "no-evidence":
        "Es wurde nichts darüber gemeldet, wer dieses Gerät benutzt.",
      "evidence-too-old":
        "Die letzte Meldung darüber, wer dieses Gerät benutzt, ist zu alt, um zu zählen.",
      "no-eligible-user":
        "Niemand, der dieses Gerät benutzt hat, kann sein primärer Benutzer sein.",
      "too-few-logons":
        "Es gibt zu wenige Anmeldungen, um zu sagen, wem dieses Gerät gehört.",
      tie: "Die häufigsten Benutzer liegen gleichauf, die Belege nennen also niemanden.",
      "primary-user-not-seen":
        "Der primäre Benutzer wurde am Gerät nicht gesehen, und nach der veröffentlichten Regel ändert sich dann nichts.",
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
  requestedBy:
    "Angefragt von {name}; diese Person darf nicht selbst genehmigen.",
  requestedBecause: "Begründung: {why}",
  wishedFor: "{name} bittet um eine andere Änderung: {to}.",
  wishedShared:
    "{name} bittet um eine andere Änderung: gemeinsam genutztes Gerät.",
  evidence: {
    "device-report": "Beleg: eigener Bericht des Geräts, gezählt",
    "users-logged-on": "Beleg: letzte Anmeldungen laut Intune, gelesen",
  },
  strip: {
    somebody: "Jemand, den Entra nicht kennt",
    seen: "{count, plural, one {An # von {of, number} Tagen hier} other {An # von {of, number} Tagen hier}}, zuletzt am {day}",
    never: "In {of, number} Tagen nicht hier",
    more: "{count, plural, one {und # weitere Person} other {und # weitere Personen}}",
    legend: "{here} hier, {away} nicht gesehen",
    period: "{from} bis {until}",
    sources: {
      "own-log": "Aus dem eigenen Protokoll des Geräts je Tag, bis {day}",
      counts: "Aus den Anmeldezahlen des Geräts, gemeldet",
      "last-logons": "Aus den letzten Anmeldungen, die Intune nennt, gelesen",
      remediation:
        "Aus dem eigenen Protokoll des Geräts über eine Remediation, gemeldet",
      "sign-ins":
        "Aus den Anmeldungen in Entra (ohne Entsperren, nichts offline), gelesen",
    },
  },
  chartTitle: "Anmeldungen in den Tagen, die das Gerät gezählt hat",
  others: "{count, plural, one {# weitere Person} other {# weitere Personen}}",
  markedNow: "{name} (jetzt)",
  markedProposed: "{name} (vorgeschlagen)",
  leftOutOne:
    "{upn}, {logons, plural, one {# Anmeldung} other {# Anmeldungen}}. {why}",
  leftOutByDays:
    "{upn}, {days, plural, one {# Tag der Nutzung} other {# Tage der Nutzung}}. {why}",
  andMore: "und {count, number} weitere",
  unresolvableId: "Nicht auflösbare ID {id}",

  question: {
    person: "{to} als primären Benutzer von {device} eintragen?",
    shared: "{device} zum gemeinsam genutzten Gerät machen?",
  },

  summary: {
    open: "Primären Benutzer von {device} von {from} auf {to} ändern? Entschieden wird auf dieser Karte.",
    settled: "{device}: {title}",
  },

  change: {
    proposed: {
      from: "Primärer Benutzer jetzt",
      to: "Vorgeschlagen",
      arrow: "→",
    },
    set: { from: "Vorher", to: "Gesetzt, noch nicht angezeigt", arrow: "→" },
    made: { from: "Vorher", to: "Jetzt", arrow: "→" },
    madeOnce: { from: "Vorher", to: "Geändert auf", arrow: "→" },
    overtaken: { from: "Vorher", to: "Vorgeschlagen", arrow: "→" },
    takingBack: {
      from: "Wird wiederhergestellt",
      to: "Wird zurückgenommen",
      arrow: "←",
    },
    takenBack: {
      from: "Primärer Benutzer jetzt",
      to: "Zurückgenommen",
      arrow: "←",
    },
  },

  details: {
    summary: "Alles zu einem Vorschlag für {device}. {state}.",
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
    undoUntil: "Kann rückgängig gemacht werden bis",
    ruleByDays:
      "Die Regel, nach Tagen der Nutzung innerhalb von zwölf Wochen: Der primäre Benutzer nutzt das Gerät nicht mehr, und eine Person hat es übernommen.",
    ruleByIntent:
      "Die Regel: mindestens das {times}-Fache der Anmeldungen des primären Benutzers und mindestens {logons, plural, one {# Anmeldung} other {# Anmeldungen}}, nach einem Bericht aus den letzten {days, plural, one {# Tag} other {# Tagen}}.",
    ruleAsPublished:
      "Die Regel, wie das Anmeldeskript veröffentlicht wurde: mindestens das {times}-Fache der Anmeldungen des primären Benutzers, nach einem Bericht aus den letzten {days, plural, one {# Tag} other {# Tagen}}.",
    page: "Seite {page, number} von {pages, number}",
    olderAudit:
      "Dies sind die neuesten {shown, number}. Ältere stehen im Export des Überwachungsprotokolls.",
    asSummary:
      "Auf wessen Anmeldungen er beruht und wer ihn beantwortet hat, sehen nur Techniker, Genehmigende und Admins.",
  },

  status: {
    pending: "Wartet auf Genehmigung",
    held: "Wartet auf einen Platz in einem Kanal",
    snoozed: "Zurückgestellt für {count, plural, one {# Tag} other {# Tage}}",
    rejected: "Abgelehnt, nichts wurde geändert",
    sharedOnPurpose: "Abgelehnt, das Gerät wird absichtlich gemeinsam genutzt",
    expired: "Ohne Antwort abgelaufen, nichts wurde geändert",
    ownerChangedElsewhere:
      "Anderweitig erledigt: {name} wurde primärer Benutzer",
    clearedElsewhere:
      "Anderweitig erledigt: Der primäre Benutzer wurde entfernt",
    replaced: "Durch einen anderen Vorschlag für dieses Gerät ersetzt",
    enrolledAgain: "Zurückgezogen: Das Gerät wurde seither neu registriert",
    evidenceGone: "Zurückgezogen: Die Belege stützen den Vorschlag nicht mehr",
    changing: "Genehmigt, Intune wird geändert…",
    applied: "Geändert, noch nicht in Intune angezeigt",
    verified: "Erledigt: {name} ist der primäre Benutzer",
    verifiedShared: "Erledigt: Das Gerät wird gemeinsam genutzt",
    changedSince:
      "Erledigt und seither anderswo geändert: {name} ist der primäre Benutzer",
    clearedSince:
      "Erledigt und seither anderswo geändert: Es gibt keinen primären Benutzer",
    alreadySo: "Erledigt: In Intune war es schon so, nichts wurde geändert",
    failed: "Die Änderung ist fehlgeschlagen",
    unconfirmed: "Geändert, aber Intune zeigt es nicht an",
    undoing: "Die Änderung wird rückgängig gemacht…",
    undone: "Rückgängig gemacht: {name} ist wieder der primäre Benutzer",
    undoneShared: "Rückgängig gemacht: Das Gerät wird wieder gemeinsam genutzt",
    undoneChangedSince:
      "Rückgängig gemacht und seither anderswo geändert: {name} ist der primäre Benutzer",
    undoneClearedSince:
      "Rückgängig gemacht und seither anderswo geändert: Es gibt keinen primären Benutzer",
    undoFailed: "Die Änderung konnte nicht rückgängig gemacht werden",
  },
  steps: {
    approvedBy: "Genehmigt von {name}",
    rejectedBy: "Abgelehnt von {name}",
    snoozedBy: "Zurückgestellt von {name}",
    expired: "Abgelaufen",
    superseded: "Von Custodian erledigt",
    applied: "In Intune geändert",
    verified: "In Intune gesehen",
    changedElsewhereBy: "In Intune geändert von {name}",
    otherShown: "Intune zeigte {name}",
    nobodyShown: "Intune zeigte keinen primären Benutzer",
    failed: "Fehlgeschlagen",
    unconfirmed: "Nicht länger gewartet",
    undoBy: "Rücknahme verlangt von {name}",
    undoneBy: "Rückgängig gemacht von {name}",
    undone: "Vorheriger Zustand wiederhergestellt",
    silenceLifted: "Stummschaltung aufgehoben von {name}",
  },
  saidBy: "{name}: {text}",
  refusals: {
    "still-uses-it": "Der primäre Benutzer nutzt es noch",
    "only-helped-out": "Hat nur ausgeholfen",
    "on-leave": "Der primäre Benutzer ist abwesend",
    "shared-on-purpose": "Absichtlich gemeinsam genutzt",
    other: "Etwas anderes",
  },
  holds: {
    pair: "Für dieses Paar wird nicht wieder gefragt bis",
    silence: "Stummgeschaltet, bis ein Administrator das aufhebt.",
  },
  advice: {
    held: "Die Karte wird gepostet, sobald ihr Kanal Platz hat. Ist noch kein Kanal in Gebrauch, schreibt ein Administrator in einem: use this channel.",
    snoozed:
      "Die Karte kommt von selbst wieder. Entschieden werden kann auch jetzt schon.",
    heldSnoozed: "Eine Antwort ist bei der Wiedervorlage wieder möglich.",
    expired:
      "Sprechen die Belege weiter dafür, folgt in einer Woche ein neuer Vorschlag.",
    replaced: "Antworten Sie auf der neueren Karte.",
    contradicted:
      "Die Quellen widersprechen sich: {sources}. Bitte nachfragen, wer es hat.",
    changedElsewhere:
      "Auch jemand anderes hat den primären Benutzer dieses Geräts in Intune geändert. Bitte prüfen, wer es haben soll.",
    tookEffectLate:
      "Intune hatte nicht geantwortet, deshalb stand hier, es sei nicht geändert. Die Änderung wurde verspätet wirksam, an Stelle dessen, was links steht.",
    mayTakeEffectLate:
      "Intune hat auf Custodians eigene Änderung nicht geantwortet. Sollte sie binnen eines Tages noch wirksam werden, steht es hier.",
    applied: "Intune kann bis zu zehn Minuten brauchen.",
    failed: "Versuchen Sie es nochmals, sobald die Ursache behoben ist.",
    unconfirmed:
      "Sehen Sie sich das Gerät in Intune an. „Nochmals versuchen“ liest zuerst und schreibt nur, wenn es noch nötig ist.",
    undoFailed: "Versuchen Sie es nochmals, sobald die Ursache behoben ist.",
  },

  lookUp: {
    primaryUser: "{name} ist der primäre Benutzer von {device}.",
    noPrimaryUser: "{device} hat keinen primären Benutzer.",
    confidence: {
      "uses-it-most": "Niemand benutzt das Gerät häufiger als diese Person.",
      "uses-it": "Diese Person benutzt das Gerät.",
      "others-use-it-more": "Jemand anderes benutzt das Gerät häufiger.",
      "not-seen": "Diese Person wurde zuletzt nicht am Gerät gesehen.",
      shared: "Mehrere Personen benutzen das Gerät.",
      "no-evidence": "Nichts verrät, wer das Gerät benutzt.",
      "not-shown": "Ob diese Person es benutzt, sehen nur Techniker.",
      "not-shown-yet": "Ob diese Person es benutzt, wird noch nicht angezeigt.",
    },
    proposeThem: "{name} vorschlagen",
    usedByNobodysOwner: "Benutzt wird das Gerät trotzdem.",
    contradicted:
      "Die Quellen sind sich nicht einig, wer das Gerät benutzt: {sources}.",
    contradictedNotShown:
      "Die Quellen sind sich nicht einig, wer das Gerät benutzt.",
    since: {
      custodian: "Von Custodian gesetzt:",
      enrolment: "Seit der Registrierung:",
      elsewhere: "In Intune oder mit einem anderen Werkzeug gesetzt:",
    },
    sinceUnknown: {
      enrolment: "Seit der Registrierung.",
      elsewhere:
        "In Intune oder mit einem anderen Werkzeug gesetzt; wann, weiß Custodian nicht.",
      unknown: "Seit wann und wodurch, weiß Custodian nicht.",
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
      hybrid: "hybrid eingebunden",
      registered: "registriert",
      unknown: "nicht bekannt",
    },
    label: {
      operatingSystem: "Betriebssystem",
      manufacturer: "Hersteller",
      compliance: "Konformität",
      joinType: "In Entra bekannt als",
      category: "Kategorie",
      enrolledBy: "Registriert von",
      intuneId: "Intune-ID",
      entraId: "Entra-Geräte-ID",
    },
    notAsked: {
      "multi-session":
        "Custodian schlägt niemanden vor: Es ist ein Sitzungshost, auf dem viele Personen zugleich arbeiten.",
      room: "Custodian schlägt niemanden vor: Es ist das Gerät eines Besprechungsraums.",
      name: "Durch die Einstellungen ausgenommen: Der Name passt zu „{entry}“.",
      category:
        "Durch die Einstellungen ausgenommen: Die Kategorie passt zu „{entry}“.",
      group:
        "Durch die Einstellungen ausgenommen: Es ist in der Gruppe der ausgenommenen Geräte.",
      "shared-on-purpose":
        "Stummgeschaltet, bis ein Administrator das aufhebt: Es wird absichtlich gemeinsam genutzt.",
      "refused-twice":
        "Stummgeschaltet, bis ein Administrator das aufhebt: Zweimal wurde abgelehnt, während es keinen primären Benutzer hatte.",
      howToLift: "Ein Administrator hebt das auf mit: ask again {device}",
      person: "Für {name} wird nicht wieder gefragt bis",
      shared: "Ob es gemeinsam genutzt ist, wird nicht wieder gefragt bis",
    },
    seenCounted: "Gezählt:",
    lastLogonOnly: "nur letzte Anmeldung",
    ownOnly: "Anmeldungen anderer Personen sehen nur Techniker.",
    yourAccount: "Ihr Konto",
    yourAccountAge:
      "Entra hat nicht rechtzeitig geantwortet; Stand Ihres Kontos: vor {time}.",
    notSaidYet:
      "Entra hat noch nicht gesagt, ob Sie Anmeldungen anderer Personen sehen dürfen; versuchen Sie es gleich noch einmal.",
    age: "Nicht live: Microsoft hat nicht rechtzeitig geantwortet. Alter der Angaben: {time}, gelesen",
    ageRefused: "Nicht live. Alter der Angaben: {time}, gelesen",
    ageSummary: "Nicht eben gelesen, Alter der Angaben: {time}.",
    devicesAge:
      "Wie beim letzten Durchlauf gesehen, nicht eben gelesen: bis zu {time} alt, gesehen",
    devicesNotRead: "Wie beim letzten Durchlauf gesehen, nicht eben gelesen.",
    managerLate: "konnte nicht gelesen werden",
    notKnown: "nicht bekannt",
    waits:
      "Microsoft hat noch nicht geantwortet. Diese Karte ändert sich, sobald die Antwort da ist.",
    waitsForAll:
      "Microsoft braucht länger als sonst. Die Antwort erscheint gleich hier.",
    unavailable:
      "Microsoft antwortet im Moment nicht, und Custodian hat dies noch nie gesehen. Bitte fragen Sie später noch einmal.",
    unchecked:
      "Microsoft hat nicht rechtzeitig geantwortet; was neuer ist als der letzte Durchlauf, fehlt hier vielleicht.",
    uncheckedRefused: "Was neuer ist als der letzte Durchlauf, fehlt hier.",
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
      device: "„{name}“ wird in Intune nachgeschlagen.",
      user: "„{name}“ wird in Entra nachgeschlagen.",
    },
    notSeen: {
      device:
        "Custodian hat bisher kein Gerät mit dem Namen, der Seriennummer oder der ID „{name}“ gesehen.",
      user: "Custodian hat bisher niemanden mit dem Namen, dem UPN, der E-Mail-Adresse oder der ID „{name}“ gesehen.",
    },
    askByUpn:
      "Geben Sie den UPN ein, wenn die Person neu ist: Mit ihm wird Entra gefragt.",
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
      "Es gibt weitere mit diesem Namen. Geben Sie die Seriennummer ein, um eines davon zu finden.",
    morePeopleOfName:
      "Es gibt weitere mit diesem Namen. Geben Sie den UPN oder die E-Mail-Adresse ein, um eine Person davon zu finden.",
    nothingTyped:
      "Geben Sie zuerst einen Namen, eine Seriennummer, einen UPN oder eine ID ein.",
    proposalSummary:
      "{device}: {change}. {state}. Worauf das beruht, sehen Techniker, Genehmigende und Admins.",
    proposalBrief: "{device}: {change}. {state}.",
    proposalGone: "Custodian kennt diesen Vorschlag nicht mehr.",
    noProposal: "Zu {device} gibt es keinen Vorschlag.",
    moreThanAnswered:
      "{count, plural, one {# weiteres wurde nicht nachgeschlagen} other {# weitere wurden nicht nachgeschlagen}}: Mehr als {most, number} auf einmal geht nicht. Fragen Sie nach dem Rest noch einmal.",
    nothingNear: "Prüfen Sie die Schreibweise; ein Teil des Namens genügt.",
    owned:
      "{count, plural, =0 {Kein Gerät hat diese Person als primären Benutzer.} one {Primärer Benutzer von # Gerät.} other {Primärer Benutzer von # Geräten.}}",
    used: "{count, plural, one {# Gerät.} other {# Geräte.}}",
    shown: "Angezeigt: {first, number} bis {last, number}.",
    fromPage: "Ab Seite {page, number}.",
    countedByDevice: "Vom Gerät gezählt:",
    disabled: "Dieses Konto ist deaktiviert.",
    guest: "Dies ist ein Gast.",
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
    "Custodian beobachtet nur: Es sammelt Belege und sendet daraus nichts. Mit preview sieht ein Administrator, was es vorschlagen würde, und mit settings schaltet er die Vorschläge ein.",
  firstRunWaiting:
    "{count, plural, one {# weiterer wartet} other {# weitere warten}}: Im ersten Durchgang {perDay, plural, one {wird höchstens # Vorschlag} other {werden höchstens # Vorschläge}} nach Belegen am Tag gesendet, die sichersten zuerst.",

  preview: {
    found:
      "{count, plural, =0 {Jetzt würde nichts vorgeschlagen.} one {Jetzt würde # Änderung vorgeschlagen.} other {Jetzt würden # Änderungen vorgeschlagen.}}",
    weighed:
      "{count, plural, one {Über # Gerät ist etwas bekannt.} other {Über # Geräte ist etwas bekannt.}}",
    open: "{count, plural, one {Zu # davon ist eine Karte offen.} other {Zu # davon sind Karten offen.}}",
    observing:
      "Custodian beobachtet nur, gesendet wird davon nichts. Zum Einschalten der Vorschläge schreiben Sie settings im Chat mit Custodian.",
    nothingPosted: "Diese Karte sendet nichts.",
    groupUnreadable:
      "Noch kann niemand vorgeschlagen werden: Eine Gruppe ausgenommener Geräte oder Personen ist nicht lesbar, und niemand weiß, wer darin ist. Prüfen Sie die Gruppe in settings und ob Custodian Gruppen lesen darf.",
    waiting:
      "{count, plural, one {# davon wartet auf einen Platz im Kanal.} other {# davon warten auf einen Platz in ihren Kanälen.}}",
    waits: "wartet, bis die Reihe an ihm ist",
    days: "{count, plural, one {# Tag der Nutzung} other {# Tage der Nutzung}}",
    reasons: {
      "primary-user-gone": "Der primäre Benutzer ist nicht mehr da",
      "primary-user-moved": "Der primäre Benutzer hat jetzt ein anderes Gerät",
      staged: "Bereitgestellt und jetzt bei seiner Person",
      "no-primary-user": "Es hat keinen primären Benutzer",
      newcomer: "Genutzt von jemandem ohne anderes Gerät",
      "primary-user-not-seen": "Der primäre Benutzer ist nirgends zu sehen",
      "clear-leader": "Jemand anders nutzt es weit öfter",
      "used-by-many": "Viele nutzen es, der primäre Benutzer kaum",
      shared: "Von mehreren gemeinsam genutzt",
    },
    beingMade:
      "Das dauert einen Moment: {count, plural, =0 {es hat gerade begonnen} one {# Gerät ist bisher abgewogen} other {# Geräte sind bisher abgewogen}}. Schreiben Sie noch einmal preview, um es zu sehen.",
    csvInPrivate:
      "Der Link öffnet alles für alle, die ihn haben. Fragen Sie mich in unserem persönlichen Chat: preview csv.",
    csv: "Alles, was jetzt vorgeschlagen würde, für zehn Minuten: {url}",
  },

  pending: {
    summary:
      "{waiting, plural, one {# Vorschlag wartet} other {# Vorschläge warten}}, {snoozed, number} zurückgestellt, {underWay, number} in Arbeit, {held, number} ohne Platz.",
    counts:
      "Wartend: {waiting, number} · Zurückgestellt: {snoozed, number} · In Arbeit: {underWay, number}",
    none: "Kein Vorschlag ist offen.",
    held: "{count, plural, one {# weiterer wartet, bis im Kanal Platz ist.} other {# weitere warten, bis im Kanal Platz ist.}}",
    heldNowhere:
      "{count, plural, one {# weiterer wartet, weil kein Kanal in Gebrauch ist.} other {# weitere warten, weil kein Kanal in Gebrauch ist.}} Ein Administrator schreibt in einem Kanal: use this channel.",
    change: "{from} → {to}",
    snoozedUntil: "Zurückgestellt bis",
    expires: "Läuft ab",
    cardRefused:
      "Teams hat die Karte abgewiesen; der Grund steht im Protokoll für Admins.",
  },

  handoff: {
    severalPeople: "Mehrere Personen",
    toSeveralPeople: "mehrere Personen",
    severalPeopleDetail: "Es gehört keiner von ihnen",
    waited: "Wartezeit seit der Registrierung: {time}",
    stagedBy: "Vorbereitet von {account}",
    stage: {
      enrolled: "Registriert",
      provisioned: "Eingerichtet",
      "handed-off": "Übergeben",
      proposed: "Vorgeschlagen",
      decided: "Entschieden",
      verified: "Bestätigt",
    },
    decided: { approve: "Genehmigt", reject: "Abgelehnt" },
    source: {
      enrolment: "Registrierung in Intune",
      "check-in": "erster Check-in mit Konformitätsstatus",
      "users-logged-on": "letzte Anmeldungen laut Intune",
      "device-report": "eigener Bericht des Geräts",
      proposal: "Vorschlag von Custodian",
      intune: "von Intune angezeigt",
    },
    nothingProposed:
      "Nichts wird vorgeschlagen: Keine Änderung ist nötig, oder dasselbe wurde kürzlich abgelehnt",
    shownAlready: "Intune zeigte diese Person schon als primären Benutzer",
    ended: {
      "enrolled-again":
        "Seither wurde das Gerät neu registriert und wartet wieder auf jemanden.",
      gone: "Seither ist das Gerät aus Intune verschwunden.",
    },
    over: {
      "enrolled-again": "Zurückgezogen: Das Gerät wurde neu registriert",
      gone: "Beendet: Das Gerät ist aus Intune verschwunden",
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
      "{name} weiß, wohin dieses Gerät ging, und sagt, das stimmt nicht: {reason}",
    youSaid: "Sie haben gesagt, das stimmt nicht: {reason}",
    somebodySaid: "{name} hat gesagt, das stimmt nicht: {reason}",
    onItsWay: "Der Helpdesk erfährt es gleich.",
    withHelpdesk: "Der Helpdesk kümmert sich darum.",
    both: "{choice}: {reason}",
    ended: {
      done: "{name} vom Helpdesk hat sich darum gekümmert.",
      approved: "{name} hat die Änderung trotzdem genehmigt: {to}.",
      approvedShared:
        "{name} hat genehmigt, dass das Gerät gemeinsam genutzt wird.",
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
    running: "Der Mandant wird eingelesen",
    done: "Fertig: Der Mandant ist eingelesen",
    failed: "Das Einlesen des Mandanten wurde abgebrochen",
    kind: {
      full: "Alle Personen und Geräte",
      changes: "Geräte, die sich seit dem letzten Mal gemeldet haben",
    },
    step: {
      people: "Die Personen werden gelesen.",
      devices: "Die Geräte werden gelesen.",
      candidates:
        "Nun wird geprüft, welche Geräte an jemand anderen übergegangen sind.",
    },
    timeLeft: "Noch etwa {time} für die Geräte.",
    timeUnknown:
      "Wie lange es dauert, lässt sich sagen, sobald Geräte gelesen sind.",
    almostDone: "Die Geräte sind gelesen, dies ist der letzte Teil.",
    took: "Dauer: {time}.",
    foundNothing:
      "Kein Gerät ist an jemand anderen übergegangen, und es gibt nichts Neues zu entscheiden.",
    found:
      "{handoffs, plural, one {# Gerät wurde} other {# Geräte wurden}} übergeben, und {proposals, plural, one {# Vorschlag wurde} other {# Vorschläge wurden}} gemacht.",
    skipped:
      "{count, plural, one {# Gerät konnte nicht geprüft werden und wurde} other {# Geräte konnten nicht geprüft werden und wurden}} übergangen: {names}{more, plural, =0 {} other { und # weitere}}. Der nächste Durchlauf versucht es erneut; der Grund steht im Protokoll des Bots.",
    observing:
      "Custodian beobachtet nur, daher wird daraus nichts gesendet. Schreiben Sie preview, um zu sehen, was es vorschlagen würde.",
    firstRun:
      "Im ersten Durchgang {perDay, plural, one {wird höchstens # Vorschlag} other {werden höchstens # Vorschläge}} nach Belegen am Tag gesendet, die sichersten zuerst; die anderen warten. Schreiben Sie preview, um alle zu sehen.",
    seeProposals:
      "Geben Sie pending für die Vorschläge ein, handoffs für die Bereitstellungsübersicht.",
    lastStep: "Letzter Schritt:",
    ended: "Beendet:",
    failedAdvice:
      "Was gelesen wurde, bleibt erhalten. Geben Sie scan ein, wenn die Ursache behoben ist; der nächste planmäßige Durchlauf versucht es ebenfalls.",
    of: "{done, number} von {expected, number}",
    counts: {
      pages: "Gelesene Seiten",
      people: "Personen",
      devices: "Geräte",
      candidates: "Kandidaten",
      proposals: "Vorschläge",
      handoffs: "Übergaben",
      skipped: "Übergangen",
      gone: "Aus Intune verschwunden",
    },
    summary: "{title}. {sentences}",
  },

  batch: {
    summary:
      "{open, plural, =0 {Von {account} vorbereitete Geräte: Alle sind beantwortet.} one {Von {account} vorbereitete Geräte: # kann hier genehmigt werden.} other {Von {account} vorbereitete Geräte: # können zusammen genehmigt werden.}}{failed, plural, =0 {} other { # fehlgeschlagen.}}",
    title: "Diese Personen zu primären Benutzern machen?",
    titleDone: "Vorbereitete Geräte, alle beantwortet",
    stagedBy: "Vorbereitet von {account}",
    count:
      "{open, plural, =0 {Von {all, plural, one {# Gerät} other {# Geräten}} ist hier nichts mehr zu genehmigen.} one {# von {all, number} wartet auf Genehmigung.} other {# von {all, number} warten auf Genehmigung.}}",
    failed: "{count, number} fehlgeschlagen",
    counts: {
      approved: "{count, number} genehmigt",
      unconfirmed: "{count, number} nicht bestätigt",
      refused: "{count, number} abgewiesen, noch offen",
      leftOut: "{count, number} ausgelassen",
      over: "{count, number} anderweitig erledigt",
      unknown: "{count, number} nicht mehr bekannt",
    },
    approveUpTo:
      "{count, plural, one {Genehmigen} other {Bis zu {count, number} genehmigen}}",
    approve: "{count, number} genehmigen",
    confirm:
      "Nichts ist ausgelassen. Alle {count, number} Geräte dieser Seite auf einmal genehmigen?",
    several: "bekommt {count, number} dieser Geräte",
    rejectTitle:
      "{count, plural, one {Dieses Gerät ablehnen? Nichts wird geändert.} other {Diese {count, number} Geräte ablehnen? Nichts wird geändert, und alle bekommen diesen Grund.}}",
    reject: "{count, number} ablehnen",
    rejecting:
      "{count, plural, one {# Gerät wird abgelehnt.} other {# Geräte werden abgelehnt.}} Die Karte zeigt es gleich. Wird eines nicht angenommen, erfahren Sie privat, warum.",
    undoing:
      "{count, plural, =0 {Nichts wird zurückgenommen.} one {# Änderung wird zurückgenommen.} other {# Änderungen werden zurückgenommen.}}{refused, plural, =0 {} one { Bei # Zeile steht, warum nicht.} other { Bei # Zeilen steht, warum nicht.}} Die Karte zeigt es gleich.",
    decidedBy: "Zuletzt beantwortet von {name}",
    leftOut: "Ausgelassen, auf der eigenen Karte noch offen",
    onItsOwnCard: "Offen auf der eigenen Karte",
    gone: "Nicht mehr bekannt",
    unknownDevice: "Ein Gerät",
    because: "{title}: {reason}",
  },

  board: {
    summary:
      "{waiting, plural, one {# vorbereitetes Gerät wartet auf die erste Anmeldung, davon hängen {stuck, number} fest.} other {# vorbereitete Geräte warten auf die erste Anmeldung, davon hängen {stuck, number} fest.}}",
    none: "Kein vorbereitetes Gerät wartet auf jemanden.",
    standsAt: {
      enrolled: "Registriert",
      provisioned: "Eingerichtet, wartend",
      "handed-off": "Übergeben",
      proposed: "Vorgeschlagen",
      decided: "Entschieden, nicht bestätigt",
      verified: "Bestätigt",
    },
    verified: "Bestätigt: {count, number}. Hier ist nichts mehr zu tun.",
    stuck: "Hängt fest",
    waiting:
      "{stuck, plural, =0 {{first, number} bis {last, number} von {all, number}} one {{first, number} bis {last, number} von {all, number}, # hängt fest: vor über 14 Tagen registriert, oder 3 Tage still und niemand hat sich angemeldet} other {{first, number} bis {last, number} von {all, number}, # hängen fest: vor über 14 Tagen registriert, oder 3 Tage still und niemand hat sich angemeldet}}",
    wait: "Vorbereitet von {account}, Wartezeit: {time}",
    contradictedBy:
      "{name} sagt, diese Übergabe stimmt nicht. Der Helpdesk kümmert sich darum.",
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
      "proposal.wished": "Andere Änderung gewünscht",
      "proposal.approved": "Genehmigt",
      "proposal.rejected": "Abgelehnt",
      "proposal.snoozed": "Zurückgestellt",
      "proposal.woken": "Wieder vorgelegt",
      "proposal.handed-to": "Namentlich übergeben",
      "proposal.expired": "Abgelaufen",
      "proposal.superseded": "Abgelöst",
      "proposal.try-again": "Nochmals versucht",
      "proposal.left-out": "Beim Genehmigen der übrigen ausgelassen",
      "proposal.answer-refused": "Antwort abgewiesen",
      "reassignment.write-started": "Änderung an Intune gesendet",
      "reassignment.applied": "In Intune geändert",
      "reassignment.verified": "Änderung bestätigt",
      "reassignment.unconfirmed": "Änderung nicht bestätigt",
      "reassignment.changed-elsewhere": "Auch anderswo geändert",
      "reassignment.earlier-late": "Frühere Änderung verspätet wirksam",
      "reassignment.failed": "Änderung fehlgeschlagen",
      "reassignment.not-written": "Änderung nicht gesendet",
      "undo.requested": "Rücknahme verlangt",
      "undo.write-started": "Rücknahme an Intune gesendet",
      "undo.not-written": "Rücknahme nicht gesendet",
      "undo.written": "Rücknahme von Intune angenommen",
      "undo.done": "Rückgängig gemacht",
      "undo.failed": "Rücknahme fehlgeschlagen",
      "handoff.contradicted": "Übergabe als falsch gemeldet",
      "handoff.contradiction-done": "Vom Helpdesk erledigt",
      "device.silence-lifted": "Stummschaltung aufgehoben",
      "device.collection-asked": "Belege angefordert",
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
    shown:
      "Einträge {first, number} bis {last, number}, vom neuesten an gezählt.",
    lastUsage:
      "Geben Sie ein: audit last und wie viele Einträge, von 1 bis {most, number}. Das ganze Protokoll: audit export, in unserem persönlichen Chat.",
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
      answer: "Antwort",
      code: "Fehler",
      detail: "Teams meldet",
      held: "wartende Vorschläge",
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
      openCardsPerChannel: "offene Karten je Kanal",
      proposalExpiresHours: "Stunden, bis ein Vorschlag abläuft",
      workingHours: "Arbeitszeit",
      dailyLine: "tägliche Zeile in den Kanälen",
      undoWindowHours: "Stunden zum Rückgängigmachen",
      sweepIntervalMinutes: "Minuten zwischen zwei Durchläufen",
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
    nobody: "niemand",
    unknownDevice:
      "Kein Gerät heißt „{device}“. Verwenden Sie den genauen Namen, die Seriennummer oder die Intune-ID.",
    unknownPerson:
      "Niemand heißt „{person}“. Verwenden Sie den Benutzerprinzipalnamen oder die Objekt-ID.",
    notOnePerson:
      "„{person}“ ist nicht eine Person. Meinten Sie eine davon? {names}",
    unknownKind:
      "Kein Eintrag ist von der Art „{kind}“. Versuchen Sie, was ein Eintrag sagt, etwa Genehmigt, oder eine davon: {kinds}.",
    unknownDay: "Schreiben Sie Tage so: 2026-11-30. Es sind Tage in UTC.",
    usage:
      "Schreiben Sie: audit und was Sie suchen, zum Beispiel: audit device LT-0042 person megan@contoso.com kind reassignment since 2026-11-01 until 2026-11-30 last 20. Alles davon kann fehlen, Tage sind in UTC. Arten: {kinds}, oder was ein Eintrag sagt. Dasselbe geht hinter audit export, ohne last.",
    intact:
      "Das Überwachungsprotokoll ist unversehrt: {rows} Zeilen, letzter Hash {hash}.",
    broken:
      "Das Überwachungsprotokoll ist bei Zeile {row} beschädigt. {what} Vergleichen Sie es mit einer Sicherung.",
    asLogged: "Zeile {row} hat den angegebenen Hash.",
    finding: "Zeile {row}: {what}",
    findingsInAll: "Insgesamt {count, number} Befunde.",
    erasedRows:
      "Gelöscht wurden die Einzelheiten von {rows, plural, one {# Zeile} other {# Zeilen}}: {list}.",
    erasedBy: "{rows, number} {by}",
    erasedByOthers: "{rows, number} von anderen",
    erasedBefore: "{rows, number}, bevor Löschungen aufgezeichnet wurden",
    verifyUsage:
      "Schreiben Sie: audit verify. Oder: audit verify <Zeile> <Hash>, mit der Nummer einer Zeile und den 64 Hex-Ziffern, die für sie im Log stehen.",
    eraseUsage:
      "Schreiben Sie: audit erase, die Nummern der Einträge und den Grund, zum Beispiel: audit erase 12, 15-20 von der Person verlangt. Der Grund hat höchstens {most, number} Zeichen und bleibt für immer im Protokoll: Nennen Sie darin niemanden.",
    erasedNow:
      "Die Einzelheiten von {rows, plural, one {# Eintrag} other {# Einträgen}} sind gelöscht. Das steht in Eintrag {seq, number}, mit Ihrem Grund.",
    erasedAltered:
      "{rows, plural, one {Bei # davon} other {Bei # davon}} waren sie nicht mehr, was geschrieben wurde; das bleibt vermerkt.",
    nothingToErase:
      "Keiner dieser Einträge hat Einzelheiten, die gelöscht werden können.",
    tooManyToErase:
      "Das sind zu viele auf einmal: höchstens {most, number} Einträge.",
    exportInPrivate:
      "Der Link öffnet das ganze Protokoll für alle, die ihn haben. Fragen Sie mich in unserem persönlichen Chat: audit export.",
    exportNeedsAddress:
      "Ein Export braucht die öffentliche Adresse des Bots: Setzen Sie PUBLIC_URL und starten Sie neu.",
    exported: "Das Überwachungsprotokoll, für zehn Minuten: {url}",
  },

  settings: {
    summary:
      "Die Einstellungen von Custodian, zu ändern durch die Administratoren.",
    linkIntro:
      "Schwellenwerte, Bereitstellungskonten und ihre Leitungen, Techniker und welcher Kanal zu welchen Geräten gefragt wird.",
    sections: {
      people: "Wer entscheidet und wer zählt",
      affinity: "Wie entschieden wird",
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
      firstRunProposalsPerDay: "Davon am Tag im ersten Durchgang",
      openCardsPerChannel: "Offene Karten je Kanal",
      proposalExpiresHours: "Stunden, bis ein Vorschlag abläuft",
      dailyLine: "Jeden Morgen, im Kanal",
      workingHours: "Arbeitszeit",
      undoWindowHours: "Stunden zum Rückgängigmachen",
      sweepIntervalMinutes: "Minuten zwischen zwei Durchläufen",
      stagingAccounts: "Konten, die Geräte vorbereiten",
      stagingLeads: "Leitungen",
      technicians: "Techniker, deren Anmeldungen nichts besagen",
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
        "Sie melden sich an Geräten an, an denen sie arbeiten; das besagt nichts darüber, wem eines gehört.",
      pairedAccounts:
        "Sie zählen als eine Person: Niemand genehmigt mit einem, worum es mit dem anderen bat.",
      userDomains: "Wer eine andere Domäne hat, wird nie vorgeschlagen.",
      affinityMode:
        "Wie Belege gewogen werden. Nach Tagen der Nutzung zählen die drei Zahlen darunter nicht.",
      affinityMultiplier:
        "So oft wie der primäre Benutzer muss sich jemand angemeldet haben.",
      affinityMinLogons:
        "Mit weniger Anmeldungen wird niemand vorgeschlagen; nur nach der Absicht.",
      affinityWindowDays: "Ältere Anmeldungen zählen nicht.",
      excludedDevices: "Belege führen hier zu keinem Vorschlag.",
      excludedDevicesGroupId:
        "Auch nicht bei ihren Mitgliedern, verschachtelte eingeschlossen.",
      excludedUsers: "Belege schlagen diese nie vor.",
      excludedUsersGroupId:
        "Auch nicht ihre Mitglieder, verschachtelte eingeschlossen.",
      proposing:
        "Wird nur beobachtet, zeigt preview Admins, was gesendet würde.",
      firstRunProposalsPerDay:
        "So viele Karten am Tag in der ersten Woche, die sichersten zuerst.",
      openCardsPerChannel: "Sind so viele offen, warten die übrigen.",
      stagingAccounts: "Sie bereiten Geräte vor und werden nie vorgeschlagen.",
      stagingLeads: "Werden über jede Übergabe informiert.",
      proposalExpiresHours:
        "Dann wird ein nicht entschiedener Vorschlag zurückgezogen.",
      dailyLine: "Zu Beginn der Arbeitszeit; ohne Arbeitszeit um 09:00 UTC.",
      workingHours:
        "Bis zum Ablauf zählen nur diese Stunden. Leer: jede Stunde.",
      undoWindowHours:
        "Danach lässt sich eine Änderung hier nicht mehr zurücknehmen.",
      sweepIntervalMinutes: "Wie oft alle Geräte angesehen werden; 0 für nie.",
      categories: "Kategorien in Intune, ganze Namen.",
      prefixes: "Groß- und Kleinschreibung ist gleich.",
      language: "Für alle, die seine Karten lesen.",
    },
    range: "{least, number} bis {most, number}.",
    default: "Vorgabe: {value}.",
    changedLast: "Zuletzt geändert von {who}, {time} (UTC).",
    someone: "einer Administratorin oder einem Administrator",
    changedByEnvironment:
      "Wie in der Umgebung vorgegeben, seit {time} (UTC); danach hat niemand etwas geändert.",
    channelName: "{team} › {channel}",
    generalChannel: "Allgemein",
    meanwhile: "Inzwischen geändert. Jetzt steht dort: {value}",
    meanwhileEmpty: "Inzwischen geändert. Jetzt ist es leer.",
    hints: {
      upns: "name@domäne, je Zeile eines",
      leads: "Konto = Leitung, je Zeile eines; * = Leitung für die übrigen",
      pairs: "Konto = anderes Konto derselben Person, je Zeile eines",
      userDomains: "Je Zeile eine; leer für alle Domänen",
      excludedDevices:
        "Name oder category:Name, * für beliebig viel, je Zeile eines",
      excludedUsers: "name@domäne, * für beliebig viel, je Zeile eines",
      workingHours: "Mon-Fri 08:00-17:00 Europe/Berlin",
      groupId: "Objekt-ID; leer für keine",
      names: "Je Zeile einer",
    },
    /** Of the fields in which one thing is chosen. */
    choices: {
      affinityMode: {
        "active-days": "Nach Tagen der Nutzung",
        intent: "Nach der Absicht",
        "as-published": "Wie das Anmeldeskript veröffentlicht wurde",
      },
      proposing: {
        on: "Senden",
        observe: "Nur beobachten: Belege sammeln, nichts senden",
      },
      dailyLine: {
        on: "Sagen, wie viele Vorschläge warten",
        off: "Nichts sagen",
      },
    },
    exclusionsNote:
      "Belege führen bei diesen Geräten zu keinem Vorschlag und schlagen diese Personen nie vor. Von Hand geht es weiterhin.",
    groupRead: "Zuletzt gelesen: {time} (UTC).",
    groupNotRead: "Noch nicht gelesen.",
    groupFailed:
      "Sie war nicht zu lesen: {time} (UTC). Was zuletzt bekannt war, gilt weiter.",
    groupNeverRead:
      "Sie war nicht zu lesen: {time} (UTC), und auch noch nie. Bis dahin wird nach Belegen nichts vorgeschlagen.",
    leadOfRest: "Alle anderen Bereitstellungskonten",
    noLead: "Laut Entra vorgesetzte Person des Kontos",
    noLeadForRest: "Laut Entra vorgesetzte Person des jeweiligen Kontos",
    noChannels:
      "Kein Kanal wird verwendet. Geben Sie in einem Kanal ein: use this channel.",
    channelsNote:
      "Ein Vorschlag geht an den ersten Kanal, in dessen Zuständigkeit das Gerät fällt, sonst an den ersten ohne Zuständigkeit.",
    thisChannel: "Dieser Kanal",
    share: {
      everything: "erhält alle Vorschläge",
      "its scope": "erhält, wofür er zuständig ist",
      "the rest": "erhält, wofür kein anderer zuständig ist",
      nothing:
        "erhält nichts: Ein anderer ohne Zuständigkeit wurde früher gewählt",
    },
    moreChannels:
      "{count, plural, one {# weiterer Kanal wird verwendet und passt nicht hierher.} other {# weitere Kanäle werden verwendet und passen nicht hierher.}}",
    tooLong: "{count, number} Einträge, mehr als hierher passen.",
    tooLongChangeVariable:
      "{count, number} Einträge, mehr als hierher passen. Ändern Sie sie mit {variable} in der Umgebung.",
    saved: "Als Version {version} gespeichert.",
    unchanged: "Nichts wurde geändert: Die Einstellungen sind schon so.",
    stale:
      "Nichts wurde gespeichert: Die Einstellungen wurden von {who} geändert, nachdem Sie sie geöffnet hatten, {time} (UTC). Was Sie eingegeben haben, steht noch da. Sehen Sie sich an, was markiert ist, und speichern Sie dann erneut.",
    staleNothingTyped:
      "Nichts wurde gespeichert: Die Einstellungen wurden von {who} geändert, nachdem Sie sie geöffnet hatten, {time} (UTC). So sind sie jetzt.",
    faulty:
      "Noch wurde nichts gespeichert. Berichtigen Sie, was markiert ist, und speichern Sie dann erneut.",
    unknownTechnicians: "Entra kennt {upns} nicht. Vielleicht ein Tippfehler?",
    lateToOpen:
      "Dies dauert länger, als Teams wartet, und nichts wurde geändert. Bitte versuchen Sie es später noch einmal.",
    lateToSave:
      "Das Speichern dauert länger, als Teams wartet. Geben Sie gleich settings ein, um zu sehen, ob es geschehen ist.",
  },

  help: {
    summary: "Was Custodian kann, als Schaltflächen und Befehle.",
    intro:
      "Custodian findet heraus, wer jedes Intune-Gerät wirklich benutzt, und fragt, bevor es einen primären Benutzer ändert. Geben Sie einen Befehl ein:",
    mention: "In einem Kanal oder Gruppenchat beginnen Sie mit @{name}.",
    unknownCommand: "Diesen Befehl kenne ich nicht. Das kann ich:",
    didYouMean: "„{word}“ kenne ich nicht. Meinten Sie: {command}?",
    commands: {
      who: "der primäre Benutzer, und wie sicher das ist; bis zu zehn, mit Komma",
      device: "alles zu einem Gerät",
      user: "eine Person und ihre Geräte",
      propose: "einen primären Benutzer vorschlagen",
      proposeShared: "vorschlagen, dass es keinen primären Benutzer hat",
      approve: "der offene Vorschlag, mit seinen Schaltflächen",
      undo: "die letzte Änderung, mit Rückgängig, solange es geht",
      pending: "offene Vorschläge",
      handoffs: "vorbereitete Geräte, und wer noch auf eines wartet",
      notifyMe:
        "Genehmigende: eine private Nachricht bei neuen Vorschlägen; in einem Kanal bei dessen",
      stopNotifying: "keine dieser Nachrichten mehr",
      scan: "alle Geräte und Personen des Mandanten jetzt einlesen",
      askAgain:
        "die Stummschaltung eines Geräts aufheben, sodass wieder gefragt wird",
      preview: "was jetzt vorgeschlagen würde; sendet nichts",
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
        "Namen und Gründe aus Einträgen löschen; warum, bleibt im Protokoll",
      auditExport: "das ganze Protokoll; nur im persönlichen Chat",
    },
  },

  askAgain: {
    howTo: "Nennen Sie das Gerät: ask again LT-0042.",
    lifted:
      "Custodian fragt zu {device} wieder, wenn die Belege es ergeben. Nach einer abgelehnten Änderung wird bis zu ihrem Tag nicht gefragt.",
    notSilenced:
      "{device} ist nicht stummgeschaltet, also wurde nichts aufgehoben.",
  },

  extension: {
    lastCheckIn: "letzter Check-in {day}",
    neverCheckedIn: "noch kein Check-in",
    disabled: "Konto deaktiviert",
    guest: "Gast",
    looksAlike: "ähnlich geschrieben",
    noRecentDevices:
      "Geben Sie Namen, Seriennummer oder ID eines Geräts ein. Was Sie nachschlagen, steht das nächste Mal hier.",
    noRecentPeople:
      "Geben Sie Namen, E-Mail-Adresse oder Benutzerprinzipalnamen einer Person ein. Wen Sie nachschlagen, steht das nächste Mal hier.",
    noDevice:
      "Custodian kennt kein Gerät mit „{text}“ in Name, Seriennummer oder IDs.",
    noPerson:
      "Custodian kennt niemanden mit „{text}“ in Name, E-Mail-Adresse oder Benutzerprinzipalname.",
    unchecked:
      "Microsoft hat nicht rechtzeitig geantwortet; etwas Neues fehlt vielleicht.",
    whichDevice: "Wählen Sie ein Gerät.",
    whichPerson:
      "Wählen Sie eine Person, oder dass es ein gemeinsam genutztes Gerät wird.",
    onePerson:
      "Wählen Sie eine Person in einem der beiden Felder, oder dass es ein gemeinsam genutztes Gerät wird.",
    proposeSummary:
      "Ein Formular, um den primären Benutzer eines Geräts vorzuschlagen.",
    matches:
      "{count, plural, one {Die Nachricht nennt # Gerät.} other {Die Nachricht nennt # Geräte.}}",
    readInPart:
      "Die Nachricht ist länger als das, was Custodian durchsucht; sie kann noch weitere nennen.",
    noMatches:
      "Die Nachricht nennt kein Gerät, das Custodian kennt: weder einen ganzen Namen noch eine Seriennummer noch eine ID.",
    notShown: "Custodian kann das nicht anzeigen",
    takeOut:
      "Nehmen Sie diese Karte aus Ihrer Nachricht heraus, bevor Sie sie senden.",
  },

  propose: {
    proposed: "Vorgeschlagen: {to} wird primärer Benutzer von {device}.",
    proposedShared:
      "Vorgeschlagen: {device} wird ein gemeinsam genutztes Gerät.",
    already: "Dies ist bereits vorgeschlagen.",
    alreadyTo:
      "Dies ist bereits vorgeschlagen: {to} wird primärer Benutzer von {device}.",
    alreadyShared:
      "Dies ist bereits vorgeschlagen: {device} wird ein gemeinsam genutztes Gerät.",
    waits:
      "Microsoft braucht länger als sonst, deshalb wird dies noch geprüft. Was daraus wird, erscheint hier.",
    held: "Der Vorschlag wartet auf Platz in einem Kanal und wird gepostet, sobald es einen gibt. Ist noch kein Kanal in Gebrauch, schreibt ein Administrator in einem: use this channel.",
    asked: "Entschieden wird auf der Karte im Kanal.",
    checking:
      "Microsoft braucht länger als sonst, deshalb wird dies noch geprüft. Custodian teilt Ihnen privat mit, was daraus wurde; pending zeigt, was vorgeschlagen ist.",
    howTo:
      'Nennen Sie Gerät und Person: propose LT-0042 ana@contoso.com, oder propose LT-0042 shared. Setzen Sie einen Namen mit Leerzeichen in Anführungszeichen: propose "Empfang 1" ana@contoso.com. Auch warum: propose LT-0042 ana@contoso.com weil ihr altes defekt ist.',
    lateInClick:
      "Diese Prüfung dauert länger, als ein Klick dauern darf. Geben Sie gleich pending ein, um zu sehen, ob es vorgeschlagen wurde.",
    lateInDialog:
      "Diese Prüfung dauert länger, als Teams wartet. Geben Sie gleich pending ein, um zu sehen, ob es vorgeschlagen wurde.",
  },

  notice: {
    refusalTitle: "Ihre Antwort zu {device} zählt nicht",
    batchRefusalTitle:
      "Ihre Antwort zu den von {account} vorbereiteten Geräten zählt nicht",
    unknownRefusalTitle: "Ihre Antwort zu einem Gerät zählt nicht",
    unknownBatchRefusalTitle:
      "Ihre Antwort zu vorbereiteten Geräten zählt nicht",
    notProposed: "Es wurde nichts vorgeschlagen. {why}",
    notAnsweredTitle: "Ihre Frage",
    resultTitle: "Ihr Vorschlag für {device}",
    cardRefusedTitle: "Teams hat die Karte zu {device} abgewiesen",
    cardRefused:
      "Der Kanal zeigt sie nicht, oder in einem früheren Stand. Sie wird erneut gesendet, sobald sich etwas daran ändert. Der Grund steht im Protokoll des Bots unter teams.message-refused; vielleicht betrifft es weitere Karten.",
    groupUnreadableTitle: "Eine Gruppe von Ausnahmen ist nicht zu lesen",
    groupUnreadable: {
      devices:
        "Entra hat nicht gesagt, wer in der Gruppe der ausgenommenen Geräte ist. Wer zuletzt bekannt war, bleibt ausgenommen; wurde sie noch nie gelesen, wird nach Belegen nichts vorgeschlagen. Prüfen Sie die ID der Gruppe unter settings und die Berechtigungen GroupMember.Read.All und Device.Read.All.",
      people:
        "Entra hat nicht gesagt, wer in der Gruppe der ausgenommenen Personen ist. Wer zuletzt bekannt war, bleibt ausgenommen; wurde sie noch nie gelesen, wird nach Belegen nichts vorgeschlagen. Prüfen Sie die ID der Gruppe unter settings und die Berechtigung GroupMember.Read.All.",
    },
    outputsUnreadableTitle: "Die Ausgabe der Remediation ist nicht zu lesen",
    outputsUnreadable: {
      forbidden:
        "Microsoft hat es abgelehnt. Erteilen Sie Custodian die Anwendungsberechtigung DeviceManagementScripts.Read.All mit Administratorzustimmung. Remediations brauchen auch eine Lizenz für Windows Enterprise oder Education, in Intune bestätigt unter Mandantenverwaltung, Connectors und Token, Windows-Daten.",
      gone: "Intune hat keine Remediation mit dieser ID. Prüfen Sie REMEDIATION_SCRIPT_ID: Es ist die ID in der Adresse der Seite der Remediation in Intune.",
      other: "Der Grund steht im Protokoll des Bots.",
    },
    outputsReadAgain:
      "Bis dahin kommen von dort keine Belege; die anderen Quellen laufen weiter. Custodian versucht es alle vier Stunden erneut.",
    signInsRefusedTitle: "Die Anmeldungen in Entra sind nicht zu lesen",
    signInsRefused: {
      "not-licensed":
        "SIGN_IN_EVIDENCE ist eingeschaltet, aber dieser Mandant hat kein Microsoft Entra ID P1 oder P2, und ohne das sagt Entra nicht, wer sich angemeldet hat. Alles andere läuft weiter wie bisher. Schalten Sie SIGN_IN_EVIDENCE aus, oder fügen Sie die Lizenz hinzu: Custodian versucht es einmal am Tag.",
      "broken-off":
        "Graph bricht jedes Mal ab, wenn Custodian das Anmeldeprotokoll liest. Solange es nicht bis zum Ende zu lesen ist, wird niemand vorgeschlagen, weil er sich angemeldet hat. Alles andere läuft weiter wie bisher: Custodian versucht es einmal am Tag.",
      "not-permitted":
        "SIGN_IN_EVIDENCE ist eingeschaltet, aber Custodian darf das Anmeldeprotokoll nicht lesen. Alles andere läuft weiter wie bisher. Erteilen Sie die Anwendungsberechtigung AuditLog.Read.All, oder schalten Sie SIGN_IN_EVIDENCE aus: Custodian versucht es einmal am Tag.",
    },
    neverPostedTitle: "Zu {device} wurde niemand gefragt",
    neverPosted:
      "Die Karte dieses Vorschlags konnte die ganze Zeit nicht gepostet werden, deshalb ist er abgelaufen. Wenn noch etwas daran ist, wird ein neuer gemacht. Vielleicht betrifft es weitere: Prüfen Sie, ob Custodian noch in seinen Kanälen ist. Der Grund steht im Protokoll des Bots.",
    auditHeadLostTitle: "Custodian steht still: Sein Audit-Log ist defekt",
    auditHeadLost:
      "Der Kopf des Audit-Logs fehlt, deshalb wird nichts entschieden, geändert oder festgehalten. Sagen Sie es denen, die Custodian betreiben: docs/operating.md sagt, wie er zurückkommt. Bis dahin werden Klicks nach 15 Minuten abgewiesen.",
    givenUpTitle: "Custodian hat etwas aufgegeben: {work}",
    givenUp:
      "Das ist zu oft oder zwei Wochen lang gescheitert und wird nicht mehr versucht. Wer darauf wartet, wurde nach Möglichkeit benachrichtigt. Der Grund steht im Protokoll des Bots: Suchen Sie nach „A job was given up“.",
    lateTitle: "Seit einem Tag wartet etwas: {work}",
    late: "Custodian versucht es zwei Wochen lang weiter. Meist antwortet Microsoft Graph oder Teams nicht, oder eine Berechtigung fehlt. Der Grund steht im Protokoll des Bots: Suchen Sie nach „A job is tried again later“.",
    work: {
      answers: "Klicks, Fragen und Wünsche",
      cards: "Karten posten oder aktualisieren",
      changes: "Änderungen in Intune",
      evidence: "Meldungen auswerten",
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
      "Sie bekommen das, weil Sie notify me geschrieben haben. Mit stop notifying me endet es.",
    subscriptionEndedTitle:
      "Sie werden über neue Vorschläge nicht mehr benachrichtigt",
    subscriptionEnded:
      "Sie sind nicht mehr in der Gruppe der Genehmigenden, und nur die können entscheiden. Wenn Sie wieder dazugehören, schreiben Sie notify me.",
    noChannelTitle: "Eine Nachricht zu vorbereiteten Geräten wartet",
    noChannel:
      "Eine Bereitstellungsleitung soll von einer Übergabe erfahren oder hat gesagt, dass eine nicht stimmt, aber es gibt weder einen Chat mit ihr noch einen Kanal zum Posten. Installieren Sie Custodian für die Leitung, oder geben Sie in einem Kanal ein: use this channel. Dann werden alle Nachrichten gesendet.",
    firstRunTitle: "Die ersten Vorschläge kommen nach und nach",
    firstRun:
      "Von dem, was Custodian bisher gefunden hat, {perDay, plural, one {wird höchstens # Vorschlag} other {werden höchstens # Vorschläge}} am Tag gesendet, die sichersten zuerst. {waiting, plural, one {# weiterer wartet.} other {# weitere warten.}} Schreiben Sie preview, um alles zu sehen, was vorgeschlagen würde, und settings, um die Zahl zu ändern.",
    channelLostTitle: "Vorschläge warten",
    channelLost:
      "Custodian kann nicht mehr in seinem Kanal posten, deshalb {held, plural, one {wartet # Vorschlag} other {warten # Vorschläge}}. Fügen Sie Custodian dem Team wieder hinzu, oder gehen Sie in einen anderen Kanal, und geben Sie ein: use this channel.",
  },

  channels: {
    everything: "Vorschläge werden ab jetzt in diesem Kanal gepostet.",
    everythingAndHeld:
      "Vorschläge werden ab jetzt in diesem Kanal gepostet. {held, plural, one {# wartender Vorschlag folgt.} other {# wartende Vorschläge folgen.}}",
    itsScope:
      "Vorschläge zu Geräten, für die dieser Kanal zuständig ist, werden ab jetzt hier gepostet. Ein Admin ändert die Zuständigkeit mit: settings.",
    theRest:
      "Vorschläge zu Geräten, für die kein anderer Kanal zuständig ist, werden ab jetzt in diesem Kanal gepostet.",
    nothing:
      "Dieser Kanal wird verwendet, aber noch wird hier nichts gepostet: Vorschläge gehen an einen anderen, früher gewählten Kanal. Geben Sie diesem Kanal eine Zuständigkeit (Gerätekategorien oder Namensanfänge) mit: settings. Oder geben Sie im anderen stop using this channel ein.",
    stopped:
      "In diesem Kanal werden keine neuen Vorschläge gepostet. Karten, die hier offen sind, können weiter beantwortet werden.",
    notInUse: "Dieser Kanal wurde nicht für Vorschläge verwendet.",
    notAChannel:
      "Dies geht in einem Kanal eines Teams: Fügen Sie Custodian dem Team hinzu, und erwähnen Sie es dann im Kanal mit diesen Worten.",
  },

  /** What is said to `notify me` and `stop notifying me`. */
  subscriptions: {
    toAll:
      "Sie bekommen eine private Nachricht, wenn es neue Vorschläge gibt, über die Sie entscheiden dürfen. Mit stop notifying me endet das.",
    toChannel:
      "Sie bekommen eine private Nachricht, wenn es in diesem Kanal neue Vorschläge gibt, über die Sie entscheiden dürfen. Mit stop notifying me hier im Kanal endet das.",
    channelNotUsed:
      "In diesem Kanal werden keine Vorschläge gepostet. Schreiben Sie notify me in Ihrem eigenen Chat mit Custodian, um von denen in allen Kanälen zu hören.",
    stopped:
      "Sie bekommen keine privaten Nachrichten über neue Vorschläge mehr.",
    stillAll:
      "Sie hören von neuen Vorschlägen in allen Kanälen. Das beenden Sie mit stop notifying me in Ihrem eigenen Chat mit Custodian.",
    wasNot:
      "Sie haben hier keine privaten Nachrichten über neue Vorschläge bekommen.",
  },

  scan: {
    started:
      "Personen und Geräte des Mandanten werden eingelesen. Eine Karte hier zeigt den Fortschritt.",
    changesFirst:
      "{here, select, yes {Die Geräte, die sich zuletzt gemeldet haben, werden gelesen: Laufzeit bisher {ago}. Danach wird der ganze Mandant eingelesen, und eine Karte hier zeigt den Fortschritt.} other {Die Geräte, die sich zuletzt gemeldet haben, werden gelesen: Laufzeit bisher {ago}. Danach wird der ganze Mandant eingelesen; die Karte dazu steht in der Unterhaltung, in der zuerst darum gebeten wurde.}}",
    running:
      "{here, select, yes {Der Mandant wird bereits eingelesen: Laufzeit bisher {ago}, gelesene Geräte: {devices, number}. Die Karte in dieser Unterhaltung zeigt den Fortschritt.} other {Der Mandant wird bereits eingelesen: Laufzeit bisher {ago}, gelesene Geräte: {devices, number}. Die Karte dazu steht in der Unterhaltung, in der darum gebeten wurde.}}",
    runningOf:
      "{here, select, yes {Der Mandant wird bereits eingelesen: Laufzeit bisher {ago}, gelesene Geräte: {devices, number} von {expected, number}. Die Karte in dieser Unterhaltung zeigt den Fortschritt.} other {Der Mandant wird bereits eingelesen: Laufzeit bisher {ago}, gelesene Geräte: {devices, number} von {expected, number}. Die Karte dazu steht in der Unterhaltung, in der darum gebeten wurde.}}",
  },

  turn: {
    unknownPerson:
      "Teams hat nicht gesagt, wer Sie sind, deshalb kann Custodian nicht antworten. Melden Sie sich mit Ihrem Geschäftskonto bei Teams an und versuchen Sie es erneut.",
    tooLong:
      "Das ist länger als jeder Befehl. Geben Sie help ein, um zu sehen, was ich kann.",
    unknownInvoke: "Custodian weiß nicht, worum diese Schaltfläche bittet.",
    unknownVerb:
      "Custodian kennt diese Schaltfläche nicht. Vielleicht stammt ihre Karte aus einer älteren Version: Sehen Sie sich die neueste Karte des Geräts an.",
    wentWrong:
      "Etwas ist schiefgegangen (Referenz {reference}). Versuchen Sie es noch einmal; bleibt es dabei, nennen Sie einem Administrator diese Referenz.",
    checking: "Ihre Antwort wird geprüft. Die Karte zeigt gleich das Ergebnis.",
    lateAnswer:
      "Dies dauert länger als sonst. Hat sich die Karte in einer Minute nicht geändert, klicken Sie noch einmal: Eine Antwort zählt nur einmal.",
    lateRefresh: "Dies dauert länger als sonst. Die Karte im Kanal stimmt.",
    lateClick:
      "Dies dauert länger, als ein Klick dauern darf. Bitte versuchen Sie es noch einmal.",
    lateLookUp:
      "Dies dauert länger, als ein Klick dauern darf. Bitte versuchen Sie es noch einmal, oder geben Sie die Frage ein.",
    lateBoard:
      "Dies dauert länger, als ein Klick dauern darf. Versuchen Sie es noch einmal, oder geben Sie ein: handoffs",
    lateCommand:
      "Dies dauert länger, als ein Klick dauern darf. Geben Sie ein: {command}",
    lateForTeams:
      "Dies dauert länger, als Teams wartet. Bitte versuchen Sie es gleich noch einmal.",
  },

  notUnderstood: {
    reason:
      "Wählen Sie, warum Sie ablehnen, oder sagen Sie es in höchstens {most, number} Zeichen. Etwas anderes braucht eigene Worte.",
    tooLong: "Das ist zu lang: höchstens {most, number} Zeichen.",
    who: "Wählen Sie eine Person, oder geben Sie ihren Benutzerprinzipalnamen ein.",
    snoozeDays:
      "Ein Vorschlag kann für 1, 3 oder 7 Tage zurückgestellt werden.",
    answer:
      "Diese Schaltfläche wird nicht mehr verstanden. Geben Sie pending für die offenen Vorschläge ein.",
    objection:
      "Wählen Sie, was nicht stimmt, oder sagen Sie es in höchstens {most, number} Zeichen. Etwas anderes braucht eigene Worte.",
    board:
      "Diese Schaltfläche wird nicht mehr verstanden. Geben Sie handoffs für die Bereitstellungsübersicht ein.",
    audit:
      "Diese Schaltfläche wird nicht mehr verstanden. Geben Sie audit für das Überwachungsprotokoll ein.",
    preview:
      "Diese Schaltfläche wird nicht mehr verstanden. Schreiben Sie preview für eine neue Karte.",
    batch:
      "Diese Schaltfläche wird nicht mehr verstanden. Antworten Sie zu den Geräten auf ihren eigenen Karten.",
    lookUp:
      "Diese Schaltfläche wird nicht mehr verstanden. Geben Sie help ein, um zu sehen, was Sie fragen können.",
    details:
      "Diese Schaltfläche wird nicht mehr verstanden. Sehen Sie sich die neueste Karte des Geräts an.",
    match:
      "Diese Schaltfläche wird nicht mehr verstanden. Schlagen Sie die Nachricht noch einmal nach.",
    settings:
      "Dieses Formular wird nicht mehr verstanden. Geben Sie settings für ein neues ein.",
    propose:
      "Dieses Formular wird nicht mehr verstanden. Öffnen Sie es noch einmal.",
    message: "Teams hat nicht gesagt, was in dieser Nachricht steht.",
    query: "Diese Suche wird nicht verstanden. Geben Sie einen Namen ein.",
    item: "Dieses Ergebnis wird nicht verstanden. Suchen Sie noch einmal.",
  },

  tab: {
    api: {
      off: "Die Registerkarte ist hier nicht eingerichtet. Bitten Sie einen Administrator, PUBLIC_URL zu setzen.",
      signIn: "Ihre Anmeldung konnte nicht geprüft werden.",
      signInOver: "Ihre Anmeldung ist abgelaufen.",
      keysAway:
        "Anmeldungen können gerade nicht geprüft werden. Versuchen Sie es gleich noch einmal.",
      foreignOrigin:
        "Diese Anfrage kam nicht von der Registerkarte selbst, daher wurde nichts getan.",
      notJson:
        "Diese Anfrage hat nicht das Format, das die Registerkarte sendet.",
      notUnderstood:
        "Custodian versteht diese Anfrage nicht. Laden Sie die Registerkarte neu.",
      tooLarge: "Das ist mehr, als die Registerkarte sendet.",
      tooMany: "Das war viel auf einmal. Warten Sie einen Moment.",
      tooManyAtOnce:
        "Höchstens {most, number} Vorschläge lassen sich auf einmal entscheiden. Wählen Sie weniger aus.",
      away: "Microsoft antwortet gerade nicht. Versuchen Sie es später noch einmal.",
      wentWrong:
        "Etwas ist schiefgegangen (Referenz {reference}). Versuchen Sie es noch einmal; bleibt es dabei, nennen Sie einem Administrator diese Referenz.",
      checking:
        "Entra antwortet langsam, daher wird Ihre Antwort noch geprüft. Der Vorschlag zeigt das Ergebnis; wird sie abgelehnt, erfahren Sie es.",
      answeredBefore:
        "Ihre Antwort kam zu spät und hat nichts bewirkt. Aktueller Stand: „{state}“.",
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
      offline: "Custodian ist im Moment nicht erreichbar.",
      signedOut: "Die Anmeldung über Teams wurde nicht angenommen.",
      refused: "Das ist für Sie nicht sichtbar.",
      missing: "Das gibt es nicht oder nicht mehr.",
      changed:
        "Das hat sich inzwischen geändert. Bitte sehen Sie es sich noch einmal an.",
      failed:
        "Es ist ein Fehler aufgetreten. Vielleicht klappt es in einem Moment.",
      broken:
        "Diese Seite lässt sich gerade nicht anzeigen. Bitte laden Sie sie neu.",
      reload: "Neu laden",
    },
    offline: {
      shown: "Keine Verbindung. Alter der Angaben: {age}.",
      nothing: "Keine Verbindung.",
      retrying: "Ein neuer Versuch folgt automatisch.",
      back: "Wieder verbunden.",
    },
    signIn: {
      notInTeams: "Custodian gibt es nur in Teams",
      notInTeamsHint:
        "Diese Seite funktioniert nur als Registerkarte in Microsoft Teams, denn Teams sagt Custodian, wer Sie sind. Bitte öffnen Sie Custodian dort.",
      refused: "Teams konnte Sie nicht anmelden",
      refusedHint:
        "Versuchen Sie es noch einmal. Bleibt es dabei, melden Sie sich in Teams ab und wieder an, oder wenden Sie sich an die Administration von Custodian.",
      noConsentHint:
        "Custodian fehlt die Zustimmung, zu erfahren, wer Sie sind. Ein Administrator muss der App in Entra die Administratoreinwilligung erteilen; versuchen Sie es danach noch einmal.",
      guest: "Custodian steht Ihnen nicht offen",
    },
    observing:
      "Custodian beobachtet nur: Es sammelt Belege und sendet daraus nichts.",
    preview: {
      notForYou: "Die Vorschau ist für Administratoren",
      csv: "Als CSV herunterladen",
      beingMade:
        "{count, plural, =0 {Das dauert einen Moment.} one {# Gerät ist bisher abgewogen.} other {# Geräte sind bisher abgewogen.}}",
      madeAt: "Stand",
      groups: "Wie viele, nach Sicherheit und Grund",
      rows: "Was vorgeschlagen würde",
      certainty: "Wie sicher",
      reason: "Warum",
      count: "Anzahl",
      days: "{count, plural, one {# Tag der Nutzung} other {# Tage der Nutzung}}",
      waits: "wartet, bis die Reihe an ihm ist",
      none: "Nichts würde vorgeschlagen",
      noneHint:
        "Was sich aus Belegen ergibt, steht hier, bevor jemand gefragt wird.",
    },
    proposals: {
      which: "Welche Vorschläge",
      held: "{count, plural, one {# weiterer wartet auf Platz in seinem Kanal.} other {# weitere warten auf Platz in ihren Kanälen.}}",
      heldNowhere:
        "{count, plural, one {# weiterer wartet, weil kein Kanal in Gebrauch ist.} other {# weitere warten, weil kein Kanal in Gebrauch ist.}} Ein Administrator schreibt in einem Kanal in Teams: use this channel.",
      heldInFirstRun:
        "{count, plural, one {# weiterer wartet} other {# weitere warten}}: Im ersten Durchgang {perDay, plural, one {wird höchstens # Vorschlag} other {werden höchstens # Vorschläge}} nach Belegen am Tag gesendet, die sichersten zuerst.",
      none: {
        waiting: "Nichts wartet auf eine Antwort",
        snoozed: "Nichts ist zurückgestellt",
        "under-way": "Nichts ist in Arbeit",
        decided: "Noch ist nichts entschieden",
      },
      noneHint: {
        waiting:
          "Hier erscheint ein Vorschlag, wenn jemand anderes als der primäre Benutzer ein Gerät benutzt.",
        snoozed: "Hier steht Zurückgestelltes, bis es wieder an der Reihe ist.",
        "under-way":
          "Hier steht Genehmigtes, bis Intune es zeigt, und Fehlgeschlagenes, bis es jemand erneut versucht.",
        decided:
          "Hier erscheint, was geändert oder abgelehnt wurde oder abgelaufen ist. Änderungen lassen sich hier eine Weile rückgängig machen.",
      },
      choose: "Wählen Sie einen Vorschlag",
      chooseHint:
        "Hier sehen Sie, worauf er beruht, und können ihn beantworten.",
      nobody: "Niemand",
      shared: "Gemeinsam genutztes Gerät",
      change: "Primärer Benutzer: jetzt {from}, vorgeschlagen {to}",
      changedByOthers: "{device}: {title}",
      listChanged:
        "{count, plural, =0 {Jetzt wartet kein Vorschlag.} one {Jetzt wartet # Vorschlag.} other {Jetzt warten # Vorschläge.}}",
    },
    queue: {
      label: "Liste eingrenzen",
      device: "Gerätename oder Seriennummer",
      person: "Primärer Benutzer oder Vorschlag",
      sort: "Reihenfolge",
      sorts: {
        newest: "Neueste zuerst",
        oldest: "Älteste zuerst",
        strength: "Stärkste Belege zuerst",
        expires: "Läuft am frühesten ab",
        device: "Nach Gerätename",
      },
      wakesSoonest: "Am frühesten wieder an der Reihe",
      filter: "Filter",
      filters: "{count, plural, one {# Filter} other {# Filter}}",
      all: "Alle",
      fields: {
        kind: "Was sich ändert",
        certainty: "Belege",
        origin: "Gewünscht von",
      },
      kinds: {
        reassign: "Neuer primärer Benutzer",
        clear: "Gemeinsam genutzt",
      },
      certainty: {
        sure: "Sicher",
        likely: "Wahrscheinlich",
        unsure: "Vielleicht im Urlaub",
      },
      origins: { evidence: "Belegen", person: "Einer Person" },
      staged: "Nur vorbereitete Geräte",
      clear: "Filter entfernen",
      none: "Nichts passt",
      noneHint:
        "Nehmen Sie einen der Filter weg, oder sehen Sie an einer anderen Stelle nach.",
      morePeople:
        "So heißen viele, und nicht alle wurden gesucht. Geben Sie mehr vom Namen ein.",
      choose: "{device} auswählen",
      chooseAll: "Alle angezeigten auswählen",
      chooseFirst: "Die ersten {most, number} auswählen",
      chooseNone: "Auswahl aufheben",
      atMost: "Höchstens {most, number} lassen sich auswählen.",
      chosen: "{count, number} ausgewählt",
      severalLabel: "Ausgewählte Vorschläge",
      confirmApproval:
        "{count, plural, one {# Änderung genehmigen?} other {# Änderungen genehmigen?}} Custodian nimmt sie in Intune vor.",
      confirmed: "{device}: {to}",
      approveAll: "{count, number} genehmigen",
      unknown:
        "Die Verbindung ist abgebrochen. Deshalb ist nicht bekannt, was geschehen ist; die Liste zeigt es. Ein neuer Versuch tut nichts doppelt.",
      outcomes: "Was daraus wurde",
      done: {
        approve:
          "{count, plural, =0 {Nichts wurde genehmigt.} one {# genehmigt.} other {# genehmigt.}}",
        reject:
          "{count, plural, =0 {Nichts wurde abgelehnt.} one {# abgelehnt.} other {# abgelehnt.}}",
        snooze:
          "{count, plural, =0 {Nichts wurde zurückgestellt.} one {# zurückgestellt.} other {# zurückgestellt.}}",
      },
      notDone: "{count, plural, one {# nicht:} other {# nicht:}}",
      neighbors: "Andere Vorschläge der Liste",
      previous: "Vorheriger",
      next: "Nächster",
      wasLast: "Das war der letzte dieser Liste.",
    },
    shortcuts: {
      title: "Tastenkürzel",
      on: "Tasten mit einem Zeichen bewirken auf dieser Seite etwas",
      areOn: "Tastenkürzel sind an.",
      areOff: "Tastenkürzel sind aus.",
      close: "Schließen",
      does: {
        next: "Zum nächsten Vorschlag gehen",
        previous: "Zum vorherigen Vorschlag gehen",
        open: "Öffnen",
        choose: "Auswählen oder nicht mehr auswählen",
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
      undoUntil: "Rückgängig zu machen bis",
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
        "Auf wessen Anmeldungen er beruht, sehen nur Techniker, Genehmigende und Admins.",
      timeline: "Verlauf",
      audit: "Überwachungsprotokoll",
      details: "Über das Gerät",
      card: "Karte in Teams",
      intune: "Gerät in Intune",
    },
    acts: {
      label: "Antwort",
      approve: "Genehmigen",
      reject: "Ablehnen",
      snooze: "Zurückstellen",
      wakeNow: "Jetzt vorlegen",
      someoneElse: "Jemand anderes…",
      handTo: "Übergeben an…",
      undo: "Rückgängig machen",
      tryAgain: "Nochmals versuchen",
      cancel: "Abbrechen",
      rejectReason: "Warum nicht?",
      rejectReasonMissing:
        "Bitte wählen Sie einen Grund, oder sagen Sie es mit eigenen Worten.",
      inYourWords: "Mit eigenen Worten",
      saidHint: "Ihre Kolleginnen und Kollegen sehen das auf der Karte.",
      sharedOnPurposeNote:
        "Absichtlich gemeinsam genutzt: Für dieses Gerät wird nichts vorgeschlagen, bis ein Administrator das aufhebt.",
      comment: "Kommentar zur Genehmigung (optional)",
      undoWhy: "Warum rückgängig machen? (optional)",
      proposeWhy: "Warum? (optional)",
      proposeWhyHint: "Wer entscheidet, sieht das.",
      snoozeFor: "Zurückstellen für",
      whoInstead: "Wem gehört das Gerät?",
      whoInsteadHint: "Name oder Benutzerprinzipalname",
      foundPeople: "Gefundene Personen",
      nobodyFound: "So heißt niemand.",
      choosePerson: "Bitte wählen Sie eine Person.",
      propose: "Vorschlagen",
      handToWhom: "Wer soll entscheiden?",
      handToNote:
        "Die Person bekommt eine private Nachricht. Alle anderen, die entscheiden dürfen, können das weiterhin.",
      handOver: "Übergeben",
      showProposal: "Vorschlag anzeigen",
      dismiss: "Schließen",
      unknown:
        "Die Verbindung ist abgebrochen. Ob das ausgeführt wurde, ist noch nicht bekannt; es erscheint hier, sobald es feststeht.",
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
      none: "Kein Gerät wartet",
      noneHint:
        "Hier stehen Geräte, die vorbereitet und noch nicht übergeben sind.",
      contradicted: "Übergaben, die nicht stimmen sollen",
      saidBy: "Gesagt von",
      saidAt: "Wann",
    },
    decisions: {
      period: "Zeitraum",
      days: "{count, number} Tage",
      overTime: "Was aus Vorschlägen wurde",
      perDay: "Je Tag",
      perWeek: "Je Woche, beginnend am genannten Tag",
      approved: "Genehmigt",
      rejected: "Abgelehnt",
      expired: "Abgelaufen",
      undone: "Rückgängig gemacht",
      acceptance: "Annahmequote",
      acceptanceHint:
        "Von allem, was beantwortet wurde: genehmigt und nicht rückgängig gemacht.",
      median: "Zeit bis zur Antwort",
      medianHint: "Die Hälfte der Antworten kam innerhalb dieser Zeit.",
      noAnswers: "Keine Antworten",
      asTable: "Als Tabelle",
      from: "Ab",
      none: "In dieser Zeit wurde nichts erledigt",
      noneHint: "Ab der ersten Entscheidung wird hier gezählt.",
      summary:
        "{approved, number} genehmigt, {rejected, number} abgelehnt, {expired, number} abgelaufen, {undone, number} rückgängig gemacht.",
    },
    search: {
      label: "Geräte und Personen suchen",
      hint: "Name, Seriennummer, Benutzerprinzipalname oder ID",
      devices: "Geräte",
      people: "Personen",
      recent: "Zuletzt nachgeschlagen",
      nothing: "Custodian hat nichts gesehen, das so heißt",
      nothingHint:
        "Versuchen Sie einen Teil des Namens oder eine Seriennummer. Was neuer ist als der letzte Durchlauf, finden Sie im Chat mit Custodian: Geben Sie who und den ganzen Namen ein, oder user und den UPN.",
      nothingYet: "Suchen Sie ein Gerät oder eine Person",
      nothingYetHint: "Was Sie zuletzt nachgeschlagen haben, steht dann hier.",
      found:
        "{count, plural, =0 {Nichts gefunden.} one {# gefunden.} other {# gefunden.}}",
      noPrimaryUser: "Kein primärer Benutzer",
    },
    device: {
      primaryUser: "Primärer Benutzer",
      seen: "Am Gerät gesehen",
      lastAt: "Zuletzt",
      proposal: "Offener Vorschlag",
      intune: "Gerät in Intune",
      readAt: "Zuletzt gelesen:",
      notAsked: "Nicht gefragt wird",
      askAgain: "Stummschaltung aufheben",
      propose: "{name} vorschlagen",
      collectNow: "Jetzt abfragen",
      collecting: {
        asked:
          "Das Gerät wurde gefragt, wer es benutzt hat. Ist es an und online, zählt seine Antwort in wenigen Minuten. Sonst geschieht nichts; fragen Sie später noch einmal.",
        "in-doubt":
          "Intune hat nicht geantwortet, also ist nicht sicher, ob das Gerät gefragt wurde. Antwortet es, zählt das. In einer halben Stunde können Sie wieder fragen.",
        running:
          "{name} hat es schon gefragt, und es hat noch nicht geantwortet.",
        by: "Läuft, gefragt von {name}",
      },
      nobodySeen: "In letzter Zeit wurde niemand am Gerät gesehen.",
    },
    person: {
      owned: "Primärer Benutzer von",
      ownedMore: "{count, number} weitere sind nicht aufgeführt.",
      used: "Zuletzt benutzt",
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
      none: "Noch steht nichts im Protokoll",
      noneFound: "Nichts passt dazu",
      noneFoundHint:
        "Nehmen Sie eine der Angaben weg, oder einen längeren Zeitraum.",
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
      notForYou: "Das Überwachungsprotokoll ist Admins vorbehalten",
      notForYouHint:
        "Wer dazu zählt, bestimmt die Gruppe, die in den Einstellungen von Custodian genannt ist.",
    },
  },
  named: {
    "device.gone": "Intune kennt dieses Gerät nicht mehr.",
    "device.not-windows":
      "Intune kann den primären Benutzer nur bei Windows-Geräten ändern.",
    "device.not-joined":
      "Dieses Gerät ist weder in Entra noch hybrid eingebunden, daher kann Intune seinen primären Benutzer nicht ändern.",
    "device.join-unknown":
      "Weder Intune noch Entra sagt, ob dieses Gerät in Entra eingebunden, hybrid eingebunden oder nur registriert ist. Custodian ändert seinen primären Benutzer deshalb nicht. Sehen Sie sich das Gerät in Entra an und prüfen Sie, ob Custodian die Anwendungsberechtigung Device.Read.All hat.",
    "device.unknown":
      "Intune kennt kein Gerät mit dem Namen, der Seriennummer oder der ID „{name}“. Prüfen Sie die Schreibweise: Der ganze Name wird benötigt.",
    "device.ambiguous":
      "{count} Geräte heißen „{name}“. Verwenden Sie die ID des gemeinten Geräts: {some}.",
    "user.unknown":
      "Entra kennt dieses Konto nicht. Vielleicht wurde es gelöscht.",
    "user.staging-account":
      "Dies ist ein Bereitstellungskonto, das Geräte vorbereitet und nie eines besitzt.",
    "user.disabled":
      "Dieses Konto ist deaktiviert, oder Entra sagt nicht, dass es aktiv ist.",
    "user.guest": "Dies ist ein Gastkonto.",
    "user.unlicensed":
      "Diese Person hat keine Intune-Lizenz, die Intune von einem primären Benutzer verlangt.",
    "user.other-domain":
      "Dieses Konto gehört zu keiner Domäne, deren Benutzer Geräte haben dürfen.",
    "logon.before-enrolment":
      "Dies war vor der letzten Registrierung des Geräts und sagt nichts darüber, wer es jetzt hat.",
    "logon.tie":
      "Dies war im selben Augenblick wie die neueste Anmeldung. Von beiden gilt die mit der niedrigeren Benutzer-ID.",
    "logon.unknown-user":
      "Entra kennt keinen Benutzer mit der ID {id}. Vielleicht wurde das Konto gelöscht.",
    "logon.technician":
      "Dies ist eine Technikerin oder ein Techniker; sie melden sich an Geräten anderer an.",
    "logon.excluded":
      "Die Einstellungen nehmen diese Person von Vorschlägen aus.",
    "people.unknown-account":
      "Entra kennt Ihr Konto nicht, daher ist das nicht möglich.",
    "people.disabled-account":
      "Ihr Konto ist deaktiviert, daher ist das nicht möglich.",
    "people.guest": "Gäste können Custodian nicht verwenden.",
    "people.approvers-only":
      "Das dürfen nur Mitglieder der Gruppe der Genehmigenden. Fragen Sie jemanden aus dieser Gruppe, oder bitten Sie Ihre Administration um Aufnahme.",
    "people.admins-only":
      "Das dürfen nur die Administratoren von Custodian. Fragen Sie ein Mitglied der Administratorengruppe.",
    "people.gains-by-it":
      "Sie würden primärer Benutzer dieses Geräts, daher muss jemand anderes entscheiden.",
    "people.asked-for-it":
      "Sie haben um diese Änderung gebeten, daher muss jemand anderes entscheiden.",
    "people.perhaps-own-account":
      "Sie haben noch ein Konto, und Entra sagt nicht, ob es bei dieser Änderung darum geht. Jemand anderes muss entscheiden.",
    "people.not-checked":
      "Ihr Konto konnte nicht geprüft werden, weil Entra nicht rechtzeitig geantwortet hat. Versuchen Sie es gleich noch einmal.",
    "turn.too-many":
      "Das ist gerade sehr viel auf einmal. Warten Sie bitte ein paar Sekunden und versuchen Sie es dann noch einmal.",
    "entra.nothing-done":
      "Entra hat nicht rechtzeitig geantwortet, daher wurde nichts getan. Versuchen Sie es in einer Weile noch einmal.",
    "entra.nothing-changed":
      "Entra hat nicht rechtzeitig geantwortet, daher wurde nichts geändert. Versuchen Sie es in einer Weile noch einmal.",
    "queue.given-up":
      "In Custodian ist wiederholt etwas schiefgegangen, deshalb wurde dies aufgegeben. Die Admins sind informiert.",
    "proposal.action-given-up":
      "In Custodian ist etwas schiefgegangen, deshalb ist nichts geschehen. Bitte sehen Sie sich die Karte an und entscheiden Sie noch einmal. Die Admins sind informiert.",
    "proposal.wish-given-up":
      "In Custodian ist etwas schiefgegangen, deshalb wurde nichts vorgeschlagen. Bitte versuchen Sie es noch einmal. Die Admins sind informiert.",
    "proposal.change-given-up":
      "In Custodian ist wiederholt etwas schiefgegangen. Prüfen Sie in Intune, ob die Änderung vorgenommen wurde, und versuchen Sie es dann noch einmal. Die Admins sind informiert.",
    "lookup.given-up":
      "In Custodian ist etwas schiefgegangen, deshalb gibt es keine Antwort. Bitte fragen Sie noch einmal. Die Admins sind informiert.",
    "collection.off":
      "Hier wird keine Remediation gelesen, also lässt sich kein Gerät fragen. Setzen Sie REMEDIATION_SCRIPT_ID.",
    "sweep.given-up":
      "In Custodian ist wiederholt etwas schiefgegangen. Die Admins sind informiert.",
    "entra.no-answer":
      "Entra hat nicht geantwortet, daher wurde nichts geändert. Versuchen Sie es in einer Weile noch einmal.",
    "microsoft.nothing-proposed":
      "Microsoft hat nicht rechtzeitig geantwortet, daher wurde nichts vorgeschlagen. Versuchen Sie es in einer Weile noch einmal.",
    "lookup.unavailable":
      "Microsoft hat nicht rechtzeitig geantwortet, und Custodian hat dies noch nicht gesehen. Versuchen Sie es gleich noch einmal.",
    "lookup.still-late": "Microsoft antwortet gerade nicht.",
    "proposal.not-found":
      "Custodian kennt diesen Vorschlag nicht mehr. Sehen Sie sich die neueste Karte des Geräts an.",
    "proposal.slot-taken":
      "Für dieses Gerät ist ein anderer Vorschlag offen. Beantworten Sie zuerst diesen.",
    "proposal.stale":
      "Dieser Vorschlag wurde im selben Augenblick geändert. Sehen Sie sich die Karte noch einmal an.",
    "proposal.expired":
      "Dieser Vorschlag ist abgelaufen, bevor er beantwortet wurde. Ein neuer folgt, wenn die Belege noch gelten.",
    "proposal.already-settled": "Dieser Vorschlag wurde bereits beantwortet.",
    "proposal.changed":
      "Dieser Vorschlag hat sich geändert, seit diese Karte gezeichnet wurde. Die Karte wird erneuert: Bitte sehen Sie sie sich noch einmal an und entscheiden Sie dann.",
    "proposal.nothing-to-undo": "Hier gibt es nichts rückgängig zu machen.",
    "proposal.nothing-was-changed":
      "Es wurde nichts geändert, daher gibt es nichts rückgängig zu machen.",
    "proposal.undo-too-late":
      "Die Zeit zum Rückgängigmachen ist vorbei. Schlagen Sie stattdessen die Änderung zurück vor.",
    "proposal.proposed-already":
      "Diese Person ist bereits vorgeschlagen: Genehmigen Sie den Vorschlag, oder lehnen Sie ihn ab.",
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
      "„{name}“ bezeichnet nicht genau eine Person. Verwenden Sie den Benutzerprinzipalnamen der gemeinten Person.",
    "proposal.changed-a-moment-ago":
      "{device} wurde gerade erst geändert, und Intune zeigt es noch nicht überall. Schlagen Sie es bitte in zehn Minuten noch einmal vor.",
    "proposal.hourly-limit":
      "Sie haben innerhalb einer Stunde {most} Änderungen vorgeschlagen. Bitte machen Sie später weiter.",
    "proposal.open-limit":
      "Über {most} Änderungen, um die Sie gebeten haben, ist noch nicht entschieden. Warten Sie bitte auf eine davon, oder fragen Sie Ihren Helpdesk.",
    "proposal.wished":
      "Für {device} ist schon eine andere Änderung offen. Ihr Wunsch steht auf deren Karte, wo die Genehmigenden ihn sehen. Wird die Änderung abgelehnt, wird Ihre vorgeschlagen, und Sie erfahren es.",
    "proposal.wished-lately":
      "Sie haben für {device} gerade erst um etwas anderes gebeten, und es steht auf der offenen Karte. In einer Stunde können Sie das ändern.",
    "proposal.wishes-full":
      "Für {device} ist schon eine andere Änderung offen, und andere haben bereits um etwas anderes gebeten. Fragen Sie bitte Ihren Helpdesk.",
    "proposal.wish-stands":
      "Für das Gerät ist jetzt eine andere Änderung offen. Ihr Wunsch steht auf deren Karte, wo die Genehmigenden ihn sehen.",
    "proposal.wish-over":
      "Für das Gerät wurde eine andere Änderung genehmigt. Ist Ihr Wunsch noch richtig, schlagen Sie ihn noch einmal vor.",
    "proposal.being-checked": "Ihr Vorschlag wird geprüft.",
    "proposal.answer-being-checked":
      "Ihre Antwort wird geprüft. Die Karte zeigt gleich das Ergebnis.",
    "batch.not-found":
      "Custodian kennt diese Karte nicht mehr. Beantworten Sie die Geräte auf ihren eigenen Karten.",
    "batch.nothing-to-reject":
      "Davon kann hier nichts mehr abgelehnt werden. Sehen Sie noch einmal auf die Karte.",
    "batch.other-person":
      "Inzwischen ist jemand anderes vorgeschlagen. Der Vorschlag ist auf seiner eigenen Karte offen.",
    "handoff.lead-only":
      "Dass eine Übergabe nicht stimmt, kann nur die Bereitstellungsleitung sagen, die davon erfährt, oder ein Administrator.",
    "handoff.not-found": "Custodian kennt diese Übergabe nicht mehr.",
    "handoff.cycle-over":
      "Diese Übergabe ist vorbei: Das Gerät wurde neu registriert oder ist aus Intune verschwunden.",
    "undo.changed-elsewhere":
      "Jemand hat den primären Benutzer seitdem geändert, daher bleibt er, wie er jetzt ist.",
    "undo.unconfirmed":
      "Intune hat das Rückgängigmachen angenommen, zeigt es aber nicht. Sehen Sie sich das Gerät in Intune an.",
    "undo.enrolled-again":
      "Das Gerät wurde seitdem neu registriert, daher bleibt sein primärer Benutzer, wie er jetzt ist.",
    "undo.person-not-possible":
      "Der vorherige primäre Benutzer kann nicht wiederhergestellt werden. {why}",
    "graph.throttled":
      "Microsoft Graph begrenzt unsere Anfragen. Es wird von selbst noch einmal versucht.",
    "graph.forbidden":
      "Microsoft Graph hat dies abgelehnt: Erteilen Sie Custodian die Anwendungsberechtigung {permission}, und versuchen Sie es dann noch einmal.",
    "graph.not-licensed":
      "Entra nennt Anmeldungen nur Mandanten mit Microsoft Entra ID P1 oder P2. Ohne diese Lizenz schalten Sie SIGN_IN_EVIDENCE aus.",
    "graph.accounts-not-shown":
      "Entra zeigt Custodian nicht, welche Konten aktiv und lizenziert sind: Erteilen Sie Custodian die Anwendungsberechtigung {permission}, und versuchen Sie es dann noch einmal.",
    "graph.not-found":
      "Microsoft Graph kennt dies nicht mehr. Vielleicht wurde es gelöscht.",
    "graph.needs-approval":
      "Intune verlangt, dass eine zweite Administratorin oder ein zweiter Administrator diese Änderung genehmigt (Genehmigung durch mehrere Administratoren). Nehmen Sie Custodian von dieser Richtlinie aus, oder nehmen Sie die Änderung in Intune vor.",
    "graph.unavailable":
      "Microsoft Graph hat nicht geantwortet. Es wird von selbst noch einmal versucht.",
    "graph.foreign-answer":
      "Etwas zwischen Custodian und Microsoft Graph, etwa ein Proxy oder eine Firewall, hat an dessen Stelle geantwortet (HTTP {status}). Bleibt das so, fragen Sie, wer Ihr Netzwerk betreut.",
    "graph.long-unavailable":
      "Microsoft Graph hat lange nicht geantwortet. Versuchen Sie es später noch einmal.",
    "graph.refused": "Microsoft hat dies abgelehnt: {detail}",
    "graph.cursor-expired":
      "Microsoft Graph weiß nicht mehr, wo eine lange Liste unterbrochen wurde. Sie wird von Anfang an neu gelesen.",
    "graph.sign-in-failed":
      "Custodian konnte sich nicht bei Microsoft anmelden. Ihre Administration muss {names} prüfen.",
    "graph.token-refused":
      "Microsoft Graph nimmt die Identität nicht an, mit der Custodian sich anmeldet, obwohl Entra es tut. Ihre Administration muss {names} prüfen, und ob die Anwendung in Entra aktiv ist und von keiner Richtlinie blockiert wird.",
    "graph.unexpected-answer":
      "Microsoft Graph hat eine Antwort gegeben, die Custodian nicht versteht, daher wurde nichts getan.",
    "intune.late":
      "Intune zeigt die letzte Änderung noch nicht. Es geht von selbst weiter.",
    "intune.undo-late":
      "Intune zeigt das Rückgängigmachen noch nicht. Es geht von selbst weiter.",
    "intune.write-in-doubt":
      "Intune hat nicht geantwortet. Custodian sieht nach, ob die Änderung vorgenommen wurde.",
    "teams.channel-refuses":
      "Teams sagt, dass Custodian nicht in diesem Kanal ist. Custodian versucht es noch einige Minuten, bevor es den Kanal aufgibt.",
    "teams.channel-lost":
      "Custodian ist nicht mehr in diesem Kanal. Fügen Sie die App dem Team wieder hinzu, und schreiben Sie: use this channel.",
    "teams.message-gone":
      "Die Karte ist aus dem Kanal verschwunden. Eine neue wird gepostet.",
    "teams.message-refused":
      "Teams hat diese Karte abgewiesen. Fragen Sie Ihre Administration: Im Protokoll des Bots steht, warum.",
    "teams.throttled":
      "Teams begrenzt unsere Nachrichten. Es wird von selbst noch einmal versucht.",
    "teams.unavailable":
      "Teams hat nicht geantwortet. Es wird von selbst noch einmal versucht.",
    "teams.person-unreachable": "Diese Person hat keinen Chat mit Custodian.",
    "notices.card-being-posted": "Die Karte wird gerade gepostet.",
    "notices.no-place-for-handoff":
      "Custodian erreicht weder die Leitung noch einen Kanal. Schreiben Sie in einem Kanal: use this channel.",
    "storage.away":
      "Custodian erreicht seine Datenbank nicht, daher ist nichts geschehen. Versuchen Sie es in einer Minute noch einmal.",
    "storage.out-of-range":
      "Eine Zahl oder ein Datum darin ist zu groß oder zu klein.",
    "storage.folder-in-use":
      "Der Ordner der Datenbank wird von einem anderen Prozess verwendet.",
    "notices.awake":
      "Die Zurückstellung ist vorbei: Dieser Vorschlag wartet wieder auf eine Antwort.",
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
    "card.not-understood": "Diese Schaltfläche wird nicht mehr verstanden.",
    "report.refused": "Der Bericht wurde abgewiesen.",
    "config.invalid":
      "Die Konfiguration ist unvollständig oder falsch. Das Protokoll nennt jede Einstellung, die zu berichtigen ist.",
    "audit.rows-missing-before": "Davor fehlen Zeilen.",
    "audit.follows-another-row": "Das schließt nicht an die Zeile davor an.",
    "audit.row-changed": "Der Inhalt wurde verändert.",
    "audit.details-changed": "Die Einzelheiten wurden verändert.",
    "audit.rows-missing-at-end": "Am Ende fehlen Zeilen.",
    "audit.row-behind-last": "Das steht hinter der letzten Zeile.",
    "audit.details-missing":
      "{rows, plural, one {Die Einzelheiten fehlen} other {Von hier an fehlen die Einzelheiten von # Zeilen}}, und keine Löschung nennt sie.",
    "audit.details-back":
      "{rows, plural, one {Die Einzelheiten} other {Die Einzelheiten von # Zeilen von hier an}} wurden gelöscht und sind wieder da.",
    "audit.altered-before-erased":
      "Die Einzelheiten waren nicht mehr, was geschrieben wurde, als sie gelöscht wurden.",
    "audit.head-missing":
      "Nummer und Hash der letzten Zeile sind nicht mehr vermerkt, danach können also Zeilen fehlen.",
    "audit.not-as-logged": "Der Hash ist nicht der angegebene.",
    "audit.logged-row-missing":
      "Das Protokoll endet mit Zeile {last} und enthält diese nicht.",
    "audit.head-lost":
      "Das Überwachungsprotokoll kann nicht geschrieben werden, und ohne Eintrag darin geschieht nichts. Wenden Sie sich an den Betrieb von Custodian; audit verify sagt mehr.",
    "preview.outdated":
      "Die Einstellungen wurden geändert, während die Vorschau entstand. Fragen Sie noch einmal danach.",
    "setting.unreadable": "Das wird nicht verstanden.",
    "setting.whole-number":
      "Das muss eine ganze Zahl von {least} bis {most} sein.",
    "setting.number": "Das muss eine Zahl von {least} bis {most} sein.",
    "setting.not-offered": "Das steht nicht zur Wahl.",
    "setting.not-upn": "„{entry}“ ist kein UPN (name@domäne).",
    "setting.not-domain":
      "Jeder Eintrag muss ein Domänenname sein; Eintrag {entry} ist keiner.",
    "setting.not-device-pattern":
      "„{entry}“ ist weder ein Name noch category:Name, oder hat mehr als 100 Zeichen.",
    "setting.not-user-pattern":
      "„{entry}“ ist kein UPN-Muster (name@domäne, * für beliebig viel), oder hat mehr als 100 Zeichen.",
    "setting.not-working-hours":
      "Das muss so aussehen: Mon-Fri 08:00-17:00 Europe/Berlin, mit mindestens zehn Stunden in der Woche. Oder leer sein.",
    "setting.not-group-id": "Dies muss die Objekt-ID einer Gruppe sein.",
    "setting.not-lead":
      "Jeder Eintrag muss lauten: Konto = Leitung, oder * = Leitung. Eintrag {entry} tut das nicht.",
    "setting.not-pair":
      "Jeder Eintrag muss lauten: Konto = anderes Konto. Eintrag {entry} tut das nicht.",
    "setting.pair-twice": "Ein Konto steht hier zweimal vor dem =.",
    "setting.lead-twice": "Hier steht ein Bereitstellungskonto zweimal.",
    "setting.too-long": "Das ist zu lang für dieses Formular.",
    "setting.most-accounts": "Hier dürfen höchstens {most} Konten stehen.",
    "setting.most-entries": "Hier dürfen höchstens {most} Einträge stehen.",
    "setting.longest-entry": "Ein Eintrag darf höchstens {most} Zeichen haben.",
    "setting.most-new-leads":
      "Höchstens {most} Konten können auf einmal eine andere Leitung bekommen.",
    "setting.not-a-person": "Das muss eine Person sein.",
    "setting.lead-unknown": "Entra kennt {name} nicht.",
    "setting.lead-guest": "{name} ist ein Gast.",
    "setting.lead-disabled": "Das Konto von {name} ist deaktiviert.",
    "setting.lead-without-upn":
      "{name} hat einen UPN, der nicht zu gebrauchen ist.",
  },
};
