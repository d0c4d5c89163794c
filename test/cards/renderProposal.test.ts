import { describe, expect, it } from "@jest/globals";
import { renderProposal } from "../../bot/cards/renderProposal.ts";
import { Verb } from "../../bot/cards/verbs.ts";
import { asText } from "../../bot/text/asText.ts";
import { english, messagesOf } from "../../bot/messages/languages.ts";
import { describeIneligibility } from "../../src/domain/people/eligibility.ts";
import type { WeighedLogon } from "../../src/domain/evidence/handoffOutcome.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import { showPerson } from "../../src/domain/proposals/background.ts";
import type {
  Decision,
  FrozenEvidence,
  Proposal,
  ProposalStateKind,
} from "../../src/domain/proposals/proposal.ts";
import {
  ana,
  ben,
  bench,
  cleo,
  dara,
  daysEvidence,
  exampleEvidence,
  exampleProposal,
  exampleStates,
  handoffEvidence,
  hours,
  NOON,
  person,
  rejected,
} from "../support/cardExamples.ts";
import {
  buttonTitles,
  textsOf,
  walkCard,
  type Node,
} from "../support/walkCard.ts";

const render = (overrides: Partial<Proposal> = {}) =>
  renderProposal(exampleProposal(overrides), { now: NOON }).card;
const say = (overrides: Partial<Proposal> = {}) =>
  textsOf(render(overrides)).join("\n");
const withEvidence = (evidence: Partial<FrozenEvidence>) => ({
  evidence: { ...exampleEvidence, ...evidence },
});

