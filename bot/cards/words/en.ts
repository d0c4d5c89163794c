import type {
  KeepReason,
  UnclearReason,
} from "../../../src/affinity/affinity.ts";
import type { AuditKind } from "../../../src/audit/audit.ts";
import type { EvidenceSource } from "../../../src/evidence/tally.ts";
import type {
  HandoffStage,
  MomentSource,
} from "../../../src/handoffs/handoff.ts";
import type { JoinType } from "../../../src/devices/device.ts";
import type { ComplianceState } from "../../../src/devices/directory.ts";
import type { OwnedSince, Sureness } from "../../../src/lookups/lookup.ts";
import type { UserIneligibility } from "../../../src/people/eligibility.ts";

const keep: Record<KeepReason, string> = {
  "primary-user-leads":
    "The evidence alone would change nothing: the primary user has the most logons.",
  "leader-not-far-enough-ahead":
    "The evidence alone would change nothing: nobody is far enough ahead of the primary user.",
  "already-shared":
    "The evidence alone would change nothing: the device is shared already.",
};

const unclear: Record<UnclearReason, string> = {
  "no-evidence": "Nothing was reported about who uses this device.",
  "evidence-too-old":
    "The last report about who uses this device is too old to count.",
  "no-eligible-user": "Nobody who used this device can be its primary user.",
  "too-few-logons": "There are too few logons to tell whose device this is.",
  tie: "The most frequent users are even, so the evidence names nobody.",
  "primary-user-not-seen":
    "The primary user was not seen on the device, and the published rule changes nothing then.",
};

/** Why the primary user's own logons say nothing. */
const primaryUserLeftOut: Record<UserIneligibility, (name: string) => string> =
  {
    unknown: (name) =>
      `Entra does not know ${name}, the primary user, so their logons do not count.`,
    "staging-account": (name) =>
      `${name}, the primary user, is a staging account, so its logons do not count.`,
    disabled: (name) =>
      `The account of ${name}, the primary user, is disabled, so its logons do not count.`,
    guest: (name) =>
      `${name}, the primary user, is a guest, so their logons do not count.`,
    unlicensed: (name) =>
      `${name}, the primary user, has no Intune license, so their logons do not count.`,
    "other-domain": (name) =>
      `The account of ${name}, the primary user, is not in a domain whose users may own devices, so its logons do not count.`,
  };

/** How the rule's sentence begins: with the one the evidence names, who need not be the one proposed. */
const subject = (w: { to: string; isProposed: boolean }) =>
  w.isProposed ? w.to : `The evidence alone would propose ${w.to}, who`;

/** How many days back a device counts is its script's choice, and its report does not say it. */
const period = "the days the device counted";

/** How the evidence line on a card begins; the instant follows. */
const source: Record<EvidenceSource, string> = {
  "device-report": "Evidence: the device's own report, counted",
  "users-logged-on": "Evidence: the last logons that Intune lists, read",
};

/** A stage of a staged device, reached. */
const stage: Record<HandoffStage, string> = {
  enrolled: "Enrolled",
  provisioned: "Provisioned",
  "handed-off": "Handed off",
  proposed: "Proposed",
  decided: "Decided",
  verified: "Verified",
};

/** How many devices stand at a stage: what they wait for, in the words of the staging board. */
const standsAt: Record<HandoffStage, string> = {
  enrolled: "Enrolled",
  provisioned: "Provisioned, waiting",
  "handed-off": "Handed off",
  proposed: "Proposed",
  decided: "Decided, not verified",
  verified: "Verified",
};

/** How a moment of a handoff is known. */
const momentSource: Record<MomentSource, string> = {
  enrolment: "enrolment in Intune",
  "check-in": "first check-in with a compliance state",
  "users-logged-on": "last logons that Intune lists",
  "device-report": "the device's own report",
  proposal: "Custodian's proposal",
  intune: "Intune showed it",
};

const sureness: Record<Sureness, string> = {
  "uses-it-most": "They use it more than anybody else.",
  "uses-it": "They use it.",
  "others-use-it-more": "Somebody else uses it more.",
  "not-seen": "They were not seen on it lately.",
  shared: "Several people use it.",
  "no-evidence": "Nothing tells who uses it.",
  "not-shown": "Whether they use it is shown to technicians only.",
  "not-shown-yet": "Whether they use it is not shown yet.",
};

/** An instant follows. */
const since: Record<OwnedSince["by"], string> = {
  custodian: "Set by Custodian:",
  enrolment: "Since its enrolment:",
  elsewhere: "Set in Intune or by another tool:",
  unknown: "Since:",
};

