import type {
  DirectoryDevice,
  UsedDevice,
} from "../../src/domain/devices/directory.ts";
import { USER_PAGE, type UserAnswer } from "../../src/domain/lookups/lookup.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import { asText } from "../text/asText.ts";
import { fitsMessage } from "./parts/messageSize.ts";
import {
  ageOf,
  describeAge,
  describeRefusal,
  ageNote,
  describeReader,
  type LookUpContext,
} from "./parts/lookUpContext.ts";
import { deviceDetail, deviceName, nameOf } from "./parts/people.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { agoAt, when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/**
 * Of a device's model and serial number: the first that a message has room for. A page of the longest in English fits
 * with 30.
 */
const DETAIL_LENGTHS = [30, 12] as const;

/** What stands in place of a button where it cannot work, in a message of somebody else's: added to each. */
const FALLBACK_LENGTH = 24;

const PLACE_LENGTH = 60;

/**
 * A person and one page of their devices. Where they work, and what they log on to without being the primary user, is
 * for whoever asked alone.
 */
export function renderUser(
  answer: UserAnswer,
  context: LookUpContext,
): RenderedCard {
  const [long, short] = DETAIL_LENGTHS;
  const rendered = render(answer, context, long);
  return fitsMessage(rendered, FALLBACK_LENGTH * USER_PAGE)
    ? rendered
    : render(answer, context, short);
}

function render(
  answer: UserAnswer,
  context: LookUpContext,
  detailLength: number,
): RenderedCard {
  const { messages = english, isPrivate, isForMessage = false } = context;
  const { user, manager, owned, page, pages } = answer;
  // It stays in the chat, or in a message, for longer than "ago" is true.
  const saying = { now: context.now, isExact: true, messages };
  const used = isPrivate ? (answer.used ?? []) : [];
  const name = nameOf(user, messages);
  const place = [user.department, user.officeLocation]
    .flatMap((part) => (part ? [asText(part, PLACE_LENGTH)] : []))
    .join(" · ");
  const accountText = describeAccount(answer, isPrivate, messages);
  return fillTemplate("user", {
    messages: messages.labels,
    summary: [
      messages.lookUp.summaryUser({
        name,
        owned: messages.lookUp.owned({ count: answer.ownedTotal }),
      }),
      ...ageNote(answer.freshness, context, messages),
    ].join(" "),
    name,
    detail: asText(user.userPrincipalName, 80),
    hasPlace: isPrivate && place !== "",
    place,
    hasManager: isPrivate && (manager !== null || answer.isManagerLate),
    manager: answer.isManagerLate
      ? messages.lookUp.managerLate
      : nameOf(manager, messages),
    ...describeAge(answer.freshness, context, messages),
    ...describeReader(answer.accountReadAt, context, messages),
    hasAccountText: accountText !== "",
    accountText,
    ownedText: describeOwned(answer, messages),
    ...describeDevicesAge(answer, context, messages),
    owned: owned.map((one) => toRow(one, detailLength, saying)),
    hasUsed: isPrivate && answer.used !== null && answer.usedTotal > 0,
    usedText: describeUsed(answer, messages),
    used: used.map((one) => ({
      ...toRow(one, detailLength, saying),
      ...describeUse(one, user.id, saying),
    })),
    hasPages: pages > 1 && !isForMessage,
    pageText: messages.details.page({ page: page + 1, pages }),
    id: user.id,
    hasPrevious: page > 0 && !isForMessage,
    previousPage: page - 1,
    hasNext: page < pages - 1 && !isForMessage,
    nextPage: page + 1,
    entraUrl: answer.entraUrl,
  });
}

/** Why somebody's account is disabled is asked sooner than others need to know that it is. */
function describeAccount(
  { user, isUndecided, accessRefusal }: UserAnswer,
  isPrivate: boolean,
  messages: Messages,
): string {
  return [
    ...(isUndecided && isPrivate
      ? [describeRefusal(accessRefusal, messages) ?? messages.lookUp.notSaidYet]
      : []),
    ...(user.accountEnabled || !isPrivate ? [] : [messages.lookUp.disabled]),
    ...(user.userType === "guest" ? [messages.lookUp.guest] : []),
  ].join(" ");
}

/** The devices are never read with the question. */
function describeDevicesAge(
  { devicesSeenAt }: UserAnswer,
  { now }: LookUpContext,
  messages: Messages,
) {
  return devicesSeenAt
    ? {
        devicesAgeText: messages.lookUp.devicesAge({
          time: ageOf(devicesSeenAt, now, messages),
        }),
        devicesSeenAt: when(devicesSeenAt),
      }
    : { devicesAgeText: messages.lookUp.devicesNotRead, devicesSeenAt: "" };
}

function describeOwned(
  { owned, ownedTotal, page }: UserAnswer,
  messages: Messages,
): string {
  const all = messages.lookUp.owned({ count: ownedTotal });
  return owned.length === 0 || owned.length === ownedTotal
    ? all
    : `${all} ${describeShown(page * USER_PAGE, owned.length, messages)}`;
}

/** They come after the last of those that the person owns, which may be on a later page. */
function describeUsed(
  { used, usedTotal, ownedTotal, page }: UserAnswer,
  messages: Messages,
): string {
  const all = messages.lookUp.used({ count: usedTotal });
  if (used === null || used.length === usedTotal) return all;
  if (used.length === 0)
    return `${all} ${messages.lookUp.fromPage({ page: Math.floor(ownedTotal / USER_PAGE) + 1 })}`;
  const before = Math.max(0, page * USER_PAGE - ownedTotal);
  return `${all} ${describeShown(before, used.length, messages)}`;
}

function describeShown(
  before: number,
  count: number,
  messages: Messages,
): string {
  return messages.lookUp.shown({ first: before + 1, last: before + count });
}

function toRow(
  { device, compliance }: DirectoryDevice,
  detailLength: number,
  saying: Parameters<typeof agoAt>[1],
) {
  const { messages } = saying;
  return {
    id: device.id,
    name: deviceName(device),
    detail: deviceDetail(device, messages, detailLength),
    complianceText: `${messages.lookUp.label.compliance}: ${messages.lookUp.compliance[compliance]}`,
    lastCheckInAt: device.lastCheckInAt
      ? agoAt(device.lastCheckInAt, saying)
      : messages.neverCheckedIn,
  };
}

/** By the last logon that Intune lists, and by what the device itself counted. */
function describeUse(
  { compliance, lastLogons, reported }: UsedDevice,
  userId: UserId,
  saying: Parameters<typeof agoAt>[1],
) {
  const { messages } = saying;
  const logon = lastLogons.find((one) => one.userId === userId);
  return {
    complianceText: [
      `${messages.lookUp.label.compliance}: ${messages.lookUp.compliance[compliance]}`,
      ...(reported ? [messages.logons({ count: reported.logons })] : []),
    ].join(" · "),
    ...(logon || !reported
      ? {
          logonText: messages.labels.lookUpLastLogon,
          logonAt: logon ? agoAt(logon.at, saying) : messages.lookUp.notKnown,
        }
      : {
          logonText: messages.lookUp.countedByDevice,
          logonAt: agoAt(reported.at, saying),
        }),
  };
}
