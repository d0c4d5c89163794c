import { describe, expect, it } from "@jest/globals";
import {
  addDays,
  addSeen,
  dayOf,
  formatDay,
  joinDays,
  NO_DAYS,
  packDays,
  parseDay,
  resolveDays,
  startAnew,
  tellsNothingNew,
  unpackDays,
  type DayNumber,
  type Days,
  type DaysSeen,
  type PersonKey,
} from "../../../src/domain/evidence/activeDays.ts";
import type { UserId } from "../../../src/domain/people/user.ts";

const day = (text: string): DayNumber => {
  const parsed = parseDay(text);
  if (parsed === null) throw new Error(`${text} is no day`);
  return parsed;
};
const MONDAY = day("2026-11-23");
const ana = "ana" as UserId;
const ben = "ben" as UserId;

function seen(
  people: Record<string, readonly number[]>,
  log: readonly [number, number] | null = null,
): DaysSeen {
  return {
    people: new Map(
      Object.entries(people).map(([key, offsets]) => [
        key as PersonKey,
        offsets.map((offset) => addDays(MONDAY, offset)),
      ]),
    ),
    log: log && {
      from: addDays(MONDAY, log[0]),
      to: addDays(MONDAY, log[1]),
    },
    unattributed: null,
  };
}

describe("a calendar day", () => {
  it.each(["2026-11-24", "2024-02-29", "1970-01-01"])(
    "is the same after it was read and written: %s",
    (text) => {
      expect(formatDay(day(text))).toBe(text);
    },
  );

  it.each(["2026-02-30", "2026-13-01", "24.11.2026", "2026-1-1", ""])(
    "is not read from %j",
    (text) => {
      expect(parseDay(text)).toBeNull();
    },
  );

  it("of an instant is its UTC date", () => {
    expect(formatDay(dayOf(new Date("2026-11-24T23:59:59Z")))).toBe(
      "2026-11-24",
    );
  });
});

describe("days of use", () => {
  it("joins days, each once and in order", () => {
    const days = (...numbers: number[]) => numbers as unknown as Days;
    expect(joinDays(days(3, 5), days(1, 5, 9))).toEqual([1, 3, 5, 9]);
  });

  it("adds the days of a later report and takes none away", () => {
    const first = addSeen(NO_DAYS, seen({ ana: [0, 1] }, [0, 1]), MONDAY);
    const { people, log } = addSeen(first, seen({ ana: [2] }, [2, 2]), MONDAY);
    expect(people.get(ana)).toEqual([0, 1, 2].map((n) => MONDAY + n));
    expect(log).toEqual({ from: MONDAY, to: MONDAY + 2 });
  });

  it("starts the span a log tells all of anew after a gap", () => {
    const first = addSeen(NO_DAYS, seen({}, [0, 1]), MONDAY);
    expect(addSeen(first, seen({}, [3, 5]), MONDAY).log).toEqual({
      from: MONDAY + 3,
      to: MONDAY + 5,
    });
  });

  it("forgets what is more than twelve weeks old, today counted", () => {
    const { people } = addSeen(
      NO_DAYS,
      seen({ ana: [-84, -83], ben: [-84] }),
      MONDAY,
    );
    expect([...people]).toEqual([[ana, [MONDAY - 83]]]);
  });

  it("forgets the time before the present enrolment", () => {
    const before = addSeen(
      NO_DAYS,
      seen({ ana: [-3, 0], ben: [-2, 1] }, [-9, 1]),
      addDays(MONDAY, 1),
    );
    const { people, log } = startAnew(before, MONDAY);
    expect([...people]).toEqual([[ben, [MONDAY + 1]]]);
    expect(log).toEqual({ from: MONDAY, to: MONDAY + 1 });
  });

  it("gives the days of a name to its person once that is known", () => {
    const known = addSeen(
      NO_DAYS,
      seen({ ana: [0], "upn:old@contoso.com": [1] }),
      addDays(MONDAY, 1),
    );
    const { people } = resolveDays(known, (key) =>
      key === "upn:old@contoso.com" ? ana : null,
    );
    expect(people).toEqual(new Map([[ana, [MONDAY, MONDAY + 1]]]));
  });

  describe("that Intune's last logons tell", () => {
    const listed = (people: Parameters<typeof seen>[0]): DaysSeen => ({
      ...seen(people),
      isListed: true,
    });
    const of = (days: readonly number[]) => days.map((n) => MONDAY + n);

    it.each<[string, readonly DaysSeen[], Record<string, number[]>]>([
      [
        "are marked",
        [listed({ ana: [-2], ben: [-1] })],
        { ana: [-2], ben: [-1] },
      ],
      [
        "are not, where the device told of them before",
        [seen({ ana: [-2] }), listed({ ana: [-2, -1] })],
        { ana: [-1] },
      ],
      [
        "are not any more once the device tells of them",
        [listed({ ana: [-2, -1] }), seen({ ana: [-2] })],
        { ana: [-1] },
      ],
      [
        "are forgotten like others",
        [listed({ ana: [-84, -83] })],
        { ana: [-83] },
      ],
    ])("%s", (_name, told, expected) => {
      const { people, listed: marked } = told.reduce(
        (known, one) => addSeen(known, one, MONDAY),
        NO_DAYS,
      );
      expect(Object.fromEntries(marked)).toEqual(
        Object.fromEntries(
          Object.entries(expected).map(([key, days]) => [key, of(days)]),
        ),
      );
      expect([...people.keys()]).toContain(ana);
    });

    it("are not of them alone where the device told of the day under a name of the person", () => {
      const known = [
        listed({ ana: [-2, -1] }),
        seen({ "upn:old@contoso.com": [-2] }),
      ].reduce((days, one) => addSeen(days, one, MONDAY), NO_DAYS);
      expect(resolveDays(known, () => ana)).toMatchObject({
        people: new Map([[ana, of([-2, -1])]]),
        listed: new Map([[ana, of([-1])]]),
      });
    });

    it("are news when the device tells of them, and not when they are listed again", () => {
      const known = addSeen(NO_DAYS, listed({ ana: [-1] }), MONDAY);
      expect(tellsNothingNew(known, listed({ ana: [-1] }), MONDAY)).toBe(true);
      expect(tellsNothingNew(known, seen({ ana: [-1] }), MONDAY)).toBe(false);
    });

    it("end with an earlier enrolment", () => {
      const known = addSeen(
        NO_DAYS,
        listed({ ana: [-3, 1] }),
        addDays(MONDAY, 1),
      );
      expect(startAnew(known, MONDAY).listed).toEqual(
        new Map([[ana, of([1])]]),
      );
    });
  });

  it("packs days as bits, the highest of the first byte first", () => {
    const days = [0, 7, 8, 83].map((n) => addDays(MONDAY, n));
    const bits = packDays(days, MONDAY);
    expect([...bits.slice(0, 2)]).toEqual([0b1000_0001, 0b1000_0000]);
    expect(bits).toHaveLength(11);
    expect(unpackDays(bits, MONDAY)).toEqual(days);
    expect(unpackDays(packDays([addDays(MONDAY, -1)], MONDAY), MONDAY)).toEqual(
      [],
    );
  });
});