describe("the approval card", () => {
  it("says for whom it is, by whom, and that others may decide as well, while it is open", () => {
    const handedTo = { person: cleo, by: dara, at: NOON };
    const said = `For ${cleo.displayName}\n · handed over by ${dara.displayName}. Anyone else who may decide still can.`;
    expect(say({ handedTo }).replace("\n ·", " ·")).toContain(
      said.replace("\n ·", " ·"),
    );
    expect(say({ handedTo, state: exampleStates.snoozed })).toContain(
      `For ${cleo.displayName}`,
    );
    expect(say({ handedTo, state: exampleStates.rejected })).not.toContain(
      "handed over",
    );
  });

  it("says which device, from whom to whom and why", () => {
    const text = say();
    for (const part of [
      "LT-0042",
      "Latitude 7440 · serial number 5CG1234XYZ",
      "Last check-in: {{DATE(2026-11-20T09:00:00Z, SHORT)}}, {{TIME(2026-11-20T09:00:00Z)}}",
      "Ana Schmidt",
      "ana.schmidt@contoso.com",
      "Ben Ortiz",
      "ben.ortiz@contoso.com",
      "Ben Ortiz signed in 12 times in the days the device counted; Ana Schmidt, 3 times. That's 4× as often. Custodian proposes a change at 1.5× or more.",
      "Next is Cleo Müller: 2 sign-ins, 11% of all.",
      "Not counted:\nstaging@contoso.com, 5 sign-ins. This is a staging account. It never owns a device.\n",
      "Evidence: the device's own report, counted {{DATE(2026-11-20T10:00:00Z, SHORT)}}, {{TIME(2026-11-20T10:00:00Z)}}",
      "Expires: {{DATE(2026-11-23T11:00:00Z, SHORT)}}, {{TIME(2026-11-23T11:00:00Z)}}",
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("${");
    expect(text).not.toContain("Requested by");
  });

  it("offers three answers beside the menu, and only the inner cards require an input", () => {
    const card = render();
    expect(buttonTitles(card)).toEqual([
      "Approve",
      "Reject",
      "Someone else…",
      "Snooze",
      "Details",
    ]);
    const actions = card["actions"] as Record<string, unknown>[];
    expect(actions.map(({ type }) => type)).toEqual([
      "Action.Execute",
      "Action.ShowCard",
      "Action.ShowCard",
      "Action.Execute",
      "Action.Submit",
    ]);
    // What opens an inner card is not in the menu, where Teams does not open it.
    expect(actions.map(({ mode }) => mode)).toEqual([
      ...Array<undefined>(3).fill(undefined),
      "secondary",
      "secondary",
    ]);
    expect(
      actions.flatMap((action) =>
        action["card"] ? [buttonTitles(action["card"] as never)] : [],
      ),
    ).toEqual([["Reject"], ["Propose"]]);
    const required = (part: unknown) =>
      [...walkCard(part)].filter(({ isRequired }) => isRequired === true);
    expect(required(card["body"])).toEqual([]);
    expect(required(card).map(({ id }) => id)).toEqual(["who"]);
  });

  it("carries the id and the version, the version as a number", () => {
    const data = [...walkCard(render({ version: 4 }))]
      .filter(({ type }) => type === "Action.Execute")
      .map((action) => action["data"]);
    expect(data).toEqual(Array(4).fill({ id: "p-7f3a", version: 4 }));
  });

  it("folds the evidence and the comment behind what one reads first", () => {
    const body = render()["body"] as Node[];
    const folded = body.filter(({ isVisible }) => isVisible === false);
    expect(folded.map(({ id }) => id)).toEqual(["evidence", "comment"]);
    const said = textsOf(body.filter((part) => !folded.includes(part)));
    expect(said.join("\n")).not.toMatch(/DATE|█|Next is|Not counted/);
    const targets = [...walkCard(body)].flatMap(
      ({ targetElements }) => (targetElements ?? []) as string[],
    );
    const ids = [...walkCard(body)].flatMap(({ id }) => (id as string) ?? []);
    expect(targets.toSorted()).toEqual(ids.toSorted());
  });

  /** The bars as one reads them: a length, a count, a name. */
  const barsOf = (overrides: Partial<Proposal>) =>
    [...walkCard(render(overrides))]
      .map((node) => textsOf(node["inlines"]))
      .filter(([bar]) => /^[█\u00A0]+$/u.test(bar ?? ""))
      .map(([bar = "", count, label]) => ({
        length: bar.trimEnd().length,
        count: Number(count),
        label: label?.trim(),
      }));

  it("draws the logons as bars, each with its count beside the name", () => {
    expect(barsOf({})).toEqual([
      { length: 14, count: 12, label: "Ben Ortiz (proposed)" },
      { length: 4, count: 3, label: "Ana Schmidt (now)" },
      { length: 2, count: 2, label: "Cleo Müller" },
      { length: 1, count: 1, label: "Dara O'Brien" },
    ]);
  });

  it("shows at most eight people, sums the rest, and never leaves out the two it is about", () => {
    const crowd = Array.from({ length: 30 }, (_, index) => ({
      person: person(`Person ${index}`, `p${index}@contoso.com`),
      logons: 100 - index,
    }));
    const counted = [
      ...crowd,
      { person: ben, logons: 2 },
      { person: ana, logons: 1 },
    ];
    const bars = barsOf(withEvidence({ counted }));
    expect(bars).toHaveLength(9);
    expect(bars.map(({ label }) => label)).toEqual(
      expect.arrayContaining([
        "Ben Ortiz (proposed)",
        "Ana Schmidt (now)",
        "24 other people",
      ]),
    );
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(
      counted.reduce((sum, { logons }) => sum + logons, 0),
    );
  });

  it.each([
    ["proposed person", "toUser", "Erin Wu (proposed)"],
    ["primary user", "fromUser", "Erin Wu (now)"],
  ])(
    "shows a %s who never logged on with no logons, once anybody did",
    (_who, side, label) => {
      const erin = person("Erin Wu", "erin.wu@contoso.com");
      const bars = (evidence: Partial<FrozenEvidence>) =>
        barsOf({ [side]: erin, ...withEvidence(evidence) });
      expect(bars({}).at(-1)).toEqual({ label, count: 0, length: 0 });
      expect(bars({ counted: [] })).toEqual([]);
      const leftOut = [
        { upn: "Erin.Wu@contoso.com", logons: 2, why: "Guest." },
      ];
      expect(bars({ leftOut }).map((bar) => bar.label)).not.toContain(label);
    },
  );

  it.each([
    [
      describeIneligibility("staging-account"),
      "Ana Schmidt, the primary user, is a staging account. Its sign-ins don't count.",
    ],
    [
      "Sentence of another version.",
      "The sign-ins of Ana Schmidt, the primary user, don't count. Sentence of another version.",
    ],
  ])(
    "says that the primary user's logons do not count instead of denying them: %s",
    (why, message) => {
      const text = say(
        withEvidence({
          counted: [{ person: ben, logons: 4 }],
          leftOut: [{ upn: "ANA.Schmidt@contoso.com", logons: 2, why }],
          outcome: {
            kind: "reassign",
            toUser: ben.id,
            share: 1,
            ratio: 8,
            reason: "primary-user-not-seen",
          },
        }),
      );
      expect(text).toContain(message);
      expect(text).not.toContain("didn't sign in");
    },
  );

  it("gives each of four people left out a line with the whole reason, and counts the rest", () => {
    const leftOut = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        upn: `a${index}@contoso.com`,
        logons: 1,
        why: describeIneligibility("unlicensed"),
      }));
    const text = say(withEvidence({ leftOut: leftOut(6) }));
    expect(text).toContain(
      "a3@contoso.com, 1 sign-in. This user has no Intune license. Intune requires one of a primary user.\nand 2 more\n",
    );
    expect(text).not.toContain("a4@");
    expect(say(withEvidence({ leftOut: leftOut(4) }))).not.toMatch(
      /and \d+ more/,
    );
    expect(say(withEvidence({ leftOut: [] }))).not.toContain("Not counted");
  });

  it("calls nobody a shared device, on either side", () => {
    expect(say({ fromUser: null })).toContain(
      "Shared device\n  No primary user",
    );
    expect(say({ toUser: null })).toContain("Shared device\n  No primary user");
    expect(say({ toUser: null })).toContain("Make LT-0042 a shared device?");
  });

  it.each<[string, Partial<Proposal>, string]>([
    [
      "a primary user who was not seen",
      withEvidence({
        counted: [{ person: ben, logons: 4 }],
        outcome: {
          kind: "reassign",
          toUser: ben.id,
          share: 1,
          ratio: 8,
          reason: "primary-user-not-seen",
        },
      }),
      "Ben Ortiz signed in 4 times in the days the device counted. Ana Schmidt, the primary user, didn't sign in at all. A proposal needs at least 3 sign-ins.",
    ],
    [
      "a device without a primary user",
      {
        fromUser: null,
        ...withEvidence({
          outcome: {
            kind: "reassign",
            toUser: ben.id,
            share: 0.667,
            ratio: null,
            reason: "no-primary-user",
          },
        }),
      },
      "Ben Ortiz signed in 12 times in the days the device counted. That's 67% of all sign-ins. The device has no primary user.",
    ],
    [
      "a shared pattern",
      {
        toUser: null,
        ...withEvidence({
          outcome: { kind: "clear", reason: "shared-pattern", regularUsers: 5 },
        }),
      },
      "5 people use this device regularly: each has at least 3 sign-ins in the days the device counted. Nobody has half of all sign-ins.",
    ],
    [
      "what was asked for without a look at the logons",
      { evidence: null },
      "Someone requested this. Custodian hasn't looked at who signs in to this device.",
    ],
    [
      "no evidence",
      withEvidence({ outcome: { kind: "unclear", reason: "no-evidence" } }),
      "No usage data yet.",
    ],
    [
      "a wish the evidence does not share",
      { toUser: cleo },
      "Going by the evidence alone, Custodian would propose Ben Ortiz, who signed in 12 times in the days the device counted; Ana Schmidt, 3 times. That's 4× as often. Custodian proposes a change at 1.5× or more.",
    ],
    [
      "a tie",
      withEvidence({ outcome: { kind: "unclear", reason: "tie" } }),
      "The people who sign in most are level",
    ],
  ])("explains %s", (_case, overrides, message) => {
    expect(say(overrides)).toContain(message);
  });

  it("names who asked for it, and that they may not approve it", () => {
    expect(say({ origin: { kind: "manual", requestedBy: dara } })).toContain(
      "Requested by Dara O'Brien. Someone else has to approve it.",
    );
  });

  it("gives notifications and screen readers the question in plain text", () => {
    const { card, summary } = renderProposal(exampleProposal(), { now: NOON });
    expect(summary).toBe(
      "Change the primary user of LT-0042 from Ana Schmidt to Ben Ortiz? An approver decides on this card.",
    );
    expect(card).toMatchObject({ fallbackText: summary, speak: summary });
  });

  it("does without a check-in, an expiry and people", () => {
    const text = say({
      device: { ...exampleProposal().device, lastCheckInAt: null },
      expiresAt: null,
      evidence: null,
    });
    expect(text).toContain("Last check-in: never");
    expect(text).not.toMatch(/Expires|Evidence:|null|undefined|\$\{/);
  });
});

