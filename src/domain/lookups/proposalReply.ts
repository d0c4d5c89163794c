import type { Message } from "../message.ts";
import type { Proposal } from "../proposals/proposal.ts";

export type ProposalReply =
  | { readonly kind: "refused"; readonly message: Message }
  | { readonly kind: "gone" }
  /** `isWhole` where they may see whose logons it rests on. */
  | {
      readonly kind: "proposal";
      readonly proposal: Proposal;
      readonly isWhole: boolean;
    };
