import { within } from "../../ports/attempt.ts";
import type { ApproverList } from "../people/approverList.ts";
import type { Role } from "../people/findRole.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { Stores } from "../../ports/storage.ts";

/** What somebody may do, as far as it could be told in time. */
export interface Rights {
  /** As the directory has it; null where it does not know them. */
  readonly name: string | null;
  readonly decide: boolean;
  readonly administer: boolean;
  /** False when Entra has not said in time what they may: it may be more. */
  readonly isComplete: boolean;
}

interface Deps {
  readonly storage: Pick<Stores, "people">;
  readonly findRole: (asker: UserId) => Promise<Role>;
  readonly approvers: ApproverList;
}

/** Says what a surface may offer somebody. Whoever cannot be asked about within the budget is offered less. */
export async function rightsOf(
  deps: Deps,
  asker: UserId,
  budgetMs: number,
): Promise<Rights> {
  const [approvers, role, known] = await Promise.all([
    deps.approvers.list(budgetMs),
    within(budgetMs, deps.findRole(asker)),
    deps.storage.people.find(asker),
  ]);
  return {
    name: known?.user.displayName ?? null,
    decide: approvers?.includes(asker) === true,
    administer: role?.kind === "admin",
    isComplete: approvers !== null && role !== null,
  };
}
