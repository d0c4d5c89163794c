import type { PersonRef, UserId } from "../people/user.ts";
import type {
  FrozenEvidence,
  Proposal,
  ProposalState,
  SilenceReason,
} from "./proposal.ts";
import { decisionOf } from "./states.ts";
import { isBareWish } from "./wishes.ts";
import { suppressionBy, type StateOf, type Suppressing } from "./stateTable.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long a "no" of people holds, and how long a question that led nowhere is not asked again. */
const REFUSED_DAYS = 45;
const UNANSWERED_DAYS = 7;

/** So many times people say no about a device without a primary user, and no more is asked about it. */
const REFUSALS_THAT_SILENCE = 2;

/**
 * Whether people's answers silence a device until an admin lifts it: somebody said that it is shared on purpose, or
 * said no twice while it had no primary user. Null where they do not. Once it has a primary user, the second kind
 * is over. Answers of before an admin lifted the last silence count no more.
 *
 * *Shared on purpose* is about where the device stands, so it outlives that it is set up anew under its id: only an
 * admin lifts it. What Intune lists under another id is another device, since serial numbers repeat. The two noes are
 * about people of one enrolment, and end with it.
 *
 * @param earlier the device's proposals, in any order.
 */
export function whySilenced(
  earlier: readonly Proposal[],
  primaryUser: PersonRef | null,
  enrolledAt: Date | null,
): SilenceReason | null {
  const liftedAt = Math.max(
    ...earlier.map(({ silence }) => silence?.lifted?.at.getTime() ?? -Infinity),
    -Infinity,
  );
  const refusals = earlier.filter(
    ({ state }) => isRefused(state) && settledAt(state).getTime() > liftedAt,
  );
  if (
    refusals.some(
      ({ state }) => decisionOf(state)?.choice === "shared-on-purpose",
    )
  )
    return "shared-on-purpose";
  const withoutOwner = refusals.filter(
    (proposal) =>
      proposal.fromUser === null &&
      (!enrolledAt || proposal.createdAt >= enrolledAt) &&
      !isBareWish(proposal),
  );
  return primaryUser === null && withoutOwner.length >= REFUSALS_THAT_SILENCE
    ? "refused-twice"
    : null;
}

/**
 * What of a device's past speaks against asking again. A device that was enrolled again begins anew for its last
 * logons: a "no" to the person of the cycle before says nothing of the next, be it the same one.
 */
export function pastOf(
  earlier: readonly Proposal[],
  { outcome }: Pick<FrozenEvidence, "outcome">,
  enrolledAt: Date | null,
): readonly Proposal[] {
  const restsOnLastLogons =
    outcome.kind === "handed-off" || outcome.kind === "shared";
  return restsOnLastLogons && enrolledAt
    ? earlier.filter(({ createdAt }) => createdAt >= enrolledAt)
    : earlier;
}

/**
 * Whether people have lately said no to this very change, or let it lie, so that it is not proposed again.
 *
 * A rejection or an undo holds for 45 days for the pair of device and person, whatever the evidence says since: more
 * of the same is no news. An expired proposal holds for 7 days; so does one that failed or stayed unconfirmed, whose
 * card offers *Try again* already. A device that people made a shared one stays so against a last logon, which tells
 * no pattern.
 *
 * A no to what somebody without a role wished for, with no evidence, says nothing of evidence: else one employee could
 * keep it from ever being asked about.
 *
 * @param earlier proposals of the same device.
 * @param toUser who would become the primary user; null for a shared device.
 */
export function isSuppressed(
  earlier: readonly Proposal[],
  toUser: UserId | null,
  { outcome }: Pick<FrozenEvidence, "outcome">,
  now: Date,
): boolean {
  if (outcome.kind === "handed-off" && wasMadeShared(earlier)) return true;
  return earlier.some((proposal) => {
    if ((proposal.toUser?.id ?? null) !== toUser) return false;
    const until = suppressedUntil(proposal);
    return until !== null && now < until;
  });
}

/**
 * Until when what an ended proposal asked is not asked again; null where it stands against nothing. For whoever shows
 * it, too.
 */
export function suppressedUntil(proposal: Proposal): Date | null {
  const { state, postedAt } = proposal;
  if (!isSuppressing(state) || isBareWish(proposal)) return null;
  // Nobody was asked.
  if (state.kind === "expired" && postedAt === null) return null;
  switch (suppressionBy(state.kind)) {
    case "refused":
      return daysAfter(settledAt(state), REFUSED_DAYS);
    case "unanswered":
      return daysAfter(settledAt(state), UNANSWERED_DAYS);
    case null:
      return null;
  }
}

function daysAfter(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MS);
}

/** Newest first: the last change that Intune shows. */
function wasMadeShared(earlier: readonly Proposal[]): boolean {
  const last = earlier.find(({ state }) => state.kind === "verified");
  return last !== undefined && last.toUser === null;
}

/** Whether people said no to it, or took it back. */
export function isRefused(state: ProposalState): state is StateOf<Suppressing> {
  return isSuppressing(state) && suppressionBy(state.kind) === "refused";
}

/** A change that is not asked about again for a while. */
export interface NotAskedAgain {
  /** Null for a shared device. */
  readonly toUser: PersonRef | null;
  readonly until: Date;
}

/** Which changes of a device evidence does not ask about now, the one held for the longest first. */
export function listNotAskedAgain(
  earlier: readonly Proposal[],
  enrolledAt: Date | null,
  now: Date,
): readonly NotAskedAgain[] {
  const held = new Map<UserId | null, NotAskedAgain>();
  for (const proposal of earlier) {
    const until = suppressedUntil(proposal);
    if (!until || until <= now) continue;
    // Last logons begin anew with each enrolment; see `pastOf`.
    if (
      enrolledAt &&
      proposal.createdAt < enrolledAt &&
      proposal.evidence?.source === "users-logged-on"
    )
      continue;
    const { toUser } = proposal;
    const before = held.get(toUser?.id ?? null);
    if (!before || before.until < until)
      held.set(toUser?.id ?? null, { toUser, until });
  }
  return [...held.values()].sort(
    (a, b) => b.until.getTime() - a.until.getTime(),
  );
}

function isSuppressing(state: ProposalState): state is StateOf<Suppressing> {
  return suppressionBy(state.kind) !== null;
}

function settledAt(state: StateOf<Suppressing>): Date {
  switch (state.kind) {
    case "rejected":
      return state.decision.decidedAt;
    case "undone":
      return state.undoneAt;
    case "failed":
    case "undo-failed":
      return state.failure.at;
    case "expired":
      return state.at;
    case "unconfirmed":
      return state.since;
  }
}
