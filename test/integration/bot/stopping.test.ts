import { expect, it } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cloud } from "../../simulator/cloud.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";
import { useKillableBot, type KillableBot } from "./killableBot.ts";

describeOnEachEngine("A bot that is stopped", (engine) => {
  let cloud: Cloud;
  let start: KillableBot["start"];
  useKillableBot(engine, (ready) => {
    ({ cloud, start } = ready);
  });

  it.each(["who", "propose"])(
    "finishes %p, which Microsoft is too slow for, before it goes, and the rest after its next start",
    async (command) => {
      const { technician, newOwner } = cloud.contoso.cast;
      const { id, deviceName } = cloud.contoso.stories.owned;
      const first = await start();
      await cloud.teams.as(technician).installTo("personal");
      const hanging = cloud.faults.slow("graph", 4_000);
      const saying = cloud.teams
        .as(technician)
        .say(
          "personal",
          command === "who"
            ? `who ${deviceName}`
            : `propose ${id} ${newOwner.userPrincipalName}`,
        );
      await sleep(500);
      const stoppedAt = performance.now();

      expect(await first.stop()).toBe(0);

      expect(performance.now() - stoppedAt).toBeLessThan(10_000);
      expect((await saying).status).toBe(200);
      const said = cloud.teams.botMessages.map(({ allText }) => allText);
      expect(said).toHaveLength(1);
      expect(said[0]).not.toMatch(/went wrong/);
      expect(first.output.join("\n")).not.toMatch(/"level":"error"/);

      hanging.remove();
      await start();
      await cloud.teams.waitForMessage(
        "the whole answer in place of the first",
        ({ from, allText }) =>
          from === null && allText !== said[0] && allText.includes(deviceName),
        20_000,
      );
      expect(cloud.teams.botMessages).toHaveLength(1);
    },
    60_000,
  );
});
