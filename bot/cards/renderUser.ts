import type { DirectoryDevice } from "../../src/devices/directory.ts";
import type { LastLogon } from "../../src/devices/lastLogon.ts";
import type { UserAnswer } from "../../src/lookups/lookup.ts";
import type { UserId } from "../../src/people/user.ts";
import { asText } from "./asText.ts";
import { fitsMessage } from "./messageSize.ts";
import {
  ageOf,
  describeAge,
  noteAge,
  type LookUpContext,
} from "./lookUpContext.ts";
import { deviceDetail, deviceName, nameOf } from "./people.ts";
import { fillTemplate, type RenderedCard } from "./template.ts";
import { when } from "./when.ts";
import { english } from "../words/languages.ts";
import type { Words } from "../words/words.ts";

/** How many devices are shown of each list: the first that fit a message. So many of the last fit with the longest names. */
const SHOWN = [
  { owned: 24, used: 12 },
  { owned: 16, used: 8 },
  { owned: 13, used: 6 },
  { owned: 10, used: 6 },
  { owned: 6, used: 4 },
] as const;

/** What stands in place of a button where it cannot work, in a message of somebody else's: added to each. */
const FALLBACK_LENGTH = 24;

const DETAIL_LENGTH = 30;
const PLACE_LENGTH = 60;

/**
 * A person and their devices. Where they work, and what they log on to without being the primary user, is for whoever
 * asked alone.
 */
export function renderUser(
  answer: UserAnswer,
  context: LookUpContext,
): RenderedCard {
  for (const shown of SHOWN) {
    const rendered = render(answer, context, shown);
    if (fitsMessage(rendered, FALLBACK_LENGTH * (shown.owned + shown.used)))
      return rendered;
  }
  return render(answer, context, SHOWN[SHOWN.length - 1] ?? SHOWN[0]);
}

function render(
  answer: UserAnswer,
  context: LookUpContext,
  most: { readonly owned: number; readonly used: number },
): RenderedCard {
  const { words = english, isPrivate } = context;
  const { user, manager, owned, ownedTotal } = answer;
  const used = isPrivate ? (answer.used ?? []) : [];
  const name = nameOf(user, words);
  const place = [user.department, user.officeLocation]
    .flatMap((part) => (part ? [asText(part, PLACE_LENGTH)] : []))
    .join(" · ");
  const moreOwned = ownedTotal - Math.min(owned.length, most.owned);
  const moreUsed = isPrivate
    ? answer.usedTotal - Math.min(used.length, most.used)
    : 0;
  const accountWords = describeAccount(answer, isPrivate, words);
  return fillTemplate("user", {
    words: words.labels,
    summary: [
      words.lookUp.summaryUser({
        name,
        owned: words.lookUp.owned({ count: ownedTotal }),
      }),
      ...noteAge(answer.freshness, context, words),
    ].join(" "),
    name,
    detail: asText(user.userPrincipalName, 80),
    hasPlace: isPrivate && place !== "",
    place,
    hasManager: isPrivate && (manager !== null || answer.isManagerLate),
    manager: answer.isManagerLate
      ? words.lookUp.managerLate
      : nameOf(manager, words),
    ...describeAge(answer.freshness, context, words),
    hasAccountWords: accountWords !== "",
    accountWords,
    ownedWords: words.lookUp.owned({ count: ownedTotal }),
    ...describeDevicesAge(answer, context, words),
    owned: toRows(owned, user.id, most.owned, words),
    hasMoreOwned: moreOwned > 0,
    moreOwnedWords: words.andMore({ count: moreOwned }),
    hasUsed: used.length > 0,
    used: toRows(used, user.id, most.used, words),
    hasMoreUsed: moreUsed > 0,
    moreUsedWords: words.andMore({ count: moreUsed }),
    entraUrl: answer.entraUrl,
  });
}

/** Why somebody's account is disabled is asked sooner than others need to know that it is. */
function describeAccount(
  { user, isUndecided }: UserAnswer,
  isPrivate: boolean,
  words: Words,
): string {
  return [
    ...(isUndecided && isPrivate ? [words.lookUp.notSaidYet] : []),
    ...(user.accountEnabled || !isPrivate ? [] : [words.lookUp.disabled]),
    ...(user.userType === "guest" ? [words.lookUp.guest] : []),
  ].join(" ");
}

/** The devices are never read with the question. */
function describeDevicesAge(
  { devicesSeenAt }: UserAnswer,
  { now }: LookUpContext,
  words: Words,
) {
  return devicesSeenAt
    ? {
        devicesAgeWords: words.lookUp.devicesAge({
          time: ageOf(devicesSeenAt, now, words),
        }),
        devicesSeenAt: when(devicesSeenAt),
      }
    : { devicesAgeWords: words.lookUp.devicesNotRead, devicesSeenAt: "" };
}

function toRows(
  devices: readonly DirectoryDevice[],
  userId: UserId,
  most: number,
  words: Words,
) {
  return devices.slice(0, most).map(({ device, compliance, lastLogons }) => ({
    id: device.id,
    name: deviceName(device),
    detail: deviceDetail(device, words, DETAIL_LENGTH),
    compliance: `${words.lookUp.label.compliance}: ${words.lookUp.compliance[compliance]}`,
    lastCheckInAt: device.lastCheckInAt
      ? when(device.lastCheckInAt)
      : words.neverCheckedIn,
    lastLogonAt: lastLogonOf(userId, lastLogons, words),
  }));
}

function lastLogonOf(
  userId: UserId,
  lastLogons: readonly LastLogon[],
  words: Words,
): string {
  const logon = lastLogons.find((one) => one.userId === userId);
  return logon ? when(logon.at) : words.lookUp.notKnown;
}
