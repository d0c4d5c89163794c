import { describe, expect, it } from "@jest/globals";
import { renderBoard } from "../../bot/cards/renderBoard.ts";
import { renderHandoffDigest } from "../../bot/cards/renderHandoffDigest.ts";
import { createTabLink } from "../../bot/cards/parts/tabLink.ts";
import { renderProposal } from "../../bot/cards/renderProposal.ts";
import { renderObjection } from "../../bot/cards/renderObjection.ts";
import { renderHandoff } from "../../bot/cards/renderHandoff.ts";
import { renderSweep } from "../../bot/cards/renderSweep.ts";
import type { Card } from "../../bot/cards/parts/template.ts";
import type { HandoffStage } from "../../src/domain/handoffs/handoff.ts";
import type { PersonRef } from "../../src/domain/people/user.ts";
import {
  ana,
  ben,
  bench,
  cleo,
  exampleProposal,
  exampleStates,
  hours,
  NOON,
} from "../support/cardExamples.ts";
import {
  aHandoffCard,
  anObjection,
  anObjectionCard,
  aSweepCard,
  exampleBoard,
  exampleHandoff,
  exampleHandoffDigest,
  verifiedHandoffCard,
} from "../support/stagingCards.ts";
import { buttonTitles, textsOf, walkCard } from "../support/walkCard.ts";

const personal = { now: NOON, isInChannel: false };
const channel = { now: NOON, isInChannel: true };

describe("the staging lead's card of many devices", () => {
  it("says of the first eight who has them and how their proposals stand, names forty more and counts the rest", () => {
    const digest = renderHandoffDigest(exampleHandoffDigest(), channel);
    const text = textsOf(digest.card);
    expect(digest.summary).toBe("60 devices were handed off");
    expect(text).toEqual(
      expect.arrayContaining([
        "<at>Cleo Müller</at>",
        "LT-1001",
        "Waiting for an approver",
        "Done: Ben Ortiz is the primary user",
        "Several people",
        "Closed: the device was removed from Intune",
        "LT-1008",
        "Staging lead: Cleo Müller",
        expect.stringMatching(/^Also: LT-1009, .*, LT-1048, and 12 more$/),
      ]),
    );
  });

  it("lets one of those be chosen that can still be contradicted, and says which was", () => {
    const { handoffs, ...example } = exampleHandoffDigest();
    const rows = handoffs.slice(0, 4).map((row, at) =>
      at === 0
        ? {
            ...row,
            handoff: {
              ...row.handoff,
              objection: anObjection({ toldAt: NOON }),
            },
          }
        : row,
    );
    const { card } = renderHandoffDigest(
      { ...example, handoffs: rows, total: 4 },
      personal,
    );
    expect(textsOf(card)).toContain(
      "Cleo Müller says it's wrong. The helpdesk is looking into it.",
    );
    const [which] = [...walkCard(card)].filter(({ id }) => id === "which");
    expect(which?.["choices"]).toMatchObject([
      { title: "LT-1002" },
      { title: "LT-1003" },
    ]);
  });

  it("names no others where all fit", () => {
    const { handoffs, ...example } = exampleHandoffDigest();
    const { card, summary } = renderHandoffDigest(
      { ...example, handoffs: handoffs.slice(0, 4), total: 4, lead: null },
      channel,
    );
    expect(summary).toBe("4 devices were handed off");
    expect(textsOf(card).join("\n")).not.toMatch(/Also|more|lead/);
  });
});

