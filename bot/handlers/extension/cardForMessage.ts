import type { Clock } from "../../../src/ports/clock.ts";
import type { Custodian } from "../../../src/custodian.ts";
import type {
  LookedUp,
  LookUpOptions,
} from "../../../src/domain/lookups/lookup.ts";
import { attachDevice, attachUser } from "../../cards/renderForMessage.ts";
import type { ExtensionAttachment } from "../../cards/parts/attachment.ts";
import type { Messages } from "../../messages/messages.ts";

export interface MessageCardDeps {
  readonly custodian: Pick<Custodian, "lookUps" | "findCard">;
  readonly clock: Clock;
}

/**
 * The card of a device or a person for a message that others will read: what the question needs, and nothing that is
 * for whoever asked alone.
 *
 * @param messages of the one who writes the message.
 * @returns null when Microsoft does not know it any more.
 * @throws {LookUpUnavailable}
 */
export async function cardForMessage(
  { custodian: { lookUps, findCard }, clock }: MessageCardDeps,
  what: LookedUp,
  options: LookUpOptions,
  messages: Messages,
): Promise<ExtensionAttachment | null> {
  if (what.kind === "user") {
    const answer = await lookUps.user(what.id, {
      ...options,
      ownedOnly: true,
    });
    return answer && attachUser(answer, clock.now(), messages);
  }
  const answer = await lookUps.device(what.id, options);
  if (answer === null) return null;
  const card = answer.proposal && (await findCard(answer.proposal.id));
  return attachDevice(answer, card, clock.now(), messages);
}
