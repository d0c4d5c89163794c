import type { Stores } from "../../ports/storage.ts";
import { foldText } from "../../domain/matching/foldText.ts";
import { withPlainSigns } from "../../domain/matching/nameOf.ts";
import { findNamesInText } from "../../domain/lookups/findNamesInText.ts";
import { findRunsInText } from "../../domain/lookups/findRunsInText.ts";
import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import type { DevicesInText } from "../../domain/lookups/devicesInText.ts";

/** Names and serial numbers repeat; more of one are not offered. */
const MOST_OF_A_NAME = 5;

/**
 * Devices that a message names whole, in the order of the text, each once. Only the directory is asked, in one query.
 * What was cut out of a word names nothing where the word itself is a device's name.
 */
export async function findDevicesInText(
  { storage }: { readonly storage: Pick<Stores, "devices"> },
  text: string,
): Promise<DevicesInText> {
  const seen = withPlainSigns(text.replace(/\p{Cf}/gu, ""));
  const likely = findNamesInText(seen);
  const possible = findRunsInText(seen);
  const names = [...likely.names, ...possible.runs].sort((a, b) => a.at - b.at);
  const devices = await storage.devices.findNamed(
    names.map(({ name }) => name),
    MOST_OF_A_NAME,
  );
  const known = new Set(devices.flatMap(namesOf));
  const meant = new Set(
    names
      .filter(({ of }) => of === undefined || !known.has(foldText(of)))
      .map(({ name }) => foldText(name)),
  );
  return {
    devices: devices.filter((device) =>
      namesOf(device).some((name) => meant.has(name)),
    ),
    isWhole: likely.isWhole && possible.isWhole,
  };
}

/** By which the directory knows it, as they are compared. */
export function namesOf({ device }: DirectoryDevice): readonly string[] {
  return [device.name, device.serialNumber, device.id, device.entraDeviceId]
    .filter((name) => name !== null)
    .map(foldText);
}
