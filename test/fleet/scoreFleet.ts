import { createRandom } from "../simulator/random.ts";
import { readLine } from "../../replay/readLine.ts";
import { createReplay, type Answer } from "../../replay/replay.ts";
import { WARM_UP, type Fleet, type FleetDevice } from "./fleet.ts";

/** What came of one habit, or of the whole fleet. */
export interface Score {
  readonly deviceMonths: number;
  readonly cards: number;
  readonly right: number;
  readonly wrong: number;
  /** True changes that could be seen. */
  readonly changes: number;
  /** Of these, proposed rightly within `IN_TIME_DAYS`. */
  readonly found: number;
  /** Days from each change to its first right proposal. */
  readonly daysToFind: readonly number[];
  /** A device went back to whom it was taken from. */
  readonly flips: number;
}

export interface FleetScore {
  readonly all: Score;
  readonly byHabit: ReadonlyMap<string, Score>;
  /** Wrong proposals by habit and reason, for whoever mends the rule. */
  readonly wrongBy: ReadonlyMap<string, number>;
  readonly missedBy: ReadonlyMap<string, number>;
}

const IN_TIME_DAYS = 14;
/** A helpdesk knows its people, mostly. */
const ANSWERS_RIGHTLY = 0.95;

const START_MS = Date.parse("2026-01-05T00:00:00Z");
const DAY_MS = 24 * 60 * 60 * 1000;
const time = (day: number, hour: number): string =>
  new Date(START_MS + day * DAY_MS + hour * 3_600_000).toISOString();
const dates = new Map<number, string>();
function date(day: number): string {
  const known = dates.get(day) ?? time(day, 0).slice(0, 10);
  dates.set(day, known);
  return known;
}

interface Asked {
  readonly device: FleetDevice;
  readonly day: number;
  readonly to: string | null;
  readonly from: string | null;
  readonly isRight: boolean;
  readonly reason: string;
}

