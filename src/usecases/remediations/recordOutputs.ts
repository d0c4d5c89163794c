import type { DeviceId } from "../../domain/devices/device.ts";
import {
  addSeen,
  dayOf,
  isUnknownPerson,
  NO_DAYS,
  resolveDays,
  type PersonKey,
  type UnknownPerson,
} from "../../domain/evidence/activeDays.ts";
import {
  daysOfOutput,
  hashOfSid,
  parseRemediationOutput,
  sessionsOfOutput,
  type OutputFault,
  type RemediationOutput,
} from "../../domain/evidence/remediationOutput.ts";
import { normalizeUpn, type UserId } from "../../domain/people/user.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Remediation } from "../../ports/config.ts";
import type { PrintedOutput } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import type { KeptDays } from "../../ports/stores/daysStore.ts";

interface Deps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** An output that says something new. */
interface News {
  readonly output: RemediationOutput;
  readonly at: Date;
}

/** Devices stored in one transaction; whoever looks something up meanwhile waits for as long as one takes. */
const STORED_AT_ONCE = 250;

/**
 * Stores what a Remediation printed on devices, as a logon report of version 2 is stored, and has each device
 * evaluated that told something new. An output that was read before costs no writing. What is none of ours, or not
 * whole, is counted and passed over.
 */
export async function recordOutputs(
  deps: Deps,
  { tenantId }: Remediation,
  outputs: readonly PrintedOutput[],
): Promise<void> {
  const { storage } = deps;
  const now = deps.clock.now();
  const kept = await storage.days.findAll(
    outputs.map(({ deviceId }) => deviceId),
  );
  const news = await selectNews(deps, outputs, kept, now);
  const find = await findNamed(storage, news, kept);
  const ids = [...news.keys()];
  for (let at = 0; at < ids.length; at += STORED_AT_ONCE) {
    const part = ids.slice(at, at + STORED_AT_ONCE);
    await storage.transaction((unit) =>
      store(unit, part, news, find, tenantId, now),
    );
  }
}

async function selectNews(
  { storage, log, metrics }: Deps,
  outputs: readonly PrintedOutput[],
  kept: ReadonlyMap<DeviceId, KeptDays>,
  now: Date,
): Promise<ReadonlyMap<DeviceId, News>> {
  const isListed = await findListed(storage, outputs);
  const news = new Map<DeviceId, News>();
  const skipped: Record<OutputFault, number> = {
    foreign: 0,
    cut: 0,
    malformed: 0,
  };
  for (const { deviceId, text, at: saidAt } of outputs) {
    if (text === null || saidAt === null || !isListed(deviceId)) continue;
    const at = saidAt > now ? now : saidAt;
    const known = news.get(deviceId)?.at ?? kept.get(deviceId)?.outputAt;
    if (known && known >= at) continue;
    const output = parseRemediationOutput(text, now);
    if ("fault" in output) skipped[output.fault] += 1;
    else news.set(deviceId, { output, at });
  }
  for (const [fault, count] of Object.entries(skipped))
    if (count > 0) metrics.outputsSkipped(fault as OutputFault, count);
  log.info(
    { outputs: outputs.length, news: news.size, ...skipped },
    "A page of the Remediation's outputs was read",
  );
  return news;
}

/**
 * Intune may go on telling of devices that are gone. Where the tenant's devices have been listed, the others are left
 * alone: they would be stored, evaluated and forgotten anew each time.
 */
async function findListed(
  { sweeps, devices }: Pick<Storage, "sweeps" | "devices">,
  outputs: readonly PrintedOutput[],
): Promise<(id: DeviceId) => boolean> {
  if (!(await sweeps.findLastDone("full"))) return () => true;
  const listed = await devices.findAll(outputs.map(({ deviceId }) => deviceId));
  const ids = new Set(listed.map(({ device }) => device.id));
  return (id) => ids.has(id);
}

type FindPerson = (name: UnknownPerson) => UserId | null;

/** Also whom names are of that these devices told of before: they may be known by now. */
async function findNamed(
  { people }: Pick<Storage, "people">,
  news: ReadonlyMap<DeviceId, News>,
  kept: ReadonlyMap<DeviceId, KeptDays>,
): Promise<FindPerson> {
  const names = new Set<UnknownPerson>();
  for (const [id, { output }] of news) {
    for (const { hash } of output.people) names.add(`hash:${hash}`);
    for (const key of kept.get(id)?.days.people.keys() ?? [])
      if (isUnknownPerson(key)) names.add(key);
  }
  const found = await people.findNamed([...names]);
  return (name) => found.get(name) ?? null;
}

async function store(
  { days, evidence, people, queue }: UnitOfWork,
  ids: readonly DeviceId[],
  news: ReadonlyMap<DeviceId, News>,
  find: FindPerson,
  tenantId: string,
  now: Date,
): Promise<void> {
  const today = dayOf(now);
  const sessions = new Map<DeviceId, ReadonlyMap<PersonKey, number>>();
  await days.change(
    ids,
    (kept, id) => {
      const told = news.get(id);
      if (!told || (kept?.outputAt && kept.outputAt >= told.at)) return kept;
      const { output, at } = told;
      const before = kept?.days ?? NO_DAYS;
      const rename = renaming(before.people, find, tenantId);
      const keyOf = (hash: string): PersonKey =>
        rename(`hash:${hash}`) ?? `hash:${hash}`;
      sessions.set(id, sessionsOfOutput(output, keyOf));
      return {
        days: addSeen(
          resolveDays(before, rename),
          daysOfOutput(output, keyOf),
          today,
        ),
        toldAt: kept && kept.toldAt > at ? kept.toldAt : at,
        window: kept?.window ?? null,
        outputAt: at,
      };
    },
    today,
  );
  const keys = new Set(
    [...sessions.values()].flatMap((one) => [...one.keys()]),
  );
  const upns = new Map<string, string>(
    (await people.findAll([...keys] as UserId[])).map((user) => [
      user.id,
      normalizeUpn(user.userPrincipalName),
    ]),
  );
  for (const [deviceId, counts] of sessions) {
    await evidence.record({
      deviceId,
      source: "device-report",
      observedAt: news.get(deviceId)?.at ?? now,
      receivedAt: now,
      logonsByUpn: new Map(
        [...counts].map(([key, count]) => [upns.get(key) ?? key, count]),
      ),
    });
    await queue.send("evaluateDevice", { deviceId }, { key: deviceId });
  }
}

/** Who a name is of; somebody whom nobody knows is the same by the hash of a SID as by that SID. */
function renaming(
  known: ReadonlyMap<PersonKey, unknown>,
  find: FindPerson,
  tenantId: string,
): (name: UnknownPerson) => PersonKey | null {
  const bySid = new Map<UnknownPerson, PersonKey>();
  for (const key of known.keys())
    if (key.startsWith("sid:"))
      bySid.set(
        `hash:${hashOfSid(tenantId, key.slice("sid:".length))}`,
        find(key as UnknownPerson) ?? key,
      );
  return (name) => find(name) ?? bySid.get(name) ?? null;
}
