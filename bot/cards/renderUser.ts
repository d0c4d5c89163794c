import type { DirectoryDevice } from "../../src/devices/directory.ts";
import type { UserAnswer } from "../../src/lookups/lookup.ts";
import { asText } from "./asText.ts";
import { describeAge, noteAge, type LookUpContext } from "./lookUpContext.ts";
import { deviceDetail, deviceName, nameOf } from "./people.ts";
import { fillTemplate, type RenderedCard } from "./template.ts";
import { when } from "./when.ts";
import { en, type Words } from "./words/en.ts";

/** So many of the longest names fit a message, in both lists together. */
const OWNED_SHOWN = 6;
const USED_SHOWN = 4;
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
  const { words = en, isPrivate } = context;
  const { user, manager, owned } = answer;
  const used = isPrivate ? (answer.used ?? []) : [];
  const name = nameOf(user, words);
  const place = [user.department, user.officeLocation]
    .flatMap((part) => (part ? [asText(part, PLACE_LENGTH)] : []))
    .join(" · ");
  const moreOwned = owned.length - OWNED_SHOWN;
  const moreUsed = used.length - USED_SHOWN;
  const accountWords = describeAccount(answer, words);
  return fillTemplate("user", {
    words: words.labels,
    summary: [
      words.lookUp.summaryUser({
        name,
        owned: words.lookUp.owned(owned.length),
      }),
      ...noteAge(answer.freshness, context, words),
    ].join(" "),
    name,
    detail: asText(user.userPrincipalName, 80),
    hasPlace: isPrivate && place !== "",
    place,
    hasManager: isPrivate && manager !== null,
    manager: nameOf(manager, words),
    ...describeAge(answer.freshness, context, words),
    hasAccountWords: accountWords !== "",
    accountWords,
    ownedWords: words.lookUp.owned(owned.length),
    owned: toRows(owned, OWNED_SHOWN, words),
    hasMoreOwned: moreOwned > 0,
    moreOwnedWords: words.andMore(moreOwned),
    hasUsed: used.length > 0,
    used: toRows(used, USED_SHOWN, words),
    hasMoreUsed: moreUsed > 0,
    moreUsedWords: words.andMore(moreUsed),
    entraUrl: answer.entraUrl,
  });
}

function describeAccount({ user }: UserAnswer, words: Words): string {
  return [
    ...(user.accountEnabled ? [] : [words.lookUp.disabled]),
    ...(user.userType === "guest" ? [words.lookUp.guest] : []),
  ].join(" ");
}

function toRows(
  devices: readonly DirectoryDevice[],
  most: number,
  words: Words,
) {
  return devices.slice(0, most).map(({ device, compliance }) => ({
    id: device.id,
    name: deviceName(device),
    detail: deviceDetail(device, words, DETAIL_LENGTH),
    compliance: `${words.lookUp.label.compliance}: ${words.lookUp.compliance[compliance]}`,
    lastCheckInAt: device.lastCheckInAt
      ? when(device.lastCheckInAt)
      : words.neverCheckedIn,
  }));
}
