import type { Clock } from "../../ports/clock.ts";
import type { DeviceId } from "../../domain/devices/device.ts";
import {
  dayOf,
  formatDay,
  isUnknownPerson,
  joinDays,
  NO_DAYS,
  resolveDays,
  startAnew,
  type Days,
  type DeviceDays,
  type PersonKey,
} from "../../domain/evidence/activeDays.ts";
import {
  looksOf,
  signInsSince,
  type SignInDays,
} from "../../domain/evidence/agreement.ts";
import { lastDayRead } from "../../domain/evidence/signInReading.ts";
import type { Elsewhere } from "../../domain/evidence/decideByActiveDays.ts";
import { findStaging } from "../../domain/evidence/findStaging.ts";
import { isStagingAccount } from "../../domain/people/eligibility.ts";
import {
  isSamePerson,
  type PersonRef,
  type User,
  type UserId,
} from "../../domain/people/user.ts";
import type {
  DaySource,
  FrozenEvidence,
  Proposal,
} from "../../domain/proposals/proposal.ts";
import { weighDays } from "../../domain/proposals/weighDays.ts";
import type {
  HandedOff,
  WeighedDevice,
  WeighedEvidence,
} from "../../domain/proposals/weighEvidence.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Storage } from "../../ports/storage.ts";
import { findExcludedPeople } from "../exclusions/findExcluded.ts";
import type { KeptDays } from "../../ports/stores/daysStore.ts";
import type { DirectoryDevice } from "../../domain/devices/directory.ts";
import { readPeople, readPerson } from "../people/findPeople.ts";
import { listTechnicians } from "../people/technicians.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly techniciansGroupId: GroupId | null;
}

interface DeviceOfUse extends WeighedDevice {
  readonly id: DeviceId;
}

/** Devices of all people of one device together; only somebody who works on devices is on more. */
const MOST_PLACES = 500;

/** People of one device who are read one by one; the rest stay unknown. */
const MOST_READ = 20;

/** Whoever was read of Entra lately need not be read again to be proposed. */
const READ_LATELY_MS = 60 * 60 * 1000;

/** A change of ours shows in Intune's list so long after it was made at most. */
const OWN_CHANGE_SHOWS_MS = 26 * 60 * 60 * 1000;

/**
 * Finds out who was on a device on which days, and where else, and weighs it. Somebody Entra is not known to know is
 * asked for where they are about to gain the device or to lose it.
 *
 * @param technicians who is in the technicians' group; null when Graph is to be asked, where it matters.
 * @param listedAt when the tenant's people were read to the last; null when that was not lately.
 * @param asksGraph false leaves out to read anybody; who may be new counts as unknown.
 * @throws {GraphThrottled | GraphUnavailable} to be tried again.
 */
