import { isDeepStrictEqual } from "node:util";
import type { LogonCount } from "../../../src/domain/evidence/affinity.ts";
import {
  describeIneligibility,
  type UserIneligibility,
} from "../../../src/domain/people/eligibility.ts";
import { sameUpn } from "../../../src/domain/people/user.ts";
import type { HandoffOutcome } from "../../../src/domain/evidence/handoffOutcome.ts";
import type {
  FrozenEvidence,
  Proposal,
} from "../../../src/domain/proposals/proposal.ts";
import { asText } from "../../text/asText.ts";
import { whoLoggedOn } from "./lastLogonList.ts";
import { nameOf } from "./people.ts";
import { tellContradiction } from "./tellContradiction.ts";
import type { Messages } from "../../messages/messages.ts";

/**
 * Says why a proposal was made, from the evidence frozen with it: the rule with its numbers, then why it is not the
 * next one in line. Names are made inert; the messages are for text runs.
 */
export function explain(proposal: Proposal, messages: Messages): string[] {
  const { evidence } = proposal;
  if (!evidence) return [messages.why.notWeighed];
  return [
    explainOutcome(proposal, evidence, messages),
    ...explainPassedOver(evidence, messages),
    ...explainRunnerUp(proposal, evidence, messages),
  ];
}

function explainOutcome(
  proposal: Proposal,
  evidence: FrozenEvidence,
  messages: Messages,
): string {
  const { outcome, policy, counted } = evidence;
  switch (outcome.kind) {
    case "keep":
      return messages.why.keep[outcome.reason];
    case "unclear":
      return messages.why.unclear[outcome.reason];
    case "clear":
      return [
        messages.why.sharedPattern({
          users: outcome.regularUsers,
          needed: policy.minLogons,
        }),
        ...(proposal.toUser ? [messages.why.evidenceSaysShared] : []),
      ].join(" ");
    case "not-concerned":
      return messages.why.notConcerned;
    case "waiting":
      return messages.why.waiting[outcome.reason];
    case "shared":
      return [
        messages.why.sharedByLastLogons({
          people: outcome.people,
          days: policy.windowDays,
        }),
        ...(proposal.toUser ? [messages.why.evidenceSaysShared] : []),
      ].join(" ");
    case "took-over":
      return messages.why.tookOver[outcome.reason]({
        to: nameOf(outcome.toUser, messages),
        from: nameOf(proposal.fromUser, messages),
        proposed: yesIf(outcome.toUser.id === proposal.toUser?.id),
        days: outcome.days,
      });
    case "used-by-many":
      return [
        messages.why.usedByMany({ people: outcome.people }),
        ...(proposal.toUser ? [messages.why.evidenceSaysShared] : []),
      ].join(" ");
    case "stays":
      return messages.why.stays[outcome.reason];
    case "not-yet":
      return messages.why.notYet[outcome.reason];
    case "contradicted":
      return messages.why.contradicted({
        sources: tellContradiction(outcome, messages),
      });
    case "handed-off":
      return explainHandedOff(proposal, evidence, outcome, messages);
    case "reassign": {
      const winner = counted.find(({ person }) => person.id === outcome.toUser);
      const to = nameOf(winner?.person ?? proposal.toUser, messages);
      const times = winner?.logons ?? 0;
      const from = nameOf(proposal.fromUser, messages);
      const proposed = yesIf(outcome.toUser === proposal.toUser?.id);
      const named = {
        "clear-leader": () =>
          messages.why.clearLeader({
            to,
            proposed,
            times,
            ratio: messages.formats.ratio(outcome.ratio ?? 0),
            from,
            fromTimes: logonsOf(proposal.fromUser?.id, counted),
            needed: messages.formats.ratio(policy.multiplier),
          }),
        "primary-user-not-seen": () =>
          messages.why.primaryUserNotSeen({
            to,
            proposed,
            times,
            about: explainUnseen(proposal, evidence, messages),
            needed: policy.minLogons,
          }),
        "no-primary-user": () =>
          messages.why.noPrimaryUser({
            to,
            proposed,
            times,
            percent: messages.formats.percent(outcome.share),
          }),
      };
      return named[outcome.reason]();
    }
  }
}

/** For a message that asks. */
function yesIf(is: boolean): "yes" | "no" {
  return is ? "yes" : "no";
}

