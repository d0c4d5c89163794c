import type { Device } from "../devices/device.ts";
import type { Choice } from "../matching/finding.ts";
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

/** What a device is named by, and a proposal about it that is asked for. */
export type ProposalAboutReply =
  | Extract<ProposalReply, { readonly kind: "refused" }>
  | {
      readonly kind: "proposal";
      readonly proposal: Proposal;
      readonly isWhole: boolean;
      /** What it rests on may be seen by everybody who may look. */
      readonly isForAll: boolean;
    }
  /** Nothing about the device can be answered so. */
  | { readonly kind: "nothing"; readonly device: Device }
  | { readonly kind: "choose-device"; readonly choice: Choice<Device> };
