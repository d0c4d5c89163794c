import { findExcludedPeople } from "../exclusions/findExcluded.ts";
import { collectCandidates } from "../../domain/evidence/collectCandidates.ts";
import type { Clock } from "../../ports/clock.ts";
import type { DeviceId } from "../../domain/devices/device.ts";
import type {
  DirectoryDevice,
  ListedDevice,
} from "../../domain/devices/directory.ts";
import type { Tally } from "../../domain/evidence/tally.ts";
import { GraphNotFound } from "../../ports/graphErrors.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import {
  findStaging,
  stagingAccountsOf,
} from "../../domain/evidence/findStaging.ts";
import type { Log } from "../../ports/log.ts";
import { whyUserNotEligible } from "../../domain/people/eligibility.ts";
import {
  isSamePerson,
  normalizeUpn,
  sameUpn,
  toPersonRef,
  type PersonRef,
  type User,
  type UserId,
} from "../../domain/people/user.ts";
import type { Proposal } from "../../domain/proposals/proposal.ts";
import { recordAccount } from "../people/recordAccount.ts";
import {
  listNotAskedAgain,
  whySilenced,
} from "../../domain/proposals/suppression.ts";
import { findExclusion } from "../exclusions/findExcluded.ts";
import { HISTORY } from "../proposals/history.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { Storage, Stores } from "../../ports/storage.ts";
import { collectUse } from "./collectUse.ts";
import {
  attempt,
  endAfter,
  refusalOf,
  type Attempt,
} from "../../ports/attempt.ts";
import { LookUpUnavailable } from "../../domain/lookups/errors.ts";
import type {
  AccountMark,
  DeviceAnswer,
  LookUpOptions,
  OwnedSince,
} from "../../domain/lookups/lookup.ts";
import { mergeSeen } from "../../domain/lookups/mergeSeen.ts";
import { ownedSince } from "../../domain/lookups/ownedSince.ts";
import { intuneUrlOf } from "../../domain/lookups/portalLinks.ts";
import {
  decideConfidence,
  suggestPrimaryUser,
} from "../../domain/lookups/confidence.ts";

interface Deps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly log: Log;
  readonly techniciansGroupId: GroupId | null;
}

/** A report may name 500; those who logged on most are found out. */
const MOST_REPORTED = 60;

const LONG_AGO = new Date(0);

/**
 * Answers who has a device and how sure that is. The device, its primary user, and who that is are read live at the
 * same time; each that does not come within the budget, or is refused, is taken from the directory, which the answer
 * says with the directory's age and with the reason of a refusal.
 *
 * Whom the live answer names as the primary user is put into the directory, so that a list of their devices agrees
 * with it.
 *
 * Who logged on is known from the evidence and the people directory alone. Whoever may not see other people's logons
 * gets their own, and proposals without the evidence they rest on.
 *
 * @returns null when Intune does not know the device (any more).
 * @throws {LookUpUnavailable} not read in time or at all, and not in the directory.
 */
