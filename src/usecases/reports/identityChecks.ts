import type { Clock } from "../../ports/clock.ts";
import type { CallOptions, EntraDevice, Graph } from "../../ports/graph.ts";
import type { DeviceDirectory } from "../../ports/stores/deviceDirectory.ts";
import type { Bucket, RateStore } from "../../ports/stores/rateStore.ts";
import type { SweepStore } from "../../ports/stores/sweepStore.ts";

/** What came of asking who a device is. */
export type IdentityAnswer =
  | ({ readonly kind: "told" } & ToldDevice)
  /** Nobody was asked: too many were, lately. */
  | { readonly kind: "too-many"; readonly waitMs: number };

interface ToldDevice {
  /** Null: Entra does not know the device. */
  readonly device: EntraDevice | null;
  /** When Entra was asked. */
  readonly askedAt: Date;
}

/**
 * Asks Entra about the devices that certificates name. A certificate costs nothing to make, so what its bearer can
 * have us ask is limited by what we know of the device ourselves.
 */
export interface IdentityChecks {
  /** What Entra said of the device lately, null for unknown; undefined when nothing is remembered. */
  recall(entraDeviceId: string): EntraDevice | null | undefined;

  /**
   * As of some minutes ago at most; of four hours ago where certificates named the device that it does not have, or
   * one that it has: its key is known then, and tells the one from the other without a question.
   *
   * @param wasConfirmed Entra knew the certificate before, so that nobody made it up.
   * @param isIts whether the certificate is one that the device has.
   * @throws {AppError} Graph does not answer. That is not remembered.
   */
  find(
    entraDeviceId: string,
    wasConfirmed: boolean,
    isIts: (device: EntraDevice | null) => boolean,
    options: CallOptions,
  ): Promise<IdentityAnswer>;
}

interface Deps {
  readonly graph: Pick<Graph, "entraDevices">;
  readonly storage: {
    readonly devices: Pick<DeviceDirectory, "hasEntraDevice">;
    readonly sweeps: Pick<SweepStore, "findLastDone">;
    readonly rates: RateStore;
  };
  readonly clock: Clock;
}

const MINUTE_MS = 60 * 1000;

/**
 * A device that was registered, or given a new key, a moment ago is refused for so long, and each time that it, or
 * somebody who names it, is refused for twice as long as before.
 */
const REMEMBERED_MS = 5 * MINUTE_MS;
const LONGEST_REMEMBERED_MS = 4 * 60 * MINUTE_MS;
/** Every one was asked about, so the limits below keep them few; this is for the memory of a long flood. */
const MOST_REMEMBERED = 20_000;

/** A full sweep runs daily. One that is older says too little of who is unknown. */
const DIRECTORY_COUNTS_MS = 26 * 60 * MINUTE_MS;
/** How long the age of the directory is believed without looking again. */
const AGE_HOLDS_MS = MINUTE_MS / 2;

/** A bucket of its own for each, so that who is less known cannot use up what those have who are better known. */
const LIMITS = {
  /** A fleet that comes back after a day. */
  confirmed: { capacity: 1000, refillPerSecond: 20 },
  /**
   * A fleet that reports for the first time: 9,000 an hour. As many is what whoever knows the ids of devices can make
   * us ask.
   */
  known: { capacity: 500, refillPerSecond: 2.5 },
  /** There is no directory yet, or it is old: nobody can be told from a stranger. */
  untold: { capacity: 100, refillPerSecond: 2 },
  /** The directory does not know it: enrolled since the last sweep, or made up. */
  stranger: { capacity: 20, refillPerSecond: 0.1 },
} as const satisfies Record<string, Bucket>;

type Acquaintance = keyof typeof LIMITS;

interface Remembered extends ToldDevice {
  /** For how long nobody is asked again. */
  readonly holdsMs: number;
}