describe("how it stands what a lead says", () => {
  it.each([
    ["is being told", {}, "Custodian is telling the helpdesk."],
    ["has it", { toldAt: NOON }, "The helpdesk is looking into it."],
    [
      "could not be told",
      { refusedAt: NOON },
      "Custodian couldn't tell the helpdesk. Please tell them yourself.",
    ],
  ] as const)("names on the board whether the helpdesk %s", (_, more, says) => {
    const handoff = exampleHandoff({ objection: anObjection(more) });
    const { card } = renderBoard(
      exampleBoard({ contradicted: { first: [handoff], total: 1 } }),
      personal,
    );
    expect(textsOf(card).join("\n")).toContain(
      `Cleo Müller says this handoff is wrong. ${says}`,
    );
  });

  it("ends on the card of many devices with the cycle, when nobody sees to it any more", () => {
    const { card } = renderHandoffDigest(
      exampleHandoffDigest({
        handoffs: [
          {
            handoff: exampleHandoff({
              objection: anObjection(),
              endedBecause: "gone",
            }),
            proposal: null,
          },
        ],
        total: 1,
      }),
      personal,
    );
    const text = textsOf(card).join("\n");
    expect(text).toContain("Cleo Müller says it's wrong. ");
    expect(text).not.toContain("is telling the helpdesk");
  });
});

describe("the helpdesk's card of what a lead says against a handoff", () => {
  const render = (card: Parameters<typeof renderObjection>[0]) =>
    renderObjection(card, channel);

  it("says who says what, and what can be done about it", () => {
    const { card, summary } = render(anObjectionCard());
    expect(summary).toBe(
      "Cleo Müller says the handoff of LT-0042 to Ben Ortiz is wrong: The device went somewhere else: In a box",
    );
    expect(buttonTitles(card)).toEqual(["Done", "Propose someone else…"]);
  });

  it("leads to the proposal's own card while that asks", () => {
    const { card } = render(anObjectionCard({ proposal: exampleProposal() }));
    expect(buttonTitles(card)).toEqual(["Done"]);
    expect(textsOf(card).join("\n")).toContain("Its proposal is still open");
  });

  it("asks to reject no proposal for somebody else than the lead means", () => {
    const { card } = render(
      anObjectionCard({ proposal: exampleProposal({ toUser: ana }) }),
    );
    expect(textsOf(card).join("\n")).not.toContain(
      "Its proposal is still open",
    );
  });

  it("names on the proposal's own card whom the lead means", () => {
    const said = (toUser: PersonRef | null) =>
      textsOf(
        renderProposal(
          exampleProposal({ objection: anObjection({ toUser }) }),
          { now: NOON },
        ).card,
      ).join("\n");
    expect(said(ben)).toContain(
      "says it isn't with Ben Ortiz: The device went somewhere else: In a box",
    );
    expect(said(null)).toContain("says it isn't with several people:");
  });

  it("offers nothing any more once somebody has seen to it, and says who", () => {
    const { card } = render(
      anObjectionCard({
        objection: anObjection({
          ended: { kind: "done", by: ana, at: hours(0) },
        }),
      }),
    );
    expect(buttonTitles(card)).toEqual([]);
    expect(textsOf(card)).toContain(
      "Ana Schmidt from the helpdesk took care of it.",
    );
  });
});

