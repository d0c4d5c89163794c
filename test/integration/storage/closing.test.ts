import { expect, it } from "@jest/globals";
import pg from "pg";
import { describeOnEachEngine } from "../../support/testStorage.ts";

describeOnEachEngine("a closed storage", (engine) => {
  it("has left its server, which may be stopped at once", async () => {
    // The embedded database has none.
    if (engine.name !== "PostgreSQL") return;
    const test = await engine.open();
    const { storage, database } = test;
    if (database.kind !== "postgres") throw new Error("It is not PostgreSQL");
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const connected = async () => {
      const { rows } = await client.query<{ count: number }>(
        "select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'custodian'",
      );
      return rows[0]?.count;
    };
    try {
      // At the same time, so that each has a connection of its own.
      await Promise.all(Array.from({ length: 10 }, () => storage.ping()));
      expect(await connected()).toBeGreaterThan(5);
      await storage.close();
      expect(await connected()).toBe(0);
    } finally {
      await client.end();
      await test.dispose();
    }
  });
});
