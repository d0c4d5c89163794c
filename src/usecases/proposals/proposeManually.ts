import { AppError } from "../../domain/appError.ts";
import type { Clock } from "../../ports/clock.ts";
import { toDeviceRef, type Device } from "../../domain/devices/device.ts";
import {
  describeDeviceIneligibility,
  whyDeviceNotEligible,
} from "../../domain/devices/eligibility.ts";
import {
  DeviceAmbiguous,
  DeviceUnknown,
  listMeant,
} from "../devices/findExactly.ts";
import type { CallOptions } from "../../ports/graph.ts";
import type { Graph, GroupId } from "../../ports/graph.ts";
import type { Log } from "../../ports/log.ts";
import { toChoice, type Choice } from "../../domain/matching/finding.ts";
import {
  deviceReadings,
  personReadings,
} from "../../domain/lookups/readings.ts";
import { askableIn } from "../lookups/findUser.ts";
import type { LookUps } from "../lookups/lookUps.ts";
import { looksLikeId } from "../../domain/matching/nameOf.ts";
import {
  describeIneligibility,
  whyUserNotEligible,
} from "../../domain/people/eligibility.ts";
import { findTenantMember } from "../people/permissions.ts";
import { listTechnicians } from "../people/technicians.ts";
import {
  isSamePerson,
  sameUpn,
  toPersonRef,
  type PersonRef,
  type User,
  type UserId,
} from "../../domain/people/user.ts";
import { currentSettings } from "../settings/currentSettings.ts";
import type { SettingValues } from "../../domain/settings/settings.ts";
import type { Storage, UnitOfWork } from "../../ports/storage.ts";
import { createProposal, supersede, type Question } from "./createProposal.ts";
import { NotPossible, SlotTaken } from "../../domain/proposals/errors.ts";
import { lockPlaces } from "./placeProposal.ts";
import type {
  Proposal,
  ProposalId,
  Wish,
} from "../../domain/proposals/proposal.ts";
import { collectBackground, withDaysOf } from "./showEvidence.ts";
import { storeChange } from "./storeChange.ts";
import { replacedRecently } from "../../domain/proposals/replacedRecently.ts";
import { isOpen, next } from "../../domain/proposals/states.ts";
import { message, type Message } from "../../domain/message.ts";
import type {
  ProposeRequest,
  ProposeResult,
} from "../../domain/proposals/request.ts";

export interface ProposeDeps {
  readonly storage: Storage;
  readonly graph: Graph;
  readonly clock: Clock;
  readonly log: Log;
  readonly lookUps: Pick<LookUps, "findDevice" | "findUser">;
  readonly approversGroupId: GroupId;
  readonly adminsGroupId: GroupId;
  readonly techniciansGroupId: GroupId | null;
}

/** One try at a request. */
export interface ProposeAttempt extends CallOptions {
  /** Of the proposal that the request makes, however often it is tried. */
  readonly id: ProposalId;
  /** How long Microsoft may take for what was not found by its exact name, in milliseconds. */
  readonly findingMs: number;
}

/** More than a person types, less than a script does. */
const MAX_AN_HOUR = 20;
const HOUR_MS = 60 * 60 * 1000;

/** Of one person without a role: one employee is not the helpdesk. */
const MOST_OPEN = 3;
/** On one card, whoever asks. */
const MOST_WISHES = 5;

/**
 * Proposes what a person asked for, recording that they asked. It supersedes what the evidence proposed, ignores the
 * memory of rejections, and links to the open card when the same is proposed already.
 *
 * Who is neither approver, admin nor technician supersedes nothing but their own: what they ask for is a wish on the
 * open card. They may have few open ones.
 *
 * What is named in part, or by a name that several have, is never proposed: it is offered to be chosen, and the
 * choice comes back as an id.
 *
 * Nothing is proposed any more once the signal has aborted, unless it was being stored already.
 *
 * @throws {AppError} a retryable one, when Microsoft does not answer or the signal aborts. Every other is a refusal
 * that says what
 *   to do.
 */
