import { createRandom } from "../simulator/random.ts";

/** How hard a fleet is to judge. */
export interface FleetOptions {
  readonly seed: number;
  readonly devices: number;
  /** Days that are replayed; before them lie `WARM_UP` days that only logs know. */
  readonly days: number;
  /** The part of daily reports that arrives, 0 to 1. */
  readonly reports: number;
  /** Multiplies how many devices are shared and how many have stand-ins. */
  readonly trouble: number;
}

export const NORMAL = { devices: 1000, days: 180, reports: 0.92, trouble: 1 };
export const HARSH = { devices: 1000, days: 180, reports: 0.7, trouble: 2 };

/** Days of use before the first that is replayed. */
export const WARM_UP = 84;

/** A person as the fleet knows them; days count from the first that is replayed. */
export interface FleetPerson {
  readonly id: string;
  readonly upn: string;
  readonly sid: string;
  /** From that day on Entra knows them by another name. */
  readonly renamedOn: number | null;
  /** Whether the rename keeps the former name as a proxy address. */
  readonly keepsName: boolean;
  /** The account is disabled, or deleted, from that day on. */
  leavesOn: number | null;
  readonly isDeleted: boolean;
  readonly licensed: boolean;
  readonly isTechnician: boolean;
  /** Whether they are at work, by day from `-WARM_UP` on. */
  readonly isIn: readonly boolean[];
}

/** Whose a device truly is from a day on; null for nobody's. */
export interface Truth {
  readonly from: number;
  readonly owner: string | null;
}

/** Somebody on a device on a day: a person's id, or a name that nobody has. */
export interface Logon {
  readonly who: string;
  readonly logons: number;
  /** A credential prompt, or a pair of an administrator: in counts, and no session. */
  readonly isNoise?: boolean;
}

export interface FleetDevice {
  readonly id: string;
  readonly name: string;
  readonly habit: string;
  readonly enrolledOn: number;
  readonly enrolment: "user" | "bulk" | "device-enrollment-manager";
  readonly enrolledBy: string | null;
  readonly primaryUser: string | null;
  readonly multiSession: boolean;
  /** By day from `-WARM_UP` on. */
  readonly logons: readonly (readonly Logon[])[];
  readonly truth: readonly Truth[];
  /** Enrolled again on that day, by that person. */
  readonly reenrolled: { readonly on: number; readonly by: string } | null;
  /** Whether its script is the published one, which counts. */
  readonly countsOnly: boolean;
  /** How many days its log reaches back. */
  readonly logDays: number;
  readonly hasLastLogons: boolean;
  /** Its people cannot be found by their SIDs. */
  readonly isUnresolvable: boolean;
}

export interface Fleet {
  readonly options: FleetOptions;
  readonly people: readonly FleetPerson[];
  readonly devices: readonly FleetDevice[];
  readonly stagingAccount: string;
}

const STAGING = "staging@contoso.com";

/**
 * Grows a tenant with known habits: who uses which device on which day, and whose it truly is. Everything is drawn
 * from ranges by its seed, so that no two fleets are alike.
 */
