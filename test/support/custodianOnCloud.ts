import { randomUUID } from "node:crypto";
import type { OutputFault } from "../../src/domain/evidence/remediationOutput.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Remediation } from "../../src/ports/config.ts";
import {
  createCustodian,
  forDecisions,
  type Custodian,
  type CustodianDeps,
} from "../../src/custodian.ts";
import type { DeviceId } from "../../src/domain/devices/device.ts";
import { createCredential } from "../../src/adapters/graph/credential.ts";
import { createGraph } from "../../src/adapters/graph/createGraph.ts";
import type { GroupId } from "../../src/ports/graph.ts";
import { syncProposalCard } from "../../src/usecases/notices/syncProposalCard.ts";
import { createLookUps } from "../../src/usecases/lookups/lookUps.ts";
import { createApproverList } from "../../src/usecases/people/approverList.ts";
import { createManagers } from "../../src/usecases/people/managers.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import type {
  ProposalAction,
  Actor,
  ActionResult,
} from "../../src/domain/proposals/action.ts";
import { evaluateDevice } from "../../src/usecases/proposals/evaluateDevice.ts";
import type {
  Proposal,
  ProposalId,
  ProposalState,
} from "../../src/domain/proposals/proposal.ts";
import type { ChannelId } from "../../src/domain/channels/channel.ts";
import type { ProposeWaiting } from "../../src/domain/proposals/request.ts";
import { applyReassignment } from "../../src/usecases/reassignments/applyReassignment.ts";
import { undoReassignment } from "../../src/usecases/reassignments/undoReassignment.ts";
import { verifyReassignment } from "../../src/usecases/reassignments/verifyReassignment.ts";
import { seedSettings } from "../../src/usecases/settings/currentSettings.ts";
import type { SettingValues } from "../../src/domain/settings/settings.ts";
import type { OpenStorage } from "../../src/ports/storage.ts";
import { startWorkers } from "../../src/workers.ts";
import { startCloud, type Cloud } from "../simulator/cloud.ts";
import type { Contoso, Person, SimulatedDevice } from "../simulator/contoso.ts";
import type { SeenRequest } from "../simulator/server.ts";
import { aClock, someSettings } from "./builders.ts";
import {
  createRecordingMessenger,
  type RecordingMessenger,
} from "./recordingMessenger.ts";
import { PATIENCE_MS } from "./until.ts";
import { openTestStorage, quiet, type TestStorage } from "./testStorage.ts";
import { english } from "../../bot/messages/languages.ts";

/** Of one button, until it is answered. */
const MOST_CLICKS = 20;

export interface CustodianOnCloud {
  readonly cloud: Cloud;
  readonly contoso: Contoso;
  readonly clock: ReturnType<typeof aClock>;
  readonly storage: OpenStorage;
  readonly messenger: RecordingMessenger;
  readonly custodian: Custodian;
  readonly deps: CustodianDeps;
  /** How often each thing that operators count happened. */
  readonly counted: {
    postedAgain: number;
    unconfirmed: number;
    failed: ("change" | "undo")[];
    givenUp: string[];
    skipped: number;
    outputs: Partial<Record<OutputFault, number>>;
  };
  readonly channel: ReturnType<typeof aChannel>;

  /** A device of its own for a test: Megan's, who lent it to Ben. */
  aDevice(more?: {
    readonly owner?: Person | null;
    readonly logons?: Readonly<Record<string, number>>;
  }): SimulatedDevice;
  /** As a report would: stores who logged on how often, and considers the device. Default: the device's own story. */
  reportLogons(
    device: SimulatedDevice,
    logons?: Readonly<Record<string, number>>,
  ): Promise<Proposal | null>;
  /** As a sweep would: keeps what Intune tells of the device now. */
  listNow(device: Pick<SimulatedDevice, "id">): Promise<void>;
  /** `propose` by this person; throws when it is refused. */
  propose(
    by: Person,
    device: SimulatedDevice,
    to: Person | null,
  ): Promise<Proposal>;
  answer(
    by: Person,
    proposal: Pick<Proposal, "id" | "version">,
    answer: AnswerWords,
  ): Promise<ActionResult>;
  /** Posts or edits the card, and reads the proposal as it is then. */
  show(id: ProposalId): Promise<Proposal>;
  get(id: ProposalId): Promise<Proposal>;
  stateOf(id: ProposalId): Promise<ProposalState["kind"]>;
  /** Runs one job by hand. Returns the code of the retryable error it asks to be tried again with, or null. */
  apply(id: ProposalId): Promise<string | null>;
  verify(id: ProposalId): Promise<string | null>;
  undo(id: ProposalId): Promise<string | null>;
  /** Kinds of the audit rows of a proposal, oldest first. */
  auditOf(id: ProposalId): Promise<readonly string[]>;
  /** Writes of primary users that reached Intune's door, refused ones included. */
  writes(device?: SimulatedDevice): readonly SeenRequest[];
  /** What Intune will say in the end. */
  primaryUser(device: SimulatedDevice): Person | null;
  /** `/users` shows the last write from now on. */
  letWritesShow(device: SimulatedDevice): void;
  work(): Promise<void>;
  close(): Promise<void>;
}

