import { DeviceUnknown, findExactly } from "../devices/findExactly.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Stores } from "../../ports/storage.ts";
import type { AuditRow } from "../../domain/audit/audit.ts";

/**
 * The last rows about a device, by its exact name, serial number or id.
 *
 * @returns null when there is no such device.
 */
export async function listForDevice(
  {
    graph,
    storage,
  }: { readonly graph: Graph; readonly storage: Pick<Stores, "audit"> },
  name: string,
  limit: number,
): Promise<readonly AuditRow[] | null> {
  try {
    const device = await findExactly(graph, name);
    return await storage.audit.listForDevice(device.id, limit);
  } catch (error) {
    if (error instanceof DeviceUnknown) return null;
    throw error;
  }
}
