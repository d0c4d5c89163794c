import { createTabLink, type TabLink } from "../../bot/cards/parts/tabLink.ts";
import { EVERY_ENTRY } from "../../src/domain/audit/auditFilter.ts";
import type { UserId } from "../../src/domain/people/user.ts";
import { describe, expect, it } from "@jest/globals";
import { renderAudit } from "../../bot/cards/renderAudit.ts";
import { Verb } from "../../bot/cards/verbs.ts";
import { renderHelp } from "../../bot/cards/renderHelp.ts";
import { renderNotice } from "../../bot/cards/renderNotice.ts";
import { renderPending } from "../../bot/cards/renderPending.ts";
import { english, messagesOf } from "../../bot/messages/languages.ts";
import type { AuditRow } from "../../src/domain/audit/audit.ts";
import { message } from "../../src/domain/message.ts";
import {
  exampleProposal,
  exampleStates,
  NOON,
} from "../support/cardExamples.ts";
import { buttonTitles, textsOf, walkCard } from "../support/walkCard.ts";

const row: AuditRow = {
  seq: 12,
  at: NOON,
  kind: "proposal.rejected",
  actor: "0123456789abcdef0123456789abcdef",
  deviceId: null,
  proposalId: null,
  details: {
    device: "LT-0042",
    reason: "not hers",
    version: 3,
    channelId: "19:helpdesk@thread.tacv2",
    attempt: 1,
    nested: { x: 1 },
  },
  detailsMatch: true,
  digest: "d",
  previousHash: "p",
  hash: "h",
};

/** Without what keeps clients from making anything of a text. */
const plain = (text: string) => text.replace(/[\u2060\u200A]/g, "");

describe("the card of open proposals", () => {
  const none = {
    proposals: [],
    page: 0,
    pages: 1,
    counts: { waiting: 0, snoozed: 0, "under-way": 0 },
    held: 0,
  };

  it("lists each with its change and its end, and counts the rest and the held", () => {
    const { card, summary } = renderPending({
      proposals: [
        exampleProposal(),
        exampleProposal({ state: exampleStates.snoozed, toUser: null }),
      ],
      page: 1,
      pages: 3,
      counts: { waiting: 20, snoozed: 2, "under-way": 3 },
      held: 4,
    });
    const text = textsOf(card).join("\n");
    for (const part of [
      "LT-0042",
      "Ana Schmidt → Ben Ortiz",
      "Expires {{DATE(2026-11-23T11:00:00Z, SHORT)}}",
      "Ana Schmidt → Shared device",
      "Snoozed until {{DATE(",
      "Waiting: 20 · Snoozed: 2 · Under way: 3",
      "Page 2 of 3",
      "4 more are waiting",
    ])
      expect(text).toContain(part);
    expect(summary).toBe(
      "20 proposals are waiting, 2 snoozed, 3 under way, 4 waiting for room.",
    );
  });

  it("says what to do where proposals wait for want of any channel", () => {
    const text = textsOf(
      renderPending({ ...none, held: 4, lacksChannel: true }).card,
    ).join("\n");
    expect(text).toContain(
      "4 more are waiting because there's no channel yet.",
    );
    expect(text).toContain("use this channel");
    expect(text).not.toContain("room");
  });

  it("marks a question whose card Teams refused, and only at the version that was", () => {
    const say = (version: number) =>
      textsOf(
        renderPending({
          ...none,
          proposals: [
            exampleProposal({ version, cardRefused: { at: NOON, version: 2 } }),
          ],
        }).card,
      ).join("\n");
    expect(say(2)).toContain(
      "Teams refused its card. An admin finds the reason in the bot's log. Expires {{DATE(",
    );
    expect(say(3)).not.toContain("refused");
  });

  it("has buttons to the pages beside it, and a link to the tab where there is one", () => {
    const buttons = (page: number, tabLink: TabLink = null) =>
      [
        ...walkCard(
          renderPending({ ...none, page, pages: 3 }, undefined, tabLink).card,
        ),
      ].flatMap(({ type, title, data, url }) =>
        type === "Action.Execute" || type === "Action.OpenUrl"
          ? [[title, data ?? url]]
          : [],
      );
    expect(buttons(0)).toEqual([["Next", { page: 1 }]]);
    expect(buttons(1, createTabLink("app-1"))).toEqual([
      ["Previous", { page: 0 }],
      ["Next", { page: 2 }],
      [
        "Open in the tab",
        "https://teams.microsoft.com/l/entity/app-1/custodian?context=%7B%22subEntityId%22%3A%22proposals%22%7D",
      ],
    ]);
    expect(buttons(2)).toEqual([["Previous", { page: 1 }]]);
  });

  it("says so when there is none", () => {
    const { card } = renderPending(none);
    expect(textsOf(card)).toEqual(["Open proposals", "No open proposals."]);
  });
});

