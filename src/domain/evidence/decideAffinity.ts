import type { UserId } from "../people/user.ts";
import type {
  AffinityOutcome,
  AffinityPolicy,
  LogonCount,
} from "./affinity.ts";
import type { Candidates } from "./collectCandidates.ts";

export interface AffinityEvidence extends Candidates {
  readonly observedAt: Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Stands in for the logons of a primary user who was not seen, so that there is something to be a multiple of. */
const LOGONS_OF_THE_UNSEEN = 0.5;

/** A device with fewer regular users than this is a shared desk at most, and keeps its primary user. */
const REGULAR_USERS_OF_A_SHARED_DEVICE = 4;

/**
 * Says whether a device's primary user should change, from logons alone. Pure: the same evidence always gives the
 * same outcome, so the one on a card can be recomputed when someone disputes it.
 *
 * `intent` is what the author of the published logon script meant, with our minimum of logons and shared pattern;
 * `as-published` is what that script really does. They part where the primary user was not seen: the script rounds
 * the 0.5 that should stand in for their logons to 0, fails to divide, and changes nothing.
 *
 * @param evidence only people who may be a primary user are in `counted`, each once.
 * @param primaryUser the device's now; null for none.
 */
export function decideAffinity(
  evidence: AffinityEvidence,
  primaryUser: UserId | null,
  policy: AffinityPolicy,
  now: Date,
): AffinityOutcome {
  const ageMs = now.getTime() - evidence.observedAt.getTime();
  if (ageMs > policy.windowDays * DAY_MS)
    return { kind: "unclear", reason: "evidence-too-old" };

  const seen = evidence.counted.filter(({ logons }) => logons > 0);
  const [leader] = seen.toSorted((a, b) => b.logons - a.logons);
  if (leader === undefined) {
    const someone = evidence.leftOut.some(({ logons }) => logons > 0);
    return {
      kind: "unclear",
      reason: someone ? "no-eligible-user" : "no-evidence",
    };
  }

  const total = seen.reduce((sum, { logons }) => sum + logons, 0);
  const regularUsers = countRegularUsers(seen, policy);
  const isShared =
    policy.mode === "intent" &&
    leader.logons * 2 < total &&
    regularUsers >= REGULAR_USERS_OF_A_SHARED_DEVICE;
  if (isShared)
    return primaryUser === null
      ? { kind: "keep", reason: "already-shared" }
      : { kind: "clear", reason: "shared-pattern", regularUsers };

  const primaryLogons =
    seen.find(({ person }) => person.id === primaryUser)?.logons ?? 0;
  if (primaryLogons === leader.logons)
    return { kind: "keep", reason: "primary-user-leads" };

  const leaders = seen.filter(({ logons }) => logons === leader.logons);
  if (leaders.length > 1) return { kind: "unclear", reason: "tie" };

  const wasNotSeen = primaryUser !== null && primaryLogons === 0;
  if (wasNotSeen && policy.mode === "as-published")
    return { kind: "unclear", reason: "primary-user-not-seen" };

  const base = primaryLogons || LOGONS_OF_THE_UNSEEN;
  if (
    primaryUser !== null &&
    !isMultiple(leader.logons, policy.multiplier, base)
  )
    return { kind: "keep", reason: "leader-not-far-enough-ahead" };

  if (policy.mode === "intent" && leader.logons < policy.minLogons)
    return { kind: "unclear", reason: "too-few-logons" };

  return {
    kind: "reassign",
    toUser: leader.person.id,
    share: leader.logons / total,
    ratio: primaryUser === null ? null : leader.logons / base,
    reason:
      primaryUser === null
        ? "no-primary-user"
        : wasNotSeen
          ? "primary-user-not-seen"
          : "clear-leader",
  };
}

function countRegularUsers(
  seen: readonly LogonCount[],
  policy: AffinityPolicy,
): number {
  return seen.filter(({ logons }) => logons >= policy.minLogons).length;
}

/**
 * Whether `logons >= multiplier * base`, in whole millionths: as floating-point numbers 1.1 × 10 is more than 11.
 */
function isMultiple(logons: number, multiplier: number, base: number): boolean {
  return logons * 1e6 >= Math.round(multiplier * 1e6) * base;
}
