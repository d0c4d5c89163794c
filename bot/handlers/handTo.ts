import { z } from "zod";
import type { Clock } from "../../src/ports/clock.ts";
import type { Custodian } from "../../src/custodian.ts";
import type { ActionResult } from "../../src/domain/proposals/action.ts";
import { stateAllows } from "../../src/domain/proposals/stateTable.ts";
import { ActionNotUnderstood, Subject, Who } from "../cards/parseAction.ts";
import { explainState } from "../cards/parts/describeState.ts";
import { nameOf } from "../cards/parts/people.ts";
import {
  answerWithDeadline,
  dialogMessage,
  type DialogBody,
} from "../turn/invoke.ts";
import { toRecipient, type Turn } from "../turn/turn.ts";
import type { Messages } from "../messages/messages.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "applyAction">;
  readonly clock: Clock;
}

/**
 * `task/submit` of *Hand over* in a proposal's dialog. Whether both may decide is Custodian's to know.
 *
 * @throws {ActionNotUnderstood} no card of ours sends this.
 */
export function createHandToHandler({ custodian }: Deps) {
  return (turn: Turn): Promise<DialogBody> => {
    const { id, version, who } = parse(turn.activity.value);
    return answerWithDeadline(
      custodian
        .applyAction(
          { kind: "hand-to", proposalId: id, version, who },
          { userId: turn.userId, replyTo: toRecipient(turn) },
          turn.goesOn,
        )
        .then((result) => dialogMessage(say(result, turn.messages))),
      dialogMessage(turn.messages.turn.lateAnswer),
      { ...turn, log: turn.log.child({ proposalId: id }) },
    );
  };
}

function say(result: ActionResult, messages: Messages): string {
  switch (result.kind) {
    case "refused":
      return messages.t(result.message);
    case "checking":
      return messages.turn.checking;
    case "done": {
      const { state, handedTo } = result.proposal;
      return handedTo && stateAllows(state, "hand-to")
        ? messages.handedTo.done({ name: nameOf(handedTo.person, messages) })
        : messages.handedTo.tooLate({
            state: explainState(result.proposal, messages).title,
          });
    }
  }
}

const Submitted = z.object({
  data: z.object({ ...Subject, who: Who }),
});

function parse(value: unknown) {
  const parsed = Submitted.safeParse(value);
  if (parsed.success) return parsed.data.data;
  const paths = parsed.error.issues.map(({ path }) => path.join("."));
  throw new ActionNotUnderstood(paths.join(", "), ({ notUnderstood }) =>
    paths.includes("data.who") ? notUnderstood.who : notUnderstood.details,
  );
}
