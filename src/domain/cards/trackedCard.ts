import type { LookUpReply } from "../lookups/question.ts";
import type { ProposeResult, ProposeRequest } from "../proposals/request.ts";
import type { Handoff, HandoffDigestId } from "../handoffs/handoff.ts";
import type { HandoffObjection } from "../handoffs/handoffObjection.ts";
import type { PersonRef, UserId } from "../people/user.ts";
import type { Batch } from "../proposals/batch.ts";
import type { Proposal } from "../proposals/proposal.ts";
import type { Sweep } from "../sweep/sweep.ts";

/** A card that is posted once and edited in place as what it shows moves on. */
export type TrackedCard =
  | { readonly kind: "proposal"; readonly proposal: Proposal }
  /** For the staging lead. In a channel it mentions `lead`, when there is one. */
  | {
      readonly kind: "handoff";
      readonly handoff: Handoff;
      readonly proposal: Proposal | null;
      readonly lead: PersonRef | null;
    }
  | {
      readonly kind: "handoffDigest";
      readonly digestId: HandoffDigestId;
      /** The first of them, by the names of their devices. */
      readonly handoffs: readonly {
        readonly handoff: Handoff;
        readonly proposal: Proposal | null;
      }[];
      /** All that it tells of. */
      readonly total: number;
      readonly lead: PersonRef | null;
    }
  /** For the helpdesk: what a staging lead says against a handoff. */
  | {
      readonly kind: "objection";
      readonly handoff: Handoff;
      readonly objection: HandoffObjection;
      readonly proposal: Proposal | null;
    }
  | { readonly kind: "sweep"; readonly sweep: Sweep }
  | {
      readonly kind: "batch";
      readonly batch: Batch;
      /** The proposals of its rows, in their order. */
      readonly proposals: readonly Proposal[];
    }
  /** An answer that Microsoft was too slow for; `waits` while a better one follows. */
  | {
      readonly kind: "lookUp";
      readonly reply: LookUpReply;
      readonly asker: UserId;
      readonly isPrivate: boolean;
      readonly waits: boolean;
    }
  /** The answer to `propose` that Microsoft was too slow for; null while it is being checked. */
  | {
      readonly kind: "propose";
      readonly request: ProposeRequest;
      readonly result: ProposeResult | null;
    };
