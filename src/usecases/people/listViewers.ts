import { z } from "zod";
import type { ApproverList } from "./approverList.ts";
import { NO_PAIRS } from "../../domain/people/pairedAccounts.ts";
import { nameless, type UserId } from "../../domain/people/user.ts";
import { whyMayNotDecide } from "../../domain/proposals/conflictOfInterest.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { awaitsDecision } from "../../domain/proposals/states.ts";
import type { InstallationStore } from "../../ports/stores/installationStore.ts";

interface Deps {
  readonly approvers: Pick<ApproverList, "list">;
  readonly installations: Pick<InstallationStore, "listPersonal">;
}

/**
 * Teams asks for the views of no more.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/up-to-date-views
 */
const MOST_VIEWERS = 60;

/**
 * Whose clients are to ask for their own view of a proposal's card, as Teams names them: approvers, while it waits
 * for one of them. Those whose view differs come first, the others in the order of their ids; none when nobody can
 * say in time who they are. The card is right without.
 */
export async function listViewers(
  { approvers, installations }: Deps,
  proposal: Proposal,
  budgetMs: number,
): Promise<readonly string[]> {
  if (!awaitsDecision(proposal)) return [];
  const all = (await approvers.list(budgetMs)) ?? [];
  // Only the order depends on it, so that paired accounts need not be looked up.
  const isOther = (id: UserId) =>
    whyMayNotDecide(proposal, nameless(id), NO_PAIRS) !== null;
  const chosen = [
    ...all.filter(isOther),
    ...all.filter((id) => !isOther(id)),
  ].slice(0, MOST_VIEWERS);
  if (chosen.length === 0) return [];
  const teamsIds = new Map(
    (await installations.listPersonal(chosen)).map(({ userId, reference }) => [
      userId,
      Chat.parse(reference).user?.id,
    ]),
  );
  return chosen.map((id) => teamsIds.get(id) ?? `8:orgid:${id}`);
}

/** A stored conversation, as teamsfx took it down; one without the person's own id is of no use here. */
const Chat = z
  .object({ user: z.object({ id: z.string().min(1).max(200) }).optional() })
  .catch({});
