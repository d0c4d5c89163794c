import { expect, it } from "@jest/globals";
import type { Cloud } from "../../simulator/cloud.ts";
import { describeOnEachEngine } from "../../support/testStorage.ts";
import { until } from "../../support/until.ts";
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
      const hanging = cloud.faults.hold("graph");
      const saying = cloud.teams
        .as(technician)
        .say(
          "personal",
          command === "who"
            ? `who ${deviceName}`
            : `propose ${id} ${newOwner.userPrincipalName}`,
        );
      await until("the bot asks Graph", () => hanging.struck > 0);

      expect(await first.stop()).toBe(0);

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
      );
      expect(cloud.teams.botMessages).toHaveLength(1);
    },
  );
});
