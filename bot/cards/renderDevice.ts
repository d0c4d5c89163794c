import type {
  DeviceAnswer,
  SeenUser,
  Sureness,
} from "../../src/domain/lookups/lookup.ts";
import { asText } from "../text/asText.ts";
import { describeState } from "./parts/describeState.ts";
import {
  describeAge,
  describeRefusal,
  noteAge,
  type LookUpContext,
} from "./parts/lookUpContext.ts";
import {
  describePerson,
  deviceDetail,
  deviceName,
  nameOf,
} from "./parts/people.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { type ToneName, tones } from "./parts/tone.ts";
import { when } from "./parts/when.ts";
import { english } from "../words/languages.ts";
import type { Words } from "../words/words.ts";

/** More say little, and each has a name of any length. */
const SEEN_SHOWN = 8;
const PLACE_LENGTH = 60;
const FACT_LENGTH = 60;

/**
 * A device: whose it is, since when and by what, how sure that is, and what is proposed. In full also what Intune knows
 * of it. Department, manager and other people's logons are for whoever asked alone.
 */
export function renderDevice(
  about: "who" | "device",
  answer: DeviceAnswer,
  context: LookUpContext,
): RenderedCard {
  const { words = english, now } = context;
  const { device, primaryUser, proposal } = answer;
  const name = deviceName(device.device);
  const person = primaryUser?.person ?? null;
  const isFull = about === "device";
  return fillTemplate("device", {
    words: words.labels,
    summary: summaryOf(answer, context, words),
    id: device.device.id,
    name,
    detail: deviceDetail(device.device, words),
    ...describeAge(answer.freshness, context, words),
    primaryUser: {
      ...describePerson(person, words),
      ...placeOf(answer, words),
    },
    ...describeAccount(answer, context, words),
    hasPrimaryUser: person !== null,
    userId: person?.id ?? null,
    hasPlace: context.isPrivate && placeOf(answer, words).place !== "",
    hasManager:
      context.isPrivate &&
      primaryUser !== null &&
      (primaryUser.manager !== null || primaryUser.isManagerLate),
    ...describeSince(answer, words),
    sureMark: tones[toneOf(surenessFor(answer, context))].mark,
    sureness: describeSureness(answer, context, words),
    ...describeSeen(answer, context, words),
    hasProposal: proposal !== null,
    proposal: proposal && {
      id: proposal.id,
      change: words.pending.change({
        from: nameOf(proposal.fromUser, words),
        to: nameOf(proposal.toUser, words),
      }),
      state: describeState(proposal, { now }, words).title,
    },
    isFull,
    // Whoever asks alone has the rest here already.
    isPrivate: context.isPrivate,
    facts: isFull ? factsOf(answer, context, words) : [],
    enrolledAt: device.device.enrolledAt
      ? when(device.device.enrolledAt)
      : words.lookUp.notKnown,
    lastCheckInAt: device.device.lastCheckInAt
      ? when(device.device.lastCheckInAt)
      : words.neverCheckedIn,
    intuneUrl: answer.intuneUrl,
  });
}

function summaryOf(
  answer: DeviceAnswer,
  context: LookUpContext,
  words: Words,
): string {
  const { device, primaryUser, freshness } = answer;
  const name = deviceName(device.device);
  return [
    primaryUser
      ? words.lookUp.primaryUser({
          device: name,
          name: nameOf(primaryUser.person, words),
        })
      : words.lookUp.noPrimaryUser({ device: name }),
    describeSureness(answer, context, words),
    ...noteAge(freshness, context, words),
  ].join(" ");
}

/** It tells of other people's logons, so others read it only where everybody may know of those. */
function surenessFor(
  { sureness, isSurenessForAll }: DeviceAnswer,
  { isPrivate }: LookUpContext,
): Sureness {
  return isPrivate || isSurenessForAll ? sureness : "not-shown";
}

