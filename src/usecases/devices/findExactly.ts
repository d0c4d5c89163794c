import type { CallOptions, Graph } from "../../ports/graph.ts";
import { attempt, type Attempt } from "../../ports/attempt.ts";
import { AppError } from "../../domain/appError.ts";
import type { Device, DeviceId } from "../../domain/devices/device.ts";
import { deviceReadings } from "../../domain/lookups/readings.ts";
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
 * Finds the one device that has this Intune or Entra id, or exactly this name or serial number, without case; as it was
 * typed, or else without what other programs put around a name.
 *
 * @throws {DeviceUnknown} @throws {DeviceAmbiguous} names and serial numbers repeat in real fleets.
 */
export async function findExactly(graph: Graph, text: string): Promise<Device> {
  const devices = await listMeant(graph, text);
  const [device] = devices;
  const { name } = deviceReadings(text);
  if (!device) throw new DeviceUnknown(name);
  if (devices.length > 1) throw new DeviceAmbiguous(name, devices);
  return device;
}

/** All that the first reading of the text names by which Intune knows any. */
export async function listMeant(
  graph: Graph,
  text: string,
  options: CallOptions = {},
): Promise<readonly Device[]> {
  for (const name of deviceReadings(text).asked) {
    const devices = await listExactly(graph, name, options);
    if (devices.length > 0) return devices;
  }
  return [];
}

/** All of them; one alone where it is its Intune id. */
async function listExactly(
  graph: Graph,
  name: string,
  options: CallOptions = {},
): Promise<readonly Device[]> {
  const device = await findById(graph, name, options);
  return device
    ? [device]
    : unique(await Promise.all(askByName(graph, name, options)));
}

/**
 * The same for who only wants to read: what was found in time is not given up because another of the requests was
 * late. None are known to be there only when each was answered.
 */
export async function listExactlyInTime(
  graph: Graph,
  name: string,
  options: CallOptions,
): Promise<Attempt<readonly Device[]>> {
  const byId = await attempt(findById(graph, name, options));
  if (byId.answered && byId.value)
    return { answered: true, value: [byId.value] };
  const asked = await Promise.all(askByName(graph, name, options).map(attempt));
  const found = unique(asked.map((one) => (one.answered ? one.value : [])));
  const late = [byId, ...asked].find((one) => !one.answered);
  return found.length > 0 || !late ? { answered: true, value: found } : late;
}

async function findById(
  graph: Graph,
  name: string,
  options: CallOptions,
): Promise<Device | null> {
  return GUID.test(name)
    ? graph.devices.find(name.toLowerCase() as DeviceId, options)
    : null;
}

function askByName(
  { devices }: Graph,
  name: string,
  options: CallOptions,
): Promise<readonly Device[]>[] {
  return [
    devices.findByName(name, options),
    devices.findBySerialNumber(name, options),
    ...(GUID.test(name) ? [devices.findByEntraDeviceId(name, options)] : []),
  ];
}

function unique(found: readonly (readonly Device[])[]): readonly Device[] {
  return [
    ...new Map(found.flat().map((device) => [device.id, device])).values(),
  ];
}
