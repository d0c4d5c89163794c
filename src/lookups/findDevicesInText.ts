import type { DirectoryDevice } from "../devices/directory.ts";
import type { Stores } from "../storage/storage.ts";
import { findNamesInText } from "./findNamesInText.ts";

/** Names and serial numbers repeat; more of one are not offered. */
const MOST_OF_A_NAME = 5;

/** Devices that a message names whole, in the order of the text, each once. Only the directory is asked. */
export async function findDevicesInText(
  { storage }: { readonly storage: Pick<Stores, "devices"> },
  text: string,
): Promise<readonly DirectoryDevice[]> {
  return await storage.devices.findNamed(findNamesInText(text), MOST_OF_A_NAME);
}
