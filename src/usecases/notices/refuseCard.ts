import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { isCardRefused, next } from "../../domain/proposals/states.ts";
import { stateAllows } from "../../domain/proposals/stateTable.ts";
import { storeChange } from "../proposals/storeChange.ts";
import type { Storage } from "../../ports/storage.ts";
import { cardKey } from "../../domain/cards/cardKey.ts";
import type { MessageRefused } from "../../ports/messenger.ts";
import { notifyAdminsOnceADay } from "../proposals/notifyAdminsOnceADay.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Teams refuses a card as it is, and would refuse it again: the same version is not sent any more, the next one is.
 *
 * The proposal's audit rows say so and admins are told; a question that still waits for its answer is marked, since
 * its card is how people would answer. Beyond that no proposal is written to: what changes Intune compares versions.
 *
 * @param shown the version that was refused. When the proposal has moved on since, that is sent anyway, and only the
 *   log says what happened.
 */
export async function refuseCard(
  { storage, clock, log }: Deps,
  shown: Proposal,
  refusal: MessageRefused,
): Promise<void> {
  log.error(
    {
      proposalId: shown.id,
      deviceId: shown.device.id,
      channelId: shown.channelId,
      version: shown.version,
      code: refusal.code,
      detail: refusal.message,
    },
    "Teams refused a card: it is not sent again before the proposal changes",
  );
  await storage.transaction(async (unit) => {
    const current = await unit.proposals.getForUpdate(shown.id);
    if (current.version !== shown.version || isCardRefused(current)) return;
    const at = clock.now();
    const key = cardKey("proposal", current.id);
    await notifyAdminsOnceADay(unit, { refusedCardOf: current.device.name });
    const details = { refusedVersion: shown.version, detail: refusal.message };
    const what = { at, actor: null, details };
    if (!stateAllows(current.state, "refuse-card")) {
      await unit.cardPosts.shown(key, current.version);
      await unit.audit.append({
        ...what,
        kind: "proposal.card-refused",
        deviceId: current.device.id,
        proposalId: current.id,
      });
      return;
    }
    const version = current.version + 1;
    const marked = next(current, { cardRefused: { at, version } });
    await unit.cardPosts.shown(key, version);
    await storeChange(unit, log, current, marked, {
      ...what,
      event: "refuse-card",
    });
  });
}
