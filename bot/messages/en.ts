/**
 * Everything Custodian says in English: cards, chat and tab. Messages are ICU messages; another language is another
 * file of the same keys and placeholders.
 *
 * `labels` go into TextBlocks and titles of cards, the rest into text runs. What stands for a placeholder is a name
 * or a reason that has been through asText, or a word or a sentence of ours.
 */
export const en = {
  /** For `lang` attributes. */
  language: "en",
  /** As its speakers call it. */
  languageName: "English",
  duration: {
    moment: "less than a minute",
    minutes: "{count, plural, one {# minute} other {# minutes}}",
    hours: "{count, plural, one {# hour} other {# hours}}",
    days: "{count, plural, one {# day} other {# days}}",
  },
  labels: {
    /** Of a card, for screen readers. */
    language: "en",
    /** What unfolds on a card. */
    evidence: "Evidence",
    addComment: "Add a comment",
    sayWhy: "Add a reason",
    howAndWhy: "History and reasons",
    lastCheckIn: "Last check-in:",
    primaryUserNow: "Primary user now",
    primaryUserProposed: "Proposed",
    why: "Why",
    stripTitle: "Who used it, one mark per day",
    leftOut: "Not counted:",
    lastLogons: "Last sign-ins, newest first",
    handoffTitle: "Handed off",
    whoHasIt: "Who has it now",
    hasItSince: "Since",
    proposalState: "Primary user in Intune",
    isWrong: "This is wrong…",
    isWrongWhy: "What's wrong?",
    isWrongWhich: "Which device is it?",
    isWrongWhichMissing: "Choose a device.",
    isWrongHint: "The helpdesk reads this in its channel",
    tellHelpdesk: "Tell the helpdesk",
    objectionTitle: "Handoff reported wrong",
    objectionWho: "Who has it, as far as Custodian knows",
    objectionOnProposal:
      "Its proposal is still open. Reject it, or name someone else on its card.",
    objectionDone: "Done",
    proposeSomeoneElse: "Propose someone else…",
    timeline: "History",
    sweepBegan: "Started:",
    boardTitle: "Staging board",
    boardStages: "Devices by stage",
    boardContradicted: "Reported wrong",
    boardWaiting: "Waiting for their first sign-in",
    boardEnrolled: "Enrolled:",
    approveTheRest: "Approve the rest",
    leaveOut: "Leave out",
    batchHint:
      "Tick any device you don't want to approve now; it stays open on its own card. You can also reject the ticked ones here. Each page is decided separately.",
    batchTickFirst: "Tick the devices you want to reject.",
    rejectTheTicked: "Reject the ticked ones…",
    undoThese: "Undo these…",
    undoTheTicked: "Undo the ticked ones",
    undoTitle:
      "Tick the devices whose change you want to undo. Each gets its previous primary user back.",
    undoTickFirst: "Tick the devices whose change you want to undo.",
    lastLogon: "Last sign-in:",
    previous: "Previous",
    next: "Next",
    newer: "Newer",
    older: "Older",
    expires: "Expires:",
    snoozeFor: "Snooze for",
    oneDay: "1 day",
    threeDays: "3 days",
    sevenDays: "7 days",
    approve: "Approve",
    reject: "Reject",
    snooze: "Snooze",
    wakeNow: "Wake now",
    someoneElse: "Someone else…",
    propose: "Propose",
    handTo: "Hand to…",
    handToWhom: "Who is to decide?",
    handToNote:
      "They get a private message. Anyone else who may decide still can.",
    handOver: "Hand over",
    undo: "Undo",
    tryAgain: "Try again",
    details: "Details",
    detailsTitle: "Proposal details",
    aboutTheDevice: "About the device",
    backToProposal: "Back to the proposal",
    refresh: "Refresh",
    rejectReason: "Why not?",
    inYourWords: "In your own words",
    saidHint: "Shown on the card",
    sharedOnPurposeNote:
      "Shared on purpose: Custodian asks nothing more about this device until an admin unmutes it.",
    comment: "Comment when you approve (optional)",
    undoWhy: "Why undo it? (optional)",
    proposeWhy: "Why? (optional)",
    proposeWhyHint: "The approvers see this",
    whoInstead: "Whose device is it?",
    whoInsteadHint: "Name or UPN",
    whoInsteadMissing: "Choose a person.",
    whoInsteadNote:
      "This makes a new proposal in your name. Another approver has to decide on it.",
    undoUntil: "Undo until:",
    wakes: "Snoozed until",
    reason: "Reason",
    pendingTitle: "Open proposals",
    auditTitle: "Audit log",
    settingsTitle: "Settings",
    openSettings: "Open settings",
    openInDialog: "Open in a dialog",
    save: "Save",
    proposeTitle: "Propose a primary user",
    whichDevice: "Device",
    whichDeviceHint: "Name or serial number",
    whichDeviceMissing: "Choose a device.",
    whosePicker: "New primary user",
    whoseDirectory: "Not there? Search everyone Custodian knows",
    itsShared: "Make it a shared device (no primary user)",
    proposeNote:
      "An approver decides in the channel. Nothing changes until then.",
    matchesTitle: "Devices in this message",
    showDevice: "Show",
    back: "Back",
    goToProposal: "Go to the proposal",
    openTab: "Open in the tab",
    helpTitle: "What Custodian can do",
    adminsOnly: "For admins",
    lookUpPrimaryUser: "Primary user",
    lookUpManager: "Manager:",
    lookUpSeen: "Who used it recently",
    lookUpLastLogon: "Last sign-in:",
    lookUpProposal: "Open proposal",
    lookUpDevice: "The device",
    lookUpOwned: "Primary user of",
    lookUpUsed: "Also uses, without being the primary user",
    lookUpEnrolled: "Enrolled:",
    lookUpOpenProposal: "Open the proposal",
    lookUpOpenIntune: "Open in Intune",
    lookUpOpenEntra: "Open in Entra",
    lookUpMore: "Everything about this device",
    lookUpTheirDevices: "Their devices",
    open: "Open",
    lookUpShow: "Show",
    lookUpChoose: "Choose",
    lookUpPropose: "Propose",
    lookUpName: "Look something up",
    lookUpNameHint: "A device or a person: name, serial number, UPN or ID",
    lookUpWho: "Who has this device?",
    lookUpUser: "Show this person",
    commandHelp: "Help",
    commandPending: "Open proposals",
    commandHandoffs: "Staging board",
    previewTitle: "What Custodian would propose now",
    commandPreviewCsv: "Download as CSV",
    commandScan: "Scan the tenant",
    commandAudit: "Audit log",
    commandUseThisChannel: "Use this channel",
    commandStopUsingThisChannel: "Stop using this channel",
  },

  sharedDevice: "Shared device",
  noPrimaryUser: "No primary user",
  custodian: "Custodian",
  serialNumber: "serial number {serial}",
  neverCheckedIn: "never",

  logons: "{count, plural, one {# sign-in} other {# sign-ins}}",

  /** Who says whom. `reported` and `signedIn` are lists of names, `lastLogon` is a name. */
  contradiction: {
    signIns:
      "in the last two weeks the device reported only {reported}, but Entra saw only {signedIn} sign in there",
    lastLogons:
      "in the last two weeks the device reported only {reported}, but Intune lists {lastLogon} as the last one there",
    both: "in the last two weeks the device reported only {reported}, Entra saw only {signedIn} sign in there, and Intune lists {lastLogon} as the last one there",
  },

  why: {
    /** Of what a person asked for where no proposal was open; what was reported may say anything. */
    notWeighed:
      "Someone requested this. Custodian hasn't looked at who signs in to this device.",
    /**
     * `proposed` here and below: `yes` when the one whom the evidence names is the one who is proposed. How many days
     * back a device counts is its script's choice, and its report does not say it.
     */
    clearLeader:
      "{proposed, select, yes {{to} signed in{times, plural, =1 { once} =2 { twice} other { # times}} in the days the device counted; {from},{fromTimes, plural, =0 { never} =1 { once} =2 { twice} other { # times}}. That's {ratio}× as often. Custodian proposes a change at {needed}× or more.} other {Going by the evidence alone, Custodian would propose {to}, who signed in{times, plural, =1 { once} =2 { twice} other { # times}} in the days the device counted; {from},{fromTimes, plural, =0 { never} =1 { once} =2 { twice} other { # times}}. That's {ratio}× as often. Custodian proposes a change at {needed}× or more.}}",
    /** `about` is a sentence about the primary user. */
    primaryUserNotSeen:
      "{proposed, select, yes {{to} signed in{times, plural, =1 { once} =2 { twice} other { # times}} in the days the device counted. {about} A proposal needs at least {needed, plural, one {# sign-in} other {# sign-ins}}.} other {Going by the evidence alone, Custodian would propose {to}, who signed in{times, plural, =1 { once} =2 { twice} other { # times}} in the days the device counted. {about} A proposal needs at least {needed, plural, one {# sign-in} other {# sign-ins}}.}}",
    didNotLogOn: "{name}, the primary user, didn't sign in at all.",
    /** Why the primary user's own logons say nothing. */
    primaryUserLeftOut: {
      unknown:
        "Entra doesn't know {name}, the primary user. Their sign-ins don't count.",
      "staging-account":
        "{name}, the primary user, is a staging account. Its sign-ins don't count.",
      disabled:
        "{name}'s account is disabled. The sign-ins of this primary user don't count.",
      guest:
        "{name}, the primary user, is a guest. Their sign-ins don't count.",
      unlicensed:
        "{name}, the primary user, has no Intune license. Their sign-ins don't count.",
      "other-domain":
        "{name}, the primary user, isn't in a domain whose users may own devices. Their sign-ins don't count.",
    },
    /** For a reason that this version no longer knows; `why` is a sentence of its own. */
    primaryUserLeftOutBecause:
      "The sign-ins of {name}, the primary user, don't count. {why}",
    noPrimaryUser:
      "{proposed, select, yes {{to} signed in{times, plural, =1 { once} =2 { twice} other { # times}} in the days the device counted. That's {percent} of all sign-ins. The device has no primary user.} other {Going by the evidence alone, Custodian would propose {to}, who signed in{times, plural, =1 { once} =2 { twice} other { # times}} in the days the device counted. That's {percent} of all sign-ins. The device has no primary user.}}",
    sharedPattern:
      "{users, number} people use this device regularly: each has at least {needed, plural, one {# sign-in} other {# sign-ins}} in the days the device counted. Nobody has half of all sign-ins.",
    runnerUp:
      "Next is {name}: {logons, plural, one {# sign-in} other {# sign-ins}}, {percent} of all.",
    evidenceSaysShared:
      "Going by the evidence alone, Custodian would make it a shared device.",
    lastRealPerson:
      "{proposed, select, yes {{to} was the last real person to sign in, on {day}.} other {Going by the evidence alone, Custodian would propose {to}, the last real person to sign in, on {day}.}}",
    stagedBy: "{account} staged the device.",
    staged: "The device was staged for someone else.",
    hasNoPrimaryUser: "The device has no primary user.",
    /** Of those who logged on after the one the rule names; `why` is a sentence of its own. */
    passedOver:
      "{count, plural, one {{names} signed in later but doesn't count. {why}} other {{names} signed in later but don't count. {why}}}",
    sharedByLastLogons:
      "{people, number} people signed in to this device within {days, plural, one {# day} other {# days}}. It isn't just one person's.",
    notConcerned:
      "Going by the evidence alone, nothing would change: nobody staged the device, and it has a primary user.",
    waiting: {
      "nobody-logged-on":
        "The evidence points to nobody: Intune lists no sign-in on this device.",
      "no-real-person-yet":
        "The evidence points to nobody: none of the people who signed in can be the primary user.",
    },
    /** By days of use; `from` is the primary user. */
    tookOver: {
      "primary-user-gone":
        "{proposed, select, yes {{to} used this device on {days, plural, one {# day} other {# days}}.} other {Going by the evidence alone, Custodian would propose {to}, who used this device on {days, plural, one {# day} other {# days}}.}} The account of {from}, the primary user, is disabled or gone.",
      "primary-user-moved":
        "{proposed, select, yes {{to} used this device on {days, plural, one {# day} other {# days}}.} other {Going by the evidence alone, Custodian would propose {to}, who used this device on {days, plural, one {# day} other {# days}}.}} {from}, the primary user, uses another device now.",
      "primary-user-not-seen":
        "{proposed, select, yes {{to} used this device on {days, plural, one {# day} other {# days}}.} other {Going by the evidence alone, Custodian would propose {to}, who used this device on {days, plural, one {# day} other {# days}}.}} {from}, the primary user, hasn't used any device since. Are they on leave?",
      newcomer:
        "{proposed, select, yes {{to} used this device on {days, plural, one {# day} other {# days}}.} other {Going by the evidence alone, Custodian would propose {to}, who used this device on {days, plural, one {# day} other {# days}}.}} {from}, the primary user, hasn't used it since, and {to} has no other device.",
      "no-primary-user":
        "{proposed, select, yes {{to} used this device on {days, plural, one {# day} other {# days}}.} other {Going by the evidence alone, Custodian would propose {to}, who used this device on {days, plural, one {# day} other {# days}}.}} The device has no primary user.",
      staged:
        "{proposed, select, yes {{to} used this device on {days, plural, one {# day} other {# days}}.} other {Going by the evidence alone, Custodian would propose {to}, who used this device on {days, plural, one {# day} other {# days}}.}} The device was staged for someone else.",
    },
    usedByMany:
      "{people, number} people used this device recently, none of them most of the time. The primary user was there on few days or none.",
    stays: {
      "multi-session":
        "Going by the evidence alone, nothing would change: many people use this device at the same time.",
      excluded:
        "Going by the evidence alone, nothing would change: the settings exclude this device.",
      "nobody-seen":
        "The evidence points to nobody: nobody used this device recently.",
      "primary-user-uses-it":
        "Going by the evidence alone, nothing would change: the primary user uses the device.",
      shared:
        "The evidence points to nobody: many people use this device, none of them most of the time.",
      "no-eligible-user":
        "The evidence points to nobody: none of the people who used this device can be the primary user.",
      "not-used-lately":
        "The evidence points to nobody: the people who used this device haven't been there recently.",
    },
    notYet: {
      "unknown-people":
        "The evidence points to nobody: people Entra doesn't know used this device on too many days.",
      "several-people":
        "The evidence points to nobody: several people used this device.",
      "too-few-days":
        "The evidence points to nobody yet: there are too few days to tell whose device this is.",
      "sign-ins-alone":
        "The evidence points to nobody: only Entra's sign-in log shows someone. It misses people who unlock the device or use it offline.",
    },
    /** `sources` is one of `contradiction`. */
    contradicted:
      "The evidence points to nobody because its sources contradict each other: {sources}.",
    keep: {
      "primary-user-leads":
        "Going by the evidence alone, nothing would change: the primary user has the most sign-ins.",
      "leader-not-far-enough-ahead":
        "Going by the evidence alone, nothing would change: nobody is far enough ahead of the primary user.",
      "already-shared":
        "Going by the evidence alone, nothing would change: it's a shared device already.",
    },
    unclear: {
      "no-evidence": "No usage data yet.",
      "evidence-too-old":
        "The last usage data for this device is too old to count.",
      "no-eligible-user":
        "None of the people who used this device can be the primary user.",
      "too-few-logons":
        "There are too few sign-ins to tell whose device this is.",
      tie: "The people who sign in most are level, so the evidence points to nobody.",
      "primary-user-not-seen":
        "The primary user didn't sign in to the device. The published rule changes nothing then.",
    },
  },

  handedTo: {
    for: "For {name}",
    by: "handed over by {name}",
    done: "This proposal is for {name} now. Anyone else who may decide still can.",
    tooLate: "It can't be handed over as it stands: {state}.",
    notice: "A proposal was handed to you to decide",
    others: "Anyone else who may decide still can.",
    unreachableTitle: "{device} is handed over, but not everyone knows",
  },
  requestedBy: "Requested by {name}. Someone else has to approve it.",
  requestedBecause: "Their reason: {why}",
  wishedFor: "{name} requests another change: {to}.",
  wishedShared: "{name} requests another change: shared device.",
  /** How the evidence line on a card begins; the instant follows. */
  evidence: {
    "device-report": "Evidence: the device's own report, counted",
    "users-logged-on": "Evidence: Intune's list of last sign-ins, read",
  },
  /** Who was on a device on which days. */
  strip: {
    somebody: "Someone Entra doesn't know",
    seen: "{count, plural, one {Here on # of {of, number} days} other {Here on # of {of, number} days}}, last on {day}",
    never: "Not here in {of, number} days",
    more: "{count, plural, one {and # more person} other {and # more people}}",
    legend: "{here} here, {away} not seen",
    period: "{from} to {until}",
    sources: {
      "own-log": "From the device's own log of each day, up to {day}",
      counts: "From the number of sign-ins the device reported,",
      "last-logons": "From Intune's list of last sign-ins, read",
      remediation: "From the device's own log by a Remediation, reported",
      "sign-ins":
        "From Entra's sign-in log (no unlocks, nothing offline), read",
    },
  },
  chartTitle: "Sign-ins in the days the device counted",
  others: "{count, plural, one {# other person} other {# other people}}",
  markedNow: "{name} (now)",
  markedProposed: "{name} (proposed)",
  /** `why` is a sentence of its own. */
  leftOutOne:
    "{upn}, {logons, plural, one {# sign-in} other {# sign-ins}}. {why}",
  /** The same by days of use. */
  leftOutByDays:
    "{upn}, {days, plural, one {# day of use} other {# days of use}}. {why}",
  andMore: "and {count, number} more",
  unresolvableId: "Unknown person (ID {id})",

  /** What an approval card asks. */
  question: {
    person: "Make {to} the primary user of {device}?",
    shared: "Make {device} a shared device?",
  },

  summary: {
    open: "Change the primary user of {device} from {from} to {to}? An approver decides on this card.",
    settled: "{device}: {title}",
  },

  /** What the two people of a settled card are, and which way the device goes between them. */
  change: {
    proposed: { from: "Primary user now", to: "Proposed", arrow: "→" },
    /** Intune took it, and may still show the one before. */
    set: { from: "Before", to: "Changed to, not confirmed yet", arrow: "→" },
    made: { from: "Before", to: "Now", arrow: "→" },
    /** Made once; whose the device is now, the card does not know. */
    madeOnce: { from: "Before", to: "Changed to", arrow: "→" },
    /** Not made, or not for certain, and who was the primary user then need not be now. */
    overtaken: { from: "Before", to: "Proposed", arrow: "→" },
    takingBack: { from: "Restoring", to: "Removing", arrow: "←" },
    takenBack: { from: "Primary user now", to: "Before the undo", arrow: "←" },
  },

  details: {
    summary: "Details of a proposal for {device}. {state}.",
    section: {
      why: "Why",
      counted: "Who signed in",
      leftOut: "Not counted",
      lastLogons: "Last sign-ins, newest first",
      timeline: "History",
      audit: "Audit log, newest first",
    },
    continued: "{title}, continued",
    proposed: "Proposed by Custodian",
    posted: "Card posted",
    expires: "Expires",
    undoUntil: "Undo until",
    ruleByDays:
      "The rule, by days of use within twelve weeks: the primary user stopped using the device, and one other person took over.",
    ruleByIntent:
      "The rule: at least {times}× the primary user's sign-ins, and {logons, plural, one {# sign-in} other {# sign-ins}} or more, from a report no older than {days, plural, one {# day} other {# days}}.",
    ruleAsPublished:
      "The rule, as in the published script: at least {times}× the primary user's sign-ins, from a report no older than {days, plural, one {# day} other {# days}}.",
    page: "Page {page, number} of {pages, number}",
    olderAudit:
      "These are the newest {shown, number}. For older ones, export the audit log.",
    asSummary:
      "Only technicians, approvers and admins see whose sign-ins it's based on, and who decided.",
  },

  status: {
    pending: "Waiting for an approver",
    held: "Waiting for room in a channel",
    snoozed: "Snoozed for {count, plural, one {# day} other {# days}}",
    rejected: "Rejected, nothing changed",
    sharedOnPurpose: "Rejected, it's shared on purpose",
    expired: "Expired without a decision, nothing changed",
    ownerChangedElsewhere:
      "Closed: changed outside Custodian, {name} became the primary user",
    clearedElsewhere:
      "Closed: changed outside Custodian, the primary user was removed",
    replaced: "Replaced by another proposal for this device",
    enrolledAgain: "Withdrawn: someone enrolled the device again",
    evidenceGone: "Withdrawn: the evidence no longer supports it",
    changing: "Approved, changing Intune…",
    applied: "Changed, not confirmed in Intune yet",
    verified: "Done: {name} is the primary user",
    verifiedShared: "Done: it's a shared device",
    changedSince:
      "Done, then changed outside Custodian: {name} is the primary user",
    clearedSince:
      "Done, then changed outside Custodian: the device has no primary user",
    alreadySo: "Done: Intune had it already, nothing changed",
    failed: "The change failed",
    unconfirmed: "Changed, but not confirmed in Intune",
    undoing: "Undoing the change…",
    undone: "Undone: {name} is the primary user again",
    undoneShared: "Undone: it's a shared device again",
    undoneChangedSince:
      "Undone, then changed outside Custodian: {name} is the primary user",
    undoneClearedSince:
      "Undone, then changed outside Custodian: the device has no primary user",
    undoFailed: "The undo failed",
  },
  steps: {
    approvedBy: "Approved by {name}",
    rejectedBy: "Rejected by {name}",
    snoozedBy: "Snoozed by {name}",
    expired: "Expired",
    superseded: "Closed",
    applied: "Changed in Intune",
    verified: "Confirmed in Intune",
    changedElsewhereBy: "Changed in Intune by {name}",
    otherShown: "Intune showed {name}",
    nobodyShown: "Intune showed no primary user",
    failed: "Failed",
    unconfirmed: "Custodian stopped waiting",
    undoBy: "Undo requested by {name}",
    undoneBy: "Undone by {name}",
    undone: "Undone in Intune",
    silenceLifted: "Unmuted by {name}",
  },
  /** What somebody else than the one beside it wrote. */
  saidBy: "{name}: {text}",
  /** Why a proposal was rejected, to be chosen and to be read. */
  refusals: {
    "still-uses-it": "The primary user still uses it",
    "only-helped-out": "They were only helping out",
    "on-leave": "The primary user is on leave",
    "shared-on-purpose": "Shared on purpose",
    other: "Something else",
  },
  /** What an ended proposal stands against. */
  holds: {
    /** A day follows. */
    pair: "Custodian won't propose this again until",
    silence: "Muted until an admin unmutes it.",
  },
  advice: {
    /** True with a channel that is full, and without any. */
    held: "Its card is posted as soon as its channel has room. If there's no channel yet, an admin goes to one and types: use this channel.",
    snoozed: "It comes back by itself. You can also decide now.",
    heldSnoozed: "You can decide when it comes back.",
    expired:
      "If the evidence still holds, Custodian proposes it again in a week.",
    replaced: "Decide on the newer card.",
    /** `sources` is one of `contradiction`. */
    contradicted:
      "Its sources contradict each other: {sources}. Ask who has it.",
    applied: "Intune can take up to ten minutes.",
    changedElsewhere:
      "Someone else changed this device's primary user in Intune as well. Check who should have it.",
    tookEffectLate:
      "Intune hadn't answered, so this card said it wasn't done. The change went through late and replaced the primary user shown as Before.",
    mayTakeEffectLate:
      "Intune didn't answer Custodian's own change. If the change still goes through within a day, this card says so.",
    failed: "Fix the problem, then press Try again.",
    unconfirmed:
      "Check the device in Intune. Try again reads first and changes it only if that's still needed.",
    undoFailed: "Fix the problem, then press Try again.",
  },

  lookUp: {
    primaryUser: "{name} is the primary user of {device}.",
    noPrimaryUser: "{device} has no primary user.",
    confidence: {
      "uses-it-most": "They use it more than anyone else.",
      "uses-it": "They use it.",
      "others-use-it-more": "Someone else uses it more.",
      "not-seen": "They haven't used it recently.",
      shared: "Several people use it.",
      "no-evidence": "No usage data yet.",
      "not-shown":
        "Only technicians, approvers and admins see whether they use it.",
      "not-shown-yet": "You can't see yet whether they use it.",
    },
    usedByNobodysOwner: "Someone uses it anyway.",
    /** `sources` is one of `contradiction`. */
    contradicted: "Sources disagree about who uses it: {sources}.",
    contradictedNotShown: "Sources disagree about who uses it.",
    /** On a button; clicking it asks an approver. */
    proposeThem: "Propose {name}",
    /** An instant follows. */
    since: {
      custodian: "Set by Custodian:",
      enrolment: "Since it was enrolled:",
      elsewhere: "Set outside Custodian:",
    },
    sinceUnknown: {
      enrolment: "Since it was enrolled.",
      elsewhere: "Set outside Custodian. Custodian doesn't know when.",
      unknown: "Custodian doesn't know since when, or how it was set.",
    },
    compliance: {
      unknown: "not known",
      compliant: "compliant",
      noncompliant: "not compliant",
      "in-grace-period": "not compliant, in its grace period",
      conflict: "policies conflict",
      error: "error",
      "config-manager": "managed by Configuration Manager",
    },
    joinType: {
      joined: "Entra joined",
      hybrid: "Entra hybrid joined",
      registered: "Entra registered",
      unknown: "not known",
    },
    label: {
      operatingSystem: "Operating system",
      manufacturer: "Manufacturer",
      compliance: "Compliance",
      joinType: "Join type",
      category: "Category",
      enrolledBy: "Enrolled by",
      intuneId: "Intune device ID",
      entraId: "Entra device ID",
    },
    /** What keeps Custodian from asking about a device by itself. */
    notAsked: {
      "multi-session":
        "Custodian proposes nobody: it's a session host that many people use at once.",
      room: "Custodian proposes nobody: it's a meeting room device.",
      name: "The settings exclude it: its name matches “{entry}”.",
      category: "The settings exclude it: its category matches “{entry}”.",
      group: "The settings exclude it: it's in the group of excluded devices.",
      "shared-on-purpose":
        "Muted until an admin unmutes it: it's shared on purpose.",
      "refused-twice":
        "Muted until an admin unmutes it: people said no twice while it had no primary user.",
      howToLift: "An admin unmutes it with: ask again {device}",
      /** A day follows. */
      person: "Custodian won't propose {name} again until",
      shared: "Custodian won't propose to share it again until",
    },
    seenCounted: "Counted:",
    lastLogonOnly: "last sign-in only",
    /** For whom other people's logons are not. */
    ownOnly:
      "Only technicians, approvers and admins see other people's sign-ins.",
    /** For whom they may be. */
    yourAccount: "Your account",
    yourAccountAge:
      "Entra didn't answer in time. This goes by your account as it was {time} ago.",
    notSaidYet:
      "Entra hasn't said yet whether you may see other people's sign-ins. Try again in a moment.",
    age: "Microsoft didn't answer in time. This is from {time} ago,",
    /** What refused it is said beside it. */
    ageRefused: "Not read just now. This is from {time} ago,",
    ageSummary: "This is from {time} ago.",
    /** Of a person's devices, which are not read with the question. */
    devicesAge: "From the last scan, {time} ago,",
    devicesNotRead: "From the last scan.",
    managerLate: "couldn't be read",
    notKnown: "not known",
    waits: "Microsoft hasn't answered yet. This card changes when it does.",
    waitsForAll:
      "Microsoft is taking longer than usual. The answer appears here in a moment.",
    unavailable:
      "Microsoft isn't answering right now, and Custodian hasn't seen this before. Please ask again in a few minutes.",
    unchecked:
      "Microsoft didn't answer in time. Anything newer than the last scan may be missing here.",
    /** The same where a refusal is said beside it. */
    uncheckedRefused: "Anything newer than the last scan is missing here.",
    gone: {
      device: "Intune doesn't know this device any more.",
      user: "Entra doesn't know this person any more.",
    },
    unknown: {
      device: "No device has the name, serial number or ID “{name}”.",
      user: "Nobody has the name, UPN, email or ID “{name}”.",
    },
    /** While Microsoft has not said whether anything has it. */
    lookingUp: {
      device: "Looking up “{name}” in Intune.",
      user: "Looking up “{name}” in Entra.",
    },
    /** Where Microsoft did not say it, and will not. */
    notSeen: {
      device:
        "Custodian hasn't seen a device with the name, serial number or ID “{name}” so far.",
      user: "Custodian hasn't seen anyone with the name, UPN, email or ID “{name}” so far.",
    },
    /** Where Entra was not asked, which finds nobody by another name. */
    askByUpn: "Is it someone new? Type their UPN, and Custodian asks Entra.",
    near: "Did you mean one of these?",
    several: {
      device: "Which device is “{name}”?",
      user: "Who is “{name}”?",
    },
    /** Where something is to be changed, what was named in part is confirmed. */
    confirm: {
      device: "“{name}” isn't the whole name of a device. Is it one of these?",
      user: "“{name}” isn't the whole name of a person. Is it one of these?",
    },
    more: "There are more. Type more of the name to find them.",
    /** Where all have the same name. */
    moreDevicesOfName:
      "There are more with this name. Type the serial number to find the right one.",
    morePeopleOfName:
      "There are more with this name. Type the UPN or email to find the right one.",
    nothingTyped: "Type a name, a serial number, a UPN or an ID first.",
    proposalSummary:
      "{device}: {change}. {state}. Technicians, approvers and admins see what it's based on.",
    /** Where others read along. */
    proposalBrief: "{device}: {change}. {state}.",
    proposalGone: "Custodian doesn't know this proposal any more.",
    noProposal: "There's no proposal about {device}.",
    moreThanAnswered:
      "{count, plural, one {Custodian didn't look up # more} other {Custodian didn't look up # more}}: it takes up to {most, number} at once. Ask again for the rest.",
    nothingNear: "Check the spelling. Part of the name is enough.",
    owned:
      "{count, plural, =0 {No device has this person as its primary user.} one {The primary user of # device.} other {The primary user of # devices.}}",
    /** Of those they log on to without being the primary user. */
    used: "{count, plural, one {# device.} other {# devices.}}",
    shown: "Shown: {first, number} to {last, number}.",
    fromPage: "From page {page, number}.",
    /** An instant follows. */
    countedByDevice: "Counted by the device:",
    disabled: "This account is disabled.",
    guest: "This is a guest.",
    deleted: "Entra doesn't know them any more.",
    /** `owned` is a sentence. */
    summaryUser: "{name}: {owned}",
    howTo: {
      who: "Say which device: who LT-0042. Part of its name, its serial number or its ID will do.",
      device:
        "Say which device: device LT-0042. Part of its name, its serial number or its ID will do.",
      user: "Say who: user ana@contoso.com. A name, or part of it, will do.",
      approve: "Say which device: approve LT-0042.",
      undo: "Say which device: undo LT-0042.",
    },
  },

  /** How sure a proposal by days of use is. `unsure` ends in a question to whoever reads it. */
  certainty: {
    sure: "Sure",
    likely: "Likely",
    unsure: "Perhaps on leave: do you know?",
  },
  /** The same on the card of one proposal. */
  saidCertainty: {
    sure: "This is sure.",
    likely: "This is likely.",
    unsure: "Perhaps on leave: do you know?",
  },
  observing:
    "Custodian only observes: it collects evidence and posts no proposals from it. Admins type preview to see what it would propose, and settings to turn proposals on.",
  firstRunWaiting:
    "{count, plural, one {# more is waiting} other {# more are waiting}}: in the first run Custodian posts at most {perDay, plural, one {# proposal from evidence} other {# proposals from evidence}} a day, the surest first.",

  /** What would be proposed. */
  preview: {
    found:
      "{count, plural, =0 {Custodian would propose nothing now.} one {Custodian would propose # change now.} other {Custodian would propose # changes now.}}",
    weighed:
      "{count, plural, one {Custodian has usage data for # device.} other {Custodian has usage data for # devices.}}",
    open: "{count, plural, one {A card is open about # of them.} other {Cards are open about # of them.}}",
    observing:
      "Custodian only observes, so it posts none of this. To turn proposals on, type settings in the chat with Custodian.",
    nothingPosted: "Nothing is posted from this card.",
    groupUnreadable:
      "Custodian can't propose anyone yet: it can't read a group of excluded devices or people. Check the group in settings, and that Custodian may read groups.",
    waiting:
      "{count, plural, one {# of them is waiting for room in its channel.} other {# of them are waiting for room in their channels.}}",
    waits: "waiting its turn",
    days: "{count, plural, one {# day of use} other {# days of use}}",
    reasons: {
      "primary-user-gone": "The primary user's account is disabled or gone",
      "primary-user-moved": "The primary user uses another device now",
      staged: "Staged, and now with its user",
      "no-primary-user": "It has no primary user",
      newcomer: "Someone without another device uses it",
      "primary-user-not-seen": "The primary user hasn't used any device",
      "clear-leader": "Someone else signs in far more often",
      "used-by-many": "Many people use it, the primary user hardly does",
      shared: "Several people share it",
    },
    beingMade:
      "This takes a moment: {count, plural, =0 {it has just started} one {# device is checked so far} other {# devices are checked so far}}. Type preview again to see it.",
    csvInPrivate:
      "Anyone with the link could open it. Ask me in our personal chat: preview csv.",
    csv: "Everything Custodian would propose now. The link works for ten minutes: {url}",
  },

  pending: {
    summary:
      "{waiting, plural, one {# proposal is waiting} other {# proposals are waiting}}, {snoozed, number} snoozed, {underWay, number} under way, {held, number} waiting for room.",
    counts:
      "Waiting: {waiting, number} · Snoozed: {snoozed, number} · Under way: {underWay, number}",
    none: "No open proposals.",
    held: "{count, plural, one {# more is waiting for room in its channel.} other {# more are waiting for room in their channels.}}",
    heldNowhere:
      "{count, plural, one {# more is waiting because there's no channel yet.} other {# more are waiting because there's no channel yet.}} An admin goes to a channel and types: use this channel.",
    change: "{from} → {to}",
    snoozedUntil: "Snoozed until",
    expires: "Expires",
    cardRefused:
      "Teams refused its card. An admin finds the reason in the bot's log.",
  },

  handoff: {
    severalPeople: "Several people",
    toSeveralPeople: "several people",
    severalPeopleDetail: "It isn't just one person's",
    waited: "after waiting {time} since it was enrolled",
    stagedBy: "Staged by {account}",
    /** A stage of a staged device, reached. */
    stage: {
      enrolled: "Enrolled",
      provisioned: "Provisioned",
      "handed-off": "Handed off",
      proposed: "Proposed",
      decided: "Decided",
      verified: "Confirmed in Intune",
    },
    decided: { approve: "Approved", reject: "Rejected" },
    /** How a moment of a handoff is known. */
    source: {
      enrolment: "enrolled in Intune",
      "check-in": "first check-in with a compliance state",
      "users-logged-on": "Intune's list of last sign-ins",
      "device-report": "the device's own report",
      proposal: "Custodian's proposal",
      intune: "confirmed in Intune",
    },
    nothingProposed:
      "No proposal: it needs no change, or someone recently said no to the same one",
    shownAlready: "This person was the primary user in Intune already",
    ended: {
      "enrolled-again":
        "Someone has enrolled the device again since. It's waiting for its next sign-in.",
      gone: "The device has been removed from Intune since.",
    },
    over: {
      "enrolled-again": "Withdrawn: someone enrolled the device again",
      gone: "Closed: the device was removed from Intune",
    },
    forLead: "Staging lead: {name}",
    summary: "{device} was handed off to {to}. {state}.",
  },

  /** What is said against a handoff, and what comes of it. */
  objection: {
    choices: {
      "wrong-person": "It's the wrong person",
      "not-handed-over": "It hasn't been handed off yet",
      "went-elsewhere": "The device went somewhere else",
      other: "Something else",
    },
    says: "{name} says the handoff of {device} to {to} is wrong: {reason}",
    /** On the card of the proposal that follows from it. */
    onProposal:
      "{name} knows where this device went and says it isn't with {to}: {reason}",
    youSaid: "You said this is wrong: {reason}",
    somebodySaid: "{name} said this is wrong: {reason}",
    onItsWay: "Custodian is telling the helpdesk.",
    withHelpdesk: "The helpdesk is looking into it.",
    notTold: "Custodian couldn't tell the helpdesk. Please tell them yourself.",
    both: "{choice}: {reason}",
    ended: {
      done: "{name} from the helpdesk took care of it.",
      approved: "{name} approved the change anyway: {to}.",
      approvedShared: "{name} approved the change anyway: shared device.",
      rejected: "{name} rejected the proposal.",
      undone: "{name} undid the change.",
    },
    noticeTitle: "{device}: what you said about its handoff",
  },

  handoffDigest: {
    isWrong: "{name} says it's wrong.",
    summary:
      "{count, plural, one {# device was handed off} other {# devices were handed off}}",
    more: "Also: {names}{others, plural, =0 {} other {, and # more}}",
  },

  sweep: {
    running: "Scanning the tenant",
    done: "Scan finished",
    failed: "The scan stopped",
    kind: {
      full: "All people and devices",
      changes: "Devices that checked in since the last scan",
    },
    step: {
      people: "Reading the people now.",
      devices: "Reading the devices now.",
      candidates: "Checking which devices someone else has now.",
    },
    timeLeft: "About {time} left for the devices.",
    timeUnknown: "The time left shows once Custodian reads devices.",
    almostDone: "All devices are read. This is the last part.",
    took: "It took {time}.",
    foundNothing: "No new handoffs and no new proposals.",
    found:
      "{handoffs, plural, one {# new handoff} other {# new handoffs}} and {proposals, plural, one {# new proposal} other {# new proposals}}.",
    skipped:
      "{count, plural, one {Custodian couldn't check # device and skipped it} other {Custodian couldn't check # devices and skipped them}}: {names}{more, plural, =0 {} other { and # more}}. The next scan tries again. The reason is in the bot's log.",
    observing:
      "Custodian only observes, so it posts no proposals from this. Type preview to see what it would propose.",
    firstRun:
      "In the first run Custodian posts at most {perDay, plural, one {# proposal from evidence} other {# proposals from evidence}} a day, the surest first. The others wait. Type preview to see them all.",
    seeProposals:
      "Type pending for the proposals, or handoffs for the staging board.",
    lastStep: "Last step:",
    ended: "Ended:",
    failedAdvice:
      "Custodian keeps what it has read. Fix the problem, then type scan. The next scheduled scan tries again too.",
    of: "{done, number} of {expected, number}",
    counts: {
      pages: "Pages read",
      people: "People",
      devices: "Devices",
      candidates: "Devices checked",
      proposals: "Proposals",
      handoffs: "Handoffs",
      skipped: "Skipped",
      gone: "Removed from Intune",
    },
    /** `sentences` are several. */
    summary: "{title}. {sentences}",
  },

  batch: {
    summary:
      "{open, plural, =0 {Devices staged by {account}: all are decided.} other {Devices staged by {account}: you can approve # together.}}{failed, plural, =0 {} other { # failed.}}",
    title: "Make these people the primary users?",
    titleDone: "Staged devices, all decided",
    stagedBy: "Staged by {account}",
    count:
      "{open, plural, =0 {Nothing left to approve here, of {all, plural, one {# device} other {# devices}}.} one {# of {all, number} is waiting for an approver.} other {# of {all, number} are waiting for an approver.}}",
    failed: "{count, number} failed",
    /** What else became of the rows of all pages. */
    counts: {
      approved: "{count, number} approved",
      unconfirmed: "{count, number} not confirmed in Intune",
      refused: "{count, number} refused, still waiting",
      contradicted: "{count, number} said to be wrong",
      leftOut: "{count, number} left out",
      over: "{count, number} closed",
      unknown: "{count, number} no longer known",
    },
    approveUpTo:
      "{count, plural, one {Approve} other {Approve up to {count, number}}}",
    approve: "Approve {count, number}",
    confirm:
      "You've left nothing out. Approve all {count, number} devices on this page at once?",
    /** Beside a person. */
    several: "gets {count, number} of these devices",
    rejectTitle:
      "{count, plural, one {Reject this device? Nothing changes in Intune.} other {Reject these {count, number} devices? Nothing changes in Intune, and all get this reason.}}",
    reject: "Reject {count, number}",
    rejecting:
      "{count, plural, one {Rejecting # device.} other {Rejecting # devices.}} The card shows it in a moment. If one doesn't go through, Custodian tells you why in private.",
    undoing:
      "{count, plural, =0 {Nothing is undone.} one {Undoing # change.} other {Undoing # changes.}}{refused, plural, =0 {} one { # row says why it can't be undone.} other { # rows say why they can't be undone.}} The card shows it in a moment.",
    decidedBy: "Last decision by {name}",
    leftOut: "Left out, still open on its own card",
    onItsOwnCard: "Open on its own card",
    contradicted: "The lead says it's wrong, see its own card",
    gone: "No longer known",
    unknownDevice: "A device",
    because: "{title}: {reason}",
  },

  board: {
    summary:
      "{waiting, plural, one {# device is waiting, {stuck, number} of them stuck.} other {# devices are waiting, {stuck, number} of them stuck.}}",
    none: "No staged devices are waiting.",
    /** How many devices stand at a stage: what they wait for. */
    standsAt: {
      enrolled: "Enrolled",
      provisioned: "Provisioned, waiting",
      "handed-off": "Handed off",
      proposed: "Proposed",
      decided: "Decided, not confirmed yet",
      verified: "Confirmed in Intune",
    },
    verified:
      "Confirmed in Intune: {count, number}. Nothing left to do for these.",
    /** Beside a device of which src/usecases/handoffs/board.ts says so. */
    stuck: "Stuck",
    waiting:
      "{stuck, plural, =0 {{first, number} to {last, number} of {all, number}} other {{first, number} to {last, number} of {all, number}, # stuck: enrolled over 14 days ago, or no check-in for 3 days and nobody signed in}}",
    wait: "Staged by {account}, waiting {time}",
    contradictedBy: "{name} says this handoff is wrong.",
    moreContradicted: "And {count, number} more, in the tab.",
  },

  audit: {
    kinds: {
      "proposal.created": "Proposal made",
      "proposal.posted": "Card posted",
      "proposal.card-refused": "Card refused by Teams",
      "proposal.released": "Got room in the channel",
      "proposal.held-again": "Waiting for room again",
      "proposal.evidence-refreshed": "Evidence updated",
      "proposal.wished": "Another change requested",
      "proposal.approved": "Approved",
      "proposal.rejected": "Rejected",
      "proposal.snoozed": "Snoozed",
      "proposal.woken": "Back from snooze",
      "proposal.handed-to": "Handed to an approver",
      "proposal.expired": "Expired",
      "proposal.superseded": "Closed",
      "proposal.try-again": "Tried again",
      "proposal.left-out": "Left out when the rest was approved",
      "proposal.answer-refused": "Refused",
      "reassignment.write-started": "Change sent to Intune",
      "reassignment.applied": "Changed in Intune",
      "reassignment.verified": "Change confirmed in Intune",
      "reassignment.unconfirmed": "Change not confirmed in Intune",
      "reassignment.changed-elsewhere": "Also changed outside Custodian",
      "reassignment.earlier-late": "An earlier change went through late",
      "reassignment.failed": "Change failed",
      "reassignment.not-written": "Change not sent",
      "undo.requested": "Undo requested",
      "undo.write-started": "Undo sent to Intune",
      "undo.not-written": "Undo not sent",
      "undo.written": "Undo accepted by Intune",
      "undo.done": "Undone",
      "undo.failed": "Undo failed",
      "handoff.contradicted": "Handoff reported wrong",
      "handoff.contradiction-done": "Taken care of by the helpdesk",
      "device.silence-lifted": "Device unmuted",
      "device.collection-asked": "Device asked who used it",
      "channel.chosen": "Channel chosen",
      "channel.stopped": "Channel no longer used",
      "channel.lost": "Channel lost",
      "channel.regained": "Channel takes cards again",
      "settings.changed": "Settings changed",
      "audit.exported": "Audit log exported",
      "preview.exported": "Preview exported",
      "audit.details-erased": "Details erased",
    },
    none: "No entries.",
    shown: "Entries {first, number} to {last, number}, newest first.",
    lastUsage:
      "Type audit last and how many entries, from 1 to {most, number}. For the whole log, type audit export in our personal chat.",
    summary: "{count, plural, one {# audit entry} other {# audit entries}}",
    by: "by {actor}",
    person: "person {pseudonym}",
    erased: "details erased",
    altered: "details don't match the log",
    number: "№ {seq}",
    nothing: "nothing",
    /** Which devices' proposals a channel gets: categories and beginnings of names. */
    scope: "a channel for {devices}",
    scopeOfRest: "a channel for the rest",
    silenced: {
      "shared-on-purpose": "shared on purpose",
      "refused-twice": "second no while it had no primary user",
    },
    /** What the rows of proposals tell, in this order; what has no word here is not shown. */
    details: {
      device: "device",
      restores: "restores",
      restored: "restored",
      was: "was",
      from: "from",
      to: "to",
      rows: "entries",
      handedTo: "for",
      choice: "reason chosen",
      reason: "reason",
      comment: "comment",
      why: "why",
      silenced: "muted",
      days: "days",
      answer: "decision",
      code: "error",
      detail: "Teams said",
      held: "proposals waiting for room",
      format: "format",
    },
    settings: {
      mode: "rule",
      multiplier: "times the primary user's sign-ins",
      minLogons: "sign-ins needed",
      windowDays: "age of evidence in days",
      stagingAccounts: "staging accounts",
      stagingLeads: "staging leads",
      technicians: "technicians",
      pairedAccounts: "accounts of one person",
      excludedDevices: "excluded devices",
      excludedDevicesGroupId: "group of excluded devices",
      excludedUsers: "excluded people",
      excludedUsersGroupId: "group of excluded people",
      channelScopes: "scopes of channels",
      channelLanguages: "languages of channels",
      userDomains: "domains",
      proposing: "proposals from evidence",
      firstRunProposalsPerDay: "proposals a day in the first run",
      openCardsPerChannel: "open cards in one channel",
      proposalExpiresHours: "hours until a proposal expires",
      workingHours: "working hours",
      dailyLine: "daily line in the channels",
      undoWindowHours: "hours in which a change can be undone",
      sweepIntervalMinutes: "minutes between two scans",
    },
    subjects: {
      proposal: "Proposals",
      reassignment: "Changes in Intune",
      undo: "Undo",
      handoff: "Handoffs",
      device: "Devices",
      channel: "Channels",
      settings: "Settings",
      audit: "Audit log",
      preview: "Preview",
    },
    /** Whom an undo restores, and who it was, where there is nobody. */
    nobody: "shared device",
    unknownDevice:
      "No device is called “{device}”. Use its exact name, serial number or Intune device ID.",
    unknownPerson: "Nobody is called “{person}”. Use their UPN or object ID.",
    notOnePerson:
      "“{person}” isn't one person. Did you mean one of these? {names}",
    unknownKind:
      "No entry is of the kind “{kind}”. Try what an entry says, such as approved, or one of these: {kinds}.",
    unknownDay: "Write days like this: 2026-11-30.",
    usage:
      "Type audit and what you're looking for, such as: audit device LT-0042 person megan@contoso.com kind reassignment since 2026-11-01 until 2026-11-30 last 20. You can leave out any part. Kinds: {kinds}, or what an entry says. The same works after audit export, without last.",
    intact: "The audit log is intact: {rows} rows, last hash {hash}.",
    broken:
      "The audit log is broken at row {row}. {what} Compare it with a backup.",
    asLogged: "Row {row} has the hash you gave.",
    finding: "Row {row}: {what}",
    findingsInAll: "{count, number} findings in all.",
    erasedRows:
      "The details of {rows, plural, one {# row} other {# rows}} were erased: {list}.",
    erasedBy: "{rows, number} {by}",
    erasedByOthers: "{rows, number} by others",
    erasedBefore: "{rows, number} before Custodian recorded erasures",
    verifyUsage:
      "Type audit verify. Or type audit verify <row> <hash>, with a row's number and the 64 hex digits the log has for it.",
    eraseUsage:
      "Type audit erase, the numbers of the entries and why, such as: audit erase 12, 15-20 requested by the person. The reason has at most {most, number} characters. It stays in the log forever, so name nobody in it.",
    erasedNow:
      "The details of {rows, plural, one {# entry} other {# entries}} are erased. Entry {seq, number} says so, with your reason.",
    erasedAltered:
      "{rows, plural, one {# of them was} other {# of them were}} no longer what Custodian wrote. That stays on record.",
    nothingToErase: "None of these entries has details to erase.",
    tooManyToErase: "That's too many: at most {most, number} entries at once.",
    exportInPrivate:
      "Anyone with the link could open the whole log. Ask me in our personal chat: audit export.",
    exportNeedsAddress:
      "An export needs the bot's public address. Set PUBLIC_URL and start Custodian again.",
    /** To whoever opens the link of an export that is over. */
    linkOver:
      "This link isn't valid, or it's too old. Ask for a new one with: {command}",
    exported: "The audit log. The link works for ten minutes: {url}",
  },

  settings: {
    summary: "Custodian's settings. Admins can change them.",
    linkIntro:
      "Thresholds, staging accounts and their leads, technicians, and which devices each channel gets.",
    sections: {
      people: "Who decides, and who counts",
      affinity: "How Custodian checks",
      exclusions: "Exclusions",
      proposals: "Proposals",
      channels: "Channels",
      staging: "Staging",
      times: "Times",
    },
    labels: {
      affinityMode: "Rule",
      affinityMultiplier: "Times the primary user's sign-ins",
      affinityMinLogons: "Sign-ins needed",
      affinityWindowDays: "Age of evidence, in days",
      proposing: "Proposals from evidence",
      firstRunProposalsPerDay: "Of these, per day in the first run",
      openCardsPerChannel: "Open cards in one channel",
      proposalExpiresHours: "Hours until a proposal expires",
      dailyLine: "Each morning, in the channel",
      workingHours: "Working hours",
      undoWindowHours: "Hours in which a change can be undone",
      sweepIntervalMinutes: "Minutes between two scans",
      stagingAccounts: "Accounts that prepare devices",
      stagingLeads: "Leads",
      technicians: "Technicians, whose sign-ins don't count",
      pairedAccounts: "Accounts of one person",
      userDomains: "Domains whose users may own devices",
      excludedDevices: "Devices",
      excludedDevicesGroupId: "Entra group of devices",
      excludedUsers: "People",
      excludedUsersGroupId: "Entra group of people",
      lead: "Lead",
      categories: "Device categories",
      prefixes: "Device names begin with",
      language: "Language of its cards",
    },
    /** What each field does, a line each; range and default are said after it. */
    help: {
      technicians:
        "They sign in to devices they work on. That says nothing about who has the device.",
      pairedAccounts:
        "They count as one person. What one requested, the other can't approve.",
      userDomains: "People in other domains are never proposed.",
      affinityMode:
        "How Custodian checks evidence. By days of use, the three numbers below don't count.",
      affinityMultiplier:
        "With 2, someone has to sign in twice as often as the primary user.",
      affinityMinLogons:
        "Custodian proposes nobody with fewer. Only by number of sign-ins.",
      affinityWindowDays: "Older sign-ins don't count.",
      excludedDevices: "Custodian never asks about these by itself.",
      excludedDevicesGroupId:
        "The same goes for its members, nested ones included.",
      excludedUsers: "Custodian never proposes these by itself.",
      excludedUsersGroupId:
        "The same goes for its members, nested ones included.",
      proposing:
        "While Custodian only observes, preview shows admins what it would post.",
      firstRunProposalsPerDay:
        "In the first week, at most this many cards a day, the surest first.",
      openCardsPerChannel: "When this many are open, the others wait for room.",
      stagingAccounts: "They prepare devices and are never proposed.",
      stagingLeads: "Custodian tells them about each handoff.",
      proposalExpiresHours: "After that, a proposal nobody decided on expires.",
      dailyLine: "At the start of working hours. Without them, at 09:00 (UTC).",
      workingHours:
        "Only these hours count until a proposal expires. Empty means every hour.",
      undoWindowHours: "After that, nobody can undo a change here.",
      sweepIntervalMinutes:
        "How often Custodian scans all devices. 0 for never.",
      categories: "Categories in Intune, by their whole names.",
      prefixes: "Upper and lower case don't matter.",
      language: "For everyone who reads its cards.",
    },
    range: "{least, number} to {most, number}.",
    default: "Default: {value}.",
    changedLast: "Last changed by {who}, {time} (UTC).",
    someone: "an admin",
    changedByEnvironment:
      "Set by the environment since {time} (UTC). No admin has changed it since.",
    channelName: "{team} › {channel}",
    generalChannel: "General",
    meanwhile: "Changed in the meantime. It's now: {value}",
    meanwhileEmpty: "Changed in the meantime. It's empty now.",
    hints: {
      upns: "name@domain, one per line",
      leads: "account = lead, one per line; * = lead for the rest",
      pairs: "account = other account of the same person, one per line",
      userDomains: "One per line; empty for every domain",
      excludedDevices: "Name or category:name, * for anything, one per line",
      excludedUsers: "name@domain, * for anything, one per line",
      workingHours: "Mon-Fri 08:00-17:00 Europe/Berlin",
      groupId: "Object ID; empty for none",
      names: "One per line",
    },
    /** Of the fields in which one thing is chosen. */
    choices: {
      affinityMode: {
        "active-days": "By days of use",
        intent: "By number of sign-ins",
        "as-published": "As in the published script",
      },
      proposing: {
        on: "Post them",
        observe: "Only observe: collect evidence, post no proposals",
      },
      dailyLine: {
        on: "Say how many proposals are waiting",
        off: "Say nothing",
      },
    },
    exclusionsNote:
      "Going by evidence, Custodian never asks about these devices and never proposes these people. You still can.",
    groupRead: "Last read: {time} (UTC).",
    groupNotRead: "Not read yet.",
    groupFailed:
      "Custodian couldn't read it at {time} (UTC). What it knew before still counts.",
    groupNeverRead:
      "Custodian couldn't read it at {time} (UTC), and never has. It proposes nothing from evidence until it can.",
    leadOfRest: "All other staging accounts",
    noLead: "The account's manager in Entra",
    noLeadForRest: "Each account's manager in Entra",
    noChannels: "There's no channel yet. Go to one and type: use this channel.",
    channelsNote:
      "A proposal goes to the first channel whose scope matches the device, otherwise to the first channel without a scope.",
    thisChannel: "This channel",
    share: {
      everything: "gets every proposal",
      "its scope": "gets the devices in its scope",
      "the rest": "gets every device that's in no other scope",
      nothing: "gets nothing: an earlier channel without a scope comes first",
    },
    moreChannels:
      "{count, plural, one {# more channel is in use but doesn't fit here.} other {# more channels are in use but don't fit here.}}",
    tooLong: "{count, number} entries, more than fit here.",
    tooLongChangeVariable:
      "{count, number} entries, more than fit here. Change them with {variable} in the environment.",
    saved: "Saved as version {version}.",
    unchanged: "Nothing changed: the settings are like this already.",
    stale:
      "Nothing saved: {who} changed the settings after you opened them, {time} (UTC). What you typed is still here. Check what's marked, then save again.",
    staleNothingTyped:
      "Nothing saved: {who} changed the settings after you opened them, {time} (UTC). Here's what they are now.",
    faulty: "Nothing saved yet. Correct what's marked, then save again.",
    unknownTechnicians: "Entra doesn't know {upns}. Is there a typo?",
    lateToOpen:
      "This is taking longer than Teams waits. Nothing changed. Please try again in a few minutes.",
    lateToSave:
      "Saving is taking longer than Teams waits. Type settings in a moment to see whether it worked.",
  },

  help: {
    summary: "What Custodian can do, as buttons and commands.",
    intro:
      "Custodian finds out who really uses each Intune device and asks before it changes a primary user. Type a command:",
    mention: "In a channel or group chat, start with @{name}.",
    unknownCommand: "I don't know that command. Here's what I can do:",
    /** What is typed in the place of it in a command. */
    typed: {
      device: "device",
      person: "person",
      entries: "entries",
      reason: "reason",
    },
    didYouMean: "I don't know “{word}”. Did you mean: {command}?",
    commands: {
      who: "its primary user, and how sure that is; up to ten, separated by commas",
      device: "everything about a device",
      user: "a person, and their devices",
      propose: "propose a primary user",
      proposeShared: "propose that it becomes a shared device",
      approve: "its open proposal, with its buttons",
      undo: "its latest change, with Undo while you still can",
      pending: "open proposals",
      handoffs: "staged devices, and the ones still waiting",
      notifyMe:
        "approvers: a private message about new proposals; in a channel, only about its own",
      stopNotifying: "no more of these messages",
      scan: "read all devices and people of the tenant now",
      askAgain: "unmute a device, so that Custodian may ask about it again",
      preview: "what Custodian would propose now; posts nothing",
      previewCsv: "the same as CSV; in the personal chat only",
      settings: "thresholds, staging accounts and leads, channels",
      help: "this card",
      useThisChannel: "post proposals here",
      stopUsingThisChannel: "stop posting proposals here",
      audit: "the latest entries of the audit log",
      auditDevice:
        "the entries about one device; also by person, kind and time, such as: audit person megan@contoso.com since 2026-11-01",
      auditVerify: "check that nobody rewrote the log",
      auditErase:
        "erase names and reasons from entries; your reason stays in the log",
      auditExport: "the whole log; in the personal chat only",
    },
  },

  askAgain: {
    howTo: "Say which device: ask again LT-0042.",
    lifted:
      "{device} is unmuted. Custodian asks about it again when the evidence says so. A change someone said no to still waits until its day.",
    notSilenced: "{device} isn't muted, so nothing changed.",
  },

  extension: {
    lastCheckIn: "last check-in {day}",
    neverCheckedIn: "never checked in",
    disabled: "account disabled",
    guest: "guest",
    looksAlike: "similar name",
    noRecentDevices:
      "Type a device's name, serial number or ID. What you look up is listed here next time.",
    noRecentPeople:
      "Type a person's name, email or UPN. People you look up are listed here next time.",
    noDevice:
      "Custodian knows no device with “{text}” in its name, serial number or IDs.",
    noPerson:
      "Custodian knows nobody with “{text}” in their name, email or UPN.",
    /** After one of the two, where something newer than the directory may exist. */
    unchecked:
      "Microsoft didn't answer in time, so something new may be missing.",
    whichDevice: "Choose a device.",
    whichPerson: "Choose a person, or choose shared device.",
    onePerson:
      "Choose one person in one of the two fields, or choose shared device.",
    proposeSummary: "A form to propose the primary user of a device.",
    matches:
      "{count, plural, one {The message names # device.} other {The message names # devices.}}",
    /** After the devices, or that there are none. */
    readInPart:
      "The message is too long to search completely, so it may name more.",
    noMatches:
      "The message names no device Custodian knows. It looks for whole names, serial numbers and IDs.",
    /** Of a card in place of the one that was chosen; a sentence says why. */
    notShown: "Custodian can't show this",
    takeOut: "Remove this card from your message before you send it.",
  },

  /** What came of a wish for a proposal. */
  propose: {
    proposed: "Proposed: {to} becomes the primary user of {device}.",
    proposedShared: "Proposed: {device} becomes a shared device.",
    /** Alone, where a form says what it was about. */
    already: "Someone has proposed this already.",
    alreadyTo:
      "Someone has proposed this already: {to} becomes the primary user of {device}.",
    alreadyShared:
      "Someone has proposed this already: {device} becomes a shared device.",
    /** In a message that is edited when that is known. */
    waits:
      "Microsoft is taking longer than usual, so Custodian is still checking this. The result appears here.",
    held: "It's waiting for room in a channel, and is posted as soon as there's some. If there's no channel yet, an admin goes to one and types: use this channel.",
    asked: "An approver decides on its card in the channel.",
    /** It may not be found out in time whether they have a chat with the bot, where they would be told. */
    checking:
      "Microsoft is taking longer than usual, so Custodian is still checking this. It tells you the result in private. Type pending to see what's proposed.",
    howTo:
      'Say which device and who: propose LT-0042 ana@contoso.com, or propose LT-0042 shared. Put a name with spaces in quotes: propose "Front desk 1" ana@contoso.com. You can add why: propose LT-0042 ana@contoso.com because her old one broke.',
    lateInClick:
      "Checking this is taking longer than Teams waits for a click. Type pending in a moment to see whether it's proposed.",
    lateInDialog:
      "Checking this is taking longer than Teams waits. Type pending in a moment to see whether it's proposed.",
  },

  notice: {
    refusalTitle: "Your click for {device} didn't count",
    batchRefusalTitle:
      "Your click for the devices staged by {account} didn't count",
    unknownRefusalTitle: "Your click for a device didn't count",
    unknownBatchRefusalTitle: "Your click for staged devices didn't count",
    notProposed: "Custodian proposed nothing. {why}",
    notAnsweredTitle: "Your question",
    resultTitle: "Your proposal for {device}",
    cardRefusedTitle: "Teams refused the card about {device}",
    cardRefused:
      "The channel doesn't show the card, or shows an older one. Custodian sends it again when something about it changes. The reason is in the bot's log: look for teams.message-refused. Other cards may be affected.",
    groupUnreadableTitle: "Custodian can't read a group of exclusions",
    groupUnreadable: {
      devices:
        "Entra didn't say which devices are in the group of excluded devices. The ones Custodian knew stay excluded. If it has never read the group, it proposes nothing from evidence. Check the group's ID under settings, and the permissions GroupMember.Read.All and Device.Read.All.",
      people:
        "Entra didn't say who is in the group of excluded people. The ones Custodian knew stay excluded. If it has never read the group, it proposes nothing from evidence. Check the group's ID under settings, and the permission GroupMember.Read.All.",
    },
    outputsUnreadableTitle: "Custodian can't read the Remediation's output",
    outputsUnreadable: {
      forbidden:
        "Microsoft refused it. Grant Custodian the application permission DeviceManagementScripts.Read.All, with admin consent. Remediations also need a Windows Enterprise or Education license. Confirm it in Intune under Tenant administration, Connectors and tokens, Windows data.",
      gone: "Intune has no Remediation with this ID. Check REMEDIATION_SCRIPT_ID: it's the ID in the address of the Remediation's page in Intune.",
      other: "The reason is in the bot's log.",
    },
    outputsReadAgain:
      "Until then there's no evidence from it. The other sources go on. Custodian tries again every four hours.",
    signInsRefusedTitle: "Custodian can't read Entra's sign-in log",
    signInsRefused: {
      "not-licensed":
        "SIGN_IN_EVIDENCE is on, but this tenant has no Microsoft Entra ID P1 or P2. Without it, Entra doesn't say who signed in. Everything else goes on as before. Turn SIGN_IN_EVIDENCE off, or add the license: Custodian tries again once a day.",
      "broken-off":
        "Graph breaks off each time Custodian reads the sign-in log. Until it reads the log to the end, it proposes nobody because they signed in. Everything else goes on as before. Custodian tries again once a day.",
      "not-permitted":
        "SIGN_IN_EVIDENCE is on, but Custodian may not read the sign-in log. Everything else goes on as before. Grant the application permission AuditLog.Read.All, or turn SIGN_IN_EVIDENCE off: Custodian tries again once a day.",
    },
    neverPostedTitle: "Nobody was asked about {device}",
    neverPosted:
      "Custodian couldn't post the card of this proposal in time, so the proposal has expired. If it's still needed, Custodian makes a new one. There may be more of them: check that Custodian is still in its channels. The reason is in the bot's log.",
    auditHeadLostTitle: "Custodian has stopped: its audit log is broken",
    auditHeadLost:
      "The head of the audit log is missing, so Custodian decides, changes and records nothing. Tell the people who run Custodian: docs/operating.md says how to bring it back. Until then, Custodian refuses clicks after 15 minutes.",
    givenUpTitle: "Custodian gave up on: {work}",
    givenUp:
      "This failed too often, or for two weeks, so Custodian has stopped trying. It told the people waiting for it where it could. The reason is in the bot's log: look for “A job was given up”.",
    lateTitle: "Waiting for a day: {work}",
    late: "Custodian keeps trying for two weeks. Usually Microsoft Graph or Teams isn't answering, or a permission is missing. The reason is in the bot's log: look for “A job is tried again later”.",
    /** What `work` is in the four above. */
    work: {
      answers: "clicks, questions and requests",
      cards: "posting or updating cards",
      changes: "changes in Intune",
      evidence: "checking reports",
      housekeeping: "regular housekeeping",
      notices: "private notices",
      staging: "telling staging leads",
      sweeps: "scanning the tenant",
    },
    newProposals:
      "{count, plural, one {A new proposal is waiting for a decision} other {# new proposals are waiting for a decision}}",
    moreNewProposals:
      "{more, plural, one {# more is new.} other {# more are new.}} Type pending to see them all.",
    stopNotifying:
      "You get this because you typed notify me. To stop it, type stop notifying me.",
    subscriptionEndedTitle: "You won't hear about new proposals any more",
    subscriptionEnded:
      "You're no longer in the approvers group, and only approvers can decide. If you're added again, type notify me.",
    noChannelTitle: "A message about staged devices is waiting",
    noChannel:
      "Custodian has a message about a handoff, but no chat with the staging lead and no channel to post to. Install Custodian for the lead, or go to a channel and type: use this channel. Custodian then sends every message.",
    firstRunTitle: "Custodian posts the first proposals a few at a time",
    firstRun:
      "Custodian posts at most {perDay, plural, one {# proposal} other {# proposals}} a day from what it found so far, the surest first. {waiting, plural, one {# more is waiting.} other {# more are waiting.}} Type preview to see everything it would propose, or settings to change the number.",
    channelLostTitle: "Proposals are waiting",
    channelLost:
      "Custodian can no longer post to its channel, so {held, plural, one {# proposal is waiting} other {# proposals are waiting}}. Add Custodian to the team again, or go to another channel. Then type: use this channel.",
  },

  channels: {
    everything: "From now on Custodian posts proposals in this channel.",
    everythingAndHeld:
      "From now on Custodian posts proposals in this channel. {held, plural, one {# waiting proposal follows.} other {# waiting proposals follow.}}",
    itsScope:
      "From now on Custodian posts proposals for the devices in this channel's scope here. An admin changes the scope with: settings.",
    theRest:
      "From now on Custodian posts proposals in this channel for devices that are in no other channel's scope.",
    nothing:
      "This channel is in use, but Custodian posts nothing here yet: proposals go to a channel chosen earlier. To change that, type settings and give this channel a scope (device categories or name prefixes). Or type stop using this channel in the other one.",
    stopped:
      "Custodian posts no new proposals in this channel. You can still decide on the cards that are open here.",
    notInUse: "Custodian wasn't using this channel for proposals.",
    notAChannel:
      "This works in a team's channel: add Custodian to the team, then mention it in the channel with these words.",
  },

  /** What is said to `notify me` and `stop notifying me`. */
  subscriptions: {
    toAll:
      "You'll get a private message when there are new proposals you may decide on. To stop it, type stop notifying me.",
    toChannel:
      "You'll get a private message when this channel has new proposals you may decide on. To stop it, type stop notifying me here.",
    channelNotUsed:
      "Custodian posts no proposals in this channel. To hear about the ones in all channels, type notify me in your own chat with Custodian.",
    stopped: "You won't get private messages about new proposals any more.",
    stillAll:
      "You still hear about new proposals in all channels. To stop that, type stop notifying me in your own chat with Custodian.",
    wasNot: "You weren't getting private messages about new proposals here.",
  },

  scan: {
    started:
      "Scanning the tenant's people and devices. A card here shows the progress.",
    /** `here` in the next three: `yes` when the card is in this conversation. */
    changesFirst:
      "{here, select, yes {Custodian is reading the devices that checked in recently; it started {ago} ago. Then it scans the whole tenant. A card here shows the progress.} other {Custodian is reading the devices that checked in recently; it started {ago} ago. Then it scans the whole tenant. The card is in the conversation that requested the scan first.}}",
    running:
      "{here, select, yes {A scan is running already. It started {ago} ago and has read {devices, number} devices. Its card in this conversation shows the progress.} other {A scan is running already. It started {ago} ago and has read {devices, number} devices. Its card is in the conversation that requested it.}}",
    runningOf:
      "{here, select, yes {A scan is running already. It started {ago} ago and has read {devices, number} of {expected, number} devices. Its card in this conversation shows the progress.} other {A scan is running already. It started {ago} ago and has read {devices, number} of {expected, number} devices. Its card is in the conversation that requested it.}}",
  },

  /** For the one who typed or clicked, where the answer itself is late or there is none. */
  turn: {
    /** Whom Teams did not name by their Entra id: guests of a call, other bots. */
    unknownPerson:
      "Teams didn't say who you are, so Custodian can't answer. Sign in to Teams with your work account and try again.",
    tooLong: "That's longer than any command. Type help to see what I can do.",
    unknownInvoke:
      "Custodian doesn't know that button. Type help to see what it can do.",
    unknownVerb:
      "Custodian doesn't know this button. The card may be from an older version. Use the device's newest card.",
    wentWrong:
      "Something went wrong (reference {reference}). Try again. If it keeps happening, give an admin this reference.",
    /** Where a job decides. */
    checking:
      "Custodian is checking this. The card shows the result in a moment.",
    /** Of an answer after the budget, whose job may not even be stored yet. */
    lateAnswer:
      "This is taking longer than usual. If the card hasn't changed in a minute, click again. It only counts once.",
    lateRefresh:
      "This is taking longer than usual. The card in the channel is right.",
    lateClick:
      "This is taking longer than Teams waits for a click. Please try again.",
    lateLookUp:
      "This is taking longer than Teams waits for a click. Please try again, or type the question.",
    lateBoard:
      "This is taking longer than Teams waits for a click. Try again, or type: handoffs",
    lateCommand:
      "This is taking longer than Teams waits for a click. Type it instead: {command}",
    /** When even the directory did not answer in time. */
    lateForTeams:
      "This is taking longer than Teams waits. Please try again in a moment.",
  },

  /** Of a click or a form that carries what none of ours does. */
  notUnderstood: {
    reason:
      "Choose why you reject it, or say why in at most {most, number} characters. Something else needs your own words.",
    tooLong: "That's too long: at most {most, number} characters.",
    who: "Choose a person, or type their UPN.",
    snoozeDays: "You can snooze a proposal for 1, 3 or 7 days.",
    answer: "This button no longer works. Type pending for the open proposals.",
    objection:
      "Choose what's wrong, or say it in at most {most, number} characters. Something else needs your own words.",
    board: "This button no longer works. Type handoffs for the staging board.",
    audit: "This button no longer works. Type audit for the audit log.",
    preview: "This button no longer works. Type preview for a new card.",
    batch: "This button no longer works. Decide on the devices' own cards.",
    lookUp: "This button no longer works. Type help to see what you can ask.",
    details: "This button no longer works. Use the device's newest card.",
    match: "This button no longer works. Look the message up again.",
    settings: "This form no longer works. Type settings for a new one.",
    propose: "This form no longer works. Open it again.",
    message:
      "Teams didn't pass on the message's text. Type the device's name in the chat with Custodian.",
    query: "Custodian can't read this search. Type a name.",
    item: "Custodian can't read this result. Search again.",
  },

  tab: {
    /** What the server says to the tab. */
    api: {
      off: "The tab isn't set up here. Ask an admin to set PUBLIC_URL.",
      signIn: "Custodian couldn't check your sign-in.",
      signInOver: "Your sign-in has expired.",
      keysAway:
        "Custodian can't check sign-ins right now. Try again in a moment.",
      foreignOrigin:
        "This request didn't come from the tab itself, so nothing was done.",
      notJson: "Custodian can't read this request. Load the tab again.",
      notUnderstood: "Custodian can't read this request. Load the tab again.",
      tooLarge: "That's too much at once. Shorten it and try again.",
      tooMany: "That was a lot at once. Wait a moment, then try again.",
      tooManyAtOnce:
        "You can decide on at most {most, number} proposals at once. Choose fewer.",
      away: "Microsoft isn't answering right now. Try again in a few minutes.",
      wentWrong:
        "Something went wrong (reference {reference}). Try again. If it keeps happening, give an admin this reference.",
      checking:
        "Entra is slow, so Custodian is still checking this. The proposal shows the result. If it doesn't count, Custodian tells you.",
      answeredBefore:
        "That came too late, so nothing was done. It's now: “{state}”.",
      department: "Department",
      office: "Office",
      manager: "Manager",
      managerLate: "couldn't be read",
      notLive: "Not live",
      since: "Set",
      mail: "Email",
      account: "Account",
      enrolled: "Enrolled",
    },
    loading: "Loading",
    again: "Try again",
    back: "Back",
    more: "Show more",
    previousPage: "Previous page",
    nextPage: "Next page",
    page: "Page {page, number} of {pages, number}",
    places: {
      waiting: "Waiting",
      snoozed: "Snoozed",
      "under-way": "Under way",
      decided: "Decided",
    },
    pages: {
      label: "Pages of Custodian",
      proposals: "Proposals",
      board: "Staging board",
      decisions: "Decisions",
      search: "Search",
      preview: "Preview",
      audit: "Audit log",
      settings: "Settings",
    },
    failures: {
      offline: "Custodian can't be reached right now.",
      signedOut: "Custodian didn't accept the sign-in from Teams.",
      refused: "You don't have access to this.",
      missing: "This doesn't exist, or no longer does.",
      changed: "This has changed in the meantime. Take another look.",
      failed: "Something went wrong. Try again in a moment.",
      broken: "This page can't be shown right now. Load it again.",
      reload: "Load again",
    },
    offline: {
      shown: "No connection. What you see is from {age} ago.",
      nothing: "No connection.",
      retrying: "Custodian keeps trying to reconnect.",
      back: "Connected again.",
    },
    signIn: {
      notInTeams: "Custodian works in Teams",
      notInTeamsHint:
        "This page works only as a tab in Microsoft Teams, because Teams tells Custodian who you are. Open Custodian there.",
      refused: "Teams couldn't sign you in",
      refusedHint:
        "Try again. If it keeps happening, sign out of Teams and in again, or ask a Custodian admin.",
      noConsentHint:
        "Custodian isn't allowed to see who you are yet. An admin has to grant the app admin consent in Entra. Then try again.",
      guest: "Guests can't use Custodian",
    },
    observing:
      "Custodian only observes: it collects evidence and posts no proposals from it.",
    preview: {
      notForYou: "Only admins see the preview",
      csv: "Download as CSV",
      beingMade:
        "{count, plural, =0 {This takes a moment.} one {# device is checked so far.} other {# devices are checked so far.}}",
      madeAt: "As of",
      groups: "How many, by certainty and reason",
      rows: "What Custodian would propose",
      certainty: "How sure",
      reason: "Why",
      count: "How many",
      days: "{count, plural, one {# day of use} other {# days of use}}",
      waits: "waiting its turn",
      none: "Custodian would propose nothing",
      noneHint:
        "What Custodian would propose is listed here before it asks anyone.",
    },
    proposals: {
      which: "Which proposals",
      held: "{count, plural, one {# more is waiting for room in its channel.} other {# more are waiting for room in their channels.}}",
      heldNowhere:
        "{count, plural, one {# more is waiting because there's no channel yet.} other {# more are waiting because there's no channel yet.}} An admin goes to a channel in Teams and types: use this channel.",
      heldInFirstRun:
        "{count, plural, one {# more is waiting} other {# more are waiting}}: in the first run Custodian posts at most {perDay, plural, one {# proposal from evidence} other {# proposals from evidence}} a day, the surest first.",
      none: {
        waiting: "No proposals are waiting",
        snoozed: "No proposals are snoozed",
        "under-way": "No changes are under way",
        decided: "No decisions yet",
      },
      noneHint: {
        waiting:
          "You see a proposal here when someone other than the primary user uses a device.",
        snoozed: "Snoozed proposals stay here until they come back.",
        "under-way":
          "Approved changes stay here until Intune confirms them. Failed ones stay until someone tries again.",
        decided:
          "You see here what was changed, rejected or expired. You can undo a change here for a while.",
      },
      choose: "Choose a proposal",
      chooseHint: "You see here what it's based on, and can decide.",
      nobody: "Shared device",
      shared: "Shared device",
      change: "Primary user: {from} now, {to} proposed",
      changedByOthers: "{device}: {title}",
      listChanged:
        "{count, plural, =0 {No proposals are waiting now.} one {# proposal is waiting now.} other {# proposals are waiting now.}}",
    },
    queue: {
      label: "Filter the list",
      device: "Device name or serial number",
      person: "Primary user or proposed",
      sort: "Order",
      sorts: {
        newest: "Newest first",
        oldest: "Oldest first",
        strength: "Strongest evidence first",
        expires: "Expires first",
        device: "By device name",
      },
      wakesSoonest: "Comes back first",
      filter: "Filter",
      filters: "{count, plural, one {# filter} other {# filters}}",
      all: "All",
      fields: {
        kind: "What changes",
        certainty: "Evidence",
        origin: "Proposed by",
      },
      kinds: { reassign: "New primary user", clear: "Shared device" },
      certainty: { sure: "Sure", likely: "Likely", unsure: "Perhaps on leave" },
      origins: { evidence: "Custodian", person: "A person" },
      staged: "Staged devices only",
      clear: "Clear filters",
      none: "Nothing matches",
      noneHint: "Remove a filter, or look in another list.",
      morePeople:
        "Many people have that name, and Custodian didn't search for all of them. Type more of the name.",
      choose: "Choose {device}",
      chooseAll: "Choose all shown",
      chooseFirst: "Choose the first {most, number}",
      chooseNone: "Choose none",
      atMost: "You can choose at most {most, number}.",
      chosen: "{count, number} chosen",
      unchosen:
        "No longer chosen, because it changed in the meantime: {devices}",
      severalLabel: "Chosen proposals",
      confirmApproval:
        "{count, plural, one {Approve # change?} other {Approve # changes?}} Custodian makes them in Intune.",
      confirmed: "{device}: {to}",
      approveAll: "Approve {count, number}",
      unknown:
        "The connection broke off, so this page doesn't know what was done. The list shows it. You can try again: nothing happens twice.",
      outcomes: "Result",
      done: {
        approve:
          "{count, plural, =0 {Nothing was approved.} one {# approved.} other {# approved.}}",
        reject:
          "{count, plural, =0 {Nothing was rejected.} one {# rejected.} other {# rejected.}}",
        snooze:
          "{count, plural, =0 {Nothing was snoozed.} one {# snoozed.} other {# snoozed.}}",
      },
      notDone: "{count, plural, one {# wasn't:} other {# weren't:}}",
      stillChecked:
        "{count, plural, one {# is still being checked:} other {# are still being checked:}}",
      neighbors: "Other proposals in the list",
      previous: "Previous",
      next: "Next",
      wasLast: "That was the last one in this list.",
    },
    shortcuts: {
      title: "Keyboard shortcuts",
      on: "Use single-key shortcuts on this page",
      areOn: "Keyboard shortcuts are on.",
      areOff: "Keyboard shortcuts are off.",
      close: "Close",
      does: {
        next: "Go to the next proposal",
        previous: "Go to the previous proposal",
        open: "Open it",
        choose: "Choose it, or clear the choice",
        approve: "Approve the chosen ones, or the open one",
        reject: "Reject the chosen ones, or the open one",
        snooze: "Snooze the chosen ones, or the open one",
        search: "Search",
        help: "Show these keys",
      },
    },
    proposal: {
      now: "Primary user now",
      proposed: "Proposed",
      before: "Before",
      after: "After",
      handedTo: "For {name}",
      requestedBy: "Requested by {name}",
      made: "Made",
      expires: "Expires",
      wakes: "Snoozed until",
      undoUntil: "Undo until",
      serialNumber: "Serial number",
      model: "Model",
      lastCheckIn: "Last check-in",
      reason: "Reason",
      why: "Why",
      logons: "Sign-ins",
      logonsOf: "{count, plural, one {# sign-in} other {# sign-ins}}",
      leftOut: "Not counted",
      lastLogons: "Last sign-ins",
      asSummary:
        "Only technicians, approvers and admins see whose sign-ins it's based on.",
      timeline: "History",
      audit: "Audit log",
      details: "About the device",
      card: "Card in Teams",
      intune: "Device in Intune",
    },
    acts: {
      label: "Actions",
      approve: "Approve",
      reject: "Reject",
      snooze: "Snooze",
      wakeNow: "Wake now",
      someoneElse: "Someone else…",
      handTo: "Hand to…",
      undo: "Undo",
      tryAgain: "Try again",
      cancel: "Cancel",
      rejectReason: "Why not?",
      rejectReasonMissing: "Choose a reason, or say why in your own words.",
      inYourWords: "In your own words",
      saidHint: "Shown on the card.",
      sharedOnPurposeNote:
        "Shared on purpose: Custodian asks nothing more about this device until an admin unmutes it.",
      comment: "Comment when you approve (optional)",
      undoWhy: "Why undo it? (optional)",
      proposeWhy: "Why? (optional)",
      proposeWhyHint: "The approvers see this.",
      snoozeFor: "Snooze for",
      whoInstead: "Whose device is it?",
      whoInsteadHint: "Name or UPN",
      foundPeople: "People found",
      nobodyFound: "Custodian found nobody with that name.",
      choosePerson: "Choose a person.",
      propose: "Propose",
      handToWhom: "Who is to decide?",
      handToNote:
        "They get a private message. Anyone else who may decide still can.",
      handOver: "Hand over",
      showProposal: "Show the proposal",
      dismiss: "Dismiss",
      unknown:
        "The connection broke off. Custodian doesn't know yet whether this was done. You see it here as soon as it does.",
    },
    board: {
      stages: "Devices by stage",
      waiting: "Waiting for their first sign-in",
      waitingCount: "{count, plural, one {# waiting} other {# waiting}}",
      stuckCount: "{count, plural, one {# stuck} other {# stuck}}",
      stuck: "Stuck",
      device: "Device",
      stagedBy: "Staged by",
      enrolled: "Enrolled",
      stage: "Stage",
      none: "No devices are waiting",
      noneHint: "You see staged devices here until they're handed off.",
      contradicted: "Handoffs reported wrong",
      saidBy: "Reported by",
      saidAt: "When",
    },
    decisions: {
      period: "Period",
      days: "{count, number} days",
      overTime: "What became of proposals",
      perDay: "Per day",
      perWeek: "Per week, starting on the day shown",
      approved: "Approved",
      rejected: "Rejected",
      expired: "Expired",
      undone: "Undone",
      acceptance: "Acceptance rate",
      acceptanceHint: "Approved and not undone, out of all decisions.",
      median: "Time to decide",
      medianHint: "Half of the decisions were faster.",
      noAnswers: "None",
      asTable: "As a table",
      from: "From",
      none: "No decisions in this period",
      noneHint: "Decisions are counted here from the first one on.",
      summary:
        "{approved, number} approved, {rejected, number} rejected, {expired, number} expired, {undone, number} undone.",
    },
    search: {
      label: "Search devices and people",
      hint: "Name, serial number, UPN or ID",
      devices: "Devices",
      people: "People",
      recent: "Looked up recently",
      nothing: "Custodian found nothing",
      nothingHint:
        "Try part of the name, or a serial number. For anything newer than the last scan, go to the chat with Custodian: type who and the device's whole name, or user and the person's UPN.",
      nothingYet: "Search for a device or a person",
      nothingYetHint: "What you look up is listed here.",
      found:
        "{count, plural, =0 {Nothing found.} one {# found.} other {# found.}}",
      noPrimaryUser: "No primary user",
    },
    device: {
      primaryUser: "Primary user",
      seen: "Who used it recently",
      lastAt: "Last",
      proposal: "Open proposal",
      intune: "Device in Intune",
      readAt: "Last read:",
      notAsked: "What Custodian won't propose",
      askAgain: "Unmute",
      propose: "Propose {name}",
      collectNow: "Ask the device now",
      collecting: {
        asked:
          "Custodian asked the device who used it. If it's on and online, it answers within minutes. If it isn't, nothing happens. Ask again later.",
        "in-doubt":
          "Intune didn't answer, so Custodian doesn't know whether the device was asked. If the device answers, it counts. You can ask again in half an hour.",
        running: "{name} has asked the device already. It hasn't answered yet.",
        by: "Waiting for the device, asked by {name}",
      },
      nobodySeen: "Nobody used it recently.",
    },
    person: {
      owned: "Primary user of",
      ownedMore: "{count, number} more aren't listed.",
      used: "Also used recently",
      none: "No device",
      entra: "Person in Entra",
    },
    settings: {
      notForYou: "Only admins see the settings",
      save: "Save",
      saving: "Saving",
      discard: "Discard what I typed",
      unsaved:
        "{count, plural, one {# unsaved change} other {# unsaved changes}}",
      nothingTyped: "Nothing is typed that isn't saved.",
      leave: "You have unsaved changes. Leave without saving them?",
      leaveNow: "Leave without saving",
      stay: "Stay here",
      faults: "{count, plural, one {# to mend} other {# to mend}}",
      changed: "Changed by {who}, {time}",
      follows: "Follows the variable {variable} until it's changed here.",
      stale:
        "Nothing was saved: {who} changed the settings after you opened them, {time}. What you typed is still here. Check what's marked, then save again.",
      nowThere: "Changed meanwhile. There now: {value}",
      empty: "nothing",
      wholeHistory: "All changes in the audit log",
      environment: "Only in the environment",
      environmentHint:
        "The people who run Custodian change these. They take effect at its next start.",
      notSet: "not set",
      secret: "set, not shown",
      channelInUse: "In use",
      channelLost: "Lost since {time}",
      chosen: "Chosen by {who}, {time}",
      stop: "Stop using",
      stopLabel: "Stop using {channel}",
      stopSure:
        "Stop using {channel}? Its open cards stay; new ones go to another channel.",
      stopped: "{channel} isn't used any more.",
      notInUse: "{channel} wasn't in use any more.",
      change: "Change",
      changeLead: "Change the lead: {account}",
      whoLeads: "Who is the lead?",
      take: "Take as lead",
      lost: "The connection broke off. If it was saved, the page shows it as soon as it's back.",
    },
    audit: {
      verify: "Verify",
      verifying: "Verifying",
      intact:
        "The log is intact: {rows, plural, one {# entry was} other {# entries were}} checked.",
      head: "Hash of the newest entry",
      broken: "The log is broken at entry {seq, number}. {what}",
      entry: "Entry",
      at: "When",
      what: "What",
      who: "Who",
      device: "Device",
      details: "Details",
      none: "The log is empty",
      noneFound: "No entries match",
      noneFoundHint: "Remove a filter, or choose a longer period.",
      filter: "Filter the entries",
      deviceHint: "Name, serial number or ID",
      person: "Person",
      personHint: "Who did it: UPN or name",
      kind: "Kind",
      everyKind: "All",
      allOf: "All: {subject}",
      since: "From",
      until: "To",
      show: "Show",
      clear: "Clear",
      shown: "Entries {newest, number} to {oldest, number}",
      csv: "Export as CSV",
      jsonl: "Export as JSON Lines",
      notForYou: "Only admins see the audit log",
      notForYouHint: "An admin can add you to Custodian's admins group.",
    },
  },
  /** What src/ says, by its name there. Each is one sentence or more, with what is filled in. */
  named: {
    "device.gone": "Intune doesn't know this device any more.",
    "device.not-windows":
      "Intune can change the primary user of Windows devices only.",
    "device.not-joined":
      "This device is neither Entra joined nor Entra hybrid joined, so Intune can't change its primary user.",
    "device.join-unknown":
      "Neither Intune nor Entra says whether this device is Entra joined, Entra hybrid joined or only Entra registered, so Custodian leaves its primary user alone. Check the device in Entra, and that Custodian has the application permission Device.Read.All.",
    "device.unknown":
      "Intune knows no device with the name, serial number or ID “{name}”. Check the spelling, and type the whole name.",
    "device.ambiguous":
      "{count} devices are called “{name}”. Use the ID of the one you mean: {some}.",
    "user.unknown":
      "Entra doesn't know this account. It may have been deleted.",
    "user.staging-account":
      "This is a staging account. It never owns a device.",
    "user.disabled":
      "This account is disabled, or Entra doesn't say that it's enabled.",
    "user.guest": "This is a guest account.",
    "user.unlicensed":
      "This user has no Intune license. Intune requires one of a primary user.",
    "user.other-domain":
      "This account isn't in a domain whose users may own devices.",
    "logon.before-enrolment":
      "This was before the device was last enrolled, so it doesn't say who has it now.",
    "logon.tie":
      "This was at the very same moment as the newest one. Custodian takes the one with the lower user ID.",
    "logon.unknown-user":
      "Entra doesn't know a user with the ID {id}. The account may have been deleted.",
    "logon.technician":
      "This is a technician, who signs in to other people's devices.",
    "logon.excluded": "The settings exclude this person from proposals.",
    "people.unknown-account":
      "Entra doesn't know your account, so you can't do this. Ask an admin.",
    "people.disabled-account":
      "Your account is disabled, so you can't do this. Ask an admin.",
    "people.guest": "Guests can't use Custodian.",
    "people.approvers-only":
      "Only approvers may do this. Ask one of them, or ask an admin to add you to the approvers group.",
    "people.admins-only":
      "Only Custodian's admins may do this. Ask one of them.",
    "people.gains-by-it":
      "You'd become this device's primary user, so someone else has to decide.",
    "people.asked-for-it":
      "You requested this change, so someone else has to decide.",
    "people.perhaps-own-account":
      "You have another account, and Entra doesn't say whether this change is about it. Someone else has to decide.",
    "people.not-checked":
      "Entra didn't answer in time, so Custodian couldn't check your account. Please try again in a moment.",
    "turn.too-many":
      "That was a lot at once. Please wait a few seconds, then try again.",
    "entra.nothing-done":
      "Entra didn't answer in time, so nothing was done. Please try again in a few minutes.",
    "entra.nothing-changed":
      "Entra didn't answer in time, so nothing changed. Please try again in a few minutes.",
    "queue.given-up":
      "Something kept going wrong in Custodian, so it gave this up. The admins have been told.",
    "proposal.action-given-up":
      "Something went wrong in Custodian, so this wasn't done. Please look at the card and decide again. The admins have been told.",
    "proposal.wish-given-up":
      "Something went wrong in Custodian, so it proposed nothing. Please try again. The admins have been told.",
    "proposal.change-given-up":
      "Something kept going wrong in Custodian. Check in Intune whether the change was made, then try again. The admins have been told.",
    "lookup.given-up":
      "Something went wrong in Custodian, so there's no answer. Please ask again. The admins have been told.",
    "collection.off":
      "Custodian reads no Remediation here, so it can't ask a device. An admin has to set REMEDIATION_SCRIPT_ID.",
    "sweep.given-up":
      "Something kept going wrong in Custodian. The admins have been told.",
    "entra.no-answer":
      "Entra didn't answer, so nothing changed. Please try again in a few minutes.",
    "microsoft.nothing-proposed":
      "Microsoft didn't answer in time, so Custodian proposed nothing. Please try again in a few minutes.",
    "lookup.unavailable":
      "Microsoft didn't answer in time, and Custodian hasn't seen this before. Please try again in a moment.",
    "lookup.still-late":
      "Microsoft isn't answering right now. Please ask again in a few minutes.",
    "proposal.not-found":
      "Custodian doesn't know this proposal any more. Use the device's newest card.",
    "proposal.slot-taken":
      "Another proposal for this device is open. Decide on that one first.",
    "proposal.stale":
      "Someone changed this proposal at the same moment. Look at the card again.",
    "proposal.expired":
      "This proposal expired before anyone decided. If the evidence still holds, Custodian proposes it again.",
    "proposal.already-settled": "Someone has decided on this proposal already.",
    "proposal.changed":
      "This proposal has changed since the card was drawn. The card is updating: please look again, then decide.",
    "proposal.nothing-to-undo": "There's nothing to undo here.",
    "proposal.nothing-was-changed":
      "Nothing was changed, so there's nothing to undo.",
    "proposal.undo-too-late":
      "It's too late to undo this. Propose the previous primary user instead.",
    "proposal.proposed-already":
      "This person is already proposed. Approve or reject that proposal.",
    "proposal.primary-user-already": "This person is already the primary user.",
    "proposal.is-primary-user-already":
      "{name} is already the primary user of {device}.",
    "proposal.is-shared-already": "{device} is already a shared device.",
    "proposal.device-not-possible": "{device}: {why}",
    "proposal.person-not-possible": "This person can't be proposed. {why}",
    "proposal.handed-to-no-approver":
      "This person isn't an approver, so they can't decide. Name someone from the approvers group.",
    "proposal.handed-to-interested":
      "This person can't decide about this: they'd gain by it, or requested it. Name another approver.",
    "proposal.handed-to-unreachable":
      "{name} has no chat with Custodian, so they weren't told that {device} is for them. Please tell them yourself; the card says so, too.",
    "proposal.user-not-possible": "{name} can't be proposed. {why}",
    "proposal.user-not-one":
      "“{name}” could be more than one person. Use the UPN of the one you mean.",
    "proposal.changed-a-moment-ago":
      "{device} was changed a moment ago, and Intune doesn't show it everywhere yet. Please propose it again in ten minutes.",
    "proposal.hourly-limit":
      "You've proposed {most} changes within an hour. Please go on later.",
    "proposal.open-limit":
      "{most} changes you requested are still waiting for a decision. Please wait for one of them, or ask your helpdesk.",
    "proposal.wished":
      "Another change for {device} is open. Your request is on its card, where the approvers see it. If they say no to that change, Custodian proposes yours and tells you.",
    "proposal.wished-lately":
      "You requested something else for {device} a moment ago, and it's on the open card. You can change it in an hour.",
    "proposal.wishes-full":
      "Another change for {device} is open, and others have requested something else already. Please ask your helpdesk.",
    "proposal.wish-stands":
      "Another change for the device is open now. Your request is on its card, where the approvers see it.",
    "proposal.wish-over":
      "Your request is closed: the approvers approved another change, or someone enrolled the device again. If it's still right, propose it again.",
    "proposal.being-checked": "Custodian is checking your proposal.",
    "proposal.answer-being-checked":
      "Custodian is checking this. The card shows the result in a moment.",
    "batch.not-found":
      "Custodian doesn't know this card any more. Decide on the devices' own cards.",
    "batch.nothing-to-reject":
      "You can't reject any of these here any more. Look at the card again.",
    "batch.other-person":
      "Someone else is proposed by now. Decide on the device's own card.",
    "handoff.lead-only":
      "Only this handoff's staging lead or an admin can say that it's wrong.",
    "handoff.not-found": "Custodian doesn't know this handoff any more.",
    "handoff.cycle-over":
      "This handoff is over: someone enrolled the device again, or it was removed from Intune.",
    "undo.changed-elsewhere":
      "Someone has changed the primary user since, so Custodian leaves it as it is now.",
    "undo.unconfirmed":
      "Intune accepted the undo but doesn't show it. Check the device in Intune.",
    "undo.enrolled-again":
      "Someone has enrolled the device again since, so Custodian leaves its primary user as it is now.",
    "undo.person-not-possible":
      "Custodian can't bring back the previous primary user. {why}",
    "graph.throttled":
      "Microsoft Graph is limiting our requests. Custodian tries again by itself.",
    "graph.forbidden":
      "Microsoft Graph refused this: grant Custodian the application permission {permission}, then try again.",
    "graph.not-licensed":
      "Entra shows sign-ins only to tenants with Microsoft Entra ID P1 or P2. Without that license, turn SIGN_IN_EVIDENCE off.",
    "graph.accounts-not-shown":
      "Entra doesn't show Custodian which accounts are enabled and licensed: grant Custodian the application permission {permission}, then try again.",
    "graph.not-found":
      "Microsoft Graph doesn't know this any more. It may have been deleted.",
    "graph.needs-approval":
      "Intune wants a second admin to approve this change (Multi Admin Approval). Exclude Custodian from that policy, or make the change in Intune.",
    "graph.unavailable":
      "Microsoft Graph didn't answer. Custodian tries again by itself.",
    "graph.foreign-answer":
      "Something between Custodian and Microsoft Graph, such as a proxy or a firewall, answered in its place (HTTP {status}). If it keeps happening, ask the people who run your network.",
    "graph.long-unavailable":
      "Microsoft Graph didn't answer for a long time. Try again later.",
    "graph.refused": "Microsoft refused this: {detail}",
    "graph.cursor-expired":
      "Microsoft Graph lost its place in a long list. Custodian reads it again from the start.",
    "graph.sign-in-failed":
      "Custodian couldn't sign in to Microsoft. An admin has to check {names}.",
    "graph.token-refused":
      "Microsoft Graph doesn't accept the identity Custodian signs in with, although Entra does. An admin has to check {names}, and that the application is enabled in Entra and not blocked by a policy.",
    "graph.unexpected-answer":
      "Microsoft Graph gave an answer Custodian doesn't understand, so nothing was done. Try again; if it keeps happening, tell an admin.",
    "intune.late":
      "Intune doesn't show the last change yet. Custodian keeps checking.",
    "intune.undo-late":
      "Intune doesn't show the undo yet. Custodian keeps checking.",
    "intune.write-in-doubt":
      "Intune didn't answer. Custodian is checking whether the change was made.",
    "teams.channel-refuses":
      "Teams says Custodian isn't in that channel. Custodian tries again for a few minutes, then gives the channel up.",
    "teams.channel-lost":
      "Custodian is no longer in this channel. Add it to the team again, then type: use this channel.",
    "teams.message-gone":
      "The card is gone from the channel. Custodian posts a new one.",
    "teams.message-refused":
      "Teams refused this card. Ask an admin: the reason is in the bot's log.",
    "teams.throttled":
      "Teams is limiting our messages. Custodian tries again by itself.",
    "teams.unavailable":
      "Teams didn't answer. Custodian tries again by itself.",
    "teams.person-unreachable": "This person has no chat with Custodian.",
    "notices.card-being-posted": "Custodian is posting the card.",
    "notices.no-place-for-handoff":
      "Custodian can reach neither the staging lead nor a channel. Go to a channel and type: use this channel.",
    "storage.away":
      "Custodian can't reach its database, so nothing was done. Try again in a minute.",
    "storage.out-of-range":
      "A number or date in it is too large or too small. Please correct it.",
    "storage.folder-in-use": "Another process is using the database folder.",
    "notices.awake":
      "The snooze is over: this proposal is waiting for a decision again.",
    "notices.for-approvers":
      "Only approvers hear about new proposals, because they decide. To become one, ask an admin to add you to the approvers group.",
    "notices.remind":
      "Nobody has decided on this proposal yet. It expires in {left}.",
    "notices.remind-several":
      "{count} proposals are still waiting for a decision. The first one expires in {left}: {some}{more, plural, =0 {} other { and # more}}. Type pending to see them all.",
    "notices.waiting":
      "{count, plural, one {A proposal has been waiting for a decision for {time}.} other {# proposals are waiting for a decision, the oldest for {time}.}} Type pending to see what's open.",
    "time.minutes": "{count, plural, one {# minute} other {# minutes}}",
    "time.hours": "{count, plural, one {# hour} other {# hours}}",
    "time.days": "{count, plural, one {# day} other {# days}}",
    "proposal.unknown-time-zone": "Custodian doesn't know this time zone.",
    "card.not-understood": "This button no longer works. Use the newest card.",
    "report.refused": "The report was refused.",
    "config.invalid":
      "The configuration is incomplete or wrong. The log names every setting to correct.",
    "audit.rows-missing-before": "Rows are missing before it.",
    "audit.follows-another-row": "It doesn't follow the row before it.",
    "audit.row-changed": "It was changed.",
    "audit.details-changed": "Its details were changed.",
    "audit.rows-missing-at-end": "Rows are missing at the end.",
    "audit.row-behind-last": "Someone added it after the last row.",
    "audit.details-missing":
      "{rows, plural, one {Its details are gone} other {The details of # rows from here on are gone}}, and no erasure names them.",
    "audit.details-back":
      "{rows, plural, one {Its details were} other {The details of # rows from here on were}} erased, and are there again.",
    "audit.altered-before-erased":
      "Its details were no longer what Custodian wrote when they were erased.",
    "audit.head-missing":
      "The number and hash of the last row are missing, so rows after it may be missing too.",
    "audit.not-as-logged": "Its hash isn't the one you gave.",
    "audit.logged-row-missing":
      "It isn't in the log, which ends with row {last}.",
    "audit.head-lost":
      "Custodian can't write its audit log, and does nothing without an entry in it. Tell the people who run Custodian. audit verify says more.",
    "preview.outdated":
      "Someone changed the settings while Custodian made the preview. Ask for it again.",
    "setting.unreadable": "Custodian can't read this. Please correct it.",
    "setting.whole-number":
      "This has to be a whole number from {least} to {most}.",
    "setting.number": "This has to be a number from {least} to {most}.",
    "setting.not-offered": "This isn't one of the choices.",
    "setting.not-upn": "“{entry}” isn't a UPN (name@domain).",
    "setting.not-domain":
      "Entry {entry} isn't a domain name. Each entry has to be one.",
    "setting.not-device-pattern":
      "“{entry}” is neither a name nor category:name, or has more than 100 characters.",
    "setting.not-user-pattern":
      "“{entry}” isn't a UPN pattern (name@domain, * for anything), or has more than 100 characters.",
    "setting.not-working-hours":
      "This has to read like Mon-Fri 08:00-17:00 Europe/Berlin, with at least ten hours a week. Or leave it empty.",
    "setting.not-group-id": "This has to be a group's object ID.",
    "setting.not-lead":
      "Entry {entry} has to read: account = lead, or * = lead.",
    "setting.not-pair": "Entry {entry} has to read: account = other account.",
    "setting.pair-twice": "The same account is twice before the =.",
    "setting.lead-twice": "The same staging account is here twice.",
    "setting.too-long": "This is too long for this form.",
    "setting.most-accounts": "At most {most} accounts fit here.",
    "setting.most-entries": "At most {most} entries fit here.",
    "setting.longest-entry": "An entry can have at most {most} characters.",
    "setting.most-new-leads":
      "You can give at most {most} accounts another lead at once.",
    "setting.not-a-person": "This has to be a person.",
    "setting.lead-unknown": "Entra doesn't know {name}.",
    "setting.lead-guest": "{name} is a guest.",
    "setting.lead-disabled": "{name}'s account is disabled.",
    "setting.lead-without-upn": "Custodian can't use {name}'s UPN.",
  },
} as const;
