import type { Clock } from "../../ports/clock.ts";
import type { Graph } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { Storage } from "../../ports/storage.ts";

/** What changing a primary user in Intune, and looking after the change, needs. */
export interface ReassignDeps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}