function explainHandedOff(
  { toUser }: Proposal,
  { lastLogons }: FrozenEvidence,
  outcome: Extract<HandoffOutcome, { kind: "handed-off" }>,
  messages: Messages,
): string {
  const winner = lastLogons.find(({ userId }) => userId === outcome.toUser);
  const { stagedBy } = outcome;
  return [
    messages.why.lastRealPerson({
      to: nameOf(winner?.person ?? toUser, messages),
      proposed: yesIf(outcome.toUser === toUser?.id),
      day: messages.formats.day(outcome.loggedOnAt),
    }),
    outcome.reason === "no-primary-user"
      ? messages.why.hasNoPrimaryUser
      : stagedBy === undefined
        ? messages.why.staged
        : messages.why.stagedBy({ account: asText(stagedBy, 80) }),
  ].join(" ");
}

/** More names make a sentence nobody reads; each is in the list of last logons, with its reason. */
const PASSED_OVER_NAMED = 3;

/** Those who logged on after the one whom the rule names, a sentence for each reason. */
function explainPassedOver(
  { outcome, lastLogons }: FrozenEvidence,
  messages: Messages,
): string[] {
  if (outcome.kind !== "handed-off") return [];
  const namesByWhy = new Map<string, string[]>();
  for (const logon of lastLogons)
    if (logon.why !== null && logon.at > outcome.loggedOnAt) {
      const why = messages.t(logon.why);
      const names = namesByWhy.get(why) ?? [];
      names.push(whoLoggedOn(logon, messages));
      namesByWhy.set(why, names);
    }
  return [...namesByWhy].slice(0, PASSED_OVER_NAMED).map(([why, names]) =>
    messages.why.passedOver({
      count: names.length,
      names: messages.formats.list(
        names.length > PASSED_OVER_NAMED
          ? [
              ...names.slice(0, PASSED_OVER_NAMED - 1),
              messages.others({ count: names.length - PASSED_OVER_NAMED + 1 }),
            ]
          : names,
      ),
      why: asText(messages.t(why), WHY_LENGTH),
    }),
  );
}

/** The rule sees no logons of the primary user: there were none, or they were left out. */
function explainUnseen(
  { fromUser }: Proposal,
  { leftOut }: FrozenEvidence,
  messages: Messages,
): string {
  const name = nameOf(fromUser, messages);
  const own = leftOut.find(
    ({ upn }) => fromUser !== null && sameUpn(upn, fromUser.userPrincipalName),
  );
  if (!own) return messages.why.didNotLogOn({ name });

  // The evidence was frozen with the message instead of the reason, maybe by a version with other messages.
  const { primaryUserLeftOut, primaryUserLeftOutBecause } = messages.why;
  const reason = (Object.keys(primaryUserLeftOut) as UserIneligibility[]).find(
    (known) => isDeepStrictEqual(describeIneligibility(known), own.why),
  );
  return reason
    ? primaryUserLeftOut[reason]({ name })
    : primaryUserLeftOutBecause({
        name,
        why: asText(messages.t(own.why), WHY_LENGTH),
      });
}

/** The first who is neither the winner nor the primary user, both of whom the rule's message has named. */
function explainRunnerUp(
  proposal: Proposal,
  evidence: FrozenEvidence,
  messages: Messages,
): string[] {
  const { outcome, counted } = evidence;
  if (outcome.kind !== "reassign") return [];
  const total = counted.reduce((sum, { logons }) => sum + logons, 0);
  const next = counted.find(
    ({ person }) =>
      person.id !== outcome.toUser && person.id !== proposal.fromUser?.id,
  );
  if (!next || total === 0) return [];
  return [
    messages.why.runnerUp({
      name: nameOf(next.person, messages),
      logons: next.logons,
      percent: messages.formats.percent(next.logons / total),
    }),
  ];
}

function logonsOf(
  id: string | undefined,
  counted: readonly LogonCount[],
): number {
  return counted.find(({ person }) => person.id === id)?.logons ?? 0;
}

/** Longer than each message of describeIneligibility. */
const WHY_LENGTH = 120;

/**
 * Who was not counted and why, a line for each.
 *
 * @param most lines; one more says how many there are beside them.
 */
export function explainLeftOut(
  evidence: FrozenEvidence,
  messages: Messages,
  most: number,
): string[] {
  const { leftOut, policy } = evidence;
  const shown = leftOut.slice(0, most).map(({ upn, logons, why }) => {
    const who = {
      upn: asText(upn, 50),
      why: asText(messages.t(why), WHY_LENGTH),
    };
    return policy.mode === "active-days"
      ? messages.leftOutByDays({ ...who, days: logons })
      : messages.leftOutOne({ ...who, logons });
  });
  const more = leftOut.length - shown.length;
  if (more > 0) shown.push(messages.andMore({ count: more }));
  return shown;
}
