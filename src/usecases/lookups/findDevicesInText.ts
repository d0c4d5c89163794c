import type { Stores } from "../../ports/storage.ts";
import { findNamesInText } from "../../domain/matching/findNamesInText.ts";
import { findRunsInText } from "../../domain/matching/findRunsInText.ts";
import type { DevicesInText } from "../../domain/lookups/devicesInText.ts";

/** Names and serial numbers repeat; more of one are not offered. */
const MOST_OF_A_NAME = 5;

/**
 * Devices that a message names whole, in the order of the text, each once. Only the directory is asked, in one query.
 */
export async function findDevicesInText(
  { storage }: { readonly storage: Pick<Stores, "devices"> },
  text: string,
): Promise<DevicesInText> {
  const likely = findNamesInText(text);
  const possible = findRunsInText(text);
  const names = [...likely.names, ...possible.runs]
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
  return {
    devices: await storage.devices.findNamed(names, MOST_OF_A_NAME),
    isWhole: likely.isWhole && possible.isWhole,
  };
}
