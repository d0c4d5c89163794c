import { describe, expect, it } from "@jest/globals";
import { renderProposeAnswer } from "../../bot/cards/renderProposeAnswer.ts";
import { Verb } from "../../bot/cards/verbs.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import type { ProposeResult } from "../../src/domain/proposals/request.ts";
import {
  exampleProposal,
  exampleStates,
  NOON,
} from "../support/cardExamples.ts";
import { aDeviceChoice, aUserChoice } from "../support/lookUpExamples.ts";
import { buttonTitles, walkCard } from "../support/walkCard.ts";
import { message } from "../../src/domain/message.ts";

const draw = (
  result: ProposeResult | null,
  user: string | null = "ana",
  why?: string,
) =>
  renderProposeAnswer(
    {
      kind: "propose",
      request: {
        device: "LT-0042",
        user,
        ...(why !== undefined && { why }),
        requestedBy: "asker" as UserId,
      },
      result,
    },
    { now: NOON },
  );

const pending = exampleProposal({ state: { kind: "pending" } });

describe("the late answer to propose", () => {
  it("says so while it is being checked, with nothing to press", () => {
    const { card, summary } = draw(null);
    expect(summary).toMatch(/still checking this.*appears here/);
    expect(buttonTitles(card)).toEqual([]);
  });

  it("opens the proposal that was made, or was there, and says what follows", () => {
    const made = draw({ kind: "proposed", proposal: pending });
    expect(made.summary).toBe(
      "Proposed: Ben Ortiz becomes the primary user of LT-0042. An approver decides on its card in the channel.",
    );
    expect(made.card["actions"]).toMatchObject([
      { verb: Verb.lookUpProposal, data: { id: pending.id } },
    ]);
    const open = draw({
      kind: "already-open",
      proposal: { ...pending, toUser: null, state: { kind: "held" } },
    });
    expect(open.summary).toMatch(
      /^Someone has proposed this already: LT-0042 becomes a shared device\. It's waiting for room/,
    );
    expect(buttonTitles(open.card)).toEqual(["Open the proposal"]);
  });

  it("does not promise a decision on what was decided meanwhile", () => {
    const { summary } = draw({
      kind: "proposed",
      proposal: { ...pending, state: exampleStates.rejected },
    });
    expect(summary).toMatch(/LT-0042\. Rejected, nothing changed\.$/);
  });

  it("says why nothing was proposed, to the end of a sentence that begins with a long name", () => {
    const name = "Ana ".repeat(80).trim();
    const why = message("user.disabled");
    const refusal = message("proposal.user-not-possible", { name, why });
    expect(draw({ kind: "refused", message: refusal }).summary).toMatch(
      /^Ana Ana .* can't be proposed\. This account is disabled, or Entra doesn't say that it's enabled\.$/,
    );
  });

  it("lets what was named in part be chosen, for the other half as it was typed", () => {
    const refusal = message("proposal.user-not-one", { name: "Ana" });
    const devices = aDeviceChoice();
    const dataOf = (result: ProposeResult, user: string | null, why?: string) =>
      [...walkCard(draw(result, user, why).card)]
        .filter(({ verb }) => verb === Verb.lookUpPropose)
        .map(({ data }) => data);
    const device = {
      kind: "choose-device",
      choice: devices,
      message: refusal,
    } as const;
    const why = "Her old one broke";
    expect(dataOf(device, "ana", why)).toEqual(
      devices.found.map(({ id }) => ({ device: id, user: "ana", why })),
    );
    expect(dataOf(device, null)).toContainEqual({
      device: devices.found[0]?.id,
      user: "shared",
      why: "",
    });
    const people = aUserChoice();
    expect(
      dataOf({ kind: "choose-user", choice: people, message: refusal }, "Ana"),
    ).toEqual(
      people.found.map(({ id }) => ({ device: "LT-0042", user: id, why: "" })),
    );
  });
});
