import { AppError } from "../appError.ts";
import type { DeviceId } from "../devices/device.ts";
import type { Proposal, ProposalId } from "./proposal.ts";
import { message, type Message } from "../message.ts";

export class ProposalNotFound extends AppError {
  readonly code = "proposal.not-found";
  readonly userMessage = message("proposal.not-found");

  constructor(id: ProposalId) {
    super(`No proposal ${id}`);
  }
}

export class SlotTaken extends AppError {
  readonly code = "proposal.slot-taken";
  readonly userMessage = message("proposal.slot-taken");

  constructor(deviceId: DeviceId) {
    super(`Another proposal holds the slot of device ${deviceId}`);
  }
}

/** A bug where it is seen: every write goes through `getForUpdate`. Retrying reads the newer version. */
export class StaleProposal extends AppError {
  readonly code = "proposal.stale";
  readonly userMessage = message("proposal.stale");
  override readonly retryable = true;

  constructor(id: ProposalId, version: number) {
    super(`Proposal ${id} is not at version ${version} any more`);
  }
}

export class ProposalExpired extends AppError {
  readonly code = "proposal.expired";
  readonly userMessage = message("proposal.expired");
  readonly proposal: Proposal;

  constructor(proposal: Proposal) {
    super(`Proposal ${proposal.id} expired`);
    this.proposal = proposal;
  }
}

/** Someone, or something, was first; carries the proposal as it stands. */
export class ProposalAlreadySettled extends AppError {
  readonly code = "proposal.already-settled";
  readonly userMessage = message("proposal.already-settled");
  readonly proposal: Proposal;

  constructor(proposal: Proposal) {
    super(`Proposal ${proposal.id} is ${proposal.state.kind}`);
    this.proposal = proposal;
  }
}

/** The card that was clicked showed an older version than the stored one, which is still open. */
export class ProposalChanged extends AppError {
  readonly code = "proposal.changed";
  readonly userMessage = message("proposal.changed");
  readonly proposal: Proposal;

  constructor(proposal: Proposal) {
    super(`Proposal ${proposal.id} is at version ${proposal.version}`);
    this.proposal = proposal;
  }
}

/** What was asked for does not fit the state: undo after the window, try again of something that did not fail. */
export class ActionNotPossible extends AppError {
  readonly code = "proposal.answer-not-possible";
  readonly userMessage: Message;

  constructor(proposal: Proposal, userMessage: Message) {
    super(`Proposal ${proposal.id} is ${proposal.state.kind}: not possible`);
    this.userMessage = userMessage;
  }
}

/**
 * Nobody could do this as things are: the device or the person cannot be proposed, or it was asked for too often.
 * `reason` is a fixed word for the log; the message, which may name people, is for whoever asked.
 */
export class NotPossible extends AppError {
  readonly code = "proposal.not-possible";
  readonly userMessage: Message;

  constructor(reason: string, userMessage: Message) {
    super(`Not possible: ${reason}`);
    this.userMessage = userMessage;
  }
}
