import type { AuditKind } from "../../../src/domain/audit/audit.ts";
import type {
  DeviceId,
  DeviceRef,
} from "../../../src/domain/devices/device.ts";
import type { Moment } from "../../../src/domain/evidence/handoffOutcome.ts";
import type {
  Handoff,
  HandoffId,
} from "../../../src/domain/handoffs/handoff.ts";
import type { PersonRef, UserId } from "../../../src/domain/people/user.ts";
import type {
  Decision,
  Proposal,
  ProposalId,
  ProposalState,
} from "../../../src/domain/proposals/proposal.ts";
import { openStorage } from "../../../src/adapters/storage/openStorage.ts";
import { jobNames } from "../../../src/workers.ts";
import type { UnitOfWork } from "../../../src/ports/storage.ts";
import type { Contoso, Person, SimulatedDevice } from "../contoso.ts";
import { createRandom, type Random } from "../random.ts";

/** How far back it goes, and where it ends: by then nothing of it can be undone any more. */
const DAYS = 56;
const LAST_DAYS_AGO = 4;

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Writes weeks of decisions into a new database, as if Custodian had been there all the time: proposals that ended,
 * staged devices that found their person, and the audit log of all that, chained as ever. It ends with what Intune
 * shows now. The devices that the demo tells of have no past.
 *
 * @param dataDir of the embedded database, which nobody has open.
 */
export async function tellPastWeeks(
  contoso: Contoso,
  options: {
    readonly dataDir: string;
    readonly seed: number;
    readonly now: Date;
  },
): Promise<void> {
  const random = createRandom(options.seed + 0x9a57);
  const stories = collectStories(contoso, random, options.now);
  let toldAt = options.now;
  const storage = await openStorage({
    database: { kind: "embedded", dataDir: options.dataDir },
    jobNames,
    // What is stored was stored then: nothing of it is news to anybody.
    clock: { now: () => toldAt },
    log: {
      info: () => undefined,
      warn: console.warn,
      error: console.error,
    },
  });
  try {
    await storage.transaction(async (unit) => {
      for (const { proposal, handoff, endedAt } of stories) {
        toldAt = endedAt;
        await unit.proposals.insert(proposal);
        if (handoff) await unit.handoffs.insert(handoff);
      }
      // In the order of time, as the log was written.
      const rows = stories
        .flatMap((story) => story.audit.map((row) => ({ ...row, story })))
        .sort((a, b) => a.at.getTime() - b.at.getTime());
      for (const { story, ...row } of rows) await append(unit, story, row);
    });
  } finally {
    await storage.close();
  }
}

