import { isDeepStrictEqual } from "node:util";
import type { Device } from "../devices/device.ts";
import { isSamePerson, type PersonRef } from "../people/user.ts";
import type { Contradicted } from "../evidence/agreement.ts";
import type { SettingValues } from "../settings/settings.ts";
import { isSuppressed, pastOf, whySilenced } from "./suppression.ts";
import type { FrozenEvidence, Proposal } from "./proposal.ts";
import { isOpen } from "./states.ts";
import { isWithoutRole } from "./wishes.ts";

/** What is known of a device, and what it comes to. */
export interface Evaluated {
  readonly device: Device;
  readonly primaryUser: PersonRef | null;
  /** When `…/users` showed `primaryUser`; null when only Intune's list did, which may lag. */
  readonly confirmedAt: Date | null;
  /** Null when nothing is known. */
  readonly evidence: FrozenEvidence | null;
}

/** What follows for a device's proposals. */
export interface Step {
  /** The open proposal, when the primary user is not the one it was made on any more: it ends first. */
  readonly overtaken: Proposal | null;
  readonly then:
    | { readonly kind: "nothing" }
    | { readonly kind: "suppressed" }
    | { readonly kind: "confirm"; readonly open: Proposal }
    | {
        readonly kind: "refresh";
        readonly open: Proposal;
        readonly evidence: FrozenEvidence;
      }
    /** The evidence no longer supports it; `contradicted` where that is why. */
    | {
        readonly kind: "end";
        readonly open: Proposal;
        readonly contradicted?: Contradicted;
      }
    | {
        readonly kind: "create";
        readonly toUser: PersonRef | null;
        readonly evidence: FrozenEvidence;
        /** Superseded by the new one. */
        readonly open: Proposal | null;
      };
}

const NOTHING: Step = { overtaken: null, then: { kind: "nothing" } };

/**
 * Says what the evidence changes, seen beside what is open for the device. Pure.
 *
 * - being changed right now: nothing until that is settled;
 * - the primary user changed elsewhere: the open proposal is overtaken, whoever made it;
 * - a person asked for something: the evidence never supersedes that, unless they have no role: then another change
 *   that it says takes the place of theirs, which becomes a wish;
 * - the same change is open: its evidence is refreshed, the card stays;
 * - evidence that says nothing, where the open one rests on what was known before: it stays;
 * - another change, or none any more: superseded;
 * - people said no to it lately, or that the device is to be left alone: not asked again.
 *
 * What rests on Intune's list alone changes nothing that was confirmed.
 *
 * @param earlier the device's proposals, newest first.
 */
export function chooseStep(
  evaluated: Evaluated,
  active: Proposal | null,
  earlier: readonly Proposal[],
  now: Date,
): Step {
  const { device, primaryUser, confirmedAt, evidence } = evaluated;
  if (active && !isOpen(active)) return NOTHING;
  if (active?.confirmedAt && !confirmedAt) return NOTHING;
  const isOvertaken =
    active !== null && !isSamePerson(active.fromUser, primaryUser);
  const overtaken = isOvertaken ? active : null;
  const open = isOvertaken ? null : active;
  const none: Step = { overtaken, then: { kind: "nothing" } };
  if (open?.origin.kind === "manual" && !isWithoutRole(open)) return none;
  const isNewlyConfirmed = open && confirmedAt && !open.confirmedAt;

  if (!evidence || (open && saysNothing(evidence, open, device)))
    return isNewlyConfirmed
      ? { overtaken, then: { kind: "confirm", open } }
      : none;
  const toUser = targetOf(evidence, primaryUser);
  // What a person asked for never rested on evidence.
  const unsupported: Step["then"] =
    open && !isWithoutRole(open)
      ? {
          kind: "end",
          open,
          ...(evidence.outcome.kind === "contradicted" && {
            contradicted: evidence.outcome,
          }),
        }
      : { kind: "nothing" };
  if (toUser === "no change") return { overtaken, then: unsupported };
  if (open && isSamePerson(open.toUser, toUser))
    return isNewlyConfirmed || !saysTheSame(open.evidence, evidence)
      ? { overtaken, then: { kind: "refresh", open, evidence } }
      : none;
  const past = pastOf(earlier, evidence, device.enrolledAt);
  if (
    whySilenced(earlier, primaryUser, device.enrolledAt) ||
    isSuppressed(past, toUser?.id ?? null, evidence, now)
  )
    return {
      overtaken,
      then: open ? unsupported : { kind: "suppressed" },
    };
  return { overtaken, then: { kind: "create", toUser, evidence, open } };
}

