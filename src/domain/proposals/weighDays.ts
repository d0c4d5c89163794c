import {
  dayOf,
  isUnknownPerson,
  type Days,
  type DayNumber,
  type DeviceDays,
  type PersonKey,
} from "../evidence/activeDays.ts";
import {
  agree,
  type Agreement,
  type Contradicted,
  type Looks,
} from "../evidence/agreement.ts";
import {
  isTechnician,
  type IsExcluded,
  type Technicians,
} from "../evidence/collectCandidates.ts";
import { readStrip, stripOf, type DayStrip } from "../evidence/dayStrip.ts";
import {
  decideByActiveDays,
  type ActiveDaysOutcome,
  type Elsewhere,
  type LeftOut,
  type PersonOfUse,
} from "../evidence/decideByActiveDays.ts";
import { stagingAccountsOf, type Staging } from "../evidence/findStaging.ts";
import {
  describeIneligibility,
  isStagingAccount,
  whyUserNotEligible,
  type UserPolicy,
} from "../people/eligibility.ts";
import {
  toPersonRef,
  type PersonRef,
  type User,
  type UserId,
} from "../people/user.ts";
import { message, type Message } from "../message.ts";
import type { LastLogon } from "../devices/lastLogon.ts";
import type { SettingValues } from "../settings/settings.ts";
import type { DaysOfEvidence, DaySource, FrozenEvidence } from "./proposal.ts";

/** A device and its days of use, with what is known of it beside them. */
export interface DeviceOfDays {
  readonly days: DeviceDays;
  /** When the newest of them was told. */
  readonly observedAt: Date;
  readonly primaryUser: PersonRef | null;
  readonly enrolledAt: Date | null;
  /** When it was first seen that somebody else than Custodian had set or removed the primary user of this cycle. */
  readonly changedAt: Date | null;
  /** By `findStaging`. */
  readonly staging: Staging | null;
  /** A real person was its primary user in this cycle: it left staging long ago. */
  readonly hadPerson: boolean;
  readonly isMultiSession: boolean;
  /** Who signed in to Windows there in this enrolment, beside the days. */
  readonly signIns: ReadonlyMap<UserId, Days>;
  /** Those that Intune lists by now, of this enrolment. */
  readonly lastLogons: readonly LastLogon[];
  /** How far the days tell of those who were not there, too. */
  readonly looks: Looks;
  /** Where the days come from; for people to see. */
  readonly sources: readonly DaySource[];
}

/** Who people are, and what is known of them. */
export interface KnownPeople {
  /** As Entra knows them; `gone` when it knew and does not any more, null for somebody it never knew. */
  readonly find: (id: UserId) => User | "gone" | null;
  readonly technicians: Technicians;
  readonly isExcluded: IsExcluded;
  /** Where else somebody was, beside the device that is weighed. */
  readonly elsewhere: (person: PersonKey) => readonly Elsewhere[];
}

/**
 * Says what a device's days of use come to, as evidence that a proposal can rest on. Pure.
 *
 * @param today the day up to which everything is known.
 */
export function weighDays(
  device: DeviceOfDays,
  known: KnownPeople,
  values: Pick<SettingValues, "affinity" | "stagingAccounts" | "userDomains">,
  today: DayNumber,
): FrozenEvidence {
  const { days, primaryUser, enrolledAt, changedAt, staging } = device;
  const policy: UserPolicy = {
    stagingAccounts: stagingAccountsOf(staging, values.stagingAccounts),
    userDomains: values.userDomains,
  };
  const find = (key: PersonKey): Omit<PersonOfUse, "days"> => {
    const user = isUnknownPerson(key) ? null : known.find(key);
    const person = user && user !== "gone" ? toPersonRef(user) : null;
    return { key, person, leftOut: whyLeftOut(user, policy, known) };
  };
  const told = agree(
    { ...days, lastLogons: device.lastLogons },
    device.signIns,
    device.looks,
    primaryUser?.id ?? null,
    (id) => {
      const { person, leftOut: why } = find(id);
      return why && id !== primaryUser?.id ? null : person;
    },
    today,
  );
  const people: PersonOfUse[] = [...told.people].map(([key, list]) => ({
    ...find(key),
    days: list,
  }));
  const leftOut: FrozenEvidence["leftOut"][number][] = [];
  for (const { key, person, days: list, leftOut: why } of people)
    if (why && key !== primaryUser?.id)
      leftOut.push({
        upn: person?.userPrincipalName ?? key,
        logons: list.length,
        why: describeLeftOut(why),
      });
  const decided = decideByActiveDays(
    {
      primaryUser,
      account: accountOf(primaryUser, policy, known),
      isStaged: staging !== null && !device.hadPerson,
      isMultiSession: device.isMultiSession,
      enrolledOn: enrolledAt && dayOf(enrolledAt),
      changedOn: changedAt && dayOf(changedAt),
      people,
      unattributed: days.unattributed,
      elsewhere: known.elsewhere,
    },
    today,
  );
  const outcome = withSources(decided, told, device.isMultiSession);
  return {
    source: "device-report",
    observedAt: device.observedAt,
    policy: values.affinity,
    outcome,
    counted: [],
    leftOut,
    lastLogons: [],
    days: toBeShown(
      device,
      outcome === decided
        ? people
        : [...told.everything].map(([key, list]) => ({
            ...find(key),
            days: list,
          })),
      outcome,
      today,
    ),
  };
}