/** Feeds a fleet to a replay, day by day, with a helpdesk that answers. */
export function scoreFleet(
  fleet: Fleet,
  mode: string,
  helpdeskSeed = 7,
): FleetScore {
  const { options } = fleet;
  const random = createRandom(options.seed * 1000 + helpdeskSeed);
  const replay = createReplay();
  // As text, as it comes from outside.
  const tell = (line: object): readonly Answer[] =>
    replay.take(readLine(JSON.stringify(line)));
  const primary = new Map(
    fleet.devices.map((device) => [device.id, device.primaryUser]),
  );
  const byId = new Map(fleet.devices.map((device) => [device.id, device]));
  const asked = new Map<string, Asked>();
  const waiting = new Map<string, number>();
  const reported = new Map<string, Set<number>>();

  tell({
    type: "settings",
    at: time(0, 0),
    values: { AFFINITY_MODE: mode, STAGING_ACCOUNTS: fleet.stagingAccount },
  });
  const everybody = [
    ...fleet.people,
    {
      id: "staging",
      upn: fleet.stagingAccount,
      sid: "S-1-5-21-9-9-9-9",
      renamedOn: null,
      keepsName: true,
      leavesOn: null,
      isDeleted: false,
      licensed: false,
      isTechnician: false,
      isIn: [],
    },
  ];
  const unresolvable = new Set(
    fleet.devices
      .filter(({ isUnresolvable }) => isUnresolvable)
      .flatMap(({ truth }) => truth.map(({ owner }) => owner)),
  );
  const personLine = (person: (typeof everybody)[number], day: number) => {
    const isRenamed = person.renamedOn !== null && day >= person.renamedOn;
    return {
      type: "person",
      at: time(day, 1),
      id: person.id,
      upn: isRenamed ? `new.${person.upn}` : person.upn,
      displayName: person.upn,
      enabled: person.leavesOn === null || day < person.leavesOn,
      member: true,
      licensed: person.licensed,
      ...(!unresolvable.has(person.id) && { sid: person.sid }),
      ...(isRenamed && person.keepsName && { otherNames: [person.upn] }),
    };
  };
  for (const person of everybody) tell(personLine(person, 0));
  const people = new Map(everybody.map((person) => [person.id, person]));
  tell({
    type: "technicians",
    at: time(0, 1),
    ids: everybody
      .filter(({ isTechnician }) => isTechnician)
      .map(({ id }) => id),
  });

  for (let day = 0; day < options.days; day += 1) {
    for (const person of fleet.people) {
      if (day > 0 && (person.renamedOn === day || person.leavesOn === day))
        tell(personLine(person, day));
      if (person.isDeleted && person.leavesOn === day - 5)
        tell({ type: "person-gone", at: time(day, 1), id: person.id });
    }
    for (const device of fleet.devices) {
      const enrolledOn =
        device.reenrolled && day >= device.reenrolled.on
          ? device.reenrolled.on
          : device.enrolledOn;
      if (day < enrolledOn) continue;
      if (device.reenrolled?.on === day)
        primary.set(device.id, device.reenrolled.by);
      tell({
        type: "device",
        at: time(day, 2),
        id: device.id,
        name: device.name,
        enrolledAt: time(enrolledOn, 5),
        enrolment: device.enrolment,
        enrolledBy: device.enrolledBy,
        primaryUser: primary.get(device.id) ?? null,
        lastCheckIn: time(day, 1),
        lastLogons: device.hasLastLogons
          ? lastLogons(device, enrolledOn, day)
          : [],
        multiSession: device.multiSession,
      });
      const today = logonsOf(device, day);
      if (today.length === 0 || random.next() > options.reports) continue;
      const days = reported.get(device.id) ?? new Set();
      reported.set(device.id, days.add(day));
      tell({
        type: "report",
        at: time(day, 17),
        body: device.countsOnly
          ? counts(device, enrolledOn, day)
          : report(device, enrolledOn, day),
      });
    }
    for (const [id, answersOn] of [...waiting])
      if (answersOn <= day) {
        waiting.delete(id);
        const one = asked.get(id);
        if (!one) continue;
        const isApproved = one.isRight === random.next() < ANSWERS_RIGHTLY;
        tell({
          type: "decision",
          at: time(day, 18),
          proposal: id,
          verdict: isApproved ? "approve" : "reject",
          reason: "",
        });
        if (isApproved) primary.set(one.device.id, one.to);
      }
    for (const answer of tell({ type: "tick", at: time(day, 19) })) {
      if (answer.type === "closed") waiting.delete(String(answer["id"]));
      if (answer.type !== "proposal") continue;
      const device = byId.get(String(answer["device"]));
      if (!device) throw new Error("A proposal names no device of the fleet");
      const to = answer["to"] as string | null;
      asked.set(String(answer["id"]), {
        device,
        day,
        to,
        from: answer["from"] as string | null,
        isRight: to === truthOn(device, day),
        reason: String(answer["reason"]),
      });
      waiting.set(
        String(answer["id"]),
        day + 1 + Math.floor(random.next() * 2),
      );
    }
  }
  return score(fleet, [...asked.values()], reported);

  function report(
    device: FleetDevice,
    enrolledOn: number,
    day: number,
  ): object {
    const from = Math.max(day - device.logDays, enrolledOn, -WARM_UP);
    const users = new Map<string, number[]>();
    for (let back = from; back <= day; back += 1)
      for (const { who, isNoise } of logonsOf(device, back))
        if (!isNoise) users.set(who, [...(users.get(who) ?? []), back]);
    return {
      Version: 2,
      ManagedDeviceID: device.id,
      LogFrom: time(from, 0),
      Unattributed: 0,
      Users: [...users].map(([who, days]) => ({
        Sid: people.get(who)?.sid ?? who,
        Sessions: days.filter((one) => one > day - 7).length,
        Days: days.map(date),
      })),
    };
  }

  function counts(
    device: FleetDevice,
    enrolledOn: number,
    day: number,
  ): object {
    const users: Record<string, number> = {};
    for (let back = Math.max(day - 6, enrolledOn); back <= day; back += 1)
      for (const { who, logons } of logonsOf(device, back)) {
        const person = people.get(who);
        if (!person) continue;
        const isRenamed = person.renamedOn !== null && back >= person.renamedOn;
        const upn = isRenamed ? `new.${person.upn}` : person.upn;
        users[upn] = (users[upn] ?? 0) + logons;
      }
    return { ManagedDeviceID: device.id, UserHash: users };
  }
}

