import { expect, it } from "@jest/globals";
import type { UserId } from "../../../src/domain/people/user.ts";
import { scan } from "../../../src/usecases/sweep/startSweep.ts";
import { isRunning } from "../../../src/domain/sweep/sweep.ts";
import { startWorkers } from "../../../src/workers.ts";
import { countGraphRequests } from "../../simulator/graph/countRequests.ts";
import { growContoso } from "../../simulator/growContoso.ts";
import { startCustodianOnCloud } from "../../support/custodianOnCloud.ts";
import { openReplica } from "../../support/replicas.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";
import { until } from "../../support/until.ts";

describeOnEachEngine("A tenant with several replicas", (engine) => {
  it("is swept once, each page read by one of them", async () => {
    let database: Awaited<ReturnType<typeof engine.open>> | undefined;
    const world = await startCustodianOnCloud({
      openDatabase: async (clock) => (database = await engine.open(clock)),
    });
    if (!database) throw new Error("No database was opened");
    // The embedded database serves one process; there the same is asked of one replica.
    const others =
      database.database.kind === "postgres"
        ? [await openReplica(database.database, world.clock)]
        : [];
    try {
      growContoso(world.contoso, { devices: 3500, people: 600 });
      for (const storage of [world.storage, ...others])
        await startWorkers({ ...world.deps, storage });

      const asking = [world.storage, ...others].map((storage) =>
        scan(
          { ...world.deps, storage },
          {
            requestedBy: world.contoso.cast.admin.id as UserId,
            showIn: {
              serviceUrl: "https://teams.example/",
              conversationId: "a:1",
            },
          },
        ),
      );
      const results = await Promise.all(asking);
      const [first] = results;
      expect(new Set(results.map(({ sweep }) => sweep.id)).size).toBe(1);

      await until("the sweep ends", async () => {
        const sweep =
          first && (await world.storage.sweeps.find(first.sweep.id));
        return sweep !== undefined && sweep !== null && !isRunning(sweep);
      });
      const done = first && (await world.storage.sweeps.find(first.sweep.id));
      expect(done?.step.kind).toBe("done");
      expect(done?.counts.devices).toBe(3500);
      const { byKind } = countGraphRequests(world.cloud.requests);
      expect(byKind["list devices"]).toBe(4);
      expect(byKind["list users"]).toBe(2);
      const posted = (await world.storage.proposals.countByState()).get(
        "pending",
      );
      expect(posted).toBe(50);
    } finally {
      for (const storage of others) await storage.close();
      await world.close();
    }
  });
});
