import type { DeviceId } from "../devices/device.ts";
import type { DirectoryDevice } from "../devices/directory.ts";
import type { Stores } from "../storage/storage.ts";
import { findNamesInText } from "./findNamesInText.ts";
import { looksLikeId } from "./nameOf.ts";

/** Names and serial numbers repeat; more of one are not offered. */
const MOST_OF_A_NAME = 5;

/** Devices that a message names whole, in the order of the text, each once. Only the directory is asked. */
export async function findDevicesInText(
  { storage }: { readonly storage: Pick<Stores, "devices"> },
  text: string,
): Promise<readonly DirectoryDevice[]> {
  const names = findNamesInText(text);
  const ids = names
    .filter(looksLikeId)
    .map((name) => name.toLowerCase() as DeviceId);
  const byId = new Map(
    (await storage.devices.findAll(ids)).map((device) => [
      device.device.id,
      device,
    ]),
  );
  const found = await Promise.all(
    names.map(async (name) => {
      const device = byId.get(name.toLowerCase() as DeviceId);
      if (device) return [device];
      const matches = await storage.devices.search(name, MOST_OF_A_NAME, 0);
      return matches
        .filter(({ match }) => match === "exact")
        .map((match) => match.device);
    }),
  );
  return [
    ...new Map(
      found.flat().map((device) => [device.device.id, device]),
    ).values(),
  ];
}