export async function proposeManually(
  deps: ProposeDeps,
  request: ProposeRequest,
  { id, findingMs, signal }: ProposeAttempt,
): Promise<ProposeResult> {
  try {
    const options = signal ? { signal } : {};
    return await propose(deps, request, { id, findingMs, ...options });
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    return refuseToPropose(deps, error, error.userMessage);
  }
}

/** Logs why, without a name, and says it. */
export function refuseToPropose(
  { log }: Pick<ProposeDeps, "log">,
  { code, message: detail }: AppError,
  message: Message,
): ProposeResult & { readonly kind: "refused" } {
  log.info({ code, detail }, "A manual proposal was refused");
  return { kind: "refused", message };
}

/** The request is left to its job: nothing of it may be done here any more. */
class ActionDeferred extends AppError {
  readonly code = "proposal.request-left-to-job";
  readonly userMessage = message("proposal.being-checked");
  override readonly retryable = true;

  constructor(id: ProposalId) {
    super(`The request for proposal ${id} is left to a job`);
  }
}

async function propose(
  deps: ProposeDeps,
  request: ProposeRequest,
  { id, findingMs, ...options }: ProposeAttempt,
): Promise<ProposeResult> {
  const { graph, storage } = deps;
  const finding = { findingMs, options };
  const { values } = await currentSettings(storage);
  const roles = [
    deps.approversGroupId,
    deps.adminsGroupId,
    ...(deps.techniciansGroupId ? [deps.techniciansGroupId] : []),
  ];
  const [requestedBy, groups, foundDevice, foundUser] = await Promise.all([
    findTenantMember(deps, request.requestedBy, options),
    graph.groups.memberOf(request.requestedBy, roles, options),
    findDevice(deps, request.device, finding),
    request.user === null ? null : findUser(deps, request.user, finding),
  ]);
  const hasRole =
    groups.length > 0 ||
    values.technicians.some((upn) =>
      sameUpn(upn, requestedBy.userPrincipalName),
    );
  if ("choice" in foundDevice) return foundDevice;
  if (foundUser && "choice" in foundUser) return foundUser;
  const { device } = foundDevice;
  const target = foundUser && requireEligible(foundUser, values);
  const whyNot = whyDeviceNotEligible(device);
  if (whyNot)
    throw new NotPossible(
      `device ${whyNot}`,
      message("proposal.device-not-possible", {
        device: device.name,
        why: describeDeviceIneligibility(whyNot),
      }),
    );
  const [fromUser, technicians] = await Promise.all([
    graph.primaryUsers.get(device.id, options),
    findTechnicians(deps),
  ]);
  if (isSamePerson(fromUser, target)) {
    throw new NotPossible(
      "already so",
      target
        ? message("proposal.is-primary-user-already", {
            name: target.displayName,
            device: device.name,
          })
        : message("proposal.is-shared-already", { device: device.name }),
    );
  }
  const background =
    technicians &&
    (await collectBackground(deps, device, fromUser, technicians, values));
  const known = await withDaysOf(
    storage,
    background,
    device.id,
    target,
    fromUser,
  );
  const question: Question = {
    device: toDeviceRef(device),
    fromUser,
    toUser: target,
    origin: {
      kind: "manual",
      requestedBy,
      ...(request.why !== undefined && { why: request.why }),
      ...(!hasRole && { withoutRole: true }),
    },
    evidence: null,
    ...(known && { background: known }),
    confirmedAt: deps.clock.now(),
  };
  return await storage.transaction((unit) => {
    if (options.signal?.aborted) throw new ActionDeferred(id);
    const { why } = request;
    const asked = { id, question, requestedBy, hasRole, why, values };
    return store(deps, unit, asked);
  });
}

