import type { DeviceExclusion } from "../settings/exclusions.ts";
import type { SettingValues } from "../settings/settings.ts";
import type { FrozenEvidence } from "./proposal.ts";

/** What evidence says of a device about which it never asks: that all stays as it is, whoever was on it. */
export function leftAlone(
  { by }: DeviceExclusion,
  { affinity }: Pick<SettingValues, "affinity">,
  now: Date,
): FrozenEvidence {
  const reason = by === "multi-session" ? by : "excluded";
  return {
    source: "device-report",
    observedAt: now,
    policy: affinity,
    outcome: { kind: "stays", reason },
    counted: [],
    leftOut: [],
    lastLogons: [],
  };
}
