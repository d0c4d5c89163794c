import type { DeviceId } from "../devices/device.ts";
import type { UserId } from "../people/user.ts";
import { type StoredMessage } from "../message.ts";

export type SweepId = string & { readonly __brand: "SweepId" };

/** `full` reads every device and person; `changes` the devices that checked in since the sweep before. */
export type SweepKind = "full" | "changes";

/** Where a sweep stands: what its next step does. */
export type SweepStep =
  /** People of the tenant, a page at a time. `cursor` is Graph's nextLink; null for the first page. */
  | { readonly kind: "people"; readonly cursor: string | null }
  | { readonly kind: "devices"; readonly cursor: string | null }
  /**
   * The rule, over the directory, from the device after `after` on. `stuck`: the first of them could not be read so
   * often, one time after the other.
   */
  | {
      readonly kind: "candidates";
      readonly after: DeviceId | null;
      readonly stuck?: Stuck;
    }
  | { readonly kind: "done" }
  /** Given up; `message` is for a person. */
  | { readonly kind: "failed"; readonly message: StoredMessage };

export interface Stuck {
  readonly deviceId: DeviceId;
  readonly tries: number;
}

/** What `scan` asks for: a full sweep, shown where it was typed. */
export interface ScanRequest {
  readonly requestedBy: UserId;
  readonly showIn: NonNullable<Sweep["showIn"]>;
}

/** One pass over the tenant. Each step stores what it found together with where the next one begins. */
export interface Sweep {
  readonly id: SweepId;
  /** Counts every stored change, from 1. */
  readonly version: number;
  readonly kind: SweepKind;
  readonly startedAt: Date;
  /** When its last step was stored. */
  readonly steppedAt: Date;
  readonly endedAt: Date | null;
  /** Null for the schedule. */
  readonly requestedBy: UserId | null;
  /** Where its progress is shown: the conversation in which `scan` was typed. */
  readonly showIn: {
    readonly serviceUrl: string;
    readonly conversationId: string;
  } | null;
  /** `changes` reads the devices that checked in after this; null for a full sweep. */
  readonly changedSince: Date | null;
  /** Asked for while this one, of `changes`, ran: a full one begins in the transaction that ends this one. */
  readonly thenFull: ScanRequest | null;
  readonly step: SweepStep;
  /** How often this part began again, because Graph had forgotten where it was. */
  readonly restarts: number;
  readonly counts: SweepCounts;
  /** Set at its end, where what it found is not all posted: while only observing, or in a first run. */
  readonly posting?: "observing" | { readonly firstRunPerDay: number };
  /** The first of the candidates that could not be weighed and were passed over. */
  readonly skipped?: readonly SkippedCandidate[];
  /** When the list of people was read to its end; null before, and when it broke off: who is missing may exist. */
  readonly peopleListedAt: Date | null;
  /** When its progress card was last asked for, so that it is not edited at every page. */
  readonly shownAt: Date | null;
}

export interface SweepCounts {
  readonly pages: number;
  readonly people: number;
  readonly devices: number;
  /** Of the devices: how many there are by Intune's own count; null before the first page tells. */
  readonly devicesExpected: number | null;
  /** What the sieve let through. */
  readonly candidates: number;
  readonly proposals: number;
  readonly handoffs: number;
  /** Forgotten, because Intune does not list them any more. */
  readonly gone: number;
  /** Candidates that could not be weighed; left out where there is none. */
  readonly skipped?: number;
}

export interface SkippedCandidate {
  readonly deviceId: DeviceId;
  readonly name: string;
}

export function isRunning({ step }: Pick<Sweep, "step">): boolean {
  return step.kind !== "done" && step.kind !== "failed";
}
