import type { Device } from "../devices/device.ts";
import type {
  Decision,
  Proposal,
  ProposalState,
  ProposalStateKind,
} from "./proposal.ts";

const OPEN: ReadonlySet<ProposalStateKind> = new Set([
  "held",
  "pending",
  "snoozed",
]);

/** Still a question: nobody has approved it, and nothing has ended it. */
export function isOpen(proposal: Proposal): boolean {
  return OPEN.has(proposal.state.kind);
}

/**
 * States in which a proposal with a place moves by itself or can be answered or tried again. So can a verified one, while its
 * change can be undone.
 */
export const LIVE_STATES = [
  "pending",
  "snoozed",
  "approved",
  "applying",
  "applied",
  "failed",
  "unconfirmed",
  "undoing",
  "undo-failed",
] as const satisfies readonly ProposalStateKind[];

/** Takes one of its channel's places. */
export function hasCardPlace(proposal: Proposal): boolean {
  return proposal.state.kind === "pending" || proposal.state.kind === "snoozed";
}

/** The human answer it has, null while there is none. */
export function decisionOf(state: ProposalState): Decision | null {
  return "decision" in state ? state.decision : null;
}

/** Waits for an answer behind a card that Teams does not take as it is. */
export function isCardRefused({ cardRefused, version }: Proposal): boolean {
  return cardRefused?.version === version;
}

/**
 * Whether the device was reset and enrolled anew after all that the proposal rests on. Where Intune tells no enrolment, it was
 * not.
 */
export function isOfFormerEnrolment(
  { createdAt, confirmedAt, evidence }: Proposal,
  { enrolledAt }: Pick<Device, "enrolledAt">,
): boolean {
  return (
    enrolledAt !== null &&
    [createdAt, confirmedAt, evidence?.observedAt].every(
      (at) => !at || at < enrolledAt,
    )
  );
}

/** The next version of a proposal, with what changes. */
export function next(
  proposal: Proposal,
  change: Partial<Omit<Proposal, "id" | "version">>,
): Proposal {
  return { ...proposal, ...change, version: proposal.version + 1 };
}
