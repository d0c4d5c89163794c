import type { Person, SimulatedDevice } from "../simulator/contoso.ts";
import { DAY_MS } from "./builders.ts";
import type { CustodianOnCloud } from "./custodianOnCloud.ts";

/** Somebody on the working days from so many days ago to so many. */
interface DaysOf {
  readonly person: Person;
  readonly from: number;
  readonly to: number;
}

/** What a device tells by a report of version 2. Nothing is evaluated. */
export async function recordReport(
  { custodian, clock }: Pick<CustodianOnCloud, "custodian" | "clock">,
  { id }: Pick<SimulatedDevice, "id">,
  people: readonly DaysOf[],
): Promise<void> {
  const now = clock.now().getTime();
  const workingDays = ({ from, to }: DaysOf) =>
    Array.from({ length: from - to + 1 }, (_, i) => from - i)
      .map((ago) => new Date(now - ago * DAY_MS))
      .filter((day) => day.getUTCDay() % 6 !== 0)
      .map((day) => day.toISOString().slice(0, 10));
  const { status } = await custodian.receiveReport({
    rawBody: Buffer.from(
      JSON.stringify({
        Version: 2,
        ManagedDeviceID: id,
        LogFrom: new Date(now - 100 * DAY_MS).toISOString(),
        Users: people.map((one) => {
          const days = workingDays(one);
          return { Sid: sidOf(one.person), Sessions: days.length, Days: days };
        }),
      }),
    ),
    header: () => undefined,
  });
  if (status !== 202) throw new Error(`The report was answered ${status}`);
  clock.advance(1);
}

/** The object id as Windows writes it. */
export function sidOf({ id }: Pick<Person, "id">): string {
  const bytes = Buffer.from(id.replaceAll("-", ""), "hex");
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return `S-1-12-1-${[0, 4, 8, 12].map((at) => bytes.readUInt32LE(at)).join("-")}`;
}
