import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import { cardKey } from "../../../src/domain/cards/cardKey.ts";
import type { PersonRef } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import type { DeviceId } from "../../../src/domain/devices/device.ts";
import {
  addDays,
  dayOf,
  NO_DAYS,
  packDays,
  type DayNumber,
  type Days,
  type PersonKey,
} from "../../../src/domain/evidence/activeDays.ts";
import { openEmbedded } from "../../../src/adapters/storage/embedded/embeddedDatabase.ts";
import { EmbeddedDialect } from "../../../src/adapters/storage/embedded/embeddedDialect.ts";
import { toJson } from "../../../src/adapters/storage/schema/json.ts";
import { migrations } from "../../../src/adapters/storage/migrations/index.ts";
import type { DatabaseChoice } from "../../../src/adapters/storage/openStorage.ts";
import type { OpenStorage } from "../../../src/ports/storage.ts";
import {
  after,
  aPerson,
  aProposal,
  everyState,
  NOON,
} from "../../support/builders.ts";
import { verifyChain } from "../../../src/usecases/audit/verifyChain.ts";
import {
  CHAIN_START,
  digestDetails,
  hashRow,
} from "../../../src/domain/audit/chain.ts";
import { openReplica } from "../../support/replicas.ts";
import { aListedDevice, aUser } from "../../support/stagingExamples.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";

