import type { Choice } from "../matching/finding.ts";
import { nameOf } from "../matching/nameOf.ts";
import type { AskedWhere } from "../channels/channel.ts";
import type { Device, DeviceId } from "../devices/device.ts";
import type { User, UserId } from "../people/user.ts";
import type { Message } from "../message.ts";
import type {
  UserAnswer,
  DeviceAnswer,
  UserLookUpOptions,
  Freshness,
} from "./lookup.ts";

/** What is asked: who has a device, everything about a device, or a person and their devices. */
export type QuestionKind = "who" | "device" | "user";

export interface TypedName {
  /** Without quotes and the sentence's end; empty when nothing was named. */
  readonly name: string;
  /** The name without the noun before it, which may be a part of the name: "the tablet 3771" is called either. */
  readonly or?: string;
  /** Just as it stands there, with quotes and the sentence's end: where something has that as its name, it is meant. */
  readonly typed?: string;
}

/** A question as its text says it. */
export interface TypedQuestion extends TypedName {
  readonly kind: QuestionKind;
}

/** A question by what was typed, or by the id of a choice; and which of a person's devices it is about. */
export type Question = DevicesAskedFor &
  (
    | TypedQuestion
    | { readonly kind: "who" | "device"; readonly id: DeviceId }
    | { readonly kind: "user"; readonly id: UserId }
  );

export type DevicesAskedFor = Pick<UserLookUpOptions, "page" | "ownedOnly">;

export type LookUpReply =
  | { readonly kind: "refused"; readonly message: Message }
  /** Entra has not said in time who asks. */
  | { readonly kind: "not-checked"; readonly message: Message }
  | {
      readonly kind: "device";
      readonly about: "who" | "device";
      readonly answer: DeviceAnswer;
    }
  | { readonly kind: "user"; readonly answer: UserAnswer }
  | {
      readonly kind: "choose-device";
      readonly about: "who" | "device";
      readonly choice: Choice<Device>;
    }
  | { readonly kind: "choose-user"; readonly choice: Choice<User> }
  /** It was there when it was chosen or found, and is no more. */
  | { readonly kind: "gone"; readonly what: "device" | "user" }
  /**
   * Microsoft did not answer, and the directory does not know it. `refusal` is why, where asking again does not help.
   */
  | { readonly kind: "unavailable"; readonly refusal: Message | null };

/**
 * Whether Microsoft's answer is missing from the reply, so that a later one can be better. What Microsoft refuses to
 * answer, it refuses a minute later.
 */
export function isLate(reply: LookUpReply): boolean {
  switch (reply.kind) {
    case "device":
      return (
        isStale(reply.answer.freshness) ||
        (reply.answer.confidence === "not-shown-yet" &&
          !reply.answer.accessRefusal)
      );
    case "user":
      return (
        isStale(reply.answer.freshness) ||
        (reply.answer.isUndecided === true && !reply.answer.accessRefusal)
      );
    case "choose-device":
    case "choose-user":
      return reply.choice.unchecked && !reply.choice.refusal;
    case "unavailable":
      return reply.refusal === null;
    case "not-checked":
      return true;
    case "refused":
    case "gone":
      return false;
  }
}

function isStale(freshness: Freshness): boolean {
  return freshness.kind === "directory" && !freshness.refusal;
}

/** One late answer; names its card. */
export type LookUpId = string & { readonly __brand: "LookUpId" };

/** A question that was typed, and where its answer stands. */
export interface AskedInConversation {
  readonly question: Question;
  readonly asker: UserId;
  readonly where: AskedWhere;
  /** Only the asker reads the conversation. */
  readonly isPrivate: boolean;
  /** Called as soon as a stored job answers. */
  readonly onDeferred?: () => Promise<void>;
}

export interface LateLookUp extends Omit<
  AskedInConversation,
  "onDeferred" | "question"
> {
  readonly id: LookUpId;
  readonly question: StoredQuestion;
  /** ISO 8601. */
  readonly askedAt: string;
}

/**
 * A question as a job keeps it. A process of an earlier version may take the job and knows no other shape, so this one
 * stays, whatever the code calls its parts.
 */
export type StoredQuestion = DevicesAskedFor & {
  readonly about: QuestionKind;
  readonly named:
    | { readonly text: string; readonly or?: string }
    | { readonly id: DeviceId | UserId };
};

export function toStoredQuestion(question: Question): StoredQuestion {
  if ("id" in question) {
    const { kind, id, ...asked } = question;
    return { ...asked, about: kind, named: { id } };
  }
  const { kind, name, or, typed, ...asked } = question;
  return {
    ...asked,
    about: kind,
    named: { text: typed ?? name, ...(or === undefined ? {} : { or }) },
  };
}

export function readStoredQuestion(stored: StoredQuestion): Question {
  const { about, named, ...asked } = stored;
  if ("text" in named) {
    const { text, ...or } = named;
    const name = nameOf(text).replace(/(?<=\S)[\s?!.,;:]+$/, "");
    return {
      ...asked,
      kind: about,
      name,
      ...or,
      ...(name === text ? {} : { typed: text }),
    };
  }
  return about === "user"
    ? { ...asked, kind: about, id: named.id as UserId }
    : { ...asked, kind: about, id: named.id as DeviceId };
}
