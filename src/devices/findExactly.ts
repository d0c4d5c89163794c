import type { Graph } from "../graph/graph.ts";
import { AppError } from "../appError.ts";
import type { Device, DeviceId } from "./device.ts";

export class DeviceUnknown extends AppError {
  readonly code = "device.unknown";
  readonly userMessage: string;

  constructor(name: string) {
    super("No device has the given name, serial number or id");
    this.userMessage = `Intune knows no device with the name, serial number or id “${name}”. Check the spelling: the whole name is needed.`;
  }
}

class DeviceAmbiguous extends AppError {
  readonly code = "device.ambiguous";
  readonly userMessage: string;

  constructor(name: string, devices: readonly Device[]) {
    super(`${devices.length} devices have the given name or serial number`);
    const some = devices
      .slice(0, 5)
      .map(
        (device) =>
          `${device.name}, serial ${device.serialNumber || "unknown"}, id ${device.id}`,
      )
      .join("; ");
    this.userMessage = `${devices.length} devices are called “${name}”. Use the id of the one you mean: ${some}.`;
  }
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Finds the one device that has this Intune or Entra id, or exactly this name or serial number, without case.
 *
 * @throws {DeviceUnknown} @throws {DeviceAmbiguous} names and serial numbers repeat in real fleets.
 */
export async function findExactly(graph: Graph, text: string): Promise<Device> {
  const name = text.trim();
  if (GUID.test(name)) {
    const device = await graph.devices.find(name.toLowerCase() as DeviceId);
    if (device) return device;
  }
  const found = await Promise.all([
    graph.devices.findByName(name),
    graph.devices.findBySerialNumber(name),
    GUID.test(name) ? graph.devices.findByEntraDeviceId(name) : [],
  ]);
  const devices = [
    ...new Map(found.flat().map((device) => [device.id, device])).values(),
  ];
  const [device] = devices;
  if (!device) throw new DeviceUnknown(name);
  if (devices.length > 1) throw new DeviceAmbiguous(name, devices);
  return device;
}
