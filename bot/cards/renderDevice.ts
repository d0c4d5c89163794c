import type {
  DeviceAnswer,
  SeenUser,
  Confidence,
} from "../../src/domain/lookups/lookup.ts";
import { asText } from "../text/asText.ts";
import { describeState } from "./parts/describeState.ts";
import {
  describeAge,
  describeRefusal,
  ageNote,
  describeReader,
  type LookUpContext,
} from "./parts/lookUpContext.ts";
import {
  describePerson,
  deviceDetail,
  deviceName,
  nameOf,
} from "./parts/people.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { tellContradiction } from "./parts/tellContradiction.ts";
import { type ToneName, tones } from "./parts/tone.ts";
import { describeNotAsked } from "./parts/notAsked.ts";
import { agoAt, onDay, when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/** More say little, and each has a name of any length. */
const SEEN_SHOWN = 8;
/** Of a name on a button. */
const SUGGESTED_LENGTH = 40;
const PLACE_LENGTH = 60;
const FACT_LENGTH = 60;

/**
 * A device: whose it is, since when and by what, how sure that is, and what is proposed. In full also what Intune
 * knows of it. Department, manager and other people's logons are for whoever asked alone.
 */
export function renderDevice(
  about: "who" | "device",
  answer: DeviceAnswer,
  context: LookUpContext,
): RenderedCard {
  const { messages = english, now } = context;
  const { device, primaryUser, proposal } = answer;
  const name = deviceName(device.device);
  const person = primaryUser?.person ?? null;
  const isFull = about === "device";
  const saying = {
    now,
    // In a message it is read for longer than "ago" is true.
    isExact: isFull || context.isForMessage === true,
    messages,
  };
  return fillTemplate("device", {
    messages: messages.labels,
    summary: summaryOf(answer, context, messages),
    id: device.device.id,
    name,
    detail: deviceDetail(device.device, messages),
    ...describeAge(answer.freshness, context, messages),
    ...describeReader(answer.accountReadAt, context, messages),
    primaryUser: {
      ...describePerson(person, messages),
      ...placeOf(answer, messages),
    },
    ...describeAccount(answer, context, messages),
    hasPrimaryUser: person !== null,
    userId: person?.id ?? null,
    hasPlace: context.isPrivate && placeOf(answer, messages).place !== "",
    hasManager:
      context.isPrivate &&
      primaryUser !== null &&
      (primaryUser.manager !== null || primaryUser.isManagerLate),
    ...describeSince(answer, messages),
    sureMark: surenessMark(answer, context),
    confidence: describeConfidence(answer, context, messages),
    ...contradictionFor(answer, context, messages),
    ...proposalFor(answer, context, messages),
    ...notAskedFor(answer, context, messages),
    ...describeSeen(answer, context, saying),
    hasProposal: proposal !== null,
    proposal: proposal && {
      id: proposal.id,
      change: messages.pending.change({
        from: nameOf(proposal.fromUser, messages),
        to: nameOf(proposal.toUser, messages),
      }),
      state: describeState(proposal, { now }, messages).title,
    },
    isFull,
    // Whoever asks alone has the rest here already.
    isPrivate: context.isPrivate,
    facts: isFull ? factsOf(answer, context, messages) : [],
    enrolledAt: device.device.enrolledAt
      ? when(device.device.enrolledAt)
      : messages.lookUp.notKnown,
    lastCheckInAt: device.device.lastCheckInAt
      ? agoAt(device.device.lastCheckInAt, saying)
      : messages.neverCheckedIn,
    intuneUrl: answer.intuneUrl,
  });
}

function summaryOf(
  answer: DeviceAnswer,
  context: LookUpContext,
  messages: Messages,
): string {
  const { device, primaryUser, freshness } = answer;
  const name = deviceName(device.device);
  return [
    primaryUser
      ? messages.lookUp.primaryUser({
          device: name,
          name: nameOf(primaryUser.person, messages),
        })
      : messages.lookUp.noPrimaryUser({ device: name }),
    describeConfidence(answer, context, messages),
    ...ageNote(freshness, context, messages),
  ].join(" ");
}

/** It tells of other people's logons, so others read it only where everybody may know of those. */
function surenessFor(
  { confidence, isConfidenceForAll }: DeviceAnswer,
  { isPrivate }: LookUpContext,
): Confidence {
  return isPrivate || isConfidenceForAll ? confidence : "not-shown";
}

/** How sure it is whose device it is, as far as the reader may know. */
export function describeConfidence(
  answer: DeviceAnswer,
  context: LookUpContext,
  messages: Messages,
): string {
  const confidence = surenessFor(answer, context);
  return answer.primaryUser === null && confidence === "others-use-it-more"
    ? messages.lookUp.usedByNobodysOwner
    : messages.lookUp.confidence[confidence];
}

/**
 * That sources of evidence contradict each other, and who says whom where nobody else reads it and the reader may know;
 * null where they do not.
 */
export function describeContradiction(
  { contradiction = null }: DeviceAnswer,
  { isPrivate }: LookUpContext,
  messages: Messages,
): string | null {
  if (contradiction === null) return null;
  return contradiction === "not-shown" || !isPrivate
    ? messages.lookUp.contradictedNotShown
    : messages.lookUp.contradicted({
        sources: tellContradiction(contradiction, messages),
      });
}

function contradictionFor(
  answer: DeviceAnswer,
  context: LookUpContext,
  messages: Messages,
) {
  const text = describeContradiction(answer, context, messages);
  return {
    isContradicted: text !== null,
    contradictionMark: tones.doubtful.mark,
    contradiction: text ?? "",
  };
}

/** A sign for it. */
export function surenessMark(
  answer: DeviceAnswer,
  context: LookUpContext,
): string {
  return tones[toneOf(surenessFor(answer, context))].mark;
}

/**
 * One click proposes whoever uses it more; every check is made then. The button names them, so others never read it.
 */
function proposalFor(
  answer: DeviceAnswer,
  context: LookUpContext,
  messages: Messages,
) {
  const { suggested = null } = answer;
  const canPropose =
    suggested !== null &&
    context.isPrivate &&
    context.isForMessage !== true &&
    answer.confidence === "others-use-it-more";
  return {
    canPropose,
    proposeDevice: answer.device.device.id,
    proposeUser: canPropose ? suggested.id : "",
    proposeText: canPropose
      ? messages.lookUp.proposeThem({
          name: asText(
            suggested.displayName || suggested.userPrincipalName,
            SUGGESTED_LENGTH,
          ),
        })
      : "",
  };
}

function placeOf({ primaryUser }: DeviceAnswer, messages: Messages) {
  const parts = [primaryUser?.department, primaryUser?.officeLocation];
  return {
    place: parts
      .flatMap((part) => (part ? [asText(part, PLACE_LENGTH)] : []))
      .join(" · "),
    manager: primaryUser?.isManagerLate
      ? messages.lookUp.managerLate
      : nameOf(primaryUser?.manager ?? null, messages),
  };
}

/** As on a person's card: that an account is disabled is for whoever asks alone. */
function describeAccount(
  answer: DeviceAnswer,
  { isPrivate }: LookUpContext,
  messages: Messages,
) {
  const marks = (answer.primaryUser?.account ?? [])
    .filter((mark) => isPrivate || mark !== "disabled")
    .map((mark) => messages.lookUp[mark]);
  return { hasAccountText: marks.length > 0, accountText: marks.join(" ") };
}

function describeSince({ since }: DeviceAnswer, messages: Messages) {
  return since.at
    ? { sinceText: messages.lookUp.since[since.by], sinceAt: when(since.at) }
    : { sinceText: messages.lookUp.sinceUnknown[since.by], sinceAt: "" };
}

/** Who was refused tells of the past, so others read it only where everybody may know of that. */
function notAskedFor(
  answer: DeviceAnswer,
  { isPrivate }: LookUpContext,
  messages: Messages,
) {
  const { notAsked, isConfidenceForAll, device } = answer;
  const isForAll = isPrivate || isConfidenceForAll;
  const lines = describeNotAsked(
    notAsked && !isForAll ? { notAsked: { ...notAsked, changes: [] } } : answer,
    messages,
  );
  return {
    isNotAsked: lines.length > 0,
    notAsked: lines.map(({ text, until }) => ({
      text,
      hasUntil: until !== null,
      untilAt: until ? onDay(until) : "",
    })),
    canBeLifted: !!notAsked?.silence,
    liftText: messages.lookUp.notAsked.howToLift({
      device: deviceName(device.device),
    }),
  };
}

function toneOf(confidence: Confidence): ToneName {
  switch (confidence) {
    case "uses-it-most":
    case "uses-it":
      return "done";
    case "others-use-it-more":
    case "not-seen":
      return "doubtful";
    case "shared":
    case "no-evidence":
    case "not-shown":
    case "not-shown-yet":
      return "over";
  }
}

function describeSeen(
  { seen, seenAt, confidence, accessRefusal }: DeviceAnswer,
  { isPrivate }: LookUpContext,
  saying: Parameters<typeof agoAt>[1],
) {
  const { messages } = saying;
  const isOwnOnly =
    confidence === "not-shown" || confidence === "not-shown-yet";
  const shown = isPrivate ? seen.slice(0, SEEN_SHOWN) : [];
  const more = isPrivate ? seen.length - shown.length : 0;
  return {
    hasSeen: isPrivate && (seen.length > 0 || isOwnOnly),
    seen: shown.map((user) => toSeenRow(user, saying)),
    hasMoreSeen: more > 0,
    moreSeenText: messages.andMore({ count: more }),
    isOwnOnly,
    ownOnlyText:
      confidence === "not-shown-yet"
        ? (describeRefusal(accessRefusal, messages) ??
          messages.lookUp.notSaidYet)
        : messages.lookUp.ownOnly,
    hasCounted: seenAt !== null && seen.length > 0,
    countedText: messages.lookUp.seenCounted,
    countedAt: seenAt ? agoAt(seenAt, saying) : null,
  };
}

function toSeenRow(
  { person, name, logons, lastAt }: SeenUser,
  saying: Parameters<typeof agoAt>[1],
) {
  const { messages } = saying;
  return {
    name: person ? nameOf(person, messages) : asText(name, 60),
    logons:
      logons === null
        ? messages.lookUp.lastLogonOnly
        : messages.logons({ count: logons }),
    detail: person ? asText(person.userPrincipalName, 60) : "",
    hasLast: lastAt !== null,
    lastAt: lastAt ? agoAt(lastAt, saying) : null,
  };
}

/** What Intune knows of it, name and value. */
export function factsOf(
  { device: listed }: DeviceAnswer,
  { isPrivate }: LookUpContext,
  messages: Messages,
) {
  const { device, compliance, enrolledByUpn } = listed;
  const { label } = messages.lookUp;
  const facts: readonly (readonly [string, string | null])[] = [
    [label.operatingSystem, device.operatingSystem],
    [label.manufacturer, device.manufacturer],
    [label.compliance, messages.lookUp.compliance[compliance]],
    [label.joinType, messages.lookUp.joinType[device.joinType]],
    [label.category, device.category],
    [label.enrolledBy, isPrivate ? enrolledByUpn : null],
    [label.intuneId, device.id],
    [label.entraId, device.entraDeviceId],
  ];
  return facts.flatMap(([name, value]) =>
    value ? [{ label: name, value: asText(value, FACT_LENGTH) }] : [],
  );
}
