import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import { whyDeviceNotEligible } from "../../domain/devices/eligibility.ts";
import type { UserId } from "../../domain/people/user.ts";
import {
  asksForNothing,
  chooseStep,
  type Evaluated,
  type Step,
} from "../../domain/proposals/chooseStep.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import type { HandedOff } from "../../domain/proposals/weighEvidence.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import { collectEvidence, type LookUpPeople } from "./collectEvidence.ts";
import { HISTORY } from "./history.ts";
import { isNewsOfHandoff } from "../handoffs/recordHandoff.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage } from "../../ports/storage.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly log: Log;
  readonly techniciansGroupId: GroupId | null;
}

export interface WeighedCandidate {
  readonly seen: Omit<Evaluated, "confirmedAt"> & {
    readonly handedOff: HandedOff | null;
  };
  readonly active: Proposal | null;
  /** Newest first; empty where the evidence asks for nothing. */
  readonly earlier: readonly Proposal[];
  /** What would follow, if what the list says were confirmed. */
  readonly step: Step;
}

/**
 * Says what a device that a sweep listed comes to, by what the directory knows. The sweep stores it, and `preview`
 * shows it. Stores nothing itself, but whom it read of Entra.
 *
 * @param technicians who is in the technicians' group; null when Graph is to be asked, where it matters.
 * @param from `stored` asks Graph nothing.
 * @returns null where its primary user cannot be changed, or an admin excluded it.
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function weighCandidate(
  deps: Deps,
  listed: DirectoryDevice,
  technicians: ReadonlySet<UserId> | null,
  values: SettingValues,
  from: Exclude<LookUpPeople, "live">,
): Promise<WeighedCandidate | null> {
  const { storage, clock } = deps;
  const { device, listedUser: primaryUser } = listed;
  const whyNot = whyDeviceNotEligible(device);
  // How it is joined can be asked of Entra, when there is reason to.
  if (whyNot && whyNot !== "join-unknown") return null;
  const weighed = await collectEvidence(
    deps,
    { device, listed, primaryUser, technicians },
    values,
    from,
  );
  if (!weighed) return null;
  const { evidence, handedOff } = weighed;
  const seen = { device, primaryUser, evidence, handedOff };
  // A sweep looks at many devices of which nothing is asked: what was said of them before is not read.
  const [active, earlier] = await Promise.all([
    storage.proposals.findActive(device.id),
    asksForNothing(seen)
      ? []
      : storage.proposals.listForDevice(device.id, HISTORY),
  ]);
  const step = chooseStep(
    { ...seen, confirmedAt: active?.confirmedAt ?? null },
    active,
    earlier,
    clock.now(),
  );
  return { seen, active, earlier, step };
}

/** Whether it is news that the device is with its person. */
export async function tellsOfHandoff(
  { storage }: Pick<Deps, "storage">,
  { device, primaryUser, handedOff }: WeighedCandidate["seen"],
  now: Date,
): Promise<boolean> {
  if (!handedOff) return false;
  const current = await storage.handoffs.findCurrent(device.id);
  const { enrolledAt } = device;
  return isNewsOfHandoff(
    current,
    { ...handedOff, primaryUser, enrolledAt },
    now,
  );
}