const sinceUnknown: Record<OwnedSince["by"], string> = {
  custodian: "Set by Custodian.",
  enrolment: "Since its enrolment.",
  elsewhere: "Set in Intune or by another tool; Custodian does not know when.",
  unknown: "Custodian does not know since when, and by what.",
};

const compliance: Record<ComplianceState, string> = {
  unknown: "not known",
  compliant: "compliant",
  noncompliant: "not compliant",
  "in-grace-period": "not compliant, in its grace period",
  conflict: "policies conflict",
  error: "error",
  "config-manager": "managed by Configuration Manager",
};

const joinType: Record<JoinType, string> = {
  joined: "Entra joined",
  hybrid: "hybrid joined",
  registered: "registered",
  unknown: "not known",
};

const count = new Intl.NumberFormat("en-GB");

/** Rounded to what is worth saying: `ms` from 0 on. */
function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return "less than a minute";
  if (minutes < 90) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const hours = Math.round(ms / 3_600_000);
  if (hours < 48) return `${hours} hours`;
  return `${count.format(Math.round(ms / 86_400_000))} days`;
}

/** A day for a sentence that has names in it, where no client puts in the reader's own time. */
const day = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "numeric",
  month: "long",
  year: "numeric",
});

const list = new Intl.ListFormat("en-GB");

const audit: Record<AuditKind, string> = {
  "proposal.created": "Proposal made",
  "proposal.posted": "Card posted",
  "proposal.card-refused": "Card refused by Teams",
  "proposal.released": "Given room in the channel",
  "proposal.held-again": "Held again",
  "proposal.evidence-refreshed": "Evidence refreshed",
  "proposal.approved": "Approved",
  "proposal.rejected": "Rejected",
  "proposal.snoozed": "Snoozed",
  "proposal.woken": "Back from snooze",
  "proposal.expired": "Expired",
  "proposal.superseded": "Superseded",
  "proposal.try-again": "Tried again",
  "proposal.left-out": "Left out when the rest was approved",
  "proposal.answer-refused": "Answer refused",
  "reassignment.write-started": "Change sent to Intune",
  "reassignment.applied": "Changed in Intune",
  "reassignment.verified": "Change verified",
  "reassignment.unconfirmed": "Change not confirmed",
  "reassignment.failed": "Change failed",
  "reassignment.not-written": "Change not sent",
  "undo.requested": "Undo asked for",
  "undo.write-started": "Undo sent to Intune",
  "undo.not-written": "Undo not sent",
  "undo.written": "Undo accepted by Intune",
  "undo.done": "Undone",
  "undo.failed": "Undo failed",
  "channel.chosen": "Channel chosen",
  "channel.stopped": "Channel no longer used",
  "channel.lost": "Channel lost",
  "settings.changed": "Settings changed",
  "audit.exported": "Audit log exported",
};

/**
 * Everything the cards say in English. Another language is another file of this shape. Arguments that are names or
 * reasons have been through asText; `labels` go into TextBlocks and titles, the rest into text runs.
 */
