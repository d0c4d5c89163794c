import type { Custodian } from "../../src/custodian.ts";
import { renderHelp, type HelpScope } from "../cards/renderHelp.ts";
import type { Reply, Turn } from "../turn.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "requireAdmin">;
}

/** `help`: what can be said here; admins see their commands too. */
export function createHelpHandler({ custodian }: Deps) {
  return async ({ activity, userId, log }: Turn): Promise<Reply> => {
    // Help has to work when Entra does not; the commands themselves ask again.
    const permission = await custodian
      .requireAdmin(userId)
      .catch((error: unknown) => {
        log.warn({ err: error }, "Help is shown without admin commands");
        return { allowed: false };
      });
    return renderHelp(scopeOf(activity.conversation.conversationType), {
      isAdmin: permission.allowed,
    });
  };
}

/** What nobody understood is answered with the same card, after a word that says so. */
export function createUnknownCommandHandler(deps: Deps) {
  const help = createHelpHandler(deps);
  return async (turn: Turn): Promise<Reply> => {
    turn.log.info("Unknown command");
    return {
      ...(await help(turn)),
      text: "I do not know that command. This is what I can do:",
    };
  };
}

function scopeOf(conversationType: string | undefined): HelpScope {
  if (conversationType === "channel") return "team";
  return conversationType === "groupChat" ? "groupChat" : "personal";
}
