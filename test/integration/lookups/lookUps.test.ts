import { storable } from "../../../src/domain/plainText.ts";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from "@jest/globals";
import type { Device, DeviceId } from "../../../src/domain/devices/device.ts";
import type { ListedDevice } from "../../../src/domain/devices/directory.ts";
import { askLookUp } from "../../../src/usecases/lookups/askLookUp.ts";
import { isLate } from "../../../src/domain/lookups/question.ts";
import { readPeople } from "../../../src/usecases/people/findPeople.ts";
import { createLookUps } from "../../../src/usecases/lookups/lookUps.ts";
import {
  USER_PAGE,
  type DeviceAnswer,
  type LookUpOptions,
  type UserLookUpOptions,
} from "../../../src/domain/lookups/lookup.ts";
import type { Finding } from "../../../src/domain/matching/finding.ts";
import type { LookUps } from "../../../src/usecases/lookups/lookUps.ts";
import { toPersonRef, type UserId } from "../../../src/domain/people/user.ts";
import { type Sweep, isRunning } from "../../../src/domain/sweep/sweep.ts";
import { startSweep } from "../../../src/usecases/sweep/startSweep.ts";
import { sweepStep } from "../../../src/usecases/sweep/sweepStep.ts";
import type {
  Contoso,
  Person,
  SimulatedDevice,
} from "../../simulator/contoso.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/builders.ts";
import {
  eventually,
  startCustodianOnCloud,
  type CustodianOnCloud,
} from "../../support/custodianOnCloud.ts";
import { hostileTexts } from "../../support/hostileText.ts";
import { aListedDevice } from "../../support/stagingExamples.ts";
import { renderDevice } from "../../../bot/cards/renderDevice.ts";
import { saying } from "../../support/saying.ts";
import { PATIENCE_MS, until } from "../../support/until.ts";

const BUDGET_MS = 300;
const UNKNOWN_ID = "5b0c2f9e-7c39-4a6e-9a55-0d2f3c1e8b17";

let world: CustodianOnCloud;
let contoso: Contoso;
let lookUps: LookUps;
/** With look-ups that remember nothing yet. */
const asking = () => ({ ...world.deps, lookUps });

async function openTenant(): Promise<void> {
  world = await startCustodianOnCloud({
    settings: { sweepIntervalMinutes: 60 },
  });
  ({ contoso } = world);
}

async function sweep(): Promise<void> {
  await startSweep(world.deps);
  const { sweeps } = world.storage;
  for (;;) {
    const running: Sweep | null = await sweeps.findRunning();
    if (!running || !isRunning(running)) return;
    await sweepStep(world.deps, running.id);
  }
}

const idOf = ({ id }: SimulatedDevice) => id as DeviceId;
const userIdOf = ({ id }: Person) => id as UserId;

function by(
  person: Person,
  kind: "full" | "basic" = "full",
  budgetMs = PATIENCE_MS,
): LookUpOptions {
  return { asker: userIdOf(person), access: { kind }, budgetMs };
}

async function look(
  device: SimulatedDevice,
  options = by(contoso.cast.technician),
): Promise<DeviceAnswer> {
  const answer = await lookUps.device(idOf(device), options);
  if (!answer) throw new Error("Intune does not know the device");
  return answer;
}

const requestsFor = (id: string) =>
  world.cloud.requests.filter(
    ({ service, path }) => service === "graph" && path.includes(id),
  ).length;

const graphCalls = () =>
  world.cloud.requests.filter(({ service }) => service === "graph").length;

/** Ids, however it ended. */
function found(finding: Finding<{ readonly id: string }>): readonly string[] {
  switch (finding.kind) {
    case "one":
      return [finding.found.id];
    case "several":
      return finding.found.map(({ id }) => id);
    case "none":
      return [];
  }
}

beforeEach(() => {
  lookUps = createLookUps(world.deps);
});
afterEach(() => world.cloud.faults.clear());

describe("Finding a device before the first sweep", () => {
  beforeAll(openTenant);
  afterAll(() => world.close());

  it("asks Intune, which knows whole names, serial numbers and ids", async () => {
    const { owned, sameName, sameNameOther } = contoso.stories;
    for (const text of [
      owned.deviceName,
      owned.serialNumber,
      owned.id,
      owned.entraDeviceId.toUpperCase(),
    ])
      expect(found(await lookUps.findDevice(text, PATIENCE_MS))).toEqual([
        owned.id,
      ]);
    const twins = await lookUps.findDevice("LT-TWIN", PATIENCE_MS);
    expect(twins.kind).toBe("several");
    expect([...found(twins)].sort()).toEqual(
      [sameName.id, sameNameOther.id].sort(),
    );
  });

  it("keeps what Intune answered in time when another of its answers is late", async () => {
    const { owned } = contoso.stories;
    world.cloud.faults.hold("graph", /serialNumber eq/);
    expect(found(await lookUps.findDevice(owned.deviceName, 1_000))).toEqual([
      owned.id,
    ]);
    expect(await lookUps.findDevice("LT-NEVER-SEEN", 1_000)).toMatchObject({
      kind: "none",
      unchecked: true,
    });
  });

  it("knows of no reading that there is none while Intune was not heard about the other", async () => {
    world.cloud.faults.hold("graph", /Tablet LT-NEVER-SEEN/);
    expect(
      await askLookUp(
        asking(),
        { kind: "who", name: "Tablet LT-NEVER-SEEN", or: "LT-NEVER-SEEN" },
        userIdOf(contoso.cast.technician),
        1_000,
      ),
    ).toMatchObject({ kind: "choose-device", choice: { unchecked: true } });
  });

  it("asks Intune once for each reading of what was typed", async () => {
    const { owned } = contoso.stories;
    const asked = () =>
      world.cloud.requests.flatMap(
        ({ path }) => /serialNumber eq '([^']*)'/.exec(path)?.[1] ?? [],
      );
    const before = asked().length;
    const name = `Laptop ${owned.deviceName}`;
    expect(
      await askLookUp(
        asking(),
        { kind: "who", name, or: owned.deviceName },
        userIdOf(contoso.cast.technician),
        5000,
      ),
    ).toMatchObject({
      kind: "device",
      answer: { freshness: { kind: "live" } },
    });
    expect(asked().slice(before)).toEqual([name, owned.deviceName]);
  });

  it("reads the device live, and cannot while Graph is away", async () => {
    const { owned } = contoso.stories;
    expect(await look(owned)).toMatchObject({
      freshness: { kind: "live" },
      primaryUser: { person: { displayName: "Megan Bowen" } },
    });
    world.cloud.faults.hold("graph");
    await expect(
      look(owned, by(contoso.cast.technician, "full", BUDGET_MS)),
    ).rejects.toMatchObject({ code: "lookup.unavailable", retryable: true });
  });

  it("asks Entra for a whole UPN or an id, and remembers who it was", async () => {
    const { employee } = contoso.cast;
    const finding = await lookUps.findUser(
      employee.userPrincipalName.toUpperCase(),
      PATIENCE_MS,
    );
    expect(found(finding)).toEqual([employee.id]);
    const before = graphCalls();
    expect(await lookUps.findUser("Lidia Hollo", BUDGET_MS)).toMatchObject({
      kind: "one",
      match: "prefix",
    });
    expect(graphCalls()).toBe(before);
    expect(
      found(await lookUps.findUser(contoso.cast.owner.id, PATIENCE_MS)),
    ).toEqual([contoso.cast.owner.id]);
  });

  it("says that nobody was asked about a name that Entra cannot look up", async () => {
    await world.storage.people.purge(new Date(Date.now() + 1000 * DAY_MS));
    expect(await lookUps.findUser("Megan", PATIENCE_MS)).toMatchObject({
      kind: "none",
      unchecked: true,
      onlyDirectory: true,
    });
    expect(
      await lookUps.findUser("nobody@contoso.com", PATIENCE_MS),
    ).toMatchObject({ kind: "none", unchecked: false, onlyDirectory: false });
  });
});