function logonsOf(device: FleetDevice, day: number) {
  return device.logons[day + WARM_UP] ?? [];
}

function lastLogons(
  device: FleetDevice,
  enrolledOn: number,
  day: number,
): object[] {
  const last = new Map<string, number>();
  for (let back = Math.max(day - 40, enrolledOn); back < day; back += 1)
    for (const { who, isNoise } of logonsOf(device, back))
      if (!isNoise && !who.startsWith("S-1")) last.set(who, back);
  return [...last].map(([userId, on]) => ({ userId, at: time(on, 9) }));
}

function truthOn(device: FleetDevice, day: number): string | null {
  return device.truth.findLast(({ from }) => from <= day)?.owner ?? null;
}

function score(
  fleet: Fleet,
  asked: readonly Asked[],
  reported: ReadonlyMap<string, ReadonlySet<number>>,
): FleetScore {
  const wrongBy = new Map<string, number>();
  const missedBy = new Map<string, number>();
  const scores = new Map<
    string,
    { -readonly [Key in keyof Score]: Score[Key] }
  >();
  const fresh = () => ({
    deviceMonths: 0,
    cards: 0,
    right: 0,
    wrong: 0,
    changes: 0,
    found: 0,
    daysToFind: [] as number[],
    flips: 0,
  });
  const all = fresh();
  const of = (habit: string) => {
    const known = scores.get(habit) ?? fresh();
    scores.set(habit, known);
    return [known, all];
  };
  const byDevice = new Map<FleetDevice, Asked[]>();
  for (const one of asked) {
    byDevice.set(one.device, [...(byDevice.get(one.device) ?? []), one]);
    for (const sum of of(one.device.habit)) {
      sum.cards += 1;
      if (one.isRight) sum.right += 1;
      else sum.wrong += 1;
    }
    if (!one.isRight) {
      const key = `${one.device.habit}: ${one.reason}`;
      wrongBy.set(key, (wrongBy.get(key) ?? 0) + 1);
    }
  }
  for (const device of fleet.devices) {
    const mine = byDevice.get(device) ?? [];
    const months = (fleet.options.days - Math.max(0, device.enrolledOn)) / 30;
    for (const sum of of(device.habit)) sum.deviceMonths += months;
    const flips = mine.filter((one, index) =>
      mine
        .slice(0, index)
        .some(
          (before) =>
            before.from === one.to && before.to === one.from && one.to !== null,
        ),
    ).length;
    for (const sum of of(device.habit)) sum.flips += flips;
    device.truth.forEach(({ from, owner }, index) => {
      const until = device.truth[index + 1]?.from ?? fleet.options.days;
      if (owner === null && device.habit !== "becomes shared") return;
      if (from < 0 || until - from < IN_TIME_DAYS + 1) return;
      if (device.reenrolled?.on === from || device.primaryUser === owner)
        return;
      // Somebody who was hardly there cannot be seen.
      const seen = days(from, from + IN_TIME_DAYS - 2).filter((day) =>
        logonsOf(device, day).some(
          ({ who }) => owner === null || who === owner,
        ),
      );
      const told = seen.filter((day) => reported.get(device.id)?.has(day));
      if (seen.length < 4 || told.length < 3) return;
      const first = mine.find(({ to, day }) => to === owner && day >= from);
      for (const sum of of(device.habit)) {
        sum.changes += 1;
        if (first) sum.daysToFind = [...sum.daysToFind, first.day - from];
        if (first && first.day - from <= IN_TIME_DAYS) sum.found += 1;
      }
      if (!first || first.day - from > IN_TIME_DAYS) {
        const key = `${device.habit}${device.countsOnly ? " (counts)" : ""}: ${first ? "late" : "never"}`;
        missedBy.set(key, (missedBy.get(key) ?? 0) + 1);
      }
    });
  }
  return { all, byHabit: scores, wrongBy, missedBy };
}

function days(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
