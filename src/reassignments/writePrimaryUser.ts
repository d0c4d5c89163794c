import { AppError } from "../appError.ts";
import type { DeviceId } from "../devices/device.ts";
import { GraphUnavailable } from "../graph/errors.ts";
import type { Graph } from "../graph/graph.ts";
import type { PersonRef } from "../people/user.ts";

/** The only place that changes Intune. Sent once; `null` makes it a shared device. */
export async function writePrimaryUser(
  { primaryUsers }: Pick<Graph, "primaryUsers">,
  deviceId: DeviceId,
  user: PersonRef | null,
): Promise<void> {
  if (user) await primaryUsers.set(deviceId, user.id);
  else await primaryUsers.clear(deviceId);
}

/** Whether a failed write certainly did not happen; without an answer it may have. */
export function isDefiniteNo(error: unknown): boolean {
  return error instanceof AppError && !(error instanceof GraphUnavailable);
}
