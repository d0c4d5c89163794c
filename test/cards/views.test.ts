import { describe, expect, it } from "@jest/globals";
import { renderProposal } from "../../bot/cards/renderProposal.ts";
import type { ProposalStateKind } from "../../src/domain/proposals/proposal.ts";
import {
  exampleProposal,
  exampleStates,
  NOON,
} from "../support/cardExamples.ts";
import {
  hostileCards,
  longestTexts,
  sixtyViewers,
} from "../support/extremeCards.ts";
import { textsOf, walkCard } from "../support/walkCard.ts";

const viewers = ["29:ana", "8:orgid:33333333-3333-4333-8333-333333333333"];

describe("the refresh of a proposal's card", () => {
  it("names its viewers, and carries the id and the version alone", () => {
    const { card } = renderProposal(exampleProposal({ version: 4 }), {
      now: NOON,
      viewers,
    });
    expect(card["refresh"]).toEqual({
      action: {
        type: "Action.Execute",
        title: "Refresh",
        verb: "proposal.refresh",
        data: { id: "p-7f3a", version: 4 },
      },
      userIds: viewers,
    });
  });

  it("is left out without viewers, for then every client would ask", () => {
    const { card } = renderProposal(exampleProposal(), { now: NOON });
    expect(card).not.toHaveProperty("refresh");
  });

  it.each(Object.keys(exampleStates).filter((kind) => kind !== "pending"))(
    "is left out of the card of a proposal that is %s",
    (kind) => {
      const state = exampleStates[kind as ProposalStateKind];
      const { card } = renderProposal(exampleProposal({ state }), {
        now: NOON,
        viewers,
      });
      expect(card).not.toHaveProperty("refresh");
    },
  );

  it("names sixty of them beside names that there are", () => {
    const { card } = renderProposal(exampleProposal(), {
      now: NOON,
      viewers: sixtyViewers,
    });
    expect(card["refresh"]).toMatchObject({ userIds: sixtyViewers });
  });

  it("gives up the last viewers only where the longest names leave no room", () => {
    for (const text of longestTexts) {
      const { card } = hostileCards(text)["approval (for its viewers)"] ?? {};
      const { userIds } = card?.["refresh"] as { userIds: string[] };
      expect(userIds).toEqual(sixtyViewers.slice(0, userIds.length));
      expect(userIds.length).toBeGreaterThanOrEqual(50);
    }
  });
});

describe("the view of an approver who may not decide", () => {
  const why = "You requested this change, so someone else has to decide.";
  const { card } = renderProposal(exampleProposal(), {
    now: NOON,
    mayNotDecide: why,
    viewers,
  });

  it("says why in place of what answers the proposal", () => {
    expect(textsOf(card)).toContain(why);
    expect(card["actions"]).toMatchObject([
      { title: "Details", mode: "primary" },
    ]);
    const types = [...walkCard(card["body"])].map(({ type }) => String(type));
    expect(types.filter((type) => type.startsWith("Input"))).toEqual([]);
  });

  it("says all else like everybody's card, and is refreshed like it", () => {
    const base = renderProposal(exampleProposal(), { now: NOON, viewers }).card;
    const shown = textsOf(card);
    expect(shown.filter((text) => text !== why)).toEqual(
      // Only who approves has something to comment on.
      textsOf(base["body"]).filter((text) => !text.endsWith("Add a comment")),
    );
    expect(card["refresh"]).toEqual(base["refresh"]);
  });
});