describe("the staging lead's card", () => {
  const say = (...args: Parameters<typeof aHandoffCard>) =>
    textsOf(renderHandoff(aHandoffCard(...args), personal).card).join("\n");

  it("says which device, who has it now, since when, and how long it waited", () => {
    const { card, summary } = renderHandoff(aHandoffCard(), personal);
    const text = textsOf(card).join("\n");
    for (const part of [
      "LT-0042",
      "Latitude 7440 · serial number 5CG1234XYZ",
      "Staged by staging@contoso.com",
      "Who has it now  \nBen Ortiz\n  ben.ortiz@contoso.com",
      "Since {{DATE(2026-11-19T16:00:00Z, SHORT)}}, {{TIME(2026-11-19T16:00:00Z)}} after waiting 6 days since it was enrolled",
      "Primary user in Intune: \n● \nWaiting for an approver",
      "Staging lead: Cleo Müller",
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("${");
    expect(summary).toBe(
      "LT-0042 was handed off to Ben Ortiz. Waiting for an approver.",
    );
  });

  it("lists the moments that were reached, each with how it is known", () => {
    expect(say()).toContain(
      [
        "Enrolled",
        "enrolled in Intune",
        "{{DATE(2026-11-13T16:00:00Z, SHORT)}}, {{TIME(2026-11-13T16:00:00Z)}}",
        "Provisioned",
        "first check-in with a compliance state",
        "{{DATE(2026-11-13T18:00:00Z, SHORT)}}, {{TIME(2026-11-13T18:00:00Z)}}",
        "Handed off",
        "Intune's list of last sign-ins",
        "{{DATE(2026-11-19T16:00:00Z, SHORT)}}, {{TIME(2026-11-19T16:00:00Z)}}",
        "Proposed",
        "Custodian's proposal",
      ].join("\n"),
    );
    expect(say()).not.toMatch(/Decided|Approved|Confirmed/);
  });

  it("moves on with the proposal, and names the verdict", () => {
    const text = textsOf(renderHandoff(verifiedHandoffCard, personal).card);
    expect(text).toContain("Done: Ben Ortiz is the primary user");
    expect(text).toEqual(
      expect.arrayContaining(["Approved", "Confirmed in Intune"]),
    );
    const id = exampleProposal().id;
    const rejected = say({
      proposal: exampleProposal({ state: exampleStates.rejected }),
      handoff: exampleHandoff({
        proposal: { id, state: "rejected", verdict: "reject" },
        moments: {
          ...exampleHandoff().moments,
          decided: { at: NOON, source: "proposal" },
        },
      }),
    });
    expect(rejected).toContain(
      "Rejected, nothing changed\nBen only borrows it while his own is repaired.",
    );
    expect(rejected).toContain("Rejected\nCustodian's proposal");
  });

  it("says why there is no proposal", () => {
    const { moments } = exampleHandoff();
    const verified = { at: NOON, source: "intune" } as const;
    expect(say({ proposal: null })).toContain("No proposal:");
    expect(
      say({
        proposal: null,
        handoff: exampleHandoff({ moments: { ...moments, verified } }),
      }),
    ).toContain("This person was the primary user in Intune already");
  });

  it("tells of several people, of a device that went on, and of one that is gone", () => {
    const shared = aHandoffCard({ handoff: exampleHandoff({ toUser: null }) });
    const { card, summary } = renderHandoff(shared, personal);
    expect(textsOf(card).join("\n")).toContain(
      "Several people\n  It isn't just one person's",
    );
    expect(summary).toContain("was handed off to several people.");
    expect(
      say({ handoff: exampleHandoff({ endedBecause: "enrolled-again" }) }),
    ).toContain("enrolled the device again");
    expect(
      say({ handoff: exampleHandoff({ endedBecause: "gone" }) }),
    ).toContain("removed from Intune");
  });

  it.each([
    [
      "pending",
      "enrolled-again",
      "Withdrawn: someone enrolled the device again",
    ],
    ["held", "enrolled-again", "Withdrawn: someone enrolled the device again"],
    ["approved", "gone", "Closed: the device was removed from Intune"],
    [
      "superseded",
      "enrolled-again",
      "Withdrawn: someone enrolled the device again",
    ],
    ["rejected", "enrolled-again", "Rejected, nothing changed"],
    ["verified", "gone", "Done: Ben Ortiz is the primary user"],
  ] as const)(
    "says how it stands after the cycle of a %s proposal ended (%s): %s",
    (state, endedBecause, expected) => {
      const { card, summary } = renderHandoff(
        aHandoffCard({
          handoff: exampleHandoff({ endedBecause }),
          proposal: exampleProposal({ state: exampleStates[state] }),
        }),
        personal,
      );
      expect(textsOf(card)).toContain(expected);
      expect(summary).toContain(expected);
      expect(textsOf(card).join("\n")).not.toContain("Waiting for");
    },
  );

  it("has its times in order, though somebody had the device before it checked in", () => {
    const { moments } = exampleHandoff();
    const { enrolled, provisioned, "handed-off": handedOff } = moments;
    const text = say({
      handoff: exampleHandoff({
        moments: {
          ...(enrolled && { enrolled }),
          ...(handedOff && { provisioned: handedOff }),
          ...(provisioned && { "handed-off": provisioned }),
        },
      }),
    });
    expect(text).toMatch(/\nEnrolled\n[^]*\nHanded off\n[^]*\nProvisioned\n/);
  });

  it("opens the device's page in the tab, where there is one", () => {
    const tabLink = createTabLink("app-1");
    const { card } = renderHandoff(aHandoffCard(), { ...personal, tabLink });
    const { device } = exampleHandoff();
    expect(
      [...walkCard(card)].filter(({ type }) => type === "Action.OpenUrl"),
    ).toMatchObject([
      { title: "Open in the tab", url: tabLink(`devices/${device.id}`) },
    ]);
  });

  it("does not say that nothing is proposed of a cycle that ended before something was", () => {
    const handoff = exampleHandoff({ endedBecause: "gone" });
    const text = say({ handoff, proposal: null });
    expect(text).toContain("Closed: the device was removed from Intune");
    expect(text).not.toContain("No proposal:");
  });

  it.each(Object.values(exampleStates))(
    "has one button while its proposal is $kind, which says that it's wrong",
    (state) => {
      const { card } = renderHandoff(
        aHandoffCard({ proposal: exampleProposal({ state }) }),
        personal,
      );
      expect(buttonTitles(card)).toEqual(["This is wrong…"]);
    },
  );

  it.each([
    ["said twice", exampleHandoff({ objection: anObjection() })],
    ["said of a cycle that ended", exampleHandoff({ endedBecause: "gone" })],
  ])("does not let it be %s", (_case, handoff) => {
    const { card } = renderHandoff(aHandoffCard({ handoff }), personal);
    expect(buttonTitles(card)).toEqual([]);
  });

  it.each([
    [
      {},
      "You said this is wrong: The device went somewhere else: In a box",
      "is telling the helpdesk",
    ],
    [
      { toldAt: hours(0) },
      "You said this is wrong",
      "The helpdesk is looking into it.",
    ],
    [
      { by: ana },
      `${ana.displayName} said this is wrong`,
      "is telling the helpdesk",
    ],
    [
      { ended: { kind: "done", by: ana, at: hours(1) } as const },
      "You said this is wrong",
      `${ana.displayName} from the helpdesk took care of it.`,
    ],
    [
      {
        ended: {
          kind: "decided",
          verdict: "reject",
          toUser: ben,
          by: ana,
          at: hours(1),
        } as const,
      },
      "You said this is wrong",
      `${ana.displayName} rejected the proposal.`,
    ],
  ])("shows what was said, and where that stands: %j", (more, said, stands) => {
    const text = say({
      handoff: exampleHandoff({ objection: anObjection(more) }),
    });
    expect(text).toContain(said);
    expect(text).toContain(stands);
  });

  it("mentions the lead in a channel, and nobody in their own chat or without one", () => {
    const entities = (card: Card) =>
      (card["msteams"] as { entities?: unknown[] }).entities ?? [];
    const posted = renderHandoff(aHandoffCard(), channel).card;
    expect(entities(posted)).toEqual([
      {
        type: "mention",
        text: "<at>Cleo Müller</at>",
        mentioned: { id: cleo.id, name: "Cleo Müller" },
      },
    ]);
    // Teams finds the mention by its text, in a TextBlock alone.
    expect(
      [...walkCard(posted["body"])].filter(
        ({ type, text }) =>
          type === "TextBlock" && text === "<at>Cleo Müller</at>",
      ),
    ).toHaveLength(1);
    for (const { card } of [
      renderHandoff(aHandoffCard(), personal),
      renderHandoff(aHandoffCard({ lead: null }), channel),
    ]) {
      expect(entities(card)).toEqual([]);
      expect(JSON.stringify(card)).not.toContain("<at>");
    }
  });
});

describe("a mention of somebody with an odd name", () => {
  it.each([
    [
      "<b>Eve</b></at><at>*all* [x](https://evil.example)",
      "b Eve b at at all x (https evil.example)",
    ],
    ["Ann-Kathrin O’Neil (IT), Dr.", "Ann-Kathrin O’Neil (IT), Dr."],
    ["**", "—"],
  ])("is text inside its tag: %s", (displayName, shown) => {
    const lead = { ...cleo, displayName };
    const { card } = renderHandoff(aHandoffCard({ lead }), channel);
    const [mention] = [...walkCard(card["body"])].filter(
      ({ type, text }) =>
        type === "TextBlock" && String(text).startsWith("<at>"),
    );
    const { entities } = card["msteams"] as { entities: { text: string }[] };
    expect(entities[0]?.text).toBe(mention?.["text"]);
    const inner = /^<at>([^<>]*)<\/at>$/.exec(String(mention?.["text"]))?.[1];
    expect(inner?.replace(/[\u2060\u200A]/g, "").replace(/\s+/g, " ")).toBe(
      shown,
    );
  });
});

describe("the card of a sweep", () => {
  const render = (...args: Parameters<typeof aSweepCard>) =>
    renderSweep(aSweepCard(...args), personal);
  const say = (...args: Parameters<typeof aSweepCard>) =>
    textsOf(render(...args).card).join("\n");

  it("counts what was read and found, of how many", () => {
    const text = say();
    for (const part of [
      "Scanning the tenant",
      "All people and devices",
      "Reading the devices now.",
      "  25%",
      "Pages read\n12",
      "People\n7,000",
      "Devices\n5,000 of 20,000",
      "Devices checked\n340",
      "Proposals\n12",
      "Handoffs\n15",
      "Removed from Intune\n3",
      "Started: {{DATE(2026-11-20T12:00:00Z, SHORT)}}",
      "Last step: {{DATE(2026-11-20T12:12:00Z, SHORT)}}",
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("${");
  });

  it("estimates the time left from the rate of people and devices so far", () => {
    // 12,000 in 12 minutes; 15,000 are left.
    expect(say()).toContain("About 15 minutes left for the devices.");
    expect(say(undefined, {}, { devices: 19_990 })).toContain(
      "About less than a minute left",
    );
    // A list that is longer than it said is not late.
    expect(say(undefined, {}, { devices: 21_000 })).toContain("  100%");
  });

  it("promises no time before it knows one", () => {
    const unknown = { devices: 0, devicesExpected: null };
    for (const text of [
      say({ kind: "people", cursor: null }, {}, unknown),
      say({ kind: "devices", cursor: null }, {}, unknown),
    ]) {
      expect(text).toContain("shows once Custodian reads devices");
      expect(text).not.toMatch(/About|%/);
    }
    expect(say({ kind: "candidates", after: null })).toContain(
      "This is the last part",
    );
  });

  it("leaves out of an hourly sweep what only a full one reads", () => {
    const text = say(undefined, { kind: "changes" });
    expect(text).toContain("Devices that checked in since the last scan");
    expect(text).not.toMatch(/People\n|Removed from Intune/);
  });

  it("ends with what was found, and where to look", () => {
    const { card, summary } = render(
      { kind: "done" },
      {},
      { devices: 20_000, proposals: 1 },
    );
    const text = textsOf(card).join("\n");
    for (const part of [
      "✔ \nScan finished",
      "15 new handoffs and 1 new proposal.",
      "It took 12 minutes.",
      "Type pending for the proposals, or handoffs for the staging board.",
      "Ended: {{DATE(2026-11-20T12:12:00Z, SHORT)}}",
    ])
      expect(text).toContain(part);
    expect(summary).toMatch(/^Scan finished\. 15 new handoffs/);
    expect(say({ kind: "done" }, {}, { proposals: 0, handoffs: 0 })).toContain(
      "No new handoffs",
    );
  });

  it("says why it stopped and what to do then", () => {
    const { card, summary } = render({
      kind: "failed",
      message: "Graph refused the list of **devices**.",
    });
    const text = textsOf(card)
      .join("\n")
      .replace(/\u200A/g, "");
    expect(text).toMatch(
      /The scan stopped.*Graph refused the list.*type scan/s,
    );
    expect(summary).toContain("Graph refused the list of");
    expect(JSON.stringify(card)).not.toContain("**devices**");
  });
});

describe("the staging board", () => {
  const render = (...args: Parameters<typeof exampleBoard>) =>
    renderBoard(exampleBoard(...args), { now: NOON });

  it("counts the devices of each stage in bars, each with its count beside the name", () => {
    const { card, summary } = render();
    const bars = [...walkCard(card)]
      .map((node) => textsOf(node["inlines"]))
      .filter(([bar]) => bar?.startsWith("█"))
      .map(([bar = "", count, label]) => [
        bar.trimEnd().length,
        Number(count),
        label?.trim(),
      ]);
    expect(bars).toEqual([
      [5, 7, "Enrolled"],
      [14, 18, "Provisioned, waiting"],
      [2, 2, "Handed off"],
      [7, 9, "Proposed"],
      [1, 1, "Decided, not confirmed yet"],
    ]);
    // Beside all there ever were, no other bar would be seen.
    expect(textsOf(card)).toContain(
      "Confirmed in Intune: 214. Nothing left to do for these.",
    );
    expect(summary).toBe("25 devices are waiting, 11 of them stuck.");
  });

  it("lists the devices that wait, and marks in words those that are stuck", () => {
    const text = textsOf(render().card).join("\n");
    expect(text).not.toContain("${");
    expect(text).toContain(
      [
        "⚠ Stuck · ",
        "LT-0117",
        "  Latitude 7440 · serial number 5CG1234XYZ",
        "Enrolled: {{DATE(2026-10-20T12:00:00Z, SHORT)}}, {{TIME(2026-10-20T12:00:00Z)}} · Last check-in: {{DATE(2026-11-20T09:00:00Z, SHORT)}}, {{TIME(2026-11-20T09:00:00Z)}}",
        "Staged by staging@contoso.com, waiting 31 days",
        "LT-0200",
      ].join("\n"),
    );
    expect(text).toContain("11 to 20 of 25, 11 stuck");
    expect(text.match(/Stuck ·/g)).toHaveLength(1);
  });

  it("says which handoffs are contradicted and by whom, but not in which words", () => {
    const contradicted = exampleHandoff({ objection: anObjection() });
    const text = textsOf(
      render({
        contradicted: { first: Array(10).fill(contradicted), total: 12 },
      }).card,
    ).join("\n");
    expect(text).toContain("Reported wrong\n⚠ LT-0042\nCleo Müller says");
    expect(text.match(/Cleo Müller says/g)).toHaveLength(3);
    expect(text).toContain("And 9 more, in the tab.");
    expect(text).not.toContain("In a box");
  });

  it("leads to the pages there are, and to no others", () => {
    const pages = (page: number, count: number) => {
      const { card } = render({ page, pages: count });
      return (card["actions"] as { title: string; data: unknown }[]).map(
        ({ title, data }) => [title, data],
      );
    };
    expect(pages(1, 3)).toEqual([
      ["Previous", { page: 0 }],
      ["Next", { page: 2 }],
    ]);
    expect(pages(0, 2)).toEqual([["Next", { page: 1 }]]);
    expect(pages(1, 2)).toEqual([["Previous", { page: 0 }]]);
    expect(buttonTitles(render({ page: 0, pages: 1 }).card)).toEqual([]);
  });

  it("says so when no device waits", () => {
    const stages: readonly HandoffStage[] = ["enrolled", "verified"];
    const { card } = render({
      counts: stages.map((stage) => ({ stage, devices: 0 })),
      rows: [],
      waiting: 0,
      stuck: 0,
      page: 0,
      pages: 1,
    });
    expect(textsOf(card)).toContain("No staged devices are waiting.");
  });

  it("says of a device that never checked in that it did not", () => {
    const handoff = exampleHandoff({
      lastCheckInAt: null,
      stagingAccount: bench.userPrincipalName,
    });
    const { card } = render({ rows: [{ handoff, isStuck: false }] });
    expect(textsOf(card).join("\n")).toContain("Last check-in: never");
  });
});