describe("the audit card", () => {
  it("says what happened, by whom, when, with the plain details", () => {
    const text = textsOf(renderAudit([row, { ...row, actor: null }]).card).join(
      "\n",
    );
    for (const part of [
      "Rejected",
      "by person 01234567",
      "by Custodian",
      "device: LT-0042 · reason: not hers",
      "№ 12",
    ])
      expect(text).toContain(part);
    for (const raw of ["nested", "version", "channelId", "attempt", "thread"])
      expect(text).not.toContain(raw);
  });

  it("names whoever did it, with what tells people of one name apart, and makes nothing of a hostile name", () => {
    const say = (displayName: string) =>
      textsOf(
        renderAudit([row], {
          actors: new Map([
            [
              row.seq,
              {
                id: "ana" as UserId,
                displayName,
                userPrincipalName: "ana@contoso.com",
              },
            ],
          ]),
        }).card,
      ).join("\n");
    expect(plain(say("Ana Schmidt"))).toContain(
      "by Ana Schmidt (ana@contoso.com)",
    );
    expect(plain(say(""))).toContain("by ana@contoso.com");
    expect(say("[Ana](https://evil.example)")).not.toContain("](https");
  });

  it("says whom an undo restores and who it was, nobody included, of entries of an earlier version, too", () => {
    const say = (kind: AuditRow["kind"], details: AuditRow["details"]) =>
      plain(textsOf(renderAudit([{ ...row, kind, details }]).card).join("\n"));
    const undone = { device: "LT-0042", from: "a@x.com", to: "b@x.com" };
    expect(say("undo.done", undone)).toContain(
      "device: LT-0042 · restored: a@x.com · was: b@x.com",
    );
    expect(
      say("undo.failed", { ...undone, restores: null, was: "b@x.com" }),
    ).toContain("device: LT-0042 · restores: shared device · was: b@x.com");
    expect(say("reassignment.verified", undone)).toContain(
      "from: a@x.com · to: b@x.com",
    );
  });

  it("says why an answer was refused, and nothing of it where it was changed since", () => {
    const say = (of: Partial<AuditRow>) =>
      textsOf(
        renderAudit([
          {
            ...row,
            kind: "proposal.answer-refused",
            details: {
              device: "LT-0042",
              answer: "approve",
              why: { say: "people.asked-for-it" },
            },
            ...of,
          },
        ]).card,
      ).join("\n");
    expect(say({})).toContain(
      "device: LT-0042 · reason: You requested this change, so someone else has to decide. · decision: Approve",
    );
    expect(say({ detailsMatch: false })).not.toContain("requested this");
    expect(
      say({ details: { why: { say: "people.of-another-version" } } }),
    ).not.toContain("reason");
  });

  it("says of each changed setting what it was and what it is", () => {
    const affinity = { multiplier: 1.5, minLogons: 3, windowDays: 7 };
    const many = Array.from({ length: 30 }, (_, n) => `d${n}.example`);
    const details = {
      version: 6,
      changed: "affinity, stagingAccounts, stagingLeads, technicians",
      old: {
        affinity,
        stagingAccounts: [],
        stagingLeads: { "*": "lee@contoso.com" },
        technicians: ["tim@contoso.com"],
        channelScopes: {},
        userDomains: many,
      },
      new: {
        affinity: { ...affinity, multiplier: 2 },
        stagingAccounts: ["staging@contoso.com", "dem@contoso.com"],
        stagingLeads: { "*": "mia@contoso.com" },
        technicians: ["x".repeat(100)],
        channelScopes: {
          "19:site@thread.tacv2": { categories: ["Oslo"], namePrefixes: [] },
        },
        userDomains: [...many, "new.example"],
      },
    };
    const say = (overrides: Partial<AuditRow>) =>
      plain(
        textsOf(
          renderAudit([
            { ...row, kind: "settings.changed", details, ...overrides },
          ]).card,
        ).join("\n"),
      );
    expect(say({})).toContain(
      "times the primary user's sign-ins: 1.5 → 2 · " +
        "staging accounts: nothing → staging@contoso.com, dem@contoso.com · " +
        "staging leads: * = lee@contoso.com → * = mia@contoso.com · technicians: ",
    );
    const only = (name: "technicians" | "channelScopes" | "userDomains") =>
      say({
        details: {
          old: { [name]: details.old[name] },
          new: { [name]: details.new[name] },
        },
      });
    expect(only("technicians")).toContain(
      `technicians: tim@contoso.com → ${"x".repeat(59)}…`,
    );
    expect(only("channelScopes")).toContain(
      "scopes of channels: nothing → a channel for Oslo",
    );
    expect(only("userDomains")).toContain("domains: … → new.example, …");
    expect(say({})).not.toMatch(/version|changed:|affinity|sign-ins needed/);
    expect(say({ details: { ...details, old: null } })).toContain(
      "sign-ins needed: 3 · ",
    );
  });

  it("says an answer and a rule as the buttons and the form do, in the reader's language", () => {
    const say = (language: "en" | "de", overrides: Partial<AuditRow>) =>
      plain(
        textsOf(
          renderAudit([{ ...row, ...overrides }], {
            messages: messagesOf(language),
          }).card,
        ).join("\n"),
      );
    const refused = (answer: string) =>
      ({ kind: "proposal.answer-refused", details: { answer } }) as const;
    expect(say("en", refused("someone-else"))).toContain(
      "decision: Someone else…",
    );
    expect(say("de", refused("approve-batch"))).toContain(
      `Entscheidung: ${messagesOf("de").labels.approveTheRest}`,
    );
    expect(say("en", refused("constructor"))).toContain(
      "decision: constructor",
    );
    const ruleChanged = {
      kind: "settings.changed",
      details: {
        old: { affinity: { mode: "intent" } },
        new: { affinity: { mode: "as-published" } },
      },
    } as const;
    expect(say("en", ruleChanged)).toContain(
      "rule: By number of sign-ins → As in the published script",
    );
    const german = messagesOf("de").settings.choices.affinityMode;
    expect(say("de", ruleChanged)).toContain(
      `Regel: ${german.intent} → ${german["as-published"]}`,
    );
  });

  it("has a button to each page beside it, and says which entries this one shows", () => {
    const filter = {
      ...EVERY_ENTRY,
      kinds: ["undo.done", "undo.failed"] as const,
      since: NOON,
    };
    const draw = (page: number, hasOlder: boolean) => {
      const { card } = renderAudit(Array<typeof row>(15).fill(row), {
        place: { filter, upTo: 90, count: 40, page },
        hasOlder,
      });
      return {
        text: textsOf(card).join("\n"),
        buttons: [...walkCard(card)].flatMap(({ verb, title, data }) =>
          verb === Verb.auditPage ? [[title, data]] : [],
        ),
      };
    };
    const to = (page: number) => ({
      device: "",
      person: "",
      kinds: "undo.done,undo.failed",
      since: NOON.toISOString(),
      until: "",
      upTo: 90,
      count: 40,
      page,
    });

    expect(draw(0, false).buttons).toEqual([]);
    expect(draw(0, false).text).not.toContain("newest first");
    expect(draw(0, true).buttons).toEqual([["Older", to(1)]]);
    expect(draw(1, true).buttons).toEqual([
      ["Newer", to(0)],
      ["Older", to(2)],
    ]);
    expect(draw(1, true).text).toContain("Entries 16 to 30, newest first");
    expect(draw(2, false).buttons).toEqual([["Newer", to(1)]]);
  });

  it("tells erased details from altered ones", () => {
    const erased = textsOf(
      renderAudit([{ ...row, details: null, detailsMatch: null }]).card,
    ).join();
    const altered = textsOf(
      renderAudit([{ ...row, detailsMatch: false }]).card,
    ).join();
    expect(erased).toContain("details erased");
    expect(erased).not.toContain("LT-0042");
    expect(altered).toContain("details don't match the log");
  });
});