export const en = {
  labels: {
    language: "en",
    approvalTitle: "Change the primary user?",
    lastCheckIn: "Last check-in:",
    primaryUserNow: "Primary user now",
    primaryUserProposed: "Proposed",
    why: "Why",
    logons: "Logons",
    leftOut: "Not counted:",
    lastLogons: "Last logons, newest first",
    handoffTitle: "Handed off",
    whoHasIt: "Who has it now",
    hasItSince: "Since",
    proposalState: "Primary user in Intune",
    timeline: "How it got there",
    sweepBegan: "Began:",
    boardTitle: "Staging board",
    boardStages: "Devices by stage",
    boardDevices: "Devices",
    boardWaiting: "Waiting for somebody to log on",
    boardEnrolled: "Enrolled:",
    approveTheRest: "Approve the rest",
    leaveOut: "Leave out",
    batchHint:
      "Tick what is to be left out: it stays open, on its own card. Each page is approved by itself.",
    lastLogon: "Last logon:",
    previous: "Previous",
    next: "Next",
    expires: "Expires:",
    snoozeFor: "Snooze for",
    oneDay: "1 day",
    threeDays: "3 days",
    sevenDays: "7 days",
    approve: "Approve",
    reject: "Reject",
    snooze: "Snooze",
    someoneElse: "Someone else…",
    propose: "Propose",
    undo: "Undo",
    tryAgain: "Try again",
    details: "Details",
    detailsTitle: "A proposal in detail",
    aboutTheDevice: "About the device",
    backToProposal: "Back to the proposal",
    refresh: "Refresh",
    rejectReason: "Why not?",
    rejectReasonHint: "Colleagues see this on the card",
    rejectReasonMissing: "Say why, so that nobody wonders later.",
    whoInstead: "Whose device is it?",
    whoInsteadHint: "Name or user principal name",
    whoInsteadMissing: "Choose a person.",
    whoInsteadNote:
      "This makes a new proposal in your name. Another approver answers it.",
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
      "An approver answers in the channel. Until then nothing changes.",
    matchesTitle: "Devices in this message",
    showDevice: "Show",
    backToMatches: "Back",
    goToProposal: "Go to the proposal",
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
    lookUpPropose: "Propose",
    lookUpName: "Look something up",
    lookUpNameHint: "A device or a person: name, serial number, UPN or id",
    lookUpWho: "Who has this device?",
    lookUpUser: "Show this person",
    commandHelp: "Help",
    commandPending: "Open proposals",
    commandHandoffs: "Staging board",
    commandScan: "Scan the tenant",
    commandAudit: "Audit log",
    commandUseThisChannel: "Use this channel",
    commandStopUsingThisChannel: "Stop using this channel",
  },

  sharedDevice: "Shared device",
  noPrimaryUser: "No primary user",
  custodian: "Custodian",
  serialNumber: (serial: string) => `serial number ${serial}`,
  neverCheckedIn: "never",

  days: (count: number) => (count === 1 ? "1 day" : `${count} days`),
  logons: (count: number) => (count === 1 ? "1 logon" : `${count} logons`),
  times: (count: number) =>
    count === 1 ? "once" : count === 2 ? "twice" : `${count} times`,
  ratio: (value: number) =>
    `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10}`,
  percent: (share: number) => `${Math.round(share * 100)}%`,

  why: {
    /** Of what a person asked for where no proposal was open; what was reported may say anything. */
    notWeighed:
      "Because somebody asked for it. Who logs on to this device was not looked at.",
    clearLeader: (w: {
      to: string;
      isProposed: boolean;
      toTimes: string;
      ratio: string;
      from: string;
      fromTimes: string;
      needed: string;
    }) =>
      `${subject(w)} logged on ${w.toTimes} in ${period}, ${w.ratio}× as often as ${w.from} (${w.fromTimes}). A change is proposed from ${w.needed}× on.`,
    primaryUserNotSeen: (w: {
      to: string;
      isProposed: boolean;
      toTimes: string;
      /** One of the three below. */
      aboutPrimaryUser: string;
      needed: string;
    }) =>
      `${subject(w)} logged on ${w.toTimes} in ${period}. ${w.aboutPrimaryUser} A proposal needs at least ${w.needed}.`,
    didNotLogOn: (name: string) =>
      `${name}, the primary user, did not log on at all.`,
    primaryUserLeftOut,
    /** For a reason that this version no longer knows. */
    primaryUserLeftOutBecause: (w: { name: string; why: string }) =>
      `The logons of ${w.name}, the primary user, do not count. ${w.why}`,
    noPrimaryUser: (w: {
      to: string;
      isProposed: boolean;
      toTimes: string;
      percent: string;
    }) =>
      `${subject(w)} logged on ${w.toTimes} in ${period}, ${w.percent} of all logons. The device has no primary user.`,
    sharedPattern: (w: { users: number; needed: string }) =>
      `${w.users} people use this device regularly (at least ${w.needed} each in ${period}), and nobody has half of the logons.`,
    runnerUp: (w: { name: string; logons: string; percent: string }) =>
      `Next is ${w.name} with ${w.logons}, ${w.percent} of all.`,
    evidenceSaysShared: "The evidence alone would make it a shared device.",
    lastRealPerson: (w: { to: string; isProposed: boolean; day: string }) =>
      `${subject(w)} was the last real person to log on, on ${w.day}.`,
    stagedBy: (account: string) => `The device was staged by ${account}.`,
    staged: "The device was staged for somebody else.",
    hasNoPrimaryUser: "The device has no primary user.",
    /** Of those who logged on after the one the rule names; `why` is a sentence of its own. */
    passedOver: (w: { names: readonly string[]; why: string }) =>
      `${list.format(w.names)} logged on later and ${w.names.length === 1 ? "does" : "do"} not count. ${w.why}`,
    sharedByLastLogons: (w: { people: number; days: string }) =>
      `${w.people} people logged on to this device in ${w.days}, so it belongs to none of them.`,
    notConcerned:
      "The evidence alone would change nothing: the device was not staged, and it has a primary user.",
    waiting: {
      "nobody-logged-on":
        "The evidence alone names nobody: Intune lists no logon on this device.",
      "no-real-person-yet":
        "The evidence alone names nobody: none of those who logged on can be its primary user.",
    },
    keep,
    unclear,
  },

  requestedBy: (name: string) =>
    `Asked for by ${name}, who may not approve it.`,
  evidence: (sourceName: EvidenceSource) => source[sourceName],
  chartTitle: `Logons in ${period}`,
  others: (count: number) =>
    count === 1 ? "1 other person" : `${count} other people`,
  markedNow: (name: string) => `${name} (now)`,
  markedProposed: (name: string) => `${name} (proposed)`,
  /** `why` is a sentence of its own. */
  leftOutOne: (w: { upn: string; logons: string; why: string }) =>
    `${w.upn}, ${w.logons}. ${w.why}`,
  andMore: (count: number) => `and ${count} more`,
  unresolvableId: (id: string) => `Unresolvable id ${id}`,
  number: (value: number) => count.format(value),
  duration,
  /** In UTC, and says so. */
  day: (instant: Date) => `${day.format(instant)} (UTC)`,

  summary: {
    open: (w: { device: string; from: string; to: string }) =>
      `Change the primary user of ${w.device} from ${w.from} to ${w.to}? An approver answers on this card.`,
    settled: (w: { device: string; title: string }) =>
      `${w.device}: ${w.title}`,
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
    summary: (w: { device: string; state: string }) =>
      `Everything about a proposal for ${w.device}. ${w.state}.`,
    section: {
      why: "Why",
      counted: "Who logged on",
      leftOut: "Not counted",
      lastLogons: "Last logons, newest first",
      timeline: "How it got there",
      audit: "Audit log, newest first",
    },
    continued: (title: string) => `${title}, continued`,
    proposed: "Proposed by Custodian",
    posted: "Card posted",
    expires: "Expires",
    undoUntil: "Can be undone until",
    rule: {
      intent: (w: { times: string; logons: string; days: string }) =>
        `The rule: at least ${w.times}× the logons of the primary user, and ${w.logons} or more, by a report of the last ${w.days}.`,
      "as-published": (w: { times: string; days: string }) =>
        `The rule, as the logon script was published: at least ${w.times}× the logons of the primary user, by a report of the last ${w.days}.`,
    },
    /** Which page of how many. */
    page: (w: { page: number; pages: number }) =>
      `Page ${w.page} of ${w.pages}`,
    olderAudit: (shown: number) =>
      `These are the newest ${shown}. Older ones are in the export of the audit log.`,
    inShort:
      "Whose logons it rests on, and who answered it, is shown to technicians, approvers and admins only.",
  },

  status: {
    pending: "Waiting for an approver",
    held: "Waiting for room in the channel",
    snoozed: (days: string) => `Snoozed for ${days}`,
    rejected: "Rejected, nothing was changed",
    expired: "Expired without an answer, nothing was changed",
    ownerChangedElsewhere: (name: string) =>
      `Settled elsewhere: ${name} became the primary user`,
    clearedElsewhere: "Settled elsewhere: the primary user was removed",
    replaced: "Replaced by another proposal for this device",
    enrolledAgain: "Withdrawn: the device was enrolled again since",
    evidenceGone: "Withdrawn: the evidence no longer supports it",
    changing: "Approved, changing Intune…",
    applied: "Changed, waiting for Intune to show it",
    verified: (name: string) => `Done: ${name} is the primary user`,
    verifiedShared: "Done: the device is shared",
    alreadySo: "Done: Intune showed it already, nothing was changed",
    failed: "The change failed",
    unconfirmed: "Changed, but Intune does not show it",
    undoing: "Taking the change back…",
    undone: (name: string) => `Undone: ${name} is the primary user again`,
    undoneShared: "Undone: the device is shared again",
    undoFailed: "The change could not be taken back",
  },
  steps: {
    approvedBy: (name: string) => `Approved by ${name}`,
    rejectedBy: (name: string) => `Rejected by ${name}`,
    snoozedBy: (name: string) => `Snoozed by ${name}`,
    expired: "Expired",
    superseded: "Settled by Custodian",
    applied: "Changed in Intune",
    verified: "Seen in Intune",
    failed: "Failed",
    unconfirmed: "Given up waiting",
    undoBy: (name: string) => `Undo asked for by ${name}`,
    undone: "Previous state restored",
  },
  advice: {
    held: "Its card is posted as soon as others are answered.",
    snoozed: "It can be answered again when it comes back.",
    expired: "If the evidence still holds, it is proposed again in a week.",
    replaced: "Answer the newer card.",
    applied: "Intune can take up to ten minutes.",
    failed: "When the cause is mended, try again.",
    unconfirmed:
      "Look at the device in Intune. Try again reads first and writes only if it is still needed.",
    undoFailed: "When the cause is mended, try again.",
  },

  lookUp: {
    primaryUser: (w: { device: string; name: string }) =>
      `${w.name} is the primary user of ${w.device}.`,
    noPrimaryUser: (device: string) => `${device} has no primary user.`,
    sureness,
    usedByNobodysOwner: "Somebody uses it all the same.",
    since,
    sinceUnknown,
    compliance,
    joinType,
    label: {
      operatingSystem: "Operating system",
      manufacturer: "Manufacturer",
      compliance: "Compliance",
      joinType: "Known to Entra as",
      category: "Category",
      enrolledBy: "Enrolled by",
      intuneId: "Intune id",
      entraId: "Entra device id",
      department: "Department",
      office: "Office",
      mail: "Mail",
    },
    seenCounted: "Counted:",
    lastLogonOnly: "last logon only",
    /** For whom other people's logons are not. */
    ownOnly: "Other people's logons are shown to technicians only.",
    /** For whom they may be. */
    notSaidYet:
      "Entra has not said yet whether you may see other people's logons; try again in a moment.",
    age: (time: string) =>
      `Not live: Microsoft did not answer in time. Seen ${time} ago,`,
    ageInShort: (time: string) => `Seen ${time} ago, not read now.`,
    /** Of a person's devices, which are not read with the question. */
    devicesAge: (time: string) =>
      `As the last sweep saw them, not read now: seen up to ${time} ago,`,
    devicesNotRead: "As the last sweep saw it, not read now.",
    managerLate: "not read in time",
    notKnown: "not known",
    waits: "Microsoft has not answered yet. This card changes when it does.",
    waitsForAll:
      "Microsoft takes longer than usual. The answer appears here in a moment.",
    unavailable:
      "Microsoft does not answer at the moment, and Custodian has not seen this before. Please ask again in a while.",
    unchecked:
      "Microsoft did not answer in time, so what is newer than the last sweep may be missing here.",
    gone: {
      device: "Intune does not know this device any more.",
      user: "Entra does not know this person any more.",
    },
    unknown: {
      device: (name: string) =>
        `No device has the name, serial number or id “${name}”.`,
      user: (name: string) => `Nobody has the name, UPN, mail or id “${name}”.`,
    },
    near: "Did you mean one of these?",
    several: {
      device: (name: string) => `Which device is “${name}”?`,
      user: (name: string) => `Who is “${name}”?`,
    },
    /** Where something is to be changed, what was named in part is confirmed. */
    confirm: {
      device: (name: string) =>
        `“${name}” is not the whole name of a device. Is it one of these?`,
      user: (name: string) =>
        `“${name}” is not the whole name of a person. Is it one of these?`,
    },
    more: "There are others. Type more of the name to find them.",
    nothingTyped: "Type a name, a serial number, a UPN or an id first.",
    proposalInShort: (w: { device: string; change: string; state: string }) =>
      `${w.device}: ${w.change}. ${w.state}. What it rests on is shown to technicians, approvers and admins.`,
    proposalGone: "Custodian does not know this proposal any more.",
    nothingNear: "Check the spelling; a part of the name is enough.",
    owned: (count: number) =>
      count === 0
        ? "No device has this person as its primary user."
        : `The primary user of ${count === 1 ? "1 device" : `${count} devices`}.`,
    /** Of those they log on to without being the primary user. */
    used: (count: number) => (count === 1 ? "1 device." : `${count} devices.`),
    shown: (w: { first: number; last: number }) =>
      `Shown: ${w.first} to ${w.last}.`,
    fromPage: (page: number) => `From page ${page} on.`,
    /** An instant follows. */
    countedByDevice: "Counted by the device:",
    disabled: "This account is disabled.",
    guest: "This is a guest.",
    summaryUser: (w: { name: string; owned: string }) =>
      `${w.name}: ${w.owned}`,
    howTo: {
      who: "Say which device: who LT-0042. A part of its name, its serial number or its id will do.",
      device:
        "Say which device: device LT-0042. A part of its name, its serial number or its id will do.",
      user: "Say who: user ana@contoso.com. A name, or a part of it, will do.",
    },
  },

  pending: {
    summary: (w: { open: number; held: number }) =>
      `${w.open === 1 ? "1 proposal is" : `${w.open} proposals are`} open, ${w.held} held.`,
    none: "No proposal is open.",
    held: (count: number) =>
      `${count} more ${count === 1 ? "is" : "are"} held until there is room in the channel.`,
    more: (count: number) => `${count} more open, not listed here.`,
    change: (w: { from: string; to: string }) => `${w.from} → ${w.to}`,
    snoozedUntil: "Snoozed until",
    expires: "Expires",
    cardRefused:
      "Teams refused its card; an admin finds the reason in the log.",
  },

  handoff: {
    severalPeople: "Several people",
    toSeveralPeople: "several people",
    severalPeopleDetail: "It belongs to none of them",
    waited: (time: string) => `after waiting ${time} since its enrolment`,
    stagedBy: (account: string) => `Staged by ${account}`,
    stage,
    decided: { approve: "Approved", reject: "Rejected" },
    source: momentSource,
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
    forLead: (name: string) => `Staging lead: ${name}`,
    summary: (w: { device: string; to: string; state: string }) =>
      `${w.device} was handed off to ${w.to}. ${w.state}.`,
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
    timeLeft: (time: string) => `About ${time} left for the devices.`,
    timeUnknown: "How long it takes can be told once devices are read.",
    almostDone: "The devices are read, this is the last part.",
    took: (time: string) => `It took ${time}.`,
    found: (w: { proposals: number; handoffs: number }) =>
      w.proposals === 0 && w.handoffs === 0
        ? "Nothing changed hands, and nothing new has to be decided."
        : `${w.handoffs === 1 ? "1 device was" : `${count.format(w.handoffs)} devices were`} handed off, and ${w.proposals === 1 ? "1 proposal was" : `${count.format(w.proposals)} proposals were`} made.`,
    seeProposals:
      "Type pending for the proposals, handoffs for the staging board.",
    lastStep: "Last step:",
    ended: "Ended:",
    failedAdvice:
      "What was read is kept. When the cause is mended, type scan; the next one by the schedule tries again too.",
    of: (w: { done: string; expected: string }) => `${w.done} of ${w.expected}`,
    counts: {
      pages: "Pages read",
      people: "People",
      devices: "Devices",
      candidates: "Candidates",
      proposals: "Proposals",
      handoffs: "Handoffs",
      gone: "Gone from Intune",
    },
    summary: (w: { title: string; sentences: readonly string[] }) =>
      [`${w.title}.`, ...w.sentences].join(" "),
  },

  batch: {
    summary: (w: { account: string; open: number; failed: number }) =>
      [
        w.open === 0
          ? `Devices staged by ${w.account}: all are answered.`
          : `Devices staged by ${w.account}: ${count.format(w.open)} can be approved together.`,
        ...(w.failed === 0 ? [] : [`${count.format(w.failed)} failed.`]),
      ].join(" "),
    title: "Make these people the primary users?",
    titleDone: "Staged devices, all answered",
    stagedBy: (account: string) => `Staged by ${account}`,
    count: (w: { open: number; all: number }) =>
      w.open === 0
        ? `Nothing is left to approve here, of ${w.all === 1 ? "1 device" : `${count.format(w.all)} devices`}.`
        : `${count.format(w.open)} of ${count.format(w.all)} ${w.open === 1 ? "waits" : "wait"} for an approver.`,
    failed: (rows: number) => `${count.format(rows)} failed`,
    /** What else became of the rows of all pages. */
    counts: {
      approved: (rows: number) => `${count.format(rows)} approved`,
      unconfirmed: (rows: number) => `${count.format(rows)} not confirmed`,
      refused: (rows: number) => `${count.format(rows)} refused, still waiting`,
      leftOut: (rows: number) => `${count.format(rows)} left out`,
      over: (rows: number) => `${count.format(rows)} settled elsewhere`,
      unknown: (rows: number) => `${count.format(rows)} not known any more`,
    },
    page: (w: { page: number; pages: number }) =>
      `Page ${w.page} of ${w.pages}`,
    decidedBy: (name: string) => `Answered last by ${name}`,
    leftOut: "Left out, still open on its own card",
    onItsOwnCard: "Open on its own card",
    gone: "Not known any more",
    unknownDevice: "A device",
    because: (w: { title: string; reason: string }) =>
      `${w.title}: ${w.reason}`,
  },

  board: {
    summary: (w: { waiting: number; stuck: number }) =>
      `${w.waiting === 1 ? "1 staged device waits" : `${count.format(w.waiting)} staged devices wait`} for somebody to log on, ${count.format(w.stuck)} of them stuck.`,
    none: "No staged device waits for somebody.",
    standsAt,
    verified: (devices: number) =>
      `Verified: ${count.format(devices)}. Nothing is left to do for these.`,
    range: (w: { first: number; last: number; of: number }) =>
      `${count.format(w.first)} to ${count.format(w.last)} of ${count.format(w.of)}`,
    /** Beside a device of which src/handoffs/board.ts says so. */
    stuck: "Stuck",
    waiting: (w: { range: string; stuck: number }) =>
      w.stuck === 0
        ? w.range
        : `${w.range}, ${count.format(w.stuck)} stuck: enrolled over 14 days ago, or silent for 3 days and nobody logged on`,
    wait: (w: { account: string; time: string }) =>
      `Staged by ${w.account}, waiting for ${w.time}`,
  },

  audit: {
    kinds: audit,
    none: "No entries.",
    cut: (rows: number) =>
      `A card has room for ${rows} entries. The whole log: audit export, in our personal chat.`,
    summary: (count: number) =>
      count === 1 ? "1 audit entry" : `${count} audit entries`,
    by: (actor: string) => `by ${actor}`,
    person: (pseudonym: string) => `person ${pseudonym}`,
    erased: "details erased",
    altered: "details do not match the log",
    number: (seq: number) => `№ ${seq}`,
    nothing: "nothing",
    /** Which devices' proposals a channel gets: categories and beginnings of names. */
    scope: (devices: string) => `a channel for ${devices || "the rest"}`,
    /** What the rows of proposals tell, in this order; what has no word here is not shown. */
    details: {
      device: "device",
      from: "from",
      to: "to",
      reason: "reason",
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
      channelScopes: "scopes of channels",
      userDomains: "domains",
      openCardsPerChannel: "open cards in one channel",
      proposalExpiresHours: "hours until a proposal expires",
      undoWindowHours: "hours in which a change can be undone",
      sweepIntervalMinutes: "minutes between two sweeps",
    },
  },

  settings: {
    summary: "The settings of Custodian, to be changed by its administrators.",
    linkIntro:
      "Thresholds, staging accounts and their leads, technicians, and which channel is asked about which devices.",
    sections: {
      affinity: "When a primary user should change",
      proposals: "Proposals",
      staging: "Staging accounts",
      leads: "Staging leads",
      people: "People",
      channels: "Channels",
    },
    labels: {
      affinityMode: "Rule",
      affinityMultiplier: "Times the primary user's logons (1 to 1000)",
      affinityMinLogons: "Logons needed (1 to 1000000)",
      affinityWindowDays: "Age of evidence, in days (1 to 90)",
      openCardsPerChannel: "Open cards in one channel (1 to 1000)",
      proposalExpiresHours: "Hours until a proposal expires (1 to 8760)",
      undoWindowHours: "Hours in which a change can be undone (1 to 8760)",
      sweepIntervalMinutes:
        "Minutes between two sweeps (up to 10080; 0 for none)",
      stagingAccounts: "Accounts that prepare devices",
      stagingLeads: "Leads",
      technicians: "Technicians, whose logons say nothing",
      userDomains: "Domains whose users may own devices",
      lead: "Lead",
      categories: "Device categories",
      prefixes: "Device names begin with",
    },
    hints: {
      upns: "name@domain, one a line",
      leads: "account = lead, one a line; * = lead for the rest",
      userDomains: "One a line; empty for every domain",
      names: "One a line",
    },
    modes: {
      intent: "By intent",
      "as-published": "As the logon script was published",
    },
    leadOf: (account: string) => account,
    leadOfRest: "All other staging accounts",
    leadsNote: "Told of a handoff.",
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
    moreChannels: (count: number) =>
      `${count} more ${count === 1 ? "channel is" : "channels are"} in use and do not fit here.`,
    tooLong: (w: { count: number; variable: string | null }) =>
      w.variable === null
        ? `${w.count} entries, more than fit here.`
        : `${w.count} entries, more than fit here. Change them with ${w.variable} in the environment.`,
    fault: (problem: string) => `This ${problem}.`,
    saved: (version: number) => `Saved as version ${version}.`,
    unchanged: "Nothing was changed: the settings are like this already.",
    stale:
      "Nothing was saved: someone changed the settings since you opened them. This is what they are now.",
    faulty: "Nothing was saved yet. Mend what is marked, then save again.",
    unknownTechnicians: (upns: string) =>
      `Entra does not know ${upns}. Perhaps a typing error?`,
  },

  help: {
    summary: "What Custodian can do, as buttons and commands.",
    intro:
      "Custodian finds out who really uses each Intune device and asks before it changes a primary user. Type a command:",
    mention: (name: string) =>
      `In a channel or group chat, start with @${name}.`,
    commands: {
      who: "its primary user, and how sure that is",
      device: "everything about a device",
      user: "a person, and their devices",
      propose: "propose a primary user",
      proposeShared: "propose that nobody is its primary user",
      pending: "open proposals",
      handoffs: "staged devices, and who still waits for one",
      scan: "read all of the tenant's devices and people now",
      settings: "thresholds, staging accounts and leads, channels",
      help: "this card",
      useThisChannel: "post proposals here",
      stopUsingThisChannel: "post them here no longer",
      audit: "the latest entries of the audit log",
      auditDevice: "those about one device",
      auditVerify: "check that nobody rewrote the log",
      auditExport: "the whole log; in the personal chat only",
    },
  },

  extension: {
    lastCheckIn: (day: string) => `last check-in ${day}`,
    neverCheckedIn: "never checked in",
    disabled: "account disabled",
    guest: "guest",
    looksAlike: "looks alike",
    noRecentDevices:
      "Type a device's name, serial number or id. What you look up is listed here the next time.",
    noRecentPeople:
      "Type a person's name, mail or user principal name. Whom you look up is listed here the next time.",
    noDevice: (text: string) =>
      `Custodian knows no device with “${text}” in its name, serial number or ids.`,
    noPerson: (text: string) =>
      `Custodian knows nobody with “${text}” in their name, mail or user principal name.`,
    /** After one of the two, where something newer than the directory may exist. */
    unchecked:
      "Microsoft did not answer in time, so something new may be missing.",
    deviceGone: "Intune does not know this device any more.",
    personGone: "Entra does not know this person any more.",
    proposed: (w: { device: string; to: string }) =>
      `Proposed: ${w.to} becomes the primary user of ${w.device}.`,
    proposedShared: (device: string) =>
      `Proposed: ${device} becomes a shared device.`,
    proposedAlready: "This is proposed already.",
    held: "It waits for a place in a channel; it is posted as soon as there is one.",
    asked: "An approver decides on its card in the channel.",
    whichDevice: "Choose a device.",
    whichPerson: "Choose a person, or that it becomes a shared device.",
    onePerson:
      "Choose one person, in one of the two fields, or that it becomes a shared device.",
    proposeSummary: "A form to propose the primary user of a device.",
    matches: (count: number) =>
      count === 1
        ? "The message names 1 device."
        : `The message names ${count} devices.`,
    noMatches:
      "The message names no device that Custodian knows: neither a whole name nor a serial number nor an id.",
  },

  /** What chat answers to `propose`; of a new proposal it says what `extension` says. */
  propose: {
    waits:
      "Microsoft takes longer than usual, so this is still being checked. What comes of it appears here.",
    already: (w: { device: string; to: string }) =>
      `This is proposed already: ${w.to} becomes the primary user of ${w.device}.`,
    alreadyShared: (device: string) =>
      `This is proposed already: ${device} becomes a shared device.`,
  },
  /** It may not be found out in time whether they have a chat with the bot, where they would be told. */
  proposeChecking:
    "Microsoft takes longer than usual, so this is still being checked. Custodian tells you in private what came of it; pending shows what is proposed.",
  notice: {
    refusalTitle: (device: string) =>
      `Your answer about ${device} did not count`,
    batchRefusalTitle: (account: string | null) =>
      account === null
        ? "Your answer about staged devices did not count"
        : `Your answer about the devices staged by ${account} did not count`,
    notProposed: "Nothing was proposed.",
    resultTitle: (device: string) => `Your proposal for ${device}`,
    cardRefusedTitle: (device: string) =>
      `Teams refused the card about ${device}`,
    cardRefused:
      "The channel does not show it, or shows how it was before. It is sent again when something about it changes. The reason is in the bot's log, as teams.message-refused; there may be more such cards.",
    noChannelTitle: "A staging lead is waiting to be told",
    noChannel:
      "A staged device has reached its person, but its lead has no chat with Custodian and there is no channel to post to. Install Custodian for the lead, or go to a channel and type: use this channel. Every notice is sent then.",
    channelLostTitle: "Proposals are waiting",
    channelLost: (held: number) =>
      `Custodian can no longer post to its channel, so ${held === 1 ? "1 proposal waits" : `${held} proposals wait`}. Add Custodian to the team again, or go to another channel, and type: use this channel.`,
  },
};

export type Words = typeof en;
