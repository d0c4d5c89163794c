import type { DeviceId, DeviceRef } from "../src/domain/devices/device.ts";
import { toDeviceRef } from "../src/domain/devices/device.ts";
import {
  addDays,
  dayOf,
  DAYS_KEPT,
  since,
  type DayNumber,
  type DaysSeen,
  type PersonKey,
} from "../src/domain/evidence/activeDays.ts";
import { looksOf } from "../src/domain/evidence/agreement.ts";
import {
  daysOfReport,
  keyOfReported,
  type DaysReport,
} from "../src/domain/evidence/daysReport.ts";
import { findStaging } from "../src/domain/evidence/findStaging.ts";
import {
  daysOfLastLogons,
  daysOfWindow,
} from "../src/domain/evidence/windowDays.ts";
import { isStagingAccount } from "../src/domain/people/eligibility.ts";
import {
  isSamePerson,
  type PersonRef,
  type User,
  type UserId,
} from "../src/domain/people/user.ts";
import { chooseStep } from "../src/domain/proposals/chooseStep.ts";
import type {
  FrozenEvidence,
  Proposal,
  ProposalId,
  ProposalState,
  SupersededBy,
} from "../src/domain/proposals/proposal.ts";
import { lifetimeFrom } from "../src/domain/proposals/lifetime.ts";
import { replacedRecently } from "../src/domain/proposals/replacedRecently.ts";
import {
  allows,
  isOfFormerEnrolment,
  isOpen,
  next,
} from "../src/domain/proposals/states.ts";
import {
  transition,
  type ProposalEvent,
} from "../src/domain/proposals/stateTable.ts";
import { weighDays } from "../src/domain/proposals/weighDays.ts";
import {
  asksLastLogons,
  weighEvidence,
  weighReport,
  type WeighedDevice,
} from "../src/domain/proposals/weighEvidence.ts";
import {
  isUserExcluded,
  whyDeviceExcluded,
} from "../src/domain/settings/exclusions.ts";
import { createDevices, type ReplayedDevice } from "./devices.ts";
import { createPeople } from "./people.ts";
import {
  UnreadableLine,
  type CountsReport,
  type DeviceLine,
  type Line,
} from "./readLine.ts";
import { readSettings } from "./replaySettings.ts";

/** One line of a replay's answer. */
export type Answer = Readonly<Record<string, unknown>> & {
  readonly type: string;
};

/** Who decides in a replay. */
const HELPDESK: PersonRef = {
  id: "helpdesk" as UserId,
  displayName: "Helpdesk",
  userPrincipalName: "helpdesk",
};

/**
 * Runs evidence through the rules the bot runs: its states, its suppression, its one place a device. All is in
 * memory; a device is weighed again when something new is known, and once on each day, because time alone may change
 * the answer.
 */
