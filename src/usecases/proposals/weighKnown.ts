import type { DeviceId } from "../../domain/devices/device.ts";
import { reasonOf, tryOne } from "../../ports/tryOne.ts";
import { listTechnicians } from "../people/technicians.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import { evaluateCandidate } from "./evaluateCandidate.ts";
import { evaluateDevice, type EvaluateDeps } from "./evaluateDevice.ts";
import { noteWeighed } from "./firstRun.ts";

const PAGE = 100;

/**
 * Proposes from what was collected while only observing: weighs a page of the devices of which something is known, and
 * sends itself for the next. What comes of it is held until all is weighed. A page that a crash cut off is weighed
 * again and stores the same.
 *
 * @param after the last device of the page before; null for the first page.
 * @throws {GraphThrottled | GraphUnavailable} to be tried again from here.
 */
export async function weighKnown(
  deps: EvaluateDeps,
  after: DeviceId | null,
): Promise<void> {
  const { storage, clock, log } = deps;
  const { values } = await currentSettings(storage);
  if (values.proposing === "observe") return;
  const ids = await storage.devices.listKnown(values, PAGE, after);
  const listed = new Map(
    (await storage.devices.findAll(ids)).map((one) => [one.device.id, one]),
  );
  const technicians = await listTechnicians(deps);
  for (const deviceId of ids) {
    const known = listed.get(deviceId);
    const tried = await tryOne(storage, async () => {
      if (known) await evaluateCandidate(deps, known, technicians);
      else await evaluateDevice(deps, deviceId);
    });
    if (!tried.done)
      log.error(
        { deviceId, ...reasonOf(tried.error) },
        "What is known of a device could not be weighed",
      );
  }
  const last = ids.length < PAGE ? null : ids.at(-1);
  await storage.transaction(async (unit) => {
    if (last) await unit.queue.send("weighKnown", { after: last });
    else await noteWeighed(unit, log, clock.now());
  });
}