export async function lookUpDevice(
  deps: Deps,
  id: DeviceId,
  options: LookUpOptions,
): Promise<DeviceAnswer | null> {
  const { storage } = deps;
  const known = storage.devices.find(id);
  const [row, live, tallies, active, proposals, { values }] = await Promise.all(
    [
      known,
      readLive(deps, id, known, options.budgetMs),
      storage.evidence.list(id),
      storage.proposals.findActive(id),
      storage.proposals.listForDevice(id, HISTORY),
      currentSettings(storage),
    ],
  );
  if (live === "gone") return null;
  const { device, primaryUser } = live;
  const isLive = device.answered && primaryUser.answered;
  const refusal = refusalOf(primaryUser, device);
  if (!isLive && !row) throw new LookUpUnavailable("device", refusal);

  const owner = primaryUser.answered
    ? primaryUser.value
    : (row?.listedUser ?? null);
  const isOther =
    row !== null &&
    primaryUser.answered &&
    !isSamePerson(owner, row.listedUser);
  if (isOther)
    await storage.devices.setPrimaryUser(id, owner, deps.clock.now());
  const listed = device.answered ? device.value : row;
  if (!listed) throw new LookUpUnavailable("device", refusal);
  const [details, seen, exclusion, use] = await Promise.all([
    live.detailsOf(owner),
    findSeen(deps, listed, owner, tallies, values),
    findExclusion(storage, listed.device, values),
    collectUse(deps, listed.device, row, owner, values, options.budgetMs),
  ]);
  const { enrolledAt } = listed.device;
  const silence = whySilenced(proposals, owner, enrolledAt);
  const since = ownedSince(listed, owner, proposals, {
    hadOtherUser:
      row !== null &&
      isSameInstant(row.device.enrolledAt, listed.device.enrolledAt) &&
      // Where the sweep saw nobody, the person who enrolled it may have come only now.
      ((isOther && row.listedUser !== null) || row.hadOtherUser === true),
  });
  const isFull = options.access.kind === "full";
  const shown = isFull
    ? seen.users
    : await onlyOwn(storage, options.asker, seen.users);
  return {
    device: {
      device: listed.device,
      enrolment: listed.enrolment,
      enrolledByUpn: listed.enrolledByUpn,
      compliance: listed.compliance,
      // A read by id may show the enrolling user as the user; `…/users` does not.
      listedUser: owner,
      lastLogons: isFull
        ? listed.lastLogons
        : listed.lastLogons.filter(({ userId }) => userId === options.asker),
    },
    freshness: isLive
      ? { kind: "live" }
      : {
          kind: "directory",
          seenAt: row?.seenAt ?? deps.clock.now(),
          refusal,
        },
    primaryUser: owner && {
      person: details.user ? toPersonRef(details.user) : owner,
      department: details.user?.department ?? null,
      officeLocation: details.user?.officeLocation ?? null,
      manager: details.manager && toPersonRef(details.manager),
      isManagerLate: details.isManagerLate,
      account: marksOf(details),
    },
    since: isFull ? since : withoutEvidenceOf(since),
    seen: shown,
    seenAt:
      shown.length === 0
        ? null
        : latest([
            seen.reportedAt,
            listed.lastLogons.length === 0
              ? null
              : device.answered
                ? deps.clock.now()
                : (row?.seenAt ?? null),
          ]),
    confidence: isFull
      ? seen.confidence
      : options.access.kind === "undecided"
        ? "not-shown-yet"
        : "not-shown",
    days: isFull ? use.days : null,
    contradiction:
      use.contradiction && (isFull ? use.contradiction : "not-shown"),
    accessRefusal:
      options.access.kind === "undecided"
        ? (options.access.refusal ?? null)
        : null,
    accountReadAt: options.access.accountReadAt ?? null,
    isConfidenceForAll: deps.techniciansGroupId === null,
    suggested: isFull && !active ? seen.suggested : null,
    proposal: active && !isFull ? withoutEvidence(active) : active,
    notAsked: {
      exclusion,
      silence,
      changes: isFull
        ? listNotAskedAgain(proposals, enrolledAt, deps.clock.now())
        : [],
    },
    intuneUrl: intuneUrlOf(id),
  };
}

function marksOf({ user, isDeleted }: Details): readonly AccountMark[] {
  return [
    ...(isDeleted ? ["deleted" as const] : []),
    ...(user?.accountEnabled === false ? ["disabled" as const] : []),
    ...(user?.userType === "guest" ? ["guest" as const] : []),
  ];
}

interface Details {
  readonly user: User | null;
  /** Entra said that it does not know them. */
  readonly isDeleted: boolean;
  readonly manager: User | null;
  readonly isManagerLate: boolean;
}

const OF_NOBODY: Details = {
  user: null,
  isDeleted: false,
  manager: null,
  isManagerLate: false,
};

interface Live {
  readonly device: Attempt<ListedDevice>;
  readonly primaryUser: Attempt<PersonRef | null>;
  detailsOf(owner: PersonRef | null): Promise<Details>;
}

async function readLive(
  { storage, graph, clock, log }: Deps,
  id: DeviceId,
  known: Promise<DirectoryDevice | null>,
  budgetMs: number,
): Promise<Live | "gone"> {
  const options = endAfter(budgetMs);
  const asked = new Map<UserId, Promise<Details>>();
  const ask = (userId: UserId): Promise<Details> => {
    const details = asked.get(userId) ?? readDetails(userId);
    // It may turn out that nobody needs it.
    details.catch(() => undefined);
    asked.set(userId, details);
    return details;
  };
  const guess = async () => {
    const row = await known;
    // Most often the list is right, and one round of waiting is enough.
    if (row?.listedUser) void ask(row.listedUser.id);
  };
  const [device, primaryUser] = await Promise.all([
    attempt(graph.devices.findListed(id, options)),
    attempt(graph.primaryUsers.get(id, options)),
    guess(),
  ]);
  if (device.answered && device.value === null) return "gone";
  if (!primaryUser.answered && primaryUser.error instanceof GraphNotFound)
    return "gone";
  const late = [device, primaryUser].flatMap((part) =>
    part.answered ? [] : [part.error.code],
  );
  if (late.length > 0)
    log.info(
      { deviceId: id, codes: late },
      "A device was shown from the directory",
    );
  return {
    device: device as Attempt<ListedDevice>,
    primaryUser,
    detailsOf: (owner) => (owner ? ask(owner.id) : Promise.resolve(OF_NOBODY)),
  };

  async function readDetails(userId: UserId): Promise<Details> {
    const askedAt = clock.now();
    const [user, manager] = await Promise.all([
      attempt(graph.users.find(userId, options)),
      attempt(graph.users.findManager(userId, options)),
    ]);
    if (user.answered)
      await recordAccount(storage.people, userId, user.value, askedAt);
    return {
      user: user.answered
        ? user.value
        : ((await storage.people.find(userId))?.user ?? null),
      isDeleted: user.answered && user.value === null,
      manager: manager.answered ? manager.value : null,
      isManagerLate: !manager.answered,
    };
  }
}

