import { describe, expect, it } from "@jest/globals";
import { renderProposalDetails } from "../../bot/cards/renderProposalDetails.ts";
import type { AuditRow } from "../../src/domain/audit/audit.ts";
import type { Proposal } from "../../src/domain/proposals/proposal.ts";
import {
  exampleEvidence,
  exampleProposal,
  exampleStates,
  handoffEvidence,
  hours,
  NOON,
  person,
} from "../support/cardExamples.ts";
import { anObjection } from "../support/stagingCards.ts";
import { buttonTitles, textsOf, walkCard } from "../support/walkCard.ts";

const audited = (kind: AuditRow["kind"], seq: number): AuditRow => ({
  seq,
  at: hours(seq),
  kind,
  actor: "f".repeat(32),
  deviceId: null,
  proposalId: null,
  details: { to: "ben.ortiz@contoso.com" },
  detailsMatch: true,
  digest: "",
  previousHash: "",
  hash: "",
});

const render = (
  proposal: Partial<Proposal>,
  more: { page?: number; isWhole?: boolean; audit?: AuditRow[] } = {},
) =>
  renderProposalDetails(
    {
      proposal: exampleProposal(proposal),
      isWhole: more.isWhole ?? true,
      audit: more.audit ?? [
        audited("proposal.rejected", 2),
        audited("proposal.created", 1),
      ],
      hasOlderAudit: false,
    },
    { now: NOON, page: more.page ?? 0 },
  ).card;
const say = (...args: Parameters<typeof render>) =>
  textsOf(render(...args)).join("\n");

describe("a proposal in detail", () => {
  it("says that a staging lead contradicts it, while it is open and to those who may see all of it", () => {
    const objection = anObjection();
    const state = exampleStates.pending;
    const says =
      /Cleo .*says it isn't with Ben Ortiz: The device went somewhere else: In a box/;

    expect(say({ state, objection })).toMatch(says);
    expect(say({ state, objection }, { isWhole: false })).not.toContain("box");
    expect(say({ state: exampleStates.rejected, objection })).not.toMatch(says);
    expect(say({ state })).not.toContain("says that's wrong");
  });

  it("has all that it rests on, how it got there, by whom and why, and the audit log", () => {
    const text = say({ state: exampleStates.rejected });
    for (const part of [
      "Rejected, nothing changed",
      "Ana Schmidt → Ben Ortiz",
      "That's 4× as often.",
      "The rule: at least 1.5× the primary user's sign-ins, and 3 sign-ins or more, from a report no older than 7 days.",
      "Ben Ortiz (proposed)\n · 12 sign-ins\nben.ortiz@contoso.com",
      "Dara O'Brien\n · 1 sign-in\n",
      "staging@contoso.com\n · 5 sign-ins\nThis is a staging account",
      "Proposed by Custodian\n",
      "Card posted\n{{DATE(2026-11-20T11:00:00Z",
      "Rejected by Cleo Müller\n",
      "Ben only borrows it while his own is repaired.",
      "Audit log, newest first\nRejected\n",
      "to: ben.ortiz@contoso.com",
    ])
      expect(text).toContain(part);
    expect(buttonTitles(render({}))).toEqual(["Hand to…", "About the device"]);
  });

  it("lists every last logon that a handoff rests on", () => {
    const text = say({ evidence: handoffEvidence });
    for (const { person } of handoffEvidence.lastLogons)
      if (person) expect(text).toContain(person.displayName);
    expect(text).toContain(
      "technician, who signs in to other people's devices",
    );
  });

  it("has every person on one of its pages, in their order", () => {
    const counted = Array.from({ length: 200 }, (_, index) => ({
      person: person(`Person ${index}.`, `p${index}@contoso.com`),
      logons: 500 - index,
    }));
    const evidence = { ...exampleEvidence, counted };
    const seen: string[] = [];
    for (let page = 0; ; page += 1) {
      const card = render({ evidence }, { page });
      const texts = textsOf(card);
      seen.push(...texts.filter((text) => /^Person \d+\.$/.test(text)));
      expect(texts.join()).toMatch(new RegExp(`Page ${page + 1} of \\d+`));
      if (page > 0) expect(buttonTitles(card)).toContain("Previous");
      const next = [...walkCard(card)].find(({ title }) => title === "Next");
      if (!next) break;
      expect(next["data"]).toEqual({
        kind: "proposal-details",
        id: "p-7f3a",
        page: page + 1,
      });
    }
    expect(seen).toEqual(counted.map(({ person }) => person.displayName));
    expect(say({ evidence }, { page: 1 })).toContain(
      "Who signed in, continued",
    );
  });

  it("shows the last page where there are not so many", () => {
    expect(render({}, { page: 9_999 })).toEqual(render({}, { page: 0 }));
  });

  it("names nobody but the two it is about to whom logons and history are not shown", () => {
    const card = render({ state: exampleStates.rejected }, { isWhole: false });
    const text = textsOf(card).join("\n");
    expect(text).toContain("Only technicians, approvers and admins");
    expect(text).toMatch(/Proposal made\n\{\{DATE[^\n]*\nRejected\n/);
    expect(JSON.stringify(card)).not.toMatch(
      /Cleo|Dara|@contoso|logons\b(?! it rests)|borrows|ffff/,
    );
  });
});
