import { z } from "zod";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import type { LookedUp } from "../../../src/domain/lookups/lookup.ts";
import type { UserId } from "../../../src/domain/people/user.ts";
import { ActionNotUnderstood } from "../../cards/parseAction.ts";
import {
  extensionNotShown,
  extensionResult,
  type ExtensionBody,
} from "../../turn/invoke.ts";
import type { Turn } from "../../turn/turn.ts";
import { lookUpWithDeadline } from "../lookUpWithDeadline.ts";
import { cardForMessage, type MessageCardDeps } from "./cardForMessage.ts";

/**
 * `composeExtension/selectItem`: the card of what was chosen from the list, for the message that is being written.
 * The item says by an id what it is, and nothing else of it is believed.
 *
 * @throws {ActionNotUnderstood} no list of ours has such an item.
 */
export function createSelectHandler(deps: MessageCardDeps) {
  return (turn: Turn): Promise<ExtensionBody> => {
    const chosen = parseChosen(turn.activity.value);
    const notShown = (why: string) => extensionNotShown(why, turn.messages);
    return lookUpWithDeadline(deps.custodian, turn, {
      refuse: notShown,
      late: notShown(turn.messages.turn.lateForTeams),
      answer: async (options) => {
        const card = await cardForMessage(deps, chosen, options, turn.messages);
        if (card === null)
          return notShown(turn.messages.lookUp.gone[chosen.kind]);
        await deps.custodian.lookUps.record(turn.userId, chosen);
        return extensionResult([card]);
      },
    });
  };
}

const Chosen = z.object({
  kind: z.enum(["device", "user"]),
  id: z.guid().toLowerCase(),
});

function parseChosen(value: unknown): LookedUp {
  const chosen = Chosen.safeParse(value);
  if (!chosen.success)
    throw new ActionNotUnderstood(
      "chosen item",
      (messages) => messages.notUnderstood.item,
    );
  const { kind, id } = chosen.data;
  return kind === "device"
    ? { kind, id: id as DeviceId }
    : { kind, id: id as UserId };
}
