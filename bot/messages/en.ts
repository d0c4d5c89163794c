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
    howAndWhy: "How and why",
    lastCheckIn: "Last check-in:",
    primaryUserNow: "Primary user now",
    primaryUserProposed: "Proposed",
    why: "Why",
    stripTitle: "Who was here, a mark a day",
    leftOut: "Not counted:",
    lastLogons: "Last logons, newest first",
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
    objectionTitle: "A handoff is wrong, says who prepared the device",
    objectionWho: "Who has it, as far as Custodian knows",
    objectionOnProposal:
      "Its proposal is still open: reject it, or name someone else on its card.",
    objectionDone: "Done",
    proposeSomeoneElse: "Propose someone else…",
    timeline: "How it got there",
    sweepBegan: "Began:",
    boardTitle: "Staging board",
    boardStages: "Devices by stage",
    boardContradicted: "Said to be wrong",
    boardWaiting: "Waiting for somebody to log on",
    boardEnrolled: "Enrolled:",
    approveTheRest: "Approve the rest",
    leaveOut: "Leave out",
    batchHint:
      "Tick what is to be left out: it stays open on its own card, unless you reject it here. Each page is decided by itself.",
    batchTickFirst: "Tick the devices that you want to reject.",
    rejectTheTicked: "Reject the ticked…",
    undoThese: "Undo these…",
    undoTheTicked: "Undo the ticked",
    undoTitle:
      "Tick the devices whose change is to be taken back. Each gets its primary user of before.",
    undoTickFirst: "Tick the devices whose change is to be taken back.",
    lastLogon: "Last logon:",
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
      "They get a private message. Anybody else who may decide still can.",
    handOver: "Hand over",
    undo: "Undo",
    tryAgain: "Try again",
    details: "Details",
    detailsTitle: "A proposal in detail",
    aboutTheDevice: "About the device",
    backToProposal: "Back to the proposal",
    refresh: "Refresh",
    rejectReason: "Why not?",
    inYourWords: "In your own words",
    saidHint: "Colleagues see this on the card",
    sharedOnPurposeNote:
      "Shared on purpose: nothing is proposed for this device until an administrator lifts that.",
    comment: "Comment when you approve (optional)",
    undoWhy: "Why undo it? (optional)",
    proposeWhy: "Why? (optional)",
    proposeWhyHint: "Whoever decides sees this",
    whoInstead: "Whose device is it?",
    whoInsteadHint: "Name or user principal name",
    whoInsteadMissing: "Choose a person.",
    whoInsteadNote:
      "This makes a new proposal in your name. Another approver decides on it.",
    undoUntil: "Can be undone until:",
    wakes: "Comes back:",
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
    whoseDirectory: "Not found there? Search Custodian's directory",
    itsShared: "Nobody: make it a shared device",
    proposeNote:
      "An approver decides in the channel. Until then nothing changes.",
    matchesTitle: "Devices in this message",
    showDevice: "Show",
    back: "Back",
    goToProposal: "Go to the proposal",
    openTab: "Open in the tab",
    helpTitle: "What Custodian can do",
    adminsOnly: "For admins",
    lookUpPrimaryUser: "Primary user",
    lookUpManager: "Manager:",
    lookUpSeen: "Who used it lately",
    lookUpLastLogon: "Last logon:",
    lookUpProposal: "Open proposal",
    lookUpDevice: "The device",
    lookUpOwned: "Primary user of",
    lookUpUsed: "Logged on to lately, without being the primary user",
    lookUpEnrolled: "Enrolled:",
    lookUpOpenProposal: "Open the proposal",
    lookUpOpenIntune: "Open in Intune",
    lookUpOpenEntra: "Open in Entra",
    lookUpMore: "All about this device",
    lookUpTheirDevices: "Their devices",
    open: "Open",
    lookUpShow: "Show",
    lookUpChoose: "Choose",
    lookUpPropose: "Propose",
    lookUpName: "Look something up",
    lookUpNameHint: "A device or a person: name, serial number, UPN or id",
    lookUpWho: "Who has this device?",
    lookUpUser: "Show this person",
    commandHelp: "Help",
    commandPending: "Open proposals",
    commandHandoffs: "Staging board",
    previewTitle: "What would be proposed now",
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

  logons: "{count, plural, one {# logon} other {# logons}}",

  /** Who says whom. `reported` and `signedIn` are lists of names, `lastLogon` is a name. */
  contradiction: {
    signIns:
      "in the last two weeks the device reported only {reported}, and Entra saw only {signedIn} sign in there",
    lastLogons:
      "in the last two weeks the device reported only {reported}, and Intune lists {lastLogon} as the last one there",
    both: "in the last two weeks the device reported only {reported}, Entra saw only {signedIn} sign in there, and Intune lists {lastLogon} as the last one there",
  },

  why: {
    /** Of what a person asked for where no proposal was open; what was reported may say anything. */
    notWeighed:
      "Because somebody asked for it. Who logs on to this device was not looked at.",
    /**
     * `proposed` here and below: `yes` when the one whom the evidence names is the one who is proposed. How many days
     * back a device counts is its script's choice, and its report does not say it.
     */
    clearLeader:
      "{proposed, select, yes {{to} logged on {times, plural, =1 {once in the days the device counted} =2 {twice in the days the device counted} other {# times in the days the device counted}}, {ratio}× as often as {from} ({fromTimes, number}). A change is proposed from {needed}× on.} other {The evidence alone would propose {to}, who logged on {times, plural, =1 {once in the days the device counted} =2 {twice in the days the device counted} other {# times in the days the device counted}}, {ratio}× as often as {from} ({fromTimes, number}). A change is proposed from {needed}× on.}}",
    /** `about` is a sentence about the primary user. */
    primaryUserNotSeen:
      "{proposed, select, yes {{to} logged on {times, plural, =1 {once in the days the device counted} =2 {twice in the days the device counted} other {# times in the days the device counted}}. {about} A proposal needs at least {needed, plural, one {# logon} other {# logons}}.} other {The evidence alone would propose {to}, who logged on {times, plural, =1 {once in the days the device counted} =2 {twice in the days the device counted} other {# times in the days the device counted}}. {about} A proposal needs at least {needed, plural, one {# logon} other {# logons}}.}}",
    didNotLogOn: "{name}, the primary user, did not log on at all.",
    /** Why the primary user's own logons say nothing. */
    primaryUserLeftOut: {
      unknown:
        "Entra does not know {name}, the primary user, so their logons do not count.",
      "staging-account":
        "{name}, the primary user, is a staging account, so its logons do not count.",
      disabled:
        "The account of {name}, the primary user, is disabled, so its logons do not count.",
      guest:
        "{name}, the primary user, is a guest, so their logons do not count.",
      unlicensed:
        "{name}, the primary user, has no Intune license, so their logons do not count.",
      "other-domain":
        "The account of {name}, the primary user, is not in a domain whose users may own devices, so its logons do not count.",
    },
    /** For a reason that this version no longer knows; `why` is a sentence of its own. */
    primaryUserLeftOutBecause:
      "The logons of {name}, the primary user, do not count. {why}",
    noPrimaryUser:
      "{proposed, select, yes {{to} logged on {times, plural, =1 {once in the days the device counted} =2 {twice in the days the device counted} other {# times in the days the device counted}}, {percent} of all logons. The device has no primary user.} other {The evidence alone would propose {to}, who logged on {times, plural, =1 {once in the days the device counted} =2 {twice in the days the device counted} other {# times in the days the device counted}}, {percent} of all logons. The device has no primary user.}}",
    sharedPattern:
      "{users, number} people use this device regularly (at least {needed, plural, one {# logon} other {# logons}} each in the days the device counted), and nobody has half of the logons.",
    runnerUp:
      "Next is {name} with {logons, plural, one {# logon} other {# logons}}, {percent} of all.",
    evidenceSaysShared: "The evidence alone would make it a shared device.",
    lastRealPerson:
      "{proposed, select, yes {{to} was the last real person to log on, on {day}.} other {The evidence alone would propose {to}, who was the last real person to log on, on {day}.}}",
    stagedBy: "The device was staged by {account}.",
    staged: "The device was staged for somebody else.",
    hasNoPrimaryUser: "The device has no primary user.",
    /** Of those who logged on after the one the rule names; `why` is a sentence of its own. */
    passedOver:
      "{count, plural, one {{names} logged on later and does not count. {why}} other {{names} logged on later and do not count. {why}}}",
    sharedByLastLogons:
      "{people, number} people logged on to this device in {days, plural, one {# day} other {# days}}, so it belongs to none of them.",
    notConcerned:
      "The evidence alone would change nothing: the device was not staged, and it has a primary user.",
    waiting: {
      "nobody-logged-on":
        "The evidence alone names nobody: Intune lists no logon on this device.",
      "no-real-person-yet":
        "The evidence alone names nobody: none of those who logged on can be its primary user.",
    },
    /** By days of use; `from` is the primary user. */
    tookOver: {
      "primary-user-gone":
        "{proposed, select, yes {{to} used this device on {days, plural, one {# day} other {# days}}.} other {The evidence alone would propose {to}, who used this device on {days, plural, one {# day} other {# days}}.}} The account of {from}, the primary user, is disabled or gone.",
      "primary-user-moved":
        "{proposed, select, yes {{to} used this device on {days, plural, one {# day} other {# days}}.} other {The evidence alone would propose {to}, who used this device on {days, plural, one {# day} other {# days}}.}} {from}, the primary user, is on another device now.",
      "primary-user-not-seen":
        "{proposed, select, yes {{to} used this device on {days, plural, one {# day} other {# days}}.} other {The evidence alone would propose {to}, who used this device on {days, plural, one {# day} other {# days}}.}} {from}, the primary user, was not seen anywhere meanwhile and may be on leave: do you know?",
      newcomer:
        "{proposed, select, yes {{to} used this device on {days, plural, one {# day} other {# days}}.} other {The evidence alone would propose {to}, who used this device on {days, plural, one {# day} other {# days}}.}} {from}, the primary user, was not seen there meanwhile, and {to} has no other device.",
      "no-primary-user":
        "{proposed, select, yes {{to} used this device on {days, plural, one {# day} other {# days}}.} other {The evidence alone would propose {to}, who used this device on {days, plural, one {# day} other {# days}}.}} The device has no primary user.",
      staged:
        "{proposed, select, yes {{to} used this device on {days, plural, one {# day} other {# days}}.} other {The evidence alone would propose {to}, who used this device on {days, plural, one {# day} other {# days}}.}} The device was staged for somebody else.",
    },
    usedByMany:
      "{people, number} people used this device lately, none of them mostly, and the primary user on few days or none.",
    stays: {
      "multi-session":
        "The evidence alone would change nothing: many people are on this device at once.",
      excluded:
        "The evidence alone would change nothing: this device is excluded.",
      "nobody-seen":
        "The evidence alone names nobody: nobody used this device lately.",
      "primary-user-uses-it":
        "The evidence alone would change nothing: the primary user uses the device.",
      shared:
        "The evidence alone names nobody: many people use this device, and none of them mostly.",
      "no-eligible-user":
        "The evidence alone names nobody: none of those who used this device can be its primary user.",
      "not-used-lately":
        "The evidence alone names nobody: whoever used this device was not there lately.",
    },
    notYet: {
      "unknown-people":
        "The evidence alone names nobody: people whom Entra does not know used this device on too many days.",
      "several-people":
        "The evidence alone names nobody: several people used this device.",
      "too-few-days":
        "The evidence alone names nobody yet: too few days to tell whose device this is.",
      "sign-ins-alone":
        "The evidence alone names nobody: only Entra's sign-ins tell of somebody, and they miss whoever unlocks the device or uses it offline.",
    },
    /** `sources` is one of `contradiction`. */
    contradicted:
      "The evidence alone names nobody, because its sources contradict each other: {sources}.",
    keep: {
      "primary-user-leads":
        "The evidence alone would change nothing: the primary user has the most logons.",
      "leader-not-far-enough-ahead":
        "The evidence alone would change nothing: nobody is far enough ahead of the primary user.",
      "already-shared":
        "The evidence alone would change nothing: the device is shared already.",
    },
    unclear: {
      "no-evidence": "Nothing was reported about who uses this device.",
      "evidence-too-old":
        "The last report about who uses this device is too old to count.",
      "no-eligible-user":
        "Nobody who used this device can be its primary user.",
      "too-few-logons":
        "There are too few logons to tell whose device this is.",
      tie: "The most frequent users are even, so the evidence names nobody.",
      "primary-user-not-seen":
        "The primary user was not seen on the device, and the published rule changes nothing then.",
    },
  },

  handedTo: {
    for: "For {name}",
    by: "handed over by {name}",
    done: "This proposal is for {name} now. Anybody else who may decide still can.",
    tooLate: "It can't be handed over as it stands: {state}.",
    notice: "A proposal was handed to you to decide",
    others: "Anybody else who may decide still can.",
    unreachableTitle: "{device} is handed over, but not everybody knows",
  },
  requestedBy: "Asked for by {name}, who may not approve it.",
  requestedBecause: "Their reason: {why}",
  wishedFor: "{name} asks for another change: {to}.",
  wishedShared: "{name} asks for another change: a shared device.",
  /** How the evidence line on a card begins; the instant follows. */
  evidence: {
    "device-report": "Evidence: the device's own report, counted",
    "users-logged-on": "Evidence: the last logons that Intune lists, read",
  },
  /** Who was on a device on which days. */
  strip: {
    somebody: "Somebody Entra doesn't know",
    seen: "{count, plural, one {Here on # of {of, number} days} other {Here on # of {of, number} days}}, last on {day}",
    never: "Not here in {of, number} days",
    more: "{count, plural, one {and # more person} other {and # more people}}",
    legend: "{here} here, {away} not seen",
    period: "{from} to {until}",
    sources: {
      "own-log": "From the device's own log of each day, up to {day}",
      counts: "From the device's counts of logons, reported",
      "last-logons": "From the last logons that Intune lists, read",
      remediation: "From the device's own log by a Remediation, reported",
      "sign-ins": "From Entra's sign-ins (no unlocks, nothing offline), read",
    },
  },
  chartTitle: "Logons in the days the device counted",
  others: "{count, plural, one {# other person} other {# other people}}",
  markedNow: "{name} (now)",
  markedProposed: "{name} (proposed)",
  /** `why` is a sentence of its own. */
  leftOutOne: "{upn}, {logons, plural, one {# logon} other {# logons}}. {why}",
  /** The same by days of use. */
  leftOutByDays:
    "{upn}, {days, plural, one {# day of use} other {# days of use}}. {why}",
  andMore: "and {count, number} more",
  unresolvableId: "Unresolvable id {id}",

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
    set: { from: "Before", to: "Set, not shown yet", arrow: "→" },
    made: { from: "Before", to: "Now", arrow: "→" },
    /** Made once; whose the device is now, the card does not know. */
    madeOnce: { from: "Before", to: "Changed to", arrow: "→" },
    /** Not made, or not for certain, and who was the primary user then need not be now. */
    overtaken: { from: "Before", to: "Proposed", arrow: "→" },
    takingBack: { from: "Being restored", to: "Taken back from", arrow: "←" },
    takenBack: { from: "Primary user now", to: "Taken back from", arrow: "←" },
  },

  details: {
    summary: "Everything about a proposal for {device}. {state}.",
    section: {
      why: "Why",
      counted: "Who logged on",
      leftOut: "Not counted",
      lastLogons: "Last logons, newest first",
      timeline: "How it got there",
      audit: "Audit log, newest first",
    },
    continued: "{title}, continued",
    proposed: "Proposed by Custodian",
    posted: "Card posted",
    expires: "Expires",
    undoUntil: "Can be undone until",
    ruleByDays:
      "The rule, by days of use within twelve weeks: the primary user stopped using the device, and one person took over.",
    ruleByIntent:
      "The rule: at least {times}× the logons of the primary user, and {logons, plural, one {# logon} other {# logons}} or more, by a report of the last {days, plural, one {# day} other {# days}}.",
    ruleAsPublished:
      "The rule, as the logon script was published: at least {times}× the logons of the primary user, by a report of the last {days, plural, one {# day} other {# days}}.",
    page: "Page {page, number} of {pages, number}",
    olderAudit:
      "These are the newest {shown, number}. Older ones are in the export of the audit log.",
    asSummary:
      "Whose logons it rests on, and who decided, is shown to technicians, approvers and admins only.",
  },

  status: {
    pending: "Waiting for an approver",
    held: "Waiting for a place in a channel",
    snoozed: "Snoozed for {count, plural, one {# day} other {# days}}",
    rejected: "Rejected, nothing was changed",
    sharedOnPurpose: "Rejected, the device is shared on purpose",
    expired: "Expired without a decision, nothing was changed",
    ownerChangedElsewhere: "Settled elsewhere: {name} became the primary user",
    clearedElsewhere: "Settled elsewhere: the primary user was removed",
    replaced: "Replaced by another proposal for this device",
    enrolledAgain: "Withdrawn: the device was enrolled again since",
    evidenceGone: "Withdrawn: the evidence no longer supports it",
    changing: "Approved, changing Intune…",
    applied: "Changed, waiting for Intune to show it",
    verified: "Done: {name} is the primary user",
    verifiedShared: "Done: the device is shared",
    changedSince:
      "Done, and changed elsewhere since: {name} is the primary user",
    clearedSince: "Done, and changed elsewhere since: no primary user is set",
    alreadySo: "Done: Intune showed it already, nothing was changed",
    failed: "The change failed",
    unconfirmed: "Changed, but Intune does not show it",
    undoing: "Taking the change back…",
    undone: "Undone: {name} is the primary user again",
    undoneShared: "Undone: the device is shared again",
    undoneChangedSince:
      "Undone, and changed elsewhere since: {name} is the primary user",
    undoneClearedSince:
      "Undone, and changed elsewhere since: no primary user is set",
    undoFailed: "The change could not be taken back",
  },
  steps: {
    approvedBy: "Approved by {name}",
    rejectedBy: "Rejected by {name}",
    snoozedBy: "Snoozed by {name}",
    expired: "Expired",
    superseded: "Settled by Custodian",
    applied: "Changed in Intune",
    verified: "Seen in Intune",
    changedElsewhereBy: "Changed in Intune by {name}",
    otherShown: "Intune showed {name}",
    nobodyShown: "Intune showed no primary user",
    failed: "Failed",
    unconfirmed: "Given up waiting",
    undoBy: "Undo asked for by {name}",
    undoneBy: "Undone by {name}",
    undone: "Previous state restored",
    silenceLifted: "Silence lifted by {name}",
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
    pair: "Not asked again for this pair until",
    silence: "Silenced until an administrator lifts it.",
  },
  advice: {
    /** True with a channel that is full, and without any. */
    held: "Its card is posted as soon as its channel has room. If no channel is in use yet, an admin goes to one and types: use this channel.",
    snoozed: "It comes back by itself. You can also decide now.",
    heldSnoozed: "It can be decided when it comes back.",
    expired: "If the evidence still holds, it is proposed again in a week.",
    replaced: "Answer the newer card.",
    /** `sources` is one of `contradiction`. */
    contradicted:
      "Its sources contradict each other: {sources}. Ask who has it.",
    applied: "Intune can take up to ten minutes.",
    changedElsewhere:
      "Somebody else changed this device's primary user in Intune as well. Look who should have it.",
    tookEffectLate:
      "Intune had not answered, so this card said that it was not done. The change took effect late, in place of what stands left.",
    mayTakeEffectLate:
      "Intune did not answer Custodian's own change. Should it still take effect within a day, this card says so.",
    failed: "When the cause is mended, try again.",
    unconfirmed:
      "Look at the device in Intune. Try again reads first and writes only if it is still needed.",
    undoFailed: "When the cause is mended, try again.",
  },

  lookUp: {
    primaryUser: "{name} is the primary user of {device}.",
    noPrimaryUser: "{device} has no primary user.",
    confidence: {
      "uses-it-most": "They use it more than anybody else.",
      "uses-it": "They use it.",
      "others-use-it-more": "Somebody else uses it more.",
      "not-seen": "They were not seen on it lately.",
      shared: "Several people use it.",
      "no-evidence": "Nothing tells who uses it.",
      "not-shown": "Whether they use it is shown to technicians only.",
      "not-shown-yet": "Whether they use it is not shown yet.",
    },
    usedByNobodysOwner: "Somebody uses it all the same.",
    /** `sources` is one of `contradiction`. */
    contradicted: "Sources disagree about who uses it: {sources}.",
    contradictedNotShown: "Sources disagree about who uses it.",
    /** On a button; clicking it asks an approver. */
    proposeThem: "Propose {name}",
    /** An instant follows. */
    since: {
      custodian: "Set by Custodian:",
      enrolment: "Since its enrolment:",
      elsewhere: "Set in Intune or by another tool:",
    },
    sinceUnknown: {
      enrolment: "Since its enrolment.",
      elsewhere:
        "Set in Intune or by another tool; Custodian does not know when.",
      unknown: "Custodian does not know since when, and by what.",
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
      hybrid: "hybrid joined",
      registered: "registered",
      unknown: "not known",
    },
    label: {
      operatingSystem: "Operating system",
      manufacturer: "Manufacturer",
      compliance: "Compliance",
      joinType: "Known to Entra as",
      category: "Category",
      enrolledBy: "Enrolled by",
      intuneId: "Intune id",
      entraId: "Entra device id",
    },
    /** What keeps Custodian from asking about a device by itself. */
    notAsked: {
      "multi-session":
        "Custodian proposes nobody: it is a session host, with many people on it at once.",
      room: "Custodian proposes nobody: it is a meeting room's device.",
      name: "Excluded by the settings: its name fits “{entry}”.",
      category: "Excluded by the settings: its category fits “{entry}”.",
      group:
        "Excluded by the settings: it is in the group of excluded devices.",
      "shared-on-purpose":
        "Silenced until an administrator lifts it: it is shared on purpose.",
      "refused-twice":
        "Silenced until an administrator lifts it: people said no twice while it had no primary user.",
      howToLift: "An administrator lifts it with: ask again {device}",
      /** A day follows. */
      person: "Not asked again for {name} until",
      shared: "Not asked again whether it is shared until",
    },
    seenCounted: "Counted:",
    lastLogonOnly: "last logon only",
    /** For whom other people's logons are not. */
    ownOnly: "Other people's logons are shown to technicians only.",
    /** For whom they may be. */
    yourAccount: "Your account",
    yourAccountAge:
      "Entra did not answer in time, so this is by your account of {time} ago.",
    notSaidYet:
      "Entra has not said yet whether you may see other people's logons; try again in a moment.",
    age: "Not live: Microsoft did not answer in time. Seen {time} ago,",
    /** What refused it is said beside it. */
    ageRefused: "Not live. Seen {time} ago,",
    ageSummary: "Seen {time} ago, not read now.",
    /** Of a person's devices, which are not read with the question. */
    devicesAge:
      "As the last sweep saw them, not read now: seen up to {time} ago,",
    devicesNotRead: "As the last sweep saw it, not read now.",
    managerLate: "could not be read",
    notKnown: "not known",
    waits: "Microsoft has not answered yet. This card changes when it does.",
    waitsForAll:
      "Microsoft takes longer than usual. The answer appears here in a moment.",
    unavailable:
      "Microsoft does not answer at the moment, and Custodian has not seen this before. Please ask again in a while.",
    unchecked:
      "Microsoft did not answer in time, so what is newer than the last sweep may be missing here.",
    /** The same where a refusal is said beside it. */
    uncheckedRefused: "What is newer than the last sweep is missing here.",
    gone: {
      device: "Intune does not know this device any more.",
      user: "Entra does not know this person any more.",
    },
    unknown: {
      device: "No device has the name, serial number or id “{name}”.",
      user: "Nobody has the name, UPN, mail or id “{name}”.",
    },
    /** While Microsoft has not said whether anything has it. */
    lookingUp: {
      device: "Looking up “{name}” in Intune.",
      user: "Looking up “{name}” in Entra.",
    },
    /** Where Microsoft did not say it, and will not. */
    notSeen: {
      device:
        "Custodian has seen no device with the name, serial number or id “{name}” so far.",
      user: "Custodian has seen nobody with the name, UPN, mail or id “{name}” so far.",
    },
    /** Where Entra was not asked, which finds nobody by another name. */
    askByUpn: "Type the UPN of somebody new: by that Entra is asked.",
    near: "Did you mean one of these?",
    several: {
      device: "Which device is “{name}”?",
      user: "Who is “{name}”?",
    },
    /** Where something is to be changed, what was named in part is confirmed. */
    confirm: {
      device: "“{name}” is not the whole name of a device. Is it one of these?",
      user: "“{name}” is not the whole name of a person. Is it one of these?",
    },
    more: "There are others. Type more of the name to find them.",
    /** Where all have the same name. */
    moreDevicesOfName:
      "There are others of this name. Type the serial number to find one of them.",
    morePeopleOfName:
      "There are others of this name. Type the UPN or mail to find one of them.",
    nothingTyped: "Type a name, a serial number, a UPN or an id first.",
    proposalSummary:
      "{device}: {change}. {state}. What it rests on is shown to technicians, approvers and admins.",
    /** Where others read along. */
    proposalBrief: "{device}: {change}. {state}.",
    proposalGone: "Custodian does not know this proposal any more.",
    noProposal: "There's no proposal about {device}.",
    moreThanAnswered:
      "{count, plural, one {# more wasn't looked up} other {# more weren't looked up}}: {most, number} at once is the most. Ask again for the rest.",
    nothingNear: "Check the spelling; a part of the name is enough.",
    owned:
      "{count, plural, =0 {No device has this person as its primary user.} one {The primary user of # device.} other {The primary user of # devices.}}",
    /** Of those they log on to without being the primary user. */
    used: "{count, plural, one {# device.} other {# devices.}}",
    shown: "Shown: {first, number} to {last, number}.",
    fromPage: "From page {page, number} on.",
    /** An instant follows. */
    countedByDevice: "Counted by the device:",
    disabled: "This account is disabled.",
    guest: "This is a guest.",
    deleted: "Entra does not know them any more.",
    /** `owned` is a sentence. */
    summaryUser: "{name}: {owned}",
    howTo: {
      who: "Say which device: who LT-0042. A part of its name, its serial number or its id will do.",
      device:
        "Say which device: device LT-0042. A part of its name, its serial number or its id will do.",
      user: "Say who: user ana@contoso.com. A name, or a part of it, will do.",
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
    "Custodian only observes: it collects evidence and posts nothing from it. An admin sees with preview what it would propose, and turns proposing on with settings.",
  firstRunWaiting:
    "{count, plural, one {# more waits} other {# more wait}}: in the first run at most {perDay, plural, one {# by evidence is} other {# by evidence are}} posted a day, the surest first.",

  /** What would be proposed. */
  preview: {
    found:
      "{count, plural, =0 {Nothing would be proposed now.} one {# change would be proposed now.} other {# changes would be proposed now.}}",
    weighed:
      "{count, plural, one {Something is known of # device.} other {Something is known of # devices.}}",
    open: "{count, plural, one {A card is open about # of them.} other {Cards are open about # of them.}}",
    observing:
      "Custodian only observes, so none of it is posted. To turn proposing on, type settings in the chat with Custodian.",
    nothingPosted: "This card posts nothing.",
    groupUnreadable:
      "Nobody can be proposed yet: a group of excluded devices or people can't be read, so nobody knows who is in it. Check the group in settings, and that Custodian may read groups.",
    waiting:
      "{count, plural, one {# of them waits for a place in its channel.} other {# of them wait for a place in their channels.}}",
    waits: "waits for its turn",
    days: "{count, plural, one {# day of use} other {# days of use}}",
    reasons: {
      "primary-user-gone": "The primary user is gone",
      "primary-user-moved": "The primary user is on another device now",
      staged: "Staged, and now with its person",
      "no-primary-user": "It has no primary user",
      newcomer: "Used by somebody without another device",
      "primary-user-not-seen": "The primary user is not seen anywhere",
      "clear-leader": "Somebody else uses it far more often",
      "used-by-many": "Many use it, its primary user hardly",
      shared: "Shared by several people",
    },
    beingMade:
      "This takes a moment: {count, plural, =0 {it has just begun} one {# device is weighed so far} other {# devices are weighed so far}}. Type preview again to see it.",
    csvInPrivate:
      "The link opens all of it for whoever has it. Ask me in our personal chat: preview csv.",
    csv: "All that would be proposed now, for ten minutes: {url}",
  },

  pending: {
    summary:
      "{waiting, plural, one {# proposal waits} other {# proposals wait}}, {snoozed, number} snoozed, {underWay, number} under way, {held, number} held.",
    counts:
      "Waiting: {waiting, number} · Snoozed: {snoozed, number} · Under way: {underWay, number}",
    none: "No proposal is open.",
    held: "{count, plural, one {# more is held until there is room in the channel.} other {# more are held until there is room in the channel.}}",
    heldNowhere:
      "{count, plural, one {# more is held because no channel is in use.} other {# more are held because no channel is in use.}} An admin goes to a channel and types: use this channel.",
    change: "{from} → {to}",
    snoozedUntil: "Snoozed until",
    expires: "Expires",
    cardRefused:
      "Teams refused its card; an admin finds the reason in the log.",
  },

  handoff: {
    severalPeople: "Several people",
    toSeveralPeople: "several people",
    severalPeopleDetail: "It belongs to none of them",
    waited: "after waiting {time} since its enrolment",
    stagedBy: "Staged by {account}",
    /** A stage of a staged device, reached. */
    stage: {
      enrolled: "Enrolled",
      provisioned: "Provisioned",
      "handed-off": "Handed off",
      proposed: "Proposed",
      decided: "Decided",
      verified: "Verified",
    },
    decided: { approve: "Approved", reject: "Rejected" },
    /** How a moment of a handoff is known. */
    source: {
      enrolment: "enrolment in Intune",
      "check-in": "first check-in with a compliance state",
      "users-logged-on": "last logons that Intune lists",
      "device-report": "the device's own report",
      proposal: "Custodian's proposal",
      intune: "Intune showed it",
    },
    nothingProposed:
      "Nothing is proposed: no change is needed, or the same was turned down lately",
    shownAlready: "Intune showed this person as the primary user already",
    ended: {
      "enrolled-again":
        "Since then the device was enrolled again, and waits for somebody anew.",
      gone: "Since then the device is gone from Intune.",
    },
    over: {
      "enrolled-again": "Withdrawn: the device was enrolled again",
      gone: "Over: the device is gone from Intune",
    },
    forLead: "Staging lead: {name}",
    summary: "{device} was handed off to {to}. {state}.",
  },

  /** What is said against a handoff, and what comes of it. */
  objection: {
    choices: {
      "wrong-person": "It's the wrong person",
      "not-handed-over": "It isn't handed over yet",
      "went-elsewhere": "The device went elsewhere",
      other: "Something else",
    },
    says: "{name} says the handoff of {device} to {to} is wrong: {reason}",
    /** On the card of the proposal that follows from it. */
    onProposal:
      "{name}, who knows where this device went, says that's wrong: {reason}",
    youSaid: "You said this is wrong: {reason}",
    somebodySaid: "{name} said this is wrong: {reason}",
    onItsWay: "The helpdesk is being told.",
    withHelpdesk: "The helpdesk has it.",
    both: "{choice}: {reason}",
    ended: {
      done: "{name} at the helpdesk has seen to it.",
      approved: "{name} approved the change all the same: {to}.",
      approvedShared: "{name} approved that the device is shared.",
      rejected: "{name} rejected the proposal.",
      undone: "{name} took the change back.",
    },
    noticeTitle: "{device}: what you said about its handoff",
  },

  handoffDigest: {
    isWrong: "{name} said it's wrong.",
    summary:
      "{count, plural, one {# device was handed off} other {# devices were handed off}}",
    more: "Also: {names}{others, plural, =0 {} other {, and # more}}",
  },

  sweep: {
    running: "Reading the tenant",
    done: "Done: the tenant is read",
    failed: "Reading the tenant stopped",
    kind: {
      full: "All people and devices",
      changes: "Devices that checked in since the last time",
    },
    step: {
      people: "Now reading the people.",
      devices: "Now reading the devices.",
      candidates: "Now weighing whose devices changed hands.",
    },
    timeLeft: "About {time} left for the devices.",
    timeUnknown: "How long it takes can be told once devices are read.",
    almostDone: "The devices are read, this is the last part.",
    took: "It took {time}.",
    foundNothing: "Nothing changed hands, and nothing new has to be decided.",
    found:
      "{handoffs, plural, one {# device was} other {# devices were}} handed off, and {proposals, plural, one {# proposal was} other {# proposals were}} made.",
    skipped:
      "{count, plural, one {# device could not be weighed and was passed over} other {# devices could not be weighed and were passed over}}: {names}{more, plural, =0 {} other { and # more}}. The next sweep looks again; the reason is in the bot's log.",
    observing:
      "Custodian only observes, so nothing is posted from it. Type preview to see what it would propose.",
    firstRun:
      "In the first run at most {perDay, plural, one {# by evidence is} other {# by evidence are}} posted a day, the surest first; the others wait. Type preview to see all of them.",
    seeProposals:
      "Type pending for the proposals, handoffs for the staging board.",
    lastStep: "Last step:",
    ended: "Ended:",
    failedAdvice:
      "What was read is kept. When the cause is mended, type scan; the next one by the schedule tries again too.",
    of: "{done, number} of {expected, number}",
    counts: {
      pages: "Pages read",
      people: "People",
      devices: "Devices",
      candidates: "Candidates",
      proposals: "Proposals",
      handoffs: "Handoffs",
      skipped: "Passed over",
      gone: "Gone from Intune",
    },
    /** `sentences` are several. */
    summary: "{title}. {sentences}",
  },

  batch: {
    summary:
      "{open, plural, =0 {Devices staged by {account}: all are decided.} other {Devices staged by {account}: # can be approved together.}}{failed, plural, =0 {} other { # failed.}}",
    title: "Make these people the primary users?",
    titleDone: "Staged devices, all decided",
    stagedBy: "Staged by {account}",
    count:
      "{open, plural, =0 {Nothing is left to approve here, of {all, plural, one {# device} other {# devices}}.} one {# of {all, number} waits for an approver.} other {# of {all, number} wait for an approver.}}",
    failed: "{count, number} failed",
    /** What else became of the rows of all pages. */
    counts: {
      approved: "{count, number} approved",
      unconfirmed: "{count, number} not confirmed",
      refused: "{count, number} refused, still waiting",
      leftOut: "{count, number} left out",
      over: "{count, number} settled elsewhere",
      unknown: "{count, number} not known any more",
    },
    approveUpTo:
      "{count, plural, one {Approve} other {Approve up to {count, number}}}",
    approve: "Approve {count, number}",
    confirm:
      "Nothing is left out. Approve all {count, number} devices of this page at once?",
    /** Beside a person. */
    several: "gets {count, number} of these devices",
    rejectTitle:
      "{count, plural, one {Reject this device? Nothing is changed.} other {Reject these {count, number} devices? Nothing is changed, and all get this reason.}}",
    reject: "Reject {count, number}",
    rejecting:
      "{count, plural, one {# device is being rejected.} other {# devices are being rejected.}} The card shows it in a moment. If one is refused, you are told why in private.",
    undoing:
      "{count, plural, =0 {Nothing is taken back.} one {# change is being taken back.} other {# changes are being taken back.}}{refused, plural, =0 {} one { # row says why it isn't.} other { # rows say why they aren't.}} The card shows it in a moment.",
    decidedBy: "Answered last by {name}",
    leftOut: "Left out, still open on its own card",
    onItsOwnCard: "Open on its own card",
    gone: "Not known any more",
    unknownDevice: "A device",
    because: "{title}: {reason}",
  },

  board: {
    summary:
      "{waiting, plural, one {# staged device waits for somebody to log on, {stuck, number} of them stuck.} other {# staged devices wait for somebody to log on, {stuck, number} of them stuck.}}",
    none: "No staged device waits for somebody.",
    /** How many devices stand at a stage: what they wait for. */
    standsAt: {
      enrolled: "Enrolled",
      provisioned: "Provisioned, waiting",
      "handed-off": "Handed off",
      proposed: "Proposed",
      decided: "Decided, not verified",
      verified: "Verified",
    },
    verified: "Verified: {count, number}. Nothing is left to do for these.",
    /** Beside a device of which src/usecases/handoffs/board.ts says so. */
    stuck: "Stuck",
    waiting:
      "{stuck, plural, =0 {{first, number} to {last, number} of {all, number}} other {{first, number} to {last, number} of {all, number}, # stuck: enrolled over 14 days ago, or silent for 3 days and nobody logged on}}",
    wait: "Staged by {account}, waiting for {time}",
    contradictedBy: "{name} says this handoff is wrong. The helpdesk has it.",
    moreContradicted: "And {count, number} more, in the tab.",
  },

  audit: {
    kinds: {
      "proposal.created": "Proposal made",
      "proposal.posted": "Card posted",
      "proposal.card-refused": "Card refused by Teams",
      "proposal.released": "Given room in the channel",
      "proposal.held-again": "Held again",
      "proposal.evidence-refreshed": "Evidence refreshed",
      "proposal.wished": "Another change asked for",
      "proposal.approved": "Approved",
      "proposal.rejected": "Rejected",
      "proposal.snoozed": "Snoozed",
      "proposal.woken": "Back from snooze",
      "proposal.handed-to": "Handed to an approver",
      "proposal.expired": "Expired",
      "proposal.superseded": "Superseded",
      "proposal.try-again": "Tried again",
      "proposal.left-out": "Left out when the rest was approved",
      "proposal.answer-refused": "Refused",
      "reassignment.write-started": "Change sent to Intune",
      "reassignment.applied": "Changed in Intune",
      "reassignment.verified": "Change verified",
      "reassignment.unconfirmed": "Change not confirmed",
      "reassignment.changed-elsewhere": "Changed elsewhere as well",
      "reassignment.earlier-late": "An earlier change took effect late",
      "reassignment.failed": "Change failed",
      "reassignment.not-written": "Change not sent",
      "undo.requested": "Undo asked for",
      "undo.write-started": "Undo sent to Intune",
      "undo.not-written": "Undo not sent",
      "undo.written": "Undo accepted by Intune",
      "undo.done": "Undone",
      "undo.failed": "Undo failed",
      "handoff.contradicted": "Handoff said to be wrong",
      "handoff.contradiction-done": "Seen to by the helpdesk",
      "device.silence-lifted": "Silence lifted",
      "device.collection-asked": "Evidence asked for",
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
    shown:
      "Entries {first, number} to {last, number}, counted from the newest.",
    lastUsage:
      "Type: audit last, and how many entries, from 1 to {most, number}. The whole log: audit export, in our personal chat.",
    summary: "{count, plural, one {# audit entry} other {# audit entries}}",
    by: "by {actor}",
    person: "person {pseudonym}",
    erased: "details erased",
    altered: "details do not match the log",
    number: "№ {seq}",
    nothing: "nothing",
    /** Which devices' proposals a channel gets: categories and beginnings of names. */
    scope: "a channel for {devices}",
    scopeOfRest: "a channel for the rest",
    silenced: {
      "shared-on-purpose": "shared on purpose",
      "refused-twice": "second no without a primary user",
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
      silenced: "silenced",
      days: "days",
      answer: "answer",
      code: "error",
      detail: "Teams said",
      held: "proposals held",
      format: "format",
    },
    settings: {
      mode: "rule",
      multiplier: "times the primary user's logons",
      minLogons: "logons needed",
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
      proposing: "proposing",
      firstRunProposalsPerDay: "proposals a day in the first run",
      openCardsPerChannel: "open cards in one channel",
      proposalExpiresHours: "hours until a proposal expires",
      workingHours: "working hours",
      dailyLine: "daily line in the channels",
      undoWindowHours: "hours in which a change can be undone",
      sweepIntervalMinutes: "minutes between two sweeps",
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
    nobody: "nobody",
    unknownDevice:
      'No device is called "{device}". Use its exact name, serial number or Intune id.',
    unknownPerson:
      'Nobody is called "{person}". Use their user principal name or object id.',
    notOnePerson:
      '"{person}" isn\'t one person. Did you mean one of these? {names}',
    unknownKind:
      'No entry is of the kind "{kind}". Try what an entry says, such as approved, or one of these: {kinds}.',
    unknownDay: "Write days like this: 2026-11-30. They're days in UTC.",
    usage:
      "Type: audit, and what you're looking for, such as: audit device LT-0042 person megan@contoso.com kind reassignment since 2026-11-01 until 2026-11-30 last 20. All of it is optional, days are in UTC. Kinds: {kinds}, or what an entry says. The same goes behind audit export, without last.",
    intact: "The audit log is intact: {rows} rows, last hash {hash}.",
    broken:
      "The audit log is broken at row {row}. {what} Compare it with a backup.",
    asLogged: "Row {row} has the hash that you gave.",
    finding: "Row {row}: {what}",
    findingsInAll: "{count, number} findings in all.",
    erasedRows:
      "The details of {rows, plural, one {# row} other {# rows}} were erased: {list}.",
    erasedBy: "{rows, number} {by}",
    erasedByOthers: "{rows, number} by others",
    erasedBefore: "{rows, number} before erasures were recorded",
    verifyUsage:
      "Type: audit verify. Or: audit verify <row> <hash>, with a row's number and the 64 hex digits that were logged for it.",
    eraseUsage:
      "Type: audit erase, the numbers of the entries and why, such as: audit erase 12, 15-20 asked for by the person. The reason has at most {most, number} characters and stays in the log for ever: name nobody in it.",
    erasedNow:
      "The details of {rows, plural, one {# entry} other {# entries}} are erased. Entry {seq, number} says so, with your reason.",
    erasedAltered:
      "{rows, plural, one {# of them was} other {# of them were}} no longer what was written; that stays on record.",
    nothingToErase: "None of these entries has details that can be erased.",
    tooManyToErase: "That is too many at once: at most {most, number} entries.",
    exportInPrivate:
      "The link opens the whole log for whoever has it. Ask me in our personal chat: audit export.",
    exportNeedsAddress:
      "An export needs the bot's public address: set PUBLIC_URL and start again.",
    exported: "The audit log, for ten minutes: {url}",
  },

  settings: {
    summary: "The settings of Custodian, to be changed by its administrators.",
    linkIntro:
      "Thresholds, staging accounts and their leads, technicians, and which channel is asked about which devices.",
    sections: {
      people: "Who decides, and who counts",
      affinity: "How it decides",
      exclusions: "Exclusions",
      proposals: "Proposing",
      channels: "Channels",
      staging: "Staging",
      times: "Times",
    },
    labels: {
      affinityMode: "Rule",
      affinityMultiplier: "Times the primary user's logons",
      affinityMinLogons: "Logons needed",
      affinityWindowDays: "Age of evidence, in days",
      proposing: "Proposals by evidence",
      firstRunProposalsPerDay: "Of them, a day in the first run",
      openCardsPerChannel: "Open cards in one channel",
      proposalExpiresHours: "Hours until a proposal expires",
      dailyLine: "Each morning, in the channel",
      workingHours: "Working hours",
      undoWindowHours: "Hours in which a change can be undone",
      sweepIntervalMinutes: "Minutes between two sweeps",
      stagingAccounts: "Accounts that prepare devices",
      stagingLeads: "Leads",
      technicians: "Technicians, whose logons say nothing",
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
        "They log on to devices they work on, so that says nothing about who has one.",
      pairedAccounts:
        "They count as one person: nobody approves with one what they asked for with the other.",
      userDomains: "Whoever has another domain is never proposed.",
      affinityMode:
        "How evidence is weighed. By days of use, the three numbers below don't count.",
      affinityMultiplier:
        "So many times the primary user's logons must the leader have.",
      affinityMinLogons:
        "With fewer logons nobody is proposed; by intent only.",
      affinityWindowDays: "Older logons don't count.",
      excludedDevices: "Evidence never asks about these.",
      excludedDevicesGroupId: "Nor about its members, nested ones too.",
      excludedUsers: "Evidence never proposes these.",
      excludedUsersGroupId: "Nor its members, nested ones too.",
      proposing: "Observing, preview shows admins what would be posted.",
      firstRunProposalsPerDay:
        "So many cards a day in the first week; the surest first.",
      openCardsPerChannel: "With so many open cards, the rest wait.",
      stagingAccounts: "They prepare devices and are never proposed.",
      stagingLeads: "Told of each handoff.",
      proposalExpiresHours: "Then an undecided proposal is withdrawn.",
      dailyLine:
        "When the working day begins; without working hours at 09:00 UTC.",
      workingHours:
        "Only these hours count until a proposal expires. Empty: every hour.",
      undoWindowHours: "Later a change can't be taken back here.",
      sweepIntervalMinutes:
        "How often the whole tenant is looked at; 0 for never.",
      categories: "Intune's categories, whole names.",
      prefixes: "Upper or lower case is the same.",
      language: "For everybody who reads its cards.",
    },
    range: "{least, number} to {most, number}.",
    default: "Default: {value}.",
    changedLast: "Changed last by {who}, {time} (UTC).",
    someone: "an administrator",
    changedByEnvironment:
      "As the environment says since {time} (UTC); no admin changed it after that.",
    channelName: "{team} › {channel}",
    generalChannel: "General",
    meanwhile: "Changed meanwhile. It stands at: {value}",
    meanwhileEmpty: "Changed meanwhile. It is empty now.",
    hints: {
      upns: "name@domain, one a line",
      leads: "account = lead, one a line; * = lead for the rest",
      pairs: "account = other account of the same person, one a line",
      userDomains: "One a line; empty for every domain",
      excludedDevices: "Name or category:name, * for anything, one a line",
      excludedUsers: "name@domain, * for anything, one a line",
      workingHours: "Mon-Fri 08:00-17:00 Europe/Berlin",
      groupId: "Object id; empty for none",
      names: "One a line",
    },
    /** Of the fields in which one thing is chosen. */
    choices: {
      affinityMode: {
        "active-days": "By days of use",
        intent: "By intent",
        "as-published": "As the logon script was published",
      },
      proposing: {
        on: "Post them",
        observe: "Only observe: collect evidence, post nothing",
      },
      dailyLine: {
        on: "Say how many proposals are waiting",
        off: "Say nothing",
      },
    },
    exclusionsNote:
      "Evidence never asks about these devices, and never proposes these people. People still can.",
    groupRead: "Read last: {time} (UTC).",
    groupNotRead: "Not read yet.",
    groupFailed:
      "It could not be read: {time} (UTC). What was known last still holds.",
    groupNeverRead:
      "It could not be read: {time} (UTC), and never was. Until it is, nothing is proposed by evidence.",
    leadOfRest: "All other staging accounts",
    noLead: "The account's manager in Entra",
    noLeadForRest: "Each account's manager in Entra",
    noChannels: "No channel is in use. In one, type: use this channel.",
    channelsNote:
      "A proposal goes to the first channel whose scope fits the device, else to the first one without a scope.",
    thisChannel: "This channel",
    share: {
      everything: "gets every proposal",
      "its scope": "gets its scope",
      "the rest": "gets what is in no other scope",
      nothing: "gets nothing: another without a scope was chosen earlier",
    },
    moreChannels:
      "{count, plural, one {# more channel is in use and does not fit here.} other {# more channels are in use and do not fit here.}}",
    tooLong: "{count, number} entries, more than fit here.",
    tooLongChangeVariable:
      "{count, number} entries, more than fit here. Change them with {variable} in the environment.",
    saved: "Saved as version {version}.",
    unchanged: "Nothing was changed: the settings are like this already.",
    stale:
      "Nothing was saved: {who} changed the settings after you opened them, {time} (UTC). What you typed is still here. Look at what is marked, then save once more.",
    staleNothingTyped:
      "Nothing was saved: {who} changed the settings after you opened them, {time} (UTC). This is what they are now.",
    faulty: "Nothing was saved yet. Mend what is marked, then save again.",
    unknownTechnicians: "Entra does not know {upns}. Perhaps a typing error?",
    lateToOpen:
      "This takes longer than Teams waits, and nothing was changed. Please try again in a while.",
    lateToSave:
      "Saving takes longer than Teams waits. Type settings in a moment to see whether it was done.",
  },

  help: {
    summary: "What Custodian can do, as buttons and commands.",
    intro:
      "Custodian finds out who really uses each Intune device and asks before it changes a primary user. Type a command:",
    mention: "In a channel or group chat, start with @{name}.",
    unknownCommand: "I do not know that command. This is what I can do:",
    didYouMean: "I don't know “{word}”. Did you mean: {command}?",
    commands: {
      who: "its primary user, and how sure that is; up to ten, with commas",
      device: "everything about a device",
      user: "a person, and their devices",
      propose: "propose a primary user",
      proposeShared: "propose that nobody is its primary user",
      approve: "its open proposal, with its buttons",
      undo: "its latest change, with Undo while it can be undone",
      pending: "open proposals",
      handoffs: "staged devices, and who still waits for one",
      notifyMe:
        "approvers: a private message for new proposals; in a channel for its own",
      stopNotifying: "no more of these messages",
      scan: "read all of the tenant's devices and people now",
      askAgain: "lift a device's silence, so that evidence may ask again",
      preview: "what would be proposed now; posts nothing",
      previewCsv: "the same as CSV; in the personal chat only",
      settings: "thresholds, staging accounts and leads, channels",
      help: "this card",
      useThisChannel: "post proposals here",
      stopUsingThisChannel: "post them here no longer",
      audit: "the latest entries of the audit log",
      auditDevice:
        "those about one device; also by person, kind and time, such as: audit person megan@contoso.com since 2026-11-01",
      auditVerify: "check that nobody rewrote the log",
      auditErase: "erase names and reasons from entries; why stays in the log",
      auditExport: "the whole log; in the personal chat only",
    },
  },

  askAgain: {
    howTo: "Say which device: ask again LT-0042.",
    lifted:
      "Custodian asks about {device} again when the evidence says so. A change that people said no to stays unasked until its day.",
    notSilenced: "{device} is not silenced, so nothing was lifted.",
  },

  extension: {
    lastCheckIn: "last check-in {day}",
    neverCheckedIn: "never checked in",
    disabled: "account disabled",
    guest: "guest",
    looksAlike: "looks alike",
    noRecentDevices:
      "Type a device's name, serial number or id. What you look up is listed here the next time.",
    noRecentPeople:
      "Type a person's name, mail or user principal name. Whom you look up is listed here the next time.",
    noDevice:
      "Custodian knows no device with “{text}” in its name, serial number or ids.",
    noPerson:
      "Custodian knows nobody with “{text}” in their name, mail or user principal name.",
    /** After one of the two, where something newer than the directory may exist. */
    unchecked:
      "Microsoft did not answer in time, so something new may be missing.",
    whichDevice: "Choose a device.",
    whichPerson: "Choose a person, or that it becomes a shared device.",
    onePerson:
      "Choose one person, in one of the two fields, or that it becomes a shared device.",
    proposeSummary: "A form to propose the primary user of a device.",
    matches:
      "{count, plural, one {The message names # device.} other {The message names # devices.}}",
    /** After the devices, or that there are none. */
    readInPart:
      "The message is longer than what Custodian looks through, so it may name more.",
    noMatches:
      "The message names no device that Custodian knows: neither a whole name nor a serial number nor an id.",
    /** Of a card in place of the one that was chosen; a sentence says why. */
    notShown: "Custodian cannot show this",
    takeOut: "Take this card out of your message before you send it.",
  },

  /** What came of a wish for a proposal. */
  propose: {
    proposed: "Proposed: {to} becomes the primary user of {device}.",
    proposedShared: "Proposed: {device} becomes a shared device.",
    /** Alone, where a form says what it was about. */
    already: "This is proposed already.",
    alreadyTo:
      "This is proposed already: {to} becomes the primary user of {device}.",
    alreadyShared:
      "This is proposed already: {device} becomes a shared device.",
    /** In a message that is edited when that is known. */
    waits:
      "Microsoft takes longer than usual, so this is still being checked. What comes of it appears here.",
    held: "It waits for a place in a channel; it is posted as soon as there is one. If no channel is in use yet, an admin goes to one and types: use this channel.",
    asked: "An approver decides on its card in the channel.",
    /** It may not be found out in time whether they have a chat with the bot, where they would be told. */
    checking:
      "Microsoft takes longer than usual, so this is still being checked. Custodian tells you in private what came of it; pending shows what is proposed.",
    howTo:
      'Say which device and who: propose LT-0042 ana@contoso.com, or propose LT-0042 shared. Put a name with spaces in quotes: propose "Front desk 1" ana@contoso.com. You can add why: propose LT-0042 ana@contoso.com because her old one broke.',
    lateInClick:
      "Checking this takes longer than a click may. Type pending in a moment to see whether it was proposed.",
    lateInDialog:
      "Checking this takes longer than Teams waits. Type pending in a moment to see whether it was proposed.",
  },

  notice: {
    refusalTitle: "What you did about {device} did not count",
    batchRefusalTitle:
      "What you did about the devices staged by {account} did not count",
    unknownRefusalTitle: "What you did about a device did not count",
    unknownBatchRefusalTitle: "What you did about staged devices did not count",
    notProposed: "Nothing was proposed. {why}",
    notAnsweredTitle: "Your question",
    resultTitle: "Your proposal for {device}",
    cardRefusedTitle: "Teams refused the card about {device}",
    cardRefused:
      "The channel does not show it, or shows how it was before. It is sent again when something about it changes. The reason is in the bot's log, as teams.message-refused; there may be more such cards.",
    groupUnreadableTitle: "A group of exclusions cannot be read",
    groupUnreadable: {
      devices:
        "Entra did not tell who is in the group of excluded devices. Who was known last stays excluded; if it was never read, nothing is proposed by evidence. Look at the group's id under settings, and at the permissions GroupMember.Read.All and Device.Read.All.",
      people:
        "Entra did not tell who is in the group of excluded people. Who was known last stays excluded; if it was never read, nothing is proposed by evidence. Look at the group's id under settings, and at the permission GroupMember.Read.All.",
    },
    outputsUnreadableTitle: "The Remediation's output can't be read",
    outputsUnreadable: {
      forbidden:
        "Microsoft refused it. Grant Custodian the application permission DeviceManagementScripts.Read.All, with admin consent. Remediations also need a Windows Enterprise or Education licence, confirmed in Intune under Tenant administration, Connectors and tokens, Windows data.",
      gone: "Intune has no Remediation with this id. Check REMEDIATION_SCRIPT_ID: it's the id in the address of the Remediation's page in Intune.",
      other: "The reason is in the bot's log.",
    },
    outputsReadAgain:
      "Until then there's no evidence from it; the other sources go on. Custodian tries again every four hours.",
    signInsRefusedTitle: "Entra's sign-ins can't be read",
    signInsRefused: {
      "not-licensed":
        "SIGN_IN_EVIDENCE is on, but this tenant has no Microsoft Entra ID P1 or P2, and without it Entra doesn't tell who signed in. Everything else goes on as before. Turn SIGN_IN_EVIDENCE off, or add the licence: Custodian tries again once a day.",
      "broken-off":
        "Graph breaks off each time Custodian reads the sign-in log. Until it can be read to its end, nobody is proposed because they signed in. Everything else goes on as before: Custodian tries again once a day.",
      "not-permitted":
        "SIGN_IN_EVIDENCE is on, but Custodian may not read the sign-in log. Everything else goes on as before. Grant the application permission AuditLog.Read.All, or turn SIGN_IN_EVIDENCE off: Custodian tries again once a day.",
    },
    neverPostedTitle: "Nobody was asked about {device}",
    neverPosted:
      "The card of this proposal could not be posted in all its time, so the proposal has expired. If there is still something to it, a new one is made. There may be more of them: look whether Custodian is still in its channels. The reason is in the bot's log.",
    auditHeadLostTitle: "Custodian stands still: its audit log is broken",
    auditHeadLost:
      "The head of the audit log is missing, so nothing is decided, changed or recorded. Tell whoever runs Custodian: docs/operating.md says how to bring it back. Until then, clicks are refused after 15 minutes.",
    givenUpTitle: "Custodian gave something up: {work}",
    givenUp:
      "This failed too often, or for two weeks, and isn't tried any more. Whoever waits for it was told where possible. The reason is in the bot's log: look for “A job was given up”.",
    lateTitle: "Something has been waiting for a day: {work}",
    late: "Custodian goes on trying, for two weeks. Mostly Microsoft Graph or Teams doesn't answer, or a permission is missing. The reason is in the bot's log: look for “A job is tried again later”.",
    /** What `work` is in the four above. */
    work: {
      answers: "clicks, questions and wishes",
      cards: "posting or updating cards",
      changes: "changes in Intune",
      evidence: "weighing reports",
      housekeeping: "work that comes with time",
      notices: "private notices",
      staging: "telling staging leads",
      sweeps: "reading the tenant",
    },
    newProposals:
      "{count, plural, one {A new proposal waits for a decision} other {# new proposals wait for a decision}}",
    moreNewProposals:
      "{more, plural, one {# more is new.} other {# more are new.}} Type pending to see them all.",
    stopNotifying:
      "You get this because you typed notify me. To end it, type stop notifying me.",
    subscriptionEndedTitle: "You won't be told of new proposals any more",
    subscriptionEnded:
      "You're no longer in the approvers group, and only approvers can decide. If you're added again, type notify me.",
    noChannelTitle: "A notice of staged devices waits",
    noChannel:
      "A staging lead is to be told of a handoff or has said that one is wrong, but there is neither a chat with them nor a channel to post to. Install Custodian for the lead, or go to a channel and type: use this channel. Every notice is sent then.",
    firstRunTitle: "The first proposals are posted a few at a time",
    firstRun:
      "Of what Custodian found so far, at most {perDay, plural, one {# is} other {# are}} posted a day, the surest first. {waiting, plural, one {# more waits.} other {# more wait.}} Type preview to see all that would be proposed, and settings to change the number.",
    channelLostTitle: "Proposals are waiting",
    channelLost:
      "Custodian can no longer post to its channel, so {held, plural, one {# proposal waits} other {# proposals wait}}. Add Custodian to the team again, or go to another channel, and type: use this channel.",
  },

  channels: {
    everything: "Proposals are posted in this channel from now on.",
    everythingAndHeld:
      "Proposals are posted in this channel from now on. {held, plural, one {# waiting proposal follows.} other {# waiting proposals follow.}}",
    itsScope:
      "Proposals of the devices in this channel's scope are posted here from now on. An admin changes the scope with: settings.",
    theRest:
      "Proposals of devices in no other channel's scope are posted in this channel from now on.",
    nothing:
      "This channel is in use, but nothing is posted here yet: proposals go to another channel, chosen earlier. Give this channel a scope (device categories or name prefixes) with: settings. Or type stop using this channel in the other one.",
    stopped:
      "No new proposals are posted in this channel. Cards that are open here can still be decided.",
    notInUse: "This channel was not in use for proposals.",
    notAChannel:
      "This works in a channel of a team: add Custodian to the team, then mention it in the channel with these words.",
  },

  /** What is said to `notify me` and `stop notifying me`. */
  subscriptions: {
    toAll:
      "You'll get a private message when there are new proposals that you may decide. To end it, type stop notifying me.",
    toChannel:
      "You'll get a private message when this channel has new proposals that you may decide. To end it, type stop notifying me here.",
    channelNotUsed:
      "No proposals are posted in this channel. Type notify me in your own chat with Custodian to hear of those in all channels.",
    stopped: "You won't get private messages about new proposals any more.",
    stillAll:
      "You hear of new proposals in all channels. To end that, type stop notifying me in your own chat with Custodian.",
    wasNot: "You weren't getting private messages about new proposals here.",
  },

  scan: {
    started:
      "Reading the tenant's people and devices. A card here shows how far it is.",
    /** `here` in the next three: `yes` when the card is in this conversation. */
    changesFirst:
      "{here, select, yes {The devices that checked in lately are being read: it began {ago} ago. When that is done, all of the tenant is read, and a card here shows how far it is.} other {The devices that checked in lately are being read: it began {ago} ago. When that is done, all of the tenant is read, and its card is in the conversation where it was asked for first.}}",
    running:
      "{here, select, yes {The tenant is being read already: it began {ago} ago, and {devices, number} devices are read. Its card in this conversation shows how far it is.} other {The tenant is being read already: it began {ago} ago, and {devices, number} devices are read. Its card is in the conversation where it was asked for.}}",
    runningOf:
      "{here, select, yes {The tenant is being read already: it began {ago} ago, and {devices, number} of {expected, number} devices are read. Its card in this conversation shows how far it is.} other {The tenant is being read already: it began {ago} ago, and {devices, number} of {expected, number} devices are read. Its card is in the conversation where it was asked for.}}",
  },

  /** For the one who typed or clicked, where the answer itself is late or there is none. */
  turn: {
    /** Whom Teams did not name by their Entra id: guests of a call, other bots. */
    unknownPerson:
      "Teams did not say who you are, so Custodian cannot answer. Sign in to Teams with your work account and try again.",
    tooLong: "That is longer than any command. Type help to see what I can do.",
    unknownInvoke: "Custodian does not know what that button asks for.",
    unknownVerb:
      "Custodian does not know this button. Its card may be from an older version: look at the newest card of the device.",
    wentWrong:
      "Something went wrong (reference {reference}). Try again; if it stays so, give an administrator this reference.",
    /** Where a job decides. */
    checking: "This is being checked. The card shows the outcome in a moment.",
    /** Of an answer after the budget, whose job may not even be stored yet. */
    lateAnswer:
      "This takes longer than usual. If the card has not changed in a minute, click again: a click counts once.",
    lateRefresh:
      "This takes longer than usual. The card in the channel is right.",
    lateClick: "This takes longer than a click may. Please try again.",
    lateLookUp:
      "This takes longer than a click may. Please try again, or type the question.",
    lateBoard:
      "This takes longer than a click may. Try again, or type: handoffs",
    lateCommand: "This takes longer than a click may. Type it: {command}",
    /** When even the directory did not answer in time. */
    lateForTeams:
      "This takes longer than Teams waits. Please try again in a moment.",
  },

  /** Of a click or a form that carries what none of ours does. */
  notUnderstood: {
    reason:
      "Choose why you reject it, or say it in at most {most, number} characters. Something else needs your own words.",
    tooLong: "That’s too long: at most {most, number} characters.",
    who: "Choose a person, or type their user principal name.",
    snoozeDays: "A proposal can be snoozed for 1, 3 or 7 days.",
    answer:
      "This button is not understood any more. Type pending for the open proposals.",
    objection:
      "Choose what's wrong, or say it in at most {most, number} characters. Something else needs words.",
    board:
      "This button is not understood any more. Type handoffs for the staging board.",
    audit:
      "This button is not understood any more. Type audit for the audit log.",
    preview:
      "This button is not understood any more. Type preview for a new card.",
    batch:
      "This button is not understood any more. Decide on the devices' own cards.",
    lookUp:
      "This button is not understood any more. Type help for what can be asked.",
    details:
      "This button is not understood any more. Look at the newest card of the device.",
    match: "This button is not understood any more. Look the message up again.",
    settings:
      "This form is not understood any more. Type settings for a new one.",
    propose: "This form is not understood any more. Open it again.",
    message: "Teams did not say what this message says.",
    query: "This search is not understood. Type a name.",
    item: "This result is not understood. Search once more.",
  },

  tab: {
    /** What the server says to the tab. */
    api: {
      off: "The tab is not set up here. Ask an administrator to set PUBLIC_URL.",
      signIn: "Your sign-in could not be checked.",
      signInOver: "Your sign-in is over.",
      keysAway:
        "Sign-ins cannot be checked at the moment. Try again in a moment.",
      foreignOrigin:
        "This did not come from the tab itself, so nothing was done.",
      notJson: "This request is not in the form that the tab sends.",
      notUnderstood:
        "Custodian does not understand this request. Load the tab again.",
      tooLarge: "This is more than the tab sends.",
      tooMany: "That was a lot at once. Wait a moment.",
      tooManyAtOnce:
        "At most {most, number} proposals can be decided at once. Choose fewer.",
      away: "Microsoft does not answer at the moment. Try again in a while.",
      wentWrong:
        "Something went wrong (reference {reference}). Try again; if it stays so, give an administrator this reference.",
      checking:
        "Entra is slow, so this is still being checked. The proposal shows the outcome; should it be refused, you are told.",
      answeredBefore:
        "That came too late, and nothing was done. It stands: “{state}”.",
      department: "Department",
      office: "Office",
      manager: "Manager",
      managerLate: "could not be read",
      notLive: "Not live",
      since: "Set",
      mail: "Mail",
      account: "Account",
      enrolled: "Enrolled",
    },
    loading: "Loading",
    again: "Try once more",
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
      offline: "Custodian cannot be reached at the moment.",
      signedOut: "Teams' sign-in was not accepted.",
      refused: "This is not for you to see.",
      missing: "This does not exist, or no longer does.",
      changed: "This changed in the meantime. Look at it once more.",
      failed: "Something went wrong. It may work in a moment.",
      broken: "This page cannot be shown just now. Load it again.",
      reload: "Load again",
    },
    offline: {
      shown: "No connection. What you see was read {age} ago.",
      nothing: "No connection.",
      retrying: "It is tried again by itself.",
      back: "Connected again.",
    },
    signIn: {
      notInTeams: "Custodian lives in Teams",
      notInTeamsHint:
        "This page works only as a tab of Microsoft Teams, which says who you are. Open Custodian there.",
      refused: "Teams could not sign you in",
      refusedHint:
        "Try once more. If it stays so, sign out of Teams and in again, or ask whoever administers Custodian.",
      noConsentHint:
        "Custodian has no consent to know who you are. An administrator has to grant admin consent to the app in Entra; try once more when that is done.",
      guest: "Custodian is not open to you",
    },
    observing:
      "Custodian only observes: it collects evidence and posts nothing from it.",
    preview: {
      notForYou: "The preview is for admins",
      csv: "Download as CSV",
      beingMade:
        "{count, plural, =0 {This takes a moment.} one {# device is weighed so far.} other {# devices are weighed so far.}}",
      madeAt: "As of",
      groups: "How many, by certainty and reason",
      rows: "What would be proposed",
      certainty: "How sure",
      reason: "Why",
      count: "How many",
      days: "{count, plural, one {# day of use} other {# days of use}}",
      waits: "waits for its turn",
      none: "Nothing would be proposed",
      noneHint:
        "What evidence asks for is listed here before anybody is asked.",
    },
    proposals: {
      which: "Which proposals",
      held: "{count, plural, one {# more waits for room in its channel.} other {# more wait for room in their channels.}}",
      heldNowhere:
        "{count, plural, one {# more waits because no channel is in use.} other {# more wait because no channel is in use.}} An admin goes to a channel in Teams and types: use this channel.",
      heldInFirstRun:
        "{count, plural, one {# more waits} other {# more wait}}: in the first run at most {perDay, plural, one {# by evidence is} other {# by evidence are}} posted a day, the surest first.",
      none: {
        waiting: "Nothing waits for a decision",
        snoozed: "Nothing is snoozed",
        "under-way": "Nothing is under way",
        decided: "Nothing is decided yet",
      },
      noneHint: {
        waiting:
          "A proposal comes here when a device is used by somebody else than its primary user.",
        snoozed: "What somebody snoozed comes here until it wakes.",
        "under-way":
          "What was approved is here until Intune shows it, and what failed until somebody tries again.",
        decided:
          "What was changed, rejected or expired comes here. A change can be undone here for a while.",
      },
      choose: "Choose a proposal",
      chooseHint: "You see here what it rests on, and can decide.",
      nobody: "Nobody",
      shared: "Shared device",
      change: "Primary user: {from} now, {to} proposed",
      changedByOthers: "{device}: {title}",
      listChanged:
        "{count, plural, =0 {No proposal waits now.} one {# proposal waits now.} other {# proposals wait now.}}",
    },
    queue: {
      label: "Narrow the list",
      device: "Device name or serial number",
      person: "Primary user or proposed",
      sort: "Order",
      sorts: {
        newest: "Newest first",
        oldest: "Oldest first",
        strength: "Strongest evidence first",
        expires: "Expires soonest",
        device: "By device name",
      },
      wakesSoonest: "Wakes soonest",
      filter: "Filter",
      filters: "{count, plural, one {# filter} other {# filters}}",
      all: "All",
      fields: {
        kind: "What changes",
        certainty: "Evidence",
        origin: "Asked for by",
      },
      kinds: { reassign: "New primary user", clear: "Shared device" },
      certainty: { sure: "Sure", likely: "Likely", unsure: "Perhaps on leave" },
      origins: { evidence: "Evidence", person: "A person" },
      staged: "Staged devices only",
      clear: "Clear filters",
      none: "Nothing fits",
      noneHint: "Take one of the filters away, or look in another place.",
      morePeople:
        "Many people are called that, and not all of them were looked for. Type more of the name.",
      choose: "Choose {device}",
      chooseAll: "Choose all that are shown",
      chooseFirst: "Choose the first {most, number}",
      chooseNone: "Choose none",
      atMost: "At most {most, number} can be chosen.",
      chosen: "{count, number} chosen",
      severalLabel: "Chosen proposals",
      confirmApproval:
        "{count, plural, one {Approve # change?} other {Approve # changes?}} Custodian makes them in Intune.",
      confirmed: "{device}: {to}",
      approveAll: "Approve {count, number}",
      unknown:
        "The connection broke off, so it's not known what was done. The list shows it. Trying again does nothing twice.",
      outcomes: "What came of it",
      done: {
        approve:
          "{count, plural, =0 {Nothing was approved.} one {# approved.} other {# approved.}}",
        reject:
          "{count, plural, =0 {Nothing was rejected.} one {# rejected.} other {# rejected.}}",
        snooze:
          "{count, plural, =0 {Nothing was snoozed.} one {# snoozed.} other {# snoozed.}}",
      },
      notDone: "{count, plural, one {# was not:} other {# were not:}}",
      neighbors: "Other proposals of the list",
      previous: "Previous",
      next: "Next",
      wasLast: "That was the last one of this list.",
    },
    shortcuts: {
      title: "Keyboard shortcuts",
      on: "Keys of one character do something on this page",
      areOn: "Keyboard shortcuts are on.",
      areOff: "Keyboard shortcuts are off.",
      close: "Close",
      does: {
        next: "Go to the next proposal",
        previous: "Go to the previous proposal",
        open: "Open it",
        choose: "Choose it, or no longer",
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
      requestedBy: "Asked for by {name}",
      handedTo: "For {name}",
      made: "Made",
      expires: "Expires",
      wakes: "Snoozed until",
      undoUntil: "Can be undone until",
      serialNumber: "Serial number",
      model: "Model",
      lastCheckIn: "Last check-in",
      reason: "Reason",
      why: "Why",
      logons: "Logons",
      logonsOf: "{count, plural, one {# logon} other {# logons}}",
      leftOut: "Not counted",
      lastLogons: "Last logons",
      asSummary:
        "Whose logons it rests on is shown to technicians, approvers and admins only.",
      timeline: "How it got there",
      audit: "Audit log",
      details: "About the device",
      card: "Card in Teams",
      intune: "Device in Intune",
    },
    acts: {
      label: "Answer",
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
      rejectReasonMissing: "Choose a reason, or say it in your own words.",
      inYourWords: "In your own words",
      saidHint: "Colleagues see this on the card.",
      sharedOnPurposeNote:
        "Shared on purpose: nothing is proposed for this device until an administrator lifts that.",
      comment: "Comment when you approve (optional)",
      undoWhy: "Why undo it? (optional)",
      proposeWhy: "Why? (optional)",
      proposeWhyHint: "Whoever decides sees this.",
      snoozeFor: "Snooze for",
      whoInstead: "Whose device is it?",
      whoInsteadHint: "Name or user principal name",
      foundPeople: "People found",
      nobodyFound: "Nobody is called that.",
      choosePerson: "Choose a person.",
      propose: "Propose",
      handToWhom: "Who is to decide?",
      handToNote:
        "They get a private message. Anybody else who may decide still can.",
      handOver: "Hand over",
      showProposal: "Show the proposal",
      dismiss: "Dismiss",
      unknown:
        "The connection broke off, so it is not known whether this was done. It is shown here as soon as it is.",
    },
    board: {
      stages: "Devices by stage",
      waiting: "Waiting for somebody to log on",
      waitingCount: "{count, plural, one {# waits} other {# wait}}",
      stuckCount: "{count, plural, one {# is stuck} other {# are stuck}}",
      stuck: "Stuck",
      device: "Device",
      stagedBy: "Staged by",
      enrolled: "Enrolled",
      stage: "Stage",
      none: "No device waits",
      noneHint:
        "Devices that were staged and not yet handed over are listed here.",
      contradicted: "Handoffs said to be wrong",
      saidBy: "Said by",
      saidAt: "When",
    },
    decisions: {
      period: "Period",
      days: "{count, number} days",
      overTime: "What became of proposals",
      perDay: "Per day",
      perWeek: "Per week, beginning on the day named",
      approved: "Approved",
      rejected: "Rejected",
      expired: "Expired",
      undone: "Undone",
      acceptance: "Acceptance rate",
      acceptanceHint: "Approved and not undone, of all that people decided.",
      median: "Time to decide",
      medianHint: "Half of the decisions came within it.",
      noAnswers: "None",
      asTable: "As a table",
      from: "From",
      none: "Nothing was settled in this time",
      noneHint: "Decisions are counted here from the first one on.",
      summary:
        "{approved, number} approved, {rejected, number} rejected, {expired, number} expired, {undone, number} undone.",
    },
    search: {
      label: "Search devices and people",
      hint: "Name, serial number, user principal name or id",
      devices: "Devices",
      people: "People",
      recent: "Looked up lately",
      nothing: "Custodian has seen nothing called that",
      nothingHint:
        "Try a part of the name, or a serial number. What is newer than the last sweep is found in the chat with Custodian: type who and the whole name, or user and the UPN.",
      nothingYet: "Search for a device or a person",
      nothingYetHint: "What you looked up lately is listed here then.",
      found:
        "{count, plural, =0 {Nothing found.} one {# found.} other {# found.}}",
      noPrimaryUser: "No primary user",
    },
    device: {
      primaryUser: "Primary user",
      seen: "Seen on it",
      lastAt: "Last",
      proposal: "Open proposal",
      intune: "Device in Intune",
      readAt: "Last read:",
      notAsked: "Not asked about",
      askAgain: "Lift the silence",
      propose: "Propose {name}",
      collectNow: "Collect now",
      collecting: {
        asked:
          "The device was asked who used it. If it's on and online, its answer counts within minutes. If it isn't, nothing happens; ask again later.",
        "in-doubt":
          "Intune didn't answer, so it's not sure that the device was asked. Its answer counts if there is one. You can ask again in half an hour.",
        running: "{name} has asked it already, and it hasn't answered yet.",
        by: "Collecting, asked by {name}",
      },
      nobodySeen: "Nobody was seen on it lately.",
    },
    person: {
      owned: "Primary user of",
      ownedMore: "{count, number} more are not listed.",
      used: "Used lately",
      none: "No device",
      entra: "Person in Entra",
    },
    settings: {
      notForYou: "The settings are for administrators",
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
        "Nothing was saved: {who} changed the settings after you opened them, {time}. What you typed is still here. Look at what is marked, then save once more.",
      nowThere: "Changed meanwhile. There now: {value}",
      empty: "nothing",
      wholeHistory: "All changes in the audit log",
      environment: "Only in the environment",
      environmentHint:
        "Whoever runs Custodian changes these. They take effect at its next start.",
      notSet: "not set",
      secret: "set, not shown",
      channelInUse: "In use",
      channelLost: "Lost since {time}",
      chosen: "Chosen by {who}, {time}",
      stop: "Stop using",
      stopLabel: "Stop using {channel}",
      stopSure:
        "Stop using {channel}? Its open cards stay; new ones go elsewhere.",
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
      none: "Nothing is in the log yet",
      noneFound: "Nothing fits",
      noneFoundHint: "Take one of the filters away, or a longer time.",
      filter: "Filter the entries",
      deviceHint: "Name, serial number or id",
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
      jsonl: "Export as JSON lines",
      notForYou: "The audit log is for admins",
      notForYouHint:
        "Who is one is decided by the group that Custodian's settings name.",
    },
  },
  /** What src/ says, by its name there. Each is one sentence or more, with what is filled in. */
  named: {
    "device.gone": "Intune does not know this device any more.",
    "device.not-windows":
      "Intune can change the primary user of Windows devices only.",
    "device.not-joined":
      "This device is neither Entra joined nor hybrid joined, so Intune cannot change its primary user.",
    "device.join-unknown":
      "Neither Intune nor Entra says whether this device is Entra joined, hybrid joined or only registered, so Custodian leaves its primary user alone. Look at the device in Entra, and check that Custodian has the application permission Device.Read.All.",
    "device.unknown":
      "Intune knows no device with the name, serial number or id “{name}”. Check the spelling: the whole name is needed.",
    "device.ambiguous":
      "{count} devices are called “{name}”. Use the id of the one you mean: {some}.",
    "user.unknown":
      "Entra does not know this account. It may have been deleted.",
    "user.staging-account":
      "This is a staging account, which prepares devices and never owns one.",
    "user.disabled":
      "This account is disabled, or Entra does not say that it is enabled.",
    "user.guest": "This is a guest account.",
    "user.unlicensed":
      "This user has no Intune license, which Intune requires of a primary user.",
    "user.other-domain":
      "This account is not in a domain whose users may own devices.",
    "logon.before-enrolment":
      "This was before the device was enrolled the last time, so it says nothing about who has it now.",
    "logon.tie":
      "This was at the very same moment as the newest one. Of the two, the one with the lower user id is taken.",
    "logon.unknown-user":
      "Entra does not know a user with the id {id}. The account may have been deleted.",
    "logon.technician":
      "This is a technician, who logs on to devices of others.",
    "logon.excluded": "The settings exclude this person from proposals.",
    "people.unknown-account":
      "Entra does not know your account, so this cannot be done.",
    "people.disabled-account":
      "Your account is disabled, so this cannot be done.",
    "people.guest": "Guests cannot use Custodian.",
    "people.approvers-only":
      "Only members of the approvers group may do this. Ask one of them, or ask an administrator to add you.",
    "people.admins-only":
      "Only Custodian's administrators may do this. Ask a member of the administrators group.",
    "people.gains-by-it":
      "You would become this device's primary user, so someone else must decide.",
    "people.asked-for-it":
      "You asked for this change, so someone else must decide.",
    "people.perhaps-own-account":
      "You have another account, and Entra doesn't say whether this change is about it. Someone else must decide.",
    "people.not-checked":
      "Your account could not be checked, because Entra did not answer in time. Please try again in a moment.",
    "turn.too-many":
      "You’re asking for a lot at once. Please wait a few seconds, then try again.",
    "entra.nothing-done":
      "Entra did not answer in time, so nothing was done. Please try again in a while.",
    "entra.nothing-changed":
      "Entra did not answer in time, so nothing was changed. Please try again in a while.",
    "queue.given-up":
      "Something went wrong in Custodian, again and again, so this was given up. Admins were told.",
    "proposal.action-given-up":
      "Something went wrong in Custodian, so this wasn't done. Please look at the card, and decide again. Admins were told.",
    "proposal.wish-given-up":
      "Something went wrong in Custodian, so nothing was proposed. Please try again. Admins were told.",
    "proposal.change-given-up":
      "Something went wrong in Custodian, again and again. Look in Intune whether the change was made; then try again. Admins were told.",
    "lookup.given-up":
      "Something went wrong in Custodian, so there is no answer. Please ask again. Admins were told.",
    "collection.off":
      "No Remediation is read here, so a device can't be asked. Set REMEDIATION_SCRIPT_ID.",
    "sweep.given-up":
      "Something went wrong in Custodian, again and again. Admins were told.",
    "entra.no-answer":
      "Entra did not answer, so nothing was changed. Please try again in a while.",
    "microsoft.nothing-proposed":
      "Microsoft did not answer in time, so nothing was proposed. Please try again in a while.",
    "lookup.unavailable":
      "Microsoft did not answer in time, and Custodian has not seen this one yet. Please try again in a moment.",
    "lookup.still-late": "Microsoft does not answer at the moment.",
    "proposal.not-found":
      "Custodian does not know this proposal any more. Look at the newest card of the device.",
    "proposal.slot-taken":
      "Another proposal for this device is open. Answer that one first.",
    "proposal.stale":
      "This proposal was changed at the same moment. Look at the card again.",
    "proposal.expired":
      "This proposal expired before anybody decided. A new one follows if the evidence still holds.",
    "proposal.already-settled": "This proposal was already decided.",
    "proposal.changed":
      "This proposal was updated since this card was drawn. The card is being refreshed: please look again and decide.",
    "proposal.nothing-to-undo": "There is nothing to undo here.",
    "proposal.nothing-was-changed":
      "Nothing was changed, so there is nothing to undo.",
    "proposal.undo-too-late":
      "The time to undo this is over. Propose the change back instead.",
    "proposal.proposed-already":
      "This person is proposed already: approve it, or reject it.",
    "proposal.primary-user-already": "This person is the primary user already.",
    "proposal.is-primary-user-already":
      "{name} is the primary user of {device} already.",
    "proposal.is-shared-already": "{device} is a shared device already.",
    "proposal.device-not-possible": "{device}: {why}",
    "proposal.person-not-possible": "This person cannot be proposed. {why}",
    "proposal.handed-to-no-approver":
      "This person isn't an approver, so they can't decide. Name somebody from the approvers group.",
    "proposal.handed-to-interested":
      "This person can't decide about this: they would gain by it, or asked for it. Name another approver.",
    "proposal.handed-to-unreachable":
      "{name} has no chat with Custodian, so they weren't told that {device} is for them. Please tell them yourself; the card says so, too.",
    "proposal.user-not-possible": "{name} cannot be proposed. {why}",
    "proposal.user-not-one":
      "“{name}” does not name one person. Use the user principal name of the one you mean.",
    "proposal.changed-a-moment-ago":
      "{device} was changed a moment ago, and Intune does not show it everywhere yet. Please propose again in ten minutes.",
    "proposal.hourly-limit":
      "You proposed {most} changes within an hour. Please go on later.",
    "proposal.open-limit":
      "Nobody has decided on {most} changes that you asked for. Please wait for one of them, or ask your helpdesk.",
    "proposal.wished":
      "Another change of {device} is open. What you asked for is on its card, for the approvers to see. If they say no to that change, yours is proposed, and you’re told.",
    "proposal.wished-lately":
      "You asked for something else about {device} a moment ago, and it is on the open card. You can change that in an hour.",
    "proposal.wishes-full":
      "Another change of {device} is open, and others have asked for something else already. Please ask your helpdesk.",
    "proposal.wish-stands":
      "Another change of the device is open now. What you asked for is on its card, for the approvers to see.",
    "proposal.wish-over":
      "The device’s approvers decided on another change. If what you asked for is still right, propose it again.",
    "proposal.being-checked": "Your proposal is being checked.",
    "proposal.answer-being-checked":
      "This is being checked. The card shows the outcome in a moment.",
    "batch.not-found":
      "Custodian does not know this card any more. Decide on the devices' own cards.",
    "batch.nothing-to-reject":
      "None of these can be rejected here any more. Look at the card again.",
    "batch.other-person":
      "Somebody else is proposed by now. It is open on its own card.",
    "handoff.lead-only":
      "Only the staging lead who is told of this handoff, or an admin, can say that it's wrong.",
    "handoff.not-found": "Custodian doesn't know this handoff any more.",
    "handoff.cycle-over":
      "This handoff is over: the device was enrolled again, or it's gone from Intune.",
    "undo.changed-elsewhere":
      "Someone changed the primary user since, so it is left as it is now.",
    "undo.unconfirmed":
      "Intune took the undo, but does not show it. Look at the device in Intune.",
    "undo.enrolled-again":
      "The device was enrolled again since, so its primary user is left as it is now.",
    "undo.person-not-possible":
      "The previous primary user cannot be restored. {why}",
    "graph.throttled":
      "Microsoft Graph is limiting our requests. This is tried again by itself.",
    "graph.forbidden":
      "Microsoft Graph refused this: grant Custodian the application permission {permission}, then try again.",
    "graph.not-licensed":
      "Entra tells sign-ins only to tenants with Microsoft Entra ID P1 or P2. Without such a licence, turn SIGN_IN_EVIDENCE off.",
    "graph.accounts-not-shown":
      "Entra does not show Custodian which accounts are enabled and licensed: grant Custodian the application permission {permission}, then try again.",
    "graph.not-found":
      "Microsoft Graph does not know this any more. It may have been deleted.",
    "graph.needs-approval":
      "Intune wants a second administrator to approve this change (Multi Admin Approval). Exclude Custodian from that policy or make the change in Intune.",
    "graph.unavailable":
      "Microsoft Graph did not answer. This is tried again by itself.",
    "graph.foreign-answer":
      "Something between Custodian and Microsoft Graph, such as a proxy or a firewall, answered in its place (HTTP {status}). If it stays so, ask whoever runs your network.",
    "graph.long-unavailable":
      "Microsoft Graph did not answer for a long time. Try again later.",
    "graph.refused": "Microsoft refused this: {detail}",
    "graph.cursor-expired":
      "Microsoft Graph forgot where a long list was interrupted. It is read again from its beginning.",
    "graph.sign-in-failed":
      "Custodian could not sign in to Microsoft. An administrator must check {names}.",
    "graph.token-refused":
      "Microsoft Graph does not accept the identity Custodian signs in with, although Entra does. An administrator must check {names}, and that the application is enabled in Entra and not blocked by a policy.",
    "graph.unexpected-answer":
      "Microsoft Graph gave an answer Custodian does not understand, so nothing was done.",
    "intune.late":
      "Intune does not show the last change yet. This goes on by itself.",
    "intune.undo-late":
      "Intune does not show the undo yet. This goes on by itself.",
    "intune.write-in-doubt":
      "Intune did not answer. Custodian looks whether the change was made.",
    "teams.channel-refuses":
      "Teams says Custodian isn’t in that channel. It tries again for a few minutes before it gives the channel up.",
    "teams.channel-lost":
      "Custodian is no longer in this channel. Add it to the team again and type: use this channel.",
    "teams.message-gone":
      "The card is gone from the channel. A new one is posted.",
    "teams.message-refused":
      "Teams refused this card. Ask an admin: the bot's log says why.",
    "teams.throttled":
      "Teams is limiting our messages. This is tried again by itself.",
    "teams.unavailable": "Teams did not answer. This is tried again by itself.",
    "teams.person-unreachable": "This person has no chat with Custodian.",
    "notices.card-being-posted": "The card is being posted.",
    "notices.no-place-for-handoff":
      "Custodian can reach neither the staging lead nor a channel. Type in a channel: use this channel.",
    "storage.away":
      "Custodian cannot reach its database, so nothing was done. Try again in a minute.",
    "storage.out-of-range":
      "A number or a date in it is too large or too small.",
    "storage.folder-in-use":
      "The database folder is in use by another process.",
    "notices.awake":
      "The snooze is over: this proposal waits for a decision again.",
    "notices.for-approvers":
      "New proposals are told to approvers only, since they decide. If you're to be one, ask an admin to add you to the approvers group.",
    "notices.remind":
      "Nobody has decided this proposal yet. It expires in {left}.",
    "notices.remind-several":
      "{count} proposals are still waiting for a decision. The first one expires in {left}: {some}{more, plural, =0 {} other { and # more}}. Type pending to see them all.",
    "notices.waiting":
      "{count, plural, one {A proposal has been waiting for a decision for {time}.} other {# proposals are waiting for a decision, the oldest for {time}.}} Type pending to see what is open.",
    "time.minutes": "{count, plural, one {# minute} other {# minutes}}",
    "time.hours": "{count, plural, one {# hour} other {# hours}}",
    "time.days": "{count, plural, one {# day} other {# days}}",
    "proposal.unknown-time-zone": "Custodian does not know this time zone.",
    "card.not-understood": "This button is not understood any more.",
    "report.refused": "The report was refused.",
    "config.invalid":
      "The configuration is incomplete or wrong. The log names every setting to mend.",
    "audit.rows-missing-before": "Rows are missing before it.",
    "audit.follows-another-row": "It does not follow the row before it.",
    "audit.row-changed": "It was changed.",
    "audit.details-changed": "Its details were changed.",
    "audit.rows-missing-at-end": "Rows are missing at the end.",
    "audit.row-behind-last": "It was put behind the last row.",
    "audit.details-missing":
      "{rows, plural, one {Its details are gone} other {The details of # rows from here on are gone}}, and no erasure names them.",
    "audit.details-back":
      "{rows, plural, one {Its details were} other {The details of # rows from here on were}} erased, and are there again.",
    "audit.altered-before-erased":
      "Its details were no longer what was written when they were erased.",
    "audit.head-missing":
      "The number and hash of the last row are not noted any more, so rows after it can be missing.",
    "audit.not-as-logged": "Its hash is not the one that you gave.",
    "audit.logged-row-missing":
      "It is not in the log, which ends with row {last}.",
    "audit.head-lost":
      "The audit log cannot be written, and nothing is done without an entry in it. Tell whoever runs Custodian; audit verify says more.",
    "preview.outdated":
      "The settings changed while the preview was made. Ask for it once more.",
    "setting.unreadable": "This is not understood.",
    "setting.whole-number":
      "This must be a whole number from {least} to {most}.",
    "setting.number": "This must be a number from {least} to {most}.",
    "setting.not-offered": "This is not one of those offered.",
    "setting.not-upn": "“{entry}” is not a UPN (name@domain).",
    "setting.not-domain":
      "Each entry must be a domain name; entry {entry} is none.",
    "setting.not-device-pattern":
      "“{entry}” is neither a name nor category:name, or has more than 100 characters.",
    "setting.not-user-pattern":
      "“{entry}” is no UPN pattern (name@domain, * for anything), or has more than 100 characters.",
    "setting.not-working-hours":
      "This must read like Mon-Fri 08:00-17:00 Europe/Berlin, with ten hours a week at least, or be empty.",
    "setting.not-group-id": "This must be a group's object id.",
    "setting.not-lead":
      "Each entry must read: account = lead, or * = lead. Entry {entry} does not.",
    "setting.not-pair":
      "Each entry must read: account = other account. Entry {entry} does not.",
    "setting.pair-twice": "An account stands here twice before the =.",
    "setting.lead-twice": "This names a staging account twice.",
    "setting.too-long": "This is too long for this form.",
    "setting.most-accounts": "This may hold at most {most} accounts.",
    "setting.most-entries": "This may hold at most {most} entries.",
    "setting.longest-entry": "An entry may have at most {most} characters.",
    "setting.most-new-leads":
      "At most {most} accounts may be given another lead at a time.",
    "setting.not-a-person": "This must be a person.",
    "setting.lead-unknown": "Entra does not know {name}.",
    "setting.lead-guest": "{name} is a guest.",
    "setting.lead-disabled": "The account of {name} is disabled.",
    "setting.lead-without-upn": "{name} has a UPN that cannot be used.",
  },
} as const;
