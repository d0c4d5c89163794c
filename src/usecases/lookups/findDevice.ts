import type { Device } from "../../domain/devices/device.ts";
import { listExactlyInTime } from "../devices/findExactly.ts";
import type { CallOptions, Graph } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Stores } from "../../ports/storage.ts";
import {
  attempt,
  endAfter,
  refusalOf,
  type Attempt,
} from "../../ports/attempt.ts";
import {
  chooseFinding,
  MOST_FOUND,
  MOST_NEAR,
  type Finding,
} from "../../domain/matching/finding.ts";
import { foldText } from "../../domain/matching/foldText.ts";
import { deviceReadings } from "../../domain/lookups/readings.ts";

interface Deps {
  readonly storage: Pick<Stores, "devices">;
  readonly graph: Graph;
  readonly log: Pick<Log, "info">;
}

/**
 * Finds the devices that a text names. What the directory knows whole is not asked of Intune; otherwise Intune may
 * know one by exactly this name that enrolled after the last sweep, or before the first one.
 *
 * @param budgetMs how long Intune may take.
 */
export async function findDevice(
  { storage, graph, log }: Deps,
  text: string,
  budgetMs: number,
): Promise<Finding<Device>> {
  const { all, asked, name } = deviceReadings(text);
  if (all.length === 0) return { kind: "none", near: [], unchecked: false };
  let known: ReturnType<typeof chooseFinding<Device>> = null;
  for (const reading of all) {
    const matches = await storage.devices.search(
      reading.name,
      MOST_FOUND + 1,
      0,
    );
    const found = chooseFinding(
      matches.map(({ device, match }) => ({ found: device.device, match })),
    );
    if (found?.match === "exact") return found;
    if (!reading.onlyWhole) known ??= found;
  }

  const live = await listFirst(graph, asked, endAfter(budgetMs));
  const exact = chooseFinding(
    (live.answered ? live.value : []).map((found) => ({
      found,
      match: "exact" as const,
    })),
  );
  const found = exact ?? known;
  if (found) return found;
  if (!live.answered)
    log.info(
      { code: live.error.code, detail: live.error.message },
      "Intune could not be asked whether it knows a device",
    );
  const near = await storage.devices.listNear(name, MOST_NEAR);
  return {
    kind: "none",
    near: near.map(({ device }) => device),
    unchecked: !live.answered,
    refusal: refusalOf(live),
  };
}

/** What Intune knows by the first of the names by which it knows anything. */
async function listFirst(
  graph: Graph,
  names: readonly string[],
  options: CallOptions,
): Promise<Attempt<readonly Device[]>> {
  const asked = await Promise.all(
    names.map((name) => listExactlyInTime(graph, name, options)),
  );
  return (
    asked.find((one) => one.answered && one.value.length > 0) ??
    asked.find((one) => !one.answered) ?? { answered: true, value: [] }
  );
}

/**
 * Devices that Intune knows now by what the text names this one by: its serial number, its Entra id, or else its
 * name. One request; none for the Intune id, which no other device has.
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
  const names = deviceReadings(text).all.map(({ name }) => foldText(name));
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
