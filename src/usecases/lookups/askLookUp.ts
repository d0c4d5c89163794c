import { performance } from "node:perf_hooks";
import type { Device, DeviceId } from "../../domain/devices/device.ts";
import { LookUpUnavailable } from "../../domain/lookups/errors.ts";
import type {
  Access,
  GrantedAccess,
  LookedUp,
} from "../../domain/lookups/lookup.ts";
import type {
  DevicesAskedFor,
  LookUpReply,
  Question,
  TypedName,
} from "../../domain/lookups/question.ts";
import {
  chooseReading,
  MOST_FOUND,
  toChoice,
  type Choice,
  type Finding,
} from "../../domain/matching/finding.ts";
import { sameUpn, type UserId } from "../../domain/people/user.ts";
import { refusalOf, type Attempt } from "../../ports/attempt.ts";
import { findDevice, findNamesakes } from "./findDevice.ts";
import { askableIn, findCurrentHolderOfUpn, findUser } from "./findUser.ts";
import { lookUpDevice } from "./lookUpDevice.ts";
import type { LookUpDeps, LookUps } from "./lookUps.ts";
import { lookUpUser } from "./lookUpUser.ts";

export interface AskDeps extends LookUpDeps {
  readonly lookUps: Pick<LookUps, "access">;
}

/**
 * Answers a question about a device or a person, with what the asker may see, within the budget and what the
 * directory takes. One that is named by a part of its name is answered, for nothing is changed by it; several are a
 * choice. What is named is not only what the directory knows by the name: Microsoft is asked who else has it now, and
 * who has it when that one is gone.
 *
 * Never throws an AppError.
 */
export async function askLookUp(
  deps: AskDeps,
  question: Question,
  asker: UserId,
  budgetMs: number,
): Promise<LookUpReply> {
  const endsAt = performance.now() + budgetMs;
  const asking: Asking = {
    deps,
    asker,
    access: deps.lookUps.access(asker, budgetMs),
    leftMs: () => Math.max(0, endsAt - performance.now()),
  };
  try {
    return question.kind === "user"
      ? await askAboutUser(asking, question)
      : await askAboutDevice(asking, question.kind, question);
  } catch (error) {
    if (error instanceof LookUpUnavailable)
      return { kind: "unavailable", refusal: error.refusal };
    throw error;
  }
}

interface Asking {
  readonly deps: AskDeps;
  readonly asker: UserId;
  readonly access: Promise<Access>;
  readonly leftMs: () => number;
}

/** What both kinds of question begin with: what the asker may see, and what is meant, asked for at once. */
async function begin<T extends { readonly id: unknown }>(
  { deps, access, leftMs }: Asking,
  question: TypedName | { readonly id: T["id"] },
  find: (deps: AskDeps, name: string, budgetMs: number) => Promise<Finding<T>>,
): Promise<
  | {
      readonly kind: "begun";
      readonly allowed: GrantedAccess;
      readonly chosen: Chosen<T>;
    }
  | Extract<LookUpReply, { readonly kind: "refused" | "not-checked" }>
> {
  const [allowed, sought] = await Promise.all([
    access,
    "id" in question
      ? question
      : seek(question, (name) => find(deps, name, leftMs())),
  ]);
  if (allowed.kind === "none")
    return { kind: "refused", message: allowed.message };
  if (allowed.kind === "not-checked") return allowed;
  return { kind: "begun", allowed, chosen: choose(sought) };
}

async function askAboutUser(
  asking: Asking,
  question: (TypedName | { readonly id: UserId }) & DevicesAskedFor,
): Promise<LookUpReply> {
  const { deps, asker, leftMs } = asking;
  const begun = await begin(asking, question, findUser);
  if (begun.kind !== "begun") return begun;
  const { allowed, chosen } = begun;
  if (chosen.kind === "choice")
    return { kind: "choose-user", choice: chosen.choice };
  const { page = 0, ownedOnly = false } = question;
  const read = (id: UserId) =>
    lookUpUser(deps, id, {
      asker,
      access: allowed,
      budgetMs: leftMs(),
      page,
      ownedOnly,
    });

  let answer = await read(chosen.id);
  if (chosen.named) {
    const { name, found } = chosen.named;
    // Whom the directory knows by a UPN may be gone, or have another by now, and somebody new may have this one.
    const upn = found.userPrincipalName;
    const isHandedOn =
      answer !== null &&
      sameUpn(askableIn(name) ?? name, upn) &&
      !sameUpn(answer.user.userPrincipalName, upn);
    if (answer === null || isHandedOn) {
      const holder = await findCurrentHolderOfUpn(deps, upn, leftMs());
      if (holder.answered && holder.value && holder.value.id !== chosen.id)
        answer = await read(holder.value.id);
      else if (!holder.answered && answer === null)
        return { kind: "choose-user", choice: notChecked(name, holder) };
    }
  }
  if (!answer) return { kind: "gone", what: "user" };
  await record(deps, asker, { kind: "user", id: answer.user.id });
  return { kind: "user", answer };
}