/** Whom the evidence leaves out; null where Microsoft does not tell now, which keeps nobody from asking. */
async function findTechnicians(
  deps: ProposeDeps,
): Promise<ReadonlySet<UserId> | null> {
  try {
    return await listTechnicians(deps);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

interface Finding {
  readonly findingMs: number;
  readonly options: CallOptions;
}

type ChooseDevice = Extract<ProposeResult, { kind: "choose-device" }>;

type ChooseUser = Extract<ProposeResult, { kind: "choose-user" }>;

/** @throws {DeviceUnknown} nothing is called like this, not even nearly. */
async function findDevice(
  { graph, lookUps }: ProposeDeps,
  text: string,
  { findingMs, options }: Finding,
): Promise<{ readonly device: Device } | ChooseDevice> {
  const { name } = deviceReadings(text);
  const [device, ...others] = await listMeant(graph, text, options);
  if (device && others.length === 0) return { device };
  if (device) {
    const found = [device, ...others];
    return {
      kind: "choose-device",
      choice: { ...NO_CHOICE, text: name, found },
      message: new DeviceAmbiguous(name, found).userMessage,
    };
  }
  const { userMessage: message } = new DeviceUnknown(name);
  const finding = await lookUps.findDevice(text, findingMs);
  const choice =
    finding.kind === "one"
      ? { ...NO_CHOICE, text: name, found: [finding.found] }
      : toChoice(name, finding);
  if (choice.found.length === 0) throw new DeviceUnknown(name);
  return { kind: "choose-device", choice, message };
}

interface FoundUser {
  /** As it was named. */
  readonly name: string;
  readonly user: User | null;
}

/** An exact name is enough where one person has it; who they are is read live. */
async function findUser(
  { graph, lookUps }: ProposeDeps,
  text: string,
  { findingMs, options }: Finding,
): Promise<FoundUser | ChooseUser> {
  const { name } = personReadings(text);
  const key = askableIn(text);
  if (key !== null) {
    const user = await graph.users.find(key, options);
    if (user) return { name, user };
  }
  const finding = await lookUps.findUser(text, findingMs);
  if (finding.kind === "one" && finding.match === "exact")
    return { name, user: await graph.users.find(finding.found.id, options) };
  const choice =
    finding.kind === "one"
      ? { ...NO_CHOICE, text: name, found: [finding.found] }
      : toChoice(name, finding);
  const notOne = message("proposal.user-not-one", { name });
  if (choice.found.length === 0) {
    // Entra was not asked for such a name, so nothing says that it knows nobody.
    if (choice.onlyDirectory) throw new NotPossible("user not named", notOne);
    return { name, user: null };
  }
  return { kind: "choose-user", choice, message: notOne };
}

const NO_CHOICE: Choice<never> = {
  text: "",
  found: [],
  more: false,
  isNear: false,
  unchecked: false,
};

function requireEligible(
  { name, user }: FoundUser,
  values: SettingValues,
): PersonRef {
  const why = whyUserNotEligible(user, values);
  if (!user || why) {
    throw new NotPossible(
      `user ${why ?? "unknown"}`,
      message("proposal.user-not-possible", {
        // A form sends the id of whom it showed by name.
        name:
          user && looksLikeId(name)
            ? user.displayName || user.userPrincipalName
            : name,
        why: describeIneligibility(why ?? "unknown"),
      }),
    );
  }
  return toPersonRef(user);
}

async function store(
  deps: ProposeDeps,
  unit: UnitOfWork,
  {
    id,
    question,
    requestedBy,
    hasRole,
    why,
    values,
  }: {
    readonly id: ProposalId;
    readonly question: Question;
    readonly requestedBy: PersonRef;
    readonly hasRole: boolean;
    readonly why: string | undefined;
    readonly values: SettingValues;
  },
): Promise<ProposeResult> {
  const now = deps.clock.now();
  await lockPlaces(unit);
  const earlier = await unit.proposals.listForDevice(question.device.id, 10);
  if (earlier.some((other) => replacedRecently(other, question.fromUser, now)))
    throw new NotPossible(
      "changed a moment ago",
      message("proposal.changed-a-moment-ago", {
        device: question.device.name,
      }),
    );
  const active = await unit.proposals.findActive(question.device.id);
  const open = active && (await unit.proposals.getForUpdate(active.id));
  if (open && !isOpen(open)) throw new SlotTaken(question.device.id);
  const sameOwner = isSamePerson(open?.fromUser ?? null, question.fromUser);
  if (open && sameOwner && isSamePerson(open.toUser, question.toUser)) {
    // Another try at the same request, which was late, may have stored it.
    const kind = open.id === id ? "proposed" : "already-open";
    return { kind, proposal: open };
  }
  const asked = await unit.proposals.countRequestedBy(
    requestedBy.id,
    new Date(now.getTime() - HOUR_MS),
  );
  if (asked >= MAX_AN_HOUR) {
    throw new NotPossible(
      "hourly limit",
      message("proposal.hourly-limit", { most: MAX_AN_HOUR }),
    );
  }
  const isTheirs =
    open?.origin.kind === "manual" &&
    open.origin.requestedBy.id === requestedBy.id;
  const wished = open?.wishes?.find(
    ({ requestedBy: by }) => by.id === requestedBy.id,
  );
  // One of theirs in the place of another is none more.
  if (!hasRole && !isTheirs && !wished) await requireFewOpen(unit, requestedBy);
  if (open && sameOwner && !hasRole && !isTheirs) {
    const wish: Wish = {
      id,
      requestedBy,
      toUser: question.toUser,
      ...(why !== undefined && { why }),
      askedAt: now,
    };
    return await storeWish(deps, unit, open, wish);
  }
  const evidence = hasRole
    ? await withDaysOf(
        unit,
        open?.evidence ?? null,
        question.device.id,
        question.toUser,
        question.fromUser,
      )
    : null;
  if (open && !sameOwner) {
    await supersede(
      unit,
      deps.log,
      open,
      { kind: "owner-changed-elsewhere", primaryUser: question.fromUser },
      requestedBy.id,
      now,
    );
  }
  const proposal = await createProposal(
    unit,
    deps.log,
    { ...question, evidence },
    sameOwner ? open : null,
    values,
    now,
    id,
  );
  return { kind: "proposed", proposal };
}

/** @throws {NotPossible} */
async function requireFewOpen(
  unit: UnitOfWork,
  { id }: PersonRef,
): Promise<void> {
  if ((await unit.proposals.countOpenRequestsOf(id)) >= MOST_OPEN)
    throw new NotPossible(
      "open limit",
      message("proposal.open-limit", { most: MOST_OPEN }),
    );
}

/** Puts it on the open card; in the place of what the same person wished for there before. */
async function storeWish(
  { log }: ProposeDeps,
  unit: UnitOfWork,
  open: Proposal,
  wish: Wish,
): Promise<ProposeResult> {
  const { requestedBy, toUser } = wish;
  const device = open.device.name;
  const result: ProposeResult = {
    kind: "wished",
    message: message("proposal.wished", { device }),
  };
  const before = open.wishes ?? [];
  const theirs = before.find(({ requestedBy: by }) => by.id === requestedBy.id);
  // They asked twice, or their request was delivered twice.
  if (theirs && isSamePerson(theirs.toUser, toUser)) return result;
  // Each one makes the card a new version, and a click on the older one comes to nothing.
  if (theirs && wish.askedAt.getTime() - theirs.askedAt.getTime() < HOUR_MS)
    throw new NotPossible(
      "wished lately",
      message("proposal.wished-lately", { device }),
    );
  const others = before.filter((one) => one !== theirs);
  if (others.length >= MOST_WISHES)
    throw new NotPossible(
      "wishes full",
      message("proposal.wishes-full", { device }),
    );
  await storeChange(
    unit,
    log,
    open,
    next(open, { wishes: [...others, wish] }),
    {
      event: "wish",
      at: wish.askedAt,
      actor: requestedBy.id,
      details: {
        wishedFor: toUser?.userPrincipalName ?? null,
        ...(wish.why !== undefined && { why: wish.why }),
      },
    },
  );
  return result;
}
