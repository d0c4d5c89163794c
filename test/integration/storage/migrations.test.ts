import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import { cardKey } from "../../../src/notices/cardKey.ts";
import type { ChannelId, Proposal } from "../../../src/proposals/proposal.ts";
import { openEmbedded } from "../../../src/storage/embedded/embeddedDatabase.ts";
import { EmbeddedDialect } from "../../../src/storage/embedded/embeddedDialect.ts";
import { toJson } from "../../../src/storage/json.ts";
import { migrations } from "../../../src/storage/migrations/index.ts";
import type {
  DatabaseChoice,
  OpenStorage,
} from "../../../src/storage/openStorage.ts";
import { aProposal, everyState, NOON } from "../../support/builders.ts";
import { openReplica } from "../../support/replicas.ts";
import { aUser } from "../../support/stagingExamples.ts";
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
      values: { ...values, technicians: [], channelScopes: {} },
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
});

/** Makes the database as it was after the migration `name`, and lets `fill` write to it. */
async function at(
  name: string,
  database: DatabaseChoice,
  fill: (db: Kysely<unknown>) => Promise<void>,
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
    await sql`drop schema public cascade`.execute(db);
    await sql`create schema public`.execute(db);
    const migrator = new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve(migrations) },
    });
    const { error } = await migrator.migrateTo(name);
    expect(error).toBeUndefined();
    await fill(db);
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
