import type { ListedDevice } from "../../domain/devices/directory.ts";
import {
  addSeen,
  dayOf,
  NO_DAYS,
  tellsNothingNew,
} from "../../domain/evidence/activeDays.ts";
import { daysOfLastLogons } from "../../domain/evidence/windowDays.ts";
import type { Stores } from "../../ports/storage.ts";

/**
 * Notes the days of the last logons that Intune lists. It lists only the last one of each person: that somebody was
 * there before is known from having looked then.
 */
export async function recordLastLogons(
  { days }: Pick<Stores, "days">,
  listed: readonly ListedDevice[],
  seenAt: Date,
): Promise<void> {
  const today = dayOf(seenAt);
  const seen = new Map(
    listed
      .filter(({ lastLogons }) => lastLogons.length > 0)
      .map(({ device, lastLogons }) => [
        device.id,
        daysOfLastLogons(lastLogons, device.enrolledAt),
      ]),
  );
  await days.change(
    [...seen.keys()],
    (kept, id) => {
      const known = kept?.days ?? NO_DAYS;
      const told = seen.get(id);
      if (!told || tellsNothingNew(known, told, today)) return kept;
      return {
        days: addSeen(known, told, today),
        toldAt: seenAt,
        window: kept?.window ?? null,
        outputAt: kept?.outputAt ?? null,
      };
    },
    today,
  );
}
