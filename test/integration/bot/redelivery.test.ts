import { expect, it } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cloud } from "../../simulator/cloud.ts";
import {
  describeOnEachEngine,
  type TestStorage,
} from "../../support/testStorage.ts";
import { until } from "../../support/until.ts";
import { useKillableBot, type KillableBot } from "./killableBot.ts";

/** Longer than the lease of a delivery. */
const LEASE_IS_OVER_MS = 16_000;

describeOnEachEngine("A command whose process was killed", (engine) => {
  let cloud: Cloud;
  let start: KillableBot["start"];
  let test: TestStorage;
  useKillableBot(engine, (ready) => {
    ({ cloud, start, test } = ready);
  });

  it("is answered once when Teams delivers it again", async () => {
    const { technician } = cloud.contoso.cast;
    const { deviceName } = cloud.contoso.stories.owned;
    const first = await start();
    await cloud.teams.as(technician).installTo("personal");
    const hanging = cloud.faults.slow("graph", 4_000);
    const id = "1732090209999";
    const say = () =>
      cloud.teams
        .as(technician)
        .say("personal", `who ${deviceName}`, { activity: { id } });
    const unanswered = say().catch(() => null);
    await sleep(600);
    const killedAt = performance.now();
    await first.kill();
    await unanswered;
    expect(cloud.teams.botMessages).toHaveLength(0);
    hanging.remove();

    await start();
    if (test.database.kind === "postgres") {
      // Nobody knows yet that the one that took it is dead.
      expect((await say()).status).toBe(200);
      expect(cloud.teams.botMessages).toHaveLength(0);
      const waited = performance.now() - killedAt;
      await sleep(Math.max(0, LEASE_IS_OVER_MS - waited));
    }
    const statuses = await Promise.all([say(), say()]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 200]);
    await until("it is answered", () => cloud.teams.botMessages.length > 0);
    expect((await say()).status).toBe(200);
    await sleep(1_000);
    expect(cloud.teams.botMessages).toHaveLength(1);
    expect(cloud.teams.botMessages[0]?.allText).toContain(deviceName);
  }, 90_000);
});
