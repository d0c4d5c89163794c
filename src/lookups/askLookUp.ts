import { performance } from "node:perf_hooks";
import type { Device, DeviceId } from "../devices/device.ts";
import type { User, UserId } from "../people/user.ts";
import { LookUpUnavailable } from "./errors.ts";
import type {
  DeviceAnswer,
  Finding,
  GrantedAccess,
  UserAnswer,
} from "./lookup.ts";
import type { LookUps } from "./lookUps.ts";

/** Who has a device, everything about a device, or a person and their devices: by what was typed, or by the id of a choice. */
export type LookUpQuestion =
  | {
      readonly about: "who" | "device";
      readonly named: { readonly text: string } | { readonly id: DeviceId };
    }
  | {
      readonly about: "user";
      readonly named: { readonly text: string } | { readonly id: UserId };
    };

/** What there is to choose from; `isNear` when nothing has the name and these look like it, if any. */
export interface Choice<T> {
  readonly text: string;
  readonly found: readonly T[];
  readonly more: boolean;
  readonly isNear: boolean;
  /** Microsoft could not be asked in time. */
  readonly unchecked: boolean;
}

export type LookUpReply =
  | { readonly kind: "refused"; readonly message: string }
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
  /** Microsoft did not answer in time, and the directory does not know it. */
  | { readonly kind: "unavailable" };

/** Whether Microsoft's answer is missing from the reply, so that a later one can be better. */
export function isLate(reply: LookUpReply): boolean {
  switch (reply.kind) {
    case "device":
    case "user":
      return reply.answer.freshness.kind === "directory";
    case "choose-device":
    case "choose-user":
      return reply.choice.unchecked;
    case "unavailable":
      return true;
    case "refused":
    case "gone":
      return false;
  }
}

/**
 * Answers a question about a device or a person, with what the asker may see, within the budget and what the directory takes.
 * One that is named by a part of its name is answered, for nothing is changed by it; several are a choice.
 *
 * Never throws an AppError.
 */
export async function askLookUp(
  lookUps: LookUps,
  question: LookUpQuestion,
  asker: UserId,
  budgetMs: number,
): Promise<LookUpReply> {
  const endsAt = performance.now() + budgetMs;
  const leftMs = () => Math.max(0, endsAt - performance.now());
  const options = (access: GrantedAccess) => ({
    asker,
    access,
    budgetMs: leftMs(),
  });
  const access = lookUps.access(asker, budgetMs);
  try {
    if (question.about === "user") {
      const { named } = question;
      const [allowed, finding] = await Promise.all([
        access,
        "id" in named ? null : lookUps.findUser(named.text, budgetMs),
      ]);
      if (allowed.kind === "none") return refusal(allowed.message);
      const chosen = choose(named, finding, (user: User) => user.id);
      if (chosen.kind === "choice")
        return { kind: "choose-user", choice: chosen.choice };
      const answer = await lookUps.user(chosen.id, options(allowed));
      if (!answer) return { kind: "gone", what: "user" };
      await lookUps.record(asker, { kind: "user", id: answer.user.id });
      return { kind: "user", answer };
    }
    const { about, named } = question;
    const [allowed, finding] = await Promise.all([
      access,
      "id" in named ? null : lookUps.findDevice(named.text, budgetMs),
    ]);
    if (allowed.kind === "none") return refusal(allowed.message);
    const chosen = choose(named, finding, (device: Device) => device.id);
    if (chosen.kind === "choice")
      return { kind: "choose-device", about, choice: chosen.choice };
    const answer = await lookUps.device(chosen.id, options(allowed));
    if (!answer) return { kind: "gone", what: "device" };
    await lookUps.record(asker, {
      kind: "device",
      id: answer.device.device.id,
    });
    return { kind: "device", about, answer };
  } catch (error) {
    if (error instanceof LookUpUnavailable) return { kind: "unavailable" };
    throw error;
  }
}

function refusal(message: string): LookUpReply {
  return { kind: "refused", message };
}

/** What a finding leaves to choose from; null when it is one. */
export function toChoice<T>(
  text: string,
  finding: Exclude<Finding<T>, { kind: "one" }>,
): Choice<T> {
  return finding.kind === "several"
    ? {
        text,
        found: finding.found,
        more: finding.more,
        isNear: false,
        unchecked: false,
      }
    : {
        text,
        found: finding.near,
        more: false,
        isNear: true,
        unchecked: finding.unchecked,
      };
}

function choose<T, Id>(
  named: { readonly text: string } | { readonly id: Id },
  finding: Finding<T> | null,
  idOf: (found: T) => Id,
):
  | { readonly kind: "one"; readonly id: Id }
  | { readonly kind: "choice"; readonly choice: Choice<T> } {
  if ("id" in named) return { kind: "one", id: named.id };
  if (finding === null) throw new Error("Nothing was looked for");
  return finding.kind === "one"
    ? { kind: "one", id: idOf(finding.found) }
    : { kind: "choice", choice: toChoice(named.text, finding) };
}