export function createReplay(): {
  /**
   * @returns what is to be written after the line.
   * @throws {UnreadableLine} the line means nothing.
   */
  readonly take: (line: Line) => readonly Answer[];
  readonly summary: () => Answer;
} {
  const people = createPeople();
  const devices = createDevices();
  const texts: Record<string, string> = {};
  let settings = readSettings(texts);
  let technicianIds: ReadonlySet<UserId> = new Set();
  let excludedDevices: ReadonlySet<string> = new Set();
  let excludedPeople: ReadonlySet<UserId> = new Set();
  const news = new Set<ReplayedDevice>();
  let isAllNews = false;
  let weighedOn: DayNumber | null = null;
  const open = new Map<string, ReplayedDevice>();
  const issued = new Map<string, ReplayedDevice>();
  const answers: Answer[] = [];
  const counts = {
    reports: 0,
    proposals: 0,
    approved: 0,
    rejected: 0,
    expired: 0,
    superseded: 0,
    withdrawn: 0,
    ticks: 0,
  };

  return { take, summary };

  function take(line: Line): readonly Answer[] {
    const { at } = line;
    switch (line.type) {
      case "settings":
        Object.assign(texts, line.values);
        settings = readSettings(texts);
        isAllNews = true;
        break;
      case "person":
        for (const name of people.tell(line))
          for (const device of devices.rename(name, line.id as UserId))
            news.add(device);
        refreshPerson(line.id as UserId);
        break;
      case "person-gone":
        people.remove(line.id as UserId);
        refreshPerson(line.id as UserId);
        break;
      case "technicians":
        technicianIds = new Set(line.ids as UserId[]);
        isAllNews = true;
        break;
      case "excluded":
        excludedDevices = new Set(line.devices);
        excludedPeople = new Set(line.people as UserId[]);
        isAllNews = true;
        break;
      case "device":
        takeDevice(line);
        break;
      case "device-gone":
        takeGone(line.id, at);
        break;
      case "report":
        counts.reports += 1;
        if (line.version === 1) takeCounts(line.counts, at);
        else takeDays(line.days, at);
        break;
      case "sign-in":
        takeSignIn(line.device, line.userId as UserId, at);
        break;
      case "decision":
        decide(line.proposal, line.verdict, line.reason ?? null, at);
        break;
      case "tick":
        tick(at);
        answers.push({ type: "done", at: at.toISOString() });
        return answers.splice(0);
    }
    return [];
  }

  function summary(): Answer {
    return {
      type: "summary",
      devices: [...devices.all()].length,
      open: open.size,
      ...counts,
    };
  }

  function refreshPerson(id: UserId): void {
    for (const device of devices.placesOf(id)) {
      news.add(device);
      if (device.primaryUser?.id === id) device.primaryUser = people.refer(id);
    }
  }

  function takeDevice(line: DeviceLine): void {
    const { at } = line;
    const device = devices.get(line.id);
    device.id = line.id as DeviceId;
    const before = device.listed?.device ?? null;
    const enrolledAt = line.enrolledAt ?? null;
    const lastLogons = (line.lastLogons ?? []).map((logon) => ({
      userId: logon.userId as UserId,
      at: logon.at,
    }));
    const isAnew =
      enrolledAt !== null &&
      !(before?.enrolledAt && enrolledAt <= before.enrolledAt);
    // Reports may have come before the first sweep: they are about the cycle they were made in.
    if (isAnew && (before || device.observedAt))
      devices.startCycle(device, enrolledAt);
    device.listed = {
      device: {
        id: device.id,
        name: line.name ?? line.id,
        model: "",
        manufacturer: "",
        serialNumber: "",
        operatingSystem: "Windows",
        joinType: "joined",
        entraDeviceId: null,
        lastCheckInAt: line.lastCheckIn ?? null,
        enrolledAt,
        category: line.category ?? null,
        ...(line.multiSession && { edition: "multi-session" as const }),
      },
      directory: {
        device: {} as never,
        enrolment: ENROLMENTS[line.enrolment],
        enrolledByUpn: line.enrolledBy?.trim().toLowerCase() || null,
        compliance: "unknown",
        listedUser: null,
        lastLogons,
        seenAt: at,
      },
    };
    const primaryUser = line.primaryUser
      ? people.refer(line.primaryUser as UserId)
      : null;
    const isLate = device.proposals.some((proposal) =>
      replacedRecently(proposal, primaryUser, at, enrolledAt),
    );
    if (!isLate) {
      if (before && !isAnew && !isSamePerson(primaryUser, device.primaryUser))
        device.changedAt = at;
      devices.own(device, primaryUser);
    }
    noteStaging(device);
    devices.addDays(device, daysOfLastLogons(lastLogons, enrolledAt), at);
    news.add(device);
  }

  /** Who staged it, and whether a person has had it since, by what is known of its primary user. */
  function noteStaging(device: ReplayedDevice): void {
    const { primaryUser } = device;
    const staging = stagingOf(device);
    if (staging) device.stagedBy ??= staging.account ?? "";
    if (
      primaryUser &&
      people.find(primaryUser.id) !== null &&
      !isStaged(primaryUser, staging?.account ?? null)
    )
      device.hadPerson = true;
  }

  function takeGone(id: string, at: Date): void {
    const device = devices.find(id);
    if (!device) return;
    const active = activeOf(device);
    if (active) supersede(device, active, { kind: "evidence" }, at);
    devices.remove(id);
    news.delete(device);
  }

  function takeCounts(
    { managedDeviceId, logonsByUpn }: CountsReport,
    at: Date,
  ): void {
    const device = devices.get(managedDeviceId);
    const { memory, days } = daysOfWindow(device.window, logonsByUpn, at);
    device.window = memory;
    const seen: DaysSeen = {
      people: new Map(
        [...days].map(([upn, list]) => [
          keyOfReported({ sid: null, upn }, people.findNamed),
          list,
        ]),
      ),
      log: null,
      unattributed: null,
    };
    takeSeen(device, seen, logonsByUpn, at);
  }

  function takeDays(report: DaysReport, at: Date): void {
    const device = devices.get(report.managedDeviceId);
    const logonsByUpn = new Map<string, number>();
    for (const user of report.users) {
      const key = keyOfReported(user, people.findNamed);
      const found = people.find(key as UserId);
      const upn = found && found !== "gone" ? found.userPrincipalName : key;
      logonsByUpn.set(upn, (logonsByUpn.get(upn) ?? 0) + user.sessions);
    }
    takeSeen(
      device,
      daysOfReport(report, at, people.findNamed),
      logonsByUpn,
      at,
    );
  }

  function takeSeen(
    device: ReplayedDevice,
    seen: DaysSeen,
    logonsByUpn: ReadonlyMap<string, number>,
    at: Date,
  ): void {
    const enrolledAt = device.listed?.device.enrolledAt ?? null;
    // It is about somebody else's device.
    if (enrolledAt && at < enrolledAt) return;
    devices.addDays(device, seen, at);
    if (!device.tally || device.tally.observedAt <= at)
      device.tally = {
        deviceId: device.id,
        source: "device-report",
        observedAt: at,
        receivedAt: at,
        logonsByUpn,
      };
    news.add(device);
    // Where somebody was says something of their other devices, too.
    for (const person of seen.people.keys())
      for (const other of devices.placesOf(person))
        if (other.primaryUser?.id === person) news.add(other);
  }

  function takeSignIn(id: string, person: UserId, at: Date): void {
    const device = devices.get(id);
    const enrolledAt = device.listed?.device.enrolledAt ?? null;
    if (enrolledAt && at < enrolledAt) return;
    devices.addSignIn(device, person, at);
    news.add(device);
    for (const other of devices.placesOf(person))
      if (other.primaryUser?.id === person) news.add(other);
  }

  function decide(
    id: string,
    verdict: "approve" | "reject",
    reason: string | null,
    at: Date,
  ): void {
    const device = issued.get(id);
    const proposal = device?.proposals.find((one) => one.id === id);
    if (!device || !proposal)
      throw new UnreadableLine(`there is no proposal ${JSON.stringify(id)}`);
    // It was closed while somebody made up their mind.
    if (!allows(proposal, verdict, at)) return;
    const decision = {
      verdict,
      decidedBy: HELPDESK,
      decidedAt: at,
      reason,
      ...(reason === "shared-on-purpose" && ({ choice: reason } as const)),
    };
    if (verdict === "reject") {
      move(device, proposal, "reject", { kind: "rejected", decision }, at);
      counts.rejected += 1;
      return;
    }
    counts.approved += 1;
    const approved = move(
      device,
      proposal,
      "approve",
      { kind: "approved", decision },
      at,
    );
    const applying = move(
      device,
      approved,
      "start-write",
      { kind: "applying", decision, writeStartedAt: at },
      at,
    );
    const applied = move(
      device,
      applying,
      "accept-write",
      { kind: "applied", decision, appliedAt: at },
      at,
    );
    move(
      device,
      applied,
      "verify",
      {
        kind: "verified",
        decision,
        appliedAt: at,
        verifiedAt: at,
        changed: true,
      },
      at,
    );
    devices.own(device, proposal.toUser);
    if (proposal.toUser) device.hadPerson = true;
    news.add(device);
  }

  function tick(at: Date): void {
    counts.ticks += 1;
    for (const device of [...open.values()]) expire(device, at);
    const today = dayOf(at);
    const due =
      isAllNews || weighedOn !== today ? [...devices.all()] : [...news];
    weighedOn = today;
    isAllNews = false;
    news.clear();
    for (const device of due) weigh(device, at);
  }

  function expire(device: ReplayedDevice, at: Date): void {
    const active = activeOf(device);
    if (!active || !allows(active, "expire", at)) return;
    move(device, active, "expire", { kind: "expired", at }, at);
    counts.expired += 1;
    answers.push({
      type: "closed",
      at: at.toISOString(),
      id: active.id,
      how: "expired",
    });
    news.add(device);
  }

  /** What all that is known of a device comes to now, and what follows for its proposals. */
  function weigh(device: ReplayedDevice, at: Date): void {
    const { listed, primaryUser } = device;
    if (!listed) return;
    noteStaging(device);
    const active = activeOf(device);
    if (active && isOfFormerEnrolment(active, listed.device))
      supersede(device, active, { kind: "enrolled-again" }, at);
    if (
      whyDeviceExcluded(
        listed.device,
        settings.values,
        excludedDevices.has(device.id),
      )
    ) {
      const asked = activeOf(device);
      if (asked) supersede(device, asked, { kind: "evidence" }, at);
      return;
    }
    const evidence =
      settings.mode === "active-days"
        ? weighedByDays(device, at)
        : weighedByCounts(device, at);
    const { overtaken, then } = chooseStep(
      { device: listed.device, primaryUser, confirmedAt: at, evidence },
      activeOf(device),
      device.proposals,
      at,
    );
    if (overtaken)
      supersede(
        device,
        overtaken,
        { kind: "owner-changed-elsewhere", primaryUser },
        at,
      );
    switch (then.kind) {
      case "nothing":
      case "suppressed":
        return;
      case "confirm":
      case "refresh":
        if (then.kind === "refresh") {
          const { open: asked } = then;
          const after = next(asked, { evidence: then.evidence });
          device.proposals = device.proposals.map((one) =>
            one.id === asked.id ? after : one,
          );
        }
        return;
      case "end":
        supersede(device, then.open, { kind: "evidence" }, at);
        return;
      case "create": {
        const id = `p${(counts.proposals += 1)}` as ProposalId;
        if (then.open)
          supersede(
            device,
            then.open,
            { kind: "proposal", proposalId: id },
            at,
          );
        create(
          device,
          toDeviceRef(listed.device),
          id,
          then.toUser,
          then.evidence,
          at,
        );
      }
    }
  }

  function weighedByDays(
    device: ReplayedDevice,
    at: Date,
  ): FrozenEvidence | null {
    const { listed, primaryUser, changedAt, hadPerson } = device;
    if (!listed || device.days.people.size + device.signIns.size === 0)
      return null;
    const { directory } = listed;
    const today = dayOf(at);
    const oldest = addDays(today, 1 - DAYS_KEPT);
    return weighDays(
      {
        days: device.days,
        observedAt: device.observedAt ?? at,
        primaryUser,
        enrolledAt: listed.device.enrolledAt,
        changedAt,
        staging: stagingOf(device),
        hadPerson,
        isMultiSession: listed.device.edition === "multi-session",
        signIns: new Map(
          [...device.signIns].map(([id, days]) => [id, since(oldest, days)]),
        ),
        lastLogons: directory.lastLogons.filter(
          (logon) =>
            !listed.device.enrolledAt || logon.at >= listed.device.enrolledAt,
        ),
        looks: looksOf(
          device.days.log,
          device.window && new Date(device.window.reportedAtMs),
          directory.lastLogons.length > 0 ? directory.seenAt : null,
          today,
        ),
        sources: [],
      },
      {
        find: people.find,
        technicians: { upns: [], ids: technicianIds },
        isExcluded,
        elsewhere: (person: PersonKey) =>
          devices.elsewhere(device, person, today),
      },
      settings.values,
      today,
    );
  }

  function weighedByCounts(
    device: ReplayedDevice,
    at: Date,
  ): FrozenEvidence | null {
    const { listed, primaryUser, stagedBy, tally } = device;
    if (!listed) return null;
    const weighed: WeighedDevice = {
      listed: listed.directory,
      enrolledAt: listed.device.enrolledAt,
      primaryUser,
      stagedBy,
    };
    const users = new Map<string, User | null>();
    for (const upn of tally?.logonsByUpn.keys() ?? []) {
      const id = people.findNamed(`upn:${upn}`);
      users.set(upn, id && known(id));
    }
    const lastLogons = listed.directory.lastLogons.map(
      ({ userId }) => [userId, known(userId)] as const,
    );
    const report =
      tally &&
      weighReport(
        tally,
        users,
        weighed,
        settings.values,
        at,
        technicianIds,
        isExcluded,
      );
    const logons = { people: new Map(lastLogons), technicianIds, isExcluded };
    if (primaryUser) logons.people.set(primaryUser.id, known(primaryUser.id));
    return asksLastLogons(weighed, report, settings.values)
      ? weighEvidence(weighed, report, logons, settings.values, at).evidence
      : report;
  }

  function known(id: UserId): User | null {
    const user = people.find(id);
    return user === "gone" ? null : user;
  }

  function isExcluded(user: Pick<User, "id" | "userPrincipalName">): boolean {
    return isUserExcluded(user, settings.values, excludedPeople);
  }

  function stagingOf({ listed, primaryUser, stagedBy }: ReplayedDevice) {
    if (!listed) return null;
    const { enrolment, enrolledByUpn } = listed.directory;
    return findStaging(
      { enrolment, enrolledByUpn, stagedBy },
      primaryUser,
      settings.values.stagingAccounts,
    );
  }

  function isStaged(
    { userPrincipalName }: PersonRef,
    account: string | null,
  ): boolean {
    const { stagingAccounts } = settings.values;
    return isStagingAccount(
      userPrincipalName,
      account ? [...stagingAccounts, account] : stagingAccounts,
    );
  }

  function activeOf({ proposals }: ReplayedDevice): Proposal | null {
    const [newest] = proposals;
    return newest && isOpen(newest) ? newest : null;
  }

  function create(
    device: ReplayedDevice,
    ref: DeviceRef,
    id: ProposalId,
    toUser: PersonRef | null,
    evidence: FrozenEvidence,
    at: Date,
  ): void {
    const fromUser = device.primaryUser;
    device.proposals.unshift({
      id,
      version: 1,
      device: ref,
      fromUser,
      toUser,
      origin: { kind: "machine" },
      evidence,
      state: { kind: "pending" },
      createdAt: at,
      confirmedAt: at,
      postedAt: at,
      ...lifetimeFrom(at, settings.values),
      undoUntil: null,
      channelId: null,
    });
    open.set(id, device);
    issued.set(id, device);
    answers.push({
      type: "proposal",
      at: at.toISOString(),
      id,
      device: device.id,
      kind: toUser ? "reassign" : "clear",
      from: fromUser?.id ?? null,
      to: toUser?.id ?? null,
      ...explain(evidence),
    });
  }

  function supersede(
    device: ReplayedDevice,
    proposal: Proposal,
    by: SupersededBy,
    at: Date,
  ): void {
    move(
      device,
      proposal,
      "supersede",
      { kind: "superseded", by, at, decision: null },
      at,
    );
    const how = by.kind === "evidence" ? "withdrawn" : "superseded";
    counts[how] += 1;
    answers.push({
      type: "closed",
      at: at.toISOString(),
      id: proposal.id,
      how,
    });
  }

  /** The next version of a proposal, as the table of states allows it. */
  function move(
    device: ReplayedDevice,
    before: Proposal,
    event: ProposalEvent,
    state: ProposalState,
    at: Date,
  ): Proposal {
    if (
      !transition(before.state.kind, event)?.to.includes(state.kind) ||
      !allows(before, event, at)
    )
      throw new Error(
        `A proposal that is ${before.state.kind} does not ${event}`,
      );
    const after = next(before, { state });
    device.proposals = device.proposals.map((one) =>
      one.id === after.id ? after : one,
    );
    if (!isOpen(after)) open.delete(after.id);
    return after;
  }
}

const ENROLMENTS = {
  user: "user",
  bulk: "none",
  "device-enrollment-manager": "device-enrolment-manager",
} as const;

/** Why, in the words of the rule, and how sure. Rules on counts and last logons do not say how sure they are. */
function explain({ outcome }: FrozenEvidence): {
  reason: string;
  certainty: string;
} {
  const reason =
    "reason" in outcome
      ? outcome.reason
      : outcome.kind === "used-by-many"
        ? "used-by-many"
        : "shared";
  const certainty = "certainty" in outcome ? outcome.certainty : "likely";
  return { reason, certainty };
}
