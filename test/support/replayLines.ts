import { readLine } from "../../replay/readLine.ts";
import { createReplay, type Answer } from "../../replay/replay.ts";

/** Lines of a replay, a test stating only what it is about. Days count from 2026-11-02, a Monday. */
export const at = (day: number, hour = 12): string =>
  new Date(Date.UTC(2026, 10, 2 + day, hour)).toISOString();

export const date = (day: number): string => at(day).slice(0, 10);

export const aPersonLine = (id: string, more: object = {}): object => ({
  type: "person",
  at: at(0, 0),
  id,
  upn: `${id}@contoso.com`,
  displayName: id,
  enabled: true,
  member: true,
  licensed: true,
  ...more,
});

export const aDeviceLine = (day: number, more: object = {}): object => ({
  type: "device",
  at: at(day, 6),
  id: "device",
  name: "LT-1",
  enrolledAt: "2026-01-07T08:00:00Z",
  enrolment: "user",
  enrolledBy: null,
  primaryUser: null,
  lastCheckIn: at(day, 5),
  lastLogons: [],
  ...more,
});

/** The published payload, names without their domain. */
export const aCountsReport = (
  day: number,
  counts: Record<string, number>,
): object => ({
  type: "report",
  at: at(day, 16),
  body: {
    ManagedDeviceID: "device",
    UserHash: Object.fromEntries(
      Object.entries(counts).map(([name, count]) => [
        `${name}@contoso.com`,
        count,
      ]),
    ),
  },
});

/** Version 2; names are UPNs without their domain, or SIDs. */
export const aDaysReport = (
  day: number,
  users: Record<string, readonly number[]>,
  more: object = {},
): object => ({
  type: "report",
  at: at(day, 16),
  body: {
    Version: 2,
    ManagedDeviceID: "device",
    LogFrom: at(day - 80),
    Users: Object.entries(users).map(([name, days]) => ({
      ...(name.startsWith("S-1")
        ? { Sid: name }
        : { Upn: `${name}@contoso.com` }),
      Sessions: days.length,
      Days: days.map(date),
    })),
    ...more,
  },
});

export const aTick = (day: number): object => ({
  type: "tick",
  at: at(day, 18),
});

/** Takes lines in as they would come from outside. */
export function startReplay(...lines: readonly object[]): {
  readonly tell: (...lines: readonly object[]) => readonly Answer[];
  /** The proposals and what became of them, so far. */
  readonly answers: readonly Answer[];
} {
  const replay = createReplay();
  const answers: Answer[] = [];
  const tell = (...more: readonly object[]): readonly Answer[] => {
    const given = more.flatMap((line) =>
      replay.take(readLine(JSON.stringify(line))),
    );
    const news = given.filter(({ type }) => type !== "done");
    answers.push(...news);
    return news;
  };
  tell(...lines);
  return { tell, answers };
}