describe("the approval card of a handoff", () => {
  const asked = (evidence: Partial<FrozenEvidence> = {}) =>
    say({ fromUser: bench, evidence: { ...handoffEvidence, ...evidence } });

  it("says who was the last real person to log on, who staged the device, and who does not count", () => {
    const text = asked();
    for (const part of [
      "Ben Ortiz was the last real person to sign in, on 19 November 2026. staging@contoso.com staged the device.",
      "Dara O'Brien signed in later but doesn't count. This is a technician, who signs in to other people's devices.",
      "Evidence: Intune's list of last sign-ins, read {{DATE(2026-11-20T10:00:00Z, SHORT)}}, {{TIME(2026-11-20T10:00:00Z)}}",
    ])
      expect(text).toContain(part);
    // Before Ben, the bench was right.
    expect(text).not.toContain("Staging Bench signed in later");
  });

  it("lists the last logons with their reasons instead of a chart, and names an id that Entra does not know", () => {
    const { counted } = exampleEvidence;
    const evidence = { ...handoffEvidence, counted };
    const card = render({ fromUser: bench, evidence });
    expect(
      [...walkCard(card)].filter(({ type }) => type === "Chart.HorizontalBar"),
    ).toEqual([]);
    expect(textsOf(card).join("\n")).toContain(
      [
        "Last sign-ins, newest first",
        "Dara O'Brien",
        "{{DATE(2026-11-20T08:00:00Z, SHORT)}}, {{TIME(2026-11-20T08:00:00Z)}}",
        "This is a technician, who signs in to other people's devices.",
        "Unknown person (ID 0c6a3f0e-2f5b-4f0a-8a6e-8b1f2b9f5d21)",
        "{{DATE(2026-11-20T06:00:00Z, SHORT)}}, {{TIME(2026-11-20T06:00:00Z)}}",
        "Entra doesn't know this account. It may have been deleted.",
        "Ben Ortiz (proposed)",
        "{{DATE(2026-11-19T16:00:00Z, SHORT)}}, {{TIME(2026-11-19T16:00:00Z)}}",
        "ben.ortiz@contoso.com",
        "Staging Bench (now)",
      ].join("\n"),
    );
  });

  it("shows the one who is proposed however many logged on since, and counts the rest", () => {
    const later = Array.from({ length: 20 }, (_, index) => ({
      userId: `tech-${index}` as UserId,
      at: hours(-index / 10),
      person: person(`Tech ${index}`, `t${index}@contoso.com`),
      why: "This is a technician.",
    }));
    const text = asked({
      lastLogons: [...later, ...handoffEvidence.lastLogons.slice(2)],
    });
    expect(text).toContain("Ben Ortiz (proposed)");
    expect(text).toContain("Tech 4\n");
    expect(text).not.toContain("Tech 5\n");
    expect(text).toContain("and 16 more");
    expect(text).toContain(
      "Tech 0, Tech 1 and 18 other people signed in later but don't count. This is a technician.",
    );
  });

  it("calls two at the same instant not later than each other", () => {
    const [tied] = handoffEvidence.lastLogons;
    expect(
      asked({
        lastLogons: [
          { ...tied, at: hours(-20) } as WeighedLogon,
          ...handoffEvidence.lastLogons.slice(2),
        ],
      }),
    ).not.toContain("later");
  });

  it.each<[string, FrozenEvidence["outcome"], Partial<Proposal>]>([
    [
      "The device has no primary user.",
      {
        kind: "handed-off",
        toUser: ben.id,
        loggedOnAt: hours(-20),
        reason: "no-primary-user",
      },
      { fromUser: null },
    ],
    [
      "Going by the evidence alone, Custodian would propose Ben Ortiz, the last real person to sign in",
      handoffEvidence.outcome,
      { toUser: cleo },
    ],
    [
      "5 people signed in to this device within 7 days. It isn't just one person's.",
      { kind: "shared", people: 5 },
      { toUser: null },
    ],
    [
      "Going by the evidence alone, Custodian would make it a shared device.",
      { kind: "shared", people: 5 },
      { toUser: ben },
    ],
    [
      "Intune lists no sign-in on this device.",
      { kind: "waiting", reason: "nobody-logged-on" },
      {},
    ],
    [
      "none of the people who signed in can be the primary user.",
      { kind: "waiting", reason: "no-real-person-yet" },
      {},
    ],
    ["nobody staged the device", { kind: "not-concerned" }, {}],
  ])("says: %s", (message, outcome, proposal) => {
    const evidence = { ...handoffEvidence, outcome };
    expect(say({ evidence, ...proposal })).toContain(message);
    expect(
      say({ evidence, ...proposal, state: exampleStates.verified }),
    ).toContain(message);
  });
});

