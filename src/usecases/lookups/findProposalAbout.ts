import type { ProposalAboutReply } from "../../domain/lookups/proposalReply.ts";
import { toChoice } from "../../domain/matching/finding.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { allows } from "../../domain/proposals/states.ts";
import { HISTORY } from "../proposals/history.ts";
import { findDevice } from "./findDevice.ts";
import type { AskDeps } from "./askLookUp.ts";

/** What somebody wants to do, and the device as they named it. */
export interface ProposalAbout {
  readonly act: "approve" | "undo";
  readonly device: string;
}

/**
 * Finds the proposal that somebody means who wants to approve it or undo its change: the one about the device that
 * allows it now, or else the newest, whose card says why not. Changes nothing: whether they may is seen when they
 * click.
 *
 * Never throws an AppError.
 */
export async function findProposalAbout(
  deps: AskDeps,
  { act, device: named }: ProposalAbout,
  asker: UserId,
  budgetMs: number,
): Promise<ProposalAboutReply> {
  const [access, finding] = await Promise.all([
    deps.lookUps.access(asker, budgetMs),
    findDevice(deps, named, budgetMs),
  ]);
  if (access.kind === "none" || access.kind === "not-checked")
    return { kind: "refused", message: access.message };
  // A part of a name is enough to be shown something, and not to be led to an act.
  if (finding.kind === "one" && finding.match !== "exact")
    return {
      kind: "choose-device",
      choice: {
        text: named,
        found: [finding.found],
        more: false,
        isNear: true,
        unchecked: false,
      },
    };
  if (finding.kind !== "one")
    return { kind: "choose-device", choice: toChoice(named, finding) };
  const { proposals } = deps.storage;
  const all = await proposals.listForDevice(finding.found.id, HISTORY);
  const proposal = choose(all, act, deps.clock.now());
  return proposal
    ? {
        kind: "proposal",
        proposal,
        isWhole: access.kind === "full",
        isForAll: deps.techniciansGroupId === null,
      }
    : { kind: "nothing", device: finding.found };
}

/** @param all newest first. */
function choose(
  all: readonly Proposal[],
  act: ProposalAbout["act"],
  now: Date,
): Proposal | null {
  return all.find((one) => allows(one, act, now)) ?? all[0] ?? null;
}
