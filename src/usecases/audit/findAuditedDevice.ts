import { DeviceUnknown, findExactly } from "../devices/findExactly.ts";
import type { DeviceId } from "../../domain/devices/device.ts";
import { looksLikeId } from "../../domain/matching/nameOf.ts";
import type { Graph } from "../../ports/graph.ts";

/**
 * Which device's rows are meant, by its exact name, serial number or id. The log remembers devices that Intune has
 * forgotten: what looks like an id is taken as one.
 *
 * @returns null when there is no such device.
 */
export async function findAuditedDevice(
  { graph }: { readonly graph: Graph },
  name: string,
): Promise<DeviceId | null> {
  try {
    return (await findExactly(graph, name)).id;
  } catch (error) {
    if (error instanceof DeviceUnknown)
      return looksLikeId(name.trim())
        ? (name.trim().toLowerCase() as DeviceId)
        : null;
    throw error;
  }
}
