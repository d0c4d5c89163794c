import type { Choice } from "../matching/finding.ts";
import type { Device } from "../devices/device.ts";
import type { User, UserId } from "../people/user.ts";
import type { Proposal, ProposalId } from "./proposal.ts";
import type { Message } from "../message.ts";
import type { Recipient, AskedWhere } from "../channels/channel.ts";

export interface ProposeRequest {
  /** Device name, serial number, Intune id or Entra device id. */
  readonly device: string;
  /** UPN, mail, object id or display name; null for `shared`. */
  readonly user: string | null;
  /** In the words of whoever asks; left out for nothing. */
  readonly why?: string;
  readonly requestedBy: UserId;
}

export type ProposeResult =
  | { readonly kind: "proposed"; readonly proposal: Proposal }
  /** The same was proposed already: here it is. */
  | { readonly kind: "already-open"; readonly proposal: Proposal }
  /** One of the two was not named whole, or several have the name. `message` says so where nothing can be chosen. */
  | {
      readonly kind: "choose-device";
      readonly choice: Choice<Device>;
      readonly message: Message;
    }
  | {
      readonly kind: "choose-user";
      readonly choice: Choice<User>;
      readonly message: Message;
    }
  /** Another change of the device is open, and whoever asked may not take its place: it stands on that card. */
  | { readonly kind: "wished"; readonly message: Message }
  | { readonly kind: "refused"; readonly message: Message };

/** How long whoever asked waits, in milliseconds, and where they are told how a later answer ends. */
export interface ProposeWaiting {
  readonly budgetMs: number;
  /** In private, where no message of ours can say it. */
  readonly replyTo: Recipient;
  /**
   * Where it was typed: a message there says it, and is edited. Left out for a click, whose answer only the clicker
   * sees.
   */
  readonly where?: AskedWhere;
  /** Of the proposal, where the same request may come again. Left out: a new one. */
  readonly id?: ProposalId;
  /** Called as soon as a stored job answers. */
  readonly onDeferred?: () => Promise<void>;
  /** Told of the try that goes on beside its job. */
  readonly goesOn?: (work: Promise<unknown>) => void;
}

/** A request that Microsoft was too slow for. */
export interface LateProposeRequest extends Omit<
  ProposeWaiting,
  "budgetMs" | "onDeferred" | "goesOn" | "id"
> {
  /** The proposal gets it: by that a job that runs again finds what it did. */
  readonly id: ProposalId;
  readonly request: ProposeRequest;
  /** ISO 8601. */
  readonly askedAt: string;
}

/** `checking`: Microsoft was too slow; a job proposes, and answers. Where it was typed a message says so already. */
export type ProposeWithDeadlineResult =
  ProposeResult | { readonly kind: "checking" };
