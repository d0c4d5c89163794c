import type { DeviceId } from "../../domain/devices/device.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { isOpen } from "../../domain/proposals/states.ts";
import type { UnitOfWork } from "../../ports/storage.ts";

/** The device's proposal, locked, while it is a question still. */
export async function findOpenProposal(
  { proposals }: Pick<UnitOfWork, "proposals">,
  deviceId: DeviceId,
): Promise<Proposal | null> {
  const found = await proposals.findActive(deviceId);
  const active = found && (await proposals.getForUpdate(found.id));
  return active && isOpen(active) ? active : null;
}
