import type { AppError } from "../../domain/appError.ts";
import { isGraphAway } from "../../ports/graphErrors.ts";
import type { Jobs } from "../../ports/jobs.ts";
import { reasonOf, tryOne, type TriedOne } from "../../ports/tryOne.ts";
import { listTechnicians } from "../people/technicians.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import { evaluateCandidate } from "./evaluateCandidate.ts";
import { evaluateDevice, type EvaluateDeps } from "./evaluateDevice.ts";
import { noteWeighed } from "./firstRun.ts";
import { answersForOthers, MOST_TRIES } from "./stuckDevice.ts";

const PAGE = 100;

/** Between two tries of a device that Graph did not answer for. */
const TRY_AGAIN_SECONDS = 30;

/**
 * Proposes from what was collected while only observing: weighs a page of the devices of which something is known, and
 * sends itself for the next. What comes of it is held until all is weighed. A page that a crash cut off is weighed
 * again and stores the same.
 *
 * One device that Graph never answers for does not stop it: after some tries it is left to the next sweep, unless Graph
 * answers for no other device either.
 *
 * @param after the last device that was weighed; null before the first.
 * @param stuck the device after it, if Graph did not answer for it.
 * @throws {GraphThrottled | GraphUnavailable} to be tried again from here.
 */
export async function weighKnown(
  deps: EvaluateDeps,
  { after, stuck }: Jobs["weighKnown"],
): Promise<void> {
  const { storage, clock, log } = deps;
  const { values } = await currentSettings(storage);
  if (values.proposing === "observe") return;
  const ids = await storage.devices.listKnown(values, PAGE, after);
  const known = await storage.devices.findAll(ids);
  const listed = new Map(known.map((one) => [one.device.id, one]));
  const technicians = await listTechnicians(deps);
  let last = after;
  for (const deviceId of ids) {
    let tried: TriedOne<unknown>;
    try {
      tried = await tryOne(storage, async () => {
        const one = listed.get(deviceId);
        if (one) await evaluateCandidate(deps, one, technicians);
        else await evaluateDevice(deps, deviceId);
      });
    } catch (error) {
      if (!isGraphAway(error)) throw error;
      // The next job meets the trouble again, and begins with it.
      if (last !== after)
        return await storage.queue.send("weighKnown", { after: last });
      const tries = stuck?.deviceId === deviceId ? stuck.tries + 1 : 1;
      if (tries < MOST_TRIES)
        return await storage.queue.send(
          "weighKnown",
          { after, stuck: { deviceId, tries } },
          { delaySeconds: pauseAfter(error) },
        );
      const others = ids.map(
        (id) =>
          listed.get(id) ?? {
            device: { id },
            listedUser: null,
            lastLogons: [],
          },
      );
      if (!(await answersForOthers(deps, deviceId, others))) throw error;
      tried = { done: false, error };
    }
    if (!tried.done)
      log.error(
        { deviceId, ...reasonOf(tried.error) },
        "What is known of a device could not be weighed",
      );
    last = deviceId;
  }
  await storage.transaction(async (unit) => {
    if (ids.length === PAGE)
      await unit.queue.send("weighKnown", { after: last });
    // A first run after installing waits for its sweep.
    else if ((await unit.firstRun.find())?.after === "observing")
      await noteWeighed(unit, log, clock.now());
  });
}

function pauseAfter({ retryAfterMs }: AppError): number {
  return Math.max(TRY_AGAIN_SECONDS, Math.ceil((retryAfterMs ?? 0) / 1000));
}
