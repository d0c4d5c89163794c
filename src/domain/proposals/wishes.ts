import { isSamePerson, type PersonRef } from "../people/user.ts";
import type { Proposal, ProposalOrigin, Wish } from "./proposal.ts";

/** Somebody without a role asked for it. */
export function isWithoutRole({
  origin,
}: {
  readonly origin: ProposalOrigin;
}): boolean {
  return origin.kind === "manual" && origin.withoutRole === true;
}

/** The same, and no evidence speaks for it: it may take a part of a channel's places only. */
export function isBareWish(
  proposal: Pick<Proposal, "origin" | "evidence">,
): boolean {
  return isWithoutRole(proposal) && proposal.evidence === null;
}

/** What becomes of the wishes of a proposal when another one takes its place. */
export interface HandedOn {
  /** For the successor. */
  readonly wishes: readonly Wish[];
  /** The successor is what they asked for. */
  readonly granted: readonly Wish[];
  /** What the proposal itself asked for, where it is a wish from now on. */
  readonly stoodBack: Wish | null;
}

/**
 * Hands the wishes of an open proposal on. Where somebody without a role asked for the proposal itself, it becomes one
 * of them.
 *
 * @param requestedBy who asks for the successor; null for the evidence.
 */
export function handOnWishes(
  open: Proposal,
  toUser: PersonRef | null,
  requestedBy: PersonRef | null,
): HandedOn {
  const { origin, wishes = [] } = open;
  const own =
    origin.kind === "manual" &&
    origin.withoutRole &&
    origin.requestedBy.id !== requestedBy?.id &&
    !isSamePerson(open.toUser, toUser)
      ? {
          id: open.id,
          requestedBy: origin.requestedBy,
          toUser: open.toUser,
          ...(origin.why !== undefined && { why: origin.why }),
          askedAt: open.createdAt,
        }
      : null;
  const all = own ? [own, ...wishes] : wishes;
  const isGranted = (wish: Wish) => isSamePerson(wish.toUser, toUser);
  return {
    wishes: all.filter((wish) => !isGranted(wish)),
    granted: all.filter(isGranted),
    stoodBack: own,
  };
}