async function findSeen(
  { storage, clock }: Deps,
  listed: ListedDevice,
  owner: PersonRef | null,
  tallies: readonly Tally[],
  values: SettingValues,
) {
  const { lastLogons } = listed;
  const { enrolledAt } = listed.device;
  const staging = findStaging(listed, owner, values.stagingAccounts);
  // On a staged device a report of the time before is about somebody else's.
  const [tally = null] = tallies
    .filter(
      ({ observedAt }) => !staging || !enrolledAt || observedAt >= enrolledAt,
    )
    .toSorted((a, b) => b.observedAt.getTime() - a.observedAt.getTime());
  const logonsByUpn = new Map(
    [...(tally?.logonsByUpn ?? [])]
      .filter(([, logons]) => logons > 0)
      .sort(([, a], [, b]) => b - a),
  );
  const upns = [...logonsByUpn.keys()];
  const ownUpn = owner && normalizeUpn(owner.userPrincipalName);
  const toFind = upns.filter(
    (upn, place) => place < MOST_REPORTED || upn === ownUpn,
  );
  const reported = new Map<string, User | null>();
  for (const upn of toFind)
    reported.set(upn, await storage.people.findByUpn(upn, LONG_AGO));
  const people = new Map(
    (await storage.people.findAll(lastLogons.map(({ userId }) => userId))).map(
      (user) => [user.id, user],
    ),
  );

  const policy = {
    stagingAccounts: stagingAccountsOf(staging, values.stagingAccounts),
    userDomains: values.userDomains,
  };
  const mayOwn = (user: User | undefined) =>
    user !== undefined &&
    whyUserNotEligible(user, policy) === null &&
    !values.technicians.some((upn) => sameUpn(upn, user.userPrincipalName));
  const counted = tally && {
    ...collectCandidates({ logonsByUpn }, reported, policy),
    observedAt: tally.observedAt,
  };
  const lately = lastLogons.filter(
    ({ userId, at }) =>
      (!enrolledAt || at >= enrolledAt) &&
      (userId === owner?.id || mayOwn(people.get(userId))),
  );
  const confidence = decideConfidence(
    counted,
    lately,
    owner?.id ?? null,
    values.affinity,
    clock.now(),
  );
  const suggested =
    confidence === "others-use-it-more"
      ? suggestPrimaryUser(
          counted,
          lately,
          owner?.id ?? null,
          values.affinity,
          clock.now(),
        )
      : null;
  const account = suggested && (await storage.people.find(suggested))?.user;
  const isExcluded =
    suggested && (await findExcludedPeople(storage, [suggested], values));
  return {
    users: mergeSeen(logonsByUpn, reported, lastLogons, people),
    reportedAt: tally && logonsByUpn.size > 0 ? tally.observedAt : null,
    confidence,
    suggested:
      account && mayOwn(account) && !(isExcluded && isExcluded(account))
        ? toPersonRef(account)
        : null,
  };
}

async function onlyOwn(
  { people }: Pick<Stores, "people">,
  asker: UserId,
  seen: DeviceAnswer["seen"],
): Promise<DeviceAnswer["seen"]> {
  const upn = (await people.find(asker))?.user.userPrincipalName;
  return seen.filter(({ person, name }) =>
    person
      ? person.id === asker
      : name === asker || (upn !== undefined && sameUpn(name, upn)),
  );
}

function withoutEvidenceOf(since: OwnedSince): OwnedSince {
  return since.by === "custodian"
    ? { ...since, proposal: withoutEvidence(since.proposal) }
    : since;
}

function withoutEvidence(proposal: Proposal): Proposal {
  return { ...proposal, evidence: null };
}

function isSameInstant(a: Date | null, b: Date | null): boolean {
  return a?.getTime() === b?.getTime();
}

function latest(instants: readonly (Date | null)[]): Date | null {
  return instants.reduce(
    (last, at) => (at && (!last || at > last) ? at : last),
    null,
  );
}
