import type { Contradicted } from "../../domain/evidence/agreement.ts";
import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import type { Device } from "../../domain/devices/device.ts";
import type { PersonRef, UserId } from "../../domain/people/user.ts";
import type { DaysOfEvidence } from "../../domain/proposals/proposal.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import { attempt, within } from "../../ports/attempt.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage } from "../../ports/storage.ts";
import { listTechnicians } from "../people/technicians.ts";
import { collectEvidence } from "../proposals/collectEvidence.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly log: Log;
  readonly techniciansGroupId: GroupId | null;
}

/** What a device's days of use tell people. */
interface Use {
  readonly days: DaysOfEvidence | null;
  readonly contradiction: Contradicted | null;
}

const NOTHING: Use = { days: null, contradiction: null };
const NOBODY: ReadonlySet<UserId> = new Set();

/**
 * Who was on a device on which of the last days, and what its sources say against each other, by what is stored. Entra
 * is asked only for the technicians, and only where sources seem to contradict each other: a technician they name is
 * no contradiction. Where it does not answer within the budget, none is told of.
 */
export async function collectUse(
  deps: Deps,
  device: Device,
  listed: DirectoryDevice | null,
  primaryUser: PersonRef | null,
  values: SettingValues,
  budgetMs: number,
): Promise<Use> {
  if (values.affinity.mode !== "active-days") return NOTHING;
  const weigh = async (technicians: ReadonlySet<UserId>): Promise<Use> => {
    const weighed = await attempt(
      collectEvidence(
        deps,
        { device, listed, primaryUser, technicians },
        values,
        "stored",
      ),
    );
    const evidence = weighed.answered ? weighed.value?.evidence : null;
    if (!evidence) return NOTHING;
    const { outcome, days = null } = evidence;
    return {
      days,
      contradiction: outcome.kind === "contradicted" ? outcome : null,
    };
  };
  const use = await weigh(NOBODY);
  if (!use.contradiction || deps.techniciansGroupId === null) return use;
  const technicians = await within(budgetMs, attempt(listTechnicians(deps)));
  return technicians?.answered
    ? await weigh(technicians.value)
    : { ...use, contradiction: null };
}
