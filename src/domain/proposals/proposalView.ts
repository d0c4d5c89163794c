import type { Message } from "../message.ts";
import type { UserId } from "../people/user.ts";
import type { Proposal, ProposalId } from "./proposal.ts";

export type ProposalView =
  | { readonly kind: "refused"; readonly message: Message }
  | { readonly kind: "gone" }
  /** Whoever asks may not see whose logons it rests on. */
  | { readonly kind: "summary"; readonly proposal: Proposal }
  | {
      readonly kind: "view";
      readonly proposal: Proposal;
      /** Why this approver may not answer; null for everybody else. */
      readonly mayNotDecide: Message | null;
      /** See `listViewers`. */
      readonly viewers: readonly string[];
    };

export interface ViewRequest {
  readonly id: ProposalId;
  readonly viewer: UserId;
  /** Where they look at it, without the thread. */
  readonly conversationId: string;
}