describeOnEachEngine("A database of an older version", (engine) => {
  let test: TestStorage;
  let migrated: OpenStorage | null;
  beforeEach(async () => {
    test = await engine.open();
    await test.storage.close();
    migrated = null;
  });
  afterEach(async () => {
    await migrated?.close();
    await test.dispose();
  });

  async function migrate(): Promise<OpenStorage> {
    migrated = await openReplica(test.database);
    return migrated;
  }

  it("keeps its proposals, which get the fields that they lack", async () => {
    const whole = everyState().map((state) => aProposal({ state }));
    const manual = aProposal({ evidence: null });
    const newer = aProposal({
      device: { ...aProposal().device, category: "Kiosk" },
    });
    await at("0001-start", test.database, async (db) => {
      for (const proposal of [...whole, manual])
        await insert(db, old(proposal));
      await insert(db, newer);
    });
    const storage = await migrate();
    for (const proposal of [...whole, manual])
      expect(await storage.proposals.find(proposal.id)).toEqual({
        ...proposal,
        confirmedAt: null,
      });
    expect(await storage.proposals.find(newer.id)).toEqual(newer);
  });

  it("keeps its settings, which get the ones that came later", async () => {
    const values = { stagingLeads: { "*": "lead@contoso.com" } };
    await at("0001-start", test.database, async (db) => {
      await sql`
        insert into settings values
        (3, ${toJson({ values, changedByAdmins: [] })}, null, ${NOON})`.execute(
        db,
      );
    });
    const storage = await migrate();
    expect(await storage.settings.current()).toEqual({
      version: 3,
      values: {
        ...values,
        technicians: [],
        pairedAccounts: {},
        channelScopes: {},
        channelLanguages: {},
        excludedDevices: [],
        excludedDevicesGroupId: null,
        excludedUsers: [],
        excludedUsersGroupId: null,
        proposing: "on",
        firstRunProposalsPerDay: 20,
        workingHours: "",
        dailyLine: "on",
      },
      changedByAdmins: [],
      changedBy: null,
      changedAt: NOON,
    });
  });

  it("keeps its cards, each as its proposal's", async () => {
    const proposal = aProposal();
    const message = {
      channelId: "19:helpdesk@thread.tacv2" as ChannelId,
      serviceUrl: "https://teams.example/emea/",
      conversationId: "19:helpdesk@thread.tacv2;messageid=1",
      activityId: "1",
    };
    await at("0001-start", test.database, async (db) => {
      await insert(db, old(proposal));
      await sql`
        insert into card_posts (proposal_id, channel_id, message, shown_version, attempts)
        values (${proposal.id}, ${message.channelId}, ${toJson(message)}, 3, 2)`.execute(
        db,
      );
    });
    const storage = await openReplica(test.database);
    const key = cardKey("proposal", proposal.id);
    expect(await storage.cardPosts.find(key)).toEqual({
      key,
      channelId: message.channelId,
      message,
      shownVersion: 3,
      attempts: 2,
      wasPosted: true,
    });
    await storage.close();
  });

  it("reads its people from Entra again", async () => {
    const user = aUser();
    await at("0001-start", test.database, async (db) => {
      await sql`
        insert into people (upn, user_id, read_at, document)
        values ('ana@contoso.com', ${user.id}, ${NOON}, ${toJson(user)})`.execute(
        db,
      );
    });
    const storage = await migrate();
    expect(await storage.people.count()).toBe(0);
    await storage.people.save(user, NOON);
    expect(await storage.people.findAll([user.id])).toEqual([user]);
  });

  it("finds its devices and people at once, by what they are called and by who uses them", async () => {
    const [ana, ben] = [aPerson("Ana"), aPerson("Ben")];
    const devices = Array.from({ length: 1001 }, (_, i) =>
      aListedDevice(
        { listedUser: null, lastLogons: [] },
        { name: `Größe ${i}` },
      ),
    );
    const used = aListedDevice(
      {
        listedUser: ana,
        lastLogons: [
          { userId: ben.id, at: NOON },
          { userId: ana.id, at: NOON },
        ],
      },
      { name: "WS-1", serialNumber: "SERIAL-1" },
    );
    const user = aUser({ displayName: "Çelik", userPrincipalName: "c@x.y" });
    await at("0003-posts", test.database, async (db) => {
      const documents = toJson([...devices, used]);
      await sql`
        insert into devices (id, enrolment, logged_on, seen_at, document)
        select one -> 'device' ->> 'id', 'user', true, ${NOON}, one
        from jsonb_array_elements(${documents}::jsonb) as one`.execute(db);
      await sql`
        insert into people (user_id, upn, read_at, document)
        values (${user.id}, 'c@x.y', ${NOON}, ${toJson(user)})`.execute(db);
    });
    const storage = await migrate();
    const found = async (text: string) =>
      (await storage.devices.search(text, 2000, 0)).map(
        ({ match, device }) => `${match} ${device.device.name}`,
      );
    expect(await found("grosse")).toHaveLength(1001);
    expect(await found("grösse 1000")).toEqual(["exact Größe 1000"]);
    expect(await found("rial-1")).toEqual(["inside WS-1"]);
    expect(await storage.people.search("CELIK", 5, 0)).toEqual([
      { user, match: "exact" },
    ]);
    const nameOf = ({ device }: { device: { name: string } }) => device.name;
    const owned = await storage.devices.listOfUser(ana.id, 5, 0);
    expect(owned.devices.map(nameOf)).toEqual(["WS-1"]);
    const ever = { loggedOnSince: new Date(0), reportedSince: new Date(0) };
    const usedBy = (person: PersonRef) =>
      storage.devices.listUsedBy(person, ever, 5, 0);
    expect((await usedBy(ben)).devices.map(nameOf)).toEqual(["WS-1"]);
    expect((await usedBy(ana)).devices).toEqual([]);

    const renamed = { ...used, device: { ...used.device, name: "WS-2" } };
    await storage.devices.saveAll([renamed], after(1));
    expect(await found("ws-1")).toEqual([]);
    expect(await found("ws-2")).toEqual(["exact WS-2"]);
  });

  describe("keeps the days of devices", () => {
    const today = dayOf(NOON);
    const [ana, ben, cleo] = ["ana", "ben", "cleo"] as PersonKey[] as [
      PersonKey,
      PersonKey,
      PersonKey,
    ];
    const day = (ago: number) => addDays(today, -ago);

    it("as known only by last logons where the device never reported", async () => {
      await at("0024-handoff-digests", test.database, async (db) => {
        for (const [id, logTo] of [
          ["listed", null],
          ["reported", today],
        ] as const)
          await sql`
            insert into device_days
              (device_id, first_day, last_day, people, days, log_from, log_to, unattributed, told_at)
            values (${id}, ${day(83)}, ${today}, ${[ana]}, ${bits(day(83), day(2))}, ${logTo}, ${logTo}, 0, ${NOON})`.execute(
            db,
          );
      });
      const { days } = await migrate();
      const listed = async (id: string) =>
        (await days.find(id as DeviceId))?.days.listed;
      expect(await listed("listed")).toEqual(new Map([[ana, [day(2)]]]));
      expect(await listed("reported")).toEqual(new Map());
    });

    it("marked as they were, when an older version that still runs writes them", async () => {
      const id = "device" as DeviceId;
      const people = new Map<PersonKey, Days>([
        [ana, [day(9), day(4)]],
        [ben, [day(6)]],
        [cleo, [day(3)]],
      ]);
      const listed = new Map<PersonKey, Days>([
        [ana, [day(9), day(4)]],
        [cleo, [day(3)]],
      ]);
      const before = await migrate();
      await before.days.change(
        [id],
        () => ({
          days: { ...NO_DAYS, people, listed },
          toldAt: NOON,
          window: null,
          outputAt: null,
        }),
        today,
      );
      await before.close();
      // It writes people in another order, from another day on, with a day less and one more, and forgets somebody.
      await inDatabase(test.database, async (db) => {
        const first = day(80);
        await sql`
          update device_days set first_day = ${first}, people = ${[cleo, ana]},
            days = ${Buffer.concat([bits(first, day(3), day(1)), bits(first, day(4))])}`.execute(
          db,
        );
      });
      const { days } = await migrate();
      const kept = (await days.find(id))?.days;
      expect(kept?.people.get(cleo)).toEqual([day(3), day(1)]);
      expect(kept?.listed).toEqual(
        new Map([
          [cleo, [day(3)]],
          [ana, [day(4)]],
        ]),
      );
    });

    function bits(first: DayNumber, ...days: Days): Buffer {
      return Buffer.from(packDays(days, first, 88));
    }
  });

  it("calls no fault what was erased from its audit log before erasures were recorded", async () => {
    await at("0009-delivery-leases", test.database, async (db) => {
      let previousHash = CHAIN_START;
      for (const seq of [1, 2, 3, 4, 5]) {
        const row = {
          seq,
          at: NOON,
          kind: "proposal.expired" as const,
          actor: null,
          deviceId: null,
          proposalId: null,
          digest: digestDetails("salt", "{}"),
          previousHash,
        };
        const hash = hashRow(row);
        await sql`
          insert into audit_rows (seq, at, kind, digest, previous_hash, hash)
          values (${seq}, ${NOON}, ${row.kind}, ${row.digest}, ${previousHash}, ${hash})`.execute(
          db,
        );
        if (![2, 3, 5].includes(seq))
          await sql`insert into audit_details values (${seq}, 'salt', '{}')`.execute(
            db,
          );
        await sql`update audit_head set seq = ${seq}, hash = ${hash}`.execute(
          db,
        );
        previousHash = hash;
      }
    });
    const storage = await migrate();
    expect(await verifyChain(storage)).toMatchObject({
      kind: "intact",
      rows: 6,
      erased: { rows: 3, by: [], unrecorded: 3 },
    });
    expect((await storage.audit.page(5, 1))[0]?.details?.["rows"]).toEqual([
      [2, 3],
      [5, 5],
    ]);
  });

  it("finds the devices of which reports of before tell", async () => {
    const [ana, ben] = [aPerson("Ana"), aPerson("Ben")];
    const device = aListedDevice({ listedUser: ana, lastLogons: [] });
    await at("0004-search", test.database, async (db) => {
      await sql`
        insert into evidence (device_id, source, observed_at, received_at, logons)
        values (${device.device.id}, 'device-report', ${NOON}, ${NOON}, ${toJson([[ben.userPrincipalName.toLowerCase(), 3]])})`.execute(
        db,
      );
    });
    const storage = await migrate();
    await storage.devices.saveAll([device], NOON);
    const since = { loggedOnSince: NOON, reportedSince: NOON };
    expect(await storage.devices.listUsedBy(ben, since, 5, 0)).toMatchObject({
      devices: [{ ...device, reported: { logons: 3, at: NOON } }],
      total: 1,
    });
  });
});