describe("After a sweep", () => {
  beforeAll(async () => {
    await openTenant();
    await sweep();
  });
  afterAll(() => world.close());

  describe("Finding a device", () => {
    it("goes by name, serial number, Intune id and Entra id, in any case, without asking Intune", async () => {
      const { owned } = contoso.stories;
      const before = graphCalls();
      for (const text of [
        owned.deviceName,
        ` ${owned.deviceName.toLowerCase()} `,
        `<at>Custodian</at> “${owned.deviceName}”`,
        owned.serialNumber,
        owned.id.toUpperCase(),
        owned.entraDeviceId,
      ])
        expect(await lookUps.findDevice(text, BUDGET_MS)).toMatchObject({
          kind: "one",
          match: "exact",
          found: { id: owned.id, name: owned.deviceName },
        });
      expect(graphCalls()).toBe(before);
    });

    it("is a choice where names or serial numbers repeat, and of those that are named whole alone", async () => {
      const { sameName, sameNameOther, sameSerial, sameSerialOther } =
        contoso.stories;
      const longer = world.aDevice();
      longer.deviceName = "LT-TWIN-2";
      await sweepAgain();
      const twins = await lookUps.findDevice("lt-twin", BUDGET_MS);
      expect(twins).toMatchObject({ kind: "several", more: false });
      expect([...found(twins)].sort()).toEqual(
        [sameName.id, sameNameOther.id].sort(),
      );
      const serials = await lookUps.findDevice("Default  string", BUDGET_MS);
      expect([...found(serials)].sort()).toEqual(
        [sameSerial.id, sameSerialOther.id].sort(),
      );
      expect(await lookUps.findDevice("lt-twin-2", BUDGET_MS)).toMatchObject({
        kind: "one",
        match: "exact",
        found: { id: longer.id },
      });
    });

    it("finds by the beginning or a part, at most ten, and says how", async () => {
      expect(await lookUps.findDevice("byod", BUDGET_MS)).toMatchObject({
        kind: "one",
        match: "prefix",
        found: { name: "BYOD-0001" },
      });
      expect(await lookUps.findDevice("yod-00", BUDGET_MS)).toMatchObject({
        kind: "one",
        match: "inside",
        found: { name: "BYOD-0001" },
      });
      const many = await lookUps.findDevice("LT-", BUDGET_MS);
      expect(many).toMatchObject({ kind: "several", more: true });
      expect(found(many)).toHaveLength(10);
    });

    it("offers what looks alike when nothing has the name", async () => {
      const finding = await lookUps.findDevice("BYOD-001", BUDGET_MS);
      if (finding.kind !== "none") throw new Error(finding.kind);
      expect(finding.unchecked).toBe(false);
      expect(finding.near.map(({ name }) => name)).toContain("BYOD-0001");
      expect(finding.near.length).toBeLessThanOrEqual(5);
    });

    it("asks Intune for what enrolled after the sweep, before it takes what only begins so", async () => {
      const fresh = world.aDevice();
      const { id } = fresh;
      fresh.deviceName = "BYOD-000";
      expect(await lookUps.findDevice("byod-000", PATIENCE_MS)).toMatchObject({
        kind: "one",
        match: "exact",
        found: { id },
      });
    });

    it("takes what begins so when Intune does not answer within the budget", async () => {
      world.cloud.faults.hold("graph");
      const finding = await lookUps.findDevice("byod", BUDGET_MS);
      expect(finding).toMatchObject({ kind: "one", match: "prefix" });
    });

    it("says that Intune could not be asked when nothing was found", async () => {
      world.cloud.faults.hold("graph");
      expect(await lookUps.findDevice("nothing-like-it", BUDGET_MS)).toEqual({
        kind: "none",
        near: [],
        unchecked: true,
        refusal: null,
      });
    });

    it("asks Intune for a serial number as it was typed, with the quote in it, and then without", async () => {
      const { owned: quoted, mac: plain } = contoso.stories;
      const before = [quoted.serialNumber, plain.serialNumber] as const;
      [quoted.serialNumber, plain.serialNumber] = ["NB-QUOTE-2'", "NB-QUOTE-3"];
      for (const [text, { id }] of [
        ["NB-QUOTE-2'", quoted],
        ["nb-quote-3'", plain],
        ["'NB-QUOTE-3'", plain],
        [`{${plain.id}}`, plain],
      ] as const)
        expect(found(await lookUps.findDevice(text, PATIENCE_MS))).toEqual([
          id,
        ]);
      [quoted.serialNumber, plain.serialNumber] = before;
    });

    it("takes hostile text for a name that nothing has, or that a device really has", async () => {
      const device = world.aDevice();
      for (const text of [
        ...hostileTexts,
        "",
        " ",
        "%",
        "_",
        "'",
        "' or 1 eq 1",
      ])
        expect((await lookUps.findDevice(text, PATIENCE_MS)).kind).not.toBe(
          "one",
        );
      for (const text of ["O'Neil's #1 100%_☕", "שלום-01", 'a"b\\c&d+e'])
        for (const known of [false, true]) {
          device.deviceName = text;
          if (known) await sweepAgain();
          expect(found(await lookUps.findDevice(text, PATIENCE_MS))).toEqual([
            device.id,
          ]);
        }
    });

    async function sweepAgain(): Promise<void> {
      world.clock.advance(5 * HOUR_MS);
      for (const device of contoso.devices.values())
        device.lastSyncAt = world.clock.now();
      await sweep();
    }
  });

  describe("Finding a person", () => {
    it("goes by UPN, mail, object id and display name, in any case, without asking Entra", async () => {
      const { owner, guest } = contoso.cast;
      const before = graphCalls();
      for (const text of [
        owner.userPrincipalName.toUpperCase(),
        owner.id.toUpperCase(),
        "megan bowen",
        "Mégan  Bowen",
      ])
        expect(found(await lookUps.findUser(text, BUDGET_MS))).toEqual([
          owner.id,
        ]);
      for (const text of [guest.mail ?? "", guest.userPrincipalName])
        expect(found(await lookUps.findUser(text, BUDGET_MS))).toEqual([
          guest.id,
        ]);
      expect(graphCalls()).toBe(before);
    });

    it("is a choice between people of one name, and never takes one UPN for the end of another", async () => {
      const { namesake, otherNamesake, lookAlike } = contoso.cast;
      const both = await lookUps.findUser("alex wilber", BUDGET_MS);
      expect(both.kind).toBe("several");
      expect([...found(both)].sort()).toEqual(
        [namesake.id, otherNamesake.id].sort(),
      );
      expect(
        found(await lookUps.findUser("user@contoso.com", BUDGET_MS)),
      ).toEqual([lookAlike.id]);
    });

    it("finds the same words in another order, as a part of a name", async () => {
      const { owner } = contoso.cast;
      for (const text of ["Bowen, Mégan", "bowen megan"])
        expect(await lookUps.findUser(text, BUDGET_MS)).toMatchObject({
          kind: "one",
          found: { id: owner.id },
          match: "inside",
        });
    });

    it("offers look-alikes of a name that nobody has", async () => {
      const finding = await lookUps.findUser("Meggan Bowen", BUDGET_MS);
      if (finding.kind !== "none") throw new Error(finding.kind);
      expect(finding.near[0]?.displayName).toBe("Megan Bowen");
    });

    it("takes hostile text for a name that nobody has", async () => {
      for (const text of [...hostileTexts, "", "%", "../../groups", "a'b@c.d"])
        expect(["several", "none"]).toContain(
          (await lookUps.findUser(text, PATIENCE_MS)).kind,
        );
    });
  });

  describe("What is known of a device", () => {
    it("is read live: who has it, where they sit, who leads them, since when and how sure", async () => {
      const { owned } = contoso.stories;
      const { owner, admin, technician } = contoso.cast;
      const answer = await look(owned);
      expect(answer).toMatchObject({
        freshness: { kind: "live" },
        device: {
          device: { id: owned.id, name: owned.deviceName },
          listedUser: { id: owner.id },
        },
        primaryUser: {
          person: { id: owner.id, displayName: "Megan Bowen" },
          department: owner.department,
          officeLocation: owner.officeLocation,
          manager: { id: admin.id },
        },
        since: { by: "enrolment", at: owned.enrolledAt },
        confidence: "uses-it",
        proposal: null,
        intuneUrl: `https://intune.microsoft.com/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${owned.id}`,
      });
      expect(answer.seen.map(({ person }) => person?.id).sort()).toEqual(
        [owner.id, technician.id].sort(),
      );
      expect(answer.seen.every(({ logons }) => logons === null)).toBe(true);
      expect(answer.seenAt).toEqual(world.clock.now());
    });

    it("counts what a device reported, and says when", async () => {
      const { handedOver } = contoso.stories;
      const { newOwner, owner } = contoso.cast;
      const proposal = await world.reportLogons(handedOver);
      const answer = await look(handedOver);
      expect(answer.seen.slice(0, 2)).toMatchObject([
        { person: { id: newOwner.id }, logons: 11 },
        { person: { id: owner.id }, logons: 2 },
      ]);
      expect(answer.seen[0]?.lastAt).toBeInstanceOf(Date);
      expect(answer.confidence).toBe("others-use-it-more");
      // It is asked about already.
      expect(answer.suggested).toBeNull();
      expect(proposal).not.toBeNull();
      expect(answer.proposal).toEqual(proposal);
    });

    it("believes `…/users` where the read by id shows who enrolled the device", async () => {
      const { newOwner } = contoso.cast;
      const device = world.aDevice({ owner: newOwner });
      const answer = await look(device);
      expect(answer.primaryUser?.person.id).toBe(newOwner.id);
      expect(answer.device.listedUser?.id).toBe(newOwner.id);
      expect(answer.since).toEqual({ by: "elsewhere", at: null });
    });

    it("shows no primary user of a shared device, although the directory still has one", async () => {
      const device = world.aDevice();
      device.primaryUsers = [{ userId: null, visibleAt: 0 }];
      expect(await look(device)).toMatchObject({
        freshness: { kind: "live" },
        primaryUser: null,
        device: { listedUser: null },
      });
    });

    it("says that a change which the sweep did not see yet was made elsewhere, however often it is asked", async () => {
      const { owner, newOwner } = contoso.cast;
      const device = world.aDevice({ owner });
      const row = await world.storage.devices.find(idOf(device));
      const person = await world.storage.people.find(userIdOf(owner));
      if (!row || !person) throw new Error("The sweep did not see them");
      // Until a change is seen, nobody knows.
      await world.storage.devices.saveAll(
        [{ ...row, enrolledByUpn: null, listedUser: toPersonRef(person.user) }],
        world.clock.now(),
      );
      device.primaryUsers.push({ userId: newOwner.id, visibleAt: 0 });
      const changed = {
        primaryUser: { person: { id: newOwner.id } },
        since: { by: "elsewhere", at: null },
      };
      expect(await look(device)).toMatchObject(changed);
      expect(await look(device)).toMatchObject(changed);
    });

    it("marks a primary user who is deleted, disabled or a guest", async () => {
      const { guest, newOwner } = contoso.cast;
      const device = world.aDevice();
      device.primaryUsers.push({ userId: guest.id, visibleAt: 0 });
      expect(await look(device)).toMatchObject({
        primaryUser: { account: ["guest"] },
      });
      device.primaryUsers.push({ userId: newOwner.id, visibleAt: 0 });
      expect(await look(device)).toMatchObject({
        primaryUser: { account: [] },
      });
      newOwner.accountEnabled = false;
      expect(await look(device)).toMatchObject({
        primaryUser: { account: ["disabled"] },
      });
      newOwner.accountEnabled = true;
      // Intune may go on naming whom Entra has forgotten.
      world.cloud.faults.add({
        service: "graph",
        path: `v1.0/users/${newOwner.id}`,
        times: Infinity,
        fault: { kind: "status", status: 404 },
      });
      expect(await look(device)).toMatchObject({
        primaryUser: { person: { id: newOwner.id }, account: ["deleted"] },
      });
    });

    it("names our own change, and somebody else's after it", async () => {
      const { approver, owner, newOwner, employee, admin } = contoso.cast;
      const device = world.aDevice({ owner });
      const proposal = await world.propose(admin, device, newOwner);
      const { id } = proposal;
      await world.answer(approver, proposal, { kind: "approve" });
      await world.apply(id);
      world.letWritesShow(device);
      await world.verify(id);
      expect(await world.stateOf(id)).toBe("verified");
      expect(await look(device)).toMatchObject({
        primaryUser: { person: { id: newOwner.id } },
        since: { by: "custodian", proposal: { id } },
      });
      device.primaryUsers.push({ userId: employee.id, visibleAt: 0 });
      expect(await look(device)).toMatchObject({
        primaryUser: { person: { id: employee.id } },
        since: { by: "elsewhere", at: null },
      });
    });

    it.each([0, -20, 0.4])(
      "comes from the directory when nothing is left of the budget: %d ms",
      async (budgetMs) => {
        const { owned } = contoso.stories;
        const { technician } = contoso.cast;
        const options = by(technician, "full", budgetMs);
        expect(await look(owned, options)).toMatchObject({
          freshness: { kind: "directory" },
        });
        const id = userIdOf(technician);
        expect(await lookUps.user(id, options)).toMatchObject({
          freshness: { kind: "directory" },
        });
        const open = createLookUps({ ...world.deps, techniciansGroupId: null });
        expect((await open.access(id, budgetMs)).kind).toBe("full");
        await lookUps.findDevice("no such device", budgetMs);
        await lookUps.findUser("nobody@contoso.com", budgetMs);
      },
    );

    it("is nothing once Intune has forgotten the device", async () => {
      const device = world.aDevice();
      contoso.devices.delete(device.id);
      expect(
        await lookUps.device(idOf(device), by(contoso.cast.technician)),
      ).toBeNull();
    });

    it("comes from the directory, with its age, within the budget while Graph does not answer", async () => {
      const { owned } = contoso.stories;
      const { owner } = contoso.cast;
      const row = await world.storage.devices.find(idOf(owned));
      world.cloud.faults.hold("graph");
      const answer = await look(
        owned,
        by(contoso.cast.technician, "full", BUDGET_MS),
      );
      expect(answer).toMatchObject({
        freshness: { kind: "directory", seenAt: row?.seenAt },
        device: { device: { id: owned.id } },
        primaryUser: {
          person: { id: owner.id },
          department: owner.department,
          manager: null,
        },
        since: { by: "enrolment" },
        confidence: "uses-it",
      });
      expect(answer.seenAt).toEqual(row?.seenAt);
    });

    it("comes from the directory while Graph refuses or breaks off", async () => {
      for (const fault of [
        { kind: "status", status: 503 },
        { kind: "reset", when: "before" },
        { kind: "throttled" },
      ] as const) {
        world.cloud.faults.clear();
        world.cloud.faults.add({ service: "graph", times: Infinity, fault });
        const { freshness } = await look(
          contoso.stories.owned,
          by(contoso.cast.technician, "full", BUDGET_MS),
        );
        expect(freshness.kind).toBe("directory");
      }
    });

    it("says a refusal as what it is, with the permission that is missing, and waits for nothing", async () => {
      const { owned } = contoso.stories;
      const { technician, owner } = contoso.cast;
      const row = await world.storage.devices.find(idOf(owned));
      const forbid = (path: string, permission: string) =>
        world.cloud.faults.add({
          service: "graph",
          path,
          times: Infinity,
          fault: { kind: "forbidden", permission },
        });
      forbid("managedDevices", "DeviceManagementManagedDevices.Read.All");
      const ask = (text: string) =>
        askLookUp(
          asking(),
          { kind: "who", name: text },
          userIdOf(technician),
          PATIENCE_MS,
        );
      const known = await ask(owned.deviceName);
      expect(known).toMatchObject({
        kind: "device",
        answer: {
          freshness: {
            kind: "directory",
            seenAt: row?.seenAt,
            refusal: saying(/DeviceManagementManagedDevices/),
          },
        },
      });
      const unknown = await ask("LT-NEVER-SEEN");
      expect(unknown).toMatchObject({
        kind: "choose-device",
        choice: {
          unchecked: true,
          refusal: saying(/DeviceManagementManagedDevices/),
        },
      });
      const byId = await askLookUp(
        asking(),
        {
          kind: "device",
          id: "5b0c2f9e-0000-4a6e-9a55-000000000001" as DeviceId,
        },
        userIdOf(technician),
        PATIENCE_MS,
      );
      expect(byId).toMatchObject({
        kind: "unavailable",
        refusal: saying(/DeviceManagementManagedDevices/),
      });

      forbid("/users/", "User.Read.All");
      const person = await askLookUp(
        asking(),
        { kind: "user", name: owner.userPrincipalName },
        userIdOf(technician),
        PATIENCE_MS,
      );
      expect(person).toMatchObject({
        kind: "user",
        answer: { freshness: { refusal: saying(/User\.Read\.All/) } },
      });
      expect([known, unknown, byId, person].map(isLate)).toEqual([
        false,
        false,
        false,
        false,
      ]);
    });

    it("keeps what is no answer of Graph's apart from what is late", async () => {
      world.cloud.faults.add({
        service: "graph",
        path: "managedDevices",
        times: Infinity,
        fault: { kind: "status", status: 200, body: { value: "none" } },
      });
      const reply = await askLookUp(
        asking(),
        { kind: "who", name: contoso.stories.owned.deviceName },
        userIdOf(contoso.cast.technician),
        PATIENCE_MS,
      );
      expect(reply).toMatchObject({
        answer: {
          freshness: { refusal: { say: "graph.unexpected-answer" } },
        },
      });
      expect(isLate(reply)).toBe(false);
    });

    it("keeps what came in time when only a part of it is late", async () => {
      const { newOwner, owner } = contoso.cast;
      const device = world.aDevice({ owner: newOwner });
      device.deviceName = "RENAMED-01";
      const row = await world.storage.devices.find(idOf(device));
      const late = (path: RegExp) => world.cloud.faults.hold("graph", path);
      // What is not late has as long.
      const options = by(contoso.cast.technician, "full", 4_000);

      const users = late(/managedDevices\/[^/]+\/users$/);
      expect(await look(device, options)).toMatchObject({
        freshness: { kind: "directory", seenAt: row?.seenAt },
        device: { device: { name: "RENAMED-01" } },
        primaryUser: row?.listedUser
          ? { person: { id: row.listedUser.id } }
          : null,
      });
      users.remove();

      const single = late(/managedDevices\/[^/]+\?/);
      expect(await look(device, options)).toMatchObject({
        freshness: { kind: "directory" },
        device: { device: { name: row?.device.name } },
        primaryUser: { person: { id: newOwner.id } },
      });
      single.remove();

      late(/v1\.0\/users\//);
      expect(await look(contoso.stories.owned, options)).toMatchObject({
        freshness: { kind: "live" },
        primaryUser: {
          person: { id: owner.id },
          department: owner.department,
          manager: null,
          isManagerLate: true,
        },
      });
    });

    it("costs four requests, at the same time where the directory knows whose it is", async () => {
      const { owned } = contoso.stories;
      const asked = () =>
        requestsFor(owned.id) + requestsFor(contoso.cast.owner.id);
      const before = asked();
      const graph = world.cloud.faults.hold("graph");
      const looking = look(
        owned,
        by(contoso.cast.technician, "full", PATIENCE_MS),
      );
      await until("all four are under way", () => graph.struck === 4);
      graph.remove();
      const answer = await looking;
      expect(answer.freshness.kind).toBe("live");
      expect(answer.primaryUser?.manager).not.toBeNull();
      expect(asked() - before).toBe(4);
    });

    it("shows hostile names as they are, in both kinds of answers", async () => {
      const device = world.aDevice();
      for (const text of hostileTexts) {
        device.deviceName = text.toWellFormed();
        const answer = await look(device);
        expect(answer.device.device.name).toBe(storable(text));
      }
    });
  });

  describe("What somebody may see who is no technician", () => {
    it("of a device is who has it, but of the logons only their own, in no field", async () => {
      const { handedOver } = contoso.stories;
      const { owner, newOwner, technician } = contoso.cast;
      await world.reportLogons(handedOver);
      const answer = await look(handedOver, by(owner, "basic"));
      expect(answer).toMatchObject({
        primaryUser: { person: { id: owner.id } },
        confidence: "not-shown",
        seen: [{ person: { id: owner.id }, logons: 2 }],
        proposal: { evidence: null },
      });
      expect(answer.device.lastLogons.map(({ userId }) => userId)).toEqual([
        owner.id,
      ]);
      const told = JSON.stringify({ ...answer, proposal: null });
      expect(told).not.toContain(newOwner.id);
      expect(told).not.toContain(technician.id);

      const stranger = await look(
        handedOver,
        by(contoso.cast.employee, "basic"),
      );
      expect(stranger.seen).toEqual([]);
      expect(stranger.seenAt).toBeNull();
      expect(stranger.device.lastLogons).toEqual([]);
    });

    it("of somebody else is which devices they have, of themselves also which they use", async () => {
      const { newOwner, owner } = contoso.cast;
      const other = await lookUps.user(userIdOf(newOwner), by(owner, "basic"));
      expect(other?.used).toBeNull();
      const self = await lookUps.user(
        userIdOf(newOwner),
        by(newOwner, "basic"),
      );
      expect(self?.used?.length).toBeGreaterThan(0);
      const full = [];
      for (let page = 0, pages = 1; page < pages; page++) {
        const options = { ...by(owner, "full"), page };
        const answer = await lookUps.user(userIdOf(newOwner), options);
        full.push(...(answer?.used ?? []));
        pages = answer?.pages ?? 1;
      }
      expect(full.map(({ device }) => device.id)).toContain(
        contoso.stories.handedOver.id,
      );
      for (const { lastLogons } of [
        ...(self?.used ?? []),
        ...(other?.owned ?? []),
      ])
        for (const { userId } of lastLogons) expect(userId).toBe(newOwner.id);
    });
  });

  describe("What is known of a person", () => {
    it("is read live, with their manager and the directory's devices", async () => {
      const { owner, admin } = contoso.cast;
      const answer = await lookUps.user(
        userIdOf(owner),
        by(contoso.cast.technician),
      );
      expect(answer).toMatchObject({
        user: { id: owner.id, department: owner.department },
        freshness: { kind: "live" },
        manager: { id: admin.id },
        entraUrl: `https://intune.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${owner.id}`,
      });
      const owned = answer?.owned.map(({ device }) => device.id) ?? [];
      expect(owned).toContain(contoso.stories.owned.id);
      const used = answer?.used?.map(({ device }) => device.id) ?? [];
      expect(used.filter((id) => owned.includes(id))).toEqual([]);
    });

    it("tells the age of the devices beside, and leaves out what they used long ago", async () => {
      const { storage, clock } = world;
      const { owner, technician } = contoso.cast;
      const options = by(technician);
      const device = world.aDevice();
      const row = await storage.devices.find(idOf(device));
      if (!row) throw new Error("The directory does not know the device");
      const logon = (days: number) => ({
        userId: userIdOf(owner),
        at: new Date(clock.now().getTime() - days * DAY_MS),
      });
      const used = async (days: number) => {
        const lastLogons = [logon(days)];
        await storage.devices.saveAll(
          [{ ...row, listedUser: null, lastLogons }],
          row.seenAt,
        );
        const answer = await lookUps.user(userIdOf(owner), options);
        expect(answer).toMatchObject({
          freshness: { kind: "live" },
          devicesSeenAt: row.seenAt,
        });
        return answer?.used?.map(({ device: { id } }) => id);
      };
      expect(await used(89)).toContain(device.id);
      expect(await used(91)).not.toContain(device.id);
      await storage.devices.saveAll([row], row.seenAt);
    });

    it("tells which devices they use by the devices' own reports too, each once, within the window of evidence", async () => {
      const { storage, clock } = world;
      const { employee, technician } = contoso.cast;
      const device = world.aDevice();
      const row = await storage.devices.find(idOf(device));
      if (!row) throw new Error("The directory does not know the device");
      const daysAgo = (days: number) =>
        new Date(clock.now().getTime() - days * DAY_MS);
      const report = (days: number) =>
        storage.evidence.record({
          deviceId: idOf(device),
          source: "device-report",
          observedAt: daysAgo(days),
          receivedAt: clock.now(),
          logonsByUpn: new Map([[employee.userPrincipalName.toLowerCase(), 4]]),
        });
      const used = async (
        options: UserLookUpOptions = by(technician),
        person = employee,
      ) => {
        const answer = await lookUps.user(userIdOf(person), options);
        return answer?.used?.filter((one) => one.device.id === device.id);
      };
      await storage.devices.saveAll(
        [{ ...row, device: { ...row.device, enrolledAt: daysAgo(90) } }],
        row.seenAt,
      );
      await report(7.1);
      expect(await used()).toEqual([]);
      await report(6.9);
      const reported = { logons: 4, at: daysAgo(6.9) };
      expect(await used()).toMatchObject([{ reported }]);
      const lastLogons = [{ userId: userIdOf(employee), at: daysAgo(3) }];
      await storage.devices.saveAll([{ ...row, lastLogons }], row.seenAt);
      expect(await used()).toMatchObject([{ reported, lastLogons }]);

      expect(await used(by(employee, "basic"))).toMatchObject([{ reported }]);
      expect(await used(by(contoso.cast.owner, "basic"))).toBeUndefined();
      expect(
        await used({ ...by(technician), ownedOnly: true }),
      ).toBeUndefined();
      await storage.devices.saveAll([row], row.seenAt);
      await storage.evidence.deleteForDevice(idOf(device));
    });

    it("comes in pages: what they own, then what they use, each device once and none left out", async () => {
      const { storage } = world;
      const { employee, technician } = contoso.cast;
      const id = userIdOf(employee);
      const page = async (page: number, ownedOnly = false) => {
        const options = { ...by(technician), page, ownedOnly };
        const answer = await lookUps.user(id, options);
        if (!answer) throw new Error("Entra does not know them");
        return answer;
      };
      const before = await page(0);
      const listedUser = { ...employee, id };
      const at = world.clock.now();
      const given = (count: number, more: Partial<ListedDevice>) =>
        storage.devices.saveAll(
          Array.from({ length: count }, () =>
            aListedDevice({ listedUser: null, lastLogons: [], ...more }),
          ),
          new Date(0),
        );
      await given(USER_PAGE + 2, { listedUser });
      await given(2 * USER_PAGE, { lastLogons: [{ userId: id, at }] });
      const ownedTotal = before.ownedTotal + USER_PAGE + 2;
      const usedTotal = before.usedTotal + 2 * USER_PAGE;

      const first = await page(0);
      const all = [first];
      for (let next = 1; next < first.pages; next++) all.push(await page(next));
      const idsOf = (devices: readonly { readonly device: Device }[]) =>
        devices.map(({ device }) => device.id);
      const owned = all.flatMap((one) => idsOf(one.owned));
      const used = all.flatMap((one) => idsOf(one.used ?? []));
      expect(new Set([...owned, ...used]).size).toBe(ownedTotal + usedTotal);
      expect(owned).toHaveLength(ownedTotal);
      for (const [place, one] of all.entries()) {
        expect(one).toMatchObject({ page: place, ownedTotal, usedTotal });
        if (place < all.length - 1)
          expect(one.owned.length + (one.used?.length ?? 0)).toBe(USER_PAGE);
      }
      expect(await page(1_000_000)).toEqual(all.at(-1));

      const inChannel = await page(1_000_000, true);
      expect(inChannel).toMatchObject({ used: null, usedTotal: 0 });
      expect(inChannel.page).toBe(Math.ceil(ownedTotal / USER_PAGE) - 1);
      expect(inChannel.owned).toHaveLength(ownedTotal % USER_PAGE);
      await storage.devices.forgetUnseen(new Date(1));
    });

    it("agrees with what was verified or read live of a device since the sweep", async () => {
      const { approver, owner, newOwner, admin, technician } = contoso.cast;
      const device = world.aDevice({ owner });
      const holders = async () => {
        const has = [];
        for (const person of [owner, newOwner]) {
          const id = userIdOf(person);
          const answer = await lookUps.user(id, by(technician));
          if (answer?.owned.some((one) => one.device.id === device.id))
            has.push(id);
        }
        return has;
      };
      await look(device);
      expect(await holders()).toEqual([owner.id]);
      const proposal = await world.propose(admin, device, newOwner);
      await world.answer(approver, proposal, { kind: "approve" });
      await world.apply(proposal.id);
      world.letWritesShow(device);
      await world.verify(proposal.id);
      expect(await world.stateOf(proposal.id)).toBe("verified");
      expect(await holders()).toEqual([newOwner.id]);
      device.primaryUsers.push({ userId: owner.id, visibleAt: 0 });
      await look(device);
      expect(await holders()).toEqual([owner.id]);
    });

    it("comes from the directory, with its age, while Graph is slow or away", async () => {
      const { owner } = contoso.cast;
      const known = await world.storage.people.find(userIdOf(owner));
      world.cloud.faults.hold("graph");
      const answer = await lookUps.user(
        userIdOf(owner),
        by(contoso.cast.technician, "full", BUDGET_MS),
      );
      expect(answer).toMatchObject({
        user: { id: owner.id },
        freshness: { kind: "directory", seenAt: known?.readAt },
        manager: null,
        isManagerLate: true,
      });
    });

    it("is nothing when Entra does not know them, and unavailable when it does not say", async () => {
      const nobody = "11111111-2222-4333-8444-555555555555" as UserId;
      expect(
        await lookUps.user(nobody, by(contoso.cast.technician)),
      ).toBeNull();
      world.cloud.faults.hold("graph");
      await expect(
        lookUps.user(nobody, by(contoso.cast.technician, "full", BUDGET_MS)),
      ).rejects.toMatchObject({ code: "lookup.unavailable" });
    });
  });

  describe("Lists while somebody types", () => {
    it("come from the directory alone, page by page", async () => {
      const before = graphCalls();
      const first = await lookUps.searchDevices("LT-00", 5, 0);
      const second = await lookUps.searchDevices("LT-00", 5, 5);
      const names = [...first, ...second].map(({ device }) => device.name);
      expect(names).toHaveLength(10);
      expect(names).toEqual([...new Set(names)].sort());
      const [megan] = await lookUps.searchUsers("bowen", 5, 0);
      expect(megan?.displayName).toBe("Megan Bowen");
      expect(graphCalls()).toBe(before);
    });

    it("begin with what the person looked at last, without what is gone since", async () => {
      const { owned, handedOver, mac } = contoso.stories;
      const { owner, admin, employee } = contoso.cast;
      const me = userIdOf(admin);
      for (const device of [owned, handedOver, mac, owned]) {
        await lookUps.record(me, { kind: "device", id: idOf(device) });
        world.clock.advance(MINUTE_MS);
      }
      await lookUps.record(me, { kind: "device", id: "gone" as DeviceId });
      await lookUps.record(me, { kind: "user", id: userIdOf(owner) });
      const recent = await lookUps.recentDevices(me, 10);
      expect(recent.map(({ device }) => device.id)).toEqual([
        owned.id,
        mac.id,
        handedOver.id,
      ]);
      expect((await lookUps.recentUsers(me, 10)).map(({ id }) => id)).toEqual([
        owner.id,
      ]);
      expect(await lookUps.recentDevices(userIdOf(employee), 10)).toEqual([]);
    });

    it("name the primary user whom Intune's list names by an id alone, where the directory knows them", async () => {
      const { owner, technician } = contoso.cast;
      const listed = (id: string, name: string) =>
        aListedDevice(
          {
            listedUser: {
              id: id as UserId,
              displayName: id,
              userPrincipalName: "",
            },
          },
          { name },
        );
      const [one, other] = [
        listed(owner.id, "NAMELESS-1"),
        listed(UNKNOWN_ID, "NAMELESS-2"),
      ];
      await world.storage.devices.saveAll([one, other], new Date(0));
      const me = userIdOf(technician);
      for (const { device } of [other, one])
        await lookUps.record(me, { kind: "device", id: device.id });
      for (const devices of [
        await lookUps.searchDevices("nameless-", 9, 0),
        (await lookUps.findDevicesInText("NAMELESS-1 and NAMELESS-2")).devices,
        (await lookUps.recentDevices(me, 9)).filter(({ device }) =>
          device.name.startsWith("NAMELESS"),
        ),
      ])
        expect(
          new Set(devices.map(({ listedUser }) => listedUser?.displayName)),
        ).toEqual(new Set([owner.displayName, UNKNOWN_ID]));
    });

    it("show devices of any name that a message has whole, with blanks and signs in it", async () => {
      const names = [
        "Laptop 7",
        "two words pc",
        "Ana's iPhone",
        "💻-lap🔥",
        "100%",
        "#hash%27",
        "**fett**",
        "back\\slash",
        "<b>hi</b>",
        "odd-0421",
      ];
      await world.storage.devices.saveAll(
        names.map((name) => aListedDevice({}, { name })),
        new Date(0),
      );
      const { devices, isWhole } = await lookUps.findDevicesInText(
        `Is ${names.slice(0, -1).join(" or ")}, or (odd–0421) yours?`,
      );
      expect(devices.map(({ device }) => device.name)).toEqual(names);
      expect(isWhole).toBe(true);
    });

    it("show the devices that a message names, in its order, and no others", async () => {
      const { owned, handedOver, sameName, sameNameOther, mac } =
        contoso.stories;
      const before = graphCalls();
      const { devices } = await lookUps.findDevicesInText(
        `Is ${mac.deviceName.toLowerCase()} or LT-TWIN (not LT-00, LT-9999X) yours? See ${owned.id}, ${handedOver.serialNumber}; ${handedOver.entraDeviceId}.`,
      );
      const ids = devices.map(({ device }) => device.id);
      expect(ids[0]).toBe(mac.id);
      expect(ids.slice(1, 3).sort()).toEqual(
        [sameName.id, sameNameOther.id].sort(),
      );
      expect(ids.slice(3)).toEqual([owned.id, handedOver.id]);
      expect(graphCalls()).toBe(before);
      for (const text of hostileTexts)
        expect(
          (await lookUps.findDevicesInText(text.repeat(200))).devices,
        ).toEqual([]);
    });

    it("find what other programs put around a name, and a name with just that first", async () => {
      const { owned } = contoso.stories;
      const { owner } = contoso.cast;
      const { deviceName } = owned;
      const whole = `${deviceName}.contoso.com`;
      const idsOf = async (text: string) =>
        (await lookUps.searchDevices(text, 5, 0)).map(
          ({ device }) => device.id,
        );
      const inText = async (text: string) =>
        (await lookUps.findDevicesInText(text)).devices.map(
          ({ device }) => device.id,
        );
      const wrapped = [
        `CONTOSO\\${deviceName}$`,
        `[${deviceName}],`,
        `S/N: ${owned.serialNumber}`,
        deviceName.replace("-", "\u2011"),
        whole,
      ];
      for (const text of wrapped) {
        expect(found(await lookUps.findDevice(text, PATIENCE_MS))).toEqual([
          owned.id,
        ]);
        expect(await idsOf(text)).toEqual([owned.id]);
        expect(await inText(`Is ${text} yours?`)).toEqual([owned.id]);
      }
      // Only a whole known name is meant by the first part of a domain name.
      expect(
        found(
          await lookUps.findDevice(
            `${deviceName.slice(0, -1)}.contoso.com`,
            PATIENCE_MS,
          ),
        ),
      ).toEqual([]);
      for (const text of [
        `${owner.displayName} <${owner.userPrincipalName}>`,
        `mailto:${owner.userPrincipalName}`,
      ]) {
        expect(found(await lookUps.findUser(text, PATIENCE_MS))).toEqual([
          owner.id,
        ]);
        expect(
          (await lookUps.searchUsers(text, 5, 0)).map(({ id }) => id),
        ).toEqual([owner.id]);
      }

      const named = aListedDevice({}, { name: whole });
      await world.storage.devices.saveAll([named], new Date(0));
      const { id } = named.device;
      expect(found(await lookUps.findDevice(whole, PATIENCE_MS))).toEqual([id]);
      expect(await idsOf(whole)).toEqual([id]);
      expect(await inText(`Is ${whole} yours?`)).toEqual([id]);
      expect(await inText(`${whole} or ${deviceName}`)).toEqual([id, owned.id]);
      await world.storage.devices.forgetUnseen(new Date(1));
    });
  });
  describe("Who may look things up", () => {
    it.each<[string, () => Person, "full" | "basic" | "none"]>([
      ["a technician", () => contoso.cast.technician, "full"],
      ["an approver", () => contoso.cast.approver, "full"],
      [
        "an approver by a nested group",
        () => contoso.cast.nestedApprover,
        "full",
      ],
      ["an admin", () => contoso.cast.admin, "full"],
      ["another member of the tenant", () => contoso.cast.employee, "basic"],
      ["a guest", () => contoso.cast.guest, "none"],
      ["somebody whose account is disabled", () => contoso.cast.leaver, "none"],
    ])("%s", async (_name, who, kind) => {
      expect((await lookUps.access(userIdOf(who()), PATIENCE_MS)).kind).toBe(
        kind,
      );
    });

    it("is every member, and no guest, without a technicians' group, and Entra is not asked", async () => {
      const open = createLookUps({ ...world.deps, techniciansGroupId: null });
      const before = graphCalls();
      expect(
        await open.access(userIdOf(contoso.cast.employee), PATIENCE_MS),
      ).toEqual({
        kind: "full",
      });
      expect(
        await open.access(userIdOf(contoso.cast.guest), PATIENCE_MS),
      ).toEqual({
        kind: "none",
        message: saying("Guests can't use Custodian."),
      });
      expect(graphCalls()).toBe(before);
    });

    it("sees the little that all may until Entra answers, and what is theirs from then on", async () => {
      const id = userIdOf(contoso.cast.technician);
      const graph = world.cloud.faults.hold("graph");
      const access = await lookUps.access(id, 200);
      expect(access.kind).toBe("undecided");
      graph.remove();
      const later = await eventually(
        () => lookUps.access(id, 20),
        ({ kind }) => kind === "full",
      );
      expect(later.kind).toBe("full");
    });

    it("is asked about once in five minutes, by however many questions", async () => {
      const id = userIdOf(contoso.cast.approver);
      world.clock.advance(HOUR_MS);
      const before = requestsFor(id);
      await Promise.all(
        Array.from({ length: 5 }, () => lookUps.access(id, PATIENCE_MS)),
      );
      world.clock.advance(4 * MINUTE_MS);
      expect((await lookUps.access(id, PATIENCE_MS)).kind).toBe("full");
      // The account, and its groups.
      expect(requestsFor(id) - before).toBe(2);
      world.clock.advance(2 * MINUTE_MS);
      contoso.approvers.userIds.delete(id);
      expect((await lookUps.access(id, PATIENCE_MS)).kind).toBe("basic");
      contoso.approvers.userIds.add(id);
    });

    it("is not remembered as refused when Entra failed", async () => {
      const id = userIdOf(contoso.cast.technician);
      world.cloud.faults.add({
        service: "graph",
        times: Infinity,
        fault: { kind: "forbidden", permission: "GroupMember.Read.All" },
      });
      expect((await lookUps.access(id, PATIENCE_MS)).kind).toBe("undecided");
      world.cloud.faults.clear();
      expect((await lookUps.access(id, PATIENCE_MS)).kind).toBe("full");
    });

    it("is still a technician for an hour while Entra does not answer, and nobody knows after that", async () => {
      const id = userIdOf(contoso.cast.technician);
      const other = userIdOf(contoso.cast.employee);
      expect((await lookUps.access(id, PATIENCE_MS)).kind).toBe("full");
      expect((await lookUps.access(other, PATIENCE_MS)).kind).toBe("basic");
      world.cloud.faults.hold("graph");
      world.clock.advance(59 * MINUTE_MS);
      expect((await lookUps.access(id, 20)).kind).toBe("full");
      expect((await lookUps.access(other, 20)).kind).toBe("undecided");
      world.clock.advance(2 * MINUTE_MS);
      expect((await lookUps.access(id, 20)).kind).toBe("undecided");
    });

    it("waits with what only technicians see, and says so, until Entra has said who is one", async () => {
      const { technician, owner } = contoso.cast;
      const { owned } = contoso.stories;
      world.cloud.faults.hold("graph", /memberOf|checkMemberGroups/i);
      const question = { kind: "who", id: idOf(owned) } as const;
      const asker = userIdOf(technician);
      const early = await askLookUp(asking(), question, asker, BUDGET_MS);
      expect(early).toMatchObject({ answer: { confidence: "not-shown-yet" } });
      expect(isLate(early)).toBe(true);
      const ofPerson = await askLookUp(
        asking(),
        { kind: "user", id: userIdOf(owner) },
        asker,
        BUDGET_MS,
      );
      expect(ofPerson).toMatchObject({ answer: { isUndecided: true } });
      expect(isLate(ofPerson)).toBe(true);
    });

    it("learns what Entra says after the budget about whom the directory does not know", async () => {
      const id = userIdOf(contoso.cast.employee);
      const open = createLookUps({ ...world.deps, techniciansGroupId: null });
      await world.storage.people.purge(new Date(Date.now() + 1000 * DAY_MS));
      const graph = world.cloud.faults.hold("graph");
      const before = requestsFor(id);
      const question = {
        kind: "who",
        id: idOf(contoso.stories.owned),
      } as const;
      const early = await askLookUp(
        { ...world.deps, lookUps: open },
        question,
        id,
        50,
      );
      expect(early.kind).toBe("not-checked");
      expect(isLate(early)).toBe(true);
      await Promise.all([open.access(id, 20), open.access(id, 20)]);
      graph.remove();
      await eventually(
        () => open.access(id, 20),
        ({ kind }) => kind === "full",
      );
      expect(requestsFor(id) - before).toBe(1);
    });

    it("is refused within five minutes of being disabled, however lately the sweep read everybody", async () => {
      const { employee } = contoso.cast;
      const id = userIdOf(employee);
      const open = createLookUps({ ...world.deps, techniciansGroupId: null });
      const live = await world.deps.graph.users.find(id);
      if (!live) throw new Error("Entra does not know them");
      await world.storage.people.purge(new Date(Date.now() + 1000 * DAY_MS));
      await world.storage.people.save(live, world.clock.now());
      expect(await open.access(id, PATIENCE_MS)).toEqual({ kind: "full" });
      employee.accountEnabled = false;
      try {
        world.clock.advance(5 * MINUTE_MS + 1);
        expect((await open.access(id, PATIENCE_MS)).kind).toBe("none");
      } finally {
        employee.accountEnabled = true;
      }
    });

    /** Somebody who was read as they are, where no technicians' group says who may look anything up. */
    async function readAnHourAgo(person: Person) {
      const id = userIdOf(person);
      const live = await world.deps.graph.users.find(id);
      if (!live) throw new Error("Entra does not know them");
      await world.storage.people.save(live, world.clock.now());
      world.clock.advance(HOUR_MS);
      return {
        id,
        open: createLookUps({ ...world.deps, techniciansGroupId: null }),
      };
    }

    it.each<[string, (id: UserId) => Promise<unknown>]>([
      ["to whom they asked", (id) => lookUps.access(id, 20)],
      [
        "to whom was to offer them something",
        (id) => world.custodian.questions.rightsOf(id, 20),
      ],
    ])(
      "is refused once Entra has said, too late %s, that the account is gone",
      async (_name, ask) => {
        const { employee } = contoso.cast;
        const { id, open } = await readAnHourAgo(employee);
        const graph = world.cloud.faults.hold("graph");
        expect((await open.access(id, 20)).kind).toBe("full");
        await ask(id);
        contoso.people.delete(id);
        try {
          graph.remove();
          await eventually(
            () => world.storage.people.find(id),
            (kept) => kept?.user.accountEnabled === false,
          );
          world.cloud.faults.hold("graph");
          expect((await open.access(id, 20)).kind).toBe("not-checked");
        } finally {
          contoso.people.set(id, employee);
        }
      },
    );

    it.each<[string, (id: UserId) => Promise<unknown>]>([
      [
        "looks them up",
        (id) => lookUps.user(id, by(contoso.cast.technician, "full")),
      ],
      [
        "counts their logons",
        (id) => readPeople({ ...world.deps, storage: world.storage }, [id]),
      ],
      [
        "looks up their device",
        (id) => {
          const device = world.aDevice();
          device.primaryUsers.push({ userId: id, visibleAt: 0 });
          return look(device);
        },
      ],
    ])(
      "is refused when Entra said that the account is gone to somebody who %s",
      async (_name, ask) => {
        const { employee } = contoso.cast;
        const { id, open } = await readAnHourAgo(employee);
        // Intune goes on naming them.
        world.cloud.faults.add({
          service: "graph",
          path: `v1.0/users/${id}`,
          times: Infinity,
          fault: { kind: "status", status: 404 },
        });
        await ask(id);
        world.cloud.faults.clear();
        world.cloud.faults.hold("graph");
        expect((await open.access(id, 20)).kind).toBe("not-checked");
      },
    );

    it("is no technician any more five minutes after they left the group", async () => {
      const { technician } = contoso.cast;
      const id = userIdOf(technician);
      const looks = createLookUps(world.deps);
      expect((await looks.access(id, PATIENCE_MS)).kind).toBe("full");
      contoso.technicians.userIds.delete(technician.id);
      try {
        world.clock.advance(5 * MINUTE_MS + 1);
        expect((await looks.access(id, PATIENCE_MS)).kind).toBe("basic");
      } finally {
        contoso.technicians.userIds.add(technician.id);
      }
    });

    it("is believed for 26 hours where Entra does not answer, and the answer says as of when", async () => {
      const { employee, guest } = contoso.cast;
      const open = createLookUps({ ...world.deps, techniciansGroupId: null });
      const graph = world.deps.graph.users;
      const member = await graph.find(employee.id);
      const stranger = await graph.find(guest.id);
      if (!member || !stranger) throw new Error("Entra does not know them");
      const disabled = { ...member, accountEnabled: false };
      const readHoursAgo = async (user: typeof member, hours: number) => {
        const readAt = new Date(world.clock.now().getTime() - hours * HOUR_MS);
        await world.storage.people.purge(new Date(Date.now() + 1000 * DAY_MS));
        await world.storage.people.save(user, readAt);
        return await open.access(user.id, 20);
      };
      world.cloud.faults.hold("graph");
      const accountReadAt = new Date(
        world.clock.now().getTime() - 25 * HOUR_MS,
      );
      expect(await readHoursAgo(member, 25)).toEqual({
        kind: "full",
        accountReadAt,
      });
      expect((await readHoursAgo(member, 27)).kind).toBe("not-checked");
      expect((await readHoursAgo(disabled, 1)).kind).toBe("not-checked");
      expect((await readHoursAgo(stranger, 25)).kind).toBe("none");

      await readHoursAgo(member, 25);
      const reply = await askLookUp(
        { ...world.deps, lookUps: open },
        { kind: "who", id: idOf(contoso.stories.owned) },
        employee.id as UserId,
        50,
      );
      if (reply.kind !== "device") throw new Error(reply.kind);
      const context = { now: world.clock.now(), isPrivate: true };
      const card = JSON.stringify(
        renderDevice(reply.about, reply.answer, context),
      );
      expect(card).toContain("by your account as it was 25 hours ago");
    });

    it("asks Entra about whom the directory does not know, or knew as disabled", async () => {
      const { newOwner, leaver } = contoso.cast;
      await world.storage.people.purge(new Date(Date.now() + 1000 * DAY_MS));
      world.cloud.faults.hold("graph");
      const refused = await lookUps.access(userIdOf(newOwner), BUDGET_MS);
      expect(refused).toMatchObject({ kind: "not-checked" });
      expect(refused).toMatchObject({
        message: saying("couldn't check"),
      });
      world.cloud.faults.clear();
      expect((await lookUps.access(userIdOf(newOwner), PATIENCE_MS)).kind).toBe(
        "basic",
      );

      expect((await lookUps.access(userIdOf(leaver), PATIENCE_MS)).kind).toBe(
        "none",
      );
      leaver.accountEnabled = true;
      expect((await lookUps.access(userIdOf(leaver), PATIENCE_MS)).kind).toBe(
        "basic",
      );
      expect(
        await lookUps.access(
          "11111111-2222-4333-8444-555555555555" as UserId,
          PATIENCE_MS,
        ),
      ).toMatchObject({ kind: "none" });
    });
  });
});