/**
 * What of a step is done by the settings. While only observing nothing new is asked by evidence: what is open goes on,
 * and a card by evidence that is not borne out any more ends.
 */
export function stepBy(
  step: Step,
  { proposing }: Pick<SettingValues, "proposing">,
): Step {
  const { then } = step;
  if (proposing === "on" || then.kind !== "create") return step;
  const { open } = then;
  return {
    ...step,
    then:
      open && !isWithoutRole(open)
        ? { kind: "end", open }
        : { kind: "nothing" },
  };
}

/**
 * Whether the evidence is that all is as it should be: of a device for which nothing is open, that changes nothing.
 */
export function asksForNothing({
  evidence,
  primaryUser,
}: Pick<Evaluated, "evidence" | "primaryUser">): boolean {
  return !evidence || targetOf(evidence, primaryUser) === "no change";
}

/** Who the evidence would make the primary user. */
function targetOf(
  { outcome, counted, lastLogons }: FrozenEvidence,
  primaryUser: PersonRef | null,
): PersonRef | null | "no change" {
  switch (outcome.kind) {
    case "reassign": {
      const winner = counted.find(({ person }) => person.id === outcome.toUser);
      if (!winner)
        throw new Error("An outcome names a user who was not counted");
      return winner.person;
    }
    case "handed-off": {
      const winner = lastLogons.find(({ userId }) => userId === outcome.toUser);
      if (!winner?.person)
        throw new Error("An outcome names a user who was not weighed");
      return winner.person;
    }
    case "took-over":
      return outcome.toUser;
    case "clear":
    case "used-by-many":
      return null;
    case "shared":
      return primaryUser === null ? "no change" : null;
    case "keep":
    case "unclear":
    case "waiting":
    case "not-concerned":
    case "stays":
    case "not-yet":
    case "contradicted":
      return "no change";
  }
}

/**
 * Intune tells no last logons of devices that are in use, now and then, and a report may count too few: neither takes
 * back what a last logon has shown in this cycle.
 */
function saysNothing(
  { outcome }: FrozenEvidence,
  open: Proposal,
  { enrolledAt }: Device,
): boolean {
  if (enrolledAt && open.createdAt < enrolledAt) return false;
  const restsOnLastLogons = open.evidence?.source === "users-logged-on";
  return (
    (outcome.kind === "waiting" && outcome.reason === "nobody-logged-on") ||
    (outcome.kind === "unclear" && restsOnLastLogons) ||
    // What was asked on enough days is not taken back before the days say otherwise.
    outcome.kind === "not-yet"
  );
}

/**
 * A report that counts the same changes nothing, so that a card in somebody's hand stays valid. Nor does one more
 * logon of somebody whose logons are known: people log on each day.
 */
function saysTheSame(
  before: FrozenEvidence | null,
  evidence: FrozenEvidence,
): boolean {
  return (
    before !== null && isDeepStrictEqual(substance(before), substance(evidence))
  );
}

function substance({ counted, leftOut, outcome, lastLogons }: FrozenEvidence) {
  return {
    counted,
    leftOut,
    outcome:
      outcome.kind === "handed-off"
        ? { ...outcome, loggedOnAt: null }
        : outcome.kind === "shared"
          ? { kind: outcome.kind }
          : outcome.kind === "took-over"
            ? { ...outcome, days: null, needed: null }
            : outcome.kind === "used-by-many"
              ? { kind: outcome.kind }
              : outcome,
    lastLogons: lastLogons
      .map(({ userId, why }) => ({ userId, why }))
      .sort((a, b) => (a.userId < b.userId ? -1 : 1)),
  };
}
