import type { Device } from "../devices/device.ts";
import { listExactly } from "../devices/findExactly.ts";
import type { Graph } from "../graph/graph.ts";
import type { Log } from "../log.ts";
import type { Stores } from "../storage/storage.ts";
import { attempt, endAfter, refusalOf } from "../attempt.ts";
import { chooseFinding, MOST_FOUND, MOST_NEAR } from "./chooseFinding.ts";
import type { Finding } from "./lookup.ts";
import { nameOf } from "./nameOf.ts";

interface Deps {
  readonly storage: Pick<Stores, "devices">;
  readonly graph: Graph;
  readonly log: Pick<Log, "info">;
}

/**
 * Finds the devices that a text names. What the directory knows whole is not asked of Intune; otherwise Intune may know one by
 * exactly this name that enrolled after the last sweep, or before the first one.
 *
 * @param budgetMs how long Intune may take.
 */
export async function findDevice(
  { storage, graph, log }: Deps,
  text: string,
  budgetMs: number,
): Promise<Finding<Device>> {
  const name = nameOf(text);
  if (name === "") return { kind: "none", near: [], unchecked: false };
  const matches = (await storage.devices.search(name, MOST_FOUND + 1, 0)).map(
    ({ device, match }) => ({ found: device.device, match }),
  );
  const known = chooseFinding(matches);
  if (matches[0]?.match === "exact" && known) return known;

  const live = await attempt(listExactly(graph, name, endAfter(budgetMs)));
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
