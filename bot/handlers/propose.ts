import type { Custodian } from "../../src/custodian.ts";
import type { Proposal } from "../../src/proposals/proposal.ts";
import { asText } from "../cards/asText.ts";
import { deviceName } from "../cards/people.ts";
import { parseProposeWords } from "../commandText.ts";
import type { Reply, Turn } from "../turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "propose">;
}

const USAGE =
  'Say which device and who: propose LT-0042 ana@contoso.com, or propose LT-0042 shared. Put a name with spaces in quotes: propose "Front desk 1" ana@contoso.com.';

/** `propose <device> <user>` and `propose <device> shared`. */
export function createProposeHandler({ custodian }: Deps) {
  return async (turn: Turn, words: string): Promise<Reply> => {
    const parsed = parseProposeWords(words);
    if (parsed === null) return { text: USAGE };

    const result = await custodian.propose({
      ...parsed,
      requestedBy: turn.userId,
    });
    switch (result.kind) {
      case "refused":
        return { text: result.message };
      case "proposed":
        return { text: `Proposed: ${question(result.proposal)}` };
      case "already-open":
        return {
          text: `This is proposed already: ${question(result.proposal)}`,
        };
    }
  };
}

function question({ device, toUser, state }: Proposal): string {
  const change =
    toUser === null
      ? `${deviceName(device)} becomes a shared device.`
      : `${asText(toUser.displayName, 60)} becomes the primary user of ${deviceName(device)}.`;
  const next =
    state.kind === "held"
      ? "It waits for a place in a channel; it is posted as soon as there is one."
      : "An approver decides on its card in the channel.";
  return `${change} ${next}`;
}