export async function collectDays(
  deps: Deps,
  device: DeviceOfUse,
  technicians: ReadonlySet<UserId> | null,
  listedAt: Date | null,
  values: SettingValues,
  asksGraph: boolean,
): Promise<WeighedEvidence> {
  const { storage, clock } = deps;
  const { listed, primaryUser, enrolledAt, stagedBy } = device;
  const [kept, signedIn] = await Promise.all([
    storage.days.find(device.id),
    storage.days.findSignIns(device.id),
  ]);
  const days = await nameThose(storage, kept?.days ?? NO_DAYS, enrolledAt);
  const signIns = signInsSince(
    signedIn?.people ?? new Map(),
    enrolledAt && dayOf(enrolledAt),
  );
  const observedAt = newest(
    kept?.toldAt ?? null,
    signIns.size > 0 ? (signedIn?.toldAt ?? null) : null,
  );
  const seen = new Map<PersonKey, Days>(days.people);
  for (const [id, list] of signIns)
    seen.set(id, joinDays(seen.get(id) ?? [], list));
  if (!observedAt || seen.size === 0)
    return { evidence: null, handedOff: null };

  const staging = findStaging(
    {
      enrolment: listed?.enrolment ?? "user",
      enrolledByUpn: listed?.enrolledByUpn ?? null,
      stagedBy,
    },
    primaryUser,
    values.stagingAccounts,
  );
  const signInsUntil =
    signIns.size > 0 ? lastDayRead(await storage.signInReading.find()) : null;
  const changedAt = await findChangedAt(storage, device);
  const ids = [...seen.keys()].filter(
    (key): key is UserId => !isUnknownPerson(key),
  );
  const asked = primaryUser ? [...ids, primaryUser.id] : ids;
  const users = new Map<UserId, User | "gone">(
    (await storage.people.findAll(asked)).map((user) => [user.id, user]),
  );
  await findMissing(deps, users, asked, seen, listedAt, asksGraph);
  const elsewhere = await findElsewhere(storage, device.id, asked);
  const isExcluded = await findExcludedPeople(storage, asked, values);
  let known: ReadonlySet<UserId> = technicians ?? new Set();

  const weigh = () =>
    weighDays(
      {
        days,
        observedAt,
        primaryUser,
        enrolledAt,
        changedAt,
        staging,
        hadPerson:
          changedAt !== null ||
          (primaryUser !== null &&
            !isStagingAccount(primaryUser.userPrincipalName, [
              ...values.stagingAccounts,
              ...(staging?.account ? [staging.account] : []),
            ])),
        isMultiSession: listed?.device.edition === "multi-session",
        signIns,
        lastLogons: (listed?.lastLogons ?? []).filter(
          ({ at }) => !enrolledAt || at >= enrolledAt,
        ),
        looks: looksOf(
          days.log,
          kept?.window ? new Date(kept.window.reportedAtMs) : null,
          listed && listed.lastLogons.length > 0
            ? earlier(listed.seenAt, listed.device.lastCheckInAt)
            : null,
          signInsUntil,
        ),
        sources: sourcesOf(kept, listed, signIns.size > 0 ? signedIn : null),
      },
      {
        find: (id) => users.get(id) ?? null,
        technicians: { upns: values.technicians, ids: known },
        isExcluded,
        elsewhere: (person) => elsewhere.get(person) ?? [],
      },
      values,
      dayOf(clock.now()),
    );

  let evidence = weigh();
  if (!technicians && mayDependOnTechnicians(evidence)) {
    known = await listTechnicians(deps);
    if (known.size > 0) evidence = weigh();
  }
  // Read again as often as the answer then gives the device to somebody else.
  const read = new Set<UserId>();
  while (asksGraph) {
    const next = whoMatters(evidence, primaryUser).find((id) => !read.has(id));
    if (next === undefined) break;
    read.add(next);
    if (await wasReadLately(deps, next)) continue;
    users.set(next, (await readPerson(deps, next)) ?? "gone");
    evidence = weigh();
  }
  return {
    evidence,
    handedOff: staging && handedOffBy(evidence, staging.account, device),
  };
}

/** Intune knows last logons of a device as of its last check-in at most. */
function earlier(a: Date, b: Date | null): Date {
  return b && b < a ? b : a;
}

function newest(a: Date | null, b: Date | null): Date | null {
  return a && b ? (a > b ? a : b) : (a ?? b);
}

/** What tells of the days, by what is kept of each. */
function sourcesOf(
  kept: KeptDays | null,
  listed: DirectoryDevice | null,
  signedIn: SignInDays | null,
): readonly DaySource[] {
  const { log = null } = kept?.days ?? {};
  const window = kept?.window;
  const outputAt = kept?.outputAt ?? null;
  // Both tell of one log: it comes from whichever told of it last.
  const isPrinted = outputAt !== null && (!log || dayOf(outputAt) >= log.to);
  return [
    ...(isPrinted ? [{ source: "remediation", at: outputAt } as const] : []),
    ...(log && !isPrinted
      ? [
          {
            source: "own-log",
            at: new Date(`${formatDay(log.to)}T00:00Z`),
          } as const,
        ]
      : []),
    ...(window
      ? [{ source: "counts", at: new Date(window.reportedAtMs) } as const]
      : []),
    ...(listed && listed.lastLogons.length > 0
      ? [{ source: "last-logons", at: listed.seenAt } as const]
      : []),
    ...(signedIn ? [{ source: "sign-ins", at: signedIn.toldAt } as const] : []),
  ];
}

/** Days of this enrolment, of the people whose names are known by now. */
export async function nameThose(
  { people }: Pick<Storage, "people">,
  days: DeviceDays,
  enrolledAt: Date | null,
): Promise<DeviceDays> {
  const here = enrolledAt ? startAnew(days, dayOf(enrolledAt)) : days;
  const found = await people.findNamed(
    [...here.people.keys()].filter(isUnknownPerson),
  );
  return {
    ...resolveDays(here, (name) => found.get(name) ?? null),
    unattributed: days.unattributed,
  };
}

/**
 * Adds who is not among the people that were listed: those who were on the device since may be new and are read,
 * others are gone.
 */
async function findMissing(
  deps: Deps,
  users: Map<UserId, User | "gone">,
  ids: readonly UserId[],
  people: ReadonlyMap<PersonKey, Days>,
  listedAt: Date | null,
  asksGraph: boolean,
): Promise<void> {
  const isGone = (id: UserId) =>
    listedAt !== null && (people.get(id)?.at(-1) ?? 0) < dayOf(listedAt);
  const missing = ids.filter((id) => !users.has(id));
  for (const id of missing.filter(isGone)) users.set(id, "gone");
  if (!asksGraph) return;
  const asked = missing.filter((id) => !isGone(id)).slice(0, MOST_READ);
  for (const [id, user] of await readPeople(deps, asked))
    users.set(id, user ?? "gone");
}

