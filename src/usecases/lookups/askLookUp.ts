import { performance } from "node:perf_hooks";
import type { Device, DeviceId } from "../../domain/devices/device.ts";
import { sameUpn, type User, type UserId } from "../../domain/people/user.ts";
import { refusalOf, type Attempt } from "../../ports/attempt.ts";
import { MOST_FOUND } from "../../domain/matching/chooseFinding.ts";
import { chooseReading } from "./chooseReading.ts";
import { LookUpUnavailable } from "../../domain/lookups/errors.ts";
import type { Access, UserLookUpOptions } from "../../domain/lookups/lookup.ts";
import {
  toChoice,
  type Choice,
  type Finding,
} from "../../domain/matching/finding.ts";
import type { LookUps } from "./lookUps.ts";
import { nameOf } from "../../domain/matching/nameOf.ts";
import type {
  LookUpQuestion,
  LookUpReply,
} from "../../domain/lookups/question.ts";

/**
 * Answers a question about a device or a person, with what the asker may see, within the budget and what the directory takes.
 * One that is named by a part of its name is answered, for nothing is changed by it; several are a choice. What is named is not only what the directory knows by the
 * name: Microsoft is asked who else has it now, and who has it when that one is gone.
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
  const asking: Asking = {
    lookUps,
    asker,
    access: lookUps.access(asker, budgetMs),
    leftMs: () => Math.max(0, endsAt - performance.now()),
  };
  try {
    if (question.about === "user") {
      const named = await chooseReading(question.named, (text) =>
        lookUps.findUser(text, budgetMs),
      );
      return await askAboutUser(asking, named, question);
    }
    const { about } = question;
    const named = await chooseReading(question.named, (text) =>
      lookUps.findDevice(text, budgetMs),
    );
    return await askAboutDevice(asking, about, named);
  } catch (error) {
    if (error instanceof LookUpUnavailable)
      return { kind: "unavailable", refusal: error.refusal };
    throw error;
  }
}

interface Asking {
  readonly lookUps: LookUps;
  readonly asker: UserId;
  readonly access: Promise<Access>;
  readonly leftMs: () => number;
}

async function askAboutUser(
  { lookUps, asker, access, leftMs }: Asking,
  named: { readonly text: string } | { readonly id: UserId },
  {
    page = 0,
    ownedOnly = false,
  }: Pick<UserLookUpOptions, "page" | "ownedOnly">,
): Promise<LookUpReply> {
  const [allowed, finding] = await Promise.all([
    access,
    "id" in named ? null : lookUps.findUser(named.text, leftMs()),
  ]);
  if (allowed.kind === "none" || allowed.kind === "not-checked")
    return allowed.kind === "none"
      ? { kind: "refused", message: allowed.message }
      : allowed;
  const chosen = choose(named, finding, (user: User) => user.id);
  if (chosen.kind === "choice")
    return { kind: "choose-user", choice: chosen.choice };
  const read = (id: UserId) =>
    lookUps.user(id, {
      asker,
      access: allowed,
      budgetMs: leftMs(),
      page,
      ownedOnly,
    });

  let answer = await read(chosen.id);
  if (chosen.found && "text" in named) {
    // Whom the directory knows by a UPN may be gone, or have another by now, and somebody new may have this one.
    const upn = chosen.found.userPrincipalName;
    const isHandedOn =
      answer !== null &&
      sameUpn(nameOf(named.text), upn) &&
      !sameUpn(answer.user.userPrincipalName, upn);
    if (answer === null || isHandedOn) {
      const holder = await lookUps.findCurrentHolderOfUpn(upn, leftMs());
      if (holder.answered && holder.value && holder.value.id !== chosen.id)
        answer = await read(holder.value.id);
      else if (!holder.answered && answer === null)
        return { kind: "choose-user", choice: notChecked(named.text, holder) };
    }
  }
  if (!answer) return { kind: "gone", what: "user" };
  await lookUps.record(asker, { kind: "user", id: answer.user.id });
  return { kind: "user", answer };
}

async function askAboutDevice(
  { lookUps, asker, access, leftMs }: Asking,
  about: "who" | "device",
  named: { readonly text: string } | { readonly id: DeviceId },
): Promise<LookUpReply> {
  const [allowed, finding] = await Promise.all([
    access,
    "id" in named ? null : lookUps.findDevice(named.text, leftMs()),
  ]);
  if (allowed.kind === "none" || allowed.kind === "not-checked")
    return allowed.kind === "none"
      ? { kind: "refused", message: allowed.message }
      : allowed;
  const chosen = choose(named, finding, (device: Device) => device.id);
  if (chosen.kind === "choice")
    return { kind: "choose-device", about, choice: chosen.choice };
  const read = (id: DeviceId) =>
    lookUps.device(id, { asker, access: allowed, budgetMs: leftMs() });

  const { found } = chosen;
  const findOthers = async (device: Device, text: string) => {
    const namesakes = await lookUps.findNamesakes(device, text, leftMs());
    return namesakes.answered
      ? {
          ...namesakes,
          value: namesakes.value.filter((one) => one.id !== device.id),
        }
      : namesakes;
  };
  let [answer, others] = await Promise.all([
    read(chosen.id),
    found && chosen.isWhole && "text" in named
      ? findOthers(found, named.text)
      : NO_OTHERS,
  ]);
  if (found && "text" in named) {
    // Since the sweep it may have enrolled anew, under another id, or another may have got its name.
    if (answer === null && !chosen.isWhole)
      others = await findOthers(found, named.text);
    if (answer === null && !others.answered)
      return {
        kind: "choose-device",
        about,
        choice: notChecked(named.text, others),
      };
    const there = [
      ...(answer ? [found] : []),
      ...(others.answered ? others.value : []),
    ];
    const [only] = there;
    if (there.length > 1)
      return {
        kind: "choose-device",
        about,
        choice: {
          text: named.text,
          found: there.slice(0, MOST_FOUND),
          more: there.length > MOST_FOUND,
          isNear: false,
          unchecked: false,
        },
      };
    if (answer === null && only) answer = await read(only.id);
  }
  if (!answer) return { kind: "gone", what: "device" };
  await lookUps.record(asker, {
    kind: "device",
    id: answer.device.device.id,
  });
  return { kind: "device", about, answer };
}

const NO_OTHERS: Attempt<readonly Device[]> = { answered: true, value: [] };

/** For what is gone while what may have its name now could not be asked for. */
function notChecked<T>(text: string, asked: Attempt<unknown>): Choice<T> {
  return {
    text,
    found: [],
    more: false,
    isNear: true,
    unchecked: true,
    refusal: refusalOf(asked),
  };
}

function choose<T, Id>(
  named: { readonly text: string } | { readonly id: Id },
  finding: Finding<T> | null,
  idOf: (found: T) => Id,
):
  | {
      readonly kind: "one";
      readonly id: Id;
      /** Null for what was named by its id. */
      readonly found: T | null;
      /** By its whole name. */
      readonly isWhole: boolean;
    }
  | { readonly kind: "choice"; readonly choice: Choice<T> } {
  if ("id" in named)
    return { kind: "one", id: named.id, found: null, isWhole: true };
  if (finding === null) throw new Error("Nothing was looked for");
  return finding.kind === "one"
    ? {
        kind: "one",
        id: idOf(finding.found),
        found: finding.found,
        isWhole: finding.match === "exact",
      }
    : { kind: "choice", choice: toChoice(named.text, finding) };
}