type AnswerWords = ProposalAction extends infer A
  ? A extends ProposalAction
    ? Omit<A, "proposalId" | "version">
    : never
  : never;

/** Upn → logons of a device whose owner hardly uses it any more. */
export const LENT = {
  "ben.fischer@contoso.com": 11,
  "megan.bowen@contoso.com": 2,
};

/** No sweep begins by itself. */
export const SETTINGS = someSettings({ sweepIntervalMinutes: 0 });

/**
 * The use cases on an embedded database, with the real Graph client against a simulated cloud of their own. Only Teams
 * is a recording, and time stands until it is moved.
 */
export async function startCustodianOnCloud({
  settings = {},
  withChannel = true,
  isFirstRun = false,
  devices = 90,
  openDatabase = openTestStorage,
  graphPermissions,
  remediation = null,
}: {
  readonly settings?: Partial<SettingValues>;
  readonly withChannel?: boolean;
  /** A new installation, of which few proposals are posted a day; over unless given. */
  readonly isFirstRun?: boolean;
  readonly devices?: number;
  readonly openDatabase?: (clock: Clock) => Promise<TestStorage>;
  /** What is granted to the identity that calls Graph; what an installation grants unless given. */
  readonly graphPermissions?: readonly string[];
  readonly remediation?: Remediation | null;
} = {}): Promise<CustodianOnCloud> {
  const clock = aClock();
  const [cloud, database] = await Promise.all([
    startCloud({
      now: clock.now(),
      devices,
      ...(graphPermissions && { graphPermissions }),
    }),
    openDatabase(clock),
  ]);
  const { storage } = database;
  const { contoso } = cloud;
  const messenger = createRecordingMessenger();
  const counted: CustodianOnCloud["counted"] = {
    postedAgain: 0,
    unconfirmed: 0,
    failed: [],
    givenUp: [],
    skipped: 0,
    outputs: {},
  };
  const graph = createGraph({
    url: cloud.urls.graph,
    credential: createCredential({
      kind: "client-secret",
      authorityHost: cloud.urls.login,
      tenantId: contoso.tenantId,
      clientId: cloud.graphApp.id,
      clientSecret: cloud.graphApp.secret,
    }),
    settingsToCheck: ["AZURE_CLIENT_SECRET"],
    rates: storage.rates,
    // What waits for Graph ends by the patience of who waits, and not by that of the client, nor on a slow machine.
    readTimeoutMs: 600_000,
  });
  const asking = {
    storage,
    graph,
    approversGroupId: contoso.approvers.id as GroupId,
    techniciansGroupId: contoso.technicians.id as GroupId,
    adminsGroupId: contoso.admins.id as GroupId,
    clock,
    log: quiet,
  };
  const deps: CustodianDeps = {
    ...asking,
    lookUps: createLookUps(asking),
    managers: createManagers({ graph, clock }),
    approvers: createApproverList(asking),
    messenger,
    readsSignIns: false,
    reports: { kind: "off" },
    remediation,
    metrics: {
      decided: () => undefined,
      cardPostedAgain: () => {
        counted.postedAgain += 1;
      },
      unconfirmed: () => {
        counted.unconfirmed += 1;
      },
      reassignmentFailed: (what) => {
        counted.failed.push(what);
      },
      jobGivenUp: (job) => {
        counted.givenUp.push(job);
      },
      candidateSkipped: () => {
        counted.skipped += 1;
      },
      outputsSkipped: (fault, count) => {
        counted.outputs[fault] = (counted.outputs[fault] ?? 0) + count;
      },
    },
  };
  const custodian = createCustodian(deps);
  const channel = aChannel(contoso.cast.admin);
  await seedSettings(storage, { ...SETTINGS, ...settings }, clock);
  if (!isFirstRun) await storage.firstRun.end();
  if (withChannel) await custodian.channels.use(channel);
  // The first sign-in takes longer than a click may wait.
  await graph.users.find(contoso.cast.admin.id);

  const spare = [...contoso.devices.values()].filter(
    (device) => !Object.values(contoso.stories).includes(device),
  );
  const aDevice: CustodianOnCloud["aDevice"] = ({
    owner = contoso.cast.owner,
    logons = LENT,
  } = {}) => {
    const device = spare.shift();
    if (!device) throw new Error("Contoso has no device left");
    device.joinType = "azureADJoined";
    device.primaryUsers = [{ userId: owner?.id ?? null, visibleAt: 0 }];
    device.logons = Object.entries(logons).map(([upn, count]) => ({
      userId: contoso.person(upn).id,
      count,
      lastAt: clock.now(),
    }));
    return device;
  };

  const get = async (id: ProposalId): Promise<Proposal> => {
    const proposal = await storage.proposals.find(id);
    if (!proposal) throw new Error(`There is no proposal ${id}`);
    return proposal;
  };

  return {
    cloud,
    contoso,
    clock,
    storage,
    messenger,
    custodian,
    deps,
    counted,
    channel,
    aDevice,
    get,
    stateOf: async (id) => (await get(id)).state.kind,

    async reportLogons(device, logons = contoso.userHash(device)) {
      await storage.evidence.record({
        deviceId: device.id as DeviceId,
        source: "device-report",
        observedAt: clock.now(),
        receivedAt: clock.now(),
        logonsByUpn: new Map(
          Object.entries(logons).map(([upn, n]) => [upn.toLowerCase(), n]),
        ),
      });
      clock.advance(1);
      await evaluateDevice(deps, device.id as DeviceId);
      return await storage.proposals.findActive(device.id as DeviceId);
    },

    async listNow({ id }) {
      const listed = await graph.devices.findListed(id as DeviceId);
      if (!listed) throw new Error("Intune has no device");
      const listedUser = await graph.primaryUsers.get(id as DeviceId);
      await storage.devices.saveAll([{ ...listed, listedUser }], clock.now());
    },

    async propose(by, device, to) {
      const result = await custodian.propose(
        {
          device: device.id,
          user: to?.userPrincipalName ?? null,
          requestedBy: by.id as UserId,
        },
        patient(by),
      );
      if ("message" in result) throw new Error(english.t(result.message));
      if (result.kind === "checking") throw new Error("Still being checked");
      return result.proposal;
    },

    async answer(by, { id, version }, answer) {
      for (let tries = 1; ; tries += 1) {
        const result = await custodian.applyAction(
          { ...answer, proposalId: id, version },
          clickedBy(by),
        );
        // A machine that has other things to do is no slow Entra: people click again.
        const isEntraSlow = cloud.faults.areSet || tries === MOST_CLICKS;
        if (result.kind !== "checking" || isEntraSlow) return result;
      }
    },

    async show(id) {
      await syncProposalCard(deps, id, false);
      return await get(id);
    },

    apply: (id) => codeOfRetry(applyReassignment(forDecisions(deps), id)),
    verify: (id) => codeOfRetry(verifyReassignment(forDecisions(deps), id)),
    undo: (id) => codeOfRetry(undoReassignment(forDecisions(deps), id)),

    async auditOf(id) {
      const rows = await storage.audit.page(0, 10_000);
      return rows
        .filter(({ proposalId }) => proposalId === id)
        .map(({ kind }) => kind);
    },

    writes: (device) =>
      cloud.requests.filter(
        ({ service, method, path }) =>
          service === "graph" &&
          (method === "POST" || method === "DELETE") &&
          path.endsWith("/users/$ref") &&
          (!device || path.includes(device.id)),
      ),

    primaryUser(device) {
      const id = cloud.intune.primaryUser(device);
      return id === null ? null : (contoso.people.get(id) ?? null);
    },

    letWritesShow(device) {
      device.primaryUsers = device.primaryUsers.map(({ userId }) => ({
        userId,
        visibleAt: 0,
      }));
    },

    work: () => startWorkers(deps),

    async close() {
      await database.dispose();
      await cloud.close();
    },
  };
}

