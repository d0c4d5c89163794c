import type { Storage } from "../../ports/storage.ts";
import { currentSettings } from "../settings/currentSettings.ts";

const HOUR_MS = 60 * 60 * 1000;

/** The end of the undo window of a change verified at `at`. */
export async function undoUntil(storage: Storage, at: Date): Promise<Date> {
  const { values } = await currentSettings(storage);
  return new Date(at.getTime() + values.undoWindowHours * HOUR_MS);
}