export function growFleet(options: FleetOptions): Fleet {
  const random = createRandom(options.seed);
  const total = WARM_UP + options.days;
  const people: FleetPerson[] = [];
  const devices: FleetDevice[] = [];
  const chance = (share: number) => random.next() < share;
  const between = (least: number, most: number) =>
    least + Math.floor(random.next() * (most - least + 1));
  // Each fleet has its own ways of working.
  const fullTime = 0.86 + random.next() * 0.1;
  const weekend = random.next() * 0.05;
  const visitRate = 0.002 + random.next() * 0.008;

  function aPerson(
    kind: "full" | "part" | "shift" | "always" = "full",
    more: Partial<FleetPerson> = {},
  ): FleetPerson {
    const number = people.length + 1;
    const partDays = new Set(
      [1, 2, 3, 4, 5].sort(() => random.next() - 0.5).slice(0, between(2, 4)),
    );
    const away: [number, number][] = [];
    if (kind !== "always") {
      for (let leave = between(0, 2); leave > 0; leave -= 1) {
        const from = between(-WARM_UP, options.days);
        away.push([from, from + between(13, 28)]);
      }
      if (chance(0.12)) {
        const from = between(0, options.days);
        away.push([from, from + between(3, 25)]);
      }
    }
    const isIn = Array.from({ length: total }, (_, at) => {
      const day = at - WARM_UP;
      // Day 0 is a Monday.
      const weekday = (((day % 7) + 7) % 7) + 1;
      if (away.some(([from, to]) => day >= from && day <= to)) return false;
      if (kind === "always") return true;
      if (kind === "shift") return chance(0.55);
      if (weekday > 5) return chance(weekend);
      return kind === "part"
        ? partDays.has(weekday) && chance(0.95)
        : chance(fullTime);
    });
    const person: FleetPerson = {
      id: random.guid(),
      upn: `person${number}@contoso.com`,
      sid: `S-1-5-21-1004336348-1177238915-682003330-${10_000 + number}`,
      renamedOn: chance(0.04) ? between(5, options.days - 5) : null,
      keepsName: chance(0.7),
      leavesOn: null,
      isDeleted: chance(0.3),
      licensed: true,
      isTechnician: false,
      isIn,
      ...more,
    };
    people.push(person);
    return person;
  }

  const isIn = (person: FleetPerson, day: number) =>
    (person.isIn[day + WARM_UP] ?? false) &&
    (person.leavesOn === null || day < person.leavesOn);
  const empty = (): Logon[][] => Array.from({ length: total }, () => []);
  const at = (logons: Logon[][], day: number) => logons[day + WARM_UP] ?? [];
  const logOn = (
    logons: Logon[][],
    day: number,
    who: string,
    isNoise = false,
  ) => {
    const list = logons[day + WARM_UP];
    if (list && !list.some((one) => one.who === who && !one.isNoise))
      list.push({ who, logons: between(1, 5), ...(isNoise && { isNoise }) });
  };
  /** Somebody uses a device on the days they are in. */
  function use(
    logons: Logon[][],
    person: FleetPerson,
    from: number,
    to: number,
    share = 0.95,
  ) {
    for (
      let day = Math.max(from, -WARM_UP);
      day <= Math.min(to, options.days - 1);
      day += 1
    )
      if (isIn(person, day) && chance(share)) logOn(logons, day, person.id);
  }

  function add(
    habit: string,
    logons: Logon[][],
    truth: readonly Truth[],
    more: Partial<FleetDevice> = {},
  ): FleetDevice {
    const number = devices.length + 1;
    const device: FleetDevice = {
      id: random.guid(),
      name: `LT-${String(number).padStart(4, "0")}`,
      habit,
      enrolledOn: -between(90, 700),
      enrolment: "user",
      enrolledBy: null,
      primaryUser: truth[0]?.owner ?? null,
      multiSession: false,
      logons,
      truth,
      reenrolled: null,
      countsOnly: chance(0.1),
      logDays: between(6, 83),
      hasLastLogons: chance(0.6),
      isUnresolvable: false,
      ...more,
    };
    devices.push(device);
    return device;
  }

  const technicians = Array.from({ length: 8 }, (_, number) =>
    aPerson("full", { isTechnician: number < 6, renamedOn: null }),
  );
  for (const technician of technicians) {
    const logons = empty();
    use(logons, technician, -WARM_UP, options.days);
    add("technician's own", logons, [{ from: -WARM_UP, owner: technician.id }]);
  }
  const colleagues: FleetPerson[] = [];
  const owned = (kind: "full" | "part", habit: string) => {
    const owner = aPerson(kind);
    const logons = empty();
    use(logons, owner, -WARM_UP, options.days);
    colleagues.push(owner);
    return add(habit, logons, [{ from: -WARM_UP, owner: owner.id }]);
  };
  const steady = Array.from({ length: 60 }, () => owned("full", "steady"));
  const END = options.days;

  const habits: [weight: number, grow: () => void][] = [
    [38, () => void owned("full", "steady")],
    [8, () => void owned("part", "part-time")],
    // The owner got a new device; somebody else has the old one from then on.
    [6, () => handover()],
    [5, () => leaver()],
    [2, () => swap()],
    [1.5, () => becomesShared()],
    [2, () => spareGiven()],
    [1.5, () => setUpByTechnician()],
    [5, () => joiner()],
    [4, () => refresh()],
    [3, () => bench()],
    [5 * options.trouble, () => hotDesk()],
    [2 * options.trouble, () => reception()],
    [3 * options.trouble, () => spare()],
    [2, () => loaner()],
    [4 * options.trouble, () => standIn()],
    [0.5 * options.trouble, () => temp()],
    [4, () => twoDevices()],
    [2, () => reenrolled()],
    [2, () => sessionHost()],
    [1.5, () => kiosk()],
    [2 * options.trouble, () => pair()],
    [2, () => hybrid()],
  ];
  const weights = habits.reduce((sum, [weight]) => sum + weight, 0);
  while (devices.length < options.devices) {
    let drawn = random.next() * weights;
    const found = habits.find(([weight]) => (drawn -= weight) < 0);
    found?.[1]();
  }

  // Whoever helps logs on to devices of others, and prompts are filled in without a session.
  for (const technician of technicians)
    for (let day = -WARM_UP; day < END; day += 1)
      if (isIn(technician, day))
        for (let visit = between(0, 3); visit > 0; visit -= 1)
          logOn(
            random.pick(devices).logons as Logon[][],
            day,
            technician.id,
            chance(0.4),
          );
  for (const device of devices)
    for (let day = -WARM_UP; day < END; day += 1)
      if (chance(visitRate)) {
        const visitor = random.pick(colleagues);
        if (isIn(visitor, day))
          logOn(device.logons as Logon[][], day, visitor.id);
      }
  return {
    options,
    people,
    devices: devices.slice(0, options.devices),
    stagingAccount: STAGING,
  };

  /** Somebody new, or somebody whose own device stops then. */
  function successor(
    on: number,
    kind: "full" | "part" = chance(0.8) ? "full" : "part",
  ): FleetPerson {
    const person = aPerson(kind);
    if (chance(0.5)) {
      const logons = empty();
      use(logons, person, -WARM_UP, on - 1);
      add(
        "stopped",
        logons,
        [
          { from: -WARM_UP, owner: person.id },
          { from: on, owner: null },
        ],
        {
          primaryUser: person.id,
        },
      );
    }
    return person;
  }

  function handover(): void {
    const owner = aPerson();
    const on = between(15, END - 25);
    const old = empty();
    use(old, owner, -WARM_UP, on - 1);
    const fresh = empty();
    use(fresh, owner, on, END);
    add("new device", fresh, [{ from: -WARM_UP, owner: owner.id }], {
      enrolledOn: on,
    });
    const next = on + between(0, 10);
    const taker = successor(next);
    // The former owner looks in now and then.
    use(old, owner, on, on + 20, chance(0.3) ? 0.1 : 0);
    use(old, taker, next, END);
    add("handover", old, [
      { from: -WARM_UP, owner: owner.id },
      { from: next, owner: taker.id },
    ]);
  }

  /** Two people change devices with each other. */
  function swap(): void {
    const [one, other] = [aPerson(), aPerson()];
    const on = between(15, END - 25);
    const pairs: [FleetPerson, FleetPerson][] = [
      [one, other],
      [other, one],
    ];
    for (const [before, after] of pairs) {
      const logons = empty();
      use(logons, before, -WARM_UP, on - 1);
      use(logons, after, on, END);
      add("swap", logons, [
        { from: -WARM_UP, owner: before.id },
        { from: on, owner: after.id },
      ]);
    }
  }

  /** The owner leaves it to a crowd. */
  function becomesShared(): void {
    const owner = aPerson();
    const on = between(15, END - 25);
    const logons = empty();
    use(logons, owner, -WARM_UP, on - 1);
    const crowd = Array.from({ length: between(6, 14) }, () => aPerson());
    for (let day = on; day < END; day += 1)
      for (let turn = between(1, 2); turn > 0; turn -= 1) {
        const person = random.pick(crowd);
        if (isIn(person, day)) logOn(logons, day, person.id);
      }
    if (chance(0.6)) {
      const fresh = empty();
      use(fresh, owner, on, END);
      add("new device", fresh, [{ from: -WARM_UP, owner: owner.id }], {
        enrolledOn: on,
      });
    }
    add("becomes shared", logons, [
      { from: -WARM_UP, owner: owner.id },
      { from: on, owner: null },
    ]);
  }

  /** A device that was lent to several is given to somebody for good. */
  function spareGiven(): void {
    const logons = empty();
    const on = between(15, END - 25);
    for (let day = -between(10, 60); day < on - 8; day += between(8, 30)) {
      const borrower = random.pick(steady);
      const person = people.find(({ id }) => id === borrower.truth[0]?.owner);
      if (person) use(logons, person, day, day + between(0, 4));
    }
    use(logons, successor(on), on, END);
    const owner = people.at(-1)?.id ?? null;
    add(
      "spare given",
      logons,
      [
        { from: -WARM_UP, owner: null },
        { from: on, owner },
      ],
      { primaryUser: null, enrolment: "bulk" },
    );
  }

  /** Who enrolled it is its primary user, and somebody else has it from the beginning. */
  function setUpByTechnician(): void {
    const on = between(-60, END - 25);
    const technician = random.pick(technicians);
    const logons = empty();
    logOn(logons, on, technician.id);
    const person = aPerson();
    use(logons, person, on + 2, END);
    add(
      "set up by technician",
      logons,
      [
        { from: on, owner: null },
        { from: on + 2, owner: person.id },
      ],
      {
        enrolledOn: on,
        enrolledBy: technician.upn,
        primaryUser: technician.id,
      },
    );
  }

  function leaver(): void {
    const owner = aPerson();
    const last = between(15, END - 30);
    const logons = empty();
    use(logons, owner, -WARM_UP, last);
    owner.leavesOn = last + between(1, 10);
    const on = last + between(3, 30);
    const isTaken = chance(0.7);
    if (isTaken) use(logons, successor(on), on, END);
    const taker = people.at(-1);
    add("leaver", logons, [
      { from: -WARM_UP, owner: owner.id },
      { from: last + 1, owner: null },
      ...(isTaken && taker ? [{ from: on, owner: taker.id }] : []),
    ]);
  }

  function joiner(): void {
    const on = between(0, END - 20);
    const person = aPerson(chance(0.8) ? "full" : "part");
    const logons = empty();
    const start = on + between(2, 15);
    if (chance(0.6)) logOn(logons, on + 1, random.pick(technicians).id);
    use(logons, person, start, END);
    add(
      "joiner",
      logons,
      [
        { from: on, owner: null },
        { from: start, owner: person.id },
      ],
      {
        enrolledOn: on,
        enrolment: chance(0.5) ? "device-enrollment-manager" : "user",
        enrolledBy: STAGING,
        primaryUser: chance(0.5) ? "staging" : null,
      },
    );
  }

  function refresh(): void {
    const owner = aPerson(chance(0.85) ? "full" : "part");
    const on = between(10, END - 20);
    const old = empty();
    use(old, owner, -WARM_UP, on + between(0, 2));
    add(
      "replaced",
      old,
      [
        { from: -WARM_UP, owner: owner.id },
        { from: on + 3, owner: null },
      ],
      {
        primaryUser: owner.id,
      },
    );
    const fresh = empty();
    use(fresh, owner, on, END);
    add(
      "refresh",
      fresh,
      [
        { from: on - 3, owner: null },
        { from: on, owner: owner.id },
      ],
      {
        enrolledOn: on - 3,
        enrolment: "bulk",
      },
    );
  }

  function bench(): void {
    const logons = empty();
    for (let day = -WARM_UP; day < END; day += 1)
      if (chance(0.4)) {
        logOn(
          logons,
          day,
          chance(0.5) ? "staging" : random.pick(technicians).id,
        );
      }
    add("bench", logons, [{ from: -WARM_UP, owner: null }], {
      enrolledBy: STAGING,
      primaryUser: chance(0.6) ? "staging" : null,
    });
  }

  function hotDesk(): void {
    const crowd = Array.from({ length: between(5, 25) }, () =>
      chance(0.6) ? random.pick(colleagues) : aPerson(),
    );
    const logons = empty();
    for (let day = -WARM_UP; day < END; day += 1)
      for (let turn = between(0, 2); turn > 0; turn -= 1) {
        const person = random.pick(crowd);
        if (isIn(person, day)) logOn(logons, day, person.id);
      }
    add("hot desk", logons, [{ from: -WARM_UP, owner: null }], {
      primaryUser: chance(0.5) ? random.pick(crowd).id : null,
    });
  }

  function reception(): void {
    const crowd = Array.from({ length: between(2, 5) }, () => aPerson("shift"));
    const logons = empty();
    for (const person of crowd) use(logons, person, -WARM_UP, END, 0.8);
    add("reception", logons, [{ from: -WARM_UP, owner: null }], {
      primaryUser: chance(0.3) ? (crowd[0]?.id ?? null) : null,
    });
  }

  /** Nobody's, lent for some days. */
  function lent(
    habit: string,
    least: number,
    most: number,
    besides: number,
  ): void {
    const logons = empty();
    for (let day = -WARM_UP + between(0, 20); day < END;) {
      const until = day + between(least, most);
      const borrower = random.pick(steady);
      const person = people.find(({ id }) => id === borrower.truth[0]?.owner);
      if (person) {
        use(logons, person, day, until);
        if (!chance(besides)) silence(borrower, person, day, until);
      }
      day = until + between(4, 25);
    }
    add(habit, logons, [{ from: -WARM_UP, owner: null }], {
      primaryUser: null,
      enrolment: "bulk",
    });
  }
  function spare(): void {
    lent("spare", 0, 4, 0.6);
  }
  function loaner(): void {
    lent("loaner", 4, 16, 0.2);
  }
  function silence(
    device: FleetDevice,
    person: FleetPerson,
    from: number,
    to: number,
  ): void {
    for (
      let day = Math.max(from, -WARM_UP);
      day <= Math.min(to, END - 1);
      day += 1
    ) {
      const list = at(device.logons as Logon[][], day);
      const found = list.findIndex(({ who }) => who === person.id);
      if (found >= 0) list.splice(found, 1);
    }
  }

  /** A colleague with a device of their own covers for weeks of leave. */
  function standIn(): void {
    const from = between(0, END - 30);
    const until = from + between(10, 21);
    const owner = aPerson();
    const logons = empty();
    use(logons, owner, -WARM_UP, from - 1);
    use(logons, owner, until + 1, END);
    const colleague = aPerson();
    const own = empty();
    use(own, colleague, -WARM_UP, from - 1);
    use(own, colleague, from, until, chance(0.7) ? 0.6 : 0.1);
    use(own, colleague, until + 1, END);
    add("steady", own, [{ from: -WARM_UP, owner: colleague.id }]);
    use(logons, colleague, from, until, 0.8);
    add("stand-in", logons, [{ from: -WARM_UP, owner: owner.id }]);
  }

  /** Somebody hired for the weeks of leave, without a device of their own. */
  function temp(): void {
    const from = between(0, END - 30);
    const until = from + between(10, 21);
    const owner = aPerson();
    const logons = empty();
    use(logons, owner, -WARM_UP, from - 1);
    use(logons, owner, until + 1, END);
    use(logons, aPerson(), from, until);
    add("temp", logons, [{ from: -WARM_UP, owner: owner.id }]);
  }

  function twoDevices(): void {
    const owner = aPerson();
    const split = 0.3 + random.next() * 0.4;
    for (const share of [split, 1 - split]) {
      const logons = empty();
      use(logons, owner, -WARM_UP, END, share);
      add("two devices", logons, [{ from: -WARM_UP, owner: owner.id }]);
    }
  }

  function reenrolled(): void {
    const on = between(10, END - 20);
    const before = aPerson();
    const isSame = chance(0.4);
    const after = isSame ? before : aPerson();
    const logons = empty();
    use(logons, before, -WARM_UP, on - 1);
    use(logons, after, on, END);
    add(
      "enrolled again",
      logons,
      [
        { from: -WARM_UP, owner: before.id },
        { from: on, owner: after.id },
      ],
      { reenrolled: { on, by: after.id } },
    );
  }

  function sessionHost(): void {
    const logons = empty();
    for (let one = between(1, 12); one > 0; one -= 1)
      use(logons, random.pick(colleagues), -WARM_UP, END, 0.3);
    add("session host", logons, [{ from: -WARM_UP, owner: null }], {
      primaryUser: null,
      multiSession: true,
    });
  }

  function kiosk(): void {
    const logons = empty();
    const account = chance(0.5)
      ? "S-1-5-21-1-2-3-1001"
      : aPerson("always", { licensed: chance(0.3) }).id;
    for (let day = -WARM_UP; day < END; day += 1)
      if (chance(0.98)) logOn(logons, day, account);
    add("kiosk", logons, [{ from: -WARM_UP, owner: null }], {
      primaryUser: null,
      enrolment: "bulk",
    });
  }

  /** Two people share it on purpose; one of them is the primary user. */
  function pair(): void {
    const [one, other] = [aPerson(), aPerson("part")];
    const logons = empty();
    use(logons, one, -WARM_UP, END, 0.7);
    use(logons, other, -WARM_UP, END, 0.8);
    add("shared on purpose", logons, [{ from: -WARM_UP, owner: one.id }]);
  }

  function hybrid(): void {
    const device = owned("full", "unresolvable");
    devices[devices.length - 1] = { ...device, isUnresolvable: true };
  }
}
