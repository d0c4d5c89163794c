import type { DeviceId } from "../../domain/devices/device.ts";
import type { HandoffId } from "../../domain/handoffs/handoff.ts";
import type { ProposalId } from "../../domain/proposals/proposal.ts";
import type { Stores } from "../../ports/storage.ts";
import { findDevicesInText } from "./findDevicesInText.ts";

/** A message that somebody answered to. */
export interface QuotedMessage {
  /** Of the chat or channel, without a thread. */
  readonly conversationId: string;
  /** Nearest first. */
  readonly messageIds: readonly string[];
  /** What Teams shows of it. */
  readonly text: string;
}

type Deps = {
  readonly storage: Pick<
    Stores,
    "cardPosts" | "devices" | "handoffs" | "proposals"
  >;
};

/** By the card that the message is; or by its text, where that names one device. */
export async function findDeviceOfMessage(
  { storage }: Deps,
  { conversationId, messageIds, text }: QuotedMessage,
): Promise<DeviceId | null> {
  const keys = await storage.cardPosts.listInMessages(
    conversationId,
    messageIds,
  );
  for (const key of keys) {
    const [kind, id = ""] = key.split(":", 2);
    const about =
      kind === "proposal"
        ? await storage.proposals.find(id as ProposalId)
        : kind === "handoff"
          ? await storage.handoffs.find(id as HandoffId)
          : null;
    if (about) return about.device.id;
  }
  const { devices } = await findDevicesInText({ storage }, text);
  const [only] = devices;
  return only && devices.length === 1 ? only.device.id : null;
}