/** Makes the database as it was after the migration `name`, and lets `fill` write to it. */
async function at(
  name: string,
  database: DatabaseChoice,
  fill: (db: Kysely<unknown>) => Promise<void>,
): Promise<void> {
  await inDatabase(database, async (db) => {
    await sql`drop schema public cascade`.execute(db);
    await sql`create schema public`.execute(db);
    const migrator = new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve(migrations) },
    });
    const { error } = await migrator.migrateTo(name);
    expect(error).toBeUndefined();
    await fill(db);
  });
}

async function inDatabase(
  database: DatabaseChoice,
  work: (db: Kysely<unknown>) => Promise<void>,
): Promise<void> {
  const embedded =
    database.kind === "embedded" ? await openEmbedded(database.dataDir) : null;
  const db = new Kysely<unknown>({
    dialect: embedded
      ? new EmbeddedDialect(embedded)
      : new PostgresDialect({
          pool: new pg.Pool({
            connectionString: (database as { url: string }).url,
          }),
        }),
  });
  try {
    await work(db);
  } finally {
    await db.destroy();
    await embedded?.close();
  }
}

/** The document as the first version wrote it. */
function old(proposal: Proposal): object {
  return without("confirmedAt", {
    ...proposal,
    device: without("category", proposal.device),
    evidence: proposal.evidence && without("lastLogons", proposal.evidence),
  });
}

function without(name: string, whole: object): object {
  return Object.fromEntries(
    Object.entries(whole).filter(([key]) => key !== name),
  );
}

async function insert(db: Kysely<unknown>, document: object): Promise<void> {
  const { id, device, state, createdAt } = document as Proposal;
  await sql`
    insert into proposals (id, device_id, state, version, strength, created_at, changed_at, document)
    values (${id}, ${device.id}, ${state.kind}, 1, 0, ${createdAt}, ${createdAt}, ${toJson(document)})`.execute(
    db,
  );
}