/** What the days come to, by what their sources say of each other. */
function withSources(
  decided: ActiveDaysOutcome,
  { contradiction, hasUnconfirmed }: Agreement,
  isMultiSession: boolean,
): ActiveDaysOutcome | Contradicted {
  if (contradiction && !isMultiSession) return contradiction;
  return hasUnconfirmed &&
    decided.kind === "stays" &&
    (decided.reason === "nobody-seen" || decided.reason === "not-used-lately")
    ? { kind: "not-yet", reason: "sign-ins-alone" }
    : decided;
}

/** More rows make a picture nobody reads. */
export const MOST_SHOWN = 8;

/** Those who count, and both whom the change is about, were they there or not. */
function toBeShown(
  { primaryUser, sources }: DeviceOfDays,
  people: readonly PersonOfUse[],
  outcome: ActiveDaysOutcome | Contradicted,
  today: DayNumber,
): DaysOfEvidence {
  const named = [
    primaryUser,
    outcome.kind === "took-over" ? outcome.toUser : null,
  ].filter((person) => person !== null);
  const isNamed = (id: string | undefined) =>
    named.some((person) => person.id === id);
  const daysOf = (id: string) =>
    people.find(({ person }) => person?.id === id)?.days ?? [];
  const others = people
    .filter(({ person, leftOut }) => leftOut === null && !isNamed(person?.id))
    .map(({ person, days }) => ({ person, seen: stripOf(days, today) }))
    .filter(({ seen }) => seen > 0)
    .sort((a, b) => count(b.seen) - count(a.seen));
  const shown = others.slice(0, MOST_SHOWN - named.length);
  return {
    until: today,
    people: [
      ...named.map((person) => ({
        person,
        seen: stripOf(daysOf(person.id), today),
      })),
      ...shown,
    ],
    more: others.length - shown.length,
    sources,
  };
}

function count(strip: DayStrip): number {
  return readStrip(strip).filter(Boolean).length;
}

function whyLeftOut(
  user: User | "gone" | null,
  policy: UserPolicy,
  { technicians, isExcluded }: KnownPeople,
): LeftOut | null {
  // Somebody unknown counts in every total; somebody who left does not.
  if (user === null) return null;
  if (user === "gone") return "unknown";
  const reason = whyUserNotEligible(user, policy);
  if (reason) return reason;
  if (isTechnician(user, technicians)) return "technician";
  return isExcluded(user) ? "excluded" : null;
}

function describeLeftOut(why: LeftOut): Message {
  if (why === "technician") return message("logon.technician");
  if (why === "excluded") return message("logon.excluded");
  return describeIneligibility(why);
}

/** A primary user whom Entra was never heard to know may be anybody, and is taken for a person. */
function accountOf(
  primaryUser: PersonRef | null,
  policy: UserPolicy,
  { find }: Pick<KnownPeople, "find">,
): "active" | "gone" | "staging" {
  if (!primaryUser) return "active";
  const { userPrincipalName } = primaryUser;
  if (isStagingAccount(userPrincipalName, policy.stagingAccounts))
    return "staging";
  const user = find(primaryUser.id);
  return user === "gone" || user?.accountEnabled === false ? "gone" : "active";
}
