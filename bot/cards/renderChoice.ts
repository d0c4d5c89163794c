import type { Device } from "../../src/domain/devices/device.ts";
import type { Choice } from "../../src/domain/matching/finding.ts";
import type { User } from "../../src/domain/people/user.ts";
import type { ProposalId } from "../../src/domain/proposals/proposal.ts";
import { foldText } from "../../src/domain/matching/foldText.ts";
import { asPlainLine, asText } from "../text/asText.ts";
import { describeRefusal } from "./parts/lookUpContext.ts";
import { deviceDetail, deviceName, nameOf } from "./parts/people.ts";
import { fillTemplate, type RenderedCard } from "./parts/template.ts";
import { when } from "./parts/when.ts";
import { english } from "../messages/languages.ts";
import type { Messages } from "../messages/messages.ts";

/** Several, or names that look like one that nothing has. */
type WhatToChoose =
  | { readonly what: "device"; readonly choice: Choice<Device> }
  | { readonly what: "user"; readonly choice: Choice<User> };

/** What a choice is for. What a button carries is looked up again, and proposed in the name of whoever clicks. */
type ChoiceFor =
  | { readonly kind: "who" | "device" | "user" }
  /** The other of the two, as it was typed or chosen. */
  | {
      readonly kind: "propose";
      readonly other: string;
      /** What was said to it. */
      readonly why?: string | undefined;
    };

/** So many of the longest names fit a message. */
const ROWS_SHOWN = 10;
const NAME_LENGTH = 60;

/** Of the other half of a proposal and of what was said to it, in a button. */
const OTHER_LENGTH = 200;

/** With the longest name that it may begin with, the message still ends as it should. */
const SENTENCE_LENGTH = 600;

interface ChoiceContext {
  readonly waits?: boolean;
  readonly messages?: Messages;
}

/** Devices or people to choose from, with what tells those of one name apart. */
export function renderChoice(
  { what, choice }: WhatToChoose,
  purpose: ChoiceFor,
  { waits = false, messages = english }: ChoiceContext = {},
): RenderedCard {
  const text = asText(choice.text, NAME_LENGTH);
  const rows =
    what === "device"
      ? choice.found
          .slice(0, ROWS_SHOWN)
          .map((found) => toDeviceRow(found, messages))
      : choice.found
          .slice(0, ROWS_SHOWN)
          .map((found) => toUserRow(found, messages));
  const question = questionOf(what, choice, purpose, text, waits, messages);
  return fill(
    {
      question,
      advice: !choice.isNear
        ? null
        : rows.length > 0
          ? messages.lookUp.near
          : choice.onlyDirectory
            ? messages.lookUp.askByUpn
            : choice.unchecked
              ? null
              : messages.lookUp.nothingNear,
      isUnchecked: choice.unchecked && !waits,
      refusal: describeRefusal(choice.refusal, messages),
      waits: choice.unchecked && waits,
      rows: rows.map((row) => ({
        ...row,
        ...(purpose.kind === "propose"
          ? {
              ...pairOf(what, row.id, purpose.other),
              proposeWhy: asSent(purpose.why ?? ""),
            }
          : {}),
      })),
      hasMore: choice.more || choice.found.length > ROWS_SHOWN,
      moreText:
        messages.lookUp[
          isOneName(rows.map(({ name }) => name)) ? MORE_OF[what] : "more"
        ],
      kind: purpose.kind,
    },
    messages,
  );
}

/** What tells those of one name apart: more of the name cannot. */
const MORE_OF = {
  device: "moreDevicesOfName",
  user: "morePeopleOfName",
} as const;

function isOneName(names: readonly string[]): boolean {
  return new Set(names.map(foldText)).size === 1;
}

/** A message of ours in place of an answer; with the proposal that it tells of, a button that opens it. */
export function renderMessage(
  message: string,
  messages: Messages = english,
  proposalId: ProposalId | null = null,
): RenderedCard {
  return fill(
    {
      question: asText(message, SENTENCE_LENGTH),
      proposalId,
      advice: null,
      isUnchecked: false,
      refusal: null,
      waits: false,
      rows: [],
      hasMore: false,
      moreText: "",
      kind: "who",
    },
    messages,
  );
}

function fill(
  shown: {
    readonly question: string;
    readonly advice: string | null;
    readonly isUnchecked: boolean;
    readonly refusal: string | null;
    readonly waits: boolean;
    readonly rows: readonly { readonly name: string }[];
    readonly hasMore: boolean;
    readonly moreText: string;
    readonly kind: ChoiceFor["kind"];
    readonly proposalId?: ProposalId | null;
  },
  messages: Messages,
): RenderedCard {
  const { question, advice, rows, kind, proposalId = null } = shown;
  return fillTemplate("choice", {
    messages: messages.labels,
    summary: [
      question,
      ...(advice ? [advice] : []),
      ...rows.map(({ name }) => name),
    ]
      .slice(0, 6)
      .join(" "),
    question,
    hasAdvice: advice !== null,
    adviceText: advice,
    isUnchecked: shown.isUnchecked,
    uncheckedText:
      shown.refusal === null
        ? messages.lookUp.unchecked
        : messages.lookUp.uncheckedRefused,
    hasRefusal: shown.refusal !== null,
    refusalText: shown.refusal ?? "",
    waits: shown.waits,
    waitsText: messages.lookUp.waits,
    rows,
    hasMore: shown.hasMore,
    moreText: shown.moreText,
    isWho: kind === "who",
    isDeviceDetail: kind === "device",
    isUser: kind === "user",
    isPropose: kind === "propose",
    hasProposal: proposalId !== null,
    proposal: { id: proposalId ?? "" },
  });
}

function questionOf(
  what: "device" | "user",
  choice: Choice<unknown>,
  purpose: ChoiceFor,
  text: string,
  waits: boolean,
  messages: Messages,
): string {
  const { isNear, found } = choice;
  if (isNear) {
    // That nothing has the name is Microsoft's to say: the directory is as old as the last sweep.
    if (!choice.unchecked && !choice.onlyDirectory)
      return messages.lookUp.unknown[what]({ name: text });
    return waits && !choice.onlyDirectory
      ? messages.lookUp.lookingUp[what]({ name: text })
      : messages.lookUp.notSeen[what]({ name: text });
  }
  return purpose.kind === "propose" && found.length === 1
    ? messages.lookUp.confirm[what]({ name: text })
    : messages.lookUp.several[what]({ name: text });
}

/** The two halves of a proposal, one of them chosen with this row. */
function pairOf(what: "device" | "user", id: string, other: string) {
  const typed = asSent(other);
  return what === "device"
    ? { proposeDevice: id, proposeUser: typed }
    : { proposeDevice: typed, proposeUser: id };
}

function asSent(text: string): string {
  return asPlainLine(text).slice(0, OTHER_LENGTH).toWellFormed();
}

function toDeviceRow(device: Device, messages: Messages) {
  return {
    id: device.id,
    name: deviceName(device),
    detail: deviceDetail(device, messages, 40),
    isDevice: true,
    lastCheckInAt: device.lastCheckInAt
      ? when(device.lastCheckInAt)
      : messages.neverCheckedIn,
  };
}

function toUserRow(user: User, messages: Messages) {
  return {
    id: user.id,
    name: nameOf(user, messages),
    detail: asText(user.userPrincipalName, 80),
    isDevice: false,
    lastCheckInAt: "",
  };
}