export function clickedBy(person: Person): Actor {
  return {
    userId: person.id as UserId,
    replyTo: {
      userId: person.id as UserId,
      teamsUserId: person.teamsUserId,
      serviceUrl: "https://teams.example/emea/",
      conversationId: "19:helpdesk@thread.tacv2",
    },
  };
}

/** Somebody who proposes and waits for as long as it takes. */
export function patient(person: Person): ProposeWaiting {
  return { budgetMs: 60_000, replyTo: clickedBy(person).replyTo };
}

export function aChannel(
  chosenBy: Pick<Person, "id">,
  name: string = randomUUID(),
) {
  return {
    id: `19:${name}@thread.tacv2` as ChannelId,
    teamId: `19:team-${name}@thread.tacv2`,
    serviceUrl: "https://teams.example/emea/",
    tenantId: "contoso",
    chosenBy: chosenBy.id as UserId,
    chosenAt: new Date("2026-11-01T08:00:00Z"),
    lostAt: null,
  };
}

async function codeOfRetry(job: Promise<void>): Promise<string | null> {
  try {
    await job;
    return null;
  } catch (error) {
    if (
      error instanceof Error &&
      "retryable" in error &&
      error.retryable === true &&
      "code" in error
    )
      return String(error.code);
    throw error;
  }
}

/** Waits, in real time, until something holds. */
export async function eventually<T>(
  read: () => Promise<T> | T,
  holds: (value: T) => boolean = Boolean,
  withinMs = PATIENCE_MS,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > until)
      throw new Error(
        `Within ${withinMs} ms this did not hold: ${String(holds)}\nof ${String(read)}\nLast seen: ${JSON.stringify(value)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
