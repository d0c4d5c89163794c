import type { Clock } from "../clock.ts";
import type { DeviceId } from "../devices/device.ts";
import {
  whyDeviceNotEligible,
  type DeviceIneligibility,
} from "../devices/eligibility.ts";
import type { Graph } from "../graph/graph.ts";
import type { Storage } from "../storage/storage.ts";

/** A full sweep sees every device once a day; with time for the sweep itself. */
const SEEN_LATELY_MS = 26 * 60 * 60 * 1000;

/**
 * Says why the primary user of a device cannot be changed; null when it can. For a change that reads the primary user
 * beside this, which tells whether the device is still there, and that asks Intune again should it refuse the write.
 *
 * What decides it, the platform and the way a device is joined, hardly changes while a device stays enrolled. So one that
 * the directory saw within a day, and by which it qualifies, is not read again: that is one request less for each change.
 * What the directory does not know, knows too little of, or holds against the change is asked of Intune now.
 */
export async function whyDeviceCannotChange(
  {
    storage,
    graph,
    clock,
  }: {
    readonly storage: Storage;
    readonly graph: Graph;
    readonly clock: Clock;
  },
  id: DeviceId,
): Promise<DeviceIneligibility | null> {
  const seen = await storage.devices.find(id);
  const ageMs = seen ? clock.now().getTime() - seen.seenAt.getTime() : Infinity;
  if (
    seen &&
    ageMs < SEEN_LATELY_MS &&
    whyDeviceNotEligible(seen.device) === null
  )
    return null;
  return whyDeviceNotEligible(await graph.devices.find(id));
}
