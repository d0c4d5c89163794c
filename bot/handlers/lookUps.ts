import { parseLookUpAction } from "../cards/parseLookUpAction.ts";
import { messageResponse, type InvokeBody } from "../turn/invoke.ts";
import { parseLookUp, type LookUpKind } from "../text/parseLookUp.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import { answerClicked, answerTyped, type LookUpDeps } from "./answerLookUp.ts";

/** Fits questions of this kind; its first group is the name, its second another reading of it. For the list of commands. */
export function lookUpPattern(kind: LookUpKind): {
  exec(text: string): readonly string[] | null;
} {
  return {
    exec(text) {
      const asked = parseLookUp(text);
      if (asked?.kind !== kind) return null;
      const { name, or } = asked;
      return or === undefined ? [text, name] : [text, name, or];
    },
  };
}

/** `who <device>`, `device <device>`, `user <user>`, and what people say instead. */
export function createLookUpHandler(deps: LookUpDeps, about: LookUpKind) {
  return (turn: Turn, text: string, or?: string): Promise<Reply | null> =>
    text === ""
      ? Promise.resolve({ text: turn.messages.lookUp.howTo[about] })
      : answerTyped(deps, turn, {
          about,
          named: or === undefined ? { text } : { text, or },
        });
}

/**
 * The buttons of the cards that answer them, of choices, and of the help card.
 *
 * @throws {ActionNotUnderstood} the click carries what no card of ours sends.
 */
export function createLookUpButton(deps: LookUpDeps) {
  return (turn: Turn): Promise<InvokeBody> => {
    const question = parseLookUpAction(turn.activity.value);
    return question === null
      ? Promise.resolve(messageResponse(turn.messages.lookUp.nothingTyped))
      : answerClicked(deps, turn, question);
  };
}