async function askAboutDevice(
  asking: Asking,
  about: "who" | "device",
  question: TypedName | { readonly id: DeviceId },
): Promise<LookUpReply> {
  const { deps, asker, leftMs } = asking;
  const begun = await begin(asking, question, findDevice);
  if (begun.kind !== "begun") return begun;
  const { allowed, chosen } = begun;
  if (chosen.kind === "choice")
    return { kind: "choose-device", about, choice: chosen.choice };
  const read = (id: DeviceId) =>
    lookUpDevice(deps, id, { asker, access: allowed, budgetMs: leftMs() });

  const findOthers = async ({ found, name }: Named<Device>) => {
    const namesakes = await findNamesakes(deps, found, name, leftMs());
    return namesakes.answered
      ? {
          ...namesakes,
          value: namesakes.value.filter((one) => one.id !== found.id),
        }
      : namesakes;
  };
  const { named } = chosen;
  let [answer, others] = await Promise.all([
    read(chosen.id),
    named?.isWhole ? findOthers(named) : NO_OTHERS,
  ]);
  if (named) {
    const { name, found, isWhole } = named;
    // Since the sweep it may have enrolled anew, under another id, or another may have got its name.
    if (answer === null && !isWhole) others = await findOthers(named);
    if (answer === null && !others.answered)
      return {
        kind: "choose-device",
        about,
        choice: notChecked(name, others),
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
          text: name,
          found: there.slice(0, MOST_FOUND),
          more: there.length > MOST_FOUND,
          isNear: false,
          unchecked: false,
        },
      };
    if (answer === null && only) answer = await read(only.id);
  }
  if (!answer) return { kind: "gone", what: "device" };
  await record(deps, asker, { kind: "device", id: answer.device.device.id });
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

/** What was found for a name: for the reading of it that is meant. */
interface Sought<T> {
  readonly name: string;
  readonly finding: Finding<T>;
}

/** Seeks what is named, each reading of the name once, and both at once: they share one budget. */
export async function seek<T>(
  { name, or, typed = name }: TypedName,
  find: (name: string) => Promise<Finding<T>>,
): Promise<Sought<T>> {
  if (or === undefined) return { name, finding: await find(typed) };
  const [whole, rest] = await Promise.all([find(typed), find(or)]);
  if (chooseReading(whole, rest) === "whole") return { name, finding: whole };
  // Neither is known not to exist while one of them was not asked for.
  const isOpen =
    rest.kind === "none" && whole.kind === "none" && whole.unchecked;
  return {
    name: or,
    finding:
      isOpen && !rest.unchecked
        ? { ...rest, unchecked: true, refusal: whole.refusal ?? null }
        : rest,
  };
}

/** The one that was found by its name. */
interface Named<T> {
  readonly name: string;
  readonly found: T;
  /** By its whole name. */
  readonly isWhole: boolean;
}

type Chosen<T extends { readonly id: unknown }> =
  | {
      readonly kind: "one";
      readonly id: T["id"];
      /** Null for what was asked for by its id. */
      readonly named: Named<T> | null;
    }
  | { readonly kind: "choice"; readonly choice: Choice<T> };

function choose<T extends { readonly id: unknown }>(
  sought: { readonly id: T["id"] } | Sought<T>,
): Chosen<T> {
  if ("id" in sought) return { kind: "one", id: sought.id, named: null };
  const { name, finding } = sought;
  if (finding.kind !== "one")
    return { kind: "choice", choice: toChoice(name, finding) };
  const { found, match } = finding;
  return {
    kind: "one",
    id: found.id,
    named: { name, found, isWhole: match === "exact" },
  };
}

function record(
  { storage, clock }: AskDeps,
  asker: UserId,
  what: LookedUp,
): Promise<void> {
  return storage.recentLookUps.record(asker, what, clock.now());
}
