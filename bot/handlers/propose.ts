import type { Custodian } from "../../src/custodian.ts";
import type { Proposal } from "../../src/proposals/proposal.ts";
import type { ProposeInTimeResult } from "../../src/proposals/proposeInTime.ts";
import { asText } from "../cards/asText.ts";
import { parseProposeChoice, SHARED } from "../cards/parseLookUpAction.ts";
import { deviceName } from "../cards/people.ts";
import { renderChoice } from "../cards/renderChoice.ts";
import { en } from "../cards/words/en.ts";
import { parseProposeWords, type ProposeWords } from "../commandText.ts";
import {
  answerInTime,
  cardResponse,
  messageResponse,
  type InvokeBody,
} from "../invoke.ts";
import { toRecipient, type Reply, type Turn } from "../turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "propose">;
}

const USAGE =
  'Say which device and who: propose LT-0042 ana@contoso.com, or propose LT-0042 shared. Put a name with spaces in quotes: propose "Front desk 1" ana@contoso.com.';

/** Of the two seconds in which a command is answered; the rest is for the database and Teams. */
const TYPED_MS = 1_700;
/** Of the second in which a click is answered. */
const CLICKED_MS = 700;

/** Said when not even the job was stored in time. Whether it will be proposed is open at that moment, so it is not said. */
const SLOW =
  "Checking this takes longer than a click may. Type pending in a moment to see whether it was proposed.";

/** `propose <device> <user>` and `propose <device> shared`. */
export function createProposeHandler({ custodian }: Deps) {
  return async (turn: Turn, words: string): Promise<Reply> => {
    const parsed = parseProposeWords(words);
    if (parsed === null) return { text: USAGE };

    const result = await custodian.propose(
      { ...parsed, requestedBy: turn.userId },
      { budgetMs: TYPED_MS, replyTo: toRecipient(turn) },
    );
    return toReply(result, parsed);
  };
}

/**
 * *Propose* beside what was meant, where the words named it in part or several are called so: proposes in the name of whoever
 * clicks, with every check of the command.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createProposeChoiceHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const { activity, userId, log } = turn;
    const chosen = parseProposeChoice(activity.value);
    return answerInTime(
      custodian
        .propose(
          { ...chosen, requestedBy: userId },
          { budgetMs: CLICKED_MS, replyTo: toRecipient(turn) },
        )
        .then((result) => {
          const reply = toReply(result, chosen);
          return "card" in reply
            ? cardResponse(reply.card)
            : messageResponse(reply.text);
        }),
      messageResponse(SLOW),
      log,
    );
  };
}

function toReply(
  result: ProposeInTimeResult,
  { device, user }: ProposeWords,
): Reply {
  switch (result.kind) {
    case "checking":
      return { text: en.proposeChecking };
    case "refused":
      return { text: result.message };
    case "proposed":
      return { text: `Proposed: ${question(result.proposal)}` };
    case "already-open":
      return {
        text: `This is proposed already: ${question(result.proposal)}`,
      };
    case "choose-device":
      return renderChoice(
        { what: "device", choice: result.choice },
        { kind: "propose", other: user ?? SHARED },
      );
    case "choose-user":
      return renderChoice(
        { what: "user", choice: result.choice },
        { kind: "propose", other: device },
      );
  }
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
