import { randomUUID } from "node:crypto";
import type { Clock } from "../../ports/clock.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import { tryOne } from "../../ports/tryOne.ts";
import {
  MOST_ON_ONE_DIGEST,
  MOST_TOLD_ONE_BY_ONE,
  type Handoff,
  type HandoffDigestId,
} from "../../domain/handoffs/handoff.ts";
import type { PersonRef } from "../../domain/people/user.ts";
import type { Managers } from "../people/managers.ts";
import { channelOf } from "../proposals/placeProposal.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import { chooseLead } from "./chooseLead.ts";
import { followProposal } from "./followProposal.ts";

export interface TellDeps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly managers: Managers;
  readonly clock: Clock;
  readonly log: Log;
}

/** What waits beyond that is told by the job of the next one. */
const MOST_AT_ONCE = 500;

/**
 * Chooses the leads of all devices that were handed off and that nobody was told of, and has them told: of a few on a
 * card each, of more together. Without a lead, what goes to one channel counts as one lead's.
 *
 * @throws {GraphThrottled | GraphUnavailable} a lead cannot be found now, to be tried again; the others are told.
 */
export async function tellLeads(deps: TellDeps): Promise<void> {
  const { storage } = deps;
  const { values } = await currentSettings(storage);
  const channels = await storage.channels.listUsable();
  const choose = (account: string) =>
    tryOne(storage, () => chooseLead(deps, account, values));
  const chosen = new Map<string, ReturnType<typeof choose>>();
  const groups = new Map<string, Group>();
  const failures: unknown[] = [];
  for (const id of await storage.handoffs.listUntold(MOST_AT_ONCE, null)) {
    const handoff = await storage.handoffs.find(id);
    if (!handoff) continue;
    if (values.proposing === "observe") {
      await tell(deps, { lead: null, handoffs: [handoff] }, true);
      continue;
    }
    const { stagingAccount, device } = handoff;
    const choice = chosen.get(stagingAccount) ?? choose(stagingAccount);
    chosen.set(stagingAccount, choice);
    const found = await choice;
    if (!found.done) {
      failures.push(found.error);
      continue;
    }
    const lead = found.value;
    const key = lead?.id ?? channelOf(device, channels, values)?.id ?? "";
    const group = groups.get(key) ?? { lead, handoffs: [] };
    group.handoffs.push(handoff);
    groups.set(key, group);
  }
  for (const group of groups.values()) await tell(deps, group, false);
  if (failures.length > 0) throw failures[0];
}

interface Group {
  readonly lead: PersonRef | null;
  readonly handoffs: Handoff[];
}

/** In one transaction, so that whoever tells at the same moment finds all of them told or none. */
async function tell(
  { storage, clock }: TellDeps,
  { lead, handoffs }: Group,
  isWithheld: boolean,
): Promise<void> {
  await storage.transaction(async (unit) => {
    const untold: Handoff[] = [];
    for (const { id } of handoffs) {
      const current = await unit.handoffs.findForUpdate(id);
      if (current && isUntold(current)) untold.push(current);
    }
    const told: Handoff[] = [];
    const shown: Handoff[] = [];
    for (const together of toCards(untold)) {
      const digestId =
        together.length > 1 ? (randomUUID() as HandoffDigestId) : null;
      for (const [place, current] of together.entries()) {
        const handoff: Handoff = {
          ...(await followProposal(unit, current)),
          version: current.version + 1,
          lead,
          leadChosenAt: clock.now(),
          ...(isWithheld && { isWithheld }),
          ...(digestId && { digestId }),
        };
        told.push(handoff);
        if (place === 0) shown.push(handoff);
      }
    }
    await unit.handoffs.saveAll(told);
    for (const handoff of shown) await showHandoff(unit, handoff);
  });
}

/** A few on a card each; more together, on as few cards as name all of them, of about the same length. */
function toCards(
  handoffs: readonly Handoff[],
): readonly (readonly Handoff[])[] {
  const size =
    handoffs.length > MOST_TOLD_ONE_BY_ONE
      ? Math.ceil(
          handoffs.length / Math.ceil(handoffs.length / MOST_ON_ONE_DIGEST),
        )
      : 1;
  const cards: Handoff[][] = [];
  for (let from = 0; from < handoffs.length; from += size)
    cards.push(handoffs.slice(from, from + size));
  return cards;
}

export function isUntold({ moments, leadChosenAt }: Handoff): boolean {
  return moments["handed-off"] !== undefined && !leadChosenAt;
}

/**
 * Has the card that tells of it posted or edited, and the one on which the helpdesk reads that it is contradicted. The
 * first one waits for the lead to be chosen.
 */
export async function showHandoff(
  unit: Pick<UnitOfWork, "queue">,
  { id, digestId, leadChosenAt, objection }: Handoff,
): Promise<void> {
  if (objection)
    await unit.queue.send("syncObjectionCard", { handoffId: id }, { key: id });
  if (!leadChosenAt) return;
  await unit.queue.send(
    "syncHandoffCard",
    { handoffId: id },
    { key: digestId ?? id },
  );
}
