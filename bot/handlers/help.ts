import { within } from "../../src/ports/attempt.ts";
import type { Custodian } from "../../src/custodian.ts";
import { renderHelp, type HelpScope } from "../cards/renderHelp.ts";
import { nearestCommand } from "../text/nearestCommand.ts";
import type { Reply, Turn } from "../turn/turn.ts";
import { VIEW_MS } from "./viewBudget.ts";

interface Deps {
  readonly custodian: Pick<Custodian, "findRole" | "lookUps">;
}

/** `help`: what can be said here; admins see their commands too, where Entra says in time that they are. */
export function createHelpHandler({ custodian }: Deps) {
  return async ({ activity, userId, messages }: Turn): Promise<Reply> => {
    const [access, role] = await Promise.all([
      custodian.lookUps.access(userId, VIEW_MS),
      within(VIEW_MS, custodian.findRole(userId)),
    ]);
    if (access.kind === "none" || access.kind === "not-checked")
      return { text: messages.t(access.message) };
    return renderHelp(scopeOf(activity.conversation.conversationType), {
      isAdmin: role?.kind === "admin",
      messages,
    });
  };
}

/**
 * What nobody understood: one line with the command that it was probably to be, or else the same card after a word that
 * says so.
 */
export function createUnknownCommandHandler(deps: Deps) {
  const help = createHelpHandler(deps);
  return async (turn: Turn, typed: string): Promise<Reply> => {
    turn.log.info("Unknown command");
    const reply = await help(turn);
    if (!("card" in reply)) return reply;
    const { didYouMean, unknownCommand } = turn.messages.help;
    const nearest = nearestCommand(typed);
    return nearest
      ? { text: didYouMean(nearest) }
      : { ...reply, text: unknownCommand };
  };
}

function scopeOf(conversationType: string | undefined): HelpScope {
  if (conversationType === "channel") return "team";
  return conversationType === "groupChat" ? "groupChat" : "personal";
}
