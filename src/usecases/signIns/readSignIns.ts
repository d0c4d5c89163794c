import type { DeviceId } from "../../domain/devices/device.ts";
import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import { dayOf, type DayNumber } from "../../domain/evidence/activeDays.ts";
import {
  afterPage,
  dueStretch,
  isBehind,
  type SignInReading,
  type SignInsRefused,
} from "../../domain/evidence/signInReading.ts";
import type { UserId } from "../../domain/people/user.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Graph, SignIn } from "../../ports/graph.ts";
import {
  GraphCursorExpired,
  GraphForbidden,
  GraphNotLicensed,
} from "../../ports/graphErrors.ts";
import type { Log } from "../../ports/log.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import type { SignedIn } from "../../ports/stores/daysStore.ts";
import { notifyAdminsOnceADay } from "../proposals/notifyAdminsOnceADay.ts";

/** Links that go stale at once, again and again, would have a part of the log read from its start for ever. */
const MOST_RESTARTS = 3;

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  /** Whether sign-ins are to be evidence. */
  readonly readsSignIns: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Reads the next page of Entra's log of sign-ins, stores on which days people signed in to which devices, and sends
 * itself for the page after it. Where sign-ins are no evidence any more, it forgets them.
 *
 * A page that is read twice, or by two replicas at once, stores the same, and only one of them goes on. A tenant that
 * may not read the log is told of once, and asked again a day later.
 *
 * @throws {GraphThrottled | GraphUnavailable} to be tried again from here.
 */
export async function readSignIns(deps: Deps): Promise<void> {
  const { storage, graph, clock, log } = deps;
  if (!deps.readsSignIns) {
    await forget(deps);
    return;
  }
  const reading = await storage.signInReading.find();
  const stretch = dueStretch(reading, clock.now());
  if (!stretch) return;
  let page;
  try {
    page = await graph.signIns.list(stretch, stretch.cursor);
  } catch (error) {
    const { restarts = 0 } = stretch;
    if (error instanceof GraphCursorExpired && restarts < MOST_RESTARTS) {
      // From the beginning of the stretch, the next time: a link that goes stale at once would be followed for ever.
      await storage.transaction((unit) =>
        unit.signInReading.save({
          ...reading,
          version: reading.version + 1,
          stretch: { ...stretch, cursor: null, restarts: restarts + 1 },
        }),
      );
      return;
    }
    const why = whyRefused(error);
    if (!why) throw error;
    await storeRefusal(deps, reading, why);
    return;
  }
  const devices = await storage.devices.listByEntraIds(
    page.signIns.map(({ entraDeviceId }) => entraDeviceId),
  );
  const seen = daysOf(page.signIns, devices);
  const next = afterPage(reading, stretch, page.next);
  const stored = await storage.transaction(async (unit) => {
    if (!(await unit.signInReading.save(next))) return null;
    const now = clock.now();
    const news = await unit.days.addSignIns(seen, now, dayOf(now));
    // Until the rest is read nobody knows who came after these; then all that is known is weighed once.
    if (!isBehind({ readUntil: stretch.until }, now))
      await askAbout(unit, news, devices);
    if (isBehind(reading, now) && !isBehind(next, now))
      await unit.queue.send("weighKnown", { after: null });
    if (dueStretch(next, now)) await unit.queue.send("readSignIns", {});
    return news.length;
  });
  if (stored !== null)
    log.info(
      { signIns: page.signIns.length, devices: devices.length, news: stored },
      "A page of sign-ins was read",
    );
}

/** On which days who signed in to which device; a device that Intune does not manage is nobody's business here. */
function daysOf(
  signIns: readonly SignIn[],
  devices: readonly DirectoryDevice[],
): readonly SignedIn[] {
  const idsOf = new Map<string, DeviceId[]>();
  for (const { device } of devices)
    if (device.entraDeviceId)
      idsOf.set(device.entraDeviceId, [
        ...(idsOf.get(device.entraDeviceId) ?? []),
        device.id,
      ]);
  const found = new Map<DeviceId, Map<UserId, Set<DayNumber>>>();
  for (const { entraDeviceId, userId, at } of signIns)
    for (const id of idsOf.get(entraDeviceId) ?? []) {
      const people = found.get(id) ?? new Map<UserId, Set<DayNumber>>();
      found.set(id, people);
      const days = people.get(userId) ?? new Set<DayNumber>();
      people.set(userId, days.add(dayOf(at)));
    }
  return [...found].flatMap(([deviceId, people]) =>
    [...people].map(([person, days]) => ({
      deviceId,
      person,
      days: [...days].sort((a, b) => a - b),
    })),
  );
}

/**
 * Has the devices looked at again of which something new could change the answer: that the primary user is there
 * changes it only where something is open.
 */
async function askAbout(
  { proposals, queue }: Pick<UnitOfWork, "proposals" | "queue">,
  news: readonly Pick<SignedIn, "deviceId" | "person">[],
  devices: readonly DirectoryDevice[],
): Promise<void> {
  if (news.length === 0) return;
  const ownerOf = new Map(
    devices.map(({ device, listedUser }) => [device.id, listedUser?.id]),
  );
  const open = await proposals.listWithActive(
    news.map(({ deviceId }) => deviceId),
  );
  const asked = new Set(
    news
      .filter(
        ({ deviceId, person }) =>
          open.has(deviceId) || ownerOf.get(deviceId) !== person,
      )
      .map(({ deviceId }) => deviceId),
  );
  for (const deviceId of asked)
    await queue.send("evaluateDevice", { deviceId }, { key: deviceId });
}

function whyRefused(error: unknown): SignInsRefused | null {
  if (error instanceof GraphCursorExpired) return "broken-off";
  if (error instanceof GraphNotLicensed) return "not-licensed";
  return error instanceof GraphForbidden ? "not-permitted" : null;
}

async function storeRefusal(
  { storage, clock, log }: Deps,
  reading: SignInReading,
  why: SignInsRefused,
): Promise<void> {
  const isNews = reading.refused?.why !== why;
  if (isNews) log.error({ why }, "Entra's log of sign-ins may not be read");
  await storage.transaction(async (unit) => {
    const stored = await unit.signInReading.save({
      ...reading,
      version: reading.version + 1,
      refused: { why, at: clock.now() },
    });
    if (stored && isNews)
      await notifyAdminsOnceADay(unit, { signInsRefused: why });
  });
}

/** What is kept of sign-ins goes with the setting. */
async function forget({ storage, log }: Pick<Deps, "storage" | "log">) {
  const had = await storage.transaction(async (unit) => {
    await unit.days.forgetSignIns();
    return await unit.signInReading.forget();
  });
  if (had) log.info({}, "Sign-ins are no evidence any more: forgotten");
}