/** Remembers in this process; the limits hold across replicas. */
export function createIdentityChecks({
  graph,
  storage,
  clock,
}: Deps): IdentityChecks {
  const told = new Map<string, Remembered>();
  const asking = new Map<string, Promise<IdentityAnswer>>();
  /** A limit that was found empty is not asked again before it can have something. */
  const emptyUntil = new Map<Acquaintance, number>();
  let age = { readAt: -Infinity, counts: false };

  return {
    recall: (entraDeviceId) => recall(entraDeviceId)?.device,

    async find(entraDeviceId, wasConfirmed, isIts, options) {
      const known = recall(entraDeviceId);
      const running = asking.get(entraDeviceId);
      const answer: IdentityAnswer = known
        ? { kind: "told", ...known }
        : await (running ?? begin(entraDeviceId, wasConfirmed, options));
      if (answer.kind === "told") {
        if (isIts(answer.device))
          remember(entraDeviceId, answer, LONGEST_REMEMBERED_MS);
        // Of those who wait for the same question one is enough.
        else if (!known && !running)
          remember(entraDeviceId, answer, nextHoldMs(entraDeviceId));
      }
      return answer;
    },
  };

  function recall(entraDeviceId: string): Remembered | undefined {
    const last = told.get(entraDeviceId);
    return last && clock.now().getTime() - last.askedAt.getTime() < last.holdsMs
      ? last
      : undefined;
  }

  function begin(
    entraDeviceId: string,
    wasConfirmed: boolean,
    options: CallOptions,
  ): Promise<IdentityAnswer> {
    const question = ask(entraDeviceId, wasConfirmed, options).finally(() =>
      asking.delete(entraDeviceId),
    );
    asking.set(entraDeviceId, question);
    return question;
  }

  function nextHoldMs(entraDeviceId: string): number {
    const last = told.get(entraDeviceId);
    return last
      ? Math.min(2 * last.holdsMs, LONGEST_REMEMBERED_MS)
      : REMEMBERED_MS;
  }

  async function ask(
    entraDeviceId: string,
    wasConfirmed: boolean,
    options: CallOptions,
  ): Promise<IdentityAnswer> {
    const waitMs = await take(
      wasConfirmed ? "confirmed" : await acquaintanceOf(entraDeviceId),
    );
    if (waitMs > 0) return { kind: "too-many", waitMs };
    const askedAt = clock.now();
    const device = await graph.entraDevices.find(entraDeviceId, options);
    return { kind: "told", device, askedAt };
  }

  async function acquaintanceOf(entraDeviceId: string): Promise<Acquaintance> {
    if (await storage.devices.hasEntraDevice(entraDeviceId)) return "known";
    return (await directoryCounts()) ? "stranger" : "untold";
  }

  /** Whether every device was listed once, and the list was brought up to date lately. */
  async function directoryCounts(): Promise<boolean> {
    const now = clock.now().getTime();
    if (now - age.readAt >= AGE_HOLDS_MS) {
      const [full, last] = await Promise.all([
        storage.sweeps.findLastDone("full"),
        storage.sweeps.findLastDone(),
      ]);
      const counts =
        full !== null &&
        last !== null &&
        full.counts.devices > 0 &&
        now - last.startedAt.getTime() <= DIRECTORY_COUNTS_MS;
      age = { readAt: now, counts };
    }
    return age.counts;
  }

  async function take(acquaintance: Acquaintance): Promise<number> {
    const now = clock.now().getTime();
    const known = (emptyUntil.get(acquaintance) ?? 0) - now;
    if (known > 0) return known;
    const waitMs = await storage.rates.take(`report-lookups.${acquaintance}`, [
      LIMITS[acquaintance],
    ]);
    if (waitMs > 0) emptyUntil.set(acquaintance, now + waitMs);
    return waitMs;
  }

  function remember(
    entraDeviceId: string,
    { device, askedAt }: ToldDevice,
    holdsMs: number,
  ): void {
    told.delete(entraDeviceId);
    told.set(entraDeviceId, { device, askedAt, holdsMs });
    const [oldest] = told.keys();
    if (told.size > MOST_REMEMBERED && oldest !== undefined)
      told.delete(oldest);
  }
}