/** Since when somebody else than Custodian gave the device another primary user, or none; null where nobody did. */
async function findChangedAt(
  { proposals }: Pick<Storage, "proposals">,
  { id, listed, primaryUser }: DeviceOfUse,
): Promise<Date | null> {
  const changedAt = listed?.ownerChangedAt ?? null;
  if (!changedAt) return null;
  const isOurs = (proposal: Proposal) =>
    (proposal.state.kind === "verified" || proposal.state.kind === "undone") &&
    isSamePerson(
      proposal.state.kind === "verified" ? proposal.toUser : proposal.fromUser,
      primaryUser,
    ) &&
    changedAt.getTime() - proposal.createdAt.getTime() >= 0 &&
    changedAt.getTime() - ownAt(proposal).getTime() <= OWN_CHANGE_SHOWS_MS;
  return (await proposals.listForDevice(id, 20)).some(isOurs)
    ? null
    : changedAt;
}

function ownAt({ state, createdAt }: Proposal): Date {
  return state.kind === "verified" ? state.appliedAt : createdAt;
}

/** The other devices that people are the primary user of or were on. */
async function findElsewhere(
  { days, devices, people }: Pick<Storage, "days" | "devices" | "people">,
  here: DeviceId,
  ids: readonly UserId[],
): Promise<ReadonlyMap<PersonKey, readonly Elsewhere[]>> {
  const names = await people.listNames(ids);
  const idOf = new Map<PersonKey, UserId>(
    [...names].flatMap(([id, list]) => list.map((name) => [name, id] as const)),
  );
  const [places, owned] = await Promise.all([
    days.listPlaces([...ids, ...idOf.keys()], MOST_PLACES),
    devices.listOwned(ids, MOST_PLACES),
  ]);
  const found = new Map<PersonKey, Map<DeviceId, Elsewhere>>();
  const add = (
    person: UserId,
    deviceId: DeviceId,
    more: Partial<Elsewhere>,
  ) => {
    if (deviceId === here) return;
    const theirs = found.get(person) ?? new Map<DeviceId, Elsewhere>();
    found.set(person, theirs);
    const before = theirs.get(deviceId) ?? NOWHERE;
    theirs.set(deviceId, { ...before, deviceId, ...more });
  };
  for (const [person, list] of places)
    for (const { deviceId, days: there } of list)
      add(idOf.get(person) ?? (person as UserId), deviceId, { days: there });
  for (const [person, list] of owned)
    for (const deviceId of list) add(person, deviceId, { isPrimaryUser: true });
  return new Map(
    [...found].map(([person, theirs]) => [person, [...theirs.values()]]),
  );
}

const NO_DAY: Days = [];
const NOWHERE = { days: NO_DAY, isPrimaryUser: false };

/** Whether leaving technicians out could change the answer. */
function mayDependOnTechnicians({ outcome }: FrozenEvidence): boolean {
  return !(outcome.kind === "stays" && outcome.reason !== "shared");
}

/** Who gains the device, and who would lose it because Entra is not known to know them. */
function whoMatters(
  { outcome }: FrozenEvidence,
  primaryUser: PersonRef | null,
): readonly UserId[] {
  if (outcome.kind !== "took-over") return [];
  return primaryUser
    ? [primaryUser.id, outcome.toUser.id]
    : [outcome.toUser.id];
}

async function wasReadLately(
  { storage, clock }: Deps,
  id: UserId,
): Promise<boolean> {
  const kept = await storage.people.find(id);
  return (
    kept !== null &&
    clock.now().getTime() - kept.readAt.getTime() <= READ_LATELY_MS
  );
}

/** That a staged device is with its people, by their days. */
function handedOffBy(
  { outcome, observedAt }: FrozenEvidence,
  stagingAccount: string | null,
  { listed, primaryUser, enrolledAt }: DeviceOfUse,
): HandedOff | null {
  const toUser =
    outcome.kind === "took-over"
      ? outcome.toUser
      : outcome.kind === "stays" && outcome.reason === "primary-user-uses-it"
        ? primaryUser
        : null;
  if (!toUser && outcome.kind !== "used-by-many") return null;
  // Intune's last logon of the person is nearer to the moment than a day.
  const lastLogon =
    toUser &&
    listed?.lastLogons.find(
      ({ userId, at }) =>
        userId === toUser.id && (!enrolledAt || at >= enrolledAt),
    );
  return {
    stagingAccount: stagingAccount ?? "",
    toUser,
    moment: lastLogon
      ? { at: lastLogon.at, source: "users-logged-on" }
      : { at: observedAt, source: "device-report" },
  };
}