/** How sure it is whose device it is, as far as the reader may know. */
export function describeSureness(
  answer: DeviceAnswer,
  context: LookUpContext,
  words: Words,
): string {
  const sureness = surenessFor(answer, context);
  return answer.primaryUser === null && sureness === "others-use-it-more"
    ? words.lookUp.usedByNobodysOwner
    : words.lookUp.sureness[sureness];
}

function placeOf({ primaryUser }: DeviceAnswer, words: Words) {
  const parts = [primaryUser?.department, primaryUser?.officeLocation];
  return {
    place: parts
      .flatMap((part) => (part ? [asText(part, PLACE_LENGTH)] : []))
      .join(" · "),
    manager: primaryUser?.isManagerLate
      ? words.lookUp.managerLate
      : nameOf(primaryUser?.manager ?? null, words),
  };
}

/** As on a person's card: that an account is disabled is for whoever asks alone. */
function describeAccount(
  answer: DeviceAnswer,
  { isPrivate }: LookUpContext,
  words: Words,
) {
  const marks = (answer.primaryUser?.account ?? [])
    .filter((mark) => isPrivate || mark !== "disabled")
    .map((mark) => words.lookUp[mark]);
  return { hasAccountWords: marks.length > 0, accountWords: marks.join(" ") };
}

function describeSince({ since }: DeviceAnswer, words: Words) {
  return since.at
    ? { sinceWords: words.lookUp.since[since.by], sinceAt: when(since.at) }
    : { sinceWords: words.lookUp.sinceUnknown[since.by], sinceAt: "" };
}

function toneOf(sureness: Sureness): ToneName {
  switch (sureness) {
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
  { seen, seenAt, sureness, accessRefusal }: DeviceAnswer,
  { isPrivate }: LookUpContext,
  words: Words,
) {
  const isOwnOnly = sureness === "not-shown" || sureness === "not-shown-yet";
  const shown = isPrivate ? seen.slice(0, SEEN_SHOWN) : [];
  const more = isPrivate ? seen.length - shown.length : 0;
  return {
    hasSeen: isPrivate && (seen.length > 0 || isOwnOnly),
    seen: shown.map((user) => toSeenRow(user, words)),
    hasMoreSeen: more > 0,
    moreSeenWords: words.andMore({ count: more }),
    isOwnOnly,
    ownOnlyWords:
      sureness === "not-shown-yet"
        ? (describeRefusal(accessRefusal, words) ?? words.lookUp.notSaidYet)
        : words.lookUp.ownOnly,
    hasCounted: seenAt !== null && seen.length > 0,
    countedWords: words.lookUp.seenCounted,
    countedAt: seenAt ? when(seenAt) : null,
  };
}

function toSeenRow({ person, name, logons, lastAt }: SeenUser, words: Words) {
  return {
    name: person ? nameOf(person, words) : asText(name, 60),
    logons:
      logons === null
        ? words.lookUp.lastLogonOnly
        : words.logons({ count: logons }),
    detail: person ? asText(person.userPrincipalName, 60) : "",
    hasLast: lastAt !== null,
    lastAt: lastAt ? when(lastAt) : null,
  };
}

/** What Intune knows of it, name and value. */
export function factsOf(
  { device: listed }: DeviceAnswer,
  { isPrivate }: LookUpContext,
  words: Words,
) {
  const { device, compliance, enrolledByUpn } = listed;
  const { label } = words.lookUp;
  const facts: readonly (readonly [string, string | null])[] = [
    [label.operatingSystem, device.operatingSystem],
    [label.manufacturer, device.manufacturer],
    [label.compliance, words.lookUp.compliance[compliance]],
    [label.joinType, words.lookUp.joinType[device.joinType]],
    [label.category, device.category],
    [label.enrolledBy, isPrivate ? enrolledByUpn : null],
    [label.intuneId, device.id],
    [label.entraId, device.entraDeviceId],
  ];
  return facts.flatMap(([name, value]) =>
    value ? [{ label: name, value: asText(value, FACT_LENGTH) }] : [],
  );
}
