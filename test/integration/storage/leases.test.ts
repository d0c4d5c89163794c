import { expect, it } from "@jest/globals";
import { systemClock } from "../../../src/ports/clock.ts";
import { cardKey } from "../../../src/domain/cards/cardKey.ts";
import type { ChannelId } from "../../../src/domain/channels/channel.ts";
import { openStorage } from "../../../src/adapters/storage/openStorage.ts";
import { after, aProposal, DAY_MS, NOON } from "../../support/builders.ts";
import { describeOnEachEngine, quiet } from "../../support/testStorage.ts";

const CHANNEL = "19:helpdesk@thread.tacv2" as ChannelId;

describeOnEachEngine("The lease of a card being posted", (engine) => {
  it("ends with the process on the embedded database, and holds for the other replicas on PostgreSQL", async () => {
    const store = await engine.open();
    const { storage, database } = store;
    const proposal = aProposal();
    await storage.proposals.insert(proposal);
    const key = cardKey("proposal", proposal.id);
    await storage.cardPosts.beginPosting(key, CHANNEL, NOON, after(DAY_MS));
    await storage.close();

    const restarted = await openStorage({
      database,
      jobNames: [],
      clock: systemClock,
      log: quiet,
    });
    const post = await restarted.cardPosts.beginPosting(
      key,
      CHANNEL,
      after(1),
      after(DAY_MS),
    );
    await restarted.close();
    await store.dispose();

    if (database.kind === "embedded") expect(post?.attempts).toBe(2);
    else expect(post).toBeNull();
  });
});
