import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import {
  addDays,
  addSeen,
  dayOf,
  NO_DAYS,
  type DayNumber,
  type Days,
  type PersonKey,
} from "../../src/domain/evidence/activeDays.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import { startPostgres } from "../support/postgres.ts";
import type { Report } from "./measurement.ts";
import { createPostgresDatabase, openBenchStorage } from "./storage.ts";

const DEVICES = 200_000;
const AT_ONCE = 1_000;
const MOST_MB = 150;

/** How much disk the days of a large fleet take, with their indexes: three people a device, each on three devices. */
export async function benchDays(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "custodian-bench-"));
  const postgres = await startPostgres(folder);
  if (!postgres) return;
  const url = await createPostgresDatabase(postgres.url);
  const storage = await openBenchStorage({ kind: "postgres", url });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const today = dayOf(new Date());
    const people = Array.from(
      { length: DEVICES },
      () => randomUUID() as UserId,
    );
    const devices = people.map(() => randomUUID() as DeviceId);
    const add = async (to: DayNumber, daysOf: (person: number) => Days) => {
      for (let i = 0; i < DEVICES; i += AT_ONCE) {
        const part = new Map(
          devices
            .slice(i, i + AT_ONCE)
            .map((id, n) => [id, peopleOf(i + n, daysOf)]),
        );
        await storage.days.change(
          [...part.keys()],
          (kept, id) => ({
            days: addSeen(
              kept?.days ?? NO_DAYS,
              {
                people: part.get(id) ?? new Map(),
                log: { from: addDays(to, -83), to },
                unattributed: 0,
              },
              to,
            ),
            toldAt: new Date(),
            window: null,
            outputAt: null,
          }),
          to,
        );
      }
    };
    const peopleOf = (device: number, daysOf: (person: number) => Days) =>
      new Map<PersonKey, Days>(
        [0, 1, 2].map((n) => {
          const person = (device + n * 7919) % DEVICES;
          return [people[person] as UserId, daysOf(n)];
        }),
      );
    await add(today, (n) =>
      Array.from({ length: 84 }, (_, i) => addDays(today, i - 83)).filter(
        (day) => day % 7 < 5 && (n === 0 || day % (n * 5) === 0),
      ),
    );
    const sizeMb = async () => {
      const { rows } = await client.query<{ bytes: string }>(
        "select pg_total_relation_size('device_days') as bytes",
      );
      return Number(rows[0]?.bytes) / 1e6;
    };
    report({
      name: "days_of_200000_devices_mb",
      value: await sizeMb(),
      what: "PostgreSQL: days of use of 200,000 devices × 3 people on disk, indexes included",
      samples: DEVICES,
      below: MOST_MB,
    });
    await client.query("vacuum device_days");
    await add(addDays(today, 1), (n) => (n === 0 ? [addDays(today, 1)] : []));
    report({
      name: "days_after_a_day_mb",
      value: await sizeMb(),
      what: "PostgreSQL: the same when every device has told one day more, before old versions are reused",
      samples: DEVICES,
    });
  } finally {
    await client.end();
    await storage.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
