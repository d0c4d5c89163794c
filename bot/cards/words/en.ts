import type {
  KeepReason,
  UnclearReason,
} from "../../../src/affinity/affinity.ts";
import type { AuditKind } from "../../../src/audit/audit.ts";
import type { EvidenceSource } from "../../../src/evidence/tally.ts";
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

const source: Record<EvidenceSource, string> = {
  "device-report": "the device's own report",
};

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
    helpTitle: "What Custodian can do",
    adminsOnly: "For admins",
    commandHelp: "Help",
    commandPending: "Open proposals",
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
    clearLeader: (w: {
      to: string;
      isProposed: boolean;
      toTimes: string;
      days: string;
      ratio: string;
      from: string;
      fromTimes: string;
      needed: string;
    }) =>
      `${subject(w)} logged on ${w.toTimes} in ${w.days}, ${w.ratio}× as often as ${w.from} (${w.fromTimes}). A change is proposed from ${w.needed}× on.`,
    primaryUserNotSeen: (w: {
      to: string;
      isProposed: boolean;
      toTimes: string;
      days: string;
      /** One of the three below. */
      aboutPrimaryUser: string;
      needed: string;
    }) =>
      `${subject(w)} logged on ${w.toTimes} in ${w.days}. ${w.aboutPrimaryUser} A proposal needs at least ${w.needed}.`,
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
      days: string;
      percent: string;
    }) =>
      `${subject(w)} logged on ${w.toTimes} in ${w.days}, ${w.percent} of all logons. The device has no primary user.`,
    sharedPattern: (w: { users: number; days: string; needed: string }) =>
      `${w.users} people use this device regularly (at least ${w.needed} each in ${w.days}), and nobody has half of the logons.`,
    runnerUp: (w: { name: string; logons: string; percent: string }) =>
      `Next is ${w.name} with ${w.logons}, ${w.percent} of all.`,
    evidenceSaysShared: "The evidence alone would make it a shared device.",
    keep,
    unclear,
  },

  requestedBy: (name: string) =>
    `Asked for by ${name}, who may not approve it.`,
  evidence: (sourceName: EvidenceSource, days: string) =>
    `Evidence: ${source[sourceName]}, logons of the last ${days}, counted`,
  chartTitle: (days: string) => `Logons in ${days}`,
  others: (count: number) =>
    count === 1 ? "1 other person" : `${count} other people`,
  markedNow: (name: string) => `${name} (now)`,
  markedProposed: (name: string) => `${name} (proposed)`,
  /** `why` is a sentence of its own. */
  leftOutOne: (w: { upn: string; logons: string; why: string }) =>
    `${w.upn}, ${w.logons}. ${w.why}`,
  andMore: (count: number) => `and ${count} more`,

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
    applying: "Approved, being applied",
  },

  audit: {
    kinds: audit,
    none: "No entries.",
    summary: (count: number) =>
      count === 1 ? "1 audit entry" : `${count} audit entries`,
    by: (actor: string) => `by ${actor}`,
    person: (pseudonym: string) => `person ${pseudonym}`,
    erased: "details erased",
    altered: "details do not match the log",
    number: (seq: number) => `№ ${seq}`,
  },

  help: {
    summary: "What Custodian can do, as buttons and commands.",
    intro:
      "Custodian finds out who really uses each Intune device and asks before it changes a primary user. Type a command:",
    mention: (name: string) =>
      `In a channel or group chat, start with @${name}.`,
    commands: {
      propose: "propose a primary user",
      proposeShared: "propose that nobody is its primary user",
      pending: "open proposals",
      help: "this card",
      useThisChannel: "post proposals here",
      stopUsingThisChannel: "post them here no longer",
      audit: "the latest entries of the audit log",
      auditDevice: "those about one device",
      auditVerify: "check that nobody rewrote the log",
      auditExport: "the whole log; in the personal chat only",
    },
  },

  notice: {
    refusalTitle: (device: string) =>
      `Your answer about ${device} did not count`,
    resultTitle: (device: string) => `Your proposal for ${device}`,
    cardRefusedTitle: (device: string) =>
      `Teams refused the card about ${device}`,
    cardRefused:
      "The channel does not show it, or shows how it was before. It is sent again when something about it changes. The reason is in the bot's log, as teams.message-refused; there may be more such cards.",
    channelLostTitle: "Proposals are waiting",
    channelLost: (held: number) =>
      `Custodian can no longer post to its channel, so ${held === 1 ? "1 proposal waits" : `${held} proposals wait`}. Add Custodian to the team again, or go to another channel, and type: use this channel.`,
  },
};

export type Words = typeof en;
