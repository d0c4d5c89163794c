import type { Device, DeviceId } from "../src/domain/devices/device.ts";
import type { DirectoryDevice } from "../src/domain/devices/directory.ts";
import {
  addDays,
  addSeen,
  dayOf,
  DAYS_KEPT,
  joinDays,
  NO_DAYS,
  resolveDays,
  startAnew,
  since,
  type DayNumber,
  type Days,
  type DaysSeen,
  type DeviceDays,
  type PersonKey,
} from "../src/domain/evidence/activeDays.ts";
import { signInsSince } from "../src/domain/evidence/agreement.ts";
import { countLastLogons } from "../src/domain/evidence/lastLogonDays.ts";
import type { Elsewhere } from "../src/domain/evidence/decideByActiveDays.ts";
import type { Tally } from "../src/domain/evidence/tally.ts";
import type { WindowMemory } from "../src/domain/evidence/windowDays.ts";
import type { PersonRef, UserId } from "../src/domain/people/user.ts";
import type { Proposal } from "../src/domain/proposals/proposal.ts";

/** What Intune tells of a device by the newest sweep that saw it. */
export interface Listed {
  readonly device: Device;
  readonly directory: DirectoryDevice;
}

/** What is remembered of one device. */
export interface ReplayedDevice {
  /** As the newest line writes it. */
  id: DeviceId;
  /** Null while only reports told of it. */
  listed: Listed | null;
  primaryUser: PersonRef | null;
  changedAt: Date | null;
  stagedBy: string | null;
  hadPerson: boolean;
  days: DeviceDays;
  /** Who signed in to Windows there, by Entra's log. */
  signIns: Map<UserId, Days>;
  observedAt: Date | null;
  window: WindowMemory | null;
  tally: Tally | null;
  /** Newest first. */
  proposals: Proposal[];
}

/** The tenant's devices, and on which of them somebody was. */
export interface Devices {
  readonly get: (id: string) => ReplayedDevice;
  readonly find: (id: string) => ReplayedDevice | null;
  readonly all: () => Iterable<ReplayedDevice>;
  readonly remove: (id: string) => void;
  readonly own: (device: ReplayedDevice, primaryUser: PersonRef | null) => void;
  readonly addDays: (device: ReplayedDevice, seen: DaysSeen, at: Date) => void;
  readonly addSignIn: (
    device: ReplayedDevice,
    person: UserId,
    at: Date,
  ) => void;
  readonly startCycle: (device: ReplayedDevice, enrolledAt: Date) => void;
  /** Gives the days seen under a name to whose name it is. @returns the devices that this is news for. */
  readonly rename: (from: PersonKey, to: UserId) => readonly ReplayedDevice[];
  readonly placesOf: (person: PersonKey) => Iterable<ReplayedDevice>;
  readonly elsewhere: (
    device: ReplayedDevice,
    person: PersonKey,
    today: DayNumber,
  ) => readonly Elsewhere[];
}

export function createDevices(): Devices {
  const devices = new Map<string, ReplayedDevice>();
  const places = new Map<PersonKey, Set<ReplayedDevice>>();

  function placesOf(person: PersonKey): Set<ReplayedDevice> {
    const known = places.get(person) ?? new Set<ReplayedDevice>();
    places.set(person, known);
    return known;
  }

  return {
    find: (id) => devices.get(keyOf(id)) ?? null,
    all: () => devices.values(),
    placesOf: (person) => places.get(person) ?? [],
    get(id) {
      const known = devices.get(keyOf(id));
      if (known) return known;
      const created: ReplayedDevice = {
        id: id as DeviceId,
        listed: null,
        primaryUser: null,
        changedAt: null,
        stagedBy: null,
        hadPerson: false,
        days: NO_DAYS,
        signIns: new Map(),
        observedAt: null,
        window: null,
        tally: null,
        proposals: [],
      };
      devices.set(keyOf(id), created);
      return created;
    },
    remove(id) {
      const device = devices.get(keyOf(id));
      if (!device) return;
      devices.delete(keyOf(id));
      for (const person of [
        ...device.days.people.keys(),
        ...device.signIns.keys(),
      ])
        places.get(person)?.delete(device);
      if (device.primaryUser) places.get(device.primaryUser.id)?.delete(device);
    },
    own(device, primaryUser) {
      device.primaryUser = primaryUser;
      if (primaryUser) placesOf(primaryUser.id).add(device);
    },
    addDays(device, seen, at) {
      // A device's calendar may be a day ahead; what it forgets is forgotten by its own date.
      device.days = addSeen(device.days, seen, dayOf(at));
      device.observedAt =
        device.observedAt && device.observedAt > at ? device.observedAt : at;
      for (const person of seen.people.keys()) placesOf(person).add(device);
    },
    addSignIn(device, person, at) {
      const days = joinDays(device.signIns.get(person) ?? [], [dayOf(at)]);
      device.signIns.set(person, days);
      device.observedAt =
        device.observedAt && device.observedAt > at ? device.observedAt : at;
      placesOf(person).add(device);
    },
    startCycle(device, enrolledAt) {
      device.signIns = new Map(signInsSince(device.signIns, dayOf(enrolledAt)));
      device.days = startAnew(device.days, dayOf(enrolledAt));
      if (device.tally && device.tally.observedAt < enrolledAt)
        device.tally = null;
      device.window = null;
      device.changedAt = null;
      device.stagedBy = null;
      device.hadPerson = false;
    },
    rename(from, to) {
      const moved = [...(places.get(from) ?? [])];
      places.delete(from);
      for (const device of moved) {
        device.days = resolveDays(device.days, (name) =>
          name === from ? to : null,
        );
        placesOf(to).add(device);
      }
      return moved;
    },
    elsewhere(device, person, today) {
      const oldest = addDays(today, 1 - DAYS_KEPT);
      const found: Elsewhere[] = [];
      for (const other of places.get(person) ?? []) {
        const isPrimaryUser = other.primaryUser?.id === person;
        const days = daysOn(other, person, oldest);
        if (other === device) continue;
        if (days.length === 0 && !isPrimaryUser)
          places.get(person)?.delete(other);
        else found.push({ deviceId: other.id, days, isPrimaryUser });
      }
      return found;
    },
  };
}

/** A device writes its id in the case it likes. */
function keyOf(id: string): string {
  return id.toLowerCase();
}

function daysOn(
  device: ReplayedDevice,
  person: PersonKey,
  oldest: DayNumber,
): Days {
  const enrolledAt = device.listed?.device.enrolledAt;
  const { days: told, signIns } = device;
  const days = since(
    oldest,
    joinDays(
      countLastLogons(told).get(person) ?? [],
      (signIns.get(person as UserId) ?? []).filter(
        (day) => !(told.log && day >= told.log.from && day <= told.log.to),
      ),
    ),
  );
  return enrolledAt ? since(dayOf(enrolledAt), days) : days;
}