interface Row {
  readonly kind: AuditKind;
  readonly at: Date;
  /** Null for Custodian itself. */
  readonly actor: PersonRef | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

interface Story {
  readonly proposal: Proposal;
  readonly handoff: Handoff | null;
  readonly audit: readonly Row[];
  readonly endedAt: Date;
}

/** With the details that the product writes to each kind. */
function append(
  unit: UnitOfWork,
  { proposal, audit }: Story,
  row: Row,
): Promise<void> {
  const { device, fromUser, toUser, expiresAt } = proposal;
  const state = STATE_AFTER[row.kind];
  const changes = audit.filter(({ kind }) => STATE_AFTER[kind]);
  return unit.audit.append({
    kind: row.kind,
    at: row.at,
    actor: row.actor?.id ?? null,
    deviceId: device.id,
    proposalId: proposal.id,
    details: state
      ? {
          device: device.name,
          from: fromUser?.userPrincipalName ?? null,
          to: toUser?.userPrincipalName ?? null,
          state,
          version: 1 + changes.findIndex(({ kind }) => kind === row.kind),
          ...row.details,
        }
      : { attempt: 1, expiresAt },
  });
}

/** What a proposal is after its row; posting one changes nothing of it. */
const STATE_AFTER: Readonly<Partial<Record<AuditKind, ProposalState["kind"]>>> =
  {
    "proposal.created": "pending",
    "proposal.approved": "approved",
    "proposal.rejected": "rejected",
    "proposal.expired": "expired",
    "reassignment.write-started": "applying",
    "reassignment.applied": "applied",
    "reassignment.verified": "verified",
    "undo.requested": "undoing",
    "undo.write-started": "undoing",
    "undo.written": "undoing",
    "undo.done": "undone",
  };

function collectStories(
  contoso: Contoso,
  random: Random,
  now: Date,
): readonly Story[] {
  const told = new Set<SimulatedDevice>(Object.values(contoso.stories));
  const employees = [...contoso.people.values()].filter(
    ({ kind, accountEnabled, plans }) =>
      kind === "employee" && accountEnabled && plans.includes("INTUNE_A"),
  );
  const { admin, approver, nestedApprover, staging } = contoso.cast;
  const deciders = [admin, approver, approver, nestedApprover];
  const stories: Story[] = [];
  for (const device of contoso.devices.values()) {
    if (told.has(device) || device.story !== "owned") continue;
    const owner = contoso.people.get(device.primaryUsers.at(-1)?.userId ?? "");
    if (!owner) continue;
    const times = workingTimes(random, now);
    // The newest first: it must end with what Intune shows.
    let after = owner;
    for (const [index, postedAt] of times.entries()) {
      const other = random.pick(employees.filter((one) => one !== after));
      const decidedBy = random.pick(
        deciders.filter((one) => one !== after && one !== other),
      );
      const about = { device, postedAt, decidedBy, random };
      const isStaged = index === times.length - 1 && random.next() < 0.5;
      const what = random.next();
      if (isStaged) stories.push(handedOff(about, staging, after));
      else if (what < 0.7) {
        stories.push(approved(about, other, after));
        after = other;
      } else if (what < 0.85) stories.push(rejected(about, after, other));
      else if (what < 0.93) stories.push(expired(about, after, other));
      else stories.push(undone(about, after, other));
    }
  }
  return stories;
}

/** Up to six instants on working days, the newest first, days apart. */
function workingTimes(random: Random, now: Date): readonly Date[] {
  const days = new Set<number>();
  for (let n = 3 + Math.floor(random.next() * 4); n > 0; n--) {
    const daysAgo =
      LAST_DAYS_AGO + Math.floor(random.next() * (DAYS - LAST_DAYS_AGO));
    const weekday = new Date(now.getTime() - daysAgo * DAY_MS).getUTCDay();
    // One proposal of a device has ended before the next.
    const isFree = [...days].every((day) => Math.abs(day - daysAgo) > 4);
    if (weekday > 0 && weekday < 6 && isFree) days.add(daysAgo);
  }
  return [...days]
    .sort((a, b) => a - b)
    .map((daysAgo) => {
      const midnight = new Date(now.getTime() - daysAgo * DAY_MS);
      midnight.setUTCHours(0, 0, 0, 0);
      return new Date(midnight.getTime() + (7 + random.next() * 7) * HOUR_MS);
    });
}

interface About {
  readonly device: SimulatedDevice;
  readonly postedAt: Date;
  readonly decidedBy: Person;
  readonly random: Random;
}

function approved(about: About, from: Person, to: Person): Story {
  const { decision, writtenAt, verifiedAt } = answered(about, "approve");
  return tell(about, from, to, {
    state: {
      kind: "verified",
      decision,
      appliedAt: writtenAt,
      verifiedAt,
      changed: true,
    },
    endedAt: verifiedAt,
    rows: writtenRows(decision, writtenAt, verifiedAt),
  });
}

function rejected(about: About, from: Person, to: Person): Story {
  const { decision } = answered(about, "reject");
  const { decidedAt, decidedBy, reason } = decision;
  return tell(about, from, to, {
    state: { kind: "rejected", decision },
    endedAt: decidedAt,
    rows: [
      {
        kind: "proposal.rejected",
        at: decidedAt,
        actor: decidedBy,
        details: { reason },
      },
    ],
  });
}

function expired(about: About, from: Person, to: Person): Story {
  const at = new Date(about.postedAt.getTime() + EXPIRES_MS);
  return tell(about, from, to, {
    state: { kind: "expired", at },
    endedAt: at,
    rows: [{ kind: "proposal.expired", at, actor: null }],
  });
}

function undone(about: About, from: Person, to: Person): Story {
  const { decision, writtenAt, verifiedAt } = answered(about, "approve");
  const requestedAt = new Date(verifiedAt.getTime() + 2 * HOUR_MS);
  const undoneAt = new Date(requestedAt.getTime() + 3 * MINUTE_MS);
  const requestedBy = decision.decidedBy;
  const details = {
    restores: from.userPrincipalName,
    was: to.userPrincipalName,
  };
  return tell(about, from, to, {
    state: {
      kind: "undone",
      decision,
      undo: {
        requestedBy,
        requestedAt,
        writeStartedAt: requestedAt,
        writtenAt: requestedAt,
      },
      undoneAt,
    },
    endedAt: undoneAt,
    rows: [
      ...writtenRows(decision, writtenAt, verifiedAt),
      { kind: "undo.requested", at: requestedAt, actor: requestedBy, details },
      { kind: "undo.write-started", at: requestedAt, actor: null, details },
      { kind: "undo.written", at: requestedAt, actor: null, details },
      { kind: "undo.done", at: undoneAt, actor: null, details },
    ],
  });
}

/** A staged device that found its person, and the proposal that followed. */
function handedOff(about: About, staging: Person, to: Person): Story {
  const { device, postedAt, random } = about;
  const enrolledAt = new Date(postedAt.getTime() - 5 * DAY_MS);
  device.enrolledById = staging.id;
  device.enrolledAt = enrolledAt;
  device.deviceEnrollmentType = "deviceEnrollmentManager";
  const story = approved(about, staging, to);
  const { proposal } = story;
  const moment = (at: Date, source: Moment["source"]): Moment => ({
    at,
    source,
  });
  const handoff: Handoff = {
    id: random.guid() as HandoffId,
    version: 1,
    device: proposal.device,
    stagingAccount: staging.userPrincipalName,
    enrolledAt,
    moments: {
      enrolled: moment(enrolledAt, "enrolment"),
      provisioned: moment(
        new Date(enrolledAt.getTime() + 2 * HOUR_MS),
        "check-in",
      ),
      "handed-off": moment(
        new Date(postedAt.getTime() - HOUR_MS),
        "users-logged-on",
      ),
      proposed: moment(postedAt, "proposal"),
      decided: moment(new Date(postedAt.getTime() + HOUR_MS), "proposal"),
      verified: moment(story.endedAt, "proposal"),
    },
    toUser: toRef(to),
    lastCheckInAt: postedAt,
    proposal: { id: proposal.id, state: "verified", verdict: "approve" },
    endedBecause: null,
    lead: null,
    leadChosenAt: postedAt,
  };
  return { ...story, handoff };
}

/** One proposal, from the evidence to its end. */
function tell(
  { device, postedAt, random }: About,
  from: Person,
  to: Person,
  {
    state,
    endedAt,
    rows,
  }: {
    readonly state: ProposalState;
    readonly endedAt: Date;
    readonly rows: readonly Row[];
  },
): Story {
  const createdAt = new Date(postedAt.getTime() - 2_000);
  const logons = 6 + Math.floor(random.next() * 10);
  const proposal: Proposal = {
    id: random.guid() as ProposalId,
    version: 1 + rows.length,
    device: toDeviceRef(device, createdAt),
    fromUser: toRef(from),
    toUser: toRef(to),
    origin: { kind: "machine" },
    evidence: {
      source: "device-report",
      observedAt: createdAt,
      policy: { mode: "intent", multiplier: 1.5, minLogons: 3, windowDays: 7 },
      outcome: {
        kind: "reassign",
        toUser: to.id as UserId,
        share: logons / (logons + 1),
        ratio: logons,
        reason: "clear-leader",
      },
      counted: [
        { person: toRef(to), logons },
        { person: toRef(from), logons: 1 },
      ],
      leftOut: [],
      lastLogons: [],
    },
    state,
    createdAt,
    confirmedAt: createdAt,
    postedAt,
    expiresAt: new Date(postedAt.getTime() + EXPIRES_MS),
    undoUntil:
      state.kind === "verified"
        ? new Date(endedAt.getTime() + EXPIRES_MS)
        : null,
    // The channel is chosen when the demo starts: these have no card in it.
    channelId: null,
  };
  return {
    proposal,
    handoff: null,
    endedAt,
    audit: [
      {
        kind: "proposal.created",
        at: createdAt,
        actor: null,
        details: { outcome: proposal.evidence?.outcome },
      },
      { kind: "proposal.posted", at: postedAt, actor: null },
      ...rows,
    ],
  };
}

function answered(
  { postedAt, decidedBy, random }: About,
  verdict: Decision["verdict"],
) {
  const after = (from: Date, ms: number): Date => new Date(from.getTime() + ms);
  const decidedAt = after(postedAt, (2 + random.next() * 170) * MINUTE_MS);
  const writtenAt = after(decidedAt, 1_500);
  const decision: Decision = {
    verdict,
    decidedBy: toRef(decidedBy),
    decidedAt,
    reason: verdict === "reject" ? random.pick(REASONS) : null,
  };
  return {
    decision,
    writtenAt,
    verifiedAt: after(writtenAt, (1 + random.next() * 4) * MINUTE_MS),
  };
}

function writtenRows(
  { decidedBy, decidedAt }: Decision,
  writtenAt: Date,
  verifiedAt: Date,
): readonly Row[] {
  return [
    { kind: "proposal.approved", at: decidedAt, actor: decidedBy },
    { kind: "reassignment.write-started", at: writtenAt, actor: null },
    { kind: "reassignment.applied", at: writtenAt, actor: null },
    {
      kind: "reassignment.verified",
      at: verifiedAt,
      actor: null,
      details: { changed: true },
    },
  ];
}

const MINUTE_MS = 60_000;
const EXPIRES_MS = 3 * DAY_MS;

const REASONS = [
  "Only borrowed until Friday",
  "A pool device",
  "She is back next week",
  "Training room",
];

function toRef(person: Person): PersonRef {
  return {
    id: person.id as UserId,
    displayName: person.displayName,
    userPrincipalName: person.userPrincipalName,
  };
}

function toDeviceRef(device: SimulatedDevice, seenAt: Date): DeviceRef {
  return {
    id: device.id as DeviceId,
    name: device.deviceName,
    model: device.model,
    serialNumber: device.serialNumber,
    lastCheckInAt: seenAt,
    category: null,
  };
}