describe("the help card", () => {
  it("shows admins more, and the channel's commands in a team alone", () => {
    expect(buttonTitles(renderHelp("personal").card)).toEqual([
      "Open proposals",
      "Staging board",
    ]);
    expect(
      buttonTitles(renderHelp("groupChat", { isAdmin: true }).card),
    ).toEqual([
      "Open proposals",
      "Staging board",
      "Scan the tenant",
      "Audit log",
    ]);
    // Six is the most that Teams shows.
    expect(buttonTitles(renderHelp("team", { isAdmin: true }).card)).toEqual([
      "Open proposals",
      "Staging board",
      "Scan the tenant",
      "Audit log",
      "Use this channel",
      "Stop using this channel",
    ]);
  });

  it("lists what everybody may ask, and to admins alone what they may", () => {
    const say = (isAdmin: boolean) =>
      textsOf(renderHelp("personal", { isAdmin }).card);
    expect(say(false)).toContain("handoffs");
    for (const command of ["scan", "settings", "audit"]) {
      expect(say(true)).toContain(command);
      expect(say(false)).not.toContain(command);
    }
  });

  it("tells how to mention the bot where that is needed", () => {
    const say = (scope: "personal" | "team") =>
      textsOf(renderHelp(scope).card).join("\n");
    expect(say("team")).toContain("start with @Custodian");
    expect(say("personal")).not.toContain("@Custodian");
  });
});

