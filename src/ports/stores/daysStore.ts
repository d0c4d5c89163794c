import type { DeviceId } from "../../domain/devices/device.ts";
import type {
  DayNumber,
  Days,
  DeviceDays,
  PersonKey,
  PlaceOfUse,
} from "../../domain/evidence/activeDays.ts";
import type { SignInDays } from "../../domain/evidence/agreement.ts";
import type { WindowMemory } from "../../domain/evidence/windowDays.ts";
import type { UserId } from "../../domain/people/user.ts";

/** What is kept of who used a device on which days. */
export interface KeptDays {
  readonly days: DeviceDays;
  /** When the newest of it was told. */
  readonly toldAt: Date;
  /** For reports that count instead of telling days; null where the device sends none. */
  readonly window: WindowMemory | null;
  /** When the newest output of a Remediation that it has was printed; null where none was read. */
  readonly outputAt: Date | null;
}

/** Somebody signed in to Windows on a device on these days: ascending, each once. */
export interface SignedIn {
  readonly deviceId: DeviceId;
  readonly person: UserId;
  readonly days: Days;
}

/**
 * Who used which device on which days, for twelve weeks. Sign-ins are kept apart and are not in what `find` and
 * `change` speak of; whatever else is said of places and of forgetting is said of them, too.
 */
export interface DaysStore {
  /** @returns null where nothing is known. */
  find(deviceId: DeviceId): Promise<KeptDays | null>;

  /** Of those of which something is known; in no order. */
  findAll(
    deviceIds: readonly DeviceId[],
  ): Promise<ReadonlyMap<DeviceId, KeptDays>>;

  /**
   * Gives each of the devices what `change` makes of what is kept, which nobody else can change meanwhile. Null, or
   * what is kept already, writes nothing; what it says may be asked more than once. Of more than 1,000 people of one
   * device those who were there last are kept.
   *
   * @param change null stands for a device of which nothing is kept.
   * @param today forgets of the devices that are written what is older than twelve weeks.
   */
  change(
    deviceIds: readonly DeviceId[],
    change: (kept: KeptDays | null, deviceId: DeviceId) => KeptDays | null,
    today: DayNumber,
  ): Promise<void>;

  /**
   * On which devices these people were, newest first, and then on which they signed in, at most `limit` devices in all.
   * Days of before a device's present enrolment are somebody else's and left out, and so are sign-ins on days that the
   * device's own log tells all of.
   */
  listPlaces(
    people: readonly PersonKey[],
    limit: number,
  ): Promise<ReadonlyMap<PersonKey, readonly PlaceOfUse[]>>;

  /** Who signed in to Windows there, as Entra's log tells; null where it tells of nobody. */
  findSignIns(deviceId: DeviceId): Promise<SignInDays | null>;

  /** Of those on which somebody signed in; in no order. */
  findAllSignIns(
    deviceIds: readonly DeviceId[],
  ): Promise<ReadonlyMap<DeviceId, SignInDays>>;

  /**
   * Adds days on which people signed in; those that are known already change nothing.
   *
   * @returns of whom on which device something was new.
   */
  addSignIns(
    seen: readonly SignedIn[],
    toldAt: Date,
    today: DayNumber,
  ): Promise<readonly Pick<SignedIn, "deviceId" | "person">[]>;

  /** Forgets all sign-ins. */
  forgetSignIns(): Promise<void>;

  deleteForDevice(deviceId: DeviceId): Promise<void>;

  /**
   * Forgets the devices that are not in the directory and told nothing since `toldBefore`.
   *
   * @returns how many.
   */
  deleteUnlisted(toldBefore: Date): Promise<number>;

  /** Forgets somebody on every device. @returns on how many. */
  forgetPerson(names: readonly PersonKey[]): Promise<number>;

  /**
   * Forgets what is older than twelve weeks: devices with nothing newer at once, the rest of the others within a week.
   *
   * @returns of how many devices it forgot something.
   */
  purge(today: DayNumber): Promise<number>;
}
