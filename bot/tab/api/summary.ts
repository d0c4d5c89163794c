import type { Device, DeviceRef } from "../../../src/domain/devices/device.ts";
import type { PersonRef } from "../../../src/domain/people/user.ts";
import type { Proposal } from "../../../src/domain/proposals/proposal.ts";
import { asPlainLine, withoutGuards } from "../../text/asText.ts";
import { objectionTo } from "../../cards/parts/objection.ts";
import {
  explainState,
  type StateExplanation,
} from "../../cards/parts/describeState.ts";
import type { DeviceSummary, Person, ProposalSummary } from "./shapes.ts";
import { certaintyOf } from "../../../src/domain/proposals/certaintyOf.ts";
import { hasCardPlace, isOpen } from "../../../src/domain/proposals/states.ts";
import type { Language } from "./language.ts";

/** Text from outside as the page shows it: as text. Never empty: `—` stands for nothing visible. */
export function plain(text: string): string {
  return asPlainLine(text) || "—";
}

export function toPerson(person: PersonRef): Person {
  return {
    id: person.id,
    name: plain(person.displayName || person.userPrincipalName),
    upn: person.userPrincipalName ? plain(person.userPrincipalName) : null,
  };
}

export function toDevice(device: Device | DeviceRef): DeviceSummary {
  return {
    id: device.id,
    name: plain(device.name),
    serialNumber: device.serialNumber ? plain(device.serialNumber) : null,
    model: device.model ? plain(device.model) : null,
    lastCheckInAt: toInstant(device.lastCheckInAt),
  };
}

export function toInstant(at: Date | null | undefined): string | null {
  return at?.toISOString() ?? null;
}

const TONES: Readonly<
  Record<StateExplanation["tone"], ProposalSummary["tone"]>
> = {
  done: "good",
  failed: "attention",
  doubtful: "warning",
  working: "accent",
  over: "neutral",
};

/** @param isWhole whether the reader may see who asked for it, and who contradicts it. */
export function toProposal(
  proposal: Proposal,
  isWhole: boolean,
  { cards }: Language,
): ProposalSummary {
  const { origin, state } = proposal;
  const described = explainState(proposal, cards);
  return {
    id: proposal.id,
    version: proposal.version,
    device: toDevice(proposal.device),
    from: proposal.fromUser && toPerson(proposal.fromUser),
    to: proposal.toUser && toPerson(proposal.toUser),
    state: state.kind,
    title: described.title,
    tone: TONES[described.tone],
    createdAt: proposal.createdAt.toISOString(),
    expiresAt: hasCardPlace(proposal) ? toInstant(proposal.expiresAt) : null,
    requestedBy:
      isWhole && origin.kind === "manual"
        ? toPerson(origin.requestedBy).name
        : null,
    handedTo:
      isWhole && proposal.handedTo && isOpen(proposal)
        ? toPerson(proposal.handedTo.person).name
        : null,
    certainty: certaintyOf(proposal),
    objection: isWhole ? sayObjection(proposal, cards) : null,
  };
}

function sayObjection(
  proposal: Proposal,
  cards: Language["cards"],
): string | null {
  const objection = objectionTo(proposal, cards);
  return objection === null ? null : plain(withoutGuards(objection));
}
