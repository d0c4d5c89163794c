import type { AffinityPolicy } from "../evidence/affinity.ts";
import {
  decideAffinity,
  type AffinityEvidence,
} from "../evidence/decideAffinity.ts";
import type { LastLogon } from "../devices/lastLogon.ts";
import type { UserId } from "../people/user.ts";
import type { Confidence } from "./lookup.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** As in `decideHandoff`: so many within the window, and it is nobody's. */
const PEOPLE_OF_A_SHARED_DEVICE = 4;

/**
 * Says in words how sure it is that the primary user is the person who uses the device, by the rule that proposes
 * changes; where that has no counts to go by, by who logged on at all within its window.
 *
 * @param counted of the newest report; null without one.
 * @param lastLogons of people who may be its primary user, since it was enrolled.
 */
export function decideConfidence(
  counted: AffinityEvidence | null,
  lastLogons: readonly LastLogon[],
  primaryUser: UserId | null,
  policy: AffinityPolicy,
  now: Date,
): Exclude<Confidence, "not-shown" | "not-shown-yet"> {
  const byCount = counted && judge(counted, primaryUser, policy, now);
  if (byCount && byCount !== "not-seen") return byCount;

  const since = now.getTime() - policy.windowDays * DAY_MS;
  const lately = new Set(
    lastLogons
      .filter(({ at }) => at.getTime() >= since)
      .map(({ userId }) => userId),
  );
  if (primaryUser !== null && lately.has(primaryUser)) return "uses-it";
  if (byCount) return byCount;
  if (lately.size >= PEOPLE_OF_A_SHARED_DEVICE) return "shared";
  if (lately.size === 0) return "no-evidence";
  return primaryUser === null ? "others-use-it-more" : "not-seen";
}

/**
 * Who uses it more than its primary user does: by the counts, or else by the newest last logon. Null for nobody, or
 * where two are level.
 *
 * @param counted @param lastLogons as for `decideConfidence`. Counts that are older than the window say nothing.
 */
export function suggestPrimaryUser(
  counted: AffinityEvidence | null,
  lastLogons: readonly LastLogon[],
  primaryUser: UserId | null,
  policy: AffinityPolicy,
  now: Date,
): UserId | null {
  const since = now.getTime() - policy.windowDays * DAY_MS;
  const isFresh = counted !== null && counted.observedAt.getTime() >= since;
  const others = (isFresh ? counted.counted : [])
    .filter(({ person, logons }) => person.id !== primaryUser && logons > 0)
    .toSorted((a, b) => b.logons - a.logons);
  const [most, next] = others;
  if (most) return most.logons === next?.logons ? null : most.person.id;
  const [newest] = lastLogons
    .filter(({ userId }) => userId !== primaryUser)
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return newest?.userId ?? null;
}

/** Null when the counts say nothing. */
function judge(
  evidence: AffinityEvidence,
  primaryUser: UserId | null,
  policy: AffinityPolicy,
  now: Date,
): Exclude<Confidence, "not-shown" | "not-shown-yet" | "no-evidence"> | null {
  const logons =
    evidence.counted.find(({ person }) => person.id === primaryUser)?.logons ??
    0;
  const unlessUnseen = <T>(word: T) =>
    primaryUser !== null && logons === 0 ? ("not-seen" as const) : word;
  const outcome = decideAffinity(evidence, primaryUser, policy, now);
  switch (outcome.kind) {
    case "keep":
      switch (outcome.reason) {
        case "primary-user-leads":
          return "uses-it-most";
        case "leader-not-far-enough-ahead":
          return unlessUnseen("uses-it");
        case "already-shared":
          return "shared";
      }
    case "clear":
      return "shared";
    case "reassign":
      return unlessUnseen("others-use-it-more");
    case "unclear":
      switch (outcome.reason) {
        case "no-evidence":
        case "evidence-too-old":
          return null;
        case "no-eligible-user":
        case "primary-user-not-seen":
          return primaryUser === null ? null : "not-seen";
        case "too-few-logons":
          return unlessUnseen(
            primaryUser === null ? "others-use-it-more" : "uses-it",
          );
        case "tie":
          // Far ahead or not, as one of them alone would be.
          return unlessUnseen(
            mostLogons(evidence) >= policy.multiplier * logons
              ? "others-use-it-more"
              : "uses-it",
          );
      }
  }
}

function mostLogons({ counted }: AffinityEvidence): number {
  return Math.max(...counted.map(({ logons }) => logons));
}
