import type { CallOptions, Graph } from "../../ports/graph.ts";
import { AppError } from "../../domain/appError.ts";
import type { Device, DeviceId } from "../../domain/devices/device.ts";
import { message, type Message } from "../../domain/message.ts";

export class DeviceUnknown extends AppError {
  readonly code = "device.unknown";
  readonly userMessage: Message;

  constructor(name: string) {
    super("No device has the given name, serial number or id");
    this.userMessage = message("device.unknown", { name });
  }
}

export class DeviceAmbiguous extends AppError {
  readonly code = "device.ambiguous";
  readonly userMessage: Message;

  constructor(name: string, devices: readonly Device[]) {
    super(`${devices.length} devices have the given name or serial number`);
    const some = devices
      .slice(0, 5)
      .map(
        (device) =>
          `${device.name} (${device.serialNumber || "—"}, ${device.id})`,
      )
      .join("; ");
    this.userMessage = message("device.ambiguous", {
      count: devices.length,
      name,
      some,
    });
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
  const devices = await listExactly(graph, name);
  const [device] = devices;
  if (!device) throw new DeviceUnknown(name);
  if (devices.length > 1) throw new DeviceAmbiguous(name, devices);
  return device;
}

/** All of them; one alone where it is its Intune id. */
export async function listExactly(
  graph: Graph,
  name: string,
  options: CallOptions = {},
): Promise<readonly Device[]> {
  if (GUID.test(name)) {
    const id = name.toLowerCase() as DeviceId;
    const device = await graph.devices.find(id, options);
    if (device) return [device];
  }
  const found = await Promise.all([
    graph.devices.findByName(name, options),
    graph.devices.findBySerialNumber(name, options),
    GUID.test(name) ? graph.devices.findByEntraDeviceId(name, options) : [],
  ]);
  return [
    ...new Map(found.flat().map((device) => [device.id, device])).values(),
  ];
}
