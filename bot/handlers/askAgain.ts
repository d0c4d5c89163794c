import type { Custodian } from "../../src/custodian.ts";
import { unquote } from "../text/commandText.ts";
import type { Reply, Turn } from "../turn/turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "liftSilence">;
}

/** `ask again <device>`: lifts the silence that people's answers put on a device. Who may, Custodian looks up. */
export function createAskAgainHandler({ custodian }: Deps) {
  return async ({ messages, userId }: Turn, typed: string): Promise<Reply> => {
    const { askAgain, t } = messages;
    const named = unquote(typed);
    if (named === "") return { text: askAgain.howTo };
    const result = await custodian.liftSilence(named, userId);
    if (result.kind === "refused") return { text: t(result.message) };
    const { kind, device } = result;
    return {
      text:
        kind === "lifted"
          ? askAgain.lifted({ device })
          : askAgain.notSilenced({ device }),
    };
  };
}
