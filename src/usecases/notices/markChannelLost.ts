import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type {
  Proposal,
  ProposalId,
  ProposalState,
} from "../../domain/proposals/proposal.ts";
import type { ChannelId } from "../../domain/channels/channel.ts";
import type { HowLost } from "../../ports/stores/channelStore.ts";
import { lockPlaces } from "../proposals/placeProposal.ts";
import { hasCardPlace, next } from "../../domain/proposals/states.ts";
import { postByOf } from "../../domain/proposals/postBy.ts";
import { statesWhere } from "../../domain/proposals/stateTable.ts";
import { storeChange } from "../proposals/storeChange.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import { tryOne } from "../../ports/tryOne.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

/** How many open proposals, of all channels, are read at once. */
const PAGE = 1000;

/** A channel or, with a team, all of its channels. */
export type LostPlace =
  { readonly channelId: ChannelId } | { readonly teamId: string };

/** The bot was removed from there. */
export async function markChannelsLost(
  deps: Deps,
  place: LostPlace,
): Promise<void> {
  const ids =
    "channelId" in place
      ? [place.channelId]
      : (await deps.storage.channels.listOfTeam(place.teamId)).map(
          ({ id }) => id,
        );
  const failures: unknown[] = [];
  for (const id of ids) {
    const tried = await tryOne(deps.storage, () =>
      markChannelLost(deps, id, "removed"),
    );
    if (!tried.done) failures.push(tried.error);
  }
  // Teams is told that it failed, and says it again; by then the others are lost already.
  if (failures.length > 0) throw failures[0];
}

/**
 * A channel cannot be posted to any more: its open proposals are held until there is a channel again, and the admins
 * are told, once for each time it is lost. What was snoozed keeps the time at which it comes back. Where a card stands
 * is remembered: it is edited, not posted a second time, when the proposal gets a place in the same channel again.
 */
export async function markChannelLost(
  { storage, clock, log }: Deps,
  channelId: ChannelId,
  how: HowLost,
): Promise<void> {
  await storage.transaction(async (unit) => {
    const at = clock.now();
    await lockPlaces(unit);
    if (!(await unit.channels.markLost(channelId, at, how))) return;
    const held: Proposal[] = [];
    for (const id of await listOpenIn(unit, channelId)) {
      const proposal = await unit.proposals.getForUpdate(id);
      if (!hasCardPlace(proposal)) continue;
      held.push(proposal);
    }
    // After the last row is locked: the audit log's head is locked from here on.
    for (const proposal of held) {
      await storeChange(
        unit,
        log,
        proposal,
        next(proposal, {
          state: heldInsteadOf(proposal.state),
          postBy: postByOf(heldInsteadOf(proposal.state), at, 0),
          channelId: null,
          postedAt: null,
          expiresAt: null,
        }),
        {
          event: "hold",
          at,
          actor: null,
          details: { channelId },
        },
      );
    }
    await unit.queue.send("notifyAdmins", { held: held.length });
    await unit.audit.append({
      kind: "channel.lost",
      at,
      actor: null,
      deviceId: null,
      proposalId: null,
      details: { channelId, how, held: held.length },
    });
    log.warn(
      { channelId, how, held: held.length },
      "A channel cannot be posted to any more",
    );
  });
}

async function listOpenIn(
  { proposals }: Pick<UnitOfWork, "proposals">,
  channelId: ChannelId,
): Promise<readonly ProposalId[]> {
  const ids: ProposalId[] = [];
  let after: ProposalId | null = null;
  for (;;) {
    const open: readonly Proposal[] = await proposals.pageInStates(
      statesWhere("hasCardPlace"),
      after,
      PAGE,
    );
    for (const one of open) if (one.channelId === channelId) ids.push(one.id);
    if (open.length < PAGE) return ids;
    after = open.at(-1)?.id ?? null;
  }
}

function heldInsteadOf(state: ProposalState): ProposalState {
  if (state.kind !== "snoozed") return { kind: "held" };
  const { until, snoozedBy, days } = state;
  return { kind: "held", snooze: { until, snoozedBy, days } };
}
