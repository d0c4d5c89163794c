import { AppError } from "../../domain/appError.ts";
import type { DeviceId } from "../../domain/devices/device.ts";
import { message } from "../../domain/message.ts";
import {
  toPersonRef,
  nameless,
  type UserId,
} from "../../domain/people/user.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import type { LiftResult } from "../../domain/proposals/silence.ts";
import { next } from "../../domain/proposals/states.ts";
import { isRefused, whySilenced } from "../../domain/proposals/suppression.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import { findExactly } from "../devices/findExactly.ts";
import { requireAdmin } from "../people/findRole.ts";
import { HISTORY } from "./history.ts";
import { lockPlaces } from "./placeProposal.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly adminsGroupId: GroupId;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Lets evidence speak again about a device that people's answers silenced, and asks at once what it says. For admins,
 * by Entra at this moment. Lifted twice, it is lifted once. Never throws an AppError.
 *
 * The cards of the answers say so from then on; that the same change is not asked again for a while stays.
 *
 * @param device its exact name, serial number or id.
 */
export async function liftSilence(
  deps: Deps,
  device: string,
  liftedBy: UserId,
): Promise<LiftResult> {
  const permission = await requireAdmin(deps, liftedBy);
  if (!permission.allowed)
    return { kind: "refused", message: permission.message };
  let found;
  try {
    found = await findExactly(deps.graph, device);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      kind: "refused",
      message: error.retryable
        ? message("entra.nothing-done")
        : error.userMessage,
    };
  }
  const { id, name } = found;
  const isLifted = await deps.storage.transaction((unit) =>
    lift(deps, unit, id, liftedBy),
  );
  return { kind: isLifted ? "lifted" : "not-silenced", device: name };
}

async function lift(
  { clock, log }: Deps,
  unit: UnitOfWork,
  deviceId: DeviceId,
  liftedBy: UserId,
): Promise<boolean> {
  // As evidence does before it asks: what it finds is either silent or lifted.
  await lockPlaces(unit);
  const [earlier, listed, account] = await Promise.all([
    unit.proposals.listForDevice(deviceId, HISTORY),
    unit.devices.find(deviceId),
    unit.people.find(liftedBy),
  ]);
  const why = whySilenced(
    earlier,
    listed?.listedUser ?? null,
    listed?.device.enrolledAt ?? null,
  );
  if (!why) return false;
  const at = clock.now();
  const by = account ? toPersonRef(account.user) : nameless(liftedBy);
  for (const { id } of thatSaySo(earlier)) {
    const current = await unit.proposals.getForUpdate(id);
    await unit.proposals.save(
      next(current, {
        silence: { why: current.silence?.why ?? why, lifted: { at, by } },
      }),
    );
    await unit.queue.send("syncProposalCard", { proposalId: id }, { key: id });
  }
  await unit.queue.send("evaluateDevice", { deviceId }, { key: deviceId });
  await unit.audit.append({
    kind: "device.silence-lifted",
    at,
    actor: liftedBy,
    deviceId,
    proposalId: null,
    details: { device: earlier[0]?.device.name ?? null, silenced: why },
  });
  log.info({ deviceId, why }, "A device's silence was lifted");
  return true;
}

/** The refusals whose cards tell of the silence; of those from before cards did, the newest. */
function thatSaySo(earlier: readonly Proposal[]): readonly Proposal[] {
  const telling = earlier.filter(({ silence }) => silence && !silence.lifted);
  return telling.length > 0
    ? telling
    : earlier.filter(({ state }) => isRefused(state)).slice(0, 1);
}
