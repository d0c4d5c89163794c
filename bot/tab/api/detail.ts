import type { AuditRow } from "../../../src/domain/audit/audit.ts";
import { intuneUrlOf } from "../../../src/domain/lookups/portalLinks.ts";
import type { PersonRef } from "../../../src/domain/people/user.ts";
import type {
  FrozenEvidence,
  Proposal,
} from "../../../src/domain/proposals/proposal.ts";
import { withBackground } from "../../../src/domain/proposals/background.ts";
import { asText } from "../../text/asText.ts";
import { explainState } from "../../cards/parts/describeState.ts";
import { explain, explainLeftOut } from "../../cards/parts/explain.ts";
import { countedAndNamed } from "../../cards/parts/logonChart.ts";
import { whoLoggedOn } from "../../cards/parts/lastLogonList.ts";
import { markNamed, nameOf } from "../../cards/parts/people.ts";
import { describeDetails, nameActor } from "../../cards/renderAudit.ts";
import { linkTo } from "../../cards/renderForMessage.ts";
import type { AuditLine, ProposalDetail } from "./shapes.ts";
import { toShownDays } from "./shownDays.ts";
import { plain, toInstant, toProposal } from "./summary.ts";
import type { Language } from "./language.ts";
import { allows } from "../../../src/domain/proposals/states.ts";
import type { ApiDeps, TabRequest } from "./router.ts";

/** A proposal rarely has more than a dozen. */
const AUDIT_SHOWN = 100;
/** Whoever is an approver is known, as a rule; a proposal is shown without waiting long for Entra. */
const APPROVERS_MS = 600;

/** All of a proposal that whoever asks may see, and what they may do with it. */
export async function toProposalDetail(
  { custodian, clock }: Pick<ApiDeps, "custodian" | "clock">,
  stored: Proposal,
  {
    access,
    language,
    signedIn,
  }: Pick<TabRequest, "access" | "language" | "signedIn">,
): Promise<ProposalDetail> {
  const proposal = withBackground(stored);
  const isWhole = access.kind === "full";
  const [{ acts, mayNotDecide, isComplete }, card, rows] = await Promise.all([
    isWhole
      ? custodian.questions.actsOn(proposal, signedIn.userId, APPROVERS_MS)
      : {
          acts: [],
          mayNotDecide: null,
          isComplete: access.kind !== "undecided",
        },
    custodian.findCard(proposal.id),
    custodian.audit.forProposal(proposal, AUDIT_SHOWN),
  ]);
  const { cards } = language;
  const { evidence, origin } = proposal;
  const described = explainState(proposal, cards);
  const canUndo = allows(proposal, "undo", clock.now());
  return {
    ...toProposal(proposal, isWhole, language),
    acts,
    mayNotDecide: mayNotDecide && language.t(mayNotDecide),
    isComplete,
    isAllSaid: isComplete,
    why: isWhole ? explain(proposal, cards) : [],
    evidence:
      isWhole && evidence ? toEvidence(proposal, evidence, language) : null,
    isSummary: !isWhole,
    isInShort: !isWhole,
    reason: isWhole ? (described.reason ?? null) : null,
    advice:
      isWhole || !namesWhoWasThere(proposal)
        ? (described.advice ?? null)
        : null,
    undoUntil: canUndo ? toInstant(described.undoUntil) : null,
    wakesAt: toInstant(described.wakesAt),
    holds: described.holds
      ? {
          text: described.holds.text,
          until: toInstant(described.holds.until),
        }
      : null,
    requestedBecause:
      isWhole && origin.kind === "manual" && origin.why !== undefined
        ? plain(origin.why)
        : null,
    timeline: isWhole
      ? timeline(proposal, language)
      : // What happened when, and nothing of whom.
        rows.toReversed().map(({ kind, at }) => ({
          text: cards.audit.kinds[kind],
          at: at.toISOString(),
          said: null,
        })),
    audit: isWhole ? rows.map((row) => toAuditLine(row, language)) : null,
    cardUrl: card?.channelId ? linkTo(card) : null,
    intuneUrl: intuneUrlOf(proposal.device.id),
  };
}

/** Whether what is said of its end names who used the device. */
function namesWhoWasThere({ state }: Proposal): boolean {
  return (
    state.kind === "superseded" &&
    state.by.kind === "evidence" &&
    state.by.contradicted !== undefined
  );
}

/** @param person who did it, for those who may know; by their stand-in for others. */
export function toAuditLine(
  row: AuditRow,
  { cards }: Language,
  person?: PersonRef,
): AuditLine {
  const { device, ...details } = row.details ?? {};
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    what: cards.audit.kinds[row.kind],
    who: nameActor(row, cards, person),
    device: typeof device === "string" ? plain(device) : null,
    proposalId: row.proposalId,
    // The device has a place of its own.
    details: describeDetails(row.details ? { ...row, details } : row, cards),
  };
}

const WHY_LENGTH = 120;

function toEvidence(
  proposal: Proposal,
  evidence: FrozenEvidence,
  { cards, t }: Language,
): ProposalDetail["evidence"] {
  const { lastLogons } = evidence;
  return {
    source: cards.evidence[evidence.source],
    observedAt: evidence.observedAt.toISOString(),
    counted: countedAndNamed(proposal).map(({ person, logons }) => ({
      name: markNamed(nameOf(person, cards), person.id, proposal, cards),
      logons,
    })),
    leftOut: explainLeftOut(evidence, cards, Infinity),
    days: evidence.days
      ? toShownDays(
          evidence.days,
          (person) =>
            markNamed(nameOf(person, cards), person.id, proposal, cards),
          cards,
        )
      : null,
    lastLogons: lastLogons.map((logon) => ({
      name: markNamed(whoLoggedOn(logon, cards), logon.userId, proposal, cards),
      at: logon.at.toISOString(),
      why: logon.why === null ? null : asText(t(logon.why), WHY_LENGTH),
    })),
  };
}

interface Happened {
  readonly text: string;
  readonly at: Date;
  readonly said?: string;
}

/** Who did what when, in order. */
function timeline(
  proposal: Proposal,
  { cards }: Language,
): ProposalDetail["timeline"] {
  const { origin, createdAt, postedAt } = proposal;
  return [
    {
      text:
        origin.kind === "manual"
          ? cards.requestedBy({ name: nameOf(origin.requestedBy, cards) })
          : cards.details.proposed,
      at: createdAt,
      ...(origin.kind === "manual" &&
        origin.why !== undefined && { said: plain(origin.why) }),
    },
    ...(postedAt ? [{ text: cards.details.posted, at: postedAt }] : []),
    ...(explainState(proposal, cards).steps ?? []),
  ].map(({ text, at, said }: Happened) => ({
    text,
    at: at.toISOString(),
    said: said ?? null,
  }));
}
