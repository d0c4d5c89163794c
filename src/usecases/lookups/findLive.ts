import type { Device } from "../../domain/devices/device.ts";
import { foldText } from "../../domain/matching/foldText.ts";
import type { Graph } from "../../ports/graph.ts";
import type { User } from "../../domain/people/user.ts";
import { attempt, endAfter, type Attempt } from "../../ports/attempt.ts";
import { namesOf } from "../../domain/matching/nameOf.ts";

/**
 * Devices that Intune knows now by what the text names this one by: its serial number, its Entra id, or else its name. One
 * request; none for the Intune id, which no other device has.
 *
 * @param device as the directory knows it: it may be gone, or not be the only one any more.
 * @param budgetMs how long Intune may take.
 */
export async function findNamesakes(
  { graph }: { readonly graph: Pick<Graph, "devices"> },
  device: Device,
  text: string,
  budgetMs: number,
): Promise<Attempt<readonly Device[]>> {
  const names = namesOf(text).map(foldText);
  const isCalled = (value: string | null) =>
    value !== null && names.includes(foldText(value));
  if (isCalled(device.id)) return { answered: true, value: [] };
  const options = endAfter(budgetMs);
  const { devices } = graph;
  if (isCalled(device.entraDeviceId))
    return await attempt(
      devices.findByEntraDeviceId(device.entraDeviceId ?? "", options),
    );
  return await attempt(
    isCalled(device.serialNumber) && !isCalled(device.name)
      ? devices.findBySerialNumber(device.serialNumber, options)
      : devices.findByName(device.name, options),
  );
}

/**
 * Who has this UPN now: it may have been handed on since the directory was written.
 *
 * @param budgetMs how long Entra may take.
 */
export async function findCurrentHolderOfUpn(
  { graph }: { readonly graph: Pick<Graph, "users"> },
  upn: string,
  budgetMs: number,
): Promise<Attempt<User | null>> {
  return await attempt(graph.users.find(upn, endAfter(budgetMs)));
}