describe("the settled card", () => {
  const settled = Object.keys(exampleStates).filter(
    (kind) => kind !== "pending",
  ) as ProposalStateKind[];
  const undoUntil = hours(72);

  it.each(settled)("offers no decision when %s, unless it sleeps", (kind) => {
    const card = render({ state: exampleStates[kind], undoUntil });
    const verbs = [...walkCard(card)].flatMap(({ verb }) => verb ?? []);
    const decisions = ["proposal.approve", "proposal.reject"];
    expect(decisions.every((verb) => verbs.includes(verb))).toBe(
      kind === "snoozed",
    );
    if (kind !== "snoozed")
      for (const verb of verbs)
        expect(["proposal.undo", "proposal.try-again"]).toContain(verb);
    expect(JSON.stringify(card)).not.toMatch(/undefined|null|\$\{/);
    for (const part of ["LT-0042", "Ana Schmidt", "Ben Ortiz", "Why: "])
      expect(textsOf(card).join("\n")).toContain(part);
  });

  it.each<[ProposalStateKind, string[]]>([
    ["verified", ["Undo", "Details"]],
    ["failed", ["Try again", "Details"]],
    ["unconfirmed", ["Try again", "Details"]],
    ["undo-failed", ["Try again", "Details"]],
    ["rejected", ["Details"]],
    ["applied", ["Details"]],
    ["undone", ["Details"]],
  ])("has the buttons of a %s proposal", (kind, titles) => {
    expect(
      buttonTitles(render({ state: exampleStates[kind], undoUntil })),
    ).toEqual(titles);
  });

  it("folds each step's time and the reasons behind who decided and on which day", () => {
    const body = render({ state: exampleStates.verified, undoUntil })["body"];
    const folded = (body as Node[]).filter(
      (part) => part["isVisible"] === false,
    );
    expect(folded.map(({ id }) => id)).toEqual(["history", "why"]);
    const shown = textsOf(
      (body as Node[]).filter((part) => !folded.includes(part)),
    ).join("\n");
    expect(shown).toContain(
      "Approved by Cleo Müller · Changed in Intune · Confirmed in Intune\n{{DATE(2026-11-20T12:06:00Z, SHORT)}}\n",
    );
    expect(shown).not.toMatch(/2026-11-20T12:00|Why: /);
  });

  it("takes Undo away when its window ends, to the second", () => {
    const state = exampleStates.verified;
    expect(buttonTitles(render({ state, undoUntil: hours(0.001) }))).toEqual([
      "Undo",
      "Details",
    ]);
    expect(buttonTitles(render({ state, undoUntil: NOON }))).toEqual([
      "Details",
    ]);
    expect(buttonTitles(render({ state, undoUntil: null }))).toEqual([
      "Details",
    ]);
  });

  it("offers no Undo where nothing was changed", () => {
    const state = { ...exampleStates.verified, changed: false };
    const card = render({ state, undoUntil });
    expect(buttonTitles(card)).toEqual(["Details"]);
    expect(textsOf(card).join()).toContain("nothing changed");
  });

  it.each<[ProposalStateKind, string[]]>([
    [
      "rejected",
      [
        "Rejected by Cleo Müller",
        rejected.reason ?? "",
        "{{DATE(2026-11-20T12:00:00Z, SHORT)}}",
      ],
    ],
    ["approved", ["Approved by Cleo Müller", "changing Intune"]],
    ["applying", ["Approved by Cleo Müller", "changing Intune"]],
    ["applied", ["not confirmed in Intune", "Approved by Cleo Müller"]],
    [
      "verified",
      [
        "Done: Ben Ortiz is the primary user",
        "Approved by Cleo Müller",
        "Confirmed in Intune",
        "Undo until:",
      ],
    ],
    [
      "snoozed",
      [
        "Snoozed for 3 days",
        "Snoozed by Cleo Müller",
        "Snoozed until",
        "{{DATE(2026-11-23T12:00:00Z, SHORT)}}",
      ],
    ],
    ["expired", ["Expired without a decision"]],
    ["superseded", ["Dara O'Brien became the primary user"]],
    [
      "failed",
      [
        "The change failed",
        "DeviceManagementManagedDevices.PrivilegedOperations.All",
        "Approved by Cleo Müller",
      ],
    ],
    ["unconfirmed", ["not confirmed in Intune", "Check the device in Intune"]],
    ["undoing", ["Undo requested by Dara O'Brien"]],
    [
      "undone",
      [
        "Undone: Ana Schmidt is the primary user again",
        "Undone by Dara O'Brien",
      ],
    ],
    ["undo-failed", ["The undo failed", "Undo requested by Dara O'Brien"]],
    ["held", ["Waiting for room", "types: use this channel"]],
  ])("tells of a %s proposal who, when and why", (kind, parts) => {
    const text = say({ state: exampleStates[kind], undoUntil });
    for (const part of parts) expect(text).toContain(part);
  });

  it.each<[ProposalStateKind, string, string, string]>([
    ["rejected", "Primary user now", "→", "Proposed"],
    ["applying", "Primary user now", "→", "Proposed"],
    ["applied", "Before", "→", "Changed to, not confirmed yet"],
    ["unconfirmed", "Before", "→", "Changed to, not confirmed yet"],
    ["verified", "Before", "→", "Now"],
    ["superseded", "Before", "→", "Proposed"],
    ["failed", "Primary user now", "→", "Proposed"],
    ["undoing", "Restoring", "←", "Removing"],
    ["undone", "Primary user now", "←", "Before the undo"],
    ["undo-failed", "Before", "→", "Changed to"],
  ])("heads the two people of a %s proposal", (kind, from, arrow, to) => {
    expect(say({ state: exampleStates[kind] })).toContain(
      `${from}  \nAna Schmidt\n  ${arrow}  \n${to}  \nBen Ortiz\n`,
    );
  });

  it("says when a snoozed proposal that lost its channel comes back", () => {
    const { until, snoozedBy, days } = exampleStates.snoozed;
    const snooze = { until, snoozedBy, days };
    expect(say({ state: { kind: "held", snooze } })).toContain(
      "You can decide when it comes back.\nSnoozed until {{DATE(2026-11-23T12:00:00Z, SHORT)}}",
    );
    expect(say({ state: { kind: "held" } })).not.toContain("Snoozed until");
  });

  it("does not say whose the device is after a write whose answer nobody saw", () => {
    const state = { ...exampleStates.failed, writeStartedAt: NOON };
    expect(say({ state })).toContain("Before  \nAna Schmidt\n");
    expect(say({ state })).not.toMatch(/now/i);
  });

  it.each([
    [
      english,
      [
        "Done: Ben Ortiz is the primary user",
        "Changed in Intune by admin@contoso.com",
        "Someone else changed this device's primary user in Intune as well.",
      ],
      "Done, then changed outside Custodian: Dara O'Brien is the primary user",
      "Done, then changed outside Custodian: the device has no primary user",
      "Intune showed Dara O'Brien",
    ],
    [
      messagesOf("de"),
      [
        "Erledigt: Ben Ortiz ist der primäre Benutzer",
        "In Intune geändert von admin@contoso.com",
        "Auch jemand anderes hat den primären Benutzer dieses Geräts in Intune geändert.",
      ],
      "Erledigt, danach außerhalb von Custodian geändert: Dara O'Brien ist der primäre Benutzer",
      "Erledigt, danach außerhalb von Custodian geändert: Das Gerät hat keinen primären Benutzer",
      "Intune zeigte Dara O'Brien",
    ],
  ])(
    "says that somebody else changed the device as well, beside it or since (%#)",
    (messages, beside, since, cleared, shown) => {
      const told = (state: Proposal["state"]) =>
        textsOf(
          renderProposal(exampleProposal({ state }), { now: NOON, messages })
            .card,
        ).join("\n");
      const { verified, unconfirmed, undone } = exampleStates;
      const by = "admin@contoso.com";
      const named = told({
        ...verified,
        otherChange: { by, at: verified.appliedAt },
      });
      for (const part of beside) expect(named).toContain(part);
      const later = { by: null, at: hours(3) };
      expect(
        told({ ...verified, otherChange: { ...later, primaryUser: dara } }),
      ).toContain(since);
      expect(
        told({ ...verified, otherChange: { ...later, primaryUser: null } }),
      ).toContain(cleared);
      const otherChange = { ...later, primaryUser: dara };
      const [, , advice = ""] = beside;
      for (const state of [
        { ...unconfirmed, otherChange },
        { ...undone, undo: { ...undone.undo, otherChange } },
      ]) {
        expect(told(state)).toContain(shown);
        expect(told(state)).toContain(advice);
      }
    },
  );

  it.each([
    [
      english,
      "Undone, then changed outside Custodian: Dara O'Brien is the primary user",
      "Undone, then changed outside Custodian: the device has no primary user",
    ],
    [
      messagesOf("de"),
      "Rückgängig gemacht, danach außerhalb von Custodian geändert: Dara O'Brien ist der primäre Benutzer",
      "Rückgängig gemacht, danach außerhalb von Custodian geändert: Das Gerät hat keinen primären Benutzer",
    ],
  ])(
    "says that somebody else changed the device after an undo (%#)",
    (messages, since, cleared) => {
      const { undone } = exampleStates;
      const told = (primaryUser: Proposal["fromUser"], at: Date) => {
        const otherChange = { by: null, at, primaryUser };
        const undo = { ...undone.undo, otherChange };
        const proposal = exampleProposal({ state: { ...undone, undo } });
        return textsOf(
          renderProposal(proposal, { now: NOON, messages }).card,
        ).join("\n");
      };
      const later = new Date(undone.undoneAt.getTime() + 1);
      expect(told(dara, later)).toContain(since);
      expect(told(null, later)).toContain(cleared);
      expect(told(dara, undone.undo.requestedAt)).not.toContain(since);
    },
  );

  it("says whom Intune showed while a write, or an undo, was in doubt or had failed", () => {
    const otherChange = { by: null, at: NOON, primaryUser: dara };
    const { failed, superseded, "undo-failed": undoFailed } = exampleStates;
    for (const state of [
      { ...failed, writeStartedAt: NOON, otherChange },
      { ...superseded, writeStartedAt: NOON, otherChange },
      { ...undoFailed, undo: { ...undoFailed.undo, otherChange } },
    ])
      expect(say({ state })).toContain("Intune showed Dara O'Brien");
  });

  it("says that a write in doubt may take effect yet, and that it did", () => {
    const superseded = {
      ...exampleStates.superseded,
      decision: exampleStates.verified.decision,
      writeStartedAt: NOON,
    };
    expect(say({ state: superseded })).toContain(
      "If the change still goes through within a day, this card says so.",
    );
    expect(say({ state: exampleStates.superseded })).not.toContain("a day");
    expect(
      say({ state: { ...exampleStates.verified, tookEffectLate: true } }),
    ).toContain("The change went through late");
  });

  it("calls the one it was made on the primary user still, where only the question went away", () => {
    const by = { kind: "evidence" } as const;
    expect(
      say({ state: { kind: "superseded", by, at: NOON, decision: null } }),
    ).toContain("Primary user now  \nAna Schmidt\n");
  });

  it.each([
    [
      "en",
      "From Entra's sign-in log (no unlocks, nothing offline), read {{DATE(",
    ],
    [
      "de",
      "Aus dem Anmeldeprotokoll von Entra (ohne Entsperren, nichts offline),",
    ],
  ] as const)(
    "says where each part of the days comes from, and how old it is (%s)",
    (language, words) => {
      const { days } = daysEvidence;
      if (!days) throw new Error("The example has no days");
      const signIns = { source: "sign-ins", at: hours(-3) } as const;
      const { card } = renderProposal(
        exampleProposal({
          evidence: {
            ...daysEvidence,
            days: { ...days, sources: [...days.sources, signIns] },
          },
        }),
        { now: NOON, messages: messagesOf(language) },
      );
      const said = textsOf(card).join("\n");
      expect(said).toContain(words);
      expect(said).toContain("{{TIME(2026-11-20T09:00:00Z)}}");
    },
  );

  it("tells of the other ends of a superseded proposal", () => {
    const at = NOON;
    const tell = (
      by: Extract<Proposal["state"], { kind: "superseded" }>["by"],
    ) => say({ state: { kind: "superseded", by, at, decision: null } });
    expect(tell({ kind: "evidence" })).toContain("Withdrawn");
    expect(
      tell({
        kind: "evidence",
        contradicted: {
          kind: "contradicted",
          reported: [ana],
          signedIn: [ben, cleo, dara, person("Eve Okafor", "eve@contoso.com")],
        },
      }),
    ).toContain(
      "the device reported only Ana Schmidt, but Entra saw only Ben Ortiz, Cleo Müller, Dara O'Brien and 1 other person sign in there",
    );
    expect(tell({ kind: "enrolled-again" })).toContain(
      "someone enrolled the device again",
    );
    expect(
      tell({ kind: "proposal", proposalId: exampleProposal().id }),
    ).toContain("Replaced");
    expect(
      tell({ kind: "owner-changed-elsewhere", primaryUser: null }),
    ).toContain("removed");
  });

  it("says of a shared device that it is one, done and undone", () => {
    expect(say({ toUser: null, state: exampleStates.verified })).toContain(
      "Done: it's a shared device",
    );
    expect(say({ fromUser: null, state: exampleStates.undone })).toContain(
      "it's a shared device again",
    );
  });
});

describe("what a settled card says of asking again", () => {
  const no = { kind: "rejected", decision: rejected } as const;
  const silence = { why: "shared-on-purpose", lifted: null } as const;

  it.each([
    ["en", "Custodian won't propose this again until {{DATE(2027-01-0"],
    ["de", "Custodian schlägt das nicht wieder vor bis {{DATE(2027-01-0"],
  ] as const)("names the day until which a no holds (%s)", (language, text) => {
    const { card } = renderProposal(exampleProposal({ state: no }), {
      now: NOON,
      messages: messagesOf(language),
    });
    expect(textsOf(card).join("\n")).toContain(text);
  });

  it("names the silence instead, and after it was lifted who did", () => {
    const choice = "shared-on-purpose" as const;
    const state = { ...no, decision: { ...rejected, choice } };
    const silenced = say({ state, silence });
    expect(silenced).toContain("Muted until an admin unmutes it.");
    expect(silenced).toContain("Rejected, it's shared on purpose");
    expect(silenced).not.toContain("Custodian won't propose");

    const lifted = say({
      state,
      silence: { ...silence, lifted: { at: hours(5), by: dara } },
    });
    expect(lifted).not.toContain("Muted until");
    expect(lifted).toContain("Unmuted by Dara");
    expect(lifted).toContain("Custodian won't propose this again until");
  });

  it("says nothing where nothing holds: a bare wish, or what nobody ever saw", () => {
    const wish = {
      evidence: null,
      origin: { kind: "manual", requestedBy: cleo, withoutRole: true },
    } as const;
    expect(say({ state: no, ...wish })).not.toContain(
      "Custodian won't propose",
    );
    expect(
      say({ state: { kind: "expired", at: NOON }, postedAt: null }),
    ).not.toContain("Custodian won't propose");
  });

  it.each([
    [
      "en",
      ana,
      [
        "The primary user still uses it",
        "They were only helping out",
        "The primary user is on leave",
        "Shared on purpose",
        "Something else",
      ],
    ],
    [
      "de",
      null,
      ["Hat nur ausgeholfen", "Absichtlich gemeinsam genutzt", "Etwas anderes"],
    ],
  ] as const)(
    "offers ready-made reasons that fit, in the card's language (%s)",
    (language, fromUser, titles) => {
      const { card } = renderProposal(exampleProposal({ fromUser }), {
        now: NOON,
        messages: messagesOf(language),
      });
      const inputs = [...walkCard(card)].filter(({ id }) => id === "choice");
      expect(inputs).toHaveLength(1);
      expect(inputs[0]).not.toHaveProperty("isRequired");
      expect(inputs[0]?.["choices"]).toMatchObject(
        titles.map((title) => ({ title })),
      );
    },
  );

  it.each([
    ["on-leave", null, "Reason: \nThe primary user is on leave\n"],
    [
      "on-leave",
      "Back in May",
      "Reason: \nThe primary user is on leave: Back in May\n",
    ],
    ["other", "A test device", "Reason: \nA test device\n"],
    ["told-by-a-later-version", "A test device", "Reason: \nA test device\n"],
  ])(
    "tells the reason that was chosen, %s, with the words beside it",
    (choice, reason, told) => {
      const decision = { ...rejected, choice, reason } as Decision;
      expect(say({ state: { ...no, decision } })).toContain(told);
    },
  );
});

describe("what people wrote", () => {
  const hostile = "**Moved** [here](https://contoso.com)\n<at>all</at>";

  it("stands on the settled card beside whoever wrote it, as text", () => {
    const { verified, undone } = exampleStates;
    const decision = { ...verified.decision, comment: hostile };
    const approvedBy = say({
      state: { ...verified, decision },
      undoUntil: hours(72),
    });
    expect(approvedBy).toContain(
      `Approved by Cleo Müller\n{{DATE(2026-11-20T12:00:00Z, SHORT)}}, {{TIME(2026-11-20T12:00:00Z)}}\n${asText(hostile, 500)}\n`,
    );

    const why = { text: "Wrong Ben", by: dara };
    const undo = { ...undone.undo, why };
    const taken = say({ state: { ...undone, decision, undo } });
    expect(taken).toContain("Undone by Dara O'Brien");
    expect(taken).toContain("\nWrong Ben\n");
    expect(taken).toContain(asText(hostile, 500));
    // Somebody else tried it again.
    expect(
      say({ state: { ...undone, undo: { ...undo, requestedBy: cleo } } }),
    ).toContain("\nDara O'Brien: Wrong Ben\n");
  });

  it("says to whoever decides why the change, or another one, is asked for", () => {
    const origin = { kind: "manual", requestedBy: cleo, why: hostile } as const;
    const wishes = [
      {
        id: exampleProposal().id,
        requestedBy: ben,
        toUser: dara,
        why: "It is Dara's now",
        askedAt: NOON,
      },
    ];
    for (const state of [exampleStates.pending, exampleStates.snoozed]) {
      const text = say({ state, origin, wishes });
      expect(text).toContain(
        `Requested by Cleo Müller. Someone else has to approve it.\n Their reason: ${asText(hostile, 500)}\n`,
      );
      expect(text).toContain(
        "Ben Ortiz requests another change: Dara O'Brien.",
      );
    }
    expect(say({ wishes })).toContain(
      "Ben Ortiz requests another change: Dara O'Brien. Their reason: It is Dara's now",
    );
    expect(say({ origin: { ...origin, why: "x" }, state: no() })).not.toContain(
      "Their reason",
    );
  });

  const no = () => ({ kind: "rejected", decision: rejected }) as const;

  it("is asked for by inputs that nobody has to touch and that hold 500 characters", () => {
    const inputsOf = (overrides: Partial<Proposal>) =>
      [...walkCard(render(overrides))]
        .filter(({ type }) => type === "Input.Text")
        .map(({ id, maxLength, isRequired }) => [id, maxLength, isRequired]);
    expect(inputsOf({})).toEqual([
      ["comment", 500, undefined],
      ["reason", 500, undefined],
      ["why", 500, undefined],
    ]);
    expect(
      inputsOf({ state: exampleStates.verified, undoUntil: hours(72) }),
    ).toEqual([["why", 500, undefined]]);
    expect(inputsOf({ state: exampleStates.snoozed })).toEqual([
      ["comment", 500, undefined],
      ["reason", 500, undefined],
    ]);
    expect(inputsOf({ state: exampleStates.undone })).toEqual([]);
  });
});

describe("a snoozed card", () => {
  it("asks for how long, beginning with the days it has", () => {
    const [field, ...others] = [
      ...walkCard(render({ state: exampleStates.snoozed })),
    ].filter(({ id }) => id === "snoozeDays");
    expect(field).toMatchObject({
      value: "3",
      choices: ["1", "3", "7"].map((value) => ({ value })),
    });
    expect(others).toEqual([]);
    // What waits is snoozed by one click.
    expect([...walkCard(render())].map(({ id }) => id)).not.toContain(
      "snoozeDays",
    );
  });

  it("can be woken and decided", () => {
    const card = render({ state: exampleStates.snoozed });
    expect(buttonTitles(card)).toEqual([
      "Wake now",
      "Approve",
      "Reject",
      "Details",
    ]);
    const executed = [...walkCard(card)].filter(
      ({ type }) => type === "Action.Execute",
    );
    expect(executed.map(({ verb, data }) => [verb, data])).toEqual(
      [Verb.snooze, Verb.wakeNow, Verb.approve, Verb.reject].map((verb) => [
        verb,
        { id: "p-7f3a", version: 1 },
      ]),
    );
  });
});

describe("a change that somebody asked for", () => {
  it("shows what was known of the device, with empty days of whoever never was there", () => {
    const { days, ...evidence } = daysEvidence;
    if (!days) throw new Error("The example has days");
    const background = {
      ...evidence,
      days: showPerson(days, dara, 0, ana),
    };
    const text = say({
      toUser: dara,
      origin: { kind: "manual", requestedBy: cleo },
      evidence: null,
      background,
    });
    expect(text).toContain(
      "Dara O'Brien (proposed)\n  Not here in 28 days\n░░░░░░░ ░░░░░░░ ░░░░░░░ ░░░░░░░\n",
    );
    // How sure the evidence is of Ben says nothing of her.
    expect(text).not.toContain("do you know?\nThe evidence");
    expect(text.indexOf("Ana Schmidt (now)")).toBeLessThan(
      text.indexOf("Dara O'Brien (proposed)"),
    );
    expect(text).not.toContain("hasn't looked at");
    // Evidence that came since is newer.
    expect(
      say({ toUser: dara, evidence: exampleEvidence, background }),
    ).not.toContain("░░░░░░░");
  });
});
