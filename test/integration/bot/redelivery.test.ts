import { expect, it } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Cloud } from "../../simulator/cloud.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";
import { until } from "../../support/until.ts";
import { useKillableBot, type KillableBot } from "./killableBot.ts";

describeOnEachEngine("A command whose process was killed", (engine) => {
  let cloud: Cloud;
  let start: KillableBot["start"];
  let test: TestStorage;
  useKillableBot(engine, (ready) => {
    ({ cloud, start, test } = ready);
  });

  async function setLeases(until: string): Promise<void> {
    const { database } = test;
    if (database.kind !== "postgres") throw new Error("It serves one process");
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(`update deliveries set lease_until = ${until}`);
    await client.end();
  }

  it("is answered once when Teams delivers it again", async () => {
    const { technician } = cloud.contoso.cast;
    const { deviceName } = cloud.contoso.stories.owned;
    const first = await start();
    await cloud.teams.as(technician).installTo("personal");
    const hanging = cloud.faults.hold("graph");
    const id = "1732090209999";
    const say = () =>
      cloud.teams
        .as(technician)
        .say("personal", `who ${deviceName}`, { activity: { id } });
    const unanswered = say().catch(() => null);
    await until("the bot asks Graph", () => hanging.struck > 0);
    await first.kill();
    await unanswered;
    expect(cloud.teams.botMessages).toHaveLength(0);
    hanging.remove();

    await start();
    if (test.database.kind === "postgres") {
      // Nobody knows that the one that took it is dead before its lease is over, which here it is when the test says
      // so.
      await setLeases("now() + interval '1 hour'");
      expect((await say()).status).toBe(200);
      expect(cloud.teams.botMessages).toHaveLength(0);
      await setLeases("claimed_at");
    }
    const statuses = await Promise.all([say(), say()]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 200]);
    await until("it is answered", () => cloud.teams.botMessages.length > 0);
    expect((await say()).status).toBe(200);
    await sleep(1_000);
    expect(cloud.teams.botMessages).toHaveLength(1);
    expect(cloud.teams.botMessages[0]?.allText).toContain(deviceName);
  });
});