describe("a notice", () => {
  it("tells a clicker why their answer did not count", () => {
    const { card, summary } = renderNotice({
      kind: "refusal",
      deviceName: "LT-0042",
      message: "Only approvers may decide.",
    });
    expect(textsOf(card).join("\n")).toContain("Only approvers may decide.");
    expect(summary).toBe(
      "Your click for LT-0042 didn't count. Only approvers may decide.",
    );
  });

  it("tells a clicker that an answer did not count whose device is not known any more", () => {
    const notice = {
      kind: "refusal",
      deviceName: null,
      message: message("entra.no-answer"),
    } as const;
    expect(renderNotice(notice).summary).toMatch(
      /^Your click for a device didn't count\. Entra didn't answer/,
    );
    expect(renderNotice(notice, messagesOf("de")).summary).toMatch(
      /^Ihr Klick zu einem Gerät zählt nicht\. Entra hat nicht/,
    );
  });

  it("tells a clicker of which staging account's devices their answer did not count", () => {
    const titleOf = (stagingAccount: string | null) =>
      renderNotice({ kind: "refusal", stagingAccount, message: "No." }).summary;
    expect(titleOf("staging@contoso.com")).toBe(
      "Your click for the devices staged by staging@contoso.com didn't count. No.",
    );
    expect(titleOf(null)).toBe(
      "Your click for staged devices didn't count. No.",
    );
    expect(titleOf("**bold**@contoso.com")).not.toContain("**");
  });

  it("tells a subscriber of new proposals, each with a button, and says how that ends", () => {
    const notice = (count: number) =>
      renderNotice(
        {
          kind: "new-proposals",
          proposals: Array.from({ length: count }, exampleProposal),
        },
        english,
        (place) => `https://tab.example/${place}`,
      );
    const { card, summary } = notice(12);
    expect(summary).toMatch(/^12 new proposals are waiting/);
    const texts = textsOf(card).join("\n");
    expect(texts).toContain("6 more are new");
    expect(texts).toContain("stop notifying me");
    expect(
      [...walkCard(card)].filter(({ verb }) => verb === "lookup.proposal"),
    ).toHaveLength(6);
    const one = notice(1);
    expect(one.summary).toMatch(/^A new proposal is waiting/);
    expect(JSON.stringify(one.card)).toContain(
      `https://tab.example/proposals/${exampleProposal().id}`,
    );
  });

  it("tells a requester late what is proposed and where it stands, or why nothing is", () => {
    const proposal = exampleProposal({ state: { kind: "pending" } });
    const say = (more: Partial<typeof proposal>, isNew: boolean) =>
      renderNotice({
        kind: "proposed",
        proposal: { ...proposal, ...more },
        isNew,
      }).summary;
    expect(say({}, true)).toMatch(
      /^Your proposal for LT-0042\. Proposed: .* becomes the primary user of LT-0042\. An approver decides on its card/,
    );
    expect(say({}, false)).toContain("Someone has proposed this already.");
    expect(say({ state: { kind: "held" }, toUser: null }, true)).toMatch(
      /becomes a shared device.*waiting for room in a channel/,
    );
    expect(say({ state: exampleStates.rejected }, true)).toContain(
      "Rejected, nothing changed",
    );
    expect(
      renderNotice({
        kind: "not-proposed",
        deviceName: "LT-0042",
        message: "This account is disabled.",
      }).summary,
    ).toBe(
      "Your proposal for LT-0042. Custodian proposed nothing. This account is disabled.",
    );
  });

  it("tells a requester how their proposal ended, by whom and why", () => {
    const { card } = renderNotice({
      kind: "result",
      proposal: exampleProposal({ state: exampleStates.rejected }),
    });
    const text = textsOf(card).join("\n");
    for (const part of [
      "Your proposal for LT-0042",
      "Rejected, nothing changed",
      "Rejected by Cleo Müller",
      "Ben only borrows it",
    ])
      expect(text).toContain(part);
    expect(buttonTitles(card)).toEqual([]);
  });

  it("tells admins that proposals wait for a channel", () => {
    const { card } = renderNotice({ kind: "channel-lost", held: 1 });
    expect(textsOf(card).join("\n")).toMatch(
      /1 proposal is waiting.*use this channel/,
    );
  });

  it("tells admins that a notice of staged devices can go nowhere", () => {
    const { card } = renderNotice({ kind: "no-channel" });
    expect(textsOf(card).join("\n")).toMatch(
      /no chat with the staging lead and no channel.*use this channel/s,
    );
    expect(buttonTitles(card)).toEqual(["Help"]);
  });

  it("tells admins of a card that Teams refuses where the reason is, its device as text", () => {
    const { card, summary } = renderNotice({
      kind: "card-refused",
      deviceName: "**LT-0042**",
    });
    expect(textsOf(card).join("\n")).toMatch(
      /Teams refused the card about [^\n]*LT-0042.*teams\.message-refused/s,
    );
    expect(summary).not.toContain("**");
  });

  it.each([
    [true, /gave up on: posting or updating cards.*stopped trying/s],
    [false, /Waiting for a day: posting or updating cards.*keeps trying/s],
  ])(
    "tells admins what kind of work was left (given up: %s)",
    (isGivenUp, words) => {
      const { card } = renderNotice({
        kind: "work-left",
        work: "cards",
        isGivenUp,
      });
      expect(textsOf(card).join("\n")).toMatch(words);
    },
  );

  it("tells admins that nobody was asked, the device as text", () => {
    const { card, summary } = renderNotice({
      kind: "never-posted",
      deviceName: "**LT-0042**",
    });
    expect(textsOf(card).join("\n")).toMatch(
      /Nobody was asked about [^\n]*LT-0042.*couldn't post/s,
    );
    expect(summary).not.toContain("**");
  });

  it.each([
    ["not-licensed", /SIGN_IN_EVIDENCE is on.*no Microsoft Entra ID P1 or P2/s],
    ["not-permitted", /Grant the application permission AuditLog\.Read\.All/],
  ] as const)(
    "tells admins in plain words why sign-ins can't be read (%s)",
    (why, words) => {
      const { card } = renderNotice({ kind: "sign-ins-refused", why });
      expect(textsOf(card).join("\n")).toMatch(words);
    },
  );

  it("tells admins that nothing is done while the audit log cannot be written", () => {
    const { card } = renderNotice({ kind: "audit-head-lost" });
    expect(textsOf(card).join("\n")).toMatch(
      /audit log is broken.*decides, changes and records nothing/s,
    );
  });

  it("tells whoever asked that there is no answer", () => {
    const { card } = renderNotice({
      kind: "not-answered",
      message: message("lookup.given-up"),
    });
    expect(textsOf(card).join("\n")).toMatch(/there's no answer.*ask again/s);
  });

  it("shows a refusal as text, whatever it repeats", () => {
    const { card } = renderNotice({
      kind: "refusal",
      deviceName: "**bold**",
      message: "<at>x</at> is not an approver.",
    });
    expect(textsOf(card).join("\n")).not.toMatch(/\*\*|<at/);
  });

  it("offers the commands to admins whose channel is lost", () => {
    const lost = renderNotice({ kind: "channel-lost", held: 2 }).card;
    expect(buttonTitles(lost)).toEqual(["Help"]);
  });
});
